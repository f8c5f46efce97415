//! How a link is drawn, on the screen and on paper: its line, what stands at its end, and the signs along it.

use super::colouring::ColourKey;
use super::geometry::Point;
use super::marks::LinkMark;
use super::style::link_dash;
use crate::map::{LinkForm, LinkKind, LinkStatus};
use crate::theme::{Palette, Rgb};

/// Length of an arrowhead at 100 %.
pub const ARROWHEAD_SIZE: f32 = 8.0;
/// Distance of either line of a double one from its middle, at 100 %.
pub const DOUBLE_LINE_OFFSET: f32 = 1.8;
/// The part of an arrowhead that its line stops short of the tip.
pub const ARROWHEAD_INSET: f32 = 0.8;
/// How much wider a line is that stands out.
pub const HIGHLIGHT_WIDTH_FACTOR: f32 = 1.5;

/// How a thing stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// As all others.
    Plain,
    /// A part of what is looked at.
    Highlighted,
    /// Selected itself.
    Selected,
    /// No part of what is looked at.
    Dimmed,
    /// Dimmed, but to be read.
    Muted,
}

impl Emphasis {
    /// Whether it is to be seen before others.
    pub fn is_emphasized(self) -> bool {
        matches!(self, Self::Highlighted | Self::Selected)
    }
}

/// What stands at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndMarker {
    /// A filled arrowhead: goods or support go this way.
    Filled,
    /// The outline of one: they are to go this way.
    Open,
    /// A dot at the whole that one belongs to.
    Dot,
}

/// A sign in the middle of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MidMarker {
    /// Two strokes across: it has lapsed.
    StruckThrough,
    /// Two open arrowheads: goods go this way, though lanes go the other.
    Backward,
}

/// How a line looks at 100 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineStyle {
    /// Its colour.
    pub colour: Rgb,
    /// Its width.
    pub width: f32,
    /// Stroke and gap; none is an unbroken line.
    pub pattern: Option<(f32, f32)>,
    /// Two lines side by side, [`DOUBLE_LINE_OFFSET`] from the middle each.
    pub double: bool,
    /// What stands at its end.
    pub end_marker: EndMarker,
    /// The sign in its middle.
    pub mid_marker: Option<MidMarker>,
    /// Width and colour of the band of its volume, which lies under it.
    pub flow_band: Option<(f32, Rgb)>,
}

/// What of a link its line shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineAttributes {
    /// What the link stands for.
    pub kind: LinkKind,
    /// How it is agreed.
    pub form: Option<LinkForm>,
    /// Whether it is in force.
    pub state: LinkStatus,
    /// Whether goods go back along it.
    pub is_backward: bool,
    /// What its colour stands for, where it is not that of all links.
    pub colour_key: Option<ColourKey>,
    /// Width of the band of its volume, where that is drawn.
    pub flow_width: Option<f32>,
}

impl From<&LinkMark> for LineAttributes {
    fn from(mark: &LinkMark) -> Self {
        Self {
            kind: mark.kind,
            form: mark.form,
            state: mark.state,
            is_backward: mark.is_backward,
            colour_key: mark.colour_key,
            flow_width: mark.flow_width,
        }
    }
}

/// How the line of a link looks that stands out so.
pub fn line_style(line: LineAttributes, emphasis: Emphasis, palette: &Palette) -> LineStyle {
    let dash = link_dash(line.kind, line.form);
    let is_planned = matches!(line.state, LinkStatus::Planned | LinkStatus::NotYet);
    let pattern = if is_planned { Some((3.0, 4.0)) } else { dash.pattern };
    let colour = line_colour(line, emphasis, palette);
    LineStyle {
        colour,
        flow_band: line.flow_width.map(|width| (width, colour.mixed(palette.background, 0.62))),
        width: dash.width * if emphasis.is_emphasized() { HIGHLIGHT_WIDTH_FACTOR } else { 1.0 },
        pattern,
        double: dash.double && pattern.is_none(),
        end_marker: match line.kind {
            LinkKind::Member => EndMarker::Dot,
            LinkKind::Product | LinkKind::Support if is_planned => EndMarker::Open,
            LinkKind::Product | LinkKind::Support => EndMarker::Filled,
        },
        mid_marker: match line.state {
            LinkStatus::Lapsed => Some(MidMarker::StruckThrough),
            _ => line.is_backward.then_some(MidMarker::Backward),
        },
    }
}

fn line_colour(line: LineAttributes, emphasis: Emphasis, palette: &Palette) -> Rgb {
    let base: Rgb = match line.kind {
        LinkKind::Product if line.colour_key.is_some() => {
            line.colour_key.map_or(palette.link, |tint| tint.colour(palette))
        }
        LinkKind::Product if line.is_backward => palette.link_backward,
        LinkKind::Product => palette.link,
        LinkKind::Member | LinkKind::Support => palette.link_muted,
    };
    let faded = match line.state {
        LinkStatus::InForce => base,
        LinkStatus::Planned | LinkStatus::NotYet => palette.faded(base, 0.15),
        LinkStatus::Lapsed | LinkStatus::EndpointAbsent => palette.faded(base, 0.45),
    };
    match emphasis {
        Emphasis::Plain => faded,
        // What stands out keeps the colour that says something.
        Emphasis::Highlighted if line.colour_key.is_some() => base,
        Emphasis::Highlighted => palette.text,
        Emphasis::Selected => palette.accent,
        Emphasis::Dimmed => palette.faded(faded, 0.78),
        Emphasis::Muted => palette.faded(faded, 0.55),
    }
}

/// The corners of an arrowhead whose tip is here, coming from there; `size` is its length.
pub fn arrowhead(tip: Point, from: Point, size: f32) -> [Point; 3] {
    let along = unit_vector(from, tip);
    let back = Point::new(tip.x - along.x * size, tip.y - along.y * size);
    let side = Point::new(along.y * size * 0.42, -along.x * size * 0.42);
    [tip, Point::new(back.x + side.x, back.y + side.y), Point::new(back.x - side.x, back.y - side.y)]
}

/// Middle and radius of the dot at the end of a line that comes from there.
pub fn dot_marker(tip: Point, from: Point, size: f32) -> (Point, f32) {
    let along = unit_vector(from, tip);
    (Point::new(tip.x - along.x * size * 0.4, tip.y - along.y * size * 0.4), size * 0.36)
}

/// The strokes of a sign in the middle of a line, between two points that are near each other there; at 100 %
/// `scale` is 1.
pub fn mid_marker_strokes(sign: MidMarker, [here, next]: [Point; 2], scale: f32) -> [Vec<Point>; 2] {
    let along = unit_vector(here, next);
    let across = Point::new(along.y, -along.x);
    let centre = here.lerp(next, 0.5);
    let at = |forward: f32, aside: f32| {
        Point::new(centre.x + along.x * forward + across.x * aside, centre.y + along.y * forward + across.y * aside)
    };
    match sign {
        MidMarker::StruckThrough => [-2.5, 2.5].map(|offset| {
            // Leaning by one part in two.
            let (forward, aside) = (0.447 * 6.0 * scale, 0.894 * 6.0 * scale);
            vec![at(offset - forward, -aside), at(offset + forward, aside)]
        }),
        MidMarker::Backward => [0.0, 5.0 * scale].map(|offset| {
            let size = 5.0 * scale;
            vec![at(offset - size, size), at(offset, 0.0), at(offset - size, -size)]
        }),
    }
}

/// Width of the strokes of a sign at 100 %.
pub fn mid_marker_width(sign: MidMarker) -> f32 {
    match sign {
        MidMarker::StruckThrough => 1.4,
        MidMarker::Backward => 1.6,
    }
}

/// One unit of length from here to there; rightwards where they are one.
fn unit_vector(from: Point, to: Point) -> Point {
    let length = from.distance(to);
    if length > 0.0 { Point::new((to.x - from.x) / length, (to.y - from.y) / length) } else { Point::new(1.0, 0.0) }
}
