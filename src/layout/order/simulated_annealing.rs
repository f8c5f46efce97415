//! Simulated annealing by sifting with a heat bath (Geman and Geman 1984): each vertex takes a random position near its
//! own, with higher probability the fewer crossings it brings, while the temperature falls. Neighbours are fixed and
//! sorted within a layer, so a comparison is much faster than in `metropolis`, and this works on large graphs as well.

use super::Layers;
use super::sift::PositionSelector;
use super::sweep::Rng;

/// Maximum distance of a move, in positions.
const WINDOW: usize = 12;
/// Initial temperature per average crossing of an edge, with minimum and maximum; final temperature as a fraction of
/// the initial one, with minimum and maximum.
const INITIAL_TEMPERATURE: (f64, f64, f64) = (2.0, 4.0, 100.0);
const FINAL_TEMPERATURE: (f64, f64, f64) = (0.03, 0.3, 1.0);

/// Selects a random position by Boltzmann weights.
struct HeatBath<'a> {
    temperature: f64,
    rng: &'a mut Rng,
    position: usize,
    change: i64,
    /// The least change so far, and the sum of the weights of all positions so far, relative to its weight.
    least: i64,
    sum: f64,
}

impl<'a> HeatBath<'a> {
    fn new(temperature: f64, rng: &'a mut Rng) -> Self {
        Self { temperature, rng, position: 0, change: 0, least: 0, sum: 1.0 }
    }

    fn probability(&self, worse: i64) -> f64 {
        approx_exp_neg(worse as f64 / self.temperature)
    }
}

impl PositionSelector for HeatBath<'_> {
    fn begin(&mut self, now: usize) {
        (self.position, self.change, self.least, self.sum) = (now, 0, 0, 1.0);
    }

    fn offer(&mut self, place: usize, change: i64) {
        if change < self.least {
            self.sum *= self.probability(self.least - change);
            self.least = change;
        }
        let probability = self.probability(change - self.least);
        if probability <= 0.0 {
            return;
        }
        self.sum += probability;
        if self.rng.next_signed_unit().midpoint(1.0) * self.sum < probability {
            (self.position, self.change) = (place, change);
        }
    }

    fn selected(&self) -> (usize, i64) {
        (self.position, self.change)
    }
}

/// Initial and final temperature for a number of crossings and edges.
pub(super) fn temperatures(crossings: u64, edges: usize) -> (f64, f64) {
    let each = crossings as f64 / edges.max(1) as f64;
    let first = (INITIAL_TEMPERATURE.0 * each).clamp(INITIAL_TEMPERATURE.1, INITIAL_TEMPERATURE.2);
    (first, (FINAL_TEMPERATURE.0 * first).clamp(FINAL_TEMPERATURE.1, FINAL_TEMPERATURE.2))
}

/// About exp(-x), by multiplications alone, which give the same on every machine.
pub(super) fn approx_exp_neg(x: f64) -> f64 {
    let base = (1.0 - x / 16.0).max(0.0);
    [(); 4].iter().fold(base, |power, ()| power * power)
}

impl Layers {
    /// Moves every vertex of a layer once. Returns the change in crossings.
    pub(super) fn anneal_layer(&mut self, layer: usize, temperature: f64, rng: &mut Rng) -> i64 {
        self.sift_layer_with(layer, WINDOW, &mut HeatBath::new(temperature, rng))
    }

    /// Estimated cost of annealing a layer once, in edge ends examined.
    pub(super) fn annealing_work(&self, layer: usize) -> usize {
        let order = self.orders.get(layer).map_or(&[][..], Vec::as_slice);
        let ends: usize = order.iter().map(|&vertex| self.left.of(vertex).len() + self.right.of(vertex).len()).sum();
        4 * WINDOW.min(order.len()) * (2 * order.len() + ends) + order.len()
    }
}
