//! Cards looked up by where they lie, and how many of them a path passes behind.

use crate::layout::LINK_CLEARANCE;
use crate::scene::geometry::{Area, Path, Point};
use crate::scene::link_routing::NodeBox;
use crate::scene::rtree::RTree;

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
pub(super) struct CardIndex<'a> {
    cards: &'a [NodeBox],
    tree: RTree,
}

impl<'a> CardIndex<'a> {
    pub(super) fn new(cards: &'a [NodeBox]) -> Self {
        let tree = RTree::new(cards.len(), cards.iter().map(|card| card.area).enumerate());
        Self { cards, tree }
    }

    /// The cards that an area touches, but for the ends of a link.
    pub(super) fn touched(&self, area: Area, ends: [usize; 2]) -> Vec<Area> {
        self.touching(area, ends).into_iter().filter_map(|at| Some(self.cards.get(at as usize)?.area)).collect()
    }

    fn touching(&self, area: Area, ends: [usize; 2]) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::new();
        self.tree.any_touching(area, |at| {
            if !ends.contains(&(at as usize)) {
                numbers.push(at);
            }
            false
        });
        numbers.sort_unstable();
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
