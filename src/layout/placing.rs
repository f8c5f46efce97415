//! From the rows and columns of a layout to the box centres of all nodes, and to placements.

use super::adjacency::{set, value};
use super::dimensions::{ACTOR_SIZE, LANE_PADDING, ROW_PITCH, SUPPORTERS_GAP};
use super::grid::LayoutGrid;
use super::incremental::Coordinates;
use super::obstacles::{Obstacles, push_down};
use super::request::{LayoutRequest, Node};
use super::supporters;
use crate::map::{CANVAS_LIMIT, Placement};

/// Placements for the given tracks of each layer's rows; the rightmost node of a row comes first.
pub(super) fn placements_on_tracks(
    request: &LayoutRequest,
    grid: &LayoutGrid,
    layers: &[Vec<(i64, Vec<u32>)>],
) -> Vec<Placement> {
    let first = layers.iter().flatten().map(|(track, _)| *track).min().unwrap_or_default();
    let mut ys = vec![0.0; request.nodes.len()];
    for (track, row) in layers.iter().flatten() {
        for &node in row {
            set(&mut ys, node, (track - first) as f64 * grid.pitch);
        }
    }
    let mut builder = CoordinateBuilder::new(request, ys);
    for (layer, rows) in layers.iter().enumerate() {
        let columns = rows.iter().map(|(_, row)| row.len()).max().unwrap_or_default();
        for column in 0..columns {
            let members: Vec<u32> = rows.iter().filter_map(|(_, row)| row.get(column).copied()).collect();
            builder.place_column(&members, grid.x(layer as u32, column));
        }
    }
    builder.place_supporters(grid);
    placements(request, &builder.into_coordinates())
}

/// Placements for the given box centres; pinned nodes keep theirs.
pub(super) fn placements(request: &LayoutRequest, coordinates: &Coordinates) -> Vec<Placement> {
    let clamped = |value: f64| (value as f32).clamp(-CANVAS_LIMIT, CANVAS_LIMIT);
    let place = |(node, &(x, y)): (&Node, &(f64, f64))| match node.pinned_position() {
        Some((x, y)) => Placement { actor: node.id, x, y, pinned: true, by_hand: node.by_hand },
        None => Placement { actor: node.id, x: clamped(x), y: clamped(y), pinned: false, by_hand: false },
    };
    request.nodes.iter().zip(coordinates).map(place).collect()
}

/// Collects the final coordinates of all nodes.
pub(super) struct CoordinateBuilder<'a> {
    request: &'a LayoutRequest,
    pins: Obstacles,
    /// Added to the y of each placed node.
    y_offset: f64,
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl<'a> CoordinateBuilder<'a> {
    pub(super) fn new(request: &'a LayoutRequest, ys: Vec<f64>) -> Self {
        let pins = Obstacles::new(request.nodes.iter().filter_map(Node::pinned_position));
        let top = f64::from(LANE_PADDING) + f64::from(ACTOR_SIZE.1) / 2.0;
        Self { request, pins, y_offset: top, xs: vec![0.0; ys.len()], ys }
    }

    /// The box centres of all nodes.
    pub(super) fn into_coordinates(self) -> Coordinates {
        self.xs.into_iter().zip(self.ys).collect()
    }

    fn node(&self, node: u32) -> Option<&'a Node> {
        self.request.nodes.get(node as usize)
    }

    /// Sets x and final y of one column's nodes, in whole units; pinned nodes keep their position.
    pub(super) fn place_column(&mut self, members: &[u32], x: f64) {
        let pin = |node: &u32| self.node(*node).and_then(Node::pinned_position);
        let (fixed, free): (Vec<u32>, Vec<u32>) = members.iter().partition(|node| pin(node).is_some());
        let mut column: Vec<f64> =
            free.iter().map(|&node| (value(&self.ys, node) + self.y_offset + 0.5).floor()).collect();
        push_down(&mut column, &self.pins.blocked_spans(x), ROW_PITCH);
        for (&node, y) in free.iter().zip(column) {
            set(&mut self.xs, node, x);
            set(&mut self.ys, node, y);
        }
        for node in fixed {
            let (x, y) = self.node(node).and_then(Node::pinned_position).unwrap_or_default();
            set(&mut self.xs, node, f64::from(x));
            set(&mut self.ys, node, f64::from(y));
        }
    }

    /// Places supporters and actors without a stage below all lanes.
    pub(super) fn place_supporters(&mut self, grid: &LayoutGrid) {
        self.y_offset = (self.lowest() + f64::from(ACTOR_SIZE.1 + SUPPORTERS_GAP)).ceil();
        for (x, members) in supporters::columns(self.request, grid, &self.xs) {
            for (row, node) in members.iter().enumerate() {
                set(&mut self.ys, *node, row as f64 * ROW_PITCH);
            }
            self.place_column(&members, (x + 0.5).floor());
        }
    }

    /// The largest y of a box centre in the lanes. Pins near the canvas limit are ignored: there is no space below
    /// them.
    fn lowest(&self) -> f64 {
        let in_lanes = self.request.nodes.iter().zip(&self.ys).filter(|(node, _)| node.lane.is_some());
        let heights = in_lanes.map(|(_, y)| *y).filter(|y| *y < f64::from(CANVAS_LIMIT) / 2.0);
        heights.fold(f64::from(ACTOR_SIZE.1) / 2.0, f64::max)
    }
}
