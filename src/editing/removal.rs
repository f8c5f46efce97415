//! Many actors removed at once, worked out on a copy of the map: on another thread, while the map is seen as it is.

use std::collections::BTreeSet;

use crate::analysis::ProgressCallback;
use crate::map::{Actor, ActorId, LinkageMap, Patch, Transaction};

/// As many parts as the removal is done in: between two of them it is asked whether it is still wanted. Each part looks
/// through all records that may name an actor.
const PARTS: usize = 8;

/// The map without these actors, with what that changes; `None` when cancelled.
pub fn remove_actors(
    map: &LinkageMap,
    actors: &BTreeSet<ActorId>,
    progress: ProgressCallback<'_>,
) -> Option<(LinkageMap, Patch)> {
    let mut copy = map.clone();
    let mut edit = Transaction::begin(&mut copy);
    let part_size = actors.len().div_ceil(PARTS);
    let mut left = actors.iter().copied();
    for part in 0..PARTS {
        if !progress(part as f32 / PARTS as f32) {
            return None;
        }
        edit.remove_all::<Actor>(&left.by_ref().take(part_size).collect());
    }
    let patch = edit.finish();
    progress(1.0).then_some((copy, patch))
}
