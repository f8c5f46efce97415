//! The text of the file: which format it is in, and the way to its module.
//!
//! Writing is always in the newest format. An older one is read by a module of its own, frozen as it was with the records of
//! then. Nothing here touches the disk.

mod codec;
mod encoding;
mod header;
mod locate;
mod tokenizer;
mod v1;
mod v2;

use self::header::Header;
use super::{ReadError, ReadProgress};
use crate::map::LinkageMap;

/// The format that is written, and the newest that is read.
pub const FORMAT: u64 = 2;
/// The most bytes that a file may have: twenty times a whole country.
pub const SIZE_LIMIT: u64 = 1 << 30;
/// The most opening parentheses that a file may have, one or more a record: ten times a whole country. Each takes
/// three bytes in a file and up to three hundred in memory.
pub(super) const PARENTHESIS_LIMIT: usize = 6_500_000;

/// Reads the bytes of a file.
///
/// # Errors
/// Why they are not a map.
pub fn read(bytes: &[u8]) -> Result<LinkageMap, ReadError> {
    read_with_progress(bytes, &ReadProgress::default())
}

/// The same, saying meanwhile how far it is.
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
    // Putting the records together takes about a quarter of the time that reading them takes.
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

/// How many opening parentheses there are.
pub(super) fn count_parentheses(bytes: &[u8]) -> usize {
    // Counted in bytes as far as these go, which is done many at a time.
    let in_chunk = |part: &[u8]| usize::from(part.iter().fold(0_u8, |count, byte| count + u8::from(*byte == b'(')));
    bytes.chunks(255).map(in_chunk).sum()
}

/// The text of a map's file, in the newest format.
pub fn write(map: &LinkageMap) -> Vec<u8> {
    v2::write(map)
}

/// The format that a file is in, judged by its first bytes; `None` where they do not say.
pub(super) fn detect_format(start: &[u8]) -> Option<u64> {
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        // The last letter may be cut.
        Err(error) => std::str::from_utf8(start.get(..error.valid_up_to())?).ok()?,
    };
    match header::read_header(encoding::strip_bom(text)) {
        Header::Format(found) => Some(found),
        Header::MissingNumber(_) | Header::NotAMap => None,
    }
}

/// Line and column, from 1, of a byte in a text; columns in characters.
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
