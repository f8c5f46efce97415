//! Where supply stays: the producers behind the same full links.

use super::max_flow::{CapacityArc, SOURCE};
use crate::map::{ActorId, LinkId};

/// Producers whose goods share their ways to buyers, and have too little room on them. Which of them is left with how
/// much is not said by the links; how much all of them together are left with is.
#[derive(Clone, Debug, PartialEq)]
pub struct StrandedSupply {
    /// The producers, by id.
    pub producers: Vec<ActorId>,
    /// What they supply together.
    pub supply: f64,
    /// What of it gets to no buyer.
    pub without_outlet: f64,
    /// The links that are full, by id: the least cut nearest to the producers. None where no way leads to a buyer.
    pub bottlenecks: Vec<LinkId>,
}

/// A pocket in nodes and counts.
#[derive(Default)]
pub(super) struct RawStrandedSupply {
    pub producers: Vec<u32>,
    pub supply: u64,
    pub without_outlet: u64,
    pub bottlenecks: Vec<LinkId>,
}

/// Parts the source's side of the least cut into pockets, in the order of their first producers. Goods that no way
/// takes to a buyer, whatever it could hold, are a pocket each.
pub(super) fn stranded_supply(arcs: &[CapacityArc], side: &[bool], reaches_sink: &[bool]) -> Vec<RawStrandedSupply> {
    let has_mark = |marks: &[bool], node: u32| marks.get(node as usize).copied().unwrap_or(false);
    let mut sets = DisjointSets((0..side.len() as u32).collect());
    for arc in arcs.iter().filter(|arc| arc.from != SOURCE && arc.capacity > 0) {
        if [arc.from, arc.to].iter().all(|node| has_mark(side, *node) && has_mark(reaches_sink, *node)) {
            sets.union(arc.from, arc.to);
        }
    }
    let mut found: Vec<RawStrandedSupply> = Vec::new();
    // The pocket of each root, counted from 1.
    let mut group_of_root = vec![0_usize; side.len()];
    for arc in arcs.iter().filter(|arc| arc.from == SOURCE && has_mark(side, arc.to)) {
        let root = sets.find(arc.to);
        let Some(group_of_root) = group_of_root.get_mut(root as usize) else { continue };
        if *group_of_root == 0 {
            found.push(RawStrandedSupply::default());
            *group_of_root = found.len();
        }
        if let Some(pocket) = found.get_mut(*group_of_root - 1) {
            pocket.producers.push(arc.to);
            pocket.supply += arc.capacity;
            pocket.without_outlet += arc.capacity;
        }
    }
    for arc in arcs.iter().filter(|arc| arc.from != SOURCE && has_mark(side, arc.from) && !has_mark(side, arc.to)) {
        let place = group_of_root.get(sets.find(arc.from) as usize).copied().unwrap_or(0);
        if let Some(pocket) = place.checked_sub(1).and_then(|place| found.get_mut(place)) {
            pocket.without_outlet = pocket.without_outlet.saturating_sub(arc.capacity);
            pocket.bottlenecks.extend(arc.link);
        }
    }
    for pocket in &mut found {
        pocket.bottlenecks.sort_unstable();
        pocket.bottlenecks.dedup();
    }
    found
}

/// Sets of nodes, each known by one of them (Tarjan 1975, with halved paths).
struct DisjointSets(Vec<u32>);

impl DisjointSets {
    fn parent(&self, node: u32) -> u32 {
        self.0.get(node as usize).copied().unwrap_or(node)
    }

    fn find(&mut self, mut node: u32) -> u32 {
        while self.parent(node) != node {
            let higher = self.parent(self.parent(node));
            if let Some(above) = self.0.get_mut(node as usize) {
                *above = higher;
            }
            node = higher;
        }
        node
    }

    fn union(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let (low, high) = (one.min(other), one.max(other));
        if let Some(above) = self.0.get_mut(high as usize) {
            *above = low;
        }
    }
}
