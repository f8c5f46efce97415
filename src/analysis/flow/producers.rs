//! Who produces what, and how much.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use crate::analysis::network::Network;
use crate::map::{ActorKind, ProductId};

/// The producers of a product.
#[derive(Default)]
pub(super) struct Producers {
    /// Volume for sale per year, above 0.
    pub known: Vec<(NodeIndex, f64)>,
    /// The total volume, and the part that its producers keep.
    pub supply: f64,
    pub own_use: f64,
    /// The number with unknown volume.
    pub unknown: usize,
}

/// Whether an actor's supply begins a chain in the year. Buyers are outlets themselves, and supporters are outside the
/// flow of products.
pub(in crate::analysis) fn is_producer(network: &Network<'_>, node: NodeIndex) -> bool {
    let actor = network.status(node);
    !actor.kind.is_buyer() && actor.kind != ActorKind::Supporter && actor.is_present
}

/// The producers of each product in the year, with volumes.
pub(super) fn producers(network: &Network<'_>) -> BTreeMap<ProductId, Producers> {
    let mut by_product: BTreeMap<ProductId, Producers> = BTreeMap::new();
    for node in network.graph.node_indices().filter(|node| is_producer(network, *node)) {
        for supply in &network.graph[node].supply {
            let producers = by_product.entry(supply.product).or_default();
            let Some(volume) = supply.volume else {
                producers.unknown += 1;
                continue;
            };
            let for_sale = supply.for_sale().unwrap_or_default();
            producers.supply += volume;
            producers.own_use += volume - for_sale;
            if for_sale > 0.0 {
                producers.known.push((node, for_sale));
            }
        }
    }
    by_product
}
