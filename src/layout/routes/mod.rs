//! The ways of links between boxes: level through the gaps between the boxes of every column that they pass, so that
//! no link runs behind a box, and none through another one's label.
//!
//! A way is found from where the boxes stand and nothing else, so it is there for a map that was moved about by hand
//! as well. `blocks` finds columns that stand close together; links are threaded through them in an order with few
//! crossings (`order::thread`). In a block a link leaves below its row and comes in above it: as rows are filled from
//! the right, links keep their order there and need not cross. `aisles` knows where a row leaves many columns free, and
//! `spread` gives those that share a gap heights of their own.

mod aisles;
mod blocks;
mod spread;

use std::ops::Range;

use rayon::prelude::*;

use blocks::{Blocks, Column};
pub(crate) use spread::sorting;
use spread::{Wanted, spread};

use super::neighbours::value;
use super::order::{Thread, Threaded, thread};
use super::{ACTOR_SIZE, ROW_PITCH, Watch};

/// So many links are led at a time: with fewer, several cores are not worth their while.
const PORTION: usize = 1_024;
/// The part of the time that leading links through blocks takes.
const LED: f32 = 0.85;
/// Between two rows, from the middle of either.
const HALF_ROW: f32 = (ROW_PITCH / 2.0) as f32;
/// How far beyond the boxes of a column a way stays level.
const LEVEL: f32 = 8.0;
/// Runs in neighbouring columns whose heights differ by less are one.
const SAME: f32 = 0.5;
/// How far a smooth line strays from the straight one at the most, as a part of its rise, and what it keeps clear
/// besides.
const STRAY: (f32, f32) = (0.12, 12.0);

/// A level stretch of a way. One without length is a point that a way passes on a slope, as nothing is near.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Run {
    /// Its left end.
    pub left: f32,
    /// Its right end.
    pub right: f32,
    /// Its height.
    pub y: f32,
}

/// The way of a link, from its left end to its right one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// Up to here it is level from its left end on, or runs beside its block; all ways leave a block at the same x.
    pub exit: f32,
    /// From here on it is level up to its right end, or runs beside its block.
    pub entry: f32,
    /// Its level stretches, from left to right.
    pub runs: Vec<Run>,
}

/// The way of each link between boxes of [`ACTOR_SIZE`] around their middles. A link is two positions in `boxes`; one
/// between boxes of the same block has no stretches.
pub fn routes(boxes: &[(f32, f32)], links: &[(usize, usize)]) -> Vec<Route> {
    routes_watched(boxes, links, &|_| true).unwrap_or_default()
}

/// The same, which takes long where many links pass many columns; `None` when `watch` says that it is wanted no more.
pub fn routes_watched(boxes: &[(f32, f32)], links: &[(usize, usize)], watch: Watch<'_>) -> Option<Vec<Route>> {
    let blocks = Blocks::new(boxes, links);
    let (threads, threaded) = threaded(boxes, &blocks, links, &|part| watch(part * LED))?;
    let lead = |(links, from): (&[Thread], usize)| {
        let (mut wanted, mut counts) = (Vec::new(), Vec::with_capacity(links.len()));
        let mut passes = threaded.passes.get(from..).unwrap_or_default();
        for thread in links {
            let (own, rest) = passes.split_at_checked(thread.aims.len()).unwrap_or_default();
            let before = wanted.len();
            Way { ends: thread.ends, boxes, blocks: &blocks }.lead(thread, own, &threaded.vertices, &mut wanted);
            counts.push(wanted.len() - before);
            passes = rest;
        }
        (wanted, counts)
    };
    let mut passed = 0;
    let portions = threads.chunks(PORTION).map(|links| {
        let from = passed;
        passed += links.iter().map(|thread| thread.aims.len()).sum::<usize>();
        (links, from)
    });
    let portions: Vec<(&[Thread], usize)> = portions.collect();
    let led: Vec<(Vec<Wanted>, Vec<usize>)> = portions.into_par_iter().map(lead).collect();
    if !watch(f32::midpoint(LED, 1.0)) {
        return None;
    }
    let (wanted, counts): (Vec<Vec<Wanted>>, Vec<Vec<usize>>) = led.into_iter().unzip();
    let spread = spread(&wanted);
    let mut last = 0;
    let ranges = counts.into_iter().flatten().map(|count| {
        last += count;
        last - count..last
    });
    let ranges: Vec<Range<usize>> = ranges.collect();
    let route = |(thread, range): (&Thread, &Range<usize>)| {
        let mut route = Route::between(thread.ends, boxes, &blocks);
        let runs = spread.of(range.clone());
        route.runs.reserve_exact(runs.len());
        for run in runs {
            push(&mut route.runs, run);
        }
        route
    };
    Some(threads.par_iter().zip(&ranges).with_min_len(PORTION).map(route).collect())
}

/// How often the ways that [`routes`] finds cross between blocks of boxes.
pub fn crossings(boxes: &[(f32, f32)], links: &[(usize, usize)]) -> u64 {
    threaded(boxes, &Blocks::new(boxes, links), links, &|_| true).map_or(0, |(_, threaded)| threaded.crossings())
}

/// The links, each with its left end first, led through the blocks.
fn threaded(
    boxes: &[(f32, f32)],
    blocks: &Blocks,
    links: &[(usize, usize)],
    watch: Watch<'_>,
) -> Option<(Vec<Thread>, Threaded)> {
    let order = |&(from, to): &(usize, usize)| {
        let (from, to) = (from as u32, to as u32);
        if value(boxes, from).0 <= value(boxes, to).0 { (from, to) } else { (to, from) }
    };
    let threads: Vec<Thread> =
        links.par_iter().with_min_len(PORTION).map(|link| aimed(order(link), boxes, blocks)).collect();
    let orders: Vec<Vec<u32>> = blocks.all.iter().map(|block| block.order.clone()).collect();
    let threaded = thread(&orders, &blocks.of, &threads, watch)?;
    Some((threads, threaded))
}

impl Route {
    fn between(ends: (u32, u32), boxes: &[(f32, f32)], blocks: &Blocks) -> Self {
        let half = ACTOR_SIZE.0 / 2.0;
        let (left, right) = (value(boxes, ends.0).0 + half, value(boxes, ends.1).0 - half);
        let of = |end: u32| value(&blocks.of, end);
        match (blocks.block(of(ends.0)), blocks.block(of(ends.1))) {
            (Some(first), Some(last)) if of(ends.0) != of(ends.1) => {
                Self { exit: first.xs.1 + half + LEVEL, entry: last.xs.0 - half - LEVEL, runs: Vec::new() }
            }
            _ => Self { exit: left, entry: right, runs: Vec::new() },
        }
    }
}

/// A link with where it would pass the blocks between its ends if it ran straight.
fn aimed(ends: (u32, u32), boxes: &[(f32, f32)], blocks: &Blocks) -> Thread {
    let (left, right) = (value(boxes, ends.0), value(boxes, ends.1));
    let (first, last) = (value(&blocks.of, ends.0), value(&blocks.of, ends.1));
    let edge =
        |block: u32, right: bool| blocks.block(block).map_or(0.0, |block| if right { block.xs.1 } else { block.xs.0 });
    let (start, end) = (edge(first, true), edge(last, false));
    let aim = |block: u32| {
        let x = f32::midpoint(edge(block, false), edge(block, true));
        let part = ((x - start) / (end - start).max(1.0)).clamp(0.0, 1.0);
        let height = |left: f32, right: f32| left + (right - left) * part;
        let turn = height(value(&blocks.turns, ends.0), value(&blocks.turns, ends.1));
        let order = blocks.block(block).map_or(&[][..], |block| &block.order);
        (order.partition_point(|&at| value(&blocks.turns, at) < turn) as u32, height(left.1, right.1))
    };
    Thread { ends, aims: (first + 1..last).map(aim).collect() }
}

/// Where a way is to run level through columns of a block.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// In this aisle, if all of them leave it free.
    aisle: u32,
    y: f32,
}

/// One link on its way.
struct Way<'a> {
    ends: (u32, u32),
    boxes: &'a [(f32, f32)],
    blocks: &'a Blocks,
}

impl Way<'_> {
    /// All of its runs, from left to right: out of the block where it starts, through those that it passes, and into
    /// the one where it ends. `places` has where boxes stand in their blocks.
    fn lead(&self, thread: &Thread, passes: &[(u32, u32)], places: &[u32], wanted: &mut Vec<Wanted>) {
        self.leave(value(places, self.ends.0), wanted);
        let blocks = value(&self.blocks.of, self.ends.0) + 1..;
        for (block, (&(above, place), &(_, aim))) in blocks.zip(passes.iter().zip(&thread.aims)) {
            self.pass(block, above, place, aim, wanted);
        }
        self.arrive(value(places, self.ends.1), wanted);
    }

    /// Out of the block where it starts: below its row.
    fn leave(&self, place: u32, wanted: &mut Vec<Wanted>) {
        let ((x, _), far) = (value(self.boxes, self.ends.0), value(self.boxes, self.ends.1));
        let (block, columns) = self.columns_beside(self.ends.0);
        let start = columns.partition_point(|column| column.xs.0 < x + ACTOR_SIZE.0);
        let level = Level { aisle: value(&self.blocks.row_of, self.ends.0) + 1, y: self.row(self.ends.0) + HALF_ROW };
        self.run((block, start..columns.len()), level, (false, place, far.1), wanted);
    }

    /// Into the block where it ends: above its row.
    fn arrive(&self, place: u32, wanted: &mut Vec<Wanted>) {
        let ((x, _), far) = (value(self.boxes, self.ends.1), value(self.boxes, self.ends.0));
        let (block, columns) = self.columns_beside(self.ends.1);
        let end = columns.partition_point(|column| column.xs.1 <= x - ACTOR_SIZE.0);
        let level = Level { aisle: value(&self.blocks.row_of, self.ends.1), y: self.row(self.ends.1) - HALF_ROW };
        self.run((block, 0..end), level, (true, place, far.1), wanted);
    }

    /// The block of one end with its columns, when the other end is in another block.
    fn columns_beside(&self, end: u32) -> (u32, &[Column]) {
        let block = value(&self.blocks.of, end);
        let apart = value(&self.blocks.of, self.ends.0) != value(&self.blocks.of, self.ends.1);
        (block, if apart { self.blocks.columns_of(block) } else { &[] })
    }

    /// The height of a box's row.
    fn row(&self, at: u32) -> f32 {
        value(&self.blocks.rows, at)
    }

    /// Through a block between its ends, with as many of its boxes above: over the boxes of the row that it meets
    /// that stand left of its place in the row, and under the others.
    fn pass(&self, block: u32, above: u32, place: u32, aim: f32, wanted: &mut Vec<Wanted>) {
        let Some(whole) = self.blocks.block(block) else { return };
        let columns = self.blocks.columns_of(block);
        let before = above.checked_sub(1).and_then(|above| whole.order.get(above as usize));
        let after = whole.order.get(above as usize);
        // The aisle above the row of what stands below, or under all of them.
        let aisle = |at: Option<&u32>, under: u32| at.map_or(0, |&at| value(&self.blocks.row_of, at) + under);
        let row = |at: Option<&u32>| at.map(|&at| self.row(at));
        if let (Some(&at), Some(above_row), Some(below_row)) = (before, row(before), row(after))
            && above_row >= below_row
        {
            // Amid a row: what it passes above stands to the left.
            let split = columns.partition_point(|column| column.xs.1 < value(self.boxes, at).0 - ACTOR_SIZE.0 / 2.0);
            let over = Level { aisle: aisle(after, 0), y: below_row - HALF_ROW };
            let under = Level { aisle: aisle(before, 1), y: above_row + HALF_ROW };
            self.run((block, 0..split), over, (true, place, aim), wanted);
            self.run((block, split..columns.len()), under, (false, place, aim), wanted);
            return;
        }
        let half_box = ACTOR_SIZE.1 / 2.0;
        let high = row(before).map_or(f32::NEG_INFINITY, |y| y + half_box);
        let low = row(after).map_or(f32::INFINITY, |y| y - half_box);
        let rise = (value(self.boxes, self.ends.0).1 - value(self.boxes, self.ends.1).1).abs();
        let stray = STRAY.0 * rise + STRAY.1;
        let easy = high + stray <= aim && aim <= low - stray;
        let y = if high <= low { aim.clamp(high, low) } else { f32::midpoint(high, low) };
        let first = wanted.len();
        let level = Level { aisle: aisle(before, 1), y };
        self.run((block, 0..columns.len()), level, (false, place, aim), wanted);
        for run in wanted.iter_mut().skip(first) {
            run.easy = easy;
        }
    }

    /// Level through columns of a block at about a height.
    fn run(&self, (block, range): (u32, Range<usize>), level: Level, turn: (bool, u32, f32), wanted: &mut Vec<Wanted>) {
        let Some(columns) = self.blocks.columns_of(block).get(range.clone()) else { return };
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return };
        let reach = ACTOR_SIZE.0 / 2.0 + LEVEL;
        let run = |columns: (&Column, &Column), gap: (f32, f32), y: f32| {
            let (left, right) = (columns.0.xs.0 - reach, columns.1.xs.1 + reach);
            Wanted { block, left, right, y, gap, turn, easy: false }
        };
        let free = self.blocks.block(block).and_then(|block| block.aisles.free(level.aisle as usize, &range));
        if let Some(gap) = free.filter(|gap| gap.0 <= level.y && level.y <= gap.1) {
            wanted.push(run((first, last), gap, level.y));
            return;
        }
        let mut open: Option<Wanted> = None;
        for column in columns {
            let (gap, y) = column.gap(level.y);
            let next = run((column, column), gap, y);
            if let Some(open) = open.as_mut().filter(|open| (open.y - y).abs() <= SAME) {
                open.right = next.right;
                open.gap = (open.gap.0.max(gap.0), open.gap.1.min(gap.1));
            } else {
                wanted.extend(open.replace(next));
            }
        }
        wanted.extend(open);
    }
}

/// Adds a run behind the others. Columns that overlap share the room in which both would be level.
fn push(route: &mut Vec<Run>, mut run: Run) {
    if let Some(last) = route.last_mut().filter(|last| last.right > run.left) {
        let middle = f32::midpoint(last.right, run.left);
        last.right = (middle - LEVEL).max(last.left);
        run.left = (middle + LEVEL).max(last.right);
        run.right = run.right.max(run.left);
    }
    route.push(run);
}
