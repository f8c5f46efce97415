//! Bands across the lanes: never mixed by tidying, and strips wherever actors stand.

use std::collections::BTreeMap;

use lienket::exchange::sample_map;
use lienket::layout::{Band, band_strips, bands, lanes};
use lienket::map::{Actor, ActorId, Banding, Info, LinkageMap, Placement, Transaction};
use proptest::prelude::*;

use super::drawing::{any_map, places, tidied, with_places};
use crate::map::random;

/// The map, asking for these bands.
fn banded(mut map: LinkageMap, bands: Option<Banding>) -> LinkageMap {
    let mut edit = Transaction::begin(&mut map);
    let info = Info { bands, ..edit.map().info().clone() };
    edit.set_info(info).unwrap();
    edit.finish();
    map
}

fn any_banding() -> impl Strategy<Value = Banding> {
    prop::sample::select(Banding::ALL.to_vec())
}

/// The highest and the lowest actor of each band.
fn spans(map: &LinkageMap) -> BTreeMap<usize, (f32, f32)> {
    let mut spans = BTreeMap::new();
    for (actor, band) in &bands(map).band_of {
        if let Some(place) = map.placements().get(actor) {
            let span = spans.entry(*band).or_insert((f32::INFINITY, f32::NEG_INFINITY));
            *span = (span.0.min(place.y), span.1.max(place.y));
        }
    }
    spans
}

fn unpinned(map: LinkageMap) -> LinkageMap {
    let free: Vec<Placement> = map.placements().values().map(|place| Placement { pinned: false, ..*place }).collect();
    with_places(map, &free)
}

/// Bands stand one below the other, in their order, and each actor inside the strip of its own.
pub fn assert_parted(map: &LinkageMap) {
    let spans: Vec<(f32, f32)> = spans(map).into_values().collect();
    for pair in spans.windows(2) {
        assert!(pair[0].1 + 64.0 <= pair[1].0, "{pair:?}");
    }
    let found = bands(map);
    let strips = band_strips(map, &lanes(map));
    assert_eq!(strips.iter().map(|strip| strip.band.clone()).collect::<Vec<_>>(), found.bands);
    for (actor, band) in &found.band_of {
        let (y, strip) = (map.placements()[actor].y, &strips[*band]);
        assert!(strip.top <= y - 32.0 && y + 32.0 <= strip.bottom, "{actor:?} at {y} outside {strip:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn tidying_never_mixes_the_bands_of_a_sample(actors in 3..260_u32, seed in 0..99_u64, banding in any_banding()) {
        assert_parted(&tidied(banded(sample_map(actors, seed), Some(banding))));
    }

    #[test]
    fn tidying_never_mixes_the_bands_of_any_map(map in random::map(), banding in any_banding()) {
        assert_parted(&tidied(banded(unpinned(map), Some(banding))));
    }

    #[test]
    fn strips_lie_side_by_side_wherever_actors_stand(
        map in any_map(14),
        districts in prop::collection::vec(0..4_u8, 14),
        spots in prop::collection::vec((-1e4_f32..1e4, -1e4_f32..1e4), 14),
    ) {
        let mut map = banded(map, Some(Banding::District));
        let mut edit = Transaction::begin(&mut map);
        for (actor, district) in edit.map().actors().clone().into_keys().zip(&districts) {
            edit.edit::<Actor>(actor, |actor| {
                actor.district = if *district == 0 { String::new() } else { format!("D{district}") };
            }).unwrap();
        }
        edit.finish();
        let all: Vec<Placement> = places(&map).iter().zip(&spots).map(|(place, (x, y))| Placement { x: *x, y: *y, ..*place }).collect();
        let map = with_places(map, &all);
        let (strips, whole, found) = (band_strips(&map, &lanes(&map)), lanes(&map), bands(&map));
        prop_assert_eq!(strips.len(), found.bands.len());
        prop_assert_eq!(strips.iter().map(|strip| strip.actors).sum::<usize>(), found.band_of.len());
        for pair in strips.windows(2) {
            prop_assert_eq!(pair[0].bottom, pair[1].top);
        }
        for strip in &strips {
            prop_assert!(strip.top <= strip.bottom);
        }
        if let (Some(first), Some(last)) = (strips.first(), strips.last()) {
            prop_assert_eq!((first.top, last.bottom), (whole.top, whole.bottom));
        }
    }
}

#[test]
fn one_actor_dragged_away_leaves_its_band() {
    let map = tidied(banded(sample_map(900, 3), Some(Banding::District)));
    let before = band_strips(&map, &lanes(&map));
    assert!(before.len() > 3);
    // Of a band in the middle, the one that is neither its highest nor its lowest.
    let found = bands(&map);
    let mut own: Vec<Placement> =
        found.band_of.iter().filter(|(_, band)| **band == 1).map(|(actor, _)| map.placements()[actor]).collect();
    own.sort_by(|a, b| a.y.total_cmp(&b.y));
    let moved = Placement { y: f32::midpoint(before[2].top, before[2].bottom), ..own[own.len() / 2] };
    let map = with_places(map, &[moved]);
    let after = band_strips(&map, &lanes(&map));
    assert_eq!(
        before.iter().map(|strip| &strip.band).collect::<Vec<_>>(),
        after.iter().map(|strip| &strip.band).collect::<Vec<_>>()
    );
    for (before, after) in before.iter().zip(&after) {
        assert!((before.top - after.top).abs() < 100.0, "{before:?} {after:?}");
    }
}

#[test]
fn districts_stand_in_the_order_of_the_language() {
    let mut map = sample_map(60, 2);
    let names = ["Vĩnh Thạnh", "Ô Môn", "", "Đông Thuận", "Bình Thủy", "Thốt Nốt"];
    let ids: Vec<ActorId> = map.actors().keys().copied().collect();
    let mut edit = Transaction::begin(&mut map);
    for (at, id) in ids.into_iter().enumerate() {
        edit.edit::<Actor>(id, |actor| actor.district = names[at % names.len()].into()).unwrap();
    }
    edit.finish();
    let map = tidied(banded(map, Some(Banding::District)));
    let found: Vec<Band> = band_strips(&map, &lanes(&map)).into_iter().map(|strip| strip.band).collect();
    let mut wanted =
        ["Bình Thủy", "Đông Thuận", "Ô Môn", "Thốt Nốt", "Vĩnh Thạnh"].map(|name| Band::District(name.into())).to_vec();
    wanted.push(Band::Rest);
    assert_eq!(found, wanted);
}

#[test]
fn a_map_without_bands_has_no_strips() {
    let none = tidied(banded(sample_map(60, 1), None));
    assert!(band_strips(&none, &lanes(&none)).is_empty());
    let one = tidied(banded(sample_map(3, 1), Some(Banding::Union)));
    assert!(band_strips(&one, &lanes(&one)).iter().any(|strip| strip.band == Band::Rest));
}

#[test]
fn large_maps_have_bands_by_district_where_nobody_chose() {
    assert_eq!(lienket::layout::default_banding(&sample_map(900, 2)), None);
    let mut map = sample_map(1_300, 2);
    assert_eq!(lienket::layout::default_banding(&map), Some(Banding::District));
    assert_eq!(lienket::exchange::band_by_default(&mut map), Ok(true));
    assert_eq!(map.info().bands, Some(Banding::District));
    // A choice stays.
    assert_eq!(lienket::exchange::band_by_default(&mut map), Ok(false));
}

#[test]
fn no_lane_of_a_large_map_is_a_sliver() {
    for (actors, seed) in [(400, 1), (2_000, 2), (6_000, 3)] {
        let lanes = lanes(&sample_map(actors, seed));
        let width = lanes.right() - lanes.left();
        for lane in &lanes.lanes {
            assert!(lane.right - lane.left >= 0.075 * width, "{actors}: {lane:?} of {width}");
        }
    }
}
