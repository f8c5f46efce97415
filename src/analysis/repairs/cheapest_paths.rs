//! The cheapest path to a buyer from every state: Dijkstra's algorithm, backwards from the buyers, where a link in
//! force that carries the product costs nothing, one on paper costs a change, one for other products costs a change, one
//! that is both costs two, and a new contract with a buyer of the product costs one.
//!
//! petgraph's `dijkstra` gives the costs alone; paths found again from these could run in circles, since conversions
//! cost nothing.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cost::{self, StepEfforts};
use super::existing_buyers::ExistingBuyers;
use crate::analysis::BreakReason;
use crate::analysis::network::{Grade, Network, NetworkLink};
use crate::analysis::product_states::{ProductState, StateGraph, StateIndex};
use crate::analysis::progress::Progress;
use crate::map::{LinkId, Proposal};

/// The cost of a set of changes; the order defines "cheaper".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::analysis) struct Cost {
    /// The number of changes, each step of signing a link for itself.
    pub changes: u32,
    /// Their total effort; see `cost`.
    pub effort: u32,
    /// Links on the path.
    pub links: u32,
}

impl Cost {
    /// This cost with one more link, and the efforts of the changes that it needs.
    pub fn plus(self, changes: impl IntoIterator<Item = u32>) -> Self {
        changes.into_iter().fold(Self { links: self.links.saturating_add(1), ..self }, |cost, effort| Self {
            changes: cost.changes + 1,
            effort: cost.effort + effort,
            ..cost
        })
    }
}

/// The change that puts a link in force, and the efforts of its steps; none when no change does, as an end is absent.
pub(super) fn required_change(
    network: &Network<'_>,
    network_link: &NetworkLink<'_>,
) -> Option<(Proposal, StepEfforts)> {
    let is_present = |id| network.map.actors().get(&id).is_some_and(|actor| actor.is_present(network.year));
    let link = network_link.link;
    if !is_present(link.from) || !is_present(link.to) {
        return None;
    }
    match network_link.break_reason? {
        BreakReason::Planned | BreakReason::NotYet => {
            Some((Proposal::SignLink(link.id), cost::signing_efforts(link, network.year)))
        }
        BreakReason::Lapsed => Some((Proposal::renewal(network.map, link), cost::signing_efforts(link, network.year))),
        BreakReason::NoOnwardLink | BreakReason::ActorAbsent | BreakReason::OtherProduct => None,
    }
}

/// The first step on the cheapest path from a state.
#[derive(Clone, Copy)]
struct PathStep {
    cost: Cost,
    kind: StepKind,
    to: StateIndex,
}

/// How a path goes on.
#[derive(Clone, Copy)]
enum StepKind {
    Conversion,
    /// Over a link, to which the product is added where it does not carry it.
    Link {
        link: LinkId,
        carries: bool,
    },
    /// By a new contract with a buyer.
    NewLink,
}

/// The cheapest path to a buyer from every state.
pub(in crate::analysis) struct CheapestPaths {
    steps: Vec<Option<PathStep>>,
}

impl CheapestPaths {
    /// Searches back from all buyers. A path ends at its first buyer. With `existing_buyers` links for other products can be
    /// used, and where it says so a path may end with a new contract. `None` when cancelled.
    pub fn new(
        network: &Network<'_>,
        states: &StateGraph,
        existing_buyers: Option<(&ExistingBuyers, bool)>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let new_buyers = existing_buyers.filter(|(_, new_links)| *new_links).map(|(buyers, _)| buyers);
        let existing_buyers = existing_buyers.map(|(buyers, _)| buyers);
        let mut paths = Self { steps: vec![None; states.len()] };
        let mut queue = BinaryHeap::new();
        let new_contract = Cost::default().plus([cost::NEW_LINK]);
        for state in states.nodes.node_indices() {
            progress.step(1)?;
            let ProductState { actor, product, kind } = states.nodes[state];
            if kind.is_buyer() {
                paths.relax_incoming(network, states, existing_buyers, (state, Cost::default(), true), &mut queue);
            }
            let has_buyer = || new_buyers.is_some_and(|it| it.has_other(network.products.id(product), actor));
            if network.status(actor).is_present && has_buyer() {
                paths.relax(state, PathStep { cost: new_contract, kind: StepKind::NewLink, to: state }, &mut queue);
            }
        }
        while let Some(Reverse((cost, state))) = queue.pop() {
            progress.step(1)?;
            let known = paths.steps.get(state.index()).copied().flatten();
            if known.is_some_and(|step| step.cost == cost) {
                // Paths do not pass a buyer over links, but conversions at it may start one.
                let over_links = !states.nodes[state].kind.is_buyer();
                paths.relax_incoming(network, states, existing_buyers, (state, cost, over_links), &mut queue);
            }
        }
        Some(paths)
    }

    /// Relaxes the transitions into `to`, from where the remaining cost is `cost_to_buyer`.
    fn relax_incoming(
        &mut self,
        network: &Network<'_>,
        states: &StateGraph,
        existing_buyers: Option<&ExistingBuyers>,
        (to, cost_to_buyer, over_links): (StateIndex, Cost, bool),
        queue: &mut BinaryHeap<Reverse<(Cost, StateIndex)>>,
    ) {
        let ends_at_buyer = cost_to_buyer == Cost::default();
        for (step, from) in states.predecessors(to) {
            let Some(link) = step.link else {
                if !ends_at_buyer {
                    self.relax(from, PathStep { cost: cost_to_buyer, kind: StepKind::Conversion, to }, queue);
                }
                continue;
            };
            if !over_links {
                continue;
            }
            let activation = if step.grade <= Grade::InForce {
                None
            } else {
                match link_change(network, link) {
                    Some((_, efforts)) => Some(efforts),
                    None => continue,
                }
            };
            let widening = if step.carries {
                None
            } else {
                let Some(existing_buyers) = existing_buyers else { continue };
                let product = network.products.id(states.nodes[to].product);
                Some(cost::widening_effort(network, existing_buyers, link, product))
            };
            let kind = StepKind::Link { link, carries: step.carries };
            self.relax(
                from,
                PathStep {
                    cost: cost_to_buyer.plus(activation.into_iter().flatten().flatten().chain(widening)),
                    kind,
                    to,
                },
                queue,
            );
        }
    }

    fn relax(&mut self, from: StateIndex, step: PathStep, queue: &mut BinaryHeap<Reverse<(Cost, StateIndex)>>) {
        if let Some(slot) = self.steps.get_mut(from.index())
            && slot.is_none_or(|known| step.cost < known.cost)
        {
            *slot = Some(step);
            queue.push(Reverse((step.cost, from)));
        }
    }

    /// The cost from a state to a buyer; none when there is no path, 0 at a buyer.
    pub fn cost(&self, states: &StateGraph, state: StateIndex) -> Option<Cost> {
        if states.nodes[state].kind.is_buyer() {
            return Some(Cost::default());
        }
        self.steps.get(state.index()).copied().flatten().map(|step| step.cost)
    }

    /// The changes on the cheapest path from a state, each once; `new_link` gives a new contract of an actor for a product.
    pub fn changes(
        &self,
        network: &Network<'_>,
        states: &StateGraph,
        state: StateIndex,
        new_link: impl Fn(ProductState) -> Option<Proposal>,
    ) -> Vec<Proposal> {
        let mut changes: Vec<Proposal> = Vec::new();
        let mut at = state;
        // A path never visits a state twice, so this ends.
        for _ in 0..states.len() {
            if states.nodes[at].kind.is_buyer() {
                break;
            }
            let Some(step) = self.steps.get(at.index()).copied().flatten() else { break };
            let product = network.products.id(states.nodes[at].product);
            let needed = match step.kind {
                StepKind::Conversion => [None, None],
                StepKind::Link { link, carries } => [
                    link_change(network, link).map(|(change, _)| change),
                    (!carries).then_some(Proposal::AddProduct(link, product)),
                ],
                StepKind::NewLink => [new_link(states.nodes[at]), None],
            };
            for change in needed.into_iter().flatten() {
                if !changes.contains(&change) {
                    changes.push(change);
                }
            }
            if matches!(step.kind, StepKind::NewLink) {
                break;
            }
            at = step.to;
        }
        changes
    }
}

/// The change that a link of the map needs, if it is not in force.
pub(in crate::analysis) fn link_change(network: &Network<'_>, link: LinkId) -> Option<(Proposal, StepEfforts)> {
    let link = network.map.links().get(&link)?;
    required_change(network, &network.network_link(link)?)
}
