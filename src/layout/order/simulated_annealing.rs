//! Tempering: sifting with temperature. Each vertex takes a place near its own by lot, the likelier the fewer crossings it
//! brings (a temperature bath, Geman and Geman 1984), while temperature falls. Within a layer all that is looked at stands still and
//! lies sorted, which makes a look so much quicker than `anneal`'s that this works on large graphs as well.

use super::Layers;
use super::sift::PositionSelector;
use super::sweep::Rng;

/// How far a vertex may move at a time.
const WINDOW: usize = 12;
/// Heat at first for each crossing that a tie has on average, within bounds; and at last, as a part of that at first,
/// within bounds.
const INITIAL_TEMPERATURE: (f64, f64, f64) = (2.0, 4.0, 100.0);
const FINAL_TEMPERATURE: (f64, f64, f64) = (0.03, 0.3, 1.0);

/// A place by lot.
struct HeatBath<'a> {
    temperature: f64,
    rng: &'a mut Rng,
    position: usize,
    change: i64,
    /// The least change so far, and the sum of the chances of all places so far, measured by its own.
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

/// How much temperature there is at first and at last, for so many crossings of so many ties.
pub(super) fn temperatures(crossings: u64, edges: usize) -> (f64, f64) {
    let each = crossings as f64 / edges.max(1) as f64;
    let first = (INITIAL_TEMPERATURE.0 * each).clamp(INITIAL_TEMPERATURE.1, INITIAL_TEMPERATURE.2);
    (first, (FINAL_TEMPERATURE.0 * first).clamp(FINAL_TEMPERATURE.1, FINAL_TEMPERATURE.2))
}

/// Nearly exp(−x), worked out by products alone, which are the same on every machine.
pub(super) fn approx_exp_neg(x: f64) -> f64 {
    let base = (1.0 - x / 16.0).max(0.0);
    [(); 4].iter().fold(base, |power, ()| power * power)
}

impl Layers {
    /// Tempers every vertex of a layer once. Gives how many more crossings there are then.
    pub(super) fn anneal_layer(&mut self, layer: usize, temperature: f64, rng: &mut Rng) -> i64 {
        self.sift_layer_with(layer, WINDOW, &mut HeatBath::new(temperature, rng))
    }

    /// About how long tempering a layer once takes: looks at ends of ties.
    pub(super) fn annealing_work(&self, layer: usize) -> usize {
        let order = self.orders.get(layer).map_or(&[][..], Vec::as_slice);
        let ends: usize = order.iter().map(|&vertex| self.left.of(vertex).len() + self.right.of(vertex).len()).sum();
        4 * WINDOW.min(order.len()) * (2 * order.len() + ends) + order.len()
    }
}
