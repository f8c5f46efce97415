//! Links of many actors at once, links that are there already, and actors that a link makes.

use std::collections::{BTreeMap, BTreeSet};

use super::defaults::{lane_default_kind, new_link};
use super::growth::add_actor;
use crate::map::{Actor, ActorId, ActorKind, Link, LinkId, LinkageMap, StageId, Transaction, Violation};

/// An end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// Where it starts.
    From,
    /// Where it ends.
    To,
}

impl LinkEnd {
    /// The actor at this end.
    pub fn of(self, link: &Link) -> ActorId {
        match self {
            Self::From => link.from,
            Self::To => link.to,
        }
    }

    /// The other end.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::From => Self::To,
            Self::To => Self::From,
        }
    }
}

/// The newest link of the kind that a new one between two actors would be, in its direction.
pub fn existing_link(map: &LinkageMap, from: ActorId, to: ActorId) -> Option<LinkId> {
    let kind = new_link(map, from, to).kind;
    let alike = map.links_of(from).filter(|link| (link.from, link.to, link.kind) == (from, to, kind));
    alike.map(|link| link.id).max()
}

/// Adds a link from each of these actors to each of those, where there is none yet. The new ones.
///
/// # Errors
/// Why the map refuses it.
pub fn add_missing_links(
    edit: &mut Transaction<'_>,
    from: &BTreeSet<ActorId>,
    to: &BTreeSet<ActorId>,
) -> Result<Vec<LinkId>, Violation> {
    let mut added = Vec::new();
    for seller in from {
        for buyer in to.iter().filter(|buyer| *buyer != seller) {
            let map = edit.map();
            let link = new_link(map, *seller, *buyer);
            let is_there = |known: &Link| (known.from, known.to, known.kind) == (link.from, link.to, link.kind);
            if !map.links_of(*seller).any(is_there) {
                added.push(edit.add(link)?);
            }
        }
    }
    Ok(added)
}

/// An actor that links make where they end on empty ground.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedActor {
    /// The actors at the other ends.
    pub others: BTreeSet<ActorId>,
    /// Whether it sells to them rather than buys.
    pub is_seller: bool,
    /// The lane; `None` is below the lanes.
    pub stage: Option<StageId>,
    /// Position in map units.
    pub at: (f32, f32),
    /// Its kind, where a person chose it.
    pub kind: Option<ActorKind>,
}

/// Adds an actor with its links.
///
/// # Errors
/// Why the map refuses it.
pub fn add_linked_actor(edit: &mut Transaction<'_>, new: &LinkedActor, name: &str) -> Result<ActorId, Violation> {
    let id = add_actor(edit, new.stage, new.at, name)?;
    if let Some(kind) = new.kind {
        edit.edit(id, |actor: &mut Actor| actor.kind = kind)?;
    }
    for other in new.others.iter().filter(|other| **other != id) {
        let (from, to) = if new.is_seller { (id, *other) } else { (*other, id) };
        edit.add(new_link(edit.map(), from, to))?;
    }
    Ok(id)
}

/// Of so many actors in a lane all but one must be of a kind for it to be known from the lane.
const ACTORS_PER_EXCEPTION: usize = 4;

/// The kinds that an actor in a lane may have, the likeliest first: only one where the lane tells it.
pub fn likely_kinds(map: &LinkageMap, stage: Option<StageId>) -> Vec<ActorKind> {
    let Some(stage) = stage else { return vec![ActorKind::Supporter] };
    let mut counts: BTreeMap<ActorKind, usize> = BTreeMap::new();
    for actor in map.actors().values().filter(|actor| actor.stage == Some(stage) && !actor.is_below_lanes()) {
        *counts.entry(actor.kind).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let mut kinds: Vec<(ActorKind, usize)> = counts.into_iter().collect();
    kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    match kinds.first() {
        Some((kind, count)) if (all - count) * ACTORS_PER_EXCEPTION <= all => return vec![*kind],
        Some(_) => {}
        None => {
            if let Some(kind) = lane_default_kind(map, stage) {
                return vec![kind];
            }
        }
    }
    let in_lane: Vec<ActorKind> = kinds.into_iter().map(|(kind, _)| kind).collect();
    let others = ActorKind::ALL.iter().filter(|kind| **kind != ActorKind::Supporter && !in_lane.contains(kind));
    in_lane.iter().chain(others).copied().collect()
}
