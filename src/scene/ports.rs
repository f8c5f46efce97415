//! Where links leave and enter a card: spread along its sides, in the order of where they go, so that they do not
//! cross at the card itself.

use std::collections::HashMap;

use super::geometry::{Area, Curve, Point};
use crate::map::{ActorId, Link, LinkId, LinkKind};

/// A wish for a place on a side: where the other end is along it, the link, and which of all ends this is.
type Port = (f32, LinkId, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

/// The part of a side that ports may take.
const SPREAD: f32 = 0.72;
/// Distance of ports where there is room, in map units.
const APART: f32 = 11.0;

/// The curves of links between cards, in the order of the links. A link of an actor that has no card gets none.
pub(super) fn curves(links: &[&Link], cards: &HashMap<ActorId, Area>) -> Vec<Option<Curve>> {
    let sides: Vec<Option<(Side, Side)>> =
        links.iter().map(|link| Some(sides(link, *cards.get(&link.from)?, *cards.get(&link.to)?))).collect();
    let mut wanted: HashMap<(ActorId, Side), Vec<Port>> = HashMap::new();
    for (at, (link, sides)) in links.iter().zip(&sides).enumerate() {
        let Some((out, into)) = *sides else { continue };
        for (actor, side, other, end) in [(link.from, out, link.to, 0), (link.to, into, link.from, 1)] {
            if let Some(card) = cards.get(&other) {
                let middle = card.middle();
                let along = if matches!(side, Side::Left | Side::Right) { middle.y } else { middle.x };
                wanted.entry((actor, side)).or_default().push((along, link.id, at * 2 + end));
            }
        }
    }
    let mut ends = vec![Point::default(); links.len() * 2];
    for ((actor, side), mut ports) in wanted {
        let Some(card) = cards.get(&actor) else { continue };
        ports.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let length = if matches!(side, Side::Left | Side::Right) { card.height() } else { card.width() };
        let room = (length * SPREAD).min(APART * ports.len() as f32);
        for (place, (_, _, end)) in ports.iter().enumerate() {
            let offset = ((place as f32 + 0.5) / ports.len() as f32 - 0.5) * room;
            if let Some(end) = ends.get_mut(*end) {
                *end = on_side(*card, side, offset);
            }
        }
    }
    sides
        .iter()
        .zip(ends.chunks_exact(2))
        .map(|(sides, ends)| match (sides, ends) {
            (Some((out, into)), [from, to]) => Some(curve(*from, *out, *to, *into)),
            _ => None,
        })
        .collect()
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
    let reach = |side| {
        let apart =
            if matches!(side, Side::Left | Side::Right) { (to.x - from.x).abs() } else { (to.y - from.y).abs() };
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
