//! Cards looked up by where they lie, and how many of them a path passes behind.

use rustc_hash::FxHashMap;

use crate::layout::LINK_CLEARANCE;
use crate::scene::geometry::{Area, Path, Point};
use crate::scene::link_routing::NodeBox;

/// The cells of the grid in which cards are looked up, in map units: a card lies in a few.
const CELL: (f32, f32) = (256.0, 128.0);
/// Points of a curve that are looked at.
const SAMPLES: usize = 128;

/// How much nearer to a card than wanted does no harm.
const TOLERANCE: f32 = 0.1;

/// How many cards a path passes behind, and how many it comes nearer than [`LINK_CLEARANCE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hits {
    behind: usize,
    near: usize,
}

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

    /// Which cards a path passes behind, and which it comes too near.
    pub(super) fn hits(&self, path: &Path, ends: [usize; 2]) -> Hits {
        let (mut behind, mut near): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for curve in path.curves() {
            // Few curves come near a card: those between columns and those in gaps do not.
            let bounds =
                curve.0.iter().fold(Area::NOTHING, |area, point| area.union(Area { min: *point, max: *point }));
            let touched = self.touching(bounds.expanded(LINK_CLEARANCE), ends);
            if touched.is_empty() {
                continue;
            }
            let points = (0..=SAMPLES).map(|at| curve.at(at as f32 / SAMPLES as f32));
            let points: Vec<Point> = points.collect();
            for at in touched {
                let Some(card) = self.cards.get(at as usize) else { continue };
                let distances = points.iter().map(|point| card.area.distance(*point));
                let distance = distances.fold(f32::INFINITY, f32::min);
                if distance <= 0.0 {
                    behind.push(at);
                } else if distance < LINK_CLEARANCE - TOLERANCE {
                    near.push(at);
                }
            }
        }
        let count = |mut cards: Vec<u32>| {
            cards.sort_unstable();
            cards.dedup();
            cards.len()
        };
        Hits { behind: count(behind), near: count(near) }
    }
}

fn cell_at(point: Point) -> (i32, i32) {
    ((point.x / CELL.0).floor() as i32, (point.y / CELL.1).floor() as i32)
}

fn cells_of(area: Area) -> impl Iterator<Item = (i32, i32)> {
    let (min, max) = (cell_at(area.min), cell_at(area.max));
    (min.0..=max.0).flat_map(move |x| (min.1..=max.1).map(move |y| (x, y)))
}
