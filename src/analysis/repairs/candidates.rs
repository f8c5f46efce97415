//! Repair candidates of one case: from each actor and product that it reaches, paths to a buyer that begin with one
//! change.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::cheapest_paths::{CheapestPaths, Cost, required_change};
use super::cost;
use super::existing_buyers::ExistingBuyers;
use super::reachable::{ActorProduct, ReachableSet};
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::product_states::{ProductState, StateGraph};
use crate::analysis::progress::Progress;
use crate::map::{LinkId, ProductId, Proposal};

/// The most buyers suggested to a core that has none; other actors get one each.
const MAX_CORE_BUYERS: usize = 3;
/// The most actors besides the core that get suggestions; those beyond are many links away.
const MAX_OTHER_SELLERS: usize = 4;

/// The most pairs near the core that may get a new link in a plan for the whole map.
pub(super) const MAX_SELLERS: usize = 64;

/// One way to repair one case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RepairCandidate {
    /// The cost of its changes.
    pub cost: Cost,
    /// Where it begins: the rank by distance from the core, then the rank of the buyer.
    pub order: (usize, usize),
    /// The changes, in path order.
    pub proposals: Vec<Proposal>,
}

/// Progress steps counted for one buyer suggestion: all buyers of a product are scanned.
const SUGGESTION_STEPS: usize = 64;

/// Finds the repair candidates. Its lists are `None` when cancelled.
#[derive(Clone, Copy)]
pub(super) struct CandidateFinder<'a, 'map> {
    pub network: &'a Network<'map>,
    pub states: &'a StateGraph,
    pub cheapest_paths: &'a CheapestPaths,
    pub existing_buyers: &'a ExistingBuyers,
    pub progress: &'a Progress<'a>,
}

impl CandidateFinder<'_, '_> {
    /// The best candidate for each first link that needs a change: those on paper, those for other products, and those that
    /// are both.
    pub fn over_links(&self, reachable: &ReachableSet) -> Option<Vec<RepairCandidate>> {
        let mut best: BTreeMap<Vec<Proposal>, RepairCandidate> = BTreeMap::new();
        for (rank, pair) in reachable.pairs.iter().enumerate() {
            let found = self.candidates_at(reachable, rank, *pair);
            self.progress.step(1 + found.iter().map(|(_, candidate)| candidate.cost.links as usize).sum::<usize>())?;
            for (first, candidate) in found {
                let known = best.entry(first).or_insert_with(|| candidate.clone());
                *known = candidate.min(known.clone());
            }
        }
        Some(best.into_values().collect())
    }

    /// The candidates that begin at one pair, each with the changes of its first link.
    fn candidates_at(
        &self,
        reachable: &ReachableSet,
        rank: usize,
        (actor, product): ActorProduct,
    ) -> Vec<(Vec<Proposal>, RepairCandidate)> {
        let network = self.network;
        let mut found = Vec::new();
        for edge in network.graph.edges(actor) {
            let (network_link, to) = (edge.weight(), edge.target());
            let carries = network_link.carries(&network.products, product);
            // A link to itself is no outlet, and one to a pair already reached gains nothing.
            let leads_on = to != actor && (network.status(to).kind.is_buyer() || !reachable.contains((to, product)));
            let is_in_force = network_link.break_reason.is_none();
            if !leads_on || is_in_force && carries {
                continue;
            }
            let activation = if is_in_force { None } else { required_change(network, network_link) };
            if !is_in_force && activation.is_none() {
                continue;
            }
            let widening = (!carries).then(|| self.widen(network_link.link.id, product));
            let Some((cost, after)) = self.cost_to_buyer(to, product) else { continue };
            let efforts: Vec<u32> = activation
                .iter()
                .flat_map(|(_, efforts)| efforts.iter().flatten().copied())
                .chain(widening.iter().map(|(_, effort)| *effort))
                .collect();
            let mut proposals: Vec<Proposal> =
                activation.into_iter().map(|(change, _)| change).chain(widening.map(|(change, _)| change)).collect();
            let first = proposals.clone();
            proposals.extend(after.into_iter().filter(|change| !first.contains(change)));
            found.push((first, RepairCandidate { cost: cost.plus(efforts), order: (rank, 0), proposals }));
        }
        found
    }

    /// The change that lets a link carry this product too, and its effort.
    fn widen(&self, link: LinkId, product_index: ProductIdx) -> (Proposal, u32) {
        let product = self.network.products.id(product_index);
        (Proposal::AddProduct(link, product), cost::widening_effort(self.network, self.existing_buyers, link, product))
    }

    /// The cost and the changes from an actor, reached over a link, to a buyer.
    fn cost_to_buyer(&self, actor: NodeIndex, product: ProductIdx) -> Option<(Cost, Vec<Proposal>)> {
        if self.network.status(actor).kind.is_buyer() {
            return Some((Cost::default(), Vec::new()));
        }
        let state = self.states.find(actor, product)?;
        let cost = self.cheapest_paths.cost(self.states, state)?;
        let new_link = |at: ProductState| {
            let product = self.network.products.id(at.product);
            let buyer = self.existing_buyers.suggest(self.network, at.actor, product, 1).into_iter().next()?;
            Some(self.connect(at.actor, buyer, product))
        };
        Some((cost, self.cheapest_paths.changes(self.network, self.states, state, new_link)))
    }

    /// New links to existing buyers of the product: from the core to several, from others to one each.
    pub fn new_links(&self, reachable: &ReachableSet) -> Option<Vec<RepairCandidate>> {
        let network = self.network;
        let mut found = Vec::new();
        let Some(core) = reachable.pairs.first().map(|pair| pair.0) else { return Some(found) };
        let mut others: Vec<NodeIndex> = Vec::new();
        for (rank, (actor, product_index)) in reachable.pairs.iter().enumerate() {
            if *actor != core && !others.contains(actor) {
                others.push(*actor);
            }
            if others.len() > MAX_OTHER_SELLERS {
                break;
            }
            self.progress.step(SUGGESTION_STEPS)?;
            let product = network.products.id(*product_index);
            let limit = if *actor == core { MAX_CORE_BUYERS } else { 1 };
            let buyers = self.existing_buyers.suggest(network, *actor, product, limit);
            for (order, buyer) in
                buyers.into_iter().filter(|buyer| !self.is_on_paper((*actor, *product_index), *buyer)).enumerate()
            {
                found.push(RepairCandidate {
                    cost: Cost::default().plus([cost::NEW_LINK]),
                    order: (rank, order),
                    proposals: vec![self.connect(*actor, buyer, product)],
                });
            }
        }
        Some(found)
    }

    /// Whether a link for this product only needs renewing or signing: then no new one is proposed.
    fn is_on_paper(&self, (actor, product): ActorProduct, buyer: NodeIndex) -> bool {
        let network = self.network;
        network.graph.edges_connecting(actor, buyer).any(|edge| {
            edge.weight().carries(&network.products, product) && required_change(network, edge.weight()).is_some()
        })
    }

    /// A new link from an actor to a buyer.
    fn connect(&self, from: NodeIndex, to: NodeIndex, product: ProductId) -> Proposal {
        Proposal::AddLink { from: self.network.graph[from].id, to: self.network.graph[to].id, product }
    }

    /// Every single change that repairs the case by itself; also with broader products, as these may repair other cases
    /// too.
    pub fn single_changes(&self, reachable: &ReachableSet, over_links: &[RepairCandidate]) -> Option<Vec<Proposal>> {
        let network = self.network;
        let mut found = Vec::new();
        for candidate in over_links {
            if let [only] = candidate.proposals.as_slice() {
                found.push(only.clone());
                if let Proposal::AddProduct(link, product) = only {
                    let broader = network.map.product_and_broader(*product).into_iter().skip(1);
                    found.extend(broader.map(|product| Proposal::AddProduct(*link, product)));
                }
            }
        }
        for (actor, product_index) in reachable.pairs.iter().take(MAX_SELLERS) {
            for product in network.products.ancestors(*product_index) {
                self.progress.step(SUGGESTION_STEPS)?;
                let buyers = self.existing_buyers.suggest(network, *actor, product, 1);
                found.extend(buyers.into_iter().map(|buyer| self.connect(*actor, buyer, product)));
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(found)
    }
}
