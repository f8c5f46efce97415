//! Builds a state graph from its starts, and processes many starts in batches that bound the memory.

use std::ops::Range;

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::state_graph::{ProductState, StateGraph, StateIndices, StateList, Transition, TransitionEnd};
use crate::analysis::network::{Grade, Network};
use crate::analysis::product_hierarchy::ProductIdx;
use crate::analysis::progress::Progress;
use crate::graph::Adjacency;

/// A state graph under construction.
#[derive(Default)]
pub(in crate::analysis) struct StateGraphBuilder {
    /// Whether links take products along that they do not carry, as if these were added to them.
    with_all_links: bool,
    states: Vec<ProductState>,
    /// The transitions, those out of one state together.
    transitions: Vec<TransitionEnd>,
    /// The range of the transitions out of each state.
    outgoing: Vec<Range<u32>>,
    index: StateIndices,
    worklist: Vec<u32>,
}

impl StateGraphBuilder {
    /// A builder of graphs in which links take along every product.
    pub fn with_all_links() -> Self {
        Self { with_all_links: true, ..Self::default() }
    }

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
            let first = self.transitions.len() as u32;
            if network.status(actor).converts {
                for other in
                    network.products.conversion_outputs(network.graph[actor], product).filter(|other| *other != product)
                {
                    let state = self.intern(network, actor, other);
                    let transition = Transition { link: None, grade: Grade::Firm, carries: true };
                    self.transitions.push(TransitionEnd { transition, state });
                }
            }
            for edge in network.graph.edges(actor) {
                let network_link = edge.weight();
                let carries = network_link.carries(&network.products, product);
                if let Some(grade) = network_link.grade.filter(|_| carries || self.with_all_links) {
                    let state = self.intern(network, edge.target(), product);
                    let transition = Transition { link: Some(network_link.link.id), grade, carries };
                    self.transitions.push(TransitionEnd { transition, state });
                }
            }
            if let Some(outgoing) = self.outgoing.get_mut(from as usize) {
                *outgoing = first..self.transitions.len() as u32;
            }
            progress.step(1 + self.transitions.len() - first as usize)?;
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
        let empty = Self { with_all_links: self.with_all_links, ..Self::default() };
        let Self { states, transitions, outgoing, index, .. } = std::mem::replace(self, empty);
        let of_state = |range: &Range<u32>| transitions.get(range.start as usize..range.end as usize);
        let lists = outgoing.iter().map(|range| of_state(range).unwrap_or_default().iter().copied());
        let outgoing = Adjacency::from_lists(transitions.len(), lists);
        // Backwards, so that of several transitions between two states those found last come first, as links do that
        // leave an actor of the network: the lists into a state are in the order of their links.
        let reversed = (0..states.len() as u32).rev().flat_map(|from| {
            outgoing
                .of(from)
                .iter()
                .rev()
                .map(move |end| (end.state, TransitionEnd { transition: end.transition, state: from }))
        });
        let incoming = Adjacency::from_pairs(states.len(), reversed);
        StateGraph { nodes: StateList(states), outgoing, incoming, index }
    }
}

/// The number of states at which a batch is processed and its graph dropped.
pub(in crate::analysis) const BATCH_STATES: usize = 1 << 21;

/// Processes items, sorted by product, in batches that bound the memory: each over the states that the keys of its
/// items reach. `None` when cancelled.
pub(in crate::analysis) fn in_batches<Q>(
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
