//! The map from afar: boxes and ribbons.

use std::collections::BTreeMap;

use lienket::analysis::{Verdict, assess};
use lienket::exchange::sample_map;
use lienket::language::Language;
use lienket::layout::{LayoutRequest, tidy};
use lienket::map::{Banding, Colouring, DrawingStyle, Info, LinkageMap, Transaction};
use lienket::scene::{ActorMark, Area, ColourKey, LodLevel, Point, Scene, build, build_with_paths, edge_paths};
use proptest::prelude::*;

fn scene(map: &LinkageMap) -> Scene {
    build(map, &assess(map, map.info().year), Language::Vietnamese)
}

fn apart(area: Area, point: Point) -> f32 {
    let beyond = |at: f32, from: f32, to: f32| (from - at).max(at - to).max(0.0);
    beyond(point.x, area.min.x, area.max.x).hypot(beyond(point.y, area.min.y, area.max.y))
}

/// The box that an actor is counted in: of those in its lane the nearest.
fn cell_of(scene: &Scene, level: &LodLevel, mark: &ActorMark) -> usize {
    let middle = mark.area.middle();
    let below = scene.supporters.is_some_and(|strip| middle.y >= strip.top);
    let lane = scene.lanes.iter().position(|lane| middle.x < lane.right).filter(|_| !below);
    let mut cells = level.cells.iter().enumerate().filter(|(_, cell)| cell.lane == lane);
    let nearest = cells.clone().map(|(_, cell)| apart(cell.area, middle)).min_by(f32::total_cmp).unwrap();
    // Who stands just between two of them belongs to the one further right or below.
    cells.rfind(|(_, cell)| apart(cell.area, middle) < nearest + 0.02).unwrap().0
}

fn assert_whole(scene: &Scene) {
    assert!(!scene.lod_levels().is_empty());
    for level in scene.lod_levels() {
        let sum = |count: fn(&lienket::scene::CellMark) -> usize| level.cells.iter().map(count).sum::<usize>();
        assert_eq!(sum(|cell| cell.actors), scene.actors.len());
        assert_eq!(sum(|cell| cell.kinds.iter().sum()), scene.actors.len());
        let cores = scene.actors.iter().filter(|mark| mark.verdict.is_some());
        assert_eq!(sum(|cell| cell.cores), cores.clone().count());
        let flagged = cores.clone().filter(|mark| mark.verdict.unwrap().is_flagged());
        assert_eq!(sum(|cell| cell.flagged), flagged.count());
        assert_eq!(sum(|cell| cell.colours.values().sum()), scene.actors.len());
        for (at, verdict) in Verdict::ALL.iter().enumerate() {
            let having = cores.clone().filter(|mark| mark.verdict == Some(*verdict)).count();
            assert_eq!(level.cells.iter().map(|cell| cell.verdicts[at]).sum::<usize>(), having, "{verdict:?}");
        }
        for (at, cell) in level.cells.iter().enumerate() {
            assert!(cell.actors > 0 && !cell.area.is_empty());
            assert!(level.cells[at + 1..].iter().all(|other| !other.area.intersects(cell.area)), "{at}");
        }
    }
    // Each level has fewer boxes than the finer one, and the last is as coarse as can be.
    let counts: Vec<usize> = scene.lod_levels().iter().map(|level| level.cells.len()).collect();
    assert!(counts.is_sorted_by(|finer, coarser| finer >= coarser), "{counts:?}");
    assert!(counts.last().unwrap() <= &(scene.lanes.len() + 1), "{counts:?}");
}

#[test]
fn colours_of_boxes_are_those_of_their_actors() {
    let map = sample_map(300, 5);
    let known = assess(&map, map.info().year);
    for colouring in [Colouring::Kind, Colouring::Verdict, Colouring::District] {
        let drawing = DrawingStyle { colouring, ..DrawingStyle::default() };
        let scene = build_with_paths(&map, (&known).into(), (Language::English, drawing), edge_paths(&map, None));
        for level in scene.lod_levels() {
            let mut naive: BTreeMap<ColourKey, usize> = BTreeMap::new();
            scene.actors.iter().for_each(|mark| *naive.entry(mark.colour_key).or_default() += 1);
            let mut told: BTreeMap<ColourKey, usize> = BTreeMap::new();
            for (key, count) in level.cells.iter().flat_map(|cell| &cell.colours) {
                *told.entry(*key).or_default() += count;
            }
            assert_eq!(told, naive, "{colouring:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn boxes_hold_everybody_once(seed in 0..40_u64, actors in 1..700_u32) {
        assert_whole(&scene(&sample_map(actors, seed)));
    }

    #[test]
    fn ribbons_are_the_links_between_boxes(seed in 0..40_u64) {
        let scene = scene(&sample_map(500, seed));
        for level in scene.lod_levels() {
            let mut naive: BTreeMap<(usize, usize), usize> = BTreeMap::new();
            for link in &scene.links {
                let end = |id| cell_of(&scene, level, scene.actor(id).unwrap());
                let ends = (end(link.from), end(link.to));
                if ends.0 != ends.1 {
                    *naive.entry(ends).or_default() += 1;
                }
            }
            let kept: BTreeMap<_, _> = level.bundles.iter().map(|ribbon| ((ribbon.from, ribbon.to), ribbon.links)).collect();
            prop_assert_eq!(kept.len(), level.bundles.len());
            for (ends, links) in &kept {
                prop_assert_eq!(naive.get(ends), Some(links));
            }
            // What is left out is weaker than five others at both of its ends.
            for (ends, links) in naive.iter().filter(|(ends, _)| !kept.contains_key(ends)) {
                let stronger = |same: &dyn Fn(&(usize, usize)) -> bool| {
                    naive.iter().filter(|(other, many)| same(other) && **many >= *links && *other != ends).count()
                };
                prop_assert!(stronger(&|other| other.0 == ends.0) >= 5);
                prop_assert!(stronger(&|other| other.1 == ends.1) >= 5);
            }
            prop_assert!(level.bundles.is_sorted_by_key(|ribbon| ribbon.links));
            for ribbon in &level.bundles {
                let (from, to) = (&level.cells[ribbon.from], &level.cells[ribbon.to]);
                prop_assert!(from.area.expanded(0.5).contains(ribbon.curve.at(0.0)));
                prop_assert!(to.area.expanded(0.5).contains(ribbon.curve.at(1.0)));
            }
        }
    }
}

#[test]
fn with_bands_a_box_is_in_one_band_or_in_whole_ones() {
    let mut map = sample_map(500, 2);
    let mut edit = Transaction::begin(&mut map);
    let info = Info { bands: Some(Banding::District), ..edit.map().info().clone() };
    edit.set_info(info).unwrap();
    for place in tidy(&LayoutRequest::of(edit.map()), &|_| true).unwrap() {
        edit.set(place).unwrap();
    }
    edit.finish();
    let scene = scene(&map);
    assert_whole(&scene);
    assert!(scene.bands.len() > 2);
    for level in scene.lod_levels() {
        for cell in level.cells.iter().filter(|cell| cell.lane.is_some()) {
            let named = cell.bands.as_ref().unwrap();
            let inside: Vec<&str> = scene
                .bands
                .iter()
                .filter(|band| band.top < cell.area.max.y && band.bottom > cell.area.min.y)
                .map(|band| band.name.as_str())
                .collect();
            let (first, last) = (inside.first().unwrap(), inside.last().unwrap());
            let expected = if inside.len() == 1 { (*first).to_owned() } else { format!("{first} – {last}") };
            assert_eq!(*named, expected);
        }
    }
}
