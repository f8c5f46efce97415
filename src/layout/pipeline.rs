//! From vertex orders to coordinates, with what all layouts of one map share.

use super::adjacency::{Neighbours, set, undirected, value};
use super::components::clusters;
use super::grid::LayoutGrid;
use super::incremental::{Coordinates, extend_existing, is_as_good};
use super::layering::{LaneLayers, lane_layers};
use super::order::{Graph, Layers};
use super::placing::{CoordinateBuilder, placements};
use super::request::{LayoutEdge, LayoutRequest};
use super::y_coordinates::RowLayout;

/// Data independent of the present positions of unpinned actors, shared by all layouts of a request.
pub(super) struct Pipeline<'a> {
    request: &'a LayoutRequest,
    neighbours: Neighbours,
    layers: LaneLayers,
    grid: LayoutGrid,
    pub(super) graph: Graph,
    /// The node of each graph vertex.
    node_of: Vec<u32>,
}

impl<'a> Pipeline<'a> {
    /// Computes the shared data once.
    pub(super) fn new(request: &'a LayoutRequest) -> Self {
        let edges = request.edges.iter().map(|edge| (edge.ends.0, edge.ends.1, edge.weight));
        let neighbours = undirected(request.nodes.len(), &edges.collect::<Vec<_>>());
        let linked: Vec<bool> = (0..request.nodes.len() as u32).map(|node| !neighbours.of(node).is_empty()).collect();
        let layers = lane_layers(request);
        let grid = LayoutGrid::of(request, &layers, &linked);
        let (graph, nodes) = graph(request, &layers.layer_of, layers.lane_of.len(), &clusters(request, &neighbours));
        Self { request, neighbours, layers, grid, graph, node_of: nodes }
    }

    /// The existing layout, if it is about as good as a fresh one.
    pub(super) fn existing_if_good(&self, fresh: &Coordinates) -> Option<Coordinates> {
        existing_if_good(self.request, &self.neighbours, fresh)
    }

    /// Whether tidying a map with this layout keeps it, given the quick layout of the map.
    pub(super) fn is_stable(&self, coordinates: &Coordinates, quick: &Coordinates) -> bool {
        let next = self.request.with_placements(&placements(self.request, coordinates));
        existing_if_good(&next, &self.neighbours, quick).is_some_and(|existing| existing == *coordinates)
    }

    /// Coordinates of all nodes for given layer orders.
    pub(super) fn assign_coordinates(&self, ordered: &Layers) -> Coordinates {
        let mut orders = ordered.entries();
        for entry in orders.iter_mut().flatten() {
            entry.renumber(&self.node_of);
        }
        let mut rows = RowLayout::new(self.request, &self.layers.layer_of, &self.neighbours, &self.grid, &orders);
        let mut builder = CoordinateBuilder::new(self.request, rows.align().to_vec());
        for layer in 0..self.layers.lane_of.len() as u32 {
            let columns = self.grid.layers.get(layer as usize).map_or(1, |layer| layer.columns);
            let mut members = vec![Vec::new(); columns];
            for row in rows.rows_of_layer(layer) {
                for (column, &node) in members.iter_mut().zip(row) {
                    column.push(node);
                }
            }
            for (column, members) in members.iter().enumerate() {
                builder.place_column(members, self.grid.x(layer, column));
            }
        }
        builder.place_supporters(&self.grid);
        builder.into_coordinates()
    }
}

fn existing_if_good(request: &LayoutRequest, neighbours: &Neighbours, fresh: &Coordinates) -> Option<Coordinates> {
    extend_existing(request, neighbours).filter(|existing| is_as_good(request, existing, fresh))
}

/// The graph of the nodes in lanes, with the node of each vertex. Vertices are sorted by district, so that actors of
/// one district are close together where nothing else decides.
fn graph(request: &LayoutRequest, layer_of: &[Option<u32>], layers: usize, clusters: &[u32]) -> (Graph, Vec<u32>) {
    let mut nodes: Vec<u32> = (0..request.nodes.len() as u32).filter(|&node| value(layer_of, node).is_some()).collect();
    nodes.sort_by_key(|&node| (request.nodes.get(node as usize).map(|node| node.district), node));
    let mut vertex_of = vec![0; request.nodes.len()];
    for (vertex, &node) in nodes.iter().enumerate() {
        set(&mut vertex_of, node, vertex as u32);
    }
    let layer = |node: u32| value(layer_of, node).unwrap_or_default();
    let edge = |&LayoutEdge { ends: (a, b), links, .. }: &LayoutEdge| {
        let (a, b) = if layer(a) <= layer(b) { (a, b) } else { (b, a) };
        (layer(a) != layer(b)).then(|| (value(&vertex_of, a), value(&vertex_of, b), links))
    };
    let graph = Graph {
        layers,
        layer: nodes.iter().map(|&node| layer(node)).collect(),
        cluster: nodes.iter().map(|&node| value(clusters, node)).collect(),
        edges: request.edges.iter().filter_map(edge).collect(),
    };
    (graph, nodes)
}
