//! From text to rows of cells: the separator found out, rows counted as a spreadsheet counts them.

use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};

use super::columns::CsvTableKind;
use super::report::RowErrorKind;

/// What separates the cells: the sign by which most columns of the header are known, then the most frequent one.
/// A first line `sep=;`, as Excel writes it, says so itself.
pub(super) fn detect_separator(table: CsvTableKind, text: &str) -> (u8, &str) {
    if let Some((first, rest)) = text.split_once('\n')
        && let Some(sign) = first.trim_end_matches('\r').strip_prefix("sep=")
        && let [sign @ (b',' | b';' | b'\t')] = sign.as_bytes()
    {
        return (*sign, rest);
    }
    let rank = |separator: &u8| {
        let header = reader(text, *separator).records().next().and_then(Result::ok).unwrap_or_default();
        let known = header.iter().filter(|cell| table.find_column(cell).is_some()).count();
        (known, header.len())
    };
    // The last of equals wins: the comma.
    let separator = [b'\t', b';', b','].into_iter().max_by_key(rank).unwrap_or(b',');
    (separator, text)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// Every record of a table, the header and blank rows of separators among them.
pub(super) fn records(text: &str, separator: u8) -> CsvRecords<'_> {
    CsvRecords { inner: reader(text, separator).into_records(), text, row: 0 }
}

/// Every record with its row. The reader skips empty lines unseen, so they are counted here: a spreadsheet shows
/// them as rows.
pub(super) struct CsvRecords<'a> {
    inner: StringRecordsIntoIter<&'a [u8]>,
    text: &'a str,
    row: usize,
}

impl Iterator for CsvRecords<'_> {
    type Item = (usize, StringRecord);

    fn next(&mut self) -> Option<Self::Item> {
        // The text is in memory, in UTF-8, and rows may be of any length: there is nothing left to fail.
        let record = self.inner.next()?.ok()?;
        let bytes = self.text.as_bytes();
        let start = record.position().map_or(0, |position| position.byte() as usize);
        // A line feed after a carriage return belongs to the same line end, also to that of the record before.
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

/// Refuses what no spreadsheet holds, before memory is spent on it.
pub(super) fn check_size(text: &str) -> Result<(), RowErrorKind> {
    let longest = text.split(['\r', '\n']).map(str::len).max().unwrap_or_default();
    let lines = text.bytes().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    let header = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).map_or(0, str::len);
    if lines > MAX_LINE_ENDS || longest > MAX_LINE_BYTES || header > MAX_HEADER_BYTES {
        return Err(RowErrorKind::TableTooLarge);
    }
    Ok(())
}

/// The most line ends of a table; Windows has two bytes to each.
const MAX_LINE_ENDS: usize = 5_000_000;
/// The longest line, in bytes.
const MAX_LINE_BYTES: usize = 32 * 1024 * 1024;
/// The longest row of column names, in bytes.
const MAX_HEADER_BYTES: usize = 1024 * 1024;

/// Whether the text ends inside quotation marks: then its last record has swallowed the rows after it.
pub(super) fn ends_inside_quotes(text: &str, separator: u8) -> bool {
    let (mut at_start, mut is_quoted) = (true, false);
    for byte in text.bytes() {
        match byte {
            // A doubled quotation mark closes and opens again.
            b'"' if is_quoted || at_start => (at_start, is_quoted) = (is_quoted, !is_quoted),
            _ => at_start = !is_quoted && (byte == separator || matches!(byte, b'\r' | b'\n')),
        }
    }
    is_quoted
}
