//! Words, numbers and order in two languages.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod find;
mod numbers;
mod order;
mod sentences;
mod terms;
