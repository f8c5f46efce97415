//! Actors moved by a hand or by keys, and copies put down by one: none hides another.

use std::collections::{BTreeMap, BTreeSet};

use super::clearance::{Aside, StandingBoxes};
use super::fragment::{Pasted, fragment, paste};
use crate::layout::ACTOR_SIZE;
use crate::map::{Actor, ActorId, CANVAS_LIMIT, LinkageMap, Placement, StageId, Transaction, Violation};

/// A move of an actor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActorMove {
    /// The new placement.
    pub placement: Placement,
    /// The new lane, if it changes.
    pub stage: Option<StageId>,
}

/// Moves actors together; where one would hide another that is not moved, all step aside.
///
/// # Errors
/// Why the map refuses it.
pub fn move_actors(edit: &mut Transaction<'_>, moves: &[ActorMove], aside: Aside) -> Result<(), Violation> {
    let standing = standing_boxes(edit.map(), moves);
    let places: Vec<(f32, f32)> = moves.iter().map(|moved| (moved.placement.x, moved.placement.y)).collect();
    let step = standing.least_step(&places, aside);
    let fits = |step: f32| places.iter().all(|(_, y)| (y + step).abs() <= CANVAS_LIMIT);
    let step = if fits(step) { step } else { standing.least_step(&places, Aside::Up) };
    for moved in moves {
        put(edit, moved, moved.placement.y + step)?;
    }
    Ok(())
}

/// Moves actors one by one; none hides another, be that moved or not.
///
/// # Errors
/// Why the map refuses it.
pub fn move_apart(edit: &mut Transaction<'_>, moves: &[ActorMove]) -> Result<(), Violation> {
    let mut standing = standing_boxes(edit.map(), moves);
    for moved in moves {
        let place = (moved.placement.x, moved.placement.y);
        let y = place.1 + standing.least_step(&[place], Aside::Nearest);
        standing.insert((place.0, y));
        put(edit, moved, y)?;
    }
    Ok(())
}

/// Adds copies of actors, with the links among them, at these places; they hide no other.
///
/// # Errors
/// Why the map refuses it.
pub fn duplicate_to(edit: &mut Transaction<'_>, moves: &[ActorMove]) -> Result<Pasted, Violation> {
    let actors: BTreeSet<ActorId> = moves.iter().map(|moved| moved.placement.actor).collect();
    let part = fragment(edit.map(), &actors);
    let pasted = paste(edit, &part)?;
    let copies: BTreeMap<ActorId, ActorId> =
        part.actors().map(|actor| actor.id).zip(pasted.actors.iter().copied()).collect();
    let moves: Vec<ActorMove> = moves
        .iter()
        .filter_map(|moved| {
            let actor = *copies.get(&moved.placement.actor)?;
            Some(ActorMove { placement: Placement { actor, ..moved.placement }, ..*moved })
        })
        .collect();
    move_actors(edit, &moves, Aside::Nearest)?;
    Ok(pasted)
}

fn put(edit: &mut Transaction<'_>, moved: &ActorMove, y: f32) -> Result<(), Violation> {
    edit.set(Placement { y: y.clamp(-CANVAS_LIMIT, CANVAS_LIMIT), ..moved.placement })?;
    if moved.stage.is_some() {
        edit.edit::<Actor>(moved.placement.actor, |actor| actor.stage = moved.stage)?;
    }
    Ok(())
}

/// The boxes that are not moved, in the columns of those that are.
fn standing_boxes(map: &LinkageMap, moves: &[ActorMove]) -> StandingBoxes {
    let moved: BTreeSet<ActorId> = moves.iter().map(|moved| moved.placement.actor).collect();
    let bounds = moves.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), moved| {
        (least.min(moved.placement.x), most.max(moved.placement.x))
    });
    let is_near = |x: f32| x > bounds.0 - ACTOR_SIZE.0 && x < bounds.1 + ACTOR_SIZE.0;
    let others = map.placements().values().filter(|place| is_near(place.x) && !moved.contains(&place.actor));
    StandingBoxes::new(others.map(|place| (place.x, place.y)))
}
