//! Networks as JSON: Cytoscape.js and Cytoscape's own, networkx and D3; CX2 and Kumu have files of their own.

use serde_json::{Map, Value};

use super::graph::{Edge, Graph, Node};
use super::{cx2, damaged, kumu};
use crate::exchange::import::report::{RowErrorKind, SourceFormat};

const FORMAT: SourceFormat = SourceFormat::Json;
/// The most bytes of a file: values take several times as many.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// An object.
pub(super) type Object = Map<String, Value>;

/// Reads a network; none if the text is no JSON of a network.
pub(super) fn read(text: &str) -> Option<Result<Graph, RowErrorKind>> {
    let is_named = |name: &str| text.contains(&format!("\"{name}\""));
    if !(is_named("nodes") || is_named("elements") || is_named("source") || is_named("CXVersion")) {
        return None;
    }
    if text.len() > MAX_BYTES {
        return Some(Err(RowErrorKind::NetworkTooLarge));
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return Some(Err(damaged(FORMAT, error.line()))),
    };
    match &value {
        Value::Array(items) if items.iter().any(|item| item.get("CXVersion").is_some()) => Some(cx2::read(items)),
        Value::Array(items) if items.iter().any(|item| item.get("data").is_some()) => Some(read_elements(items)),
        Value::Object(file) => match file.get("elements") {
            Some(Value::Array(elements)) if file.contains_key("connections") => Some(kumu::read(file, elements)),
            Some(Value::Array(elements)) => Some(read_elements(elements)),
            Some(Value::Object(elements)) => Some(read_grouped(elements).map(|mut graph| {
                file.get("data").and_then(Value::as_object).inspect(|told| tell_title(&mut graph, told));
                graph
            })),
            _ => match (file.get("nodes"), file.get("links").or(file.get("edges"))) {
                (Some(Value::Array(nodes)), Some(Value::Array(links))) => Some(read_node_link(file, nodes, links)),
                _ => None,
            },
        },
        _ => None,
    }
}

/// The elements of Cytoscape.js in one list: what has a source is an edge.
fn read_elements(items: &[Value]) -> Result<Graph, RowErrorKind> {
    let is_edge = |item: &&Value| {
        item.get("group").is_some_and(|group| group == "edges")
            || item.get("data").is_some_and(|data| data.get("source").is_some())
    };
    let (edges, nodes): (Vec<&Value>, Vec<&Value>) = items.iter().partition(is_edge);
    read_cytoscape(&nodes, &edges)
}

/// The elements of Cytoscape.js in two lists.
fn read_grouped(elements: &Object) -> Result<Graph, RowErrorKind> {
    let list = |name: &str| elements.get(name).and_then(Value::as_array).into_iter().flatten().collect::<Vec<_>>();
    read_cytoscape(&list("nodes"), &list("edges"))
}

fn read_cytoscape(nodes: &[&Value], edges: &[&Value]) -> Result<Graph, RowErrorKind> {
    let mut graph = Graph::new(FORMAT);
    let data = |item: &Value| item.get("data").and_then(Value::as_object).cloned().ok_or_else(|| damaged(FORMAT, 1));
    for item in nodes {
        let told = data(item)?;
        let key = told.get("id").and_then(plain).ok_or_else(|| damaged(FORMAT, 1))?;
        let parent = told.get("parent").and_then(plain);
        let place = item.get("position").and_then(Value::as_object).and_then(place);
        let mut node = Node { key, place, parent, ..Node::default() };
        tell_node(&mut graph, &mut node, &told, &["id", "parent", "value"]);
        graph.add_node(node)?;
    }
    for item in edges {
        let told = data(item)?;
        let mut edge = edge_of(&told, "source", "target")?;
        // The keys that Cytoscape gives its edges, and the name that it makes of their ends.
        tell_edge(&mut graph, &mut edge, &told, &["id", "source", "target", "name", "shared_name"]);
        graph.add_edge(edge)?;
    }
    Ok(graph)
}

/// What networkx (`node_link_data`) and D3 write.
fn read_node_link(file: &Object, nodes: &[Value], links: &[Value]) -> Result<Graph, RowErrorKind> {
    let mut graph = Graph { is_y_up: true, ..Graph::new(FORMAT) };
    if let Some(told) = file.get("graph").and_then(Value::as_object) {
        tell_title(&mut graph, told);
    }
    let is_undirected = file.get("directed").is_some_and(|told| *told == Value::Bool(false));
    for (at, item) in nodes.iter().enumerate() {
        let told = item.as_object().ok_or_else(|| damaged(FORMAT, 1))?;
        // D3 of old names the ends of links by the places of their nodes.
        let key = told.get("id").or(told.get("key")).and_then(plain).unwrap_or_else(|| at.to_string());
        let mut node = Node { key, ..Node::default() };
        tell_node(&mut graph, &mut node, told, &["id", "key"]);
        graph.add_node(node)?;
    }
    for item in links {
        let told = item.as_object().ok_or_else(|| damaged(FORMAT, 1))?;
        let mut edge = edge_of(told, "source", "target")?;
        edge.is_undirected = is_undirected;
        tell_edge(&mut graph, &mut edge, told, &["source", "target", "key"]);
        graph.add_edge(edge)?;
    }
    Ok(graph)
}

/// Takes what an object says of the whole network.
pub(super) fn tell_title(graph: &mut Graph, told: &Object) {
    let texts: Vec<(&str, String)> =
        told.iter().filter_map(|(name, value)| Some((name.as_str(), plain(value)?))).collect();
    graph.title.tell_attributes(&texts.iter().map(|(name, text)| (*name, text.as_str())));
}

/// An edge with its ends.
///
/// # Errors
/// When one is missing.
pub(super) fn edge_of(told: &Object, from: &str, to: &str) -> Result<Edge, RowErrorKind> {
    let end = |name: &str| told.get(name).and_then(plain).ok_or_else(|| damaged(FORMAT, 1));
    Ok(Edge { from: end(from)?, to: end(to)?, ..Edge::default() })
}

/// A place, if both of its numbers are there.
pub(super) fn place(told: &Object) -> Option<(f64, f64)> {
    told.get("x").and_then(Value::as_f64).zip(told.get("y").and_then(Value::as_f64))
}

/// Gives a node the attributes of an object but for those that are no attributes.
pub(super) fn tell_node(graph: &mut Graph, node: &mut Node, told: &Object, without: &[&str]) {
    for (name, value) in told.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
        if let Some(text) = text(value) {
            graph.tell_node(node, name, &text, value.is_number());
        }
    }
}

/// As [`tell_node`], for an edge.
pub(super) fn tell_edge(graph: &mut Graph, edge: &mut Edge, told: &Object, without: &[&str]) {
    for (name, value) in told.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
        if let Some(text) = text(value) {
            graph.tell_edge(edge, name, &text, value.is_number());
        }
    }
}

/// A text or a number.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value as a cell has it: lists by semicolons.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Bool(told) => Some(told.to_string()),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(plain).collect();
            Some(items.join("; "))
        }
        _ => plain(value),
    }
}
