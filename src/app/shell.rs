//! The window: one struct that eframe calls each frame.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use egui::text::CCursor;
use egui::{Context, Key, KeyboardShortcut, Modifiers, Ui, ViewportCommand};

use super::alone::Canvases;
use super::document::{Document, Question};
use super::ease::{Ease, Listener};
use super::export::Export;
use super::files::FileDialogs;
use super::jobs::{Jobs, Stamp};
use super::lent::Lent;
use super::look;
use super::opening::{Failure, Opening};
use super::settings::Settings;
use super::sifting::Sifting;
use crate::command::{Command, Page};
use crate::language::{Language, Screen};
use crate::map::{Banding, LinkageMap, ProductId, Year};
use crate::panels::{
    FindState, FindingsState, OutlineState, PagesState, PathQuestion, SightState, TrialState, is_untouched,
};
use crate::scene::Selection;

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
    pub(super) canvases: Canvases,
    pub(super) find: FindState,
    pub(super) outline: OutlineState,
    pub(super) findings: FindingsState,
    pub(super) wishes: Vec<Command>,
    /// The field to put the cursor into, with all of its text selected.
    pub(super) name_field: Option<egui::Id>,
    pub(super) lent: Lent,
    /// The path that was typed last.
    pub(super) typed_path: String,
    /// Whether a text field or an open list was there for the keys of this frame: they come first.
    pub(super) busy: bool,
    /// Wishes by keys that wait a frame, until the field that was typed in has handed its text over.
    pub(super) late: Vec<Command>,
    /// The map that is being read.
    pub(super) opening: Option<Opening>,
    pub(super) failure: Failure,
    /// The survey that runs.
    pub(super) surveying: Option<Question>,
    /// The survey that its user broke off and would not wait for.
    pub(super) unwanted: Option<Question>,
    /// The bands that the running tidying is to bring, where they change.
    pub(super) banding: Option<Option<Banding>>,
    /// What runs, or ran last, to leave out what a filter hides.
    pub(super) sifting: Option<Sifting>,
    /// The study that runs, or ran last.
    pub(super) studying: Option<Question>,
    /// Whether lists and details stand beside it.
    pub(super) sides: bool,
    /// What stands in the middle.
    pub(super) page: Page,
    pub(super) pages: PagesState,
    pub(super) trial: TrialState,
    pub(super) sight: SightState,
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
        super::memory::keep_at_hand();
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
            canvases: Canvases::default(),
            find: FindState::default(),
            outline: OutlineState::default(),
            findings: FindingsState::default(),
            wishes: Vec::new(),
            name_field: None,
            lent: Lent::default(),
            typed_path: String::new(),
            busy: false,
            late: Vec::new(),
            opening: None,
            failure: Failure::default(),
            surveying: None,
            unwanted: None,
            banding: None,
            sifting: None,
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
        if let Some(path) = &path {
            shell.remember(path);
        }
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

    /// The product whose chains are lit.
    pub fn product(&self) -> Option<ProductId> {
        self.document.product
    }

    /// The year that the map is read at.
    pub fn year(&self) -> Year {
        self.document.year
    }

    /// Points of the screen for one unit of the map, on the canvas in sight.
    pub fn zoom(&self) -> f32 {
        self.canvases.in_sight(&self.document).zoom()
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
        self.sift();
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
    pub(super) fn enter_name_field(&mut self, ctx: &Context) {
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

    pub(super) fn is_asking(&self) -> bool {
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
