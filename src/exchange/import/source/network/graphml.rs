//! `GraphML`, also as yEd writes it: labels, places and groups stand in graphics of its own.

use std::collections::HashMap;

use super::damaged;
use super::graph::{Edge, Graph, Node};
use super::label_text::one_line;
use super::xml::{self, Element};
use crate::exchange::import::columns::LINK_LABEL;
use crate::exchange::import::report::{NetworkRemark, RowErrorKind, SourceFormat};

const FORMAT: SourceFormat = SourceFormat::GraphMl;

/// The most attributes with a default, which all nodes or edges have.
const MAX_DEFAULTS: usize = 100;

/// What `<data>` with a key says.
struct Key<'e> {
    /// The name of the attribute; none for graphics.
    name: Option<&'e str>,
    is_number: bool,
    /// Its value where an element does not say one.
    default: Option<&'e str>,
    /// What has it: node, edge or all.
    of: &'e str,
}

/// Reads a network.
///
/// # Errors
/// When it is no `GraphML`, or too large.
pub(super) fn read(text: &str) -> Result<Graph, RowErrorKind> {
    let root = xml::parse(text, FORMAT)?;
    let mut keys: HashMap<&str, Key<'_>> = HashMap::new();
    let mut defaults = 0;
    for element in root.children("key") {
        let id = element.attribute("id").ok_or_else(|| damaged(FORMAT, element.line))?;
        let name = element.attribute("attr.name").filter(|_| element.attribute("yfiles.type").is_none());
        let is_number = matches!(element.attribute("attr.type"), Some("int" | "long" | "float" | "double"));
        let default = element.child("default").map(|default| default.text.trim()).filter(|text| !text.is_empty());
        defaults += usize::from(default.is_some());
        if defaults > MAX_DEFAULTS {
            return Err(RowErrorKind::NetworkTooLarge);
        }
        keys.insert(id, Key { name, is_number, default, of: element.attribute("for").unwrap_or("all") });
    }
    // Programs that write places as plain attributes let y grow upwards, those that write them as yEd does downwards.
    let mut reader = Reader { keys, graph: Graph { is_y_up: true, ..Graph::new(FORMAT) }, hyperedges: 0 };
    for graph in root.children("graph") {
        let told = values(&reader.keys, graph, "graph");
        reader.graph.title.tell_attributes(&told.iter().map(|(name, text, _)| (*name, *text)));
        reader.read_graph(graph, None)?;
    }
    if reader.hyperedges > 0 {
        reader.graph.remarks.push(NetworkRemark::Hyperedges { count: reader.hyperedges });
    }
    Ok(reader.graph)
}

struct Reader<'e> {
    keys: HashMap<&'e str, Key<'e>>,
    graph: Graph,
    hyperedges: usize,
}

impl Reader<'_> {
    /// Reads the nodes and edges of a graph; as deep as the document, which is bounded.
    fn read_graph(&mut self, graph: &Element, parent: Option<&str>) -> Result<(), RowErrorKind> {
        let is_undirected = graph.attribute("edgedefault") == Some("undirected");
        for element in &graph.children {
            match element.name.as_str() {
                "node" => self.read_node(element, parent)?,
                "edge" => self.read_edge(element, is_undirected)?,
                "hyperedge" => self.hyperedges += 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn read_node(&mut self, element: &Element, parent: Option<&str>) -> Result<(), RowErrorKind> {
        let key = element.attribute("id").ok_or_else(|| damaged(FORMAT, element.line))?;
        let mut node = Node {
            key: key.to_owned(),
            line: element.line,
            parent: parent.map(str::to_owned),
            is_group: element.attribute("yfiles.foldertype").is_some(),
            ..Node::default()
        };
        for (name, text, is_number) in values(&self.keys, element, "node") {
            self.graph.tell_node(&mut node, name, text, is_number);
        }
        for graphics in element.children("data").flat_map(|data| &data.children) {
            self.read_graphics(graphics, &mut node);
        }
        let key = node.key.clone();
        self.graph.add_node(node)?;
        for graph in element.children("graph") {
            self.read_graph(graph, Some(&key))?;
        }
        Ok(())
    }

    /// Reads the label and the place that yEd gives a node.
    fn read_graphics(&mut self, graphics: &Element, node: &mut Node) {
        if let Some(label) = graphics.descendant("NodeLabel") {
            node.label = one_line(&label.text);
        }
        if let Some(geometry) = graphics.descendant("Geometry") {
            let number = |name: &str| geometry.attribute(name)?.trim().parse::<f64>().ok();
            let middle = |at: &str, size: &str| Some(number(at)? + number(size).unwrap_or_default() / 2.0);
            node.place = middle("x", "width").zip(middle("y", "height"));
            self.graph.is_y_up &= node.place.is_none();
        }
        self.graph.has_looks = true;
    }

    fn read_edge(&mut self, element: &Element, is_undirected: bool) -> Result<(), RowErrorKind> {
        let end = |name: &str| element.attribute(name).map(str::to_owned).ok_or_else(|| damaged(FORMAT, element.line));
        let mut edge = Edge { line: element.line, from: end("source")?, to: end("target")?, ..Edge::default() };
        edge.is_undirected = match element.attribute("directed") {
            Some(told) => told.trim() == "false",
            None => is_undirected,
        };
        for (name, text, is_number) in values(&self.keys, element, "edge") {
            self.graph.tell_edge(&mut edge, name, text, is_number);
        }
        for graphics in element.children("data").flat_map(|data| &data.children) {
            if let Some(label) = graphics.descendant("EdgeLabel") {
                self.graph.tell_edge(&mut edge, LINK_LABEL, &label.text, false);
            }
            // yEd draws what has no direction without arrows.
            if let Some(arrows) = graphics.descendant("Arrows") {
                let is_bare = |end: &str| arrows.attribute(end).is_none_or(|arrow| arrow == "none");
                edge.is_undirected |= is_bare("source") && is_bare("target");
            }
            self.graph.has_looks = true;
        }
        self.graph.add_edge(edge)
    }
}

/// The attributes of an element by name, each with whether it is a number; the defaults of those that it does not have
/// behind.
fn values<'v>(keys: &'v HashMap<&str, Key<'_>>, element: &'v Element, of: &str) -> Vec<(&'v str, &'v str, bool)> {
    let mut told = Vec::new();
    let mut seen = Vec::new();
    for data in element.children("data") {
        let Some(key) = data.attribute("key") else { continue };
        if let Some(Key { name: Some(name), is_number, default, .. }) = keys.get(key) {
            told.push((*name, data.text.as_str(), *is_number));
            if default.is_some() {
                seen.push(key);
            }
        }
    }
    let defaults = keys
        .iter()
        .filter(|(id, key)| key.default.is_some() && (key.of == of || key.of == "all") && !seen.contains(id));
    let mut defaults: Vec<(&&str, &Key<'_>)> = defaults.collect();
    defaults.sort_by_key(|(id, _)| **id);
    told.extend(defaults.into_iter().filter_map(|(_, key)| Some((key.name?, key.default?, key.is_number))));
    told
}
