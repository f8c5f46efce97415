//! Text of the document: always NFC, so that two people who type the same Vietnamese word on different
//! keyboards write the same bytes.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The longest a one-line text may be, in characters: a name, a district, a code.
pub const LINE_LIMIT: usize = 1_000;
/// The longest a note may be, in characters.
pub const NOTE_LIMIT: usize = 100_000;

/// Text in NFC, as it stands in the document: control characters are gone, the ends are trimmed, and
/// a one-line text has no line breaks.
pub fn line(text: &str) -> String {
    tidy(text, false)
}

/// Like [`line()`], but line breaks stay.
pub fn note(text: &str) -> String {
    tidy(text, true)
}

/// Whether a text already is what [`line`] or [`note`] would make of it.
pub(super) fn is_tidy(text: &str, many_lines: bool) -> bool {
    if text.is_ascii() {
        return !text.bytes().any(|byte| byte.is_ascii_control() && !(many_lines && byte == b'\n'))
            && text.trim().len() == text.len();
    }
    is_nfc(text)
        && !text.chars().any(|c| c.is_control() && !(many_lines && c == '\n'))
        && text.trim().len() == text.len()
}

fn tidy(text: &str, many_lines: bool) -> String {
    if is_tidy(text, many_lines) {
        return text.to_owned();
    }
    let unbroken = text.replace("\r\n", "\n");
    let clean: String = unbroken
        .nfc()
        .map(|c| match c {
            '\n' if many_lines => '\n',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    clean.trim().to_owned()
}
