//! Gaps between rows of boxes: as boxes mostly form rows, a route runs horizontally there through many columns at once,
//! without a look at each.

use std::ops::Range;

/// Row gaps are computed up to this many (row gap, column) cells per box: where boxes form rows.
const MAX_GAPS_PER_BOX: usize = 4;

/// A vertical gap, from its upper end to its lower one.
type Gap = (f32, f32);

/// The row gaps of a block. The first is above its first row, the last below its last one.
#[derive(Clone, Debug, Default)]
pub(super) struct RowGaps {
    columns: usize,
    /// For each row gap and column, the intersection over all columns up to this one.
    prefix_gaps: Vec<Gap>,
    /// The same over all columns from this one on.
    suffix_gaps: Vec<Gap>,
}

impl RowGaps {
    /// The gaps between rows of boxes; a box is its column, its top and its bottom, including clearance.
    pub(super) fn new<'a, B: Iterator<Item = (usize, Gap)>>(
        columns: usize,
        boxes: usize,
        rows: impl ExactSizeIterator<Item = B> + 'a,
    ) -> Self {
        let gaps = (rows.len() + 1) * columns;
        if gaps > MAX_GAPS_PER_BOX * boxes + columns {
            return Self::default();
        }
        let mut free = vec![(f32::NEG_INFINITY, f32::INFINITY); gaps];
        for (row, members) in rows.enumerate() {
            for (column, (top, bottom)) in members {
                let above = row * columns + column;
                if let Some(gap) = free.get_mut(above) {
                    gap.1 = gap.1.min(top);
                }
                if let Some(gap) = free.get_mut(above + columns) {
                    gap.0 = gap.0.max(bottom);
                }
            }
        }
        // A gap beside a row is limited by the rows above and below as well.
        for below in columns..gaps {
            let above = free.get(below - columns).copied().unwrap_or_default();
            intersect(&mut free, below, (above.0, f32::INFINITY));
        }
        for above in (0..gaps.saturating_sub(columns)).rev() {
            let below = free.get(above + columns).copied().unwrap_or_default();
            intersect(&mut free, above, (f32::NEG_INFINITY, below.1));
        }
        let (mut prefix_gaps, mut suffix_gaps) = (free.clone(), free);
        for row_gap in prefix_gaps.chunks_exact_mut(columns.max(1)) {
            for column in 1..columns {
                let before = row_gap.get(column - 1).copied().unwrap_or_default();
                intersect(row_gap, column, before);
            }
        }
        for row_gap in suffix_gaps.chunks_exact_mut(columns.max(1)) {
            for column in (1..columns).rev() {
                let behind = row_gap.get(column).copied().unwrap_or_default();
                intersect(row_gap, column - 1, behind);
            }
        }
        Self { columns, prefix_gaps, suffix_gaps }
    }

    /// The part of a row gap that is free in all of a range of columns, which starts at the first or ends at the last.
    pub(super) fn free_gap(&self, row_gap: usize, columns: &Range<usize>) -> Option<Gap> {
        let at = |column: usize| row_gap * self.columns + column;
        match (columns.start, columns.end) {
            (0, end) if end <= self.columns => self.prefix_gaps.get(at(end.checked_sub(1)?)).copied(),
            (start, end) if end == self.columns => self.suffix_gaps.get(at(start)).copied(),
            _ => None,
        }
    }
}

fn intersect(gaps: &mut [Gap], at: usize, by: Gap) {
    if let Some(gap) = gaps.get_mut(at) {
        *gap = (gap.0.max(by.0), gap.1.min(by.1));
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::ColumnBlocks;
    use crate::layout::dimensions::{ACTOR_SIZE, COLUMN_PITCH, ROW_PITCH};

    #[test]
    fn row_gap_is_what_its_columns_leave_free() {
        let (mut checked, mut seed) = (0, 7_u64);
        let mut below = |limit: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % limit
        };
        for _ in 0..200 {
            let many = 1 + below(40);
            let boxes: Vec<(f32, f32)> = (0..many)
                .map(|_| {
                    let (column, row) = (below(5), below(9));
                    // Most are aligned to rows, some slightly off.
                    let off = [0.0, 0.0, 0.0, 5.0][below(4)];
                    (column as f32 * COLUMN_PITCH as f32, row as f32 * ROW_PITCH as f32 + off)
                })
                .collect();
            let blocks = ColumnBlocks::new(&boxes, &[]);
            for (at, block) in blocks.blocks.iter().enumerate() {
                let columns = blocks.columns_of(at as u32);
                for row_gap in 0..=many {
                    for range in (0..columns.len()).flat_map(|cut| [0..cut + 1, cut..columns.len()]) {
                        let Some((high, low)) = block.row_gaps.free_gap(row_gap, &range) else { continue };
                        let Some(level) = level(high, low) else { continue };
                        checked += 1;
                        let gaps = columns[range].iter().map(|column| column.nearest_gap(level));
                        let common = gaps.fold((f32::NEG_INFINITY, f32::INFINITY), |common, (gap, y)| {
                            assert_eq!(y.to_bits(), level.to_bits(), "the way stays level");
                            (common.0.max(gap.0), common.1.min(gap.1))
                        });
                        assert_eq!(common, (high, low));
                    }
                }
            }
        }
        assert!(checked > 1_000, "{checked}");
    }

    /// A y between two others, if there is one.
    fn level(high: f32, low: f32) -> Option<f32> {
        let level = match (high.is_finite(), low.is_finite()) {
            (true, true) => f32::midpoint(high, low),
            (true, false) => high + ACTOR_SIZE.1,
            (false, true) => low - ACTOR_SIZE.1,
            (false, false) => 0.0,
        };
        (high <= level && level <= low).then_some(level)
    }
}
