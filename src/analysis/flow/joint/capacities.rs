//! The volumes of links as the joint flow sees them: whole, or divided among the products that share them.

use rustc_hash::FxHashMap;

use super::super::flow_network::FlowNetwork;
use super::graph::{Hop, JointGraph};
use crate::map::LinkId;

/// A volume that hops share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Room {
    /// That of a whole arc.
    Arc(u32),
    /// The part of an arc that one hop has to itself.
    Hop(usize),
}

/// The volume of every arc.
pub(super) struct Capacities<'a, 'map> {
    flow_network: &'a FlowNetwork<'a, 'map>,
    /// Among how many products each arc divides its volume; none where products share it.
    divisors: Option<FxHashMap<u32, u32>>,
}

impl<'a, 'map> Capacities<'a, 'map> {
    /// Whole volumes.
    pub fn new(flow_network: &'a FlowNetwork<'a, 'map>) -> Self {
        Self { flow_network, divisors: None }
    }

    /// Volumes divided in equal parts among the products that may take them, so that these share nothing.
    pub fn divided(flow_network: &'a FlowNetwork<'a, 'map>, graph: &JointGraph) -> Self {
        let mut divisors = FxHashMap::default();
        for hop in &graph.hops {
            *divisors.entry(hop.arc).or_default() += 1;
        }
        Self { flow_network, divisors: Some(divisors) }
    }

    /// Whether products share the volumes.
    pub fn are_shared(&self) -> bool {
        self.divisors.is_none()
    }

    /// The volume of an arc for each product, or for all of them where they share it; none if it is not bounded.
    pub fn volume(&self, arc: u32) -> Option<f64> {
        let volume = self.flow_network.arc(arc)?.link.volume?;
        let divisor = self.divisors.as_ref().and_then(|divisors| divisors.get(&arc)).copied().unwrap_or(1);
        Some(volume / f64::from(divisor.max(1)))
    }

    /// What tells apart the volumes that hops may take: hops with the same share one.
    pub fn room(&self, at: usize, hop: &Hop) -> Room {
        if self.are_shared() { Room::Arc(hop.arc) } else { Room::Hop(at) }
    }

    /// The link of an arc.
    pub fn link(&self, arc: u32) -> Option<LinkId> {
        self.flow_network.arc(arc).map(|arc| arc.link.id)
    }
}
