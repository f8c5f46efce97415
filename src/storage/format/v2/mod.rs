//! Format 2, the newest.
//!
//! ```text
//! #![enable(implicit_some)]
//! (
//! format: 2,
//! identity: 5577006791947779410,
//! info: (title: "…", year: 2019),
//! next: (stage: 7, product: 3, …),
//! blocks: (actor: [1000042003]),
//! stages: [
//!   (id: 1, name: "…", order: 0),
//! ],
//! …
//! )
//! ```
//!
//! Tables in the order of [`MapParts`](crate::map::MapParts), empty ones left out, as are `identity` if the map was
//! never saved by the app, and `blocks` if only the original copy has issued ids; one record per line, in id order;
//! fields at their default left out.

mod read;
mod write;

pub(super) use read::{read, read_info, read_record};
pub(super) use write::write;

const FORMAT_LINE: &str = "format: 2,";
