//! A part of a map laid out alone, to be read from the back row: routes run level, side chains branch off them, and
//! everybody else stands about where they join.
//!
//! Heights are whole tracks. Routes take theirs first, each over all layers from its first actor to its last, so that
//! nothing stands in its way; the others share out the tracks that are left, as near to whom they are linked with as
//! their order allows.

use std::collections::BTreeSet;

use super::columns::{LaneLayers, lane_layers};
use super::frame::Frame;
use super::neighbours::{Neighbours, set, value};
use super::request::Request;
use super::rows::{Wish, median, spaced};
use super::tidy::{picture_in_rows, tidy};
use crate::map::{ActorId, LinkKind, LinkageMap, Placement};

/// Rounds of looking left, then right.
const ROUNDS: usize = 4;

/// Finds a place for every actor of a small map, in id order, whatever places it has now. Each of the routes runs level
/// where it goes from layer to layer to the right and no route before it has taken the track; the longest comes first.
/// Who buys and sells nothing on, be it the last buyer or where a chain breaks, stands at the right edge of its lane.
pub fn focus(map: &LinkageMap, routes: &[Vec<ActorId>]) -> Vec<Placement> {
    let map = map.clone().with_placements([]);
    let request = Request::in_bands(&map, None);
    if routes.is_empty() {
        return tidy(&request, &|_| true).unwrap_or_default();
    }
    let joined: Vec<(u32, u32, u32)> = request.ties.iter().map(|tie| (tie.ends.0, tie.ends.1, tie.weight)).collect();
    let neighbours = Neighbours::both_ways(request.nodes.len(), &joined);
    let linked: Vec<bool> = (0..request.nodes.len() as u32).map(|node| !neighbours.of(node).is_empty()).collect();
    let mut layers = lane_layers(&request);
    end_at_the_right(&map, &request, &mut layers, &linked);
    let frame = Frame::of(&request, &layers, &linked);

    let mut tracks = Tracks::new(&request, &layers, &neighbours, &frame);
    let at = |id: &ActorId| request.nodes.binary_search_by_key(id, |node| node.id).ok().map(|index| index as u32);
    let mut routes: Vec<Vec<u32>> = routes.iter().map(|route| route.iter().filter_map(at).collect()).collect();
    routes.sort_by_key(|route| std::cmp::Reverse(route.len()));
    for route in &routes {
        tracks.lay(route);
    }
    tracks.share_out();
    picture_in_rows(&request, &frame, &tracks.rows())
}

/// Moves whoever sells nothing on to the last layer of its lane.
fn end_at_the_right(map: &LinkageMap, request: &Request, layers: &mut LaneLayers, linked: &[bool]) {
    let goods = map.links().values().filter(|link| link.kind != LinkKind::Support && link.from != link.to);
    let sellers: BTreeSet<ActorId> = goods.map(|link| link.from).collect();
    for ((node, layer), linked) in request.nodes.iter().zip(&mut layers.of).zip(linked) {
        if let (Some(lane), true, false) = (node.lane, *linked, sellers.contains(&node.id)) {
            *layer = layers.lane.iter().rposition(|of| *of == lane).map(|last| last as u32).or(*layer);
        }
    }
}

/// Who stands on which track.
struct Tracks<'a> {
    request: &'a Request,
    layers: &'a LaneLayers,
    neighbours: &'a Neighbours,
    /// How many stand side by side, by layer.
    columns: Vec<usize>,
    /// The track of each node, where it is known already.
    of: Vec<Option<i64>>,
    /// The tracks that routes have taken, by layer.
    taken: Vec<BTreeSet<i64>>,
    /// Who stands on no route, by layer, from top to bottom.
    free: Vec<Vec<u32>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Both,
}

impl<'a> Tracks<'a> {
    fn new(request: &'a Request, layers: &'a LaneLayers, neighbours: &'a Neighbours, frame: &Frame) -> Self {
        Self {
            request,
            layers,
            neighbours,
            columns: frame.layers.iter().map(|layer| layer.columns.max(1)).collect(),
            of: vec![None; request.nodes.len()],
            taken: vec![BTreeSet::new(); layers.lane.len()],
            free: vec![Vec::new(); layers.lane.len()],
        }
    }

    fn layer(&self, node: u32) -> Option<u32> {
        value(&self.layers.of, node)
    }

    /// Lays a route: actors that stand already stay, those between them run level.
    fn lay(&mut self, route: &[u32]) {
        let mut run: Vec<(u32, u32)> = Vec::new();
        let mut before = None;
        for &node in route {
            let Some(layer) = self.layer(node) else { continue };
            if value(&self.of, node).is_some() {
                self.lay_level(&run, before, Some(node));
                run.clear();
                before = Some(node);
            } else if run.iter().any(|&(other, _)| other == node) {
                // Goods that come back to an actor come to where it stands.
            } else if run.last().is_some_and(|&(_, last)| last >= layer) {
                self.lay_level(&run, before, None);
                before = run.last().map(|&(node, _)| node);
                run = vec![(node, layer)];
            } else {
                run.push((node, layer));
            }
        }
        self.lay_level(&run, before, None);
    }

    /// Gives the actors of a run, with their layers, one track: the nearest to where it comes from, or goes to, that is
    /// free all the way.
    fn lay_level(&mut self, run: &[(u32, u32)], before: Option<u32>, after: Option<u32>) {
        let (Some(&(_, first)), Some(&(_, last))) = (run.first(), run.last()) else { return };
        // The link from where it branches off, and to where it joins again, is kept clear as well.
        let first = before.and_then(|node| self.layer(node)).map_or(first, |layer| (layer + 1).min(first));
        let last = after.and_then(|node| self.layer(node)).map_or(last, |layer| layer.saturating_sub(1).max(last));
        let wanted = [before, after].into_iter().flatten().find_map(|node| value(&self.of, node)).unwrap_or_default();
        let layers = first as usize..=last as usize;
        let is_free = |track: i64| {
            self.taken.get(layers.clone()).is_some_and(|taken| taken.iter().all(|taken| !taken.contains(&track)))
        };
        // Below first: one reads downwards.
        let tracks = (0..).flat_map(|step: i64| [wanted + step, wanted - step]);
        let Some(track) = tracks.take(4 * self.of.len() + 4).find(|track| is_free(*track)) else { return };
        for taken in self.taken.get_mut(layers).into_iter().flatten() {
            taken.insert(track);
        }
        for &(node, _) in run {
            set(&mut self.of, node, Some(track));
        }
    }

    /// Gives everybody else a track.
    fn share_out(&mut self) {
        for node in 0..self.request.nodes.len() as u32 {
            if let (Some(layer), None) = (self.layer(node), value(&self.of, node))
                && let Some(free) = self.free.get_mut(layer as usize)
            {
                free.push(node);
            }
        }
        self.reach();
        for _ in 0..ROUNDS {
            for layer in 0..self.free.len() {
                self.settle(layer, Side::Left);
            }
            for layer in (0..self.free.len()).rev() {
                self.settle(layer, Side::Right);
            }
        }
        for layer in 0..self.free.len() {
            self.settle(layer, Side::Both);
        }
    }

    /// A first track for everybody: that of whom they are linked with, from the routes outwards.
    fn reach(&mut self) {
        let mut left: Vec<u32> = self.free.iter().flatten().copied().collect();
        while !left.is_empty() {
            let found: Vec<(u32, Option<i64>)> = left
                .iter()
                .map(|&node| (node, self.wish(&[node], Side::Both).map(|(track, _)| track as i64)))
                .collect();
            let before = left.len();
            left.clear();
            for (node, track) in found {
                set(&mut self.of, node, track);
                if track.is_none() {
                    left.push(node);
                }
            }
            if left.len() == before {
                break;
            }
        }
        // Whoever has nothing to do with the routes stands below all others.
        let lowest = self.of.iter().flatten().max().copied().unwrap_or_default();
        for node in left {
            set(&mut self.of, node, Some(lowest + 1));
        }
    }

    /// Orders the free actors of a layer by where they want to be, and puts them there as near as may be.
    fn settle(&mut self, layer: usize, side: Side) {
        let Some(nodes) = self.free.get(layer) else { return };
        let own = |node: u32| value(&self.of, node).unwrap_or_default() as f64;
        let key = |&node: &u32| {
            let district = self.request.nodes.get(node as usize).map(|node| node.district);
            (self.wish(&[node], side).map_or_else(|| own(node), |(track, _)| track), district, node)
        };
        let mut keyed: Vec<(f64, Option<usize>, u32)> = nodes.iter().map(key).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let nodes: Vec<u32> = keyed.into_iter().map(|(_, _, node)| node).collect();
        let rows: Vec<&[u32]> = nodes.chunks(self.columns(layer)).collect();
        let taken = self.taken.get(layer).cloned().unwrap_or_default();
        let wish = |(at, row): (usize, &&[u32])| {
            let first = row.first().map_or(0.0, |&node| own(node));
            let (track, weight) = self.wish(row, side).unwrap_or((first, 0.01));
            Wish { y: rank(&taken, track), weight, offset: at as f64 }
        };
        let wishes: Vec<Wish> = rows.iter().enumerate().map(wish).collect();
        let placed = spaced(&wishes, (f64::NEG_INFINITY, f64::INFINITY));
        for (row, rank) in rows.iter().zip(placed) {
            let track = track_of(&taken, (rank + 0.5).floor() as i64);
            for &node in *row {
                set(&mut self.of, node, Some(track));
            }
        }
        if let Some(slot) = self.free.get_mut(layer) {
            *slot = nodes;
        }
    }

    /// The track that actors side by side want to be on, and how much.
    fn wish(&self, row: &[u32], side: Side) -> Option<(f64, f64)> {
        let mut theirs = Vec::new();
        for &node in row {
            for &(other, weight) in self.neighbours.of(node) {
                let counts = match side {
                    Side::Left => self.layer(other) < self.layer(node),
                    Side::Right => self.layer(other) > self.layer(node),
                    Side::Both => true,
                };
                if let (Some(track), true) = (value(&self.of, other), counts) {
                    theirs.push((track as f64, f64::from(weight)));
                }
            }
        }
        median(&mut theirs)
    }

    fn columns(&self, layer: usize) -> usize {
        self.columns.get(layer).copied().unwrap_or(1)
    }

    /// The rows of each layer from top to bottom, with the track of each.
    fn rows(&self) -> Vec<Vec<(i64, Vec<u32>)>> {
        let track = |row: &[u32]| row.first().and_then(|&node| value(&self.of, node)).unwrap_or_default();
        let mut on_routes: Vec<Vec<(i64, Vec<u32>)>> = vec![Vec::new(); self.free.len()];
        let free: BTreeSet<u32> = self.free.iter().flatten().copied().collect();
        for node in (0..self.of.len() as u32).filter(|node| !free.contains(node)) {
            if let Some(rows) = self.layer(node).and_then(|layer| on_routes.get_mut(layer as usize)) {
                rows.push((track(&[node]), vec![node]));
            }
        }
        for (layer, (rows, free)) in on_routes.iter_mut().zip(&self.free).enumerate() {
            rows.extend(free.chunks(self.columns(layer)).map(|row| (track(row), row.to_vec())));
            rows.sort();
        }
        on_routes
    }
}

/// Where a track stands among those that are not taken; a taken one stands in the middle between its neighbours.
fn rank(taken: &BTreeSet<i64>, track: f64) -> f64 {
    let before = taken.iter().filter(|taken| (**taken as f64) < track).count() as f64;
    let itself = taken.iter().any(|taken| (*taken as f64 - track).abs() < f64::EPSILON);
    track - before - if itself { 0.5 } else { 0.0 }
}

/// The track of a rank.
fn track_of(taken: &BTreeSet<i64>, rank: i64) -> i64 {
    taken.iter().fold(rank, |track, taken| if *taken <= track { track + 1 } else { track })
}
