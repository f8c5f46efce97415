//! Decoding of UTF-8 with or without a byte order mark, and a guess at the encoding of anything else.

use super::super::report::{Encoding, RowErrorKind};

/// Whether a file is a zip archive, as Excel workbooks are.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Decodes a table.
///
/// # Errors
/// [`RowErrorKind::NotUtf8`] with the guessed encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, RowErrorKind> {
    const UTF16: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
    if UTF16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(RowErrorKind::NotUtf8(Encoding::Utf16));
    }
    // Excel's form of before 2007, and of workbooks with a password.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(RowErrorKind::NotUtf8(Encoding::OldWorkbook));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.get(..4_096).unwrap_or(bytes);
    if bytes.contains(&0) {
        // In UTF-16, every other byte of ASCII text is zero.
        let zeros: usize = head.iter().map(|byte| usize::from(*byte == 0)).sum();
        let is_wide = zeros * 5 > head.len();
        return Err(RowErrorKind::NotUtf8(if is_wide { Encoding::Utf16 } else { Encoding::Binary }));
    }
    std::str::from_utf8(bytes).map_err(|_| {
        let controls = head.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
        RowErrorKind::NotUtf8(if controls * 20 > head.len() { Encoding::Binary } else { Encoding::Windows })
    })
}
