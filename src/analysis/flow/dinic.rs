//! Maximum flow and its cut, on whole numbers.
//!
//! Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation", Soviet Math.
//! Doklady 11 (1970): shortest ways to the sink are filled until none is left, in rounds of growing length. petgraph
//! has a maximum flow too, but it looks for one way after the other in the whole graph: seconds where this takes
//! milliseconds.

#![expect(clippy::indexing_slicing, reason = "every index is made in `new`, from ends below `nodes`")]

use crate::analysis::progress::Progress;

/// A capacity that nothing fills.
pub(super) const UNBOUNDED: u64 = u64::MAX / 4;

const FAR: u32 = u32::MAX;

/// One direction of an arc, at its tail.
#[derive(Clone, Copy)]
struct Half {
    to: u32,
    /// The other direction.
    back: u32,
    /// What still fits.
    left: u64,
}

/// A network with a flow in it.
pub(super) struct Dinic {
    /// Where the halves of each node begin; one more at the end.
    first: Vec<u32>,
    halves: Vec<Half>,
    /// Arcs to the sink.
    levels: Vec<u32>,
}

impl Dinic {
    /// A network of arcs (from, to, capacity) without flow. Every end is below `nodes`; what is not is left out.
    pub fn new(nodes: usize, arcs: impl Iterator<Item = (u32, u32, u64)> + Clone) -> Self {
        let arcs = arcs.filter(|(from, to, _)| (*from as usize) < nodes && (*to as usize) < nodes);
        let mut first = vec![0_u32; nodes + 1];
        for (from, to, _) in arcs.clone() {
            first[from as usize + 1] += 1;
            first[to as usize + 1] += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut halves = vec![Half { to: 0, back: 0, left: 0 }; first[nodes] as usize];
        for (from, to, capacity) in arcs {
            let there = next[from as usize];
            next[from as usize] += 1;
            let back = next[to as usize];
            next[to as usize] += 1;
            halves[there as usize] = Half { to, back, left: capacity };
            halves[back as usize] = Half { to: from, back: there, left: 0 };
        }
        Self { first, halves, levels: vec![FAR; nodes] }
    }

    fn halves_of(&self, node: u32) -> std::ops::Range<usize> {
        self.first[node as usize] as usize..self.first[node as usize + 1] as usize
    }

    /// The nodes from which something more can get to the sink.
    pub fn leading_to(&mut self, sink: u32) -> Vec<bool> {
        self.measure(None, sink);
        self.levels.iter().map(|level| *level != FAR).collect()
    }

    /// The nodes that something more can get to from the source: its side of the least cut that is nearest to it,
    /// once the flow is greatest. It is the same whichever greatest flow was found.
    pub fn side_of(&self, source: u32) -> Vec<bool> {
        let mut side = vec![false; self.levels.len()];
        side[source as usize] = true;
        let mut open = vec![source];
        while let Some(node) = open.pop() {
            for half in &self.halves[self.halves_of(node)] {
                if half.left > 0 && !side[half.to as usize] {
                    side[half.to as usize] = true;
                    open.push(half.to);
                }
            }
        }
        side
    }

    /// Sends as much as can be from source to sink, and says how much that is. `None` once it is wanted no more.
    pub fn fill(&mut self, source: u32, sink: u32, progress: &Progress<'_>) -> Option<u64> {
        let mut total = 0;
        let mut current = self.first.clone();
        while source != sink && self.measure(Some(source), sink) {
            progress.step(self.levels.len())?;
            current.copy_from_slice(&self.first);
            total += self.fill_shortest(source, sink, &mut current, progress)?;
        }
        Some(total)
    }

    /// Measures how far each node is from the sink, as far as needed to know it of `source`; whether that can get there.
    fn measure(&mut self, source: Option<u32>, sink: u32) -> bool {
        self.levels.fill(FAR);
        self.levels[sink as usize] = 0;
        let mut open = vec![sink];
        let mut next = 0;
        while let Some(node) = open.get(next).copied() {
            next += 1;
            if Some(node) == source {
                return true;
            }
            for at in self.halves_of(node) {
                let Half { to, back, .. } = self.halves[at];
                if self.levels[to as usize] == FAR && self.halves[back as usize].left > 0 {
                    self.levels[to as usize] = self.levels[node as usize] + 1;
                    open.push(to);
                }
            }
        }
        false
    }

    /// Fills every shortest way; a node's halves before `current` are spent in this round.
    fn fill_shortest(&mut self, source: u32, sink: u32, current: &mut [u32], progress: &Progress<'_>) -> Option<u64> {
        let mut total = 0;
        let mut way: Vec<u32> = Vec::new();
        let mut at = source;
        loop {
            if at == sink {
                total += self.push(&way);
                progress.step(way.len())?;
                let full = way.iter().position(|half| self.halves[*half as usize].left == 0).unwrap_or(0);
                way.truncate(full);
                at = way.last().map_or(source, |half| self.halves[*half as usize].to);
                continue;
            }
            let end = self.first[at as usize + 1];
            let nearer = self.levels[at as usize].wrapping_sub(1);
            let mut leads = |half: &u32| {
                let Half { to, left, .. } = self.halves[*half as usize];
                left > 0 && self.levels[to as usize] == nearer
            };
            if let Some(half) = (current[at as usize]..end).find(&mut leads) {
                current[at as usize] = half;
                way.push(half);
                at = self.halves[half as usize].to;
            } else {
                // Each node is spent once a round, and the round counts them.
                current[at as usize] = end;
                let Some(half) = way.pop() else { return Some(total) };
                at = self.halves[self.halves[half as usize].back as usize].to;
                current[at as usize] += 1;
            }
        }
    }

    fn push(&mut self, way: &[u32]) -> u64 {
        let least = way.iter().map(|half| self.halves[*half as usize].left).min().unwrap_or(0);
        for half in way {
            let Half { back, .. } = self.halves[*half as usize];
            self.halves[*half as usize].left -= least;
            self.halves[back as usize].left += least;
        }
        least
    }
}
