//! CX2 of Cytoscape and `NDEx`: columns with their types, positions, and a style that maps names to labels and kinds to
//! colours and shapes.
//!
//! Specification: <https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::graph::{Attribute, Edge, Network, Strokes, ValueType};
use crate::exchange::xml::hex;
use crate::scene::{EDGE_WIDTH, LINK_LABEL_SIZE, NAME_SIZE, key_colours};
use crate::schema::actor;
use crate::theme::CardShape;

/// The network as CX2: a list of aspects, a line for each record.
pub(super) fn cx2(network: &Network<'_>) -> String {
    let mut out = String::from("[\n{\"CXVersion\":\"2.0\",\"hasFragments\":false},\n");
    let counts = [
        ("attributeDeclarations", 1),
        ("networkAttributes", 1),
        ("nodes", network.nodes.len()),
        ("edges", network.edges.len()),
        ("visualProperties", 1),
        ("edgeBypasses", network.edges.len()),
    ];
    let counts = counts.map(|(name, count)| json!({ "name": name, "elementCount": count }));
    out.push_str(&format!("{},\n", json!({ "metaData": counts })));
    push_aspect(&mut out, "attributeDeclarations", [declarations(network)]);
    push_aspect(&mut out, "networkAttributes", [json!({ "name": network.title, "year": network.year })]);
    let nodes = network.nodes.iter().map(|node| {
        let middle = node.area().middle();
        json!({ "id": node.id, "x": middle.x, "y": middle.y, "v": values(network.node_values(node)) })
    });
    push_aspect(&mut out, "nodes", nodes);
    let edges = network.edges.iter().map(|edge| {
        let (from, to) = (edge.link.from.0, edge.link.to.0);
        json!({ "id": edge.id, "s": from, "t": to, "v": values(network.edge_values(edge)) })
    });
    push_aspect(&mut out, "edges", edges);
    push_aspect(&mut out, "visualProperties", [style(network)]);
    push_aspect(&mut out, "edgeBypasses", network.edges.iter().map(line));
    out.push_str("{\"status\":[{\"success\":true}]}\n]\n");
    out
}

fn push_aspect(out: &mut String, name: &str, elements: impl IntoIterator<Item = Value>) {
    out.push_str(&format!("{{\"{name}\":["));
    for (at, element) in elements.into_iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&element.to_string());
    }
    out.push_str("\n]},\n");
}

fn type_word(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Text => "string",
        ValueType::Integer => "long",
        ValueType::Number => "double",
    }
}

fn declarations(network: &Network<'_>) -> Value {
    let declared = |attributes: &[Attribute]| {
        let declare = |it: &Attribute| (it.id.clone(), json!({ "d": type_word(it.value_type) }));
        Value::Object(attributes.iter().map(declare).collect())
    };
    json!({
        "networkAttributes": { "name": { "d": "string" }, "year": { "d": "long" } },
        "nodes": declared(&network.node_attributes),
        "edges": declared(&network.edge_attributes),
    })
}

/// The fields of a record, numbers as numbers.
fn values<'a>(values: impl Iterator<Item = (usize, &'a Attribute, Cow<'a, str>)>) -> Map<String, Value> {
    let value = |value_type: ValueType, text: Cow<'_, str>| match value_type {
        ValueType::Text => Value::from(text),
        ValueType::Integer | ValueType::Number => text.parse().map_or_else(|_| Value::from(text), Value::Number),
    };
    values.map(|(_, attribute, text)| (attribute.id.clone(), value(attribute.value_type, text))).collect()
}

/// The style of the whole network.
fn style(network: &Network<'_>) -> Value {
    let palette = network.palette;
    let mut kinds: BTreeMap<Cow<'_, str>, (String, String, &'static str)> = BTreeMap::new();
    for node in &network.nodes {
        let kind = network.node_values(node).find(|(_, attribute, _)| attribute.id == actor::KIND.id);
        if let Some((.., kind)) = kind {
            // Without the fading of those that are absent in this year.
            let colours = key_colours(node.mark.colour_key, 0.0, palette);
            kinds.entry(kind).or_insert_with(|| (hex(colours.fill), hex(colours.edge), shape(node.shape)));
        }
    }
    let by_kind = |of: &dyn Fn(&(String, String, &'static str)) -> String| {
        let map: Vec<Value> = kinds.iter().map(|(kind, look)| json!({ "v": kind, "vp": of(look) })).collect();
        json!({ "type": "DISCRETE", "definition": { "attribute": actor::KIND.id, "type": "string", "map": map } })
    };
    let card = network.nodes.first().map(|node| node.area());
    json!({
        "default": {
            "network": { "NETWORK_BACKGROUND_COLOR": hex(palette.background) },
            "node": {
                "NODE_WIDTH": card.map(|area| area.width()),
                "NODE_HEIGHT": card.map(|area| area.height()),
                "NODE_BACKGROUND_COLOR": hex(palette.card),
                "NODE_BORDER_COLOR": hex(palette.border),
                "NODE_BORDER_WIDTH": EDGE_WIDTH,
                "NODE_LABEL_COLOR": hex(palette.text),
                "NODE_LABEL_FONT_SIZE": NAME_SIZE.round(),
                "NODE_LABEL_MAX_WIDTH": card.map(|area| area.width() - 12.0),
                "NODE_SHAPE": "rectangle",
            },
            "edge": {
                "EDGE_LINE_COLOR": hex(palette.link),
                "EDGE_TARGET_ARROW_SHAPE": "triangle",
                "EDGE_TARGET_ARROW_COLOR": hex(palette.link),
                "EDGE_LABEL_COLOR": hex(palette.text_muted),
                "EDGE_LABEL_FONT_SIZE": LINK_LABEL_SIZE.round(),
            },
        },
        "nodeMapping": {
            "NODE_LABEL": {
                "type": "PASSTHROUGH", "definition": { "attribute": actor::NAME.id, "type": "string" },
            },
            "NODE_BACKGROUND_COLOR": by_kind(&|(fill, ..)| fill.clone()),
            "NODE_BORDER_COLOR": by_kind(&|(_, edge, _)| edge.clone()),
            "NODE_SHAPE": by_kind(&|(.., shape)| (*shape).to_owned()),
        },
        "edgeMapping": {
            "EDGE_LABEL": {
                "type": "PASSTHROUGH",
                "definition": { "attribute": crate::schema::link::PRODUCTS.id, "type": "string" },
            },
        },
    })
}

/// How the line of a link differs from others: by kind, form and whether it is in force, which no mapping can tell.
fn line(edge: &Edge<'_>) -> Value {
    let strokes = match edge.strokes() {
        Strokes::Solid => "solid",
        Strokes::LongDashes | Strokes::Dashes => "dashed",
        Strokes::Dots => "dotted",
    };
    let colour = hex(edge.colour());
    json!({
        "id": edge.id,
        "v": {
            "EDGE_LINE_STYLE": strokes,
            "EDGE_LINE_COLOR": colour,
            "EDGE_WIDTH": edge.width(),
            "EDGE_TARGET_ARROW_SHAPE": edge.end_marker(["triangle", "open_delta", "circle"]),
            "EDGE_TARGET_ARROW_COLOR": colour,
        },
    })
}

/// The shape of Cytoscape that is most like that of a card.
fn shape(shape: CardShape) -> &'static str {
    match shape {
        CardShape::CutTopCorners | CardShape::CutCorners => "octagon",
        CardShape::Rounded => "round-rectangle",
        CardShape::Hexagon => "hexagon",
        CardShape::Arrow => "parallelogram",
        CardShape::Square | CardShape::Tab => "rectangle",
        CardShape::Pill => "ellipse",
    }
}
