//! The first buyers that products can reach: for all states at once, 64 buyers a sweep; and the sole buyer of a state,
//! from the dominator tree.

#![expect(clippy::indexing_slicing, reason = "nodes are numbers that the graph gave out itself")]

use std::ops::Range;

use petgraph::graph::NodeIndex;
use petgraph::visit::DfsPostOrder;

use super::progress::Progress;
use super::reverse_graph::ReverseGraph;

/// Buyers per mask.
const MASK_BITS: usize = 64;

/// The first buyers of all states of a reverse graph.
pub(super) struct FirstBuyers<'a> {
    reverse_graph: &'a ReverseGraph,
    buyer_nodes: Vec<(u32, NodeIndex)>,
    /// The nodes that products leave at, mostly each after its predecessors: only cycles break the order.
    order: Vec<u32>,
    masks: Vec<u64>,
    /// For each buyer the positions that reach it alone: ranges in the tree, in order.
    sole_buyer_ranges: Vec<(Range<u32>, NodeIndex)>,
}

impl<'a> FirstBuyers<'a> {
    pub fn new(reverse_graph: &'a ReverseGraph, progress: &Progress<'_>) -> Option<Self> {
        let (successors, _, tree) = reverse_graph.parts();
        let buyer_nodes: Vec<_> = reverse_graph.buyer_nodes().collect();
        let mut order = Vec::new();
        let mut search = DfsPostOrder::new(successors, 0);
        while let Some(node) = search.next(successors) {
            order.push(node);
            progress.step(1)?;
        }
        order.reverse();
        order.retain(|node| *node as usize > buyer_nodes.len());
        // Only the root precedes the buyer nodes, and every path passes one: a state has one first buyer exactly if
        // that buyer's node dominates it.
        let mut sole_buyer_ranges: Vec<_> = buyer_nodes
            .iter()
            .filter_map(|(node, buyer)| Some((tree.subtree(tree.position(*node)?), *buyer)))
            .collect();
        sole_buyer_ranges.sort_unstable_by_key(|(range, _)| range.start);
        Some(Self { reverse_graph, buyer_nodes, order, masks: vec![0; successors.nodes()], sole_buyer_ranges })
    }

    /// The only first buyer at a position; none when there are several.
    pub fn sole_buyer(&self, position: u32) -> Option<NodeIndex> {
        let after = self.sole_buyer_ranges.partition_point(|(range, _)| range.start <= position);
        let (range, buyer) = self.sole_buyer_ranges.get(after.checked_sub(1)?)?;
        range.contains(&position).then_some(*buyer)
    }

    /// Visits the buyers in batches: with each batch, for every node a mask of the buyers that it can reach first.
    /// `None` when cancelled.
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
                    let mask = predecessors
                        .of(*node)
                        .iter()
                        .fold(old_mask, |mask, support| mask | self.masks[*support as usize]);
                    is_fixpoint &= mask == old_mask;
                    self.masks[*node as usize] = mask;
                }
            }
            visit(buyers, &self.masks);
            // The visitor scans every node again.
            progress.step(self.order.len())?;
        }
        Some(())
    }
}
