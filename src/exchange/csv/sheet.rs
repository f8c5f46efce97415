//! One table as rows with known columns: header matching and number style inference.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::columns::{CellType, CsvColumn, CsvTableKind, is_row_number_header};
use super::decode::decode;
use super::numbers::{NumberLimits, NumberStyle, StyleInference, infer_style};
use super::records::{CsvRecords, check_size, detect_separator, ends_inside_quotes, is_blank, records};
use super::report::{ImportWarning, Report, RowError, RowErrorKind, truncated};
use super::{CsvFile, ImportOptions};
use crate::map::YEARS;
use crate::schema::{amounts, items};

/// A table with a valid header; its cells are not yet validated.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub table: CsvTableKind,
    file: &'a str,
    header_row: usize,
    headers: Vec<String>,
    columns: BTreeMap<&'static str, (usize, &'static CsvColumn)>,
    styles: BTreeMap<&'static str, Option<NumberStyle>>,
    pub rows: Vec<SheetRow>,
    /// Whether an unclosed quotation mark hides rows.
    pub is_truncated: bool,
}

/// A row that is not blank.
#[derive(Debug)]
pub(super) struct SheetRow {
    /// As a spreadsheet counts, from 1 with blank rows.
    pub number: usize,
    /// Whether it has as many cells as the header; if not, an error is reported and only its key is used.
    pub is_complete: bool,
    cells: StringRecord,
}

impl<'a> Sheet<'a> {
    /// Reads a table. `None` when its cells cannot be validated; the report then has the error.
    pub fn read(table: CsvTableKind, file: CsvFile<'a>, options: &ImportOptions, report: &mut Report) -> Option<Self> {
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
        let (separator, text) = detect_separator(table, text);
        let mut records = records(text, separator);
        let Some((header_row, header)) = records.find(|(_, cells)| !is_blank(cells)) else {
            report.add(table, None, file_error(file.name, None, RowErrorKind::NoHeader));
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
            is_truncated: false,
        };
        sheet.is_truncated = ends_inside_quotes(text, separator);
        sheet.read_rows(records, report);
        if !sheet.match_header(report) {
            return None;
        }
        sheet.infer_styles(options, report);
        Some(sheet)
    }

    /// The trimmed text of a cell; empty if the table has no such column.
    pub fn cell<'row>(&self, row: &'row SheetRow, field: &str) -> &'row str {
        self.columns.get(&field).and_then(|(at, _)| row.cells.get(*at)).unwrap_or_default().trim()
    }

    /// Whether the table has such a column.
    pub fn has_column(&self, field: &str) -> bool {
        self.columns.contains_key(&field)
    }

    /// The number style of a column; `None` if it could not be inferred, which is reported.
    pub fn number_style(&self, field: &str) -> Option<NumberStyle> {
        self.styles.get(&field).copied().flatten()
    }

    /// Reports an error in a row, in one of its cells or, without a row, in a whole column.
    pub fn add_error(
        &self,
        row: impl Into<Option<usize>>,
        field: Option<&'static str>,
        reason: RowErrorKind,
        report: &mut Report,
    ) {
        let column = field.and_then(|field| {
            let (at, column) = self.columns.get(&field)?;
            Some(self.headers.get(*at).filter(|header| !header.is_empty()).map_or(column.id, String::as_str))
        });
        let error = RowError { file: self.file.to_owned(), row: row.into(), column: column.map(str::to_owned), reason };
        report.add(self.table, field, error);
    }

    fn read_rows(&mut self, records: CsvRecords<'_>, report: &mut Report) {
        let expected = self.headers.len();
        let mut records = records.filter(|(_, cells)| !is_blank(cells)).peekable();
        while let Some((number, cells)) = records.next() {
            let found = cells.len();
            let problem = if self.is_truncated && records.peek().is_none() {
                Some(RowErrorKind::UnclosedQuote)
            } else {
                (found != expected).then_some(RowErrorKind::ColumnCount { expected, found })
            };
            if let Some(problem) = problem {
                self.add_error(number, None, problem, report);
                // Only the key is still used, and a row may be very long: drop surplus cells.
                let cells = cells.iter().take(expected).collect();
                self.rows.push(SheetRow { number, is_complete: false, cells });
            } else {
                self.rows.push(SheetRow { number, is_complete: true, cells });
            }
        }
        if self.is_truncated && self.rows.is_empty() {
            self.add_error(self.header_row, None, RowErrorKind::UnclosedQuote, report);
        }
    }

    fn match_header(&mut self, report: &mut Report) -> bool {
        for (at, header) in self.headers.iter().enumerate() {
            let (file, row) = (self.file.to_owned(), Some(self.header_row));
            match self.table.find_column(header) {
                Some(column) => match self.columns.get(&column.id) {
                    Some((first, _)) => {
                        let first = self.headers.get(*first).cloned().unwrap_or_default();
                        let reason = RowErrorKind::DuplicateColumn { first: truncated(&first) };
                        report.add(self.table, None, RowError { file, row, column: Some(header.clone()), reason });
                    }
                    None => {
                        self.columns.insert(column.id, (at, column));
                    }
                },
                None if is_row_number_header(header) => {}
                None if !header.is_empty() => {
                    report.warnings.push(ImportWarning::UnknownColumn { file, column: header.clone() });
                }
                None if self.rows.iter().any(|row| row.cells.get(at).is_some_and(|cell| !cell.trim().is_empty())) => {
                    report.warnings.push(ImportWarning::UnnamedColumn { file, number: at + 1 });
                }
                None => {}
            }
        }
        let mut is_complete = true;
        for column in self.table.columns().iter().filter(|column| column.required) {
            if !self.columns.contains_key(&column.id) {
                is_complete = false;
                let error = file_error(self.file, Some(column.id), RowErrorKind::MissingColumn);
                report.add(self.table, None, RowError { row: Some(self.header_row), ..error });
            }
        }
        is_complete
    }

    /// Infers the style of each column from its cells; the requested style applies only to ambiguous columns.
    fn infer_styles(&mut self, options: &ImportOptions, report: &mut Report) {
        let columns: Vec<&'static CsvColumn> = self.columns.values().map(|(_, column)| *column).collect();
        for column in columns.into_iter().filter(|column| column.cell_type != CellType::Text) {
            let cell = |(row, text): (usize, &str)| (row, truncated(text));
            let (row, reason) =
                match (infer_style(self.number_texts(column), &limits(column.cell_type)), options.numbers) {
                    (StyleInference::Style(style), _) | (StyleInference::Ambiguous(_), Some(style)) => {
                        self.styles.insert(column.id, Some(style));
                        continue;
                    }
                    (StyleInference::Ambiguous((row, text)), None) => {
                        (Some(row), RowErrorKind::AmbiguousNumber(truncated(text)))
                    }
                    (StyleInference::Mixed(one, other), _) => {
                        (None, RowErrorKind::MixedStyles { one: cell(one), other: cell(other) })
                    }
                };
            self.styles.insert(column.id, None);
            self.add_error(row, Some(column.id), reason, report);
        }
    }

    /// The text of every number in a column, with its row.
    fn number_texts(&self, column: &'static CsvColumn) -> impl Iterator<Item = (usize, &str)> {
        self.rows.iter().filter(|row| row.is_complete).flat_map(move |row| {
            let cell = self.cell(row, column.id);
            let texts: Vec<&str> = match column.cell_type {
                CellType::AmountList => items(cell).flat_map(amounts).collect(),
                CellType::Share => vec![cell.trim_end_matches('%')],
                _ => vec![cell],
            };
            texts.into_iter().filter(|text| !text.is_empty()).map(move |text| (row.number, text))
        })
    }
}

/// Values allowed in a column of this type.
pub(in crate::exchange) fn limits(cell_type: CellType) -> NumberLimits {
    match cell_type {
        CellType::Share => NumberLimits { integer_only: false, range: Some(0.0..=100.0) },
        CellType::Integer => NumberLimits { integer_only: true, range: None },
        CellType::Year => {
            NumberLimits { integer_only: true, range: Some(f64::from(*YEARS.start())..=f64::from(*YEARS.end())) }
        }
        CellType::Text | CellType::Number | CellType::AmountList => NumberLimits::default(),
    }
}

fn file_error(file: &str, column: Option<&str>, reason: RowErrorKind) -> RowError {
    RowError { file: file.to_owned(), row: None, column: column.map(str::to_owned), reason }
}
