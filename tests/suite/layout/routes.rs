//! The ways of links between boxes.

use std::cell::RefCell;

use lienket::exchange::sample_map;
use lienket::layout::{ACTOR_SIZE, EdgeRoute, route_edges, route_edges_watched};
use lienket::map::{LinkKind, LinkageMap};
use proptest::prelude::*;

use super::drawing::{any_map, tidied};

type Boxes = Vec<(f32, f32)>;

/// The boxes in the lanes of a tidied map, and its links between them.
fn drawn(map: &LinkageMap) -> (Boxes, Vec<(usize, usize)>) {
    let standing: Vec<_> =
        map.actors().values().filter(|actor| !actor.is_below_lanes()).map(|actor| actor.id).collect();
    let boxes = standing.iter().map(|id| (map.placements()[id].x, map.placements()[id].y)).collect();
    let at = |id| standing.iter().position(|own| *own == id);
    let links = map.links().values().filter(|link| link.kind != LinkKind::Support && link.from != link.to);
    (boxes, links.filter_map(|link| Some((at(link.from)?, at(link.to)?))).collect())
}

/// A box that a run goes through, or that stands beside it closer than a hair.
fn behind_a_box(boxes: &Boxes, (from, to): (usize, usize), route: &EdgeRoute) -> Option<(f32, f32)> {
    let (wide, high) = (ACTOR_SIZE.0 / 2.0, ACTOR_SIZE.1 / 2.0);
    let others = boxes.iter().enumerate().filter(|(at, _)| *at != from && *at != to).map(|(_, spot)| *spot);
    others.into_iter().find(|(x, y)| {
        route.segments.iter().any(|run| run.left < x + wide && run.right > x - wide && (run.y - y).abs() < high)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_way_goes_behind_a_box(map in any_map(40)) {
        let (boxes, links) = drawn(&tidied(map));
        for (link, route) in links.iter().zip(route_edges(&boxes, &links)) {
            prop_assert_eq!(behind_a_box(&boxes, *link, &route), None, "{:?}", route);
        }
    }

    #[test]
    fn ways_go_on_from_left_to_right_wherever_boxes_stand(
        boxes in prop::collection::vec((-2e3_f32..2e3, -1e3_f32..1e3), 2..40),
        links in prop::collection::vec((0_usize..40, 0_usize..40), 0..60),
    ) {
        let links: Vec<(usize, usize)> =
            links.iter().map(|(from, to)| (from % boxes.len(), to % boxes.len())).filter(|(from, to)| from != to).collect();
        let ways = route_edges(&boxes, &links);
        prop_assert_eq!(ways.len(), links.len());
        for route in &ways {
            let mut last = f32::NEG_INFINITY;
            for run in &route.segments {
                prop_assert!(last <= run.left && run.left <= run.right && run.y.is_finite(), "{:?}", route);
                last = run.right;
            }
        }
    }
}

#[test]
fn ways_in_one_gap_keep_apart() {
    let (boxes, links) = drawn(&tidied(sample_map(400, 1)));
    let ways = route_edges(&boxes, &links);
    let mut runs: Vec<_> = ways.iter().flat_map(|route| &route.segments).collect();
    runs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let on_each_other = runs.windows(2).filter(|pair| {
        let shared = pair[0].right.min(pair[1].right) - pair[0].left.max(pair[1].left);
        shared > 1.0 && (pair[0].y - pair[1].y).abs() < 0.01
    });
    assert_eq!(on_each_other.count(), 0);
}

#[test]
fn whoever_waits_for_ways_sees_them_come_and_can_stop_at_any_step() {
    let (boxes, links) = drawn(&tidied(sample_map(300, 4)));
    let told = RefCell::new(Vec::new());
    let stopped_at = |stop: usize| {
        told.borrow_mut().clear();
        let watch = |part: f32| {
            told.borrow_mut().push(part);
            told.borrow().len() != stop
        };
        route_edges_watched(&boxes, &links, &watch)
    };
    assert_eq!(stopped_at(0), Some(route_edges(&boxes, &links)));
    let parts = told.borrow().clone();
    assert!(parts.len() > 10 && parts.is_sorted() && parts.iter().all(|part| (0.0..1.0).contains(part)));
    for stop in [1, parts.len() / 2, parts.len()] {
        assert_eq!(stopped_at(stop), None);
        assert_eq!(told.borrow().len(), stop, "it does not go on");
    }
}

#[test]
fn links_over_very_many_columns_stay_within_bounds() {
    // Columns too far apart for one block, and links over all of them.
    let boxes: Boxes = (0..1_200).map(|at| ((at / 2) as f32 * 300.0, (at % 2) as f32 * 100.0)).collect();
    let links: Vec<_> = (0..2_000).map(|at| (at % 2, 1_198 + at / 2 % 2)).collect();
    let runs =
        |links: &[(usize, usize)]| route_edges(&boxes, links).iter().map(|route| route.segments.len()).sum::<usize>();
    assert_eq!(route_edges(&boxes, &links).len(), links.len());
    assert!(runs(&links) <= 300_000);
    // A few are led with care.
    assert!(runs(&links[..2]) > 0);
}
