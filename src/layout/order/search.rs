//! Searches for orders with the fewest crossings. The effort depends on the size of the graph alone, never on time, so
//! that every machine finds the same.

use std::cell::Cell;

use super::edge_rerouting::Rerouting;
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
/// Positions that perturbation and sifting may try together, after the first sifting.
const POLISH_WORK: usize = 2_000_000;
/// Cost of rerouting all long edges once, in edge ends, up to which sifting does so as well.
const REROUTING_WORK: usize = 300_000;
/// Maximum number of vertices, including dummies, for several orders to start from: with more it takes too long.
const RESTARTED_MAX_SIZE: usize = 2_500;
/// Most of these: what an order has far from its place stays there.
const STARTS: usize = 12;
/// Positions that sifting may try from all starts together.
const START_WORK: usize = 1_500_000;
/// Jitter of a random start, as a fraction of the layer.
const START_JITTER: f64 = 0.5;
/// The fraction of the search that polishing the best start takes.
const POLISH_SHARE: f32 = 0.4;

/// The layers of a graph in the best order found; `None` when cancelled by `watch`, which gets the fraction of the
/// search that is done.
pub(in crate::layout) fn search(graph: &Graph, watch: ProgressCallback<'_>) -> Option<Layers> {
    let first = Layers::new(graph);
    let starts = start_count(&first);
    if starts == 1 {
        let mut search = OrderSearch::new(first, watch);
        search.improve(1)?;
        search.polish()?;
        return Some(search.finish());
    }
    let mut best: Option<(u64, Layers)> = None;
    for start in 0..starts {
        let watch: ProgressCallback<'_> = &|part| watch((start as f32 + part) / starts as f32 * (1.0 - POLISH_SHARE));
        let mut search = OrderSearch::new(first.clone(), watch);
        search.begin_at(start);
        search.improve(starts)?;
        let crossings = search.fewest_crossings;
        if best.as_ref().is_none_or(|(least, _)| crossings < *least) {
            best = Some((crossings, search.finish()));
        }
        if crossings == 0 {
            break;
        }
    }
    let watch: ProgressCallback<'_> = &|part| watch(1.0 - POLISH_SHARE + part * POLISH_SHARE);
    let mut search = OrderSearch::new(best?.1, watch);
    search.polish()?;
    Some(search.finish())
}

/// Number of orders to start from.
fn start_count(layers: &Layers) -> usize {
    if layers.layer.len() > RESTARTED_MAX_SIZE { 1 } else { (START_WORK / sifting_work(layers)).clamp(2, STARTS) }
}

/// How far sifting moves a vertex.
fn sifting_window(layers: &Layers) -> usize {
    (SIFT_WORK / layers.layer.len().max(1)).clamp(WINDOW.0, WINDOW.1)
}

/// About how many positions one sifting tries.
fn sifting_work(layers: &Layers) -> usize {
    let longest = layers.orders.iter().map(Vec::len).max().unwrap_or_default().max(1);
    layers.layer.len().max(1) * sifting_window(layers).min(longest) * 4
}

/// A search in progress.
pub(super) struct OrderSearch<'a> {
    pub(super) layers: Layers,
    pub(super) fewest_crossings: u64,
    best_orders: Vec<Vec<u32>>,
    pub(super) rng: Rng,
    pub(super) edge_count: usize,
    /// How far long edges are rerouted; not at all where that takes too long.
    rerouting_window: Option<u32>,
    pub(super) watch: ProgressCallback<'a>,
    /// Steps done, each about as long as a sweep.
    pub(super) steps_done: Cell<usize>,
}

impl<'a> OrderSearch<'a> {
    pub(super) fn new(layers: Layers, watch: ProgressCallback<'a>) -> Self {
        let edge_count = layers.edge_count().max(1);
        let rerouting_window = Rerouting::affordable_window(&layers, |vertex| layers.is_dummy(vertex), REROUTING_WORK);
        Self {
            fewest_crossings: layers.crossings(),
            best_orders: layers.orders.clone(),
            rng: Rng::new(1),
            edge_count,
            rerouting_window,
            watch,
            steps_done: Cell::new(0),
            layers,
        }
    }

    /// Takes another order to start from, the same for the same number; the first is the present one.
    fn begin_at(&mut self, start: usize) {
        if start == 0 {
            return;
        }
        self.rng = Rng::new(1 + start as u64);
        self.layers.order_depth_first(false);
        if start > 1 {
            self.layers.sweep(true, NeighbourSide::Both, START_JITTER, &mut self.rng);
            self.layers.sweep(false, NeighbourSide::Both, START_JITTER / 2.0, &mut self.rng);
        }
        self.fewest_crossings = self.layers.crossings();
        self.best_orders.clone_from(&self.layers.orders);
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

    /// Jitters all vertices, sweeps, and keeps improvements, to leave local optima; as one of so many `starts`.
    fn perturb(&mut self, starts: usize) -> Option<()> {
        self.perturb_repeatedly(self.perturbation_count().div_ceil(starts), |search| {
            search.sweep(true, NeighbourSide::Both, 0.0)?;
            search.sweep(false, NeighbourSide::Both, 0.0)?;
            Some(search.layers.crossings())
        })
    }

    /// Sweeps, perturbs and sifts, as one of so many `starts`.
    fn improve(&mut self, starts: usize) -> Option<()> {
        self.initial_sweeps()?;
        self.perturb(starts)?;
        let crossings = self.sift(sifting_window(&self.layers))?;
        self.keep_best(crossings);
        Some(())
    }

    /// On small graphs perturbs and sifts repeatedly.
    pub(super) fn polish(&mut self) -> Option<()> {
        let window = sifting_window(&self.layers);
        let rounds = (POLISH_WORK / sifting_work(&self.layers)).min(PERTURBATIONS.0 / 2);
        self.perturb_repeatedly(rounds, |search| search.sift(window))
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

    /// Sifts, and reroutes long edges, until a pass gains little. Returns the remaining crossings.
    pub(super) fn sift(&mut self, window: usize) -> Option<u64> {
        let mut crossings = self.layers.crossings();
        for time in 0..MAX_SIFTING_PASSES {
            self.advance()?;
            let before = crossings;
            crossings = crossings.saturating_sub(self.layers.sift(time % 2 == 0, window, |_| true));
            if let Some(window) = self.rerouting_window {
                Rerouting::in_place(&self.layers, |vertex| self.layers.is_dummy(vertex), window).run(&mut self.layers);
                crossings = self.layers.crossings();
            }
            if before.saturating_sub(crossings) as f64 <= MIN_GAIN * crossings as f64 {
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
