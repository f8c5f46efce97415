//! Where supply stays: the producers behind the same full links.

use super::carry::{Arc, SOURCE};
use crate::map::{ActorId, LinkId};

/// Producers whose goods share their ways to buyers, and have too little room on them. Which of them is left with how
/// much is not said by the links; how much all of them together are left with is.
#[derive(Clone, Debug, PartialEq)]
pub struct Pocket {
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
pub(super) struct RawPocket {
    pub producers: Vec<u32>,
    pub supply: u64,
    pub without_outlet: u64,
    pub bottlenecks: Vec<LinkId>,
}

/// Parts the source's side of the least cut into pockets, in the order of their first producers. Goods that no way
/// takes to a buyer, whatever it could hold, are a pocket each.
pub(super) fn pockets(arcs: &[Arc], side: &[bool], leads: &[bool]) -> Vec<RawPocket> {
    let is = |marks: &[bool], node: u32| marks.get(node as usize).copied().unwrap_or(false);
    let mut joined = Joined((0..side.len() as u32).collect());
    for arc in arcs.iter().filter(|arc| arc.from != SOURCE && arc.capacity > 0) {
        if [arc.from, arc.to].iter().all(|node| is(side, *node) && is(leads, *node)) {
            joined.join(arc.from, arc.to);
        }
    }
    let mut found: Vec<RawPocket> = Vec::new();
    // The pocket of each root, counted from 1.
    let mut of_root = vec![0_usize; side.len()];
    for arc in arcs.iter().filter(|arc| arc.from == SOURCE && is(side, arc.to)) {
        let root = joined.root(arc.to);
        let Some(of_root) = of_root.get_mut(root as usize) else { continue };
        if *of_root == 0 {
            found.push(RawPocket::default());
            *of_root = found.len();
        }
        if let Some(pocket) = found.get_mut(*of_root - 1) {
            pocket.producers.push(arc.to);
            pocket.supply += arc.capacity;
            pocket.without_outlet += arc.capacity;
        }
    }
    for arc in arcs.iter().filter(|arc| arc.from != SOURCE && is(side, arc.from) && !is(side, arc.to)) {
        let place = of_root.get(joined.root(arc.from) as usize).copied().unwrap_or(0);
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
struct Joined(Vec<u32>);

impl Joined {
    fn above(&self, node: u32) -> u32 {
        self.0.get(node as usize).copied().unwrap_or(node)
    }

    fn root(&mut self, mut node: u32) -> u32 {
        while self.above(node) != node {
            let higher = self.above(self.above(node));
            if let Some(above) = self.0.get_mut(node as usize) {
                *above = higher;
            }
            node = higher;
        }
        node
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        if let Some(above) = self.0.get_mut(high as usize) {
            *above = low;
        }
    }
}
