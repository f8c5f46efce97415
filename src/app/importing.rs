//! The import of tables: their files are read, what would change is worked out anew with each choice and each edit of the map,
//! and then carried out as one edit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::DocumentId;
use super::files::PROGRESS_REDRAW_INTERVAL;
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::exchange::{
    ColumnMemory, IMPORT_EXTENSIONS, IMPORT_LIMIT, ImportFile, ImportOptions, ImportPreview, PreparedImport,
    large_table_sentence, preview_import, unreadable_table_sentence,
};
use crate::language::{ImportText, Language, UiText};
use crate::map::{EditLabel, LinkageMap, ShortText, Violation};
use crate::panels::{ImportLines, ImportRequest, ImportSource, ImportState, Overlay};
use crate::schema::violation_sentence;
use crate::storage::{Disk, file_title, read_file};

/// Files with tables that were read for a document, and why others could not be.
#[derive(Debug)]
pub(super) struct ReadSources {
    document: DocumentId,
    sources: Vec<ImportSource>,
    unread: Vec<String>,
}

/// What an import would do, and for which document and choices.
#[derive(Debug)]
pub(super) struct ImportPreviewed {
    document: DocumentId,
    request: Arc<ImportRequest>,
    preview: ImportPreview,
    lines: ImportLines,
}

/// An import that is laid out, and the map that it was made from.
#[derive(Debug)]
pub(super) struct ImportLaidOut {
    document: DocumentId,
    base: Arc<LinkageMap>,
    label: EditLabel,
    /// What was chosen for columns.
    memory: ColumnMemory,
    outcome: Result<PreparedImport, Violation>,
}

/// Whether the name of a file says that it has tables.
pub(super) fn has_tables(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| IMPORT_EXTENSIONS.contains(&ending.as_str()))
}

impl Shell {
    /// The import that is open.
    fn import_state(&mut self) -> Option<&mut ImportState> {
        match &mut self.panels.overlay {
            Overlay::Import(state) => Some(state),
            _ => None,
        }
    }

    /// Opens the import, unless it is open.
    fn open_import(&mut self) {
        if self.import_state().is_none() {
            let chosen = &self.preferences.settings.import_columns;
            let memory = ColumnMemory::of_texts(chosen.iter().map(|texts| texts.each_ref().map(String::as_str)));
            self.panels.overlay = Overlay::import(memory);
        }
    }

    /// Opens the import, and asks for files.
    pub(super) fn begin_import(&mut self) {
        self.open_import();
        let (files, mut context) = self.files_with_context();
        files.ask_to_import(&mut context);
    }

    /// Reads files to import their tables.
    pub(super) fn read_tables(&mut self, paths: Vec<PathBuf>) {
        self.open_import();
        let (document, disk, language) = (self.document.id, Arc::clone(&self.environment.disk), self.language());
        let Some(state) = self.import_state() else { return };
        let paths = state.begin_reading(paths);
        self.jobs.start(JobName::ReadTables, move |token| {
            let mut read = ReadSources { document, sources: Vec::new(), unread: Vec::new() };
            for (at, path) in paths.iter().enumerate() {
                if !token.report_progress(at as f32 / paths.len() as f32) {
                    return JobResult::Cancelled;
                }
                match read_source(&*disk, path, language) {
                    Ok(source) => read.sources.push(source),
                    Err(sentence) => read.unread.push(sentence),
                }
            }
            JobResult::TablesRead(Box::new(read))
        });
    }

    pub(super) fn on_tables_read(&mut self, read: ReadSources) {
        let is_same_document = read.document == self.document.id;
        if let Some(state) = self.import_state().filter(|_| is_same_document) {
            state.add(read.sources, read.unread);
        }
    }

    /// Adds a table that was copied in another program; `false` where no import is open.
    pub(super) fn paste_into_import(&mut self, text: &str) -> bool {
        let name = ImportText::CopiedTable.text(self.language()).to_owned();
        let Some(state) = self.import_state() else { return false };
        state.add(vec![ImportSource { name, path: None, bytes: text.as_bytes().into() }], Vec::new());
        true
    }

    /// Has the preview worked out of what is chosen and of the map as it is; leaves off what nobody wants any more.
    pub(super) fn follow_import(&mut self) {
        let (language, revision) = (self.language(), self.document.editor.revision());
        let is_reading = self.jobs.is_running(JobName::ReadTables);
        let name = [JobName::LayOutImport, JobName::ReadTables, JobName::PreviewImport]
            .into_iter()
            .find(|name| self.jobs.is_running(*name));
        let progress = name.map(|name| self.jobs.fraction(name).unwrap_or_default());
        let Overlay::Import(state) = &mut self.panels.overlay else {
            for name in [JobName::ReadTables, JobName::PreviewImport, JobName::LayOutImport] {
                self.jobs.cancel(name);
            }
            return;
        };
        state.set_importing(name == Some(JobName::LayOutImport));
        state.set_progress(progress, is_reading);
        if progress.is_some() {
            self.ctx.request_repaint_after(PROGRESS_REDRAW_INTERVAL);
        }
        if let Some(request) = state.next_request(revision, language) {
            self.start_preview(request);
        }
    }

    fn start_preview(&mut self, request: Arc<ImportRequest>) {
        let (document, base) = (self.document.id, self.document.editor.snapshot());
        let options = self.import_options(&request);
        self.jobs.start(JobName::PreviewImport, move |token| {
            let sources = request.sources.iter();
            let files: Vec<ImportFile<'_>> =
                sources.map(|source| ImportFile { name: &source.name, bytes: &source.bytes, table: None }).collect();
            let preview =
                preview_import(&files, &base, &options, &request.choices, &|part| token.report_progress(part));
            preview.map_or(JobResult::Cancelled, |preview| {
                let lines = ImportLines::of(&preview, request.language);
                JobResult::ImportPreviewed(Box::new(ImportPreviewed { document, request, preview, lines }))
            })
        });
    }

    fn import_options(&self, request: &ImportRequest) -> ImportOptions {
        let title = &self.document.editor.map().info().title;
        let name = request.sources.first().map_or("", |source| &source.name);
        ImportOptions {
            title: Some(title.clone()).filter(|title| !title.is_empty()),
            default_title: file_title(Path::new(name)),
            year: None,
            current_year: self.environment.clock.today().year().into(),
            numbers: None,
            language: request.language,
            place: request.province.map(str::to_owned),
            communes: request.communes,
            places: request.places.clone(),
        }
    }

    pub(super) fn on_import_previewed(&mut self, previewed: ImportPreviewed) {
        let is_same_document = previewed.document == self.document.id;
        if let Some(state) = self.import_state().filter(|_| is_same_document) {
            state.on_preview(&previewed.request, previewed.preview, previewed.lines);
        }
    }

    /// Carries out the import that is shown, if it is of the map as it is; else its preview is made anew.
    pub(super) fn apply_import(&mut self) {
        let revision = self.document.editor.revision();
        let (document, base) = (self.document.id, self.document.editor.snapshot());
        let Some(state) = self.import_state() else { return };
        let (label, memory) = (EditLabel::Import(ShortText::new(state.name())), state.memory());
        let Some(prepared) = state.take_prepared(revision) else {
            self.messages.status = Some(UiText::ImportOutdated);
            return;
        };
        if !prepared.is_new_map {
            self.on_import_laid_out(ImportLaidOut { document, base, label, memory, outcome: Ok(prepared) });
            return;
        }
        state.set_importing(true);
        self.jobs.start(JobName::LayOutImport, move |token| {
            let laid_out = prepared.laid_out(&|part| token.report_progress(part));
            laid_out.map_or(JobResult::Cancelled, |outcome| {
                JobResult::ImportLaidOut(Box::new(ImportLaidOut { document, base, label, memory, outcome }))
            })
        });
    }

    pub(super) fn on_import_laid_out(&mut self, laid_out: ImportLaidOut) {
        let ImportLaidOut { document, base, label, memory, outcome } = laid_out;
        if document != self.document.id {
            return;
        }
        self.flush_draft();
        let is_current = self.document.is_of(&base);
        let Some(state) = self.import_state() else { return };
        state.set_importing(false);
        if !is_current {
            self.messages.status = Some(UiText::ImportOutdated);
            return;
        }
        match outcome {
            Ok(prepared) => {
                let memory: Vec<_> = memory.texts().map(|texts| texts.map(str::to_owned)).collect();
                self.panels.overlay = Overlay::Closed;
                self.change_settings(|settings| settings.import_columns = memory);
                self.adopt_import(&base, label, prepared);
            }
            Err(violation) => {
                let message = violation_sentence(&violation, self.document.editor.map(), self.language());
                self.messages.show_error(UiText::ActionFailed, message, false);
            }
        }
    }

    fn adopt_import(&mut self, base: &Arc<LinkageMap>, label: EditLabel, prepared: PreparedImport) {
        // A refused draft is of a record as it was before.
        self.refresh_fields();
        let PreparedImport { map, patch, is_new_map, .. } = prepared;
        self.edit_and_report(UiText::Imported, |document| {
            document.editor.adopt(label, base, map, patch);
            Ok(())
        });
        self.navigation.fit_next |= is_new_map;
        if !self.document.refresh_what_if() {
            self.messages.status = Some(UiText::ProposalRemoved);
        }
        self.retain_existing();
    }
}

/// A file with tables.
fn read_source(disk: &dyn Disk, path: &Path, language: Language) -> Result<ImportSource, String> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match read_file(disk, path, IMPORT_LIMIT) {
        Ok(Ok(content)) => Ok(ImportSource { name, path: Some(path.to_owned()), bytes: content.bytes.into() }),
        Ok(Err(_)) => Err(large_table_sentence(path, IMPORT_LIMIT, language)),
        Err(error) => Err(unreadable_table_sentence(path, &error, language)),
    }
}
