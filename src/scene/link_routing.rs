//! Paths of links. Ports are spread along the sides of cards, ordered by where the links go, so that they do not cross
//! at the card; between cards they follow the edge routes of the layout.

use rayon::prelude::*;

use super::detours::{Candidate, lead_around};
use super::geometry::{Area, Curve, Path, Point};
use super::marks::ActorMark;
use crate::layout::{EdgeRoute, ProgressCallback, RouteSegment, f32_sort_key, route_edges_watched};
use crate::map::{ActorId, Link, LinkKind};

/// The card of an actor as an obstacle and end of edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NodeBox {
    pub id: ActorId,
    /// Its card.
    pub area: Area,
    /// Whether it is placed below the lanes.
    pub is_below_lanes: bool,
}

impl From<&ActorMark> for NodeBox {
    fn from(mark: &ActorMark) -> Self {
        Self { id: mark.id, area: mark.area, is_below_lanes: mark.is_below_lanes }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PortSide {
    Left,
    Right,
    Top,
    Bottom,
}

impl PortSide {
    /// Whether it is the left or the right side.
    fn is_vertical(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// An end of an edge at a card.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Endpoint {
    /// Index of its actor.
    actor: usize,
    card: Area,
    side: PortSide,
}

/// An edge between two cards, before its ports are assigned.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PendingEdge {
    endpoints: [Endpoint; 2],
    /// From an actor to itself.
    is_self_loop: bool,
}

impl PendingEdge {
    fn of(link: &Link, actors: &[NodeBox]) -> Option<Self> {
        let find = |id: ActorId| {
            let actor = actors.binary_search_by_key(&id, |node_box| node_box.id).ok()?;
            Some((actor, actors.get(actor)?.area))
        };
        let (from, to) = (find(link.from)?, find(link.to)?);
        let (out, into) = port_sides(link, from.1, to.1);
        let end = |(actor, card), side| Endpoint { actor, card, side };
        Some(Self { endpoints: [end(from, out), end(to, into)], is_self_loop: link.from == link.to })
    }
}

/// Sort key of a port, as an integer because integers sort faster. From the highest bits: index of the actor, side,
/// coordinate of the next route segment along the side, coordinate of the other end, index of the endpoint. So ports
/// are grouped by side and ordered by where they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PortKey(u128);

impl PortKey {
    fn new(here: Endpoint, (next, along): (f32, f32), place: usize) -> Self {
        let side = (here.actor as u128) << 2 | here.side as u128;
        Self(side << 96 | u128::from(f32_sort_key(next)) << 64 | u128::from(f32_sort_key(along)) << 32 | place as u128)
    }

    /// Index of the actor, and side.
    fn side_key(self) -> u128 {
        self.0 >> 96
    }

    /// Index of the endpoint: twice that of the edge, plus 1 at its end.
    fn endpoint_index(self) -> usize {
        self.0 as u32 as usize
    }
}

/// The part of a side that ports are spread over.
const PORT_SPREAD: f32 = 0.72;
/// Greatest distance of ports, in map units: each of two parallel lines has room for a label.
const PORT_SPACING: f32 = 13.0;
/// Links per parallel task: smaller tasks do not repay their overhead.
const CHUNK_SIZE: usize = 1_024;

/// The paths of links, in the order of the links; `actors` in id order. A link of an actor without a card has no path.
/// `None` when `progress` cancels.
pub(super) fn route_links(
    links: &[&Link],
    actors: &[NodeBox],
    progress: ProgressCallback<'_>,
) -> Option<Vec<Option<Path>>> {
    let edges: Vec<Option<PendingEdge>> =
        links.par_iter().with_min_len(CHUNK_SIZE).map(|link| PendingEdge::of(link, actors)).collect();
    let routes = edge_routes(&edges, actors, progress)?;
    let port_keys = |(at, (edge, route)): (usize, (&Option<PendingEdge>, &Option<EdgeRoute>))| {
        let segments = route.as_ref().map_or(&[][..], |route| &route.segments);
        let port_key = |end: usize, [here, there]: [Endpoint; 2], segment: Option<&RouteSegment>| {
            let middle = there.card.middle();
            let along = if here.side.is_vertical() { middle.y } else { middle.x };
            PortKey::new(here, (segment.map_or(along, |segment| segment.y), along), at * 2 + end)
        };
        let both = edge.map(|PendingEdge { endpoints: [from, to], .. }| {
            [port_key(0, [from, to], segments.first()), port_key(1, [to, from], segments.last())]
        });
        both.into_iter().flatten()
    };
    let routed_edges = edges.par_iter().zip(&routes).enumerate().with_min_len(CHUNK_SIZE);
    let mut ports: Vec<PortKey> = routed_edges.flat_map_iter(port_keys).collect();
    ports.par_sort_unstable();
    let mut ends = vec![Point::default(); links.len() * 2];
    let here =
        |port: &PortKey| edges.get(port.endpoint_index() / 2)?.as_ref()?.endpoints.get(port.endpoint_index() % 2);
    for ports in ports.chunk_by(|a, b| a.side_key() == b.side_key()) {
        let Some(Endpoint { side, card, .. }) = ports.first().and_then(here) else { continue };
        let length = if side.is_vertical() { card.height() } else { card.width() };
        let available = (length * PORT_SPREAD).min(PORT_SPACING * ports.len() as f32);
        for (place, port) in ports.iter().enumerate() {
            let offset = ((place as f32 + 0.5) / ports.len() as f32 - 0.5) * available;
            if let Some(end) = ends.get_mut(port.endpoint_index()) {
                *end = point_on_side(*card, *side, offset);
            }
        }
    }
    let line = |(place, edge): (usize, &Option<PendingEdge>)| match (
        edge,
        ends.get(place * 2..place * 2 + 2),
        routes.get(place)?,
    ) {
        (Some(_), Some([from, to]), Some(route)) => Some(spline_path(*from, *to, route)),
        (Some(PendingEdge { endpoints: [Endpoint { card, .. }, _], is_self_loop: true }), _, _) => {
            Some(Path::new(self_loop(*card), []))
        }
        (Some(PendingEdge { endpoints: [out, into], .. }), Some([from, to]), None) => {
            Some(Path::new(direct_curve(*from, out.side, *to, into.side), []))
        }
        _ => None,
    };
    let mut paths: Vec<Option<Path>> = edges.par_iter().enumerate().with_min_len(CHUNK_SIZE).map(line).collect();
    let may_pass_behind = |(link, edge): (usize, &Option<PendingEdge>)| {
        let PendingEdge { endpoints: [from, to], is_self_loop } = (*edge)?;
        // A route that is level beside every column keeps clear of its cards.
        let is_clear = |route: &EdgeRoute| {
            !route.segments.is_empty()
                && route.segments.iter().all(|segment| (segment.left - segment.right).abs() > 0.0)
        };
        let is_routed = routes.get(link)?.as_ref().is_some_and(is_clear);
        let is_in_lanes = |end: Endpoint| actors.get(end.actor).is_some_and(|card| !card.is_below_lanes);
        (!is_self_loop && !is_routed && (is_in_lanes(from) || is_in_lanes(to)))
            .then_some(Candidate { link, ends: [from.actor, to.actor] })
    };
    let candidates: Vec<Candidate> = edges.iter().enumerate().filter_map(may_pass_behind).collect();
    lead_around(&mut paths, &candidates, actors);
    Some(paths)
}

/// The path of one link from the middle of a side to the middle of another, whatever is between.
pub(super) fn direct_path(link: &Link, actors: &[NodeBox]) -> Option<Path> {
    let PendingEdge { endpoints: [out, into], is_self_loop } = PendingEdge::of(link, actors)?;
    let port = |end: Endpoint| point_on_side(end.card, end.side, 0.0);
    let curve =
        if is_self_loop { self_loop(out.card) } else { direct_curve(port(out), out.side, port(into), into.side) };
    Some(Path::new(curve, []))
}

/// The routes of links between left and right sides of cards in lanes, each from its start.
fn edge_routes(
    edges: &[Option<PendingEdge>],
    actors: &[NodeBox],
    progress: ProgressCallback<'_>,
) -> Option<Vec<Option<EdgeRoute>>> {
    // Cards below the lanes are no obstacles.
    let mut boxes = Vec::with_capacity(actors.len());
    let box_of: Vec<Option<usize>> = actors
        .iter()
        .map(|mark| {
            let middle = mark.area.middle();
            (!mark.is_below_lanes).then(|| {
                boxes.push((middle.x, middle.y));
                boxes.len() - 1
            })
        })
        .collect();
    let box_of = |end: Endpoint| box_of.get(end.actor).copied().flatten();
    let across = |edge: &Option<PendingEdge>| match edge {
        Some(PendingEdge { endpoints: [out, into], is_self_loop: false }) if out.side.is_vertical() => {
            Some((box_of(*out)?, box_of(*into)?))
        }
        _ => None,
    };
    let (pairs, edge_indices): (Vec<(usize, usize)>, Vec<usize>) =
        edges.iter().enumerate().filter_map(|(edge_index, edge)| Some((across(edge)?, edge_index))).unzip();
    let mut edge_routes_by_link = vec![None; edges.len()];
    for (mut route, edge_index) in route_edges_watched(&boxes, &pairs, progress)?.into_iter().zip(edge_indices) {
        if matches!(
            edges.get(edge_index),
            Some(Some(PendingEdge { endpoints: [Endpoint { side: PortSide::Left, .. }, _], .. }))
        ) {
            route.segments.reverse();
            std::mem::swap(&mut route.exit, &mut route.entry);
            for segment in &mut route.segments {
                std::mem::swap(&mut segment.left, &mut segment.right);
            }
        }
        if let Some(slot) = edge_routes_by_link.get_mut(edge_index) {
            *slot = Some(route);
        }
    }
    Some(edge_routes_by_link)
}

/// A point of a path, and its slope there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct HermitePoint(Point, f32);

/// A smooth path through the segments of a route, level on each segment.
fn spline_path(from: Point, to: Point, route: &EdgeRoute) -> Path {
    let forward = from.x <= to.x;
    let passed = |x: f32, edge: f32| if forward { x >= edge } else { x <= edge };
    let level = |x: f32, y: f32| HermitePoint(Point::new(x, y), 0.0);
    let mut points = Vec::with_capacity(route.segments.len() * 2 + 4);
    points.push(level(from.x, from.y));
    // A route without a segment beside its own block stays level up to the block's edge.
    if route.segments.first().is_none_or(|segment| passed(segment.left, route.exit)) {
        points.push(level(route.exit, from.y));
    }
    for (at, segment) in route.segments.iter().enumerate() {
        if (segment.left - segment.right).abs() > 0.0 {
            points.extend([level(segment.left, segment.y), level(segment.right, segment.y)]);
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|at| route.segments.get(at))
            .map_or((route.exit, from.y), |segment| (segment.right, segment.y));
        let after = route.segments.get(at + 1).map_or((route.entry, to.y), |segment| (segment.left, segment.y));
        let (rise_before, rise_after) = (segment.y - before.1, after.1 - segment.y);
        let slope = if rise_before * rise_after > 0.0 { (after.1 - before.1) / (after.0 - before.0) } else { 0.0 };
        points.push(HermitePoint(Point::new(segment.left, segment.y), slope));
    }
    if route.segments.last().is_none_or(|segment| passed(route.entry, segment.right)) {
        points.push(level(route.entry, to.y));
    }
    points.push(level(to.x, to.y));
    points.dedup();
    let mut curves = points.iter().zip(points.iter().skip(1)).map(|(from, to)| hermite_curve(*from, *to));
    let first = curves.next().unwrap_or(hermite_curve(level(from.x, from.y), level(to.x, to.y)));
    Path::new(first, curves)
}

/// The cubic Hermite curve between two points.
fn hermite_curve(HermitePoint(from, out): HermitePoint, HermitePoint(to, into): HermitePoint) -> Curve {
    let half = (to.x - from.x) / 2.0;
    Curve([from, Point::new(from.x + half, from.y + out * half), Point::new(to.x - half, to.y - into * half), to])
}

fn port_sides(link: &Link, from: Area, to: Area) -> (PortSide, PortSide) {
    if link.from == link.to {
        return (PortSide::Right, PortSide::Bottom);
    }
    // Support links use top and bottom sides, and so do others whose cards overlap horizontally.
    if link.kind == LinkKind::Support {
        return if from.min.y >= to.max.y {
            (PortSide::Top, PortSide::Bottom)
        } else {
            (PortSide::Bottom, PortSide::Top)
        };
    }
    if to.min.x > from.max.x {
        (PortSide::Right, PortSide::Left)
    } else if to.max.x < from.min.x {
        (PortSide::Left, PortSide::Right)
    } else if to.min.y >= from.max.y {
        (PortSide::Bottom, PortSide::Top)
    } else {
        (PortSide::Top, PortSide::Bottom)
    }
}

fn point_on_side(card: Area, side: PortSide, offset: f32) -> Point {
    let middle = card.middle();
    match side {
        PortSide::Left => Point::new(card.min.x, middle.y + offset),
        PortSide::Right => Point::new(card.max.x, middle.y + offset),
        PortSide::Top => Point::new(middle.x + offset, card.min.y),
        PortSide::Bottom => Point::new(middle.x + offset, card.max.y),
    }
}

fn direct_curve(from: Point, out: PortSide, to: Point, into: PortSide) -> Curve {
    let handle_length = |side: PortSide| {
        let distance = if side.is_vertical() { (to.x - from.x).abs() } else { (to.y - from.y).abs() };
        (distance * 0.45).max(28.0)
    };
    Curve([from, control_point(from, out, handle_length(out)), control_point(to, into, handle_length(into)), to])
}

/// A loop around the lower right corner of a card, as large as the gaps beside and below it allow.
fn self_loop(card: Area) -> Curve {
    let at = |x: f32, y: f32| Point::new(card.max.x + x, card.max.y + y);
    Curve([at(0.0, -24.0), at(92.0, -24.0), at(-36.0, 60.0), at(-36.0, 0.0)])
}

fn control_point(point: Point, side: PortSide, by: f32) -> Point {
    match side {
        PortSide::Left => Point::new(point.x - by, point.y),
        PortSide::Right => Point::new(point.x + by, point.y),
        PortSide::Top => Point::new(point.x, point.y - by),
        PortSide::Bottom => Point::new(point.x, point.y + by),
    }
}
