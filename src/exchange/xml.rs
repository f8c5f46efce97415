//! Text, numbers and colours in XML syntax.

use itoa::Buffer;

use crate::language::{turns_direction, with_marked_direction};
use crate::theme::Rgb;

/// Adds a text escaped for element content and attributes. Characters that XML 1.0 does not allow or discourages, such
/// as control characters, become U+FFFD; signs that turn the direction of text stand as their numbers.
pub(super) fn push_text(out: &mut String, text: &str) {
    // Fast path, as hardly any text needs escapes. 0xC2 is the lead byte of U+0080 to U+009F, 0xEF that of U+FFFE and
    // U+FFFF, 0xD8 and 0xE2 of signs that turn the direction of text.
    let may_need_escape =
        |byte: u8| matches!(byte, 0..=0x1f | 0x7f | b'&' | b'<' | b'>' | b'"' | b'\'' | 0xc2 | 0xd8 | 0xe2 | 0xef);
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
            sign if turns_direction(sign) => &format!("&#x{:x};", u32::from(sign)),
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(escaped);
        from = at + character.len_utf8();
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// As [`push_text`], for what is drawn: signs that turn the direction of text are marked.
pub(super) fn push_shown_text(out: &mut String, text: &str) {
    push_text(out, &with_marked_direction(text));
}

/// As [`push_text`], but line breaks stay what they are.
pub(super) fn push_lines(out: &mut String, text: &str) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("&#10;");
        }
        push_text(out, line);
    }
}

/// Adds an attribute.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_lines(out, value);
    out.push('"');
}

/// A length in integer tenths of a map unit; finer steps are not visible.
pub(super) fn tenths(value: f32) -> i64 {
    (value * 10.0 + 0.5_f32.copysign(value)) as i64
}

/// Adds a length, rounded to tenths.
pub(super) fn push_number(out: &mut String, value: f32) {
    push_tenths(out, tenths(value));
}

/// Adds a number of tenths.
pub(super) fn push_tenths(out: &mut String, value: i64) {
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

/// Adds a length attribute.
pub(super) fn push_length(out: &mut String, name: &str, value: f32) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_number(out, value);
    out.push('"');
}

/// A colour as `#rrggbb`.
pub(super) fn hex(colour: Rgb) -> String {
    let mut text = String::with_capacity(7);
    push_hex(&mut text, colour);
    text
}

fn push_hex(out: &mut String, Rgb(red, green, blue): Rgb) {
    out.push('#');
    for part in [red, green, blue] {
        for digit in [part >> 4, part & 15] {
            out.push(char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }));
        }
    }
}

/// Adds a colour attribute as `#rrggbb`.
pub(super) fn push_colour(out: &mut String, name: &str, colour: Rgb) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_hex(out, colour);
    out.push('"');
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
