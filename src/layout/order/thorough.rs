//! A search that may take seconds: simulated annealing, starting from the result of the quick search.

use super::search::{OrderSearch, WINDOW, search};
use super::simulated_annealing::temperatures;
use super::sweep::Rng;
use super::{Graph, Layers};
use crate::layout::adjacency::value;
use crate::layout::progress::ProgressCallback;

/// Annealing work: a factor for the root of the number of vertices and dummies, about eight seconds for 2,000 actors
/// with 3,000 links; and per run a factor for its square, where that is less.
const ANNEALING_WORK: (f64, f64) = (40e6, 1.5e3);
/// Annealing runs: this many divided by the number of vertices and dummies, and the maximum.
const ANNEALING_RUNS: (usize, usize) = (4_000, 8);
/// The fraction of a thorough search that the quick one takes.
const QUICK_SHARE: f32 = 0.05;

/// The result of [`search`], and annealed orders with far fewer crossings, at a hundred times the cost. Which of these
/// is best is known only after layout, as links are then routed anew.
pub(in crate::layout) fn search_thoroughly(
    graph: &Graph,
    watch: ProgressCallback<'_>,
) -> Option<(Layers, Vec<Layers>)> {
    let quick = search(graph, &|part| watch(part * QUICK_SHARE))?;
    let runs = (ANNEALING_RUNS.0 / quick.layer.len().max(1)).clamp(1, ANNEALING_RUNS.1);
    let mut rng = Rng::new(1);
    let mut annealed = Vec::with_capacity(runs);
    for run in 0..runs {
        let watch: ProgressCallback<'_> =
            &|part| watch(QUICK_SHARE + (run as f32 + part) / runs as f32 * (1.0 - QUICK_SHARE));
        let mut search = OrderSearch::new(quick.clone(), watch);
        search.rng = rng;
        search.simulated_annealing(runs)?;
        rng = search.rng.clone();
        annealed.push(search.finish());
    }
    Some((quick, annealed))
}

impl OrderSearch<'_> {
    /// Anneals, as one of `runs` runs, and sifts the result.
    fn simulated_annealing(&mut self, runs: usize) -> Option<()> {
        let size = self.layers.layer.len() as f64;
        let all = (ANNEALING_WORK.0 * size.sqrt() / runs as f64).min(ANNEALING_WORK.1 * size * size) as usize;
        let (first, last) = temperatures(self.fewest_crossings, self.edge_count);
        let work: Vec<usize> = (0..self.layers.orders.len()).map(|layer| self.layers.annealing_work(layer)).collect();
        let mut crossings = self.fewest_crossings as i64;
        let mut done = 0;
        let mut rightwards = true;
        while done < all && self.fewest_crossings > 0 && work.iter().any(|work| *work > 0) {
            for layer in self.layers.layer_sequence(rightwards) {
                let left = (1.0 - done as f64 / all as f64).max(0.0);
                let temperature = last + (first - last) * left * left * left;
                crossings += self.layers.anneal_layer(layer, temperature, &mut self.rng);
                done += value(&work, layer as u32);
                (self.watch)((done as f32 / all as f32).min(1.0)).then_some(())?;
            }
            rightwards = !rightwards;
        }
        debug_assert_eq!(crossings, self.layers.crossings() as i64, "what tempering says it changed");
        self.steps_done.set(self.total_steps());
        let crossings = self.sift(WINDOW.0)?;
        self.keep_best(crossings);
        self.polish()
    }
}
