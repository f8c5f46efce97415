//! What a person would choose: the kind of an actor by its name or lane, its lane by its kind, the product and form of a link.

use std::collections::BTreeMap;

use crate::map::{
    Actor, ActorId, ActorKind, Conversion, Link, LinkForm, LinkKind, LinkageMap, ProductId, Stage, StageId,
};
use crate::schema::{default_stage, stage_for_kind, stage_of_name};

/// The kind of most actors in a lane; where it has none, the kind that usually stands there. Below the lanes a supporter.
pub fn usual_kind(map: &LinkageMap, stage: Option<StageId>) -> ActorKind {
    let Some(stage) = stage else { return ActorKind::Supporter };
    let mut counts: BTreeMap<ActorKind, usize> = BTreeMap::new();
    for actor in map.actors().values().filter(|actor| actor.stage == Some(stage) && !actor.is_below_lanes()) {
        *counts.entry(actor.kind).or_default() += 1;
    }
    let most_common = counts.into_iter().max_by_key(|(_, count)| *count).map(|(kind, _)| kind);
    most_common.unwrap_or_else(|| kind_of_position(default_position(map, stage)))
}

/// The kind that usually stands in a lane with the name of a default stage.
pub(super) fn lane_default_kind(map: &LinkageMap, stage: StageId) -> Option<ActorKind> {
    default_stage_at(map, stage).map(kind_of_position)
}

fn kind_of_position(position: usize) -> ActorKind {
    match position {
        0 | 3 => ActorKind::Enterprise,
        1 => ActorKind::Cooperative,
        5 => ActorKind::Market,
        _ => ActorKind::Trader,
    }
}

/// The lane of an actor of this kind and name: the one that its name tells, else the usual one.
pub(super) fn likely_stage(map: &LinkageMap, kind: ActorKind, name: &str) -> Option<StageId> {
    inferred_stage(map, name).or_else(|| usual_stage(map, kind))
}

/// The lane that a name tells: a supermarket trades, whatever most enterprises do.
pub fn inferred_stage(map: &LinkageMap, name: &str) -> Option<StageId> {
    let told = stage_of_name(name)?;
    let is_told = |stage: &&Stage| default_stage(&stage.name).is_some_and(|(at, _)| at == told);
    map.stages_in_order().into_iter().find(is_told).map(|stage| stage.id)
}

/// The index of the default stage that has the name of a lane.
fn default_stage_at(map: &LinkageMap, stage: StageId) -> Option<usize> {
    map.stages().get(&stage).and_then(|stage| default_stage(&stage.name)).map(|(at, _)| at)
}

/// The index of the default stage that a lane is, by its name or else by its place among the others.
fn default_position(map: &LinkageMap, stage: StageId) -> usize {
    let stages = map.stages_in_order();
    default_stage_at(map, stage).unwrap_or_else(|| {
        let at = stages.iter().position(|other| other.id == stage).unwrap_or_default();
        let last = stages.len().saturating_sub(1);
        (at * LAST_DEFAULT_STAGE + last / 2).checked_div(last).unwrap_or(1)
    })
}

/// The index of the last default stage.
const LAST_DEFAULT_STAGE: usize = 5;

/// The newest actors of a kind that say where the next one stands.
const NEWEST: usize = 200;

/// The lane where most of the newest actors of a kind stand, those aside that stand where their name tells; where there are
/// none, the one where they usually do. None below the lanes.
pub fn usual_stage(map: &LinkageMap, kind: ActorKind) -> Option<StageId> {
    let wanted = stage_for_kind(kind)?;
    let mut counts: BTreeMap<StageId, usize> = BTreeMap::new();
    let newest = map.actors().values().rev().filter(|actor| actor.kind == kind).take(NEWEST);
    for stage in newest.filter(|actor| stage_of_name(&actor.name).is_none()).filter_map(|actor| actor.stage) {
        *counts.entry(stage).or_default() += 1;
    }
    let most_common = counts.into_iter().max_by_key(|(_, count)| *count).map(|(stage, _)| stage);
    let stages = map.stages_in_order();
    let nearest = || {
        let distance = |stage: StageId| default_position(map, stage).abs_diff(wanted);
        stages.iter().map(|stage| stage.id).min_by_key(|stage| distance(*stage))
    };
    most_common.or_else(nearest)
}

/// A new link between two actors as a person would choose it: support from a supporter, else a sale of the only product that
/// the seller has (or that the map has), in the form of the last link between such actors.
pub fn new_link(map: &LinkageMap, from: ActorId, to: ActorId) -> Link {
    let actor = |id| map.actors().get(&id);
    let kind_of = |id| actor(id).map(|actor| actor.kind).unwrap_or_default();
    let supports = kind_of(from) == ActorKind::Supporter;
    let mut link =
        Link { from, to, kind: if supports { LinkKind::Support } else { LinkKind::Product }, ..Link::default() };
    if !supports {
        link.products = actor(from).and_then(|seller| only_product(map, seller)).into_iter().collect();
        link.form = last_form(map, (kind_of(from), kind_of(to)));
    }
    link
}

/// The one product that an actor supplies, makes, or gets; or the only one of the map, unless the actor sells inputs for it.
fn only_product(map: &LinkageMap, actor: &Actor) -> Option<ProductId> {
    let supplied: Vec<ProductId> = actor.supply.iter().map(|supply| supply.product).collect();
    let made: Vec<ProductId> = actor.converts.iter().map(|conversion| conversion.to).collect();
    let incoming = map.links_of(actor.id).filter(|link| link.to == actor.id && link.kind == LinkKind::Product);
    let received: Vec<ProductId> = incoming.flat_map(|link| &link.products).copied().collect();
    let sells_inputs = actor.stage.is_some_and(|stage| default_stage_at(map, stage) == Some(0));
    let all: Vec<ProductId> = map.products().keys().filter(|_| !sells_inputs).copied().collect();
    let known = [made, supplied, received, all].into_iter().find(|products| !products.is_empty())?;
    let first = known.first().copied()?;
    known.iter().all(|product| *product == first).then_some(first)
}

/// A new conversion of an actor: from what it supplies or gets into what it sells, as far as that is known, and in the order of
/// the products otherwise; never one that it has. `None` where there is no other.
pub fn new_conversion(map: &LinkageMap, actor: &Actor) -> Option<Conversion> {
    let mut carried = [Vec::new(), Vec::new()];
    for link in map.links_of(actor.id).filter(|link| link.kind == LinkKind::Product) {
        let [received, sold] = &mut carried;
        (if link.to == actor.id { received } else { sold }).extend(&link.products);
    }
    let [received, sold] = carried;
    let all = || map.products().keys().copied();
    let supplied = actor.supply.iter().map(|supply| supply.product);
    let sources: Vec<ProductId> = supplied.chain(received).chain(all()).collect();
    let made: Vec<ProductId> = sold.into_iter().chain(all()).collect();
    let is_new = |from: ProductId, to: ProductId| {
        from != to && !actor.converts.iter().any(|known| (known.from, known.to) == (from, to))
    };
    let pairs = sources.iter().flat_map(|from| made.iter().map(|to| (*from, *to)));
    let (from, to) = pairs.into_iter().find(|(from, to)| is_new(*from, *to))?;
    Some(Conversion { from, to, ..Conversion::default() })
}

/// The form of the newest product link between actors of these kinds.
fn last_form(map: &LinkageMap, kinds: (ActorKind, ActorKind)) -> Option<LinkForm> {
    let kind_of = |id| map.actors().get(&id).map(|actor| actor.kind).unwrap_or_default();
    let alike = |link: &&Link| link.kind == LinkKind::Product && (kind_of(link.from), kind_of(link.to)) == kinds;
    map.links().values().rev().find(alike)?.form
}

/// The products of a model with these core actors: what they supply, else what they sell, else the only one of the map.
pub fn products_of_models(map: &LinkageMap, core: &[ActorId]) -> std::collections::BTreeSet<ProductId> {
    let actors = || core.iter().filter_map(|id| map.actors().get(id));
    let supplied: std::collections::BTreeSet<_> =
        actors().flat_map(|actor| &actor.supply).map(|supply| supply.product).collect();
    if !supplied.is_empty() {
        return supplied;
    }
    let sold = core.iter().flat_map(|id| map.links_of(*id).filter(move |link| link.from == *id));
    let sold: std::collections::BTreeSet<_> =
        sold.filter(|link| link.kind == LinkKind::Product).flat_map(|link| &link.products).copied().collect();
    match map.products().keys().next() {
        _ if !sold.is_empty() => sold,
        Some(only) if map.products().len() == 1 => [*only].into(),
        _ => sold,
    }
}
