//! Ways around cards for links that would pass behind them: inside a lane, and wherever hands have put cards. Between lanes the
//! edge routes of the layout go through gaps already.

mod card_index;
mod from_below;
mod taken_levels;

use rayon::prelude::*;

use card_index::{CardIndex, Hits};
use from_below::way_from_below;
use taken_levels::{LEVELS, TakenLevels};

use super::geometry::{Area, Curve, Path, Point};
use super::link_routing::NodeBox;
use crate::layout::LINK_CLEARANCE;

/// Distance of a way beside a column from its cards.
const CLEARANCE: f32 = LINK_CLEARANCE + 2.0;
/// Distance of ways beside one column.
const SPACING: f32 = 6.0;
/// How far before and behind a column a way is level.
const STUB: f32 = LINK_CLEARANCE;
/// How far before its end a way is level: an arrowhead stands on it.
const ARRIVAL: f32 = 12.0;
/// How much farther away a gap may be through which a way keeps clear of the cards on either side.
const NARROW_GAP_COST: f32 = 200.0;
/// Radius of a way's corners.
const CORNER: f32 = 22.0;
/// Links per parallel task.
const CHUNK_SIZE: usize = 512;
/// How far above and below its ends a link looks for a gap.
const REACH: f32 = 400.0;

/// A link that may need a way around cards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its index among the links.
    pub link: usize,
    /// The indices of its ends among the cards.
    pub ends: [usize; 2],
}

/// Leads those of these links around cards that would pass behind some or too near; each keeps the path that does so with
/// fewest.
pub(super) fn lead_around(paths: &mut [Option<Path>], candidates: &[Candidate], cards: &[NodeBox]) {
    if candidates.is_empty() {
        return;
    }
    let index = CardIndex::new(cards);
    let hit = |candidate: &&Candidate| {
        let path = paths.get(candidate.link).and_then(Option::as_ref);
        path.is_some_and(|path| index.hits(path, candidate.ends) > Hits::default())
    };
    let mut behind: Vec<&Candidate> = candidates.par_iter().with_min_len(CHUNK_SIZE).filter(hit).collect();
    let area = |end: usize| cards.get(end).map_or(Area::NOTHING, |card| card.area);
    // The shortest next to the cards.
    let span = |candidate: &Candidate| {
        let [from, to] = candidate.ends.map(|end| area(end).middle());
        ((from.y - to.y).abs(), candidate.link)
    };
    behind.sort_by(|one, other| span(one).partial_cmp(&span(other)).unwrap_or(std::cmp::Ordering::Equal));
    let strip = cards.iter().filter(|card| card.is_below_lanes).map(|card| card.area.min.y);
    let strip_top = strip.fold(f32::INFINITY, f32::min);
    let mut taken = TakenLevels::default();
    for candidate in behind {
        let Some(Some(path)) = paths.get(candidate.link) else { continue };
        let [from, to] = candidate.ends.map(area);
        let below = candidate.ends.map(|end| cards.get(end).is_some_and(|card| card.is_below_lanes));
        let ways = if below[0] != below[1] {
            let port_and_card = if below[0] { (path.start(), to) } else { (path.end(), from) };
            let way = way_from_below(&index, candidate, port_and_card, strip_top, &mut taken);
            way.map(|way| if below[0] { way } else { way.reversed() }).into_iter().collect()
        } else if from.min.x < to.max.x && to.min.x < from.max.x {
            ways_beside(&index, candidate, (from, to), &mut taken)
        } else {
            way_through_columns(&index, candidate, (path.start(), path.end())).into_iter().collect()
        };
        let before = index.hits(path, candidate.ends);
        let best = ways.into_iter().map(|way| (index.hits(&way, candidate.ends), way)).min_by_key(|(hits, _)| *hits);
        if let Some((hits, way)) = best
            && hits < before
            && let Some(slot) = paths.get_mut(candidate.link)
        {
            *slot = Some(way);
        }
    }
}

/// Ways beside a column, on the right and on the left.
fn ways_beside(
    index: &CardIndex<'_>,
    candidate: &Candidate,
    (from, to): (Area, Area),
    taken: &mut TakenLevels,
) -> Vec<Path> {
    let between = Area {
        min: Point::new(from.min.x.min(to.min.x), from.max.y.min(to.max.y)),
        max: Point::new(from.max.x.max(to.max.x), from.min.y.max(to.min.y)),
    };
    let passed = index.touched(between, candidate.ends).into_iter().fold(from.union(to), Area::union);
    let down = if to.middle().y >= from.middle().y { 1.0 } else { -1.0 };
    let span = (from.middle().y.min(to.middle().y), from.middle().y.max(to.middle().y));
    let way = |is_right: bool, level: usize| {
        let edge = if is_right { passed.max.x } else { passed.min.x };
        let offset = CLEARANCE + SPACING * level as f32;
        let side = if is_right { 1.0 } else { -1.0 };
        let x = edge + side * offset;
        let port = |card: Area, towards: f32| {
            let x = if is_right { card.max.x } else { card.min.x };
            Point::new(x, card.middle().y + towards * card.height() * 0.25)
        };
        let (start, end) = (port(from, down), port(to, -down));
        let corner = CORNER.min((end.y - start.y).abs() / 2.0) * down;
        let (high, low) = (Point::new(x, start.y + corner), Point::new(x, end.y - corner));
        let turn = |a: Point, b: Point, corner: Point| Curve([a, corner, corner, b]);
        Path::new(
            turn(start, high, Point::new(x, start.y)),
            [Curve::straight(high, low), turn(low, end, Point::new(x, end.y))],
        )
    };
    let keys = [(passed.max.x.round() as i32, true), (passed.min.x.round() as i32, false)];
    let [right, left] = keys.map(|key| taken.free_level(key, span));
    // On the right, unless only the left has room.
    let sides = if right.is_none() && left.is_some() { [false, true] } else { [true, false] };
    let ways: Vec<(Path, (i32, bool), usize)> = sides
        .into_iter()
        .map(|is_right| {
            let (level, key) = if is_right { (right, keys[0]) } else { (left, keys[1]) };
            let level = level.unwrap_or(LEVELS - 1);
            (way(is_right, level), key, level)
        })
        .collect();
    if let Some((_, key, level)) = ways.iter().min_by_key(|(way, ..)| index.hits(way, candidate.ends)) {
        taken.take(*key, *level, span);
    }
    ways.into_iter().map(|(way, ..)| way).collect()
}

/// A way level through a gap of every column of cards between its ends: each time the gap nearest to the straight line.
fn way_through_columns(index: &CardIndex<'_>, candidate: &Candidate, (start, end): (Point, Point)) -> Option<Path> {
    let forward = if end.x >= start.x { 1.0 } else { -1.0 };
    let (left, right) = (start.x.min(end.x), start.x.max(end.x));
    let reach =
        Area { min: Point::new(left, start.y.min(end.y) - REACH), max: Point::new(right, start.y.max(end.y) + REACH) };
    let mut cards = index.touched(reach, candidate.ends);
    cards.retain(|card| card.min.x >= left && card.max.x <= right);
    cards.sort_by(|one, other| one.min.x.total_cmp(&other.min.x));
    // Cards that overlap level are one column.
    let mut columns: Vec<(f32, f32, Vec<Area>)> = Vec::new();
    for card in cards {
        match columns.last_mut() {
            Some((_, to, of_column)) if card.min.x < *to => {
                *to = to.max(card.max.x);
                of_column.push(card);
            }
            _ => columns.push((card.min.x, card.max.x, vec![card])),
        }
    }
    if forward < 0.0 {
        columns.reverse();
    }
    // Level at first, clear of the cards above and below its own.
    let mut points = vec![start, Point::new(start.x + forward * STUB.min((right - left) / 3.0), start.y)];
    for (from, to, cards) in &columns {
        let (from, to) = if forward > 0.0 { (*from, *to) } else { (*to, *from) };
        let last = points.last().copied().unwrap_or(start);
        // On the straight line from where it is to its end.
        let part =
            if (end.x - last.x).abs() > 0.0 { (f32::midpoint(from, to) - last.x) / (end.x - last.x) } else { 0.0 };
        let wanted = last.y + (end.y - last.y) * part;
        let y = nearest_gap(cards, wanted)?;
        points.extend([Point::new(from - forward * STUB, y), Point::new(to + forward * STUB, y)]);
    }
    let gap = points.last().map_or(0.0, |last| (end.x - last.x).abs());
    points.extend([Point::new(end.x - forward * ARRIVAL.min(gap / 2.0), end.y), end]);
    let level = |from: Point, to: Point| {
        let half = (to.x - from.x) / 2.0;
        Curve([from, Point::new(from.x + half, from.y), Point::new(to.x - half, to.y), to])
    };
    let mut curves = points.iter().zip(points.iter().skip(1)).map(|(from, to)| level(*from, *to));
    let first = curves.next()?;
    Some(Path::new(first, curves))
}

/// The y nearest to the wanted one at which a line keeps clear of all these cards, or passes in the middle between two
/// of them where that is much nearer.
fn nearest_gap(cards: &[Area], wanted: f32) -> Option<f32> {
    let mut spans: Vec<(f32, f32)> = cards.iter().map(|card| (card.min.y, card.max.y)).collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let below = spans.iter().scan(f32::NEG_INFINITY, |lowest, span| {
        *lowest = lowest.max(span.1);
        Some(*lowest)
    });
    let tops = spans.iter().skip(1).map(|span| span.0).chain([f32::INFINITY]);
    let first = spans.first().map_or(f32::INFINITY, |span| span.0);
    let gaps = std::iter::once((f32::NEG_INFINITY, first)).chain(below.zip(tops));
    let passage = |(high, low): (f32, f32)| {
        let clear = (high + LINK_CLEARANCE, low - LINK_CLEARANCE);
        if clear.0 <= clear.1 {
            let y = wanted.clamp(clear.0, clear.1);
            return Some((y, (y - wanted).abs()));
        }
        let y = f32::midpoint(high, low);
        (high < low).then_some((y, (y - wanted).abs() + NARROW_GAP_COST))
    };
    gaps.filter_map(passage).min_by(|one, other| one.1.total_cmp(&other.1)).map(|(y, _)| y)
}
