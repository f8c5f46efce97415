//! The links in force, packed: the ways out of an actor stand side by side, in the order of their ids.

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::analysis::network::Network;
use crate::map::Link;

/// A product link in force.
pub(in crate::analysis) struct Passage<'map> {
    pub link: &'map Link,
    pub to: NodeIndex,
}

/// The product links in force of a network, by seller.
pub(in crate::analysis) struct Trade<'a, 'map> {
    pub network: &'a Network<'map>,
    /// Where the passages of each actor begin; one more at the end.
    first: Vec<u32>,
    passages: Vec<Passage<'map>>,
}

impl<'a, 'map> Trade<'a, 'map> {
    pub fn new(network: &'a Network<'map>) -> Self {
        let mut first = Vec::with_capacity(network.graph.node_count() + 1);
        let mut passages: Vec<Passage<'map>> = Vec::with_capacity(network.graph.edge_count());
        for node in network.graph.node_indices() {
            let begin = passages.len();
            first.push(begin as u32);
            let edges = network.graph.edges(node).filter(|edge| edge.weight().broken.is_none());
            let out = edges.filter(|edge| edge.target() != node);
            passages.extend(out.map(|edge| Passage { link: edge.weight().link, to: edge.target() }));
            if let Some(fresh) = passages.get_mut(begin..) {
                fresh.sort_unstable_by_key(|passage| passage.link.id);
            }
        }
        first.push(passages.len() as u32);
        Self { network, first, passages }
    }

    /// The passages out of an actor, each with its number.
    pub fn out_of(&self, actor: NodeIndex) -> impl Iterator<Item = (u32, &Passage<'map>)> {
        let begin = self.first.get(actor.index()).copied().unwrap_or(0);
        let end = self.first.get(actor.index() + 1).copied().unwrap_or(begin);
        (begin..).zip(self.passages.get(begin as usize..end as usize).into_iter().flatten())
    }

    /// The passage of this number.
    pub fn passage(&self, number: u32) -> Option<&Passage<'map>> {
        self.passages.get(number as usize)
    }
}
