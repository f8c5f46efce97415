//! The cheapest path to a buyer from every state: Dijkstra's algorithm, backwards from the buyers, where a link in
//! force costs nothing and one on paper costs a change.
//!
//! petgraph's `dijkstra` gives the costs alone; paths found again from these could run in circles, since conversions
//! cost nothing.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cost;
use crate::analysis::BreakReason;
use crate::analysis::network::{Grade, Network, NetworkLink};
use crate::analysis::product_states::{StateGraph, StateIndex};
use crate::analysis::progress::Progress;
use crate::map::{LinkId, Proposal};

/// The cost of a set of changes; the order defines "cheaper".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::analysis) struct Cost {
    /// The number of changes.
    pub changes: u32,
    /// Their total effort; see `cost`.
    pub effort: u32,
    /// Links on the path.
    pub links: u32,
}

impl Cost {
    /// This cost with one more link, and the effort of the change that it needs, if any.
    pub fn plus(self, change: Option<u32>) -> Self {
        Self {
            changes: self.changes + u32::from(change.is_some()),
            effort: self.effort + change.unwrap_or_default(),
            links: self.links.saturating_add(1),
        }
    }
}

/// The change that puts a link in force, and its effort; none when no change does, as an end is absent.
pub(super) fn required_change(network: &Network<'_>, network_link: &NetworkLink<'_>) -> Option<(Proposal, u32)> {
    let is_present = |id| network.map.actors().get(&id).is_some_and(|actor| actor.is_present(network.year));
    let link = network_link.link;
    if !is_present(link.from) || !is_present(link.to) {
        return None;
    }
    match network_link.break_reason? {
        BreakReason::Planned => Some((Proposal::SignLink(link.id), cost::SIGN)),
        BreakReason::Lapsed => Some((Proposal::renewal(network.map, link), cost::RENEW)),
        BreakReason::NotYet => Some((Proposal::SignLink(link.id), cost::BRING_FORWARD)),
        BreakReason::NoOnwardLink | BreakReason::ActorAbsent | BreakReason::OtherProduct => None,
    }
}

/// The first step on the cheapest path from a state.
#[derive(Clone, Copy)]
struct PathStep {
    cost: Cost,
    link: Option<LinkId>,
    to: StateIndex,
}

/// The cheapest path to a buyer from every state.
pub(in crate::analysis) struct CheapestPaths {
    steps: Vec<Option<PathStep>>,
}

impl CheapestPaths {
    /// Searches back from all buyers. A path ends at its first buyer. `None` when cancelled.
    pub fn new(network: &Network<'_>, states: &StateGraph, progress: &Progress<'_>) -> Option<Self> {
        let mut paths = Self { steps: vec![None; states.len()] };
        let mut queue = BinaryHeap::new();
        for state in states.nodes.node_indices().filter(|state| states.nodes[*state].kind.is_buyer()) {
            paths.relax_incoming(network, states, state, Cost::default(), true, &mut queue);
            progress.step(1)?;
        }
        while let Some(Reverse((cost, state))) = queue.pop() {
            progress.step(1)?;
            let known = paths.steps.get(state.index()).copied().flatten();
            if known.is_some_and(|step| step.cost == cost) {
                // Paths do not pass a buyer over links, but conversions at it may start one.
                let over_links = !states.nodes[state].kind.is_buyer();
                paths.relax_incoming(network, states, state, cost, over_links, &mut queue);
            }
        }
        Some(paths)
    }

    /// Relaxes the transitions into `to`, from where the remaining cost is `cost_to_buyer`.
    fn relax_incoming(
        &mut self,
        network: &Network<'_>,
        states: &StateGraph,
        to: StateIndex,
        cost_to_buyer: Cost,
        over_links: bool,
        queue: &mut BinaryHeap<Reverse<(Cost, StateIndex)>>,
    ) {
        let ends_at_buyer = cost_to_buyer == Cost::default();
        for (step, from) in states.predecessors(to) {
            let cost = match step.link {
                None if ends_at_buyer => continue,
                None => cost_to_buyer,
                Some(_) if !over_links => continue,
                Some(_) if step.grade <= Grade::InForce => cost_to_buyer.plus(None),
                Some(link) => match link_change(network, link) {
                    Some((_, effort)) => cost_to_buyer.plus(Some(effort)),
                    None => continue,
                },
            };
            if let Some(slot) = self.steps.get_mut(from.index())
                && slot.is_none_or(|known| cost < known.cost)
            {
                *slot = Some(PathStep { cost, link: step.link, to });
                queue.push(Reverse((cost, from)));
            }
        }
    }

    /// The cost from a state to a buyer; none when there is no path, 0 at a buyer.
    pub fn cost(&self, states: &StateGraph, state: StateIndex) -> Option<Cost> {
        if states.nodes[state].kind.is_buyer() {
            return Some(Cost::default());
        }
        self.steps.get(state.index()).copied().flatten().map(|step| step.cost)
    }

    /// The changes on the cheapest path from a state.
    pub fn changes(&self, network: &Network<'_>, states: &StateGraph, state: StateIndex) -> Vec<Proposal> {
        let mut changes = Vec::new();
        let mut at = state;
        // A path never visits a state twice, so this ends.
        for _ in 0..states.len() {
            if states.nodes[at].kind.is_buyer() {
                break;
            }
            let Some(step) = self.steps.get(at.index()).copied().flatten() else { break };
            let change = step.link.and_then(|link| link_change(network, link)).map(|(change, _)| change);
            changes.extend(change.filter(|change| !changes.contains(change)));
            at = step.to;
        }
        changes
    }
}

/// The change that a link of the map needs, if it is not in force.
pub(in crate::analysis) fn link_change(network: &Network<'_>, link: LinkId) -> Option<(Proposal, u32)> {
    let link = network.map.links().get(&link)?;
    required_change(network, &network.network_link(link)?)
}
