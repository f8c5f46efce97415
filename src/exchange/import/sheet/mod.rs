//! A table whose header is found and whose columns are matched, with positions for errors.

mod matching;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ImportOptions;
use super::choices::{ColumnMemory, SheetChoice, TablePlace};
use super::columns::{CellType, ImportColumn, ImportTable};
use super::header::Header;
use super::numbers::{NumberLimits, NumberStyle, StyleInference, infer_style};
use super::recognised::{AmbiguousNumbers, ColumnMatch, RecognisedTable, shortened};
use super::report::{DamageKind, ImportWarning, Report, RowError, RowErrorKind, WarningKind, truncated};
use super::source::{NetworkId, NetworkTitle, SourceRow, SourceTable, damage, is_no_number, ungrouped};
use crate::map::YEARS;
use crate::schema::{amounts, items, money_scale_in_head, unit_in_head};

/// The fewest rows that one thread looks through.
const CHUNK_LEN: usize = 1_024;

/// What is said about the reading of a table.
#[derive(Clone, Copy)]
pub(super) struct SheetSettings<'a> {
    /// For all tables.
    pub options: &'a ImportOptions,
    /// For this one.
    pub choice: &'a SheetChoice,
    /// What was chosen for columns in earlier imports.
    pub memory: &'a ColumnMemory,
}

/// A table with a valid header; its cells are not yet validated.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its place among all tables that are read.
    pub index: usize,
    /// Its file, and its place there.
    pub place: TablePlace,
    /// What its rows are.
    pub table: ImportTable,
    /// The network that it is a part of: its links name actors by the keys of that network's nodes.
    pub network: Option<NetworkId>,
    /// What that network says of itself.
    pub network_title: Option<NetworkTitle>,
    name: String,
    header: Header,
    columns: BTreeMap<&'static str, (usize, &'static ImportColumn)>,
    /// The columns whose header is a word of network programs.
    borrowed: BTreeSet<&'static str>,
    styles: FxHashMap<&'static str, Option<NumberStyle>>,
    /// The columns again, found faster: every cell asks.
    places: FxHashMap<&'static str, (usize, &'static ImportColumn)>,
    /// What stands over columns: the unit of volumes, and what sums are counted in.
    units: BTreeMap<&'static str, String>,
    scales: BTreeMap<&'static str, f64>,
    /// How it was found out what the columns mean, by their place.
    matches: BTreeMap<usize, ColumnMatch>,
    /// The fields whose numbers can be read in two ways.
    ambiguous: BTreeSet<&'static str>,
    /// The rows below the header.
    pub rows: Vec<SourceRow>,
    /// Whether an unclosed quotation mark hides rows.
    pub is_truncated: bool,
    /// The place of the table that it is taken from, where it is a part of one.
    pub part_of: Option<usize>,
}

impl Sheet {
    /// Finds the header and the columns of a table. `None` when its cells cannot be validated; the report then has the
    /// error. `seen` is told what the table was taken for.
    pub fn read(
        table: ImportTable,
        index: usize,
        source: SourceTable,
        settings: SheetSettings<'_>,
        seen: &mut RecognisedTable,
        report: &mut Report,
    ) -> Option<Self> {
        let (header, network, network_title) = match source.network {
            Some(part) => (Header::of_names(part.columns), Some(part.network), part.title),
            None => (Header::chosen(table, &source.rows, settings.choice.header), None, None),
        };
        let mut rows = source.rows;
        let above = rows.drain(..header.height.min(rows.len())).filter(|row| row.number < header.row);
        let above = above.filter_map(|row| row.cells.iter().find(|cell| !cell.is_empty()).map(shortened)).collect();
        let mut sheet = Self {
            index,
            place: seen.place,
            table,
            network,
            network_title,
            name: source.name,
            header,
            columns: BTreeMap::new(),
            borrowed: BTreeSet::new(),
            styles: FxHashMap::default(),
            places: FxHashMap::default(),
            units: BTreeMap::new(),
            scales: BTreeMap::new(),
            matches: BTreeMap::new(),
            ambiguous: BTreeSet::new(),
            rows,
            is_truncated: source.is_truncated,
            part_of: source.part_of,
        };
        sheet.warn_of_header(report);
        let is_usable = sheet.match_header(settings, report);
        if is_usable {
            sheet.places = sheet.columns.iter().map(|(id, place)| (*id, *place)).collect();
            for fault in source.faults {
                let column = fault.cell.and_then(|at| sheet.header.names.get(at)).cloned();
                let error = RowError { row: Some(fault.row), column, ..RowError::of_file(&sheet.name, fault.reason) };
                report.add(table, index, None, error);
            }
            if sheet.network.is_none() {
                sheet.leave_out_heads(report);
            }
            sheet.check_rows(report);
            if sheet.part_of.is_none() {
                sheet.tell_damage(report);
            }
            sheet.read_heads(report);
            sheet.infer_styles(settings.choice.numbers.or(settings.options.numbers), report);
        }
        seen.describe(&sheet, above);
        is_usable.then_some(sheet)
    }

    /// How many columns the header names.
    pub fn width(&self) -> usize {
        self.header.names.len()
    }

    /// What stands over the column in this place.
    pub fn header_name(&self, at: usize) -> &str {
        self.header.names.get(at).map_or("", String::as_str)
    }

    /// The field that the column in this place is taken for, and how that was found out.
    pub fn match_of(&self, at: usize) -> (Option<&'static str>, ColumnMatch) {
        let field = self.columns.iter().find(|(_, (place, _))| *place == at).map(|(id, _)| *id);
        (field, self.matches.get(&at).copied().unwrap_or(ColumnMatch::None))
    }

    /// How the numbers of a field are read, where they can be read in two ways.
    pub fn ambiguous_numbers(&self, field: &'static str) -> Option<AmbiguousNumbers> {
        let style = self.number_style(field).map_or(AmbiguousNumbers::Open, AmbiguousNumbers::Read);
        self.ambiguous.contains(field).then_some(style)
    }

    /// The text of a cell; empty if the table has no such column.
    pub fn cell<'row>(&self, row: &'row SourceRow, field: &str) -> &'row str {
        let Some((at, column)) = self.places.get(field) else { return "" };
        let text = row.cell(*at);
        if column.cell_type.is_number() && is_no_number(text) { "" } else { text }
    }

    /// The cells of a row that the import reads.
    pub fn known_cells<'row>(&self, row: &'row SourceRow) -> Vec<&'row str> {
        self.columns.values().map(|(at, _)| row.cell(*at)).collect()
    }

    /// Whether the table has such a column.
    pub fn has_column(&self, field: &str) -> bool {
        self.places.contains_key(field)
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

    /// What stands over the columns, from left to right.
    pub fn heads(&self) -> &[String] {
        &self.header.names
    }

    /// The row of the heads, as a spreadsheet counts.
    pub fn header_row(&self) -> usize {
        self.header.row
    }

    /// Whether a row has them.
    pub fn has_header(&self) -> bool {
        self.header.height > 0 || self.network.is_some()
    }

    /// The file, and the sheet if it has several.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The unit that stands over a column: “Sản lượng (tấn)”.
    pub fn head_unit(&self, field: &str) -> Option<&str> {
        self.units.get(field).map(String::as_str)
    }

    /// What the sums in a column are counted in: 1,000,000 where they are millions.
    pub fn scale(&self, field: &str) -> Option<f64> {
        self.scales.get(field).copied()
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
        self.places.get(field).is_some_and(|(at, _)| row.is_number(*at))
    }

    /// Whether the numbers of a column are whole.
    pub fn has_whole_numbers(&self, field: &str) -> bool {
        self.places.get(field).is_some_and(|(_, column)| column.cell_type == CellType::Integer)
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

    /// Leaves out the rows that say the heads again, as on each page of a print.
    fn leave_out_heads(&mut self, report: &mut Report) {
        let names = &self.header.names;
        let is_head = |row: &SourceRow| {
            let mut cells = row.cells.iter().zip(names);
            (2..=names.len()).contains(&row.cells.len()) && cells.all(|(cell, name)| cell == name)
        };
        let again: Vec<usize> = self.rows.iter().filter(|row| is_head(row)).map(|row| row.number).collect();
        if !again.is_empty() {
            self.rows.retain(|row| again.binary_search(&row.number).is_err());
            self.warn(again, None, WarningKind::HeaderAgain, report);
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

    /// Finds out which unit stands over a column, and tells of sums that are counted in thousands, millions or milliards.
    fn read_heads(&mut self, report: &mut Report) {
        for (field, (at, column)) in &self.columns {
            let Some(head) = self.header.names.get(*at) else { continue };
            self.units.extend(unit_in_head(head).map(|unit| (*field, unit.to_owned())));
            self.scales.extend(money_scale_in_head(head).filter(|_| column.is_money).map(|scale| (*field, scale)));
        }
        for (field, scale) in &self.scales {
            self.warn(Vec::new(), Some(field), WarningKind::ScaledSums { factor: *scale as u64 }, report);
        }
    }

    /// Tells of cells whose letters were damaged before, once for each column and way.
    fn tell_damage(&self, report: &mut Report) {
        let mut found: BTreeMap<(usize, DamageKind), (Vec<usize>, String)> = BTreeMap::new();
        let damaged = self.rows.par_iter().with_min_len(CHUNK_LEN).flat_map_iter(|row| {
            let cells = row.cells.iter().enumerate();
            cells.filter_map(move |(at, cell)| Some((row.number, at, damage(cell)?, cell)))
        });
        for (number, at, kind, cell) in damaged.collect::<Vec<_>>() {
            let (rows, _) = found.entry((at, kind)).or_insert_with(|| (Vec::new(), truncated(cell)));
            rows.push(number);
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
    fn infer_styles(&mut self, requested: Option<NumberStyle>, report: &mut Report) {
        let columns: Vec<&'static ImportColumn> = self.columns.values().map(|(_, column)| *column).collect();
        for column in columns.into_iter().filter(|column| column.cell_type != CellType::Text) {
            let cell = |(row, text): (usize, &str)| (row, truncated(text));
            let inferred = infer_style(self.number_texts(column), &limits(column.cell_type));
            let (style, error) = match inferred {
                StyleInference::Style(style) => (Some(style), None),
                StyleInference::Ambiguous((row, text)) => {
                    let error = (Some(row), RowErrorKind::AmbiguousNumber(truncated(text)));
                    self.ambiguous.insert(column.id);
                    (requested, requested.is_none().then_some(error))
                }
                StyleInference::Mixed(one, other) => {
                    (None, Some((None, RowErrorKind::MixedStyles { one: cell(one), other: cell(other) })))
                }
            };
            self.styles.insert(column.id, style);
            if let Some((row, reason)) = error {
                self.add_error(row, Some(column.id), reason, report);
            }
        }
    }

    /// The text of every number in a column that could be written in either style, with its row.
    fn number_texts(&self, column: &'static ImportColumn) -> impl Iterator<Item = (usize, &str)> {
        self.rows.iter().flat_map(move |row| {
            let cell = self.cell(row, column.id);
            let is_number = self.columns.get(column.id).is_some_and(|(at, _)| row.is_number(*at));
            let texts: Vec<&str> = match column.cell_type {
                // Digits alone read the same in either.
                _ if is_number || cell.bytes().all(|byte| byte.is_ascii_digit()) => Vec::new(),
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
