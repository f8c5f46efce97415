//! Plain readers of the formats, which know nothing of how they are written.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use lienket::exchange::NetworkFormat;
use resvg::usvg::roxmltree::{Document, Node};
use serde_json::Value;

/// What a reader finds: nodes and edges by number, with their fields, and where nodes stand.
#[derive(Debug, Default)]
pub struct ReadNetwork {
    pub nodes: BTreeMap<u32, BTreeMap<String, String>>,
    pub edges: BTreeMap<u32, (u32, u32, BTreeMap<String, String>)>,
    pub places: BTreeMap<u32, (f32, f32)>,
}

/// Reads a network; `None`, with a reason on the screen, where no reader is there.
pub fn read(text: &str, format: NetworkFormat) -> Option<ReadNetwork> {
    Some(match format {
        NetworkFormat::GraphMl => graphml(text),
        NetworkFormat::Gexf => gexf(text),
        NetworkFormat::Dot => dot(text)?,
        NetworkFormat::DrawIo => drawio(text),
        NetworkFormat::Cx2 => cx2(text),
    })
}

/// The output of a program that reads a text; `None`, with a reason on the screen, where it is missing. What it says
/// beside is a fault.
pub fn run(program: &str, arguments: &[&str], input: &str) -> Option<String> {
    let spawned = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = spawned else {
        println!("left out: {program} is not there");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{program} {arguments:?}: {said}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn number(id: &str, letter: char) -> u32 {
    id.strip_prefix(letter).unwrap_or_else(|| panic!("{id} begins with {letter}")).parse().unwrap()
}

fn float(node: Node<'_, '_>, name: &str) -> f32 {
    node.attribute(name).unwrap_or_else(|| panic!("{name} of {node:?}")).parse().unwrap()
}

fn child<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Node<'a, 'b> {
    node.descendants().find(|node| node.tag_name().name() == name).unwrap_or_else(|| panic!("{name} in {node:?}"))
}

fn elements<'a, 'b: 'a>(document: &'a Document<'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    document.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

fn graphml(text: &str) -> ReadNetwork {
    let document = Document::parse(text).unwrap();
    let keys: BTreeMap<&str, (&str, &str)> = elements(&document, "key")
        .filter_map(|key| Some((key.attribute("id")?, (key.attribute("for")?, key.attribute("attr.name")?))))
        .collect();
    let fields = |node: Node<'_, '_>| -> BTreeMap<String, String> {
        let data =
            node.children().filter(|child| child.has_tag_name(("http://graphml.graphdrawing.org/xmlns", "data")));
        data.filter_map(|data| {
            let (of, name) = keys.get(data.attribute("key").unwrap())?;
            assert_eq!(*of, node.tag_name().name());
            Some(((*name).to_owned(), data.text().unwrap_or_default().to_owned()))
        })
        .collect()
    };
    let mut found = ReadNetwork::default();
    for node in elements(&document, "node") {
        let id = number(node.attribute("id").unwrap(), 'n');
        let geometry = child(node, "Geometry");
        let place = (
            float(geometry, "x") + float(geometry, "width") / 2.0,
            float(geometry, "y") + float(geometry, "height") / 2.0,
        );
        let label = child(node, "NodeLabel").text().unwrap().to_owned();
        let fields = fields(node);
        // A name that looks guarded or marked is told from one that is.
        assert!(label == fields["name"] || format!("'{label}") == fields["name"] || label == "[U+202E]");
        assert_eq!(child(node, "Fill").attribute("color").unwrap().len(), 7);
        found.places.insert(id, place);
        found.nodes.insert(id, fields);
    }
    for edge in elements(&document, "edge") {
        let ends = ["source", "target"].map(|end| number(edge.attribute(end).unwrap(), 'n'));
        assert!(child(edge, "Arrows").attribute("target").is_some_and(|arrow| arrow != "none"));
        found.edges.insert(number(edge.attribute("id").unwrap(), 'e'), (ends[0], ends[1], fields(edge)));
    }
    found
}

fn gexf(text: &str) -> ReadNetwork {
    let document = Document::parse(text).unwrap();
    let titles = |class: &str| -> BTreeMap<&str, &str> {
        let of_class = elements(&document, "attributes").find(|node| node.attribute("class") == Some(class)).unwrap();
        let attributes = of_class.children().filter(Node::is_element);
        attributes.map(|it| (it.attribute("id").unwrap(), it.attribute("title").unwrap())).collect()
    };
    let (of_nodes, of_edges) = (titles("node"), titles("edge"));
    let fields = |node: Node<'_, '_>, titles: &BTreeMap<&str, &str>| -> BTreeMap<String, String> {
        let values = node.descendants().filter(|child| child.tag_name().name() == "attvalue");
        let field = |value: Node<'_, '_>| {
            (titles[value.attribute("for").unwrap()].to_owned(), value.attribute("value").unwrap().to_owned())
        };
        values.map(field).collect()
    };
    let same_years = |node: Node<'_, '_>, fields: &BTreeMap<String, String>, [first, last]: [&str; 2], after: i32| {
        assert_eq!(node.attribute("start"), fields.get(first).map(String::as_str));
        let end = node.attribute("end").map(|year| year.parse::<i32>().unwrap() + after);
        assert_eq!(end, fields.get(last).map(|year| year.parse().unwrap()));
    };
    let mut found = ReadNetwork::default();
    for node in elements(&document, "node") {
        let id = number(node.attribute("id").unwrap(), 'n');
        let position = child(node, "position");
        found.places.insert(id, (float(position, "x"), float(position, "y")));
        let fields = fields(node, &of_nodes);
        same_years(node, &fields, ["founded", "dissolved"], 1);
        found.nodes.insert(id, fields);
    }
    for edge in elements(&document, "edge") {
        let ends = ["source", "target"].map(|end| number(edge.attribute(end).unwrap(), 'n'));
        let fields = fields(edge, &of_edges);
        same_years(edge, &fields, ["from_year", "to_year"], 0);
        found.edges.insert(number(edge.attribute("id").unwrap(), 'e'), (ends[0], ends[1], fields));
    }
    found
}

/// By Graphviz itself, which gives every attribute as JSON.
fn dot(text: &str) -> Option<ReadNetwork> {
    const DRAWING: [&str; 16] = [
        "_gvid",
        "label",
        "pos",
        "width",
        "height",
        "shape",
        "style",
        "fillcolor",
        "color",
        "fontcolor",
        "fixedsize",
        "fontname",
        "fontsize",
        "penwidth",
        "lp",
        "arrowhead",
    ];
    let json: Value = serde_json::from_str(&run("dot", &["-n", "-Tdot_json"], text)?).unwrap();
    let fields = |object: &Value| -> BTreeMap<String, String> {
        let object = object.as_object().unwrap().iter();
        let own = object.filter(|(key, _)| {
            !DRAWING.contains(&key.as_str()) && !matches!(key.as_str(), "tail" | "head" | "arrowsize")
        });
        let plain = |value: &Value| value.as_str().unwrap_or_default().replace("\\\\", "\\");
        let own = own.map(|(key, value)| (key.clone(), plain(value)));
        // Others have the attribute, too: Graphviz gives it to all, empty.
        own.filter(|(_, value)| !value.is_empty()).collect()
    };
    let mut found = ReadNetwork::default();
    let mut by_gvid = BTreeMap::new();
    for object in json["objects"].as_array().into_iter().flatten().filter(|object| object["pos"].is_string()) {
        let (x, y) = object["pos"].as_str().unwrap().trim_end_matches('!').split_once(',').unwrap();
        let fields = fields(object);
        let id: u32 = fields["id"].parse().unwrap();
        by_gvid.insert(object["_gvid"].as_u64().unwrap(), id);
        found.places.insert(id, (x.parse().unwrap(), y.parse().unwrap()));
        found.nodes.insert(id, fields);
    }
    for edge in json["edges"].as_array().into_iter().flatten() {
        let ends = ["tail", "head"].map(|end| by_gvid[&edge[end].as_u64().unwrap()]);
        let fields = fields(edge);
        found.edges.insert(fields["id"].parse().unwrap(), (ends[0], ends[1], fields));
    }
    Some(found)
}

fn drawio(text: &str) -> ReadNetwork {
    let document = Document::parse(text).unwrap();
    let mut found = ReadNetwork::default();
    // Lanes are cells without fields; their corner is where their cards are told from.
    let lanes: BTreeMap<&str, (f32, f32)> = elements(&document, "mxCell")
        .filter(|cell| cell.attribute("style").is_some_and(|style| style.starts_with("swimlane")))
        .map(|cell| {
            let geometry = child(cell, "mxGeometry");
            (cell.attribute("id").unwrap(), (float(geometry, "x"), float(geometry, "y")))
        })
        .collect();
    for object in elements(&document, "object") {
        let own = object.attributes().filter(|it| !matches!(it.name(), "id" | "label"));
        let own =
            own.map(|it| (if it.name() == "so_hieu" { "id" } else { it.name() }.to_owned(), it.value().to_owned()));
        let fields: BTreeMap<String, String> = own.collect();
        let cell = child(object, "mxCell");
        let (id, geometry) = (object.attribute("id").unwrap(), child(object, "mxGeometry"));
        if cell.attribute("vertex") == Some("1") {
            let corner = match cell.attribute("parent").unwrap() {
                "1" => (0.0, 0.0),
                lane => lanes[lane],
            };
            let place = (
                corner.0 + float(geometry, "x") + float(geometry, "width") / 2.0,
                corner.1 + float(geometry, "y") + float(geometry, "height") / 2.0,
            );
            found.places.insert(number(id, 'n'), place);
            found.nodes.insert(number(id, 'n'), fields);
        } else {
            let ends = ["source", "target"].map(|end| number(cell.attribute(end).unwrap(), 'n'));
            found.edges.insert(number(id, 'e'), (ends[0], ends[1], fields));
        }
    }
    found
}

fn cx2(text: &str) -> ReadNetwork {
    let json: Value = serde_json::from_str(text).unwrap();
    let fragments = json.as_array().unwrap();
    assert_eq!(fragments.first().unwrap()["CXVersion"], "2.0");
    assert_eq!(fragments.last().unwrap()["status"][0]["success"], true);
    let aspect = |name: &str| -> &Vec<Value> {
        fragments.iter().find_map(|fragment| fragment[name].as_array()).unwrap_or_else(|| panic!("{name}"))
    };
    for counted in aspect("metaData") {
        assert_eq!(aspect(counted["name"].as_str().unwrap()).len() as u64, counted["elementCount"].as_u64().unwrap());
    }
    let declared = &aspect("attributeDeclarations")[0];
    let fields = |element: &Value, of: &str| -> BTreeMap<String, String> {
        let values = element["v"].as_object().unwrap().iter();
        let text = |(name, value): (&String, &Value)| {
            let is_declared = match declared[of][name]["d"].as_str().unwrap() {
                "string" => value.is_string(),
                "long" => value.is_i64(),
                "double" => value.is_number(),
                _ => false,
            };
            assert!(is_declared, "{name}: {value}");
            (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        values.map(text).collect()
    };
    let id = |element: &Value, key: &str| element[key].as_u64().unwrap() as u32;
    let mut found = ReadNetwork::default();
    for node in aspect("nodes") {
        let place = ["x", "y"].map(|axis| node[axis].as_f64().unwrap() as f32);
        found.places.insert(id(node, "id"), (place[0], place[1]));
        found.nodes.insert(id(node, "id"), fields(node, "nodes"));
    }
    for edge in aspect("edges") {
        found.edges.insert(id(edge, "id"), (id(edge, "s"), id(edge, "t"), fields(edge, "edges")));
    }
    let mapping = &aspect("visualProperties")[0]["nodeMapping"]["NODE_LABEL"];
    assert_eq!((&mapping["type"], &mapping["definition"]["attribute"]), (&"PASSTHROUGH".into(), &"name".into()));
    found
}
