//! The window: its state and the frame cycle. Routes commands, results and answers to their owners.

use std::collections::BTreeSet;
use std::path::PathBuf;

use egui::{Context, Ui, ViewportCommand};

use super::derived::{Derived, IsolationChange};
use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::exit_flush::ExitFlush;
use super::files::{FilePrompt, Files, FilesContext, StartupError, TableExportJob};
use super::focus_return::FocusState;
use super::handover::{HandoverSlot, HandoverState};
use super::job_types::ShellJobs;
use super::journal::Journals;
use super::key_queue::KeyQueue;
use super::letters::Letters;
use super::map_locks::MapLocks;
use super::messages::{Messages, PromptId};
use super::navigation::Navigation;
use super::outside::{LookKey, OutsideWatch};
use super::preferences::Preferences;
use super::presenting::Presenter;
use super::settings::Settings;
use super::side_panels::SidePanels;
use super::system_preferences::SystemPreferences;
use crate::command::{Command, Page};
use crate::exchange::{Template, template_map};
use crate::language::{Language, UiText};
use crate::map::{Banding, Editor, LinkageMap, ViewState};
use crate::panels::{
    ComparisonState, DialogAnswer, FindState, FindingsState, HistoryState, NameBoxState, OutlineState, Overlay,
    PagesState, ReplaceState, TourState, ViewControlsState, WhatIfState, has_invalid_text, invalid_texts,
};
use crate::session::Session;
use crate::storage::{FileFingerprint, OpenedMap, file_title, fingerprint};

/// Panel state kept between frames.
#[derive(Default)]
pub(super) struct PanelStates {
    pub find: FindState,
    pub sides: SidePanels,
    pub outline: OutlineState,
    pub findings: FindingsState,
    pub replace: ReplaceState,
    pub comparison: ComparisonState,
    pub history: HistoryState,
    pub pages: PagesState,
    pub what_if: WhatIfState,
    pub view_controls: ViewControlsState,
    pub name_box: NameBoxState,
    pub overlay: Overlay,
    /// Panels that panicked; not drawn until the user retries them.
    pub panicked: BTreeSet<&'static str>,
}

/// The application window.
pub struct Shell {
    pub(super) ctx: Context,
    pub(super) environment: Environment,
    pub(super) document: Document,
    /// Number of documents opened so far.
    pub(super) document_count: u64,
    pub(super) files: Files,
    pub(super) derived: Derived,
    pub(super) jobs: ShellJobs,
    pub(super) preferences: Preferences,
    pub(super) navigation: Navigation,
    pub(super) focus: FocusState,
    pub(super) panels: PanelStates,
    pub(super) messages: Messages,
    pub(super) presenter: Option<Presenter>,
    pub(super) letters: Letters,
    pub(super) journals: Journals,
    pub(super) exit_flush: Option<ExitFlush>,
    pub(super) locks: MapLocks,
    pub(super) outside: OutsideWatch,
    /// Of a merge with the copy in the map's own file: which file, and what it had when it was read.
    pub(super) own_merge: Option<(LookKey, FileFingerprint)>,
    /// Pending commands with the document that they were submitted for.
    pub(super) commands: Vec<(DocumentId, Command)>,
    /// Shortcuts pressed while typing: deferred until the field has reported its text.
    pub(super) deferred_commands: Vec<Command>,
    /// Answers with the prompt that each was given to.
    pub(super) answers: Vec<(PromptId, DialogAnswer)>,
    /// Tables to copy or export, captured as shown in the last frame.
    pub(super) shown_tables: Vec<TableExportJob>,
    /// Bands that the running layout job will set, if they change.
    pub(super) pending_bands: Option<Option<Banding>>,
    pub(super) startup_error: StartupError,
    pub(super) handover: Option<HandoverSlot>,
    pub(super) is_closing: bool,
    pub(super) title: String,
}

impl Shell {
    /// A window on a map; `path` is the map's file.
    pub fn new(
        ctx: &Context,
        map: LinkageMap,
        path: Option<PathBuf>,
        settings: Settings,
        environment: Environment,
    ) -> Self {
        let mut shell = Self::empty(ctx, settings, environment);
        match path {
            None => shell.show_untitled(map),
            Some(path) => {
                let fingerprint = fingerprint(&*shell.environment.disk, &path).ok().flatten();
                shell.show_initial(map, path, fingerprint);
            }
        }
        shell.look_at_leftovers();
        shell
    }

    /// A window on a map that was read from a file.
    pub(super) fn from_file(
        ctx: &Context,
        opened: OpenedMap,
        path: PathBuf,
        settings: Settings,
        environment: Environment,
    ) -> Self {
        let mut shell = Self::empty(ctx, settings, environment);
        shell.show_initial(opened.map, path, Some(opened.fingerprint));
        shell.look_at_leftovers();
        shell
    }

    /// A window that loads its map and shows the progress.
    pub fn loading(ctx: &Context, path: PathBuf, settings: Settings, environment: Environment) -> Self {
        let mut shell = Self::empty(ctx, settings, environment);
        let (files, mut context) = shell.files_with_context();
        files.open(path, true, &mut context);
        shell.look_at_leftovers();
        shell
    }

    /// A window that continues the document of one whose renderer failed.
    pub(super) fn from_handover(ctx: &Context, state: HandoverState, environment: Environment) -> Self {
        let mut shell = Self::empty(ctx, state.settings, environment);
        shell.document_count += 1;
        let id = DocumentId(shell.document_count);
        let mut document = Document::new(id, state.editor, state.session);
        document.entry = state.entry;
        document.resume_what_if();
        shell.replace_document(document, state.file, state.journal);
        shell
    }

    pub(super) fn empty(ctx: &Context, settings: Settings, environment: Environment) -> Self {
        super::allocator::raise_trim_threshold();
        ctx.add_plugin(KeyQueue::default());
        let preferences = Preferences::new(ctx, settings);
        let year = i32::from(environment.clock.today().year());
        let map = template_map(Template::Blank, year, preferences.language());
        let jobs = ShellJobs::new(std::sync::Arc::clone(&environment.scheduler), ctx.clone());
        let letters = Letters::new(ctx, std::sync::Arc::clone(&environment.fonts));
        let mut panels = PanelStates::default();
        panels.pages.set_chosen_columns(&preferences.settings.columns);
        let view = ViewState { drawing: preferences.settings.drawing, ..ViewState::default() };
        Self {
            ctx: ctx.clone(),
            environment,
            document: Document::new(DocumentId(1), Editor::new(map), Session::new(view)),
            document_count: 1,
            files: Files::default(),
            derived: Derived::default(),
            jobs,
            preferences,
            navigation: Navigation::default(),
            focus: FocusState::default(),
            panels,
            messages: Messages::default(),
            presenter: None,
            letters,
            journals: Journals::default(),
            exit_flush: None,
            locks: MapLocks::default(),
            outside: OutsideWatch::default(),
            own_merge: None,
            commands: Vec::new(),
            deferred_commands: Vec::new(),
            answers: Vec::new(),
            shown_tables: Vec::new(),
            pending_bands: None,
            startup_error: StartupError::default(),
            handover: None,
            is_closing: false,
            title: String::new(),
        }
    }

    /// Shares the reason why the initial map did not open; updated while the window runs.
    #[must_use]
    pub fn with_startup_error(mut self, startup_error: StartupError) -> Self {
        self.startup_error = startup_error;
        self
    }

    /// Hands the document over if the window ends without being closed.
    #[must_use]
    pub(super) fn with_handover(mut self, handover: HandoverSlot) -> Self {
        self.handover = Some(handover);
        self
    }

    /// Has a signal that ends the program wait for the journal.
    #[must_use]
    pub(super) fn with_exit_flush(mut self) -> Self {
        self.exit_flush = Some(ExitFlush::new(&self.ctx));
        self
    }

    /// Overrides the language for this run.
    #[must_use]
    pub fn with_language(mut self, language: Option<Language>) -> Self {
        self.preferences.override_language(language);
        self
    }

    /// Follows the system's preferences.
    #[must_use]
    pub fn with_system_preferences(mut self) -> Self {
        self.preferences.listen();
        self
    }

    /// Shows the tour, unless it was shown at an earlier start.
    #[must_use]
    pub fn with_first_tour(mut self) -> Self {
        if !self.preferences.settings.tour_seen {
            self.show_tour();
        }
        self
    }

    /// Shows the tour. However it is left, even with the program, it was seen.
    pub(super) fn show_tour(&mut self) {
        self.navigation.page = Page::Map;
        self.panels.overlay = Overlay::Tour(TourState::default());
        self.change_settings(|settings| settings.tour_seen = true);
    }

    /// Submits a command, as the UI does.
    pub fn submit(&mut self, command: Command) {
        self.commands.push((self.document.id, command));
    }

    /// Answers the current notice or prompt.
    pub fn answer_prompt(&mut self, answer: DialogAnswer) {
        self.answers.extend(self.prompt_id().map(|id| (id, answer)));
    }

    /// Id of the current notice or prompt.
    pub(super) fn prompt_id(&self) -> Option<PromptId> {
        match self.messages.notices.front() {
            Some((number, _)) => Some(PromptId::Notice(*number)),
            None => self.files.prompt_id().map(PromptId::FilePrompt),
        }
    }

    /// Enters a path, or the name of a template, into its prompt.
    pub fn type_path(&mut self, path: &str) {
        if let Some(prompt) = self.files.prompt_mut().and_then(FilePrompt::path_mut) {
            path.clone_into(&mut prompt.input);
            prompt.exists = false;
        }
    }

    /// Whether the open map, including text being typed, differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.document.is_dirty()
            || self.files.has_stale_write(&self.document)
            || self.has_invalid_text()
            || self.document.pending_entry().is_some()
    }

    /// Whether a field or a cell of a table has text that the map does not take.
    pub(super) fn has_invalid_text(&self) -> bool {
        has_invalid_text(&self.ctx) || self.panels.pages.refused_texts().next().is_some()
    }

    /// Sets the system's preferences; settings take precedence.
    pub fn set_system_preferences(&mut self, system: SystemPreferences) {
        self.preferences.set_system(system);
    }

    pub(super) fn language(&self) -> Language {
        self.preferences.language()
    }

    /// Texts in fields and cells that the map does not take.
    pub(super) fn unaccepted_texts(&self) -> Vec<String> {
        let mut texts = invalid_texts(&self.ctx);
        texts.extend(self.panels.pages.refused_texts().map(str::to_owned));
        texts
    }

    /// `files` with the parts of the shell that it needs.
    pub(super) fn files_with_context(&mut self) -> (&mut Files, FilesContext<'_>) {
        let refused_texts = self.unaccepted_texts();
        let context = FilesContext {
            document: &mut self.document,
            refused_texts,
            jobs: &mut self.jobs,
            environment: &self.environment,
            locks: &self.locks,
            fonts: self.letters.picture_fonts(),
            language: self.preferences.language(),
            recent_path: self.preferences.settings.recent.first().map(PathBuf::as_path),
        };
        (&mut self.files, context)
    }

    /// Processes answers, commands and job results; draws nothing.
    pub fn update(&mut self, ctx: &Context) {
        self.preferences.update();
        self.follow_typing();
        // Commands of the last frame refer to the document that was open then, so they run before results, which may
        // open another one.
        self.execute_pending();
        for (name, outcome) in self.jobs.finished() {
            self.on_job_result(name, outcome);
        }
        self.letters.update(&mut self.jobs);
        self.cancel_unwanted_plan();
        self.follow_import();
        self.follow_merge();
        self.follow_export();
        self.begin_name(ctx);
        self.handle_presenting_keys(ctx);
        self.handle_keys(ctx);
        self.handle_dropped_files(ctx);
        self.execute_pending();
        self.handle_close_request(ctx);
        let (files, mut context) = self.files_with_context();
        files.start_ready(&mut context);
        let effect = files.finish_quitting(&context);
        self.apply_effects(effect.into_iter().collect());
        self.follow_journal();
        self.follow_lock();
        self.follow_outside(ctx);
        self.follow_comparison();
        self.follow_presentation(ctx);
        self.refresh();
        self.fit_slide();
        self.tell_year_change();
        self.update_title(ctx);
    }

    fn execute_pending(&mut self) {
        for (id, answer) in std::mem::take(&mut self.answers) {
            self.on_answer(id, answer);
        }
        for (document, command) in std::mem::take(&mut self.commands) {
            self.on_command(document, command);
        }
    }

    /// Brings the derived results and the view up to date.
    fn refresh(&mut self) {
        let language = self.language();
        let refreshed = self.derived.refresh(&self.document, language, &mut self.jobs);
        if refreshed.results {
            self.on_new_results();
        }
        if refreshed.failed {
            self.on_program_error();
        }
        match self.derived.refresh_view(&mut self.document, language, &mut self.jobs) {
            None => self.on_program_error(),
            Some(IsolationChange::Unchanged) => {}
            Some(IsolationChange::TooMany) => self.messages.status = Some(UiText::IsolationTooLarge),
            Some(IsolationChange::Changed) => {
                if let Some(scene) = self.derived.isolated_scene() {
                    let canvas = &mut self.navigation.canvases.isolated;
                    *canvas = crate::canvas::Canvas::default();
                    canvas.jump_to_fit(scene.area);
                }
            }
        }
    }

    /// Handles new results: fits a map that was just opened or laid out.
    pub(super) fn on_new_results(&mut self) {
        if std::mem::take(&mut self.navigation.fit_next)
            && let Some(results) = &self.derived.results
        {
            self.navigation.canvases.whole.jump_to_fit(results.scene.area);
        }
    }

    pub(super) fn on_program_error(&mut self) {
        let message = UiText::ProgramError.text(self.language()).to_owned();
        self.messages.show_error(UiText::ActionFailed, message, false);
    }

    /// Handles the window's close button.
    fn handle_close_request(&mut self, ctx: &Context) {
        if self.is_closing {
            self.close_window(ctx);
        } else if ctx.input(|input| input.viewport().close_requested()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.request_close();
        }
    }

    /// Closes the window once the journal is written and the lock given back, or a disk has hung for too long: what it has is told at the next
    /// start then.
    pub(super) fn close_window(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        if self.journals.are_settled(now) && self.locks.are_settled(now) {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else {
            ctx.request_repaint_after(std::time::Duration::from_millis(50));
        }
    }

    /// Closes the window as its close button does: asks about unsaved changes first.
    pub fn request_close(&mut self) {
        // Closing dismisses open notices and prompts.
        self.messages.notices.clear();
        self.files.dismiss_prompts();
        self.on_command(self.document.id, Command::Quit);
    }

    /// Whether a notice or prompt is open.
    pub(super) fn has_prompt(&self) -> bool {
        self.prompt().is_some()
    }

    /// The title of the map; one that has none is called after its file.
    pub(super) fn document_name(&self) -> String {
        let title = &self.map().info().title;
        if !title.is_empty() {
            return title.clone();
        }
        let path = self.files.path(self.document.id);
        path.map_or_else(|| UiText::Untitled.text(self.language()).to_owned(), file_title)
    }

    fn update_title(&mut self, ctx: &Context) {
        let name = self.document_name();
        let mark = if self.is_dirty() { "• " } else { "" };
        let title = format!("{mark}{name} – Lienket");
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

impl eframe::App for Shell {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.update(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
