//! What petgraph's algorithms ask of a graph, for product states: nodes are states, edges are transitions.

use std::ops::Range;

use petgraph::graph::NodeIndex;
use petgraph::visit::{
    Data, EdgeRef, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoEdgesDirected, IntoNeighbors,
    IntoNeighborsDirected, IntoNodeIdentifiers, NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};
use petgraph::{Directed, Direction};

use super::state_graph::{ProductState, StateGraph, StateIndex, Transition, TransitionEnd};
use crate::graph::{VisitedNodes, visited_nodes};
use crate::map::LinkId;

/// A transition with both its states.
#[derive(Clone, Copy)]
pub(in crate::analysis) struct StateEdge<'a> {
    from: StateIndex,
    to: StateIndex,
    transition: &'a Transition,
}

impl EdgeRef for StateEdge<'_> {
    type NodeId = StateIndex;
    /// The ends and the link: conversions at one actor with the same outcome are one.
    type EdgeId = (StateIndex, StateIndex, Option<LinkId>);
    type Weight = Transition;

    fn source(&self) -> StateIndex {
        self.from
    }
    fn target(&self) -> StateIndex {
        self.to
    }
    fn weight(&self) -> &Transition {
        self.transition
    }
    fn id(&self) -> Self::EdgeId {
        (self.from, self.to, self.transition.link)
    }
}

/// The states next to one.
pub(in crate::analysis) struct StateNeighbors<'a>(std::slice::Iter<'a, TransitionEnd>);

impl Iterator for StateNeighbors<'_> {
    type Item = StateIndex;

    fn next(&mut self) -> Option<StateIndex> {
        self.0.next().map(|end| NodeIndex::new(end.state as usize))
    }
}

/// The transitions out of a state, or into it; then those of further states.
pub(in crate::analysis) struct StateEdges<'a> {
    graph: &'a StateGraph,
    state: StateIndex,
    further_states: Range<usize>,
    direction: Direction,
    ends: std::slice::Iter<'a, TransitionEnd>,
}

impl<'a> Iterator for StateEdges<'a> {
    type Item = StateEdge<'a>;

    fn next(&mut self) -> Option<StateEdge<'a>> {
        let TransitionEnd { transition, state } = loop {
            if let Some(end) = self.ends.next() {
                break end;
            }
            self.state = NodeIndex::new(self.further_states.next()?);
            self.ends = self.graph.ends(self.state, self.direction);
        };
        let other = NodeIndex::new(*state as usize);
        let (from, to) = match self.direction {
            Direction::Outgoing => (self.state, other),
            Direction::Incoming => (other, self.state),
        };
        Some(StateEdge { from, to, transition })
    }
}

impl StateGraph {
    fn ends(&self, state: StateIndex, direction: Direction) -> std::slice::Iter<'_, TransitionEnd> {
        let lists = match direction {
            Direction::Outgoing => &self.outgoing,
            Direction::Incoming => &self.incoming,
        };
        lists.of(state.index() as u32).iter()
    }
}

impl GraphBase for StateGraph {
    type NodeId = StateIndex;
    type EdgeId = (StateIndex, StateIndex, Option<LinkId>);
}

impl Data for StateGraph {
    type NodeWeight = ProductState;
    type EdgeWeight = Transition;
}

impl GraphProp for StateGraph {
    type EdgeType = Directed;
}

impl NodeCount for StateGraph {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl NodeIndexable for StateGraph {
    fn node_bound(&self) -> usize {
        self.len()
    }
    fn to_index(&self, state: StateIndex) -> usize {
        state.index()
    }
    fn from_index(&self, index: usize) -> StateIndex {
        NodeIndex::new(index)
    }
}

impl NodeCompactIndexable for StateGraph {}

impl Visitable for StateGraph {
    type Map = VisitedNodes;

    fn visit_map(&self) -> VisitedNodes {
        visited_nodes(self.len())
    }
    fn reset_map(&self, map: &mut VisitedNodes) {
        map.clear();
        map.grow(self.len());
    }
}

/// The indices of all states.
type AllStates = std::iter::Map<Range<usize>, fn(usize) -> StateIndex>;

impl IntoNodeIdentifiers for &StateGraph {
    type NodeIdentifiers = AllStates;

    fn node_identifiers(self) -> AllStates {
        (0..self.len()).map(NodeIndex::new)
    }
}

impl<'a> IntoNeighbors for &'a StateGraph {
    type Neighbors = StateNeighbors<'a>;

    fn neighbors(self, state: StateIndex) -> StateNeighbors<'a> {
        self.neighbors_directed(state, Direction::Outgoing)
    }
}

impl<'a> IntoNeighborsDirected for &'a StateGraph {
    type NeighborsDirected = StateNeighbors<'a>;

    fn neighbors_directed(self, state: StateIndex, direction: Direction) -> StateNeighbors<'a> {
        StateNeighbors(self.ends(state, direction))
    }
}

impl<'a> IntoEdgeReferences for &'a StateGraph {
    type EdgeRef = StateEdge<'a>;
    type EdgeReferences = StateEdges<'a>;

    fn edge_references(self) -> StateEdges<'a> {
        StateEdges {
            graph: self,
            state: NodeIndex::end(),
            further_states: 0..self.len(),
            direction: Direction::Outgoing,
            ends: [].iter(),
        }
    }
}

impl<'a> IntoEdges for &'a StateGraph {
    type Edges = StateEdges<'a>;

    fn edges(self, state: StateIndex) -> StateEdges<'a> {
        self.edges_directed(state, Direction::Outgoing)
    }
}

impl<'a> IntoEdgesDirected for &'a StateGraph {
    type EdgesDirected = StateEdges<'a>;

    fn edges_directed(self, state: StateIndex, direction: Direction) -> StateEdges<'a> {
        StateEdges { graph: self, state, further_states: 0..0, direction, ends: self.ends(state, direction) }
    }
}

#[cfg(test)]
mod tests {
    use petgraph::algo::{dominators, has_path_connecting, kosaraju_scc};
    use petgraph::visit::{Bfs, DfsPostOrder, Reversed, Walker};

    use super::*;
    use crate::analysis::network::Network;
    use crate::analysis::product_states::StateGraphBuilder;
    use crate::analysis::progress::Progress;
    use crate::map::{Actor, ActorId, Link, LinkageMap, MapParts, Product, ProductId};

    /// One product at four actors: 1 → 2, 2 → 3 twice, 3 → 2, 3 → 4; actor `n` has state `n - 1`.
    fn states() -> StateGraph {
        let actor = |number| Actor { id: ActorId(number), name: format!("actor {number}"), ..Actor::default() };
        let ends = [(1, 2), (2, 3), (2, 3), (3, 2), (3, 4)];
        let link =
            |(number, (from, to))| Link { id: LinkId(number), from: ActorId(from), to: ActorId(to), ..Link::default() };
        let map = LinkageMap::from_parts(MapParts {
            actors: (1..=4).map(actor).collect(),
            products: vec![Product { id: ProductId(1), name: "rice".to_owned(), ..Product::default() }],
            links: (1..).zip(ends).map(link).collect(),
            ..MapParts::default()
        })
        .unwrap();
        let network = Network::new(&map, 2020);
        let rice = network.products.index(ProductId(1)).unwrap();
        let starts = network.graph.node_indices().map(|actor| (actor, rice));
        let mut builder = StateGraphBuilder::default();
        builder.expand(&network, starts, &Progress::uncancellable()).unwrap();
        builder.build()
    }

    #[test]
    fn petgraph_walks_states_both_ways() {
        let states = &states();
        let of = |index| StateIndex::new(index);
        let order: Vec<StateIndex> = Bfs::new(states, of(0)).iter(states).collect();
        assert_eq!(order, [of(0), of(1), of(2), of(3)]);
        let backwards = Reversed(states);
        assert_eq!(Bfs::new(backwards, of(1)).iter(backwards).count(), 3, "what comes after is not on the way");
        assert_eq!(DfsPostOrder::new(states, of(0)).iter(states).last(), Some(of(0)));
        assert!(has_path_connecting(states, of(2), of(1), None) && !has_path_connecting(states, of(3), of(2), None));
        let mut sizes: Vec<usize> = kosaraju_scc(states).iter().map(Vec::len).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 1, 2]);
        assert_eq!(dominators::simple_fast(states, of(0)).immediate_dominator(of(3)), Some(of(2)));
    }

    #[test]
    fn transitions_are_the_same_from_both_ends() {
        let states = &states();
        let mut all: Vec<_> = states.edge_references().map(|edge| edge.id()).collect();
        let by_target = states.node_identifiers().flat_map(|at| states.edges_directed(at, Direction::Incoming));
        let mut incoming: Vec<_> = by_target.map(|edge| edge.id()).collect();
        all.sort_unstable();
        incoming.sort_unstable();
        assert_eq!((all.len(), &all), (5, &incoming));
        let links: Vec<_> = states.predecessors(StateIndex::new(2)).map(|(step, _)| step.link).collect();
        assert_eq!(links, [Some(LinkId(2)), Some(LinkId(3))], "by link");
    }
}
