//! Crossing counts.

use super::Layers;
use crate::layout::adjacency::value;

impl Layers {
    /// Weighted number of edge crossings: for each pair of layers a sweep along the first order, with a Fenwick tree
    /// over the second (Barth, Mutzel and Jünger 2004).
    pub(super) fn crossings(&self) -> u64 {
        let mut ends = Vec::new();
        self.orders
            .windows(2)
            .map(|pair| match pair {
                [first, second] => self.crossings_between(first, second.len(), &mut ends),
                _ => 0,
            })
            .sum()
    }

    fn crossings_between(&self, first: &[u32], second: usize, ends: &mut Vec<(u32, u64)>) -> u64 {
        let mut sums = FenwickTree::new(second);
        let mut crossings = 0;
        for &vertex in first {
            ends.clear();
            let edges = self.right.of(vertex).iter();
            ends.extend(edges.map(|&(other, weight)| (value(&self.positions, other), u64::from(weight))));
            for &(end, weight) in ends.iter() {
                crossings += sums.sum_after(end) * weight;
            }
            for &(end, weight) in ends.iter() {
                sums.add(end, weight);
            }
        }
        crossings
    }
}

/// Prefix sums of weights by position (Fenwick 1994).
struct FenwickTree {
    tree: Vec<u64>,
    total: u64,
}

impl FenwickTree {
    fn new(length: usize) -> Self {
        Self { tree: vec![0; length + 1], total: 0 }
    }

    fn add(&mut self, position: u32, weight: u64) {
        self.total += weight;
        let mut node = position as usize + 1;
        while let Some(sum) = self.tree.get_mut(node) {
            *sum += weight;
            node += node & node.wrapping_neg();
        }
    }

    /// The weight at positions after this one.
    fn sum_after(&self, position: u32) -> u64 {
        let (mut prefix_sum, mut node) = (0, position as usize + 1);
        while node > 0 {
            prefix_sum += self.tree.get(node).copied().unwrap_or_default();
            node &= node - 1;
        }
        self.total - prefix_sum
    }
}

#[cfg(test)]
mod tests {
    use super::super::sweep::{NeighbourSide, Rng};
    use super::super::{Graph, Layers};
    use super::*;

    /// A random graph with edges over one to three layers; deterministic for a seed.
    fn graph(seed: u32) -> Graph {
        let mut state = u64::from(seed) + 1;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32 % limit
        };
        let count = 6 + below(30);
        let layer: Vec<u32> = (0..count).map(|_| below(4)).collect();
        let cluster = (0..count).map(|_| below(2)).collect();
        let mut edges = Vec::new();
        for _ in 0..count * 2 {
            let (a, b) = (below(count), below(count));
            if value(&layer, a) < value(&layer, b) {
                edges.push((a, b, 1 + below(3)));
            }
        }
        Graph { layers: 4, layer, cluster, edges }
    }

    fn naive(layers: &Layers) -> u64 {
        let place = |vertex: u32| value(&layers.positions, vertex);
        let edges: Vec<(u32, u32, u32)> = layers
            .orders
            .iter()
            .flatten()
            .flat_map(|&vertex| layers.right.of(vertex).iter().map(move |&(other, weight)| (vertex, other, weight)))
            .collect();
        let mut count = 0;
        for (index, &(a, b, weight)) in edges.iter().enumerate() {
            for &(c, d, other) in edges.iter().skip(index + 1) {
                let same_layers = value(&layers.layer, a) == value(&layers.layer, c);
                if same_layers && (place(a) < place(c)) != (place(b) < place(d)) && a != c && b != d {
                    count += u64::from(weight * other);
                }
            }
        }
        count
    }

    #[test]
    fn agrees_with_pairwise_count() {
        for seed in 0..200 {
            let mut layers = Layers::new(&graph(seed));
            assert_eq!(layers.crossings(), naive(&layers), "seed {seed}");
            layers.sweep(true, NeighbourSide::Both, 0.3, &mut Rng::new(seed.into()));
            assert_eq!(layers.crossings(), naive(&layers), "seed {seed}, swept");
        }
    }

    #[test]
    fn sift_gain_is_exact_and_clusters_stay_contiguous() {
        for seed in 0..200 {
            let mut layers = Layers::new(&graph(seed));
            let before = naive(&layers);
            let gained = layers.sift(seed % 2 == 0, 5, |_| true);
            assert_eq!(naive(&layers) + gained, before, "seed {seed}");
            layers.renumber();
            assert_eq!(naive(&layers) + gained, before, "seed {seed}, under other numbers");
            for order in &layers.orders {
                assert!(order.is_sorted_by_key(|&vertex| value(&layers.cluster, vertex)));
            }
        }
    }
}
