//! The nodes and arcs of one product's flow.

use crate::map::LinkId;

/// The source of the flow.
pub(super) const SOURCE: u32 = 0;
/// The sink of the flow.
pub(super) const SINK: u32 = 1;
/// Nodes of the reachable graph follow from this index on.
pub(super) const FIRST_NODE: u32 = 2;

/// An arc of the flow and its link.
#[derive(Clone, Copy)]
pub(super) struct CapacityArc {
    pub from: u32,
    pub to: u32,
    pub capacity: u64,
    pub link: Option<LinkId>,
}
