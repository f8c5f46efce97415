//! What all file formats have in common: RON with implicit `Some`, one record per line.
//!
//! Each format is a module beside this one, which defines the tables and their record types. Input may have any layout
//! that RON allows.

mod counters;
mod line_reader;
mod record_codec;
mod ron_reader;

use ron::Options;
use ron::extensions::Extensions;

pub(super) use counters::{BlockCounters, NextIds};
pub(super) use line_reader::{LineReader, parse_records};
pub(super) use record_codec::push_value;
pub(super) use ron_reader::{read_any_record, read_ron};

pub(super) const ENABLE_LINE: &str = "#![enable(implicit_some)]";
/// Indentation of each record.
pub(super) const INDENT: &str = "  ";

/// A map nests six deep; input that nests much deeper is not a map, and could overflow the stack.
fn ron_options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).with_recursion_limit(32)
}
