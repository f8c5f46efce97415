//! Layout for a slide: everything is on it, nothing overlaps, and boxes are as large as the sides allow.

use lienket::exchange::sample_map;
use lienket::layout::{ACTOR_SIZE, tidy_isolated, tidy_slide};
use lienket::map::{ActorId, LinkageMap, Placement};
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
