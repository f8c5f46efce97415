//! The state graph: states (actor, product) reachable from given starts, and the transitions between them. Only what
//! some start leads to is built, so products that no query uses cost nothing.
//!
//! Packed lists (`state_graph`) are swept several times faster than linked edges; petgraph's algorithms run on them
//! (`visit`).

mod builder;
mod state_graph;
mod visit;

pub(super) use builder::{BATCH_STATES, StateGraphBuilder, in_batches};
pub(super) use state_graph::{ProductState, StateGraph, StateIndex, Transition};
