//! The lines of all links: what takes longest of a scene. They ask only where actors stand, so they can be found beside
//! what the map says.

use super::geometry::{Area, Path, Point};
use super::marks::{ActorMark, LinkMark, Scene};
use super::ports;
use crate::layout::{ACTOR_SIZE, ProgressCallback};
use crate::map::{ActorId, Link, LinkageMap, Placement};

/// Where an actor stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stand {
    pub id: ActorId,
    /// Its card.
    pub area: Area,
    /// Whether it stands below the lanes.
    pub below: bool,
}

impl From<&ActorMark> for Stand {
    fn from(mark: &ActorMark) -> Self {
        Self { id: mark.id, area: mark.area, below: mark.below }
    }
}

/// The card of an actor that stands there.
pub(super) fn card(place: &Placement) -> Area {
    Area::around(Point::new(place.x, place.y), ACTOR_SIZE.0, ACTOR_SIZE.1)
}

/// The line of each link of a map, in id order; none where an end has no place.
#[derive(Clone, Debug)]
pub struct Ways(pub(super) Vec<Option<Path>>);

/// Finds the lines of all links of a map. They are those of the scene before where no card and no link has come, gone or
/// moved since.
pub fn ways(map: &LinkageMap, before: Option<&Scene>) -> Ways {
    ways_watched(map, before, &|_| true).unwrap_or(Ways(Vec::new()))
}

/// The same, which takes long where many links pass many cards; `None` when `watch` says that they are wanted no more.
/// Lines that are known already are there at once, and nobody is told of a part of them.
pub fn ways_watched(map: &LinkageMap, before: Option<&Scene>, watch: ProgressCallback<'_>) -> Option<Ways> {
    let stand = |place: &Placement| {
        let below = map.actors().get(&place.actor)?.is_below_lanes();
        Some(Stand { id: place.actor, area: card(place), below })
    };
    let stands: Vec<Stand> = map.placements().values().filter_map(stand).collect();
    let links: Vec<&Link> = map.links().values().collect();
    let known = before.and_then(|before| known(&links, &stands, before));
    known.or_else(|| ports::paths(&links, &stands, watch)).map(Ways)
}

fn known(links: &[&Link], stands: &[Stand], before: &Scene) -> Option<Vec<Option<Path>>> {
    let ends = |mark: &LinkMark| (mark.id, mark.from, mark.to, mark.kind);
    let same = before.actors.iter().map(Stand::from).eq(stands.iter().copied())
        && before.links.iter().map(ends).eq(links.iter().map(|link| (link.id, link.from, link.to, link.kind)));
    same.then(|| before.links.iter().map(|mark| Some(mark.path.clone())).collect())
}
