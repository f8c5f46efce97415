//! The language of Graphviz, with positions in points, y upwards: `neato -n2` draws the map as it is, `neato -n` with
//! lines of its own.
//!
//! Grammar: <https://graphviz.org/doc/info/lang.html>; an edge's `pos` has the points of its cubic Bézier curves.

use super::graph::{Edge, Network, Node, Strokes};
use crate::exchange::xml::hex;
use crate::language::with_marked_direction;
use crate::map::StageId;
use crate::scene::{ARROWHEAD_SIZE, Area, EDGE_WIDTH, LINK_LABEL_SIZE, LaneMark, NAME_SIZE, Point, wrapped_name};
use crate::theme::{CardShape, REGULAR};

/// Points of an inch.
const INCH: f32 = 72.0;

/// The network as a digraph.
pub(super) fn dot(network: &Network<'_>) -> String {
    let mut out = String::from("digraph ");
    push_quoted(&mut out, &network.title);
    out.push_str(" {\n  graph [title=");
    push_quoted(&mut out, &network.title);
    let palette = network.palette;
    out.push_str(&format!(
        ", bgcolor=\"{}\", outputorder=edgesfirst, splines=true, year={}];\n  node [fixedsize=shape, \
         fontname=\"{REGULAR}, Arial\", fontsize={NAME_SIZE}, penwidth={EDGE_WIDTH}];\n  edge [fontname=\"{REGULAR}, \
         Arial\", fontsize={LINK_LABEL_SIZE}, fontcolor=\"{}\", arrowsize={}];\n",
        hex(palette.background),
        network.year,
        hex(palette.text_muted),
        ARROWHEAD_SIZE / 10.0,
    ));
    let by_lane = network.nodes_by_lane();
    let nodes_of = |lane: Option<StageId>| by_lane.get(&lane).map_or(&[][..], Vec::as_slice);
    for (at, lane) in network.scene.lanes.iter().enumerate() {
        push_lane(&mut out, network, (lane, nodes_of(Some(lane.stage))), at % 2 == 1);
    }
    for node in nodes_of(None) {
        push_node(&mut out, network, node, "  ");
    }
    for edge in &network.edges {
        push_edge(&mut out, network, edge);
    }
    out.push_str("}\n");
    out
}

/// A lane as a cluster with the actors of its stage.
fn push_lane(out: &mut String, network: &Network<'_>, (lane, nodes): (&LaneMark, &[&Node<'_>]), is_shaded: bool) {
    let scene = network.scene;
    let area =
        Area { min: Point::new(lane.left, scene.lanes_top()), max: Point::new(lane.right, scene.lanes_bottom()) };
    let fill = if is_shaded { network.palette.lane } else { network.palette.background };
    out.push_str(&format!("  subgraph cluster_{} {{\n    graph [label=", lane.stage.0));
    push_label(out, [&*with_marked_direction(&lane.name)]);
    let (low, high) = (upwards(Point::new(area.min.x, area.max.y)), upwards(Point::new(area.max.x, area.min.y)));
    out.push_str(&format!(
        ", fontname=\"{REGULAR}, Arial\", style=filled, fillcolor=\"{}\", color=\"{}\", bb=\"{low},{high}\"];\n",
        hex(fill),
        hex(network.palette.border),
    ));
    for node in nodes {
        push_node(out, network, node, "    ");
    }
    out.push_str("  }\n");
}

fn push_node(out: &mut String, network: &Network<'_>, node: &Node<'_>, indent: &str) {
    let (area, colours) = (node.area(), node.colours);
    let (shape, style) = shape(node.shape);
    out.push_str(&format!("{indent}n{} [label=", node.id));
    push_label(out, wrapped_name(node.mark, &node.label).iter().map(String::as_str));
    out.push_str(&format!(
        ", pos=\"{}!\", width={}, height={}, shape={shape}, style=\"{style}\", fillcolor=\"{}\", color=\"{}\", \
         fontcolor=\"{}\"",
        upwards(area.middle()),
        area.width() / INCH,
        area.height() / INCH,
        hex(colours.fill),
        hex(colours.edge),
        hex(colours.name),
    ));
    for (_, attribute, value) in network.node_values(node) {
        out.push_str(&format!(", {}=", attribute.id));
        push_quoted(out, &value);
    }
    out.push_str("];\n");
}

fn push_edge(out: &mut String, network: &Network<'_>, edge: &Edge<'_>) {
    out.push_str(&format!("  n{} -> n{} [", edge.link.from.0, edge.link.to.0));
    if !edge.label.is_empty() {
        let [before, after] = edge.mark.path.middle();
        out.push_str("label=");
        push_label(out, [edge.label.as_str()]);
        out.push_str(&format!(", lp=\"{}\", ", upwards(before.lerp(after, 0.5))));
    }
    let path = &edge.mark.path;
    out.push_str(&format!("pos=\"e,{}", upwards(path.end())));
    let shaft = path.trimmed(ARROWHEAD_SIZE);
    out.push_str(&format!(" {}", upwards(shaft.start())));
    for curve in shaft.curves() {
        let [_, b, c, d] = curve.0;
        for point in [b, c, d] {
            out.push_str(&format!(" {}", upwards(point)));
        }
    }
    let style = match edge.strokes() {
        Strokes::Solid => "solid",
        Strokes::LongDashes | Strokes::Dashes => "dashed",
        Strokes::Dots => "dotted",
    };
    let colour = hex(edge.colour());
    // Two colours are two lines side by side.
    let colour = if edge.style.double { format!("{colour}:{colour}") } else { colour };
    let arrow = edge.end_marker(["normal", "empty", "dot"]);
    out.push_str(&format!("\", style={style}, color=\"{colour}\", penwidth={}, arrowhead={arrow}", edge.style.width));
    for (_, attribute, value) in network.edge_values(edge) {
        out.push_str(&format!(", {}=", attribute.id));
        push_quoted(out, &value);
    }
    out.push_str("];\n");
}

/// A point as Graphviz takes it: y upwards.
fn upwards(point: Point) -> String {
    // Not minus zero.
    format!("{},{}", point.x, 0.0 - point.y)
}

/// Adds a quoted string. A backslash is doubled: before the last quotation mark it would take it away.
fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter => out.push(letter),
        }
    }
    out.push('"');
}

/// Adds a label of some rows. Signs that Graphviz reads as the name of a character are no such name.
fn push_label<'a>(out: &mut String, rows: impl IntoIterator<Item = &'a str>) {
    out.push('"');
    for (at, row) in rows.into_iter().enumerate() {
        if at > 0 {
            out.push_str("\\n");
        }
        let has_names = row.contains(';');
        for letter in row.chars() {
            match letter {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '&' if has_names => out.push_str("&amp;"),
                letter => out.push(letter),
            }
        }
    }
    out.push('"');
}

/// The shape that is most like that of a card, and its style.
fn shape(shape: CardShape) -> (&'static str, &'static str) {
    match shape {
        CardShape::CutTopCorners => ("trapezium", "filled"),
        CardShape::Rounded => ("box", "filled,rounded"),
        CardShape::CutCorners => ("octagon", "filled"),
        CardShape::Hexagon => ("hexagon", "filled"),
        CardShape::Arrow => ("cds", "filled"),
        CardShape::Square => ("box", "filled"),
        CardShape::Pill => ("oval", "filled"),
        CardShape::Tab => ("note", "filled"),
    }
}
