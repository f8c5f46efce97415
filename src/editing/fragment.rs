//! A part of a map that is copied: actors with their links, and what both refer to.

use std::collections::{BTreeMap, BTreeSet};

use super::outside_links::{KnownEnds, OutsideLinks};
use crate::layout::free_position;
use crate::map::{
    Actor, ActorId, Conversion, FieldRefs, Link, LinkId, LinkageMap, MapParts, Placement, Portion, Product, ProductId,
    Redirect, Stage, StageId, Supply, Transaction, Violation,
};
use crate::schema::name_key;

/// How far a copy stands from what it was copied from, in map units.
const OFFSET: f32 = 28.0;

/// A copied part of a map: actors with the links among them, and the links that lead out of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fragment {
    /// The records. Of the actors outside it has only what one knows them again by: name, code and kind.
    pub map: LinkageMap,
    /// The actors outside, at the other ends of links that lead out.
    pub outside: BTreeSet<ActorId>,
}

impl Fragment {
    /// The copied actors.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.map.actors().values().filter(|actor| !self.outside.contains(&actor.id))
    }

    /// The links among the copied actors.
    pub fn inner_links(&self) -> impl Iterator<Item = &Link> {
        self.map.links().values().filter(|link| !self.leads_out(link))
    }

    pub(super) fn leads_out(&self, link: &Link) -> bool {
        self.outside.contains(&link.from) || self.outside.contains(&link.to)
    }
}

/// The part of a map with these actors, their links, and the stages and products that they need. A link from an actor to
/// itself, as older files may have, is left out: no map takes it any more.
pub fn fragment(map: &LinkageMap, actors: &BTreeSet<ActorId>) -> Fragment {
    let mut chosen: Vec<Actor> = actors.iter().filter_map(|id| map.actors().get(id)).cloned().collect();
    let ids: BTreeSet<LinkId> = actors.iter().flat_map(|id| map.links_of(*id)).map(|link| link.id).collect();
    let links = ids.iter().filter_map(|id| map.links().get(id));
    let links: Vec<Link> = links.filter(|link| link.from != link.to).cloned().collect();
    let named = links.iter().flat_map(|link| &link.products).copied();
    let of_actors = chosen.iter().flat_map(|actor| {
        let supplied = actor.supply.iter().map(|supply| supply.product);
        supplied.chain(actor.converts.iter().flat_map(Conversion::products))
    });
    let products: BTreeSet<ProductId> =
        named.chain(of_actors).flat_map(|product| map.product_and_broader(product)).collect();
    let stages: BTreeSet<StageId> = chosen.iter().filter_map(|actor| actor.stage).collect();
    let ends = links.iter().flat_map(|link| [link.from, link.to]);
    let outside: BTreeSet<ActorId> = ends.filter(|id| !actors.contains(id)).collect();
    chosen.extend(outside.iter().filter_map(|id| map.actors().get(id)).map(|actor| Actor {
        id: actor.id,
        name: actor.name.clone(),
        kind: actor.kind,
        code: actor.code.clone(),
        ..Actor::default()
    }));
    let parts = MapParts {
        stages: map.stages().values().filter(|stage| stages.contains(&stage.id)).cloned().collect(),
        products: map.products().values().filter(|product| products.contains(&product.id)).cloned().collect(),
        placements: actors.iter().filter_map(|id| map.placements().get(id)).copied().collect(),
        actors: chosen,
        links,
        ..MapParts::default()
    };
    Fragment { map: LinkageMap::from_parts(parts).unwrap_or_default(), outside }
}

/// What a pasted part has become.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    /// The new actors, in the order of the part.
    pub actors: Vec<ActorId>,
    /// What became of the links that lead out of the part.
    pub outside: OutsideLinks,
    /// The products that the map measures in another unit than the part: id, and the unit of the part. Numbers stay.
    pub units: Vec<(ProductId, String)>,
}

impl Pasted {
    /// Leads it on to the actors that stand for others now.
    pub fn redirect(&mut self, redirect: &Redirect) {
        let Self { actors, outside, units: _ } = self;
        for actor in actors {
            *actor = redirect.actor(*actor);
        }
        let OutsideLinks { found, ambiguous: _, missing: _ } = outside;
        for link in &mut *found {
            link.redirect_fields(redirect);
        }
        found.retain(|link| link.from != link.to);
    }
}

/// Adds a copied part to a map; stages and products of the same names are those of the map. No new actor stands on another.
/// Links that lead out of the part are not added.
///
/// # Errors
/// Why the map refuses it.
pub fn paste(edit: &mut Transaction<'_>, part: &Fragment) -> Result<Pasted, Violation> {
    let ends = KnownEnds::of(edit.map(), part);
    let records = &part.map;
    let stages = matched_stages(edit, records)?;
    let products = matched_products(edit, records)?;
    let product = |id: &ProductId| products.get(id).copied();
    let mut actors: BTreeMap<ActorId, ActorId> = BTreeMap::new();
    for actor in part.actors() {
        let supply = actor.supply.iter().filter_map(|it| Some(Supply { product: product(&it.product)?, ..it.clone() }));
        let copy = Actor {
            stage: actor.stage.and_then(|stage| stages.get(&stage).copied()),
            supply: supply.collect(),
            converts: actor.converts.iter().filter_map(|it| conversion(it, &product)).collect(),
            ..actor.clone()
        };
        let stage = copy.stage.filter(|_| !copy.is_below_lanes());
        let near = records.placements().get(&actor.id).map_or((0.0, 0.0), |place| (place.x + OFFSET, place.y + OFFSET));
        let (x, y) = free_position(edit.map(), stage, near);
        let id = edit.add(copy)?;
        edit.set(Placement { actor: id, x, y, pinned: false, by_hand: true })?;
        actors.insert(actor.id, id);
    }
    let with_products =
        |link: &Link| Link { products: link.products.iter().filter_map(product).collect(), ..link.clone() };
    for link in part.inner_links() {
        let (Some(from), Some(to)) = (actors.get(&link.from), actors.get(&link.to)) else { continue };
        edit.add(Link { from: *from, to: *to, ..with_products(link) })?;
    }
    let outside = OutsideLinks::sorted(part, &actors, &ends, with_products);
    let units = records.products().values().filter_map(|copied| {
        let id = product(&copied.id)?;
        let own = edit.map().products().get(&id)?;
        (name_key(&own.unit) != name_key(&copied.unit)).then(|| (id, copied.unit.clone()))
    });
    Ok(Pasted { units: units.collect(), actors: actors.into_values().collect(), outside })
}

fn conversion(it: &Conversion, product: &impl Fn(&ProductId) -> Option<ProductId>) -> Option<Conversion> {
    let portions = |portions: &[Portion]| {
        portions
            .iter()
            .filter_map(|portion| Some(Portion { product: product(&portion.product)?, ..portion.clone() }))
            .collect()
    };
    Some(Conversion {
        from: product(&it.from)?,
        to: product(&it.to)?,
        with: portions(&it.with),
        by_products: portions(&it.by_products),
        ..it.clone()
    })
}

fn matched_stages(edit: &mut Transaction<'_>, part: &LinkageMap) -> Result<BTreeMap<StageId, StageId>, Violation> {
    let mut matched = BTreeMap::new();
    for stage in part.stages_in_order() {
        let key = name_key(&stage.name);
        let known = edit.map().stages().values().find(|known| name_key(&known.name) == key).map(|known| known.id);
        let id = if let Some(known) = known {
            known
        } else {
            let order = edit.map().stages().values().map(|known| known.order.saturating_add(1)).max();
            edit.add(Stage { order: order.unwrap_or_default(), ..stage.clone() })?
        };
        matched.insert(stage.id, id);
    }
    Ok(matched)
}

fn matched_products(
    edit: &mut Transaction<'_>,
    part: &LinkageMap,
) -> Result<BTreeMap<ProductId, ProductId>, Violation> {
    let mut matched: BTreeMap<ProductId, ProductId> = BTreeMap::new();
    let mut added: Vec<ProductId> = Vec::new();
    for product in part.products().values() {
        let key = name_key(&product.name);
        // Two products of the part stay two.
        let is_taken = |id: &ProductId| matched.values().any(|taken| taken == id);
        let mut products = edit.map().products().values();
        let known = products.find(|known| name_key(&known.name) == key && !is_taken(&known.id)).map(|known| known.id);
        let id = if let Some(known) = known {
            known
        } else {
            added.push(product.id);
            edit.add(Product { part_of: None, ..product.clone() })?
        };
        matched.insert(product.id, id);
    }
    // A broader product may come after its parts.
    for of_part in added {
        let broader = part.products().get(&of_part).and_then(|product| product.part_of);
        let pair = matched.get(&of_part).copied().zip(broader.and_then(|broader| matched.get(&broader).copied()));
        if let Some((id, broader)) = pair {
            edit.edit(id, |product: &mut Product| product.part_of = Some(broader))?;
        }
    }
    Ok(matched)
}
