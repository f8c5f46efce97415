//! Who stands above whom in each lane: actors that trade with each other end up at about the same height
//! (Sugiyama, Tagawa and Toda 1981: barycentre sweeps). Actors without links stand last.

use std::sync::atomic::{AtomicBool, Ordering};

use super::frame::Frame;
use super::request::Request;

/// The actors of every lane from top to bottom, as positions in the request.
pub(super) type Orders = Vec<Vec<u32>>;

/// Who is linked with whom, both ways.
#[derive(Debug)]
pub(super) struct Neighbours {
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Neighbours {
    pub(super) fn of(request: &Request) -> Self {
        Self::from_pairs(request.nodes.len(), request.ties.iter().flat_map(|&(a, b)| [(a, b), (b, a)]))
    }

    /// Of each node the second ends of the pairs that begin with it.
    fn from_pairs(nodes: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; nodes + 1];
        for (from, _) in pairs.clone() {
            if let Some(count) = starts.get_mut(from as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut free = starts.clone();
        let mut all = vec![0; sum as usize];
        for (from, to) in pairs {
            if let Some(free) = free.get_mut(from as usize) {
                if let Some(slot) = all.get_mut(*free as usize) {
                    *slot = to;
                }
                *free += 1;
            }
        }
        Self { starts, all }
    }

    pub(super) fn of_node(&self, node: u32) -> &[u32] {
        let start = self.starts.get(node as usize).copied().unwrap_or_default() as usize;
        let end = self.starts.get(node as usize + 1).copied().unwrap_or_default() as usize;
        self.all.get(start..end).unwrap_or_default()
    }

    pub(super) fn is_isolated(&self, node: u32) -> bool {
        self.of_node(node).is_empty()
    }
}

/// The order in which actors come in the map, those without links last.
pub(super) fn by_id(request: &Request, neighbours: &Neighbours) -> Orders {
    let mut orders: Orders = vec![Vec::new(); request.lanes];
    for (index, node) in request.nodes.iter().enumerate() {
        if let Some(order) = node.lane.and_then(|lane| orders.get_mut(lane)) {
            order.push(index as u32);
        }
    }
    for order in &mut orders {
        order.sort_by_key(|node| neighbours.is_isolated(*node));
    }
    orders
}

/// An order in which what hangs together stands together: one group of linked actors after another, each walked
/// along its links, from a district to itself first.
pub(super) fn by_component(request: &Request, neighbours: &Neighbours) -> Orders {
    let district = |node: u32| request.nodes.get(node as usize).map_or(0, |node| node.district);
    let lane = |node: u32| request.nodes.get(node as usize).and_then(|node| node.lane).unwrap_or_default();
    let mut seen = vec![false; request.nodes.len()];
    let mut visits = Vec::with_capacity(request.nodes.len());
    let mut starts: Vec<u32> = (0..request.nodes.len() as u32).collect();
    // Buyers stand to the right: a walk that begins there takes in one buyer's suppliers before the next buyer's.
    starts.sort_by_key(|&node| (neighbours.is_isolated(node), std::cmp::Reverse(lane(node)), district(node), node));
    let mut stack = Vec::new();
    for start in starts {
        stack.push(start);
        while let Some(node) = stack.pop() {
            match seen.get_mut(node as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            visits.push(node);
            let unseen = |next: &u32| !seen.get(*next as usize).copied().unwrap_or(true);
            let mut next: Vec<u32> = neighbours.of_node(node).iter().copied().filter(unseen).collect();
            next.sort_by_key(|&next| std::cmp::Reverse((district(next) != district(node), district(next), next)));
            stack.extend(next);
        }
    }
    let mut orders: Orders = vec![Vec::new(); request.lanes];
    for node in visits {
        let lane = request.nodes.get(node as usize).and_then(|node| node.lane);
        if let Some(order) = lane.and_then(|lane| orders.get_mut(lane)) {
            order.push(node);
        }
    }
    for order in &mut orders {
        order.sort_by_key(|node| neighbours.is_isolated(*node));
    }
    orders
}

/// Heights of all actors when each lane is filled in its order.
pub(super) fn plain_heights(orders: &Orders, frame: &Frame, nodes: usize) -> Vec<f64> {
    let mut heights = vec![0.0; nodes];
    for (lane, order) in orders.iter().enumerate() {
        set_heights(lane, order, frame, &mut heights);
    }
    heights
}

fn set_heights(lane: usize, order: &[u32], frame: &Frame, heights: &mut [f64]) {
    for (position, node) in order.iter().enumerate() {
        if let Some(height) = heights.get_mut(*node as usize) {
            *height = frame.spot(lane, position).1;
        }
    }
}

/// The sides that a sweep looks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Both,
}

/// Goes once through all lanes, putting each actor at the mean height of its neighbours to one side and in its own
/// lane. Gives false when it was cancelled.
pub(super) fn sweep(
    orders: &mut Orders,
    heights: &mut [f64],
    side: Side,
    (request, neighbours, frame): (&Request, &Neighbours, &Frame),
    cancelled: &AtomicBool,
) -> bool {
    let lane_of = |node: u32| request.nodes.get(node as usize).and_then(|node| node.lane).unwrap_or_default();
    let count = orders.len();
    for step in 0..count {
        if cancelled.load(Ordering::Relaxed) {
            return false;
        }
        let lane = if side == Side::Right { count - 1 - step } else { step };
        let Some(order) = orders.get_mut(lane) else { continue };
        let wanted = |node: u32| -> f64 {
            let (mut sum, mut weight) = (0.0, 0.0);
            for &other in neighbours.of_node(node) {
                let other_lane = lane_of(other);
                let counts = match side {
                    Side::Left => other_lane <= lane,
                    Side::Right => other_lane >= lane,
                    Side::Both => true,
                };
                if counts {
                    sum += heights.get(other as usize).copied().unwrap_or_default();
                    weight += 1.0;
                }
            }
            if weight > 0.0 { sum / weight } else { heights.get(node as usize).copied().unwrap_or_default() }
        };
        let mut keyed: Vec<(bool, f64, u32)> =
            order.iter().map(|&node| (neighbours.is_isolated(node), wanted(node), node)).collect();
        // A stable sort: equals keep the order that they had.
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        *order = keyed.into_iter().map(|(_, _, node)| node).collect();
        set_heights(lane, order, frame, heights);
    }
    true
}
