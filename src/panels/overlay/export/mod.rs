//! A file that is to show the map: at the left what is shown, in which format and how, at the right the page that comes of
//! it, with how many there are and how large its names.

mod choices;
mod preview;
mod state;

use egui::{Key, ScrollArea, Ui, Vec2};

use self::choices::choices_ui;
use self::preview::preview_ui;
pub use self::state::{AskedPreview, ExportBasis, ExportState};
use super::{MAIN_WIDTH, ending_ui};
use crate::canvas::primary_ui;
use crate::command::Command;
use crate::language::{ExportText, UiText};
use crate::panels::widgets::{heading_ui, scroll_to_focused};
use crate::session::ViewContext;

/// Height of the title and of the buttons below, in points.
const SURROUNDINGS: f32 = 96.0;
/// Space between choices and preview, in points.
const GAP: f32 = 20.0;
/// Width of the choices, in points.
const CHOICES_WIDTH: f32 = 320.0;
/// Below this width, in points, the preview stands below the choices.
const NARROW: f32 = 640.0;
/// Height of a preview below the choices, in points.
const LOW_PREVIEW: f32 = 240.0;

/// Draws it; whether it stays open.
pub(super) fn export_ui(
    ui: &mut Ui,
    state: &mut ExportState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    heading_ui(ui, ExportText::Title.text(context.language), context.palette);
    let body = Vec2::new(ui.available_width(), (height - SURROUNDINGS).max(120.0));
    if body.x < NARROW {
        ScrollArea::vertical().id_salt("export").max_height(body.y).auto_shrink(false).show(ui, |ui| {
            choices_ui(ui, state, context);
            ui.add_space(8.0);
            preview_ui(ui, state, Vec2::new(ui.available_width(), LOW_PREVIEW), context);
            scroll_to_focused(ui);
        });
    } else {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.allocate_ui(Vec2::new(CHOICES_WIDTH, body.y), |ui| {
                ui.set_min_size(Vec2::new(CHOICES_WIDTH, body.y));
                ui.set_max_width(CHOICES_WIDTH);
                ui.spacing_mut().item_spacing.x = 8.0;
                ScrollArea::vertical().id_salt("export choices").max_height(body.y).auto_shrink(false).show(ui, |ui| {
                    ui.vertical(|ui| choices_ui(ui, state, context));
                    scroll_to_focused(ui);
                });
            });
            ui.add_space(GAP);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                preview_ui(ui, state, Vec2::new(body.x - CHOICES_WIDTH - GAP, body.y), context);
            });
        });
    }
    ending(ui, state, context, commands)
}

/// The buttons below.
fn ending(ui: &mut Ui, state: &mut ExportState, context: &ViewContext<'_>, commands: &mut Vec<Command>) -> bool {
    let (language, palette) = (context.language, context.palette);
    let can_export = state.problem.is_none();
    let is_entered =
        can_export && ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
    let (is_exported, is_left) = ending_ui(ui, |ui| {
        let export = ui.add_enabled_ui(can_export, |ui| {
            primary_ui(ui, ExportText::Export.text(language), Vec2::new(MAIN_WIDTH, 0.0), palette)
        });
        let cancel = ui.button(UiText::Cancel.text(language));
        if !std::mem::replace(&mut state.has_focus, true) {
            // Keys are no longer for what lies below.
            export.inner.request_focus();
        }
        (export.inner.clicked(), cancel.clicked())
    });
    if can_export && (is_exported || is_entered) {
        commands.push(Command::Export(Box::new(state.request.clone())));
        return false;
    }
    !is_left
}
