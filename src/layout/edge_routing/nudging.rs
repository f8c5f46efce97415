//! Runs that share a gap side by side, each at a height of its own.

use std::ops::Range;

use rayon::prelude::*;

use super::RouteSegment;
use crate::layout::adjacency::{set, update, value};
use crate::layout::y_coordinates::{DesiredPosition, isotonic_positions};

/// Room between two ways side by side, where there is so much.
const SEPARATION: f32 = 6.0;

/// A segment before its place among the others of its gap is known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DesiredSegment {
    pub(super) block: u32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) y: f32,
    pub(super) gap: (f32, f32),
    /// Where it stands among the segments of its gap: what comes from the row above, then what goes to the row below;
    /// each by the place in the block of where it comes from or goes to, then by the height of its other end.
    pub(super) sort_key: (bool, u32, f32),
    /// Nothing is near, so that it need not be level when it is alone.
    pub(super) is_unobstructed: bool,
}

/// Runs at heights of their own.
#[derive(Debug)]
pub(super) struct NudgedSegments {
    /// Those of each block side by side.
    segments: Vec<RouteSegment>,
    /// Which of them each one that was desired has become.
    slots: Vec<u32>,
}

impl NudgedSegments {
    /// The segments of these that were desired.
    pub(super) fn segments_of(&self, desired: Range<usize>) -> impl ExactSizeIterator<Item = RouteSegment> {
        self.slots.get(desired).unwrap_or_default().iter().map(|slot| value(&self.segments, *slot))
    }
}

/// Gives the segments of each gap heights of their own; they come in portions. No gap is in two blocks.
pub(super) fn nudge(desired: &[Vec<DesiredSegment>]) -> NudgedSegments {
    let all = || desired.iter().flatten();
    // Of each block where its segments begin, and later where they end.
    let mut ends = vec![0_u32; all().map(|segment| segment.block as usize + 1).max().unwrap_or_default()];
    for segment in all() {
        update(&mut ends, segment.block, |count| count + 1);
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += std::mem::replace(end, sum);
    }
    let starts = ends.clone();
    let mut slots = Vec::with_capacity(sum as usize);
    // Where what has come into each slot stands: in which chunk, and where in it.
    let mut sources = vec![(0, 0); sum as usize];
    for (chunk, segments) in (0_u32..).zip(desired) {
        for (at, segment) in (0_u32..).zip(segments) {
            let slot = value(&ends, segment.block);
            set(&mut ends, segment.block, slot + 1);
            set(&mut sources, slot, (chunk, at));
            slots.push(slot);
        }
    }
    let place = |(start, end): (&u32, &u32)| {
        let sources = sources.get(*start as usize..*end as usize).unwrap_or_default();
        let segment = |&(chunk, at): &(u32, u32)| desired.get(chunk as usize)?.get(at as usize).copied();
        nudge_in_block(&sources.iter().filter_map(segment).collect::<Vec<DesiredSegment>>())
    };
    let placed: Vec<Vec<RouteSegment>> = starts.par_iter().zip(&ends).map(place).collect();
    NudgedSegments { segments: placed.concat(), slots }
}

/// The segments of one block.
fn nudge_in_block(block: &[DesiredSegment]) -> Vec<RouteSegment> {
    // Numbers sort faster than what they stand for: the gap, the turn in it, and which segment it is.
    let turn = |(segment, at): (&DesiredSegment, u32)| {
        let (from_below, place, far) = segment.sort_key;
        u128::from(f32_sort_key(segment.gap.0)) << 96
            | u128::from(from_below) << 95
            | u128::from(place) << 64
            | u128::from(f32_sort_key(far)) << 32
            | u128::from(at)
    };
    let mut turns: Vec<u128> = block.iter().zip(0..).map(turn).collect();
    turns.sort_unstable();
    let mut placed = vec![RouteSegment::default(); block.len()];
    let mut gap: Vec<(u32, DesiredSegment)> = Vec::new();
    for turns in turns.chunk_by(|a, b| a >> 96 == b >> 96) {
        gap.clear();
        gap.extend(turns.iter().map(|turn| *turn as u32).map(|at| (at, value(block, at))));
        nudge_in_gap(&gap, &mut placed);
    }
    placed
}

/// The segments of one gap, in their order, at heights of their own.
fn nudge_in_gap(segments: &[(u32, DesiredSegment)], placed: &mut [RouteSegment]) {
    if let [(at, segment)] = *segments {
        let middle = f32::midpoint(segment.left, segment.right);
        let (left, right) = if segment.is_unobstructed { (middle, middle) } else { (segment.left, segment.right) };
        let y = if segment.is_unobstructed {
            segment.y
        } else {
            segment.y.clamp(segment.gap.0, segment.gap.1.max(segment.gap.0))
        };
        set(placed, at, RouteSegment { left, right, y });
        return;
    }
    let (high, low) = segments.iter().fold((f32::NEG_INFINITY, f32::INFINITY), |gap, (_, segment)| {
        (gap.0.max(segment.gap.0), gap.1.min(segment.gap.1))
    });
    let steps = segments.len().saturating_sub(1) as f32;
    let separation = SEPARATION.min((low - high) / steps).max(0.0);
    let desired_position = |(place, (_, segment)): (usize, &(u32, DesiredSegment))| DesiredPosition {
        desired: f64::from(segment.y),
        weight: 1.0,
        offset: f64::from(separation) * place as f64,
    };
    let desired: Vec<DesiredPosition> = segments.iter().enumerate().map(desired_position).collect();
    let bounds = (f64::from(high), f64::from(low - steps * separation));
    for ((at, segment), y) in segments.iter().zip(isotonic_positions(&desired, bounds)) {
        set(placed, *at, RouteSegment { left: segment.left, right: segment.right, y: y as f32 });
    }
}

/// A whole number that sorts as another one does by [`f32::total_cmp`]; those sort faster.
pub(crate) fn f32_sort_key(number: f32) -> u32 {
    let bits = number.to_bits();
    // Of negative floats the greater has the smaller bits, and all of them more than any positive one.
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}
