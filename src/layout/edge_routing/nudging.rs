//! Nudging: separates segments that share a gap, each at a y of its own.

use std::ops::Range;

use rayon::prelude::*;

use super::route::RouteSegment;
use crate::layout::adjacency::{set, update, value};
use crate::layout::y_coordinates::{DesiredPosition, isotonic_positions};

/// Preferred distance between two routes in one gap.
const SEPARATION: f32 = 6.0;
/// The most that routes keep from the ends of their gap where it has room, besides the clearance that it has anyway.
const MAX_INSET: f32 = 14.0;

/// Order within a gap: segments from the row above, then those to the row below (`true`); each by the position in the
/// block of their box, then by that of the route in the next block.
pub(super) type SortKey = (bool, u32, u32);

/// A segment before nudging.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DesiredSegment {
    pub(super) block: u32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) y: f32,
    pub(super) gap: (f32, f32),
    pub(super) sort_key: SortKey,
    /// Nothing is near, so it need not be horizontal when alone in its gap.
    pub(super) is_unobstructed: bool,
}

/// Segments with final y.
#[derive(Debug)]
pub(super) struct NudgedSegments {
    /// Grouped by block.
    segments: Vec<RouteSegment>,
    /// Index into `segments` of each desired segment.
    slots: Vec<u32>,
}

impl NudgedSegments {
    /// The final segments of a range of desired ones.
    pub(super) fn segments_of(&self, desired: Range<usize>) -> impl ExactSizeIterator<Item = RouteSegment> {
        self.slots.get(desired).unwrap_or_default().iter().map(|slot| value(&self.segments, *slot))
    }
}

/// Separates the segments of each gap; `desired` comes in chunks. No gap is in two blocks.
pub(super) fn nudge(desired: &[Vec<DesiredSegment>]) -> NudgedSegments {
    let all = || desired.iter().flatten();
    // Start index of each block's segments; later their end index.
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
    // For each slot, the chunk and the index in it of its segment.
    let mut sources = vec![(0, 0); sum as usize];
    for (chunk, segments) in (0_u32..).zip(desired) {
        for (at, segment) in (0_u32..).zip(segments) {
            let slot = value(&ends, segment.block);
            set(&mut ends, segment.block, slot + 1);
            set(&mut sources, slot, (chunk, at));
            slots.push(slot);
        }
    }
    let nudge_block = |(start, end): (&u32, &u32)| {
        let sources = sources.get(*start as usize..*end as usize).unwrap_or_default();
        let segment = |&(chunk, at): &(u32, u32)| desired.get(chunk as usize)?.get(at as usize).copied();
        nudge_in_block(&sources.iter().filter_map(segment).collect::<Vec<DesiredSegment>>())
    };
    let placed: Vec<Vec<RouteSegment>> = starts.par_iter().zip(&ends).map(nudge_block).collect();
    NudgedSegments { segments: placed.concat(), slots }
}

/// Nudges the segments of one block.
fn nudge_in_block(block: &[DesiredSegment]) -> Vec<RouteSegment> {
    // Packed integers sort faster: the gap, the order within it, and the segment's index.
    let packed_key = |(segment, at): (&DesiredSegment, u32)| {
        let (from_below, place, next_place) = segment.sort_key;
        u128::from(f32_sort_key(segment.gap.0)) << 96
            | u128::from(from_below) << 95
            | u128::from(place) << 64
            | u128::from(next_place) << 32
            | u128::from(at)
    };
    let mut packed_keys: Vec<u128> = block.iter().zip(0..).map(packed_key).collect();
    packed_keys.sort_unstable();
    let mut placed = vec![RouteSegment::default(); block.len()];
    let mut gap: Vec<(u32, DesiredSegment)> = Vec::new();
    for packed_keys in packed_keys.chunk_by(|a, b| a >> 96 == b >> 96) {
        gap.clear();
        gap.extend(packed_keys.iter().map(|packed_key| *packed_key as u32).map(|at| (at, value(block, at))));
        nudge_in_gap(&gap, &mut placed);
    }
    placed
}

/// Separates the segments of one gap, given in order.
fn nudge_in_gap(segments: &[(u32, DesiredSegment)], placed: &mut [RouteSegment]) {
    if let [(at, segment)] = *segments {
        let middle = f32::midpoint(segment.left, segment.right);
        let (left, right) = if segment.is_unobstructed { (middle, middle) } else { (segment.left, segment.right) };
        let y = if segment.is_unobstructed {
            segment.y
        } else {
            let (high, low) = inset(segment.gap, 0.0);
            segment.y.clamp(high, low.max(high))
        };
        set(placed, at, RouteSegment { left, right, y });
        return;
    }
    let (high, low) = segments.iter().fold((f32::NEG_INFINITY, f32::INFINITY), |gap, (_, segment)| {
        (gap.0.max(segment.gap.0), gap.1.min(segment.gap.1))
    });
    let steps = segments.len().saturating_sub(1) as f32;
    let separation = SEPARATION.min((low - high) / steps).max(0.0);
    let (high, low) = inset((high, low), separation * steps);
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

/// A gap without its ends: the routes in it, which take so much of it, do not hug boxes where there is room.
fn inset((high, low): (f32, f32), taken: f32) -> (f32, f32) {
    let inset = ((low - high - taken) / 2.0).clamp(0.0, MAX_INSET);
    (high + inset, low - inset)
}

/// An integer that sorts like the number by [`f32::total_cmp`]; integers sort faster.
pub(crate) fn f32_sort_key(number: f32) -> u32 {
    let bits = number.to_bits();
    // Negative floats have larger bits the smaller they are, and all have larger bits than positive ones.
    if bits >> 31 == 0 { bits | 1 << 31 } else { !bits }
}
