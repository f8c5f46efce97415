//! The boxes as blocks of columns, found from where they stand.

use std::ops::Range;

use rayon::prelude::*;

use super::super::{ACTOR_SIZE, COLUMN_PITCH, ROW_PITCH};
use super::aisles::Aisles;
use crate::layout::neighbours::{set, value};

/// Room that a way keeps from boxes above and below, where there is so much.
const CLEAR: f32 = 4.0;
/// How far from the middle of a box a way keeps, where it can.
const KEPT: f32 = ACTOR_SIZE.1 / 2.0 + CLEAR;
/// Columns may be so much farther apart than usual and still be one block: less than two layers of a lane are.
const LOOSE: f32 = 20.0;
/// Blocks that all links together may pass, or so many times as there are links: leading them takes a second.
const PASSED: (u64, u64) = (300_000, 4);
/// Where there are more, columns may be so many times farther apart.
const LOOSER: f32 = 4.0;
/// The most height that the turns of a row take up: with more room below it, the next row is not its sequel.
const TURN: f32 = 2.0 * ROW_PITCH as f32;

/// Boxes that stand above each other, if not exactly.
#[derive(Debug)]
pub(super) struct Column {
    /// Leftmost and rightmost middle.
    pub(super) xs: (f32, f32),
    /// Their middles from top to bottom.
    ys: Vec<f32>,
}

impl Column {
    /// The gap between its boxes that is nearest to a height, and the height in it that is.
    pub(super) fn gap(&self, aim: f32) -> ((f32, f32), f32) {
        let below = self.ys.partition_point(|y| *y < aim);
        let high = below.checked_sub(1).and_then(|at| self.ys.get(at)).map_or(f32::NEG_INFINITY, |y| y + KEPT);
        let low = self.ys.get(below).map_or(f32::INFINITY, |y| y - KEPT);
        if high > low {
            let middle = f32::midpoint(high, low);
            return ((middle, middle), middle);
        }
        ((high, low), aim.clamp(high, low))
    }
}

/// Columns side by side, without room between them for more than a link.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Leftmost and rightmost middle.
    pub(super) xs: (f32, f32),
    /// Its columns, as positions in the list of all.
    pub(super) columns: (usize, usize),
    /// Its boxes by row from the top, in a row from the right.
    pub(super) order: Vec<u32>,
    /// Between its rows.
    pub(super) aisles: Aisles,
}

/// All boxes.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) columns: Vec<Column>,
    pub(super) all: Vec<Block>,
    /// The block of each box.
    pub(super) of: Vec<u32>,
    /// The row of each box in its block, from the top.
    pub(super) row_of: Vec<u32>,
    /// The height of each box's row.
    pub(super) rows: Vec<f32>,
    /// The height at which each box would stand if the boxes of a row stood below each other, up to the next row.
    pub(super) turns: Vec<f32>,
}

impl Blocks {
    /// Blocks for these links: as narrow as their columns allow, but no more than the links can be led through.
    pub(super) fn new(boxes: &[(f32, f32)], links: &[(usize, usize)]) -> Self {
        let most = PASSED.0.max(PASSED.1 * links.len() as u64);
        let mut loose = LOOSE;
        loop {
            let blocks = Self::of(boxes, loose);
            let block = |end: usize| blocks.of.get(end).copied().unwrap_or_default();
            let passed = |&(from, to): &(usize, usize)| u64::from(block(from).abs_diff(block(to)).saturating_sub(1));
            if blocks.all.len() <= 1 || links.iter().map(passed).sum::<u64>() <= most {
                return blocks;
            }
            loose *= LOOSER;
        }
    }

    fn of(boxes: &[(f32, f32)], loose: f32) -> Self {
        let mut by_x: Vec<u32> = (0..boxes.len() as u32).collect();
        let x = |at: u32| value(boxes, at).0;
        let y = |at: u32| value(boxes, at).1;
        by_x.par_sort_unstable_by(|&a, &b| x(a).total_cmp(&x(b)).then(y(a).total_cmp(&y(b))).then(a.cmp(&b)));
        let mut columns: Vec<Column> = Vec::new();
        let mut blocks: Vec<Block> = Vec::new();
        let (mut of, mut column_of) = (vec![0; boxes.len()], vec![0; boxes.len()]);
        for at in by_x {
            match columns.last_mut() {
                Some(column) if x(at) - column.xs.0 < ACTOR_SIZE.0 => {
                    column.xs.1 = x(at);
                    column.ys.push(y(at));
                }
                last => {
                    if last.is_none_or(|last| x(at) - last.xs.1 > COLUMN_PITCH as f32 + loose) {
                        let start = columns.len();
                        blocks.push(Block { xs: (x(at), x(at)), columns: (start, start), ..Block::default() });
                    }
                    columns.push(Column { xs: (x(at), x(at)), ys: vec![y(at)] });
                }
            }
            set(&mut of, at, blocks.len() as u32 - 1);
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
        let (mut row_of, mut rows) = (vec![0; boxes.len()], vec![0.0; boxes.len()]);
        let mut turns = vec![0.0; boxes.len()];
        for block in &mut blocks {
            block.order.par_sort_unstable_by(|&a, &b| y(a).total_cmp(&y(b)).then(a.cmp(&b)));
            // From below, as a row's turns end where the next one begins.
            let mut next = f32::INFINITY;
            let ranges = row_lengths(&block.order, y);
            for (row, range) in ranges.iter().enumerate().rev() {
                let members = block.order.get_mut(range.clone()).unwrap_or_default();
                members.sort_by(|&a, &b| x(b).total_cmp(&x(a)).then(y(a).total_cmp(&y(b))).then(a.cmp(&b)));
                let top = members.iter().map(|&at| y(at)).fold(f32::INFINITY, f32::min);
                let step = (next - top).min(TURN) / members.len() as f32;
                for (place, &at) in members.iter().enumerate() {
                    set(&mut row_of, at, row as u32);
                    set(&mut rows, at, top);
                    set(&mut turns, at, top + step * place as f32);
                }
                next = top;
            }
            let kept = |&at: &u32| (value(&column_of, at) - block.columns.0, (y(at) - KEPT, y(at) + KEPT));
            let rows = ranges.iter().map(|range| block.order.get(range.clone()).unwrap_or_default().iter().map(kept));
            block.aisles = Aisles::new(block.columns.1 - block.columns.0, block.order.len(), rows);
        }
        Self { columns, all: blocks, of, row_of, rows, turns }
    }

    pub(super) fn block(&self, block: u32) -> Option<&Block> {
        self.all.get(block as usize)
    }

    pub(super) fn columns_of(&self, block: u32) -> &[Column] {
        let (start, end) = self.block(block).map_or((0, 0), |block| block.columns);
        self.columns.get(start..end).unwrap_or_default()
    }
}

/// The rows of boxes sorted by height: those that overlap the first of their row at least by half.
fn row_lengths(order: &[u32], y: impl Fn(u32) -> f32) -> Vec<Range<usize>> {
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
