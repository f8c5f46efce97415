//! Splits text into rows of cells: separator detection, and row numbers as a spreadsheet counts them.

use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};

use super::columns::CsvTableKind;
use super::report::RowErrorKind;

/// Detects the cell separator: the one that gives most known columns in the header, then most columns.
/// A first line such as `sep=;`, as Excel writes it, takes precedence and is removed from the text.
pub(super) fn detect_separator(table: CsvTableKind, text: &str) -> (u8, &str) {
    if let Some((first, rest)) = text.split_once('\n')
        && let Some(mark) = first.trim_end_matches('\r').strip_prefix("sep=")
        && let [mark @ (b',' | b';' | b'\t')] = mark.as_bytes()
    {
        return (*mark, rest);
    }
    let rank = |separator: &u8| {
        let header = reader(text, *separator).records().next().and_then(Result::ok).unwrap_or_default();
        let known = header.iter().filter(|cell| table.find_column(cell).is_some()).count();
        (known, header.len())
    };
    // `max_by_key` returns the last of equals: the comma.
    let separator = [b'\t', b';', b','].into_iter().max_by_key(rank).unwrap_or(b',');
    (separator, text)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// All records of a table, including the header and rows of empty cells.
pub(super) fn records(text: &str, separator: u8) -> CsvRecords<'_> {
    CsvRecords { inner: reader(text, separator).into_records(), text, row: 0 }
}

/// Records with their row numbers. The CSV reader skips empty lines silently, so they are counted here, as spreadsheets
/// show them as rows.
pub(super) struct CsvRecords<'a> {
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

pub(super) fn is_blank(cells: &StringRecord) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// Rejects tables larger than any spreadsheet before memory is allocated for them.
pub(super) fn check_size(text: &str) -> Result<(), RowErrorKind> {
    let longest = text.split(['\r', '\n']).map(str::len).max().unwrap_or_default();
    let lines = text.bytes().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    let header = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).map_or(0, str::len);
    if lines > MAX_LINE_ENDS || longest > MAX_LINE_BYTES || header > MAX_HEADER_BYTES {
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

/// Whether the text ends inside quotation marks, so that its last record contains all rows after it.
pub(super) fn ends_inside_quotes(text: &str, separator: u8) -> bool {
    let (mut at_start, mut is_quoted) = (true, false);
    for byte in text.bytes() {
        match byte {
            // An escaped (doubled) quotation mark closes and reopens the quote.
            b'"' if is_quoted || at_start => (at_start, is_quoted) = (is_quoted, !is_quoted),
            _ => at_start = !is_quoted && (byte == separator || matches!(byte, b'\r' | b'\n')),
        }
    }
    is_quoted
}
