//! draw.io (diagrams.net), also compressed: boxes are nodes, lanes and containers are groups, lines between boxes are edges.

use std::collections::HashMap;
use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use percent_encoding::percent_decode_str;

use super::graph::{Edge, Graph, Node};
use super::label_text::{html_text, one_line};
use super::xml::{self, Element};
use super::{MAX_DEPTH, damaged};
use crate::exchange::import::columns::LINK_LABEL;
use crate::exchange::import::report::{NetworkRemark, PlacesProblem, RowErrorKind, SourceFormat};

const FORMAT: SourceFormat = SourceFormat::DrawIo;
/// The most bytes that a page may unpack to.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most pages.
const MAX_PAGES: usize = 1_000;

/// Reads a drawing.
///
/// # Errors
/// When it is no draw.io, or too large.
pub(super) fn read(text: &str) -> Result<Graph, RowErrorKind> {
    let root = xml::parse(text, FORMAT)?;
    let mut graph = Graph::new(FORMAT);
    if root.name == "mxGraphModel" {
        return finished(graph, Page::read(&root, 0, false)).map(|graph| graph.0);
    }
    let mut pages = 0;
    for (at, diagram) in root.children("diagram").enumerate() {
        if at >= MAX_PAGES {
            return Err(RowErrorKind::NetworkTooLarge);
        }
        let unpacked;
        let (model, is_packed) = match diagram.child("mxGraphModel") {
            Some(model) => (model, false),
            None if diagram.text.trim().is_empty() => continue,
            None => {
                let text = unpack(diagram.text.trim()).ok_or_else(|| damaged(FORMAT, diagram.line))?;
                unpacked = xml::parse(&text, FORMAT).map_err(|error| match error {
                    // A line inside means nothing to who reads the file.
                    RowErrorKind::DamagedNetwork { format, .. } => damaged(format, diagram.line),
                    other => other,
                })?;
                (&unpacked, true)
            }
        };
        let (read, has_boxes) = finished(graph, Page::read(model, at, is_packed))?;
        graph = read;
        pages += usize::from(has_boxes);
        if has_boxes {
            tell_title(&mut graph, diagram);
        }
    }
    if pages > 1 {
        graph.places_problem = Some(PlacesProblem::SeveralPages);
    }
    Ok(graph)
}

/// Takes the name of a page for that of the drawing, unless it only numbers the page: Page-1, Trang-2.
fn tell_title(graph: &mut Graph, diagram: &Element) {
    let name = diagram.attribute("name").unwrap_or_default();
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    // Four digits are a year.
    let has_number = (1..=3).contains(&(name.len() - word.len()));
    let is_number = has_number && word.ends_with(['-', ' ']) && !word.trim_end().contains(' ');
    if !is_number {
        graph.title.tell_title(name);
    }
    graph.title.tell_year(diagram.attribute("year").unwrap_or_default());
}

/// Reads the drawing that draw.io puts into pictures of it; none if the picture has none.
pub(super) fn read_in_picture(svg: &str) -> Option<Result<Graph, RowErrorKind>> {
    let picture = xml::parse(svg, FORMAT).ok()?;
    let drawing = picture.attribute("content").filter(|content| content.starts_with("<mxfile"))?;
    Some(read(drawing))
}

/// The XML of a page: base64 of what deflate packed of a text whose signs stand as per cent.
fn unpack(packed: &str) -> Option<String> {
    let packed: String = packed.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD.decode(packed).ok()?;
    let mut text = String::new();
    let length = DeflateDecoder::new(bytes.as_slice()).take(MAX_UNPACKED + 1).read_to_string(&mut text).ok()?;
    if length as u64 > MAX_UNPACKED {
        return None;
    }
    percent_decode_str(&text).decode_utf8().ok().map(|text| text.into_owned())
}

/// A cell of a page: a box, a line, a text on a line, or a layer.
struct DrawnCell<'e> {
    /// What people told of it, where it stands in an object of its own.
    object: Option<&'e Element>,
    cell: &'e Element,
    id: &'e str,
    style: &'e str,
    parent: &'e str,
    line: usize,
}

/// Upper left corner and size of a box, in its parent.
#[derive(Clone, Copy, Default)]
struct Geometry {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// The cells of a page.
struct Page<'e> {
    cells: Vec<DrawnCell<'e>>,
    places: HashMap<&'e str, usize>,
    /// What goes before the ids, as those of several pages may be the same.
    number: usize,
}

/// Adds the boxes and lines of a page to a graph, and tells whether there are some.
fn finished(mut graph: Graph, page: Result<Page<'_>, RowErrorKind>) -> Result<(Graph, bool), RowErrorKind> {
    let page = page?;
    let before = graph.nodes.len();
    page.add_to(&mut graph)?;
    let has_boxes = graph.nodes.len() > before;
    Ok((graph, has_boxes))
}

impl<'e> Page<'e> {
    fn read(model: &'e Element, number: usize, is_packed: bool) -> Result<Self, RowErrorKind> {
        let root = model.child("root").ok_or_else(|| damaged(FORMAT, model.line))?;
        let mut page = Self { cells: Vec::new(), places: HashMap::new(), number };
        for element in &root.children {
            let (object, cell) = match element.name.as_str() {
                "mxCell" => (None, element),
                "object" | "UserObject" => match element.child("mxCell") {
                    Some(cell) => (Some(element), cell),
                    None => continue,
                },
                _ => continue,
            };
            let told = |name: &str| cell.attribute(name);
            let id = object.and_then(|object| object.attribute("id")).or(told("id")).unwrap_or_default();
            page.places.insert(id, page.cells.len());
            page.cells.push(DrawnCell {
                object,
                cell,
                id,
                style: told("style").unwrap_or_default(),
                parent: told("parent").unwrap_or_default(),
                line: if is_packed { 0 } else { element.line },
            });
        }
        Ok(page)
    }

    fn find(&self, id: &str) -> Option<&DrawnCell<'e>> {
        self.cells.get(*self.places.get(id)?)
    }

    fn key(&self, id: &str) -> String {
        format!("{}:{id}", self.number)
    }

    fn add_to(&self, graph: &mut Graph) -> Result<(), RowErrorKind> {
        let mut labels: HashMap<&str, Vec<String>> = HashMap::new();
        for drawn in self.cells.iter().filter(|drawn| drawn.is_box()) {
            // The text on a line is a box inside the line.
            if self.find(drawn.parent).is_some_and(DrawnCell::is_line) {
                labels.entry(drawn.parent).or_default().push(drawn.label());
                continue;
            }
            let holder = self.find(drawn.parent).filter(|holder| holder.is_group());
            let mut node = Node {
                key: self.key(drawn.id),
                line: drawn.line,
                label: drawn.label(),
                parent: holder.map(|holder| self.key(holder.id)),
                is_group: drawn.is_group(),
                is_loose_text: drawn.is_text() || drawn.label().is_empty() && drawn.object.is_none(),
                place: self.centre(drawn),
                ..Node::default()
            };
            for (name, text) in drawn.attributes() {
                graph.tell_node(&mut node, name, text, false);
            }
            graph.has_looks |= drawn.style.contains("Color=");
            graph.add_node(node)?;
        }
        let mut loose = 0;
        for drawn in self.cells.iter().filter(|drawn| drawn.is_line()) {
            let end = |name: &str| {
                let id = drawn.cell.attribute(name)?;
                self.find(id).filter(|end| end.is_box()).map(|end| self.key(end.id))
            };
            let Some((from, to)) = end("source").zip(end("target")) else {
                loose += 1;
                continue;
            };
            let is_undirected = drawn.style("endArrow") == Some("none")
                && drawn.style("startArrow").is_none_or(|arrow| arrow == "none");
            let mut edge = Edge { line: drawn.line, from, to, is_undirected, ..Edge::default() };
            for (name, text) in drawn.attributes() {
                graph.tell_edge(&mut edge, name, text, false);
            }
            let mut lines = vec![drawn.label()];
            lines.extend(labels.remove(drawn.id).unwrap_or_default());
            graph.tell_edge(&mut edge, LINK_LABEL, &lines.join("\n"), false);
            graph.has_looks |= drawn.style.contains("Color=");
            graph.add_edge(edge)?;
        }
        if loose > 0 {
            graph.remarks.push(NetworkRemark::LooseEdges { count: loose });
        }
        Ok(())
    }

    /// The centre of a box on the page.
    fn centre(&self, drawn: &DrawnCell<'_>) -> Option<(f64, f64)> {
        let own = drawn.geometry()?;
        let (mut x, mut y) = (own.x + own.width / 2.0, own.y + own.height / 2.0);
        let mut parent = drawn.parent;
        for _ in 0..MAX_DEPTH {
            let Some(holder) = self.find(parent) else { break };
            let geometry = holder.geometry().unwrap_or_default();
            (x, y) = (x + geometry.x, y + geometry.y);
            parent = holder.parent;
        }
        Some((x, y))
    }
}

impl<'e> DrawnCell<'e> {
    fn is_box(&self) -> bool {
        self.cell.attribute("vertex") == Some("1")
    }

    fn is_line(&self) -> bool {
        self.cell.attribute("edge") == Some("1")
    }

    /// Whether it holds others: a lane, a container, or several that were grouped.
    fn is_group(&self) -> bool {
        self.has_style("swimlane") || self.has_style("group") || self.style("container") == Some("1")
    }

    fn is_text(&self) -> bool {
        self.has_style("text")
    }

    fn has_style(&self, name: &str) -> bool {
        self.style.split(';').any(|style| style.trim() == name) || self.style("shape") == Some(name)
    }

    fn style(&self, name: &str) -> Option<&'e str> {
        self.style.split(';').find_map(|style| style.trim().strip_prefix(name)?.strip_prefix('='))
    }

    fn label(&self) -> String {
        let told = self.object.and_then(|object| object.attribute("label")).or(self.cell.attribute("value"));
        let told = told.unwrap_or_default();
        if self.style("html") == Some("1") { html_text(told) } else { one_line(told) }
    }

    /// What people told of it.
    fn attributes(&self) -> impl Iterator<Item = (&'e str, &'e str)> {
        const OWN: [&str; 6] = ["label", "placeholders", "tooltip", "link", "tags", "enumerate"];
        // The id of an object is that of the cell.
        let is_told = |name: &str| name != "id" && !OWN.contains(&name);
        self.object.into_iter().flat_map(Element::attributes).filter(move |(name, _)| is_told(name))
    }

    fn geometry(&self) -> Option<Geometry> {
        let geometry = self.cell.child("mxGeometry")?;
        let number = |name: &str| geometry.attribute(name).and_then(|text| text.parse().ok()).unwrap_or(0.0);
        Some(Geometry { x: number("x"), y: number("y"), width: number("width"), height: number("height") })
    }
}
