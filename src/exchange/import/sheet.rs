//! A table whose header is found and whose columns are matched, with positions for errors.

use std::collections::{BTreeMap, BTreeSet};

use super::ImportOptions;
use super::columns::{CellType, ImportColumn, ImportTable, is_network_header};
use super::header::Header;
use super::numbers::{NumberLimits, NumberStyle, StyleInference, infer_style};
use super::report::{DamageKind, ImportWarning, Report, RowError, RowErrorKind, WarningKind, truncated};
use super::source::{NetworkId, SourceRow, SourceTable, damage, is_nothing, ungrouped};
use crate::map::YEARS;
use crate::schema::{amounts, items};

/// A table with a valid header; its cells are not yet validated.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its place among all tables.
    pub index: usize,
    /// What its rows are.
    pub table: ImportTable,
    /// The network that it is a part of: its links name actors by the keys of that network's nodes.
    pub network: Option<NetworkId>,
    name: String,
    header: Header,
    columns: BTreeMap<&'static str, (usize, &'static ImportColumn)>,
    /// The columns whose header is a word of network programs.
    borrowed: BTreeSet<&'static str>,
    styles: BTreeMap<&'static str, Option<NumberStyle>>,
    /// The rows below the header.
    pub rows: Vec<SourceRow>,
    /// Whether an unclosed quotation mark hides rows.
    pub is_truncated: bool,
}

impl Sheet {
    /// Finds the header and the columns of a table. `None` when its cells cannot be validated; the report then has the
    /// error.
    pub fn read(
        table: ImportTable,
        index: usize,
        source: SourceTable,
        options: &ImportOptions,
        report: &mut Report,
    ) -> Option<Self> {
        let (header, network) = match source.network {
            Some(part) => (Header::of_names(part.columns), Some(part.network)),
            None => (Header::find(table, &source.rows), None),
        };
        let mut rows = source.rows;
        rows.drain(..header.height.min(rows.len()));
        let mut sheet = Self {
            index,
            table,
            network,
            name: source.name,
            header,
            columns: BTreeMap::new(),
            borrowed: BTreeSet::new(),
            styles: BTreeMap::new(),
            rows,
            is_truncated: source.is_truncated,
        };
        sheet.warn_of_header(report);
        if !sheet.match_header(report) {
            return None;
        }
        for fault in source.faults {
            let column = fault.cell.and_then(|at| sheet.header.names.get(at)).cloned();
            let error = RowError { row: Some(fault.row), column, ..RowError::of_file(&sheet.name, fault.reason) };
            report.add(table, index, None, error);
        }
        sheet.check_rows(report);
        sheet.tell_damage(report);
        sheet.infer_styles(options, report);
        Some(sheet)
    }

    /// The text of a cell; empty if the table has no such column.
    pub fn cell<'row>(&self, row: &'row SourceRow, field: &str) -> &'row str {
        let Some((at, column)) = self.columns.get(field) else { return "" };
        let text = row.cell(*at);
        if column.cell_type.is_number() && is_nothing(text) { "" } else { text }
    }

    /// The cells of a row that the import reads.
    pub fn known_cells<'row>(&self, row: &'row SourceRow) -> Vec<&'row str> {
        self.columns.values().map(|(at, _)| row.cell(*at)).collect()
    }

    /// Whether the table has such a column.
    pub fn has_column(&self, field: &str) -> bool {
        self.columns.contains_key(field)
    }

    /// Whether the header of a column is a word of network programs, so that other words may stand below than ours.
    pub fn is_borrowed(&self, field: &str) -> bool {
        self.borrowed.contains(field)
    }

    /// Whether a row has nothing but the cells of these columns and those that the import does not read.
    pub fn has_only(&self, row: &SourceRow, fields: &[&str]) -> bool {
        self.columns.iter().all(|(id, (at, _))| fields.contains(id) || row.cell(*at).is_empty())
    }

    /// Empties cells of a column.
    pub fn empty_cells(&mut self, field: &str, is_left_out: impl Fn(&str) -> bool) {
        let Some((at, _)) = self.columns.get(field).copied() else { return };
        for row in self.rows.iter_mut().filter(|row| is_left_out(row.cell(at))) {
            let cell = |(place, cell)| if place == at { "" } else { cell };
            row.cells = row.cells.iter().enumerate().map(cell).collect::<Vec<&str>>().into();
            row.numbers.retain(|number| *number != at);
        }
    }

    /// What the column that numbers the rows says in a row.
    pub fn row_label<'row>(&self, row: &'row SourceRow) -> &'row str {
        self.header.row_numbers.map(|at| row.cell(at)).unwrap_or_default()
    }

    /// The number style of a column; `None` if it could not be inferred, which is reported.
    pub fn number_style(&self, field: &str) -> Option<NumberStyle> {
        self.styles.get(field).copied().flatten()
    }

    /// Whether a cell is a number, not a text of one.
    pub fn is_number(&self, row: &SourceRow, field: &str) -> bool {
        self.columns.get(field).is_some_and(|(at, _)| row.is_number(*at))
    }

    /// Whether the numbers of a column are whole.
    pub fn has_whole_numbers(&self, field: &str) -> bool {
        self.columns.get(field).is_some_and(|(_, column)| column.cell_type == CellType::Integer)
    }

    /// Reports an error in a row, in one of its cells or, without a row, in a whole column.
    pub fn add_error(
        &self,
        row: impl Into<Option<usize>>,
        field: Option<&'static str>,
        reason: RowErrorKind,
        report: &mut Report,
    ) {
        let column = field.and_then(|field| self.header_of(field));
        let error = RowError { row: row.into(), column, ..RowError::of_file(&self.name, reason) };
        report.add(self.table, self.index, field, error);
    }

    /// Tells of rows, of one of their cells if a field is given.
    pub fn warn(&self, rows: Vec<usize>, field: Option<&str>, kind: WarningKind, report: &mut Report) {
        report.warn(self.warning(rows, field, kind));
    }

    /// As [`Self::warn`], to be told later.
    pub fn warning(&self, rows: Vec<usize>, field: Option<&str>, kind: WarningKind) -> ImportWarning {
        ImportWarning { file: self.name.clone(), rows, column: field.and_then(|field| self.header_of(field)), kind }
    }

    /// What stands over the column of a field.
    fn header_of(&self, field: &str) -> Option<String> {
        let (at, column) = self.columns.get(field)?;
        let header = self.header.names.get(*at).filter(|header| !header.is_empty());
        Some(header.map_or_else(|| column.id.to_owned(), Clone::clone))
    }

    fn warn_of_header(&self, report: &mut Report) {
        let notes = [
            (self.header.is_below_others, self.header.row, WarningKind::HeaderBelow),
            (
                self.header.second_row.is_some(),
                self.header.second_row.unwrap_or_default(),
                WarningKind::HeaderInTwoRows,
            ),
            (
                self.header.number_row.is_some(),
                self.header.number_row.unwrap_or_default(),
                WarningKind::NumbersOfColumns,
            ),
        ];
        for (_, row, kind) in notes.into_iter().filter(|(is_so, ..)| *is_so) {
            self.warn(vec![row], None, kind, report);
        }
    }

    /// Reports text to the right of the header, and rows that an unclosed quotation mark swallows.
    fn check_rows(&self, report: &mut Report) {
        let width = self.header.names.len();
        for row in &self.rows {
            if let Some(text) = row.cells.iter().skip(width).find(|cell| !cell.is_empty()) {
                let reason = RowErrorKind::TextBeyondHeader { text: truncated(text) };
                self.add_error(row.number, None, reason, report);
            }
        }
        if self.is_truncated {
            let last = self.rows.last().map_or(self.header.row, |row| row.number);
            self.add_error(last, None, RowErrorKind::UnclosedQuote, report);
        }
    }

    /// Tells of a column that says otherwise than another one that means the same.
    fn warn_of_same_meaning(&self, kept: usize, left_out: usize, report: &mut Report) {
        let name = |at: usize| self.header.names.get(at).cloned().unwrap_or_default();
        if self.rows.iter().any(|row| !row.cell(left_out).is_empty() && row.cell(left_out) != row.cell(kept)) {
            let kind = WarningKind::SameMeaning { kept: name(kept) };
            let column = Some(name(left_out));
            report.warn(ImportWarning { file: self.name.clone(), rows: Vec::new(), column, kind });
        }
    }

    fn match_header(&mut self, report: &mut Report) -> bool {
        for (at, header) in self.header.names.iter().enumerate() {
            match self.table.find_column(header) {
                Some(column) => match self.columns.get(column.id).copied() {
                    Some((first, _))
                        if self.is_borrowed(column.id) || is_network_header(self.table, column.id, header) =>
                    {
                        let is_second_better =
                            self.is_borrowed(column.id) && !is_network_header(self.table, column.id, header);
                        if is_second_better {
                            self.columns.insert(column.id, (at, column));
                            self.borrowed.remove(column.id);
                        }
                        let (kept, left_out) = if is_second_better { (at, first) } else { (first, at) };
                        self.warn_of_same_meaning(kept, left_out, report);
                    }
                    Some((first, _)) => {
                        let first = self.header.names.get(first).cloned().unwrap_or_default();
                        let reason = RowErrorKind::DuplicateColumn { first: truncated(&first) };
                        let error = RowError {
                            row: Some(self.header.row),
                            column: Some(header.clone()),
                            ..RowError::of_file(&self.name, reason)
                        };
                        report.add(self.table, self.index, None, error);
                    }
                    None => {
                        self.columns.insert(column.id, (at, column));
                        if is_network_header(self.table, column.id, header) {
                            self.borrowed.insert(column.id);
                        }
                    }
                },
                None if self.header.row_numbers == Some(at) => {}
                None if !header.is_empty() => {
                    let warning = ImportWarning {
                        file: self.name.clone(),
                        rows: Vec::new(),
                        column: Some(header.clone()),
                        kind: WarningKind::UnknownColumn,
                    };
                    report.warn(warning);
                }
                None if self.rows.iter().any(|row| !row.cell(at).is_empty()) => {
                    self.warn(Vec::new(), None, WarningKind::UnnamedColumn { number: at + 1 }, report);
                }
                None => {}
            }
        }
        let missing: Vec<&str> = self.table.required_columns().filter(|id| !self.columns.contains_key(id)).collect();
        for id in &missing {
            let error = RowError {
                row: Some(self.header.row),
                column: Some((*id).to_owned()),
                ..RowError::of_file(&self.name, RowErrorKind::MissingColumn)
            };
            report.add(self.table, self.index, None, error);
        }
        missing.is_empty()
    }

    /// Tells of cells whose letters were damaged before, once for each column and way.
    fn tell_damage(&self, report: &mut Report) {
        let mut found: BTreeMap<(usize, DamageKind), (Vec<usize>, String)> = BTreeMap::new();
        for row in &self.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                if let Some(kind) = damage(cell) {
                    let (rows, _) = found.entry((at, kind)).or_insert_with(|| (Vec::new(), truncated(cell)));
                    rows.push(row.number);
                }
            }
        }
        for ((at, kind), (rows, example)) in found {
            let warning = ImportWarning {
                file: self.name.clone(),
                rows,
                column: self.header.names.get(at).filter(|header| !header.is_empty()).cloned(),
                kind: WarningKind::DamagedText { kind, example },
            };
            report.warn(warning);
        }
    }

    /// Infers the style of each column from its cells; the requested style applies only to ambiguous columns.
    fn infer_styles(&mut self, options: &ImportOptions, report: &mut Report) {
        let columns: Vec<&'static ImportColumn> = self.columns.values().map(|(_, column)| *column).collect();
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

    /// The text of every number in a column that could be written in either style, with its row.
    fn number_texts(&self, column: &'static ImportColumn) -> impl Iterator<Item = (usize, &str)> {
        self.rows.iter().flat_map(move |row| {
            let cell = self.cell(row, column.id);
            let is_number = self.columns.get(column.id).is_some_and(|(at, _)| row.is_number(*at));
            let texts: Vec<&str> = match column.cell_type {
                _ if is_number => Vec::new(),
                CellType::AmountList => items(cell).flat_map(amounts).collect(),
                CellType::Share => vec![cell.trim_end_matches('%')],
                // There a mark can only part thousands.
                CellType::Integer if ungrouped(cell).is_some() => Vec::new(),
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
