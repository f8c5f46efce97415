//! Where goods can be and as what: the states (actor, product) that can be got to from given starts, and the steps
//! between them. Only what some start leads to is built, so many products on a map cost nothing by themselves.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::goods::Good;
use super::network::{Grade, Network};
use crate::map::{ActorKind, LinkId};

/// A node of the state graph.
pub(super) type StateIndex = NodeIndex;

/// Goods at an actor.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// The actor's node in the network.
    pub actor: NodeIndex,
    pub good: Good,
    pub kind: ActorKind,
}

/// A step of goods: along a link to another actor, or, without a link, into another product at the same one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub link: Option<LinkId>,
    pub grade: Grade,
}

/// The states and the steps between them.
#[derive(Default)]
pub(super) struct States {
    pub graph: DiGraph<State, Step>,
    // Never iterated; the hasher has no random keys.
    index: HashMap<(NodeIndex, Good), StateIndex, BuildHasherDefault<DefaultHasher>>,
}

impl States {
    /// Adds the states of these goods at these actors, and all that they lead to over links that are in force or
    /// on paper. A dissolved actor has no states.
    pub fn grow(&mut self, network: &Network<'_>, starts: impl IntoIterator<Item = (NodeIndex, Good)>) {
        let mut fresh = Vec::new();
        for (actor, good) in starts {
            if !network.graph[actor].is_dissolved(network.year) {
                self.state(network, actor, good, &mut fresh);
            }
        }
        while let Some(from) = fresh.pop() {
            let State { actor, good, .. } = self.graph[from];
            for other in network.goods.converted(network.graph[actor], good).filter(|other| *other != good) {
                let to = self.state(network, actor, other, &mut fresh);
                self.graph.add_edge(from, to, Step { link: None, grade: Grade::Firm });
            }
            for edge in network.graph.edges(actor) {
                let way = edge.weight();
                if let Some(grade) = way.grade.filter(|_| network.goods.carries(way.link, good)) {
                    let to = self.state(network, edge.target(), good, &mut fresh);
                    self.graph.add_edge(from, to, Step { link: Some(way.link.id), grade });
                }
            }
        }
    }

    fn state(
        &mut self,
        network: &Network<'_>,
        actor: NodeIndex,
        good: Good,
        fresh: &mut Vec<StateIndex>,
    ) -> StateIndex {
        *self.index.entry((actor, good)).or_insert_with(|| {
            let state = self.graph.add_node(State { actor, good, kind: network.graph[actor].kind });
            fresh.push(state);
            state
        })
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.graph.node_count()
    }

    /// The state of these goods at this actor.
    pub fn find(&self, actor: NodeIndex, good: Good) -> Option<StateIndex> {
        self.index.get(&(actor, good)).copied()
    }

    /// Every state, with a value for each.
    pub fn mark<T>(&self, value: impl Fn(StateIndex, State) -> T) -> Vec<T> {
        self.graph.node_indices().map(|index| value(index, self.graph[index])).collect()
    }

    /// The steps out of a state.
    pub fn onward(&self, state: StateIndex) -> impl Iterator<Item = (Step, StateIndex)> {
        self.graph.edges(state).map(|edge| (*edge.weight(), edge.target()))
    }

    /// The steps into a state.
    pub fn inward(&self, state: StateIndex) -> impl Iterator<Item = (Step, StateIndex)> {
        self.graph.edges_directed(state, Direction::Incoming).map(|edge| (*edge.weight(), edge.source()))
    }

    /// These states and all that conversions at their own actor make of them, sorted.
    pub fn with_conversions(&self, states: &[StateIndex]) -> Vec<StateIndex> {
        let mut all = states.to_vec();
        let mut next = 0;
        while let Some(state) = all.get(next).copied() {
            next += 1;
            for (_, to) in self.onward(state).filter(|(step, _)| step.link.is_none()) {
                if !all.contains(&to) {
                    all.push(to);
                }
            }
        }
        all.sort_unstable();
        all
    }
}
