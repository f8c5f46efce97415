//! What is at a point of the map: a card or its edge, an end of a link, a lane.

use crate::editing::LinkEnd;
use crate::map::{ActorId, LinkId, Selection, StageId};
use crate::scene::{ARROWHEAD_SIZE, Area, LinkMark, Point, Scene};

/// How near to a card's edge or a link the pointer must be, in points.
pub(super) const HIT_RADIUS: f32 = 8.0;

/// Radius of the handle at an end of a link, in points.
pub(super) const END_RADIUS: f32 = 5.0;

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

/// Where the handle of a link's end on the edge of a card is: so far beside it that it covers no letter of the card.
pub(super) fn handle_beside(card: Area, end: Point, offset: f32) -> Point {
    if end.x >= card.max.x {
        Point::new(end.x + offset, end.y)
    } else if end.x <= card.min.x {
        Point::new(end.x - offset, end.y)
    } else if end.y < card.middle().y {
        Point::new(end.x, end.y - offset)
    } else {
        Point::new(end.x, end.y + offset)
    }
}

/// The end of a link at a point: either end of the selected one, the arrowhead of any other.
pub(super) fn hit_link_end(
    scene: &Scene,
    selection: &Selection,
    point: Point,
    radius: f32,
) -> Option<(LinkId, LinkEnd)> {
    if let Selection::Link(id) = selection
        && let Some(mark) = scene.link(*id)
    {
        let offset = radius * (END_RADIUS / HIT_RADIUS);
        let near = |card: ActorId, end: Point| {
            let handle = scene.actor(card).map_or(end, |card| handle_beside(card.area, end, offset));
            point.distance(end).min(point.distance(handle)) <= radius
        };
        if near(mark.to, mark.path.end()) {
            return Some((*id, LinkEnd::To));
        }
        if near(mark.from, mark.path.start()) {
            return Some((*id, LinkEnd::From));
        }
    }
    // Inside a card only its own drag can be meant.
    if hit_actor(scene, point, 0.0).is_some() {
        return None;
    }
    let distance = |mark: &LinkMark| {
        let middle = mark.path.trimmed_end(ARROWHEAD_SIZE / 2.0);
        point.distance(middle)
    };
    let reach = ARROWHEAD_SIZE / 2.0 + radius * 0.25;
    let around = Area { min: point, max: point }.expanded(reach);
    let near = scene.links_in(around).map(|mark| (distance(mark), mark)).filter(|(distance, _)| *distance <= reach);
    near.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, mark)| (mark.id, LinkEnd::To))
}

/// The lane at a point; none below the lanes.
pub(super) fn stage_at(scene: &Scene, point: Point) -> Option<StageId> {
    let is_below = scene.supporters.is_some_and(|strip| point.y >= strip.top);
    scene.lane_at(point.x).filter(|_| !is_below).map(|lane| lane.stage)
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
