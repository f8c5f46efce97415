//! The existing buyers of each product, to suggest where a product has no outlet.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use petgraph::graph::NodeIndex;

use super::network::Network;
use super::progress::Progress;
use crate::map::{ActorId, ProductId};

/// The most buyers suggested for one case.
const MAX_SUGGESTIONS: usize = 3;

/// The buyers of each product over links in force, those with most suppliers first.
pub(super) struct BuyerSuggestions {
    by_product: BTreeMap<ProductId, Vec<NodeIndex>>,
}

impl BuyerSuggestions {
    /// Collects the buyers of these products: those to whom some link in force names the product or a broader one.
    /// `None` when cancelled.
    pub fn new(
        network: &Network<'_>,
        products: impl IntoIterator<Item = ProductId>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let deliveries = Deliveries::new(network);
        let mut by_product = BTreeMap::new();
        for product in products {
            if let Entry::Vacant(entry) = by_product.entry(product) {
                let pairs = deliveries.of_product(network, product);
                entry.insert(rank_buyers(&pairs));
                progress.step(pairs.len())?;
            }
        }
        Some(Self { by_product })
    }

    /// The buyers to suggest to an actor for a product: the same commune or district first.
    pub fn suggest(&self, network: &Network<'_>, actor: NodeIndex, product: ProductId) -> Vec<ActorId> {
        let is_near = |buyer: &NodeIndex| network.graph[*buyer].is_near(network.graph[actor]);
        let ranked = self.by_product.get(&product).map_or(&[][..], Vec::as_slice);
        let others = || ranked.iter().filter(|buyer| **buyer != actor);
        others()
            .filter(|buyer| is_near(buyer))
            .chain(others().filter(|buyer| !is_near(buyer)))
            .take(MAX_SUGGESTIONS)
            .map(|buyer| network.graph[*buyer].id)
            .collect()
    }
}

/// The deliveries to buyers in force, by the product that the link names. A link that names no product says nothing of
/// what its buyer accepts.
pub(super) struct Deliveries {
    by_named_product: Vec<Vec<(NodeIndex, NodeIndex)>>,
}

impl Deliveries {
    pub fn new(network: &Network<'_>) -> Self {
        let mut named: Vec<Vec<(NodeIndex, NodeIndex)>> = vec![Vec::new(); network.products.len()];
        // Iterates the edges in memory order, not buyer by buyer: faster.
        for edge in network.graph.raw_edges() {
            let (supplier, buyer) = (edge.source(), edge.target());
            if edge.weight.break_reason.is_none() && supplier != buyer && network.status(buyer).kind.is_buyer() {
                for product_index in edge.weight.named_products(&network.products) {
                    if let Some(pairs) = named.get_mut(product_index.index()) {
                        pairs.push((buyer, supplier));
                    }
                }
            }
        }
        Self { by_named_product: named }
    }

    /// The (buyer, supplier) pairs for a product or a broader one, sorted, each once.
    pub fn of_product(&self, network: &Network<'_>, product: ProductId) -> Vec<(NodeIndex, NodeIndex)> {
        let products = &network.products;
        let ancestors = products.index(product).into_iter().flat_map(|product_index| products.ancestors(product_index));
        let named = ancestors.filter_map(|product| self.by_named_product.get(products.index(product)?.index()));
        let mut pairs: Vec<(NodeIndex, NodeIndex)> = named.flatten().copied().collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// The buyers of these pairs, those with most suppliers first.
pub(super) fn rank_buyers(pairs: &[(NodeIndex, NodeIndex)]) -> Vec<NodeIndex> {
    let mut ranked: Vec<(Reverse<usize>, NodeIndex)> = pairs
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|of_buyer| Some((Reverse(of_buyer.len()), of_buyer.first()?.0)))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, buyer)| buyer).collect()
}
