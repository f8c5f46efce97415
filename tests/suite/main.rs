//! The one integration test binary: a module a room.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test stops where something is not as it should be; clippy lets only test functions do so, not their helpers"
)]

mod analysis;
mod architecture;
mod cli;
mod documents;
mod editing;
mod exchange;
mod fuzz;
mod guide;
mod hostile;
mod icons;
mod language;
mod layout;
mod map;
mod merging;
mod packaging;
mod pasting;
mod places;
mod presentation;
mod replacing;
mod saves;
mod scene;
mod schema;
mod settings;
mod sight;
mod storage;
mod theme;
mod versions;
mod window;
