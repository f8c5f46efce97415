//! The reader's picture: when all but a few actors stand where tidying once put them, they stay, and the few are put in
//! where they fit, so that adding or removing somebody moves hardly anyone else.
//!
//! A place says whether a hand put the actor there.

use std::collections::{BTreeMap, HashMap};

use super::neighbours::{Neighbours, set, value};
use super::pins::Pins;
use super::request::{Node, Request, Tie};
use super::rows::median;
use super::span::Span;
use super::{ACTOR_SIZE, COLUMN_PITCH, ROW_PITCH, routes};

/// One in so many actors may be without a tidy place.
const FEW: usize = 10;
/// A kept picture may have so much more than one made afresh: as a part, and at all. Who was put in is not asked: a
/// picture that was kept once is kept the next time too.
const CROSSINGS: (f64, f64) = (1.25, 8.0);
const LENGTH: (f64, f64) = (2.0, 2_000.0);
/// Besides, so many crossings for each tie: about what one newcomer with a few ties brings at the worst.
const A_TIE: f64 = 0.1;
/// A free place so near is better than pushing others.
const NEAR: f64 = 3.0 * ROW_PITCH;
/// The picture's sides, at the most.
const RATIO: f32 = 3.0;

/// Middles of all nodes.
pub(super) type Spots = Vec<(f64, f64)>;

/// Who comes to stand at which height.
type Moves = Vec<(u32, f64)>;

/// The present picture with a place for those who have none in it; `None` when too few have one, or when it is no
/// tidy picture.
pub(super) fn kept(request: &Request, neighbours: &Neighbours) -> Option<Spots> {
    let settled = |node: &Node| node.pinned || node.place.is_some() && !node.by_hand;
    let astray: Vec<u32> = (0_u32..).zip(&request.nodes).filter(|(_, node)| !settled(node)).map(|(at, _)| at).collect();
    if astray.len() > (request.nodes.len() / FEW).max(1) {
        return None;
    }
    let spots = request.nodes.iter().map(|node| node.place.unwrap_or_default());
    let mut picture = Picture::new(request, neighbours, spots.map(|(x, y)| (x.into(), y.into())).collect(), &astray);
    for node in astray {
        picture.put_in(node)?;
    }
    picture.is_tidy().then_some(picture.spots)
}

/// Whether a kept picture reads about as well as one made afresh.
pub(super) fn is_as_good(request: &Request, kept: &Spots, fresh: &Spots) -> bool {
    if kept == fresh {
        return true;
    }
    let (kept, fresh) = (tangle(request, kept), tangle(request, fresh));
    let crossings = fresh.0 * CROSSINGS.0 + CROSSINGS.1 + request.ties.len() as f64 * A_TIE;
    kept.0 <= crossings && kept.1 <= fresh.1 * LENGTH.0 + LENGTH.1
}

/// The crossings of a picture, and how far its ties rise and fall.
pub(super) fn tangle(request: &Request, spots: &Spots) -> (f64, f64) {
    let mut box_of = vec![None; spots.len()];
    let mut boxes = Vec::with_capacity(spots.len());
    for (slot, (node, &(x, y))) in box_of.iter_mut().zip(request.nodes.iter().zip(spots)) {
        if node.lane.is_some() {
            *slot = Some(boxes.len());
            boxes.push((x as f32, y as f32));
        }
    }
    let links: Vec<(usize, usize)> = request
        .ties
        .iter()
        .filter_map(|tie| Some(((value(&box_of, tie.ends.0)?, value(&box_of, tie.ends.1)?), tie.links as usize)))
        .flat_map(|(ends, links)| std::iter::repeat_n(ends, links))
        .collect();
    let rise = |tie: &Tie| (value(spots, tie.ends.0).1 - value(spots, tie.ends.1).1).abs();
    (routes::crossings(&boxes, &links) as f64, request.ties.iter().map(rise).sum())
}

struct Picture<'a> {
    request: &'a Request,
    neighbours: &'a Neighbours,
    spots: Spots,
    pins: Pins,
    /// By lane and x, who stands in a column.
    columns: BTreeMap<(usize, i64), Vec<u32>>,
    /// Highest and lowest middle in each band.
    bands: Vec<(f64, f64)>,
    /// Who has a place.
    placed: Vec<bool>,
}

impl<'a> Picture<'a> {
    fn new(request: &'a Request, neighbours: &'a Neighbours, spots: Spots, astray: &[u32]) -> Self {
        let mut placed = vec![true; spots.len()];
        for &node in astray {
            set(&mut placed, node, false);
        }
        let mut columns: BTreeMap<(usize, i64), Vec<u32>> = BTreeMap::new();
        let mut bands = vec![(f64::INFINITY, f64::NEG_INFINITY); request.bands];
        for ((at, node), &(x, y)) in (0_u32..).zip(&request.nodes).zip(&spots) {
            let Some(lane) = node.lane.filter(|_| value(&placed, at) && !node.pinned) else { continue };
            columns.entry((lane, x as i64)).or_default().push(at);
            if let Some(band) = bands.get_mut(node.band) {
                *band = (band.0.min(y), band.1.max(y));
            }
        }
        let pins = Pins::new(request.nodes.iter().filter_map(Node::pin));
        Self { request, neighbours, spots, pins, columns, bands, placed }
    }

    fn node(&self, node: u32) -> Option<&'a Node> {
        self.request.nodes.get(node as usize)
    }

    /// Puts an actor in the column of its lane where it comes nearest to those that it is linked with.
    fn put_in(&mut self, node: u32) -> Option<()> {
        let lane = self.node(node)?.lane?;
        let (high, low) = *self.bands.get(self.node(node)?.band)?;
        if high > low {
            return None;
        }
        let wanted = self.wanted(node).unwrap_or(low).clamp(high, low);
        let mut best: Option<(f64, i64, Moves)> = None;
        for (&(_, x), members) in self.columns.range((lane, i64::MIN)..=(lane, i64::MAX)) {
            for moves in self.fits(node, x as f64, members, wanted, (high, low)) {
                let own = moves.first().map_or(0.0, |(_, y)| (y - wanted).abs());
                let others = moves.iter().skip(1).map(|&(other, y)| (y - value(&self.spots, other).1).abs());
                let price = own + if moves.len() > 1 { NEAR + others.sum::<f64>() } else { 0.0 };
                if best.as_ref().is_none_or(|(least, ..)| price < *least) {
                    best = Some((price, x, moves));
                }
            }
        }
        let (_, x, moves) = best?;
        for (moved, y) in moves {
            set(&mut self.spots, moved, (x as f64, y));
        }
        set(&mut self.placed, node, true);
        self.columns.entry((lane, x)).or_default().push(node);
        Some(())
    }

    /// Level with what it is linked with.
    fn wanted(&self, node: u32) -> Option<f64> {
        let placed = self.neighbours.of(node).iter().filter(|(other, _)| value(&self.placed, *other));
        let mut theirs: Vec<(f64, f64)> =
            placed.map(|&(other, weight)| (value(&self.spots, other).1, f64::from(weight))).collect();
        median(&mut theirs).map(|(y, _)| y.round())
    }

    /// Ways to put an actor into a column: at the nearest free height, or where it wants to be, with those below
    /// pushed down. Each is who comes to stand where, itself first.
    fn fits(
        &self,
        node: u32,
        x: f64,
        members: &[u32],
        wanted: f64,
        (high, low): (f64, f64),
    ) -> impl Iterator<Item = Moves> {
        let mut column: Vec<(f64, u32)> =
            members.iter().map(|&member| (value(&self.spots, member).1, member)).collect();
        column.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let pins = self.pins.spans(x);
        let free = |y: f64| {
            let above = column.partition_point(|(other, _)| *other <= y - ROW_PITCH);
            let clear = column.get(above).is_none_or(|(other, _)| *other >= y + ROW_PITCH);
            clear && !pins.iter().any(|span| span.0 < y && y < span.1)
        };
        let beside = column.iter().flat_map(|(y, _)| [y - ROW_PITCH, y + ROW_PITCH]);
        let nearest = std::iter::once(wanted)
            .chain(beside)
            .filter(|&y| high <= y && y <= low && free(y))
            .min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()).then(a.total_cmp(b)));
        let pushed = || {
            let below = column.partition_point(|(y, _)| *y < wanted);
            let above = below.checked_sub(1).and_then(|at| column.get(at)).map_or(f64::NEG_INFINITY, |(y, _)| *y);
            let mut last = wanted.max(above + ROW_PITCH);
            let mut moves = vec![(node, last)];
            for &(y, member) in column.get(below..).unwrap_or_default() {
                if y >= last + ROW_PITCH {
                    break;
                }
                last += ROW_PITCH;
                moves.push((member, last));
            }
            (pins.is_empty() && last <= low).then_some(moves)
        };
        nearest.map(|y| vec![(node, y)]).into_iter().chain(pushed())
    }

    /// Whether all boxes keep their distance, lanes and bands stand apart in their order, supporters stand below, and the
    /// picture is no strip.
    fn is_tidy(&self) -> bool {
        let nodes = self.request.nodes.iter().zip(&self.spots).filter(|(node, _)| !node.pinned);
        let mut lanes = vec![Span::NONE; self.request.lanes];
        let mut bands = vec![Span::NONE; self.request.bands];
        let (mut inside, mut below, mut wide) = (Span::NONE, Span::NONE, Span::NONE);
        for (node, &(x, y)) in nodes {
            let (x, y) = (x as f32, y as f32);
            wide.take(x);
            let Some(lane) = node.lane else {
                below.take(y);
                continue;
            };
            inside.take(y);
            if let (Some(lane), Some(band)) = (lanes.get_mut(lane), bands.get_mut(node.band)) {
                lane.take(x);
                band.take(y);
            }
        }
        let high = inside.joined(below);
        let (width, height) = (wide.length() + ACTOR_SIZE.0, high.length() + ACTOR_SIZE.1);
        let in_shape = self.request.nodes.len() < FEW || (width <= RATIO * height && height <= RATIO * width);
        in_shape
            && in_order(&lanes, ACTOR_SIZE.0)
            && in_order(&bands, ACTOR_SIZE.1)
            && in_order(&[inside, below], ACTOR_SIZE.1)
            && self.stand_apart()
    }

    fn stand_apart(&self) -> bool {
        let (width, height) = (COLUMN_PITCH, ROW_PITCH);
        let cell = |x: f64, y: f64| ((x / width).floor() as i64, (y / height).floor() as i64);
        let mut cells: HashMap<_, Vec<(f64, f64, bool)>> = HashMap::with_capacity(self.spots.len());
        for (node, &(x, y)) in self.request.nodes.iter().zip(&self.spots) {
            let (column, row) = cell(x, y);
            for beside in (column - 1..=column + 1).flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)))
            {
                let covers = |&(other_x, other_y, pinned): &(f64, f64, bool)| {
                    (other_x - x).abs() < width && (other_y - y).abs() < height && !(pinned && node.pinned)
                };
                if cells.get(&beside).is_some_and(|known| known.iter().any(covers)) {
                    return false;
                }
            }
            cells.entry((column, row)).or_default().push((x, y, node.pinned));
        }
        true
    }
}

/// Whether spans follow each other with room for a box between their middles.
fn in_order(spans: &[Span], size: f32) -> bool {
    let mut last = f32::NEG_INFINITY;
    spans.iter().filter_map(|span| span.bounds()).all(|(first, end)| first >= std::mem::replace(&mut last, end) + size)
}
