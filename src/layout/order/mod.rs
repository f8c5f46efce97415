//! Who stands above whom: the order of every layer with as few crossings as can be found in the time.
//!
//! What it is given is a layered graph ([`Graph`]); what it gives are the orders of its layers. `twins` makes one
//! vertex of those that are tied to the same others, `layers` puts a point wherever a tie passes a layer, `crossings`
//! counts, `sweep` (barycentres), `sift` (best place for one at a time), `anneal` (elsewhere by lot) and `temper` (a place
//! near by lot) improve, `search` and `thorough` run them.

mod crossings;
mod edge_rerouting;
mod equivalent_vertices;
mod layers;
mod long_edges;
mod metropolis;
mod search;
mod sift;
mod simulated_annealing;
mod sweep;
mod thorough;

pub(super) use layers::{LayerEntry, Layers};
pub(super) use long_edges::{LongEdge, LongEdgeRouting, route_long_edges};
pub(super) use search::search;
pub(super) use thorough::search_thoroughly;

/// Vertices in layers, and ties between vertices of different layers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Graph {
    /// How many layers, from left to right.
    pub(super) layers: usize,
    /// The layer of each vertex.
    pub(super) layer: Vec<u32>,
    /// The section of each vertex; those of a lower one stand above those of a higher one.
    pub(super) cluster: Vec<u32>,
    /// Ties: the vertex in the lower layer, that in the higher one, and how much the tie weighs.
    pub(super) edges: Vec<(u32, u32, u32)>,
}
