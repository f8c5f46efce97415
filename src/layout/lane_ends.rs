//! Places for many new actors at once: one below the other at the lower end of each lane, supporters side by side.

use std::collections::BTreeMap;

use super::dimensions::{ACTOR_SIZE, COLUMN_GAP, LANE_PADDING, ROW_GAP, STRIP_MARGIN};
use super::lanes::{Lanes, lanes};
use crate::map::{CANVAS_LIMIT, LinkageMap, StageId};

/// The lower ends of the lanes of a map. Linear in the map once for each lane, where
/// [`free_position`](super::free_position) is for each actor.
#[derive(Debug)]
pub struct LaneEnds {
    lanes: Lanes,
    ends: BTreeMap<Option<StageId>, LaneEnd>,
    /// The places given so far.
    given: Vec<(f32, f32)>,
}

/// Where a lane goes on; `None` is below the lanes.
#[derive(Clone, Debug)]
struct LaneEnd {
    next: (f32, f32),
    /// The boxes that stand in the way already.
    boxes: Vec<(f32, f32)>,
}

impl LaneEnds {
    /// The lower ends of the lanes of a map.
    pub fn new(map: &LinkageMap) -> Self {
        Self { lanes: lanes(map), ends: BTreeMap::new(), given: Vec::new() }
    }

    /// The next free place in a lane of the map that it was made of; without a lane, in the supporters' band.
    pub fn next_place(&mut self, map: &LinkageMap, stage: Option<StageId>) -> (f32, f32) {
        let stage = stage.filter(|stage| self.lanes.of(*stage).is_some());
        let lanes = &self.lanes;
        let end = self.ends.entry(stage).or_insert_with(|| first_end(lanes, map, stage));
        let step = if stage.is_some() { (0.0, ACTOR_SIZE.1 + ROW_GAP) } else { (ACTOR_SIZE.0 + COLUMN_GAP, 0.0) };
        let mut place = end.next;
        let is_taken = |place: (f32, f32)| end.boxes.iter().chain(&self.given).any(|other| overlap(*other, place));
        while is_taken(place) && place.0.max(place.1) < CANVAS_LIMIT {
            place = (place.0 + step.0, place.1 + step.1);
        }
        let place = (place.0.clamp(-CANVAS_LIMIT, CANVAS_LIMIT), place.1.clamp(-CANVAS_LIMIT, CANVAS_LIMIT));
        end.next = (place.0 + step.0, place.1 + step.1);
        self.given.push(place);
        place
    }
}

/// Whether two boxes stand closer than boxes of a column do.
fn overlap(one: (f32, f32), other: (f32, f32)) -> bool {
    (one.0 - other.0).abs() < ACTOR_SIZE.0 + COLUMN_GAP / 2.0 && (one.1 - other.1).abs() < ACTOR_SIZE.1 + ROW_GAP
}

fn first_end(lanes: &Lanes, map: &LinkageMap, stage: Option<StageId>) -> LaneEnd {
    let all = || map.placements().values().map(|place| (place.x, place.y));
    if let Some(lane) = stage.and_then(|stage| lanes.of(stage)) {
        let x = f32::midpoint(lane.left, lane.right).round();
        let boxes: Vec<(f32, f32)> = all().filter(|(other, _)| (other - x).abs() < ACTOR_SIZE.0 + COLUMN_GAP).collect();
        let lowest = boxes.iter().map(|(_, y)| *y).filter(|y| *y < lanes.bottom).reduce(f32::max);
        let y = lowest.map_or(lanes.top + STRIP_MARGIN, |y| y + ACTOR_SIZE.1 + ROW_GAP);
        LaneEnd { next: (x, y.round()), boxes }
    } else {
        let y = lanes.supporters_row().round();
        let boxes: Vec<(f32, f32)> = all().filter(|(_, other)| (other - y).abs() < ACTOR_SIZE.1 + ROW_GAP).collect();
        let first = lanes.left() + LANE_PADDING + ACTOR_SIZE.0 / 2.0;
        let last = boxes.iter().map(|(x, _)| *x).reduce(f32::max);
        let x = last.map_or(first, |x| x + ACTOR_SIZE.0 + COLUMN_GAP).round();
        LaneEnd { next: (x, y), boxes }
    }
}
