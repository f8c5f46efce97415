//! Supporters stand below the lanes: when the lanes reach further down, they go along.

use std::collections::BTreeMap;

use crate::layout::{STRIP_MARGIN, supporters_top};
use crate::map::{Actor, ActorId, CANVAS_LIMIT, LinkageMap, Placement, Transaction, Violation};

/// Carries out a change; where the lanes then reach into the supporters' strip, all who stood in it move down with it.
///
/// # Errors
/// Those of the change.
pub fn keeping_strip<T>(
    edit: &mut Transaction<'_>,
    change: impl FnOnce(&mut Transaction<'_>) -> Result<T, Violation>,
) -> Result<T, Violation> {
    let before = Heights::of(edit.map());
    let value = change(edit)?;
    let Some(top) = before.strip_top() else { return Ok(value) };
    let after = Heights::of(edit.map());
    let Some(lowest) = after.lowest_in_lanes else { return Ok(value) };
    let by = (lowest + STRIP_MARGIN - top).ceil();
    if by <= 0.0 {
        return Ok(value);
    }
    let stood_in_strip: BTreeMap<ActorId, f32> = before
        .below
        .iter()
        .filter(|place| place.y - STRIP_MARGIN >= top - 1.0)
        .map(|place| (place.actor, place.y))
        .collect();
    for place in after.below {
        // One that the change itself put low enough stays there.
        let was = stood_in_strip.get(&place.actor);
        if was.is_some_and(|was| (*was - place.y).abs() <= f32::EPSILON || place.y < lowest + 2.0 * STRIP_MARGIN) {
            edit.set(Placement { y: (place.y + by).min(CANVAS_LIMIT), ..place })?;
        }
    }
    Ok(value)
}

/// How low the lanes reach, and who stands below them.
struct Heights {
    lowest_in_lanes: Option<f32>,
    below: Vec<Placement>,
}

impl Heights {
    /// One pass over actors and placements, which are in the same order.
    fn of(map: &LinkageMap) -> Self {
        let mut heights = Self { lowest_in_lanes: None, below: Vec::new() };
        let mut placements = map.placements().values().peekable();
        for actor in map.actors().values() {
            while placements.next_if(|place| place.actor < actor.id).is_some() {}
            let Some(place) = placements.next_if(|place| place.actor == actor.id) else { continue };
            if Actor::is_below_lanes(actor) {
                heights.below.push(*place);
            } else {
                heights.lowest_in_lanes = Some(heights.lowest_in_lanes.map_or(place.y, |lowest| lowest.max(place.y)));
            }
        }
        heights
    }

    /// The upper edge of the supporters' strip.
    fn strip_top(&self) -> Option<f32> {
        let highest = self.below.iter().map(|place| place.y).reduce(f32::min)?;
        Some(supporters_top(highest, self.lowest_in_lanes))
    }
}
