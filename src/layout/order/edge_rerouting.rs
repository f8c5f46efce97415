//! Moves one long edge after another to where it has the fewest crossings, all others fixed: exact for each, by dynamic
//! programming over its positions in the layers it passes. Sifting moves one dummy at a time, and gets stuck where only
//! moving several at once helps.

use super::{Layers, LongEdge};
use crate::layout::adjacency::{set, update, value};

/// Pairs of positions in neighbouring layers that one round over all long edges may examine.
const WORK: usize = 3_000_000;
/// Cost of a crossing, in positions of deviation from the ideal one.
const CROSSING_COST: u64 = 16;
/// Maximum number of rounds.
const ROUNDS: usize = 6;

/// For each position of a layer, the position in the layer before on the cheapest path to it.
type Predecessors = Vec<(u32, u32)>;

impl Layers {
    /// Reroutes every long edge through its dummies, each as close to its ideal position as crossings allow. Does
    /// nothing where that exceeds [`WORK`].
    ///
    /// `dummies` holds the dummies of each long edge in turn; `ideal_positions` is indexed by vertex.
    pub(super) fn reroute(&mut self, long_edges: &[LongEdge], dummies: &[u32], ideal_positions: &[u32]) {
        let length = |layer: usize| self.orders.get(layer).map_or(0, Vec::len);
        let work = |long_edge: &LongEdge| -> usize {
            if long_edge.ideal_positions.is_empty() {
                return 0;
            }
            let layer = value(&self.layer, long_edge.ends.0) as usize;
            (layer..=layer + long_edge.ideal_positions.len()).map(|layer| length(layer) * length(layer + 1)).sum()
        };
        if long_edges.iter().map(work).sum::<usize>() > WORK {
            return;
        }
        let mut dummies = dummies.iter().copied();
        let chain = |long_edge: &LongEdge| {
            let own = dummies.by_ref().take(long_edge.ideal_positions.len());
            std::iter::once(long_edge.ends.0).chain(own).chain([long_edge.ends.1]).collect()
        };
        let chains: Vec<Vec<u32>> = long_edges.iter().map(chain).collect();
        for _ in 0..ROUNDS {
            let before = self.positions.clone();
            for chain in chains.iter().filter(|chain| chain.len() > 2) {
                self.reroute_one(chain, ideal_positions);
            }
            if self.positions == before {
                break;
            }
        }
    }

    fn reroute_one(&mut self, chain: &[u32], ideal_positions: &[u32]) {
        let [first, dummies @ .., last] = chain else { return };
        for &dummy in dummies {
            self.remove_dummy(dummy);
        }
        // Cost of the cheapest path to each position, and per layer the predecessor positions.
        let mut costs = vec![(value(&self.positions, *first), 0_u64)];
        let mut predecessors: Vec<Predecessors> = Vec::with_capacity(dummies.len() + 1);
        for pair in chain.windows(2) {
            let [from, to] = pair else { continue };
            let own = if to == last { Some(value(&self.positions, *to)) } else { None };
            let ideal = value(ideal_positions, *to);
            let (mut next, predecessor) =
                self.relax_layer(&costs, (from, (from == first).then_some(*first)), (*to, own));
            for (place, cost) in next.iter_mut().filter(|_| to != last) {
                *cost += u64::from(place.abs_diff(ideal));
            }
            costs = next;
            predecessors.push(predecessor);
        }
        let mut place = value(&self.positions, *last);
        for (predecessor, &dummy) in predecessors.iter().skip(1).zip(dummies).rev() {
            place = predecessor.iter().find(|(to, _)| *to == place).map_or(0, |(_, from)| *from);
            self.insert_dummy(dummy, place);
        }
    }

    /// From the costs of positions in one layer to those of the next, with predecessors on the cheapest paths.
    fn relax_layer(
        &self,
        costs: &[(u32, u64)],
        (from, first): (&u32, Option<u32>),
        (to, last): (u32, Option<u32>),
    ) -> (Vec<(u32, u64)>, Predecessors) {
        let layer = value(&self.layer, *from) as usize;
        let order = self.orders.get(layer).map_or(&[][..], Vec::as_slice);
        let width = self.orders.get(layer + 1).map_or(0, Vec::len);
        // 2D prefix sums: number of edges that begin above a row and end above a position of the next layer. Edges at
        // the long edge's own ends do not cross it.
        let mut sums = vec![0_u32; (order.len() + 1) * (width + 1)];
        for (row, &vertex) in order.iter().enumerate() {
            let mut own = vec![0_u32; width + 1];
            if Some(vertex) != first {
                for &(other, _) in self.right.of(vertex) {
                    // Removed dummies have no position.
                    if other != to && self.is_placed(other) && value(&self.layer, other) as usize == layer + 1 {
                        update(&mut own, value(&self.positions, other) + 1, |count| count + 1);
                    }
                }
            }
            let mut sum = 0;
            for (place, own) in own.iter().enumerate() {
                sum += own;
                let above = value(&sums, (row * (width + 1) + place) as u32);
                set(&mut sums, ((row + 1) * (width + 1) + place) as u32, above + sum);
            }
        }
        let at = |row: usize, place: usize| u64::from(value(&sums, (row * (width + 1) + place) as u32));
        let crossings = |row: u32, place: usize| {
            let both = at(row as usize, place);
            (at(row as usize, width) - both) + (at(order.len(), place) - both)
        };
        let places = match last {
            Some(place) => place as usize..place as usize + 1,
            None => 0..width + 1,
        };
        let mut next = Vec::with_capacity(places.len());
        let mut predecessors = Vec::with_capacity(places.len());
        for place in places {
            let best = costs.iter().map(|&(row, cost)| (cost + crossings(row, place) * CROSSING_COST, row)).min();
            if let Some((cost, row)) = best {
                next.push((place as u32, cost));
                predecessors.push((place as u32, row));
            }
        }
        (next, predecessors)
    }

    fn is_placed(&self, vertex: u32) -> bool {
        let order = self.orders.get(value(&self.layer, vertex) as usize);
        order.and_then(|order| order.get(value(&self.positions, vertex) as usize)) == Some(&vertex)
    }

    fn remove_dummy(&mut self, dummy: u32) {
        let place = value(&self.positions, dummy) as usize;
        if let Some(order) = self.orders.get_mut(value(&self.layer, dummy) as usize).filter(|order| place < order.len())
        {
            order.remove(place);
            for &moved in order.get(place..).unwrap_or_default() {
                update(&mut self.positions, moved, |place| place - 1);
            }
        }
        set(&mut self.positions, dummy, u32::MAX);
    }

    fn insert_dummy(&mut self, dummy: u32, place: u32) {
        if let Some(order) = self.orders.get_mut(value(&self.layer, dummy) as usize) {
            let place = (place as usize).min(order.len());
            order.insert(place, dummy);
            for (place, &moved) in (place as u32..).zip(order.get(place..).unwrap_or_default()) {
                set(&mut self.positions, moved, place);
            }
        }
    }
}
