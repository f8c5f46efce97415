//! Replaces the open document and resets the state that belongs to it; hands the document over when a window ends
//! early.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::handover::HandoverState;
use super::job_types::JobName;
use super::journal::{JournalSeed, KeptHistory};
use super::settings::Settings;
use super::shell::Shell;
use crate::command::SampleMap;
use crate::exchange::{Template, template_map};
use crate::language::{Language, UiText};
use crate::map::{Editor, LinkageMap, MapId, ViewState};
use crate::panels::{HistoryState, Overlay, clear_drafts};
use crate::session::Session;
use crate::storage::{self, FileFingerprint, WorkingCopy, absolute};

impl Shell {
    /// A window that asks before it opens a map with which the program has died repeatedly, and loads any other one.
    pub fn opening(
        ctx: &egui::Context,
        path: PathBuf,
        (settings, language): (Settings, Option<Language>),
        environment: Environment,
    ) -> Self {
        let openings = environment.openings.as_ref();
        if !openings.is_some_and(|openings| openings.is_dangerous(&*environment.disk, &path)) {
            return Self::loading(ctx, path, settings, environment).with_language(language);
        }
        let mut shell = Self::empty(ctx, settings, environment).with_language(language);
        shell.show_new(Template::Blank);
        shell.files.ask_about_dangerous(path);
        shell
    }

    pub(super) fn show_initial(&mut self, map: LinkageMap, path: PathBuf, fingerprint: Option<FileFingerprint>) {
        let (disk, path) = (&self.environment.disk, absolute(path));
        let journals = self.environment.journal_store.as_ref();
        let history = journals
            .zip(fingerprint)
            .and_then(|(journals, fingerprint)| KeptHistory::of(journals, &**disk, &map, (&path, fingerprint.hash)));
        let copies = self.environment.copy_store.as_ref();
        let known = copies.and_then(|copies| copies.load(&**disk, &path, map.identity()));
        let copy = known.unwrap_or_else(|| WorkingCopy::new(&map, (self.environment.random)()));
        self.add_recent(&path);
        self.show_file(map, (path, fingerprint), &copy, history);
    }

    /// Shows a map without a file; saving asks for a path. It is a working copy with its own block of ids.
    pub(super) fn show_untitled(&mut self, mut map: LinkageMap) {
        map.ensure_identity(MapId((self.environment.random)()));
        let block = WorkingCopy::new(&map, (self.environment.random)()).block;
        self.close_document();
        self.show_editor(Editor::with_block(map, block), None, None);
    }

    /// Shows a new map, an empty one or a small chain.
    pub(super) fn show_new(&mut self, template: Template) {
        let year = i32::from(self.environment.clock.today().year());
        self.show_copy(template_map(template, year, self.language()));
    }

    /// Shows the records of a map as a new one, which knows nothing of the other's file.
    pub(super) fn show_copy(&mut self, map: LinkageMap) {
        let map = map.with_new_identity(MapId((self.environment.random)()));
        self.close_document();
        self.show_editor(Editor::new(map), None, None);
    }

    /// Opens a sample as a map without a file: saving asks for a path.
    pub(super) fn open_sample(&mut self, sample: SampleMap) {
        match storage::read(sample_bytes(sample)) {
            Ok(map) => self.show_untitled(map),
            Err(error) => self.messages.show_error(UiText::CannotOpen, error.to_string(), false),
        }
    }

    pub(super) fn show_file(
        &mut self,
        map: LinkageMap,
        (path, fingerprint): (PathBuf, Option<FileFingerprint>),
        copy: &WorkingCopy,
        history: Option<KeptHistory>,
    ) {
        let (mut editor, seed) = match history {
            Some(history) => (history.editor, Some(history.seed)),
            None => (Editor::new(map), None),
        };
        editor.set_block(copy.block);
        editor.merge_ledger(&copy.ledger);
        // Ids issued by earlier documents of this run from the same working copy.
        self.close_document();
        editor.merge_ledger(&self.files.ledger(&path));
        self.show_editor(editor, Some((path, fingerprint)), seed);
    }

    /// Hands what the open document has issued to its working copy, before another document takes its place.
    pub(super) fn close_document(&mut self) {
        let (files, mut context) = self.files_with_context();
        files.on_document_closing(&mut context);
        self.close_journal();
    }

    /// Shows a map in place of the document that was closed.
    pub(super) fn show_editor(
        &mut self,
        editor: Editor,
        file: Option<(PathBuf, Option<FileFingerprint>)>,
        journal: Option<JournalSeed>,
    ) {
        self.document_count += 1;
        let view = ViewState { drawing: self.preferences.settings.drawing, ..ViewState::default() };
        let document = Document::new(DocumentId(self.document_count), editor, Session::new(view));
        self.replace_document(document, file, journal);
    }

    /// Puts a document in place of one that was closed, or of the empty one of a new window; `journal` is the one that it
    /// continues.
    pub(super) fn replace_document(
        &mut self,
        document: Document,
        file: Option<(PathBuf, Option<FileFingerprint>)>,
        journal: Option<JournalSeed>,
    ) {
        self.set_startup_error(None);
        self.leave_stage();
        self.document = document;
        self.journals.on_document_opened(&self.document, journal, &self.environment);
        self.files.on_document_opened(&self.document, file);
        self.derived.reset();
        self.messages.status = None;
        self.letters.on_document_opened(&self.ctx);
        self.navigation.fit_next = true;
        self.pending_bands = None;
        self.deferred_commands.clear();
        clear_drafts(&self.ctx);
        self.panels.panicked.clear();
        self.focus.name_field = None;
        self.panels.name_box.close();
        self.panels.overlay = Overlay::default();
        self.panels.replace.on_document_opened();
        self.panels.comparison.close();
        self.panels.history = HistoryState::default();
        self.panels.pages.on_document_opened();
        let obsolete: Vec<JobName> = self.jobs.names().filter(|name| name.is_document_job()).collect();
        for name in obsolete {
            self.jobs.cancel(name);
        }
        if self.map().placements().len() < self.map().actors().len() {
            self.tidy(None);
        }
    }

    /// Records why the initial map did not open.
    pub(super) fn set_startup_error(&self, message: Option<String>) {
        if let Ok(mut startup_error) = self.startup_error.lock() {
            *startup_error = message;
        }
    }

    /// Waits for running writes, so that the next window does not write concurrently; at most `TIMEOUT`, as a disk may
    /// hang.
    pub(super) fn wait_for_writes(&mut self) {
        const TIMEOUT: Duration = Duration::from_secs(10);
        let started = Instant::now();
        while self.files.is_writing() && started.elapsed() < TIMEOUT {
            for (name, outcome) in self.jobs.finished() {
                self.on_job_result(name, outcome);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Moves the document's state out, for another window.
    pub(super) fn hand_over(&mut self) -> HandoverState {
        let empty = Editor::new(LinkageMap::default());
        HandoverState {
            editor: std::mem::replace(&mut self.document.editor, empty),
            entry: std::mem::take(&mut self.document.entry),
            session: std::mem::take(&mut self.document.session),
            file: self.files.file(self.document.id),
            journal: self.journals.hand_over(),
            settings: self.preferences.settings.clone(),
        }
    }
}

impl Drop for Shell {
    /// When the renderer fails, the window is dropped without being closed: its document is handed to the next window.
    fn drop(&mut self) {
        // An initial map that is still loading is loaded again by the next window.
        if let Some(handover) = self.handover.take().filter(|_| !self.files.is_loading_initial()) {
            self.flush_draft();
            self.wait_for_writes();
            let state = self.hand_over();
            if let Ok(mut slot) = handover.lock() {
                *slot = Some(state);
            }
        }
    }
}

/// The file of a built-in map.
pub(super) fn sample_bytes(sample: SampleMap) -> &'static [u8] {
    match sample {
        SampleMap::CanTho2019 => include_bytes!("../../saves/can-tho-2019.lienket"),
        SampleMap::MangoMekong2015 => include_bytes!("../../saves/mango-mekong-2015.lienket"),
        SampleMap::RiceMekong2020 => include_bytes!("../../saves/rice-mekong-2020.lienket"),
    }
}
