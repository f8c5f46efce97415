//! Routes long edges through layers of fixed vertices: only the dummies move.

use rayon::prelude::*;

use super::Layers;
use super::edge_rerouting::Rerouting;
use crate::layout::adjacency::{directed, set, update, value};
use crate::layout::progress::ProgressCallback;

/// Positions that one sifting pass over all dummies may try.
const PASS_WORK: usize = 40_000;
/// Minimum and maximum distance, in positions, of one move.
const WINDOW: (usize, usize) = (16, 1_000);
/// Sifting passes, minimum and maximum: more for fewer dummies, as a long edge shifts one layer per pass.
const PASSES: (usize, usize) = (3, 8);
/// Dummies sifted over all passes.
const TOTAL_MOVES: usize = 18_000;
/// Cost of rerouting all long edges once, in edge ends, up to which they are inserted one by one: a hundredth of a
/// second with all rounds.
const REROUTING_WORK: usize = 200_000;
/// With more dummies, one pass fewer: at country size this saves 5% of the layout time for 0.3% more crossings.
const MANY_DUMMIES: usize = 200_000;

/// An edge over several layers: its ends, and its ideal position in each layer between.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::layout) struct LongEdge {
    /// The vertex in the lower layer, and the one in the higher layer.
    pub(in crate::layout) ends: (u32, u32),
    /// Per layer between: the number of vertices above, and the y that orders parallel long edges.
    pub(in crate::layout) ideal_positions: Vec<(u32, f32)>,
}

/// Positions of vertices and long edges in all layers.
#[derive(Debug)]
pub(in crate::layout) struct LongEdgeRouting {
    /// The position of each vertex in its layer.
    pub(in crate::layout) vertices: Vec<u32>,
    /// For each long edge in turn and each layer between its ends: the number of vertices above, and its position.
    pub(in crate::layout) dummy_positions: Vec<(u32, u32)>,
    layers: Layers,
}

impl LongEdgeRouting {
    /// The number of crossings between edges.
    pub(in crate::layout) fn crossings(&self) -> u64 {
        self.layers.crossings()
    }
}

/// Routes long edges through layers of vertices in a given order, with few crossings. `None` when cancelled by `watch`.
pub(in crate::layout) fn route_long_edges(
    orders: &[Vec<u32>],
    layer_of: &[u32],
    long_edges: &[LongEdge],
    watch: ProgressCallback<'_>,
) -> Option<LongEdgeRouting> {
    let vertices = layer_of.len() as u32;
    // Dummies are numbered by layer, for memory locality.
    let mut next = vec![0_u32; orders.len() + 1];
    for long_edge in long_edges {
        let first = value(layer_of, long_edge.ends.0) + 1;
        for mid_layer in first..first + long_edge.ideal_positions.len() as u32 {
            update(&mut next, mid_layer + 1, |count| count + 1);
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
    // Sort keys of each layer: number of vertices above, dummies before the vertex below them.
    let mut keyed: Vec<Vec<(u32, bool, f32, u32)>> = orders
        .iter()
        .map(|order| order.iter().enumerate().map(|(place, &vertex)| (place as u32, true, 0.0, vertex)).collect())
        .collect();
    for long_edge in long_edges {
        let mut before = long_edge.ends.0;
        let first = value(layer_of, before) + 1;
        for (mid_layer, &(above, height)) in (first..).zip(&long_edge.ideal_positions) {
            let dummy = value(&next, mid_layer);
            update(&mut next, mid_layer, |dummy| dummy + 1);
            set(&mut layer, dummy, mid_layer);
            dummies.push(dummy);
            if let Some(keyed) = keyed.get_mut(mid_layer as usize) {
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
    let left = || directed(count, short_edges.iter().map(|&(a, b, weight)| (b, a, weight)));
    let right = || directed(count, short_edges.iter().copied());
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
    let is_dummy = |vertex| vertex >= vertices;
    if let Some(window) = Rerouting::affordable_window(&layers, is_dummy, REROUTING_WORK) {
        let mut ideal = vec![0; count];
        let above = long_edges.iter().flat_map(|long_edge| &long_edge.ideal_positions).map(|(above, _)| *above);
        for (&dummy, above) in dummies.iter().zip(above) {
            set(&mut ideal, dummy, above);
        }
        Rerouting::new(&layers, is_dummy, ideal, window).insert_all(&mut layers, watch)?;
        return Some(read_positions(layers, vertices, &dummies));
    }
    let window = (PASS_WORK / dummies.len().max(1)).clamp(WINDOW.0, WINDOW.1);
    let least = PASSES.0 - usize::from(dummies.len() > MANY_DUMMIES);
    let passes = (TOTAL_MOVES / dummies.len().max(1)).clamp(least, PASSES.1);
    for pass in 0..passes {
        let watch = |part: f32| watch((pass as f32 + part) / passes as f32);
        if dummies.is_empty() || layers.sift_watched(pass % 2 == 0, window, is_dummy, &watch)? == 0 {
            break;
        }
    }
    Some(read_positions(layers, vertices, &dummies))
}

fn read_positions(layers: Layers, vertices: u32, dummies: &[u32]) -> LongEdgeRouting {
    let mut above = vec![0; layers.layer.len()];
    for order in &layers.orders {
        let mut vertex_count = 0;
        for &vertex in order {
            if let Some(above) = above.get_mut(vertex as usize) {
                *above = vertex_count;
            }
            vertex_count += u32::from(vertex < vertices);
        }
    }
    let positions = dummies.iter().map(|&dummy| (value(&above, dummy), value(&layers.positions, dummy))).collect();
    LongEdgeRouting {
        vertices: layers.positions.iter().take(vertices as usize).copied().collect(),
        dummy_positions: positions,
        layers,
    }
}
