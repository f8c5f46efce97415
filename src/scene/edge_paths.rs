//! The paths of all links: the slowest part of a scene. They depend on placements only, so they can be computed in
//! parallel with the assessment.

use super::geometry::{Area, Path, Point};
use super::link_routing::{NodeBox, route_links};
use super::marks::LinkMark;
use super::scene_graph::Scene;
use crate::layout::{ACTOR_SIZE, ProgressCallback};
use crate::map::{Link, LinkageMap, Placement};

/// The card of an actor at this placement.
pub(super) fn card_area(placement: &Placement) -> Area {
    Area::from_center_size(Point::new(placement.x, placement.y), ACTOR_SIZE.0, ACTOR_SIZE.1)
}

/// The path of each link of a map, in id order; `None` when an end has no placement.
#[derive(Clone, Debug)]
pub struct EdgePaths(pub(super) Vec<Option<Path>>);

/// Computes the paths of all links. Reuses those of the scene `before` if no card or link was added, removed or moved
/// since.
pub fn edge_paths(map: &LinkageMap, before: Option<&Scene>) -> EdgePaths {
    edge_paths_with_progress(map, before, &|_| true).unwrap_or(EdgePaths(Vec::new()))
}

/// Like [`edge_paths`], which takes long where many links pass many cards; `None` when `progress` cancels. Reused paths
/// return at once, without calling `progress`.
pub fn edge_paths_with_progress(
    map: &LinkageMap,
    before: Option<&Scene>,
    progress: ProgressCallback<'_>,
) -> Option<EdgePaths> {
    let node_box = |placement: &Placement| {
        let below = map.actors().get(&placement.actor)?.is_below_lanes();
        Some(NodeBox { id: placement.actor, area: card_area(placement), is_below_lanes: below })
    };
    let boxes: Vec<NodeBox> = map.placements().values().filter_map(node_box).collect();
    let links: Vec<&Link> = map.links().values().collect();
    let known = before.and_then(|before| unchanged_paths(&links, &boxes, before));
    known.or_else(|| route_links(&links, &boxes, progress)).map(EdgePaths)
}

fn unchanged_paths(links: &[&Link], boxes: &[NodeBox], before: &Scene) -> Option<Vec<Option<Path>>> {
    let ends = |mark: &LinkMark| (mark.id, mark.from, mark.to, mark.kind);
    let is_unchanged = before.actors.iter().map(NodeBox::from).eq(boxes.iter().copied())
        && before.links.iter().map(ends).eq(links.iter().map(|link| (link.id, link.from, link.to, link.kind)));
    is_unchanged.then(|| before.links.iter().map(|mark| Some(mark.path.clone())).collect())
}
