//! What tidying needs to know of a map, and no more.

use std::collections::BTreeMap;

use crate::map::{Actor, ActorId, ActorKind, LinkKind, LinkageMap, StageId};

/// What tidying needs to know of a map: small enough to hand to another thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub(super) lanes: usize,
    /// In id order.
    pub(super) nodes: Vec<Node>,
    /// Links between actors in lanes, as positions in `nodes`, the lower first; each pair once.
    pub(super) ties: Vec<(u32, u32)>,
    /// Links with an end in the band below, as (actor in the band, other actor).
    pub(super) supports: Vec<(u32, u32)>,
}

/// An actor.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) id: ActorId,
    /// Its lane from the left; none stands in the band below.
    pub(super) lane: Option<usize>,
    /// Its district's place in their order; neighbours in life stand near each other where nothing else decides.
    pub(super) district: usize,
    /// Where it must stay.
    pub(super) pin: Option<(f32, f32)>,
}

impl Request {
    /// Takes what it needs out of a map.
    pub fn of(map: &LinkageMap) -> Self {
        let lane_of: BTreeMap<StageId, usize> =
            map.stages_in_order().iter().enumerate().map(|(lane, stage)| (stage.id, lane)).collect();
        let names: std::collections::BTreeSet<&str> =
            map.actors().values().map(|actor| actor.district.as_str()).collect();
        let districts: BTreeMap<&str, usize> = names.into_iter().zip(0..).collect();
        let node = |actor: &Actor| Node {
            id: actor.id,
            lane: stage_of(actor).and_then(|stage| lane_of.get(&stage)).copied(),
            district: districts.get(actor.district.as_str()).copied().unwrap_or_default(),
            pin: map.places().get(&actor.id).filter(|place| place.pinned).map(|place| (place.x, place.y)),
        };
        let nodes: Vec<Node> = map.actors().values().map(node).collect();

        let at = |id: ActorId| nodes.binary_search_by_key(&id, |node| node.id).ok();
        let in_lane = |index: usize| nodes.get(index).is_some_and(|node| node.lane.is_some());
        let (mut ties, mut supports) = (Vec::new(), Vec::new());
        for link in map.links().values() {
            let (Some(from), Some(to)) = (at(link.from), at(link.to)) else { continue };
            if from == to {
                continue;
            }
            match (in_lane(from), in_lane(to)) {
                (true, true) if link.kind != LinkKind::Support => {
                    ties.push((from.min(to) as u32, from.max(to) as u32));
                }
                (false, true) => supports.push((from as u32, to as u32)),
                (true, false) => supports.push((to as u32, from as u32)),
                _ => {}
            }
        }
        ties.sort_unstable();
        ties.dedup();
        Self { lanes: lane_of.len(), nodes, ties, supports }
    }
}

/// The stage in whose lane an actor stands; none stands in the band below the lanes.
pub(super) fn stage_of(actor: &Actor) -> Option<StageId> {
    if actor.kind == ActorKind::Supporter { None } else { actor.stage }
}
