//! diagrams.net (draw.io): lanes as containers with the cards of their actors, links attached to the cards, fields as
//! properties of both. Not compressed.
//!
//! Styles: <https://www.drawio.com/doc/faq/shape-styles>.

use super::graph::{Edge, Network, Node, Strokes};
use crate::exchange::xml::{hex, push_attribute, push_length};
use crate::language::{Language, with_marked_direction};
use crate::map::StageId;
use crate::scene::{Area, EDGE_WIDTH, LINK_LABEL_SIZE, LaneMark, NAME_SIZE, Point};
use crate::schema::{actor, folded_key};
use crate::theme::{CardShape, REGULAR};

/// The height of a lane's head.
const LANE_HEAD: f32 = 36.0;

/// The network as a diagram of one page.
pub(super) fn drawio(network: &Network<'_>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mxfile host=\"Lienket\" type=\"device\">\n<diagram id=\"map\"",
    );
    push_attribute(&mut out, "name", &network.title);
    push_attribute(&mut out, "year", &network.year.to_string());
    out.push_str(&format!(
        ">\n<mxGraphModel grid=\"0\" guides=\"1\" tooltips=\"1\" connect=\"1\" arrows=\"1\" fold=\"1\" page=\"0\" \
         math=\"0\" shadow=\"0\" background=\"{}\">\n<root>\n<mxCell id=\"0\"/>\n<mxCell id=\"1\" parent=\"0\"/>\n",
        hex(network.palette.background),
    ));
    let writer = Writer { network, number: number_attribute() };
    let by_lane = network.nodes_by_lane();
    for (at, lane) in network.scene.lanes.iter().enumerate() {
        writer.push_lane(&mut out, lane, at % 2 == 1);
        for node in by_lane.get(&Some(lane.stage)).into_iter().flatten() {
            writer.push_node(&mut out, node, Some(lane));
        }
    }
    for node in by_lane.get(&None).into_iter().flatten() {
        writer.push_node(&mut out, node, None);
    }
    for edge in &network.edges {
        writer.push_edge(&mut out, edge);
    }
    out.push_str("</root>\n</mxGraphModel>\n</diagram>\n</mxfile>\n");
    out
}

/// What an attribute with a record's number is called: `id` is that of the cell. An import knows the column by its
/// Vietnamese name, too.
fn number_attribute() -> String {
    folded_key(actor::ID.name(Language::Vietnamese)).replace(' ', "_")
}

fn lane_id(stage: StageId) -> String {
    format!("s{}", stage.0)
}

fn push_geometry(out: &mut String, area: Area) {
    out.push_str("<mxGeometry");
    for (name, value) in [("x", area.min.x), ("y", area.min.y), ("width", area.width()), ("height", area.height())] {
        push_length(out, name, value);
    }
    out.push_str(" as=\"geometry\"/>");
}

struct Writer<'a> {
    network: &'a Network<'a>,
    /// The name of the attribute with a record's number.
    number: String,
}

impl Writer<'_> {
    fn lane_area(&self, lane: &LaneMark) -> Area {
        let scene = self.network.scene;
        Area {
            min: Point::new(lane.left, scene.lanes_top() - LANE_HEAD),
            max: Point::new(lane.right, scene.lanes_bottom()),
        }
    }

    fn push_lane(&self, out: &mut String, lane: &LaneMark, is_shaded: bool) {
        let palette = self.network.palette;
        out.push_str("<mxCell");
        push_attribute(out, "id", &lane_id(lane.stage));
        push_attribute(out, "value", &with_marked_direction(&lane.name));
        let fill = if is_shaded { palette.lane } else { palette.background };
        let style = format!(
            "swimlane;startSize={LANE_HEAD};collapsible=0;container=1;swimlaneFillColor={};fillColor={};fontColor={};\
             strokeColor={};fontFamily={REGULAR};fontSize={NAME_SIZE};whiteSpace=wrap;",
            hex(fill),
            hex(palette.header),
            hex(palette.header_text),
            hex(palette.border),
        );
        push_attribute(out, "style", &style);
        out.push_str(" vertex=\"1\" parent=\"1\">");
        push_geometry(out, self.lane_area(lane));
        out.push_str("</mxCell>\n");
    }

    /// Adds the start of a cell with its fields, up to the attributes of the cell itself.
    fn push_object<'b>(
        &self,
        out: &mut String,
        (id, label): (&str, &str),
        values: impl Iterator<Item = (usize, &'b super::graph::Attribute, std::borrow::Cow<'b, str>)>,
    ) {
        out.push_str("<object");
        push_attribute(out, "id", id);
        push_attribute(out, "label", label);
        for (_, attribute, value) in values {
            let name = if attribute.id == actor::ID.id { &self.number } else { &attribute.id };
            push_attribute(out, name, &value);
        }
        out.push_str("><mxCell");
    }

    fn push_node(&self, out: &mut String, node: &Node<'_>, lane: Option<&LaneMark>) {
        self.push_object(out, (&format!("n{}", node.id), &node.label), self.network.node_values(node));
        let colours = node.colours;
        let style = format!(
            "{}fillColor={};strokeColor={};fontColor={};strokeWidth={EDGE_WIDTH};fontFamily={REGULAR};\
             fontSize={NAME_SIZE};whiteSpace=wrap;spacing=6;",
            shape(node.shape),
            hex(colours.fill),
            hex(colours.edge),
            hex(colours.name),
        );
        push_attribute(out, "style", &style);
        let parent = lane.map_or_else(|| "1".to_owned(), |lane| lane_id(lane.stage));
        push_attribute(out, "parent", &parent);
        out.push_str(" vertex=\"1\">");
        // In a container, from its corner.
        let origin = lane.map_or(Point::default(), |lane| self.lane_area(lane).min);
        let at = |point: Point| Point::new(point.x - origin.x, point.y - origin.y);
        let area = node.area();
        push_geometry(out, Area { min: at(area.min), max: at(area.max) });
        out.push_str("</mxCell></object>\n");
    }

    fn push_edge(&self, out: &mut String, edge: &Edge<'_>) {
        self.push_object(out, (&format!("e{}", edge.id), &edge.label), self.network.edge_values(edge));
        let mut style = format!(
            "edgeStyle=none;rounded=1;startArrow=none;endArrow={};strokeColor={};strokeWidth={};fontFamily={REGULAR};\
             fontSize={LINK_LABEL_SIZE};fontColor={};labelBackgroundColor={};",
            edge.end_marker(["block;endFill=1", "block;endFill=0", "oval;endFill=1"]),
            hex(edge.colour()),
            edge.width(),
            hex(self.network.palette.text_muted),
            hex(self.network.palette.background),
        );
        if let Some(pattern) = edge.style.pattern {
            let lengths: Vec<String> = pattern.iter().map(|(on, off)| format!("{on} {off}")).collect();
            style.push_str(&format!("dashed=1;dashPattern={};", lengths.join(" ")));
            if edge.strokes() == Strokes::Dots {
                style.push_str("fixDash=1;");
            }
        }
        let (start, end) = (edge.mark.path.start(), edge.mark.path.end());
        for (prefix, actor, point) in [("exit", edge.link.from, start), ("entry", edge.link.to, end)] {
            if let Some(mark) = self.network.scene.actor(actor) {
                let area = mark.area;
                let share = |at: f32, low: f32, size: f32| if size > 0.0 { (at - low) / size } else { 0.5 };
                let (x, y) = (share(point.x, area.min.x, area.width()), share(point.y, area.min.y, area.height()));
                style.push_str(&format!("{prefix}X={x};{prefix}Y={y};{prefix}Perimeter=0;"));
            }
        }
        push_attribute(out, "style", &style);
        out.push_str(&format!(
            " edge=\"1\" parent=\"1\" source=\"n{}\" target=\"n{}\"><mxGeometry relative=\"1\" as=\"geometry\">",
            edge.link.from.0, edge.link.to.0
        ));
        let bends = edge.bends();
        if !bends.is_empty() {
            out.push_str("<Array as=\"points\">");
            for bend in bends {
                out.push_str("<mxPoint");
                push_length(out, "x", bend.x);
                push_length(out, "y", bend.y);
                out.push_str("/>");
            }
            out.push_str("</Array>");
        }
        out.push_str("</mxGeometry></mxCell></object>\n");
    }
}

/// The style with the outline of a card, or the most like it.
fn shape(shape: CardShape) -> &'static str {
    match shape {
        CardShape::CutTopCorners => "shape=trapezoid;perimeter=trapezoidPerimeter;fixedSize=1;size=12;",
        CardShape::Rounded => "rounded=1;absoluteArcSize=1;arcSize=16;",
        CardShape::CutCorners => "shape=mxgraph.basic.octagon2;dx=12;",
        CardShape::Hexagon => "shape=hexagon;perimeter=hexagonPerimeter2;fixedSize=1;size=12;",
        CardShape::Arrow => "shape=step;perimeter=stepPerimeter;fixedSize=1;size=12;",
        CardShape::Square => "rounded=0;",
        CardShape::Pill => "rounded=1;arcSize=50;",
        CardShape::Tab => "shape=card;flipH=1;size=12;",
    }
}
