//! Text of the document: always NFC, so that the same Vietnamese word typed on different keyboards gives the same
//! bytes.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The maximum length of a one-line text (a name, a district, a code), in characters.
pub const LINE_LIMIT: usize = 1_000;
/// The maximum length of a note, in characters.
pub const NOTE_LIMIT: usize = 100_000;

/// Normalizes a one-line text: NFC, control characters and line breaks replaced by spaces, whitespace trimmed at the
/// ends.
pub fn normalize_line(text: &str) -> String {
    normalize(text, false)
}

/// Like [`normalize_line`], but keeps line breaks.
pub fn normalize_note(text: &str) -> String {
    normalize(text, true)
}

/// As [`normalize_line`]; a text in normal form is not copied.
pub fn normalized_line(text: &str) -> Cow<'_, str> {
    if is_normalized(text, false) { Cow::Borrowed(text) } else { Cow::Owned(normalize_line(text)) }
}

/// [`normalize_line`] in place; a text in normal form is not copied.
pub fn normalize_line_mut(text: &mut String) {
    if !is_normalized(text, false) {
        *text = normalize_line(text);
    }
}

/// [`normalize_note`] in place; a text in normal form is not copied.
pub fn normalize_note_mut(text: &mut String) {
    if !is_normalized(text, true) {
        *text = normalize_note(text);
    }
}

/// Whether a character is not seen, so that it counts for nothing where texts are compared: soft hyphens, joiners, marks of
/// direction and of byte order, and what only chooses the look of the sign before.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// A lower-case letter as it is compared: the eth and the African d that old fonts and lists of names have look like đ.
pub fn without_look_alike(lower: char) -> char {
    if matches!(lower, 'ð' | 'ɖ') { 'đ' } else { lower }
}

/// Whether a text is in NFC. Nearly every one is seen to be at a glance: letters in one piece before the first combining mark,
/// and those of Vietnamese.
pub fn is_nfc(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}')) || unicode_normalization::is_nfc(text)
}

/// Whether [`normalize_line`] (or [`normalize_note`] if `multiline`) would leave a text unchanged.
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
    let lf_text = text.replace("\r\n", "\n");
    let clean: String = lf_text
        .nfc()
        .map(|c| match c {
            '\n' if multiline => '\n',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    clean.trim().to_owned()
}
