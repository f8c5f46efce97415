//! What turns one state of a map into another one, and a map that takes another state over.

use lienket::exchange::sample_map;
use lienket::map::{EditLabel, Editor, LinkageMap, MapId, Patch, Transaction};
use proptest::prelude::*;

/// Two states of one map: as different as two maps can be, or by some removals.
fn states() -> impl Strategy<Value = (LinkageMap, LinkageMap)> {
    let sample = |seed: u64, actors: u32| sample_map(actors, seed).with_new_identity(MapId(1));
    let far = (1..30_u64, 1..30_u64, 5..60_u32)
        .prop_map(move |(one, other, actors)| (sample(one, actors), sample(other, actors / 2 + 3)));
    let near = (1..30_u64, prop::collection::vec(any::<prop::sample::Index>(), 0..4)).prop_map(move |(seed, gone)| {
        let before = sample(seed, 40);
        let mut after = before.clone();
        let ids: Vec<_> = before.actors().keys().copied().collect();
        let mut edit = Transaction::begin(&mut after);
        for index in &gone {
            edit.remove::<lienket::map::Actor>(*index.get(&ids));
        }
        edit.finish();
        (before, after)
    });
    prop_oneof![far, near]
}

/// The tables of a map, without the ids that it has issued.
fn records(map: &LinkageMap) -> LinkageMap {
    map.clone().with_new_identity(MapId(0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_difference_is_what_there_is_to_do((before, after) in states()) {
        let patch = Patch::between(&before, &after);
        prop_assert_eq!(patch.clone().inverted(), Patch::between(&after, &before));
        prop_assert!(Patch::between(&after, &after.clone()).is_empty());
        let mut map = before.clone();
        patch.after_images().put_into(&mut map);
        prop_assert_eq!(records(&map), records(&after));
    }

    #[test]
    fn a_map_takes_a_state_over_as_one_step_and_gives_it_back((before, after) in states()) {
        let mut editor = Editor::new(before.clone());
        editor.edit(EditLabel::RestoreVersion, |edit| edit.take_over(&after)).unwrap();
        prop_assert_eq!(records(editor.map()), records(&after));
        prop_assert_eq!(editor.map().violations(), []);
        prop_assert!(editor.undo_steps().len() <= 1);
        // Whatever either has issued stays issued.
        let mut both = before.clone();
        both.merge_ledger(after.ledger());
        editor.merge_ledger(after.ledger());
        prop_assert_eq!(editor.map().ledger(), both.ledger());
        editor.undo();
        prop_assert_eq!(records(editor.map()), records(&before));
        prop_assert_eq!(editor.map().ledger(), both.ledger());
    }
}
