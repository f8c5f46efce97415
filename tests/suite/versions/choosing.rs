//! A side for each conflict of a merge, and the state that two copies come from.

use std::collections::BTreeMap;

use lienket::editing::{MergeChoices, MergeConflict, MergeSide, MergedMaps, may_come_from, merge_maps};
use lienket::map::{Actor, Link, LinkageMap, Record, RecordRef, Transaction};
use lienket::schema::{Described, FieldType};
use proptest::prelude::*;

use super::{edited, edits, start};

/// A map and two copies of it that were edited apart, with a choice for each conflict by the bits of a number.
fn copies() -> impl Strategy<Value = ([LinkageMap; 3], u64)> {
    (1..40_u64, edits(8), edits(16), edits(16), any::<u64>()).prop_map(|(seed, first, a, b, bits)| {
        let base = edited(&start(seed), &first, 0);
        let (a, b) = (edited(&base, &a, 1), edited(&base, &b, 2));
        ([base, a, b], bits)
    })
}

fn flipped(side: MergeSide) -> MergeSide {
    match side {
        MergeSide::A => MergeSide::B,
        MergeSide::B => MergeSide::A,
    }
}

/// Decides every conflict, as a person does: those that are settled together alike, until there is nothing left to decide.
fn decided([base, a, b]: [&LinkageMap; 3], bits: u64) -> (MergedMaps, MergeChoices) {
    let mut choices = MergeChoices::from(MergeSide::A);
    loop {
        let merged = merge_maps(Some(base), [a, b], choices.clone()).unwrap();
        let open: Vec<MergeConflict> =
            merged.conflicts.iter().filter(|conflict| !choices.chosen.contains_key(conflict)).copied().collect();
        let Some(first) = open.first() else { return (merged, choices) };
        let side = if bits >> (choices.chosen.len() % 64) & 1 == 1 { MergeSide::B } else { MergeSide::A };
        let hangs_on = merged.bound.get(first);
        let together = merged.bound.iter().filter(|(_, on)| Some(*on) == hangs_on).map(|(conflict, _)| *conflict);
        choices.chosen.extend(together.chain([*first]).map(|conflict| (conflict, side)));
    }
}

fn file(map: &LinkageMap) -> String {
    String::from_utf8(lienket::storage::write(map)).unwrap()
}

/// A value that two sides contradict each other in is that of the side that was chosen.
fn chosen_values_stand<R: Record + Described + Default>(
    [a, b]: [&LinkageMap; 2],
    merged: &MergedMaps,
    chosen: &BTreeMap<MergeConflict, MergeSide>,
) -> Result<(), TestCaseError> {
    for (id, made) in R::table(&merged.map) {
        let [Some(of_a), Some(of_b)] = [a, b].map(|map| R::table(map).get(id)) else { continue };
        // What hangs on something that one side has deleted goes or stays with that, whatever else is chosen for it.
        let hangs = |conflict: &MergeConflict| conflict.field.is_none() || merged.bound.contains_key(conflict);
        if merged.conflicts.iter().any(|conflict| conflict.record == R::record_ref(*id) && hangs(conflict)) {
            continue;
        }
        for field in R::fields() {
            let conflict = MergeConflict { record: R::record_ref(*id), field: Some(field.id) };
            // Of lists, only entries are in conflict; what was decided may no longer be one, for what was decided since.
            let is_plain = matches!(
                field.kind,
                FieldType::Line(_) | FieldType::Note(_) | FieldType::Amount(_) | FieldType::OptionalYear(_)
            );
            let Some(side) = chosen.get(&conflict).filter(|_| is_plain && merged.conflicts.contains(&conflict)) else {
                continue;
            };
            let expected = if *side == MergeSide::A { of_a } else { of_b };
            prop_assert!(field.is_same(made, expected), "{conflict:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn whatever_is_chosen_the_map_is_valid_and_the_same_from_either_side(([base, a, b], bits) in copies()) {
        let (merged, choices) = decided([&base, &a, &b], bits);
        prop_assert_eq!(merged.map.violations(), []);
        let chosen = choices.chosen.iter().map(|(conflict, side)| (*conflict, flipped(*side))).collect();
        let from_b = merge_maps(Some(&base), [&b, &a], MergeChoices { prefer: MergeSide::B, chosen }).unwrap();
        prop_assert_eq!(&merged.conflicts, &from_b.conflicts);
        prop_assert_eq!(&merged.bound, &from_b.bound);
        prop_assert_eq!(file(&merged.map), file(&from_b.map));
        chosen_values_stand::<Actor>([&a, &b], &merged, &choices.chosen)?;
        chosen_values_stand::<Link>([&a, &b], &merged, &choices.chosen)?;
    }

    #[test]
    fn one_side_for_all_is_that_side_preferred(([base, a, b], _) in copies()) {
        for (side, bits) in [(MergeSide::A, 0), (MergeSide::B, u64::MAX)] {
            let (merged, choices) = decided([&base, &a, &b], bits);
            prop_assert!(choices.chosen.values().all(|chosen| *chosen == side));
            let preferred = merge_maps(Some(&base), [&a, &b], side).unwrap();
            prop_assert_eq!(file(&merged.map), file(&preferred.map));
        }
    }

    #[test]
    fn a_copy_comes_from_what_it_was_made_of_and_from_nothing_that_was_done_elsewhere(
        seed in 1..40_u64, first in edits(8), mine in edits(10), theirs in edits(10),
    ) {
        let base = edited(&start(seed), &first, 0);
        let (mine, theirs) = (edited(&base, &mine, 1), edited(&base, &theirs, 2));
        // Nobody has taken anything back that was there before.
        prop_assert!(may_come_from(&base, None, &mine) && may_come_from(&base, None, &theirs));
        prop_assert!(may_come_from(&mine, Some(&base), &mine));
        let differs = lienket::map::Patch::between(&base, &mine);
        let both = merge_maps(Some(&base), [&mine, &theirs], MergeSide::A).unwrap();
        // What they did without knowing of mine: unless they did the same, it is not of my state.
        let untouched = differs.actors.keys().any(|id| theirs.actors().get(id) == base.actors().get(id));
        prop_assert!(!untouched || !may_come_from(&mine, Some(&base), &theirs));
        if both.conflicts.is_empty() && both.renumbered.is_none() {
            prop_assert!(may_come_from(&mine, Some(&base), &both.map));
        }
    }
}

/// Two links to an actor that one side has deleted: whoever keeps one of them keeps the actor.
#[test]
fn what_hangs_together_is_kept_if_any_of_it_is() {
    let base = start(3);
    let ids: Vec<_> = base.actors().keys().copied().collect();
    let mut mine = base.clone();
    let mut edit = Transaction::begin(&mut mine);
    edit.remove::<Actor>(ids[0]);
    edit.finish();
    let theirs = edited_by(&base, |edit| {
        for to in [ids[1], ids[2]] {
            edit.add(Link { from: ids[0], to, ..Link::default() }).unwrap();
        }
    });
    let first = merge_maps(Some(&base), [&mine, &theirs], MergeSide::A).unwrap();
    let gone = RecordRef::Actor(ids[0]);
    let hanging: Vec<MergeConflict> = first.bound.iter().filter(|(_, on)| **on == gone).map(|(it, _)| *it).collect();
    assert_eq!(hanging.len(), 2, "{:?}", first.conflicts);
    assert!(!first.map.actors().contains_key(&ids[0]));
    let choices = MergeChoices { prefer: MergeSide::A, chosen: [(hanging[1], MergeSide::B)].into() };
    let kept = merge_maps(Some(&base), [&mine, &theirs], choices).unwrap();
    assert!(kept.map.actors().contains_key(&ids[0]) && kept.map.violations().is_empty());
}

fn edited_by(map: &LinkageMap, change: impl FnOnce(&mut Transaction<'_>)) -> LinkageMap {
    let mut copy = map.clone();
    let mut edit = Transaction::begin(&mut copy);
    change(&mut edit);
    edit.finish();
    copy
}
