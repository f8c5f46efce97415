//! Tidying some actors among the others, which stay where they are.

use std::collections::{BTreeMap, BTreeSet};

use super::dimensions::{ACTOR_SIZE, LANE_PADDING, ROW_PITCH};
use super::interval::Interval;
use super::lanes::lanes;
use super::obstacles::{Obstacles, push_down};
use super::progress::ProgressCallback;
use super::request::{LayoutRequest, stage_of};
use super::tidy::tidy;
use crate::map::{ActorId, CANVAS_LIMIT, LinkageMap, Placement, StageId};

/// Actors of a column with their heights.
type Column = Vec<(f64, ActorId)>;

/// New placements of the selected actors that are not pinned: in rows and columns as tidying would put them if there were
/// no others, about where they stand now, in their lanes and clear of the others. `None` when cancelled.
pub fn tidy_selection(
    map: &LinkageMap,
    selected: &BTreeSet<ActorId>,
    watch: ProgressCallback<'_>,
) -> Option<Vec<Placement>> {
    let is_free = |id: &&ActorId| map.placements().get(id).is_some_and(|place| !place.pinned);
    let free: BTreeSet<ActorId> = selected.iter().filter(is_free).copied().collect();
    let laid_out = tidy(&LayoutRequest::with_bands(&map.subgraph(&free), None), watch)?;
    let stage = |id: ActorId| map.actors().get(&id).and_then(stage_of);
    let strips = lanes(map);
    // Where each lane, or the strip below them, begins and ends in the layout of these actors alone.
    let mut extents: BTreeMap<Option<StageId>, Interval> = BTreeMap::new();
    for place in &laid_out {
        extents.entry(stage(place.actor)).or_insert(Interval::EMPTY).include(place.x);
    }
    let margin = ACTOR_SIZE.0 / 2.0 + LANE_PADDING / 4.0;
    let x_of = |place: &Placement| {
        let stage = stage(place.actor);
        let (least, most) = extents.get(&stage).and_then(|extent| extent.bounds()).unwrap_or((place.x, place.x));
        let lane = stage.and_then(|stage| strips.of(stage));
        let (left, right) = lane.map_or((strips.left(), strips.right()), |lane| (lane.left, lane.right));
        let middle = f32::midpoint(left, right);
        let has_room = right - left >= most - least + 2.0 * margin;
        (if has_room { middle + place.x - f32::midpoint(least, most) } else { middle }).round()
    };
    let moved_by = |is_below: bool| {
        let group = laid_out.iter().filter(|place| stage(place.actor).is_none() == is_below);
        let mut by: Vec<f32> =
            group.filter_map(|place| Some(map.placements().get(&place.actor)?.y - place.y)).collect();
        by.sort_by(f32::total_cmp);
        by.get(by.len() / 2).copied().unwrap_or_default().round()
    };
    let shifts = [moved_by(false), moved_by(true)];
    let floor = strips.supporters_row();
    let mut columns: BTreeMap<(Option<StageId>, i64), Column> = BTreeMap::new();
    for place in &laid_out {
        let stage = stage(place.actor);
        let y = if stage.is_some() { place.y + shifts[0] } else { (place.y + shifts[1]).max(floor) };
        columns.entry((stage, x_of(place) as i64)).or_default().push((f64::from(y), place.actor));
    }
    let others = map.placements().values().filter(|place| !free.contains(&place.actor));
    let mut standing: Vec<(f32, f32)> = others.map(|place| (place.x, place.y)).collect();
    let mut placements = Vec::with_capacity(laid_out.len());
    for ((_, x), mut members) in columns {
        members.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut heights: Vec<f64> = members.iter().map(|(y, _)| *y).collect();
        let spans = Obstacles::new(standing.iter().copied()).blocked_spans(x as f64);
        push_down(&mut heights, &spans, ROW_PITCH);
        for ((_, actor), y) in members.iter().zip(heights) {
            let (x, y) = (x as f32, (y as f32).clamp(-CANVAS_LIMIT, CANVAS_LIMIT));
            standing.push((x, y));
            placements.push(Placement { actor: *actor, x, y, pinned: false, by_hand: true });
        }
    }
    Some(placements)
}
