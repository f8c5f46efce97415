//! The lines of links. Where they leave and enter a card they are spread along its sides, in the order of where they
//! go, so that they do not cross at the card itself; between cards they keep to the ways that the layout finds.

use std::collections::HashMap;

use super::geometry::{Area, Curve, Path, Point};
use super::ways::Stand;
use crate::layout::{Route, routes};
use crate::map::{ActorId, Link, LinkId, LinkKind};

/// A wish for a place on a side: where the link goes next along it, where its other end is, the link, and which of all
/// ends this is.
type Port = (f32, f32, LinkId, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// The part of a side that ports may take.
const SPREAD: f32 = 0.72;
/// Distance of ports where there is room, in map units.
const APART: f32 = 11.0;

/// The lines of links between cards, in the order of the links. A link of an actor that has no card gets none.
pub(super) fn paths(links: &[&Link], actors: &[Stand]) -> Vec<Option<Path>> {
    let at: HashMap<ActorId, usize> = actors.iter().enumerate().map(|(at, mark)| (mark.id, at)).collect();
    let card = |id: ActorId| at.get(&id).and_then(|at| actors.get(*at)).map(|mark| mark.area);
    let sides: Vec<Option<(Side, Side)>> =
        links.iter().map(|link| Some(sides(link, card(link.from)?, card(link.to)?))).collect();
    let routes = ways(links, &sides, &at, actors);
    let mut wanted: HashMap<(ActorId, Side), Vec<Port>> = HashMap::new();
    for (place, (link, (sides, route))) in links.iter().zip(sides.iter().zip(&routes)).enumerate() {
        let Some((out, into)) = *sides else { continue };
        let runs = route.as_ref().map_or(&[][..], |route| &route.runs);
        let next = [runs.first(), runs.last()].map(|run| run.map(|run| run.y));
        for (actor, side, other, next, end) in
            [(link.from, out, link.to, next[0], 0), (link.to, into, link.from, next[1], 1)]
        {
            if let Some(card) = card(other) {
                let middle = card.middle();
                let along = if side.is_upright() { middle.y } else { middle.x };
                wanted.entry((actor, side)).or_default().push((next.unwrap_or(along), along, link.id, place * 2 + end));
            }
        }
    }
    let mut ends = vec![Point::default(); links.len() * 2];
    for ((actor, side), mut ports) in wanted {
        let Some(card) = card(actor) else { continue };
        ports.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
        let length = if side.is_upright() { card.height() } else { card.width() };
        let room = (length * SPREAD).min(APART * ports.len() as f32);
        for (place, (_, _, _, end)) in ports.iter().enumerate() {
            let offset = ((place as f32 + 0.5) / ports.len() as f32 - 0.5) * room;
            if let Some(end) = ends.get_mut(*end) {
                *end = on_side(card, side, offset);
            }
        }
    }
    sides
        .iter()
        .zip(ends.chunks_exact(2).zip(&routes))
        .map(|(sides, (ends, route))| match (sides, ends, route) {
            (Some(_), [from, to], Some(route)) => Some(path(*from, *to, route)),
            (Some((out, into)), [from, to], None) => Some(Path::new(curve(*from, *out, *to, *into), [])),
            _ => None,
        })
        .collect()
}

/// The ways of links that go from side to side between the lanes, each from its start.
fn ways(
    links: &[&Link],
    sides: &[Option<(Side, Side)>],
    at: &HashMap<ActorId, usize>,
    actors: &[Stand],
) -> Vec<Option<Route>> {
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
    let find = |actor: ActorId| at.get(&actor).and_then(|at| box_of.get(*at)).copied().flatten();
    let across = |(link, sides): (&&Link, &Option<(Side, Side)>)| match sides {
        Some((Side::Left | Side::Right, _)) if link.from != link.to => Some((find(link.from)?, find(link.to)?)),
        _ => None,
    };
    let (pairs, places): (Vec<(usize, usize)>, Vec<usize>) =
        links.iter().zip(sides).enumerate().filter_map(|(place, both)| Some((across(both)?, place))).unzip();
    let mut ways = vec![None; links.len()];
    for (mut route, place) in routes(&boxes, &pairs).into_iter().zip(places) {
        if matches!(sides.get(place), Some(Some((Side::Left, _)))) {
            route.runs.reverse();
            std::mem::swap(&mut route.exit, &mut route.entry);
            for run in &mut route.runs {
                std::mem::swap(&mut run.left, &mut run.right);
            }
        }
        if let Some(slot) = ways.get_mut(place) {
            *slot = Some(route);
        }
    }
    ways
}

/// A point of a line, and how steep the line is there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stop(Point, f32);

/// From run to run: level on each, and smooth between them.
fn path(from: Point, to: Point, route: &Route) -> Path {
    let forward = from.x <= to.x;
    let passed = |x: f32, edge: f32| if forward { x >= edge } else { x <= edge };
    let level = |x: f32, y: f32| Stop(Point::new(x, y), 0.0);
    let mut stops = vec![level(from.x, from.y)];
    // A way that has no run beside its own block stays level up to the block's edge.
    if route.runs.first().is_none_or(|run| passed(run.left, route.exit)) {
        stops.push(level(route.exit, from.y));
    }
    for (at, run) in route.runs.iter().enumerate() {
        if (run.left - run.right).abs() > 0.0 {
            stops.extend([level(run.left, run.y), level(run.right, run.y)]);
            continue;
        }
        let before =
            at.checked_sub(1).and_then(|at| route.runs.get(at)).map_or((route.exit, from.y), |run| (run.right, run.y));
        let after = route.runs.get(at + 1).map_or((route.entry, to.y), |run| (run.left, run.y));
        let (fallen, falls) = (run.y - before.1, after.1 - run.y);
        let slope = if fallen * falls > 0.0 { (after.1 - before.1) / (after.0 - before.0) } else { 0.0 };
        stops.push(Stop(Point::new(run.left, run.y), slope));
    }
    if route.runs.last().is_none_or(|run| passed(route.entry, run.right)) {
        stops.push(level(route.entry, to.y));
    }
    stops.push(level(to.x, to.y));
    stops.dedup();
    let mut curves = stops.windows(2).filter_map(|pair| match pair {
        [from, to] => Some(smooth(*from, *to)),
        _ => None,
    });
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
