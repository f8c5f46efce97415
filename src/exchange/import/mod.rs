//! Import of tables into a map with layout: from text, one file for each table, with one engine for all of them.
//!
//! All tables are read to the end before the import fails, so that all errors are reported at once. `source` gives rows of
//! cells, also those of networks (`GraphML`, GEXF, GML, DOT, draw.io, Cytoscape, Kumu) as tables of their nodes and edges,
//! `header` and `sheet` find out what their columns mean, `foreign` empties what only a network program understands, `draft`
//! converts them to records. Columns are defined in `columns`, numbers in `numbers`, errors and warnings in `report`.

mod columns;
mod draft;
mod foreign;
mod header;
mod names;
mod numbers;
mod report;
mod row_reader;
mod sheet;
mod source;
mod update;

pub(super) use columns::{
    CellType, EVIDENCE_DATE, EVIDENCE_SAID_BY, FIGURES_ACTOR, FIGURES_YEAR, VIEW_STATE, is_row_number_header,
};
pub use columns::{ImportTable, column_help};
pub use numbers::NumberStyle;
pub(super) use numbers::{StyleInference, infer_style};
pub use report::{
    DamageKind, Encoding, ImportWarning, NetworkRemark, PlacesProblem, RowError, RowErrorKind, SourceFormat,
    WarningKind,
};
pub(super) use sheet::limits;
pub(super) use source::{guarded_where_ambiguous, is_nothing, says_total, ungrouped, unguarded};

use super::layout_import::build_with_layout;
use crate::language::Language;
use crate::map::{Info, LinkageMap, Patch, Transaction, Violation, Year};
use crate::schema::map::placement;
use draft::Draft;
use report::Report;
use sheet::Sheet;
use source::NetworkId;
use update::Update;
pub use update::{Doubt, UpdateSummary, update_sentence};

/// The most columns of a table: as many as a spreadsheet has.
const MAX_COLUMNS: usize = 16_384;

/// A file with tables.
#[derive(Clone, Copy, Debug)]
pub struct ImportFile<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// What its rows are; `None` to find out by its header.
    pub table: Option<ImportTable>,
}

/// Settings that are not in the tables.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The map's title; by default that of a table, else `default_title`.
    pub title: Option<String>,
    /// The title of a map that no table has one for.
    pub default_title: String,
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
    /// What was left out, or taken in a way that the owner of the tables should know.
    pub warnings: Vec<ImportWarning>,
}

/// Reads the tables into a map.
///
/// # Errors
/// All errors, sorted by table and row.
pub fn import_tables(files: &[ImportFile<'_>], options: &ImportOptions) -> Result<Imported, Vec<RowError>> {
    let mut report = Report::default();
    let (sheets, are_actors_unread) = read_sheets(files, options, true, &mut report);
    let (draft, _) = Draft::read(&sheets, None, are_actors_unread, &mut report);
    if !report.is_clean() {
        return Err(report.into_errors());
    }
    let told = draft.map.clone().unwrap_or_default();
    let year = options.year.or(told.year).unwrap_or_else(|| draft.latest_year(options.current_year));
    let title = options.title.clone().unwrap_or(told.title);
    let title = if title.is_empty() { options.default_title.clone() } else { title };
    let info = Info { title, region: told.region, note: told.note, year, bands: told.bands };
    // Cells are checked above; violations of the map's own rules are reported in its own words.
    let first = files.first().map_or("", |file| file.name);
    let rejected =
        |violation: Violation| RowError::of_file(first, RowErrorKind::RejectedByMap { message: violation.to_string() });
    let map = build_with_layout(draft.into_parts(info, options.language))
        .map_err(|violations| violations.into_iter().map(rejected).collect::<Vec<_>>())?;
    Ok(Imported { map, warnings: report.take_warnings() })
}

/// A map that tables were brought into.
#[derive(Clone, Debug)]
pub struct Updated {
    /// The map.
    pub map: LinkageMap,
    /// What became of it.
    pub patch: Patch,
    /// The same in numbers.
    pub summary: UpdateSummary,
    /// What was left out, or taken in a way that the owner of the tables should know.
    pub warnings: Vec<ImportWarning>,
}

/// Brings the tables into a map: records that are found again get what their rows say, others are new. Places, pins, views
/// and what no cell names stay. The map's title stays; its year, too, unless another one is asked for.
///
/// # Errors
/// All errors, sorted by table and row.
pub fn update_from_tables(
    files: &[ImportFile<'_>],
    base: &LinkageMap,
    options: &ImportOptions,
    removes_missing: bool,
) -> Result<Updated, Vec<RowError>> {
    let mut report = Report::default();
    let (sheets, are_actors_unread) = read_sheets(files, options, false, &mut report);
    let (draft, matches) = Draft::read(&sheets, Some(base), are_actors_unread, &mut report);
    if !report.is_clean() {
        return Err(report.into_errors());
    }
    draft.tell_doubts(&sheets, &matches, &mut report);
    for sheet in sheets.iter().filter(|sheet| is_placed_network(sheet)) {
        sheet.warn(Vec::new(), None, WarningKind::Network(NetworkRemark::PlacesOfMapStay), &mut report);
    }
    let mut map = base.clone();
    let mut edit = Transaction::begin(&mut map);
    let update = Update { sheets: &sheets, matches: &matches, removes_missing, language: options.language };
    let first = files.first().map_or("", |file| file.name);
    let rejected = |violation: Violation| {
        vec![RowError::of_file(first, RowErrorKind::RejectedByMap { message: violation.to_string() })]
    };
    if let Some(year) = options.year {
        edit.set_info(Info { year, ..base.info().clone() }).map_err(rejected)?;
    }
    let summary = update.apply(&draft, &mut edit).map_err(rejected)?;
    let patch = edit.finish();
    Ok(Updated { map, patch, summary, warnings: report.take_warnings() })
}

/// Whether a table has the nodes of a network with their places.
fn is_placed_network(sheet: &Sheet) -> bool {
    sheet.network.is_some() && sheet.table == ImportTable::Actors && sheet.has_column(placement::X.id)
}

/// Leaves out the places of several networks: each is drawn for itself, so that they would lie over each other.
fn part_places(sheets: &mut [Sheet], report: &mut Report) {
    if sheets.iter().filter(|sheet| is_placed_network(sheet)).count() < 2 {
        return;
    }
    for sheet in sheets.iter_mut().filter(|sheet| is_placed_network(sheet)) {
        let remark = NetworkRemark::PlacesLeftOut(PlacesProblem::SeveralPages);
        sheet.warn(Vec::new(), None, WarningKind::Network(remark), report);
        sheet.empty_cells(placement::X.id, |_| true);
        sheet.empty_cells(placement::Y.id, |_| true);
    }
}

/// The tables of all files, with their columns, and whether some that may have actors could not be read.
fn read_sheets(
    files: &[ImportFile<'_>],
    options: &ImportOptions,
    needs_actors: bool,
    report: &mut Report,
) -> (Vec<Sheet>, bool) {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut networks = 0;
    let (mut has_actors, mut are_actors_unread) = (false, false);
    let may_have_actors = |table: Option<ImportTable>| table.is_none_or(|table| table == ImportTable::Actors);
    for file in files {
        let of_whole_file = |reason| RowError::of_file(file.name, reason);
        networks += 1;
        let tables = match source::read_tables(*file, NetworkId(networks), options.language) {
            Ok(tables) => tables,
            Err(reason) => {
                are_actors_unread |= may_have_actors(file.table);
                report.add(file.table.unwrap_or(ImportTable::Actors), 0, None, of_whole_file(reason));
                continue;
            }
        };
        let is_alone = tables.len() == 1;
        let mut is_known = false;
        for mut source in tables {
            let recognised = match &source.network {
                Some(part) => Some(part.table),
                None => header::recognise(&source.rows, source.sheet.as_deref()),
            };
            // Of a workbook or network that is said to be one table, only sheets of that table are read.
            let table = match file.table {
                Some(table) if is_alone && source.network.is_none() => Some(table),
                Some(table) => recognised.filter(|recognised| *recognised == table),
                None => recognised,
            };
            let Some(table) = table else {
                if !is_alone {
                    report.warn(ImportWarning::of_file(source.name, WarningKind::SheetLeftOut));
                }
                continue;
            };
            is_known = true;
            for kind in std::mem::take(&mut source.remarks) {
                report.warn(ImportWarning::of_file(file.name.to_owned(), kind));
            }
            has_actors |= table == ImportTable::Actors;
            match Sheet::read(table, sheets.len(), source, options, report) {
                Some(mut sheet) => {
                    foreign::leave_out(&mut sheet, report);
                    sheets.push(sheet);
                }
                None => are_actors_unread |= table == ImportTable::Actors,
            }
        }
        if !is_known {
            report.add(ImportTable::Actors, 0, None, of_whole_file(RowErrorKind::UnknownTable));
            are_actors_unread = true;
        }
    }
    part_places(&mut sheets, report);
    if needs_actors && !has_actors && !are_actors_unread {
        let name = files.first().map_or("", |file| file.name);
        report.add(ImportTable::Actors, 0, None, RowError::of_file(name, RowErrorKind::NoActors));
    }
    (sheets, are_actors_unread || needs_actors && !has_actors)
}
