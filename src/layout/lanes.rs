//! The lanes as vertical strips, derived from actor positions: no width is stored.

use std::collections::BTreeMap;

use super::dimensions::{ACTOR_SIZE, EMPTY_LANE_WIDTH, LANE_PADDING, LANE_WIDTH, STRIP_MARGIN};
use super::interval::Interval;
use super::request::stage_of;
use crate::map::{LinkageMap, StageId};

/// Minimum lane width, used where actors leave no space for a lane.
const MIN_LANE_WIDTH: f32 = 48.0;
/// A map with fewer actors in its lanes, and without a link, has only begun.
const ACTORS_OF_A_BEGINNING: usize = 3;
/// Height of the lanes when no actor is in them.
const EMPTY_HEIGHT: f32 = 480.0;

/// The strip of one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lane {
    /// Its stage.
    pub stage: StageId,
    /// Left edge.
    pub left: f32,
    /// Right edge; the next lane's left edge.
    pub right: f32,
}

/// The strips of all stages, and the supporters' band below them.
#[derive(Clone, Debug, PartialEq)]
pub struct Lanes {
    /// From left to right, side by side without gaps.
    pub lanes: Vec<Lane>,
    /// Upper edge of all lanes.
    pub top: f32,
    /// Lower edge of all lanes.
    pub bottom: f32,
    /// Upper edge of the supporters' band, at or below `bottom`; `None` when it is empty.
    pub supporters_top: Option<f32>,
    /// Lower edge of the supporters' band.
    pub supporters_bottom: Option<f32>,
}

impl Lanes {
    /// Left edge of the first lane.
    pub fn left(&self) -> f32 {
        self.lanes.first().map_or(0.0, |lane| lane.left)
    }

    /// Right edge of the last lane.
    pub fn right(&self) -> f32 {
        self.lanes.last().map_or(LANE_WIDTH, |lane| lane.right)
    }

    /// Where the uppermost supporters stand at the highest.
    pub fn supporters_row(&self) -> f32 {
        self.supporters_top.unwrap_or(self.bottom) + STRIP_MARGIN
    }

    /// The lane of a stage.
    pub fn of(&self, stage: StageId) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.stage == stage)
    }

    /// The lane at an x; outside all lanes, the nearest one.
    pub fn at(&self, x: f32) -> Option<&Lane> {
        self.lanes.iter().find(|lane| x < lane.right).or(self.lanes.last())
    }
}

/// Computes the strips. Where the actors of two lanes are separated, the boundary lies halfway between them; where they
/// overlap, where the fewest boxes are on the wrong side. A lane without actors shares the space between its
/// neighbours; at the ends it is [`EMPTY_LANE_WIDTH`] wide, but in a map that has only begun [`LANE_WIDTH`]: there its
/// first actors are yet to come.
pub fn lanes(map: &LinkageMap) -> Lanes {
    let stages = map.stages_in_order();
    let lane_of: BTreeMap<StageId, usize> = stages.iter().enumerate().map(|(lane, stage)| (stage.id, lane)).collect();
    let mut middles: Vec<Vec<f32>> = vec![Vec::new(); stages.len()];
    let (mut inside, mut below) = (Interval::EMPTY, Interval::EMPTY);
    for place in map.placements().values() {
        let stage = map.actors().get(&place.actor).and_then(stage_of);
        match stage.and_then(|stage| lane_of.get(&stage)).and_then(|lane| middles.get_mut(*lane)) {
            Some(middles) => {
                middles.push(place.x);
                inside.include(place.y);
            }
            None => below.include(place.y),
        }
    }

    let (top, bottom) = match (inside.bounds(), below.bounds()) {
        (Some((high, low)), _) => (high - STRIP_MARGIN, low + STRIP_MARGIN),
        (None, Some((high, _))) => (high - STRIP_MARGIN - EMPTY_HEIGHT, high - STRIP_MARGIN),
        (None, None) => (0.0, EMPTY_HEIGHT),
    };
    let supporters_top = below.bounds().map(|(high, _)| supporters_top(high, inside.bounds().map(|(_, low)| low)));
    let supporters_bottom =
        below.bounds().zip(supporters_top).map(|((_, low), top)| (low + STRIP_MARGIN).max(top + 2.0 * STRIP_MARGIN));

    let boundaries = lane_boundaries(&middles, map.links().is_empty());
    let lanes = stages
        .iter()
        .zip(boundaries.windows(2))
        .filter_map(|(stage, pair)| match pair {
            [left, right] => Some(Lane { stage: stage.id, left: *left, right: *right }),
            _ => None,
        })
        .collect();
    Lanes { lanes, top, bottom, supporters_top, supporters_bottom }
}

/// Upper edge of the supporters' band, from the highest actor in it and the lowest above it. A supporter that was dragged up
/// among the lanes does not move it.
pub fn supporters_top(highest: f32, lowest_in_lanes: Option<f32>) -> f32 {
    let top = highest - STRIP_MARGIN;
    lowest_in_lanes.map_or(top, |lowest| top.max(lowest + STRIP_MARGIN))
}

/// The boundaries of the lanes, one more than there are lanes, from the x of each lane's actors.
fn lane_boundaries(middles: &[Vec<f32>], is_unlinked: bool) -> Vec<f32> {
    let half = ACTOR_SIZE.0 / 2.0;
    let is_beginning = is_unlinked && middles.iter().map(Vec::len).sum::<usize>() < ACTORS_OF_A_BEGINNING;
    let empty_width = if is_beginning { LANE_WIDTH } else { EMPTY_LANE_WIDTH };
    let mut boundaries: Vec<f32> = Vec::with_capacity(middles.len() + 1);
    // The last lane with actors, and the number of empty lanes since.
    let mut last: Option<&Vec<f32>> = None;
    let mut empty = 0_usize;
    for xs in middles {
        let Some((left, _)) = Interval::of(xs).bounds() else {
            empty += 1;
            continue;
        };
        match last.and_then(|last| Some((last, Interval::of(last).bounds()?.1 + half))) {
            None => {
                let first = left - half - LANE_PADDING;
                boundaries.extend((0..=empty).rev().map(|lanes| first - lanes as f32 * empty_width));
            }
            Some((_, from)) if from <= left - half => {
                let wanted = 2.0 * LANE_PADDING + empty as f32 * EMPTY_LANE_WIDTH;
                let scale = (left - half - from) / wanted;
                boundaries
                    .extend((0..=empty).map(|lanes| from + scale * (LANE_PADDING + lanes as f32 * EMPTY_LANE_WIDTH)));
            }
            Some((last, _)) => {
                let middle = best_boundary(last, xs, half);
                let first = middle - empty as f32 * MIN_LANE_WIDTH / 2.0;
                boundaries.extend((0..=empty).map(|lanes| first + lanes as f32 * MIN_LANE_WIDTH));
            }
        }
        last = Some(xs);
        empty = 0;
    }
    let end = last.and_then(|last| Interval::of(last).bounds()).map_or(0.0, |(_, right)| right + half + LANE_PADDING);
    boundaries.extend((0..=empty).map(|lanes| end + lanes as f32 * empty_width));
    let mut least = f32::NEG_INFINITY;
    for edge in &mut boundaries {
        *edge = edge.max(least);
        least = *edge + MIN_LANE_WIDTH;
    }
    boundaries
}

/// The boundary between two lanes, or bands, that the fewest boxes reach across; on ties, the middle of the widest gap.
/// `half` is half the size of a box.
pub(super) fn best_boundary(left: &[f32], right: &[f32], half: f32) -> f32 {
    // Passing the right edge of a box of the left lane puts it on its side; passing the left edge of one of the right
    // lane takes it off its side.
    let mut events: Vec<(f32, bool)> =
        left.iter().map(|x| (x + half, true)).chain(right.iter().map(|x| (x - half, false))).collect();
    events.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut misplaced = left.len();
    let mut best: Option<(usize, f32, f32)> = None;
    for pair in events.windows(2) {
        let [(x, of_left), (next, _)] = pair else { continue };
        if *of_left {
            misplaced -= 1;
        } else {
            misplaced += 1;
        }
        let gap = next - x;
        if gap > 0.0 && best.is_none_or(|(least, widest, _)| misplaced < least || (misplaced == least && gap > widest))
        {
            best = Some((misplaced, gap, f32::midpoint(*x, *next)));
        }
    }
    best.map_or_else(|| events.first().map_or(0.0, |event| event.0), |(_, _, edge)| edge)
}
