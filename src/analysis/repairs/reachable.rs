//! What products reach in force, and whether a set of changes would bring them to a buyer.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::analysis::network::{Network, NetworkLink};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::map::{LinkId, Proposal};

/// An actor and a product at it.
pub(super) type ActorProduct = (NodeIndex, ProductIdx);

/// The most pairs explored for one case. Those beyond are many links from the core, and on a cyclic map without any
/// buyer all of them for every case could fill the memory.
const MAX_PAIRS: usize = 2000;

/// Everything that one flagged case reaches in force.
pub(super) struct ReachableSet {
    /// The pairs, nearest first; the core's own is the first.
    pub pairs: Vec<ActorProduct>,
    /// The same, for lookup.
    set: BTreeSet<ActorProduct>,
    /// Whether these are all.
    pub is_complete: bool,
}

impl ReachableSet {
    /// Breadth-first search from a core that is present. `None` when cancelled.
    pub fn from_core(network: &Network<'_>, start: ActorProduct, progress: &Progress<'_>) -> Option<Self> {
        let mut reachable = Self { pairs: vec![start], set: BTreeSet::from([start]), is_complete: true };
        let mut next = 0;
        while let Some(pair) = reachable.pairs.get(next).copied() {
            next += 1;
            progress.step(1)?;
            for to in successors(network, pair, &[]) {
                if reachable.pairs.len() >= MAX_PAIRS {
                    reachable.is_complete = reachable.set.contains(&to) && reachable.is_complete;
                } else if reachable.set.insert(to) {
                    reachable.pairs.push(to);
                }
            }
        }
        Some(reachable)
    }

    /// Whether the case reaches a pair without changes.
    pub fn contains(&self, pair: ActorProduct) -> bool {
        self.set.contains(&pair)
    }
}

/// Whether a product reaches a buyer in force once these changes are made. Invalid after cancellation.
pub(super) fn reaches_buyer(
    network: &Network<'_>,
    start: ActorProduct,
    changes: &[&Proposal],
    progress: &Progress<'_>,
) -> bool {
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(pair) = open.pop() {
        if progress.step(1).is_none() {
            break;
        }
        let is_at_buyer = |to: ActorProduct| network.graph[to.0].kind.is_buyer();
        if connects(network, pair, changes) || link_successors(network, pair, changes).any(is_at_buyer) {
            return true;
        }
        open.extend(successors(network, pair, changes).filter(|to| seen.insert(*to)));
    }
    false
}

/// Whether a new link of these changes carries the product to its buyer.
fn connects(network: &Network<'_>, (actor, product_index): ActorProduct, changes: &[&Proposal]) -> bool {
    changes.iter().any(|change| match change {
        Proposal::AddLink { from, product, .. } => {
            *from == network.graph[actor].id && network.products.is_within(product_index, *product)
        }
        _ => false,
    })
}

/// The successors of a pair by a conversion or a link in force, or one that these changes put in force.
fn successors<'a>(
    network: &'a Network<'_>,
    pair: ActorProduct,
    changes: &'a [&Proposal],
) -> impl Iterator<Item = ActorProduct> + 'a {
    let (actor, product) = pair;
    let converted = network.products.conversion_outputs(network.graph[actor], product);
    converted.map(move |other| (actor, other)).chain(link_successors(network, pair, changes))
}

/// The same, by links alone.
fn link_successors<'a>(
    network: &'a Network<'_>,
    (actor, product): ActorProduct,
    changes: &'a [&Proposal],
) -> impl Iterator<Item = ActorProduct> + 'a {
    let accepting = network.graph.edges(actor).filter(move |edge| accepts(network, edge.weight(), product, changes));
    accepting.map(move |edge| (edge.target(), product))
}

/// Whether a link carries this product in force, once the changes are made.
fn accepts(network: &Network<'_>, network_link: &NetworkLink<'_>, product: ProductIdx, changes: &[&Proposal]) -> bool {
    let is_in_force =
        network_link.break_reason.is_none() || changes.iter().any(|change| activates(change, network_link.link.id));
    is_in_force
        && (network_link.carries(&network.products, product)
            || changes.iter().any(|change| widens(network, change, network_link, product)))
}

/// Whether a change puts this link in force.
fn activates(change: &Proposal, link: LinkId) -> bool {
    matches!(change, Proposal::SignLink(id) | Proposal::RenewLink(id, _) if *id == link)
}

/// Whether a change lets this link carry this product.
fn widens(network: &Network<'_>, change: &Proposal, network_link: &NetworkLink<'_>, product_index: ProductIdx) -> bool {
    matches!(change, Proposal::AddProduct(id, product)
        if *id == network_link.link.id && network.products.is_within(product_index, *product))
}
