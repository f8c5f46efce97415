//! Whether a copy was made of a state of the map: by what it has of the changes that led to that state.
//!
//! A state that a copy never had must not be taken for what it comes from: whatever the copy lacks of it would count as given
//! up, and would be lost without a conflict. An older state only makes more conflicts. So in doubt a copy is of no state.

use crate::map::{Actor, Channel, CoopModel, Link, LinkageMap, Patch, Placement, Product, Record, Stage, Target, View};
use crate::schema::Described;

/// Whether a copy may come from a state of a map; `earlier` is a state from which it does come, if one is known.
pub fn may_come_from(state: &LinkageMap, earlier: Option<&LinkageMap>, copy: &LinkageMap) -> bool {
    knows_ids(state, copy) && earlier.is_none_or(|earlier| has_taken_part(earlier, state, copy))
}

/// Whether the copy knows of every id that was issued by then.
fn knows_ids(state: &LinkageMap, copy: &LinkageMap) -> bool {
    let mut all = copy.ledger().clone();
    all.merge(state.ledger());
    all == *copy.ledger()
}

/// Whether the copy has nothing left as it was before the changes from one state to the next.
fn has_taken_part(earlier: &LinkageMap, state: &LinkageMap, copy: &LinkageMap) -> bool {
    let patch = Patch::between(earlier, state);
    let is_info_left = patch.info.is_some() && holds_back(earlier.info(), state.info(), copy.info());
    let are_placements_left = patch.placements.iter().any(|(actor, diff)| {
        let is_moved = |(before, after): (&Placement, &Placement)| before != after;
        let copied = copy.placements().get(actor);
        diff.before.as_ref().zip(diff.after.as_ref()).is_some_and(is_moved) && copied == diff.before.as_ref()
    });
    !is_info_left
        && !are_placements_left
        && !is_left::<Stage>(&patch, copy)
        && !is_left::<Product>(&patch, copy)
        && !is_left::<Actor>(&patch, copy)
        && !is_left::<Link>(&patch, copy)
        && !is_left::<CoopModel>(&patch, copy)
        && !is_left::<Channel>(&patch, copy)
        && !is_left::<Target>(&patch, copy)
        && !is_left::<View>(&patch, copy)
}

/// Whether the copy has some record of a table, or a field of one, as it was before a change.
fn is_left<R: Record + Described>(patch: &Patch, copy: &LinkageMap) -> bool {
    R::diffs(patch).iter().any(|(id, diff)| match (&diff.before, &diff.after, R::table(copy).get(id)) {
        (None, _, copied) => copied.is_none(),
        (_, None, copied) => copied.is_some(),
        (Some(before), Some(after), Some(copied)) => holds_back(before, after, copied) || before == copied,
        (Some(_), Some(_), None) => false,
    })
}

/// Whether a copy has a field as before a change of it.
fn holds_back<R: Described>(before: &R, after: &R, copied: &R) -> bool {
    before.changed_fields(after).any(|field| field.is_same(before, copied))
}
