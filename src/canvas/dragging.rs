//! Moving actors: how far they can go, where they snap to, and where they are put down.

use std::collections::BTreeSet;

use super::snapping::{self, Guide, SnapField};
use crate::command::ActorMove;
use crate::layout::STRIP_MARGIN;
use crate::map::{Actor, ActorId, CANVAS_LIMIT, LinkageMap, Placement};
use crate::scene::{ActorMark, Area, Point, Scene};

/// Keys that are held while dragging.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Ctrl or Alt: a copy is put down.
    pub copies: bool,
    /// Shift: straight up and down, or to a side.
    pub is_straight: bool,
    /// Space: nothing snaps.
    pub is_free: bool,
}

/// Actors that are dragged.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drag {
    pub actors: BTreeSet<ActorId>,
    pub from: Point,
    pub to: Point,
    pub held: Held,
}

/// Where dragged actors would be put down, and what they are aligned with.
#[derive(Debug, Default)]
pub(super) struct DragMoves {
    pub moves: Vec<ActorMove>,
    pub guides: Vec<Guide>,
}

impl Drag {
    /// The distance of the pointer from where it was pressed, along one axis if that is held.
    fn distance(&self) -> (f32, f32) {
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        match self.held.is_straight {
            true if dx.abs() < dy.abs() => (0.0, dy),
            true => (dx, 0.0),
            false => (dx, dy),
        }
    }

    /// Where the actors would be put down now; `drawn_position` is the centre of a card as it was drawn before.
    pub fn moves(
        &self,
        scene: &Scene,
        map: &LinkageMap,
        drawn_position: impl Fn(&ActorMark) -> Point,
        field: Option<SnapField>,
    ) -> DragMoves {
        let field = field.filter(|_| !self.held.is_free);
        let moves = constrained_moves(scene, map, &self.actors, &drawn_position, self.distance(), field);
        let area = moves.iter().filter_map(|moved| {
            let mark = scene.actor(moved.placement.actor)?;
            let at = Point::new(moved.placement.x, moved.placement.y);
            Some(Area::from_center_size(at, mark.area.width(), mark.area.height()))
        });
        let area = area.fold(Area::NOTHING, Area::union);
        let guides = match field {
            Some(field) if !moves.is_empty() => snapping::guides(scene, area, |id| self.actors.contains(&id), field),
            _ => Vec::new(),
        };
        DragMoves { moves, guides }
    }
}

/// Margin between a card and the edge of its lane, in map units.
const LANE_MARGIN: f32 = 6.0;

/// The placements of actors after a move from where they are drawn.
///
/// All of them move by the same distance, so that their relative positions stay: what stops one stops all. None leaves
/// the canvas, nor the strip of supporters upwards. An actor whose centre comes to lie in another lane changes its stage;
/// the move is adjusted until every card is inside its lane, unless the lanes of several cards require opposite
/// corrections: then it is not adjusted, and lanes are drawn anew around them. With a field, they snap to what is near.
pub(super) fn constrained_moves(
    scene: &Scene,
    map: &LinkageMap,
    actors: &BTreeSet<ActorId>,
    drawn_position: impl Fn(&ActorMark) -> Point,
    by: (f32, f32),
    field: Option<SnapField>,
) -> Vec<ActorMove> {
    let dragged: Vec<_> = actors
        .iter()
        .filter_map(|id| {
            let (mark, actor) = (scene.actor(*id)?, map.actors().get(id)?);
            Some((mark, actor, drawn_position(mark)))
        })
        .collect();
    let Some((.., anchor)) = dragged.first() else { return Vec::new() };
    let limits_x = move_limits(dragged.iter().map(|(.., at)| at.x));
    let limits_y = move_limits(dragged.iter().map(|(.., at)| at.y));
    let limits_y = below_lanes(scene, dragged.iter().map(|(_, actor, at)| (*actor, at.y)), limits_y);
    let (dx, dy) = (clamp_to(by.0, limits_x), clamp_to(by.1, limits_y));
    if dx == 0.0 && dy == 0.0 {
        return Vec::new();
    }
    // The range of corrections in x with which all cards lie clamped their lanes.
    let mut correction_range = (limits_x.0 - dx, limits_x.1 - dx);
    for (mark, actor, at) in &dragged {
        let x = at.x + dx;
        let half = mark.area.width() / 2.0 + LANE_MARGIN;
        if let Some(lane) =
            scene.lane_at(x).filter(|lane| !actor.is_below_lanes() && lane.right - lane.left > 2.0 * half)
        {
            correction_range =
                (correction_range.0.max(lane.left + half - x), correction_range.1.min(lane.right - half - x));
        }
    }
    let is_in_lanes = correction_range.0 <= correction_range.1;
    let range_x = if is_in_lanes { (dx + correction_range.0, dx + correction_range.1) } else { limits_x };
    let in_lanes = if is_in_lanes { dx + clamp_to(0.0, correction_range) } else { dx };
    // What a limit stops is not snapped away from it.
    let is_same = |a: f32, b: f32| (a - b).abs() <= f32::EPSILON * a.abs();
    let is_free = (by.0 != 0.0 && is_same(in_lanes, by.0), by.1 != 0.0 && is_same(dy, by.1));
    let dx = if in_lanes == 0.0 { 0.0 } else { snap_to_grid(anchor.x, in_lanes, limits_x) };
    let dy = if dy == 0.0 { 0.0 } else { snap_to_grid(anchor.y, dy, limits_y) };
    let (dx, dy) = field.map_or((dx, dy), |field| {
        let around = dragged.iter().fold(Area::NOTHING, |area, (mark, _, at)| {
            let at = Point::new(at.x + dx, at.y + dy);
            area.union(Area::from_center_size(at, mark.area.width(), mark.area.height()))
        });
        let (step_x, step_y) = snapping::snap(scene, around, |id| actors.contains(&id), field);
        let stepped = |distance: f32, step: Option<f32>, is_free: bool, (least, most): (f32, f32)| {
            let step = step.filter(|step| is_free && distance + step >= least && distance + step <= most);
            distance + step.unwrap_or_default()
        };
        (stepped(dx, step_x, is_free.0, range_x), stepped(dy, step_y, is_free.1, limits_y))
    });
    let clamped = |value: f32| value.clamp(-CANVAS_LIMIT, CANVAS_LIMIT);
    dragged
        .iter()
        .map(|(mark, actor, at)| {
            let (x, y) = (clamped(at.x + dx), clamped(at.y + dy));
            let lane = scene.lane_at(x).filter(|lane| !actor.is_below_lanes() && actor.stage != Some(lane.stage));
            ActorMove {
                placement: Placement { actor: mark.id, x, y, pinned: true, by_hand: true },
                stage: lane.map(|lane| lane.stage),
            }
        })
        .collect()
}

/// The limits of a vertical move of these actors: where all of them stand below the lanes, they stay there.
fn below_lanes<'a>(
    scene: &Scene,
    dragged: impl Iterator<Item = (&'a Actor, f32)> + Clone,
    (least, most): (f32, f32),
) -> (f32, f32) {
    if !dragged.clone().all(|(actor, _)| actor.is_below_lanes()) {
        return (least, most);
    }
    let floor = scene.lanes_bottom() + STRIP_MARGIN;
    let highest = dragged.map(|(_, y)| y).fold(f32::INFINITY, f32::min);
    (least.max((floor - highest).min(0.0)), most)
}

/// The minimum and maximum distance by which all these coordinates can move without leaving the canvas.
fn move_limits(coordinates: impl Iterator<Item = f32>) -> (f32, f32) {
    let extend = |(least, most): (f32, f32), at: f32| (least.min(at), most.max(at));
    let (least, most) = coordinates.fold((f32::INFINITY, f32::NEG_INFINITY), extend);
    ((-CANVAS_LIMIT - least).min(0.0), (CANVAS_LIMIT - most).max(0.0))
}

fn clamp_to(distance: f32, (least, most): (f32, f32)) -> f32 {
    distance.max(least).min(most)
}

/// A distance near the given one that brings a coordinate onto whole units, if the limits allow one.
fn snap_to_grid(at: f32, distance: f32, limits: (f32, f32)) -> f32 {
    let onto_grid = (at + distance).round() - at;
    let step_back = if onto_grid > limits.1 { -1.0 } else { 0.0 };
    let step_forward = if onto_grid < limits.0 { 1.0 } else { 0.0 };
    clamp_to(onto_grid + step_back + step_forward, limits)
}
