//! Counts crossings.

use super::Layers;
use crate::layout::neighbours::value;

impl Layers {
    /// How many ties cross, each counted as often as it weighs: for each pair of layers a walk along the first one's
    /// order, with a tree of sums over the second one's (Barth, Mutzel and Jünger 2004).
    pub(super) fn crossings(&self) -> u64 {
        let mut ends = Vec::new();
        self.orders
            .windows(2)
            .map(|pair| match pair {
                [first, second] => self.between(first, second.len(), &mut ends),
                _ => 0,
            })
            .sum()
    }

    fn between(&self, first: &[u32], second: usize, ends: &mut Vec<(u32, u64)>) -> u64 {
        let mut sums = Sums::new(second);
        let mut crossings = 0;
        for &vertex in first {
            ends.clear();
            let ties = self.right.of(vertex).iter();
            ends.extend(ties.map(|&(other, weight)| (value(&self.positions, other), u64::from(weight))));
            for &(end, weight) in ends.iter() {
                crossings += sums.after(end) * weight;
            }
            for &(end, weight) in ends.iter() {
                sums.add(end, weight);
            }
        }
        crossings
    }
}

/// Weights by position, and their sums from the first on (Fenwick 1994).
struct Sums {
    tree: Vec<u64>,
    total: u64,
}

impl Sums {
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

    /// The weight beyond a position.
    fn after(&self, position: u32) -> u64 {
        let (mut up_to, mut node) = (0, position as usize + 1);
        while node > 0 {
            up_to += self.tree.get(node).copied().unwrap_or_default();
            node &= node - 1;
        }
        self.total - up_to
    }
}
