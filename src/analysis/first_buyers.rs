//! Which first buyers goods can get to: for all goods at once, 64 buyers a sweep, and the one buyer of goods that have
//! no other, read off the dominator tree.

#![expect(clippy::indexing_slicing, reason = "nodes are numbers that the graph gave out itself")]

use std::ops::Range;

use petgraph::graph::NodeIndex;

use super::progress::Progress;
use super::reverse_graph::ReverseGraph;

/// So many buyers fit into one mask.
const MASK_BITS: usize = 64;

/// The first buyers of everything in a graph of support.
pub(super) struct FirstBuyers<'a> {
    reverse_graph: &'a ReverseGraph,
    buyer_nodes: Vec<(u32, NodeIndex)>,
    /// The nodes that goods leave at, whoever leans on another mostly after it: circles alone come out of order.
    order: Vec<u32>,
    masks: Vec<u64>,
    /// What each buyer alone is the way to: positions in the tree, in order.
    sole_buyer_ranges: Vec<(Range<u32>, NodeIndex)>,
}

impl<'a> FirstBuyers<'a> {
    pub fn of(reverse_graph: &'a ReverseGraph, progress: &Progress<'_>) -> Option<Self> {
        let (successors, _, tree) = reverse_graph.parts();
        let arrivals: Vec<_> = reverse_graph.buyer_nodes().collect();
        // A depth-first walk, each node after all that it leads to; then turned round.
        let mut seen = vec![false; successors.len()];
        let mut order = Vec::new();
        let mut open = vec![(0_u32, 0_usize)];
        while let Some((node, next)) = open.last_mut() {
            let Some(to) = successors.get(*node).get(*next).copied() else {
                order.push(*node);
                open.pop();
                progress.step(1)?;
                continue;
            };
            *next += 1;
            if !std::mem::replace(&mut seen[to as usize], true) {
                open.push((to, 0));
            }
        }
        order.reverse();
        order.retain(|node| *node as usize > arrivals.len());
        // Only the root leads to an arrival, and every walk passes one: goods have one first buyer just where its
        // arrival dominates them.
        let mut sole_buyer_ranges: Vec<_> =
            arrivals.iter().filter_map(|(node, buyer)| Some((tree.subtree(tree.position(*node)?), *buyer))).collect();
        sole_buyer_ranges.sort_unstable_by_key(|(range, _)| range.start);
        Some(Self { reverse_graph, buyer_nodes: arrivals, order, masks: vec![0; successors.len()], sole_buyer_ranges })
    }

    /// The only first buyer of the goods at a position; none when they have several.
    pub fn sole_buyer(&self, position: u32) -> Option<NodeIndex> {
        let after = self.sole_buyer_ranges.partition_point(|(range, _)| range.start <= position);
        let (range, buyer) = self.sole_buyer_ranges.get(after.checked_sub(1)?)?;
        range.contains(&position).then_some(*buyer)
    }

    /// Tells of so many buyers at a time: the buyers, and for each node a bit for each of them that its goods can get
    /// to first.
    pub fn for_each_batch(
        &mut self,
        progress: &Progress<'_>,
        mut visit: impl FnMut(&[(u32, NodeIndex)], &[u64]),
    ) -> Option<()> {
        let (_, predecessors, _) = self.reverse_graph.parts();
        for buyers in self.buyer_nodes.chunks(MASK_BITS) {
            self.masks.fill(0);
            for (bit, (node, _)) in buyers.iter().enumerate() {
                self.masks[*node as usize] = 1 << bit;
            }
            let mut is_fixpoint = false;
            while !is_fixpoint {
                is_fixpoint = true;
                for node in &self.order {
                    progress.step(1)?;
                    let old_mask = self.masks[*node as usize];
                    let mask =
                        predecessors.get(*node).iter().fold(old_mask, |mask, on| mask | self.masks[*on as usize]);
                    is_fixpoint &= mask == old_mask;
                    self.masks[*node as usize] = mask;
                }
            }
            visit(buyers, &self.masks);
            // Whoever is visit looks at each node again.
            progress.step(self.order.len())?;
        }
        Some(())
    }
}
