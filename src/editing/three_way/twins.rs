//! Actors that both sides have added and that may be one: by code, or by name and kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::map::{ActorId, LinkageMap};
use crate::schema::actor_name_key;

/// Why two records may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TwinReason {
    /// They have the same code.
    SameCode,
    /// They have the same name and kind.
    SameName,
}

/// Two actors that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LikelyTwins {
    /// The two, the lower id first.
    pub actors: [ActorId; 2],
    /// Why they may be one.
    pub reason: TwinReason,
}

/// The actors of the merged map that one side has added and that may be one with an actor that the other one has added.
pub(super) fn likely_twins(map: &LinkageMap, base: Option<&LinkageMap>, [a, b]: [&LinkageMap; 2]) -> Vec<LikelyTwins> {
    let is_known = |id: &ActorId| base.is_some_and(|base| base.actors().contains_key(id));
    let added = |by: &LinkageMap, other: &LinkageMap| -> Vec<ActorId> {
        let ids = by.actors().keys().copied();
        ids.filter(|id| !is_known(id) && !other.actors().contains_key(id) && map.actors().contains_key(id)).collect()
    };
    let mut sides = [added(a, b), added(b, a)];
    let of = |id: &ActorId| map.actors().get(id);
    let code = |id: &ActorId| of(id).map(|actor| actor.code.as_str()).filter(|code| !code.is_empty());
    let name = |id: &ActorId| of(id).map(|actor| (actor_name_key(&actor.name), actor.kind));
    let mut twins = take_pairs(&mut sides, TwinReason::SameCode, code);
    twins.extend(take_pairs(&mut sides, TwinReason::SameName, name));
    twins.sort_by_key(|twins| twins.actors);
    twins
}

/// Takes out those of both sides that have a key in common, as pairs in the order of their ids; where one side has more of
/// them, what is over pairs with the last one of the other side.
fn take_pairs<K: Ord>(
    sides: &mut [Vec<ActorId>; 2],
    reason: TwinReason,
    key: impl Fn(&ActorId) -> Option<K>,
) -> Vec<LikelyTwins> {
    let mut by_key: BTreeMap<K, (Vec<ActorId>, Vec<ActorId>)> = BTreeMap::new();
    let [of_a, of_b] = &*sides;
    for (key, id) in of_a.iter().filter_map(|id| Some((key(id)?, *id))) {
        by_key.entry(key).or_default().0.push(id);
    }
    for (key, id) in of_b.iter().filter_map(|id| Some((key(id)?, *id))) {
        by_key.entry(key).or_default().1.push(id);
    }
    let mut twins = Vec::new();
    for (a, b) in by_key.values() {
        let Some((last_a, last_b)) = a.last().zip(b.last()) else { continue };
        let nth = |nth| [*a.get(nth).unwrap_or(last_a), *b.get(nth).unwrap_or(last_b)];
        let pairs = (0..a.len().max(b.len())).map(nth);
        twins.extend(pairs.map(|[a, b]| LikelyTwins { actors: [a.min(b), a.max(b)], reason }));
    }
    let paired: BTreeSet<ActorId> = twins.iter().flat_map(|twins| twins.actors).collect();
    for ids in sides {
        ids.retain(|id| !paired.contains(id));
    }
    twins
}
