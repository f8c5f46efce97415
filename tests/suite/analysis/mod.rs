//! What a map says: an engine and a plain reference must agree, and each finding holds exactly.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests may fail as tests do"
)]

mod agreement;
mod draft;
mod findings;
mod large;
mod naive;
mod random;
mod verdicts;
