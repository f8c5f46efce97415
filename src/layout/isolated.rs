//! Layout of an isolated part of a map, meant to be read from a distance: routes run horizontally, side chains branch
//! off, and the other actors are placed close to where they join.
//!
//! Vertical positions are whole tracks. Routes are assigned first, each track reserved over all layers from the route's
//! first actor to its last; other actors share the free tracks, as close to their neighbours as their order allows.

use std::collections::BTreeSet;

use super::adjacency::{Neighbours, set, undirected, value};
use super::grid::LayoutGrid;
use super::layering::{LaneLayers, lane_layers};
use super::placing::placements_on_tracks;
use super::request::LayoutRequest;
use super::tidy::tidy;
use super::y_coordinates::{DesiredPosition, isotonic_positions, weighted_median};
use crate::map::{ActorId, IdIndex, LinkKind, LinkageMap, Placement};

/// Alignment rounds: to left neighbours, then to right ones.
const ROUNDS: usize = 4;

/// A placement for every actor of a small map, in id order; present placements are ignored. Each route is horizontal
/// where it moves right layer by layer and no earlier route occupies the track; the longest is assigned first. Actors
/// that sell nothing on (last buyers, or ends of a broken chain) go to the right edge of their lane.
pub fn tidy_isolated(map: &LinkageMap, routes: &[Vec<ActorId>]) -> Vec<Placement> {
    let map = map.clone().with_placements([]);
    let request = LayoutRequest::with_bands(&map, None);
    if routes.is_empty() {
        return tidy(&request, &|_| true).unwrap_or_default();
    }
    tidy_routes(&map, &request, routes)
}

/// The same for a request that was made already, of a map without placements.
pub(super) fn tidy_routes(map: &LinkageMap, request: &LayoutRequest, routes: &[Vec<ActorId>]) -> Vec<Placement> {
    let edges: Vec<(u32, u32, u32)> =
        request.edges.iter().map(|edge| (edge.ends.0, edge.ends.1, edge.weight)).collect();
    let neighbours = undirected(request.nodes.len(), &edges);
    let linked: Vec<bool> = (0..request.nodes.len() as u32).map(|node| !neighbours.of(node).is_empty()).collect();
    let mut layers = lane_layers(request);
    right_align_sinks(map, request, &mut layers, &linked);
    let grid = LayoutGrid::of(request, &layers, &linked);

    let mut tracks = TrackAssignment::new(request, &layers, &neighbours, &grid);
    let positions = IdIndex::new(request.nodes.iter().map(|node| node.id));
    let at = |id: &ActorId| positions.index_of(*id).map(|position| position as u32);
    let mut routes: Vec<Vec<u32>> = routes.iter().map(|route| route.iter().filter_map(at).collect()).collect();
    routes.sort_by_key(|route| std::cmp::Reverse(route.len()));
    for route in &routes {
        tracks.place_route(route);
    }
    tracks.place_unrouted();
    placements_on_tracks(request, &grid, &tracks.rows())
}

/// Moves actors without outgoing trade links to the last layer of their lane.
fn right_align_sinks(map: &LinkageMap, request: &LayoutRequest, layers: &mut LaneLayers, linked: &[bool]) {
    let trade_links = map.links().values().filter(|link| link.kind != LinkKind::Support && link.from != link.to);
    let sellers: BTreeSet<ActorId> = trade_links.map(|link| link.from).collect();
    for ((node, layer), linked) in request.nodes.iter().zip(&mut layers.layer_of).zip(linked) {
        if let (Some(lane), true, false) = (node.lane, *linked, sellers.contains(&node.id)) {
            *layer = layers.lane_of.iter().rposition(|of| *of == lane).map(|last| last as u32).or(*layer);
        }
    }
}

/// Assignment of nodes to tracks.
struct TrackAssignment<'a> {
    request: &'a LayoutRequest,
    layers: &'a LaneLayers,
    neighbours: &'a Neighbours,
    /// Number of columns, by layer.
    columns: Vec<usize>,
    /// The track of each node; `None` when not yet assigned.
    track_of: Vec<Option<i64>>,
    /// Tracks occupied by routes, by layer.
    occupied: Vec<BTreeSet<i64>>,
    /// Nodes on no route, by layer, from top to bottom.
    unrouted: Vec<Vec<u32>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NeighbourSide {
    Left,
    Right,
    Both,
}

impl<'a> TrackAssignment<'a> {
    fn new(request: &'a LayoutRequest, layers: &'a LaneLayers, neighbours: &'a Neighbours, grid: &LayoutGrid) -> Self {
        Self {
            request,
            layers,
            neighbours,
            columns: grid.layers.iter().map(|layer| layer.columns.max(1)).collect(),
            track_of: vec![None; request.nodes.len()],
            occupied: vec![BTreeSet::new(); layers.lane_of.len()],
            unrouted: vec![Vec::new(); layers.lane_of.len()],
        }
    }

    fn layer(&self, node: u32) -> Option<u32> {
        value(&self.layers.layer_of, node)
    }

    /// Assigns a route: nodes that have a track keep it, those between share one.
    fn place_route(&mut self, route: &[u32]) {
        let mut segment: Vec<(u32, u32)> = Vec::new();
        let mut before = None;
        for &node in route {
            let Some(layer) = self.layer(node) else { continue };
            if value(&self.track_of, node).is_some() {
                self.place_segment(&segment, before, Some(node));
                segment.clear();
                before = Some(node);
            } else if segment.iter().any(|&(other, _)| other == node) {
                // A route that returns to a node keeps the position of that node.
            } else if segment.last().is_some_and(|&(_, last)| last >= layer) {
                self.place_segment(&segment, before, None);
                before = segment.last().map(|&(node, _)| node);
                segment = vec![(node, layer)];
            } else {
                segment.push((node, layer));
            }
        }
        self.place_segment(&segment, before, None);
    }

    /// Assigns one track to consecutive route nodes, given with their layers: the free one nearest to the track of
    /// `before` or `after`.
    fn place_segment(&mut self, segment: &[(u32, u32)], before: Option<u32>, after: Option<u32>) {
        let (Some(&(_, first)), Some(&(_, last))) = (segment.first(), segment.last()) else { return };
        // The links from where it branches off, and to where it joins again, are kept clear as well.
        let first = before.and_then(|node| self.layer(node)).map_or(first, |layer| (layer + 1).min(first));
        let last = after.and_then(|node| self.layer(node)).map_or(last, |layer| layer.saturating_sub(1).max(last));
        let preferred =
            [before, after].into_iter().flatten().find_map(|node| value(&self.track_of, node)).unwrap_or_default();
        let layers = first as usize..=last as usize;
        let is_free = |track: i64| {
            self.occupied.get(layers.clone()).is_some_and(|taken| taken.iter().all(|taken| !taken.contains(&track)))
        };
        // Below first, as one reads downwards.
        let tracks = (0..).flat_map(|step: i64| [preferred + step, preferred - step]);
        let Some(track) = tracks.take(4 * self.track_of.len() + 4).find(|track| is_free(*track)) else { return };
        for taken in self.occupied.get_mut(layers).into_iter().flatten() {
            taken.insert(track);
        }
        for &(node, _) in segment {
            set(&mut self.track_of, node, Some(track));
        }
    }

    /// Assigns tracks to all nodes on no route.
    fn place_unrouted(&mut self) {
        for node in 0..self.request.nodes.len() as u32 {
            if let (Some(layer), None) = (self.layer(node), value(&self.track_of, node))
                && let Some(free) = self.unrouted.get_mut(layer as usize)
            {
                free.push(node);
            }
        }
        self.propagate_tracks();
        for _ in 0..ROUNDS {
            for layer in 0..self.unrouted.len() {
                self.place_layer(layer, NeighbourSide::Left);
            }
            for layer in (0..self.unrouted.len()).rev() {
                self.place_layer(layer, NeighbourSide::Right);
            }
        }
        for layer in 0..self.unrouted.len() {
            self.place_layer(layer, NeighbourSide::Both);
        }
    }

    /// Initial tracks: the median of the neighbours' tracks, from the routes outwards.
    fn propagate_tracks(&mut self) {
        let mut unplaced: Vec<u32> = self.unrouted.iter().flatten().copied().collect();
        while !unplaced.is_empty() {
            let found: Vec<(u32, Option<i64>)> = unplaced
                .iter()
                .map(|&node| (node, self.preferred_track(&[node], NeighbourSide::Both).map(|(track, _)| track as i64)))
                .collect();
            let before = unplaced.len();
            unplaced.clear();
            for (node, track) in found {
                set(&mut self.track_of, node, track);
                if track.is_none() {
                    unplaced.push(node);
                }
            }
            if unplaced.len() == before {
                break;
            }
        }
        // Nodes not connected to any route go below all others.
        let lowest = self.track_of.iter().flatten().max().copied().unwrap_or_default();
        for node in unplaced {
            set(&mut self.track_of, node, Some(lowest + 1));
        }
    }

    /// Sorts the unrouted nodes of a layer by preferred track and assigns the free tracks nearest to those.
    fn place_layer(&mut self, layer: usize, side: NeighbourSide) {
        let Some(nodes) = self.unrouted.get(layer) else { return };
        let own = |node: u32| value(&self.track_of, node).unwrap_or_default() as f64;
        let key = |&node: &u32| {
            let district = self.request.nodes.get(node as usize).map(|node| node.district);
            (self.preferred_track(&[node], side).map_or_else(|| own(node), |(track, _)| track), district, node)
        };
        let mut keyed: Vec<(f64, Option<usize>, u32)> = nodes.iter().map(key).collect();
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let nodes: Vec<u32> = keyed.into_iter().map(|(_, _, node)| node).collect();
        let rows: Vec<&[u32]> = nodes.chunks(self.columns(layer)).collect();
        let taken = self.occupied.get(layer).cloned().unwrap_or_default();
        let desired_position = |(at, row): (usize, &&[u32])| {
            let first = row.first().map_or(0.0, |&node| own(node));
            let (track, weight) = self.preferred_track(row, side).unwrap_or((first, 0.01));
            DesiredPosition { desired: free_rank(&taken, track), weight, offset: at as f64 }
        };
        let desired: Vec<DesiredPosition> = rows.iter().enumerate().map(desired_position).collect();
        let placed = isotonic_positions(&desired, (f64::NEG_INFINITY, f64::INFINITY));
        for (row, rank) in rows.iter().zip(placed) {
            let track = track_at_rank(&taken, (rank + 0.5).floor() as i64);
            for &node in *row {
                set(&mut self.track_of, node, Some(track));
            }
        }
        if let Some(slot) = self.unrouted.get_mut(layer) {
            *slot = nodes;
        }
    }

    /// Preferred track of the nodes in a row (weighted median of their neighbours) and its weight.
    fn preferred_track(&self, row: &[u32], side: NeighbourSide) -> Option<(f64, f64)> {
        let mut neighbour_tracks = Vec::new();
        for &node in row {
            for &(other, weight) in self.neighbours.of(node) {
                let is_included = match side {
                    NeighbourSide::Left => self.layer(other) < self.layer(node),
                    NeighbourSide::Right => self.layer(other) > self.layer(node),
                    NeighbourSide::Both => true,
                };
                if let (Some(track), true) = (value(&self.track_of, other), is_included) {
                    neighbour_tracks.push((track as f64, f64::from(weight)));
                }
            }
        }
        weighted_median(&mut neighbour_tracks)
    }

    fn columns(&self, layer: usize) -> usize {
        self.columns.get(layer).copied().unwrap_or(1)
    }

    /// The rows of each layer from top to bottom, each with its track.
    fn rows(&self) -> Vec<Vec<(i64, Vec<u32>)>> {
        let track = |row: &[u32]| row.first().and_then(|&node| value(&self.track_of, node)).unwrap_or_default();
        let mut on_routes: Vec<Vec<(i64, Vec<u32>)>> = vec![Vec::new(); self.unrouted.len()];
        let free: BTreeSet<u32> = self.unrouted.iter().flatten().copied().collect();
        for node in (0..self.track_of.len() as u32).filter(|node| !free.contains(node)) {
            if let Some(rows) = self.layer(node).and_then(|layer| on_routes.get_mut(layer as usize)) {
                rows.push((track(&[node]), vec![node]));
            }
        }
        for (layer, (rows, free)) in on_routes.iter_mut().zip(&self.unrouted).enumerate() {
            rows.extend(free.chunks(self.columns(layer)).map(|row| (track(row), row.to_vec())));
            rows.sort();
        }
        on_routes
    }
}

/// Rank of a track among the free ones; an occupied track lies halfway between its free neighbours.
fn free_rank(occupied: &BTreeSet<i64>, track: f64) -> f64 {
    let before = occupied.iter().filter(|occupied| (**occupied as f64) < track).count() as f64;
    let is_occupied = occupied.iter().any(|occupied| (*occupied as f64 - track).abs() < f64::EPSILON);
    track - before - if is_occupied { 0.5 } else { 0.0 }
}

/// The free track at a rank.
fn track_at_rank(occupied: &BTreeSet<i64>, rank: i64) -> i64 {
    occupied.iter().fold(rank, |track, occupied| if *occupied <= track { track + 1 } else { track })
}
