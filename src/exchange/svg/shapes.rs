//! Shapes that cards, links and the legend share.

use super::path_data::{push_colour, push_length, push_number, push_pair, push_points};
use crate::theme::{ICON_SIZE, Icon, IconStroke, Rgb};

/// Adds a filled circle.
pub(super) fn push_circle(out: &mut String, (x, y): (f32, f32), radius: f32, fill: Rgb) {
    out.push_str("<circle");
    push_length(out, "cx", x);
    push_length(out, "cy", y);
    push_length(out, "r", radius);
    push_colour(out, "fill", fill);
    out.push_str("/>");
}

/// Adds an icon with this centre and side.
pub(super) fn push_icon(out: &mut String, icon: Icon, (x, y): (f32, f32), side: f32, colour: Rgb) {
    let scale = side / ICON_SIZE;
    let transform = |(px, py): &(f32, f32)| (x + (px - ICON_SIZE / 2.0) * scale, y + (py - ICON_SIZE / 2.0) * scale);
    let mut dots = Vec::new();
    out.push_str("<path d=\"");
    for stroke in icon.strokes() {
        match *stroke {
            IconStroke::Polyline(points) => push_points(out, points.iter().map(transform), false),
            IconStroke::Polygon(points) => push_points(out, points.iter().map(transform), true),
            IconStroke::Circle(px, py, radius) => {
                let (middle, radius) = (transform(&(px, py)), radius * scale);
                out.push('M');
                push_pair(out, middle.0 - radius, middle.1);
                for direction in [2.0, -2.0] {
                    out.push('a');
                    push_pair(out, radius, radius);
                    out.push_str(" 0 0 1 ");
                    push_number(out, radius * direction);
                    out.push_str(" 0");
                }
                out.push('Z');
            }
            IconStroke::Dot(px, py, radius) => dots.push((transform(&(px, py)), radius * scale)),
        }
    }
    out.push_str("\" fill=\"none\"");
    push_colour(out, "stroke", colour);
    push_length(out, "stroke-width", (1.7 * scale).max(1.1));
    out.push_str("/>");
    for (middle, radius) in dots {
        push_circle(out, middle, radius, colour);
    }
}
