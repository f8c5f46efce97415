//! What petgraph's algorithms ask of a graph, for adjacency lists whose items lead to nodes. Edges run one way, from
//! the node of a list to the targets of its items; an edge's id is the position of its item.

use std::ops::Range;

use petgraph::Directed;
use petgraph::graph::DiGraph;
use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoNeighbors,
    IntoNodeIdentifiers, NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};

use super::{Adjacency, Target};

/// A set of visited nodes, one bit each.
pub type VisitedNodes = <DiGraph<(), ()> as Visitable>::Map;

/// No node visited yet, of this many.
pub fn visited_nodes(count: usize) -> VisitedNodes {
    VisitedNodes::with_capacity(count)
}

/// An edge of an [`Adjacency`].
#[derive(Debug)]
pub struct AdjacencyEdge<'a, A> {
    source: u32,
    position: u32,
    item: &'a A,
}

impl<A> Clone for AdjacencyEdge<'_, A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for AdjacencyEdge<'_, A> {}

impl<A: Target> EdgeRef for AdjacencyEdge<'_, A> {
    type NodeId = u32;
    type EdgeId = u32;
    type Weight = A;

    fn source(&self) -> u32 {
        self.source
    }
    fn target(&self) -> u32 {
        self.item.target()
    }
    fn weight(&self) -> &A {
        self.item
    }
    fn id(&self) -> u32 {
        self.position
    }
}

/// The targets of one node.
pub struct Neighbors<'a, A>(std::slice::Iter<'a, A>);

impl<A: Target> Iterator for Neighbors<'_, A> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0.next().map(Target::target)
    }
}

/// The edges of a range of nodes.
pub struct Edges<'a, A> {
    adjacency: &'a Adjacency<A>,
    source: u32,
    positions: Range<usize>,
    sources_after: Range<u32>,
}

impl<'a, A> Iterator for Edges<'a, A> {
    type Item = AdjacencyEdge<'a, A>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(position) = self.positions.next() {
                let item = self.adjacency.items().get(position)?;
                return Some(AdjacencyEdge { source: self.source, position: position as u32, item });
            }
            self.source = self.sources_after.next()?;
            self.positions = self.adjacency.range(self.source);
        }
    }
}

impl<A> GraphBase for Adjacency<A> {
    type NodeId = u32;
    type EdgeId = u32;
}

impl<A> Data for Adjacency<A> {
    type NodeWeight = ();
    type EdgeWeight = A;
}

impl<A> GraphProp for Adjacency<A> {
    type EdgeType = Directed;
}

impl<A> NodeCount for Adjacency<A> {
    fn node_count(&self) -> usize {
        self.nodes()
    }
}

impl<A> NodeIndexable for Adjacency<A> {
    fn node_bound(&self) -> usize {
        self.nodes()
    }
    fn to_index(&self, node: u32) -> usize {
        node as usize
    }
    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl<A> NodeCompactIndexable for Adjacency<A> {}

impl<A> EdgeCount for Adjacency<A> {
    fn edge_count(&self) -> usize {
        self.items().len()
    }
}

impl<A> EdgeIndexable for Adjacency<A> {
    fn edge_bound(&self) -> usize {
        self.items().len()
    }
    fn to_index(&self, edge: u32) -> usize {
        edge as usize
    }
    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl<A> Visitable for Adjacency<A> {
    type Map = VisitedNodes;

    fn visit_map(&self) -> VisitedNodes {
        visited_nodes(self.nodes())
    }
    fn reset_map(&self, map: &mut VisitedNodes) {
        map.clear();
        map.grow(self.nodes());
    }
}

impl<A> IntoNodeIdentifiers for &Adjacency<A> {
    type NodeIdentifiers = Range<u32>;

    fn node_identifiers(self) -> Range<u32> {
        0..self.nodes() as u32
    }
}

impl<'a, A: Target> IntoNeighbors for &'a Adjacency<A> {
    type Neighbors = Neighbors<'a, A>;

    fn neighbors(self, node: u32) -> Neighbors<'a, A> {
        Neighbors(self.of(node).iter())
    }
}

impl<'a, A: Target> IntoEdgeReferences for &'a Adjacency<A> {
    type EdgeRef = AdjacencyEdge<'a, A>;
    type EdgeReferences = Edges<'a, A>;

    fn edge_references(self) -> Edges<'a, A> {
        Edges { adjacency: self, source: 0, positions: 0..0, sources_after: 0..self.nodes() as u32 }
    }
}

impl<'a, A: Target> IntoEdges for &'a Adjacency<A> {
    type Edges = Edges<'a, A>;

    fn edges(self, node: u32) -> Edges<'a, A> {
        Edges { adjacency: self, source: node, positions: self.range(node), sources_after: 0..0 }
    }
}

#[cfg(test)]
mod tests {
    use petgraph::algo::{dijkstra, dominators, has_path_connecting};
    use petgraph::visit::{Bfs, Dfs, DfsPostOrder, EdgeFiltered, Walker};

    use super::*;

    /// 0 → 1 → 3, 0 → 2 → 3 → 4, and 5 by itself; each edge with a weight.
    fn diamond() -> Adjacency<(u32, u32)> {
        let edges = [(0, (1, 5)), (0, (2, 1)), (1, (3, 1)), (2, (3, 2)), (3, (4, 1))];
        Adjacency::from_pairs(6, edges.into_iter())
    }

    #[test]
    fn searches_of_petgraph_run_on_adjacency_lists() {
        let graph = &diamond();
        assert_eq!(Bfs::new(graph, 0).iter(graph).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!(Dfs::new(graph, 2).iter(graph).collect::<Vec<_>>(), [2, 3, 4]);
        assert_eq!(DfsPostOrder::new(graph, 0).iter(graph).last(), Some(0));
        assert!(has_path_connecting(graph, 0, 4, None) && !has_path_connecting(graph, 4, 0, None));
        let cheap = EdgeFiltered::from_fn(graph, |edge| edge.weight().1 < 5);
        assert_eq!(Dfs::new(&cheap, 0).iter(&cheap).collect::<Vec<_>>(), [0, 2, 3, 4]);
    }

    #[test]
    fn costs_and_dominators_of_petgraph_run_on_adjacency_lists() {
        let graph = &diamond();
        let costs = dijkstra(graph, 0, None, |edge| edge.weight().1);
        assert_eq!((costs.get(&3), costs.get(&4), costs.get(&5)), (Some(&3), Some(&4), None));
        let tree = dominators::simple_fast(graph, 0);
        assert_eq!((tree.immediate_dominator(3), tree.immediate_dominator(4)), (Some(0), Some(3)));
    }

    #[test]
    fn edges_come_node_by_node_under_their_positions() {
        let graph = &diamond();
        let edges: Vec<_> = graph.edge_references().map(|edge| (edge.id(), edge.source(), edge.target())).collect();
        assert_eq!(edges, [(0, 0, 1), (1, 0, 2), (2, 1, 3), (3, 2, 3), (4, 3, 4)]);
        assert_eq!(graph.edges(5).count() + graph.edges(9).count(), 0);
    }
}
