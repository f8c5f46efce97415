//! Independent programs: networkx and Graphviz. Where one is missing, the test says so and ends.

use lienket::exchange::NetworkFormat;
use serde_json::Value;

use super::reading::{ReadNetwork, run};
use super::{assert_whole, exported, maps};

/// Reads a network with networkx and writes what it found as JSON; `null` where networkx is missing.
const NETWORKX: &str = r#"
import io, json, sys
try:
    import networkx
except ImportError:
    print("null")
    sys.exit()
data = io.BytesIO(sys.stdin.buffer.read())
graph = networkx.read_graphml(data) if sys.argv[1] == "graphml" else networkx.read_gexf(data)
assert graph.is_directed()
nodes = [[node, fields] for node, fields in graph.nodes(data=True)]
edges = [[a, b, fields] for a, b, fields in graph.edges(data=True)]
print(json.dumps([nodes, edges]))
"#;

/// What networkx says of the drawing.
const DRAWING: [&str; 6] = ["label", "shape_type", "viz", "start", "end", "weight"];

fn networkx(format: &str, text: &str) -> Option<ReadNetwork> {
    let json: Value = serde_json::from_str(&run("python3", &["-c", NETWORKX, format], text)?).unwrap();
    if json.is_null() {
        println!("left out: networkx is not there");
        return None;
    }
    let fields = |value: &Value| {
        let own = value.as_object().unwrap().iter().filter(|(name, _)| !DRAWING.contains(&name.as_str()));
        own.map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
            .collect()
    };
    let number = |value: &Value| value.as_str().unwrap()[1..].parse::<u32>().unwrap();
    let mut found = ReadNetwork::default();
    for node in json[0].as_array().unwrap() {
        found.nodes.insert(number(&node[0]), fields(&node[1]));
    }
    for edge in json[1].as_array().unwrap() {
        let mut fields: std::collections::BTreeMap<String, String> = fields(&edge[2]);
        // The number of the element is that of the link.
        let id = fields["id"].trim_start_matches('e').to_owned();
        fields.insert("id".to_owned(), id.clone());
        found.edges.insert(id.parse().unwrap(), (number(&edge[0]), number(&edge[1]), fields));
    }
    Some(found)
}

#[test]
fn networkx_reads_graphml_and_gexf() {
    for map in maps() {
        for (name, format) in [("graphml", NetworkFormat::GraphMl), ("gexf", NetworkFormat::Gexf)] {
            let Some(found) = networkx(name, &exported(&map, format)) else { return };
            assert_whole(&found, &map, &format!("networkx, {name} of {}", map.info().title));
        }
    }
}

#[test]
fn graphviz_draws_without_a_warning() {
    for map in maps() {
        let text = exported(&map, NetworkFormat::Dot);
        for (program, mode) in [("dot", "-n"), ("neato", "-n"), ("neato", "-n2")] {
            let Some(svg) = run(program, &[mode, "-Tsvg"], &text) else { return };
            assert_eq!(svg.matches("class=\"node\"").count(), map.actors().len(), "{program} {mode}");
            assert_eq!(svg.matches("class=\"edge\"").count(), map.links().len(), "{program} {mode}");
        }
    }
}
