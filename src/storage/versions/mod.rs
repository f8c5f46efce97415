//! Earlier contents of maps, in the user's own folder: a folder for each map, a compressed file for each content. They
//! are dense for today and thin for months.
//!
//! A file is called after the time from which the content is, in seconds since 1970, and its hash; `-unsaved` follows
//! where no file of the map ever had it, and a journal builds on it. Its text is what the map's file had, packed by gzip,
//! whose comment names who saved it.

mod store;
mod thinning;
mod version;

pub use store::VersionStore;
pub use thinning::{VersionAge, VersionLimits, superfluous_overall, superfluous_versions};
pub use version::{Version, VersionContent, VersionKind};
