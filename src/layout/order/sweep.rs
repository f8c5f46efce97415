//! Barycentre sweeps (Sugiyama, Tagawa and Toda 1981): each vertex moves to the mean position of its neighbours.

use super::Layers;
use crate::layout::adjacency::{Neighbours, set, value};

/// The sides on which neighbours count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NeighbourSide {
    Left,
    Right,
    Both,
}

/// Deterministic pseudorandom numbers (Knuth's linear congruential generator).
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0
    }

    /// A number in [-1, 1).
    pub(super) fn next_signed_unit(&mut self) -> f64 {
        f64::from((self.next_u64() >> 40) as u32) / f64::from(1_u32 << 23) - 1.0
    }
}

/// Packed sort key: the cluster, then the position, -1 to 3.
fn cluster_sort_key(cluster: u32, place: f64) -> u64 {
    const RESOLUTION: f64 = (1_u64 << 30) as f64;
    u64::from(cluster) << 32 | ((place + 1.0) * RESOLUTION) as u64 & u64::from(u32::MAX)
}

impl Layers {
    /// One sweep through all layers; `jitter` is the amplitude of random displacement, as a fraction of the layer.
    pub(super) fn sweep(&mut self, rightwards: bool, side: NeighbourSide, jitter: f64, rng: &mut Rng) {
        let count = self.orders.len();
        for step in 0..count {
            self.sweep_layer(if rightwards { step } else { count - 1 - step }, side, jitter, rng);
        }
    }

    fn sweep_layer(&mut self, layer: usize, side: NeighbourSide, jitter: f64, rng: &mut Rng) {
        // Positions are relative to the layer's length, as layers differ in length.
        let part_of = |layer: Option<usize>| {
            let length = layer.and_then(|layer| self.orders.get(layer)).map_or(1, |order| order.len().max(1));
            1.0 / length as f64
        };
        let (own, before, after) = (part_of(Some(layer)), part_of(layer.checked_sub(1)), part_of(Some(layer + 1)));
        let Some(order) = self.orders.get(layer) else { return };
        let mut keyed: Vec<(u64, u32)> = Vec::with_capacity(order.len());
        for (position, &vertex) in order.iter().enumerate() {
            let (mut sum, mut weight) = (0.0, 0.0);
            let mut accumulate = |neighbours: &Neighbours, part: f64| {
                for &(other, edge_weight) in neighbours.of(vertex) {
                    sum += (f64::from(value(&self.positions, other)) + 0.5) * part * f64::from(edge_weight);
                    weight += f64::from(edge_weight);
                }
            };
            if side != NeighbourSide::Right {
                accumulate(&self.left, before);
            }
            if side != NeighbourSide::Left {
                accumulate(&self.right, after);
            }
            let place = if weight > 0.0 { sum / weight } else { (position as f64 + 0.5) * own };
            let place = if jitter > 0.0 { place + jitter * rng.next_signed_unit() } else { place };
            keyed.push((cluster_sort_key(value(&self.cluster, vertex), place), vertex));
        }
        // A stable sort: equals keep their order.
        keyed.sort_by_key(|(key, _)| *key);
        for (position, (_, vertex)) in keyed.iter().enumerate() {
            set(&mut self.positions, *vertex, position as u32);
        }
        if let Some(order) = self.orders.get_mut(layer) {
            order.clear();
            order.extend(keyed.into_iter().map(|(_, vertex)| vertex));
        }
    }
}
