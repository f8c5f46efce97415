//! The layers inside each lane. Links inside a lane run from left to right as well: who sells to others of its lane
//! stands left of them, in a layer of its own.

use super::neighbours::{Neighbours, change, set, value};
use super::request::{Request, Tie};

/// Layers of one lane, at the most. Longer chains inside a lane fold at its last layer.
const MOST: u32 = 3;

/// The layers of all lanes, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LaneLayers {
    /// The lane of each layer.
    pub(super) lane: Vec<usize>,
    /// The layer of each node; of one below the lanes, none.
    pub(super) of: Vec<Option<u32>>,
}

/// Deals the actors of the lanes to layers.
pub(super) fn lane_layers(request: &Request) -> LaneLayers {
    let buyers = Neighbours::new(request.nodes.len(), request.inside.iter().map(|&(from, to)| (from, to, 1)));
    let depths = depths(request, &buyers);
    let mut deepest = vec![0; request.lanes];
    for (node, depth) in request.nodes.iter().zip(&depths) {
        if let Some(lane) = node.lane {
            change(&mut deepest, lane as u32, |deepest: u32| deepest.max(*depth));
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
    let depths = pulled(request, &buyers, depths, &deepest);
    let of = request
        .nodes
        .iter()
        .zip(depths)
        .map(|(node, depth)| node.lane.map(|lane| value(&first, lane as u32) + depth))
        .collect();
    LaneLayers { lane, of }
}

/// How many sellers of its own lane stand one before the other, left of each actor. Circles are cut where the walk
/// finds nobody without a seller left: at the lowest id.
fn depths(request: &Request, buyers: &Neighbours) -> Vec<u32> {
    let count = request.nodes.len();
    let mut waiting = vec![0_u32; count];
    for &(_, to) in &request.inside {
        change(&mut waiting, to, |waiting| waiting + 1);
    }
    let mut depths = vec![0_u32; count];
    let mut done = vec![request.inside.is_empty(); count];
    let mut ready: Vec<u32> = (0..count as u32).filter(|&node| value(&waiting, node) == 0).rev().collect();
    let mut next = 0;
    while next < count as u32 {
        let Some(node) = ready.pop() else {
            if !value(&done, next) {
                ready.push(next);
            }
            next += 1;
            continue;
        };
        if std::mem::replace(done.get_mut(node as usize).unwrap_or(&mut true), true) {
            continue;
        }
        for &(buyer, _) in buyers.of(node) {
            if value(&done, buyer) {
                continue;
            }
            let depth = (value(&depths, node) + 1).min(MOST - 1);
            change(&mut depths, buyer, |own| own.max(depth));
            let left = value(&waiting, buyer).saturating_sub(1);
            set(&mut waiting, buyer, left);
            if left == 0 {
                ready.push(buyer);
            }
        }
    }
    depths
}

/// Moves each actor as far to the right inside its lane as its buyers there allow, when more of its links go to the
/// right: they are then shorter, and cross less.
fn pulled(request: &Request, buyers: &Neighbours, mut depths: Vec<u32>, deepest: &[u32]) -> Vec<u32> {
    let lane = |node: u32| request.nodes.get(node as usize).and_then(|node| node.lane).unwrap_or_default();
    let mut pull = vec![0_i64; request.nodes.len()];
    for &Tie { ends: (a, b), .. } in &request.ties {
        for (node, other) in [(a, b), (b, a)] {
            let rightwards = (lane(other) as i64 - lane(node) as i64).signum();
            change(&mut pull, node, |pull| pull + rightwards);
        }
    }
    for depth in (0..MOST).rev() {
        for node in 0..depths.len() as u32 {
            if value(&depths, node) != depth || value(&pull, node) <= 0 {
                continue;
            }
            let room = buyers.of(node).iter().map(|&(buyer, _)| value(&depths, buyer).saturating_sub(1)).min();
            let furthest = room.unwrap_or(u32::MAX).min(value(deepest, lane(node) as u32));
            set(&mut depths, node, depth.max(furthest));
        }
    }
    depths
}
