//! Layout of a map, or a part of it, for a slide: its boxes as large as the sides of the slide allow. Columns and rows are
//! those of the usual layouts; what lies between them is as narrow as the links there allow, and what the slide has left
//! in one direction is spread over it.

use std::collections::{BTreeMap, BTreeSet};

use super::dimensions::{ACTOR_SIZE, LANE_PADDING, ROW_GAP, SUPPORTERS_GAP};
use super::interval::Interval;
use super::isolated::tidy_routes;
use super::request::{LayoutRequest, stage_of};
use super::tidy::tidy;
use crate::map::{Actor, ActorId, LinkKind, LinkageMap, Placement, StageId};

/// Least and greatest gap between two columns of boxes, and what each link through it adds, in map units.
const COLUMN_GAP: (f32, f32) = (30.0, 50.0);
const GAP_PER_LINK: f32 = 1.5;
/// Sides that are tried, as parts of those of the slide: the first that lets boxes be as large as any other is taken.
const WANTED: [f32; 5] = [1.0, 0.75, 1.3, 1.7, 2.3];
/// Least vertical distance of the centres of two boxes of a column.
const ROW_PITCH: f32 = ACTOR_SIZE.1 + 18.0;
/// The most that is added to a gap only to fill the slide, in map units.
const MAX_AIR: (f32, f32) = (150.0, 90.0);
/// How much larger boxes have to be in two rows than in one, for a chain to be turned.
const MIN_GAIN: f32 = 1.25;
/// The most actors of a chain that is turned: every place to turn it is tried, and each is a layout of its own, while a slide
/// waits. More fill a slide in one row.
const MAX_TURNED: usize = 60;
/// The part of the height of a slide with two rows that the headers of the second row have: as much as those of the first,
/// which stand above the map; and the air above and below boxes at the edges of the rows, in map units.
const HEAD_SHARE: f32 = 0.17;
const ROW_AIR: f32 = 14.0;
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
        fitted(&bare, balanced(&bare, placed), ratio)
    });
    let height = |placed: &[Placement]| {
        let (width, height) = sides(placed);
        (width / ratio).max(height)
    };
    let all = tried.map(|placed| (height(&placed), placed));
    all.reduce(|best, other| if other.0 < best.0 { other } else { best }).map(|(_, placed)| placed).unwrap_or_default()
}

/// A long chain in two rows, one above the other: each has the lanes of its own stages.
#[derive(Clone, Debug, PartialEq)]
pub struct TwoRows {
    /// A placement for every actor, in id order.
    pub placements: Vec<Placement>,
    /// The actors of the second row.
    pub below: BTreeSet<ActorId>,
    /// Upper edge of the second row.
    pub top: f32,
    /// How much of the second row, from its upper edge down, is kept free for the headers of its lanes, in map units.
    pub head: f32,
}

/// The same in two rows, where boxes are then so much larger than in `one_row` that a chain is better read with a turn in
/// it. Never with actors below the lanes: they belong to both rows.
pub fn tidy_two_rows(map: &LinkageMap, routes: &[Vec<ActorId>], ratio: f32, one_row: &[Placement]) -> Option<TwoRows> {
    if map.actors().len() > MAX_TURNED || map.actors().values().any(Actor::is_below_lanes) {
        return None;
    }
    let (width, height) = sides(one_row);
    let longest = (width / ratio).max(height) / MIN_GAIN;
    let stages: Vec<StageId> = map.stages_in_order().iter().map(|stage| stage.id).collect();
    let turned = (1..stages.len()).filter_map(|at| turned_at(map, routes, ratio, stages.split_at_checked(at)?));
    let best = turned.reduce(|best, other| if other.0 < best.0 { other } else { best })?;
    (best.0 < longest).then_some(best.1)
}

/// The two rows of these stages, and how high the slide has to be for them.
fn turned_at(
    map: &LinkageMap,
    routes: &[Vec<ActorId>],
    ratio: f32,
    (above, below): (&[StageId], &[StageId]),
) -> Option<(f32, TwoRows)> {
    // Each row has half of the height.
    let row = |stages: &[StageId]| {
        let is_in_row = |actor: &&Actor| stage_of(actor).is_some_and(|stage| stages.contains(&stage));
        let actors: BTreeSet<ActorId> = map.actors().values().filter(is_in_row).map(|actor| actor.id).collect();
        let own = routes.iter().map(|route| route.iter().filter(|id| actors.contains(id)).copied().collect::<Vec<_>>());
        let own: Vec<Vec<ActorId>> = own.filter(|route| !route.is_empty()).collect();
        tidy_slide(&map.subgraph(&actors), &own, ratio * 2.0)
    };
    let (upper, lower) = (row(above), row(below));
    if upper.is_empty() || lower.is_empty() {
        return None;
    }
    let ((upper_width, upper_height), (lower_width, lower_height)) = (sides(&upper), sides(&lower));
    let boxes = upper_height + lower_height + 3.0 * ROW_AIR;
    let actors = lower.iter().map(|place| place.actor).collect();
    let height = boxes / (1.0 - HEAD_SHARE);
    let head = height * HEAD_SHARE;
    let ((upper_left, _), (_, lowest)) = bounds(&upper);
    let ((lower_left, _), (highest, _)) = bounds(&lower);
    let top = lowest + ACTOR_SIZE.1 / 2.0 + ROW_AIR;
    let down = top + head + ROW_AIR + ACTOR_SIZE.1 / 2.0 - highest;
    // Both begin at the left, as lines of text do.
    let left = upper_left - lower_left;
    let moved = lower.into_iter().map(|place| Placement { x: place.x + left, y: (place.y + down).round(), ..place });
    let mut placements: Vec<Placement> = upper.into_iter().chain(moved).collect();
    placements.sort_by_key(|place| place.actor);
    let width = upper_width.max(lower_width) + 2.0 * LANE_PADDING;
    let needed = height.max(width / ratio);
    Some((needed, TwoRows { placements, below: actors, top, head }))
}

/// Width and height of the boxes of a layout together.
fn sides(placed: &[Placement]) -> (f32, f32) {
    let ((left, right), (top, bottom)) = bounds(placed);
    (right - left + ACTOR_SIZE.0, bottom - top + ACTOR_SIZE.1)
}

/// From where to where the centres of boxes lie, across and down.
fn bounds(placed: &[Placement]) -> ((f32, f32), (f32, f32)) {
    let (mut across, mut down) = (Interval::EMPTY, Interval::EMPTY);
    for place in placed {
        across.include(place.x);
        down.include(place.y);
    }
    (across.bounds().unwrap_or_default(), down.bounds().unwrap_or_default())
}

/// The same layout, but that actors without a link, which may stand anywhere in their lane, leave columns that are higher
/// than others of it: the highest column decides how large boxes can be.
fn balanced(map: &LinkageMap, mut placed: Vec<Placement>) -> Vec<Placement> {
    let lane = |place: &Placement| map.actors().get(&place.actor).and_then(stage_of);
    loop {
        // How many boxes each column of a lane has, and where its lowest one stands.
        let mut columns: BTreeMap<(StageId, i32), (usize, f32)> = BTreeMap::new();
        for place in &placed {
            let Some(lane) = lane(place) else { continue };
            let (boxes, lowest) = columns.entry((lane, place.x.round() as i32)).or_insert((0, place.y));
            (*boxes, *lowest) = (*boxes + 1, lowest.max(place.y));
        }
        let moved = placed.iter_mut().rev().find_map(|place| {
            let lane = lane(place).filter(|_| map.links_of(place.actor).next().is_none())?;
            let own = columns.get(&(lane, place.x.round() as i32))?.0;
            let others = columns.range((lane, i32::MIN)..=(lane, i32::MAX));
            let (&(_, x), &(boxes, lowest)) = others.min_by_key(|(_, (boxes, _))| *boxes)?;
            (boxes + 1 < own).then(|| (place.x, place.y) = (x as f32, lowest + ACTOR_SIZE.1 + ROW_GAP))
        });
        if moved.is_none() {
            return placed;
        }
    }
}

/// The same columns and order of rows, as near to each other as they may be, then spread to the sides of the slide.
fn fitted(map: &LinkageMap, mut placed: Vec<Placement>, ratio: f32) -> Vec<Placement> {
    let grid = SlideGrid::of(map, &placed);
    let gaps = column_gaps(map, &placed, &grid);
    let supporters = placed.len() - grid.in_lanes;
    let strip = Strip::new(supporters, grid.columns.len(), ratio);
    let width = grid.columns.len() as f32 * ACTOR_SIZE.0 + gaps.iter().sum::<f32>();
    let spread = grid.height() * grid.squeeze;
    let height = spread + ACTOR_SIZE.1 + strip.height();
    // What is missing in one direction is shared out over the gaps in it.
    let wider = (height * ratio - width) / gaps.len().max(1) as f32;
    let wider = if gaps.is_empty() { 0.0 } else { wider.clamp(0.0, MAX_AIR.0) };
    let steps = (spread / ROW_PITCH).max(1.0);
    let higher = 1.0 + ((width / ratio - height) / steps).clamp(0.0, MAX_AIR.1) / ROW_PITCH;

    let mut left = 0.0;
    let mut centres = Vec::with_capacity(grid.columns.len());
    for at in 0..grid.columns.len() {
        centres.push((left + ACTOR_SIZE.0 / 2.0).round());
        left += ACTOR_SIZE.0 + gaps.get(at).copied().unwrap_or_default() + wider;
    }
    let lowest = if grid.in_lanes == 0 { 0.0 } else { spread * higher + ACTOR_SIZE.1 + BELOW_GAP };
    let mut below = strip.positions(&centres, lowest);
    for place in &mut placed {
        if is_in_lane(map, place) {
            place.x = centres.get(grid.column(place.x)).copied().unwrap_or_default();
            place.y = ((place.y - grid.top) * grid.squeeze * higher).round();
        } else if let Some((x, y)) = below.next() {
            (place.x, place.y) = (x.round(), y.round());
        }
    }
    placed
}

fn is_in_lane(map: &LinkageMap, place: &Placement) -> bool {
    map.actors().get(&place.actor).and_then(stage_of).is_some()
}

/// The columns and rows of a layout, in its own units.
struct SlideGrid {
    /// The centres of its columns, from left to right.
    columns: Vec<f32>,
    /// The centres of its highest and lowest boxes.
    top: f32,
    bottom: f32,
    /// By what vertical distances may be multiplied, so that no two boxes of a column are too near.
    squeeze: f32,
    /// How many actors stand in lanes.
    in_lanes: usize,
}

impl SlideGrid {
    fn of(map: &LinkageMap, placed: &[Placement]) -> Self {
        let boxes = || placed.iter().filter(|place| is_in_lane(map, place));
        let mut columns: Vec<f32> = boxes().map(|place| place.x).collect();
        columns.sort_by(f32::total_cmp);
        columns.dedup();
        let mut by_column: Vec<(f32, f32)> = boxes().map(|place| (place.x, place.y)).collect();
        by_column.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        let distances = by_column.windows(2).filter_map(|pair| match pair {
            [(x, above), (other_x, below)] if x.total_cmp(other_x).is_eq() => Some(below - above),
            _ => None,
        });
        let least = distances.filter(|distance| *distance > 0.0).fold(f32::INFINITY, f32::min);
        let mut rows = Interval::EMPTY;
        for (_, y) in &by_column {
            rows.include(*y);
        }
        let (top, bottom) = rows.bounds().unwrap_or_default();
        let squeeze = if least.is_finite() { ROW_PITCH / least } else { 1.0 };
        Self { columns, top, bottom, squeeze, in_lanes: by_column.len() }
    }

    fn column(&self, x: f32) -> usize {
        self.columns.partition_point(|other| *other < x)
    }

    fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// The supporters below the lanes, in rows.
struct Strip {
    supporters: usize,
    side_by_side: usize,
}

impl Strip {
    fn new(supporters: usize, columns: usize, ratio: f32) -> Self {
        let compact = (supporters as f32 * ratio).sqrt().ceil() as usize;
        Self { supporters, side_by_side: columns.max(compact).max(1) }
    }

    fn height(&self) -> f32 {
        let rows = self.supporters.div_ceil(self.side_by_side);
        if rows == 0 { 0.0 } else { BELOW_GAP + rows as f32 * ROW_PITCH }
    }

    /// Their centres, under the middle of the columns; `top` is that of the first row.
    fn positions(&self, columns: &[f32], top: f32) -> impl Iterator<Item = (f32, f32)> + use<> {
        let pitch = ACTOR_SIZE.0 + COLUMN_GAP.0;
        let (first, last) = (columns.first().copied(), columns.last().copied());
        let middle = f32::midpoint(first.unwrap_or_default(), last.unwrap_or_default());
        let in_row = self.supporters.min(self.side_by_side);
        let left = middle - pitch * in_row.saturating_sub(1) as f32 / 2.0;
        let side_by_side = self.side_by_side;
        (0..self.supporters)
            .map(move |at| (at / side_by_side, at % side_by_side))
            .map(move |(row, nth)| (left + nth as f32 * pitch, top + row as f32 * ROW_PITCH))
    }
}

/// The gap behind each column but the last, by the links that run through it and not level.
fn column_gaps(map: &LinkageMap, placed: &[Placement], grid: &SlideGrid) -> Vec<f32> {
    let places: BTreeMap<ActorId, &Placement> = placed.iter().map(|place| (place.actor, place)).collect();
    let mut crossing = vec![0_usize; grid.columns.len().saturating_sub(1)];
    for link in map.links().values().filter(|link| link.kind != LinkKind::Support) {
        let ends = [link.from, link.to].map(|end| places.get(&end).filter(|place| is_in_lane(map, place)));
        let [Some(from), Some(to)] = ends else { continue };
        let (first, last) = (grid.column(from.x.min(to.x)), grid.column(from.x.max(to.x)));
        let is_level = (from.y - to.y).abs() < 1.0;
        for count in crossing.get_mut(first..last).into_iter().flatten().filter(|_| !is_level) {
            *count += 1;
        }
    }
    crossing.into_iter().map(|links| (COLUMN_GAP.0 + links as f32 * GAP_PER_LINK).min(COLUMN_GAP.1)).collect()
}
