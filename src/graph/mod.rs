//! Compact graphs: adjacency lists packed into one array, on which the algorithms of petgraph run.
//!
//! Nothing here knows what a node stands for, or any other room. Nodes are numbers from 0 on; what they mean, and what
//! edges carry, is up to the room that builds the graph. Algorithms that report progress live in the rooms that run
//! them.

mod adjacency;
mod visit;

pub use adjacency::{Adjacency, Slots, Target};
pub use visit::{AdjacencyEdge, VisitedNodes, visited_nodes};
