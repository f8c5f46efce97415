//! From bytes to text, and what bytes are that are no map.

use super::super::ReadError;
use super::head::{Head, head};

const MARK: char = '\u{feff}';

/// The text of a file, without its byte order mark.
///
/// # Errors
/// [`ReadError::NotUtf8`] for a map in another encoding, [`ReadError::NotAMap`] for anything else.
pub(super) fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(without_mark(text)),
        Err(error) => {
            let read = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
            // What comes before the first foreign letter is plain Latin in every such encoding.
            let latin = std::str::from_utf8(read).unwrap_or_default();
            if is_utf16(bytes) {
                Err(ReadError::NotUtf8 { line: 1, encoding: "UTF-16" })
            } else if matches!(head(without_mark(latin)), Head::Format(_) | Head::NoNumber(_)) {
                Err(ReadError::NotUtf8 { line, encoding: "in an old encoding such as Windows-1258 or TCVN3" })
            } else {
                Err(ReadError::NotAMap(what_it_is(bytes)))
            }
        }
    }
}

/// The text without a byte order mark before it.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix(MARK).unwrap_or(text)
}

/// What bytes seem to be that are no map, for a message.
pub(super) fn what_it_is(bytes: &[u8]) -> &'static str {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"\x89PNG", "it is a PNG picture"),
        (b"\xff\xd8\xff", "it is a JPEG picture"),
        (b"GIF8", "it is a GIF picture"),
        (b"%PDF", "it is a PDF document"),
        (b"PK\x03\x04", "it is a ZIP archive, or an Excel or Word document"),
        (b"\xd0\xcf\x11\xe0", "it is an old Excel or Word document"),
        (b"{", "it seems to be JSON"),
        (b"<", "it seems to be XML or HTML"),
        (b"\x1f\x8b", "it is a gzip archive"),
    ];
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.is_empty() {
        return "it is empty";
    }
    let known = KNOWN.iter().find(|(signature, _)| start.starts_with(signature));
    known.map_or("it does not begin with (format: …", |(_, name)| name)
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}
