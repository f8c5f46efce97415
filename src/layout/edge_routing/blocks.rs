//! Groups boxes into blocks of adjacent columns, by their positions.

use std::ops::Range;

use rayon::prelude::*;

use super::super::dimensions::{ACTOR_SIZE, COLUMN_PITCH, LINK_CLEARANCE, ROW_PITCH};
use super::row_gaps::RowGaps;
use crate::layout::adjacency::{set, value};

/// Vertical distance of a route from the centre of a box, where there is space.
const CLEARANCE: f32 = ACTOR_SIZE.1 / 2.0 + LINK_CLEARANCE;
/// Extra distance allowed between columns of one block; less than that between two layers of a lane.
const COLUMN_TOLERANCE: f32 = 20.0;
/// Limit of blocks crossed by all links together: the larger of a total and a number per link; routing takes a second.
const MAX_CROSSED_BLOCKS: (u64, u64) = (300_000, 4);
/// Factor for the tolerance while there are more.
const TOLERANCE_GROWTH: f32 = 4.0;
/// Maximum height over which a row is unrolled: with more space below it, the next row does not continue it.
const MAX_UNROLLED_HEIGHT: f32 = 2.0 * ROW_PITCH as f32;

/// Boxes that overlap horizontally.
#[derive(Debug)]
pub(super) struct BoxColumn {
    /// Leftmost and rightmost box centre.
    pub(super) xs: (f32, f32),
    /// Box centres from top to bottom.
    ys: Vec<f32>,
}

impl BoxColumn {
    /// The gap between its boxes that is nearest to a y, and the y clamped to it.
    pub(super) fn nearest_gap(&self, ideal_y: f32) -> ((f32, f32), f32) {
        let below = self.ys.partition_point(|y| *y < ideal_y);
        let high = below.checked_sub(1).and_then(|at| self.ys.get(at)).map_or(f32::NEG_INFINITY, |y| y + CLEARANCE);
        let low = self.ys.get(below).map_or(f32::INFINITY, |y| y - CLEARANCE);
        if high > low {
            let middle = f32::midpoint(high, low);
            return ((middle, middle), middle);
        }
        ((high, low), ideal_y.clamp(high, low))
    }
}

/// Adjacent columns, with space for no more than a link between them.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnBlock {
    /// Leftmost and rightmost box centre.
    pub(super) xs: (f32, f32),
    /// Its columns, as a range of indices into all columns.
    pub(super) columns: (usize, usize),
    /// Its boxes by row from the top, within a row from the right.
    pub(super) order: Vec<u32>,
    /// The gaps between its rows.
    pub(super) row_gaps: RowGaps,
}

/// All boxes, grouped into columns and blocks.
#[derive(Debug)]
pub(super) struct ColumnBlocks {
    pub(super) columns: Vec<BoxColumn>,
    pub(super) blocks: Vec<ColumnBlock>,
    /// The block of each box.
    pub(super) block_of: Vec<u32>,
    /// The row of each box in its block, from the top.
    pub(super) row_of: Vec<u32>,
    /// The y of each box's row.
    pub(super) row_ys: Vec<f32>,
    /// The y of each box if the boxes of a row were stacked, evenly spread up to the next row.
    pub(super) unrolled_ys: Vec<f32>,
}

impl ColumnBlocks {
    /// Blocks for these links: as narrow as their columns allow, but limited to a number that can be routed through.
    pub(super) fn new(boxes: &[(f32, f32)], links: &[(usize, usize)]) -> Self {
        let limit = MAX_CROSSED_BLOCKS.0.max(MAX_CROSSED_BLOCKS.1 * links.len() as u64);
        let mut tolerance = COLUMN_TOLERANCE;
        loop {
            let blocks = Self::with_tolerance(boxes, tolerance);
            let block = |end: usize| blocks.block_of.get(end).copied().unwrap_or_default();
            let crossed_blocks =
                |&(from, to): &(usize, usize)| u64::from(block(from).abs_diff(block(to)).saturating_sub(1));
            if blocks.blocks.len() <= 1 || links.iter().map(crossed_blocks).sum::<u64>() <= limit {
                return blocks;
            }
            tolerance *= TOLERANCE_GROWTH;
        }
    }

    fn with_tolerance(boxes: &[(f32, f32)], tolerance: f32) -> Self {
        let mut by_x: Vec<u32> = (0..boxes.len() as u32).collect();
        let x = |at: u32| value(boxes, at).0;
        let y = |at: u32| value(boxes, at).1;
        by_x.par_sort_unstable_by(|&a, &b| x(a).total_cmp(&x(b)).then(y(a).total_cmp(&y(b))).then(a.cmp(&b)));
        let mut columns: Vec<BoxColumn> = Vec::new();
        let mut blocks: Vec<ColumnBlock> = Vec::new();
        let (mut block_of, mut column_of) = (vec![0; boxes.len()], vec![0; boxes.len()]);
        for at in by_x {
            match columns.last_mut() {
                Some(column) if x(at) - column.xs.0 < ACTOR_SIZE.0 => {
                    column.xs.1 = x(at);
                    column.ys.push(y(at));
                }
                last => {
                    if last.is_none_or(|last| x(at) - last.xs.1 > COLUMN_PITCH as f32 + tolerance) {
                        let start = columns.len();
                        blocks.push(ColumnBlock {
                            xs: (x(at), x(at)),
                            columns: (start, start),
                            ..ColumnBlock::default()
                        });
                    }
                    columns.push(BoxColumn { xs: (x(at), x(at)), ys: vec![y(at)] });
                }
            }
            set(&mut block_of, at, blocks.len() as u32 - 1);
            set(&mut column_of, at, columns.len() - 1);
            if let Some(block) = blocks.last_mut() {
                block.xs.1 = x(at);
                block.columns.1 = columns.len();
                block.order.push(at);
            }
        }
        for column in &mut columns {
            column.ys.sort_by(f32::total_cmp);
        }
        let (mut row_of, mut row_ys) = (vec![0; boxes.len()], vec![0.0; boxes.len()]);
        let mut unrolled_ys = vec![0.0; boxes.len()];
        for block in &mut blocks {
            block.order.par_sort_unstable_by(|&a, &b| y(a).total_cmp(&y(b)).then(a.cmp(&b)));
            // From below, as the unrolled y of a row end where the next one begins.
            let mut next = f32::INFINITY;
            let ranges = row_ranges(&block.order, y);
            for (row, range) in ranges.iter().enumerate().rev() {
                let members = block.order.get_mut(range.clone()).unwrap_or_default();
                members.sort_by(|&a, &b| x(b).total_cmp(&x(a)).then(y(a).total_cmp(&y(b))).then(a.cmp(&b)));
                let top = members.iter().map(|&at| y(at)).fold(f32::INFINITY, f32::min);
                let step = (next - top).min(MAX_UNROLLED_HEIGHT) / members.len() as f32;
                for (place, &at) in members.iter().enumerate() {
                    set(&mut row_of, at, row as u32);
                    set(&mut row_ys, at, top);
                    set(&mut unrolled_ys, at, top + step * place as f32);
                }
                next = top;
            }
            let occupied =
                |&at: &u32| (value(&column_of, at) - block.columns.0, (y(at) - CLEARANCE, y(at) + CLEARANCE));
            let row_ys =
                ranges.iter().map(|range| block.order.get(range.clone()).unwrap_or_default().iter().map(occupied));
            block.row_gaps = RowGaps::new(block.columns.1 - block.columns.0, block.order.len(), row_ys);
        }
        Self { columns, blocks, block_of, row_of, row_ys, unrolled_ys }
    }

    pub(super) fn block(&self, block: u32) -> Option<&ColumnBlock> {
        self.blocks.get(block as usize)
    }

    pub(super) fn columns_of(&self, block: u32) -> &[BoxColumn] {
        let (start, end) = self.block(block).map_or((0, 0), |block| block.columns);
        self.columns.get(start..end).unwrap_or_default()
    }
}

/// The rows of boxes sorted by y: boxes that overlap the first of their row by more than half.
fn row_ranges(order: &[u32], y: impl Fn(u32) -> f32) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut top = f32::NEG_INFINITY;
    for (place, &at) in order.iter().enumerate() {
        match rows.last_mut() {
            Some(row) if y(at) - top < ACTOR_SIZE.1 / 2.0 => row.end = place + 1,
            _ => {
                rows.push(place..place + 1);
                top = y(at);
            }
        }
    }
    rows
}
