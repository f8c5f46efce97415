//! What an import of tables would do: what they were taken for, what changes, what is doubtful, what is wrong. Nothing is
//! changed; the map that comes of it is ready to be taken over.

use super::changes::{Comparison, ImportChanges, doubtful_rows, missing_actors};
use super::choices::ImportChoices;
use super::recognised::RecognisedTable;
use super::report::{ImportWarning, Report, RowError};
use super::{ImportFile, ImportOptions, ReadTables};
use crate::analysis::ProgressCallback;
use crate::editing::lay_out;
use crate::map::{LinkageMap, Patch, Transaction, Violation};

/// What an import would do.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    /// The tables, with what they were taken for.
    pub tables: Vec<RecognisedTable>,
    /// What comes of it, or everything that is wrong.
    pub outcome: Result<PreparedImport, Vec<RowError>>,
    /// What was left out, or taken in a way that the owner of the tables should know.
    pub warnings: Vec<ImportWarning>,
}

/// An import that is ready to be carried out.
#[derive(Clone, Debug)]
pub struct PreparedImport {
    /// The map with it.
    pub map: LinkageMap,
    /// What leads there from the map without it.
    pub patch: Patch,
    /// The same in lists.
    pub changes: ImportChanges,
    /// Whether the map was empty.
    pub is_new_map: bool,
    /// Whether all of it is to be laid out.
    needs_layout: bool,
}

impl PreparedImport {
    /// Whether some rows may be actors of the map, and nobody has said who they are.
    pub fn has_open_doubts(&self) -> bool {
        self.changes.doubtful.iter().any(|row| row.decision.is_none())
    }
}

impl PreparedImport {
    /// Lays a new map out, unless every actor stands where its table says; one that is updated stays as it is. `None` when
    /// cancelled.
    ///
    /// # Errors
    /// A placement that the map rejects.
    pub fn laid_out(mut self, on_progress: ProgressCallback<'_>) -> Option<Result<Self, Violation>> {
        if !self.needs_layout {
            return Some(Ok(self));
        }
        let mut edit = Transaction::begin(&mut self.map);
        match lay_out(&mut edit, on_progress) {
            Ok(true) => {
                self.patch.append(&edit.finish());
                Some(Ok(self))
            }
            Ok(false) => None,
            Err(violation) => Some(Err(violation)),
        }
    }
}

/// Shares of the work after which the files are read, their rows are records, and it is known what changes.
const READING: f32 = 0.6;
const DRAFTED: f32 = 0.85;

/// Works out what an import into a map would do. One that is empty becomes the map that the tables make. `None` when
/// cancelled.
pub fn preview_import(
    files: &[ImportFile<'_>],
    base: &LinkageMap,
    options: &ImportOptions,
    choices: &ImportChoices,
    on_progress: ProgressCallback<'_>,
) -> Option<ImportPreview> {
    let mut report = Report::default();
    let is_new_map = is_empty(base);
    let on_read = |part: f32| on_progress(part * READING);
    let read = ReadTables::of(files, options, choices, is_new_map, &on_read, &mut report)?;
    if !on_progress(READING) {
        return None;
    }
    let outcome = prepared(&read, files, base, (options, choices), on_progress, &mut report)?;
    on_progress(1.0).then(|| ImportPreview { tables: read.seen, outcome, warnings: report.take_warnings() })
}

/// Whether a map has nothing that an import could meet.
pub(super) fn is_empty(map: &LinkageMap) -> bool {
    map.actors().is_empty()
}

/// `None` when cancelled.
fn prepared(
    read: &ReadTables,
    files: &[ImportFile<'_>],
    base: &LinkageMap,
    (options, choices): (&ImportOptions, &ImportChoices),
    on_progress: ProgressCallback<'_>,
    report: &mut Report,
) -> Option<Result<PreparedImport, Vec<RowError>>> {
    let (updated, (draft, matches)) = match read.update(files, base, (options, choices), report) {
        Ok(updated) => updated,
        Err(errors) => return Some(Err(errors)),
    };
    if !on_progress(DRAFTED) {
        return None;
    }
    let (map, patch) = (updated.map, updated.patch);
    let comparison = Comparison { before: base, after: &map, patch: &patch, language: options.language };
    let (added, changed) = comparison.records(&matches);
    let missing = missing_actors(&read.sheets, &matches, base);
    let doubtful = doubtful_rows(&draft, &read.sheets, &matches, base);
    let changes = ImportChanges { added, changed, missing, doubtful, places: draft.place_doubts.clone() };
    let is_new_map = is_empty(base);
    let needs_layout = is_new_map && !draft.actors().iter().all(|actor| actor.placement.is_some());
    Some(Ok(PreparedImport { map, patch, changes, is_new_map, needs_layout }))
}
