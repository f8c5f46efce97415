//! Where the nodes stand, in units of the map: other programs draw smaller boxes, so that a drawing is scaled until ours
//! have room.

use std::collections::HashMap;

use super::graph::Graph;
use crate::exchange::import::report::PlacesProblem;
use crate::layout::{ACTOR_SIZE, LANE_WIDTH, ROW_GAP, STRIP_MARGIN};
use crate::map::CANVAS_LIMIT;
use crate::schema::map::placement;

/// So many neighbours of a node are looked at.
const MAX_NEIGHBOURS: usize = 40;
/// The scale that leaves room for this part of the nodes is enough.
const QUANTILE: f64 = 0.95;
/// A drawing is scaled at most so much more than half of its nodes need.
const MAX_EXCESS: f64 = 4.0;

/// The centres of the nodes that stay, in map units; empty where the network says nothing of places, or says them in map units itself.
///
/// # Errors
/// Why they are of no use.
pub(super) fn places(graph: &mut Graph, is_kept: &[bool]) -> Result<Vec<Option<(f64, f64)>>, PlacesProblem> {
    let are_told = |cells: &[super::columns::Cell]| {
        cells.iter().any(|cell| [placement::BY_HAND.id, placement::PINNED.id].contains(&cell.column))
    };
    // Only this program tells these: the places are columns of ours, too.
    if graph.nodes.iter().any(|node| are_told(&node.cells)) {
        return Ok(Vec::new());
    }
    for node in &mut graph.nodes {
        let told = |column: &str| {
            let cell = node.cells.iter().find(|cell| cell.column == column)?;
            cell.text.parse::<f64>().ok()
        };
        node.place = node.place.or_else(|| Some((told(placement::X.id)?, told(placement::Y.id)?)));
        node.cells.retain(|cell| ![placement::X.id, placement::Y.id].contains(&cell.column));
    }
    let kept = || graph.nodes.iter().zip(is_kept).filter(|(_, is_kept)| **is_kept).map(|(node, _)| node);
    if kept().all(|node| node.place.is_none()) {
        return Ok(Vec::new());
    }
    if let Some(problem) = graph.places_problem {
        return Err(problem);
    }
    let found: Option<Vec<(f64, f64)>> = kept().map(|node| node.place).collect();
    let mut found = found.ok_or(PlacesProblem::Incomplete)?;
    if found.iter().any(|(x, y)| !x.is_finite() || !y.is_finite()) {
        return Err(PlacesProblem::OutOfRange);
    }
    if graph.is_y_up {
        for (_, y) in &mut found {
            *y = -*y;
        }
    }
    let ((left, right), (top, bottom)) = bounds(&found);
    // It is never drawn smaller than it is.
    if (right - left).max(bottom - top) >= f64::from(CANVAS_LIMIT) {
        return Err(PlacesProblem::OutOfRange);
    }
    let scale = scale(&found)?;
    let (margin, upper) = (f64::from(LANE_WIDTH) / 2.0, f64::from(STRIP_MARGIN));
    for (x, y) in &mut found {
        (*x, *y) = ((*x - left) * scale + margin, (*y - top) * scale + upper);
    }
    if found.iter().any(|(x, y)| x.abs().max(y.abs()) >= f64::from(CANVAS_LIMIT)) {
        return Err(PlacesProblem::OutOfRange);
    }
    let mut found = found.into_iter();
    Ok(is_kept.iter().map(|is_kept| if *is_kept { found.next() } else { None }).collect())
}

/// The least and the greatest x and y.
fn bounds(places: &[(f64, f64)]) -> ((f64, f64), (f64, f64)) {
    let range = |get: fn(&(f64, f64)) -> f64| {
        let values = || places.iter().map(get);
        (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
    };
    (range(|place| place.0), range(|place| place.1))
}

/// By how much the distances grow so that boxes do not cover each other.
fn scale(places: &[(f64, f64)]) -> Result<f64, PlacesProblem> {
    let mut needs: Vec<f64> = needs(places);
    if needs.is_empty() {
        return Ok(1.0);
    }
    needs.sort_by(f64::total_cmp);
    let at = |part: f64| needs.get(((needs.len() - 1) as f64 * part).round() as usize).copied().unwrap_or(1.0);
    let (median, most, all) = (at(0.5), at(QUANTILE), at(1.0));
    if !most.is_finite() {
        return Err(PlacesProblem::Coincident);
    }
    let needed = if all <= median * MAX_EXCESS { all } else { most };
    // A drawing with more room than needed stays as wide as it is.
    Ok(if needed > 1.0 { needed } else { 1.0 })
}

/// The scale that each node needs, by its nearest neighbours; infinite where another one stands in the same place.
fn needs(places: &[(f64, f64)]) -> Vec<f64> {
    if places.len() < 2 {
        return Vec::new();
    }
    let ((left, right), (top, bottom)) = bounds(places);
    let side =
        (((right - left).max(1.0) * (bottom - top).max(1.0)) / places.len() as f64).sqrt().max(f64::MIN_POSITIVE);
    let cell = |(x, y): &(f64, f64)| (((x - left) / side) as i64, ((y - top) / side) as i64);
    let mut grid: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    for (at, place) in places.iter().enumerate() {
        grid.entry(cell(place)).or_default().push(at);
    }
    let (width, height) = (f64::from(ACTOR_SIZE.0 + ROW_GAP), f64::from(ACTOR_SIZE.1 + ROW_GAP));
    let need = |(at, place): (usize, &(f64, f64))| {
        let (column, row) = cell(place);
        let around = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (right, down)));
        let near = around.filter_map(|(right, down)| grid.get(&(column + right, row + down))).flatten();
        let near = near.filter(|other| **other != at).take(MAX_NEIGHBOURS);
        let others = near.filter_map(|other| places.get(*other));
        others
            .map(|other| {
                let (right, down) = ((place.0 - other.0).abs(), (place.1 - other.1).abs());
                (width / right).min(height / down)
            })
            .fold(0.0, f64::max)
    };
    places.iter().enumerate().map(need).collect()
}
