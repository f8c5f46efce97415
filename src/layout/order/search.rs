//! Looks for the orders with the fewest crossings. How much is tried depends on the size of the graph alone, never on
//! time, so that every machine finds the same.

use std::cell::Cell;

use super::sweep::{Lots, Side};
use super::{Graph, Layers};
use crate::layout::Watch;

/// Pairs of sweeps to the right and back before anything is shaken.
const FIRST_SWEEPS: usize = 3;
/// Steps from layer to layer that shaken sweeps may look at, all together.
const SWEEP_WORK: usize = 300_000;
/// How often the best order may be shaken, at the most and at the least.
const SHAKES: (usize, usize) = (120, 3);
/// How far a shake pushes at first, as a part of the layer; it fades to nothing.
const FIRST_PUSH: f64 = 0.12;
/// Places that one sifting may try, all vertices together.
const SIFT_WORK: usize = 600_000;
/// The least and the most places that a vertex is sifted by.
pub(super) const WINDOW: (usize, usize) = (24, 4_000);
/// Times that all is sifted at the most.
const SIFTINGS: usize = 12;
/// Sifting ends when a time gains less than this part of what is left.
const LEAST_GAIN: f64 = 0.008;
/// The most vertices and points of ties that are annealed: with more it is too slow to get anywhere.
const ANNEALED: usize = 400;
/// Pairs that annealing may compare for each of them, and how fast that grows with their number.
const ANNEAL_WORK: (usize, usize) = (10_000, 120);
/// Places that shaking and sifting may try together, after the first sifting.
const POLISH_WORK: usize = 2_000_000;

/// The layers of a graph in the best order found; `None` when `watch` wants it no more. It is told the part of the
/// search that is done.
pub(in crate::layout) fn search(graph: &Graph, watch: Watch<'_>) -> Option<Layers> {
    let mut search = Search::new(Layers::new(graph), watch);
    search.sweep_first()?;
    search.shake()?;
    search.polish()?;
    if search.layers.layer.len() <= ANNEALED {
        search.anneal()?;
    }
    Some(search.finish())
}

/// A search under way.
pub(super) struct Search<'a> {
    pub(super) layers: Layers,
    pub(super) least: u64,
    best: Vec<Vec<u32>>,
    pub(super) lots: Lots,
    pub(super) size: usize,
    pub(super) watch: Watch<'a>,
    /// Steps that are done, each about as long as a sweep.
    pub(super) steps: Cell<usize>,
}

impl<'a> Search<'a> {
    pub(super) fn new(layers: Layers, watch: Watch<'a>) -> Self {
        let (least, best, size) = (layers.crossings(), layers.orders.clone(), layers.size().max(1));
        Self { layers, least, best, lots: Lots::new(1), size, watch, steps: Cell::new(0) }
    }

    /// Keeps the orders if they are the best so far, or goes back to the best.
    pub(super) fn settle(&mut self, crossings: u64) {
        if crossings < self.least {
            self.least = crossings;
            self.best.clone_from(&self.layers.orders);
        } else {
            self.layers.orders.clone_from(&self.best);
            self.layers.number();
        }
    }

    /// A step is done; whether there is to be another one.
    fn go_on(&self) -> Option<()> {
        let steps = self.steps.get() + 1;
        self.steps.set(steps);
        (self.watch)((steps as f32 / self.all_steps() as f32).min(1.0)).then_some(())
    }

    /// About how many steps there are: how often sifting helps is not known before.
    pub(super) fn all_steps(&self) -> usize {
        3 * FIRST_SWEEPS + 4 * self.shakes() + SIFTINGS
    }

    /// How often the best order is shaken before it is sifted.
    fn shakes(&self) -> usize {
        (SWEEP_WORK / self.size).clamp(SHAKES.1, SHAKES.0)
    }

    fn sweep(&mut self, rightwards: bool, side: Side, push: f64) -> Option<()> {
        self.go_on()?;
        self.layers.sweep(rightwards, side, push, &mut self.lots);
        Some(())
    }

    /// Sweeps that look to one side let the order run through; those that look to both even it out.
    fn sweep_first(&mut self) -> Option<()> {
        for _ in 0..FIRST_SWEEPS {
            self.sweep(true, Side::Left, 0.0)?;
            self.sweep(false, Side::Right, 0.0)?;
            self.sweep(true, Side::Both, 0.0)?;
            let crossings = self.layers.crossings();
            if crossings < self.least {
                self.settle(crossings);
            }
        }
        self.settle(self.least);
        self.layers.renumber();
        self.best.clone_from(&self.layers.orders);
        Some(())
    }

    /// Pushes everything a bit off its place, lets it settle, and keeps what is better: that leads out of orders that
    /// are only best in the small.
    fn shake(&mut self) -> Option<()> {
        self.shaken(self.shakes(), |search| {
            search.sweep(true, Side::Both, 0.0)?;
            search.sweep(false, Side::Both, 0.0)?;
            Some(search.layers.crossings())
        })
    }

    /// Sifts; on small graphs shakes and sifts again and again.
    fn polish(&mut self) -> Option<()> {
        let vertices = self.layers.layer.len().max(1);
        let longest = self.layers.orders.iter().map(Vec::len).max().unwrap_or_default();
        let window = (SIFT_WORK / vertices).clamp(WINDOW.0, WINDOW.1);
        let crossings = self.sift(window)?;
        self.settle(crossings);
        let rounds = (POLISH_WORK / (vertices * window.min(longest) * 4).max(1)).min(SHAKES.0 / 2);
        self.shaken(rounds, |search| search.sift(window))
    }

    /// Anneals, and sifts what came of it.
    fn anneal(&mut self) -> Option<()> {
        self.go_on()?;
        let size = self.layers.layer.len();
        let work = size * ANNEAL_WORK.0.min(size * ANNEAL_WORK.1);
        let crossings = self.layers.anneal(self.least, work, &mut self.lots);
        self.settle(crossings);
        let crossings = self.sift(WINDOW.1)?;
        self.settle(crossings);
        Some(())
    }

    /// Pushes everything off its place so many times, less and less; `calm` lets it settle and counts the crossings.
    fn shaken(&mut self, times: usize, calm: impl Fn(&mut Self) -> Option<u64>) -> Option<()> {
        for time in 0..times {
            if self.least == 0 {
                break;
            }
            let push = FIRST_PUSH * (1.0 - time as f64 / times as f64);
            self.sweep(true, Side::Both, push)?;
            self.sweep(false, Side::Both, push / 2.0)?;
            let crossings = calm(self)?;
            self.settle(crossings);
        }
        Some(())
    }

    /// Sifts until hardly anything gets better. Gives the crossings that are left.
    pub(super) fn sift(&mut self, window: usize) -> Option<u64> {
        let mut crossings = self.layers.crossings();
        for time in 0..SIFTINGS {
            self.go_on()?;
            let gained = self.layers.sift(time % 2 == 0, window, |_| true);
            crossings = crossings.saturating_sub(gained);
            if gained as f64 <= LEAST_GAIN * crossings as f64 {
                break;
            }
        }
        Some(crossings)
    }

    pub(super) fn finish(mut self) -> Layers {
        self.layers.orders = self.best;
        self.layers.number();
        self.layers
    }
}
