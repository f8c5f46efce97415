//! What is imported, what was chosen, and what comes of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::lines::ImportLines;
use crate::exchange::{
    AmbiguousNumbers, ColumnChoice, ColumnMemory, CommuneCandidate, Communes, Decision, Doubt, HeaderChoice,
    ImportChoices, ImportPreview, ImportTable, PlaceCells, PlaceDecisions, PreparedImport, RecognisedTable, RowPlace,
    SheetChoice, TableChoice, TablePlace,
};
use crate::language::{ImportCount, Language};
use crate::map::ActorId;
use crate::schema::places;

/// A file with tables, or a table that was copied.
#[derive(Clone, Debug)]
pub struct ImportSource {
    /// What it is called in messages.
    pub name: String,
    /// Where it is; `None` for what was copied.
    pub path: Option<PathBuf>,
    /// What it has.
    pub bytes: Arc<[u8]>,
}

/// What a preview is worked out from.
#[derive(Debug)]
pub struct ImportRequest {
    /// The files, in the order in which they were chosen.
    pub sources: Vec<ImportSource>,
    /// What was chosen for their tables.
    pub choices: ImportChoices,
    /// Which communes actors get whose communes are of before July 2025.
    pub communes: Communes,
    /// Which communes are meant where that was not clear.
    pub places: PlaceDecisions,
    /// The province that the rows are in, where the map does not say it.
    pub province: Option<&'static str>,
    /// The language of its lists.
    pub language: Language,
}

/// Of which state of everything a preview is, or is being worked out.
#[derive(Debug)]
struct Asked {
    request: Arc<ImportRequest>,
    revision: u64,
    map_revision: u64,
}

/// An import while it is looked at.
#[derive(Debug, Default)]
pub struct ImportState {
    sources: Vec<ImportSource>,
    /// Files that are being read.
    pending: Vec<PathBuf>,
    /// Why files could not be read.
    pub(super) unread: Vec<String>,
    choices: ImportChoices,
    communes: Communes,
    places: PlaceDecisions,
    province: Option<&'static str>,
    /// Goes up with each change of what the preview is of.
    revision: u64,
    asked: Option<Asked>,
    preview: Option<ImportPreview>,
    /// The lists of the preview, line by line.
    pub(super) lines: ImportLines,
    /// How much of the present work is done; `None` while nothing is worked on.
    pub(super) progress: Option<f32>,
    /// Whether files are being read.
    pub(super) is_reading: bool,
    /// Whether it is being carried out.
    pub(super) is_importing: bool,
    /// The table whose columns are shown.
    pub(super) shown: Option<TablePlace>,
    /// The list that is shown, once somebody has chosen one.
    pub(super) list: Option<ImportCount>,
    pub(super) has_focus: bool,
}

impl ImportState {
    /// Nothing yet, with what was chosen for columns before.
    pub(in crate::panels) fn new(memory: ColumnMemory) -> Self {
        Self { choices: ImportChoices { memory, ..ImportChoices::default() }, ..Self::default() }
    }

    /// Adds files, and the reasons why others could not be read. What is read anew takes the place of what was read before.
    pub fn add(&mut self, sources: Vec<ImportSource>, unread: Vec<String>) {
        self.pending.clear();
        for mut source in sources {
            let is_again = |known: &ImportSource| known.path.is_some() && known.path == source.path;
            if let Some(at) = self.sources.iter().position(is_again) {
                // Its rows may be other ones by now.
                self.choices.decisions.retain(|(place, _), _| place.file != at);
                if let Some(known) = self.sources.get_mut(at) {
                    known.bytes = source.bytes;
                }
                continue;
            }
            source.name = self.free_name(&source);
            self.sources.push(source);
        }
        self.unread = unread;
        self.touch();
    }

    /// A name for a file that no other one has: with its folder, or with a number.
    fn free_name(&self, source: &ImportSource) -> String {
        let is_taken = |name: &str| self.sources.iter().any(|known| known.name == name);
        let folder = source.path.as_deref().and_then(|path| path.parent()?.file_name());
        let in_folder = folder.map(|folder| format!("{}/{}", folder.to_string_lossy(), source.name));
        let numbered = (2_usize..).map(|number| format!("{} {number}", source.name));
        let mut names = std::iter::once(source.name.clone()).chain(in_folder).chain(numbered);
        names.find(|name| !is_taken(name)).unwrap_or_else(|| source.name.clone())
    }

    /// Takes note of files that are to be read; all of those that are not read yet.
    pub fn begin_reading(&mut self, paths: Vec<PathBuf>) -> Vec<PathBuf> {
        self.pending.extend(paths);
        self.pending.clone()
    }

    /// The name of what is imported: of the first file.
    pub fn name(&self) -> &str {
        self.sources.first().map_or("", |source| &source.name)
    }

    /// Whether there is anything to import.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// What a preview is to be worked out from, if there is none yet of this state of the map and of everything chosen.
    pub fn next_request(&mut self, map_revision: u64, language: Language) -> Option<Arc<ImportRequest>> {
        let is_asked = self.asked.as_ref().is_some_and(|asked| {
            asked.revision == self.revision && asked.map_revision == map_revision && asked.request.language == language
        });
        if is_asked || self.sources.is_empty() || self.is_importing {
            return None;
        }
        let request = Arc::new(ImportRequest {
            sources: self.sources.clone(),
            choices: self.choices.clone(),
            communes: self.communes,
            places: self.places.clone(),
            province: self.province,
            language,
        });
        self.asked = Some(Asked { request: Arc::clone(&request), revision: self.revision, map_revision });
        Some(request)
    }

    /// Takes in what was worked out, with its lists, unless it is of something else by now.
    pub fn on_preview(&mut self, request: &Arc<ImportRequest>, preview: ImportPreview, lines: ImportLines) {
        if !self.asked.as_ref().is_some_and(|asked| Arc::ptr_eq(&asked.request, request)) {
            return;
        }
        self.lines = lines;
        let is_shown = |place: &TablePlace| preview.tables.iter().any(|table| table.place == *place);
        if !self.shown.as_ref().is_some_and(is_shown) {
            // Where something is to be chosen, that is to be seen.
            let is_open = |table: &&RecognisedTable| {
                table.columns.iter().any(|column| column.numbers == Some(AmbiguousNumbers::Open))
            };
            let taken = preview.tables.iter().find(|table| table.table.is_some());
            let shown = preview.tables.iter().find(is_open).or(taken).or(preview.tables.first());
            self.shown = shown.map(|table| table.place);
        }
        if self.list.is_some_and(|list| self.lines.count(list) == 0) {
            self.list = None;
        }
        self.preview = Some(preview);
    }

    /// Gives out the import, to be carried out, if it is of this state of the map and of everything chosen, and nothing about it
    /// is open. Its preview is gone then.
    pub fn take_prepared(&mut self, map_revision: u64) -> Option<PreparedImport> {
        if !self.is_current(map_revision) || !self.can_import() {
            return None;
        }
        let prepared = self.preview.take()?.outcome.ok();
        self.asked = None;
        prepared
    }

    /// Says whether it is being carried out.
    pub fn set_importing(&mut self, is_importing: bool) {
        self.is_importing = is_importing;
    }

    /// Says how far the work in the background is, and whether it reads files.
    pub fn set_progress(&mut self, progress: Option<f32>, is_reading: bool) {
        self.progress = progress;
        self.is_reading = is_reading;
    }

    /// What was chosen for columns, now and before.
    pub fn memory(&self) -> ColumnMemory {
        let mut memory = self.choices.memory.clone();
        for table in self.tables() {
            let Some(choice) = self.choices.sheets.get(&table.place) else { continue };
            for column in &table.columns {
                if let (Some(of), Some(chosen)) = (table.table, choice.columns.get(&column.at)) {
                    memory.remember(of, &column.header, *chosen);
                }
            }
        }
        memory
    }

    /// Whether the preview is of this state of the map and of everything chosen.
    fn is_current(&self, map_revision: u64) -> bool {
        let asked = self.asked.as_ref();
        self.preview.is_some()
            && asked.is_some_and(|asked| asked.revision == self.revision && asked.map_revision == map_revision)
    }

    /// Whether there is something to import, and nobody need be asked about it.
    pub(super) fn can_import(&self) -> bool {
        let prepared = self.preview.as_ref().and_then(|preview| preview.outcome.as_ref().ok());
        let is_fresh = self.asked.as_ref().is_some_and(|asked| asked.revision == self.revision);
        is_fresh
            && !self.is_importing
            && prepared.is_some_and(|prepared| !prepared.patch.is_empty() && !prepared.has_open_doubts())
    }

    pub(super) fn preview(&self) -> Option<&ImportPreview> {
        self.preview.as_ref()
    }

    pub(super) fn prepared(&self) -> Option<&PreparedImport> {
        self.preview.as_ref()?.outcome.as_ref().ok()
    }

    pub(super) fn tables(&self) -> &[RecognisedTable] {
        self.preview.as_ref().map_or(&[], |preview| &preview.tables)
    }

    pub(super) fn shown_table(&self) -> Option<&RecognisedTable> {
        let place = self.shown?;
        self.tables().iter().find(|table| table.place == place)
    }

    pub(super) fn choose_table(&mut self, place: TablePlace, table: Option<ImportTable>) {
        let choice = self.choices.sheets.entry(place).or_default();
        // Its columns mean other things then.
        *choice = SheetChoice {
            table: Some(table.map_or(TableChoice::LeftOut, TableChoice::Table)),
            numbers: choice.numbers,
            header: choice.header,
            ..SheetChoice::default()
        };
        self.shown = Some(place);
        self.touch();
    }

    pub(super) fn choose_column(&mut self, place: TablePlace, at: usize, chosen: Option<&'static str>) {
        let choice = chosen.map_or(ColumnChoice::LeftOut, ColumnChoice::Field);
        // Another column that was this field is left out.
        let other = self.tables().iter().find(|table| table.place == place).and_then(|table| {
            let is_other = |column: &&crate::exchange::RecognisedColumn| column.at != at && column.field == chosen;
            table.columns.iter().find(is_other).filter(|_| chosen.is_some()).map(|column| column.at)
        });
        let sheet = self.choices.sheets.entry(place).or_default();
        sheet.columns.insert(at, choice);
        if let Some(other) = other {
            sheet.columns.insert(other, ColumnChoice::LeftOut);
        }
        self.touch();
    }

    /// Says which row names the columns of a table; `None` for the one that is found.
    pub(super) fn choose_header(&mut self, place: TablePlace, header: HeaderChoice) {
        let table = self.tables().iter().find(|table| table.place == place).and_then(|table| table.table);
        let choice = self.choices.sheets.entry(place).or_default();
        choice.header = Some(header);
        // What the table is stays, also where the new heads do not say so.
        choice.table = choice.table.or(table.map(TableChoice::Table));
        // Another row may name other columns.
        choice.columns.clear();
        self.touch();
    }

    pub(super) fn choose_numbers(&mut self, place: TablePlace, numbers: crate::exchange::NumberStyle) {
        self.choices.sheets.entry(place).or_default().numbers = Some(numbers);
        self.touch();
    }

    pub(super) fn decide(&mut self, row: RowPlace, decision: Decision) {
        self.choices.decisions.insert(row, decision);
        self.touch();
    }

    /// Says that the rows that nobody has said anything about are new actors.
    pub(super) fn decide_rest(&mut self) {
        let open: Vec<RowPlace> = self.prepared().map_or_else(Vec::new, |prepared| {
            prepared.changes.doubtful.iter().filter(|row| row.decision.is_none()).map(|row| row.row).collect()
        });
        self.choices.decisions.extend(open.into_iter().map(|row| (row, Decision::New)));
        self.touch();
    }

    /// Says of the open rows that are doubtful for one reason that they are all new, or each the actor that it may be; of
    /// several that may be one actor none is taken for it.
    pub(super) fn decide_such(&mut self, doubt: Doubt, are_new: bool) {
        let Some(prepared) = self.prepared() else { return };
        let such: Vec<_> =
            prepared.changes.doubtful.iter().filter(|row| row.doubt == doubt && row.decision.is_none()).collect();
        let mut claims: BTreeMap<ActorId, usize> = BTreeMap::new();
        prepared.changes.doubtful.iter().for_each(|row| *claims.entry(row.known).or_default() += 1);
        let decided = such.into_iter().filter_map(|row| {
            let is_only = claims.get(&row.known) == Some(&1);
            let decision = if are_new { Some(Decision::New) } else { is_only.then_some(Decision::Same(row.known)) };
            Some((row.row, decision?))
        });
        let decided: Vec<(RowPlace, Decision)> = decided.collect();
        self.choices.decisions.extend(decided);
        self.touch();
    }

    /// Which commune somebody has said that cells mean, also before the preview has it.
    pub(super) fn place_decision(&self, cells: &PlaceCells) -> Option<&CommuneCandidate> {
        self.places.get(cells).and_then(Option::as_ref)
    }

    /// Says which commune cells mean; `None` where they stay as written.
    pub(super) fn decide_place(&mut self, cells: PlaceCells, meant: Option<CommuneCandidate>) {
        self.places.insert(cells, meant);
        self.touch();
    }

    /// The province that somebody has said the rows are in, or else the one that the preview has.
    pub(super) fn province(&self) -> Option<&'static str> {
        let found = || Some(places().area(&self.prepared()?.map.info().region)?.province.name.as_str());
        self.province.or_else(found)
    }

    pub(super) fn choose_province(&mut self, province: Option<&'static str>) {
        self.province = province;
        self.touch();
    }

    pub(super) fn takes_communes_of_today(&self) -> bool {
        self.communes == Communes::OfToday
    }

    pub(super) fn set_takes_communes_of_today(&mut self, takes: bool) {
        self.communes = if takes { Communes::OfToday } else { Communes::AsWritten };
        self.touch();
    }

    /// Who somebody has said that a row is, also before the preview has it.
    pub(super) fn decision(&self, row: RowPlace) -> Option<Decision> {
        self.choices.decisions.get(&row).copied()
    }

    pub(super) fn removes_missing(&self) -> bool {
        self.choices.removes_missing
    }

    pub(super) fn set_removes_missing(&mut self, removes: bool) {
        self.choices.removes_missing = removes;
        self.touch();
    }

    fn touch(&mut self) {
        self.revision += 1;
    }
}
