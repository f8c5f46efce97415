//! What all formats of the file have in common: RON with bare options, one record a line.
//!
//! A format is a folder of its own beside this one; it says which tables there are and what their records look like. What is
//! read may be laid out in any way that RON allows.

mod counters;
mod line_reader;
mod record_codec;
mod ron_reader;

use ron::Options;
use ron::extensions::Extensions;

pub(super) use counters::{BlockCounters, NextIds};
pub(super) use line_reader::{LineReader, parse_records};
pub(super) use record_codec::push_value;
pub(super) use ron_reader::value;

pub(super) const ENABLE_LINE: &str = "#![enable(implicit_some)]";
/// Stands before each record.
pub(super) const INDENT: &str = "  ";

/// A map nests six deep; what nests much deeper is no map, and could overflow the stack.
fn ron_options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(32)
}
