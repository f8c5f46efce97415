//! What all formats of the file have in common: RON with bare options, one record a line.
//!
//! A format is a folder of its own beside this one; it says which tables there are and what their records look like. What is
//! read may be laid out in any way that RON allows.

mod counters;
mod inline;
mod lines;
mod whole;

use ron::Options;
use ron::extensions::Extensions;

pub(super) use counters::{Blocks, NextIds};
pub(super) use inline::push;
pub(super) use lines::{Reader, records};
pub(super) use whole::whole;

pub(super) const ENABLE: &str = "#![enable(implicit_some)]";
/// Stands before each record.
pub(super) const INDENT: &str = "  ";

/// A map nests six deep; what nests much deeper is no map, and could overflow the stack.
fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(32)
}
