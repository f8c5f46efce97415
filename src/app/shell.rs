//! The window: what it owns, and what happens each frame. It routes commands, results and answers to who owns what they are
//! about, and holds nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use egui::{Context, Ui, ViewportCommand};

use super::derived::{Derived, Isolation};
use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::errors::open_sentence;
use super::files::{Effect, Failure, Files, FilesContext, Question, TableExport};
use super::focus_return::Focus;
use super::handover::{HandedOver, Handover};
use super::messages::{Asked, AskedId, Messages};
use super::navigation::Navigation;
use super::preferences::Preferences;
use super::settings::Settings;
use super::system_preferences::SystemPreferences;
use super::work::ShellJobs;
use crate::command::Command;
use crate::language::{Language, UiText};
use crate::map::{Banding, IdBlock, LinkageMap, ProductId, Selection, ViewState, Year};
use crate::panels::{
    DialogAnswer, FindState, FindingsState, OutlineState, PagesState, ViewControlsState, WhatIfState, has_invalid_text,
    take_discarded_draft,
};
use crate::session::Session;
use crate::storage::FileFingerprint;

/// What panels remember from frame to frame.
#[derive(Default)]
pub(super) struct PanelStates {
    pub find: FindState,
    pub outline: OutlineState,
    pub findings: FindingsState,
    pub pages: PagesState,
    pub what_if: WhatIfState,
    pub sight: ViewControlsState,
    /// Those that panicked: they are not drawn again until their user asks for it.
    pub broken: BTreeSet<&'static str>,
}

/// The window and everything in it.
pub struct Shell {
    pub(super) ctx: Context,
    pub(super) environment: Environment,
    pub(super) document: Document,
    /// How many documents there were.
    pub(super) documents: u64,
    pub(super) files: Files,
    pub(super) derived: Derived,
    pub(super) jobs: ShellJobs,
    pub(super) preferences: Preferences,
    pub(super) navigation: Navigation,
    pub(super) focus: Focus,
    pub(super) panels: PanelStates,
    pub(super) messages: Messages,
    /// What is to be done, and about which document it was said.
    pub(super) commands: Vec<(DocumentId, Command)>,
    /// Commands by keys that were pressed while somebody typed: they wait until the field has told what was typed.
    pub(super) late: Vec<Command>,
    /// Answers, and what each of them was given to.
    pub(super) answers: Vec<(AskedId, DialogAnswer)>,
    /// The tables that were asked for in the last frame, as they were shown in it.
    pub(super) shown_tables: Vec<TableExport>,
    /// The bands that the running tidying is to bring, where they change.
    pub(super) banding: Option<Option<Banding>>,
    pub(super) failure: Failure,
    pub(super) handover: Option<Handover>,
    pub(super) is_closing: bool,
    title: String,
}

impl Shell {
    /// A window on a map; with a path it is the map's file.
    pub fn new(
        ctx: &Context,
        map: LinkageMap,
        path: Option<PathBuf>,
        settings: Settings,
        environment: Environment,
    ) -> Self {
        let mut shell = Self::empty(ctx, settings, environment);
        match path {
            None => shell.show_copy(map),
            Some(path) => {
                let fingerprint = shell.environment.disk.fingerprint(&path).ok().flatten();
                shell.show_first(map, path, fingerprint);
            }
        }
        shell
    }

    /// A window on a map of which it is known how its file was when it was read.
    pub(super) fn on_file(
        ctx: &Context,
        map: LinkageMap,
        (path, fingerprint): (PathBuf, Option<FileFingerprint>),
        settings: Settings,
        environment: Environment,
    ) -> Self {
        let mut shell = Self::empty(ctx, settings, environment);
        shell.show_first(map, path, fingerprint);
        shell
    }

    /// A window on a map that is still to be read, which its user sees coming.
    pub fn opening(ctx: &Context, path: PathBuf, settings: Settings, environment: Environment) -> Self {
        let mut shell = Self::empty(ctx, settings, environment);
        let (files, mut context) = shell.parts();
        files.open(path, true, &mut context);
        shell
    }

    /// A window that goes on where another one, whose renderer failed, had to end.
    pub(super) fn continuing(ctx: &Context, kept: HandedOver, environment: Environment) -> Self {
        let mut shell = Self::empty(ctx, kept.settings, environment);
        shell.documents += 1;
        let id = DocumentId(shell.documents);
        let mut document = Document::new(id, LinkageMap::default(), IdBlock::ORIGINAL, kept.session);
        document.editor = kept.editor;
        document.resume_what_if();
        shell.show(document, kept.file);
        shell
    }

    fn empty(ctx: &Context, settings: Settings, environment: Environment) -> Self {
        super::allocator::keep_at_hand();
        let preferences = Preferences::new(ctx, settings);
        let year = i32::from(environment.clock.today().year());
        let map = super::edits::new_map(year, preferences.language());
        let jobs = ShellJobs::new(std::sync::Arc::clone(&environment.scheduler), ctx.clone());
        let view = ViewState { drawing: preferences.settings.drawing, ..ViewState::default() };
        Self {
            ctx: ctx.clone(),
            environment,
            document: Document::new(DocumentId(1), map, IdBlock::ORIGINAL, Session::new(view)),
            documents: 1,
            files: Files::default(),
            derived: Derived::default(),
            jobs,
            preferences,
            navigation: Navigation::default(),
            focus: Focus::default(),
            panels: PanelStates::default(),
            messages: Messages::default(),
            commands: Vec::new(),
            late: Vec::new(),
            answers: Vec::new(),
            shown_tables: Vec::new(),
            banding: None,
            failure: Failure::default(),
            handover: None,
            is_closing: false,
            title: String::new(),
        }
    }

    /// Lets somebody know why the map did not open that the window began with; it changes while the window is used.
    #[must_use]
    pub fn telling_failure_to(mut self, failure: Failure) -> Self {
        self.failure = failure;
        self
    }

    /// Hands the document on when the window ends before its user wants it to.
    #[must_use]
    pub(super) fn handing_over_to(mut self, handover: Handover) -> Self {
        self.handover = Some(handover);
        self
    }

    /// Speaks this language for this time.
    #[must_use]
    pub fn speaking(mut self, language: Option<Language>) -> Self {
        self.preferences.speak(language);
        self
    }

    /// Follows what the system asks for, now and later.
    #[must_use]
    pub fn listening(mut self) -> Self {
        self.preferences.listen();
        self
    }

    /// Asks for something, as a person would.
    pub fn submit(&mut self, command: Command) {
        self.commands.push((self.document.id, command));
    }

    /// Answers what the window asks or tells before everything else.
    pub fn reply(&mut self, answer: DialogAnswer) {
        self.answers.extend(self.asked_id().map(|id| (id, answer)));
    }

    /// Names what the window asks or tells before everything else.
    pub(super) fn asked_id(&self) -> Option<AskedId> {
        match self.messages.notices.front() {
            Some((number, _)) => Some(AskedId::Notice(*number)),
            None => self.files.question_id().map(AskedId::Question),
        }
    }

    /// What the window asks or tells before everything else.
    pub fn asked(&self) -> Option<Asked> {
        if !self.messages.notices.is_empty() {
            return Some(Asked::Notice);
        }
        self.files.question().map(|question| match question {
            Question::SaveFirst { .. } => Asked::SaveFirst,
            Question::Path { asked, .. } if asked.saving => Asked::SavePath,
            Question::Path { .. } => Asked::OpenPath,
            Question::Replace { .. } => Asked::Replace,
            Question::ChangedOutside { .. } => Asked::ChangedOutside,
            Question::Writing => Asked::Writing,
        })
    }

    /// Types a path where the window asks for one.
    pub fn type_path(&mut self, path: &str) {
        if let Some(Question::Path { asked, .. }) = self.files.question_mut() {
            path.clone_into(&mut asked.input);
            asked.exists = false;
        }
    }

    /// The path that stands in the question for one.
    pub fn typed_path(&self) -> Option<&str> {
        match self.files.question() {
            Some(Question::Path { asked, .. }) => Some(&asked.input),
            _ => None,
        }
    }

    /// The open document.
    pub fn document(&self) -> DocumentId {
        self.document.id
    }

    /// The file of the open map.
    pub fn path(&self) -> Option<&Path> {
        self.files.path(self.document.id)
    }

    /// The open map, without what is being typed.
    pub fn map(&self) -> &LinkageMap {
        self.document.editor.map()
    }

    /// The map that is shown: the open one, or that with what is tried out.
    pub fn shown_map(&self) -> &LinkageMap {
        self.document.map()
    }

    /// Whether the open map, with what is being typed, differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.document.is_dirty() || self.files.is_overtaken(&self.document) || has_invalid_text(&self.ctx)
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.document.session.view.selection
    }

    /// How one looks at the map, as a view keeps it: with the part of it that is in sight.
    pub fn view(&self) -> ViewState {
        let camera = self.navigation.canvas(&self.derived, &self.document).map_camera();
        ViewState { camera: Some(camera), ..self.document.session.view.clone() }
    }

    /// The product whose chains are lit.
    pub fn product(&self) -> Option<ProductId> {
        self.document.session.view.product
    }

    /// The year that the map is read at.
    pub fn year(&self) -> Year {
        self.document.year()
    }

    /// Points of the screen for one unit of the map, on the canvas in sight.
    pub fn zoom(&self) -> f32 {
        self.navigation.canvas(&self.derived, &self.document).zoom()
    }

    /// Whether work is under way beside the window.
    pub fn is_working(&self) -> bool {
        self.jobs.names().next().is_some() || !self.commands.is_empty() || self.files.is_writing()
    }

    /// Whether the window closes as soon as everything is written.
    pub fn is_quitting(&self) -> bool {
        self.is_closing || self.files.is_quitting()
    }

    /// Whether the window is about to close.
    pub fn is_closing(&self) -> bool {
        self.is_closing
    }

    /// Does what the system asks for, where the settings say nothing else.
    pub fn follow_system(&mut self, system: SystemPreferences) {
        self.preferences.follow(system);
    }

    pub(super) fn language(&self) -> Language {
        self.preferences.language()
    }

    /// Files, and what they need of the shell.
    pub(super) fn parts(&mut self) -> (&mut Files, FilesContext<'_>) {
        let context = FilesContext {
            document: &mut self.document,
            jobs: &mut self.jobs,
            environment: &self.environment,
            language: self.preferences.language(),
            recent: self.preferences.settings.recent.first().map(PathBuf::as_path),
        };
        (&mut self.files, context)
    }

    /// Takes commands, answers and finished work in; draws nothing.
    pub fn update(&mut self, ctx: &Context) {
        self.preferences.update();
        if take_discarded_draft(ctx) {
            self.document.take_draft();
        }
        // What was said in the last frame was said about the document that was open in it: it comes before results, which
        // may open another one.
        self.execute_pending();
        for (name, outcome) in self.jobs.finished() {
            self.on_job(name, outcome);
        }
        self.handle_keys(ctx);
        self.handle_dropped_files(ctx);
        self.execute_pending();
        self.handle_close_request(ctx);
        let (files, mut context) = self.parts();
        files.start_ready(&mut context);
        let ends = files.finish_quitting(context.document);
        self.carry_on(ends.into_iter().collect());
        self.refresh();
        self.name_window(ctx);
    }

    fn execute_pending(&mut self) {
        for (id, answer) in std::mem::take(&mut self.answers) {
            self.on_answer(id, answer);
        }
        for (document, command) in std::mem::take(&mut self.commands) {
            self.on_command(document, command);
        }
    }

    /// Sees to it that what is shown is that of the map as it is.
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
            Some(Isolation::Same) => {}
            Some(Isolation::TooMany) => self.messages.news = Some(UiText::IsolationTooLarge),
            Some(Isolation::Fresh) => {
                if let Some(scene) = self.derived.isolated_scene() {
                    let canvas = &mut self.navigation.canvases.isolated;
                    *canvas = crate::canvas::Canvas::default();
                    canvas.jump_to_fit(scene.area);
                }
            }
        }
    }

    /// New results were taken in: a map that was just opened or laid out is shown whole.
    pub(super) fn on_new_results(&mut self) {
        if std::mem::take(&mut self.navigation.fit_next)
            && let Some(results) = &self.derived.results
        {
            self.navigation.canvases.whole.jump_to_fit(results.scene.area);
        }
    }

    pub(super) fn on_program_error(&mut self) {
        let message = UiText::ProgramError.text(self.language()).to_owned();
        self.messages.error(UiText::ActionFailed, message, false);
    }

    /// The window's own button to close it.
    fn handle_close_request(&mut self, ctx: &Context) {
        if self.is_closing {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        } else if ctx.input(|input| input.viewport().close_requested()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.request_close();
        }
    }

    /// Closes the window as its own button does: whatever is not saved is asked about first.
    pub fn request_close(&mut self) {
        // Whoever closes the window has left what stood there without an answer.
        self.messages.notices.clear();
        self.files.dismiss_questions();
        self.on_command(self.document.id, Command::Quit);
    }

    /// Whether something is asked or told before everything else.
    pub(super) fn is_asking(&self) -> bool {
        self.asked().is_some()
    }

    /// An answer to what was asked or told; to what no longer stands there it is none.
    fn on_answer(&mut self, id: AskedId, answer: DialogAnswer) {
        if self.asked_id() != Some(id) {
            return;
        }
        if let Some((_, notice)) = self.messages.notices.pop_front() {
            if notice.open_another && answer == DialogAnswer::Yes {
                self.submit(Command::Open);
            }
            return;
        }
        // What is saved because of it has what is typed.
        self.flush_draft();
        let (files, mut context) = self.parts();
        let effects = files.answer(answer, &mut context);
        self.carry_on(effects);
    }

    /// Carries on with what came of files.
    pub(super) fn carry_on(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Execute(command) => self.execute(command),
                Effect::ExecuteUnasked(command) => self.execute_unasked(command),
                Effect::Show { map, path, fingerprint, copy } => {
                    self.remember(&path);
                    self.show_file(*map, path, fingerprint, &copy);
                }
                Effect::NotOpened { error, first } => {
                    if first {
                        self.note_failure(Some(error.to_string()));
                    }
                    let message = open_sentence(&error, self.language());
                    self.messages.error(UiText::CannotOpen, message, true);
                }
                Effect::Error { title, message } => self.messages.error(title, message, false),
                Effect::News(news) => self.messages.news = Some(news),
                Effect::Saved(news) => {
                    self.messages.news =
                        Some(if has_invalid_text(&self.ctx) { UiText::SavedWithoutInvalid } else { news });
                }
                Effect::Recent(path) => self.remember(&path),
                Effect::Close => {
                    self.is_closing = true;
                    self.handover = None;
                    self.ctx.send_viewport_cmd(ViewportCommand::Close);
                }
            }
        }
    }

    /// Remembers a map as one that was open lately.
    pub(super) fn remember(&mut self, path: &Path) {
        self.choose(|settings| settings.remember(path));
    }

    /// Changes what is kept from one day to the next.
    pub(super) fn choose(&mut self, change: impl FnOnce(&mut Settings)) {
        if let Some((path, text)) = self.preferences.choose(change) {
            let (files, mut context) = self.parts();
            files.keep_settings(path, text, &mut context);
        }
    }

    fn name_window(&mut self, ctx: &Context) {
        let map_title = &self.map().info().title;
        let name = if map_title.is_empty() { UiText::Untitled.text(self.language()) } else { map_title };
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
