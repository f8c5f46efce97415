//! Layout for a slide: everything is on it, nothing overlaps, and boxes are as large as the sides allow.

use lienket::exchange::sample_map;
use lienket::layout::{ACTOR_SIZE, tidy_isolated, tidy_slide, tidy_two_rows};
use lienket::map::{Actor, ActorId, Link, LinkageMap, Placement, Stage, StageId, Transaction};
use proptest::prelude::*;

use super::drawing::any_map;
use super::focus::assert_in_lanes;

/// How large boxes are when a layout fills a slide that is `ratio` wide and 1 high.
fn zoom(placed: &[Placement], ratio: f32) -> f32 {
    let span = |of: fn(&Placement) -> f32, side: f32| {
        let (low, high) =
            placed.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), at| (low.min(at), high.max(at)));
        high - low + side
    };
    (ratio / span(|place| place.x, ACTOR_SIZE.0)).min(1.0 / span(|place| place.y, ACTOR_SIZE.1))
}

/// A chain through the map, from an actor on, as a route that is to run level.
fn route(map: &LinkageMap) -> Vec<ActorId> {
    let mut at = map.links().values().next().map(|link| link.from);
    let mut route = Vec::new();
    while let Some(actor) = at.filter(|actor| !route.contains(actor)) {
        route.push(actor);
        at = map.links().values().find(|link| link.from == actor).map(|link| link.to);
    }
    route
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_actor_has_a_place_of_its_own(map in any_map(24), ratio in 0.5..6.0_f32, routed in any::<bool>()) {
        let routes = if routed { vec![route(&map)] } else { Vec::new() };
        let placed = tidy_slide(&map, &routes, ratio);
        assert_in_lanes(&map, &placed);
        for (at, one) in placed.iter().enumerate() {
            for other in &placed[at + 1..] {
                let (across, down) = ((one.x - other.x).abs(), (one.y - other.y).abs());
                prop_assert!(across >= ACTOR_SIZE.0 + 30.0 || down >= ACTOR_SIZE.1 + 12.0, "{one:?} {other:?}");
            }
        }
        prop_assert_eq!(&placed, &tidy_slide(&map, &routes, ratio), "the same again");
    }

    #[test]
    fn boxes_are_larger_than_in_the_layout_of_the_screen(actors in 6..60_u32, seed in 0..1_000_u64, ratio in 1.5..4.0_f32) {
        let map = sample_map(actors, seed);
        let routes = vec![route(&map)];
        let (slide, screen) = (tidy_slide(&map, &routes, ratio), tidy_isolated(&map, &routes));
        prop_assert!(zoom(&slide, ratio) >= 0.98 * zoom(&screen, ratio));
    }
}

/// A map with a chain of so many actors, each in a stage of its own, and so many others beside some of them.
fn long_chain(stages: u32, beside: u32) -> (LinkageMap, Vec<ActorId>) {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let stages: Vec<StageId> = (0..stages)
        .map(|order| edit.add(Stage { name: format!("Khâu {order}"), order, ..Stage::default() }).unwrap())
        .collect();
    let actor = |edit: &mut Transaction<'_>, stage| {
        edit.add(Actor { name: "HTX".to_owned(), stage: Some(stage), ..Actor::default() }).unwrap()
    };
    let route: Vec<ActorId> = stages.iter().map(|stage| actor(&mut edit, *stage)).collect();
    for pair in route.windows(2) {
        edit.add(Link { from: pair[0], to: pair[1], ..Link::default() }).unwrap();
    }
    for at in 0..beside as usize {
        let stage = at * 7 % stages.len();
        let other = actor(&mut edit, stages[stage]);
        if let Some(to) = route.get(stage + 1) {
            edit.add(Link { from: other, to: *to, ..Link::default() }).unwrap();
        }
    }
    edit.finish();
    (map, route)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_long_chain_turns_where_boxes_are_larger_then(stages in 2..12_u32, beside in 0..6_u32, ratio in 1.5..5.0_f32) {
        let (map, route) = long_chain(stages, beside);
        let routes = vec![route];
        let one = tidy_slide(&map, &routes, ratio);
        let Some(two) = tidy_two_rows(&map, &routes, ratio, &one) else { return Ok(()) };
        prop_assert!(zoom(&two.placements, ratio) > 1.2 * zoom(&one, ratio));
        prop_assert_eq!(two.placements.iter().map(|place| place.actor).collect::<Vec<_>>(), map.actors().keys().copied().collect::<Vec<_>>());
        // Stages of the second row follow on those of the first, and stand below its headers.
        let stage = |id: ActorId| map.actors()[&id].stage.and_then(|stage| map.stages().get(&stage)).unwrap().order;
        let (above, below): (Vec<&Placement>, Vec<&Placement>) = two.placements.iter().partition(|place| !two.below.contains(&place.actor));
        let last = above.iter().map(|place| stage(place.actor)).max().unwrap();
        prop_assert!(below.iter().all(|place| stage(place.actor) > last));
        let half = ACTOR_SIZE.1 / 2.0;
        prop_assert!(above.iter().all(|place| place.y + half < two.top));
        prop_assert!(below.iter().all(|place| place.y - half > two.top + two.head));
        for row in [above, below] {
            for (at, one) in row.iter().enumerate() {
                for other in &row[at + 1..] {
                    let (across, down) = ((one.x - other.x).abs(), (one.y - other.y).abs());
                    prop_assert!(across >= ACTOR_SIZE.0 + 30.0 || down >= ACTOR_SIZE.1 + 12.0);
                }
            }
        }
    }
}

#[test]
fn a_chain_of_eight_stages_turns_on_a_wide_slide_and_one_of_three_does_not() {
    let turned = |stages| {
        let (map, route) = long_chain(stages, 0);
        let one = tidy_slide(&map, std::slice::from_ref(&route), 3.0);
        tidy_two_rows(&map, &[route], 3.0, &one)
    };
    let eight = turned(8).expect("eight boxes in one row are small");
    assert_eq!(eight.below.len(), 4);
    assert_eq!(turned(3), None);
}
