//! Lengths and path data in SVG syntax.

pub(super) use crate::exchange::xml::{push_colour, push_length, push_number, push_shown_text, push_text};
use crate::exchange::xml::{push_tenths, tenths};
use crate::scene::{Curve, Point};

/// Adds two lengths with a space between.
pub(super) fn push_pair(out: &mut String, x: f32, y: f32) {
    push_number(out, x);
    out.push(' ');
    push_number(out, y);
}

/// Whether a text of this length could exceed the available width in the widest fallback font, in a program that has
/// none of the font families.
pub(super) fn has_overflow_risk(length: f32, available: f32) -> bool {
    const FALLBACK_WIDTH_RATIO: f32 = 1.25;
    length * FALLBACK_WIDTH_RATIO > available
}

/// Adds `textLength`, so that wider fallback fonts are condensed instead of overlapping neighbours.
pub(super) fn push_text_length(out: &mut String, length: f32) {
    push_length(out, "textLength", length);
    out.push_str(" lengthAdjust=\"spacingAndGlyphs\"");
}

/// Adds the path data of a polyline, closed on request.
pub(super) fn push_points(out: &mut String, points: impl IntoIterator<Item = (f32, f32)>, closed: bool) {
    for (at, (x, y)) in points.into_iter().enumerate() {
        out.push(if at == 0 { 'M' } else { 'L' });
        push_pair(out, x, y);
    }
    if closed {
        out.push('Z');
    }
}

/// Adds the path data of consecutive curves, in relative coordinates, which are shorter.
pub(super) fn push_curves(out: &mut String, curves: impl IntoIterator<Item = Curve>) {
    let to_tenths = |point: Point| (tenths(point.x), tenths(point.y));
    let mut curves = curves.into_iter().peekable();
    let Some(Curve([first, ..])) = curves.peek() else { return };
    let mut at = to_tenths(*first);
    out.push('M');
    push_tenths(out, at.0);
    out.push(' ');
    push_tenths(out, at.1);
    for curve in curves {
        let [_, b, c, d] = curve.0.map(to_tenths);
        let relative = |(x, y): (i64, i64)| (x - at.0, y - at.1);
        if at.1 == b.1 && b.1 == c.1 && c.1 == d.1 {
            out.push('h');
            push_tenths(out, relative(d).0);
        } else {
            out.push('c');
            for (index, point) in [b, c, d].into_iter().map(relative).enumerate() {
                if index > 0 {
                    out.push(' ');
                }
                push_tenths(out, point.0);
                out.push(' ');
                push_tenths(out, point.1);
            }
        }
        at = d;
    }
}
