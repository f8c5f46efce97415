//! Layers inside each lane. Links inside a lane run from left to right as well: a seller is in a layer left of its
//! buyers in the same lane.

use super::adjacency::{Neighbours, directed, set, update, value};
use super::request::{LayoutEdge, LayoutRequest};

/// Maximum layers per lane; longer chains inside a lane end in its last layer.
const MAX_LAYERS_PER_LANE: u32 = 3;

/// The layers of all lanes, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LaneLayers {
    /// The lane of each layer.
    pub(super) lane_of: Vec<usize>,
    /// The layer of each node; `None` below the lanes.
    pub(super) layer_of: Vec<Option<u32>>,
}

/// Assigns the nodes in lanes to layers.
pub(super) fn lane_layers(request: &LayoutRequest) -> LaneLayers {
    let buyers = directed(request.nodes.len(), request.intra_lane.iter().map(|&(from, to)| (from, to, 1)));
    let depths = depths(request, &buyers);
    let mut deepest = vec![0; request.lanes];
    for (node, depth) in request.nodes.iter().zip(&depths) {
        if let Some(lane) = node.lane {
            update(&mut deepest, lane as u32, |deepest: u32| deepest.max(*depth));
        }
    }
    let lane: Vec<usize> =
        deepest.iter().enumerate().flat_map(|(lane, deepest)| (0..=*deepest).map(move |_| lane)).collect();
    let mut first = Vec::with_capacity(deepest.len());
    let mut layers = 0;
    for deepest in &deepest {
        first.push(layers);
        layers += deepest + 1;
    }
    let depths = pull_right(request, &buyers, depths, &deepest);
    let layer_of_node = request
        .nodes
        .iter()
        .zip(depths)
        .map(|(node, depth)| node.lane.map(|lane| value(&first, lane as u32) + depth))
        .collect();
    LaneLayers { lane_of: lane, layer_of: layer_of_node }
}

/// Longest path to each node from a source, over links inside its lane (topological order). Cycles are broken at the
/// lowest id when no node without unvisited sellers remains, where petgraph's `toposort` gives up; capped to the last
/// layer.
fn depths(request: &LayoutRequest, buyers: &Neighbours) -> Vec<u32> {
    let count = request.nodes.len();
    let mut in_degrees = vec![0_u32; count];
    for &(_, to) in &request.intra_lane {
        update(&mut in_degrees, to, |in_degrees| in_degrees + 1);
    }
    let mut depths = vec![0_u32; count];
    let mut visited = vec![request.intra_lane.is_empty(); count];
    let mut ready: Vec<u32> = (0..count as u32).filter(|&node| value(&in_degrees, node) == 0).rev().collect();
    let mut next = 0;
    while next < count as u32 {
        let Some(node) = ready.pop() else {
            if !value(&visited, next) {
                ready.push(next);
            }
            next += 1;
            continue;
        };
        if std::mem::replace(visited.get_mut(node as usize).unwrap_or(&mut true), true) {
            continue;
        }
        for &(buyer, _) in buyers.of(node) {
            if value(&visited, buyer) {
                continue;
            }
            let depth = (value(&depths, node) + 1).min(MAX_LAYERS_PER_LANE - 1);
            update(&mut depths, buyer, |own| own.max(depth));
            let left = value(&in_degrees, buyer).saturating_sub(1);
            set(&mut in_degrees, buyer, left);
            if left == 0 {
                ready.push(buyer);
            }
        }
    }
    depths
}

/// Moves each node as far right inside its lane as its buyers there allow, when more of its links lead right than left:
/// they are then shorter, and cross less.
fn pull_right(request: &LayoutRequest, buyers: &Neighbours, mut depths: Vec<u32>, deepest: &[u32]) -> Vec<u32> {
    let lane = |node: u32| request.nodes.get(node as usize).and_then(|node| node.lane).unwrap_or_default();
    let mut pull = vec![0_i64; request.nodes.len()];
    for &LayoutEdge { ends: (a, b), .. } in &request.edges {
        for (node, other) in [(a, b), (b, a)] {
            let rightwards = (lane(other) as i64 - lane(node) as i64).signum();
            update(&mut pull, node, |pull| pull + rightwards);
        }
    }
    for depth in (0..MAX_LAYERS_PER_LANE).rev() {
        for node in 0..depths.len() as u32 {
            if value(&depths, node) != depth || value(&pull, node) <= 0 {
                continue;
            }
            let limit = buyers.of(node).iter().map(|&(buyer, _)| value(&depths, buyer).saturating_sub(1)).min();
            let furthest = limit.unwrap_or(u32::MAX).min(value(deepest, lane(node) as u32));
            set(&mut depths, node, depth.max(furthest));
        }
    }
    depths
}
