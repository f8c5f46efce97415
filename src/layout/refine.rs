//! Small maps only: tries orders and keeps the one with the fewest crossings, links behind boxes and detours. How
//! much is tried depends on the size of the map alone, never on time.

use std::sync::atomic::{AtomicBool, Ordering};

use super::frame::Frame;
use super::order::{Neighbours, Orders};
use super::request::Request;
use super::rows::heights;
use super::{ACTOR_SIZE, ROW_PITCH};

/// Pairs of links, or of a link and a box, that may be looked at.
const WORK: usize = 14_000_000;
/// Orders and heights that may be looked at, however small the map.
const TRIALS: usize = 5_000;
/// What a link behind a box costs, in crossings.
const BEHIND_BOX: f64 = 3.0;
/// Nudging may make the picture as high as its width by this.
const NUDGE_RATIO: f64 = 2.4;
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
        Self { request, neighbours, frame, trials: (WORK / work).min(TRIALS) }
    }

    /// Whether it can compare as many orders.
    pub(super) fn can_compare(&self, orders: usize) -> bool {
        self.trials >= orders
    }

    /// How bad an order looks.
    pub(super) fn cost(&mut self, orders: &Orders) -> f64 {
        self.cost_at(orders, &heights(orders, self.request, self.neighbours, self.frame))
    }

    /// How bad an order looks when its actors stand at these heights.
    fn cost_at(&mut self, orders: &Orders, ys: &[f64]) -> f64 {
        self.trials = self.trials.saturating_sub(1);
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
            Spot { node, lane: node_lane, x: at(&xs), y: at(ys) }
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
        // The rest is for nudging.
        let spared = self.trials / 3;
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
                        if self.trials <= spared {
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

    /// Moves actors up and down, pushing others ahead of them, where that takes links out from behind boxes. Gives
    /// false when it was cancelled.
    pub(super) fn nudge(&mut self, orders: &Orders, ys: &mut Vec<f64>, cancelled: &AtomicBool) -> bool {
        let mut cost = self.cost_at(orders, ys);
        // A wide picture of few rows has room above and below.
        let limit = self.frame.half_height().max(self.frame.width / NUDGE_RATIO / 2.0);
        loop {
            let before = cost;
            for (lane, order) in orders.iter().enumerate() {
                for position in 0..order.len() {
                    for rows in [0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0] {
                        if cancelled.load(Ordering::Relaxed) {
                            return false;
                        }
                        if self.trials == 0 {
                            return true;
                        }
                        let step = rows * self.frame.pitch;
                        let Some(tried) = pushed(order, position, step, self.frame.gap(lane), limit, ys) else {
                            continue;
                        };
                        let tried_cost = self.cost_at(orders, &tried);
                        if tried_cost < cost - 1e-9 {
                            cost = tried_cost;
                            *ys = tried;
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

/// The heights after one actor of a lane moved, pushing those in its way; none when one of them would leave the
/// picture.
fn pushed(order: &[u32], position: usize, step: f64, gap: f64, limit: f64, ys: &[f64]) -> Option<Vec<f64>> {
    let mut moved = ys.to_vec();
    let mut bound = ys.get(*order.get(position)? as usize)? + step;
    let ahead: Vec<u32> = if step > 0.0 {
        order.get(position..)?.to_vec()
    } else {
        order.get(..=position)?.iter().rev().copied().collect()
    };
    for node in ahead {
        let y = moved.get_mut(node as usize)?;
        *y = if step > 0.0 { y.max(bound) } else { y.min(bound) };
        if y.abs() > limit {
            return None;
        }
        bound = *y + gap.copysign(step);
    }
    Some(moved)
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

/// How many boxes of other actors a link passes behind.
fn boxes_in_front((a, b): &(Spot, Spot), lanes: &[Vec<(f64, f64, u32)>]) -> usize {
    let (first, last) = (a.lane.min(b.lane), a.lane.max(b.lane));
    let clear = f64::from(ACTOR_SIZE.1) / 2.0 + 6.0;
    let mut count = 0;
    for &(x, y, node) in lanes.get(first..=last).into_iter().flatten().flatten() {
        if node == a.node || node == b.node {
            continue;
        }
        let hit = if (b.x - a.x).abs() < 1.0 {
            (x - a.x).abs() < 1.0 && y > a.y.min(b.y) && y < a.y.max(b.y)
        } else if a.x + 1.0 < x && x < b.x - 1.0 {
            // Links leave and arrive level, and are steep in between.
            let half = f64::from(ACTOR_SIZE.0) / 2.0;
            let height = |x: f64| {
                let along = ((x - a.x - half) / (b.x - a.x - 2.0 * half).max(1.0)).clamp(0.0, 1.0);
                a.y + (b.y - a.y) * along * along * (3.0 - 2.0 * along)
            };
            let (enters, leaves) = (height(x - half), height(x + half));
            enters.min(leaves) < y + clear && enters.max(leaves) > y - clear
        } else {
            false
        };
        count += usize::from(hit);
    }
    count
}
