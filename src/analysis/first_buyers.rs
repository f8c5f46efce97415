//! Which first buyers goods can get to: for all goods at once, 64 buyers a sweep, and the one buyer of goods that have
//! no other, read off the dominator tree.

#![expect(clippy::indexing_slicing, reason = "nodes are numbers that the graph gave out itself")]

use std::ops::Range;

use petgraph::graph::NodeIndex;

use super::dependence::Support;
use super::progress::Progress;

/// So many buyers fit into one mask.
const WIDTH: usize = 64;

/// The first buyers of everything in a graph of support.
pub(super) struct FirstBuyers<'a> {
    support: &'a Support,
    arrivals: Vec<(u32, NodeIndex)>,
    /// The nodes that goods leave at, whoever leans on another mostly after it: circles alone come out of order.
    order: Vec<u32>,
    masks: Vec<u64>,
    /// What each buyer alone is the way to: positions in the tree, in order.
    alone: Vec<(Range<u32>, NodeIndex)>,
}

impl<'a> FirstBuyers<'a> {
    pub fn of(support: &'a Support, progress: &Progress<'_>) -> Option<Self> {
        let (back, _, tree) = support.graph();
        let arrivals: Vec<_> = support.arrivals().collect();
        // A depth-first walk, each node after all that it leads to; then turned round.
        let mut seen = vec![false; back.len()];
        let mut order = Vec::new();
        let mut open = vec![(0_u32, 0_usize)];
        while let Some((node, next)) = open.last_mut() {
            let Some(to) = back.get(*node).get(*next).copied() else {
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
        let mut alone: Vec<_> =
            arrivals.iter().filter_map(|(node, buyer)| Some((tree.below(tree.position(*node)?), *buyer))).collect();
        alone.sort_unstable_by_key(|(range, _)| range.start);
        Some(Self { support, arrivals, order, masks: vec![0; back.len()], alone })
    }

    /// The only first buyer of the goods at a position; none when they have several.
    pub fn only(&self, position: u32) -> Option<NodeIndex> {
        let after = self.alone.partition_point(|(range, _)| range.start <= position);
        let (range, buyer) = self.alone.get(after.checked_sub(1)?)?;
        range.contains(&position).then_some(*buyer)
    }

    /// Tells of so many buyers at a time: the buyers, and for each node a bit for each of them that its goods can get
    /// to first.
    pub fn tell(&mut self, progress: &Progress<'_>, mut told: impl FnMut(&[(u32, NodeIndex)], &[u64])) -> Option<()> {
        let (_, onward, _) = self.support.graph();
        for buyers in self.arrivals.chunks(WIDTH) {
            self.masks.fill(0);
            for (bit, (node, _)) in buyers.iter().enumerate() {
                self.masks[*node as usize] = 1 << bit;
            }
            let mut settled = false;
            while !settled {
                settled = true;
                for node in &self.order {
                    progress.step(1)?;
                    let known = self.masks[*node as usize];
                    let mask = onward.get(*node).iter().fold(known, |mask, on| mask | self.masks[*on as usize]);
                    settled &= mask == known;
                    self.masks[*node as usize] = mask;
                }
            }
            told(buyers, &self.masks);
            // Whoever is told looks at each node again.
            progress.step(self.order.len())?;
        }
        Some(())
    }
}
