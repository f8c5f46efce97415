//! The state graph: states (actor, product) reachable from given starts, and the transitions between them. Only what
//! some start leads to is built, so products that no query uses cost nothing.
//!
//! The transitions out of a state are found together and stay contiguous; those into each are packed once all are
//! known. Packed lists are swept several times faster than linked edges.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::hasher::IntHasher;
use super::network::{Grade, Network};
use super::product_hierarchy::ProductIdx;
use super::progress::Progress;
use crate::map::{ActorKind, LinkId};

/// The index of a state.
pub(super) type StateIndex = NodeIndex;

/// A product at an actor.
#[derive(Clone, Copy, Debug)]
pub(super) struct ProductState {
    /// The actor's node in the network.
    pub actor: NodeIndex,
    pub product: ProductIdx,
    pub kind: ActorKind,
}

/// A transition: along a link to another actor, or, without a link, a conversion at the same one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transition {
    pub link: Option<LinkId>,
    pub grade: Grade,
}

/// A transition with its ends.
#[derive(Clone, Copy)]
struct Edge {
    transition: Transition,
    from: u32,
    to: u32,
}

/// A state graph under construction.
#[derive(Default)]
pub(super) struct StateGraphBuilder {
    states: Vec<ProductState>,
    /// The range of the transitions out of each state.
    outgoing: Vec<Range<u32>>,
    edges: Vec<Edge>,
    // Never iterated; the hasher has no random keys.
    index: HashMap<(NodeIndex, ProductIdx), u32, BuildHasherDefault<IntHasher>>,
    worklist: Vec<u32>,
}

impl StateGraphBuilder {
    /// Adds the states of these products at these actors, and all that they reach over links in force or on paper. A
    /// dissolved actor has no states. `None` when cancelled.
    pub fn expand(
        &mut self,
        network: &Network<'_>,
        starts: impl IntoIterator<Item = (NodeIndex, ProductIdx)>,
        progress: &Progress<'_>,
    ) -> Option<()> {
        for (actor, product) in starts {
            if !network.status(actor).is_dissolved {
                self.intern(network, actor, product);
            }
        }
        while let Some(from) = self.worklist.pop() {
            let Some(ProductState { actor, product, .. }) = self.states.get(from as usize).copied() else { continue };
            let first = self.edges.len() as u32;
            if network.status(actor).converts {
                for other in
                    network.products.conversion_outputs(network.graph[actor], product).filter(|other| *other != product)
                {
                    let to = self.intern(network, actor, other);
                    self.edges.push(Edge { transition: Transition { link: None, grade: Grade::Firm }, from, to });
                }
            }
            for edge in network.graph.edges(actor) {
                let network_link = edge.weight();
                if let Some(grade) = network_link.grade.filter(|_| network_link.carries(&network.products, product)) {
                    let to = self.intern(network, edge.target(), product);
                    self.edges.push(Edge {
                        transition: Transition { link: Some(network_link.link.id), grade },
                        from,
                        to,
                    });
                }
            }
            if let Some(outgoing) = self.outgoing.get_mut(from as usize) {
                *outgoing = first..self.edges.len() as u32;
            }
            progress.step(1 + self.edges.len() - first as usize)?;
        }
        Some(())
    }

    fn intern(&mut self, network: &Network<'_>, actor: NodeIndex, product: ProductIdx) -> u32 {
        let next = self.states.len() as u32;
        let index = *self.index.entry((actor, product)).or_insert(next);
        if index == next {
            self.states.push(ProductState { actor, product, kind: network.status(actor).kind });
            self.outgoing.push(0..0);
            self.worklist.push(index);
        }
        index
    }

    /// The number of states so far.
    pub fn len(&self) -> usize {
        self.states.len()
    }

    /// Builds the graph and resets the builder.
    pub fn build(&mut self) -> StateGraph {
        let Self { states, outgoing, edges, index, .. } = std::mem::take(self);
        let mut incoming_offsets = vec![0_u32; states.len() + 1];
        for edge in &edges {
            if let Some(count) = incoming_offsets.get_mut(edge.to as usize) {
                *count += 1;
            }
        }
        let mut total = 0;
        for count in &mut incoming_offsets {
            total += *count;
            *count = total;
        }
        // Filled from the end of each list, which leaves the offset at its beginning.
        let placeholder = IncomingEdge { transition: Transition { link: None, grade: Grade::OnPaper }, from: 0 };
        let mut incoming = vec![placeholder; edges.len()];
        for edge in &edges {
            if let Some(offset) = incoming_offsets.get_mut(edge.to as usize) {
                *offset -= 1;
                if let Some(slot) = incoming.get_mut(*offset as usize) {
                    *slot = IncomingEdge { transition: edge.transition, from: edge.from };
                }
            }
        }
        StateGraph { nodes: StateList(states), outgoing, edges, incoming_offsets, incoming, index }
    }
}

/// The number of states at which a batch is processed and its graph dropped.
pub(super) const BATCH_STATES: usize = 1 << 21;

/// Processes items, sorted by product, in batches that bound the memory: each over the states that the keys of its
/// items reach. `None` when cancelled.
pub(super) fn in_batches<Q>(
    network: &Network<'_>,
    items: &[Q],
    key: impl Fn(&Q) -> (NodeIndex, ProductIdx),
    progress: &Progress<'_>,
    mut process: impl FnMut(StateGraph, &[Q]) -> Option<()>,
) -> Option<()> {
    let mut builder = StateGraphBuilder::default();
    let (mut first, mut next) = (0, 0);
    for same_product in items.chunk_by(|one, other| key(one).1 == key(other).1) {
        builder.expand(network, same_product.iter().map(&key), progress)?;
        next += same_product.len();
        if builder.len() >= BATCH_STATES {
            process(builder.build(), items.get(first..next).unwrap_or_default())?;
            first = next;
        }
    }
    process(builder.build(), items.get(first..).unwrap_or_default())
}

/// A transition into a state.
#[derive(Clone, Copy)]
struct IncomingEdge {
    transition: Transition,
    from: u32,
}

/// Every state by its index.
pub(super) struct StateList(Vec<ProductState>);

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
pub(super) struct StateGraph {
    pub nodes: StateList,
    outgoing: Vec<Range<u32>>,
    edges: Vec<Edge>,
    /// Where the transitions into each state begin; one more at the end.
    incoming_offsets: Vec<u32>,
    incoming: Vec<IncomingEdge>,
    index: HashMap<(NodeIndex, ProductIdx), u32, BuildHasherDefault<IntHasher>>,
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
        let range = self.outgoing.get(state.index()).map_or(0..0, |range| range.start as usize..range.end as usize);
        let edges = self.edges.get(range).unwrap_or_default();
        edges.iter().map(|edge| (edge.transition, StateIndex::new(edge.to as usize)))
    }

    /// The transitions into a state.
    pub fn predecessors(&self, state: StateIndex) -> impl Iterator<Item = (Transition, StateIndex)> {
        let first = |at: usize| self.incoming_offsets.get(at).copied().unwrap_or(0) as usize;
        let steps = self.incoming.get(first(state.index())..first(state.index() + 1)).unwrap_or_default();
        steps.iter().map(|edge| (edge.transition, StateIndex::new(edge.from as usize)))
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
