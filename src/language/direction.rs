//! Signs that turn the direction of text, marked: unseen, they make a name look like another one.

use std::borrow::Cow;

/// How a marked sign begins and ends; its number stands between.
const OPEN: &str = "[U+";
const CLOSE: char = ']';
/// The first sign of a mark, marked itself where a text has what looks like a mark.
const BRACKET: char = '[';

/// Whether a sign turns the direction of the text beside it: marks, embeddings, overrides and isolates (UAX #9).
pub fn turns_direction(sign: char) -> bool {
    matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as people read it outside of the program: each sign that turns its direction is written out, such as
/// `[U+202E]`.
pub fn with_marked_direction(text: &str) -> Cow<'_, str> {
    marked(text, |_| false)
}

/// As [`with_marked_direction`], for what is read back by [`without_marked_direction`]: what only looks like a mark is
/// told from one.
pub fn reversibly_marked(text: &str) -> Cow<'_, str> {
    if text.contains(OPEN) { marked(text, |rest| marked_sign(rest).is_some()) } else { with_marked_direction(text) }
}

/// Writes out the signs that turn the direction, and brackets at which a text begins of which this holds.
fn marked(text: &str, is_bracket_marked: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let is_marked = |at: usize, sign: char| {
        turns_direction(sign) || sign == BRACKET && text.get(at..).is_some_and(&is_bracket_marked)
    };
    if !text.char_indices().any(|(at, sign)| is_marked(at, sign)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (at, sign) in text.char_indices() {
        if is_marked(at, sign) {
            out.push_str(&format!("{OPEN}{:04X}{CLOSE}", u32::from(sign)));
        } else {
            out.push(sign);
        }
    }
    Cow::Owned(out)
}

/// The text of which [`reversibly_marked`] gives this one.
pub fn without_marked_direction(text: &str) -> Cow<'_, str> {
    if !text.contains(BRACKET) || !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        let (before, marked) = rest.split_at(at);
        out.push_str(before);
        let (sign, length) = marked_sign(marked).unwrap_or((BRACKET, BRACKET.len_utf8()));
        out.push(sign);
        rest = marked.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The sign that is written out where a text begins, and how long that is.
fn marked_sign(text: &str) -> Option<(char, usize)> {
    let (number, _) = text.strip_prefix(OPEN)?.split_once(CLOSE)?;
    let is_number = number.len() == 4 && number.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F'));
    let sign = u32::from_str_radix(number, 16).ok().filter(|_| is_number).and_then(char::from_u32)?;
    (turns_direction(sign) || sign == BRACKET).then_some((sign, OPEN.len() + number.len() + CLOSE.len_utf8()))
}
