//! Decodes bytes to text, and identifies bytes that are not a map.

use super::super::ReadError;
use super::header::{Header, read_header};
use super::line_and_column;

const BOM: char = '\u{feff}';
/// UTF-16 code units that are decoded to detect UTF-16.
const UTF16_PROBE_LEN: usize = 1_000;

/// The text of a file, without its byte order mark.
///
/// # Errors
/// [`ReadError::NotUtf8`] for a map in another encoding, [`ReadError::NotAMap`] for anything else.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(strip_bom(text));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(strip_bom(text)),
        Err(error) => {
            // Before the first non-ASCII byte, all such encodings are ASCII.
            let latin = std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default();
            if matches!(read_header(strip_bom(latin)), Header::Format(_) | Header::MissingNumber(_)) {
                Err(ReadError::NotUtf8 {
                    line: line_and_column(latin, latin.len()).0,
                    encoding: "in an old encoding such as Windows-1258 or TCVN3",
                })
            } else {
                Err(unrecognized(bytes))
            }
        }
    }
}

/// The text without a leading byte order mark.
pub(super) fn strip_bom(text: &str) -> &str {
    text.strip_prefix(BOM).unwrap_or(text)
}

/// The error for bytes that are not a map.
pub(super) fn unrecognized(bytes: &[u8]) -> ReadError {
    if is_utf16(bytes) {
        ReadError::NotUtf8 { line: 1, encoding: "UTF-16" }
    } else {
        ReadError::NotAMap(describe_file_type(bytes))
    }
}

/// The text of a file that is in UTF-16, in which what is no text is replaced; `None` for any other.
pub(super) fn decode_utf16(bytes: &[u8]) -> Option<String> {
    let is_big = bytes.starts_with(b"\xfe\xff") || bytes.first() == Some(&0);
    let decode = |pair: &[u8; 2]| if is_big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    is_utf16(bytes).then(|| {
        let text = char::decode_utf16(bytes.as_chunks().0.iter().map(decode));
        let text: String = text.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        strip_bom(&text).to_owned()
    })
}

fn describe_file_type(bytes: &[u8]) -> &'static str {
    const SIGNATURES: [(&[u8], &str); 9] = [
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
    let known = SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature));
    known.map_or("it does not begin with (format: …", |(_, name)| name)
}

/// Whether it has a UTF-16 byte order mark, or starts with a map's header in either byte order.
fn is_utf16(bytes: &[u8]) -> bool {
    let is_map = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks().0.iter().take(UTF16_PROBE_LEN).map(|pair| unit(*pair));
        let start: String = char::decode_utf16(units).map_while(Result::ok).collect();
        read_header(&start) != Header::NotAMap
    };
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || is_map(u16::from_le_bytes)
        || is_map(u16::from_be_bytes)
}
