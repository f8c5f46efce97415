//! The height of every actor once the orders are known: as near to its neighbours as its lane's order allows, so that
//! links run straight where they can.

use super::frame::Frame;
use super::order::{Neighbours, Orders, Side, plain_heights};
use super::request::Request;

/// Rounds of looking left, then right.
const ROUNDS: usize = 4;

/// Heights of all actors, measured from the middle of the picture.
pub(super) fn heights(orders: &Orders, request: &Request, neighbours: &Neighbours, frame: &Frame) -> Vec<f64> {
    let mut heights = plain_heights(orders, frame, request.nodes.len());
    for _ in 0..ROUNDS {
        for lane in 0..orders.len() {
            relax(lane, Side::Left, orders, &mut heights, request, neighbours, frame);
        }
        for lane in (0..orders.len()).rev() {
            relax(lane, Side::Right, orders, &mut heights, request, neighbours, frame);
        }
    }
    for lane in 0..orders.len() {
        relax(lane, Side::Both, orders, &mut heights, request, neighbours, frame);
    }
    heights
}

/// Moves the actors of one lane as near to their neighbours as order and spacing allow. Those without links follow
/// right below the rest.
fn relax(
    lane: usize,
    side: Side,
    orders: &Orders,
    heights: &mut [f64],
    request: &Request,
    neighbours: &Neighbours,
    frame: &Frame,
) {
    let Some(order) = orders.get(lane) else { return };
    let linked = order.iter().take_while(|node| !neighbours.is_isolated(**node)).count();
    if linked == 0 {
        return;
    }
    let wanted: Vec<f64> = order
        .iter()
        .take(linked)
        .map(|&node| {
            let mut theirs: Vec<f64> = neighbours
                .of_node(node)
                .iter()
                .filter(|other| {
                    let other_lane = request.nodes.get(**other as usize).and_then(|node| node.lane).unwrap_or(lane);
                    match side {
                        Side::Left => other_lane < lane,
                        Side::Right => other_lane > lane,
                        Side::Both => other_lane != lane,
                    }
                })
                .filter_map(|other| heights.get(*other as usize).copied())
                .collect();
            median(&mut theirs).or_else(|| heights.get(node as usize).copied()).unwrap_or_default()
        })
        .collect();
    let half = frame.half_height();
    let gap = frame.gap(lane);
    let unlinked = (order.len() - linked) as f64 * gap;
    let placed = spaced(&wanted, gap, (-half, half - unlinked));
    let mut next = 0.0;
    for (position, &node) in order.iter().enumerate() {
        let y = placed.get(position).copied().unwrap_or(next);
        next = y + gap;
        if let Some(height) = heights.get_mut(node as usize) {
            *height = y;
        }
    }
}

/// The middle one, or the mean of the two middle ones.
fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2)?;
    let lower = values.get(values.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(*lower, *upper))
}

/// Positions in the given order, at least `gap` apart and inside `bounds`, with the least sum of squared distances
/// from where they want to be: isotonic regression by pooling adjacent violators (Barlow et al. 1972). Bounds that
/// are too narrow for all give way at the upper end.
pub(super) fn spaced(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    // With the gaps taken out, "at least a gap apart" is "not descending".
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (position, want) in wanted.iter().enumerate() {
        let mut pool = (want - position as f64 * gap, 1);
        while let Some(&(mean, count)) = pools.last().filter(|(mean, _)| *mean > pool.0) {
            pools.pop();
            let total = count + pool.1;
            pool = ((mean * count as f64 + pool.0 * pool.1 as f64) / total as f64, total);
        }
        pools.push(pool);
    }
    let high = (high - wanted.len().saturating_sub(1) as f64 * gap).max(low);
    pools
        .into_iter()
        .flat_map(|(mean, count)| std::iter::repeat_n(mean.clamp(low, high), count))
        .enumerate()
        .map(|(position, base)| base + position as f64 * gap)
        .collect()
}
