//! Writes format 2: the same map always gives the same bytes.

use rayon::prelude::*;
use serde::Serialize;

use super::super::codec::{ENABLE_LINE, INDENT, NextIds, push_value};
use super::FORMAT_LINE;
use crate::map::{LinkageMap, Record};

/// Records per parallel chunk.
const CHUNK_LEN: usize = 1_024;

/// The text of a map.
pub(in super::super) fn write(map: &LinkageMap) -> Vec<u8> {
    let mut text = format!("{ENABLE_LINE}\n(\n{FORMAT_LINE}\n");
    if let Some(identity) = map.identity() {
        push_field(&mut text, "identity", &identity);
    }
    push_field(&mut text, "info", map.info());
    let (next, blocks) = NextIds::from_ledger(map.ledger());
    push_field(&mut text, "next", &next);
    if !blocks.is_empty() {
        push_field(&mut text, "blocks", &blocks);
    }
    push_table(&mut text, "stages", map.stages());
    push_table(&mut text, "products", map.products());
    push_table(&mut text, "actors", map.actors());
    push_table(&mut text, "links", map.links());
    push_table(&mut text, "models", map.models());
    push_table(&mut text, "channels", map.channels());
    push_table(&mut text, "targets", map.targets());
    push_table(&mut text, "views", map.views());
    push_table(&mut text, "places", map.placements());
    text.push_str(")\n");
    text.into_bytes()
}

fn push_field<T: Serialize>(text: &mut String, name: &str, value: &T) {
    text.push_str(name);
    text.push_str(": ");
    push_record(text, value);
    text.push_str(",\n");
}

fn push_table<R: Record + Serialize>(text: &mut String, name: &str, table: &crate::map::Table<R>) {
    if table.is_empty() {
        return;
    }
    text.push_str(name);
    text.push_str(": [\n");
    let records: Vec<&R> = table.values().collect();
    let chunks: Vec<String> = records
        .par_chunks(CHUNK_LEN)
        .map(|chunk| {
            let mut lines = String::new();
            for value in chunk {
                lines.push_str(INDENT);
                push_record(&mut lines, value);
                lines.push_str(",\n");
            }
            lines
        })
        .collect();
    text.extend(chunks);
    text.push_str("],\n");
}

#[expect(clippy::expect_used, reason = "no record has a shape that is not written, whatever stands in it")]
fn push_record<T: Serialize>(text: &mut String, value: &T) {
    push_value(text, value).expect("a record is written");
}
