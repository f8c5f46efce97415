//! What an import has taken tables and columns for, to be looked at and corrected.

use super::choices::TablePlace;
use super::columns::ImportTable;
use super::numbers::NumberStyle;
use super::sheet::Sheet;
use super::source::{SourceRow, SourceTable};
use crate::language::Language;

/// The most columns that are listed of a table.
const MAX_COLUMNS: usize = 400;
/// The most values that are shown of a column.
const MAX_SAMPLES: usize = 3;
/// So many rows are looked at for them.
const LOOKED_AT: usize = 200;
/// So many rows are offered as the one that names the columns, with so many of their cells.
const FIRST_ROWS: usize = 30;
const MAX_CELLS: usize = 8;
/// The most characters of a text that is shown.
const MAX_CHARACTERS: usize = 40;

/// A table, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognisedTable {
    /// Which one it is.
    pub place: TablePlace,
    /// The file, and the sheet if it has several.
    pub name: String,
    /// What it would be without anybody's choice.
    pub found: Option<ImportTable>,
    /// What it is taken for; `None` where it is left out.
    pub table: Option<ImportTable>,
    /// The number of the row that names its columns.
    pub header_row: usize,
    /// Whether a row names them: else all rows are read.
    pub has_header: bool,
    /// The first rows, of which one may name the columns, with their numbers; none of a network.
    pub first_rows: Vec<(usize, String)>,
    /// What stands above that.
    pub above: Vec<String>,
    /// How many rows stand below.
    pub rows: usize,
    /// Its columns, from left to right; none where it is left out.
    pub columns: Vec<RecognisedColumn>,
}

/// A column, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecognisedColumn {
    /// Its place, from 0.
    pub at: usize,
    /// What stands over it.
    pub header: String,
    /// Some of its values.
    pub samples: Vec<String>,
    /// The id of the field that it is taken for; `None` where it is left out.
    pub field: Option<&'static str>,
    /// How that was found out.
    pub matched_by: ColumnMatch,
    /// How its numbers are written, where it has some that can be read in two ways.
    pub numbers: Option<AmbiguousNumbers>,
}

/// Numbers that can be read in two ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmbiguousNumbers {
    /// Nobody has said how.
    Open,
    /// They are read so.
    Read(NumberStyle),
}

/// How it was found out what a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnMatch {
    /// By what stands over it.
    Name,
    /// By its cells.
    Content,
    /// As it was chosen in an earlier import.
    Memory,
    /// As it was chosen now.
    Choice,
    /// It numbers the rows.
    RowNumbers,
    /// It has a figure of one year, which stands beside those of others.
    ByYear,
    /// Not at all.
    None,
}

/// The fields that columns of a table may mean, with their names, in the order in which they are described.
pub fn table_fields(table: ImportTable, language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.columns().iter().map(move |column| (column.id, column.title(language)))
}

impl RecognisedTable {
    /// A table that is not yet looked at.
    pub(super) fn of(place: TablePlace, source: &SourceTable, found: Option<ImportTable>) -> Self {
        let header_row = source.rows.first().map_or(1, |row| row.number);
        let rows = source.rows.len().saturating_sub(1);
        let first_rows = if source.network.is_some() { Vec::new() } else { first_rows(source) };
        Self {
            place,
            name: source.name.clone(),
            found,
            table: None,
            header_row,
            has_header: true,
            first_rows,
            above: Vec::new(),
            rows,
            columns: Vec::new(),
        }
    }

    /// Takes in what was found out about a table.
    pub(super) fn describe(&mut self, sheet: &Sheet, above: Vec<String>) {
        self.table = Some(sheet.table);
        self.header_row = sheet.header_row();
        self.has_header = sheet.has_header();
        self.above = above;
        self.rows = sheet.rows.len();
        self.columns = (0..sheet.width().min(MAX_COLUMNS)).filter_map(|at| column(sheet, at)).collect();
    }
}

/// The rows among which somebody may choose the one that names the columns.
fn first_rows(source: &SourceTable) -> Vec<(usize, String)> {
    let line = |row: &SourceRow| {
        let cells = row.cells.iter().filter(|cell| !cell.is_empty()).take(MAX_CELLS);
        shortened(&cells.collect::<Vec<_>>().join(" · "))
    };
    source.rows.iter().take(FIRST_ROWS).map(|row| (row.number, line(row))).collect()
}

/// A column; none where it is blank.
fn column(sheet: &Sheet, at: usize) -> Option<RecognisedColumn> {
    let mut samples: Vec<String> = Vec::new();
    for row in sheet.rows.iter().take(LOOKED_AT) {
        let text = shortened(row.cell(at));
        if !text.is_empty() && !samples.contains(&text) {
            samples.push(text);
        }
        if samples.len() == MAX_SAMPLES {
            break;
        }
    }
    let header = shortened(sheet.header_name(at));
    let (field, matched_by) = sheet.match_of(at);
    if header.is_empty() && samples.is_empty() && field.is_none() {
        return None;
    }
    let numbers = field.and_then(|field| sheet.ambiguous_numbers(field));
    Some(RecognisedColumn { at, header, samples, field, matched_by, numbers })
}

/// The beginning of a text, in one line.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.chars().take(MAX_CHARACTERS * 4).collect();
    let line = crate::map::normalize_line(&line);
    if line.chars().count() > MAX_CHARACTERS {
        line.chars().take(MAX_CHARACTERS - 1).chain(['…']).collect()
    } else {
        line
    }
}
