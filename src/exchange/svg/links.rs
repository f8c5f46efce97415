//! Links as SVG: a group each, with title, line, end marker and mid marker.

use std::borrow::Cow;
use std::collections::btree_map::Range;

use super::path_data::{push_colour, push_curves, push_length, push_pair, push_points, push_text};
use super::shapes::push_circle;
use crate::exchange::picture::Picture;
use crate::language::{Language, Localized, form_text};
use crate::map::{Link, LinkId, LinkKind, LinkStatus};
use crate::scene::{
    ARROWHEAD_INSET, ARROWHEAD_SIZE, Curve, DOUBLE_LINE_OFFSET, DashPattern, Emphasis, EndMarker, LineStyle, LinkMark,
    Path, Point, arrowhead, dot_marker, line_style, mid_marker_strokes, mid_marker_width,
};
use crate::theme::{Palette, Rgb};

/// The least width of a line in points of a picture; thinner ones would not be seen at all.
const LEAST_WIDTH: f32 = 0.04;
/// Zoom below which curves are drawn as straight pieces, so many each: a card is then smaller than two points.
const TINY_ZOOM: f32 = 0.01;
const TINY_STEPS: u8 = 8;
/// Dashes shorter than this in points of a picture look like a whole line, and a long line has millions of them.
const LEAST_DASH: f32 = 1.0;

/// Separates the parts of a title.
const SEPARATOR: &str = " · ";

/// Writes the titles of links.
pub(super) struct LinkTitles<'a> {
    picture: &'a Picture,
    /// The remaining links, in id order.
    links: Range<'a, LinkId, Link>,
}

impl<'a> LinkTitles<'a> {
    /// For these marks in id order: iterating along is faster than a lookup for each.
    pub fn of(picture: &'a Picture, marks: &[LinkMark]) -> Self {
        let first = marks.first().map_or(LinkId::default(), |mark| mark.id);
        Self { picture, links: picture.map.links().range(first..) }
    }

    /// Adds seller, buyer, products, form or kind, and status if not in force.
    fn push(&mut self, out: &mut String, mark: &LinkMark, language: Language) {
        let name = |id| self.picture.scene.actor(id).map_or("", |actor| &*actor.name);
        push_text(out, name(mark.from));
        out.push_str(" → ");
        push_text(out, name(mark.to));
        let current = self.links.find(|(id, _)| **id >= mark.id).filter(|(id, _)| **id == mark.id);
        let product_ids = current.into_iter().flat_map(|(_, link)| &link.products);
        let products = product_ids.filter_map(|id| self.picture.map.products().get(id));
        for (at, product) in products.enumerate() {
            out.push_str(if at == 0 { SEPARATOR } else { ", " });
            push_text(out, &product.name);
        }
        out.push_str(SEPARATOR);
        push_text(
            out,
            match mark.kind {
                LinkKind::Product => form_text(mark.form, language),
                kind => kind.text(language),
            },
        );
        if mark.status != LinkStatus::InForce {
            out.push_str(SEPARATOR);
            push_text(out, mark.status.text(language));
        }
    }
}

/// Adds the group of a link; one that is `far` as it is seen at this zoom, from where its markers cannot be told.
pub(super) fn push_link(
    out: &mut String,
    mark: &LinkMark,
    titles: &mut LinkTitles<'_>,
    palette: &Palette,
    language: Language,
    far: Option<f32>,
) {
    out.push_str("<g><title>");
    titles.push(out, mark, language);
    out.push_str("</title>");
    let style = line_style(mark.into(), Emphasis::Plain, palette);
    if let Some(zoom) = far.filter(|zoom| *zoom < TINY_ZOOM) {
        // What draws a curve looks for points far nearer to each other than can be seen.
        let corners =
            |curve: Curve| (0..=TINY_STEPS).map(move |step| curve.at(f32::from(step) / f32::from(TINY_STEPS)));
        let points: Vec<Point> = mark.path.curves().flat_map(corners).collect();
        push_polyline(out, &points, style.colour, style.width.max(LEAST_WIDTH / zoom));
    } else if let Some(zoom) = far {
        let pattern = style.pattern.filter(|pattern| pattern.iter().all(|(on, off)| (on + off) * zoom >= LEAST_DASH));
        push_stroke(out, mark.path.curves(), style.colour, style.width.max(LEAST_WIDTH / zoom), pattern);
    } else {
        push_line(out, &mark.path, mark.marker, &style);
    }
    out.push_str("</g>\n");
}

/// Adds a line with its flow band and markers; that on the line stands at a part of its length.
pub(super) fn push_line(out: &mut String, path: &Path, part: f32, style: &LineStyle) {
    let shaft = match style.end_marker {
        EndMarker::Dot => Cow::Borrowed(path),
        EndMarker::Filled | EndMarker::Open => Cow::Owned(path.trimmed(ARROWHEAD_SIZE * ARROWHEAD_INSET)),
    };
    if let Some((width, colour)) = style.flow_band {
        push_stroke(out, shaft.curves(), colour, width, None);
    }
    if style.double {
        for side in [-DOUBLE_LINE_OFFSET, DOUBLE_LINE_OFFSET] {
            push_stroke(out, shaft.curves().map(|curve| curve.offset(side)), style.colour, style.width, None);
        }
    } else {
        push_stroke(out, shaft.curves(), style.colour, style.width, style.pattern);
    }
    push_end_marker(out, path, style);
    if let Some(marker) = style.mid_marker {
        let strokes = mid_marker_strokes(marker, path.near(part), 1.0);
        for points in strokes {
            push_polyline(out, &points, style.colour, mid_marker_width(marker));
        }
    }
}

fn push_end_marker(out: &mut String, path: &Path, style: &LineStyle) {
    let tip = path.end();
    let from = path.trimmed_end(ARROWHEAD_SIZE);
    if style.end_marker == EndMarker::Dot {
        let (middle, radius) = dot_marker(tip, from, ARROWHEAD_SIZE);
        push_circle(out, (middle.x, middle.y), radius, style.colour);
        return;
    }
    out.push_str("<path d=\"");
    push_points(out, arrowhead(tip, from, ARROWHEAD_SIZE).map(|point| (point.x, point.y)), true);
    out.push('"');
    if style.end_marker == EndMarker::Open {
        out.push_str(" fill=\"none\"");
        push_colour(out, "stroke", style.colour);
        push_length(out, "stroke-width", 1.2);
    } else {
        push_colour(out, "fill", style.colour);
    }
    out.push_str("/>");
}

fn push_stroke(
    out: &mut String,
    curves: impl Iterator<Item = Curve>,
    colour: Rgb,
    width: f32,
    pattern: Option<DashPattern>,
) {
    out.push_str("<path fill=\"none\" d=\"");
    push_curves(out, curves);
    out.push('"');
    push_colour(out, "stroke", colour);
    push_length(out, "stroke-width", width);
    if let Some(pattern) = pattern {
        out.push_str(" stroke-dasharray=\"");
        for (at, (on, off)) in pattern.iter().enumerate() {
            out.push_str(if at > 0 { " " } else { "" });
            push_pair(out, *on, *off);
        }
        out.push('"');
    }
    out.push_str("/>");
}

/// Adds a polyline.
pub(super) fn push_polyline(out: &mut String, points: &[Point], colour: Rgb, width: f32) {
    out.push_str("<path fill=\"none\" d=\"");
    push_points(out, points.iter().map(|point| (point.x, point.y)), false);
    out.push('"');
    push_colour(out, "stroke", colour);
    push_length(out, "stroke-width", width);
    out.push_str("/>");
}

/// Adds the stub of an imbalance, from the card outwards.
pub(super) fn push_imbalance(out: &mut String, [from, to]: [Point; 2], width: f32, palette: &Palette) {
    push_polyline(out, &[from, to], palette.warning.mixed(palette.background, 0.5), width);
    let half_length = width / 2.0 + 2.5;
    let across = [Point::new(to.x, to.y - half_length), Point::new(to.x, to.y + half_length)];
    push_polyline(out, &across, palette.warning, 1.6);
}
