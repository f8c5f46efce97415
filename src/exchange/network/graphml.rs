//! `GraphML` as yEd writes it: `data` for every field, and what yEd draws in elements of its own.
//!
//! Elements of yEd: <https://docs.yworks.com/yfiles/doc/developers-guide/graphml.html>.

use super::graph::{Attribute, Edge, Network, Node, Strokes, ValueType};
use crate::exchange::xml::{push_attribute, push_colour, push_length, push_lines};
use crate::scene::{EDGE_WIDTH, NAME_SIZE, Point};
use crate::theme::{CardShape, REGULAR};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
    <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xmlns:y=\"http://www.yworks.com/xml/graphml\" \
    xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd\">\n\
    <key id=\"title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n\
    <key id=\"year\" for=\"graph\" attr.name=\"year\" attr.type=\"int\"/>\n\
    <key id=\"node_graphics\" for=\"node\" yfiles.type=\"nodegraphics\"/>\n\
    <key id=\"edge_graphics\" for=\"edge\" yfiles.type=\"edgegraphics\"/>\n";

/// The network as `GraphML`.
pub(super) fn graphml(network: &Network<'_>) -> String {
    let mut out = HEAD.to_owned();
    push_keys(&mut out, "node", &network.node_attributes);
    push_keys(&mut out, "edge", &network.edge_attributes);
    out.push_str("<graph id=\"map\" edgedefault=\"directed\">\n");
    push_data(&mut out, "title", &network.title);
    push_data(&mut out, "year", &network.year.to_string());
    out.push('\n');
    for node in &network.nodes {
        push_node(&mut out, network, node);
    }
    for edge in &network.edges {
        push_edge(&mut out, network, edge);
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

fn push_keys(out: &mut String, element: &str, attributes: &[Attribute]) {
    for Attribute { id, value_type } in attributes {
        let value_type = match value_type {
            ValueType::Text => "string",
            ValueType::Integer => "long",
            ValueType::Number => "double",
        };
        out.push_str(&format!(
            "<key id=\"{element}_{id}\" for=\"{element}\" attr.name=\"{id}\" attr.type=\"{value_type}\"/>\n"
        ));
    }
}

fn push_data(out: &mut String, key: &str, value: &str) {
    out.push_str("<data key=\"");
    out.push_str(key);
    out.push_str("\">");
    push_lines(out, value);
    out.push_str("</data>");
}

fn push_node(out: &mut String, network: &Network<'_>, node: &Node<'_>) {
    let (area, colours) = (node.area(), node.colours);
    out.push_str(&format!("<node id=\"n{}\"><data key=\"node_graphics\"><y:ShapeNode><y:Geometry", node.id));
    for (name, value) in [("x", area.min.x), ("y", area.min.y), ("width", area.width()), ("height", area.height())] {
        push_length(out, name, value);
    }
    out.push_str("/><y:Fill");
    push_colour(out, "color", colours.fill);
    out.push_str(" transparent=\"false\"/><y:BorderStyle");
    push_colour(out, "color", colours.edge);
    push_length(out, "width", EDGE_WIDTH);
    out.push_str(" type=\"line\"/>");
    push_label_start(out, "NodeLabel", NAME_SIZE);
    push_colour(out, "textColor", colours.name);
    // The text is broken into rows within the card.
    out.push_str(
        " alignment=\"center\" autoSizePolicy=\"node_size\" configuration=\"CroppingLabel\" modelName=\"internal\" \
         modelPosition=\"c\">",
    );
    push_lines(out, &node.label);
    out.push_str(&format!("</y:NodeLabel><y:Shape type=\"{}\"/></y:ShapeNode></data>", shape(node.shape)));
    for (_, attribute, value) in network.node_values(node) {
        push_data(out, &format!("node_{}", attribute.id), &value);
    }
    out.push_str("</node>\n");
}

fn push_label_start(out: &mut String, element: &str, size: f32) {
    out.push_str("<y:");
    out.push_str(element);
    push_attribute(out, "fontFamily", REGULAR);
    push_length(out, "fontSize", size.round());
}

fn push_edge(out: &mut String, network: &Network<'_>, edge: &Edge<'_>) {
    let (from, to) = (edge.link.from, edge.link.to);
    out.push_str(&format!(
        "<edge id=\"e{}\" source=\"n{}\" target=\"n{}\"><data key=\"edge_graphics\"><y:PolyLineEdge>",
        edge.id, from.0, to.0
    ));
    // The ends are told from the middles of the cards.
    let (start, end) = (edge.mark.path.start(), edge.mark.path.end());
    let middle = |id| network.scene.actor(id).map_or(Point::default(), |mark| mark.area.middle());
    let (source, target) = (middle(from), middle(to));
    out.push_str("<y:Path");
    let offsets =
        [("sx", start.x - source.x), ("sy", start.y - source.y), ("tx", end.x - target.x), ("ty", end.y - target.y)];
    for (name, value) in offsets {
        push_length(out, name, value);
    }
    out.push('>');
    for bend in edge.bends() {
        out.push_str("<y:Point");
        push_length(out, "x", bend.x);
        push_length(out, "y", bend.y);
        out.push_str("/>");
    }
    out.push_str("</y:Path><y:LineStyle");
    push_colour(out, "color", edge.colour());
    push_length(out, "width", edge.width());
    let strokes = match edge.strokes() {
        Strokes::Solid => "line",
        Strokes::LongDashes => "dashed_dotted",
        Strokes::Dashes => "dashed",
        Strokes::Dots => "dotted",
    };
    let arrow = edge.end_marker(["standard", "white_delta", "circle"]);
    out.push_str(&format!(" type=\"{strokes}\"/><y:Arrows source=\"none\" target=\"{arrow}\"/>"));
    if !edge.label.is_empty() {
        push_label_start(out, "EdgeLabel", crate::scene::LINK_LABEL_SIZE);
        push_colour(out, "textColor", network.palette.text_muted);
        push_colour(out, "backgroundColor", network.palette.background);
        out.push_str(" modelName=\"centered\" modelPosition=\"center\" preferredPlacement=\"anywhere\">");
        push_lines(out, &edge.label);
        out.push_str("</y:EdgeLabel>");
    }
    out.push_str("<y:BendStyle smoothed=\"true\"/></y:PolyLineEdge></data>");
    for (_, attribute, value) in network.edge_values(edge) {
        push_data(out, &format!("edge_{}", attribute.id), &value);
    }
    out.push_str("</edge>\n");
}

/// The shape of yEd that is most like that of a card.
fn shape(shape: CardShape) -> &'static str {
    match shape {
        CardShape::CutTopCorners => "trapezoid",
        CardShape::Rounded => "roundrectangle",
        CardShape::CutCorners => "octagon",
        CardShape::Hexagon => "hexagon",
        CardShape::Arrow => "parallelogram",
        CardShape::Square => "rectangle",
        CardShape::Pill => "ellipse",
        CardShape::Tab => "trapezoid2",
    }
}
