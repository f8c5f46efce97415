//! The dominator tree of a rooted graph, by Lengauer and Tarjan, "A fast algorithm for finding dominators in a
//! flowgraph" (1979), with path compression: O(m log n) whatever the shape, long chains included.
//!
//! The tree is numbered in preorder, so that a subtree is a range of positions.

#![expect(clippy::indexing_slicing, reason = "nodes and places are numbers that this file gave out itself")]

use std::ops::Range;

use super::progress::Progress;

const NONE: u32 = u32::MAX;

/// Lists of neighbours, all in one row.
pub(super) struct Lists {
    firsts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// For each of `nodes` nodes the second halves of its pairs, in the order given.
    pub fn of(nodes: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut firsts = vec![0; nodes + 1];
        for (node, _) in pairs.clone() {
            firsts[node as usize + 1] += 1;
        }
        for node in 0..nodes {
            firsts[node + 1] += firsts[node];
        }
        let mut next = firsts.clone();
        let mut items = vec![0; firsts[nodes] as usize];
        for (node, item) in pairs {
            let slot = &mut next[node as usize];
            items[*slot as usize] = item;
            *slot += 1;
        }
        Self { firsts, items }
    }

    /// The list of a node.
    pub fn get(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.items[self.firsts[node] as usize..self.firsts[node + 1] as usize]
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }
}

/// The dominator tree. A position is a node's number in a preorder of the tree; the root's is 0.
pub(super) struct Dominators {
    /// The position of each node; none for a node that the root does not lead to.
    positions: Vec<u32>,
    /// For each position, where its subtree ends.
    ends: Vec<u32>,
}

impl Dominators {
    /// The tree of the graph with these arrows out of and into each node, rooted in node 0.
    pub fn new(onward: &Lists, inward: &Lists, progress: &Progress<'_>) -> Option<Self> {
        let walk = Walk::of(onward, progress)?;
        let above = walk.immediate(inward, progress)?;
        let count = walk.order.len();
        let mut sizes = vec![1_u32; count];
        for index in (1..count).rev() {
            sizes[above[index] as usize] += sizes[index];
        }
        // An immediate dominator comes before what it dominates, so one run forward numbers the tree.
        let mut places = vec![0_u32; count];
        let mut free = vec![1_u32; count];
        let mut tree = Self { positions: vec![NONE; onward.len()], ends: vec![0; count] };
        for index in 0..count {
            if index > 0 {
                let slot = &mut free[above[index] as usize];
                places[index] = *slot;
                *slot += sizes[index];
                free[index] = places[index] + 1;
            }
            let place = places[index];
            tree.positions[walk.order[index] as usize] = place;
            tree.ends[place as usize] = place + sizes[index];
        }
        Some(tree)
    }

    /// The position of a node.
    pub fn position(&self, node: u32) -> Option<u32> {
        self.positions.get(node as usize).copied().filter(|position| *position != NONE)
    }

    /// The positions of all that a position dominates, itself included.
    pub fn below(&self, position: u32) -> Range<u32> {
        position..self.ends.get(position as usize).copied().unwrap_or(position)
    }
}

/// A depth-first walk from the root. Nodes are named by their place in it from here on.
struct Walk {
    order: Vec<u32>,
    numbers: Vec<u32>,
    parents: Vec<u32>,
}

impl Walk {
    fn of(onward: &Lists, progress: &Progress<'_>) -> Option<Self> {
        let mut walk = Self { order: Vec::new(), numbers: vec![NONE; onward.len()], parents: Vec::new() };
        if onward.len() == 0 {
            return Some(walk);
        }
        let mut open = vec![(0_u32, 0_usize)];
        walk.enter(0, 0);
        while let Some((node, next)) = open.last_mut() {
            let Some(to) = onward.get(*node).get(*next).copied() else {
                open.pop();
                progress.step(1)?;
                continue;
            };
            *next += 1;
            if walk.numbers[to as usize] == NONE {
                let parent = walk.numbers[*node as usize];
                walk.enter(to, parent);
                open.push((to, 0));
            }
        }
        Some(walk)
    }

    fn enter(&mut self, node: u32, parent: u32) {
        self.numbers[node as usize] = self.order.len() as u32;
        self.order.push(node);
        self.parents.push(parent);
    }

    /// The immediate dominator of each; the root's is itself.
    fn immediate(&self, inward: &Lists, progress: &Progress<'_>) -> Option<Vec<u32>> {
        let count = self.order.len();
        let mut forest =
            Forest { semi: (0..count as u32).collect(), best: (0..count as u32).collect(), above: vec![NONE; count] };
        let mut above = vec![0_u32; count];
        // Who has a given semidominator and is not settled yet, as linked lists.
        let (mut heads, mut nexts) = (vec![NONE; count], vec![NONE; count]);
        let mut path = Vec::new();
        for index in (1..count).rev() {
            progress.step(1)?;
            for from in inward.get(self.order[index]) {
                let from = self.numbers[*from as usize];
                if from != NONE {
                    let low = forest.lowest(from, &mut path);
                    forest.semi[index] = forest.semi[index].min(forest.semi[low as usize]);
                }
            }
            let semi = forest.semi[index] as usize;
            nexts[index] = heads[semi];
            heads[semi] = index as u32;
            let parent = self.parents[index];
            forest.above[index] = parent;
            let mut waiting = std::mem::replace(&mut heads[parent as usize], NONE);
            while waiting != NONE {
                let low = forest.lowest(waiting, &mut path);
                let lower = forest.semi[low as usize] < forest.semi[waiting as usize];
                above[waiting as usize] = if lower { low } else { parent };
                waiting = nexts[waiting as usize];
            }
        }
        for index in 1..count {
            if above[index] != forest.semi[index] {
                above[index] = above[above[index] as usize];
            }
        }
        Some(above)
    }
}

/// The forest of the nodes looked at so far.
struct Forest {
    semi: Vec<u32>,
    /// The one of lowest semidominator on the path compressed so far.
    best: Vec<u32>,
    above: Vec<u32>,
}

impl Forest {
    /// The one of lowest semidominator on the way up from here, short of the top.
    fn lowest(&mut self, from: u32, path: &mut Vec<u32>) -> u32 {
        let mut at = from;
        while self.above[at as usize] != NONE {
            path.push(at);
            at = self.above[at as usize];
        }
        // What hangs right below the top is as it should be; from there down, each takes over from the one above.
        let top = at;
        let mut over = path.pop();
        while let (Some(upper), Some(lower)) = (over, path.pop()) {
            let (up, low) = (upper as usize, lower as usize);
            if self.semi[self.best[up] as usize] < self.semi[self.best[low] as usize] {
                self.best[low] = self.best[up];
            }
            self.above[low] = top;
            over = Some(lower);
        }
        self.best[from as usize]
    }
}
