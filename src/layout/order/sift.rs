//! Sifting (Matuszewski, Schönfeld and Molitor 1999): one vertex after another is moved to where it crosses least
//! within its layer, the adjacent layers fixed.

use rayon::prelude::*;

use super::Layers;
use crate::layout::adjacency::{Neighbours, set, value};
use crate::layout::progress::ProgressCallback;

/// Longer layers are sifted in parallel, in equal chunks of at most so many vertices; their number is a power of two,
/// for an even load. Chunks depend on the layer's length alone, so that the result is the same on every machine.
const CHUNK: usize = 4_096;

/// Positions of a vertex's neighbours on one side, ascending, with edge weights.
type NeighbourPositions = [(u32, i64)];

/// The edges of one layer's vertices, by slot (their position at the start).
struct LayerNeighbours {
    /// Per slot: start of the left neighbours, start of the right ones, and end of those.
    offsets: Vec<(u32, u32, u32)>,
    positions: Vec<(u32, i64)>,
}

impl LayerNeighbours {
    fn of(&self, slot: u32) -> (&NeighbourPositions, &NeighbourPositions) {
        let (left, right, end) = value(&self.offsets, slot);
        let part = |from: u32, to: u32| self.positions.get(from as usize..to as usize).unwrap_or_default();
        (part(left, right), part(right, end))
    }

    /// The two neighbours, if there is exactly one of weight 1 on either side, as dummies have.
    fn single_neighbours(&self, slot: u32) -> Option<(u32, u32)> {
        match self.of(slot) {
            ([(left, 1)], [(right, 1)]) => Some((*left, *right)),
            _ => None,
        }
    }
}

/// A vertex in its current position. Comparing dummies takes most of the time of a layout, so what that needs is cached
/// here.
#[derive(Clone, Copy)]
struct SiftedVertex {
    vertex: u32,
    slot: u32,
    /// It moves only within its cluster.
    cluster: u32,
    /// See [`LayerNeighbours::single_neighbours`].
    single_neighbours: Option<(u32, u32)>,
}

/// Selects one of the positions that a vertex can take.
pub(super) trait PositionSelector {
    /// Starts with the next vertex, at its present position.
    fn begin(&mut self, now: usize);
    /// Offers a position with its change in crossings.
    fn offer(&mut self, place: usize, change: i64);
    /// The selected position and its change in crossings.
    fn selected(&self) -> (usize, i64);
}

/// Selects the position with the fewest crossings.
#[derive(Default)]
struct FewestCrossings {
    position: usize,
    change: i64,
}

impl PositionSelector for FewestCrossings {
    fn begin(&mut self, now: usize) {
        *self = Self { position: now, change: 0 };
    }

    fn offer(&mut self, place: usize, change: i64) {
        if change < self.change {
            *self = Self { position: place, change };
        }
    }

    fn selected(&self) -> (usize, i64) {
        (self.position, self.change)
    }
}

impl Layers {
    /// Sifts every vertex that may move once, by at most `window` positions. Returns the reduction in crossings.
    pub(super) fn sift(&mut self, rightwards: bool, window: usize, may_move: impl Fn(u32) -> bool + Sync) -> u64 {
        self.sift_watched(rightwards, window, may_move, &|_| true).unwrap_or_default()
    }

    /// The same; `None` when cancelled by `watch`.
    pub(super) fn sift_watched(
        &mut self,
        rightwards: bool,
        window: usize,
        may_move: impl Fn(u32) -> bool + Sync,
        watch: ProgressCallback<'_>,
    ) -> Option<u64> {
        let (count, mut changed) = (self.orders.len() as f32, 0_i64);
        for (done, layer) in self.layer_sequence(rightwards).enumerate() {
            if !watch(done as f32 / count) {
                return None;
            }
            changed += self.reorder_layer(layer, |layers, order| {
                let sift =
                    |chunk: &mut [u32]| layers.sift_chunk(chunk, window, &may_move, &mut FewestCrossings::default());
                if order.len() <= CHUNK {
                    return sift(order);
                }
                let chunk = order.len().div_ceil(order.len().div_ceil(CHUNK).next_power_of_two());
                // Boundaries are shifted on the way back, so that nothing stays on one side of them.
                let (first, rest) = order.split_at_mut(if rightwards { 0 } else { chunk / 2 });
                let (first, rest) = rayon::join(|| sift(first), || rest.par_chunks_mut(chunk).map(sift).sum::<i64>());
                first + rest
            });
        }
        Some(changed.unsigned_abs())
    }

    /// All layers, in the given direction.
    pub(super) fn layer_sequence(&self, rightwards: bool) -> impl Iterator<Item = usize> + use<> {
        let count = self.orders.len();
        (0..count).map(move |step| if rightwards { step } else { count - 1 - step })
    }

    /// Sifts every vertex of a layer once to where the selector says, at most `window` positions away. Returns the
    /// change in crossings.
    pub(super) fn sift_layer_with(&mut self, layer: usize, window: usize, selector: &mut impl PositionSelector) -> i64 {
        self.reorder_layer(layer, |layers, order| layers.sift_chunk(order, window, |_| true, selector))
    }

    /// Reorders the vertices of a layer and updates their positions.
    fn reorder_layer(&mut self, layer: usize, reorder: impl FnOnce(&Self, &mut [u32]) -> i64) -> i64 {
        let Some(mut order) = self.orders.get_mut(layer).map(std::mem::take) else { return 0 };
        let changed = reorder(self, &mut order);
        for (position, &vertex) in order.iter().enumerate() {
            set(&mut self.positions, vertex, position as u32);
        }
        if let Some(slot) = self.orders.get_mut(layer) {
            *slot = order;
        }
        changed
    }

    /// Sifts every vertex of a chunk that may move once, within the chunk. Returns the change in crossings.
    fn sift_chunk(
        &self,
        order: &mut [u32],
        window: usize,
        may_move: impl Fn(u32) -> bool,
        selector: &mut impl PositionSelector,
    ) -> i64 {
        let layer_neighbours = self.layer_neighbours(order);
        // Vertices are identified by their slot, the position at the start.
        let mut row: Vec<SiftedVertex> = (0..)
            .zip(order.iter())
            .map(|(slot, &vertex)| SiftedVertex {
                vertex,
                slot,
                cluster: value(&self.cluster, vertex),
                single_neighbours: layer_neighbours.single_neighbours(slot),
            })
            .collect();
        let mut place_of: Vec<u32> = (0..order.len() as u32).collect();
        let mut changed = 0;
        for slot in 0..order.len() as u32 {
            let from = value(&place_of, slot) as usize;
            let Some(&own) = row.get(from).filter(|own| may_move(own.vertex)) else { continue };
            let is_passable = |other: &&SiftedVertex| other.cluster == own.cluster;
            let delta = |other: &SiftedVertex| match (own.single_neighbours, other.single_neighbours) {
                (Some(own), Some(other)) => order_sign(own.0, other.0) + order_sign(own.1, other.1),
                _ => crossing_delta(layer_neighbours.of(slot), layer_neighbours.of(other.slot)),
            };
            selector.begin(from);
            let mut change = 0;
            let below = row.get(from + 1..).unwrap_or_default().iter().take(window).take_while(is_passable);
            for (step, other) in below.enumerate() {
                change += delta(other);
                selector.offer(from + 1 + step, change);
            }
            change = 0;
            let above = row.get(..from).unwrap_or_default().iter().rev().take(window).take_while(is_passable);
            for (step, other) in above.enumerate() {
                change -= delta(other);
                selector.offer(from - 1 - step, change);
            }
            let (target, change) = selector.selected();
            if target == from {
                continue;
            }
            changed += change;
            if let Some(part) = row.get_mut(from.min(target)..=from.max(target)) {
                if from < target {
                    part.rotate_left(1);
                } else {
                    part.rotate_right(1);
                }
                for (place, moved) in (from.min(target) as u32..).zip(part.iter()) {
                    set(&mut place_of, moved.slot, place);
                }
            }
        }
        for (place, sifted) in order.iter_mut().zip(row) {
            *place = sifted.vertex;
        }
        changed
    }

    fn layer_neighbours(&self, order: &[u32]) -> LayerNeighbours {
        let mut layer_neighbours = LayerNeighbours { offsets: Vec::with_capacity(order.len()), positions: Vec::new() };
        for &vertex in order {
            let mut collect = |neighbours: &Neighbours| {
                let start = layer_neighbours.positions.len();
                let edges = neighbours.of(vertex).iter();
                layer_neighbours
                    .positions
                    .extend(edges.map(|&(other, weight)| (value(&self.positions, other), i64::from(weight))));
                layer_neighbours.positions.get_mut(start..).unwrap_or_default().sort_unstable();
                start as u32
            };
            let (left, right) = (collect(&self.left), collect(&self.right));
            layer_neighbours.offsets.push((left, right, layer_neighbours.positions.len() as u32));
        }
        layer_neighbours
    }
}

/// 1 when the second position is below the first, -1 when above, 0 when equal.
fn order_sign(first: u32, second: u32) -> i64 {
    i64::from(second > first) - i64::from(second < first)
}

/// Change in crossings when the first vertex is below the second instead of above it.
fn crossing_delta(
    own: (&NeighbourPositions, &NeighbourPositions),
    other: (&NeighbourPositions, &NeighbourPositions),
) -> i64 {
    inversion_delta(own.0, other.0) + inversion_delta(own.1, other.1)
}

/// Weighted inversions of neighbour pairs with the first vertex below the second, less those with it above.
fn inversion_delta(own: &NeighbourPositions, other: &NeighbourPositions) -> i64 {
    let pair_sign =
        |&(end, weight): &(u32, i64), &(own, own_weight): &(u32, i64)| own_weight * weight * order_sign(own, end);
    match own {
        [] => return 0,
        // Most have one or two neighbours.
        [one] => return other.iter().map(|end| pair_sign(end, one)).sum(),
        [one, two] => return other.iter().map(|end| pair_sign(end, one) + pair_sign(end, two)).sum(),
        _ => {}
    }
    let mut rest: i64 = own.iter().map(|(_, weight)| weight).sum();
    let (mut lower, mut next) = (0, 0);
    let mut difference = 0;
    for &(end, weight) in other {
        while let Some(&(_, passed)) = own.get(next).filter(|(own, _)| *own < end) {
            (lower, rest, next) = (lower + passed, rest - passed, next + 1);
        }
        let level = own.get(next).filter(|(own, _)| *own == end).map_or(0, |(_, weight)| *weight);
        difference += weight * (lower - (rest - level));
    }
    difference
}
