//! A part of a map that is copied: actors with the links among them, and what both refer to.

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::free_position;
use crate::map::{
    Actor, ActorId, Conversion, Link, LinkageMap, MapParts, Placement, Portion, Product, ProductId, Stage, StageId,
    Supply, Transaction, Violation,
};
use crate::schema::name_key;

/// How far a copy stands from what it was copied from, in map units.
const OFFSET: f32 = 28.0;

/// The part of a map with these actors, the links among them, and the stages and products that they need.
pub fn fragment(map: &LinkageMap, actors: &BTreeSet<ActorId>) -> LinkageMap {
    let chosen: Vec<Actor> = actors.iter().filter_map(|id| map.actors().get(id)).cloned().collect();
    let is_inner = |link: &&Link| actors.contains(&link.from) && actors.contains(&link.to);
    let links: Vec<Link> = map.links().values().filter(is_inner).cloned().collect();
    let named = links.iter().flat_map(|link| &link.products).copied();
    let of_actors = chosen.iter().flat_map(|actor| {
        let supplied = actor.supply.iter().map(|supply| supply.product);
        supplied.chain(actor.converts.iter().flat_map(Conversion::products))
    });
    let products: BTreeSet<ProductId> =
        named.chain(of_actors).flat_map(|product| map.product_and_broader(product)).collect();
    let stages: BTreeSet<StageId> = chosen.iter().filter_map(|actor| actor.stage).collect();
    let parts = MapParts {
        stages: map.stages().values().filter(|stage| stages.contains(&stage.id)).cloned().collect(),
        products: map.products().values().filter(|product| products.contains(&product.id)).cloned().collect(),
        placements: map.placements().values().filter(|place| actors.contains(&place.actor)).copied().collect(),
        actors: chosen,
        links,
        ..MapParts::default()
    };
    LinkageMap::from_parts(parts).unwrap_or_default()
}

/// Adds a copied part to a map; stages and products of the same names are those of the map. The new actors, in the order of the
/// part; none stands on another.
///
/// # Errors
/// Why the map refuses it.
pub fn paste(edit: &mut Transaction<'_>, part: &LinkageMap) -> Result<Vec<ActorId>, Violation> {
    let stages = matched_stages(edit, part)?;
    let products = matched_products(edit, part)?;
    let product = |id: &ProductId| products.get(id).copied();
    let mut actors: BTreeMap<ActorId, ActorId> = BTreeMap::new();
    for actor in part.actors().values() {
        let supply = actor.supply.iter().filter_map(|it| Some(Supply { product: product(&it.product)?, ..it.clone() }));
        let copy = Actor {
            stage: actor.stage.and_then(|stage| stages.get(&stage).copied()),
            supply: supply.collect(),
            converts: actor.converts.iter().filter_map(|it| conversion(it, &product)).collect(),
            ..actor.clone()
        };
        let stage = copy.stage.filter(|_| !copy.is_below_lanes());
        let near = part.placements().get(&actor.id).map_or((0.0, 0.0), |place| (place.x + OFFSET, place.y + OFFSET));
        let (x, y) = free_position(edit.map(), stage, near);
        let id = edit.add(copy)?;
        edit.set(Placement { actor: id, x, y, pinned: false, by_hand: true })?;
        actors.insert(actor.id, id);
    }
    for link in part.links().values() {
        let (Some(from), Some(to)) = (actors.get(&link.from), actors.get(&link.to)) else { continue };
        let products = link.products.iter().filter_map(product).collect();
        edit.add(Link { from: *from, to: *to, products, ..link.clone() })?;
    }
    Ok(actors.into_values().collect())
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
        let known = edit.map().products().values().find(|known| name_key(&known.name) == key).map(|known| known.id);
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
