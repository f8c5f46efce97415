//! A search that may take seconds: tempering, from what the quick search finds.

use super::search::{Search, WINDOW, search};
use super::sweep::Lots;
use super::temper::heats;
use super::{Graph, Layers};
use crate::layout::Watch;
use crate::layout::neighbours::value;

/// How much work tempering is: for the root of the number of vertices and points, about what takes eight seconds for
/// 2,000 actors with 3,000 links; and in each run for its square, where that is less.
const TEMPER_WORK: (f64, f64) = (40e6, 1.5e3);
/// Runs of tempering: so many for one vertex or point, and the most.
const TEMPER_RUNS: (usize, usize) = (4_000, 8);
/// The part of a thorough search that the quick one takes.
const QUICK: f32 = 0.05;

/// What [`search`] finds, and then much better orders, which take a hundred times as long; which of these is best, only
/// the picture can tell, as links find their ways anew in it.
pub(in crate::layout) fn search_thoroughly(graph: &Graph, watch: Watch<'_>) -> Option<(Layers, Vec<Layers>)> {
    let quick = search(graph, &|part| watch(part * QUICK))?;
    let runs = (TEMPER_RUNS.0 / quick.layer.len().max(1)).clamp(1, TEMPER_RUNS.1);
    let mut lots = Lots::new(1);
    let mut tempered = Vec::with_capacity(runs);
    for run in 0..runs {
        let watch: Watch<'_> = &|part| watch(QUICK + (run as f32 + part) / runs as f32 * (1.0 - QUICK));
        let mut search = Search::new(quick.clone(), watch);
        search.lots = lots;
        search.temper(runs)?;
        lots = search.lots.clone();
        tempered.push(search.finish());
    }
    Some((quick, tempered))
}

impl Search<'_> {
    /// Tempers, one of so many times, and sifts what came of it.
    fn temper(&mut self, runs: usize) -> Option<()> {
        let size = self.layers.layer.len() as f64;
        let all = (TEMPER_WORK.0 * size.sqrt() / runs as f64).min(TEMPER_WORK.1 * size * size) as usize;
        let (first, last) = heats(self.least, self.size);
        let work: Vec<usize> = (0..self.layers.orders.len()).map(|layer| self.layers.tempering_work(layer)).collect();
        let mut crossings = self.least as i64;
        let mut done = 0;
        let mut rightwards = true;
        while done < all && self.least > 0 && work.iter().any(|work| *work > 0) {
            for layer in self.layers.sweep_order(rightwards) {
                let left = (1.0 - done as f64 / all as f64).max(0.0);
                let heat = last + (first - last) * left * left * left;
                crossings += self.layers.temper(layer, heat, &mut self.lots);
                done += value(&work, layer as u32);
                (self.watch)((done as f32 / all as f32).min(1.0)).then_some(())?;
            }
            rightwards = !rightwards;
        }
        debug_assert_eq!(crossings, self.layers.crossings() as i64, "what tempering says it changed");
        self.steps.set(self.all_steps());
        let crossings = self.sift(WINDOW.0)?;
        self.settle(crossings);
        Some(())
    }
}
