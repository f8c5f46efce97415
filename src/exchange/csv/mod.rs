//! Import of the five CSV tables into a map with layout.
//!
//! All tables are read to the end before the import fails, so that all errors are reported at once. The tables are
//! defined in `columns`, parsing of keywords and numbers in `keywords` and `numbers`, errors in `report`.

mod columns;
mod decode;
mod draft;
mod name_index;
mod numbers;
mod records;
mod report;
mod row_reader;
mod sheet;

pub use columns::column_help;
pub(super) use columns::{CellType, is_row_number_header};
pub use numbers::NumberStyle;
pub(super) use numbers::{StyleInference, infer_style};
pub use report::{Encoding, ImportWarning, RowError, RowErrorKind};

pub(super) use sheet::limits;

use super::layout_import::build_with_layout;
use crate::language::Language;
use crate::map::{Info, LinkageMap, Violation, Year};
use draft::Draft;
use report::Report;

/// One table: its name for messages, and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct CsvFile<'a> {
    /// Its file name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// The tables of one map.
#[derive(Clone, Copy, Debug)]
pub struct CsvTables<'a> {
    /// The actors.
    pub actors: CsvFile<'a>,
    /// The links between actors.
    pub links: CsvFile<'a>,
    /// The cooperative models.
    pub models: Option<CsvFile<'a>>,
    /// The recorded channels.
    pub channels: Option<CsvFile<'a>>,
    /// Units, broader products and growing cycles.
    pub products: Option<CsvFile<'a>>,
}

/// Settings that are not in the tables.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The map's title.
    pub title: String,
    /// The map's year; by default the latest year in the tables that is not after `current_year`.
    pub year: Option<Year>,
    /// The present calendar year.
    pub current_year: Year,
    /// Number style of columns whose cells are all ambiguous.
    pub numbers: Option<NumberStyle>,
    /// The language of the names of default stages.
    pub language: Language,
}

/// The result of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The map, laid out.
    pub map: LinkageMap,
    /// Columns that were ignored.
    pub warnings: Vec<ImportWarning>,
}

/// Reads the tables into a map.
///
/// # Errors
/// All errors, sorted by table and row.
pub fn import_csv(tables: &CsvTables<'_>, options: &ImportOptions) -> Result<Imported, Vec<RowError>> {
    let mut report = Report::default();
    let draft = Draft::read(tables, options, &mut report);
    if !report.is_clean() {
        return Err(report.into_errors());
    }
    let year = options.year.unwrap_or_else(|| draft.latest_year(options.current_year));
    let info = Info { title: options.title.clone(), year, ..Info::default() };
    // Cells are checked above; violations of the map's own rules are reported in its own words.
    let rejected = |violation: Violation| RowError {
        file: tables.actors.name.to_owned(),
        row: None,
        column: None,
        reason: RowErrorKind::RejectedByMap { message: violation.to_string() },
    };
    let map = build_with_layout(draft.into_parts(info, options.language))
        .map_err(|violations| violations.into_iter().map(rejected).collect::<Vec<_>>())?;
    Ok(Imported { map, warnings: report.warnings })
}
