//! A part of a map laid out alone: routes level, nobody in their way.

use std::collections::{BTreeMap, BTreeSet};

use lienket::layout::tidy_isolated;
use lienket::map::{ActorId, LinkageMap, Placement, StageId};
use proptest::prelude::*;

use super::drawing::{any_map, map_of, overlap, with_places};

/// Some actors of a map, at most one of each lane, from left to right.
fn route(map: &LinkageMap, picks: &[usize]) -> Vec<ActorId> {
    let lane: BTreeMap<StageId, usize> =
        map.stages_in_order().iter().enumerate().map(|(lane, stage)| (stage.id, lane)).collect();
    let actors: Vec<_> = map.actors().values().filter(|actor| !actor.is_below_lanes()).collect();
    let picked = picks.iter().filter_map(|pick| actors.get(pick % actors.len().max(1)));
    let by_lane: BTreeMap<usize, ActorId> = picked.map(|actor| (lane[&actor.stage.unwrap()], actor.id)).collect();
    by_lane.into_values().collect()
}

fn heights(places: &[Placement], route: &[ActorId]) -> BTreeSet<i32> {
    places.iter().filter(|place| route.contains(&place.actor)).map(|place| place.y as i32).collect()
}

/// Everybody once, apart from each other, lanes from left to right, whoever stands below them below.
fn assert_sound(map: &LinkageMap, places: &[Placement]) {
    assert_eq!(overlap(places), None);
    assert_in_lanes(map, places);
}

/// Everybody once, lanes from left to right, whoever stands below them below.
pub(super) fn assert_in_lanes(map: &LinkageMap, places: &[Placement]) {
    assert!(places.iter().map(|place| place.actor).eq(map.actors().keys().copied()));
    let at = |stage: Option<StageId>| {
        let here = move |place: &&Placement| {
            let actor = &map.actors()[&place.actor];
            actor.stage.filter(|_| !actor.is_below_lanes()) == stage
        };
        places.iter().filter(here)
    };
    let mut right = f32::NEG_INFINITY;
    let mut lowest = f32::NEG_INFINITY;
    for stage in map.stages_in_order() {
        assert!(at(Some(stage.id)).all(|place| place.x > right + 176.0), "{places:?}");
        right = at(Some(stage.id)).map(|place| place.x).fold(right, f32::max);
        lowest = at(Some(stage.id)).map(|place| place.y).fold(lowest, f32::max);
    }
    assert!(at(None).all(|place| place.y > lowest + 64.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_route_runs_level_and_nobody_stands_in_another_s_place(
        map in any_map(24),
        picks in prop::collection::vec(0..100_usize, 1..8),
    ) {
        let route = route(&map, &picks);
        let places = tidy_isolated(&map, std::slice::from_ref(&route));
        assert_sound(&map, &places);
        prop_assert!(heights(&places, &route).len() <= 1, "{:?} {:?}", route, places);
        // Nobody stands between two of it.
        let ends = |x: &dyn Fn(f32, f32) -> f32, first| {
            places.iter().filter(|place| route.contains(&place.actor)).map(|place| place.x).fold(first, x)
        };
        let (left, right) = (ends(&f32::min, f32::INFINITY), ends(&f32::max, f32::NEG_INFINITY));
        let y = places.iter().find(|place| route.contains(&place.actor)).map_or(0.0, |place| place.y);
        for place in places.iter().filter(|place| !route.contains(&place.actor) && place.x > left && place.x < right) {
            prop_assert!((place.y - y).abs() >= 80.0, "{:?} stands in the way of {:?}", place, route);
        }
    }

    #[test]
    fn routes_apart_run_level_each(
        map in any_map(24),
        picks in prop::collection::vec(prop::collection::vec(0..100_usize, 1..6), 0..5),
    ) {
        let routes: Vec<Vec<ActorId>> = picks.iter().map(|picks| route(&map, picks)).collect();
        let places = tidy_isolated(&map, &routes);
        assert_sound(&map, &places);
        for (at, route) in routes.iter().enumerate() {
            let others: BTreeSet<ActorId> =
                routes.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, other)| other).copied().collect();
            if route.iter().all(|actor| !others.contains(actor)) {
                prop_assert!(heights(&places, route).len() <= 1, "{:?} {:?}", route, places);
            }
        }
    }

    #[test]
    fn where_things_stand_now_does_not_matter(
        map in any_map(16),
        picks in prop::collection::vec(0..100_usize, 0..6),
        spots in prop::collection::vec((-1e4_f32..1e4, -1e4_f32..1e4), 16),
    ) {
        let routes = [route(&map, &picks)];
        let anew = tidy_isolated(&map, &routes);
        let pinned: Vec<Placement> = map.actors().keys().zip(&spots).map(|(actor, (x, y))| Placement { actor: *actor, x: *x, y: *y, pinned: true, by_hand: false }).collect();
        prop_assert_eq!(anew, tidy_isolated(&with_places(map, &pinned), &routes));
    }
}

#[test]
fn where_a_chain_ends_stands_at_the_right_edge_of_its_lane() {
    // In the second lane, one sells to the other; a third one sells nothing on.
    let map = map_of(2, &[Some(0), Some(1), Some(1), Some(1)], &[(0, 1), (1, 2), (0, 3)]);
    let ids: Vec<ActorId> = map.actors().keys().copied().collect();
    let places = tidy_isolated(&map, &[vec![ids[0], ids[1], ids[2]]]);
    assert_sound(&map, &places);
    assert_eq!(places[2].x, places[3].x);
    assert!(places[1].x < places[3].x);
    assert_eq!(heights(&places, &[ids[0], ids[1], ids[2]]).len(), 1);
}

#[test]
fn who_joins_a_route_stands_about_it() {
    let map =
        map_of(2, &[Some(0), Some(0), Some(0), Some(0), Some(0), Some(1)], &[(0, 5), (1, 5), (2, 5), (3, 5), (4, 5)]);
    let ids: Vec<ActorId> = map.actors().keys().copied().collect();
    let places = tidy_isolated(&map, &[vec![ids[2], ids[5]]]);
    let above = places[..5].iter().filter(|place| place.y < places[5].y).count();
    assert_eq!((above, places[2].y), (2, places[5].y));
}
