//! Layout of a map, or a part of it, for a slide: its boxes as large as the sides of the slide allow. Columns and rows are
//! those of the usual layouts; what lies between them is as narrow as the links there allow, and what the slide has left
//! in one direction is spread over it.

use std::collections::BTreeMap;

use super::dimensions::{ACTOR_SIZE, SUPPORTERS_GAP};
use super::interval::Interval;
use super::isolated::tidy_routes;
use super::request::{LayoutRequest, stage_of};
use super::tidy::tidy;
use crate::map::{ActorId, LinkKind, LinkageMap, Placement};

/// Least and greatest gap between two columns of boxes, and what each link through it adds, in map units.
const COLUMN_GAP: (f32, f32) = (36.0, 110.0);
const GAP_PER_LINK: f32 = 3.0;
/// Sides that are tried, as parts of those of the slide: the first that lets boxes be as large as any other is taken.
const WANTED: [f32; 5] = [1.0, 0.75, 1.3, 1.7, 2.3];
/// Least vertical distance of the centres of two boxes of a column.
const ROW_PITCH: f32 = ACTOR_SIZE.1 + 18.0;
/// The most that is added to a gap only to fill the slide, in map units.
const MAX_AIR: (f32, f32) = (150.0, 90.0);
/// Gap between the lowest box of the lanes and the supporters.
const BELOW_GAP: f32 = SUPPORTERS_GAP * 0.6;

/// A placement for every actor, in id order, for a slide whose map is `ratio` times as wide as high. Routes run level;
/// without routes the map is laid out as a whole.
pub fn tidy_slide(map: &LinkageMap, routes: &[Vec<ActorId>], ratio: f32) -> Vec<Placement> {
    let bare = map.clone().with_placements([]);
    // How many rows are best shows only when what lies between columns and rows is known.
    let tried = WANTED.iter().map(|part| {
        let request = LayoutRequest::with_bands(&bare, None).for_slide(ratio * part);
        let placed = if routes.is_empty() {
            tidy(&request, &|_| true).unwrap_or_default()
        } else {
            tidy_routes(&bare, &request, routes)
        };
        fitted(&bare, placed, ratio)
    });
    let size = |placed: &[Placement]| {
        let (across, down) = placed.iter().fold((Interval::EMPTY, Interval::EMPTY), |(mut across, mut down), place| {
            across.include(place.x);
            down.include(place.y);
            (across, down)
        });
        let length = |of: Interval, side: f32| of.bounds().map_or(0.0, |(low, high)| high - low) + side;
        (length(across, ACTOR_SIZE.0) / ratio).max(length(down, ACTOR_SIZE.1))
    };
    let all = tried.map(|placed| (size(&placed), placed));
    all.reduce(|best, other| if other.0 < best.0 { other } else { best }).map(|(_, placed)| placed).unwrap_or_default()
}

/// The same columns and order of rows, as near to each other as they may be, then spread to the sides of the slide.
fn fitted(map: &LinkageMap, mut placed: Vec<Placement>, ratio: f32) -> Vec<Placement> {
    let is_in_lane = |place: &Placement| map.actors().get(&place.actor).and_then(stage_of).is_some();
    let in_lanes = || placed.iter().filter(|place| is_in_lane(place));
    let mut columns: Vec<f32> = in_lanes().map(|place| place.x).collect();
    columns.sort_by(f32::total_cmp);
    columns.dedup();
    let column = |x: f32| columns.partition_point(|other| *other < x);
    let mut rows: Vec<(usize, f32)> = in_lanes().map(|place| (column(place.x), place.y)).collect();
    rows.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let distances = rows.windows(2).filter_map(|pair| match pair {
        [(one, above), (other, below)] if one == other => Some(below - above),
        _ => None,
    });
    let least = distances.filter(|distance| *distance > 0.0).fold(f32::INFINITY, f32::min);
    let (top, bottom) =
        rows.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(top, bottom), (_, y)| (top.min(*y), bottom.max(*y)));

    let gaps = column_gaps(map, &placed, &column, columns.len());
    let width = columns.len() as f32 * ACTOR_SIZE.0 + gaps.iter().sum::<f32>();
    let squeeze = if least.is_finite() { ROW_PITCH / least } else { 1.0 };
    let supporters = placed.len() - rows.len();
    let side_by_side = columns.len().max((supporters as f32 * ratio).sqrt().ceil() as usize).max(1);
    let strip = if supporters == 0 { 0.0 } else { BELOW_GAP + supporters.div_ceil(side_by_side) as f32 * ROW_PITCH };
    let spread = (bottom - top).max(0.0) * squeeze;
    let height = spread + ACTOR_SIZE.1 + strip;

    // What is missing in one direction is shared out over the gaps in it.
    let wider = (height * ratio - width) / gaps.len().max(1) as f32;
    let wider = if gaps.is_empty() { 0.0 } else { wider.clamp(0.0, MAX_AIR.0) };
    let steps = (spread / ROW_PITCH).max(1.0);
    let higher = 1.0 + ((width / ratio - height) / steps).clamp(0.0, MAX_AIR.1) / ROW_PITCH;

    let mut centres = Vec::with_capacity(columns.len());
    let mut left = 0.0;
    for at in 0..columns.len() {
        centres.push((left + ACTOR_SIZE.0 / 2.0).round());
        left += ACTOR_SIZE.0 + gaps.get(at).copied().unwrap_or_default() + wider;
    }
    let lowest = if rows.is_empty() { 0.0 } else { spread * higher + ACTOR_SIZE.1 + BELOW_GAP };
    let mut below = 0;
    let first = centres.first().copied().unwrap_or_default();
    let last =
        centres.last().copied().unwrap_or_default().max(first + side_by_side as f32 * (ACTOR_SIZE.0 + COLUMN_GAP.0));
    let step = if side_by_side > columns.len() || side_by_side < 2 {
        ACTOR_SIZE.0 + COLUMN_GAP.0
    } else {
        (last - first) / (side_by_side - 1) as f32
    };
    let row = supporters.min(side_by_side);
    let indent = (last - first - step * row.saturating_sub(1) as f32).max(0.0) / 2.0;
    placed.iter_mut().for_each(|place| {
        let own_column = column(place.x);
        if map.actors().get(&place.actor).and_then(stage_of).is_some() {
            place.x = centres.get(own_column).copied().unwrap_or_default();
            place.y = ((place.y - top) * squeeze * higher).round();
        } else {
            let (row, nth) = (below / side_by_side, below % side_by_side);
            place.x = (first + indent + nth as f32 * step).round();
            place.y = (lowest + row as f32 * ROW_PITCH).round();
            below += 1;
        }
    });
    placed
}

/// The gap behind each column but the last, by the links that run through it and not level.
fn column_gaps(map: &LinkageMap, placed: &[Placement], column: &dyn Fn(f32) -> usize, columns: usize) -> Vec<f32> {
    let places: BTreeMap<ActorId, &Placement> = placed.iter().map(|place| (place.actor, place)).collect();
    let mut crossing = vec![0_usize; columns.saturating_sub(1)];
    for link in map.links().values().filter(|link| link.kind != LinkKind::Support) {
        let (Some(from), Some(to)) = (places.get(&link.from), places.get(&link.to)) else { continue };
        let (first, last) = (column(from.x.min(to.x)), column(from.x.max(to.x)));
        let is_level = (from.y - to.y).abs() < 1.0;
        for count in crossing.get_mut(first..last).into_iter().flatten().filter(|_| !is_level) {
            *count += 1;
        }
    }
    crossing.into_iter().map(|links| (COLUMN_GAP.0 + links as f32 * GAP_PER_LINK).min(COLUMN_GAP.1)).collect()
}
