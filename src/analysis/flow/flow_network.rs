//! The links in force as packed adjacency lists: the arcs out of an actor are contiguous, in id order, and so are the
//! arcs into it. Links from an actor to itself are excluded.

use petgraph::graph::NodeIndex;

use crate::analysis::network::{Network, NetworkLink};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::graph::Adjacency;
use crate::map::Link;

/// A product link in force.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct FlowArc<'map> {
    pub link: &'map Link,
    pub to: NodeIndex,
    /// Whether it leads to an enterprise or market.
    pub ends_at_buyer: bool,
    network_link: NetworkLink<'map>,
}

/// The product links in force of a network, by seller and by buyer.
pub(in crate::analysis) struct FlowNetwork<'a, 'map> {
    pub network: &'a Network<'map>,
    /// The arcs out of each actor.
    outgoing: Adjacency<FlowArc<'map>>,
    /// The indices of the arcs into each actor.
    incoming: Adjacency<u32>,
}

impl<'a, 'map> FlowNetwork<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        let actors = network.graph.node_count();
        // Edges are in link order.
        let edges = network.graph.raw_edges().iter();
        let in_force = edges.filter(|edge| edge.weight.break_reason.is_none() && edge.source() != edge.target());
        let arcs = in_force.map(|edge| {
            let (link, to) = (edge.weight.link, edge.target());
            let ends_at_buyer = network.status(to).kind.is_buyer();
            (edge.source().index() as u32, FlowArc { link, to, ends_at_buyer, network_link: edge.weight })
        });
        let outgoing = Adjacency::from_pairs(actors, arcs);
        let arc_targets = outgoing.items().iter().map(|arc| arc.to.index() as u32);
        let incoming = Adjacency::from_pairs(actors, arc_targets.zip(0..));
        Self { network, outgoing, incoming }
    }

    /// The arcs out of an actor, each with its index.
    pub fn outgoing(&self, actor: NodeIndex) -> impl Iterator<Item = (u32, &FlowArc<'map>)> {
        let actor = actor.index() as u32;
        (self.outgoing.range(actor).start as u32..).zip(self.outgoing.of(actor))
    }

    /// The arcs into an actor, by seller.
    pub fn incoming(&self, actor: NodeIndex) -> impl Iterator<Item = &FlowArc<'map>> {
        self.incoming.of(actor.index() as u32).iter().filter_map(|number| self.arc(*number))
    }

    /// The number of arcs.
    pub fn arc_count(&self) -> usize {
        self.outgoing.items().len()
    }

    /// The arc of this index.
    pub fn arc(&self, number: u32) -> Option<&FlowArc<'map>> {
        self.outgoing.items().get(number as usize)
    }

    /// Whether an arc carries this product.
    pub fn carries(&self, arc: &FlowArc<'map>, product: ProductIdx) -> bool {
        arc.network_link.carries(&self.network.products, product)
    }
}
