//! Tests of this room: the document under random edits, and what goes with what is deleted.

pub mod random;

mod cascades;
mod difference;
mod edits;
pub mod operations;
mod partial;
mod self_links;
mod text;
