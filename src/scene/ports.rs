//! The lines of links. Where they leave and enter a card they are spread along its sides, in the order of where they
//! go, so that they do not cross at the card itself; between cards they keep to the ways that the layout finds.

use rayon::prelude::*;

use super::geometry::{Area, Curve, Path, Point};
use super::ways::Stand;
use crate::layout::{EdgeRoute, ProgressCallback, RouteSegment, f32_sort_key, route_edges_watched};
use crate::map::{ActorId, Link, LinkKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Side {
    /// Whether it is the left or the right one.
    fn is_upright(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// Where a line leaves or enters a card.
#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    /// The position of its actor.
    actor: usize,
    card: Area,
    side: Side,
}

/// A line between two cards, before it is known where on their sides it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    ends: [End; 2],
    /// From an actor to itself.
    loops: bool,
}

impl Span {
    fn of(link: &Link, actors: &[Stand]) -> Option<Self> {
        let find = |id: ActorId| {
            let actor = actors.binary_search_by_key(&id, |stand| stand.id).ok()?;
            Some((actor, actors.get(actor)?.area))
        };
        let (from, to) = (find(link.from)?, find(link.to)?);
        let (out, into) = sides(link, from.1, to.1);
        let end = |(actor, card), side| End { actor, card, side };
        Some(Self { ends: [end(from, out), end(to, into)], loops: link.from == link.to })
    }
}

/// A wish for a place on a side, as a number: numbers sort faster than what they stand for. It has, from its highest bits
/// on, the position of the actor, the side, where the link goes next along the side, where its other end is along the
/// side, and which of all ends this is. So ports go side by side, and there in the order of where they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Port(u128);

impl Port {
    fn new(here: End, (next, along): (f32, f32), place: usize) -> Self {
        let side = (here.actor as u128) << 2 | here.side as u128;
        Self(side << 96 | u128::from(f32_sort_key(next)) << 64 | u128::from(f32_sort_key(along)) << 32 | place as u128)
    }

    /// The position of the actor with the side.
    fn side(self) -> u128 {
        self.0 >> 96
    }

    /// Which of all ends this is.
    fn place(self) -> usize {
        self.0 as u32 as usize
    }
}

/// The part of a side that ports may take.
const SPREAD: f32 = 0.72;
/// Distance of ports where there is room, in map units.
const APART: f32 = 11.0;
/// So many lines are drawn at a time: with fewer, several cores are not worth their while.
const PORTION: usize = 1_024;

/// The lines of links between cards, in the order of the links; the cards in id order. A link of an actor that has no
/// card gets none. `None` when `watch` says that they are wanted no more.
pub(super) fn paths(links: &[&Link], actors: &[Stand], watch: ProgressCallback<'_>) -> Option<Vec<Option<Path>>> {
    let spans: Vec<Option<Span>> = links.par_iter().with_min_len(PORTION).map(|link| Span::of(link, actors)).collect();
    let routes = ways(&spans, actors, watch)?;
    let wishes = |(at, (span, route)): (usize, (&Option<Span>, &Option<EdgeRoute>))| {
        let runs = route.as_ref().map_or(&[][..], |route| &route.segments);
        let wish = |end: usize, [here, there]: [End; 2], run: Option<&RouteSegment>| {
            let middle = there.card.middle();
            let along = if here.side.is_upright() { middle.y } else { middle.x };
            Port::new(here, (run.map_or(along, |run| run.y), along), at * 2 + end)
        };
        let both = span
            .map(|Span { ends: [from, to], .. }| [wish(0, [from, to], runs.first()), wish(1, [to, from], runs.last())]);
        both.into_iter().flatten()
    };
    let ways = spans.par_iter().zip(&routes).enumerate().with_min_len(PORTION);
    let mut ports: Vec<Port> = ways.flat_map_iter(wishes).collect();
    ports.par_sort_unstable();
    let mut ends = vec![Point::default(); links.len() * 2];
    let here = |port: &Port| spans.get(port.place() / 2)?.as_ref()?.ends.get(port.place() % 2);
    for ports in ports.chunk_by(|a, b| a.side() == b.side()) {
        let Some(End { side, card, .. }) = ports.first().and_then(here) else { continue };
        let length = if side.is_upright() { card.height() } else { card.width() };
        let room = (length * SPREAD).min(APART * ports.len() as f32);
        for (place, port) in ports.iter().enumerate() {
            let offset = ((place as f32 + 0.5) / ports.len() as f32 - 0.5) * room;
            if let Some(end) = ends.get_mut(port.place()) {
                *end = on_side(*card, *side, offset);
            }
        }
    }
    let line =
        |(place, span): (usize, &Option<Span>)| match (span, ends.get(place * 2..place * 2 + 2), routes.get(place)?) {
            (Some(_), Some([from, to]), Some(route)) => Some(path(*from, *to, route)),
            (Some(Span { ends: [out, into], .. }), Some([from, to]), None) => {
                Some(Path::new(curve(*from, out.side, *to, into.side), []))
            }
            _ => None,
        };
    Some(spans.par_iter().enumerate().with_min_len(PORTION).map(line).collect())
}

/// The ways of links that go from side to side between the lanes, each from its start.
fn ways(spans: &[Option<Span>], actors: &[Stand], watch: ProgressCallback<'_>) -> Option<Vec<Option<EdgeRoute>>> {
    // Whoever stands below the lanes is in nobody's way.
    let mut boxes = Vec::with_capacity(actors.len());
    let box_of: Vec<Option<usize>> = actors
        .iter()
        .map(|mark| {
            let middle = mark.area.middle();
            (!mark.below).then(|| {
                boxes.push((middle.x, middle.y));
                boxes.len() - 1
            })
        })
        .collect();
    let box_of = |end: End| box_of.get(end.actor).copied().flatten();
    let across = |span: &Option<Span>| match span {
        Some(Span { ends: [out, into], loops: false }) if out.side.is_upright() => {
            Some((box_of(*out)?, box_of(*into)?))
        }
        _ => None,
    };
    let (pairs, places): (Vec<(usize, usize)>, Vec<usize>) =
        spans.iter().enumerate().filter_map(|(place, span)| Some((across(span)?, place))).unzip();
    let mut ways = vec![None; spans.len()];
    for (mut route, place) in route_edges_watched(&boxes, &pairs, watch)?.into_iter().zip(places) {
        if matches!(spans.get(place), Some(Some(Span { ends: [End { side: Side::Left, .. }, _], .. }))) {
            route.segments.reverse();
            std::mem::swap(&mut route.exit, &mut route.entry);
            for run in &mut route.segments {
                std::mem::swap(&mut run.left, &mut run.right);
            }
        }
        if let Some(slot) = ways.get_mut(place) {
            *slot = Some(route);
        }
    }
    Some(ways)
}

/// A point of a line, and how steep the line is there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stop(Point, f32);

/// From run to run: level on each, and smooth between them.
fn path(from: Point, to: Point, route: &EdgeRoute) -> Path {
    let forward = from.x <= to.x;
    let passed = |x: f32, edge: f32| if forward { x >= edge } else { x <= edge };
    let level = |x: f32, y: f32| Stop(Point::new(x, y), 0.0);
    let mut stops = Vec::with_capacity(route.segments.len() * 2 + 4);
    stops.push(level(from.x, from.y));
    // A way that has no run beside its own block stays level up to the block's edge.
    if route.segments.first().is_none_or(|run| passed(run.left, route.exit)) {
        stops.push(level(route.exit, from.y));
    }
    for (at, run) in route.segments.iter().enumerate() {
        if (run.left - run.right).abs() > 0.0 {
            stops.extend([level(run.left, run.y), level(run.right, run.y)]);
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|at| route.segments.get(at))
            .map_or((route.exit, from.y), |run| (run.right, run.y));
        let after = route.segments.get(at + 1).map_or((route.entry, to.y), |run| (run.left, run.y));
        let (fallen, falls) = (run.y - before.1, after.1 - run.y);
        let slope = if fallen * falls > 0.0 { (after.1 - before.1) / (after.0 - before.0) } else { 0.0 };
        stops.push(Stop(Point::new(run.left, run.y), slope));
    }
    if route.segments.last().is_none_or(|run| passed(route.entry, run.right)) {
        stops.push(level(route.entry, to.y));
    }
    stops.push(level(to.x, to.y));
    stops.dedup();
    let mut curves = stops.iter().zip(stops.iter().skip(1)).map(|(from, to)| smooth(*from, *to));
    let first = curves.next().unwrap_or(smooth(level(from.x, from.y), level(to.x, to.y)));
    Path::new(first, curves)
}

/// A curve from stop to stop that is as steep as they are.
fn smooth(Stop(from, out): Stop, Stop(to, into): Stop) -> Curve {
    let half = (to.x - from.x) / 2.0;
    Curve([from, Point::new(from.x + half, from.y + out * half), Point::new(to.x - half, to.y - into * half), to])
}

fn sides(link: &Link, from: Area, to: Area) -> (Side, Side) {
    if link.from == link.to {
        return (Side::Right, Side::Bottom);
    }
    // Support comes from below, and so do goods to what stands straight above or below.
    if link.kind == LinkKind::Support {
        return if from.min.y >= to.max.y { (Side::Top, Side::Bottom) } else { (Side::Bottom, Side::Top) };
    }
    if to.min.x > from.max.x {
        (Side::Right, Side::Left)
    } else if to.max.x < from.min.x {
        (Side::Left, Side::Right)
    } else if to.min.y >= from.max.y {
        (Side::Bottom, Side::Top)
    } else {
        (Side::Top, Side::Bottom)
    }
}

fn on_side(card: Area, side: Side, offset: f32) -> Point {
    let middle = card.middle();
    match side {
        Side::Left => Point::new(card.min.x, middle.y + offset),
        Side::Right => Point::new(card.max.x, middle.y + offset),
        Side::Top => Point::new(middle.x + offset, card.min.y),
        Side::Bottom => Point::new(middle.x + offset, card.max.y),
    }
}

fn curve(from: Point, out: Side, to: Point, into: Side) -> Curve {
    let reach = |side: Side| {
        let apart = if side.is_upright() { (to.x - from.x).abs() } else { (to.y - from.y).abs() };
        (apart * 0.45).max(28.0)
    };
    Curve([from, pushed(from, out, reach(out)), pushed(to, into, reach(into)), to])
}

fn pushed(point: Point, side: Side, by: f32) -> Point {
    match side {
        Side::Left => Point::new(point.x - by, point.y),
        Side::Right => Point::new(point.x + by, point.y),
        Side::Top => Point::new(point.x, point.y - by),
        Side::Bottom => Point::new(point.x, point.y + by),
    }
}
