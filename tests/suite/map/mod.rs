//! Tests of this room: the document under random edits, and what goes with what is deleted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test may stop it"
)]

pub mod random;

mod cascades;
mod edits;
mod operations;
mod text;
