//! Line styles of links on screen and in exported pictures: stroke, end markers and mid markers.

use super::colouring::ColourKey;
use super::geometry::Point;
use super::marks::LinkMark;
use super::style::{DashPattern, PLANNED_PATTERN, link_dash};
use crate::map::{LinkForm, LinkKind, LinkStatus};
use crate::theme::{Palette, Rgb};

/// Length of an arrowhead at 100 %.
pub const ARROWHEAD_SIZE: f32 = 8.0;
/// Distance of each line of a double line from its centre, at 100 %.
pub const DOUBLE_LINE_OFFSET: f32 = 1.8;
/// The part of an arrowhead that its line stops short of the tip.
pub const ARROWHEAD_INSET: f32 = 0.8;
/// Factor on the width of an emphasized line.
pub const HIGHLIGHT_WIDTH_FACTOR: f32 = 1.5;

/// How a mark is emphasized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// Not emphasized.
    Plain,
    /// Part of the highlight.
    Highlighted,
    /// Part of the highlight, in a lighter tone: the way on from a buyer to a market.
    Onward,
    /// Selected itself.
    Selected,
    /// Outside the highlight.
    Dimmed,
    /// Dimmed, but readable.
    Muted,
}

impl Emphasis {
    /// Whether it is highlighted or selected.
    pub fn is_emphasized(self) -> bool {
        matches!(self, Self::Highlighted | Self::Onward | Self::Selected)
    }
}

/// The marker at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndMarker {
    /// A filled arrowhead: direction of goods or support.
    Filled,
    /// An outlined arrowhead: the same, but planned or not yet in force.
    Open,
    /// A dot at the organisation of a membership.
    Dot,
}

/// The marker in the middle of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MidMarker {
    /// Two strokes across: it has lapsed.
    StruckThrough,
    /// Two open arrowheads: goods go against the order of lanes.
    Backward,
}

/// The style of a line at 100 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineStyle {
    /// Its colour.
    pub colour: Rgb,
    /// Its width.
    pub width: f32,
    /// Its strokes; `None` is a solid line.
    pub pattern: Option<DashPattern>,
    /// Two lines side by side, [`DOUBLE_LINE_OFFSET`] from the middle each.
    pub double: bool,
    /// The marker at its end.
    pub end_marker: EndMarker,
    /// The marker in its middle.
    pub mid_marker: Option<MidMarker>,
    /// Width and colour of the band of its volume, drawn under it.
    pub flow_band: Option<(f32, Rgb)>,
}

/// The attributes of a link that determine its line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineAttributes {
    /// What the link stands for.
    pub kind: LinkKind,
    /// How it is agreed.
    pub form: Option<LinkForm>,
    /// Whether it is in force.
    pub status: LinkStatus,
    /// Whether it runs to a lane further left.
    pub is_backward: bool,
    /// What its colour encodes; `None` for the common link colour.
    pub colour_key: Option<ColourKey>,
    /// Width of the band of its volume, where that is drawn.
    pub flow_width: Option<f32>,
}

impl From<&LinkMark> for LineAttributes {
    fn from(mark: &LinkMark) -> Self {
        Self {
            kind: mark.kind,
            form: mark.form,
            status: mark.status,
            is_backward: mark.is_backward,
            colour_key: mark.colour_key,
            flow_width: mark.flow_width,
        }
    }
}

/// The style of a link's line with this emphasis.
pub fn line_style(line: LineAttributes, emphasis: Emphasis, palette: &Palette) -> LineStyle {
    let dash = link_dash(line.kind, line.form);
    let is_planned = matches!(line.status, LinkStatus::Planned | LinkStatus::NotYet);
    let pattern = if is_planned { Some(PLANNED_PATTERN) } else { dash.pattern };
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
        mid_marker: mid_marker(line.status, line.is_backward),
    }
}

/// The marker in the middle of a line.
pub(super) fn mid_marker(status: LinkStatus, is_backward: bool) -> Option<MidMarker> {
    match status {
        LinkStatus::Lapsed => Some(MidMarker::StruckThrough),
        _ => is_backward.then_some(MidMarker::Backward),
    }
}

fn line_colour(line: LineAttributes, emphasis: Emphasis, palette: &Palette) -> Rgb {
    let base: Rgb = match line.kind {
        LinkKind::Product if line.colour_key.is_some() => {
            line.colour_key.map_or(palette.link, |key| key.colour(palette))
        }
        LinkKind::Product if line.is_backward => palette.link_backward,
        LinkKind::Product => palette.link,
        LinkKind::Member => palette.link_muted,
        LinkKind::Support => palette.faded(palette.link_muted, 0.25),
    };
    let faded = match line.status {
        LinkStatus::InForce => base,
        LinkStatus::Planned | LinkStatus::NotYet => palette.faded(base, 0.15),
        LinkStatus::Lapsed | LinkStatus::EndpointAbsent => palette.faded(base, 0.45),
    };
    match emphasis {
        Emphasis::Plain => faded,
        // A highlighted line keeps a colour that encodes something.
        Emphasis::Highlighted if line.colour_key.is_some() => base,
        Emphasis::Highlighted => palette.text,
        Emphasis::Onward if line.colour_key.is_some() => palette.faded(base, 0.35),
        Emphasis::Onward => palette.faded(palette.text, 0.5),
        Emphasis::Selected => palette.accent,
        Emphasis::Dimmed => palette.faded(faded, 0.78),
        Emphasis::Muted => palette.faded(faded, 0.55),
    }
}

/// The corners of an arrowhead at `tip` on a line from `from`; `size` is its length.
pub fn arrowhead(tip: Point, from: Point, size: f32) -> [Point; 3] {
    let along = unit_vector(from, tip);
    let back = Point::new(tip.x - along.x * size, tip.y - along.y * size);
    let side = Point::new(along.y * size * 0.42, -along.x * size * 0.42);
    [tip, Point::new(back.x + side.x, back.y + side.y), Point::new(back.x - side.x, back.y - side.y)]
}

/// Centre and radius of the dot at the end of a line from `from`.
pub fn dot_marker(tip: Point, from: Point, size: f32) -> (Point, f32) {
    let along = unit_vector(from, tip);
    (Point::new(tip.x - along.x * size * 0.4, tip.y - along.y * size * 0.4), size * 0.36)
}

/// The strokes of a marker in the middle of a line, between two adjacent points of it; `scale` is 1 at 100 %.
pub fn mid_marker_strokes(marker: MidMarker, [here, next]: [Point; 2], scale: f32) -> [Vec<Point>; 2] {
    let along = unit_vector(here, next);
    let across = Point::new(along.y, -along.x);
    let centre = here.lerp(next, 0.5);
    let at = |forward: f32, aside: f32| {
        Point::new(centre.x + along.x * forward + across.x * aside, centre.y + along.y * forward + across.y * aside)
    };
    match marker {
        MidMarker::StruckThrough => [-2.5, 2.5].map(|offset| {
            // Slanted by 1:2 against the normal.
            let (forward, aside) = (0.447 * 6.0 * scale, 0.894 * 6.0 * scale);
            vec![at(offset - forward, -aside), at(offset + forward, aside)]
        }),
        MidMarker::Backward => [0.0, 5.0 * scale].map(|offset| {
            let size = 5.0 * scale;
            vec![at(offset - size, size), at(offset, 0.0), at(offset - size, -size)]
        }),
    }
}

/// Half the extent of a marker in the middle of a line, at 100 %.
pub(super) const MID_MARKER_RADIUS: f32 = 9.0;

/// Stroke width of a marker at 100 %.
pub fn mid_marker_width(marker: MidMarker) -> f32 {
    match marker {
        MidMarker::StruckThrough => 1.4,
        MidMarker::Backward => 1.6,
    }
}

/// The unit vector from one point to another; rightwards if they coincide.
fn unit_vector(from: Point, to: Point) -> Point {
    let length = from.distance(to);
    if length > 0.0 { Point::new((to.x - from.x) / length, (to.y - from.y) / length) } else { Point::new(1.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that tells lines apart without colour.
    #[test]
    fn what_differs_is_drawn_differently() {
        let line = |kind, form, status| LineAttributes {
            kind,
            form,
            status,
            is_backward: false,
            colour_key: None,
            flow_width: None,
        };
        let goods = LinkForm::ALL.into_iter().map(Some).chain([None]).map(|form| (LinkKind::Product, form));
        let all = goods.chain([(LinkKind::Member, None), (LinkKind::Support, None)]);
        let in_force = all.map(|(kind, form)| line(kind, form, LinkStatus::InForce));
        let planned = line(LinkKind::Product, None, LinkStatus::Planned);
        let lapsed = line(LinkKind::Product, None, LinkStatus::Lapsed);
        let shapes: Vec<_> = in_force
            .chain([planned, lapsed])
            .map(|line| line_style(line, Emphasis::Plain, Palette::standard(false)))
            .map(|style| (style.width, style.pattern, style.double, style.end_marker, style.mid_marker))
            .collect();
        for (at, shape) in shapes.iter().enumerate() {
            assert!(!shapes[..at].contains(shape), "{shape:?}");
        }
    }
}
