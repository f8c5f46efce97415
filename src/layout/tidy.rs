//! The phases of a tidy layout, one after another.

use std::sync::atomic::{AtomicBool, Ordering};

use super::frame::Frame;
use super::order::{Neighbours, Orders, Side, by_component, by_id, plain_heights, sweep};
use super::pins::{Pins, step_down};
use super::refine::Judge;
use super::request::Request;
use super::rows::heights;
use super::{ACTOR_SIZE, BAND_GAP, LANE_PADDING, ROW_PITCH, band};
use crate::map::{CANVAS_LIMIT, Place};

/// Pairs of sweeps, to the right and back.
const SWEEPS: usize = 4;

/// Finds a place for every actor, in id order: in its stage's lane, or below; pinned ones where they are. The same
/// request always gives the same places. `None` when `cancelled` was set in the meantime.
pub fn tidy(request: &Request, cancelled: &AtomicBool) -> Option<Vec<Place>> {
    let frame = Frame::of(request);
    let neighbours = Neighbours::of(request);
    let mut judge = Judge::new(request, &neighbours, &frame);
    let compares = judge.can_compare(4 * SWEEPS + 2);
    let orders = best_orders(request, &neighbours, &frame, compares.then_some(&mut judge), cancelled)?;
    let mut ys = heights(&orders, request, &neighbours, &frame);
    if compares && !judge.nudge(&orders, &mut ys, cancelled) {
        return None;
    }
    if cancelled.load(Ordering::Relaxed) {
        return None;
    }

    let pins = Pins::new(request.nodes.iter().filter_map(|node| node.pin));
    let mut xs = vec![0.0; request.nodes.len()];
    let highest = request.nodes.iter().zip(&ys).filter(|(node, _)| node.lane.is_some()).map(|(_, y)| *y);
    let top = f64::from(LANE_PADDING) + f64::from(ACTOR_SIZE.1) / 2.0 - highest.fold(0.0, f64::min).floor();
    for (lane, order) in orders.iter().enumerate() {
        let columns = frame.lanes.get(lane).map_or(1, |lane| lane.columns.max(1));
        for column in 0..columns {
            let x = frame.spot(lane, column).0;
            let members: Vec<u32> = order.iter().copied().skip(column).step_by(columns).collect();
            settle(&members, x, top, request, &pins, (&mut xs, &mut ys));
        }
    }

    let band_columns = band::columns(request, &frame, &xs);
    let band_top = (lowest(request, &ys) + f64::from(ACTOR_SIZE.1 + BAND_GAP)).ceil();
    for (x, members) in band_columns {
        for (row, node) in members.iter().enumerate() {
            if let Some(y) = ys.get_mut(*node as usize) {
                *y = row as f64 * ROW_PITCH;
            }
        }
        settle(&members, (x + 0.5).floor(), band_top, request, &pins, (&mut xs, &mut ys));
    }
    if cancelled.load(Ordering::Relaxed) {
        return None;
    }

    let place = |(index, node): (usize, &super::request::Node)| {
        let at = |values: &[f64]| values.get(index).copied().unwrap_or_default() as f32;
        let limited = |value: f32| value.clamp(-CANVAS_LIMIT, CANVAS_LIMIT);
        match node.pin {
            Some((x, y)) => Place { actor: node.id, x, y, pinned: true },
            None => Place { actor: node.id, x: limited(at(&xs)), y: limited(at(&ys)), pinned: false },
        }
    };
    Some(request.nodes.iter().enumerate().map(place).collect())
}

/// Gives the actors of one column their x and their final heights, in whole units.
fn settle(members: &[u32], x: f64, top: f64, request: &Request, pins: &Pins, (xs, ys): (&mut [f64], &mut [f64])) {
    let pinned = |node: u32| request.nodes.get(node as usize).is_some_and(|node| node.pin.is_some());
    let (fixed, free): (Vec<u32>, Vec<u32>) = members.iter().partition(|node| pinned(**node));
    let mut column: Vec<f64> =
        free.iter().map(|node| (ys.get(*node as usize).copied().unwrap_or_default() + top + 0.5).floor()).collect();
    step_down(&mut column, &pins.spans(x), ROW_PITCH);
    for (node, y) in free.iter().zip(column) {
        if let (Some(slot_x), Some(slot_y)) = (xs.get_mut(*node as usize), ys.get_mut(*node as usize)) {
            (*slot_x, *slot_y) = (x, y);
        }
    }
    for node in fixed {
        let pin = request.nodes.get(node as usize).and_then(|node| node.pin).unwrap_or_default();
        if let (Some(slot_x), Some(slot_y)) = (xs.get_mut(node as usize), ys.get_mut(node as usize)) {
            (*slot_x, *slot_y) = (f64::from(pin.0), f64::from(pin.1));
        }
    }
}

/// The lowest middle of an actor in a lane. Pins at the end of the canvas do not count: below them is no room.
fn lowest(request: &Request, ys: &[f64]) -> f64 {
    let in_lanes = request.nodes.iter().zip(ys).filter(|(node, _)| node.lane.is_some()).map(|(_, y)| *y);
    in_lanes.filter(|y| *y < f64::from(CANVAS_LIMIT) / 2.0).fold(f64::from(ACTOR_SIZE.1) / 2.0, f64::max)
}

fn best_orders(
    request: &Request,
    neighbours: &Neighbours,
    frame: &Frame,
    mut judge: Option<&mut Judge<'_>>,
    cancelled: &AtomicBool,
) -> Option<Orders> {
    let parts = (request, neighbours, frame);
    let starts = if judge.is_some() { vec![by_id(request, neighbours)] } else { Vec::new() };
    let mut best: Option<(f64, Orders)> = None;
    let mut consider = |orders: &Orders| {
        if let Some(judge) = judge.as_deref_mut() {
            let cost = judge.cost(orders);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, orders.clone()));
            }
        }
    };
    let mut last = Orders::new();
    for mut orders in starts.into_iter().chain([by_component(request, neighbours)]) {
        consider(&orders);
        let mut ys = plain_heights(&orders, frame, request.nodes.len());
        for _ in 0..SWEEPS {
            for side in [Side::Left, Side::Right] {
                if !sweep(&mut orders, &mut ys, side, parts, cancelled) {
                    return None;
                }
            }
            consider(&orders);
        }
        if !sweep(&mut orders, &mut ys, Side::Both, parts, cancelled) {
            return None;
        }
        consider(&orders);
        last = orders;
    }
    match best.zip(judge) {
        Some(((cost, mut orders), judge)) => judge.improve(&mut orders, cost, cancelled).then_some(orders),
        None => Some(last),
    }
}
