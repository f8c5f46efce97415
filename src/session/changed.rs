//! The selection after undo and redo: what they brought back, moved or changed.

use std::collections::BTreeSet;

use crate::map::{Actor, ActorId, Diff, LinkageMap, Patch, Selection};

/// What a change is to be seen by: the records that it adds, else those that it changes; `None` where it only removes, or
/// changes what cannot be selected.
pub fn selection_after(patch: &Patch, map: &LinkageMap) -> Option<Selection> {
    let added = |(id, diff): (&ActorId, &Diff<_>)| (diff.before.is_none() && diff.after.is_some()).then_some(*id);
    let added: BTreeSet<ActorId> = patch.actors.iter().filter_map(added).collect();
    if !added.is_empty() {
        return Some(Selection::Actors(added));
    }
    // Where one of these changes, actors and links only follow.
    let is_of_others = !patch.stages.is_empty()
        || !patch.products.is_empty()
        || !patch.channels.is_empty()
        || !patch.targets.is_empty()
        || patch.info.is_some();
    if is_of_others {
        return None;
    }
    let removes_actors = patch.actors.values().any(|diff| diff.after.is_none());
    if removes_actors {
        return None;
    }
    let moved = patch.placements.iter().filter(|(_, diff)| diff.after.is_some()).map(|(id, _)| *id);
    let mut changed: BTreeSet<ActorId> = patch.actors.keys().copied().chain(moved).collect();
    // Those below the lanes make way for what is moved in the lanes.
    let is_below = |id: &ActorId| map.actors().get(id).is_some_and(Actor::is_below_lanes);
    if !changed.iter().all(is_below) {
        changed.retain(|id| !is_below(id));
    }
    if !changed.is_empty() {
        return Some(Selection::Actors(changed));
    }
    let model = patch.models.iter().find(|(_, diff)| diff.after.is_some()).map(|(id, _)| Selection::Model(*id));
    let mut links = patch.links.iter().filter(|(_, diff)| diff.after.is_some());
    let link = links.next().filter(|_| links.next().is_none()).map(|(id, _)| Selection::Link(*id));
    model.or(link)
}
