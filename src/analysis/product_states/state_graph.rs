//! States, and the transitions between them: packed both ways, by the state that they leave and by the one that they
//! enter.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use crate::analysis::network::Grade;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::graph::{Adjacency, Target};
use crate::map::{ActorKind, LinkId};

/// The index of a state.
pub(in crate::analysis) type StateIndex = NodeIndex;

/// A product at an actor.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct ProductState {
    /// The actor's node in the network.
    pub actor: NodeIndex,
    pub product: ProductIdx,
    pub kind: ActorKind,
}

/// A transition: along a link to another actor, or, without a link, a conversion at the same one.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Transition {
    pub link: Option<LinkId>,
    pub grade: Grade,
    /// Whether the link carries the product; only a graph with all links has those that do not.
    pub carries: bool,
}

/// A transition in the list of a state, with the state at its other end.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct TransitionEnd {
    pub transition: Transition,
    pub state: u32,
}

impl TransitionEnd {
    fn parts(&self) -> (Transition, StateIndex) {
        (self.transition, StateIndex::new(self.state as usize))
    }
}

impl Target for TransitionEnd {
    fn target(&self) -> u32 {
        self.state
    }
}

/// The number of each state. Never iterated; the hasher has no random keys.
pub(super) type StateIndices = FxHashMap<(NodeIndex, ProductIdx), u32>;

/// Every state by its index.
pub(in crate::analysis) struct StateList(pub(super) Vec<ProductState>);

impl StateList {
    /// The index of every state.
    pub fn node_indices(&self) -> impl Iterator<Item = StateIndex> + use<> {
        (0..self.0.len()).map(StateIndex::new)
    }
}

impl std::ops::Index<StateIndex> for StateList {
    type Output = ProductState;

    #[expect(clippy::indexing_slicing, reason = "numbers of states are given out here alone")]
    fn index(&self, state: StateIndex) -> &ProductState {
        &self.0[state.index()]
    }
}

/// The states and the transitions between them.
pub(in crate::analysis) struct StateGraph {
    pub nodes: StateList,
    pub(super) outgoing: Adjacency<TransitionEnd>,
    pub(super) incoming: Adjacency<TransitionEnd>,
    pub(super) index: StateIndices,
}

impl StateGraph {
    /// The number of states.
    pub fn len(&self) -> usize {
        self.nodes.0.len()
    }

    /// The state of this product at this actor.
    pub fn find(&self, actor: NodeIndex, product: ProductIdx) -> Option<StateIndex> {
        self.index.get(&(actor, product)).map(|state| StateIndex::new(*state as usize))
    }

    /// A value for every state.
    pub fn map_states<T>(&self, value: impl Fn(StateIndex, ProductState) -> T) -> Vec<T> {
        self.nodes.node_indices().zip(&self.nodes.0).map(|(index, state)| value(index, *state)).collect()
    }

    /// The transitions out of a state.
    pub fn successors(&self, state: StateIndex) -> impl Iterator<Item = (Transition, StateIndex)> {
        self.outgoing.of(state.index() as u32).iter().map(TransitionEnd::parts)
    }

    /// The transitions into a state.
    pub fn predecessors(&self, state: StateIndex) -> impl Iterator<Item = (Transition, StateIndex)> {
        self.incoming.of(state.index() as u32).iter().map(TransitionEnd::parts)
    }

    /// These states and all that conversions at their own actor make of them, sorted.
    pub fn with_conversions(&self, states: &[StateIndex]) -> Vec<StateIndex> {
        let mut all = states.to_vec();
        let mut next = 0;
        while let Some(state) = all.get(next).copied() {
            next += 1;
            for (_, to) in self.successors(state).filter(|(step, _)| step.link.is_none()) {
                if !all.contains(&to) {
                    all.push(to);
                }
            }
        }
        all.sort_unstable();
        all
    }
}
