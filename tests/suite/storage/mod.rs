//! Tests of this room: what is saved opens as it was, what is damaged says so, and nothing is lost on the way.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test may stop it"
)]

mod bad_input;
mod damage;
mod golden;
mod round_trip;
mod saving;
