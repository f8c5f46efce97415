//! One table as rows and known columns: separator found out, header matched, rows counted as a spreadsheet does.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::cells::shortened;
use super::columns::{Column, Field, Holds, Table, is_row_number};
use super::decode::decode;
use super::numbers::{Decision, Limits, NumberStyle, decide};
use super::records::{Records, check_size, ends_inside_quotes, is_blank, records, separator};
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
            headers: header.iter().map(crate::map::normalize_line).collect(),
            columns: BTreeMap::new(),
            styles: BTreeMap::new(),
            rows: Vec::new(),
            is_cut: false,
        };
        sheet.is_cut = ends_inside_quotes(text, separator);
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

    /// How the numbers of a column are written; none when that could not be told, which is then reported.
    pub fn style(&self, field: Field) -> Option<NumberStyle> {
        self.styles.get(&field).copied().flatten()
    }

    /// Something that is wrong with a row, one of its cells or, without a row, a whole column.
    pub fn complain(&self, row: impl Into<Option<usize>>, field: Option<Field>, reason: Reason, report: &mut Report) {
        let column = field.and_then(|field| {
            let (at, column) = self.columns.get(&field)?;
            Some(self.headers.get(*at).filter(|header| !header.is_empty()).map_or(column.name, String::as_str))
        });
        let error = RowError { file: self.file.to_owned(), row: row.into(), column: column.map(str::to_owned), reason };
        report.add(self.table, field, error);
    }

    fn take_rows(&mut self, records: Records<'_>, report: &mut Report) {
        let expected = self.headers.len();
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
        if self.is_cut && self.rows.is_empty() {
            self.complain(self.header_row, None, Reason::OpenQuote, report);
        }
    }

    fn match_header(&mut self, report: &mut Report) -> bool {
        for (at, header) in self.headers.iter().enumerate() {
            let (file, row) = (self.file.to_owned(), Some(self.header_row));
            match self.table.column(header) {
                Some(column) => match self.columns.get(&column.field) {
                    Some((first, _)) => {
                        let first = self.headers.get(*first).cloned().unwrap_or_default();
                        let reason = Reason::DoubledColumn { first: shortened(&first) };
                        report.add(self.table, None, RowError { file, row, column: Some(header.clone()), reason });
                    }
                    None => {
                        self.columns.insert(column.field, (at, column));
                    }
                },
                None if is_row_number(header) => {}
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

    /// Each column decides by its own cells; what was asked for decides only where they do not.
    fn decide_styles(&mut self, options: &ImportOptions, report: &mut Report) {
        let columns: Vec<&'static Column> = self.columns.values().map(|(_, column)| *column).collect();
        for column in columns.into_iter().filter(|column| column.holds != Holds::Text) {
            let cell = |(row, text): (usize, &str)| (row, shortened(text));
            let (row, reason) = match (decide(self.numbers(column), &limits(column.holds)), options.numbers) {
                (Decision::Style(style), _) | (Decision::Ambiguous(_), Some(style)) => {
                    self.styles.insert(column.field, Some(style));
                    continue;
                }
                (Decision::Ambiguous((row, text)), None) => (Some(row), Reason::Ambiguous(shortened(text))),
                (Decision::Mixed(one, other), _) => (None, Reason::MixedStyles { one: cell(one), other: cell(other) }),
            };
            self.styles.insert(column.field, None);
            self.complain(row, Some(column.field), reason, report);
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
