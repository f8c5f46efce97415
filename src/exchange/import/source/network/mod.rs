//! Networks as other programs write them, as the tables of their nodes and edges.
//!
//! A file a format, each with its own reader into one `graph`; `tables` makes of it what the import knows: attributes are
//! columns by their names, groups are stages, and edges name their ends by the keys of the nodes. What only that program
//! has a use for is left out and told. Nothing here resolves names or checks cells. Texts are hostile: no entity is
//! expanded but the five of XML and numbers, nothing recurses deeper than [`MAX_DEPTH`], and counts are bounded.

mod columns;
mod cx2;
mod cytoscape_table;
mod dot;
mod dot_graph;
mod dot_lexer;
mod drawio;
mod gexf;
mod gml;
mod graph;
mod graphml;
mod json;
mod kumu;
mod label_text;
mod places;
mod tables;
mod times;
mod title;
mod xml;

pub(super) use cytoscape_table::with_edge_ends;
pub(in crate::exchange::import) use title::NetworkTitle;

use super::{NetworkId, SourceTable};
use crate::exchange::import::report::{RowErrorKind, SourceFormat};
use crate::language::Language;
use graph::Graph;

/// How deep groups and values may be nested.
const MAX_DEPTH: usize = 100;

/// The tables of a network; none if the text is no network that we know.
pub(super) fn read(
    file: &str,
    text: &str,
    network: NetworkId,
    language: Language,
) -> Option<Result<Vec<SourceTable>, RowErrorKind>> {
    let graph = read_graph(text)?;
    Some(graph.and_then(|graph| tables::tables(graph, file, network, language)))
}

/// The graph of a text, by what the text begins with.
fn read_graph(text: &str) -> Option<Result<Graph, RowErrorKind>> {
    match text.trim_start().chars().next()? {
        '<' => Some(match xml::root_name(text)?.as_str() {
            "graphml" => graphml::read(text),
            "gexf" => gexf::read(text),
            "mxfile" | "mxGraphModel" => drawio::read(text),
            "svg" => drawio::read_in_picture(text)?,
            _ => return None,
        }),
        '{' | '[' => json::read(text),
        _ if gml::is_gml(text) => Some(gml::read(text)),
        _ if dot::is_dot(text) => Some(dot::read(text)),
        _ => None,
    }
}

/// The number of the line in which a byte stands, from 1.
fn line_at(text: &str, offset: usize) -> usize {
    let head = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    1 + memchr::memchr_iter(b'\n', head).count()
}

/// The error of a text that breaks the rules of its format in a line.
fn damaged(format: SourceFormat, line: usize) -> RowErrorKind {
    RowErrorKind::DamagedNetwork { format, line }
}
