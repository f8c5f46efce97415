//! The five CSV tables, read into a map that is laid out.
//!
//! All tables are read to their ends before anything is decided, so that everything that is wrong is told at once.
//! What a table says is in `columns`, how words and numbers are read in `words` and `numbers`, what may be wrong in
//! `report`.

mod columns;
mod decode;
mod draft;
mod keywords;
mod name_index;
mod numbers;
mod records;
mod report;
mod row_reader;
mod sheet;

pub use columns::column_help;
pub use numbers::NumberStyle;
pub use report::{Encoding, ImportWarning, RowError, RowErrorKind};

use super::layout_import::build_with_layout;
use crate::map::{Info, LinkageMap, Violation, Year};
use draft::Draft;
use report::Report;

/// One table: the name to call it by in messages, and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct CsvFile<'a> {
    /// Its file name.
    pub name: &'a str,
    /// What stands in it.
    pub bytes: &'a [u8],
}

/// The tables of one map.
#[derive(Clone, Copy, Debug)]
pub struct CsvTables<'a> {
    /// Who takes part.
    pub actors: CsvFile<'a>,
    /// Who is linked with whom.
    pub links: CsvFile<'a>,
    /// The cooperative models.
    pub models: Option<CsvFile<'a>>,
    /// The recorded channels.
    pub channels: Option<CsvFile<'a>>,
    /// Units, broader products and growing cycles.
    pub products: Option<CsvFile<'a>>,
}

/// What the tables do not say.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The map's title.
    pub title: String,
    /// The map's year; by default the latest year in the tables that is not after `current_year`.
    pub year: Option<Year>,
    /// The year that it is now.
    pub current_year: Year,
    /// How numbers are written in columns that do not tell.
    pub numbers: Option<NumberStyle>,
}

/// A map from tables.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The map, laid out.
    pub map: LinkageMap,
    /// What was left out.
    pub warnings: Vec<ImportWarning>,
}

/// Reads the tables into a map.
///
/// # Errors
/// Everything that is wrong with them, by table and row.
pub fn import_csv(tables: &CsvTables<'_>, options: &ImportOptions) -> Result<Imported, Vec<RowError>> {
    let mut report = Report::default();
    let draft = Draft::read(tables, options, &mut report);
    if !report.is_clean() {
        return Err(report.into_errors());
    }
    let year = options.year.unwrap_or_else(|| draft.latest_year(options.current_year));
    let info = Info { title: options.title.clone(), year, ..Info::default() };
    // The tables are checked cell by cell above; what the map itself still refuses is told as it says it.
    let rejected = |violation: Violation| RowError {
        file: tables.actors.name.to_owned(),
        row: None,
        column: None,
        reason: RowErrorKind::RejectedByMap { why: violation.to_string() },
    };
    let map = build_with_layout(draft.into_parts(info))
        .map_err(|found| found.into_iter().map(rejected).collect::<Vec<_>>())?;
    Ok(Imported { map, warnings: report.warnings })
}
