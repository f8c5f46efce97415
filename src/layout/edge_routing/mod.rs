//! Routes of links between boxes: horizontal through the gaps between the boxes of every column they cross, so that no
//! link runs behind a box or through another one's label.
//!
//! Routes depend on box positions only, so they exist for maps arranged by hand as well. `blocks` groups adjacent
//! columns; links are routed through the blocks with few crossings (`order::long_edges`). In a block a link leaves
//! below its row and enters above it: as rows are filled from the right, links keep their order there and need not
//! cross. `row_gaps` knows where a row leaves many columns free, and `nudging` separates links that share a gap.

mod blocks;
mod nudging;
mod route;
mod row_gaps;

use std::ops::Range;

use rayon::prelude::*;

use blocks::{BoxColumn, ColumnBlocks};
pub(crate) use nudging::f32_sort_key;
use nudging::{DesiredSegment, SortKey, nudge};
pub use route::{EdgeRoute, RouteSegment};

use super::adjacency::value;
use super::dimensions::{ACTOR_SIZE, LINK_CLEARANCE, ROW_PITCH};
use super::order::{LongEdge, LongEdgeRouting, route_long_edges};
use super::progress::ProgressCallback;

/// Links per parallel task: with fewer, threads do not pay off.
const CHUNK: usize = 1_024;
/// The fraction of the time that routing links through blocks takes.
const ROUTING_SHARE: f32 = 0.85;
/// Half the distance between two rows.
const HALF_ROW: f32 = (ROW_PITCH / 2.0) as f32;
/// How far a route stays horizontal beyond the boxes of a column.
const STUB_LENGTH: f32 = LINK_CLEARANCE;
/// Segments in neighbouring columns whose y differ by less are merged.
const HEIGHT_TOLERANCE: f32 = 0.5;
/// Maximum deviation of a smooth curve from the straight line, as a fraction of its rise, and the clearance added.
const CURVE_DEVIATION: (f32, f32) = (0.12, 12.0);

/// The route of each link between boxes of [`ACTOR_SIZE`], given by their centres. A link is two indices into `boxes`;
/// one between boxes of the same block has no segments.
pub fn route_edges(boxes: &[(f32, f32)], links: &[(usize, usize)]) -> Vec<EdgeRoute> {
    route_edges_watched(boxes, links, &|_| true).unwrap_or_default()
}

/// The same, which is slow where many links cross many columns; `None` when cancelled by `watch`.
pub fn route_edges_watched(
    boxes: &[(f32, f32)],
    links: &[(usize, usize)],
    watch: ProgressCallback<'_>,
) -> Option<Vec<EdgeRoute>> {
    let blocks = ColumnBlocks::new(boxes, links);
    let (long_edges, routing) = route_between_blocks(boxes, &blocks, links, &|part| watch(part * ROUTING_SHARE))?;
    let route_chunk = |(links, from): (&[LongEdge], usize)| {
        let (mut desired, mut counts) = (Vec::new(), Vec::with_capacity(links.len()));
        let mut remaining = routing.dummy_positions.get(from..).unwrap_or_default();
        for long_edge in links {
            let (own, rest) = remaining.split_at_checked(long_edge.ideal_positions.len()).unwrap_or_default();
            let before = desired.len();
            Router { ends: long_edge.ends, boxes, blocks: &blocks }.route(
                long_edge,
                own,
                &routing.vertices,
                &mut desired,
            );
            counts.push(desired.len() - before);
            remaining = rest;
        }
        (desired, counts)
    };
    let mut offset = 0;
    let chunks = long_edges.chunks(CHUNK).map(|links| {
        let from = offset;
        offset += links.iter().map(|long_edge| long_edge.ideal_positions.len()).sum::<usize>();
        (links, from)
    });
    let chunks: Vec<(&[LongEdge], usize)> = chunks.collect();
    let routed: Vec<(Vec<DesiredSegment>, Vec<usize>)> = chunks.into_par_iter().map(route_chunk).collect();
    if !watch(f32::midpoint(ROUTING_SHARE, 1.0)) {
        return None;
    }
    let (desired, counts): (Vec<Vec<DesiredSegment>>, Vec<Vec<usize>>) = routed.into_iter().unzip();
    let nudged = nudge(&desired);
    let mut last = 0;
    let ranges = counts.into_iter().flatten().map(|count| {
        last += count;
        last - count..last
    });
    let ranges: Vec<Range<usize>> = ranges.collect();
    let route = |(long_edge, range): (&LongEdge, &Range<usize>)| {
        let mut route = EdgeRoute::between(long_edge.ends, boxes, &blocks);
        let segments = nudged.segments_of(range.clone());
        route.segments.reserve_exact(segments.len());
        for segment in segments {
            push_segment(&mut route.segments, segment);
        }
        route
    };
    Some(long_edges.par_iter().zip(&ranges).with_min_len(CHUNK).map(route).collect())
}

/// The number of crossings of the routes of [`route_edges`], not counting those inside blocks.
pub fn crossings(boxes: &[(f32, f32)], links: &[(usize, usize)]) -> u64 {
    route_between_blocks(boxes, &ColumnBlocks::new(boxes, links), links, &|_| true)
        .map_or(0, |(_, routing)| routing.crossings())
}

/// The links, each with its left end first, and their routing through the blocks.
fn route_between_blocks(
    boxes: &[(f32, f32)],
    blocks: &ColumnBlocks,
    links: &[(usize, usize)],
    watch: ProgressCallback<'_>,
) -> Option<(Vec<LongEdge>, LongEdgeRouting)> {
    let order = |&(from, to): &(usize, usize)| {
        let (from, to) = (from as u32, to as u32);
        if value(boxes, from).0 <= value(boxes, to).0 { (from, to) } else { (to, from) }
    };
    let long_edges: Vec<LongEdge> =
        links.par_iter().with_min_len(CHUNK).map(|link| long_edge(order(link), boxes, blocks)).collect();
    let orders: Vec<Vec<u32>> = blocks.blocks.iter().map(|block| block.order.clone()).collect();
    let routing = route_long_edges(&orders, &blocks.block_of, &long_edges, watch)?;
    Some((long_edges, routing))
}

impl EdgeRoute {
    fn between(ends: (u32, u32), boxes: &[(f32, f32)], blocks: &ColumnBlocks) -> Self {
        let half = ACTOR_SIZE.0 / 2.0;
        let (left, right) = (value(boxes, ends.0).0 + half, value(boxes, ends.1).0 - half);
        let of = |end: u32| value(&blocks.block_of, end);
        match (blocks.block(of(ends.0)), blocks.block(of(ends.1))) {
            (Some(first), Some(last)) if of(ends.0) != of(ends.1) => Self {
                exit: first.xs.1 + half + STUB_LENGTH,
                entry: last.xs.0 - half - STUB_LENGTH,
                segments: Vec::new(),
            },
            _ => Self { exit: left, entry: right, segments: Vec::new() },
        }
    }
}

/// A link with its ideal positions: where a straight line would cross the blocks between its ends.
fn long_edge(ends: (u32, u32), boxes: &[(f32, f32)], blocks: &ColumnBlocks) -> LongEdge {
    let (left, right) = (value(boxes, ends.0), value(boxes, ends.1));
    let (first, last) = (value(&blocks.block_of, ends.0), value(&blocks.block_of, ends.1));
    let edge =
        |block: u32, right: bool| blocks.block(block).map_or(0.0, |block| if right { block.xs.1 } else { block.xs.0 });
    let (start, end) = (edge(first, true), edge(last, false));
    let ideal = |block: u32| {
        let x = f32::midpoint(edge(block, false), edge(block, true));
        let part = ((x - start) / (end - start).max(1.0)).clamp(0.0, 1.0);
        let height = |left: f32, right: f32| left + (right - left) * part;
        let unrolled_y = height(value(&blocks.unrolled_ys, ends.0), value(&blocks.unrolled_ys, ends.1));
        let order = blocks.block(block).map_or(&[][..], |block| &block.order);
        (order.partition_point(|&at| value(&blocks.unrolled_ys, at) < unrolled_y) as u32, height(left.1, right.1))
    };
    LongEdge { ends, ideal_positions: (first + 1..last).map(ideal).collect() }
}

/// Where a route should run horizontally through columns of a block.
#[derive(Clone, Copy, Debug)]
struct PreferredHeight {
    /// In this row gap, if it is free in all of them.
    row_gap: u32,
    y: f32,
}

/// Computes the segments of one link.
struct Router<'a> {
    ends: (u32, u32),
    boxes: &'a [(f32, f32)],
    blocks: &'a ColumnBlocks,
}

impl Router<'_> {
    /// All segments of the route, from left to right: out of its first block, through those between, and into its last
    /// one. `places` has the position of each box in its block.
    fn route(
        &self,
        long_edge: &LongEdge,
        dummy_positions: &[(u32, u32)],
        places: &[u32],
        desired: &mut Vec<DesiredSegment>,
    ) {
        let first = desired.len();
        // Where the route goes next, among those that leave a box, and where it comes from, among those that reach one.
        let next = dummy_positions.first().map_or(value(places, self.ends.1), |(_, place)| *place);
        let before = dummy_positions.last().map_or(value(places, self.ends.0), |(_, place)| *place);
        self.exit_block((false, value(places, self.ends.0), next), desired);
        let blocks = value(&self.blocks.block_of, self.ends.0) + 1..;
        for (block, (&(above, place), &(_, ideal_y))) in
            blocks.zip(dummy_positions.iter().zip(&long_edge.ideal_positions))
        {
            self.cross_block(block, above, place, ideal_y, desired);
        }
        self.enter_block((true, value(places, self.ends.1), before), desired);
        // Where it must be level once, it does not run straight elsewhere.
        let own = desired.get_mut(first..).unwrap_or_default();
        if !own.iter().all(|segment| segment.is_unobstructed) {
            for segment in own {
                segment.is_unobstructed = false;
            }
        }
    }

    /// Out of the first block: below the row of its box.
    fn exit_block(&self, sort_key: SortKey, desired: &mut Vec<DesiredSegment>) {
        let (x, _) = value(self.boxes, self.ends.0);
        let (block, columns) = self.columns_in_block(self.ends.0);
        let start = columns.partition_point(|column| column.xs.0 < x + ACTOR_SIZE.0);
        let preferred = PreferredHeight {
            row_gap: value(&self.blocks.row_of, self.ends.0) + 1,
            y: self.row_y(self.ends.0) + HALF_ROW,
        };
        self.add_segments((block, start..columns.len()), preferred, sort_key, desired);
    }

    /// Into the last block: above the row of its box.
    fn enter_block(&self, sort_key: SortKey, desired: &mut Vec<DesiredSegment>) {
        let (x, _) = value(self.boxes, self.ends.1);
        let (block, columns) = self.columns_in_block(self.ends.1);
        let end = columns.partition_point(|column| column.xs.1 <= x - ACTOR_SIZE.0);
        let preferred =
            PreferredHeight { row_gap: value(&self.blocks.row_of, self.ends.1), y: self.row_y(self.ends.1) - HALF_ROW };
        self.add_segments((block, 0..end), preferred, sort_key, desired);
    }

    /// The block of one end with its columns; no columns when both ends are in the same block.
    fn columns_in_block(&self, end: u32) -> (u32, &[BoxColumn]) {
        let block = value(&self.blocks.block_of, end);
        let apart = value(&self.blocks.block_of, self.ends.0) != value(&self.blocks.block_of, self.ends.1);
        (block, if apart { self.blocks.columns_of(block) } else { &[] })
    }

    /// The y of a box's row.
    fn row_y(&self, at: u32) -> f32 {
        value(&self.blocks.row_ys, at)
    }

    /// Through a block between the ends, with `above` of its boxes above: in the row that it meets, over the boxes left
    /// of its position and under the others.
    fn cross_block(&self, block: u32, above: u32, place: u32, ideal_y: f32, desired: &mut Vec<DesiredSegment>) {
        let Some(column_block) = self.blocks.block(block) else { return };
        let columns = self.blocks.columns_of(block);
        let before = above.checked_sub(1).and_then(|above| column_block.order.get(above as usize));
        let after = column_block.order.get(above as usize);
        // The gap above the row of the box below, or under all rows.
        let row_gap = |at: Option<&u32>, under: u32| at.map_or(0, |&at| value(&self.blocks.row_of, at) + under);
        let row = |at: Option<&u32>| at.map(|&at| self.row_y(at));
        if let (Some(&at), Some(above_row), Some(below_row)) = (before, row(before), row(after))
            && above_row >= below_row
        {
            // Within a row: the boxes that it passes over are on the left.
            let split = columns.partition_point(|column| column.xs.1 < value(self.boxes, at).0 - ACTOR_SIZE.0 / 2.0);
            let over = PreferredHeight { row_gap: row_gap(after, 0), y: below_row - HALF_ROW };
            let under = PreferredHeight { row_gap: row_gap(before, 1), y: above_row + HALF_ROW };
            self.add_segments((block, 0..split), over, (true, place, 0), desired);
            self.add_segments((block, split..columns.len()), under, (false, place, 0), desired);
            return;
        }
        let half_box = ACTOR_SIZE.1 / 2.0;
        let high = row(before).map_or(f32::NEG_INFINITY, |y| y + half_box);
        let low = row(after).map_or(f32::INFINITY, |y| y - half_box);
        let rise = (value(self.boxes, self.ends.0).1 - value(self.boxes, self.ends.1).1).abs();
        let deviation = CURVE_DEVIATION.0 * rise + CURVE_DEVIATION.1;
        let is_unobstructed = high + deviation <= ideal_y && ideal_y <= low - deviation;
        let y = if high <= low { ideal_y.clamp(high, low) } else { f32::midpoint(high, low) };
        let first = desired.len();
        let preferred = PreferredHeight { row_gap: row_gap(before, 1), y };
        self.add_segments((block, 0..columns.len()), preferred, (false, place, 0), desired);
        for segment in desired.iter_mut().skip(first) {
            segment.is_unobstructed = is_unobstructed;
        }
    }

    /// Adds horizontal segments through columns of a block, near the preferred y.
    fn add_segments(
        &self,
        (block, range): (u32, Range<usize>),
        preferred: PreferredHeight,
        sort_key: SortKey,
        desired: &mut Vec<DesiredSegment>,
    ) {
        let Some(columns) = self.blocks.columns_of(block).get(range.clone()) else { return };
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
        let half_length = ACTOR_SIZE.0 / 2.0 + STUB_LENGTH;
        let segment = |columns: (&BoxColumn, &BoxColumn), gap: (f32, f32), y: f32| {
            let (left, right) = (columns.0.xs.0 - half_length, columns.1.xs.1 + half_length);
            DesiredSegment { block, left, right, y, gap, sort_key, is_unobstructed: false }
        };
        let free =
            self.blocks.block(block).and_then(|block| block.row_gaps.free_gap(preferred.row_gap as usize, &range));
        if let Some(gap) = free.filter(|gap| gap.0 <= preferred.y && preferred.y <= gap.1) {
            desired.push(segment((first, last), gap, preferred.y));
            return;
        }
        let mut open: Option<DesiredSegment> = None;
        for column in columns {
            let (gap, y) = column.nearest_gap(preferred.y);
            let next = segment((column, column), gap, y);
            if let Some(open) = open.as_mut().filter(|open| (open.y - y).abs() <= HEIGHT_TOLERANCE) {
                open.right = next.right;
                open.gap = (open.gap.0.max(gap.0), open.gap.1.min(gap.1));
            } else {
                desired.extend(open.replace(next));
            }
        }
        desired.extend(open);
    }
}

/// Appends a segment. Columns that overlap share the space in which both would be horizontal.
fn push_segment(route: &mut Vec<RouteSegment>, mut segment: RouteSegment) {
    if let Some(last) = route.last_mut().filter(|last| last.right > segment.left) {
        let middle = f32::midpoint(last.right, segment.left);
        last.right = (middle - STUB_LENGTH).max(last.left);
        segment.left = (middle + STUB_LENGTH).max(last.right);
        segment.right = segment.right.max(segment.left);
    }
    route.push(segment);
}
