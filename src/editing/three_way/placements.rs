//! Where actors stand after a merge. A hand wins over a layout; of two layouts one stands as a whole, as a mixture of both
//! would be none.

use std::collections::BTreeSet;

use super::{MergeChoices, MergeConflict, MergeSide};
use crate::map::{ActorId, Diff, LinkageMap, Patch, Placement, RecordRef};
use crate::schema::ThreeWay;
use crate::schema::map::placement;

/// Adds what becomes of the placements to a patch that has what becomes of the actors.
pub(super) fn merge_placements(
    states: &ThreeWay<&LinkageMap>,
    choices: &MergeChoices,
    changed: &Patch,
    patch: &mut Patch,
    conflicts: &mut BTreeSet<MergeConflict>,
) {
    let of = |map: &LinkageMap, actor: ActorId| map.placements().get(&actor).copied();
    let is_gone = |actor: &ActorId, patch: &Patch| match patch.actors.get(actor) {
        Some(diff) => diff.after.is_none(),
        None => !states.a.actors().contains_key(actor),
    };
    let takes_layout_of_b = takes_layout_of_b(states, changed);
    let mut after: Vec<(ActorId, Option<Placement>)> = Vec::new();
    for (actor, diff) in &changed.placements {
        let (a, b) = (of(states.a, *actor), diff.after);
        // Without a common state, the first side is what the change begins from.
        let is_untouched = states.base.is_some() && diff.before == a;
        let takes_b = match (&a, &b) {
            _ if is_gone(actor, patch) => continue,
            // The place went with an actor that stays, or before somebody put it elsewhere.
            (_, None) if !states.b.actors().contains_key(actor) || !is_untouched => continue,
            (_, None) | (None, Some(_)) => true,
            _ if is_untouched || a == b => true,
            (Some(a), Some(b)) if a.by_hand && b.by_hand => {
                let conflict = MergeConflict { record: RecordRef::Placement(*actor), field: Some(placement::X.id) };
                conflicts.insert(conflict);
                choices.side(conflict) == MergeSide::B
            }
            (Some(a), Some(b)) if a.by_hand != b.by_hand => b.by_hand,
            _ => takes_layout_of_b,
        };
        if takes_b {
            after.push((*actor, b));
        }
    }
    for (actor, diff) in &patch.actors {
        match (&diff.before, &diff.after) {
            // Its place goes with it.
            (Some(_), None) => after.push((*actor, None)),
            // It comes back as one side has edited it.
            (None, Some(_)) if !changed.placements.contains_key(actor) => after.push((*actor, of(states.b, *actor))),
            _ => {}
        }
    }
    for (actor, after) in after {
        let before = of(states.a, actor);
        if before != after {
            patch.placements.insert(actor, Diff { before, after });
        }
    }
}

/// Which of two layouts stands: that of which the first actor that both have moved stands further left, then higher. It is
/// the same one whichever side is named first.
fn takes_layout_of_b(states: &ThreeWay<&LinkageMap>, changed: &Patch) -> bool {
    let of = |map: &LinkageMap, actor| map.placements().get(actor).map(|place| (place.x, place.y));
    let is_both = |(actor, diff): &(&ActorId, &Diff<Placement>)| {
        let a = states.a.placements().get(*actor);
        a.is_some()
            && diff.after.is_some()
            && a != diff.after.as_ref()
            && (states.base.is_none() || a != diff.before.as_ref())
    };
    let first = changed.placements.iter().find(is_both).map(|(actor, _)| actor);
    first.is_some_and(|actor| of(states.b, actor) < of(states.a, actor))
}
