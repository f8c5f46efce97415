//! Text and numbers in SVG syntax.

use itoa::Buffer;

use crate::scene::{Curve, Point};
use crate::theme::Rgb;

/// Adds a text escaped for element content and attributes. Characters that XML 1.0 does not allow or discourages, such
/// as control characters, become U+FFFD.
pub(in crate::exchange) fn push_text(out: &mut String, text: &str) {
    // Fast path, as hardly any text needs escapes. 0xC2 is the lead byte of U+0080 to U+009F, 0xEF that of U+FFFE and
    // U+FFFF.
    let may_need_escape = |byte: u8| matches!(byte, 0..=0x1f | 0x7f | b'&' | b'<' | b'>' | b'"' | b'\'' | 0xc2 | 0xef);
    // A fold, as a loop without early exit is vectorised.
    if !text.bytes().fold(false, |found, byte| found | may_need_escape(byte)) {
        out.push_str(text);
        return;
    }
    // Text between two escapes is copied as a slice.
    let mut from = 0;
    for (at, character) in text.char_indices() {
        let escaped = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' | '\n' | '\r' => " ",
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(escaped);
        from = at + character.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// A length in integer tenths of a map unit; finer steps are not visible.
fn tenths(value: f32) -> i64 {
    (value * 10.0 + 0.5_f32.copysign(value)) as i64
}

/// Adds a length, rounded to tenths.
pub(super) fn push_number(out: &mut String, value: f32) {
    push_tenths(out, tenths(value));
}

fn push_tenths(out: &mut String, value: i64) {
    if value < 0 {
        out.push('-');
    }
    let magnitude = value.unsigned_abs();
    out.push_str(Buffer::new().format(magnitude / 10));
    if !magnitude.is_multiple_of(10) {
        out.push('.');
        out.push(char::from(b'0' + (magnitude % 10) as u8));
    }
}

/// Adds two lengths with a space between.
pub(super) fn push_pair(out: &mut String, x: f32, y: f32) {
    push_number(out, x);
    out.push(' ');
    push_number(out, y);
}

/// Adds a length attribute.
pub(super) fn push_length(out: &mut String, name: &str, value: f32) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_number(out, value);
    out.push('"');
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

/// Adds a colour attribute as `#rrggbb`.
pub(super) fn push_colour(out: &mut String, name: &str, colour: Rgb) {
    let Rgb(red, green, blue) = colour;
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"#");
    for part in [red, green, blue] {
        for digit in [part >> 4, part & 15] {
            out.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
        }
    }
    out.push('"');
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_at_most_one_decimal() {
        for (value, text) in [(0.0, "0"), (-0.04, "0"), (12.34, "12.3"), (-0.5, "-0.5"), (60_000.25, "60000.3")] {
            let mut out = String::new();
            push_number(&mut out, value);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn invalid_xml_characters_are_replaced() {
        let mut out = String::new();
        push_text(&mut out, "<a b=\"c\">&'\u{0}\u{1b}\u{ffff}ệ😀");
        assert_eq!(out, "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\u{fffd}\u{fffd}\u{fffd}ệ😀");
    }
}
