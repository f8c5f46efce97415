//! CX2, Cytoscape's exchange format: a list of aspects, whose attributes have aliases and defaults.

use serde_json::Value;

use super::damaged;
use super::graph::{Edge, Graph, Node};
use super::json::{Object, edge_of, place, tell_edge, tell_node, tell_title};
use crate::exchange::import::report::{RowErrorKind, SourceFormat};

const FORMAT: SourceFormat = SourceFormat::Cx2;
/// The most attributes with a default, which all nodes or edges have.
const MAX_DEFAULTS: usize = 100;

/// How the attributes of nodes, or of edges, are written.
#[derive(Default)]
struct Declared {
    /// The names by their short forms.
    aliases: Vec<(String, String)>,
    defaults: Object,
}

/// Reads a network from its aspects.
///
/// # Errors
/// When they are not as CX2 has them.
pub(super) fn read(aspects: &[Value]) -> Result<Graph, RowErrorKind> {
    let mut graph = Graph::new(FORMAT);
    let of_name = |name: &'static str| {
        aspects.iter().filter_map(move |aspect| aspect.get(name)).filter_map(Value::as_array).flatten()
    };
    let nodes = declared(of_name("attributeDeclarations"), "nodes")?;
    let edges = declared(of_name("attributeDeclarations"), "edges")?;
    for told in of_name("nodes") {
        let told = told.as_object().ok_or_else(|| damaged(FORMAT, 1))?;
        let key = told.get("id").and_then(super::json::plain).ok_or_else(|| damaged(FORMAT, 1))?;
        let mut node = Node { key, place: place(told), ..Node::default() };
        tell_node(&mut graph, &mut node, &nodes.values(told), &[]);
        graph.add_node(node)?;
    }
    for told in of_name("edges") {
        let told = told.as_object().ok_or_else(|| damaged(FORMAT, 1))?;
        let mut edge: Edge = edge_of(told, "s", "t").map_err(|_| damaged(FORMAT, 1))?;
        tell_edge(&mut graph, &mut edge, &edges.values(told), &["shared name"]);
        graph.add_edge(edge)?;
    }
    for told in of_name("networkAttributes").filter_map(Value::as_object) {
        tell_title(&mut graph, told);
    }
    graph.has_looks = of_name("visualProperties").next().is_some();
    Ok(graph)
}

fn declared<'v>(declarations: impl Iterator<Item = &'v Value>, of: &str) -> Result<Declared, RowErrorKind> {
    let mut declared = Declared::default();
    for (name, told) in declarations.filter_map(|told| told.get(of)?.as_object()).flatten() {
        if let Some(Value::String(alias)) = told.get("a") {
            declared.aliases.push((alias.clone(), name.clone()));
        }
        if let Some(default) = told.get("v") {
            declared.defaults.insert(name.clone(), default.clone());
        }
    }
    if declared.aliases.len() > 1_000 || declared.defaults.len() > MAX_DEFAULTS {
        return Err(RowErrorKind::NetworkTooLarge);
    }
    Ok(declared)
}

impl Declared {
    /// The attributes of a node or edge by their full names, with the defaults of those that it does not have.
    fn values(&self, told: &Object) -> Object {
        let mut values = self.defaults.clone();
        for (name, value) in told.get("v").and_then(Value::as_object).into_iter().flatten() {
            let full = self.aliases.iter().find(|(alias, _)| alias == name).map_or(name, |(_, full)| full);
            values.insert(full.clone(), value.clone());
        }
        values
    }
}
