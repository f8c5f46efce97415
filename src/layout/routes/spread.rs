//! Runs that share a gap side by side, each at a height of its own.

use std::ops::Range;

use rayon::prelude::*;

use super::Run;
use crate::layout::neighbours::{change, set, value};
use crate::layout::rows::{Wish, spaced};

/// Room between two ways side by side, where there is so much.
const APART: f32 = 6.0;

/// A run before its place among the others of its gap is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    pub(super) block: u32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) y: f32,
    pub(super) gap: (f32, f32),
    /// Where it stands among the runs of its gap: what comes from the row above, then what goes to the row below;
    /// each by the place in the block of where it comes from or goes to, then by the height of its other end.
    pub(super) turn: (bool, u32, f32),
    /// Nothing is near, so that it need not be level when it is alone.
    pub(super) easy: bool,
}

/// Runs at heights of their own.
#[derive(Debug)]
pub(super) struct Spread {
    /// Those of each block side by side.
    runs: Vec<Run>,
    /// Which of them each one that was wanted has become.
    slots: Vec<u32>,
}

impl Spread {
    /// The runs of these that were wanted.
    pub(super) fn of(&self, wanted: Range<usize>) -> impl ExactSizeIterator<Item = Run> {
        self.slots.get(wanted).unwrap_or_default().iter().map(|slot| value(&self.runs, *slot))
    }
}

/// Gives the runs of each gap heights of their own; they come in portions. No gap is in two blocks.
pub(super) fn spread(wanted: &[Vec<Wanted>]) -> Spread {
    let all = || wanted.iter().flatten();
    // Of each block where its runs begin, and later where they end.
    let mut ends = vec![0_u32; all().map(|run| run.block as usize + 1).max().unwrap_or_default()];
    for run in all() {
        change(&mut ends, run.block, |count| count + 1);
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += std::mem::replace(end, sum);
    }
    let starts = ends.clone();
    let mut slots = Vec::with_capacity(sum as usize);
    // Where what has come into each slot stands: in which portion, and where in it.
    let mut sources = vec![(0, 0); sum as usize];
    for (portion, runs) in (0_u32..).zip(wanted) {
        for (at, run) in (0_u32..).zip(runs) {
            let slot = value(&ends, run.block);
            set(&mut ends, run.block, slot + 1);
            set(&mut sources, slot, (portion, at));
            slots.push(slot);
        }
    }
    let place = |(start, end): (&u32, &u32)| {
        let sources = sources.get(*start as usize..*end as usize).unwrap_or_default();
        let run = |&(portion, at): &(u32, u32)| wanted.get(portion as usize)?.get(at as usize).copied();
        spread_in_block(&sources.iter().filter_map(run).collect::<Vec<Wanted>>())
    };
    let placed: Vec<Vec<Run>> = starts.par_iter().zip(&ends).map(place).collect();
    Spread { runs: placed.concat(), slots }
}

/// The runs of one block.
fn spread_in_block(block: &[Wanted]) -> Vec<Run> {
    // Numbers sort faster than what they stand for: the gap, the turn in it, and which run it is.
    let turn = |(run, at): (&Wanted, u32)| {
        let (from_below, place, far) = run.turn;
        u128::from(sorting(run.gap.0)) << 96
            | u128::from(from_below) << 95
            | u128::from(place) << 64
            | u128::from(sorting(far)) << 32
            | u128::from(at)
    };
    let mut turns: Vec<u128> = block.iter().zip(0..).map(turn).collect();
    turns.sort_unstable();
    let mut placed = vec![Run::default(); block.len()];
    let mut gap: Vec<(u32, Wanted)> = Vec::new();
    for turns in turns.chunk_by(|a, b| a >> 96 == b >> 96) {
        gap.clear();
        gap.extend(turns.iter().map(|turn| *turn as u32).map(|at| (at, value(block, at))));
        spread_in_gap(&gap, &mut placed);
    }
    placed
}

/// The runs of one gap, in their order, at heights of their own.
fn spread_in_gap(runs: &[(u32, Wanted)], placed: &mut [Run]) {
    if let [(at, run)] = *runs {
        let middle = f32::midpoint(run.left, run.right);
        let (left, right) = if run.easy { (middle, middle) } else { (run.left, run.right) };
        let y = if run.easy { run.y } else { run.y.clamp(run.gap.0, run.gap.1.max(run.gap.0)) };
        set(placed, at, Run { left, right, y });
        return;
    }
    let (high, low) = runs
        .iter()
        .fold((f32::NEG_INFINITY, f32::INFINITY), |gap, (_, run)| (gap.0.max(run.gap.0), gap.1.min(run.gap.1)));
    let steps = runs.len().saturating_sub(1) as f32;
    let apart = APART.min((low - high) / steps).max(0.0);
    let wish = |(place, (_, run)): (usize, &(u32, Wanted))| Wish {
        y: f64::from(run.y),
        weight: 1.0,
        offset: f64::from(apart) * place as f64,
    };
    let wishes: Vec<Wish> = runs.iter().enumerate().map(wish).collect();
    let bounds = (f64::from(high), f64::from(low - steps * apart));
    for ((at, run), y) in runs.iter().zip(spaced(&wishes, bounds)) {
        set(placed, *at, Run { left: run.left, right: run.right, y: y as f32 });
    }
}

/// A whole number that sorts as another one does by [`f32::total_cmp`]; those sort faster.
pub(crate) fn sorting(number: f32) -> u32 {
    let bits = number.to_bits();
    // Of negative floats the greater has the smaller bits, and all of them more than any positive one.
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}
