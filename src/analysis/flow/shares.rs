//! Shares of sales that do not add up. Nothing is rescaled: what is missing or too much is reported.

use std::collections::BTreeSet;

use petgraph::graph::NodeIndex;

use super::flow_network::FlowNetwork;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, Link, LinkId, ProductId};

/// In per cent; a sum in this range counts as full, since shares are given rounded: 99.9 and 100.1 are fine.
const FULL_SHARE: std::ops::RangeInclusive<f64> = 99.0..=101.0;
/// Shares such as 33.4 are not exact in binary: a sum this close to a limit counts as on it.
const ROUNDING: f64 = 1e-9;

/// The shares that a seller gives for a product, in per cent, where they do not add up to its sales.
#[derive(Clone, Debug, PartialEq)]
pub struct ShareSum {
    /// The seller.
    pub actor: ActorId,
    /// The product; none when its links name none.
    pub product: Option<ProductId>,
    /// The links that give a share, by id.
    pub links: Vec<LinkId>,
    /// Their sum.
    pub sum: f64,
}

impl ShareSum {
    /// The per cent unaccounted for; 0 when there is too much.
    pub fn unaccounted(&self) -> f64 {
        (100.0 - self.sum).max(0.0)
    }

    /// The per cent above 100; 0 when some is missing.
    pub fn excess(&self) -> f64 {
        (self.sum - 100.0).max(0.0)
    }
}

/// Whether shares with this sum account for everything.
pub(in crate::analysis) fn is_full_share(sum: f64) -> bool {
    (FULL_SHARE.start() - ROUNDING..=FULL_SHARE.end() + ROUNDING).contains(&sum)
}

/// Every sum of shares over links in force that is not full, by actor and product. `None` when cancelled.
pub(in crate::analysis) fn share_sums(
    flow_network: &FlowNetwork<'_, '_>,
    progress: &Progress<'_>,
) -> Option<Vec<ShareSum>> {
    let network = flow_network.network;
    let mut sums = Vec::new();
    let mut seller_links: Vec<(&Link, f64)> = Vec::new();
    for node in network.graph.node_indices() {
        progress.step(1)?;
        seller_links.clear();
        seller_links.extend(flow_network.outgoing(node).filter_map(|(_, arc)| Some((arc.link, arc.link.share?))));
        if seller_links.is_empty() {
            continue;
        }
        let products = narrowest_products(network, &seller_links);
        if products.is_empty() {
            sums.extend(share_sum(network, node, None, &seller_links));
        }
        for product in &products {
            sums.extend(share_sum(network, node, Some(*product), &seller_links));
        }
        // Of a broader product a part may be counted with its parts, so that only too much is sure.
        let listed: BTreeSet<ProductId> = seller_links.iter().flat_map(|(link, _)| &link.products).copied().collect();
        let broader = listed.into_iter().filter(|product| !products.contains(product));
        let sums_of_broader = broader.filter_map(|product| share_sum(network, node, Some(product), &seller_links));
        sums.extend(sums_of_broader.filter(|sum| sum.excess() > 0.0));
    }
    Some(sums)
}

/// The products that the links list, except those of which a listed one is part: a share of fruit is counted with the
/// mangoes.
fn narrowest_products(network: &Network<'_>, seller_links: &[(&Link, f64)]) -> Vec<ProductId> {
    let listed: BTreeSet<ProductId> = seller_links.iter().flat_map(|(link, _)| &link.products).copied().collect();
    let within = |product: ProductId, broader: ProductId| {
        network.products.index(product).is_some_and(|product_index| network.products.is_within(product_index, broader))
    };
    let has_narrower =
        |product: ProductId| listed.iter().any(|other| within(*other, product) && !within(product, *other));
    listed.iter().copied().filter(|product| !has_narrower(*product)).collect()
}

fn share_sum(
    network: &Network<'_>,
    node: NodeIndex,
    product: Option<ProductId>,
    seller_links: &[(&Link, f64)],
) -> Option<ShareSum> {
    let product_index = product.and_then(|product| network.products.index(product));
    let counted: Vec<&(&Link, f64)> = seller_links
        .iter()
        .filter(|(link, _)| product_index.is_none_or(|product_index| network.products.carries(link, product_index)))
        .collect();
    let sum: f64 = counted.iter().map(|(_, share)| share).sum();
    let links = counted.iter().map(|(link, _)| link.id).collect();
    (!counted.is_empty() && !is_full_share(sum)).then(|| ShareSum {
        actor: network.graph[node].id,
        product,
        links,
        sum,
    })
}
