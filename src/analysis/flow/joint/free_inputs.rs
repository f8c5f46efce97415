//! What enters conversions as an input and is not itself sought to be sold: feed from a company, imported paddy.

use std::collections::BTreeSet;

use petgraph::Direction;
use petgraph::graph::NodeIndex;

use super::super::producers::is_producer;
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;

/// The supplies beside those of producers, where some conversion needs several inputs: what enterprises, markets and supporters
/// supply, and without a bound what is supplied in an unknown volume, or sold without being received or made. They let the
/// volumes of their links limit what is made with them.
pub(super) fn free_inputs(network: &Network<'_>) -> Vec<(NodeIndex, ProductIdx, f64)> {
    let present = || network.graph.node_indices().filter(|node| network.status(*node).is_present);
    if present().all(|node| network.graph[node].converts.iter().all(|conversion| conversion.with.is_empty())) {
        return Vec::new();
    }
    let index = |product| network.products.index(product);
    let mut inputs = Vec::new();
    for node in present() {
        let actor = network.graph[node];
        for supply in &actor.supply {
            let volume = match supply.for_sale() {
                Some(_) if is_producer(network, node) => continue,
                Some(volume) => volume,
                None => f64::INFINITY,
            };
            inputs.extend(index(supply.product).filter(|_| volume > 0.0).map(|product| (node, product, volume)));
        }
        let links = |direction: Direction| {
            let links = network.graph.edges_directed(node, direction).map(|edge| edge.weight());
            links.filter(|it| it.break_reason.is_none() && it.link.from != it.link.to)
        };
        let sold: BTreeSet<ProductIdx> =
            links(Direction::Outgoing).flat_map(|it| it.named_products(&network.products)).collect();
        let is_own = |product: &ProductIdx| {
            let id = network.products.id(*product);
            actor.supply.iter().any(|supply| supply.product == id)
                || actor.converts.iter().flat_map(|conversion| conversion.outputs()).any(|output| output == id)
                || links(Direction::Incoming).any(|it| it.carries(&network.products, *product))
        };
        inputs
            .extend(sold.into_iter().filter(|product| !is_own(product)).map(|product| (node, product, f64::INFINITY)));
    }
    inputs
}
