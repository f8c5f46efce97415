//! Format 1: RON with bare options.
//!
//! ```text
//! #![enable(implicit_some)]
//! (
//! format: 1,
//! info: (title: "…", year: 2019),
//! next: (stage: 7, product: 3, …),
//! stages: [
//!   (id: 1, name: "…", order: 0),
//! ],
//! …
//! )
//! ```
//!
//! Tables in the order of [`Parts`](crate::map::Parts), empty ones left out; one record a line, by id; fields at
//! their default left out. What is read may be laid out in any way that RON allows.

mod inline;
mod lines;
mod whole;
mod write;

use ron::Options;
use ron::extensions::Extensions;

use super::super::{Progress, ReadError};
use crate::map::Parts;

pub(super) use write::write;

const ENABLE: &str = "#![enable(implicit_some)]";
const FORMAT_LINE: &str = "format: 1,";
/// Stands before each record.
const INDENT: &str = "  ";

/// The content of a text.
pub(super) fn read(text: &str, progress: &Progress) -> Result<Parts, ReadError> {
    // Line by line is the quick way for what the program wrote itself. Anything else, damage too, is left to the
    // whole text, which knows every layout and says where it went wrong.
    match lines::read(text, progress) {
        Some(parts) => Ok(parts),
        None if progress.is_stopped() => Err(ReadError::Stopped),
        None => whole::read(text),
    }
}

/// A map nests six deep; what nests much deeper is no map, and could overflow the stack.
fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(32)
}
