//! Maps of special shapes, and how the picture looks.

use super::drawing::{crossings, map_of, overlap, places, ratio};

/// Numbers that look random and are always the same.
fn scatter(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below.max(1)
    }
}

/// Lanes filled as in a real city: most produce, few buy.
fn city(actors: usize, seed: u64) -> lienket::map::LinkageMap {
    let mut random = scatter(seed);
    let lane = |draw: usize| match draw {
        0..5 => Some(0),
        5..80 => Some(1),
        80..87 => Some(2),
        87..92 => Some(3),
        92..95 => Some(4),
        95..98 => Some(5),
        _ => None,
    };
    let actors: Vec<Option<usize>> = (0..actors).map(|_| lane(random(100))).collect();
    let links: Vec<(usize, usize)> =
        (0..actors.len() * 3 / 2).map(|_| (random(actors.len()), random(actors.len()))).collect();
    map_of(6, &actors, &links)
}

#[test]
fn special_maps_stand_apart() {
    let lane = |count: usize| vec![Some(0); count];
    let all_pairs: Vec<(usize, usize)> = (0..24).flat_map(|a| (0..24).map(move |b| (a, b))).collect();
    let sixty: Vec<(usize, usize)> = (0..60).flat_map(|a| (a + 1..60).map(move |b| (a, b))).collect();
    for (name, map) in [
        ("nothing", map_of(0, &[], &[])),
        ("only stages", map_of(6, &[], &[])),
        ("one actor", map_of(3, &[Some(1)], &[])),
        ("one supporter", map_of(3, &[None], &[(0, 0)])),
        ("no stages", map_of(0, &[Some(0), None, Some(3)], &[(0, 1), (1, 2)])),
        ("one lane", map_of(6, &lane(300), &[(0, 299), (5, 100)])),
        ("isolated", map_of(3, &lane(12), &[])),
        ("only supporters", map_of(6, &vec![None; 90], &[])),
        ("itself", map_of(2, &[Some(0), Some(1)], &[(0, 0), (1, 1), (0, 0)])),
        ("many links between two", map_of(2, &[Some(0), Some(1)], &vec![(0, 1); 10_000])),
        ("a chain in one lane", map_of(2, &lane(60), &(1..60).map(|at| (at - 1, at)).collect::<Vec<_>>())),
        ("a ring in one lane", map_of(2, &lane(30), &(0..30).map(|at| (at, (at + 1) % 30)).collect::<Vec<_>>())),
        ("five thousand alone", map_of(6, &(0..5_000).map(|at| Some(at % 3)).collect::<Vec<_>>(), &[])),
        ("sixty, all with all", map_of(4, &(0..60).map(|at| Some(at % 4)).collect::<Vec<_>>(), &sixty)),
        ("all with all", map_of(6, &(0..24).map(|index| Some(index % 6)).collect::<Vec<_>>(), &all_pairs)),
        (
            "all support one",
            map_of(1, &[vec![Some(0)], vec![None; 40]].concat(), &(1..41).map(|a| (a, 0)).collect::<Vec<_>>()),
        ),
    ] {
        let places = places(&map);
        assert_eq!(places.len(), map.actors().len(), "{name}");
        assert_eq!(overlap(&places), None, "{name}");
    }
}

#[test]
fn pictures_fit_a_screen_at_any_size() {
    for (actors, seed) in [(10, 1), (11, 2), (20, 3), (38, 4), (80, 5), (150, 6), (400, 7), (2_000, 8), (10_000, 9)] {
        let ratio = ratio(&places(&city(actors, seed)));
        assert!((1.0 / 3.0..=3.0).contains(&ratio), "{actors} actors: {ratio}");
    }
    let ten_in_six: Vec<Option<usize>> = (0..10).map(|index| Some(index % 6)).collect();
    for (name, map) in [
        ("all in one lane", map_of(6, &vec![Some(1); 500], &[])),
        ("ten in one lane", map_of(6, &[Some(3); 10], &[])),
        ("ten in six lanes", map_of(6, &ten_in_six, &[(0, 1), (1, 2), (6, 7)])),
        ("only supporters", map_of(6, &vec![None; 500], &[])),
    ] {
        let ratio = ratio(&places(&map));
        assert!((1.0 / 3.0..=3.0).contains(&ratio), "{name}: {ratio}");
    }
}

#[test]
fn crossed_links_are_untangled() {
    // Three chains, each drawn through the others.
    let lanes = [0, 0, 0, 1, 1, 1, 2, 2, 2].map(Some);
    let map = map_of(3, &lanes, &[(0, 5), (1, 3), (2, 4), (5, 7), (3, 8), (4, 6)]);
    let tidy = places(&map);
    assert_eq!(crossings(&map, &tidy), 0);
    let heights = |actors: [usize; 3]| actors.map(|actor| tidy[actor].y);
    for chain in [[0, 5, 7], [1, 3, 8], [2, 4, 6]] {
        let [a, b, c] = heights(chain);
        assert!(a == b && b == c, "a chain of its own runs straight: {a} {b} {c}");
    }
}

#[test]
fn tidying_never_crosses_more_than_the_order_of_the_list() {
    for seed in 0..12 {
        let mut random = scatter(seed);
        let actors: Vec<Option<usize>> = (0..18).map(|index| Some(index % 3)).collect();
        let links: Vec<(usize, usize)> =
            (0..16).map(|_| (random(18), random(18))).filter(|(a, b)| a % 3 != b % 3).collect();
        let map = map_of(3, &actors, &links);
        let tidy = places(&map);
        let mut listed = tidy.clone();
        for (index, place) in listed.iter_mut().enumerate() {
            place.y = (index / 3) as f32 * 80.0;
        }
        assert!(crossings(&map, &tidy) <= crossings(&map, &listed), "seed {seed}");
    }
}
