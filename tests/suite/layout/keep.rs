//! The reader's picture stays.

use lienket::exchange::sample_map;
use lienket::map::{Actor, ActorId, ActorKind, Link, LinkKind, LinkageMap, Placement, Transaction};
use proptest::prelude::*;

use super::drawing::{any_map, map_of, overlap, places, tidied, with_places};

/// The map with one more actor, tied to some of the others; it has no place.
fn grown(mut map: LinkageMap, stage: Option<usize>, others: &[usize]) -> (LinkageMap, ActorId) {
    let stages: Vec<_> = map.stages_in_order().iter().map(|stage| stage.id).collect();
    let ids: Vec<ActorId> = map.actors().keys().copied().collect();
    let stage = stage.and_then(|stage| stages.get(stage % stages.len().max(1))).copied();
    let mut edit = Transaction::begin(&mut map);
    let kind = if stage.is_some() { ActorKind::Group } else { ActorKind::Supporter };
    let new = edit.add(Actor { name: "new".into(), kind, stage, ..Actor::default() }).unwrap();
    for other in others.iter().filter(|_| !ids.is_empty()) {
        let to = ids[other % ids.len()];
        edit.add(Link { from: new, to, kind: LinkKind::Product, ..Link::default() }).unwrap();
    }
    edit.finish();
    (map, new)
}

/// How far actors of both pictures moved, on average, and how many moved at all.
fn movement(before: &LinkageMap, after: &[Placement]) -> (f32, usize) {
    let moved: Vec<f32> = after
        .iter()
        .filter_map(|place| {
            let before = before.placements().get(&place.actor)?;
            Some((before.x - place.x).hypot(before.y - place.y))
        })
        .collect();
    (moved.iter().sum::<f32>() / moved.len().max(1) as f32, moved.iter().filter(|by| **by > 0.0).count())
}

#[test]
fn one_more_actor_moves_hardly_anyone() {
    for (actors, seed) in [(60, 1), (200, 2), (600, 3)] {
        let map = tidied(sample_map(actors, seed));
        let (map, new) = grown(map, Some(1), &[3, 17]);
        let after = places(&map);
        assert_eq!(after.len(), actors as usize + 1);
        assert_eq!(overlap(&after), None);
        let (mean, moved) = movement(&map, &after);
        assert!(mean < 10.0 && moved < 12, "{actors}: {mean} units, {moved} actors");
        let place = after.iter().find(|place| place.actor == new).unwrap();
        assert!(place.x.fract() == 0.0 && place.y.fract() == 0.0);
        let again = places(&with_places(map.clone(), &after));
        assert_eq!(again, after, "tidy once is tidy");
    }
}

#[test]
fn one_actor_less_moves_nobody() {
    let mut map = tidied(sample_map(300, 4));
    let gone = *map.actors().keys().nth(40).unwrap();
    let mut edit = Transaction::begin(&mut map);
    edit.remove::<Actor>(gone);
    edit.finish();
    let (_, moved) = movement(&map, &places(&map));
    assert_eq!(moved, 0);
}

#[test]
fn what_was_put_somewhere_by_hand_and_let_go_finds_its_place_again() {
    let map = tidied(sample_map(120, 5));
    let mut all: Vec<Placement> = map.placements().values().copied().collect();
    all[30] = Placement { y: all[30].y + 900.0, by_hand: true, ..all[30] };
    let after = places(&with_places(map.clone(), &all));
    assert_eq!(overlap(&after), None);
    assert!((after[30].y - all[30].y).abs() > 1.0);
    let (_, moved) = movement(&map, &after);
    assert!(moved < 12, "{moved}");
}

#[test]
fn a_picture_that_no_longer_reads_well_is_made_afresh() {
    // All ties of the lower half go to the upper one's buyers after the map was tidied.
    let lanes: Vec<Option<usize>> = (0..80).map(|at| Some(at % 2)).collect();
    let straight: Vec<(usize, usize)> = (0..40).map(|at| (2 * at, 2 * at + 1)).collect();
    let turned: Vec<(usize, usize)> = (0..40).map(|at| (2 * at, 79 - 2 * at)).collect();
    let old = places(&map_of(2, &lanes, &straight));
    let map = map_of(2, &lanes, &turned);
    assert_eq!(places(&with_places(map.clone(), &old)), places(&map));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_in_the_picture_is_whole_and_stays(
        map in any_map(30),
        stage in prop::option::of(0_usize..6),
        others in prop::collection::vec(0_usize..30, 0..4),
    ) {
        let (map, _) = grown(tidied(map), stage, &others);
        let after = places(&map);
        prop_assert_eq!(after.len(), map.actors().len());
        prop_assert_eq!(overlap(&after), None);
        let map = with_places(map, &after);
        prop_assert_eq!(map.violations(), []);
        prop_assert_eq!(places(&map), after);
    }
}
