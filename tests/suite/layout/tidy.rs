//! What holds for every tidied map.

use lienket::exchange::sample_map;
use lienket::layout::{LayoutRequest, lanes, tidy};
use lienket::map::{ActorKind, Placement};
use proptest::prelude::*;

use super::drawing::{any_map, map_of, overlap, places, tidied, with_places};
use super::watching::{parts_told, stopped};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn boxes_stand_apart_in_their_lanes(map in any_map(18)) {
        let map = tidied(map);
        let all: Vec<Placement> = map.placements().values().copied().collect();
        prop_assert_eq!(all.len(), map.actors().len());
        prop_assert_eq!(overlap(&all), None);
        let lanes = lanes(&map);
        for pair in lanes.lanes.windows(2) {
            prop_assert!(pair[0].right <= pair[1].left && pair[0].left < pair[0].right);
        }
        for place in &all {
            let actor = &map.actors()[&place.actor];
            if let Some(stage) = actor.stage.filter(|_| actor.kind != ActorKind::Supporter) {
                    let lane = lanes.of(stage).unwrap();
                    prop_assert!(lane.left <= place.x - 88.0 && place.x + 88.0 <= lane.right, "{place:?} in {lane:?}");
                    prop_assert!(lanes.top < place.y - 28.0 && place.y + 28.0 < lanes.bottom);
            } else {
                    prop_assert!(lanes.supporters_top.unwrap() < place.y - 28.0);
                    prop_assert!(place.y + 28.0 < lanes.supporters_bottom.unwrap());
                    prop_assert!(lanes.bottom <= lanes.supporters_top.unwrap());
            }
        }
    }

    #[test]
    fn tidying_again_moves_nothing(map in any_map(18)) {
        let once = tidied(map);
        let again = places(&once);
        prop_assert_eq!(again, once.placements().values().copied().collect::<Vec<_>>());
    }

    #[test]
    fn pinning_what_is_tidy_moves_nothing(map in any_map(18), pick in any::<u64>()) {
        let mut all = places(&map);
        for (index, place) in all.iter_mut().enumerate() {
            place.pinned = pick >> (index % 64) & 1 == 1;
        }
        prop_assert_eq!(places(&with_places(map, &all)), all);
    }

    #[test]
    fn pinned_actors_stay_and_others_give_way(
        map in any_map(16),
        pins in prop::collection::vec((0_usize..16, -300_f32..2000.0, -300_f32..1500.0), 0..6),
    ) {
        let mut all = places(&map);
        for (index, x, y) in pins {
            if let Some(place) = all.get_mut(index) {
                *place = Placement { x, y, pinned: true, ..*place };
            }
        }
        let pinned = with_places(map, &all);
        let after = places(&pinned);
        for (before, after) in all.iter().zip(&after).filter(|(before, _)| before.pinned) {
            prop_assert_eq!(before, after);
        }
        prop_assert_eq!(overlap(&after), None);
    }
}

#[test]
fn pins_at_the_end_of_the_canvas_leave_a_valid_map() {
    let map = map_of(2, &[Some(0), Some(0), Some(1), None, None], &[(0, 2), (1, 2)]);
    let mut all = places(&map);
    all[0] = Placement { x: 1e7, y: 1e7, pinned: true, ..all[0] };
    all[3] = Placement { x: -1e7, y: -1e7, pinned: true, ..all[3] };
    let map = tidied(with_places(map, &all));
    assert_eq!(map.violations(), []);
}

#[test]
fn a_cancelled_layout_gives_nothing() {
    let map = map_of(2, &[Some(0), Some(1)], &[(0, 1)]);
    assert_eq!(tidy(&LayoutRequest::of(&map), &|_| false), None);
}

#[test]
fn whoever_watches_sees_the_work_grow_and_can_stop_it_at_any_step() {
    let request = LayoutRequest::of(&sample_map(300, 4));
    let parts = parts_told(tidy, &request);
    assert!(parts.len() > 20);
    for stop in [1, parts.len() / 2, parts.len()] {
        assert_eq!(stopped(tidy, &request, stop), None);
    }
}
