//! Annealing (Kirkpatrick, Gelatt and Vecchi 1983): one vertex after another is put elsewhere in its layer by lot; what
//! crosses more is taken as well, but ever more rarely. Slow, and out of orders that sweeps and sifting cannot leave.

use super::Layers;
use super::simulated_annealing::approx_exp_neg;
use super::sweep::Rng;
use crate::layout::adjacency::{Adjacency, set, value};

/// How many more crossings a step may well bring at first, and at last.
const TEMPERATURE: (f64, f64) = (2.0, 0.2);

impl Layers {
    /// Puts vertices elsewhere until so many pairs of vertices have been compared, and leaves the best order that came
    /// of it. Gives its crossings; `crossings` are those of now.
    pub(super) fn metropolis(&mut self, crossings: u64, work: usize, rng: &mut Rng) -> u64 {
        let movable: Vec<u32> = self.orders.iter().filter(|order| order.len() > 1).flatten().copied().collect();
        if movable.is_empty() {
            return crossings;
        }
        let (mut now, mut least) = (crossings as i64, crossings as i64);
        let mut best = self.orders.clone();
        let mut done = 0;
        while done < work && least > 0 {
            let part = done as f64 / work as f64;
            let temperature = TEMPERATURE.0 + (TEMPERATURE.1 - TEMPERATURE.0) * part;
            let vertex = value(&movable, rng.below(movable.len()) as u32);
            let layer = value(&self.layer, vertex) as usize;
            let Some(order) = self.orders.get(layer) else { continue };
            let (from, to) = (value(&self.positions, vertex) as usize, rng.below(order.len()));
            let (low, high) = (from.min(to), from.max(to));
            done += 1 + high - low;
            let cluster = value(&self.cluster, vertex);
            let between = order.get(low..=high).unwrap_or_default();
            if from == to || between.iter().any(|&other| value(&self.cluster, other) != cluster) {
                continue;
            }
            let below: i64 = between.iter().map(|&other| self.crossing_delta(vertex, other)).sum();
            let change = if to > from { below } else { -below };
            if change > 0 && !accepts(change as f64 / temperature, rng) {
                continue;
            }
            now += change;
            self.move_within_layer(layer, from, to);
            if now < least {
                least = now;
                best.clone_from(&self.orders);
            }
        }
        self.orders = best;
        self.update_positions();
        least.max(0) as u64
    }

    /// How many more crossings two vertices of a layer have when the first stands below the second instead of above it.
    fn crossing_delta(&self, vertex: u32, other: u32) -> i64 {
        let side = |neighbours: &Adjacency| -> i64 {
            let theirs = neighbours.of(other);
            let of_one = |&(own, weight): &(u32, u32)| -> i64 {
                let own = value(&self.positions, own);
                let crossing_weight = |&(end, other): &(u32, u32)| {
                    let end = value(&self.positions, end);
                    i64::from(weight) * i64::from(other) * (i64::from(end > own) - i64::from(end < own))
                };
                theirs.iter().map(crossing_weight).sum()
            };
            neighbours.of(vertex).iter().map(of_one).sum()
        };
        if vertex == other { 0 } else { side(&self.left) + side(&self.right) }
    }

    /// Takes what stands at one place of a layer to another one.
    fn move_within_layer(&mut self, layer: usize, from: usize, to: usize) {
        let (low, high) = (from.min(to), from.max(to));
        let Some(part) = self.orders.get_mut(layer).and_then(|order| order.get_mut(low..=high)) else { return };
        if from < to {
            part.rotate_left(1);
        } else {
            part.rotate_right(1);
        }
        for (place, &moved) in (low as u32..).zip(part.iter()) {
            set(&mut self.positions, moved, place);
        }
    }
}

/// Whether a step is taken that is so much worse for its temperature: nearly with the chance of exp(−worse).
fn accepts(worse: f64, rng: &mut Rng) -> bool {
    rng.next_signed_unit().midpoint(1.0) < approx_exp_neg(worse)
}
