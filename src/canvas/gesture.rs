//! Pointer gestures: what a press begins and which commands it ends in. Plain rules on map coordinates, no window.

use std::collections::BTreeSet;

use crate::command::{ActorMove, Command};
use crate::map::{ActorId, CANVAS_LIMIT, LinkageMap, Placement, Selection, StageId};
use crate::scene::{ActorMark, Area, Point, Scene};

/// How near to a card's edge or a link the pointer must be, in points.
pub(super) const HIT_RADIUS: f32 = 8.0;

/// The gesture in progress.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Gesture {
    /// No gesture.
    #[default]
    Idle,
    /// Panning the view.
    Panning,
    /// Moving actors.
    Dragging { actors: BTreeSet<ActorId>, from: Point, to: Point },
    /// Drawing a link.
    Linking { from: ActorId, to: Point },
    /// Selecting actors with a frame.
    BoxSelecting { from: Point, to: Point, adding: bool },
}

/// The part of a card that is hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardPart {
    /// Inside: a drag moves the actor.
    Body,
    /// On its edge: a drag draws a link from it.
    Edge,
}

/// The actor at a point, and which part of its card; `edge` is the width of the edge outside the card, in map units.
pub(super) fn hit_actor(scene: &Scene, point: Point, edge: f32) -> Option<(ActorId, CardPart)> {
    if let Some(mark) = scene.actor_at_point(point) {
        let inside = mark.area.expanded(-edge * 0.6);
        let part = if inside.is_empty() || inside.contains(point) { CardPart::Body } else { CardPart::Edge };
        return Some((mark.id, part));
    }
    let around = Area { min: point, max: point }.expanded(edge);
    scene.actors_in(around).last().map(|mark| (mark.id, CardPart::Edge))
}

impl Gesture {
    /// The gesture that a drag from a point begins.
    pub fn begin(scene: &Scene, selection: &Selection, point: Point, edge: f32, adding: bool) -> Self {
        match hit_actor(scene, point, edge) {
            Some((from, CardPart::Edge)) => Self::Linking { from, to: point },
            Some((actor, CardPart::Body)) => {
                let actors = match selection {
                    Selection::Actors(chosen) if chosen.contains(&actor) => chosen.clone(),
                    Selection::Actors(chosen) if adding => chosen.iter().copied().chain([actor]).collect(),
                    _ => BTreeSet::from([actor]),
                };
                Self::Dragging { actors, from: point, to: point }
            }
            None => Self::BoxSelecting { from: point, to: point, adding },
        }
    }

    /// Updates the gesture to the pointer's position.
    pub fn follow(&mut self, point: Point) {
        match self {
            Self::Dragging { to, .. } | Self::Linking { to, .. } | Self::BoxSelecting { to, .. } => *to = point,
            Self::Idle | Self::Panning => {}
        }
    }

    /// The commands of the gesture when the pointer is released. `drawn_position` is the centre of a card as it was
    /// drawn before the gesture.
    pub fn end(
        self,
        scene: &Scene,
        map: &LinkageMap,
        selection: &Selection,
        edge: f32,
        drawn_position: impl Fn(&ActorMark) -> Point,
    ) -> Vec<Command> {
        match self {
            Self::Idle | Self::Panning => Vec::new(),
            Self::Dragging { actors, from, to } => {
                let moves = constrained_moves(scene, map, &actors, drawn_position, (to.x - from.x, to.y - from.y));
                let select = Command::Select(Selection::Actors(actors));
                if moves.is_empty() { vec![select] } else { vec![select, Command::Move(moves)] }
            }
            Self::Linking { from, to } => match hit_actor(scene, to, edge) {
                Some((other, _)) if other != from => vec![Command::AddLink { from, to: other }],
                Some(_) => Vec::new(),
                // On empty ground it makes its buyer.
                None => vec![Command::AddBuyer { from, stage: stage_at(scene, to), at: (to.x, to.y) }],
            },
            Self::BoxSelecting { from, to, adding } => {
                let mut boxed: BTreeSet<ActorId> =
                    scene.actors_in(Area::from_corners(from, to)).map(|mark| mark.id).collect();
                if let (true, Selection::Actors(chosen)) = (adding, selection) {
                    boxed.extend(chosen);
                }
                let chosen = if boxed.is_empty() { Selection::None } else { Selection::Actors(boxed) };
                vec![Command::Select(chosen)]
            }
        }
    }
}

/// The lane at a point; none below the lanes.
pub(super) fn stage_at(scene: &Scene, point: Point) -> Option<StageId> {
    let is_below = scene.supporters.is_some_and(|strip| point.y >= strip.top);
    scene.lane_at(point.x).filter(|_| !is_below).map(|lane| lane.stage)
}

/// Margin between a card and the edge of its lane, in map units.
const LANE_MARGIN: f32 = 6.0;

/// The placements of actors after a move from where they are drawn.
///
/// All of them move by the same distance, so that their relative positions stay: what stops one stops all. None leaves
/// the canvas. An actor whose centre comes to lie in another lane changes its stage; the move is adjusted until every
/// card is inside its lane, unless the lanes of several cards require opposite corrections: then it is not adjusted,
/// and lanes are drawn anew around them.
pub(super) fn constrained_moves(
    scene: &Scene,
    map: &LinkageMap,
    actors: &BTreeSet<ActorId>,
    drawn_position: impl Fn(&ActorMark) -> Point,
    by: (f32, f32),
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
    let in_lanes = if correction_range.0 <= correction_range.1 { dx + clamp_to(0.0, correction_range) } else { dx };
    let dx = snap_to_grid(anchor.x, in_lanes, limits_x);
    let dy = snap_to_grid(anchor.y, dy, limits_y);
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

/// The selection after a click; `adding` (Shift or Ctrl) toggles the actor.
pub(super) fn click_selection(
    scene: &Scene,
    selection: &Selection,
    point: Point,
    hit_radius: f32,
    adding: bool,
) -> Selection {
    if let Some((actor, _)) = hit_actor(scene, point, hit_radius * 0.5) {
        return match selection {
            Selection::Actors(chosen) if adding => {
                let mut chosen = chosen.clone();
                if !chosen.remove(&actor) {
                    chosen.insert(actor);
                }
                if chosen.is_empty() { Selection::None } else { Selection::Actors(chosen) }
            }
            _ => Selection::actor(actor),
        };
    }
    match scene.nearest_link(point, hit_radius) {
        Some(link) => Selection::Link(link.id),
        None if adding => selection.clone(),
        None => Selection::None,
    }
}
