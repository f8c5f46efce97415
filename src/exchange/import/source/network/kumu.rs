//! Kumu's JSON: a blueprint of elements and connections, or a whole project with maps that say where elements stand.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::damaged;
use super::graph::{Graph, Node};
use super::json::{Object, edge_of, place, plain, tell_edge, tell_node};
use crate::exchange::import::report::{RowErrorKind, SourceFormat};

const FORMAT: SourceFormat = SourceFormat::Json;
/// What is no attribute of an element or connection.
const OWN: [&str; 8] = ["_id", "id", "attributes", "from", "to", "direction", "position", "image"];

/// Reads a project.
///
/// # Errors
/// When it is not as Kumu writes it.
pub(super) fn read(file: &Object, elements: &[Value]) -> Result<Graph, RowErrorKind> {
    let mut graph = Graph::new(FORMAT);
    let places = places(file);
    let mut labels: HashMap<String, String> = HashMap::new();
    let mut keys: HashSet<String> = HashSet::new();
    for told in elements {
        let told = told.as_object().ok_or_else(|| damaged(FORMAT, 1))?;
        let attributes = told.get("attributes").and_then(Value::as_object);
        let label = told.get("label").or(attributes.and_then(|told| told.get("label"))).and_then(plain);
        let id = told.get("_id").or(told.get("id")).and_then(plain);
        let key = id.or(label.clone()).ok_or_else(|| damaged(FORMAT, 1))?;
        if let Some(label) = label {
            labels.entry(label).or_insert_with(|| key.clone());
        }
        keys.insert(key.clone());
        let at = places.get(&key).copied().or_else(|| told.get("position").and_then(Value::as_object).and_then(place));
        let mut node = Node { key, place: at, ..Node::default() };
        tell_node(&mut graph, &mut node, told, &OWN);
        if let Some(attributes) = attributes {
            tell_node(&mut graph, &mut node, attributes, &[]);
        }
        graph.add_node(node)?;
    }
    for told in file.get("connections").and_then(Value::as_array).into_iter().flatten() {
        let told = told.as_object().ok_or_else(|| damaged(FORMAT, 1))?;
        let mut edge = edge_of(told, "from", "to")?;
        // A blueprint names the ends by their labels.
        for end in [&mut edge.from, &mut edge.to] {
            if let (false, Some(key)) = (keys.contains(end.as_str()), labels.get(end.as_str())) {
                end.clone_from(key);
            }
        }
        edge.is_undirected = told.get("direction").is_some_and(|told| told == "undirected" || told == "mutual");
        tell_edge(&mut graph, &mut edge, told, &OWN);
        if let Some(attributes) = told.get("attributes").and_then(Value::as_object) {
            tell_edge(&mut graph, &mut edge, attributes, &[]);
        }
        graph.add_edge(edge)?;
    }
    Ok(graph)
}

/// Where the first map shows the elements, by their ids.
fn places(file: &Object) -> HashMap<String, (f64, f64)> {
    let map = file.get("maps").and_then(Value::as_array).and_then(|maps| maps.first());
    let shown = map.and_then(|map| map.get("elements")).and_then(Value::as_array).into_iter().flatten();
    let stands = |told: &Value| {
        let id = told.get("element").or(told.get("_id")).and_then(plain)?;
        Some((id, place(told.get("position")?.as_object()?)?))
    };
    shown.filter_map(stands).collect()
}
