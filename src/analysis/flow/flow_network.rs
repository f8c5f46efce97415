//! The links in force as packed adjacency lists: the arcs out of an actor are contiguous, in id order, and so are the
//! arcs into it. Links from an actor to itself are excluded.

use petgraph::graph::NodeIndex;

use crate::analysis::network::{Network, NetworkLink};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::map::Link;

/// A product link in force.
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
    arcs: Vec<FlowArc<'map>>,
    /// Where the arcs out of each actor begin; one more at the end.
    out_offsets: Vec<u32>,
    /// The same for the arcs into it, whose indices are in `in_arcs`.
    in_offsets: Vec<u32>,
    in_arcs: Vec<u32>,
}

impl<'a, 'map> FlowNetwork<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        let actors = network.graph.node_count();
        // Edges are in link order.
        let edges_in_force = || {
            let edges = network.graph.raw_edges().iter();
            edges.filter(|edge| edge.weight.break_reason.is_none() && edge.source() != edge.target())
        };
        let (out_offsets, positions) = counting_sort(actors, edges_in_force().map(|edge| edge.source()));
        let mut by_position: Vec<Option<FlowArc<'map>>> = Vec::new();
        by_position.resize_with(positions.len(), || None);
        for (edge, position) in edges_in_force().zip(positions) {
            let (link, to) = (edge.weight.link, edge.target());
            let ends_at_buyer = network.status(to).kind.is_buyer();
            if let Some(slot) = by_position.get_mut(position as usize) {
                *slot = Some(FlowArc { link, to, ends_at_buyer, network_link: edge.weight });
            }
        }
        let arcs: Vec<FlowArc<'map>> = by_position.into_iter().flatten().collect();
        let (in_offsets, positions) = counting_sort(actors, arcs.iter().map(|arc| arc.to));
        let mut in_arcs = vec![0; arcs.len()];
        for (number, position) in (0..).zip(positions) {
            if let Some(slot) = in_arcs.get_mut(position as usize) {
                *slot = number;
            }
        }
        Self { network, arcs, out_offsets, in_offsets, in_arcs }
    }

    /// The arcs out of an actor, each with its index.
    pub fn outgoing(&self, actor: NodeIndex) -> impl Iterator<Item = (u32, &FlowArc<'map>)> {
        let range = arc_range(&self.out_offsets, actor);
        (range.start as u32..).zip(self.arcs.get(range).into_iter().flatten())
    }

    /// The arcs into an actor, by seller.
    pub fn incoming(&self, actor: NodeIndex) -> impl Iterator<Item = &FlowArc<'map>> {
        let numbers = self.in_arcs.get(arc_range(&self.in_offsets, actor)).into_iter().flatten();
        numbers.filter_map(|number| self.arc(*number))
    }

    /// The arc of this index.
    pub fn arc(&self, number: u32) -> Option<&FlowArc<'map>> {
        self.arcs.get(number as usize)
    }

    /// Whether an arc carries this product.
    pub fn carries(&self, arc: &FlowArc<'map>, product: ProductIdx) -> bool {
        arc.network_link.carries(&self.network.products, product)
    }
}

/// Where the group of each key begins, with one more at the end, and the position of each item among all (a stable
/// counting sort).
fn counting_sort(keys: usize, items: impl Iterator<Item = NodeIndex> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut offsets = vec![0_u32; keys + 1];
    for item in items.clone() {
        if let Some(count) = offsets.get_mut(item.index() + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for count in &mut offsets {
        total += *count;
        *count = total;
    }
    let mut next = offsets.clone();
    let positions = items.filter_map(|item| {
        let slot = next.get_mut(item.index())?;
        *slot += 1;
        Some(*slot - 1)
    });
    let positions = positions.collect();
    (offsets, positions)
}

fn arc_range(offsets: &[u32], actor: NodeIndex) -> std::ops::Range<usize> {
    let begin = offsets.get(actor.index()).copied().unwrap_or(0);
    let end = offsets.get(actor.index() + 1).copied().unwrap_or(begin);
    begin as usize..end as usize
}
