//! A map whose records get other numbers, and whoever names them these.

use std::collections::BTreeMap;

use super::collisions::Collides;
use crate::map::{
    Actor, Channel, CoopModel, IdLedger, Link, LinkId, LinkageMap, MapParts, ModelId, Placement, Product, Scope, Stage,
    Table, Target, View, ViewState, Violation,
};
use crate::schema::{Renumber, actor_name_key, name_key};

/// Says which records of a map get which numbers.
pub(super) trait Numbering {
    /// The ids issued so far.
    fn ledger(&mut self) -> &mut IdLedger;
    /// The new numbers of some records of a table. `records` refer to others by their new numbers already.
    fn numbers<R: Known>(&mut self, own: &Table<R>, records: &[R]) -> BTreeMap<R::Id, R::Id>;
}

/// A record that people know by something else than its number.
pub(super) trait Known: Collides {
    /// What it is known by, the surest first.
    fn keys(&self) -> Vec<String>;
}

impl Known for Stage {
    fn keys(&self) -> Vec<String> {
        vec![name_key(&self.name)]
    }
}

impl Known for Product {
    fn keys(&self) -> Vec<String> {
        vec![name_key(&self.name)]
    }
}

impl Known for Actor {
    fn keys(&self) -> Vec<String> {
        let code = Some(name_key(&self.code)).filter(|code| !code.is_empty()).map(|code| format!("code {code}"));
        let name = actor_name_key(&self.name);
        let place = name_key(&format!("{} {}", self.commune, self.district));
        code.into_iter().chain([format!("{:?} {name} {place}", self.kind), format!("{:?} {name}", self.kind)]).collect()
    }
}

impl Known for Link {
    fn keys(&self) -> Vec<String> {
        let ends = format!("{:?} {} {}", self.kind, self.from, self.to);
        vec![format!("{ends} {:?} {}", self.products, self.contract), format!("{ends} {:?}", self.products), ends]
    }
}

impl Known for CoopModel {
    fn keys(&self) -> Vec<String> {
        vec![name_key(&self.name)]
    }
}

impl Known for Channel {
    fn keys(&self) -> Vec<String> {
        vec![name_key(&self.name), format!("{:?} {:?}", self.product, self.path)]
    }
}

impl Known for Target {
    fn keys(&self) -> Vec<String> {
        vec![format!("{} {}", name_key(&self.name), self.year), name_key(&self.name)]
    }
}

impl Known for View {
    fn keys(&self) -> Vec<String> {
        vec![name_key(&self.title)]
    }
}

/// The map with the numbers that `numbering` says.
///
/// # Errors
/// What is wrong with it, which nothing is where no number is given twice.
pub(super) fn renumbered(own: &LinkageMap, numbering: &mut impl Numbering) -> Result<LinkageMap, Vec<Violation>> {
    let mut numbers = Renumber::default();
    let (stages, ids) = table::<Stage>(own, numbering, |stage| numbers.renumbered(stage));
    numbers.stages = ids;
    let products = products(own, numbering, &mut numbers);
    let (actors, ids) = table::<Actor>(own, numbering, |actor| numbers.renumbered(actor));
    numbers.actors = ids;
    let (links, link_ids) = table::<Link>(own, numbering, |link| numbers.renumbered(link));
    let (models, model_ids) = table::<CoopModel>(own, numbering, |model| numbers.renumbered(model));
    let (channels, _) = table::<Channel>(own, numbering, |channel| numbers.renumbered(channel));
    let (targets, _) = table::<Target>(own, numbering, |target| numbers.renumbered(target));
    let state = |state: &ViewState| renumbered_state(state, &numbers, &link_ids, &model_ids);
    let (views, _) = table::<View>(own, numbering, |view| View { state: state(&view.state), ..view.clone() });
    let place = |place: &Placement| Placement { actor: new(&numbers.actors, &place.actor), ..*place };
    let placements = own.placements().values().map(place).collect();
    let (info, identity, ledger) = (own.info().clone(), own.identity(), numbering.ledger().clone());
    LinkageMap::from_parts(MapParts {
        info,
        identity,
        ledger,
        stages,
        products,
        actors,
        links,
        models,
        channels,
        targets,
        views,
        placements,
    })
}

/// The products under their new numbers. One may be part of another one that gets its number only after it: until no number
/// changes any more, they are given anew, at most as often as products are parts of parts.
fn products(own: &LinkageMap, numbering: &mut impl Numbering, numbers: &mut Renumber) -> Vec<Product> {
    let issued = numbering.ledger().clone();
    let mut products = Vec::new();
    for _ in 0..=own.products().len() {
        numbering.ledger().clone_from(&issued);
        let (renumbered, ids) = table::<Product>(own, numbering, |product| numbers.renumbered(product));
        products = renumbered;
        let before = std::mem::replace(&mut numbers.products, ids);
        if before == numbers.products {
            break;
        }
    }
    products
}

/// The records of a table as `renumbered` makes them, under their new numbers, and these.
fn table<R: Known>(
    own: &LinkageMap,
    numbering: &mut impl Numbering,
    renumbered: impl Fn(&R) -> R,
) -> (Vec<R>, BTreeMap<R::Id, R::Id>) {
    let own = R::table(own);
    let mut records: Vec<R> = own.values().map(renumbered).collect();
    let numbers = numbering.numbers(own, &records);
    for record in &mut records {
        record.set_id(new(&numbers, &record.id()));
    }
    (records, numbers)
}

fn new<I: Ord + Copy>(numbers: &BTreeMap<I, I>, id: &I) -> I {
    numbers.get(id).copied().unwrap_or(*id)
}

/// What a view shows, by the new numbers.
fn renumbered_state(
    state: &ViewState,
    numbers: &Renumber,
    links: &BTreeMap<LinkId, LinkId>,
    models: &BTreeMap<ModelId, ModelId>,
) -> ViewState {
    let mut state = state.clone();
    let scope = |scope: &Scope| {
        // Every member is named: a new one does not compile before it is thought of here.
        let Scope { models: of_models, actors, links: of_links } = scope;
        Scope {
            models: of_models.iter().map(|id| new(models, id)).collect(),
            actors: actors.iter().map(|id| new(&numbers.actors, id)).collect(),
            links: of_links.iter().map(|id| new(links, id)).collect(),
        }
    };
    state.scope = scope(&state.scope);
    state.selection = scope(&Scope::of(&state.selection)).selection();
    state.filter.products = state.filter.products.iter().map(|id| new(&numbers.products, id)).collect();
    state.product = state.product.map(|id| new(&numbers.products, &id));
    state
}
