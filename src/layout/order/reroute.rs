//! One thread after another goes the way with the fewest crossings, all others standing still: exact for each, by
//! dynamic programming over its places in the layers that it passes. Sifting moves a point at a time, and gets stuck
//! where only a move of several at once gains.

use super::{Layers, Thread};
use crate::layout::neighbours::{change, set, value};

/// Pairs of places in neighbouring layers that one round over all threads may look at.
const WORK: usize = 3_000_000;
/// A crossing is as bad as passing so many places away from the straight line.
const STRAY: u64 = 16;
/// Rounds at the most.
const ROUNDS: usize = 6;

/// Of each place of a layer the one before on the best way to it.
type Backward = Vec<(u32, u32)>;

impl Layers {
    /// Leads every thread anew: its first end, its points, its other end; points as near to the places that they would
    /// have of themselves as few crossings allow. Does nothing where that is too much work.
    ///
    /// `points` has those of one thread after those of the one before.
    pub(super) fn reroute(&mut self, threads: &[Thread], points: &[u32], aims: &[u32]) {
        let length = |layer: usize| self.orders.get(layer).map_or(0, Vec::len);
        let work = |thread: &Thread| -> usize {
            if thread.aims.is_empty() {
                return 0;
            }
            let layer = value(&self.layer, thread.ends.0) as usize;
            (layer..=layer + thread.aims.len()).map(|layer| length(layer) * length(layer + 1)).sum()
        };
        if threads.iter().map(work).sum::<usize>() > WORK {
            return;
        }
        let mut points = points.iter().copied();
        let chain = |thread: &Thread| {
            let own = points.by_ref().take(thread.aims.len());
            std::iter::once(thread.ends.0).chain(own).chain([thread.ends.1]).collect()
        };
        let chains: Vec<Vec<u32>> = threads.iter().map(chain).collect();
        for _ in 0..ROUNDS {
            let before = self.positions.clone();
            for chain in chains.iter().filter(|chain| chain.len() > 2) {
                self.reroute_one(chain, aims);
            }
            if self.positions == before {
                break;
            }
        }
    }

    fn reroute_one(&mut self, thread: &[u32], aims: &[u32]) {
        let [first, points @ .., last] = thread else { return };
        for &point in points {
            self.take_out(point);
        }
        // For each layer what the best way to each of its places costs, and over which place of the layer before.
        let mut costs = vec![(value(&self.positions, *first), 0_u64)];
        let mut ways: Vec<Backward> = Vec::with_capacity(points.len() + 1);
        for pair in thread.windows(2) {
            let [from, to] = pair else { continue };
            let own = if to == last { Some(value(&self.positions, *to)) } else { None };
            let aim = value(aims, *to);
            let (mut next, way) = self.step(&costs, (from, (from == first).then_some(*first)), (*to, own));
            for (place, cost) in next.iter_mut().filter(|_| to != last) {
                *cost += u64::from(place.abs_diff(aim));
            }
            costs = next;
            ways.push(way);
        }
        let mut place = value(&self.positions, *last);
        for (way, &point) in ways.iter().skip(1).zip(points).rev() {
            place = way.iter().find(|(to, _)| *to == place).map_or(0, |(_, from)| *from);
            self.put_in(point, place);
        }
    }

    /// From the costs of places in one layer to those of the next, with the place before on the best way.
    fn step(
        &self,
        costs: &[(u32, u64)],
        (from, first): (&u32, Option<u32>),
        (to, last): (u32, Option<u32>),
    ) -> (Vec<(u32, u64)>, Backward) {
        let layer = value(&self.layer, *from) as usize;
        let order = self.orders.get(layer).map_or(&[][..], Vec::as_slice);
        let width = self.orders.get(layer + 1).map_or(0, Vec::len);
        // By place: how many ties begin above it and end above each place of the next layer. Ties of the thread's own
        // ends cross nothing of it.
        let mut sums = vec![0_u32; (order.len() + 1) * (width + 1)];
        for (row, &vertex) in order.iter().enumerate() {
            let mut own = vec![0_u32; width + 1];
            if Some(vertex) != first {
                for &(other, _) in self.right.of(vertex) {
                    // A point that is taken out stands nowhere.
                    if other != to && self.is_in(other) && value(&self.layer, other) as usize == layer + 1 {
                        change(&mut own, value(&self.positions, other) + 1, |count| count + 1);
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
        let mut way = Vec::with_capacity(places.len());
        for place in places {
            let best = costs.iter().map(|&(row, cost)| (cost + crossings(row, place) * STRAY, row)).min();
            if let Some((cost, row)) = best {
                next.push((place as u32, cost));
                way.push((place as u32, row));
            }
        }
        (next, way)
    }

    fn is_in(&self, vertex: u32) -> bool {
        let order = self.orders.get(value(&self.layer, vertex) as usize);
        order.and_then(|order| order.get(value(&self.positions, vertex) as usize)) == Some(&vertex)
    }

    fn take_out(&mut self, point: u32) {
        let place = value(&self.positions, point) as usize;
        if let Some(order) = self.orders.get_mut(value(&self.layer, point) as usize).filter(|order| place < order.len())
        {
            order.remove(place);
            for &moved in order.get(place..).unwrap_or_default() {
                change(&mut self.positions, moved, |place| place - 1);
            }
        }
        set(&mut self.positions, point, u32::MAX);
    }

    fn put_in(&mut self, point: u32, place: u32) {
        if let Some(order) = self.orders.get_mut(value(&self.layer, point) as usize) {
            let place = (place as usize).min(order.len());
            order.insert(place, point);
            for (place, &moved) in (place as u32..).zip(order.get(place..).unwrap_or_default()) {
                set(&mut self.positions, moved, place);
            }
        }
    }
}
