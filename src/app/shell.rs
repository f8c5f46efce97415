//! The window: what it owns, and what happens each frame. It routes commands, results and answers to who owns what they are
//! about, and holds nothing else.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::{Context, Ui, ViewportCommand};

use super::derived::{Derived, Isolation};
use super::document::{Document, DocumentId};
use super::environment::Environment;
use super::errors::open_sentence;
use super::files::{Effect, Failure, Files, FilesContext, Question, RequestId, TableExport, absolute};
use super::focus_return::Focus;
use super::navigation::Navigation;
use super::preferences::Preferences;
use super::settings::Settings;
use super::start::{HandedOver, Handover};
use super::system_preferences::SystemPreferences;
use super::work::{JobName, ShellJobs};
use crate::command::Command;
use crate::language::{Language, Screen};
use crate::map::{Banding, Block, Editor, LinkageMap, MapId, ProductId, Selection, ViewState, Year};
use crate::panels::{
    Answer, FindState, FindingsState, OutlineState, PagesState, SightState, TrialState, forget_texts,
    has_unaccepted_text, take_dropped_text,
};
use crate::session::Session;
use crate::storage::{FileFingerprint, WorkingCopy};

/// Something that went wrong, to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    pub title: Screen,
    pub message: String,
    /// Whether to offer another file to open.
    pub open_another: bool,
}

/// What panels remember from frame to frame.
#[derive(Default)]
pub(super) struct PanelStates {
    pub find: FindState,
    pub outline: OutlineState,
    pub findings: FindingsState,
    pub pages: PagesState,
    pub what_if: TrialState,
    pub sight: SightState,
    /// Those that panicked: they are not drawn again until their user asks for it.
    pub broken: BTreeSet<&'static str>,
}

/// What the window has to say.
#[derive(Debug, Default)]
pub(super) struct Messages {
    /// What was done last, in the status line.
    pub news: Option<Screen>,
    /// What went wrong, one after another, each with its number.
    pub notices: VecDeque<(u64, Notice)>,
    /// How many notices there were.
    numbers: u64,
}

/// Names one thing that is asked or told before everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AskedId {
    Notice(u64),
    Question(RequestId),
}

impl Messages {
    /// Tells that something went wrong; what is told already is not told twice.
    pub fn error(&mut self, title: Screen, message: String, open_another: bool) {
        let notice = Notice { title, message, open_another };
        if !self.notices.iter().any(|(_, told)| *told == notice) {
            self.numbers += 1;
            self.notices.push_back((self.numbers, notice));
        }
    }
}

/// What the window asks or tells before everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It tells what went wrong.
    Notice,
    /// Whether to save the map before it is left.
    SaveFirst,
    /// Which path to save to, where the system has no file dialog.
    SavePath,
    /// Which path to open, where the system has no file dialog.
    OpenPath,
    /// Whether to replace a file of which nobody was asked.
    Replace,
    /// Whether to write over a file that somebody else has changed.
    ChangedOutside,
    /// It waits for what is still written before it closes.
    Writing,
}

/// The window and everything in it.
pub struct Shell {
    pub(super) ctx: Context,
    pub(super) environment: Environment,
    pub(super) document: Document,
    /// How many documents there were.
    documents: u64,
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
    pub(super) answers: Vec<(AskedId, Answer)>,
    /// The tables that were asked for in the last frame, as they were shown in it.
    pub(super) shown_tables: Vec<TableExport>,
    /// The bands that the running tidying is to bring, where they change.
    pub(super) banding: Option<Option<Banding>>,
    failure: Failure,
    handover: Option<Handover>,
    is_closing: bool,
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

    fn show_first(&mut self, map: LinkageMap, path: PathBuf, fingerprint: Option<FileFingerprint>) {
        let (disk, path) = (&self.environment.disk, absolute(path));
        let copies = self.environment.copies.as_ref();
        let known = copies.and_then(|copies| copies.known(&**disk, &path, map.identity()));
        let copy = known.unwrap_or_else(|| WorkingCopy::fresh(&map, (self.environment.random)()));
        self.remember(&path);
        self.show_file(map, path, fingerprint, &copy);
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
        let mut document = Document::new(id, LinkageMap::default(), Block::MAKER, kept.session);
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
            document: Document::new(DocumentId(1), map, Block::MAKER, Session::new(view)),
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
    pub fn reply(&mut self, answer: Answer) {
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
            path.clone_into(&mut asked.typed);
            asked.exists = false;
        }
    }

    /// The path that stands in the question for one.
    pub fn typed_path(&self) -> Option<&str> {
        match self.files.question() {
            Some(Question::Path { asked, .. }) => Some(&asked.typed),
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

    /// Whether the open map, with what is being typed, differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.document.is_dirty() || self.files.is_overtaken(&self.document) || has_unaccepted_text(&self.ctx)
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.document.session.view.selection
    }

    /// How one looks at the map, as a view keeps it.
    pub fn view(&self) -> &ViewState {
        &self.document.session.view
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
        if take_dropped_text(ctx) {
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
            Some(Isolation::TooMany) => self.messages.news = Some(Screen::AloneTooMany),
            Some(Isolation::Fresh) => {
                if let Some(scene) = self.derived.isolated_scene() {
                    let canvas = &mut self.navigation.canvases.isolated;
                    *canvas = crate::canvas::Canvas::default();
                    canvas.show_whole(scene.area);
                }
            }
        }
    }

    /// New results were taken in: a map that was just opened or laid out is shown whole.
    pub(super) fn on_new_results(&mut self) {
        if std::mem::take(&mut self.navigation.fit_next)
            && let Some(results) = &self.derived.results
        {
            self.navigation.canvases.whole.show_whole(results.scene.area);
        }
    }

    pub(super) fn on_program_error(&mut self) {
        let message = Screen::ProgramError.text(self.language()).to_owned();
        self.messages.error(Screen::CannotDo, message, false);
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
    fn on_answer(&mut self, id: AskedId, answer: Answer) {
        if self.asked_id() != Some(id) {
            return;
        }
        if let Some((_, notice)) = self.messages.notices.pop_front() {
            if notice.open_another && answer == Answer::Yes {
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
                    self.messages.error(Screen::CannotOpen, message, true);
                }
                Effect::Error { title, message } => self.messages.error(title, message, false),
                Effect::News(news) => self.messages.news = Some(news),
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
    fn remember(&mut self, path: &Path) {
        self.choose(|settings| settings.remember(path));
    }

    /// Changes what is kept from one day to the next.
    pub(super) fn choose(&mut self, change: impl FnOnce(&mut Settings)) {
        if let Some((path, text)) = self.preferences.choose(change) {
            let (files, mut context) = self.parts();
            files.keep_settings(path, text, &mut context);
        }
    }

    /// Shows a map that has no file: saving asks where. It is a copy that hands out ids of its own.
    pub(super) fn show_copy(&mut self, mut map: LinkageMap) {
        map.identify(MapId((self.environment.random)()));
        let block = WorkingCopy::fresh(&map, (self.environment.random)()).block;
        self.show_map(map, block, None);
    }

    /// Shows a new map.
    pub(super) fn show_new(&mut self) {
        let year = i32::from(self.environment.clock.today().year());
        let mut map = super::edits::new_map(year, self.language());
        map.identify(MapId((self.environment.random)()));
        self.show_map(map, Block::MAKER, None);
    }

    fn show_file(
        &mut self,
        mut map: LinkageMap,
        path: PathBuf,
        fingerprint: Option<FileFingerprint>,
        copy: &WorkingCopy,
    ) {
        map.remember_ids(&copy.ledger);
        // What the document before, or an earlier one, handed out of the same working copy.
        let (files, mut context) = self.parts();
        files.end(&mut context);
        map.remember_ids(&files.ledger(&path));
        self.show_map(map, copy.block, Some((path, fingerprint)));
    }

    fn show_map(&mut self, map: LinkageMap, block: Block, file: Option<(PathBuf, Option<FileFingerprint>)>) {
        self.documents += 1;
        let view = ViewState { drawing: self.preferences.settings.drawing, ..ViewState::default() };
        self.show(Document::new(DocumentId(self.documents), map, block, Session::new(view)), file);
    }

    fn show(&mut self, document: Document, file: Option<(PathBuf, Option<FileFingerprint>)>) {
        let (files, mut context) = self.parts();
        files.end(&mut context);
        self.note_failure(None);
        self.document = document;
        self.files.begin(&self.document, file);
        self.derived.reset();
        self.messages.news = None;
        self.navigation.fit_next = true;
        self.banding = None;
        self.late.clear();
        forget_texts(&self.ctx);
        self.panels.broken.clear();
        self.focus.name_field = None;
        let of_the_last: Vec<JobName> = self.jobs.names().filter(|name| name.is_of_document()).collect();
        for name in of_the_last {
            self.jobs.cancel(name);
        }
        if self.map().places().len() < self.map().actors().len() {
            self.tidy(None);
        }
    }

    /// Remembers why the window's first map did not open.
    pub(super) fn note_failure(&self, message: Option<String>) {
        if let Ok(mut failure) = self.failure.lock() {
            *failure = message;
        }
    }

    fn name_window(&mut self, ctx: &Context) {
        let map_title = &self.map().info().title;
        let name = if map_title.is_empty() { Screen::Untitled.text(self.language()) } else { map_title };
        let mark = if self.is_dirty() { "• " } else { "" };
        let title = format!("{mark}{name} – Lienket");
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Waits for what is being written, so that the next window does not write beside it; not for a disk that hangs.
    fn finish_writes(&mut self) {
        const LONGEST: Duration = Duration::from_secs(10);
        let began = Instant::now();
        while self.files.is_writing() && began.elapsed() < LONGEST {
            for (name, outcome) in self.jobs.finished() {
                self.on_job(name, outcome);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The document and what it takes to go on with it in another window.
    fn hand_over(&mut self) -> HandedOver {
        let empty = Editor::new(LinkageMap::default());
        HandedOver {
            editor: std::mem::replace(&mut self.document.editor, empty),
            session: std::mem::take(&mut self.document.session),
            file: self.files.file(self.document.id),
            settings: self.preferences.settings.clone(),
        }
    }
}

impl Drop for Shell {
    /// A window whose renderer fails is dropped without its user wanting it: its document goes on in the next one.
    fn drop(&mut self) {
        // A map that is still being read is read again by the next window.
        if let Some(handover) = self.handover.take().filter(|_| !self.files.is_beginning()) {
            self.flush_draft();
            self.finish_writes();
            let kept = self.hand_over();
            if let Ok(mut place) = handover.lock() {
                *place = Some(kept);
            }
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
