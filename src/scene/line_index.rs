//! Lines by where they run, to find those that would strike through a rectangle.

use rustc_hash::FxHashMap;

use super::geometry::{Area, Point};

/// Side of the cells in which segments are looked up, in map units.
const CELL: f32 = 48.0;

/// A straight part of a line, with half the width that it takes up.
#[derive(Clone, Copy, Debug)]
struct Segment<K> {
    owner: K,
    from: Point,
    to: Point,
    half: f32,
}

/// The segments of many lines, each with its owner.
#[derive(Debug)]
pub(super) struct LineIndex<K> {
    cells: FxHashMap<(i32, i32), Vec<Segment<K>>>,
}

impl<K> Default for LineIndex<K> {
    fn default() -> Self {
        Self { cells: FxHashMap::default() }
    }
}

impl<K: Copy + PartialEq> LineIndex<K> {
    /// Adds a polyline that takes up `half` on each side.
    pub fn add(&mut self, owner: K, points: &[Point], half: f32) {
        for pair in points.windows(2) {
            let &[from, to] = pair else { continue };
            let segment = Segment { owner, from, to, half };
            for cell in cells_of(Area::from_corners(from, to).expanded(half)) {
                self.cells.entry(cell).or_default().push(segment);
            }
        }
    }

    /// Whether no line but those of this owner runs through an area.
    pub fn is_clear_of_others(&self, area: Area, owner: K) -> bool {
        let mut near = cells_of(area).filter_map(|cell| self.cells.get(&cell)).flatten();
        !near.any(|segment| {
            segment.owner != owner && segment_meets(segment.from, segment.to, area.expanded(segment.half))
        })
    }
}

fn cells_of(area: Area) -> impl Iterator<Item = (i32, i32)> {
    let cell = |at: f32| (at / CELL).floor() as i32;
    let (left, right) = (cell(area.min.x), cell(area.max.x));
    let (top, bottom) = (cell(area.min.y), cell(area.max.y));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
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
