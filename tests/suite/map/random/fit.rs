//! Makes random records name what a map has.

use std::collections::BTreeSet;

use lienket::map::*;

/// Makes a random record name what a map has: every id in it becomes one of the map's; what cannot be named is
/// dropped.
pub trait Fit: Record {
    /// Whether the record can stand in a map with these ids.
    fn fit(&mut self, known: &Known) -> bool;
}

/// The ids of a map that records may name.
#[derive(Clone, Debug, Default)]
pub struct Known {
    stages: Vec<StageId>,
    products: Vec<ProductId>,
    actors: Vec<ActorId>,
    links: Vec<LinkId>,
    models: Vec<ModelId>,
}

impl Known {
    /// The ids of a map.
    pub fn of(map: &LinkageMap) -> Self {
        Self {
            stages: map.stages().keys().copied().collect(),
            products: map.products().keys().copied().collect(),
            actors: map.actors().keys().copied().collect(),
            links: map.links().keys().copied().collect(),
            models: map.models().keys().copied().collect(),
        }
    }
}

fn pick<I: Id>(known: &[I], id: I) -> Option<I> {
    known.get(id.number() as usize % known.len().max(1)).copied()
}

fn pick_all<I: Id>(known: &[I], ids: &BTreeSet<I>) -> BTreeSet<I> {
    ids.iter().filter_map(|id| pick(known, *id)).collect()
}

impl Fit for Stage {
    fn fit(&mut self, _: &Known) -> bool {
        true
    }
}

impl Fit for Product {
    fn fit(&mut self, known: &Known) -> bool {
        self.part_of = self.part_of.and_then(|id| pick(&known.products, id)).filter(|id| *id != self.id);
        true
    }
}

impl Fit for Actor {
    fn fit(&mut self, known: &Known) -> bool {
        self.stage = self.stage.and_then(|id| pick(&known.stages, id));
        self.supply.retain_mut(|supply| pick(&known.products, supply.product).map(|id| supply.product = id).is_some());
        self.converts.retain_mut(|conversion| {
            let ends = pick(&known.products, conversion.from).zip(pick(&known.products, conversion.to));
            ends.map(|(from, to)| (conversion.from, conversion.to) = (from, to)).is_some()
                && conversion.from != conversion.to
                && fit_portions(conversion, known)
        });
        true
    }
}

/// Products beside the first two, each named once on its side and on one side only.
fn fit_portions(conversion: &mut Conversion, known: &Known) -> bool {
    let mut named = BTreeSet::from([conversion.from, conversion.to]);
    for portions in [&mut conversion.with, &mut conversion.by_products] {
        portions.retain_mut(|portion| {
            let product = pick(&known.products, portion.product);
            product.is_some_and(|id| {
                portion.product = id;
                named.insert(id)
            })
        });
    }
    true
}

impl Fit for Link {
    fn fit(&mut self, known: &Known) -> bool {
        self.products = pick_all(&known.products, &self.products);
        let ends = pick(&known.actors, self.from).zip(pick(&known.actors, self.to));
        ends.map(|(from, to)| (self.from, self.to) = (from, to)).is_some()
    }
}

impl Fit for CoopModel {
    fn fit(&mut self, known: &Known) -> bool {
        self.core = pick_all(&known.actors, &self.core);
        self.members = pick_all(&known.actors, &self.members);
        self.products = pick_all(&known.products, &self.products);
        true
    }
}

impl Fit for Channel {
    fn fit(&mut self, known: &Known) -> bool {
        self.product = self.product.and_then(|id| pick(&known.products, id));
        self.path = self.path.iter().filter_map(|id| pick(&known.actors, *id)).collect();
        self.path.len() >= 2
    }
}

impl Fit for Target {
    fn fit(&mut self, known: &Known) -> bool {
        if let Measure::ContractVolume { product } = &mut self.measure {
            *product = product.and_then(|id| pick(&known.products, id));
        }
        self.of = pick_all(&known.actors, &self.of);
        true
    }
}

impl Fit for View {
    fn fit(&mut self, known: &Known) -> bool {
        let state = &mut self.state;
        let mut selected = Scope::of(&state.selection);
        for scope in [&mut state.scope, &mut selected] {
            scope.models = pick_all(&known.models, &scope.models);
            scope.actors = pick_all(&known.actors, &scope.actors);
            scope.links = pick_all(&known.links, &scope.links);
        }
        state.selection = selected.selection();
        state.product = state.product.and_then(|id| pick(&known.products, id));
        state.filter.products = pick_all(&known.products, &state.filter.products);
        true
    }
}

impl Fit for Placement {
    fn fit(&mut self, known: &Known) -> bool {
        pick(&known.actors, self.actor).map(|id| self.actor = id).is_some()
    }
}

/// Fits all records of a map to each other.
pub(super) fn fit_parts(parts: &mut MapParts) {
    fn distinct<R: Record>(records: &mut Vec<R>) -> Vec<R::Id> {
        records.sort_by_key(Record::id);
        records.dedup_by_key(|record| record.id());
        records.iter().map(Record::id).collect()
    }
    fn fit<R: Fit>(records: &mut Vec<R>, known: &Known) {
        records.retain_mut(|record| record.fit(known));
        // Places take their id from what they are fitted to.
        distinct(records);
        // A file may hold them in any order.
        records.reverse();
    }
    let mut known = Known {
        stages: distinct(&mut parts.stages),
        products: distinct(&mut parts.products),
        actors: distinct(&mut parts.actors),
        links: Vec::new(),
        models: distinct(&mut parts.models),
    };
    distinct(&mut parts.links);
    distinct(&mut parts.channels);
    distinct(&mut parts.targets);
    distinct(&mut parts.views);
    fit(&mut parts.stages, &known);
    fit(&mut parts.products, &known);
    fit(&mut parts.actors, &known);
    fit(&mut parts.links, &known);
    known.links = distinct(&mut parts.links);
    parts.links.reverse();
    fit(&mut parts.models, &known);
    fit(&mut parts.channels, &known);
    fit(&mut parts.targets, &known);
    fit(&mut parts.views, &known);
    fit(&mut parts.placements, &known);
}
