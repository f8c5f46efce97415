//! A search that may take seconds: tempering, from what the quick search finds.

use super::search::{OrderSearch, WINDOW, search};
use super::simulated_annealing::temperatures;
use super::sweep::Rng;
use super::{Graph, Layers};
use crate::layout::ProgressCallback;
use crate::layout::adjacency::value;

/// How much work tempering is: for the root of the number of vertices and points, about what takes eight seconds for
/// 2,000 actors with 3,000 links; and in each run for its square, where that is less.
const ANNEALING_WORK: (f64, f64) = (40e6, 1.5e3);
/// Runs of tempering: so many for one vertex or point, and the most.
const ANNEALING_RUNS: (usize, usize) = (4_000, 8);
/// The part of a thorough search that the quick one takes.
const QUICK_SHARE: f32 = 0.05;

/// What [`search`] finds, and then much better orders, which take a hundred times as long; which of these is best, only
/// the picture can tell, as links find their ways anew in it.
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
    /// Tempers, one of so many times, and sifts what came of it.
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
        Some(())
    }
}
