//! Boxes that others must not hide, and the least step aside that clears them.

use std::collections::HashMap;

use crate::layout::{ACTOR_SIZE, ROW_GAP};

/// Where a box that would hide another one is moved aside to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aside {
    /// Up or down, where it is nearer.
    #[default]
    Nearest,
    /// On upwards, as a key moves it.
    Up,
    /// On downwards.
    Down,
}

/// Nearer than this in both directions, one box hides the name of another.
const HIDING: (f32, f32) = (ACTOR_SIZE.0 / 2.0, ACTOR_SIZE.1 / 2.0);
/// A step aside up to this leaves the usual gap; where there is no room for that, boxes may overlap as long as none hides
/// another.
const MAX_CLEAR_STEP: f32 = 2.0 * ACTOR_SIZE.1;
/// Below this, two positions are the same.
const TOLERANCE: f32 = 0.01;

/// The centres of the boxes that stand, in cells of the size of a box.
#[derive(Debug, Default)]
pub(super) struct StandingBoxes {
    cells: HashMap<(i64, i64), Vec<(f32, f32)>>,
    /// The lowest and the highest row of cells.
    rows: Option<(i64, i64)>,
}

impl StandingBoxes {
    pub fn new(boxes: impl Iterator<Item = (f32, f32)>) -> Self {
        let mut standing = Self::default();
        boxes.for_each(|place| standing.insert(place));
        standing
    }

    pub fn insert(&mut self, place: (f32, f32)) {
        let (column, row) = cell(place);
        self.cells.entry((column, row)).or_default().push(place);
        self.rows = Some(self.rows.map_or((row, row), |(least, most)| (least.min(row), most.max(row))));
    }

    /// Whether a box at this centre would hide one, or be hidden.
    pub fn is_hiding(&self, place: (f32, f32)) -> bool {
        let (_, row) = cell(place);
        self.blocked(place, (row - 1, row + 1), HIDING).any(|(from, to)| from < 0.0 && 0.0 < to)
    }

    /// The vertical steps of a box that these boxes block, as open intervals; `rows` are those of cells to look at.
    fn blocked(&self, (x, y): (f32, f32), rows: (i64, i64), clear: (f32, f32)) -> impl Iterator<Item = (f32, f32)> {
        let (column, _) = cell((x, y));
        let cells = (column - 1..=column + 1).flat_map(move |column| (rows.0..=rows.1).map(move |row| (column, row)));
        let near = cells.filter_map(|cell| self.cells.get(&cell)).flatten();
        near.filter(move |other| (other.0 - x).abs() < clear.0 - TOLERANCE)
            .map(move |other| (other.1 - y - clear.1 + TOLERANCE, other.1 - y + clear.1 - TOLERANCE))
    }

    /// The least common step, up or down, after which none of these boxes hides a standing one. They keep their places to
    /// each other.
    pub fn least_step(&self, places: &[(f32, f32)], aside: Aside) -> f32 {
        let Some((first, last)) = self.rows.filter(|_| places.iter().any(|place| self.is_hiding(*place))) else {
            return 0.0;
        };
        if aside == Aside::Nearest {
            let reach = ((MAX_CLEAR_STEP + ACTOR_SIZE.1 + ROW_GAP) / ACTOR_SIZE.1).ceil() as i64;
            let clear = (ACTOR_SIZE.0, ACTOR_SIZE.1 + ROW_GAP);
            let near = places.iter().flat_map(|place| {
                let (_, row) = cell(*place);
                self.blocked(*place, (row - reach, row + reach), clear)
            });
            let step = least_outside(near.collect(), aside);
            if step.abs() <= MAX_CLEAR_STEP {
                return step;
            }
        }
        let all = places.iter().flat_map(|place| self.blocked(*place, (first, last), HIDING));
        least_outside(all.collect(), aside)
    }
}

fn cell((x, y): (f32, f32)) -> (i64, i64) {
    ((x / ACTOR_SIZE.0).floor() as i64, (y / ACTOR_SIZE.1).floor() as i64)
}

/// The step nearest to none that lies in no open interval, in whole units.
fn least_outside(mut intervals: Vec<(f32, f32)>, aside: Aside) -> f32 {
    intervals.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut around: Option<(f32, f32)> = None;
    for (from, to) in intervals {
        around = match around {
            // Whole units lie between two intervals only where there is room for one.
            Some(last) if from.floor() < last.1.ceil() => Some((last.0, last.1.max(to))),
            Some(last) if last.1 > 0.0 => Some(last),
            _ => Some((from, to)),
        };
    }
    let Some((from, to)) = around.filter(|(from, to)| *from < 0.0 && 0.0 < *to) else { return 0.0 };
    let (up, down) = (from.floor(), to.ceil());
    match aside {
        Aside::Up => up,
        Aside::Nearest if -up < down => up,
        Aside::Nearest | Aside::Down => down,
    }
}
