//! Actors grown from others, each with its link.

use super::defaults::{inferred_stage, likely_stage, new_link, usual_kind, usual_stage};
use crate::layout::{ACTOR_SIZE, free_position, lanes};
use crate::map::{Actor, ActorId, ActorKind, Link, Placement, StageId, Transaction, Violation};
use crate::schema::kind_of_name;

/// Where a new actor is grown to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// To the next lane, bought from the actor.
    Downstream,
    /// To the lane before, sold to the actor.
    Upstream,
    /// Beside the actor, linked to whom it is linked.
    Beside,
}

/// Adds an actor without a name of its own near a point of a lane, of the kind that is usual there.
///
/// # Errors
/// Why the map refuses it.
pub fn add_actor(
    edit: &mut Transaction<'_>,
    stage: Option<StageId>,
    at: (f32, f32),
    name: &str,
) -> Result<ActorId, Violation> {
    let kind = usual_kind(edit.map(), stage);
    let (x, y) = free_position(edit.map(), stage, at);
    let id = edit.add(Actor { name: name.to_owned(), kind, stage, ..Actor::default() })?;
    edit.set(Placement { actor: id, x, y, pinned: false, by_hand: true })?;
    Ok(id)
}

/// Adds an actor linked to another one. Beside it stands one that is linked as it is, where it has one link.
///
/// # Errors
/// Why the map refuses it.
pub fn grow(edit: &mut Transaction<'_>, from: ActorId, growth: Growth, name: &str) -> Result<ActorId, Violation> {
    let map = edit.map();
    let origin = map.actors().get(&from);
    let below = origin.is_none_or(Actor::is_below_lanes);
    let stage = origin.and_then(|actor| actor.stage).filter(|_| !below);
    let stages: Vec<StageId> = map.stages_in_order().iter().map(|stage| stage.id).collect();
    let position = stage.and_then(|stage| stages.iter().position(|other| *other == stage));
    let stage = match (growth, position) {
        (Growth::Beside, _) => stage,
        (Growth::Downstream, Some(at)) => stages.get(at + 1).copied().or(stage),
        (Growth::Upstream, Some(at)) => at.checked_sub(1).and_then(|before| stages.get(before)).copied().or(stage),
        // A supporter helps those who produce.
        (_, None) => usual_stage(map, ActorKind::Cooperative),
    };
    let placement = map.placements().get(&from).copied();
    let (x, y) = placement.map_or((0.0, 0.0), |placement| (placement.x, placement.y));
    let lane = lanes(map).lanes.into_iter().find(|lane| Some(lane.stage) == stage);
    let near = match (growth, lane) {
        (Growth::Beside, _) => (x, y + ACTOR_SIZE.1),
        (_, Some(lane)) => (f32::midpoint(lane.left, lane.right), y),
        (_, None) => (x, y),
    };
    let beside = (growth == Growth::Beside).then(|| {
        let mut links = map.links_of(from);
        links.next().filter(|_| links.next().is_none()).cloned()
    });
    let kind = origin.map(|actor| actor.kind).filter(|_| growth == Growth::Beside);
    let id = add_actor(edit, stage, near, name)?;
    if let Some(kind) = kind {
        edit.edit(id, |actor: &mut Actor| actor.kind = kind)?;
    }
    match (growth, beside.flatten()) {
        (Growth::Downstream, _) => edit.add(new_link(edit.map(), from, id)).map(drop)?,
        (Growth::Upstream, _) => edit.add(new_link(edit.map(), id, from)).map(drop)?,
        (Growth::Beside, Some(link)) => {
            let [from, to] = [link.from, link.to].map(|end| if end == from { id } else { end });
            let Link { kind, products, form, .. } = link;
            edit.add(Link { from, to, kind, products, form, ..Link::default() }).map(drop)?;
        }
        (Growth::Beside, None) => {}
    }
    Ok(id)
}

/// An actor whose kind, and lane, were chosen for it, as its new name tells them.
pub fn settle(map: &crate::map::LinkageMap, actor: &Actor, is_stage_chosen: bool) -> Actor {
    let Some(kind) = kind_of_name(&actor.name) else { return actor.clone() };
    let likely = || likely_stage(map, kind, &actor.name);
    let stage = if is_stage_chosen && kind != ActorKind::Supporter {
        actor.stage.or_else(likely)
    } else if kind == actor.kind {
        inferred_stage(map, &actor.name).or(actor.stage)
    } else {
        likely()
    };
    Actor { kind, stage, ..actor.clone() }
}

/// Replaces an actor; if its lane changes, it moves to a free position there.
///
/// # Errors
/// Why the map refuses it.
pub fn replace_actor(edit: &mut Transaction<'_>, actor: Actor) -> Result<(), Violation> {
    let id = actor.id;
    let stage = lane_of(&actor);
    let moves = edit.map().actors().get(&id).is_some_and(|before| lane_of(before) != stage);
    edit.set(actor)?;
    let Some(placement) = edit.map().placements().get(&id).copied().filter(|_| moves) else { return Ok(()) };
    move_to_lane(edit, placement, stage)
}

/// The lane that an actor stands in; `None` is below the lanes.
pub(super) fn lane_of(actor: &Actor) -> Option<StageId> {
    actor.stage.filter(|_| !actor.is_below_lanes())
}

/// Moves a placed actor to a free position of a lane, at about its height.
///
/// # Errors
/// Why the map refuses it.
pub(super) fn move_to_lane(
    edit: &mut Transaction<'_>,
    placement: Placement,
    stage: Option<StageId>,
) -> Result<(), Violation> {
    // So that its old placement does not block the new one.
    edit.remove::<Placement>(placement.actor);
    let lane = lanes(edit.map()).lanes.into_iter().find(|lane| Some(lane.stage) == stage);
    let near = lane.map_or(placement.x, |lane| f32::midpoint(lane.left, lane.right));
    let (x, y) = free_position(edit.map(), stage, (near, placement.y));
    edit.set(Placement { x, y, by_hand: true, ..placement })
}
