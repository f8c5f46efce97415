//! Text of the document: always NFC, so that two people who type the same Vietnamese word on different
//! keyboards write the same bytes.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The longest a one-line text may be, in characters: a name, a district, a code.
pub const LINE_LIMIT: usize = 1_000;
/// The longest a note may be, in characters.
pub const NOTE_LIMIT: usize = 100_000;

/// Text in NFC, as it stands in the document: control characters are gone, the ends are trimmed, and
/// a one-line text has no line breaks.
pub fn normalize_line(text: &str) -> String {
    normalize(text, false)
}

/// Like [`line()`], but line breaks stay.
pub fn normalize_note(text: &str) -> String {
    normalize(text, true)
}

/// Whether a text already is what [`line`] or [`note`] would make of it.
pub(super) fn is_normalized(text: &str, multiline: bool) -> bool {
    if text.is_ascii() {
        return !text.bytes().any(|byte| byte.is_ascii_control() && !(multiline && byte == b'\n'))
            && text.trim().len() == text.len();
    }
    is_nfc(text)
        && !text.chars().any(|c| c.is_control() && !(multiline && c == '\n'))
        && text.trim().len() == text.len()
}

fn normalize(text: &str, multiline: bool) -> String {
    if is_normalized(text, multiline) {
        return text.to_owned();
    }
    let unbroken = text.replace("\r\n", "\n");
    let clean: String = unbroken
        .nfc()
        .map(|c| match c {
            '\n' if multiline => '\n',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    clean.trim().to_owned()
}
