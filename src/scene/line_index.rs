//! Lines by where they run, to find those that would strike through a rectangle.

use super::geometry::{Area, Point};
use super::rtree::RTree;

/// The most points of a line that are looked up together.
const RUN: usize = 9;

/// A part of a line, with half the width that it takes up.
#[derive(Clone, Copy, Debug)]
struct Run<K> {
    owner: K,
    /// Where its points are, and how many.
    first: usize,
    many: usize,
    half: f32,
}

/// Collects lines, each with its owner.
#[derive(Debug)]
pub(super) struct LineIndexBuilder<K> {
    points: Vec<Point>,
    runs: Vec<Run<K>>,
    boxes: Vec<Area>,
}

impl<K> Default for LineIndexBuilder<K> {
    fn default() -> Self {
        Self { points: Vec::new(), runs: Vec::new(), boxes: Vec::new() }
    }
}

impl<K: Copy> LineIndexBuilder<K> {
    /// Adds a polyline that takes up `half` on each side.
    pub fn add(&mut self, owner: K, points: &[Point], half: f32) {
        // The last point of a run is the first of the next one.
        for start in (0..points.len().saturating_sub(1)).step_by(RUN - 1) {
            let run = points.get(start..points.len().min(start + RUN)).unwrap_or_default();
            self.boxes.push(Area::bounding(run).expanded(half));
            self.runs.push(Run { owner, first: self.points.len(), many: run.len(), half });
            self.points.extend_from_slice(run);
        }
    }

    /// The lines, to be looked up.
    pub fn build(self) -> LineIndex<K> {
        let tree = RTree::new(self.runs.len(), self.boxes.into_iter().enumerate());
        LineIndex { points: self.points, runs: self.runs, tree }
    }
}

/// Many lines, each with its owner. It grows with their points, not with the area that they cross.
#[derive(Debug)]
pub(super) struct LineIndex<K> {
    points: Vec<Point>,
    runs: Vec<Run<K>>,
    tree: RTree,
}

impl<K: Copy + PartialEq> LineIndex<K> {
    /// Whether no line but those of this owner runs through an area.
    pub fn is_clear_of_others(&self, area: Area, owner: K) -> bool {
        !self.tree.any_touching(area, |run| {
            let other = self.runs.get(run as usize).filter(|run| run.owner != owner);
            other.is_some_and(|run| self.run_meets(run, area.expanded(run.half)))
        })
    }

    fn run_meets(&self, run: &Run<K>, area: Area) -> bool {
        let points = self.points.get(run.first..run.first + run.many).unwrap_or_default();
        points.windows(2).any(|pair| matches!(pair, [from, to] if segment_meets(*from, *to, area)))
    }
}

/// Whether a straight line between two points touches an area (Liang and Barsky 1984).
pub(super) fn segment_meets(from: Point, to: Point, area: Area) -> bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut enter, mut leave) = (0.0_f32, 1.0_f32);
    let sides =
        [(-dx, from.x - area.min.x), (dx, area.max.x - from.x), (-dy, from.y - area.min.y), (dy, area.max.y - from.y)];
    for (towards, distance) in sides {
        if towards < 0.0 {
            enter = enter.max(distance / towards);
        } else if towards > 0.0 {
            leave = leave.min(distance / towards);
        } else if distance < 0.0 {
            return false;
        }
    }
    enter <= leave
}
