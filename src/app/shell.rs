//! The window: one struct that eframe calls each frame.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use egui::text::CCursor;
use egui::{
    CentralPanel, Context, Frame, Key, KeyboardShortcut, Margin, Modifiers, Panel, Stroke, Ui, ViewportCommand,
};

use super::document::{Document, Question};
use super::ease::{Ease, Listener};
use super::export::Export;
use super::files::FileDialogs;
use super::jobs::{Jobs, Stamp};
use super::look;
use super::opening::{Failure, Opening};
use super::settings::Settings;
use crate::canvas::{Canvas, CanvasOptions, colour, waiting_ui};
use crate::command::{Command, Page};
use crate::language::{Language, Screen};
use crate::map::{Banding, LinkageMap, Year};
use crate::panels::{
    Answer, BarState, FindState, FindingsState, OutlineState, PagesState, PathQuestion, SightState, Status, TrialState,
    Under, alone_ui, ask_path_ui, ask_save_ui, bar_ui, findings_ui, inspector_ui, is_untouched, notice_ui, outline_ui,
    page_ui, sight_ui, status_ui, trial_ui,
};
use crate::scene::Selection;
use crate::theme::Palette;

/// Something that went wrong, to be read.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    pub title: Screen,
    pub message: String,
    /// Whether to offer another file to open.
    pub open_another: bool,
}

/// The window and everything in it.
#[expect(clippy::struct_excessive_bools, reason = "each is a matter of its own")]
pub struct Shell {
    pub(super) ctx: Context,
    pub(super) document: Document,
    pub(super) settings: Settings,
    pub(super) ease: Ease,
    pub(super) listener: Option<Listener>,
    pub(super) jobs: Jobs,
    pub(super) dialogs: Box<dyn FileDialogs>,
    pub(super) canvas: Canvas,
    pub(super) lone_canvas: Canvas,
    pub(super) find: FindState,
    outline: OutlineState,
    findings: FindingsState,
    wishes: Vec<Command>,
    /// The field to put the cursor into, with all of its text selected.
    pub(super) name_field: Option<egui::Id>,
    /// The path that was typed last.
    pub(super) typed_path: String,
    /// Whether a text field or an open list was there for the keys of this frame: they come first.
    busy: bool,
    /// Wishes by keys that wait a frame, until the field that was typed in has handed its text over.
    late: Vec<Command>,
    /// The map that is being read.
    pub(super) opening: Option<Opening>,
    pub(super) failure: Failure,
    /// The survey that runs.
    pub(super) surveying: Option<Question>,
    /// The bands that the running tidying is to bring, where they change.
    pub(super) banding: Option<Option<Banding>>,
    /// The study that runs, or ran last.
    pub(super) studying: Option<Question>,
    /// Whether lists and details stand beside it.
    pub(super) sides: bool,
    /// What stands in the middle.
    pub(super) page: Page,
    pub(super) pages: PagesState,
    trial: TrialState,
    sight: SightState,
    /// How the document's file was when it was last read or written.
    pub(super) stamp: Stamp,
    /// Show the whole map once it is surveyed.
    pub(super) fit_next: bool,
    pub(super) news: Option<Screen>,
    pub(super) notice: Option<Notice>,
    /// What waits for the answer whether to save.
    pub(super) asking_to_save: Option<Command>,
    pub(super) asking_path: Option<PathQuestion>,
    /// What is on its way out and waits for its file.
    pub(super) exporting: Option<Export>,
    /// A file that someone else has changed since.
    pub(super) asking_to_replace: Option<PathBuf>,
    /// What to do once the map is saved.
    pub(super) after_save: Option<Command>,
    pub(super) closing: bool,
    title: String,
}

impl Shell {
    /// A window on a map; with a path it is the map's file.
    pub fn new(
        ctx: &Context,
        map: LinkageMap,
        path: Option<PathBuf>,
        settings: Settings,
        dialogs: Box<dyn FileDialogs>,
    ) -> Self {
        super::system::keep_memory();
        look::dress(ctx);
        ctx.set_zoom_factor(settings.scale.factor());
        let mut shell = Self {
            ctx: ctx.clone(),
            document: Document::new(LinkageMap::default(), None),
            settings,
            ease: Ease::default(),
            listener: None,
            jobs: Jobs::new(ctx.clone()),
            dialogs,
            canvas: Canvas::default(),
            lone_canvas: Canvas::default(),
            find: FindState::default(),
            outline: OutlineState::default(),
            findings: FindingsState::default(),
            wishes: Vec::new(),
            name_field: None,
            typed_path: String::new(),
            busy: false,
            late: Vec::new(),
            opening: None,
            failure: Failure::default(),
            surveying: None,
            banding: None,
            studying: None,
            sides: true,
            page: Page::Map,
            pages: PagesState::default(),
            trial: TrialState::default(),
            sight: SightState::default(),
            stamp: path.as_deref().and_then(super::files::stamp),
            fit_next: true,
            news: None,
            notice: None,
            asking_to_save: None,
            asking_path: None,
            exporting: None,
            asking_to_replace: None,
            after_save: None,
            closing: false,
            title: String::new(),
        };
        shell.dress();
        let stamp = shell.stamp;
        shell.show_document(Document::new(map, path));
        shell.stamp = stamp;
        shell
    }

    /// A window on a map that is still to be read, which its user sees coming.
    pub fn opening(ctx: &Context, path: PathBuf, settings: Settings, dialogs: Box<dyn FileDialogs>) -> Self {
        let map = super::edits::new_map(super::dispatch::this_year(), settings.language());
        let mut shell = Self::new(ctx, map, None, settings, dialogs);
        shell.open(path, true);
        shell
    }

    /// Lets somebody know why the map did not open that the window began with; it changes while the window is used.
    #[must_use]
    pub fn telling_failure_to(mut self, failure: Arc<Mutex<Option<String>>>) -> Self {
        self.failure = failure;
        self
    }

    /// Has a wish, as a person would.
    pub fn wish(&mut self, wish: Command) {
        self.wishes.push(wish);
    }

    /// The open map.
    pub fn map(&self) -> &LinkageMap {
        self.document.editor.map()
    }

    /// Whether the open map differs from its file.
    pub fn is_dirty(&self) -> bool {
        self.document.editor.is_dirty()
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.document.selection
    }

    /// The year that the map is read at.
    pub fn year(&self) -> Year {
        self.document.year
    }

    /// Points of the screen for one unit of the map, on the canvas in sight.
    pub fn zoom(&self) -> f32 {
        if self.document.lone.is_some() { self.lone_canvas.zoom() } else { self.canvas.zoom() }
    }

    /// Whether work is under way beside the window.
    pub fn is_working(&self) -> bool {
        self.jobs.any() || !self.wishes.is_empty()
    }

    pub(super) fn language(&self) -> Language {
        self.settings.language()
    }

    /// Takes wishes and finished work in; draws nothing.
    pub fn update(&mut self, ctx: &Context) {
        for done in self.jobs.finished() {
            self.take(done);
        }
        self.hear_system();
        self.hear_keys(ctx);
        self.hear_files(ctx);
        for wish in std::mem::take(&mut self.wishes) {
            if !matches!(wish, Command::Select(_) | Command::StepBack | Command::ArrangeTable(_)) {
                self.news = None;
            }
            self.carry_out(wish);
        }
        self.survey();
        self.keep_alone();
        if ctx.input(|input| input.viewport().close_requested()) && !self.closing {
            if self.document.editor.is_dirty() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.asking_to_save = Some(Command::Quit);
            }
        } else if self.closing {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        self.name_window(ctx);
    }

    /// Shortcuts. What is being typed is handed over first, so that nothing typed is lost to a save.
    fn hear_keys(&mut self, ctx: &Context) {
        if self.is_asking() {
            return;
        }
        // One Escape, one step back: a field or a list that is open takes it first.
        if ctx.input(|input| input.key_pressed(Key::Escape)) && !self.busy && !self.canvas().is_drawing() {
            self.wishes.push(Command::StepBack);
        }
        for wish in Command::WITH_SHORTCUTS {
            let Some(keys) = wish.face().and_then(|face| face.shortcut) else { continue };
            let Some(key) = Key::from_name(keys.key) else { continue };
            let mut modifiers = Modifiers::NONE;
            modifiers.command = keys.ctrl;
            modifiers.alt = keys.alt;
            modifiers.shift = keys.shift;
            let typing = ctx.text_edit_focused();
            // Text fields own these keys, but there is nothing to undo where nothing was typed.
            let undoes = matches!(wish, Command::Undo | Command::Redo);
            let owned = matches!(wish, Command::Delete | Command::SelectAll) || undoes && !is_untouched(ctx);
            if typing && owned {
                continue;
            }
            let mut pressed = ctx.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(modifiers, key)));
            // Keys that other programs have for the same wish.
            let other = match wish {
                Command::ZoomIn => Some((modifiers, Key::Equals)),
                Command::Redo => Some((modifiers | Modifiers::SHIFT, Key::Z)),
                _ => None,
            };
            if let Some((modifiers, key)) = other {
                let other = KeyboardShortcut::new(modifiers, key);
                pressed |= ctx.input_mut(|input| input.consume_shortcut(&other));
            }
            if pressed {
                if typing && let Some(field) = ctx.memory(|memory| memory.focused()) {
                    ctx.memory_mut(|memory| memory.surrender_focus(field));
                    self.late.push(wish);
                    ctx.request_repaint();
                } else {
                    self.wishes.push(wish);
                }
            }
        }
    }

    /// Puts the cursor into the name of what was just added, once its field has been drawn.
    fn enter_name_field(&mut self, ctx: &Context) {
        let Some(field) = self.name_field.filter(|field| ctx.read_response(*field).is_some()) else { return };
        self.name_field = None;
        let mut state = egui::TextEdit::load_state(ctx, field).unwrap_or_default();
        let all = egui::text::CCursorRange::two(CCursor::new(0), CCursor::new(usize::MAX));
        state.cursor.set_char_range(Some(all));
        state.store(ctx, field);
        ctx.memory_mut(|memory| memory.request_focus(field));
    }

    /// A file dropped on the window is opened.
    fn hear_files(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
        if let Some(path) = dropped {
            self.wishes.push(Command::OpenPath(path));
        }
    }

    fn is_asking(&self) -> bool {
        self.notice.is_some()
            || self.asking_to_save.is_some()
            || self.asking_path.is_some()
            || self.asking_to_replace.is_some()
    }

    fn name_window(&mut self, ctx: &Context) {
        let map_title = &self.document.editor.map().info().title;
        let name = if map_title.is_empty() { Screen::Untitled.text(self.language()) } else { map_title };
        let mark = if self.document.editor.is_dirty() { "• " } else { "" };
        let title = format!("{mark}{name} – Lienket");
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Draws everything and collects wishes.
    pub fn draw(&mut self, ui: &mut Ui) {
        let (language, palette) = (self.language(), self.palette());
        let mut wishes = std::mem::take(&mut self.late);
        let Some(survey) = self.document.survey.as_ref().map(Arc::clone) else {
            CentralPanel::no_frame().frame(Frame::new().fill(colour(palette.paper))).show(ui, |ui| {
                let words = Screen::Working.text(language);
                waiting_ui(ui, ui.ctx().content_rect(), words, None, false, language, palette);
            });
            return;
        };
        let (zoom, calm) = (self.zoom(), self.is_calm());
        let shown = self.document.shown(Some(&survey.assessment), language, palette);
        let bar = BarState {
            undo: self.document.editor.undo_label(),
            redo: self.document.editor.redo_label(),
            dirty: self.document.editor.is_dirty(),
            recent: &self.settings.recent,
            look: self.settings.look,
            scale: self.settings.scale,
            overview: self.settings.overview,
            sides: self.sides,
            calm,
            drawing: self.settings.drawing,
            surveys: self.document.surveys,
            page: self.page,
        };
        let line = Stroke::new(1.0, colour(palette.line));
        let frame = |x, y| Frame::new().fill(colour(palette.panel)).inner_margin(Margin::symmetric(x, y)).stroke(line);
        Panel::top("bar").exact_size(44.0).resizable(false).frame(frame(8, 4)).show(ui, |ui| {
            bar_ui(ui, &shown, &bar, &mut self.find, &mut wishes);
        });
        Panel::bottom("status").exact_size(28.0).resizable(false).frame(frame(10, 2)).show(ui, |ui| {
            let status = Status {
                zoom,
                work: self.jobs.words(),
                news: self.news.map(|news| news.text(language)),
                findings_open: self.settings.findings_open,
            };
            status_ui(ui, &shown, &status, &mut wishes);
        });
        if self.sides {
            // In a small window the middle has its part, too.
            let width = ui.available_width();
            let (lists, details) = ((width * 0.26).clamp(160.0, 224.0), (width * 0.32).clamp(220.0, 270.0));
            Panel::left("outline").default_size(lists).size_range(160.0..=480.0).frame(frame(8, 8)).show(ui, |ui| {
                outline_ui(ui, &mut self.outline, &shown, self.document.surveys, &mut wishes);
            });
            Panel::right("inspector").default_size(details).size_range(220.0..=560.0).frame(frame(10, 4)).show(
                ui,
                |ui| {
                    inspector_ui(ui, &shown, &mut wishes);
                },
            );
        }
        if self.settings.findings_open {
            Panel::bottom("findings")
                .resizable(true)
                .default_size(140.0)
                .size_range(80.0..=420.0)
                .frame(frame(8, 6))
                .show(ui, |ui| findings_ui(ui, &mut self.findings, &shown, self.document.surveys, &mut wishes));
        }
        if shown.supposed.is_some() {
            let turns = Some(&survey).filter(|survey| survey.question == self.document.question(language));
            let turns = turns.map(|survey| survey.turns.as_slice());
            trial_ui(ui, &mut self.trial, turns, &shown, &mut wishes);
        }
        let mut middle = ui.ctx().content_rect();
        if self.is_beginning() {
            let frame = Frame::new().fill(colour(palette.paper));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| middle = ui.max_rect());
        } else if self.page == Page::Map {
            alone_ui(ui, &shown, &mut wishes);
            CentralPanel::no_frame().show(ui, |ui| {
                middle = ui.max_rect();
                let revision = survey.question.revision;
                let scene = self.document.scene().unwrap_or(&survey.scene);
                let canvas = if self.document.lone.is_some() { &mut self.lone_canvas } else { &mut self.canvas };
                canvas.set_options(CanvasOptions {
                    calm,
                    overview: self.settings.overview,
                    legend: self.settings.legend,
                    // Both only grow, so that no two scenes have the same sum.
                    edition: self.document.surveys + self.document.scenes,
                    lit: self.document.lightings,
                });
                let screen = ui.available_rect_before_wrap();
                let focus = self.document.focus();
                canvas.show(ui, scene, revision, focus, &shown, &mut wishes);
                let area = Canvas::map_screen(screen, scene);
                let under = Under { area, scene, lit: !focus.is_empty(), surveys: self.document.surveys };
                sight_ui(ui, &mut self.sight, under, &shown, &mut wishes);
            });
        } else {
            let frame = Frame::new().fill(colour(palette.paper)).inner_margin(Margin::symmetric(20, 12));
            CentralPanel::no_frame().frame(frame).show(ui, |ui| {
                self.pages.surveys = self.document.surveys;
                page_ui(ui, self.page, &mut self.pages, &shown, &mut wishes);
            });
        }
        if (self.zoom() - zoom).abs() > 0.0 {
            // The status line told the zoom before the map was fitted anew.
            ui.ctx().request_repaint();
        }
        self.opening_ui(ui, middle, &mut wishes);
        self.enter_name_field(ui.ctx());
        self.ask(ui.ctx(), language, palette);
        self.busy = ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) || self.is_asking();
        if !wishes.is_empty() {
            self.wishes.append(&mut wishes);
            // Wishes are carried out before the next frame; that one must come.
            ui.ctx().request_repaint();
        }
    }

    /// Questions and notices.
    fn ask(&mut self, ctx: &Context, language: Language, palette: &Palette) {
        if let Some(notice) = &self.notice {
            let (title, another) = (notice.title.text(language), notice.open_another);
            if let Some(answer) = notice_ui(ctx, title, &notice.message, another, language, palette) {
                self.notice = None;
                if answer == Answer::Yes {
                    self.wishes.push(Command::Open);
                    ctx.request_repaint();
                }
            }
        } else if let Some(path) = &self.asking_to_replace {
            let (path, question) = (path.clone(), Screen::ChangedOutside.text(language));
            match crate::panels::ask_replace_ui(ctx, question, language, palette) {
                Some(Answer::Yes) => {
                    self.asking_to_replace = None;
                    self.save_to(path, true);
                }
                Some(Answer::No) => {
                    self.asking_to_replace = None;
                    self.wishes.push(Command::SaveAs);
                }
                Some(Answer::Cancel) => {
                    self.asking_to_replace = None;
                    self.after_save = None;
                }
                None => {}
            }
        } else if let Some(mut question) = self.asking_path.take() {
            match ask_path_ui(ctx, &mut question, language, palette) {
                Some(Answer::Yes) => self.path_typed(question),
                Some(_) => {
                    self.after_save = None;
                    self.exporting = None;
                }
                None => self.asking_path = Some(question),
            }
        } else if let Some(wish) = self.asking_to_save.take() {
            match ask_save_ui(ctx, language, palette) {
                Some(Answer::Yes) => {
                    self.after_save = Some(wish);
                    self.wishes.push(Command::Save);
                }
                Some(Answer::No) => self.carry_out_unasked(wish),
                Some(Answer::Cancel) => {}
                None => self.asking_to_save = Some(wish),
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
