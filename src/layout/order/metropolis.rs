//! Simulated annealing with Metropolis acceptance (Kirkpatrick, Gelatt and Vecchi 1983): random moves within a layer;
//! worse ones are accepted ever more rarely. Slow, but leaves local optima that sweeps and sifting cannot.

use super::Layers;
use super::simulated_annealing::approx_exp_neg;
use super::sweep::Rng;
use crate::layout::adjacency::{Neighbours, set, value};

/// Temperature, in crossings, at the start and at the end.
const TEMPERATURE: (f64, f64) = (2.0, 0.2);

impl Layers {
    /// Moves random vertices until `work` pairs have been compared, and restores the best order found. Takes the
    /// present number of crossings and returns that of the best order.
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

    /// Change in crossings when the first of two vertices of a layer is placed below the second instead of above it.
    fn crossing_delta(&self, vertex: u32, other: u32) -> i64 {
        let side_delta = |neighbours: &Neighbours| -> i64 {
            let other_edges = neighbours.of(other);
            let edge_delta = |&(own, weight): &(u32, u32)| -> i64 {
                let own = value(&self.positions, own);
                let pair_delta = |&(end, other): &(u32, u32)| {
                    let end = value(&self.positions, end);
                    i64::from(weight) * i64::from(other) * (i64::from(end > own) - i64::from(end < own))
                };
                other_edges.iter().map(pair_delta).sum()
            };
            neighbours.of(vertex).iter().map(edge_delta).sum()
        };
        if vertex == other { 0 } else { side_delta(&self.left) + side_delta(&self.right) }
    }

    /// Moves a vertex of a layer from one position to another.
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

/// Whether a move is accepted: with probability of about exp(-worse), `worse` being the change over the temperature.
fn accepts(worse: f64, rng: &mut Rng) -> bool {
    rng.next_signed_unit().midpoint(1.0) < approx_exp_neg(worse)
}
