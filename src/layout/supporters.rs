//! Supporters and actors without a stage: rows below the lanes, each roughly below the actors it is linked with.

use super::dimensions::COLUMN_PITCH;
use super::grid::LayoutGrid;
use super::request::LayoutRequest;
use super::y_coordinates::{DesiredPosition, isotonic_positions};

/// The columns of the supporters' band from left to right: x, and nodes from top to bottom.
pub(super) fn columns(request: &LayoutRequest, grid: &LayoutGrid, xs: &[f64]) -> Vec<(f64, Vec<u32>)> {
    let mut sums = vec![(0.0, 0.0); request.nodes.len()];
    for &(supporter, other) in &request.support_edges {
        if let (Some((sum, weight)), Some(x)) = (sums.get_mut(supporter as usize), xs.get(other as usize)) {
            *sum += x;
            *weight += 1.0;
        }
    }
    // Nodes without links into the lanes go to the right.
    let preferred_x = |node: u32| match sums.get(node as usize) {
        Some((sum, weight)) if *weight > 0.0 => sum / weight,
        _ => grid.bounds().1,
    };
    let linked = |node: u32| sums.get(node as usize).is_some_and(|(_, weight)| *weight > 0.0);
    let mut nodes: Vec<(bool, f64, u32)> = request
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.lane.is_none())
        .map(|(index, _)| (!linked(index as u32), preferred_x(index as u32), index as u32))
        .collect();
    nodes.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    let chunks: Vec<&[(bool, f64, u32)]> = nodes.chunks(grid.supporter_rows.max(1)).collect();
    let middles: Vec<f64> =
        chunks.iter().map(|chunk| chunk.iter().map(|(_, x, _)| x).sum::<f64>() / chunk.len() as f64).collect();
    let desired_position =
        |(place, &y): (usize, &f64)| DesiredPosition { desired: y, weight: 1.0, offset: place as f64 * COLUMN_PITCH };
    let desired: Vec<DesiredPosition> = middles.iter().enumerate().map(desired_position).collect();
    let (low, high) = grid.bounds();
    let placed = isotonic_positions(&desired, (low, high - desired.last().map_or(0.0, |last| last.offset)));
    placed.into_iter().zip(chunks.iter().map(|chunk| chunk.iter().map(|(_, _, node)| *node).collect())).collect()
}
