//! Goods followed along a given path of actors: what they can be at each, and which link takes them on.

use std::collections::BTreeSet;

use petgraph::visit::EdgeRef;

use crate::analysis::goods::Good;
use crate::analysis::network::Network;
use crate::map::{Actor, ActorId, Link};

/// What goods can be on a path.
pub(in crate::analysis) struct Along<'map> {
    /// For each piece of the path the links in force that take the goods, each with what it can take, by link id.
    pub hops: Vec<Vec<(&'map Link, BTreeSet<Good>)>>,
    /// What the goods can be at each actor of the path before it passes them on, conversions included.
    pub at: Vec<BTreeSet<Good>>,
}

impl<'map> Along<'map> {
    /// Follows goods along a path. Past a piece that nothing takes them over, they are taken to be as before it.
    pub fn of(network: &Network<'map>, path: &[ActorId], starts: &[Good]) -> Self {
        let mut goods: BTreeSet<Good> = starts.iter().copied().collect();
        let mut along = Self { hops: Vec::new(), at: Vec::new() };
        for (position, id) in path.iter().enumerate() {
            if let Some(actor) = network.map.actors().get(id) {
                convert(network, actor, &mut goods);
            }
            along.at.push(goods.clone());
            if let Some(next) = path.get(position + 1) {
                let hop = links(network, *id, *next, &goods);
                let taken: BTreeSet<Good> = hop.iter().flat_map(|(_, taken)| taken).copied().collect();
                if !taken.is_empty() {
                    goods = taken;
                }
                along.hops.push(hop);
            }
        }
        along
    }

    /// The neighbours between which nothing takes the goods.
    pub fn broken(&self, path: &[ActorId]) -> Vec<(ActorId, ActorId)> {
        let pairs = path.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
        pairs.zip(&self.hops).filter(|(_, hop)| hop.is_empty()).map(|(pair, _)| pair).collect()
    }
}

/// Adds what an actor makes of goods, and of that again.
pub(in crate::analysis) fn convert(network: &Network<'_>, actor: &Actor, goods: &mut BTreeSet<Good>) {
    let mut open: Vec<Good> = goods.iter().copied().collect();
    while let Some(good) = open.pop() {
        open.extend(network.goods.converted(actor, good).filter(|made| goods.insert(*made)));
    }
}

fn links<'map>(
    network: &Network<'map>,
    from: ActorId,
    to: ActorId,
    goods: &BTreeSet<Good>,
) -> Vec<(&'map Link, BTreeSet<Good>)> {
    let (Some(from), Some(to)) = (network.node(from), network.node(to)) else { return Vec::new() };
    let mut links: Vec<(&Link, BTreeSet<Good>)> = network
        .graph
        .edges_connecting(from, to)
        .filter(|edge| edge.weight().broken.is_none())
        .map(|edge| {
            let link = edge.weight().link;
            (link, goods.iter().copied().filter(|good| network.goods.carries(link, *good)).collect())
        })
        .filter(|(_, taken): &(_, BTreeSet<Good>)| !taken.is_empty())
        .collect();
    links.sort_by_key(|(link, _)| link.id);
    links
}

/// Where goods can go from an actor over links in force, and as what: each next actor once, by node.
pub(super) fn onward(
    network: &Network<'_>,
    from: petgraph::graph::NodeIndex,
    goods: &BTreeSet<Good>,
) -> Vec<(petgraph::graph::NodeIndex, BTreeSet<Good>)> {
    let mut all: Vec<(petgraph::graph::NodeIndex, Good)> = Vec::new();
    for edge in network.graph.edges(from).filter(|edge| edge.weight().broken.is_none() && edge.target() != from) {
        let taken = goods.iter().filter(|good| network.goods.carries(edge.weight().link, **good));
        all.extend(taken.map(|good| (edge.target(), *good)));
    }
    all.sort_unstable();
    all.chunk_by(|(one, _), (other, _)| one == other)
        .filter_map(|alike| Some((alike.first()?.0, alike.iter().map(|(_, good)| *good).collect())))
        .collect()
}
