//! The lines of a journal: length, checksum, record.

use ron::extensions::Extensions;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{JournalEntry, JournalHeader};
use crate::storage::FORMAT;

/// The format of journals that is written and read.
pub(super) const JOURNAL_FORMAT: u64 = 1;

/// What a journal says.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalContents {
    /// What it is about.
    pub header: JournalHeader,
    /// The records that can be read, in order.
    pub entries: Vec<JournalEntry>,
    /// What could not be read, unless it is but the end of the last write.
    pub damage: Option<JournalDamage>,
}

impl JournalContents {
    /// Whether anything has happened since the base. If not, there is nothing to recover.
    pub fn has_edits(&self) -> bool {
        let is_edit = |entry: &JournalEntry| !matches!(entry, JournalEntry::Earlier { .. });
        !self.header.saved || self.damage.is_some() || self.entries.iter().any(is_edit)
    }
}

/// A journal that is damaged in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalDamage {
    /// The line that cannot be read, from 1.
    pub line: usize,
    /// The records that were read before it, without the header.
    pub read: usize,
    /// The records from there on, which were dropped.
    pub dropped: usize,
}

/// Why a file is not a journal that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Its first line cannot be read.
    #[error("its first line cannot be read")]
    NoHeader,
    /// It was written by a newer version of the program.
    #[error("it was written by a newer version of Lienket")]
    Newer,
}

/// Reads a journal.
///
/// # Errors
/// Why nothing of it can be read.
pub fn read_journal(bytes: &[u8]) -> Result<JournalContents, JournalError> {
    /// The part of the header that every format has.
    #[derive(serde::Deserialize)]
    struct Formats {
        journal: u64,
        format: u64,
    }
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().and_then(record_text).ok_or(JournalError::NoHeader)?;
    let formats: Formats = parse(first).ok_or(JournalError::NoHeader)?;
    if formats.journal > JOURNAL_FORMAT || formats.format > FORMAT {
        return Err(JournalError::Newer);
    }
    let header: JournalHeader = parse(first).ok_or(JournalError::NoHeader)?;
    let mut entries = Vec::new();
    let mut damage = None;
    while let Some(line) = lines.next() {
        if let Some(entry) = record_text(line).and_then(parse) {
            entries.push(entry);
            continue;
        }
        // What a crash leaves half written is followed by no whole record.
        let rest: Vec<&[u8]> = lines.by_ref().collect();
        if rest.iter().any(|line| record_text(line).is_some()) {
            let read = entries.len();
            damage = Some(JournalDamage { line: read + 2, read, dropped: rest.len() + 1 });
        }
    }
    Ok(JournalContents { header, entries, damage })
}

/// The text of a whole and undamaged line.
fn record_text(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?;
    let (length, rest) = line.split_once(' ')?;
    let (checksum, record) = rest.split_once(' ')?;
    let is_whole = length.parse() == Ok(record.len()) && checksum == checksum_text(record);
    is_whole.then_some(record)
}

/// The checksum of a record as it is written: in small letters, so that no other byte passes for it.
fn checksum_text(record: &str) -> String {
    format!("{:08x}", crc32fast::hash(record.as_bytes()))
}

fn parse<T: DeserializeOwned>(record: &str) -> Option<T> {
    options().from_str(record).ok()
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Appends the lines of these records.
///
/// # Errors
/// When one cannot be written as text.
pub fn write_entries<'a>(
    entries: impl IntoIterator<Item = &'a JournalEntry>,
    out: &mut Vec<u8>,
) -> std::io::Result<()> {
    entries.into_iter().try_for_each(|entry| write_line(entry, out))
}

/// Appends the line of one record.
pub(super) fn write_line(record: &impl Serialize, out: &mut Vec<u8>) -> std::io::Result<()> {
    let text = options().to_string(record).map_err(std::io::Error::other)?;
    let line = format!("{} {} {text}\n", text.len(), checksum_text(&text));
    out.extend_from_slice(line.as_bytes());
    Ok(())
}
