//! What opens over the window for a moment: quick entry, the palette of commands, the templates, the list of keys, what a
//! pasted block changes, a file that is to show the map, two actors or two copies of the map to be merged. Escape closes it.

mod about;
mod cells;
mod export;
mod import;
mod key_list;
mod merge;
mod merge_copies;
mod palette;
mod paste;
mod quick_entry;
mod templates;
mod tour;
mod unsaved;

use std::collections::BTreeSet;
use std::path::PathBuf;

use egui::{Align2, Area, Context, Frame, Id, Key, Margin, Modifiers, Order, Ui, Vec2};

pub use self::export::{AskedPreview, ExportBasis, ExportState};
pub use self::import::{ImportLines, ImportRequest, ImportSource, ImportState};
use self::merge::MergeState;
pub use self::merge_copies::{MergeBase, MergeCopiesState, MergePreview, MergeRequest, PreparedMerge};
use self::palette::PaletteState;
use self::paste::PasteState;
use self::quick_entry::QuickEntryState;
use self::templates::OwnTemplates;
pub use self::templates::TemplateContents;
pub use self::tour::{TourPlace, TourState, mark_place};
pub use self::unsaved::{UnsavedMap, UnsavedState};
use crate::command::Command;
use crate::exchange::{ColumnMemory, ExportRequest, PasteRequest};
use crate::map::ActorId;
use crate::panels::widgets::right_to_left_ui;
use crate::session::ViewContext;
use crate::storage::OwnFolders;

/// Distance from the upper edge of the window, in points: below the toolbar.
const TOP: f32 = 56.0;
/// The widest that an overlay is, in points.
const MAX_WIDTH: f32 = 640.0;

/// The widest that two records side by side are, in points.
const MAX_COLUMNS_WIDTH: f32 = 840.0;

/// The widest that a table in an overlay is, in points.
const MAX_TABLE_WIDTH: f32 = 1_080.0;

/// The widest that an overlay with two panes is, in points.
const MAX_PAGE_WIDTH: f32 = 1_280.0;

/// The least width of the button that carries out what an overlay is for, in points.
const MAIN_WIDTH: f32 = 88.0;

/// The buttons that end an overlay, in one row as those of every dialog: at the right, the first one outermost.
fn ending_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(10.0);
    ui.horizontal(|ui| right_to_left_ui(ui, add)).inner
}

/// What is open.
#[derive(Debug, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    Closed,
    /// Chains told as text.
    QuickEntry(Box<QuickEntryState>),
    /// Every command, to find by its name.
    Palette(PaletteState),
    /// The templates of new maps, with the user's own.
    Templates(OwnTemplates),
    /// Maps whose edits were never saved.
    Unsaved(Box<UnsavedState>),
    /// Every key, by topic.
    Keys,
    /// What the program is, with the folders of the user's data, where there are any.
    About(Option<OwnFolders>),
    /// The tour through the window.
    Tour(TourState),
    /// What a pasted block would change.
    Paste(Box<PasteState>),
    /// Tables to be imported.
    Import(Box<ImportState>),
    /// A file that is to show the map.
    Export(Box<ExportState>),
    /// Two actors to be merged.
    Merge(Box<MergeState>),
    /// Another copy of the map, to be merged with it.
    MergeCopies(Box<MergeCopiesState>),
}

impl Overlay {
    /// Quick entry with these lines.
    pub fn quick_entry(text: &str) -> Self {
        Self::QuickEntry(Box::new(QuickEntryState::new(text)))
    }

    /// The palette without a query.
    pub fn palette() -> Self {
        Self::Palette(PaletteState::default())
    }

    /// What pasting a block would change.
    pub fn paste(request: PasteRequest) -> Self {
        Self::Paste(Box::new(PasteState::new(request)))
    }

    /// The templates of new maps; the user's own are still to be listed.
    pub fn templates() -> Self {
        Self::Templates(OwnTemplates::default())
    }

    /// How to merge these actors; nothing of fewer than two.
    pub fn merge(actors: &BTreeSet<ActorId>) -> Self {
        MergeState::new(actors).map_or(Self::Closed, |state| Self::Merge(Box::new(state)))
    }

    /// The import of tables, with what was chosen for columns before.
    pub fn import(memory: ColumnMemory) -> Self {
        Self::Import(Box::new(ImportState::new(memory)))
    }

    /// What file is to show the map.
    pub fn export(request: ExportRequest) -> Self {
        Self::Export(Box::new(ExportState::new(request)))
    }

    /// How to merge the map with the copy in a file, which is still to be read.
    pub fn merge_copies(path: PathBuf) -> Self {
        Self::MergeCopies(Box::new(MergeCopiesState::new(path)))
    }

    /// Whether quick entry is open.
    pub fn is_quick_entry(&self) -> bool {
        matches!(self, Self::QuickEntry(_))
    }

    /// Whether something is open.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed)
    }
}

/// Draws what is open. While a dialog covers it, keys and clicks are the dialog's.
pub fn overlay_ui(
    ctx: &Context,
    overlay: &mut Overlay,
    is_covered: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    if !overlay.is_open() {
        return;
    }
    // A list that is open in it is closed first.
    let is_left = !is_covered
        && !egui::Popup::is_any_open(ctx)
        && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if let Overlay::Tour(state) = overlay {
        if is_left || !tour::tour_ui(ctx, state, is_covered, context) {
            *overlay = Overlay::Closed;
        }
        return;
    }
    let mut is_open = !is_left;
    let screen = ctx.content_rect();
    let max_width = match overlay {
        Overlay::Import(_) | Overlay::MergeCopies(_) => MAX_PAGE_WIDTH,
        Overlay::Paste(_) | Overlay::Export(_) => MAX_TABLE_WIDTH,
        Overlay::Merge(_) => MAX_COLUMNS_WIDTH,
        _ => MAX_WIDTH,
    };
    let width = (screen.width() - 40.0).clamp(160.0, max_width);
    // egui remembers the size of an area by its id.
    let name = match overlay {
        Overlay::Closed | Overlay::Tour(_) | Overlay::QuickEntry(_) => "quick entry overlay",
        Overlay::Palette(_) => "palette overlay",
        Overlay::Templates(_) => "templates overlay",
        Overlay::Unsaved(_) => "unsaved overlay",
        Overlay::Keys => "keys overlay",
        Overlay::About(_) => "about overlay",
        Overlay::Paste(_) => "paste overlay",
        Overlay::Merge(_) => "merge overlay",
        Overlay::MergeCopies(_) => "merge copies overlay",
        Overlay::Import(_) => "import overlay",
        Overlay::Export(_) => "export overlay",
    };
    let area = Area::new(Id::unique(name)).order(Order::Foreground).anchor(Align2::CENTER_TOP, Vec2::new(0.0, TOP));
    let response = area.show(ctx, |ui: &mut Ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(12)).show(ui, |ui| {
            ui.set_width(width);
            let height = (screen.height() - TOP - 60.0).max(120.0);
            // Else what was low for a short list stays so for a long one.
            ui.set_max_height(height);
            is_open &= match overlay {
                Overlay::Closed | Overlay::Tour(_) => false,
                Overlay::QuickEntry(state) => quick_entry::quick_entry_ui(ui, state, height, context, commands),
                Overlay::Palette(state) => palette::palette_ui(ui, state, height, context, commands),
                Overlay::Templates(own) => templates::templates_ui(ui, own, height, context, commands),
                Overlay::Unsaved(state) => unsaved::unsaved_ui(ui, state, height, context, commands),
                Overlay::Keys => key_list::key_list_ui(ui, height, context),
                Overlay::About(folders) => about::about_ui(ui, folders.as_ref(), height, context),
                Overlay::Paste(state) => paste::paste_ui(ui, state, height, context, commands),
                Overlay::Merge(state) => merge::merge_ui(ui, state, height, context, commands),
                Overlay::MergeCopies(state) => merge_copies::merge_copies_ui(ui, state, height, context, commands),
                Overlay::Import(state) => import::import_ui(ui, state, height, context, commands),
                Overlay::Export(state) => export::export_ui(ui, state, height, context, commands),
            };
        });
    });
    let is_clicked_away = ctx.input(|input| {
        let place = input.pointer.interact_pos();
        input.pointer.any_pressed() && place.is_some_and(|place| !response.response.rect.contains(place))
    });
    // What was typed into quick entry, copied elsewhere or chosen stays at a click.
    let keeps_text = match overlay {
        Overlay::QuickEntry(state) => state.has_text(),
        Overlay::Paste(_)
        | Overlay::Merge(_)
        | Overlay::MergeCopies(_)
        | Overlay::Unsaved(_)
        | Overlay::Import(_)
        | Overlay::Export(_) => true,
        Overlay::Closed
        | Overlay::Tour(_)
        | Overlay::Palette(_)
        | Overlay::Templates(_)
        | Overlay::Keys
        | Overlay::About(_) => false,
    };
    if !is_open || is_clicked_away && !keeps_text && !is_covered {
        *overlay = Overlay::Closed;
    }
}
