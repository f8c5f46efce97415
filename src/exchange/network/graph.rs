//! What all formats of networks write: actors and links with their fields, their places and how they are drawn.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::exchange::import::CellType;
use crate::exchange::picture::Picture;
use crate::exchange::register::{RegisterCell, RegisterTable, figures_of_year, network_tables};
use crate::language::{Language, Localized, UiText, with_marked_direction};
use crate::map::{Actor, Link, StageId, Year};
use crate::scene::{
    ActorMark, Area, CardColours, DOUBLE_LINE_OFFSET, Emphasis, EndMarker, LineStyle, LinkMark, Point, Scene,
    card_colours, kind_shape, line_style,
};
use crate::schema::{actor, link};
use crate::theme::{CardShape, Palette, Rgb};

/// The attribute of the worst verdict of the models that an actor is a core of.
pub(in crate::exchange) const VERDICT: &str = "verdict";

/// The actors and links of a picture.
pub(super) struct Network<'a> {
    /// What the map is called.
    pub title: Cow<'a, str>,
    /// The year that it is drawn for.
    pub year: Year,
    /// The colours of the background and of text.
    pub palette: &'a Palette,
    /// The lanes, and where they stand.
    pub scene: &'a Scene,
    /// The fields of actors.
    pub node_attributes: Vec<Attribute>,
    /// The fields of links, but for their ends.
    pub edge_attributes: Vec<Attribute>,
    /// The actors, in id order.
    pub nodes: Vec<Node<'a>>,
    /// The links, in id order: several between the same two stay several.
    pub edges: Vec<Edge<'a>>,
}

/// A field of actors or links.
pub(super) struct Attribute {
    /// The id of the column that an import knows it by.
    pub id: String,
    /// What its values are.
    pub value_type: ValueType,
}

/// The type of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueType {
    Text,
    Integer,
    Number,
}

/// An actor.
pub(super) struct Node<'a> {
    /// Its number.
    pub id: u32,
    /// The actor.
    pub actor: &'a Actor,
    /// Its name as it is shown.
    pub label: Cow<'a, str>,
    /// Its card.
    pub mark: &'a ActorMark,
    /// How its card is drawn.
    pub colours: CardColours,
    /// The outline of its card.
    pub shape: CardShape,
    /// The lane that it stands in; none below the lanes.
    pub lane: Option<StageId>,
    /// A cell for each attribute.
    cells: Vec<RegisterCell>,
}

/// A link.
pub(super) struct Edge<'a> {
    /// Its number.
    pub id: u32,
    /// The link.
    pub link: &'a Link,
    /// The names of its products.
    pub label: String,
    /// Its line.
    pub mark: &'a LinkMark,
    /// How its line is drawn.
    pub style: LineStyle,
    /// A cell for each attribute.
    cells: Vec<RegisterCell>,
}

/// The strokes of a line that all these programs can draw in some way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strokes {
    Solid,
    LongDashes,
    Dashes,
    Dots,
}

impl<'a> Network<'a> {
    pub fn of(picture: &'a Picture) -> Self {
        let map = &picture.map;
        let [actors, links] = network_tables(map);
        let (node_attributes, mut node_rows) = attributes(actors, |id| id.to_owned());
        let year = picture.options.year;
        // With the year in its name: without it, an import would take them for figures of a year of its own.
        let (figures, figure_rows) = attributes(figures_of_year(map, year), |id| format!("{id}_{year}"));
        let verdict = Attribute { id: VERDICT.to_owned(), value_type: ValueType::Text };
        for (row, figures) in node_rows.iter_mut().zip(figure_rows) {
            row.extend(figures);
        }
        let lanes: BTreeSet<StageId> = picture.scene.lanes.iter().map(|lane| lane.stage).collect();
        // Every actor and every link of a picture is drawn.
        let nodes = map.actors().values().zip(node_rows);
        let nodes = nodes.filter_map(|(actor, cells)| Node::of(actor, cells, &lanes, picture));
        let (edge_attributes, edge_rows) = attributes(links, |id| id.to_owned());
        let edges = map.links().values().zip(edge_rows);
        let edges = edges.filter_map(|(link, cells)| Edge::of(link, cells, picture));
        let title = map.info().title.as_str();
        Self {
            title: if title.is_empty() {
                UiText::Untitled.text(picture.options.language).into()
            } else {
                with_marked_direction(title)
            },
            year,
            palette: picture.palette,
            scene: &picture.scene,
            node_attributes: node_attributes.into_iter().chain(figures).chain([verdict]).collect(),
            edge_attributes,
            nodes: nodes.collect(),
            edges: edges.collect(),
        }
    }

    /// The actors of each lane; those of none stand below the lanes.
    pub fn nodes_by_lane(&self) -> BTreeMap<Option<StageId>, Vec<&Node<'a>>> {
        let mut by_lane: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for node in &self.nodes {
            by_lane.entry(node.lane).or_default().push(node);
        }
        by_lane
    }

    /// The fields of an actor that say something, with their places among the attributes.
    pub fn node_values<'b>(&'b self, node: &'b Node<'_>) -> impl Iterator<Item = (usize, &'b Attribute, Cow<'b, str>)> {
        values(&self.node_attributes, &node.cells)
    }

    /// The fields of a link that say something, with their places among the attributes.
    pub fn edge_values<'b>(&'b self, edge: &'b Edge<'_>) -> impl Iterator<Item = (usize, &'b Attribute, Cow<'b, str>)> {
        values(&self.edge_attributes, &edge.cells)
    }
}

fn values<'a>(
    attributes: &'a [Attribute],
    cells: &'a [RegisterCell],
) -> impl Iterator<Item = (usize, &'a Attribute, Cow<'a, str>)> {
    let cells = attributes.iter().zip(cells).enumerate().filter(|(_, (_, cell))| **cell != RegisterCell::Empty);
    cells.map(|(at, (attribute, cell))| (at, attribute, cell.plain_text()))
}

/// The columns of a table that say something about some record, and the cells of its rows; the ends of links are left to
/// the formats.
fn attributes(table: RegisterTable, name: impl Fn(&str) -> String) -> (Vec<Attribute>, Vec<Vec<RegisterCell>>) {
    let is_kept = |at: usize, id: &str| {
        let says_something = |row: &Vec<RegisterCell>| row.get(at).is_some_and(|cell| *cell != RegisterCell::Empty);
        id != link::FROM.id && id != link::TO.id && table.rows.iter().any(says_something)
    };
    let kept: Vec<bool> = table.columns.iter().enumerate().map(|(at, column)| is_kept(at, column.id)).collect();
    let columns = table.columns.iter().zip(&kept).filter(|(_, kept)| **kept);
    let attributes = columns.map(|(column, _)| Attribute {
        id: name(column.id),
        value_type: match column.cell_type {
            _ if column.id == actor::ID.id => ValueType::Integer,
            CellType::Integer | CellType::Year => ValueType::Integer,
            CellType::Number | CellType::Share => ValueType::Number,
            CellType::Text | CellType::AmountList => ValueType::Text,
        },
    });
    let attributes = attributes.collect();
    let row = |cells: Vec<RegisterCell>| cells.into_iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
    (attributes, table.rows.into_iter().map(|cells| row(cells).collect()).collect())
}

impl<'a> Node<'a> {
    fn of(
        actor: &'a Actor,
        mut cells: Vec<RegisterCell>,
        lanes: &BTreeSet<StageId>,
        picture: &'a Picture,
    ) -> Option<Self> {
        let mark = picture.scene.actor(actor.id)?;
        let verdict = mark.verdict.map_or("", |verdict| verdict.text(Language::English));
        cells.push(RegisterCell::text(verdict));
        Some(Self {
            id: actor.id.0,
            actor,
            label: with_marked_direction(&actor.name),
            mark,
            colours: card_colours(mark, Emphasis::Plain, picture.palette),
            shape: kind_shape(mark.kind),
            lane: actor.stage.filter(|stage| !actor.is_below_lanes() && lanes.contains(stage)),
            cells,
        })
    }

    /// Its card.
    pub fn area(&self) -> Area {
        self.mark.area
    }
}

impl<'a> Edge<'a> {
    fn of(link: &'a Link, cells: Vec<RegisterCell>, picture: &'a Picture) -> Option<Self> {
        let mark = picture.scene.link(link.id)?;
        let products = link.products.iter().filter_map(|id| picture.map.products().get(id));
        let products: Vec<&str> = products.map(|product| product.name.as_str()).collect();
        let style = line_style(mark.into(), Emphasis::Plain, picture.palette);
        let label = with_marked_direction(&products.join(", ")).into_owned();
        Some(Self { id: link.id.0, link, label, mark, style, cells })
    }

    /// The corners of its line between its ends.
    pub fn bends(&self) -> Vec<Point> {
        let mut ends: Vec<Point> = self.mark.path.curves().map(|curve| curve.at(1.0)).collect();
        ends.pop();
        ends
    }

    /// Its strokes.
    pub fn strokes(&self) -> Strokes {
        match self.style.pattern.and_then(|pattern| pattern.first()) {
            None => Strokes::Solid,
            Some((on, _)) if *on <= 2.0 => Strokes::Dots,
            Some((on, _)) if *on <= 6.0 => Strokes::Dashes,
            Some(_) => Strokes::LongDashes,
        }
    }

    /// The width of its line; two lines side by side are one as wide as both, as few programs draw two.
    pub fn width(&self) -> f32 {
        if self.style.double { 2.0 * DOUBLE_LINE_OFFSET } else { self.style.width }
    }

    /// The name of the marker at its end in a format.
    pub fn end_marker(&self, [filled, open, dot]: [&'static str; 3]) -> &'static str {
        match self.style.end_marker {
            EndMarker::Filled => filled,
            EndMarker::Open => open,
            EndMarker::Dot => dot,
        }
    }

    /// Its colour.
    pub fn colour(&self) -> Rgb {
        self.style.colour
    }
}
