//! Searches for orders with the fewest crossings. The effort depends on the size of the graph alone, never on time, so
//! that every machine finds the same.

use std::cell::Cell;

use super::sweep::{NeighbourSide, Rng};
use super::{Graph, Layers};
use crate::layout::progress::ProgressCallback;

/// Rounds of sweeps (right, left, two-sided) before the first perturbation.
const FIRST_SWEEPS: usize = 3;
/// Limit of the number of perturbations times the number of edges.
const SWEEP_WORK: usize = 300_000;
/// Maximum and minimum number of perturbations.
const PERTURBATIONS: (usize, usize) = (120, 3);
/// Initial jitter of a perturbation, as a fraction of the layer; it decreases to zero.
const INITIAL_JITTER: f64 = 0.12;
/// Positions that one sifting pass may try, all vertices together.
const SIFT_WORK: usize = 600_000;
/// Minimum and maximum sifting distance of a vertex, in positions.
pub(super) const WINDOW: (usize, usize) = (24, 4_000);
/// Maximum number of sifting passes.
const MAX_SIFTING_PASSES: usize = 12;
/// Sifting ends when a pass gains less than this fraction of the remaining crossings.
const MIN_GAIN: f64 = 0.008;
/// Maximum number of vertices, including dummies, for annealing: with more it is too slow to help.
const METROPOLIS_MAX_SIZE: usize = 400;
/// Pairs that annealing may compare per vertex: the maximum, and a factor for the number of vertices.
const METROPOLIS_WORK: (usize, usize) = (10_000, 120);
/// Positions that perturbation and sifting may try together, after the first sifting.
const POLISH_WORK: usize = 2_000_000;

/// The layers of a graph in the best order found; `None` when cancelled by `watch`, which gets the fraction of the
/// search that is done.
pub(in crate::layout) fn search(graph: &Graph, watch: ProgressCallback<'_>) -> Option<Layers> {
    let mut search = OrderSearch::new(Layers::new(graph), watch);
    search.initial_sweeps()?;
    search.perturb()?;
    search.polish()?;
    if search.layers.layer.len() <= METROPOLIS_MAX_SIZE {
        search.metropolis()?;
    }
    Some(search.finish())
}

/// A search in progress.
pub(super) struct OrderSearch<'a> {
    pub(super) layers: Layers,
    pub(super) fewest_crossings: u64,
    best_orders: Vec<Vec<u32>>,
    pub(super) rng: Rng,
    pub(super) edge_count: usize,
    pub(super) watch: ProgressCallback<'a>,
    /// Steps done, each about as long as a sweep.
    pub(super) steps_done: Cell<usize>,
}

impl<'a> OrderSearch<'a> {
    pub(super) fn new(layers: Layers, watch: ProgressCallback<'a>) -> Self {
        let (fewest_crossings, best_orders, edge_count) =
            (layers.crossings(), layers.orders.clone(), layers.edge_count().max(1));
        Self { layers, fewest_crossings, best_orders, rng: Rng::new(1), edge_count, watch, steps_done: Cell::new(0) }
    }

    /// Stores the present orders if they are the best so far, else restores the best.
    pub(super) fn keep_best(&mut self, crossings: u64) {
        if crossings < self.fewest_crossings {
            self.fewest_crossings = crossings;
            self.best_orders.clone_from(&self.layers.orders);
        } else {
            self.layers.orders.clone_from(&self.best_orders);
            self.layers.update_positions();
        }
    }

    /// Counts a step; `None` when cancelled.
    fn advance(&self) -> Option<()> {
        let steps = self.steps_done.get() + 1;
        self.steps_done.set(steps);
        (self.watch)((steps as f32 / self.total_steps() as f32).min(1.0)).then_some(())
    }

    /// Estimated number of steps: how many sifting passes help is not known in advance.
    pub(super) fn total_steps(&self) -> usize {
        3 * FIRST_SWEEPS + 4 * self.perturbation_count() + MAX_SIFTING_PASSES
    }

    /// Number of perturbations before sifting.
    fn perturbation_count(&self) -> usize {
        (SWEEP_WORK / self.edge_count).clamp(PERTURBATIONS.1, PERTURBATIONS.0)
    }

    fn sweep(&mut self, rightwards: bool, side: NeighbourSide, jitter: f64) -> Option<()> {
        self.advance()?;
        self.layers.sweep(rightwards, side, jitter, &mut self.rng);
        Some(())
    }

    /// One-sided sweeps propagate the order; two-sided ones even it out.
    fn initial_sweeps(&mut self) -> Option<()> {
        for _ in 0..FIRST_SWEEPS {
            self.sweep(true, NeighbourSide::Left, 0.0)?;
            self.sweep(false, NeighbourSide::Right, 0.0)?;
            self.sweep(true, NeighbourSide::Both, 0.0)?;
            let crossings = self.layers.crossings();
            if crossings < self.fewest_crossings {
                self.keep_best(crossings);
            }
        }
        self.keep_best(self.fewest_crossings);
        self.layers.renumber();
        self.best_orders.clone_from(&self.layers.orders);
        Some(())
    }

    /// Jitters all vertices, sweeps, and keeps improvements, to leave local optima.
    fn perturb(&mut self) -> Option<()> {
        self.perturb_repeatedly(self.perturbation_count(), |search| {
            search.sweep(true, NeighbourSide::Both, 0.0)?;
            search.sweep(false, NeighbourSide::Both, 0.0)?;
            Some(search.layers.crossings())
        })
    }

    /// Sifts; on small graphs perturbs and sifts repeatedly.
    fn polish(&mut self) -> Option<()> {
        let vertices = self.layers.layer.len().max(1);
        let longest = self.layers.orders.iter().map(Vec::len).max().unwrap_or_default();
        let window = (SIFT_WORK / vertices).clamp(WINDOW.0, WINDOW.1);
        let crossings = self.sift(window)?;
        self.keep_best(crossings);
        let rounds = (POLISH_WORK / (vertices * window.min(longest) * 4).max(1)).min(PERTURBATIONS.0 / 2);
        self.perturb_repeatedly(rounds, |search| search.sift(window))
    }

    /// Anneals, then sifts the result.
    fn metropolis(&mut self) -> Option<()> {
        self.advance()?;
        let size = self.layers.layer.len();
        let work = size * METROPOLIS_WORK.0.min(size * METROPOLIS_WORK.1);
        let crossings = self.layers.metropolis(self.fewest_crossings, work, &mut self.rng);
        self.keep_best(crossings);
        let crossings = self.sift(WINDOW.1)?;
        self.keep_best(crossings);
        Some(())
    }

    /// Jitters all vertices so many times, with decreasing amplitude; `improve` then reorders and counts the crossings.
    fn perturb_repeatedly(&mut self, times: usize, improve: impl Fn(&mut Self) -> Option<u64>) -> Option<()> {
        for time in 0..times {
            if self.fewest_crossings == 0 {
                break;
            }
            let jitter = INITIAL_JITTER * (1.0 - time as f64 / times as f64);
            self.sweep(true, NeighbourSide::Both, jitter)?;
            self.sweep(false, NeighbourSide::Both, jitter / 2.0)?;
            let crossings = improve(self)?;
            self.keep_best(crossings);
        }
        Some(())
    }

    /// Sifts until passes gain little. Returns the remaining crossings.
    pub(super) fn sift(&mut self, window: usize) -> Option<u64> {
        let mut crossings = self.layers.crossings();
        for time in 0..MAX_SIFTING_PASSES {
            self.advance()?;
            let gained = self.layers.sift(time % 2 == 0, window, |_| true);
            crossings = crossings.saturating_sub(gained);
            if gained as f64 <= MIN_GAIN * crossings as f64 {
                break;
            }
        }
        Some(crossings)
    }

    pub(super) fn finish(mut self) -> Layers {
        self.layers.orders = self.best_orders;
        self.layers.update_positions();
        self.layers
    }
}
