//! The paths of all links: the slowest part of a scene. They depend on placements only, so they can be computed in
//! parallel with the assessment.

use super::geometry::{Area, Path, Point};
use super::link_routing::{NodeBox, direct_path, route_links};
use super::marks::LinkMark;
use super::scene_graph::Scene;
use crate::layout::{ACTOR_SIZE, ProgressCallback};
use crate::map::{ActorId, Link, LinkId, LinkKind, LinkageMap, Placement};

/// The card of an actor at this placement.
pub(super) fn card_area(placement: &Placement) -> Area {
    Area::from_center_size(Point::new(placement.x, placement.y), ACTOR_SIZE.0, ACTOR_SIZE.1)
}

/// The path of each link of a map, in id order; `None` when an end has no placement.
#[derive(Clone, Debug)]
pub struct EdgePaths {
    pub(super) paths: Vec<Option<Path>>,
    /// Whether some are not routed yet.
    pub(super) is_provisional: bool,
}

/// Computes the paths of all links. Reuses those of the scene `before` if no card or link was added, removed or moved
/// since.
pub fn edge_paths(map: &LinkageMap, before: Option<&Scene>) -> EdgePaths {
    let found = edge_paths_with_progress(map, before, &|_| true);
    found.unwrap_or(EdgePaths { paths: Vec::new(), is_provisional: false })
}

/// Like [`edge_paths`], which takes long where many links pass many cards; `None` when `progress` cancels. Reused paths
/// return at once, without calling `progress`.
pub fn edge_paths_with_progress(
    map: &LinkageMap,
    before: Option<&Scene>,
    progress: ProgressCallback<'_>,
) -> Option<EdgePaths> {
    let boxes = node_boxes(map);
    let links: Vec<&Link> = map.links().values().collect();
    let known = before.and_then(|before| unchanged_paths(&links, &boxes, before));
    let paths = known.or_else(|| route_links(&links, &boxes, progress))?;
    Some(EdgePaths { paths, is_provisional: false })
}

/// Paths for an edited map that are found at once: those of the scene `before` between cards that have not moved since, and
/// direct ones for the other links, which are routed later.
pub fn provisional_edge_paths(map: &LinkageMap, before: &Scene) -> EdgePaths {
    let boxes = node_boxes(map);
    let links: Vec<&Link> = map.links().values().collect();
    if let Some(paths) = unchanged_paths(&links, &boxes, before) {
        return EdgePaths { paths, is_provisional: false };
    }
    let is_unmoved: Vec<bool> =
        boxes.iter().map(|card| before.actor(card.id).is_some_and(|mark| NodeBox::from(mark) == *card)).collect();
    let stays = |id: ActorId| {
        let card = boxes.binary_search_by_key(&id, |card| card.id).ok();
        card.and_then(|at| is_unmoved.get(at).copied()).unwrap_or_default()
    };
    let path = |link: &&Link| {
        let mark = before.link(link.id);
        let kept = mark.filter(|mark| ends(mark) == (link.id, link.from, link.to, link.kind));
        let kept = kept.filter(|mark| stays(mark.from) && stays(mark.to));
        kept.map(|mark| mark.path.clone()).or_else(|| direct_path(link, &boxes))
    };
    EdgePaths { paths: links.iter().map(path).collect(), is_provisional: true }
}

/// The cards of a map in the order of the actors.
fn node_boxes(map: &LinkageMap) -> Vec<NodeBox> {
    let node_box = |placement: &Placement| {
        let below = map.actors().get(&placement.actor)?.is_below_lanes();
        Some(NodeBox { id: placement.actor, area: card_area(placement), is_below_lanes: below })
    };
    map.placements().values().filter_map(node_box).collect()
}

fn ends(mark: &LinkMark) -> (LinkId, ActorId, ActorId, LinkKind) {
    (mark.id, mark.from, mark.to, mark.kind)
}

fn unchanged_paths(links: &[&Link], boxes: &[NodeBox], before: &Scene) -> Option<Vec<Option<Path>>> {
    let is_unchanged = !before.is_provisional
        && before.actors.iter().map(NodeBox::from).eq(boxes.iter().copied())
        && before.links.iter().map(ends).eq(links.iter().map(|link| (link.id, link.from, link.to, link.kind)));
    is_unchanged.then(|| before.links.iter().map(|mark| Some(mark.path.clone())).collect())
}
