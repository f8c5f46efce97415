//! One table as rows and known columns: separator found out, header matched, rows counted as a spreadsheet does.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord, StringRecordsIntoIter};

use super::columns::{Column, Field, Holds, Table};
use super::decode::decode;
use super::numbers::{Decision, Limits, NumberStyle, decide};
use super::report::{ImportWarning, Reason, Report, RowError};
use super::{CsvFile, ImportOptions};
use crate::map::YEARS;

/// A table that could be read as such; its cells are still to be judged.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub table: Table,
    file: &'a str,
    header_row: usize,
    headers: Vec<String>,
    columns: BTreeMap<Field, (usize, &'static Column)>,
    styles: BTreeMap<Field, Option<NumberStyle>>,
    pub rows: Vec<Row>,
    /// Whether an open quotation mark swallowed rows, so that some are not seen.
    pub is_cut: bool,
}

/// A row that is not blank.
#[derive(Debug)]
pub(super) struct Row {
    /// As a spreadsheet counts: the header is row 1.
    pub number: usize,
    /// Whether it has as many cells as the header; if not it is reported, and only its key is of use.
    pub is_whole: bool,
    cells: StringRecord,
}

impl<'a> Sheet<'a> {
    /// Reads a table. None when nothing in it can be judged; the report then says why.
    pub fn read(table: Table, file: CsvFile<'a>, options: &ImportOptions, report: &mut Report) -> Option<Self> {
        let text = match decode(file.bytes) {
            Ok(text) => text,
            Err(reason) => {
                report.add(table, None, file_error(file.name, None, reason));
                return None;
            }
        };
        if let Err(reason) = check_size(text) {
            report.add(table, None, file_error(file.name, None, reason));
            return None;
        }
        let (separator, text) = separator(table, text);
        let mut records = records(text, separator);
        let Some((header_row, header)) = records.find(|(_, cells)| !is_blank(cells)) else {
            report.add(table, None, file_error(file.name, None, Reason::NoHeader));
            return None;
        };
        let mut sheet = Self {
            table,
            file: file.name,
            header_row,
            headers: header.iter().map(crate::map::line).collect(),
            columns: BTreeMap::new(),
            styles: BTreeMap::new(),
            rows: Vec::new(),
            is_cut: false,
        };
        sheet.take_rows(records, report);
        if !sheet.match_header(report) {
            return None;
        }
        sheet.decide_styles(options, report);
        Some(sheet)
    }

    /// The text of a cell, without spaces around it; empty where the table has no such column.
    pub fn cell<'row>(&self, row: &'row Row, field: Field) -> &'row str {
        self.columns.get(&field).and_then(|(at, _)| row.cells.get(*at)).unwrap_or_default().trim()
    }

    /// Whether the table has such a column.
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }

    /// How the numbers of a column are written; none when that could not be told.
    pub fn style(&self, field: Field) -> Option<NumberStyle> {
        self.styles.get(&field).copied().flatten()
    }

    /// Something that is wrong with a row or one of its cells.
    pub fn complain(&self, row: usize, field: Option<Field>, reason: Reason, report: &mut Report) {
        let column = field.and_then(|field| {
            let (at, column) = self.columns.get(&field)?;
            Some(self.headers.get(*at).filter(|header| !header.is_empty()).map_or(column.name, String::as_str))
        });
        let error = RowError { file: self.file.to_owned(), row: Some(row), column: column.map(str::to_owned), reason };
        report.add(self.table, field, error);
    }

    fn take_rows(&mut self, records: Records<'_>, report: &mut Report) {
        let expected = self.headers.len();
        self.is_cut = ends_inside_quotes(records.text, records.separator);
        let mut records = records.filter(|(_, cells)| !is_blank(cells)).peekable();
        while let Some((number, cells)) = records.next() {
            let found = cells.len();
            let problem = if self.is_cut && records.peek().is_none() {
                Some(Reason::OpenQuote)
            } else {
                (found != expected).then_some(Reason::ColumnCount { expected, found })
            };
            if let Some(problem) = problem {
                self.complain(number, None, problem, report);
                // Its key is all that is still of use; a row may be very long.
                let cells = cells.iter().take(expected).collect();
                self.rows.push(Row { number, is_whole: false, cells });
            } else {
                self.rows.push(Row { number, is_whole: true, cells });
            }
        }
    }

    fn match_header(&mut self, report: &mut Report) -> bool {
        for (at, header) in self.headers.iter().enumerate() {
            let (file, row) = (self.file.to_owned(), Some(self.header_row));
            match self.table.column(header) {
                Some(column) if self.columns.contains_key(&column.field) => {
                    let column = Some(header.clone());
                    report.add(self.table, None, RowError { file, row, column, reason: Reason::DoubledColumn });
                }
                Some(column) => {
                    self.columns.insert(column.field, (at, column));
                }
                None if !header.is_empty() => {
                    report.warnings.push(ImportWarning::UnknownColumn { file, column: header.clone() });
                }
                None if self.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !cell.trim().is_empty())) => {
                    report.warnings.push(ImportWarning::NamelessColumn { file, number: at + 1 });
                }
                None => {}
            }
        }
        let mut is_whole = true;
        for column in self.table.columns().iter().filter(|column| column.required) {
            if !self.columns.contains_key(&column.field) {
                is_whole = false;
                let error = file_error(self.file, Some(column.name), Reason::MissingColumn);
                report.add(self.table, None, RowError { row: Some(self.header_row), ..error });
            }
        }
        is_whole
    }

    fn decide_styles(&mut self, options: &ImportOptions, report: &mut Report) {
        let columns: Vec<&'static Column> = self.columns.values().map(|(_, column)| *column).collect();
        for column in columns.into_iter().filter(|column| column.holds != Holds::Text) {
            let style = match options.numbers {
                Some(style) => Some(style),
                None => match decide(self.numbers(column), &limits(column.holds)) {
                    Decision::Style(style) => Some(style),
                    Decision::Ambiguous(row) => {
                        let text = self.ambiguous_text(column, row);
                        self.complain(row, Some(column.field), Reason::Ambiguous(text), report);
                        None
                    }
                },
            };
            self.styles.insert(column.field, style);
        }
    }

    /// Every number of a column as written, with its row.
    fn numbers(&self, column: &'static Column) -> impl Iterator<Item = (usize, &str)> {
        self.rows.iter().filter(|row| row.is_whole).flat_map(move |row| {
            let cell = self.cell(row, column.field);
            let texts: Vec<&str> = match column.holds {
                Holds::Amounts => items(cell).filter_map(|item| amount(item).1).collect(),
                Holds::Share => vec![cell.trim_end_matches('%')],
                _ => vec![cell],
            };
            texts.into_iter().filter(|text| !text.is_empty()).map(move |text| (row.number, text))
        })
    }

    fn ambiguous_text(&self, column: &'static Column, row: usize) -> String {
        let limits = limits(column.holds);
        let is_it = |(at, text): &(usize, &str)| {
            *at == row && super::numbers::reading(text, &limits) == super::numbers::Reading::Either
        };
        self.numbers(column).find(is_it).map(|(_, text)| text.to_owned()).unwrap_or_default()
    }
}

/// The items of a list in a cell.
pub(super) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|', '\n']).map(str::trim).filter(|item| !item.is_empty())
}

/// An item and the number after its last colon.
pub(super) fn amount(item: &str) -> (&str, Option<&str>) {
    match item.rsplit_once(':') {
        Some((name, number)) => (name.trim(), Some(number.trim()).filter(|number| !number.is_empty())),
        None => (item, None),
    }
}

/// What a column of numbers may hold.
pub(super) fn limits(holds: Holds) -> Limits {
    match holds {
        Holds::Share => Limits { whole: false, range: Some(0.0..=100.0) },
        Holds::Whole => Limits { whole: true, range: None },
        Holds::Year => Limits { whole: true, range: Some(f64::from(*YEARS.start())..=f64::from(*YEARS.end())) },
        Holds::Text | Holds::Number | Holds::Amounts => Limits::default(),
    }
}

fn file_error(file: &str, column: Option<&str>, reason: Reason) -> RowError {
    RowError { file: file.to_owned(), row: None, column: column.map(str::to_owned), reason }
}

/// What separates the cells: the sign by which most columns of the header are known, then the most frequent one.
/// A first line `sep=;`, as Excel writes it, says so itself.
fn separator(table: Table, text: &str) -> (u8, &str) {
    if let Some((first, rest)) = text.split_once('\n')
        && let Some(sign) = first.trim_end_matches('\r').strip_prefix("sep=")
        && let [sign @ (b',' | b';' | b'\t')] = sign.as_bytes()
    {
        return (*sign, rest);
    }
    let rank = |separator: &u8| {
        let header = reader(text, *separator).records().next().and_then(Result::ok).unwrap_or_default();
        let known = header.iter().filter(|cell| table.column(cell).is_some()).count();
        (known, header.len())
    };
    // The last of equals wins: the comma.
    let separator = [b'\t', b';', b','].into_iter().max_by_key(rank).unwrap_or(b',');
    (separator, text)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

fn records(text: &str, separator: u8) -> Records<'_> {
    Records { inner: reader(text, separator).into_records(), text, separator, row: 0 }
}

/// Every record with its row. The reader skips empty lines unseen, so they are counted here: a spreadsheet shows
/// them as rows.
struct Records<'a> {
    inner: StringRecordsIntoIter<&'a [u8]>,
    text: &'a str,
    separator: u8,
    row: usize,
}

impl Iterator for Records<'_> {
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

fn is_blank(cells: &StringRecord) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// Refuses what no spreadsheet holds, before memory is spent on it.
fn check_size(text: &str) -> Result<(), Reason> {
    let longest = text.split(['\r', '\n']).map(str::len).max().unwrap_or_default();
    let lines = text.bytes().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    let header = text.split(['\r', '\n']).find(|line| !line.trim().is_empty()).map_or(0, str::len);
    if lines > LONGEST_TABLE || longest > LONGEST_LINE || header > LONGEST_HEADER {
        return Err(Reason::TooLarge);
    }
    Ok(())
}

/// The most line ends of a table; Windows has two bytes to each.
const LONGEST_TABLE: usize = 5_000_000;
/// The longest line, in bytes.
const LONGEST_LINE: usize = 32 * 1024 * 1024;
/// The longest row of column names, in bytes.
const LONGEST_HEADER: usize = 1024 * 1024;

/// Whether the text ends inside quotation marks: then its last record has swallowed the rows after it.
fn ends_inside_quotes(text: &str, separator: u8) -> bool {
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
