//! Tempering: sifting with heat. Each vertex takes a place near its own by lot, the likelier the fewer crossings it
//! brings (a heat bath, Geman and Geman 1984), while heat falls. Within a layer all that is looked at stands still and
//! lies sorted, which makes a look so much quicker than `anneal`'s that this works on large graphs as well.

use super::Layers;
use super::sift::Choice;
use super::sweep::Lots;

/// How far a vertex may move at a time.
const WINDOW: usize = 12;
/// Heat at first for each crossing that a tie has on average, within bounds; and at last, as a part of that at first,
/// within bounds.
const FIRST_HEAT: (f64, f64, f64) = (2.0, 4.0, 100.0);
const LAST_HEAT: (f64, f64, f64) = (0.03, 0.3, 1.0);

/// A place by lot.
struct ByLot<'a> {
    heat: f64,
    lots: &'a mut Lots,
    place: usize,
    change: i64,
    /// The least change so far, and the sum of the chances of all places so far, measured by its own.
    least: i64,
    sum: f64,
}

impl<'a> ByLot<'a> {
    fn new(heat: f64, lots: &'a mut Lots) -> Self {
        Self { heat, lots, place: 0, change: 0, least: 0, sum: 1.0 }
    }

    fn chance(&self, worse: i64) -> f64 {
        falling(worse as f64 / self.heat)
    }
}

impl Choice for ByLot<'_> {
    fn begin(&mut self, now: usize) {
        (self.place, self.change, self.least, self.sum) = (now, 0, 0, 1.0);
    }

    fn offer(&mut self, place: usize, change: i64) {
        if change < self.least {
            self.sum *= self.chance(self.least - change);
            self.least = change;
        }
        let chance = self.chance(change - self.least);
        if chance <= 0.0 {
            return;
        }
        self.sum += chance;
        if self.lots.draw().midpoint(1.0) * self.sum < chance {
            (self.place, self.change) = (place, change);
        }
    }

    fn chosen(&self) -> (usize, i64) {
        (self.place, self.change)
    }
}

/// How much heat there is at first and at last, for so many crossings of so many ties.
pub(super) fn heats(crossings: u64, ties: usize) -> (f64, f64) {
    let each = crossings as f64 / ties.max(1) as f64;
    let first = (FIRST_HEAT.0 * each).clamp(FIRST_HEAT.1, FIRST_HEAT.2);
    (first, (LAST_HEAT.0 * first).clamp(LAST_HEAT.1, LAST_HEAT.2))
}

/// Nearly exp(−x), worked out by products alone, which are the same on every machine.
pub(super) fn falling(x: f64) -> f64 {
    let base = (1.0 - x / 16.0).max(0.0);
    [(); 4].iter().fold(base, |power, ()| power * power)
}

impl Layers {
    /// Tempers every vertex of a layer once. Gives how many more crossings there are then.
    pub(super) fn temper(&mut self, layer: usize, heat: f64, lots: &mut Lots) -> i64 {
        self.replace(layer, WINDOW, &mut ByLot::new(heat, lots))
    }

    /// About how long tempering a layer once takes: looks at ends of ties.
    pub(super) fn tempering_work(&self, layer: usize) -> usize {
        let order = self.orders.get(layer).map_or(&[][..], Vec::as_slice);
        let ends: usize = order.iter().map(|&vertex| self.left.of(vertex).len() + self.right.of(vertex).len()).sum();
        4 * WINDOW.min(order.len()) * (2 * order.len() + ends) + order.len()
    }
}
