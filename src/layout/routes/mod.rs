//! The ways of links between boxes: level through the gaps between the boxes of every column that they pass, so that
//! no link runs behind a box, and none through another one's label.
//!
//! A way is found from where the boxes stand and nothing else, so it is there for a map that was moved about by hand
//! as well. `blocks` finds columns that stand close together; links are threaded through them in an order with few
//! crossings (`order::thread`). In a block a link leaves below its row and comes in above it: as rows are filled from
//! the right, links keep their order there and need not cross.

mod blocks;

use rayon::prelude::*;

use blocks::{Blocks, Column};

use super::neighbours::value;
use super::order::{Thread, Threaded, thread};
use super::rows::{Wish, spaced};
use super::{ACTOR_SIZE, ROW_PITCH, Watch};

/// So many links are led at a time: with fewer, several cores are not worth their while.
const PORTION: usize = 1_024;
/// The part of the time that leading links through blocks takes.
const LED: f32 = 0.85;
/// Room between two ways side by side, where there is so much.
const APART: f32 = 6.0;
/// How far beyond the boxes of a column a way stays level.
const LEVEL: f32 = 8.0;
/// Runs in neighbouring columns whose heights differ by less are one.
const SAME: f32 = 0.5;
/// How far a smooth line strays from the straight one at the most, as a part of its rise, and what it keeps clear
/// besides.
const STRAY: (f32, f32) = (0.12, 12.0);

/// A level stretch of a way. One without length is a point that a way passes on a slope, as nothing is near.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// A run before its place among the others of its gap is known.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    link: usize,
    block: u32,
    left: f32,
    right: f32,
    y: f32,
    gap: (f32, f32),
    /// Where it stands among the runs of its gap: what comes from the row above, then what goes to the row below;
    /// each by the place in the block of where it comes from or goes to, then by the height of its other end.
    turn: (bool, u32, f32),
    /// Nothing is near, so that it need not be level when it is alone.
    easy: bool,
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
    let wanted_by = |link: usize| {
        let mut wanted = Vec::new();
        let (Some(thread), Some(passes)) = (threads.get(link), threaded.threads.get(link)) else { return wanted };
        let way = Way { link, ends: thread.ends, boxes, blocks: &blocks };
        way.leave(value(&threaded.vertices, thread.ends.0), &mut wanted);
        for (block, (&(above, place), &(_, aim))) in
            (value(&blocks.of, thread.ends.0) + 1..).zip(passes.iter().zip(&thread.aims))
        {
            way.pass(block, above, place, aim, &mut wanted);
        }
        way.arrive(value(&threaded.vertices, thread.ends.1), &mut wanted);
        wanted
    };
    let mut wanted: Vec<Wanted> =
        (0..threads.len()).into_par_iter().with_min_len(PORTION).flat_map_iter(wanted_by).collect();
    if !watch(f32::midpoint(LED, 1.0)) {
        return None;
    }
    spread(&mut wanted);
    let mut routes: Vec<Route> = threads.iter().map(|thread| Route::between(thread.ends, boxes, &blocks)).collect();
    wanted.par_sort_unstable_by(|a, b| a.link.cmp(&b.link).then(a.left.total_cmp(&b.left)));
    for run in wanted {
        if let Some(route) = routes.get_mut(run.link) {
            push(&mut route.runs, Run { left: run.left, right: run.right, y: run.y });
        }
    }
    Some(routes)
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

/// One link on its way.
struct Way<'a> {
    link: usize,
    ends: (u32, u32),
    boxes: &'a [(f32, f32)],
    blocks: &'a Blocks,
}

impl Way<'_> {
    /// Out of the block where it starts: below its row.
    fn leave(&self, place: u32, wanted: &mut Vec<Wanted>) {
        let ((x, _), far) = (value(self.boxes, self.ends.0), value(self.boxes, self.ends.1));
        let columns = self.columns_beside(value(&self.blocks.of, self.ends.0));
        let start = columns.partition_point(|column| column.xs.0 < x + ACTOR_SIZE.0);
        let aim = value(&self.blocks.rows, self.ends.0) + (ROW_PITCH / 2.0) as f32;
        self.run(columns.get(start..).unwrap_or_default(), aim, (false, place, far.1), wanted);
    }

    /// Into the block where it ends: above its row.
    fn arrive(&self, place: u32, wanted: &mut Vec<Wanted>) {
        let ((x, _), far) = (value(self.boxes, self.ends.1), value(self.boxes, self.ends.0));
        let columns = self.columns_beside(value(&self.blocks.of, self.ends.1));
        let end = columns.partition_point(|column| column.xs.1 <= x - ACTOR_SIZE.0);
        let aim = value(&self.blocks.rows, self.ends.1) - (ROW_PITCH / 2.0) as f32;
        self.run(columns.get(..end).unwrap_or_default(), aim, (true, place, far.1), wanted);
    }

    /// The columns of the block of one end, when the other end is in another block.
    fn columns_beside(&self, block: u32) -> &[Column] {
        let apart = value(&self.blocks.of, self.ends.0) != value(&self.blocks.of, self.ends.1);
        if apart { self.blocks.columns_of(block) } else { &[] }
    }

    /// Through a block between its ends, with as many of its boxes above: over the boxes of the row that it meets
    /// that stand left of its place in the row, and under the others.
    fn pass(&self, block: u32, above: u32, place: u32, aim: f32, wanted: &mut Vec<Wanted>) {
        let Some(whole) = self.blocks.block(block) else { return };
        let columns = self.blocks.columns_of(block);
        let before = above.checked_sub(1).and_then(|above| whole.order.get(above as usize));
        let after = whole.order.get(above as usize);
        let row = |at: Option<&u32>| at.map(|&at| value(&self.blocks.rows, at));
        let half_row = (ROW_PITCH / 2.0) as f32;
        if let (Some(&at), Some(above_row), Some(below_row)) = (before, row(before), row(after))
            && above_row >= below_row
        {
            // Amid a row: what it passes above stands to the left.
            let split = columns.partition_point(|column| column.xs.1 < value(self.boxes, at).0 - ACTOR_SIZE.0 / 2.0);
            let (left, right) = columns.split_at(split.min(columns.len()));
            self.run(left, below_row - half_row, (true, place, aim), wanted);
            self.run(right, above_row + half_row, (false, place, aim), wanted);
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
        self.run(columns, y, (false, place, aim), wanted);
        for run in wanted.iter_mut().skip(first) {
            run.easy = easy;
        }
    }

    /// Level through columns at about a height.
    fn run(&self, columns: &[Column], aim: f32, turn: (bool, u32, f32), wanted: &mut Vec<Wanted>) {
        let reach = ACTOR_SIZE.0 / 2.0 + LEVEL;
        let mut open: Option<Wanted> = None;
        for column in columns {
            let (gap, y) = column.gap(aim);
            let (left, right) = (column.xs.0 - reach, column.xs.1 + reach);
            if let Some(run) = open.as_mut().filter(|run| (run.y - y).abs() <= SAME) {
                run.right = right;
                run.gap = (run.gap.0.max(gap.0), run.gap.1.min(gap.1));
            } else {
                let run = Wanted { link: self.link, block: column.block, left, right, y, gap, turn, easy: false };
                wanted.extend(open.replace(run));
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

/// Gives the runs of each gap heights of their own.
fn spread(wanted: &mut [Wanted]) {
    wanted.par_sort_unstable_by(|a, b| {
        (a.block.cmp(&b.block))
            .then(a.gap.0.total_cmp(&b.gap.0))
            .then(a.turn.0.cmp(&b.turn.0))
            .then(a.turn.1.cmp(&b.turn.1))
            .then(a.turn.2.total_cmp(&b.turn.2))
            .then(a.link.cmp(&b.link))
            .then(a.left.total_cmp(&b.left))
    });
    wanted.par_chunk_by_mut(|a, b| a.block == b.block && a.gap.0.total_cmp(&b.gap.0).is_eq()).for_each(spread_in_gap);
}

/// Gives the runs of one gap, in their order, heights of their own.
fn spread_in_gap(runs: &mut [Wanted]) {
    if let [run] = runs
        && run.easy
    {
        let middle = f32::midpoint(run.left, run.right);
        (run.left, run.right) = (middle, middle);
        return;
    }
    let (high, low) =
        runs.iter().fold((f32::NEG_INFINITY, f32::INFINITY), |gap, run| (gap.0.max(run.gap.0), gap.1.min(run.gap.1)));
    let steps = runs.len().saturating_sub(1) as f32;
    let apart = if steps > 0.0 { APART.min((low - high) / steps).max(0.0) } else { 0.0 };
    let wish = |(place, run): (usize, &Wanted)| Wish {
        y: f64::from(run.y),
        weight: 1.0,
        offset: f64::from(apart) * place as f64,
    };
    let wishes: Vec<Wish> = runs.iter().enumerate().map(wish).collect();
    let bounds = (f64::from(high), f64::from(low - steps * apart));
    for (run, y) in runs.iter_mut().zip(spaced(&wishes, bounds)) {
        run.y = y as f32;
    }
}
