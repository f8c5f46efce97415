//! Records as RON on one line, by serde: `(id: 1, name: "…")`, with implicit `Some`. A writer, and a reader of exactly
//! what it writes.
//!
//! Why not the ron crate: it takes four times as long, more than opening and saving a country may take; and its writer
//! escapes by the compiler's Unicode tables, so the bytes of a map could change with the compiler. ron stays the
//! reference: tests ensure that both read the same, and it reads whatever this reader rejects.

mod read;
mod write;

pub(super) use read::read_record;
pub(in super::super) use write::push_value;
