//! The links in force, packed: the ways out of an actor stand side by side, in the order of their ids, and so do the
//! ways in. Links from an actor to itself are no trade.

use petgraph::graph::NodeIndex;

use crate::analysis::network::{Network, NetworkLink};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::map::Link;

/// A product link in force.
pub(in crate::analysis) struct FlowArc<'map> {
    pub link: &'map Link,
    pub to: NodeIndex,
    /// Whether an enterprise or market stands at its end.
    pub ends_at_buyer: bool,
    network_link: NetworkLink<'map>,
}

/// The product links in force of a network, by seller and by buyer.
pub(in crate::analysis) struct FlowNetwork<'a, 'map> {
    pub network: &'a Network<'map>,
    arcs: Vec<FlowArc<'map>>,
    /// Where the passages out of each actor begin; one more at the end.
    out_offsets: Vec<u32>,
    /// The same for those in, whose numbers are in `into`.
    in_offsets: Vec<u32>,
    in_arcs: Vec<u32>,
}

impl<'a, 'map> FlowNetwork<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        let actors = network.graph.node_count();
        // Edges stand in the order of their links.
        let in_force_label = || {
            let edges = network.graph.raw_edges().iter();
            edges.filter(|edge| edge.weight.break_reason.is_none() && edge.source() != edge.target())
        };
        let (out, positions) = counting_sort(actors, in_force_label().map(|edge| edge.source()));
        let mut by_position: Vec<Option<FlowArc<'map>>> = Vec::new();
        by_position.resize_with(positions.len(), || None);
        for (edge, place) in in_force_label().zip(positions) {
            let (link, to) = (edge.weight.link, edge.target());
            let ends_at_buyer = network.status(to).kind.is_buyer();
            if let Some(slot) = by_position.get_mut(place as usize) {
                *slot = Some(FlowArc { link, to, ends_at_buyer, network_link: edge.weight });
            }
        }
        let passages: Vec<FlowArc<'map>> = by_position.into_iter().flatten().collect();
        let (in_offsets, positions) = counting_sort(actors, passages.iter().map(|arc| arc.to));
        let mut into = vec![0; passages.len()];
        for (number, place) in (0..).zip(positions) {
            if let Some(slot) = into.get_mut(place as usize) {
                *slot = number;
            }
        }
        Self { network, arcs: passages, out_offsets: out, in_offsets, in_arcs: into }
    }

    /// The passages out of an actor, each with its number.
    pub fn outgoing(&self, actor: NodeIndex) -> impl Iterator<Item = (u32, &FlowArc<'map>)> {
        let range = arc_range(&self.out_offsets, actor);
        (range.start as u32..).zip(self.arcs.get(range).into_iter().flatten())
    }

    /// The passages into an actor, by seller.
    pub fn incoming(&self, actor: NodeIndex) -> impl Iterator<Item = &FlowArc<'map>> {
        let numbers = self.in_arcs.get(arc_range(&self.in_offsets, actor)).into_iter().flatten();
        numbers.filter_map(|number| self.arc(*number))
    }

    /// The passage of this number.
    pub fn arc(&self, number: u32) -> Option<&FlowArc<'map>> {
        self.arcs.get(number as usize)
    }

    /// Whether a passage takes these goods.
    pub fn carries(&self, arc: &FlowArc<'map>, product: ProductIdx) -> bool {
        arc.network_link.carries(&self.network.products, product)
    }
}

/// Where the group of each key begins, with one more at the end, and the place of each item among all (a counting
/// sort, which keeps the order within a group).
fn counting_sort(keys: usize, items: impl Iterator<Item = NodeIndex> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0_u32; keys + 1];
    for item in items.clone() {
        if let Some(count) = first.get_mut(item.index() + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for count in &mut first {
        total += *count;
        *count = total;
    }
    let mut next = first.clone();
    let places = items.filter_map(|item| {
        let slot = next.get_mut(item.index())?;
        *slot += 1;
        Some(*slot - 1)
    });
    let places = places.collect();
    (first, places)
}

fn arc_range(first: &[u32], actor: NodeIndex) -> std::ops::Range<usize> {
    let begin = first.get(actor.index()).copied().unwrap_or(0);
    let end = first.get(actor.index() + 1).copied().unwrap_or(begin);
    begin as usize..end as usize
}
