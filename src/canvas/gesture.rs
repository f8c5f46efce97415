//! What a press of the pointer means and what comes of it: plain rules on map coordinates, no window.

use std::collections::BTreeSet;

use crate::command::{Command, Moved};
use crate::map::{ActorId, LinkageMap, Place, Selection};
use crate::scene::{Area, Point, Scene};

/// What the pointer is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Gesture {
    /// Nothing.
    #[default]
    Idle,
    /// Moving the view.
    Panning,
    /// Moving actors.
    Dragging { actors: BTreeSet<ActorId>, from: Point, to: Point },
    /// Drawing a link.
    Linking { from: ActorId, to: Point },
    /// Drawing a frame around actors.
    Framing { from: Point, to: Point, adding: bool },
}

/// Where on a card a press falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Inside: takes the actor.
    Body,
    /// On its edge: draws a link from it.
    Edge,
}

/// The actor at a point, and where on it; `edge` is the width of the edge outside the card, in map units.
pub(super) fn actor_part(scene: &Scene, point: Point, edge: f32) -> Option<(ActorId, Part)> {
    if let Some(mark) = scene.actor_under(point) {
        let inside = mark.area.grown(-edge * 0.6);
        let part = if inside.is_nothing() || inside.contains(point) { Part::Body } else { Part::Edge };
        return Some((mark.id, part));
    }
    let around = Area { min: point, max: point }.grown(edge);
    scene.actors_in(around).last().map(|mark| (mark.id, Part::Edge))
}

impl Gesture {
    /// What a drag that starts at a point begins.
    pub fn begin(scene: &Scene, selection: &Selection, point: Point, edge: f32, adding: bool) -> Self {
        match actor_part(scene, point, edge) {
            Some((from, Part::Edge)) => Self::Linking { from, to: point },
            Some((actor, Part::Body)) => {
                let actors = match selection {
                    Selection::Actors(chosen) if chosen.contains(&actor) => chosen.clone(),
                    Selection::Actors(chosen) if adding => chosen.iter().copied().chain([actor]).collect(),
                    _ => BTreeSet::from([actor]),
                };
                Self::Dragging { actors, from: point, to: point }
            }
            None => Self::Framing { from: point, to: point, adding },
        }
    }

    /// Follows the pointer.
    pub fn follow(&mut self, point: Point) {
        match self {
            Self::Dragging { to, .. } | Self::Linking { to, .. } | Self::Framing { to, .. } => *to = point,
            Self::Idle | Self::Panning => {}
        }
    }

    /// What it comes to when the pointer lets go.
    pub fn end(self, scene: &Scene, map: &LinkageMap, selection: &Selection, edge: f32) -> Vec<Command> {
        match self {
            Self::Idle | Self::Panning => Vec::new(),
            Self::Dragging { actors, from, to } => {
                let moved = moved(scene, map, &actors, to.x - from.x, to.y - from.y);
                let select = Command::Select(Selection::Actors(actors));
                if moved.is_empty() { vec![select] } else { vec![select, Command::Move(moved)] }
            }
            Self::Linking { from, to } => match actor_part(scene, to, edge) {
                Some((other, _)) if other != from => vec![Command::AddLink { from, to: other }],
                _ => Vec::new(),
            },
            Self::Framing { from, to, adding } => {
                let mut framed: BTreeSet<ActorId> =
                    scene.actors_in(Area::between(from, to)).map(|mark| mark.id).collect();
                if let (true, Selection::Actors(chosen)) = (adding, selection) {
                    framed.extend(chosen);
                }
                let chosen = if framed.is_empty() { Selection::None } else { Selection::Actors(framed) };
                vec![Command::Select(chosen)]
            }
        }
    }
}

/// Where actors stand after a move. An actor whose middle comes to lie in another lane goes over to it; one that
/// stays keeps its card inside its lane.
pub(super) fn moved(scene: &Scene, map: &LinkageMap, actors: &BTreeSet<ActorId>, dx: f32, dy: f32) -> Vec<Moved> {
    if dx == 0.0 && dy == 0.0 {
        return Vec::new();
    }
    actors
        .iter()
        .filter_map(|id| {
            let mark = scene.actor(*id)?;
            let actor = map.actors().get(id)?;
            let middle = mark.area.middle();
            let mut x = middle.x + dx;
            let mut stage = None;
            if !actor.stands_below()
                && let Some(lane) = scene.lane_at(x)
            {
                stage = (actor.stage != Some(lane.stage)).then_some(lane.stage);
                let half = mark.area.width() / 2.0 + 6.0;
                if lane.right - lane.left > 2.0 * half {
                    x = x.clamp(lane.left + half, lane.right - half);
                }
            }
            let (x, y) = (x.round(), (middle.y + dy).round());
            Some(Moved { place: Place { actor: *id, x, y, pinned: true, by_hand: true }, stage })
        })
        .collect()
}

/// What a click selects: with Shift it adds or takes away.
pub(super) fn clicked(scene: &Scene, selection: &Selection, point: Point, reach: f32, adding: bool) -> Selection {
    if let Some((actor, _)) = actor_part(scene, point, reach * 0.5) {
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
    match scene.link_near(point, reach) {
        Some(link) => Selection::Link(link.id),
        None if adding => selection.clone(),
        None => Selection::None,
    }
}
