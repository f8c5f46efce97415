//! The text format of files: detects the format and dispatches to its module.
//!
//! Maps are written in the newest format. Each older one is read by its own module, frozen with its record types.
//! Nothing here accesses the disk.

mod codec;
mod encoding;
mod header;
mod locate;
mod salvage;
mod tokenizer;
mod v1;
mod v2;

use self::header::Header;
pub use self::salvage::{Salvage, SalvageProblem, SalvageRemark, is_salvageable, salvage};
use super::{ReadError, ReadProgress};
use crate::map::LinkageMap;

/// The extension of the files of maps.
pub const MAP_EXTENSION: &str = "lienket";
/// The format that is written, and the newest that is read.
pub const FORMAT: u64 = 2;
/// The maximum size of a file in bytes: twenty times a whole country.
pub const SIZE_LIMIT: u64 = 1 << 30;
/// The maximum number of opening parentheses in a file, one or more per record: ten times a whole country. Each takes
/// three bytes in a file and up to three hundred in memory.
pub(super) const PARENTHESIS_LIMIT: usize = 6_500_000;

/// Reads the bytes of a file.
///
/// # Errors
/// Why they are not a map.
pub fn read(bytes: &[u8]) -> Result<LinkageMap, ReadError> {
    read_with_progress(bytes, &ReadProgress::default())
}

/// The same with progress and cancellation.
pub(super) fn read_with_progress(bytes: &[u8], progress: &ReadProgress) -> Result<LinkageMap, ReadError> {
    let size = bytes.len() as u64;
    if size > SIZE_LIMIT {
        return Err(ReadError::TooLarge { size, limit: SIZE_LIMIT });
    }
    let (text, parentheses) = rayon::join(|| encoding::decode(bytes), || count_parentheses(bytes));
    let text = text?;
    let found = match header::read_header(text) {
        Header::Format(found) => found,
        Header::MissingNumber(at) => return Err(damaged_at(text, at, "a format number such as 1 was expected")),
        Header::NotAMap => return Err(encoding::unrecognized(bytes)),
    };
    if found > FORMAT {
        return Err(ReadError::NewerFormat { found, supported: FORMAT });
    }
    if parentheses > PARENTHESIS_LIMIT {
        return Err(ReadError::TooManyRecords { found: parentheses, limit: PARENTHESIS_LIMIT });
    }
    // Building the map takes about a quarter of the time of parsing.
    progress.begin(size + size / 4);
    let parts = if found == 1 { v1::read(text, progress)? } else { v2::read(text, progress)? };
    if progress.is_cancelled() {
        return Err(ReadError::Cancelled);
    }
    LinkageMap::from_parts(parts).map_err(|violations| {
        let line = violations.first().and_then(|first| locate::line_of_violation(text, first));
        ReadError::Invalid { line, violations }
    })
}

/// Counts opening parentheses.
pub(super) fn count_parentheses(bytes: &[u8]) -> usize {
    // Chunks of 255 with a `u8` counter, which cannot overflow and vectorizes well.
    let in_chunk = |part: &[u8]| usize::from(part.iter().fold(0_u8, |count, byte| count + u8::from(*byte == b'(')));
    bytes.chunks(255).map(in_chunk).sum()
}

/// The file content of a map, in the newest format.
pub fn write(map: &LinkageMap) -> Vec<u8> {
    v2::write(map)
}

/// The format of a file, from its first bytes; `None` when they are not a map's header.
pub(super) fn detect_format(start: &[u8]) -> Option<u64> {
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The last character may be cut off.
        Err(error) => std::str::from_utf8(start.get(..error.valid_up_to())?).ok()?,
    };
    match header::read_header(encoding::strip_bom(text)) {
        Header::Format(found) => Some(found),
        Header::MissingNumber(_) | Header::NotAMap => None,
    }
}

/// Line and column, from 1, of a byte offset in a text; columns in characters.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn damaged_at(text: &str, at: usize, expected: &str) -> ReadError {
    let (line, column) = line_and_column(text, at);
    ReadError::Damaged { line, column, field: String::new(), expected: expected.to_owned() }
}
