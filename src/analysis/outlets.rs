//! Who already buys what: the buyers to suggest where goods have no outlet.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use petgraph::graph::NodeIndex;

use super::network::Network;
use super::progress::Progress;
use crate::map::{ActorId, ProductId};

/// How many buyers are suggested for one case.
const SUGGESTIONS: usize = 3;

/// The buyers of each product in force, those with most suppliers first.
pub(super) struct Outlets {
    by_product: BTreeMap<ProductId, Vec<NodeIndex>>,
}

impl Outlets {
    /// Gathers the buyers of these products: those that some link in force brings the product, or a broader one,
    /// by name.
    pub fn of(
        network: &Network<'_>,
        products: impl IntoIterator<Item = ProductId>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let deliveries = Deliveries::of(network);
        let mut by_product = BTreeMap::new();
        for product in products {
            if let Entry::Vacant(entry) = by_product.entry(product) {
                let pairs = deliveries.of_product(network, product);
                entry.insert(ranked(&pairs));
                progress.step(pairs.len())?;
            }
        }
        Some(Self { by_product })
    }

    /// The buyers to suggest to an actor for a product: same district first.
    pub fn suggest(&self, network: &Network<'_>, actor: NodeIndex, product: ProductId) -> Vec<ActorId> {
        let district = &network.graph[actor].district;
        let near = |buyer: &NodeIndex| !district.is_empty() && network.graph[*buyer].district == *district;
        let ranked = self.by_product.get(&product).map_or(&[][..], Vec::as_slice);
        let others = || ranked.iter().filter(|buyer| **buyer != actor);
        others()
            .filter(|buyer| near(buyer))
            .chain(others().filter(|buyer| !near(buyer)))
            .take(SUGGESTIONS)
            .map(|buyer| network.graph[*buyer].id)
            .collect()
    }
}

/// Who brings what to which buyer in force, by the product that the link names; a link that names nothing says
/// nothing of what its buyer takes.
pub(super) struct Deliveries {
    named: Vec<Vec<(NodeIndex, NodeIndex)>>,
}

impl Deliveries {
    pub fn of(network: &Network<'_>) -> Self {
        let mut named: Vec<Vec<(NodeIndex, NodeIndex)>> = vec![Vec::new(); network.goods.len()];
        // All edges in a row, not buyer by buyer: they lie so in memory.
        for edge in network.graph.raw_edges() {
            let (supplier, buyer) = (edge.source(), edge.target());
            if edge.weight.broken.is_none() && supplier != buyer && network.standing(buyer).kind.is_buyer() {
                for good in edge.weight.named(&network.goods) {
                    if let Some(pairs) = named.get_mut(good.index()) {
                        pairs.push((buyer, supplier));
                    }
                }
            }
        }
        Self { named }
    }

    /// Who supplies which buyer with a product, or with a broader one: buyers with a supplier, by buyer, each once.
    pub fn of_product(&self, network: &Network<'_>, product: ProductId) -> Vec<(NodeIndex, NodeIndex)> {
        let goods = &network.goods;
        let line = goods.good(product).into_iter().flat_map(|good| goods.line(good));
        let named = line.filter_map(|product| self.named.get(goods.good(product)?.index()));
        let mut pairs: Vec<(NodeIndex, NodeIndex)> = named.flatten().copied().collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// The buyers of such pairs, those with most suppliers first.
pub(super) fn ranked(pairs: &[(NodeIndex, NodeIndex)]) -> Vec<NodeIndex> {
    let mut ranked: Vec<(Reverse<usize>, NodeIndex)> = pairs
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|of_buyer| Some((Reverse(of_buyer.len()), of_buyer.first()?.0)))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, buyer)| buyer).collect()
}
