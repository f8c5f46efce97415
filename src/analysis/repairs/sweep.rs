//! How much it takes to bring goods to a buyer, from everywhere at once: Dijkstra's algorithm, backwards over the
//! states from the buyers, where a link in force costs nothing and one on paper costs a change.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::effort;
use crate::analysis::BreakReason;
use crate::analysis::network::{Grade, Network, Way};
use crate::analysis::progress::Progress;
use crate::analysis::states::{StateIndex, States};
use crate::map::{LinkId, Proposal};

/// How much a set of changes asks of people; the order is what "cheaper" means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// How many changes.
    pub changes: u32,
    /// How hard they are, summed; see `effort`.
    pub effort: u32,
    /// Links on the way.
    pub links: u32,
}

impl Cost {
    /// The cost of one more link, with the change that it needs.
    pub fn and(self, change: Option<u32>) -> Self {
        Self {
            changes: self.changes + u32::from(change.is_some()),
            effort: self.effort + change.unwrap_or_default(),
            links: self.links.saturating_add(1),
        }
    }
}

/// The change that puts a link in force, and how hard it is; none when no agreement does, as an end is not there.
pub(super) fn change(network: &Network<'_>, way: &Way<'_>) -> Option<(Proposal, u32)> {
    let here = |id| network.map.actors().get(&id).is_some_and(|actor| actor.is_present(network.year));
    let link = way.link;
    if !here(link.from) || !here(link.to) {
        return None;
    }
    match way.broken? {
        BreakReason::Planned => Some((Proposal::SignLink(link.id), effort::SIGN)),
        BreakReason::Lapsed => Some((Proposal::renewal(network.map, link), effort::RENEW)),
        BreakReason::NotYet => Some((Proposal::SignLink(link.id), effort::BRING_FORWARD)),
        BreakReason::NoOnwardLink | BreakReason::ActorAbsent | BreakReason::OtherProduct => None,
    }
}

/// The first step on the cheapest way from a state.
#[derive(Clone, Copy)]
struct Step {
    cost: Cost,
    link: Option<LinkId>,
    to: StateIndex,
}

/// The cheapest way to a buyer from every state.
pub(super) struct Sweep {
    steps: Vec<Option<Step>>,
}

impl Sweep {
    /// Sweeps back from all buyers. An arrival at a buyer ends a walk. `None` once it is wanted no more.
    pub fn of(network: &Network<'_>, states: &States, progress: &Progress<'_>) -> Option<Self> {
        let mut sweep = Self { steps: vec![None; states.len()] };
        let mut open = BinaryHeap::new();
        for state in states.graph.node_indices().filter(|state| states.graph[*state].kind.is_buyer()) {
            sweep.spread(network, states, state, Cost::default(), true, &mut open);
            progress.step(1)?;
        }
        while let Some(Reverse((cost, state))) = open.pop() {
            progress.step(1)?;
            let known = sweep.steps.get(state.index()).copied().flatten();
            if known.is_some_and(|step| step.cost == cost) {
                // Links do not lead past a buyer, but conversions at it do.
                let past = !states.graph[state].kind.is_buyer();
                sweep.spread(network, states, state, cost, past, &mut open);
            }
        }
        Some(sweep)
    }

    /// What is cheaper by going on to `to`, from where the rest costs `cost`.
    fn spread(
        &mut self,
        network: &Network<'_>,
        states: &States,
        to: StateIndex,
        rest: Cost,
        over_links: bool,
        open: &mut BinaryHeap<Reverse<(Cost, StateIndex)>>,
    ) {
        let arrives = rest == Cost::default();
        for (step, from) in states.inward(to) {
            let cost = match step.link {
                None if arrives => continue,
                None => rest,
                Some(_) if !over_links => continue,
                Some(_) if step.grade <= Grade::InForce => rest.and(None),
                Some(link) => match link_change(network, link) {
                    Some((_, effort)) => rest.and(Some(effort)),
                    None => continue,
                },
            };
            if let Some(slot) = self.steps.get_mut(from.index())
                && slot.is_none_or(|known| cost < known.cost)
            {
                *slot = Some(Step { cost, link: step.link, to });
                open.push(Reverse((cost, from)));
            }
        }
    }

    /// What it takes from a state to a buyer; none when nothing does. At a buyer itself it takes nothing.
    pub fn cost(&self, states: &States, state: StateIndex) -> Option<Cost> {
        if states.graph[state].kind.is_buyer() {
            return Some(Cost::default());
        }
        self.steps.get(state.index()).copied().flatten().map(|step| step.cost)
    }

    /// The changes on the cheapest way from a state.
    pub fn changes(&self, network: &Network<'_>, states: &States, state: StateIndex) -> Vec<Proposal> {
        let mut changes = Vec::new();
        let mut at = state;
        // A way never comes twice to a state, so this ends.
        for _ in 0..states.len() {
            if states.graph[at].kind.is_buyer() {
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

/// The change that a link of the map needs, where it is not in force.
fn link_change(network: &Network<'_>, link: LinkId) -> Option<(Proposal, u32)> {
    let link = network.map.links().get(&link)?;
    change(network, &network.way_of(link)?)
}
