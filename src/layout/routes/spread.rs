//! Runs that share a gap side by side, each at a height of its own.

use rayon::prelude::*;

use super::{PORTION, Run};
use crate::layout::neighbours::{set, value};
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

/// Gives the runs of each gap heights of their own; in the order of what is wanted, which is that of the links and, in
/// each, from left to right.
pub(super) fn spread(wanted: &[Wanted]) -> Vec<Run> {
    // Numbers sort faster than what they stand for, and in their gap the runs lie close together.
    let gap = |(at, run): (usize, &Wanted)| (u64::from(run.block) << 32 | u64::from(sorting(run.gap.0)), at as u32);
    let mut by_gap: Vec<(u64, u32)> = wanted.par_iter().with_min_len(PORTION).enumerate().map(gap).collect();
    by_gap.par_sort_unstable();
    let gaps: Vec<&[(u64, u32)]> = by_gap.chunk_by(|a, b| a.0 == b.0).collect();
    let place = |gap: &[(u64, u32)]| {
        let turn = |&(_, at): &(u64, u32)| {
            let (from_below, place, far) = value(wanted, at).turn;
            u128::from(from_below) << 96 | u128::from(place) << 64 | u128::from(sorting(far)) << 32 | u128::from(at)
        };
        let mut turns: Vec<u128> = gap.iter().map(turn).collect();
        turns.sort_unstable();
        let runs: Vec<(u32, Wanted)> =
            turns.into_iter().map(|turn| turn as u32).map(|at| (at, value(wanted, at))).collect();
        spread_in_gap(&runs)
    };
    let placed: Vec<Vec<(u32, Run)>> = gaps.into_par_iter().map(place).collect();
    let mut runs = vec![Run::default(); wanted.len()];
    for (at, run) in placed.into_iter().flatten() {
        set(&mut runs, at, run);
    }
    runs
}

/// The runs of one gap, in their order, at heights of their own.
fn spread_in_gap(runs: &[(u32, Wanted)]) -> Vec<(u32, Run)> {
    if let [(at, run)] = *runs
        && run.easy
    {
        let middle = f32::midpoint(run.left, run.right);
        return vec![(at, Run { left: middle, right: middle, y: run.y })];
    }
    let (high, low) = runs
        .iter()
        .fold((f32::NEG_INFINITY, f32::INFINITY), |gap, (_, run)| (gap.0.max(run.gap.0), gap.1.min(run.gap.1)));
    let steps = runs.len().saturating_sub(1) as f32;
    let apart = if steps > 0.0 { APART.min((low - high) / steps).max(0.0) } else { 0.0 };
    let wish = |(place, (_, run)): (usize, &(u32, Wanted))| Wish {
        y: f64::from(run.y),
        weight: 1.0,
        offset: f64::from(apart) * place as f64,
    };
    let wishes: Vec<Wish> = runs.iter().enumerate().map(wish).collect();
    let bounds = (f64::from(high), f64::from(low - steps * apart));
    let heights = spaced(&wishes, bounds);
    let placed = |(&(at, run), y): (&(u32, Wanted), f64)| (at, Run { left: run.left, right: run.right, y: y as f32 });
    runs.iter().zip(heights).map(placed).collect()
}

/// A whole number that sorts as another one does by [`f32::total_cmp`]; those sort faster.
pub(crate) fn sorting(number: f32) -> u32 {
    let bits = number.to_bits();
    // Of negative floats the greater has the smaller bits, and all of them more than any positive one.
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}
