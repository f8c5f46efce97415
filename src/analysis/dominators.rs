//! The dominator tree of a rooted graph, by Lengauer and Tarjan, "A fast algorithm for finding dominators in a
//! flowgraph" (1979), with path compression: O(m log n) whatever the shape, long chains included.
//!
//! The tree is numbered in preorder, so that a subtree is a range of positions.
//!
//! petgraph's `simple_fast` takes 4.8 times as long on the states of 100,000 actors (`cargo bench --bench graph`), and
//! cannot be cancelled.

#![expect(clippy::indexing_slicing, reason = "nodes and places are numbers that this file gave out itself")]

use std::ops::Range;

use super::progress::Progress;
use crate::graph::Adjacency;

const NONE: u32 = u32::MAX;

/// The dominator tree. A position is a node's number in a preorder of the tree; the root's is 0.
pub(super) struct Dominators {
    /// The position of each node; `NONE` for a node unreachable from the root.
    positions: Vec<u32>,
    /// For each position the end of its subtree.
    subtree_ends: Vec<u32>,
}

impl Dominators {
    /// The tree of the graph with these successors and predecessors, rooted in node 0. `None` when cancelled.
    pub fn new(successors: &Adjacency<u32>, predecessors: &Adjacency<u32>, progress: &Progress<'_>) -> Option<Self> {
        let dfs = DfsTree::new(successors, progress)?;
        let idom = dfs.immediate_dominators(predecessors, progress)?;
        let count = dfs.order.len();
        let mut sizes = vec![1_u32; count];
        for index in (1..count).rev() {
            sizes[idom[index] as usize] += sizes[index];
        }
        // An immediate dominator precedes what it dominates, so one forward pass numbers the tree.
        let mut tree_positions = vec![0_u32; count];
        let mut next_position = vec![1_u32; count];
        let mut tree = Self { positions: vec![NONE; successors.nodes()], subtree_ends: vec![0; count] };
        for index in 0..count {
            if index > 0 {
                let slot = &mut next_position[idom[index] as usize];
                tree_positions[index] = *slot;
                *slot += sizes[index];
                next_position[index] = tree_positions[index] + 1;
            }
            let position = tree_positions[index];
            tree.positions[dfs.order[index] as usize] = position;
            tree.subtree_ends[position as usize] = position + sizes[index];
        }
        Some(tree)
    }

    /// The position of a node.
    pub fn position(&self, node: u32) -> Option<u32> {
        self.positions.get(node as usize).copied().filter(|position| *position != NONE)
    }

    /// The positions that a position dominates, itself included.
    pub fn subtree(&self, position: u32) -> Range<u32> {
        position..self.subtree_ends.get(position as usize).copied().unwrap_or(position)
    }
}

/// A depth-first tree from the root. From here on nodes are named by their preorder number. petgraph's `Dfs` names no
/// parents, and its `depth_first_search`, which does, recurses: too deep for a chain of 100,000.
struct DfsTree {
    order: Vec<u32>,
    preorder: Vec<u32>,
    parents: Vec<u32>,
}

impl DfsTree {
    fn new(successors: &Adjacency<u32>, progress: &Progress<'_>) -> Option<Self> {
        let mut dfs = Self { order: Vec::new(), preorder: vec![NONE; successors.nodes()], parents: Vec::new() };
        if successors.nodes() == 0 {
            return Some(dfs);
        }
        let mut open = vec![(0_u32, 0_usize)];
        dfs.enter(0, 0);
        while let Some((node, next)) = open.last_mut() {
            let Some(to) = successors.of(*node).get(*next).copied() else {
                open.pop();
                progress.step(1)?;
                continue;
            };
            *next += 1;
            if dfs.preorder[to as usize] == NONE {
                let parent = dfs.preorder[*node as usize];
                dfs.enter(to, parent);
                open.push((to, 0));
            }
        }
        Some(dfs)
    }

    fn enter(&mut self, node: u32, parent: u32) {
        self.preorder[node as usize] = self.order.len() as u32;
        self.order.push(node);
        self.parents.push(parent);
    }

    /// The immediate dominator of each node; the root's is itself.
    fn immediate_dominators(&self, predecessors: &Adjacency<u32>, progress: &Progress<'_>) -> Option<Vec<u32>> {
        let count = self.order.len();
        let mut forest = Forest {
            semi: (0..count as u32).collect(),
            label: (0..count as u32).collect(),
            ancestor: vec![NONE; count],
        };
        let mut idom = vec![0_u32; count];
        // The nodes with a given semidominator that are still unresolved, as linked lists.
        let (mut bucket_heads, mut bucket_nexts) = (vec![NONE; count], vec![NONE; count]);
        let mut path = Vec::new();
        for index in (1..count).rev() {
            progress.step(1)?;
            for from in predecessors.of(self.order[index]) {
                let from = self.preorder[*from as usize];
                if from != NONE {
                    let low = forest.eval(from, &mut path);
                    forest.semi[index] = forest.semi[index].min(forest.semi[low as usize]);
                }
            }
            let semi = forest.semi[index] as usize;
            bucket_nexts[index] = bucket_heads[semi];
            bucket_heads[semi] = index as u32;
            let parent = self.parents[index];
            forest.ancestor[index] = parent;
            let mut member = std::mem::replace(&mut bucket_heads[parent as usize], NONE);
            while member != NONE {
                let low = forest.eval(member, &mut path);
                let lower = forest.semi[low as usize] < forest.semi[member as usize];
                idom[member as usize] = if lower { low } else { parent };
                member = bucket_nexts[member as usize];
            }
        }
        for index in 1..count {
            if idom[index] != forest.semi[index] {
                idom[index] = idom[idom[index] as usize];
            }
        }
        Some(idom)
    }
}

/// The forest of the nodes processed so far.
struct Forest {
    semi: Vec<u32>,
    /// The node of lowest semidominator on the compressed path.
    label: Vec<u32>,
    ancestor: Vec<u32>,
}

impl Forest {
    /// The node of lowest semidominator on the path up from here, the root of its tree excluded.
    fn eval(&mut self, from: u32, path: &mut Vec<u32>) -> u32 {
        let mut at = from;
        while self.ancestor[at as usize] != NONE {
            path.push(at);
            at = self.ancestor[at as usize];
        }
        // A child of the root needs no change; below it, each node takes the label of the one above if that is lower.
        let top = at;
        let mut upper_node = path.pop();
        while let (Some(upper), Some(lower)) = (upper_node, path.pop()) {
            let (up, low) = (upper as usize, lower as usize);
            if self.semi[self.label[up] as usize] < self.semi[self.label[low] as usize] {
                self.label[low] = self.label[up];
            }
            self.ancestor[low] = top;
            upper_node = Some(lower);
        }
        self.label[from as usize]
    }
}

#[cfg(test)]
mod tests {
    use petgraph::algo::dominators::simple_fast;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn subtrees_are_what_petgraph_says_is_dominated(
            nodes in 1..14_u32,
            edges in prop::collection::vec((0..14_u32, 0..14_u32), 0..40),
        ) {
            let edges: Vec<_> = edges.into_iter().filter(|(from, to)| from.max(to) < &nodes).collect();
            let successors = Adjacency::from_pairs(nodes as usize, edges.iter().copied());
            let predecessors = Adjacency::from_pairs(nodes as usize, edges.iter().map(|(from, to)| (*to, *from)));
            let tree = Dominators::new(&successors, &predecessors, &Progress::uncancellable()).unwrap();
            let expected = simple_fast(&successors, 0);
            for node in 0..nodes {
                let Some(position) = tree.position(node) else {
                    prop_assert!(expected.dominators(node).is_none());
                    continue;
                };
                let dominators: Vec<u32> = expected.dominators(node).unwrap().collect();
                for other in (0..nodes).filter(|other| tree.position(*other).is_some()) {
                    let dominates = tree.subtree(tree.position(other).unwrap()).contains(&position);
                    prop_assert_eq!(dominates, dominators.contains(&other), "{} over {}", other, node);
                }
            }
        }
    }
}
