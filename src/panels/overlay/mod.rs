//! What opens over the window for a moment: quick entry, the palette of commands, the list of keys. Escape closes it.

mod key_list;
mod palette;
mod quick_entry;

use egui::{Align2, Area, Context, Frame, Id, Key, Margin, Modifiers, Order, Ui, Vec2};

use self::palette::PaletteState;
use self::quick_entry::QuickEntryState;
use crate::command::Command;
use crate::session::ViewContext;

/// Distance from the upper edge of the window, in points: below the toolbar.
const TOP: f32 = 56.0;
/// The widest that an overlay is, in points.
const MAX_WIDTH: f32 = 640.0;

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
    /// Every key, by topic.
    Keys,
}

impl Overlay {
    /// An empty quick entry.
    pub fn quick_entry() -> Self {
        Self::QuickEntry(Box::default())
    }

    /// Quick entry with this text.
    pub fn quick_entry_of(text: &str) -> Self {
        Self::QuickEntry(Box::new(QuickEntryState::new(text)))
    }

    /// The palette without a query.
    pub fn palette() -> Self {
        Self::Palette(PaletteState::default())
    }

    /// Whether something is open.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Closed)
    }
}

/// Draws what is open.
pub fn overlay_ui(ctx: &Context, overlay: &mut Overlay, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    if !overlay.is_open() {
        return;
    }
    let is_left = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    let mut is_open = !is_left;
    let screen = ctx.content_rect();
    let width = (screen.width() - 40.0).clamp(160.0, MAX_WIDTH);
    // egui remembers the size of an area by its id.
    let name = match overlay {
        Overlay::Closed | Overlay::QuickEntry(_) => "quick entry overlay",
        Overlay::Palette(_) => "palette overlay",
        Overlay::Keys => "keys overlay",
    };
    let area = Area::new(Id::unique(name)).order(Order::Foreground).anchor(Align2::CENTER_TOP, Vec2::new(0.0, TOP));
    let response = area.show(ctx, |ui: &mut Ui| {
        Frame::popup(ui.style()).inner_margin(Margin::same(12)).show(ui, |ui| {
            ui.set_width(width);
            let height = (screen.height() - TOP - 60.0).max(120.0);
            is_open &= match overlay {
                Overlay::Closed => false,
                Overlay::QuickEntry(state) => quick_entry::quick_entry_ui(ui, state, height, context, commands),
                Overlay::Palette(state) => palette::palette_ui(ui, state, height, context, commands),
                Overlay::Keys => key_list::key_list_ui(ui, height, context),
            };
        });
    });
    let is_clicked_away = ctx.input(|input| {
        let place = input.pointer.interact_pos();
        input.pointer.any_pressed() && place.is_some_and(|place| !response.response.rect.contains(place))
    });
    // What was typed into quick entry is not lost by a click.
    let keeps_text = matches!(overlay, Overlay::QuickEntry(state) if state.has_text());
    if !is_open || is_clicked_away && !keeps_text {
        *overlay = Overlay::Closed;
    }
}
