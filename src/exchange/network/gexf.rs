//! GEXF 1.3, as Gephi reads it: years as the time in which actors and links are there.
//!
//! Schema: <https://gexf.net/schema.html>.

use super::graph::{Attribute, Edge, Network, Node, Strokes, ValueType};
use crate::exchange::xml::{push_attribute, push_length, push_text};
use crate::map::Year;
use crate::theme::Rgb;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n";

/// The network as GEXF.
pub(super) fn gexf(network: &Network<'_>) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("<meta><creator>Lienket</creator><description>");
    push_text(&mut out, &network.title);
    out.push_str(&format!(
        "</description><keywords>{}</keywords></meta>\n<graph mode=\"dynamic\" timeformat=\"integer\" \
         defaultedgetype=\"directed\">\n",
        network.year,
    ));
    push_attributes(&mut out, "node", &network.node_attributes);
    push_attributes(&mut out, "edge", &network.edge_attributes);
    out.push_str("<nodes>\n");
    for node in &network.nodes {
        push_node(&mut out, network, node);
    }
    out.push_str("</nodes>\n<edges>\n");
    for edge in &network.edges {
        push_edge(&mut out, network, edge);
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}

/// Declares attributes; their ids are numbers, as some words are taken in Gephi.
fn push_attributes(out: &mut String, class: &str, attributes: &[Attribute]) {
    out.push_str(&format!("<attributes class=\"{class}\" mode=\"static\">\n"));
    for (at, Attribute { id, value_type }) in attributes.iter().enumerate() {
        let value_type = match value_type {
            ValueType::Text => "string",
            ValueType::Integer => "long",
            ValueType::Number => "double",
        };
        out.push_str(&format!("<attribute id=\"{at}\" title=\"{id}\" type=\"{value_type}\"/>\n"));
    }
    out.push_str("</attributes>\n");
}

/// Adds the years of a spell, both of them in it; without one it is open.
fn push_years(out: &mut String, first: Option<Year>, last: Option<Year>) {
    for (name, year) in [("start", first), ("end", last)] {
        if let Some(year) = year {
            push_attribute(out, name, &year.to_string());
        }
    }
}

fn push_colour(out: &mut String, Rgb(red, green, blue): Rgb) {
    out.push_str(&format!("<viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>"));
}

fn push_values<'a>(out: &mut String, values: impl Iterator<Item = (usize, &'a Attribute, std::borrow::Cow<'a, str>)>) {
    out.push_str("<attvalues>");
    for (at, _, value) in values {
        out.push_str(&format!("<attvalue for=\"{at}\""));
        push_attribute(out, "value", &value);
        out.push_str("/>");
    }
    out.push_str("</attvalues>");
}

fn push_node(out: &mut String, network: &Network<'_>, node: &Node<'_>) {
    out.push_str(&format!("<node id=\"n{}\"", node.id));
    push_attribute(out, "label", &node.label);
    // The year of dissolution is the first without it.
    push_years(out, node.actor.founded, node.actor.dissolved.map(|year| year - 1));
    out.push('>');
    push_values(out, network.node_values(node));
    // Gephi draws circles, which are small beside cards of a dark edge and a light ground: in the edge's colour.
    push_colour(out, node.colours.edge);
    let middle = node.area().middle();
    out.push_str(&format!("<viz:position x=\"{}\" y=\"{}\" z=\"0\"/><viz:size", middle.x, 0.0 - middle.y));
    push_length(out, "value", node.area().height());
    out.push_str("/></node>\n");
}

fn push_edge(out: &mut String, network: &Network<'_>, edge: &Edge<'_>) {
    let link = edge.link;
    out.push_str(&format!("<edge id=\"e{}\" source=\"n{}\" target=\"n{}\"", edge.id, link.from.0, link.to.0));
    if !edge.label.is_empty() {
        push_attribute(out, "label", &edge.label);
    }
    push_years(out, link.from_year, link.to_year);
    out.push('>');
    push_values(out, network.edge_values(edge));
    push_colour(out, edge.colour());
    out.push_str("<viz:thickness");
    push_length(out, "value", edge.style.width);
    let shape = match edge.strokes() {
        Strokes::Solid if edge.style.double => "double",
        Strokes::Solid => "solid",
        Strokes::LongDashes | Strokes::Dashes => "dashed",
        Strokes::Dots => "dotted",
    };
    out.push_str(&format!("/><viz:shape value=\"{shape}\"/></edge>\n"));
}
