//! Where ties pass layers whose vertices stand already: the dummies move, the vertices stay.

use rayon::prelude::*;

use super::Layers;
use crate::layout::ProgressCallback;
use crate::layout::adjacency::{Adjacency, set, update, value};

/// Places that moving all dummies once may try.
const PASS_WORK: usize = 40_000;
/// The least and the most places that a point is moved by at a time.
const WINDOW: (usize, usize) = (16, 1_000);
/// Times that all dummies are moved: the more, the fewer there are, as a long link gives way one layer at a time.
const PASSES: (usize, usize) = (3, 8);
/// Points that are moved together, over all times.
const TOTAL_MOVES: usize = 18_000;
/// More dummies than these are moved a time less: for a country that is a twentieth of the time of its picture, and a crossing
/// more in three hundred.
const MANY_DUMMIES: usize = 200_000;

/// A tie on its way over layers: its ends, and for each layer between them where it would pass of itself.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::layout) struct LongEdge {
    /// The vertex in the lower layer, and that in the higher one.
    pub(in crate::layout) ends: (u32, u32),
    /// Per layer between: how many vertices stand above it there, and its height, which orders threads between the
    /// same two vertices.
    pub(in crate::layout) ideal_positions: Vec<(u32, f32)>,
}

/// Where everything stands in its layer, threads among the vertices.
#[derive(Debug)]
pub(in crate::layout) struct LongEdgeRouting {
    /// Of each vertex.
    pub(in crate::layout) vertices: Vec<u32>,
    /// Of one thread after another for each layer between its ends: how many vertices stand above it, and its place.
    pub(in crate::layout) dummy_positions: Vec<(u32, u32)>,
    layers: Layers,
}

impl LongEdgeRouting {
    /// How many threads cross.
    pub(in crate::layout) fn crossings(&self) -> u64 {
        self.layers.crossings()
    }
}

/// Leads threads through layers of vertices in a given order, so that few of them cross. `None` when `watch` says that it
/// is wanted no more.
pub(in crate::layout) fn route_long_edges(
    orders: &[Vec<u32>],
    layer_of: &[u32],
    long_edges: &[LongEdge],
    watch: ProgressCallback<'_>,
) -> Option<LongEdgeRouting> {
    let vertices = layer_of.len() as u32;
    // Points go by layers, so that what is looked at together lies together in memory.
    let mut next = vec![0_u32; orders.len() + 1];
    for long_edge in long_edges {
        let first = value(layer_of, long_edge.ends.0) + 1;
        for passed in first..first + long_edge.ideal_positions.len() as u32 {
            update(&mut next, passed + 1, |count| count + 1);
        }
    }
    let mut sum = vertices;
    for next in &mut next {
        sum += *next;
        *next = sum;
    }
    let mut layer = layer_of.to_vec();
    layer.resize(sum as usize, 0);
    let mut dummies = Vec::with_capacity((sum - vertices) as usize);
    let mut short_edges =
        Vec::with_capacity(long_edges.iter().map(|long_edge| long_edge.ideal_positions.len() + 1).sum());
    // Of each layer what stands in it: how many vertices are above, dummies before the vertex below them.
    let mut keyed: Vec<Vec<(u32, bool, f32, u32)>> = orders
        .iter()
        .map(|order| order.iter().enumerate().map(|(place, &vertex)| (place as u32, true, 0.0, vertex)).collect())
        .collect();
    for long_edge in long_edges {
        let mut before = long_edge.ends.0;
        let first = value(layer_of, before) + 1;
        for (passed, &(above, height)) in (first..).zip(&long_edge.ideal_positions) {
            let dummy = value(&next, passed);
            update(&mut next, passed, |dummy| dummy + 1);
            set(&mut layer, dummy, passed);
            dummies.push(dummy);
            if let Some(keyed) = keyed.get_mut(passed as usize) {
                keyed.push((above, false, height, dummy));
            }
            short_edges.push((before, dummy, 1));
            before = dummy;
        }
        short_edges.push((before, long_edge.ends.1, 1));
    }
    let count = layer.len();
    let sort = || {
        keyed.par_iter_mut().for_each(|keyed| {
            keyed.par_sort_unstable_by(|a, b| {
                a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3))
            });
        });
    };
    let left = || Adjacency::new(count, short_edges.iter().map(|&(a, b, weight)| (b, a, weight)));
    let right = || Adjacency::new(count, short_edges.iter().copied());
    let ((), (left, right)) = rayon::join(sort, || rayon::join(left, right));
    let mut layers = Layers {
        orders: keyed.into_iter().map(|keyed| keyed.into_iter().map(|(.., vertex)| vertex).collect()).collect(),
        positions: vec![0; count],
        cluster: vec![0; count],
        left,
        right,
        original_ids: Vec::new(),
        layer,
        members: Vec::new(),
        dummy_edges: Vec::new(),
    };
    layers.update_positions();
    let ideal_positions = layers.positions.clone();
    let window = (PASS_WORK / dummies.len().max(1)).clamp(WINDOW.0, WINDOW.1);
    let least = PASSES.0 - usize::from(dummies.len() > MANY_DUMMIES);
    let passes = (TOTAL_MOVES / dummies.len().max(1)).clamp(least, PASSES.1);
    for pass in 0..passes {
        let watch = |part: f32| watch((pass as f32 + part) / passes as f32);
        let may_move = |vertex| vertex >= vertices;
        if dummies.is_empty() || layers.sift_watched(pass % 2 == 0, window, may_move, &watch)? == 0 {
            break;
        }
    }
    layers.reroute(long_edges, &dummies, &ideal_positions);
    Some(read_positions(layers, vertices, &dummies))
}

fn read_positions(layers: Layers, vertices: u32, dummies: &[u32]) -> LongEdgeRouting {
    let mut above = vec![0; layers.layer.len()];
    for order in &layers.orders {
        let mut passed = 0;
        for &vertex in order {
            if let Some(above) = above.get_mut(vertex as usize) {
                *above = passed;
            }
            passed += u32::from(vertex < vertices);
        }
    }
    let passes = dummies.iter().map(|&dummy| (value(&above, dummy), value(&layers.positions, dummy))).collect();
    LongEdgeRouting {
        vertices: layers.positions.iter().take(vertices as usize).copied().collect(),
        dummy_positions: passes,
        layers,
    }
}
