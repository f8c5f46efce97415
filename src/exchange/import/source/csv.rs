//! Tables as text: which separator parts their cells, rows as a spreadsheet counts them, and quotation marks out of place.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};
use rayon::prelude::*;

use super::super::columns::{ImportTable, known_columns};
use super::super::report::RowErrorKind;
use super::network::with_edge_ends;
use super::{RowFault, SourceRow, SourceTable};

/// So many rows are looked at for what parts their cells: titles may stand above the header.
const LOOKED_AT: usize = 30;
/// The fewest rows that one thread cleans.
const CHUNK_LEN: usize = 1_024;

/// Reads the rows of a table.
///
/// # Errors
/// When it is larger than any spreadsheet.
pub(super) fn read(name: &str, text: &str, table: Option<ImportTable>) -> Result<SourceTable, RowErrorKind> {
    check_size(text)?;
    let (separator, text) = detect_separator(table, text);
    let quotes = check_quotes(text, separator);
    let records: Vec<(usize, StringRecord)> = records(text, separator).collect();
    let fault = |(record, cell): (&usize, &usize)| {
        let (row, _) = records.get(*record)?;
        Some(RowFault { row: *row, cell: Some(*cell), reason: RowErrorKind::TextBehindQuote })
    };
    let faults = quotes.wrong.iter().filter_map(fault).collect();
    let rows = records.into_par_iter().with_min_len(CHUNK_LEN).map(|(number, cells)| SourceRow::new(number, cells));
    let rows = rows.filter(|row| !row.is_blank()).collect();
    let table =
        SourceTable { name: name.to_owned(), rows, faults, is_truncated: quotes.is_open, ..SourceTable::default() };
    Ok(with_edge_ends(table))
}

/// Detects the cell separator: the one that gives most known columns in one of the first rows, then most columns there.
/// A first line such as `sep=;`, as Excel writes it, takes precedence and is removed from the text.
fn detect_separator(table: Option<ImportTable>, text: &str) -> (u8, &str) {
    if let Some((first, rest)) = text.split_once('\n')
        && let Some(mark) = first.trim_end_matches('\r').strip_prefix("sep=")
        && let [mark @ (b',' | b';' | b'\t')] = mark.as_bytes()
    {
        return (*mark, rest);
    }
    let rank = |separator: &u8| {
        let first = reader(text, *separator).into_records().filter_map(Result::ok).take(LOOKED_AT);
        first.map(|cells| (known_columns(table, &cells.iter()), cells.len())).max().unwrap_or_default()
    };
    // `max_by_key` returns the last of equals: the comma.
    let separator = [b'\t', b';', b','].into_iter().max_by_key(rank).unwrap_or(b',');
    (separator, text)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// All records of a table, including the header and rows of empty cells.
fn records(text: &str, separator: u8) -> CsvRecords<'_> {
    CsvRecords { inner: reader(text, separator).into_records(), text, row: 0 }
}

/// Records with their row numbers. The CSV reader skips empty lines silently, so they are counted here, as spreadsheets
/// show them as rows.
struct CsvRecords<'a> {
    inner: StringRecordsIntoIter<&'a [u8]>,
    text: &'a str,
    row: usize,
}

impl Iterator for CsvRecords<'_> {
    type Item = (usize, StringRecord);

    fn next(&mut self) -> Option<Self::Item> {
        // Cannot fail: the text is UTF-8 in memory, and rows may have any length.
        let record = self.inner.next()?.ok()?;
        let bytes = self.text.as_bytes();
        let start = record.position().map_or(0, |position| position.byte() as usize);
        // CR LF is one line end, also when the CR ended the previous record.
        let mut previous = start.checked_sub(1).and_then(|before| bytes.get(before)).copied();
        let blank = bytes.get(start..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        for byte in blank {
            self.row += usize::from(!(*byte == b'\n' && previous == Some(b'\r')));
            previous = Some(*byte);
        }
        self.row += 1;
        Some((self.row, record))
    }
}

/// Rejects tables larger than any spreadsheet before memory is allocated for them.
fn check_size(text: &str) -> Result<(), RowErrorKind> {
    let (mut ends, mut longest, mut start) = (0, 0, 0);
    for end in memchr::memchr2_iter(b'\r', b'\n', text.as_bytes()) {
        longest = longest.max(end - start);
        (ends, start) = (ends + 1, end + 1);
    }
    longest = longest.max(text.len() - start);
    let header = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).map_or(0, str::len);
    if ends > MAX_LINE_ENDS || longest > MAX_LINE_BYTES || header > MAX_HEADER_BYTES {
        return Err(RowErrorKind::TableTooLarge);
    }
    Ok(())
}

/// Maximum number of line end bytes in a table; CR LF counts as two.
const MAX_LINE_ENDS: usize = 5_000_000;
/// Maximum line length in bytes.
const MAX_LINE_BYTES: usize = 32 * 1024 * 1024;
/// Maximum length of the header line in bytes.
const MAX_HEADER_BYTES: usize = 1024 * 1024;

/// What the quotation marks of a table are.
#[derive(Debug, Default)]
struct Quotes {
    /// Whether the text ends inside quotation marks, so that its last record contains all rows after it.
    is_open: bool,
    /// By record, counted from 0, the first cell in which something other than a separator, spaces or the end of the
    /// row follows a closing quotation mark.
    wrong: BTreeMap<usize, usize>,
}

/// Where the scan stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Quoted,
    /// Behind a quotation mark that closes the cell, unless another one follows at once.
    Closed,
    /// Behind the end of the quotation and a space.
    Behind,
    Plain,
}

/// Scans the quotation marks of a table as the reader of its cells takes them.
fn check_quotes(text: &str, separator: u8) -> Quotes {
    let mut quotes = Quotes::default();
    if !text.contains('"') {
        return quotes;
    }
    let (mut place, mut record, mut cell, mut is_empty) = (Place::Start, 0, 0, true);
    for byte in text.bytes() {
        place = match (place, byte) {
            (Place::Quoted, b'"') => Place::Closed,
            (Place::Quoted, _) | (Place::Start | Place::Closed, b'"') => Place::Quoted,
            (_, b'\r' | b'\n') => {
                // Lines without a byte are no records.
                record += usize::from(!is_empty);
                (cell, is_empty) = (0, true);
                Place::Start
            }
            (_, byte) if byte == separator => {
                cell += 1;
                is_empty = false;
                Place::Start
            }
            (Place::Closed | Place::Behind, b' ') => Place::Behind,
            (Place::Closed | Place::Behind, _) => {
                quotes.wrong.entry(record).or_insert(cell);
                Place::Plain
            }
            (Place::Start | Place::Plain, _) => Place::Plain,
        };
        is_empty &= place == Place::Start && byte != separator;
    }
    quotes.is_open = place == Place::Quoted;
    quotes
}
