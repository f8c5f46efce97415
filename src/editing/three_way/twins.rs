//! Actors that both sides have added and that may be one: by code, or by name and kind.

use std::collections::BTreeMap;

use crate::map::{Actor, ActorId, ActorKind, LinkageMap};
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
    let of = |id: &ActorId| map.actors().get(id);
    let of_b: Vec<&Actor> = added(b, a).iter().filter_map(of).collect();
    let by_code: BTreeMap<&str, ActorId> =
        of_b.iter().filter(|actor| !actor.code.is_empty()).map(|actor| (actor.code.as_str(), actor.id)).collect();
    let by_name: BTreeMap<(String, ActorKind), ActorId> =
        of_b.iter().map(|actor| ((actor_name_key(&actor.name), actor.kind), actor.id)).collect();
    let twin = |actor: &Actor| {
        let of_code = by_code.get(actor.code.as_str()).map(|twin| (*twin, TwinReason::SameCode));
        let of_name =
            || by_name.get(&(actor_name_key(&actor.name), actor.kind)).map(|twin| (*twin, TwinReason::SameName));
        let (twin, reason) = of_code.or_else(of_name)?;
        Some(LikelyTwins { actors: [actor.id.min(twin), actor.id.max(twin)], reason })
    };
    let mut twins: Vec<LikelyTwins> = added(a, b).iter().filter_map(of).filter_map(twin).collect();
    twins.sort_by_key(|twins| twins.actors);
    twins
}
