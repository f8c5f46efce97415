//! Whatever two people make of copies of a map, both can be made into one.

use std::collections::BTreeSet;

use lienket::editing::{MergeConflict, MergeSide, MergedMaps, merge_maps};
use lienket::map::{Actor, Link, LinkageMap, Record};
use lienket::schema::{Described, FieldType};
use proptest::prelude::*;

use super::{edited, edits, start};

/// A map and two copies of it that were edited apart.
fn copies_with(collide: impl Strategy<Value = bool>) -> impl Strategy<Value = [LinkageMap; 3]> {
    (1..40_u64, edits(8), edits(14), edits(14), collide).prop_map(|(seed, first, a, b, collide)| {
        let base = edited(&start(seed), &first, 0);
        let a = edited(&base, &a, 1);
        let b = edited(&base, &b, if collide { 1 } else { 2 });
        [base, a, b]
    })
}

/// Such copies, of which some issue the same ids, as copies that other programs have made.
fn copies() -> impl Strategy<Value = [LinkageMap; 3]> {
    copies_with(any::<bool>())
}

fn merged(base: &LinkageMap, sides: [&LinkageMap; 2], prefer: MergeSide) -> MergedMaps {
    merge_maps(Some(base), sides, prefer).unwrap()
}

/// Whether two maps give the same file; the first line that differs.
fn same_file(one: &LinkageMap, other: &LinkageMap) -> Result<(), TestCaseError> {
    let [one, other] = [one, other].map(|map| String::from_utf8(lienket::storage::write(map)).unwrap());
    let differing = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    prop_assert_eq!(differing, None);
    prop_assert_eq!(one.len(), other.len());
    Ok(())
}

/// A field that is no list is what the side has made of it that has changed it; the first one, where both have.
fn fields_are_those_of_who_changed_them<R: Record + Described + Default>(
    [base, a, b]: [&LinkageMap; 3],
    merged: &MergedMaps,
) -> Result<(), TestCaseError> {
    for (id, of_base) in R::table(base) {
        let [Some(of_a), Some(of_b), Some(made)] = [a, b, &merged.map].map(|map| R::table(map).get(id)) else {
            continue;
        };
        for field in R::fields() {
            let is_list = matches!(
                field.kind,
                FieldType::Products(_)
                    | FieldType::Actors(_)
                    | FieldType::Names(_)
                    | FieldType::Supply(_)
                    | FieldType::Conversions(_)
                    | FieldType::KindsByYear(_)
                    | FieldType::Figures(_)
                    | FieldType::Evidence(_)
            );
            if is_list {
                continue;
            }
            let conflict = MergeConflict { record: R::record_ref(*id), field: Some(field.id) };
            let is_told = merged.conflicts.contains(&conflict);
            let by_both = !field.is_same(of_a, of_base) && !field.is_same(of_b, of_base);
            let expected = if field.is_same(of_a, of_base) { of_b } else { of_a };
            prop_assert!(is_told || field.is_same(made, expected), "{conflict:?}");
            let contradict = by_both && !field.is_same(of_a, of_b);
            prop_assert!(!contradict || is_told, "silent: {conflict:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn it_is_the_same_whichever_side_is_first([base, a, b] in copies()) {
        let one = merged(&base, [&a, &b], MergeSide::A);
        let other = merged(&base, [&b, &a], MergeSide::B);
        prop_assert_eq!(&one.conflicts, &other.conflicts);
        same_file(&one.map, &other.map)?;
        prop_assert_eq!(one.twins, other.twins);
        prop_assert_eq!(one.map.violations(), []);
        let preferring_b = merged(&base, [&a, &b], MergeSide::B);
        prop_assert_eq!(preferring_b.map.violations(), []);
        if one.conflicts.is_empty() {
            same_file(&one.map, &preferring_b.map)?;
        }
    }

    #[test]
    fn a_side_that_has_changed_nothing_takes_the_other_one([base, a, b] in copies()) {
        for side in [&a, &b] {
            for sides in [[&base, side], [side, &base], [side, side]] {
                let of = merged(&base, sides, MergeSide::A);
                prop_assert!(of.conflicts.is_empty());
                same_file(&of.map, side)?;
            }
        }
    }

    #[test]
    fn merging_again_changes_nothing([base, a, b] in copies()) {
        let once = merged(&base, [&a, &b], MergeSide::A);
        prop_assume!(once.conflicts.is_empty());
        for side in [&a, &b] {
            let again = merged(&base, [&once.map, side], MergeSide::A);
            same_file(&again.map, &once.map)?;
        }
    }

    #[test]
    fn no_edit_is_lost_and_none_is_chosen_silently([base, a, b] in copies_with(Just(false))) {
        let all = merged(&base, [&a, &b], MergeSide::A);
        fields_are_those_of_who_changed_them::<Actor>([&base, &a, &b], &all)?;
        fields_are_those_of_who_changed_them::<Link>([&base, &a, &b], &all)?;
        if all.conflicts.is_empty() {
            let added = |map: &LinkageMap| map.actors().keys().filter(|id| !base.actors().contains_key(id)).count();
            let of_both = a.actors().iter().filter(|(id, actor)| {
                !base.actors().contains_key(id) && b.actors().get(id) == Some(actor)
            });
            prop_assert_eq!(added(&all.map), added(&a) + added(&b) - of_both.count());
        }
    }

    #[test]
    fn without_a_common_state_nothing_is_lost_either([_, a, b] in copies()) {
        let one = merge_maps(None, [&a, &b], MergeSide::A).unwrap();
        let other = merge_maps(None, [&b, &a], MergeSide::B).unwrap();
        prop_assert_eq!(&one.conflicts, &other.conflicts);
        same_file(&one.map, &other.map)?;
        let names = |map: &LinkageMap| map.actors().values().map(|actor| actor.name.clone()).collect::<BTreeSet<_>>();
        let lost = names(&a).union(&names(&b)).filter(|name| !names(&one.map).contains(*name)).count();
        let renamed = one.conflicts.iter().filter(|conflict| conflict.field == Some("name")).count();
        prop_assert!(lost <= renamed, "{lost} names");
    }
}
