//! Reads of a damaged file what can be read of it: record by record, as each stands on a line of its own.
//!
//! A line that is damaged costs the record on it and nothing else, nor does a table whose heading is lost: it is told by
//! what its records read as. Any bytes give a map, if only an empty one. What is left out or changed is told with its line.

mod lines;
mod tables;

use std::collections::BTreeMap;

use self::lines::{Line, LineKind, numbered_lines};
use self::tables::{Collected, Segment, table_of};
pub(super) use self::tables::{MapTable, push_record};
use super::super::{ReadError, ReadProgress, SIZE_LIMIT};
use super::codec::{BlockCounters, NextIds, read_any_record};
use super::encoding;
use super::header::{Header, read_header};
use super::{FORMAT, PARENTHESIS_LIMIT, count_parentheses, v1, v2};
use crate::map::{LinkageMap, RecordRef, Violation};

/// The most remarks that are listed.
const REMARK_LIMIT: usize = 10_000;
/// The most characters of a line that are quoted.
const QUOTE_LIMIT: usize = 160;

/// What could be read of a damaged file.
#[derive(Debug, Default)]
pub struct Salvage {
    /// The map.
    pub map: LinkageMap,
    /// What is not as it stands in the file, in the order of its lines; at most ten thousand.
    pub remarks: Vec<SalvageRemark>,
    /// How many more there are.
    pub unlisted: usize,
}

/// Something that is not in a salvaged map as it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalvageRemark {
    /// The line, from 1; `None` where it is not about a line.
    pub line: Option<usize>,
    /// What about it.
    pub problem: SalvageProblem,
    /// The start of the line, without control characters; may be empty.
    pub quote: String,
}

/// What is not as it stands in a damaged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SalvageProblem {
    /// The line does not read as anything.
    Unreadable,
    /// The line is a mark that a merge left there, or the common ancestor that it shows.
    Conflict,
    /// The record was read before, from another line.
    Repeated(RecordRef),
    /// The record is kept, but letters of it in another encoding are lost.
    LettersLost(RecordRef),
    /// The record is invalid.
    Invalid(Violation),
    /// The record is left out as it refers to what is not there.
    Unlinked(RecordRef),
    /// The record is kept, without a reference to what is not there.
    Shortened(RecordRef),
}

/// Reads what can be read of a file.
///
/// # Errors
/// Why nothing can be: it is no map, or a newer one, too large, or reading was cancelled.
pub fn salvage(bytes: &[u8], progress: &ReadProgress) -> Result<Salvage, ReadError> {
    let size = bytes.len() as u64;
    if size > SIZE_LIMIT {
        return Err(ReadError::TooLarge { size, limit: SIZE_LIMIT });
    }
    let found = count_parentheses(bytes);
    if found > PARENTHESIS_LIMIT {
        return Err(ReadError::TooManyRecords { found, limit: PARENTHESIS_LIMIT });
    }
    progress.begin(size);
    let decoded = encoding::decode_utf16(bytes);
    let bytes = decoded.as_ref().map_or(bytes, |text| text.as_bytes());
    let format = format_of(bytes)?;
    let mut collected = Collected { reads_format_1: format == 1, ..Collected::default() };
    let (mut fields, mut remarks) = (Fields::default(), Remarks::default());
    let mut segments: Vec<Segment<'_>> = Vec::new();
    for line in numbered_lines(bytes) {
        if progress.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        match line.kind() {
            LineKind::Nothing => {}
            LineKind::Conflict => remarks.add(&line, SalvageProblem::Conflict),
            LineKind::Heading(name, rest) => {
                segments.push(Segment::of_table(table_of(name)));
                if let (Some(rest), Some(segment)) = (line.with_text(rest), segments.last_mut()) {
                    segment.lines.push(rest);
                }
            }
            LineKind::Field(name, value) => {
                if !fields.read(name, value, &collected) {
                    remarks.add(&line, SalvageProblem::Unreadable);
                }
            }
            LineKind::EndOfTable(rest) => {
                segments.push(Segment::default());
                if let (Some(rest), Some(segment)) = (line.with_text(rest), segments.last_mut()) {
                    segment.lines.push(rest);
                }
            }
            LineKind::Other => match segments.last_mut() {
                Some(segment) => segment.lines.push(line),
                None => segments.push(Segment { table: None, lines: vec![line] }),
            },
        }
    }
    if segments.iter().all(|segment| segment.table.is_none()) && !fields.has_any() {
        return Err(encoding::unrecognized(bytes));
    }
    tables::read_segments(&segments, &mut collected, &mut remarks, progress);
    if progress.is_cancelled() {
        return Err(ReadError::Cancelled);
    }
    let Collected { mut parts, lines, .. } = collected;
    fields.fill(&mut parts);
    let salvaged = LinkageMap::salvage(parts);
    let line_of = |record: RecordRef| lines.get(&record).copied();
    let invalid = salvaged.invalid.iter().map(|it| (it.record, SalvageProblem::Invalid(*it)));
    let unlinked = salvaged.unlinked.iter().map(|it| (*it, SalvageProblem::Unlinked(*it)));
    let shortened = salvaged.shortened.iter().map(|it| (*it, SalvageProblem::Shortened(*it)));
    for (record, problem) in invalid.chain(unlinked).chain(shortened) {
        remarks.push(SalvageRemark { line: line_of(record), problem, quote: String::new() });
    }
    let Remarks { mut listed, unlisted } = remarks;
    listed.sort_by_key(|remark| remark.line);
    Ok(Salvage { map: salvaged.map, remarks: listed, unlisted })
}

/// Whether something of a file may be readable: it has a table or a field of a map, in a format that this version reads.
pub fn is_salvageable(bytes: &[u8]) -> bool {
    let decoded = encoding::decode_utf16(bytes);
    let bytes = decoded.as_ref().map_or(bytes, |text| text.as_bytes());
    let is_part = |line: Line<'_>| matches!(line.kind(), LineKind::Heading(..) | LineKind::Field(..));
    bytes.len() as u64 <= SIZE_LIMIT && format_of(bytes).is_ok() && numbered_lines(bytes).any(is_part)
}

/// The format of a file, the newest where it does not say.
fn format_of(bytes: &[u8]) -> Result<u64, ReadError> {
    /// Bytes in which it stands.
    const START_LEN: usize = 4_096;
    let start = String::from_utf8_lossy(bytes.get(..START_LEN).unwrap_or(bytes));
    match read_header(encoding::strip_bom(&start)) {
        Header::Format(found) if found > FORMAT => Err(ReadError::NewerFormat { found, supported: FORMAT }),
        Header::Format(found) => Ok(found),
        Header::MissingNumber(_) | Header::NotAMap => Ok(FORMAT),
    }
}

/// The fields of a map beside its tables.
#[derive(Default)]
struct Fields {
    identity: Option<crate::map::MapId>,
    info: Option<crate::map::Info>,
    next: Option<NextIds>,
    blocks: Option<BlockCounters>,
}

impl Fields {
    /// Reads a field; of several of one name, as a conflict leaves them, the first. Returns whether it could be read.
    fn read(&mut self, name: &str, value: &str, collected: &Collected) -> bool {
        fn read_first<T>(field: &mut Option<T>, read: impl FnOnce() -> Option<T>) -> bool {
            if field.is_some() {
                return false;
            }
            *field = read();
            field.is_some()
        }
        match name {
            "identity" => read_first(&mut self.identity, || read_any_record(value)),
            "info" if collected.reads_format_1 => read_first(&mut self.info, || v1::read_info(value)),
            "info" => read_first(&mut self.info, || v2::read_info(value)),
            "next" => read_first(&mut self.next, || read_any_record(value)),
            "blocks" => read_first(&mut self.blocks, || read_any_record(value)),
            _ => false,
        }
    }

    fn has_any(&self) -> bool {
        self.identity.is_some() || self.info.is_some() || self.next.is_some()
    }

    fn fill(self, parts: &mut crate::map::MapParts) {
        parts.identity = self.identity;
        parts.info = self.info.unwrap_or_default();
        parts.ledger = self.next.unwrap_or_default().into_ledger(self.blocks.unwrap_or_default());
    }
}

/// Collects what is to be told, up to a limit.
#[derive(Default)]
struct Remarks {
    listed: Vec<SalvageRemark>,
    unlisted: usize,
}

impl Remarks {
    fn add(&mut self, line: &Line<'_>, problem: SalvageProblem) {
        let visible = line.text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
        let mut quote: String = visible.take(QUOTE_LIMIT).collect();
        if line.text.trim().chars().nth(QUOTE_LIMIT).is_some() {
            quote.push('…');
        }
        self.push(SalvageRemark { line: Some(line.number), problem, quote });
    }

    fn push(&mut self, remark: SalvageRemark) {
        if self.listed.len() < REMARK_LIMIT {
            self.listed.push(remark);
        } else {
            self.unlisted += 1;
        }
    }
}

/// The line of each record that was read.
type RecordLines = BTreeMap<RecordRef, usize>;
