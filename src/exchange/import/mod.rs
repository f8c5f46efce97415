//! Import of tables into a map with layout: from text, one file for each table, with one engine for all of them.
//!
//! All tables are read to the end before the import fails, so that all errors are reported at once. `source` gives rows of
//! cells, also those of networks (`GraphML`, GEXF, GML, DOT, draw.io, Cytoscape, Kumu) as tables of their nodes and edges,
//! `header` and `sheet` find out what their columns mean, `foreign` empties what only a network program understands, `draft`
//! converts them to records. Columns are defined in `columns`, numbers in `numbers`, errors and warnings in `report`.

mod apart;
mod changes;
mod choices;
mod columns;
mod content;
mod draft;
mod foreign;
mod header;
mod names;
mod numbers;
mod preview;
mod recognised;
mod report;
mod row_reader;
mod sheet;
mod source;
mod stage_index;
mod update;
mod wide;
mod year_heads;

pub use changes::{ChangedRecord, DoubtfulRow, ImportChanges, MissingActor, ValueChange};
pub use choices::{
    ColumnChoice, ColumnMemory, CommuneCandidate, Decision, HeaderChoice, ImportChoices, PlaceCells, PlaceDecisions,
    RowPlace, SheetChoice, TableChoice, TablePlace,
};
pub(super) use columns::{
    CellType, EVIDENCE_DATE, EVIDENCE_SAID_BY, FIGURES_ACTOR, FIGURES_YEAR, VIEW_STATE, is_row_number_header,
};
pub use columns::{ImportTable, column_help};
pub(super) use names::escaped_name;
pub use numbers::NumberStyle;
pub(super) use numbers::{StyleInference, infer_style};
use preview::is_empty;
pub use preview::{ImportPreview, PreparedImport, preview_import};
pub use recognised::{AmbiguousNumbers, ColumnMatch, RecognisedColumn, RecognisedTable, table_fields};
pub use report::{
    DamageKind, Encoding, ImportWarning, NetworkRemark, PlaceNote, PlacesProblem, RowError, RowErrorKind, SourceFormat,
    WarningKind,
};
pub(super) use sheet::limits;
pub(super) use source::{guarded, is_nothing, says_total, ungrouped, unguarded};

use rayon::prelude::*;

use super::layout_import::lay_out_rest;
use crate::analysis::ProgressCallback;
use crate::language::Language;
use crate::map::{Info, LinkageMap, Patch, Transaction, Violation, Year};
use crate::schema::map::placement;
use draft::Draft;
pub use draft::PlaceDoubt;
use report::Report;
use sheet::{Sheet, SheetSettings};
use source::NetworkId;
use update::{ActorMatches, Update};
pub use update::{Doubt, MatchedBy, UpdateSummary, update_sentence};

/// The endings of the names of files that have tables or networks to import.
pub const IMPORT_EXTENSIONS: [&str; 17] = [
    "xlsx", "xlsm", "csv", "tsv", "txt", "zip", "graphml", "gexf", "gml", "dot", "gv", "drawio", "xml", "svg", "cx2",
    "cyjs", "json",
];

/// The largest file accepted, in bytes: a million rows and more.
pub const IMPORT_LIMIT: u64 = 256 * 1024 * 1024;

/// The part of the time that reading the cells of a file takes, before what they mean is found out.
const CELLS_SHARE: f32 = 0.7;

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
    /// City or province that the actors are in; by default that of the tables, or of the map that they are brought into.
    pub place: Option<String>,
    /// Which communes actors get whose communes are of before 1 July 2025.
    pub communes: Communes,
    /// Which communes are meant where that was not clear.
    pub places: PlaceDecisions,
}

/// Which communes actors get whose communes are of before 1 July 2025.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Communes {
    /// Those that are written.
    #[default]
    AsWritten,
    /// Those of today, where the old one became part of just one.
    OfToday,
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
    let choices = ImportChoices::default();
    let read = ReadTables::of(files, options, &choices, true, &|_| true, &mut report).unwrap_or_default();
    let mut map = read.new_map(files, options, &mut report)?;
    // Meanwhile another core frees the tables.
    let (laid_out, ()) = rayon::join(|| lay_out_rest(&mut map), || drop(read));
    laid_out.map_err(|violation| vec![rejected(files, &violation)])?;
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
/// and what no cell names stay. The map's title stays; its year, too, unless another one is asked for; a map without actors
/// gets those of the tables.
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
    let choices = ImportChoices { removes_missing, ..ImportChoices::default() };
    let read = ReadTables::of(files, options, &choices, false, &|_| true, &mut report).unwrap_or_default();
    let (updated, _) = read.update(files, base, (options, &choices), &mut report)?;
    Ok(Updated { warnings: report.take_warnings(), ..updated })
}

/// The tables of all files.
#[derive(Debug, Default)]
struct ReadTables {
    /// Those that are read, with their columns.
    sheets: Vec<Sheet>,
    /// What each of all was taken for.
    seen: Vec<RecognisedTable>,
    /// Whether some that may have actors could not be read.
    are_actors_unread: bool,
}

impl ReadTables {
    /// Reads the tables of all files. `None` when cancelled.
    fn of(
        files: &[ImportFile<'_>],
        options: &ImportOptions,
        choices: &ImportChoices,
        needs_actors: bool,
        on_progress: ProgressCallback<'_>,
        report: &mut Report,
    ) -> Option<Self> {
        let mut read = Self::default();
        let may_have_actors = |table: Option<ImportTable>| table.is_none_or(|table| table == ImportTable::Actors);
        if !on_progress(0.0) {
            return None;
        }
        let count = files.len() as f32;
        // Cells are read first, then it is found out what they mean.
        let read_cells = |(at, file): (usize, &ImportFile<'_>)| {
            let of_cells = |part: f32| on_progress((at as f32 + part) / count * CELLS_SHARE);
            source::read_tables(*file, NetworkId(at), options.language, &of_cells)
        };
        let sources: Vec<_> = files.par_iter().enumerate().map(read_cells).collect();
        for (at, (file, tables)) in files.iter().zip(sources).enumerate() {
            let of_tables = |part: f32| on_progress(CELLS_SHARE + (at as f32 + part) / count * (1.0 - CELLS_SHARE));
            if !of_tables(0.0) {
                return None;
            }
            match tables {
                Ok(None) => return None,
                Ok(Some(tables)) => read.add_file((at, file), tables, (options, choices), &of_tables, report)?,
                Err(reason) => {
                    read.are_actors_unread |= may_have_actors(file.table);
                    let error = RowError::of_file(file.name, reason);
                    report.add(file.table.unwrap_or(ImportTable::Actors), 0, None, error);
                }
            }
        }
        let has_actors = read.seen.iter().any(|seen| seen.table == Some(ImportTable::Actors));
        if needs_actors && !has_actors {
            if !read.are_actors_unread {
                let name = files.first().map_or("", |file| file.name);
                report.add(ImportTable::Actors, 0, None, RowError::of_file(name, RowErrorKind::NoActors));
            }
            read.are_actors_unread = true;
        }
        part_places(&mut read.sheets, report);
        Some(read)
    }

    /// Takes in the tables of a file. `None` when cancelled.
    fn add_file(
        &mut self,
        (at, file): (usize, &ImportFile<'_>),
        tables: Vec<source::SourceTable>,
        (options, choices): (&ImportOptions, &ImportChoices),
        on_progress: ProgressCallback<'_>,
        report: &mut Report,
    ) -> Option<()> {
        let tables: Vec<source::SourceTable> = tables.into_iter().flat_map(apart::apart).collect();
        let (count, is_alone) = (tables.len(), tables.len() == 1);
        let mut is_known = false;
        let unchosen = SheetChoice::default();
        for (number, mut source) in tables.into_iter().enumerate() {
            if !on_progress(number as f32 / count as f32) {
                return None;
            }
            let place = TablePlace { file: at, table: number };
            let choice = choices.sheets.get(&place).unwrap_or(&unchosen);
            let recognised = if let Some(part) = &source.network {
                Some(part.table)
            } else {
                let recognise = |header| header::recognise(&source.rows, source.sheet.as_deref(), header);
                // Where the chosen heads do not say what the table is, those do that are found.
                recognise(choice.header).or_else(|| recognise(None))
            };
            // Of a workbook or network that is said to be one table, only sheets of that table are read.
            let found = match file.table {
                Some(table) if is_alone && source.network.is_none() => Some(table),
                Some(table) => recognised.filter(|recognised| *recognised == table),
                None => recognised,
            };
            let mut seen = RecognisedTable::of(place, &source, found);
            is_known |= choice.table == Some(TableChoice::LeftOut);
            let table = match choice.table {
                Some(TableChoice::LeftOut) => None,
                Some(TableChoice::Table(table)) => Some(table),
                None => found,
            };
            if let Some(table) = table {
                is_known = true;
                for kind in std::mem::take(&mut source.remarks) {
                    report.warn(ImportWarning::of_file(file.name.to_owned(), kind));
                }
                let settings = SheetSettings { options, choice, memory: &choices.memory };
                match Sheet::read(table, self.sheets.len(), source, settings, &mut seen, report) {
                    Some(mut sheet) => {
                        foreign::leave_out(&mut sheet, report);
                        self.add_sheet(sheet, settings, report);
                    }
                    None => self.are_actors_unread |= table == ImportTable::Actors,
                }
            } else if !is_alone && choice.table.is_none() {
                report.warn(ImportWarning::of_file(source.name, WarningKind::SheetLeftOut));
            }
            self.seen.push(seen);
        }
        if !is_known {
            let error = RowError::of_file(file.name, RowErrorKind::UnknownTable);
            report.add(ImportTable::Actors, 0, None, error);
            self.are_actors_unread = true;
        }
        Some(())
    }

    /// Takes in a table, and the figures of years that stand side by side in it as one of their own.
    fn add_sheet(&mut self, sheet: Sheet, settings: SheetSettings<'_>, report: &mut Report) {
        // Those of a network are in a table of their own already.
        let may_have_years = sheet.table == ImportTable::Actors && sheet.network.is_none();
        let by_year = if may_have_years { wide::figures_by_year(&sheet) } else { None };
        let place = sheet.place;
        self.sheets.push(sheet);
        if let Some(source) = by_year {
            // Nothing was chosen for it: it is no table that anybody sees.
            let (choice, memory) = (SheetChoice::default(), ColumnMemory::default());
            let choice = SheetChoice { numbers: settings.choice.numbers, ..choice };
            let settings = SheetSettings { options: settings.options, choice: &choice, memory: &memory };
            let mut seen = RecognisedTable::of(place, &source, Some(ImportTable::Figures));
            let years = Sheet::read(ImportTable::Figures, self.sheets.len(), source, settings, &mut seen, report);
            self.sheets.extend(years);
        }
    }

    /// A map of the tables, not yet laid out.
    ///
    /// # Errors
    /// All errors, sorted by table and row.
    fn new_map(
        &self,
        files: &[ImportFile<'_>],
        options: &ImportOptions,
        report: &mut Report,
    ) -> Result<LinkageMap, Vec<RowError>> {
        let (draft, _) = Draft::read(&self.sheets, None, options, self.are_actors_unread, report);
        report.errors_so_far()?;
        let info = draft.info(options, options.current_year);
        // Cells are checked above; violations of the map's own rules are reported in its own words.
        LinkageMap::from_parts(draft.into_parts(info, options.language))
            .map_err(|violations| violations.iter().map(|violation| rejected(files, violation)).collect())
    }

    /// Tells of the tables of which a map that is there takes nothing, though they say something else.
    fn tell_kept(&self, draft: &Draft, base: &LinkageMap, report: &mut Report) {
        let is_kept = |table: ImportTable| table == ImportTable::Views || !is_empty(base);
        for sheet in self.sheets.iter().filter(|sheet| is_kept(sheet.table) && draft.differs(sheet.table, base)) {
            sheet.warn(Vec::new(), None, WarningKind::KeptAsItIs, report);
        }
        for sheet in self.sheets.iter().filter(|sheet| !is_empty(base) && is_placed_network(sheet)) {
            sheet.warn(Vec::new(), None, WarningKind::Network(NetworkRemark::PlacesOfMapStay), report);
        }
    }

    /// The tables brought into a map, and the actors that their rows mean.
    ///
    /// # Errors
    /// All errors, sorted by table and row.
    fn update(
        &self,
        files: &[ImportFile<'_>],
        base: &LinkageMap,
        (options, choices): (&ImportOptions, &ImportChoices),
        report: &mut Report,
    ) -> Result<(Updated, (Draft, ActorMatches)), Vec<RowError>> {
        let told = Some((base, &choices.decisions));
        let (draft, matches) = Draft::read(&self.sheets, told, options, self.are_actors_unread, report);
        report.errors_so_far()?;
        draft.tell_doubts(&self.sheets, base, &matches, report);
        self.tell_kept(&draft, base, report);
        let mut map = base.clone();
        let mut edit = Transaction::begin(&mut map);
        let update = Update {
            sheets: &self.sheets,
            matches: &matches,
            removes_missing: choices.removes_missing,
            takes_places: is_empty(base),
            language: options.language,
        };
        let rejected = |violation: Violation| vec![rejected(files, &violation)];
        if is_empty(base) {
            edit.set_info(draft.info(options, base.info().year)).map_err(rejected)?;
        } else if let Some(year) = options.year {
            edit.set_info(Info { year, ..base.info().clone() }).map_err(rejected)?;
        }
        let summary = update.apply(&draft, &mut edit).map_err(rejected)?;
        let patch = edit.finish();
        Ok((Updated { map, patch, summary, warnings: Vec::new() }, (draft, matches)))
    }
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

/// That the map refuses what the tables say, in its own words.
fn rejected(files: &[ImportFile<'_>], violation: &Violation) -> RowError {
    let name = files.first().map_or("", |file| file.name);
    RowError::of_file(name, RowErrorKind::RejectedByMap { message: violation.to_string() })
}
