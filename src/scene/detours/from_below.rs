//! Ways of links between the strip below the lanes and a card in them: up beside the card's column, then into its side.

use super::card_index::CardIndex;
use super::taken_levels::{LEVELS, TakenLevels};
use super::{CLEARANCE, CORNER, Candidate, SPACING};
use crate::layout::LINK_CLEARANCE;
use crate::scene::geometry::{Area, Curve, Path, Point};

/// How far below the last card a way has turned upright.
const TURN_BELOW: f32 = LINK_CLEARANCE;

/// Distance of a way from the cards of the strip between which it leaves.
const EXIT_CLEARANCE: f32 = LINK_CLEARANCE;
/// Radius of the corners of its way out of the strip.
const EXIT_CORNER: f32 = 12.0;
/// How far on either side a way looks for a gap to leave by.
const EXIT_REACH: f32 = 600.0;

/// The better of the ways on the left and on the right of the column above, from the port of a card below the lanes;
/// the strip starts at `strip_top`.
pub(super) fn way_from_below(
    index: &CardIndex<'_>,
    candidate: &Candidate,
    (from, card): (Point, Area),
    strip_top: f32,
    taken: &mut TakenLevels,
) -> Option<Path> {
    let exit = way_out(index, candidate, from, strip_top);
    let port = exit.last().map_or(from, |Curve([.., end])| *end);
    let above = Area { min: Point::new(card.min.x, card.max.y), max: Point::new(card.max.x, port.y - EXIT_CLEARANCE) };
    let column = index.touched(above, candidate.ends).into_iter().fold(card, Area::union);
    let end_y = card.middle().y + card.height() * 0.25;
    let way = |is_right: bool, level: usize| {
        let side = if is_right { 1.0 } else { -1.0 };
        let edge = if is_right { column.max.x } else { column.min.x };
        let x = edge + side * (CLEARANCE + SPACING * level as f32);
        let end = Point::new(if is_right { card.max.x } else { card.min.x }, end_y);
        let under = Area {
            min: Point::new(port.x.min(x), card.max.y),
            max: Point::new(port.x.max(x), port.y - EXIT_CLEARANCE),
        };
        let lowest = index.touched(under, candidate.ends).iter().fold(card.max.y, |low, card| low.max(card.max.y));
        let turned = Point::new(x, (lowest + TURN_BELOW).min(port.y));
        let corner = Point::new(x, (end.y + CORNER).min(turned.y));
        let half = f32::midpoint(port.y, turned.y);
        let up = [
            Curve([port, Point::new(port.x, half), Point::new(x, half), turned]),
            Curve::straight(turned, corner),
            Curve([corner, Point::new(x, end.y), Point::new(x, end.y), end]),
        ];
        let mut curves = exit.iter().copied().chain(up);
        let first = curves.next()?;
        Some(Path::new(first, curves))
    };
    let span = (end_y, port.y);
    let nearer_is_right = port.x > card.middle().x;
    let ways = [nearer_is_right, !nearer_is_right].map(|is_right| {
        let edge = if is_right { column.max.x } else { column.min.x };
        let key = (edge.round() as i32, is_right);
        let free = taken.free_level(key, span);
        let level = free.unwrap_or(LEVELS - 1);
        let way = way(is_right, level)?;
        Some((index.hits(&way, candidate.ends), free.is_none(), key, level, way))
    });
    let (_, _, key, level, way) = ways.into_iter().flatten().min_by_key(|(hits, is_full, ..)| (*hits, *is_full))?;
    taken.take(key, level, span);
    Some(way)
}

/// Out of the strip, between the cards of the rows above; nothing from the uppermost row.
fn way_out(index: &CardIndex<'_>, candidate: &Candidate, port: Point, strip_top: f32) -> Vec<Curve> {
    let above = Area {
        min: Point::new(port.x - EXIT_REACH, strip_top),
        max: Point::new(port.x + EXIT_REACH, port.y - EXIT_CLEARANCE),
    };
    let rows = index.touched(above, candidate.ends);
    let is_free =
        |x: &f32| !rows.iter().any(|card| card.min.x - EXIT_CLEARANCE < *x && *x < card.max.x + EXIT_CLEARANCE);
    let gaps = rows.iter().flat_map(|card| [card.min.x - EXIT_CLEARANCE, card.max.x + EXIT_CLEARANCE]);
    let gap = std::iter::once(port.x)
        .chain(gaps)
        .filter(is_free)
        .min_by(|one, other| (one - port.x).abs().total_cmp(&(other - port.x).abs()));
    let lowest = rows.iter().map(|card| card.max.y).reduce(f32::max);
    let (Some(x), Some(lowest)) = (gap, lowest) else { return Vec::new() };
    let top = Point::new(x, strip_top - EXIT_CLEARANCE);
    // Level halfway between its row and the one above.
    let level = f32::midpoint(port.y, lowest);
    let side = if x < port.x { -EXIT_CORNER } else { EXIT_CORNER };
    let turn = |from: Point, corner: Point, to: Point| Curve([from, corner, corner, to]);
    let upright = Point::new(x, level - EXIT_CORNER);
    if (x - port.x).abs() < 2.0 * EXIT_CORNER {
        let half = f32::midpoint(port.y, upright.y);
        let slope = Curve([port, Point::new(port.x, half), Point::new(x, half), upright]);
        return vec![slope, Curve::straight(upright, top)];
    }
    let (first, last) = (Point::new(port.x + side, level), Point::new(x - side, level));
    vec![
        turn(port, Point::new(port.x, level), first),
        Curve::straight(first, last),
        turn(last, Point::new(x, level), upright),
        Curve::straight(upright, top),
    ]
}
