//! What products reach in force, and whether a set of changes would bring them to a buyer.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::analysis::network::{Network, NetworkLink};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::map::{ActorKind, Link, LinkForm, LinkId, Proposal, Verdict};

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
            for to in successors(network, pair) {
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
    let mut found = false;
    search(network, start, changes, Scope { firm_only: false, through_buyers: false }, progress, |to| {
        found = network.status(to.0).kind.is_buyer();
        !found
    });
    found
}

/// The verdict of a case once these changes are made; none where it is still flagged, or when cancelled.
pub(super) fn verdict_after(
    network: &Network<'_>,
    start: ActorProduct,
    changes: &[&Proposal],
    progress: &Progress<'_>,
) -> Option<Verdict> {
    let goes_on = |buyer: ActorProduct| {
        let is_market = |to: ActorProduct| network.status(to.0).kind == ActorKind::Market;
        let mut found = is_market(buyer);
        if !found {
            search(network, buyer, changes, Scope { firm_only: false, through_buyers: true }, progress, |to| {
                found = is_market(to);
                !found
            });
        }
        found
    };
    let first_buyers = |firm_only: bool| {
        let mut buyers = Vec::new();
        search(network, start, changes, Scope { firm_only, through_buyers: false }, progress, |to| {
            if network.status(to.0).kind.is_buyer() {
                buyers.push(to);
            }
            true
        });
        buyers
    };
    let loose = first_buyers(false);
    let verdict = if first_buyers(true).into_iter().any(goes_on) {
        Verdict::Firm
    } else if loose.iter().copied().any(goes_on) {
        Verdict::Loose
    } else {
        Verdict::StopsShort
    };
    progress.check_cancelled()?;
    (!loose.is_empty()).then_some(verdict)
}

/// What a search follows.
#[derive(Clone, Copy)]
struct Scope {
    /// Only links by contract or membership.
    firm_only: bool,
    /// Also on from buyers that products arrive at.
    through_buyers: bool,
}

/// Visits what arrives over a link, each state once, until `visit` returns false.
fn search(
    network: &Network<'_>,
    start: ActorProduct,
    changes: &[&Proposal],
    scope: Scope,
    progress: &Progress<'_>,
    mut visit: impl FnMut(ActorProduct) -> bool,
) {
    let mut arrived: BTreeSet<ActorProduct> = BTreeSet::new();
    let mut seen = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(pair) = open.pop() {
        if progress.step(1).is_none() {
            return;
        }
        for to in link_successors(network, pair, changes, scope.firm_only) {
            if arrived.insert(to) && !visit(to) {
                return;
            }
            let ends = !scope.through_buyers && network.status(to.0).kind.is_buyer();
            if !ends && seen.insert(to) {
                open.push(to);
            }
        }
        open.extend(conversions(network, pair).filter(|to| seen.insert(*to)));
    }
}

fn conversions<'a>(
    network: &'a Network<'_>,
    (actor, product): ActorProduct,
) -> impl Iterator<Item = ActorProduct> + 'a {
    network.products.conversion_outputs(network.graph[actor], product).map(move |other| (actor, other))
}

/// The successors of a pair by a conversion or a link in force.
fn successors<'a>(network: &'a Network<'_>, pair: ActorProduct) -> impl Iterator<Item = ActorProduct> + 'a {
    conversions(network, pair).chain(link_successors(network, pair, &[], false))
}

/// The successors of a pair by a link in force, one that these changes put in force, or a new one of theirs.
fn link_successors<'a>(
    network: &'a Network<'_>,
    (actor, product): ActorProduct,
    changes: &'a [&Proposal],
    firm_only: bool,
) -> impl Iterator<Item = ActorProduct> + 'a {
    let is_firm = |link: &Link| matches!(link.form, Some(LinkForm::Contract | LinkForm::Member));
    let accepting = network.graph.edges(actor).filter(move |edge| {
        (!firm_only || is_firm(edge.weight().link)) && accepts(network, edge.weight(), product, changes)
    });
    let added = changes.iter().filter_map(move |change| match change {
        Proposal::AddLink { from, to, product: of }
            if *from == network.graph[actor].id && network.products.is_within(product, *of) =>
        {
            network.node(*to)
        }
        _ => None,
    });
    accepting.map(|edge| edge.target()).chain(added).map(move |to| (to, product))
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
