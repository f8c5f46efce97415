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

const UNREACHED: u32 = u32::MAX;

/// One direction of an arc, at its tail.
#[derive(Clone, Copy)]
struct ResidualArc {
    to: u32,
    /// The other direction.
    reverse: u32,
    /// What still fits.
    residual: u64,
}

/// A network with a flow in it.
pub(super) struct Dinic {
    /// Where the halves of each node begin; one more at the end.
    offsets: Vec<u32>,
    arcs: Vec<ResidualArc>,
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
        let mut halves = vec![ResidualArc { to: 0, reverse: 0, residual: 0 }; first[nodes] as usize];
        for (from, to, capacity) in arcs {
            let forward = next[from as usize];
            next[from as usize] += 1;
            let reverse = next[to as usize];
            next[to as usize] += 1;
            halves[forward as usize] = ResidualArc { to, reverse, residual: capacity };
            halves[reverse as usize] = ResidualArc { to: from, reverse: forward, residual: 0 };
        }
        Self { offsets: first, arcs: halves, levels: vec![UNREACHED; nodes] }
    }

    fn arc_range(&self, node: u32) -> std::ops::Range<usize> {
        self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize
    }

    /// The nodes from which something more can get to the sink.
    pub fn nodes_reaching(&mut self, sink: u32) -> Vec<bool> {
        self.compute_levels(None, sink);
        self.levels.iter().map(|level| *level != UNREACHED).collect()
    }

    /// The nodes that something more can get to from the source: its side of the least cut that is nearest to it,
    /// once the flow is greatest. It is the same whichever greatest flow was found.
    pub fn min_cut_side(&self, source: u32) -> Vec<bool> {
        let mut side = vec![false; self.levels.len()];
        side[source as usize] = true;
        let mut open = vec![source];
        while let Some(node) = open.pop() {
            for arc in &self.arcs[self.arc_range(node)] {
                if arc.residual > 0 && !side[arc.to as usize] {
                    side[arc.to as usize] = true;
                    open.push(arc.to);
                }
            }
        }
        side
    }

    /// Sends as much as can be from source to sink, and says how much that is. `None` once it is wanted no more.
    pub fn max_flow(&mut self, source: u32, sink: u32, progress: &Progress<'_>) -> Option<u64> {
        let mut total = 0;
        let mut next_arcs = self.offsets.clone();
        while source != sink && self.compute_levels(Some(source), sink) {
            progress.step(self.levels.len())?;
            next_arcs.copy_from_slice(&self.offsets);
            total += self.blocking_flow(source, sink, &mut next_arcs, progress)?;
        }
        Some(total)
    }

    /// Measures how far each node is from the sink, as far as needed to know it of `source`; whether that can get there.
    fn compute_levels(&mut self, source: Option<u32>, sink: u32) -> bool {
        self.levels.fill(UNREACHED);
        self.levels[sink as usize] = 0;
        let mut open = vec![sink];
        let mut next = 0;
        while let Some(node) = open.get(next).copied() {
            next += 1;
            if Some(node) == source {
                return true;
            }
            for at in self.arc_range(node) {
                let ResidualArc { to, reverse: back, .. } = self.arcs[at];
                if self.levels[to as usize] == UNREACHED && self.arcs[back as usize].residual > 0 {
                    self.levels[to as usize] = self.levels[node as usize] + 1;
                    open.push(to);
                }
            }
        }
        false
    }

    /// Fills every shortest way; a node's halves before `current` are spent in this round.
    fn blocking_flow(&mut self, source: u32, sink: u32, next_arcs: &mut [u32], progress: &Progress<'_>) -> Option<u64> {
        let mut total = 0;
        let mut way: Vec<u32> = Vec::new();
        let mut at = source;
        loop {
            if at == sink {
                total += self.augment(&way);
                progress.step(way.len())?;
                let saturated = way.iter().position(|arc| self.arcs[*arc as usize].residual == 0).unwrap_or(0);
                way.truncate(saturated);
                at = way.last().map_or(source, |arc| self.arcs[*arc as usize].to);
                continue;
            }
            let end = self.offsets[at as usize + 1];
            let nearer = self.levels[at as usize].wrapping_sub(1);
            let mut leads = |arc: &u32| {
                let ResidualArc { to, residual: left, .. } = self.arcs[*arc as usize];
                left > 0 && self.levels[to as usize] == nearer
            };
            if let Some(arc) = (next_arcs[at as usize]..end).find(&mut leads) {
                next_arcs[at as usize] = arc;
                way.push(arc);
                at = self.arcs[arc as usize].to;
            } else {
                // Each node is spent once a round, and the round counts them.
                next_arcs[at as usize] = end;
                let Some(arc) = way.pop() else { return Some(total) };
                at = self.arcs[self.arcs[arc as usize].reverse as usize].to;
                next_arcs[at as usize] += 1;
            }
        }
    }

    fn augment(&mut self, way: &[u32]) -> u64 {
        let least = way.iter().map(|arc| self.arcs[*arc as usize].residual).min().unwrap_or(0);
        for arc in way {
            let ResidualArc { reverse: back, .. } = self.arcs[*arc as usize];
            self.arcs[*arc as usize].residual -= least;
            self.arcs[back as usize].residual += least;
        }
        least
    }
}
