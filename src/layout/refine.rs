//! Small maps only: tries orders and keeps the one with the fewest crossings, links behind boxes and detours. How
//! much is tried depends on the size of the map alone, never on time.

use std::sync::atomic::{AtomicBool, Ordering};

use super::frame::Frame;
use super::order::{Neighbours, Orders};
use super::request::Request;
use super::rows::heights;
use super::{ACTOR_SIZE, ROW_PITCH};

/// Pairs of links, or of a link and a box, that may be looked at.
const WORK: usize = 6_000_000;
/// What a link behind a box costs, in crossings.
const BEHIND_BOX: f64 = 3.0;
/// What a row of height difference costs, in crossings.
const DETOUR: f64 = 0.08;

/// Compares orders of one map.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    request: &'a Request,
    neighbours: &'a Neighbours,
    frame: &'a Frame,
    trials: usize,
}

impl<'a> Judge<'a> {
    pub(super) fn new(request: &'a Request, neighbours: &'a Neighbours, frame: &'a Frame) -> Self {
        let links = request.ties.len();
        let work = links * links / 2 + links * 8 + request.nodes.len() * 8 + 1;
        Self { request, neighbours, frame, trials: WORK / work }
    }

    /// Whether it can compare as many orders.
    pub(super) fn can_compare(&self, orders: usize) -> bool {
        self.trials >= orders
    }

    /// How bad an order looks.
    pub(super) fn cost(&mut self, orders: &Orders) -> f64 {
        self.trials = self.trials.saturating_sub(1);
        let ys = heights(orders, self.request, self.neighbours, self.frame);
        let mut xs = vec![0.0; ys.len()];
        let mut lanes: Vec<Vec<(f64, f64, u32)>> = Vec::with_capacity(orders.len());
        for (lane, order) in orders.iter().enumerate() {
            let mut boxes = Vec::with_capacity(order.len());
            for (position, &node) in order.iter().enumerate() {
                let x = self.frame.spot(lane, position).0;
                if let Some(slot) = xs.get_mut(node as usize) {
                    *slot = x;
                }
                boxes.push((x, ys.get(node as usize).copied().unwrap_or_default(), node));
            }
            lanes.push(boxes);
        }
        let spot = |node: u32| -> Spot {
            let node_lane = self.request.nodes.get(node as usize).and_then(|node| node.lane).unwrap_or_default();
            let at = |values: &[f64]| values.get(node as usize).copied().unwrap_or_default();
            Spot { node, lane: node_lane, x: at(&xs), y: at(&ys) }
        };
        let lines: Vec<(Spot, Spot)> = self
            .request
            .ties
            .iter()
            .map(|&(a, b)| {
                let (a, b) = (spot(a), spot(b));
                if a.x <= b.x { (a, b) } else { (b, a) }
            })
            .collect();
        let mut cost = 0.0;
        for (index, line) in lines.iter().enumerate() {
            cost += DETOUR * (line.0.y - line.1.y).abs() / ROW_PITCH;
            cost += BEHIND_BOX * boxes_in_front(line, &lanes) as f64;
            cost += lines.iter().skip(index + 1).filter(|other| cross(line, other)).count() as f64;
        }
        cost
    }

    /// Moves one actor at a time to where it costs least, until nothing gets better or enough was tried. Gives false
    /// when it was cancelled.
    pub(super) fn improve(&mut self, orders: &mut Orders, mut cost: f64, cancelled: &AtomicBool) -> bool {
        loop {
            let before = cost;
            for lane in 0..orders.len() {
                let linked = orders
                    .get(lane)
                    .map_or(0, |order| order.iter().take_while(|node| !self.neighbours.is_isolated(**node)).count());
                for from in 0..linked {
                    for to in (0..linked).filter(|to| *to != from) {
                        if cancelled.load(Ordering::Relaxed) {
                            return false;
                        }
                        if self.trials == 0 {
                            return true;
                        }
                        shift(orders, lane, from, to);
                        let tried = self.cost(orders);
                        if tried < cost - 1e-9 {
                            cost = tried;
                        } else {
                            shift(orders, lane, to, from);
                        }
                    }
                }
            }
            if cost >= before {
                return true;
            }
        }
    }
}

fn shift(orders: &mut Orders, lane: usize, from: usize, to: usize) {
    if let Some(order) = orders.get_mut(lane) {
        if from < to {
            if let Some(part) = order.get_mut(from..=to) {
                part.rotate_left(1);
            }
        } else if let Some(part) = order.get_mut(to..=from) {
            part.rotate_right(1);
        }
    }
}

/// An end of a link.
#[derive(Clone, Copy, Debug)]
struct Spot {
    node: u32,
    lane: usize,
    x: f64,
    y: f64,
}

/// Whether two links cross as straight lines; links with an end in common do not.
fn cross((a, b): &(Spot, Spot), (c, d): &(Spot, Spot)) -> bool {
    if a.node == c.node || a.node == d.node || b.node == c.node || b.node == d.node || b.x < c.x || d.x < a.x {
        return false;
    }
    let side = |p: &Spot, q: &Spot, r: &Spot| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// How many boxes of other actors a link passes behind, in the lanes that it skips or in its own.
fn boxes_in_front((a, b): &(Spot, Spot), lanes: &[Vec<(f64, f64, u32)>]) -> usize {
    let passed = if a.lane == b.lane { a.lane..a.lane + 1 } else { a.lane + 1..b.lane };
    let half = f64::from(ACTOR_SIZE.1) / 2.0;
    let mut count = 0;
    for &(x, y, node) in lanes.get(passed).into_iter().flatten().flatten() {
        if node == a.node || node == b.node {
            continue;
        }
        let hit = if (b.x - a.x).abs() < 1.0 {
            (x - a.x).abs() < f64::from(ACTOR_SIZE.0) / 2.0 && y > a.y.min(b.y) && y < a.y.max(b.y)
        } else {
            // Links leave and arrive level, and are steep in between.
            let along = ((x - a.x) / (b.x - a.x)).clamp(0.0, 1.0);
            let eased = along * along * (3.0 - 2.0 * along);
            (a.y + (b.y - a.y) * eased - y).abs() < half + 4.0
        };
        count += usize::from(hit);
    }
    count
}
