//! Writes format 2: the same map always gives the same bytes.

use rayon::prelude::*;
use serde::Serialize;

use super::super::codec::{ENABLE, INDENT, NextIds, push};
use super::FORMAT_LINE;
use crate::map::{LinkageMap, Record};

/// Records that one thread writes at a stretch.
const STRETCH: usize = 1_024;

/// The text of a map.
pub(in super::super) fn write(map: &LinkageMap) -> Vec<u8> {
    let mut text = format!("{ENABLE}\n(\n{FORMAT_LINE}\n");
    if let Some(identity) = map.identity() {
        field(&mut text, "identity", &identity);
    }
    field(&mut text, "info", map.info());
    let (next, blocks) = NextIds::of(map.ledger());
    field(&mut text, "next", &next);
    if !blocks.is_empty() {
        field(&mut text, "blocks", &blocks);
    }
    table(&mut text, "stages", map.stages());
    table(&mut text, "products", map.products());
    table(&mut text, "actors", map.actors());
    table(&mut text, "links", map.links());
    table(&mut text, "models", map.models());
    table(&mut text, "channels", map.channels());
    table(&mut text, "targets", map.targets());
    table(&mut text, "views", map.views());
    table(&mut text, "places", map.places());
    text.push_str(")\n");
    text.into_bytes()
}

fn field<T: Serialize>(text: &mut String, name: &str, value: &T) {
    text.push_str(name);
    text.push_str(": ");
    record(text, value);
    text.push_str(",\n");
}

fn table<R: Record + Serialize>(text: &mut String, name: &str, table: &crate::map::Table<R>) {
    if table.is_empty() {
        return;
    }
    text.push_str(name);
    text.push_str(": [\n");
    let records: Vec<&R> = table.values().collect();
    let stretches: Vec<String> = records
        .par_chunks(STRETCH)
        .map(|stretch| {
            let mut lines = String::new();
            for value in stretch {
                lines.push_str(INDENT);
                record(&mut lines, value);
                lines.push_str(",\n");
            }
            lines
        })
        .collect();
    text.extend(stretches);
    text.push_str("],\n");
}

#[expect(clippy::expect_used, reason = "no record has a shape that is not written, whatever stands in it")]
fn record<T: Serialize>(text: &mut String, value: &T) {
    push(text, value).expect("a record is written");
}
