//! Vertex order of every layer, with as few crossings as can be found within a fixed amount of work.
//!
//! The input is a layered graph ([`Graph`]); the result is an order of each layer. `equivalent_vertices` contracts
//! vertices with the same neighbours, `layers` inserts dummies where edges pass a layer, `crossings` counts; `sweep`
//! (barycentres), `sift` (best position for one vertex at a time), `edge_rerouting` (best way for one long edge at a time)
//! and `simulated_annealing` (heat bath within a window) improve; `search` and `thorough` run them. `long_edges` routes
//! long edges through fixed orders.

mod cheapest_path;
mod crossings;
mod edge_rerouting;
mod equivalent_vertices;
mod layers;
mod least_prefix;
mod long_edges;
mod search;
mod sift;
mod simulated_annealing;
mod sweep;
mod thorough;

pub(super) use layers::{LayerEntry, Layers};
pub(super) use long_edges::{LongEdge, LongEdgeRouting, route_long_edges};
pub(super) use search::search;
pub(super) use thorough::search_thoroughly;

/// Vertices in layers, and edges between vertices of different layers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Graph {
    /// How many layers, from left to right.
    pub(super) layers: usize,
    /// The layer of each vertex.
    pub(super) layer: Vec<u32>,
    /// The cluster of each vertex; lower clusters are above higher ones.
    pub(super) cluster: Vec<u32>,
    /// The vertex in the lower layer, the one in the higher layer, and the edge weight.
    pub(super) edges: Vec<(u32, u32, u32)>,
}
