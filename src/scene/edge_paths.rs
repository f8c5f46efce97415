//! The lines of all links: what takes longest of a scene. They ask only where actors stand, so they can be found beside
//! what the map says.

use super::geometry::{Area, Path, Point};
use super::link_routing;
use super::marks::{ActorMark, LinkMark, Scene};
use crate::layout::{ACTOR_SIZE, ProgressCallback};
use crate::map::{ActorId, Link, LinkageMap, Placement};

/// Where an actor stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NodeBox {
    pub id: ActorId,
    /// Its card.
    pub area: Area,
    /// Whether it stands below the lanes.
    pub is_below_lanes: bool,
}

impl From<&ActorMark> for NodeBox {
    fn from(mark: &ActorMark) -> Self {
        Self { id: mark.id, area: mark.area, is_below_lanes: mark.is_below_lanes }
    }
}

/// The card of an actor that stands there.
pub(super) fn card_area(place: &Placement) -> Area {
    Area::from_center_size(Point::new(place.x, place.y), ACTOR_SIZE.0, ACTOR_SIZE.1)
}

/// The line of each link of a map, in id order; none where an end has no place.
#[derive(Clone, Debug)]
pub struct EdgePaths(pub(super) Vec<Option<Path>>);

/// Finds the lines of all links of a map. They are those of the scene before where no card and no link has come, gone or
/// moved since.
pub fn edge_paths(map: &LinkageMap, before: Option<&Scene>) -> EdgePaths {
    edge_paths_with_progress(map, before, &|_| true).unwrap_or(EdgePaths(Vec::new()))
}

/// The same, which takes long where many links pass many cards; `None` when `watch` says that they are wanted no more.
/// Lines that are known already are there at once, and nobody is told of a part of them.
pub fn edge_paths_with_progress(
    map: &LinkageMap,
    before: Option<&Scene>,
    progress: ProgressCallback<'_>,
) -> Option<EdgePaths> {
    let node_box = |place: &Placement| {
        let below = map.actors().get(&place.actor)?.is_below_lanes();
        Some(NodeBox { id: place.actor, area: card_area(place), is_below_lanes: below })
    };
    let boxes: Vec<NodeBox> = map.placements().values().filter_map(node_box).collect();
    let links: Vec<&Link> = map.links().values().collect();
    let known = before.and_then(|before| unchanged_paths(&links, &boxes, before));
    known.or_else(|| link_routing::route_links(&links, &boxes, progress)).map(EdgePaths)
}

fn unchanged_paths(links: &[&Link], boxes: &[NodeBox], before: &Scene) -> Option<Vec<Option<Path>>> {
    let ends = |mark: &LinkMark| (mark.id, mark.from, mark.to, mark.kind);
    let same = before.actors.iter().map(NodeBox::from).eq(boxes.iter().copied())
        && before.links.iter().map(ends).eq(links.iter().map(|link| (link.id, link.from, link.to, link.kind)));
    same.then(|| before.links.iter().map(|mark| Some(mark.path.clone())).collect())
}
