//! Marks of breaks and of lapsed links stand in free space: on no card and on no other mark.

use lienket::analysis::{Break, BreakReason, assess};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::map::{Link, LinkStatus, LinkageMap, Transaction};
use lienket::scene::{Area, BreakMark, MarkSpace, Point, Scene, build, reason_place};
use proptest::prelude::*;

/// Half the extent of the marker of a lapsed link.
const MARKER_RADIUS: f32 = 9.0;

/// A sample in which every third link has lapsed, with all that can be drawn as a break.
fn map_with_lapses(actors: u32, seed: u64) -> (LinkageMap, Vec<Break>) {
    let mut map = sample_map(actors, seed);
    let year = map.info().year;
    let links: Vec<Link> = map.links().values().cloned().collect();
    let mut edit = Transaction::begin(&mut map);
    for link in links.iter().filter(|link| link.id.0 % 3 == 0) {
        edit.set(Link { from_year: None, to_year: Some(year - 1), planned: false, ..link.clone() }).unwrap();
    }
    edit.finish();
    let on_link = |link: &Link| Break {
        actor: link.from,
        reason: BreakReason::NoOnwardLink,
        link: Some(link.id),
        would_reach_buyer: false,
    };
    let at_card = |link: &Link| Break { link: None, ..on_link(link) };
    let on_links = links.iter().filter(|link| link.id.0 % 5 == 0).map(on_link);
    let mut breaks: Vec<Break> = on_links.chain(links.iter().filter(|link| link.id.0 % 7 == 0).map(at_card)).collect();
    breaks.truncate(40);
    (map, breaks)
}

fn scene(map: &LinkageMap) -> Scene {
    build(map, &assess(map, map.info().year), Language::Vietnamese)
}

fn square(at: Point, radius: f32) -> Area {
    Area::from_center_size(at, 2.0 * radius, 2.0 * radius)
}

/// Where the markers of lapsed links stand.
fn markers(scene: &Scene) -> Vec<Point> {
    let marked = scene.links.iter().filter(|mark| mark.status == LinkStatus::Lapsed || mark.is_backward);
    marked.map(|mark| mark.path.near(mark.marker)[0]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn markers_of_lapsed_links_stand_free(actors in 4..80_u32, seed in 0..1_000_u64) {
        let (map, _) = map_with_lapses(actors, seed);
        let scene = scene(&map);
        let markers = markers(&scene);
        prop_assert!(!markers.is_empty() || actors < 20);
        for (index, at) in markers.iter().enumerate() {
            let taken = square(*at, MARKER_RADIUS);
            prop_assert!(scene.actors.iter().all(|card| !card.area.intersects(taken)), "{at:?} on a card");
            let others = markers.iter().skip(index + 1);
            prop_assert!(others.into_iter().all(|other| !square(*other, MARKER_RADIUS - 0.1).intersects(taken)), "{at:?}");
        }
    }

    #[test]
    fn marks_of_breaks_stand_free(actors in 4..80_u32, seed in 0..1_000_u64, unit in 1.0..3.0_f32) {
        let (map, breaks) = map_with_lapses(actors, seed);
        let scene = scene(&map);
        let space = MarkSpace { unit, ..MarkSpace::of(&scene) };
        let marks = space.place_breaks(&breaks);
        prop_assert_eq!(marks.len(), breaks.len(), "each has its mark");
        prop_assert_eq!(&marks, &space.place_breaks(&breaks), "always the same");
        let markers = markers(&scene);
        let area = |mark: &BreakMark| square(mark.middle, mark.radius * unit);
        for (at, mark) in marks.iter().enumerate() {
            let taken = area(mark);
            for card in &scene.actors {
                prop_assert!(!card.area.intersects(taken), "{mark:?} on {:?}", card.area);
            }
            prop_assert!(marks.iter().skip(at + 1).all(|other| !area(other).intersects(taken)), "{mark:?} on another");
            prop_assert!(markers.iter().all(|marker| !square(*marker, MARKER_RADIUS).intersects(taken)), "{mark:?}");
        }
    }

    #[test]
    fn reasons_cover_no_card_where_there_is_room(seed in 0..1_000_u64) {
        let (map, breaks) = map_with_lapses(30, seed);
        let scene = scene(&map);
        let space = MarkSpace::of(&scene);
        let marks = space.place_breaks(&breaks);
        let mut occupied: Vec<Area> = marks.iter().map(|mark| square(mark.middle, mark.radius)).collect();
        for mark in &marks {
            let cards = || scene.break_cards(&breaks[mark.index]).map(|mark| mark.area);
            let (at, size) = ((mark.middle, mark.radius), (90.0, 18.0));
            let area = reason_place(at, size, Area::EVERYTHING, |area| !space.covers_cards(area), cards(), &occupied);
            prop_assert!(occupied.iter().all(|other| !other.intersects(area)));
            // Right of its mark is the first of all places.
            let beside = Area::from_center_size(
                Point::new(mark.middle.x + mark.radius + 1.5 + 45.0, mark.middle.y), 90.0, 18.0,
            );
            let is_free = !space.covers_cards(beside) && occupied.iter().all(|other| !other.intersects(beside));
            prop_assert!(!is_free || area == beside, "{area:?}, not {beside:?}");
            occupied.push(area);
        }
    }
}
