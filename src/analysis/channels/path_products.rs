//! Follows products along a given path of actors: what they can be at each, and which links carry them on.

use std::collections::BTreeSet;

use petgraph::visit::EdgeRef;

use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::map::{Actor, ActorId, Link};

/// The possible products along a path.
pub(in crate::analysis) struct PathProducts<'map> {
    /// For each hop of the path the links in force that carry the products, each with those it carries, by link id.
    pub hops: Vec<Vec<(&'map Link, BTreeSet<ProductIdx>)>>,
    /// The possible products at each actor of the path before it passes them on, conversions included.
    pub products_at: Vec<BTreeSet<ProductIdx>>,
}

impl<'map> PathProducts<'map> {
    /// Follows products along a path. After a hop that no link carries, they are assumed unchanged.
    pub fn new(network: &Network<'map>, path: &[ActorId], starts: &[ProductIdx]) -> Self {
        let mut current: BTreeSet<ProductIdx> = starts.iter().copied().collect();
        let mut products = Self { hops: Vec::new(), products_at: Vec::new() };
        for (position, id) in path.iter().enumerate() {
            if let Some(actor) = network.map.actors().get(id) {
                add_conversions(network, actor, &mut current);
            }
            products.products_at.push(current.clone());
            if let Some(next) = path.get(position + 1) {
                let links = accepting_links(network, *id, *next, &current);
                let carried: BTreeSet<ProductIdx> = links.iter().flat_map(|(_, carried)| carried).copied().collect();
                if !carried.is_empty() {
                    current = carried;
                }
                products.hops.push(links);
            }
        }
        products
    }

    /// The consecutive pairs between which no link carries the products.
    pub fn broken_hops(&self, path: &[ActorId]) -> Vec<(ActorId, ActorId)> {
        let pairs = path.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
        pairs.zip(&self.hops).filter(|(_, hop)| hop.is_empty()).map(|(pair, _)| pair).collect()
    }
}

/// Adds all that an actor's conversions make of these products, transitively.
pub(in crate::analysis) fn add_conversions(network: &Network<'_>, actor: &Actor, products: &mut BTreeSet<ProductIdx>) {
    let mut open: Vec<ProductIdx> = products.iter().copied().collect();
    while let Some(product) = open.pop() {
        open.extend(network.products.conversion_outputs(actor, product).filter(|output| products.insert(*output)));
    }
}

fn accepting_links<'map>(
    network: &Network<'map>,
    from: ActorId,
    to: ActorId,
    products: &BTreeSet<ProductIdx>,
) -> Vec<(&'map Link, BTreeSet<ProductIdx>)> {
    let (Some(from), Some(to)) = (network.node(from), network.node(to)) else { return Vec::new() };
    let mut links: Vec<(&Link, BTreeSet<ProductIdx>)> = network
        .graph
        .edges_connecting(from, to)
        .filter(|edge| edge.weight().break_reason.is_none())
        .map(|edge| {
            let link = edge.weight().link;
            (link, products.iter().copied().filter(|product| network.products.carries(link, *product)).collect())
        })
        .filter(|(_, carried): &(_, BTreeSet<ProductIdx>)| !carried.is_empty())
        .collect();
    links.sort_by_key(|(link, _)| link.id);
    links
}

/// The actors that products can reach next over links in force, with what each receives: each once, by node.
pub(super) fn next_actors(
    network: &Network<'_>,
    from: petgraph::graph::NodeIndex,
    products: &BTreeSet<ProductIdx>,
) -> Vec<(petgraph::graph::NodeIndex, BTreeSet<ProductIdx>)> {
    let mut all: Vec<(petgraph::graph::NodeIndex, ProductIdx)> = Vec::new();
    for edge in network.graph.edges(from).filter(|edge| edge.weight().break_reason.is_none() && edge.target() != from) {
        let carried = products.iter().filter(|product| network.products.carries(edge.weight().link, **product));
        all.extend(carried.map(|product| (edge.target(), *product)));
    }
    all.sort_unstable();
    all.chunk_by(|(one, _), (other, _)| one == other)
        .filter_map(|same_actor| {
            Some((same_actor.first()?.0, same_actor.iter().map(|(_, product)| *product).collect()))
        })
        .collect()
}
