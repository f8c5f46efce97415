//! No link is drawn behind a card that is not its end, or nearer to it than it should be.

use lienket::analysis::assess;
use lienket::exchange::{Template, sample_map, template_map, tidy_map};
use lienket::language::Language;
use lienket::layout::LINK_CLEARANCE;
use lienket::map::{ActorId, LinkId, LinkageMap};
use lienket::scene::{Point, build};
use proptest::prelude::*;

use super::detours::map_of;

/// The link that comes nearest to a card that it does not belong to, that card, and how near it comes.
fn nearest(map: &LinkageMap) -> Option<(f32, LinkId, ActorId)> {
    let scene = build(map, &assess(map, map.info().year), Language::Vietnamese);
    let mut nearest: Option<(f32, LinkId, ActorId)> = None;
    for link in &scene.links {
        let points: Vec<Point> =
            link.path.curves().flat_map(|curve| (0..=32).map(move |at| curve.at(at as f32 / 32.0))).collect();
        let around = link.path.bounds().expanded(LINK_CLEARANCE);
        for card in scene.actors.iter().filter(|card| card.id != link.from && card.id != link.to) {
            if card.area.intersects(around) {
                let distance = points.iter().map(|point| card.area.distance(*point)).fold(f32::INFINITY, f32::min);
                if nearest.is_none_or(|(least, ..)| distance < least) {
                    nearest = Some((distance, link.id, card.id));
                }
            }
        }
    }
    nearest
}

#[track_caller]
fn assert_clear(map: &LinkageMap, name: &str) {
    assert_nearly_clear(map, name, 0.25);
}

/// Links that turn steeply around a corner may be a little nearer to it.
#[track_caller]
fn assert_nearly_clear(map: &LinkageMap, name: &str, tolerance: f32) {
    if let Some((distance, link, card)) = nearest(map) {
        assert!(distance > LINK_CLEARANCE - tolerance, "{name}: {link:?} passes {card:?} at {distance}");
    }
}

#[test]
fn samples_are_clear() {
    for (actors, seed) in [(20, 1), (20, 2), (50, 3), (50, 13), (100, 5), (200, 4)] {
        assert_clear(&sample_map(actors, seed), &format!("{actors} actors, seed {seed}"));
    }
}

#[test]
fn saved_maps_and_templates_are_clear() {
    for map in crate::saves::saved_maps() {
        assert_clear(&map, &map.info().title);
    }
    for (template, language) in
        Template::ALL.into_iter().zip([Language::Vietnamese, Language::English].into_iter().cycle())
    {
        assert_clear(&template_map(template, 2019, language), &format!("{template:?}"));
    }
}

#[test]
fn a_lane_of_traders_is_clear() {
    // Each sells to the next, and to others: 30 traders, 100 links.
    let mut links: Vec<(usize, usize)> = (1..30).map(|next| (next - 1, next)).collect();
    links.extend((0..71).map(|at| (at % 30, (at * 7 + at / 30 * 5 + 3) % 30)).filter(|(from, to)| from != to));
    let mut map = map_of(1, &[0; 30], &links);
    tidy_map(&mut map).unwrap();
    assert_nearly_clear(&map, "a lane of traders", 1.0);
}

#[test]
fn a_chain_in_one_lane_does_not_run_behind_its_members() {
    let mut map = map_of(1, &[0; 5], &[(0, 1), (1, 2), (2, 3), (3, 4), (2, 4)]);
    tidy_map(&mut map).unwrap();
    assert_clear(&map, "a chain that skips one");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn tidied_maps_are_clear(
        lanes in 1_usize..5,
        actors in prop::collection::vec(0_usize..6, 2..40),
        links in prop::collection::vec((0_usize..40, 0_usize..40), 0..70),
    ) {
        let mut map = map_of(lanes, &actors, &links);
        tidy_map(&mut map).unwrap();
        assert_nearly_clear(&map, "a random map", 1.0);
    }
}
