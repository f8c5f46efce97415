//! Tidying thoroughly: never worse than tidying, and nothing that tidying would not keep.

use lienket::exchange::sample_map;
use lienket::layout::{LayoutRequest, crossings, tidy_thoroughly};
use lienket::map::{ActorId, Banding, Info, LinkageMap, Placement, Transaction};
use proptest::prelude::*;

use super::bands::assert_parted;
use super::drawing::{map_of, overlap, places, tidied, with_places};
use super::watching::{parts_told, stopped};

fn thorough(map: &LinkageMap) -> Vec<Placement> {
    tidy_thoroughly(&LayoutRequest::of(map), &|_| true).unwrap()
}

/// How often the ways of links cross where everybody stands at these places.
fn tangle(map: &LinkageMap, places: &[Placement]) -> u64 {
    let standing: Vec<&Placement> =
        places.iter().filter(|place| !map.actors()[&place.actor].is_below_lanes()).collect();
    let at = |id: ActorId| standing.iter().position(|place| place.actor == id);
    let links = map.links().values().filter(|link| link.from != link.to);
    let links: Vec<(usize, usize)> = links.filter_map(|link| Some((at(link.from)?, at(link.to)?))).collect();
    crossings(&standing.iter().map(|place| (place.x, place.y)).collect::<Vec<_>>(), &links)
}

/// Random maps in which no two actors are linked twice, with links in the order of their actors.
fn any_simple_map() -> impl Strategy<Value = LinkageMap> {
    let lanes = prop::collection::vec(prop::option::weighted(0.95, 0_usize..5), 4..22);
    (lanes, prop::collection::btree_set((0_usize..22, 0_usize..22), 4..44)).prop_map(|(lanes, links)| {
        let links = links.into_iter().filter(|(from, to)| from < to && *to < lanes.len());
        map_of(5, &lanes, &links.collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn it_never_crosses_more_and_tidying_leaves_it(map in any_simple_map()) {
        let (usual, best) = (places(&map), thorough(&map));
        prop_assert!(tangle(&map, &best) <= tangle(&map, &usual));
        prop_assert_eq!(overlap(&best), None);
        let map = with_places(map, &best);
        prop_assert_eq!(map.violations(), []);
        prop_assert_eq!(&places(&map), &best, "tidying leaves it");
        prop_assert_eq!(&thorough(&map), &best, "a second time is no worse and no other");
    }

    #[test]
    fn pinned_actors_stay(map in any_simple_map(), pick in any::<u64>()) {
        let mut all = places(&map);
        for (index, place) in all.iter_mut().enumerate().filter(|(index, _)| pick >> index & 3 == 3) {
            *place = Placement { x: place.x + 31.0, y: place.y + (index as f32) * 57.0, pinned: true, ..*place };
        }
        let map = with_places(map, &all);
        let after = thorough(&map);
        for (before, after) in all.iter().zip(&after).filter(|(before, _)| before.pinned) {
            prop_assert_eq!(before, after);
        }
        prop_assert_eq!(overlap(&after), None);
        prop_assert_eq!(&places(&with_places(map, &after)), &after);
    }
}

#[test]
fn it_finds_what_tidying_does_not() {
    let (mut usual, mut best) = (0, 0);
    for (actors, seed) in [(80, 1), (90, 2)] {
        let map = tidied(sample_map(actors, seed));
        usual += tangle(&map, &places(&map));
        best += tangle(&map, &thorough(&map));
    }
    assert!(best * 20 < usual * 19, "{best} of {usual}");
}

#[test]
fn bands_are_never_mixed() {
    for banding in [Banding::District, Banding::Model] {
        let mut map = sample_map(50, 7);
        let mut edit = Transaction::begin(&mut map);
        let info = Info { bands: Some(banding), ..edit.map().info().clone() };
        edit.set_info(info).unwrap();
        edit.finish();
        let after = thorough(&map);
        let map = with_places(map, &after);
        assert_parted(&map);
        assert_eq!(places(&map), after);
    }
}

#[test]
fn maps_with_nothing_to_untangle_stay_as_tidying_leaves_them() {
    for map in [
        map_of(0, &[], &[]),
        map_of(3, &[Some(1)], &[]),
        map_of(2, &[None, None], &[(0, 1)]),
        map_of(3, &[Some(0); 40], &[]),
        map_of(2, &[Some(0), Some(1)], &[(0, 0), (1, 1), (0, 1), (1, 0)]),
    ] {
        assert_eq!(thorough(&map), places(&map));
    }
}

#[test]
fn whoever_watches_sees_it_grow_and_can_stop_it_at_any_step() {
    let request = LayoutRequest::of(&sample_map(70, 1));
    let parts = parts_told(tidy_thoroughly, &request);
    assert!(parts.len() > 100);
    let steps = parts.windows(2).map(|pair| pair[1] - pair[0]);
    assert!(steps.fold(0.0, f32::max) < 0.1, "it is told of often");
    for stop in [1, parts.len() / 30, parts.len() / 4] {
        assert_eq!(stopped(tidy_thoroughly, &request, stop), None);
    }
}
