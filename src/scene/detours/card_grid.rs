//! Cards looked up by where they lie, and how many of them a path passes behind.

use rustc_hash::FxHashMap;

use crate::scene::geometry::{Area, Path, Point};
use crate::scene::link_routing::NodeBox;

/// The cells of the grid in which cards are looked up, in map units: a card lies in a few.
const CELL: (f32, f32) = (256.0, 128.0);
/// Points of a curve that are looked at.
const SAMPLES: usize = 48;

/// Cards by where they lie.
pub(super) struct CardGrid<'a> {
    cards: &'a [NodeBox],
    cells: FxHashMap<(i32, i32), Vec<u32>>,
}

impl<'a> CardGrid<'a> {
    pub(super) fn new(cards: &'a [NodeBox]) -> Self {
        let mut cells: FxHashMap<(i32, i32), Vec<u32>> = FxHashMap::default();
        for (at, card) in (0_u32..).zip(cards) {
            for cell in cells_of(card.area) {
                cells.entry(cell).or_default().push(at);
            }
        }
        Self { cards, cells }
    }

    /// The cards that an area touches, but for the ends of a link.
    pub(super) fn touched(&self, area: Area, ends: [usize; 2]) -> Vec<Area> {
        self.touching(area, ends).into_iter().filter_map(|at| Some(self.cards.get(at as usize)?.area)).collect()
    }

    fn touching(&self, area: Area, ends: [usize; 2]) -> Vec<u32> {
        let near = cells_of(area).filter_map(|cell| self.cells.get(&cell)).flatten().copied();
        let touches = |at: &u32| {
            !ends.contains(&(*at as usize))
                && self.cards.get(*at as usize).is_some_and(|card| card.area.intersects(area))
        };
        let mut numbers: Vec<u32> = near.filter(touches).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// How many cards a path passes behind.
    pub(super) fn hits(&self, path: &Path, ends: [usize; 2]) -> usize {
        let mut hit: Vec<u32> = Vec::new();
        for curve in path.curves() {
            // Few curves come near a card: those between columns and those in gaps do not.
            let bounds =
                curve.0.iter().fold(Area::NOTHING, |area, point| area.union(Area { min: *point, max: *point }));
            let near: Vec<u32> = self.touching(bounds, ends);
            if near.is_empty() {
                continue;
            }
            let points = (0..=SAMPLES).map(|at| curve.at(at as f32 / SAMPLES as f32));
            let points: Vec<Point> = points.collect();
            hit.extend(near.into_iter().filter(|at| {
                let card = self.cards.get(*at as usize);
                card.is_some_and(|card| points.iter().any(|point| card.area.contains(*point)))
            }));
        }
        hit.sort_unstable();
        hit.dedup();
        hit.len()
    }
}

fn cell_at(point: Point) -> (i32, i32) {
    ((point.x / CELL.0).floor() as i32, (point.y / CELL.1).floor() as i32)
}

fn cells_of(area: Area) -> impl Iterator<Item = (i32, i32)> {
    let (min, max) = (cell_at(area.min), cell_at(area.max));
    (min.0..=max.0).flat_map(move |x| (min.1..=max.1).map(move |y| (x, y)))
}
