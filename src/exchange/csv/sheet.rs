//! One table as rows and known columns: separator found out, header matched, rows counted as a spreadsheet does.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

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
        let (separator, text) = separator(table, text);
        let mut records = records(text, separator);
        if records.is_empty() {
            report.add(table, None, file_error(file.name, None, Reason::NoHeader));
            return None;
        }
        let (header_row, header) = records.remove(0);
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
        sheet.take_rows(text, separator, records, report);
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

    fn take_rows(&mut self, text: &str, separator: u8, records: Vec<(usize, StringRecord)>, report: &mut Report) {
        let expected = self.headers.len();
        let last = records.len().saturating_sub(1);
        for (index, (number, cells)) in records.into_iter().enumerate() {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let found = cells.len();
            let is_whole = if index == last && ends_inside_quotes(text, separator, &cells) {
                self.is_cut = true;
                self.complain(number, None, Reason::OpenQuote, report);
                false
            } else if found == expected {
                true
            } else {
                self.complain(number, None, Reason::ColumnCount { expected, found }, report);
                false
            };
            self.rows.push(Row { number, is_whole, cells });
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

/// Every record with its row. The reader skips empty lines unseen, so they are counted here: a spreadsheet shows
/// them as rows.
fn records(text: &str, separator: u8) -> Vec<(usize, StringRecord)> {
    let bytes = text.as_bytes();
    let mut records: Vec<(usize, StringRecord)> = Vec::new();
    let mut number = 0;
    for record in reader(text, separator).into_records().map_while(Result::ok) {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let ends_in_return = start.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r');
        let mut blank = bytes.get(start..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        // The line feed of the record before belongs to that record.
        let mut previous = if ends_in_return { b'\r' } else { 0 };
        let mut skipped = 0;
        for byte in blank.by_ref() {
            if !(*byte == b'\n' && previous == b'\r') {
                skipped += 1;
            }
            previous = *byte;
        }
        number += skipped + 1;
        // Rows of nothing but separators are rows, though blank ones; above the header they are not the header.
        if !records.is_empty() || record.iter().any(|cell| !cell.trim().is_empty()) {
            records.push((number, record));
        }
    }
    records
}

/// Whether the last record was ended by the end of the text alone, inside quotation marks: then it has swallowed
/// the rows after it.
fn ends_inside_quotes(text: &str, separator: u8, cells: &StringRecord) -> bool {
    let start = cells.position().map_or(0, |position| position.byte() as usize);
    let (mut at_start, mut is_quoted) = (true, false);
    for byte in text.as_bytes().get(start..).unwrap_or_default() {
        match byte {
            // A doubled quotation mark closes and opens again.
            b'"' if is_quoted || at_start => (at_start, is_quoted) = (is_quoted, !is_quoted),
            _ => at_start = !is_quoted && (*byte == separator || matches!(byte, b'\r' | b'\n')),
        }
    }
    is_quoted
}
