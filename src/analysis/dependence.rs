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

use super::dominators::{Dominators, Lists};
use super::network::Grade;
use super::progress::Progress;
use super::reach::Reach;
use super::states::{StateIndex, States};

const NONE: u32 = u32::MAX;

/// The ways back from all buyers, in force.
pub(super) struct Support {
    /// The actor of each node. Node 0 stands for all buyers together and has none; then come the buyers that goods
    /// arrive at, by actor; then the states that goods leave in towards a buyer.
    actors: Vec<Option<NodeIndex>>,
    /// Where the buyers end in it.
    buyers: u32,
    /// The node of each state that goods leave in, if they get to a buyer.
    leaving: Vec<u32>,
    /// The nodes of each actor that others may lean on, by its place in the network.
    nodes: Lists,
    /// Whom the node holds up.
    back: Lists,
    /// Whom the node leans on.
    onward: Lists,
    tree: Dominators,
}

impl Support {
    /// Of these states with the sweep to a first buyer in force, on a network of `count` actors.
    pub fn new(count: usize, states: &States, any: &Reach, progress: &Progress<'_>) -> Option<Self> {
        let mut actors = vec![None];
        // A buyer has two sides: goods that arrive are at their end, whatever they are; goods that start there are not.
        let mut arriving = vec![NONE; count];
        for state in states.graph.node_indices() {
            let of = states.graph[state];
            if of.kind.is_buyer() && arriving[of.actor.index()] == NONE {
                arriving[of.actor.index()] = 0;
            }
        }
        for (actor, node) in arriving.iter_mut().enumerate().filter(|(_, node)| **node == 0) {
            *node = actors.len() as u32;
            actors.push(Some(NodeIndex::new(actor)));
        }
        let buyers = actors.len() as u32;
        let mut leaving = vec![NONE; states.len()];
        for state in states.graph.node_indices().filter(|state| any.holds(*state)) {
            leaving[state.index()] = actors.len() as u32;
            actors.push(Some(states.graph[state].actor));
        }
        let mut pairs: Vec<(u32, u32)> = (1..buyers).map(|buyer| (0, buyer)).collect();
        for state in states.graph.node_indices() {
            let from = leaving[state.index()];
            if from == NONE {
                continue;
            }
            progress.step(1)?;
            for (step, to) in states.onward(state).filter(|(step, _)| step.grade <= Grade::InForce) {
                let other = states.graph[to];
                let ends = step.link.is_some() && other.kind.is_buyer();
                let node = if ends { arriving[other.actor.index()] } else { leaving[to.index()] };
                if node != NONE && node != from {
                    pairs.push((node, from));
                }
            }
        }
        let back = Lists::of(actors.len(), pairs.iter().copied());
        let onward = Lists::of(actors.len(), pairs.iter().map(|(node, from)| (*from, *node)));
        let tree = Dominators::new(&back, &onward, progress)?;
        // What leaves a buyer holds up nobody else: walks end where they arrive.
        let leaned_on = actors.iter().enumerate().filter_map(|(node, actor)| {
            let actor = (*actor)?.index();
            (arriving[actor] == NONE || (node as u32) < buyers).then_some((actor as u32, node as u32))
        });
        let nodes = Lists::of(count, leaned_on);
        Some(Self { actors, buyers, leaving, nodes, back, onward, tree })
    }

    /// The position at which goods leave in a state, if they get to a buyer.
    pub fn position(&self, state: StateIndex) -> Option<u32> {
        self.leaving.get(state.index()).copied().filter(|node| *node != NONE).and_then(|node| self.tree.position(node))
    }

    /// The node of the goods in a state, if they get to a buyer.
    pub fn node(&self, state: StateIndex) -> Option<u32> {
        self.leaving.get(state.index()).copied().filter(|node| *node != NONE)
    }

    /// The buyers that goods arrive at: the node of each with its place in the network.
    pub fn arrivals(&self) -> impl Iterator<Item = (u32, NodeIndex)> {
        self.actors
            .iter()
            .enumerate()
            .skip(1)
            .take(self.buyers as usize - 1)
            .filter_map(|(node, actor)| Some((node as u32, (*actor)?)))
    }

    /// Whom each node holds up, whom it leans on, and what it cannot do without.
    pub fn graph(&self) -> (&Lists, &Lists, &Dominators) {
        (&self.back, &self.onward, &self.tree)
    }

    /// Tells for each actor in turn which of these cases fall with it. A case is the position that its goods leave at
    /// with whatever names it; the actor's own are told too.
    pub fn tell<T: Copy>(
        &self,
        cases: &mut [(u32, T)],
        progress: &Progress<'_>,
        mut told: impl FnMut(NodeIndex, T),
    ) -> Option<()> {
        cases.sort_by_key(|(position, _)| *position);
        self.tell_positions(progress, |actor, range| {
            let fallen = &cases[within(cases, &range, |(position, _)| *position)];
            for (_, case) in fallen {
                told(actor, *case);
            }
            progress.step(fallen.len())
        })
    }

    /// Tells for each actor in turn which positions fall with it, as ranges that do not overlap, until `told` ends it.
    pub fn tell_positions(
        &self,
        progress: &Progress<'_>,
        mut told: impl FnMut(NodeIndex, Range<u32>) -> Option<()>,
    ) -> Option<()> {
        let mut falls = Falls::of(self);
        for actor in 0..self.nodes.len() {
            let nodes = self.nodes.get(actor as u32);
            progress.step(1 + nodes.len())?;
            let index = NodeIndex::new(actor);
            // What stands below another node of the same actor falls with that one.
            let mut roots: Vec<Range<u32>> = Vec::new();
            let mut below: Vec<_> =
                nodes.iter().filter_map(|node| Some(self.tree.below(self.tree.position(*node)?))).collect();
            below.sort_unstable_by_key(|range| range.start);
            for range in below {
                if roots.last().is_none_or(|last| last.end <= range.start) {
                    roots.push(range);
                }
            }
            if let [range] = roots.as_slice() {
                told(index, range.clone())?;
            } else if !roots.is_empty() {
                let fallen = falls.with(nodes);
                progress.step(fallen.len())?;
                for position in fallen.into_iter().filter_map(|node| self.tree.position(node)) {
                    told(index, position..position + 1)?;
                }
            }
        }
        Some(())
    }
}

/// Which of these items, sorted by position, lie in a range of positions.
pub(super) fn within<T>(sorted: &[T], range: &Range<u32>, position: impl Fn(&T) -> u32) -> Range<usize> {
    let from = |end: u32| sorted.partition_point(|item| position(item) < end);
    from(range.start)..from(range.end)
}

/// Follows what falls; its marks are reused from one actor to the next.
struct Falls<'a> {
    support: &'a Support,
    ranks: Vec<u32>,
    /// How many supports of a lower rank each node has, and how many of them it has lost.
    supports: Vec<u32>,
    lost: Vec<u32>,
    fallen: Vec<bool>,
}

impl<'a> Falls<'a> {
    fn of(support: &'a Support) -> Self {
        let count = support.actors.len();
        // Ranked breadth first, so that each node but the first leans on one of a lower rank.
        let mut ranks = vec![NONE; count];
        let mut order = vec![0_u32];
        ranks[0] = 0;
        let mut next = 0;
        while let Some(node) = order.get(next).copied() {
            next += 1;
            for held in support.back.get(node) {
                if ranks[*held as usize] == NONE {
                    ranks[*held as usize] = order.len() as u32;
                    order.push(*held);
                }
            }
        }
        let lower = |node: u32| {
            support.onward.get(node).iter().filter(|on| ranks[**on as usize] < ranks[node as usize]).count()
        };
        let supports = (0..count as u32).map(|node| lower(node) as u32).collect();
        Self { support, ranks, supports, lost: vec![0; count], fallen: vec![false; count] }
    }

    /// All that falls with these nodes, themselves included.
    fn with(&mut self, nodes: &[u32]) -> Vec<u32> {
        let support = self.support;
        let mut doubtful: Vec<u32> = nodes.to_vec();
        let mut touched = Vec::new();
        for node in nodes {
            self.fallen[*node as usize] = true;
        }
        let mut next = 0;
        while let Some(node) = doubtful.get(next).copied() {
            next += 1;
            for held in support.back.get(node) {
                let index = *held as usize;
                if self.fallen[index] || self.ranks[index] < self.ranks[node as usize] {
                    continue;
                }
                self.lost[index] += 1;
                touched.push(index);
                if self.lost[index] == self.supports[index] {
                    self.fallen[index] = true;
                    doubtful.push(*held);
                }
            }
        }
        // A way round: over a support of a higher rank that stands.
        let (gone, suspects) = doubtful.split_at(nodes.len());
        let stands = |fallen: &[bool], node: u32| support.onward.get(node).iter().any(|on| !fallen[*on as usize]);
        let mut saved: Vec<u32> = suspects.iter().copied().filter(|node| stands(&self.fallen, *node)).collect();
        for node in &saved {
            self.fallen[*node as usize] = false;
        }
        while let Some(node) = saved.pop() {
            for held in support.back.get(node) {
                if self.fallen[*held as usize] && !gone.contains(held) {
                    self.fallen[*held as usize] = false;
                    saved.push(*held);
                }
            }
        }
        for index in touched {
            self.lost[index] = 0;
        }
        let all: Vec<u32> = doubtful.iter().copied().filter(|node| self.fallen[*node as usize]).collect();
        for node in &all {
            self.fallen[*node as usize] = false;
        }
        all
    }
}
