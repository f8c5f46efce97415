//! GML, as networkx, igraph, Gephi and yEd write it.

use super::graph::{Edge, Graph, Node};
use super::label_text::{one_line, without_entities};
use super::{MAX_DEPTH, damaged, line_at};
use crate::exchange::import::columns::LINK_LABEL;
use crate::exchange::import::report::{RowErrorKind, SourceFormat};

const FORMAT: SourceFormat = SourceFormat::Gml;

/// A value of a key.
enum Value {
    Number(String),
    Text(String),
    List(List),
}

/// Keys with their values, in their order.
#[derive(Default)]
struct List {
    entries: Vec<(String, Value)>,
    line: usize,
}

impl Value {
    /// A number or text; none of a list.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Number(text) | Self::Text(text) => Some(text),
            Self::List(_) => None,
        }
    }
}

impl List {
    fn text(&self, key: &str) -> Option<&str> {
        self.entries.iter().filter(|(known, _)| known.eq_ignore_ascii_case(key)).find_map(|(_, value)| value.text())
    }

    fn lists<'l>(&'l self, key: &'l str) -> impl Iterator<Item = &'l List> {
        self.entries.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(key)).filter_map(|(_, value)| {
            match value {
                Value::List(list) => Some(list),
                _ => None,
            }
        })
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.text(key)?.parse().ok()
    }
}

/// Whether a text begins as GML does: with `graph [`, perhaps behind some keys of the program that wrote it.
pub(super) fn is_gml(text: &str) -> bool {
    /// So many keys may stand before.
    const MOST_KEYS: usize = 20;
    let mut parser = Parser { text, at: 0, lines: (0, 1) };
    for _ in 0..MOST_KEYS {
        let Some(key) = parser.key() else { return false };
        parser.skip_blank();
        if key.eq_ignore_ascii_case("graph") {
            return parser.rest().starts_with('[');
        }
        if parser.scalar().is_none() {
            return false;
        }
    }
    false
}

/// Reads a network.
///
/// # Errors
/// When it is no GML, or too large or too deep.
pub(super) fn read(text: &str) -> Result<Graph, RowErrorKind> {
    let file = Parser { text, at: 0, lines: (0, 1) }.list(0)?;
    let creator = file.text("Creator").unwrap_or_default().to_lowercase();
    // These let y grow downwards, as screens do.
    let is_y_up = !["yfiles", "cytoscape"].iter().any(|program| creator.contains(program));
    let mut graph = Graph { is_y_up, ..Graph::new(FORMAT) };
    let Some(told) = file.lists("graph").next() else { return Err(damaged(FORMAT, 1)) };
    graph.title.tell_attributes(&told.entries.iter().filter_map(|(key, value)| Some((key.as_str(), value.text()?))));
    let is_undirected = told.number("directed") != Some(1.0);
    for list in told.lists("node") {
        read_node(list, &mut graph)?;
    }
    for list in told.lists("edge") {
        let end = |key: &str| list.text(key).map(str::to_owned).ok_or_else(|| damaged(FORMAT, list.line));
        let mut edge =
            Edge { line: list.line, from: end("source")?, to: end("target")?, is_undirected, ..Edge::default() };
        for (key, value) in &list.entries {
            if !["source", "target", "label"].iter().any(|own| key.eq_ignore_ascii_case(own))
                && let Some(text) = value.text()
            {
                graph.tell_edge(&mut edge, key, text, matches!(value, Value::Number(_)));
            }
        }
        graph.tell_edge(&mut edge, LINK_LABEL, list.text("label").unwrap_or_default(), false);
        graph.has_looks |= list.lists("graphics").next().is_some();
        graph.add_edge(edge)?;
    }
    Ok(graph)
}

fn read_node(list: &List, graph: &mut Graph) -> Result<(), RowErrorKind> {
    let key = list.text("id").ok_or_else(|| damaged(FORMAT, list.line))?;
    let mut node = Node {
        key: key.to_owned(),
        line: list.line,
        label: one_line(list.text("label").unwrap_or_default()),
        parent: list.text("gid").map(str::to_owned),
        is_group: list.number("isGroup") == Some(1.0),
        ..Node::default()
    };
    for (key, value) in &list.entries {
        if !["id", "label", "gid", "isGroup"].iter().any(|own| key.eq_ignore_ascii_case(own))
            && let Some(text) = value.text()
        {
            graph.tell_node(&mut node, key, text, matches!(value, Value::Number(_)));
        }
    }
    if let Some(graphics) = list.lists("graphics").next() {
        node.place = graphics.number("x").zip(graphics.number("y"));
        graph.has_looks |= ["fill", "type", "outline", "w"].iter().any(|look| graphics.text(look).is_some());
    }
    graph.add_node(node)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// An offset and its line, from which later ones are counted.
    lines: (usize, usize),
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn fault(&self) -> RowErrorKind {
        damaged(FORMAT, line_at(self.text, self.at))
    }

    /// Skips space and lines that begin with a number sign.
    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    /// A key, if one is next.
    fn key(&mut self) -> Option<&'t str> {
        self.skip_blank();
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(rest.len());
        let key = rest.get(..end).filter(|key| key.starts_with(char::is_alphabetic))?;
        self.at += end;
        Some(key)
    }

    /// A number or a text, if one is next.
    fn scalar(&mut self) -> Option<Value> {
        self.skip_blank();
        let rest = self.rest();
        if let Some(inside) = rest.strip_prefix('"') {
            let end = inside.find('"')?;
            self.at += end + 2;
            return Some(Value::Text(without_entities(inside.get(..end)?)));
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == ']').unwrap_or(rest.len());
        let number = rest.get(..end).filter(|number| number.parse::<f64>().is_ok())?;
        self.at += end;
        Some(Value::Number(number.to_owned()))
    }

    /// Keys and values up to the end of the list or the file.
    fn list(&mut self, depth: usize) -> Result<List, RowErrorKind> {
        if depth > MAX_DEPTH {
            return Err(RowErrorKind::NetworkTooLarge);
        }
        let (from, line) = self.lines;
        let between = self.text.as_bytes().get(from..self.at).unwrap_or_default();
        self.lines = (self.at, line + memchr::memchr_iter(b'\n', between).count());
        let mut list = List { line: self.lines.1, ..List::default() };
        loop {
            self.skip_blank();
            if self.rest().is_empty() && depth == 0 {
                return Ok(list);
            }
            if depth > 0 && self.rest().starts_with(']') {
                self.at += 1;
                return Ok(list);
            }
            let key = self.key().ok_or_else(|| self.fault())?.to_owned();
            self.skip_blank();
            let value = if self.rest().starts_with('[') {
                self.at += 1;
                Value::List(self.list(depth + 1)?)
            } else {
                self.scalar().ok_or_else(|| self.fault())?
            };
            list.entries.push((key, value));
        }
    }
}
