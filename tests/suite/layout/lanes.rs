//! The strips of the lanes, and spots for new actors.

use lienket::exchange::sample_map;
use lienket::layout::{EMPTY_LANE_WIDTH, LANE_WIDTH, LayoutRequest, free_position, lanes, tidy};
use lienket::map::{Actor, ActorKind, Banding, Info, Placement, StageId, Transaction};
use proptest::prelude::*;

use super::drawing::{any_map, map_of, overlap, places, tidied, with_places};

#[test]
fn a_map_without_actors_has_its_lanes() {
    let lanes = lanes(&map_of(6, &[], &[]));
    assert_eq!(lanes.lanes.len(), 6);
    assert!(lanes.lanes.iter().all(|lane| lane.right - lane.left == LANE_WIDTH));
    assert!(lanes.top < lanes.bottom && lanes.supporters_top.is_none());
}

#[test]
fn empty_lanes_are_narrow_once_a_map_has_begun() {
    let widths = |map| lanes(&map).lanes.iter().map(|lane| lane.right - lane.left).collect::<Vec<_>>();
    let (wide, narrow) = (LANE_WIDTH, EMPTY_LANE_WIDTH);
    let map = tidied(map_of(6, &[Some(1), Some(2), Some(4)], &[(0, 1), (1, 2)]));
    assert_eq!(widths(map), [narrow, wide, wide, narrow, wide, narrow]);
    let map = tidied(map_of(6, &[Some(1), Some(4)], &[(0, 1)]));
    assert_eq!(widths(map), [narrow, wide, narrow, narrow, wide, narrow], "two that are linked are a chain");
    // Before, its first actors are yet to come.
    let map = tidied(map_of(6, &[Some(1), Some(4)], &[]));
    assert_eq!(widths(map), [wide, wide, narrow, narrow, wide, wide]);
}

#[test]
fn one_actor_dragged_away_leaves_the_lanes() {
    let map = map_of(3, &[0, 0, 0, 1, 1, 1, 2, 2, 2].map(Some), &[(0, 3), (3, 6)]);
    let mut all = places(&map);
    let before = lanes(&with_places(map.clone(), &all)).lanes;
    all[4].x = all[0].x;
    let after = lanes(&with_places(map, &all)).lanes;
    assert_eq!(before, after);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn lanes_are_strips_wherever_actors_stand(
        map in any_map(12),
        spots in prop::collection::vec((-1e7_f32..1e7, -1e7_f32..1e7), 12),
        near in any::<(f32, f32)>(),
    ) {
        let all: Vec<Placement> = map
            .actors()
            .keys()
            .zip(&spots)
            .map(|(actor, (x, y))| Placement { actor: *actor, x: *x, y: *y, pinned: false, by_hand: false })
            .collect();
        let map = with_places(map, &all);
        let lanes = lanes(&map);
        prop_assert_eq!(lanes.lanes.len(), map.stages().len());
        for lane in &lanes.lanes {
            prop_assert!(lane.left.is_finite() && lane.left < lane.right);
        }
        for pair in lanes.lanes.windows(2) {
            prop_assert_eq!(pair[0].right, pair[1].left);
        }
        prop_assert!(lanes.top < lanes.bottom);
        for stage in map.stages().keys().copied().map(Some).chain([None, Some(StageId(99))]) {
            let (x, y) = free_position(&map, stage, near);
            prop_assert!(x.abs() <= 1e7 && y.abs() <= 1e7);
        }
    }

    #[test]
    fn a_new_actor_overlaps_nothing(map in any_map(16), near in (-500_f32..2500.0, -500_f32..2000.0)) {
        let map = tidied(map);
        let lanes = lanes(&map);
        for stage in map.stages().keys().copied().map(Some).chain([None]) {
            let (x, y) = free_position(&map, stage, near);
            let mut all: Vec<Placement> = map.placements().values().copied().collect();
            all.push(Placement { actor: lienket::map::ActorId(9999), x, y, pinned: false, by_hand: false });
            prop_assert_eq!(overlap(&all), None);
            // A narrow lane grows around its first actor.
            let mut grown = map.clone();
            let mut edit = Transaction::begin(&mut grown);
            let kind = if stage.is_some() { ActorKind::Group } else { ActorKind::Supporter };
            let actor = edit.add(Actor { name: "N".into(), kind, stage, ..Actor::default() }).unwrap();
            edit.set(Placement { actor, x, y, pinned: false, by_hand: false }).unwrap();
            edit.finish();
            match stage.and_then(|stage| lienket::layout::lanes(&grown).of(stage).copied()) {
                Some(lane) => prop_assert!(lane.left <= x - 88.0 && x + 88.0 <= lane.right),
                None => prop_assert!(y - 28.0 > lanes.bottom),
            }
        }
    }
}

#[test]
fn many_new_actors_stand_at_the_ends_of_their_lanes_and_on_nobody() {
    let map = sample_map(40, 3);
    let mut ends = lienket::layout::LaneEnds::new(&map);
    let stages: Vec<_> = map.stages().keys().copied().map(Some).chain([None]).collect();
    let mut taken: Vec<(f32, f32)> = map.placements().values().map(|place| (place.x, place.y)).collect();
    let (width, height) = lienket::layout::ACTOR_SIZE;
    for stage in stages.iter().cycle().take(5 * stages.len()) {
        let place = ends.next_place(&map, *stage);
        let overlaps = |other: &&(f32, f32)| (other.0 - place.0).abs() < width && (other.1 - place.1).abs() < height;
        assert_eq!(taken.iter().find(overlaps), None, "{stage:?} {place:?}");
        taken.push(place);
    }
}

#[test]
fn every_lane_of_a_large_map_can_be_read_when_all_of_it_is_seen() {
    // On a small screen the map has 638 points beside the names of its bands, and 738 without bands.
    for (bands, points) in [(None, 738.0), (Some(Banding::District), 638.0)] {
        for seed in 0..3 {
            let mut map = sample_map(2_000, seed);
            let mut edit = Transaction::begin(&mut map);
            let info = Info { bands, ..edit.map().info().clone() };
            edit.set_info(info).unwrap();
            for place in tidy(&LayoutRequest::of(edit.map()), &|_| true).unwrap() {
                edit.set(place).unwrap();
            }
            edit.finish();
            let lanes = lanes(&map);
            let least = lanes.lanes.iter().map(|lane| lane.right - lane.left).fold(f32::INFINITY, f32::min);
            let seen = least / (lanes.right() - lanes.left()) * points;
            assert!(seen >= 57.0, "{seen} points with {bands:?}, seed {seed}");
        }
    }
}
