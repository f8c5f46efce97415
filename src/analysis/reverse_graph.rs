//! What falls with whom: the goods that get to no buyer in force any more, were one actor gone.
//!
//! Walks back from all buyers at once form a graph whose dominator tree tells it: what falls with one node is its
//! subtree. An actor that handles several products may cut all routes only with several of its states together; for
//! such an actor the loss is followed from state to state and then taken back, so that it costs what falls and little
//! more. On the way each state counts only its supports nearer to a buyer, for goods that go round in a circle would
//! hold each other up; what has lost all of these may still have a way round, which is looked for at the end.

#![expect(clippy::indexing_slicing, reason = "nodes are numbers that this file gave out itself")]

use std::ops::Range;

use petgraph::graph::NodeIndex;

use super::dominators::{AdjacencyList, Dominators};
use super::network::Grade;
use super::product_states::{StateGraph, StateIndex};
use super::progress::Progress;
use super::reachability::Reachability;

const NONE: u32 = u32::MAX;

/// The ways back from all buyers, in force.
pub(super) struct ReverseGraph {
    /// The actor of each node. Node 0 stands for all buyers together and has none; then come the buyers that goods
    /// arrive at, by actor; then the states that goods leave in towards a buyer.
    actors: Vec<Option<NodeIndex>>,
    /// Where the buyers end in it.
    buyer_end: u32,
    /// The node of each state that goods leave in, if they get to a buyer.
    state_nodes: Vec<u32>,
    /// The nodes of each actor that others may lean on, by its place in the network.
    actor_nodes: AdjacencyList,
    /// Whom the node holds up.
    successors: AdjacencyList,
    /// Whom the node leans on.
    predecessors: AdjacencyList,
    tree: Dominators,
}

impl ReverseGraph {
    /// Of these states with the sweep to a first buyer in force, on a network of `count` actors.
    pub fn new(
        count: usize,
        states: &StateGraph,
        reachability: &Reachability,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let mut actors = vec![None];
        // A buyer has two sides: goods that arrive are at their end, whatever they are; goods that start there are not.
        let mut buyer_nodes = vec![NONE; count];
        for state in states.nodes.node_indices() {
            let of = states.nodes[state];
            if of.kind.is_buyer() && buyer_nodes[of.actor.index()] == NONE {
                buyer_nodes[of.actor.index()] = 0;
            }
        }
        for (actor, node) in buyer_nodes.iter_mut().enumerate().filter(|(_, node)| **node == 0) {
            *node = actors.len() as u32;
            actors.push(Some(NodeIndex::new(actor)));
        }
        let buyers = actors.len() as u32;
        let mut state_nodes = vec![NONE; states.len()];
        for state in states.nodes.node_indices().filter(|state| reachability.has_path(*state)) {
            state_nodes[state.index()] = actors.len() as u32;
            actors.push(Some(states.nodes[state].actor));
        }
        let mut pairs: Vec<(u32, u32)> = (1..buyers).map(|buyer| (0, buyer)).collect();
        for state in states.nodes.node_indices() {
            let from = state_nodes[state.index()];
            if from == NONE {
                continue;
            }
            progress.step(1)?;
            for (step, to) in states.successors(state).filter(|(step, _)| step.grade <= Grade::InForce) {
                let other = states.nodes[to];
                let ends = step.link.is_some() && other.kind.is_buyer();
                let node = if ends { buyer_nodes[other.actor.index()] } else { state_nodes[to.index()] };
                if node != NONE && node != from {
                    pairs.push((node, from));
                }
            }
        }
        let back = AdjacencyList::from_pairs(actors.len(), pairs.iter().copied());
        let onward = AdjacencyList::from_pairs(actors.len(), pairs.iter().map(|(node, from)| (*from, *node)));
        let tree = Dominators::new(&back, &onward, progress)?;
        // What leaves a buyer holds up nobody else: walks end where they arrive.
        let actor_nodes = actors.iter().enumerate().filter_map(|(node, actor)| {
            let actor = (*actor)?.index();
            (buyer_nodes[actor] == NONE || (node as u32) < buyers).then_some((actor as u32, node as u32))
        });
        let nodes = AdjacencyList::from_pairs(count, actor_nodes);
        Some(Self {
            actors,
            buyer_end: buyers,
            state_nodes,
            actor_nodes: nodes,
            successors: back,
            predecessors: onward,
            tree,
        })
    }

    /// The position at which goods leave in a state, if they get to a buyer.
    pub fn position(&self, state: StateIndex) -> Option<u32> {
        self.state_nodes
            .get(state.index())
            .copied()
            .filter(|node| *node != NONE)
            .and_then(|node| self.tree.position(node))
    }

    /// The node of the goods in a state, if they get to a buyer.
    pub fn node(&self, state: StateIndex) -> Option<u32> {
        self.state_nodes.get(state.index()).copied().filter(|node| *node != NONE)
    }

    /// The buyers that goods arrive at: the node of each with its place in the network.
    pub fn buyer_nodes(&self) -> impl Iterator<Item = (u32, NodeIndex)> {
        self.actors
            .iter()
            .enumerate()
            .skip(1)
            .take(self.buyer_end as usize - 1)
            .filter_map(|(node, actor)| Some((node as u32, (*actor)?)))
    }

    /// Whom each node holds up, whom it leans on, and what it cannot do without.
    pub fn parts(&self) -> (&AdjacencyList, &AdjacencyList, &Dominators) {
        (&self.successors, &self.predecessors, &self.tree)
    }

    /// Tells for each actor in turn which of these cases fall with it. A case is the position that its goods leave at
    /// with whatever names it; the actor's own are told too.
    pub fn for_each_lost_case<T: Copy>(
        &self,
        cases: &mut [(u32, T)],
        progress: &Progress<'_>,
        mut visit: impl FnMut(NodeIndex, T),
    ) -> Option<()> {
        cases.sort_by_key(|(position, _)| *position);
        self.for_each_lost_range(progress, |actor, range| {
            let lost = &cases[items_in_range(cases, &range, |(position, _)| *position)];
            for (_, case) in lost {
                visit(actor, *case);
            }
            progress.step(lost.len())
        })
    }

    /// Tells for each actor in turn which positions fall with it, as ranges that do not overlap, until `told` ends it.
    pub fn for_each_lost_range(
        &self,
        progress: &Progress<'_>,
        mut visit: impl FnMut(NodeIndex, Range<u32>) -> Option<()>,
    ) -> Option<()> {
        let mut propagation = FailurePropagation::of(self);
        for actor in 0..self.actor_nodes.len() {
            let nodes = self.actor_nodes.get(actor as u32);
            progress.step(1 + nodes.len())?;
            let index = NodeIndex::new(actor);
            // What stands subtrees another node of the same actor propagation with that one.
            let mut roots: Vec<Range<u32>> = Vec::new();
            let mut subtrees: Vec<_> =
                nodes.iter().filter_map(|node| Some(self.tree.subtree(self.tree.position(*node)?))).collect();
            subtrees.sort_unstable_by_key(|range| range.start);
            for range in subtrees {
                if roots.last().is_none_or(|last| last.end <= range.start) {
                    roots.push(range);
                }
            }
            if let [range] = roots.as_slice() {
                visit(index, range.clone())?;
            } else if !roots.is_empty() {
                let fallen = propagation.propagate(nodes);
                progress.step(fallen.len())?;
                for position in fallen.into_iter().filter_map(|node| self.tree.position(node)) {
                    visit(index, position..position + 1)?;
                }
            }
        }
        Some(())
    }
}

/// Which of these items, sorted by position, lie in a range of positions.
pub(super) fn items_in_range<T>(sorted: &[T], range: &Range<u32>, position: impl Fn(&T) -> u32) -> Range<usize> {
    let from = |end: u32| sorted.partition_point(|item| position(item) < end);
    from(range.start)..from(range.end)
}

/// Follows what falls; its marks are reused from one actor to the next.
struct FailurePropagation<'a> {
    graph: &'a ReverseGraph,
    ranks: Vec<u32>,
    /// How many supports of a lower rank each node has, and how many of them it has lost.
    support_counts: Vec<u32>,
    lost_counts: Vec<u32>,
    failed: Vec<bool>,
}

impl<'a> FailurePropagation<'a> {
    fn of(support: &'a ReverseGraph) -> Self {
        let count = support.actors.len();
        // Ranked breadth first, so that each node but the first leans on one of a lower rank.
        let mut ranks = vec![NONE; count];
        let mut order = vec![0_u32];
        ranks[0] = 0;
        let mut next = 0;
        while let Some(node) = order.get(next).copied() {
            next += 1;
            for dependent in support.successors.get(node) {
                if ranks[*dependent as usize] == NONE {
                    ranks[*dependent as usize] = order.len() as u32;
                    order.push(*dependent);
                }
            }
        }
        let lower = |node: u32| {
            support.predecessors.get(node).iter().filter(|on| ranks[**on as usize] < ranks[node as usize]).count()
        };
        let supports = (0..count as u32).map(|node| lower(node) as u32).collect();
        Self {
            graph: support,
            ranks,
            support_counts: supports,
            lost_counts: vec![0; count],
            failed: vec![false; count],
        }
    }

    /// All that falls with these nodes, themselves included.
    fn propagate(&mut self, nodes: &[u32]) -> Vec<u32> {
        let support = self.graph;
        let mut candidates: Vec<u32> = nodes.to_vec();
        let mut touched = Vec::new();
        for node in nodes {
            self.failed[*node as usize] = true;
        }
        let mut next = 0;
        while let Some(node) = candidates.get(next).copied() {
            next += 1;
            for dependent in support.successors.get(node) {
                let index = *dependent as usize;
                if self.failed[index] || self.ranks[index] < self.ranks[node as usize] {
                    continue;
                }
                self.lost_counts[index] += 1;
                touched.push(index);
                if self.lost_counts[index] == self.support_counts[index] {
                    self.failed[index] = true;
                    candidates.push(*dependent);
                }
            }
        }
        // A way round: over a support of a higher rank that has_support.
        let (removed, suspects) = candidates.split_at(nodes.len());
        let has_support =
            |fallen: &[bool], node: u32| support.predecessors.get(node).iter().any(|on| !fallen[*on as usize]);
        let mut recovered: Vec<u32> =
            suspects.iter().copied().filter(|node| has_support(&self.failed, *node)).collect();
        for node in &recovered {
            self.failed[*node as usize] = false;
        }
        while let Some(node) = recovered.pop() {
            for dependent in support.successors.get(node) {
                if self.failed[*dependent as usize] && !removed.contains(dependent) {
                    self.failed[*dependent as usize] = false;
                    recovered.push(*dependent);
                }
            }
        }
        for index in touched {
            self.lost_counts[index] = 0;
        }
        let all: Vec<u32> = candidates.iter().copied().filter(|node| self.failed[*node as usize]).collect();
        for node in &all {
            self.failed[*node as usize] = false;
        }
        all
    }
}
