//! A position for one new actor that moves no other.

use super::dimensions::{ACTOR_SIZE, LANE_PADDING};
use super::lanes::lanes;
use super::obstacles::Obstacles;
use crate::map::{CANVAS_LIMIT, LinkageMap, StageId};

/// A free position near a point for a new actor: inside its stage's lane and clear of all boxes; without a stage, in
/// the supporters' band below the lanes.
pub fn free_position(map: &LinkageMap, stage: Option<StageId>, near: (f32, f32)) -> (f32, f32) {
    let lanes = lanes(map);
    let finite = |value: f32| if value.is_finite() { value.clamp(-CANVAS_LIMIT, CANVAS_LIMIT) } else { 0.0 };
    let (x, y) = (finite(near.0), finite(near.1));
    let margin = LANE_PADDING + ACTOR_SIZE.0 / 2.0;
    let (left, right) =
        stage.and_then(|stage| lanes.of(stage)).map_or((lanes.left(), lanes.right()), |lane| (lane.left, lane.right));
    // By the bounds themselves: rounded, the width may allow for what they do not.
    let (least, most) = (left + margin, right - margin);
    let x = if least < most { x.clamp(least, most) } else { f32::midpoint(left, right) };

    let x = x.round();
    let pins = Obstacles::new(map.placements().values().map(|place| (place.x, place.y)));
    let spans = pins.blocked_spans(f64::from(x));
    let y = match stage {
        Some(_) => nearest_free(f64::from(y), &spans),
        None => first_free_below(f64::from(y.max(lanes.supporters_row())), &spans),
    };
    let is_blocked = |y: f32| spans.iter().any(|span| span.0 < f64::from(y) && f64::from(y) < span.1);
    let y = (y as f32).round();
    let y = [y, y - 1.0, y + 1.0].into_iter().find(|&y| !is_blocked(y)).unwrap_or(y);
    (x, y.clamp(-CANVAS_LIMIT, CANVAS_LIMIT))
}

/// The y nearest to `y` outside all spans, which are disjoint.
fn nearest_free(y: f64, spans: &[(f64, f64)]) -> f64 {
    match spans.iter().find(|span| span.0 < y && y < span.1) {
        Some(&(above, below)) if y - above < below - y => above,
        Some(&(_, below)) => below,
        None => y,
    }
}

/// The first y from `y` downwards outside all spans.
fn first_free_below(y: f64, spans: &[(f64, f64)]) -> f64 {
    spans.iter().find(|span| span.0 < y && y < span.1).map_or(y, |span| span.1)
}
