//! Ways beside one column keep apart: each takes a level, counted from the cards.

use rustc_hash::FxHashMap;

/// How many levels a side of a column has.
pub(super) const LEVELS: usize = 5;
/// Beside a column with more ways than this all others share one level.
const MAX_TAKEN: usize = 2_000;

/// Which levels beside each side of a column are taken, from where to where.
#[derive(Default)]
pub(super) struct TakenLevels(FxHashMap<(i32, bool), Vec<TakenSpan>>);

/// A level with the top and bottom of what is taken of it.
type TakenSpan = (usize, f32, f32);

impl TakenLevels {
    /// The level nearest to the cards that is free over a span.
    pub(super) fn free_level(&self, key: (i32, bool), (top, bottom): (f32, f32)) -> Option<usize> {
        let taken = self.0.get(&key).map_or(&[][..], Vec::as_slice);
        if taken.len() > MAX_TAKEN {
            return None;
        }
        let is_taken =
            |level: usize| taken.iter().any(|(other, from, to)| *other == level && *from < bottom && top < *to);
        (0..LEVELS).find(|level| !is_taken(*level))
    }

    pub(super) fn take(&mut self, key: (i32, bool), level: usize, (top, bottom): (f32, f32)) {
        self.0.entry(key).or_default().push((level, top, bottom));
    }
}
