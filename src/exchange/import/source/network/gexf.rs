//! GEXF, as Gephi and networkx write it.

use std::collections::HashMap;

use super::damaged;
use super::graph::{Edge, Graph, Node};
use super::times::Times;
use super::xml::{self, Element};
use crate::exchange::import::columns::LINK_LABEL;
use crate::exchange::import::report::{RowErrorKind, SourceFormat};
use crate::schema::link;

const FORMAT: SourceFormat = SourceFormat::Gexf;
/// The name by which weights are known.
const WEIGHT: &str = "weight";
/// The most attributes with a default, which all nodes or edges have.
const MAX_DEFAULTS: usize = 100;

/// An attribute that the file declares.
struct Declared<'e> {
    title: &'e str,
    is_number: bool,
    default: Option<&'e str>,
}

/// The attributes of nodes, or of edges, by their ids.
type Attributes<'e> = HashMap<&'e str, Declared<'e>>;

/// Reads a network.
///
/// # Errors
/// When it is no GEXF, or too large.
pub(super) fn read(text: &str) -> Result<Graph, RowErrorKind> {
    let root = xml::parse(text, FORMAT)?;
    let element = root.child("graph").ok_or_else(|| damaged(FORMAT, root.line))?;
    let mut reader = Reader {
        nodes: declared(element, "node")?,
        edges: declared(element, "edge")?,
        is_undirected: element.attribute("defaultedgetype").unwrap_or("undirected") == "undirected",
        graph: Graph { is_y_up: true, ..Graph::new(FORMAT) },
        times: Times::default(),
    };
    for nodes in element.children("nodes") {
        reader.read_nodes(nodes, None)?;
    }
    for edge in element.children("edges").flat_map(|edges| edges.children("edge")) {
        reader.read_edge(edge)?;
    }
    if let Some(meta) = root.child("meta") {
        let text = |name: &str| meta.child(name).map_or("", |element| element.text.as_str());
        for name in ["title", "description"] {
            reader.graph.title.tell_title(text(name));
        }
        reader.graph.title.tell_year(text("keywords"));
    }
    let remarks: Vec<_> = reader.times.remarks().collect();
    reader.graph.remarks.extend(remarks);
    Ok(reader.graph)
}

/// The attributes that a graph declares for its nodes or edges.
fn declared<'e>(graph: &'e Element, class: &str) -> Result<Attributes<'e>, RowErrorKind> {
    let of_class = graph.children("attributes").filter(|attributes| attributes.attribute("class") == Some(class));
    let mut declared = Attributes::new();
    for attribute in of_class.flat_map(|attributes| attributes.children("attribute")) {
        let id = attribute.attribute("id").ok_or_else(|| damaged(FORMAT, attribute.line))?;
        let kind = attribute.attribute("type").unwrap_or_default();
        let is_number = matches!(kind, "integer" | "int" | "long" | "float" | "double" | "short" | "byte");
        let default = attribute.child("default").map(|default| default.text.trim()).filter(|text| !text.is_empty());
        declared.insert(id, Declared { title: attribute.attribute("title").unwrap_or(id), is_number, default });
    }
    if declared.values().filter(|attribute| attribute.default.is_some()).count() > MAX_DEFAULTS {
        return Err(RowErrorKind::NetworkTooLarge);
    }
    Ok(declared)
}

struct Reader<'e> {
    nodes: Attributes<'e>,
    edges: Attributes<'e>,
    is_undirected: bool,
    graph: Graph,
    times: Times,
}

impl Reader<'_> {
    /// Reads nodes and those inside them; as deep as the document, which is bounded.
    fn read_nodes(&mut self, nodes: &Element, parent: Option<&str>) -> Result<(), RowErrorKind> {
        for element in nodes.children("node") {
            let key = element.attribute("id").ok_or_else(|| damaged(FORMAT, element.line))?;
            let mut node = Node {
                key: key.to_owned(),
                line: element.line,
                label: element.attribute("label").unwrap_or_default().trim().to_owned(),
                parent: parent.or_else(|| element.attribute("pid")).map(str::to_owned),
                ..Node::default()
            };
            for (title, text, is_number) in values(&self.nodes, element) {
                self.graph.tell_node(&mut node, title, text, is_number);
            }
            if let Some(position) = element.child("position") {
                let number = |name: &str| position.attribute(name)?.trim().parse::<f64>().ok();
                node.place = number("x").zip(number("y"));
            }
            self.graph.has_looks |= ["color", "size", "shape"].iter().any(|look| element.child(look).is_some());
            self.times.tell_node(&mut self.graph, &mut node, element);
            self.graph.add_node(node)?;
            for inner in element.children("nodes") {
                self.read_nodes(inner, Some(key))?;
            }
            for edge in element.children("edges").flat_map(|edges| edges.children("edge")) {
                self.read_edge(edge)?;
            }
        }
        Ok(())
    }

    fn read_edge(&mut self, element: &Element) -> Result<(), RowErrorKind> {
        let end = |name: &str| element.attribute(name).map(str::to_owned).ok_or_else(|| damaged(FORMAT, element.line));
        let kind = element.attribute("type").or_else(|| element.attribute("kind").filter(|kind| *kind == "undirected"));
        let mut edge = Edge {
            line: element.line,
            from: end("source")?,
            to: end("target")?,
            is_undirected: kind.map_or(self.is_undirected, |kind| kind == "undirected"),
            ..Edge::default()
        };
        for (title, text, is_number) in values(&self.edges, element) {
            self.graph.tell_edge(&mut edge, title, text, is_number);
        }
        self.graph.tell_edge(&mut edge, LINK_LABEL, element.attribute("label").unwrap_or_default(), false);
        // What an attribute says of the volume is more than a weight.
        let has_volume = edge.cells.iter().any(|cell| cell.column == link::VOLUME.id);
        if let Some(weight) = element.attribute(WEIGHT).filter(|_| !has_volume) {
            self.graph.tell_edge(&mut edge, WEIGHT, weight, true);
        }
        self.graph.has_looks |= ["color", "thickness", "shape"].iter().any(|look| element.child(look).is_some());
        self.times.tell_edge(&mut self.graph, &mut edge, element);
        self.graph.add_edge(edge)
    }
}

/// The attributes of an element by title, each with whether it is a number; the defaults of those that it does not have
/// behind.
fn values<'v>(declared: &'v Attributes<'_>, element: &'v Element) -> Vec<(&'v str, &'v str, bool)> {
    let values: Vec<&Element> = element.children("attvalues").flat_map(|values| values.children("attvalue")).collect();
    // Older files call it id.
    let of = |value: &'v Element| value.attribute("for").or_else(|| value.attribute("id"));
    let mut told = Vec::new();
    let mut seen = Vec::new();
    for value in values {
        let Some((id, attribute)) = of(value).and_then(|id| Some((id, declared.get(id)?))) else { continue };
        told.push((attribute.title, value.attribute("value").unwrap_or_default(), attribute.is_number));
        if attribute.default.is_some() {
            seen.push(id);
        }
    }
    let mut defaults: Vec<(&&str, &Declared<'_>)> =
        declared.iter().filter(|(id, attribute)| attribute.default.is_some() && !seen.contains(id)).collect();
    defaults.sort_by_key(|(id, _)| **id);
    told.extend(
        defaults
            .into_iter()
            .filter_map(|(_, attribute)| Some((attribute.title, attribute.default?, attribute.is_number))),
    );
    told
}
