//! Failure propagation: which states reach no buyer in force any more if one actor is removed.
//!
//! The reversed paths from all buyers form a graph whose dominator tree gives this: what is lost with one node is its
//! subtree. An actor that handles several products may cut all routes only with several of its states together; for
//! such an actor the loss is propagated from state to state and then undone, so that it costs little more than what is
//! lost. During propagation each state counts only its supports of lower rank, nearer to a buyer, since a cycle would
//! support itself; states that have lost all of these may still have an alternative route, which is checked at the end.

#![expect(clippy::indexing_slicing, reason = "nodes are numbers that this file gave out itself")]

use std::ops::Range;

use petgraph::graph::NodeIndex;
use petgraph::visit::{Bfs, Walker};

use super::dominators::Dominators;
use super::network::Grade;
use super::product_states::{StateGraph, StateIndex};
use super::progress::Progress;
use super::reachability::Reachability;
use crate::graph::Adjacency;

const NONE: u32 = u32::MAX;

/// The graph of links in force and conversions, reversed, from all buyers.
pub(super) struct ReverseGraph {
    /// The actor of each node. Node 0 stands for all buyers together and has none; then the buyers that products arrive
    /// at, by actor; then the states that products leave in towards a buyer.
    actors: Vec<Option<NodeIndex>>,
    /// The end of the buyers in `actors`.
    buyer_end: u32,
    /// The node of each state that products leave in, if they reach a buyer.
    state_nodes: Vec<u32>,
    /// The nodes of each actor that others may depend on, by its index in the network.
    actor_nodes: Adjacency<u32>,
    /// The dependents of each node.
    successors: Adjacency<u32>,
    /// The supports of each node.
    predecessors: Adjacency<u32>,
    tree: Dominators,
}

impl ReverseGraph {
    /// From these states with the reachability of a first buyer in force, on a network of `count` actors. `None` when
    /// cancelled.
    pub fn new(
        count: usize,
        states: &StateGraph,
        reachability: &Reachability,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let mut actors = vec![None];
        // A buyer has two kinds of nodes: products that arrive have ended, whatever they are; products that start there
        // have not.
        let mut buyer_nodes = vec![NONE; count];
        for state in states.nodes.node_indices() {
            let product_state = states.nodes[state];
            if product_state.kind.is_buyer() && buyer_nodes[product_state.actor.index()] == NONE {
                buyer_nodes[product_state.actor.index()] = 0;
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
                let ends_at_buyer = step.link.is_some() && other.kind.is_buyer();
                let node = if ends_at_buyer { buyer_nodes[other.actor.index()] } else { state_nodes[to.index()] };
                if node != NONE && node != from {
                    pairs.push((node, from));
                }
            }
        }
        let successors = Adjacency::from_pairs(actors.len(), pairs.iter().copied());
        let predecessors = Adjacency::from_pairs(actors.len(), pairs.iter().map(|(node, from)| (*from, *node)));
        let tree = Dominators::new(&successors, &predecessors, progress)?;
        // States that leave a buyer support nobody else: paths end where they arrive.
        let actor_nodes = actors.iter().enumerate().filter_map(|(node, actor)| {
            let actor = (*actor)?.index();
            (buyer_nodes[actor] == NONE || (node as u32) < buyers).then_some((actor as u32, node as u32))
        });
        let nodes = Adjacency::from_pairs(count, actor_nodes);
        Some(Self { actors, buyer_end: buyers, state_nodes, actor_nodes: nodes, successors, predecessors, tree })
    }

    /// The tree position of a state, if it reaches a buyer.
    pub fn position(&self, state: StateIndex) -> Option<u32> {
        self.state_nodes
            .get(state.index())
            .copied()
            .filter(|node| *node != NONE)
            .and_then(|node| self.tree.position(node))
    }

    /// The node of a state, if it reaches a buyer.
    pub fn node(&self, state: StateIndex) -> Option<u32> {
        self.state_nodes.get(state.index()).copied().filter(|node| *node != NONE)
    }

    /// The buyers that products arrive at: the node of each with its index in the network.
    pub fn buyer_nodes(&self) -> impl Iterator<Item = (u32, NodeIndex)> {
        self.actors
            .iter()
            .enumerate()
            .skip(1)
            .take(self.buyer_end as usize - 1)
            .filter_map(|(node, actor)| Some((node as u32, (*actor)?)))
    }

    /// The dependents of each node, its supports, and the dominator tree.
    pub fn parts(&self) -> (&Adjacency<u32>, &Adjacency<u32>, &Dominators) {
        (&self.successors, &self.predecessors, &self.tree)
    }

    /// Visits for each actor in turn the cases lost with it. A case is a position with a tag; the actor's own cases are
    /// visited too. `None` when cancelled.
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

    /// Visits for each actor in turn the positions lost with it, as ranges that do not overlap, until `visit` returns
    /// `None`.
    pub fn for_each_lost_range(
        &self,
        progress: &Progress<'_>,
        mut visit: impl FnMut(NodeIndex, Range<u32>) -> Option<()>,
    ) -> Option<()> {
        let mut propagation = FailurePropagation::new(self);
        for actor in 0..self.actor_nodes.nodes() {
            let nodes = self.actor_nodes.of(actor as u32);
            progress.step(1 + nodes.len())?;
            let index = NodeIndex::new(actor);
            // A node in the subtree of another node of the same actor is lost with that one.
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
                let lost = propagation.propagate(nodes);
                progress.step(lost.len())?;
                let mut positions: Vec<u32> = lost.into_iter().filter_map(|node| self.tree.position(node)).collect();
                // Most of them are whole subtrees.
                positions.sort_unstable();
                for run in positions.chunk_by(|one, next| one + 1 == *next) {
                    if let [first, ..] = *run {
                        visit(index, first..first + run.len() as u32)?;
                    }
                }
            }
        }
        Some(())
    }
}

/// The items, sorted by position, that lie in a range of positions.
pub(super) fn items_in_range<T>(sorted: &[T], range: &Range<u32>, position: impl Fn(&T) -> u32) -> Range<usize> {
    let from = |end: u32| sorted.partition_point(|item| position(item) < end);
    from(range.start)..from(range.end)
}

/// Propagates failures; its marks are reused from one actor to the next.
struct FailurePropagation<'a> {
    graph: &'a ReverseGraph,
    ranks: Vec<u32>,
    /// The number of supports of lower rank of each node, and how many of them it has lost.
    support_counts: Vec<u32>,
    lost_counts: Vec<u32>,
    failed: Vec<bool>,
}

impl<'a> FailurePropagation<'a> {
    fn new(graph: &'a ReverseGraph) -> Self {
        let count = graph.actors.len();
        // Ranked breadth first, so that each node but the first has a support of lower rank.
        let mut ranks = vec![NONE; count];
        for (rank, node) in (0..).zip(Bfs::new(&graph.successors, 0).iter(&graph.successors)) {
            ranks[node as usize] = rank;
        }
        let lower = |node: u32| {
            graph.predecessors.of(node).iter().filter(|graph| ranks[**graph as usize] < ranks[node as usize]).count()
        };
        let support_counts = (0..count as u32).map(|node| lower(node) as u32).collect();
        Self { graph, ranks, support_counts, lost_counts: vec![0; count], failed: vec![false; count] }
    }

    /// All nodes lost with these, themselves included.
    fn propagate(&mut self, nodes: &[u32]) -> Vec<u32> {
        let graph = self.graph;
        let mut candidates: Vec<u32> = nodes.to_vec();
        let mut touched = Vec::new();
        for node in nodes {
            self.failed[*node as usize] = true;
        }
        let mut next = 0;
        while let Some(node) = candidates.get(next).copied() {
            next += 1;
            for dependent in graph.successors.of(node) {
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
        // An alternative route: over a support of higher rank that has not failed.
        let (removed, suspects) = candidates.split_at(nodes.len());
        let has_support =
            |failed: &[bool], node: u32| graph.predecessors.of(node).iter().any(|graph| !failed[*graph as usize]);
        let mut recovered: Vec<u32> =
            suspects.iter().copied().filter(|node| has_support(&self.failed, *node)).collect();
        for node in &recovered {
            self.failed[*node as usize] = false;
        }
        while let Some(node) = recovered.pop() {
            for dependent in graph.successors.of(node) {
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
