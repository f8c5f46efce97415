//! The menu that chooses the columns of a table.

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::super::super::widgets::{scroll_to_focused, set_checkbox_outlines};
use super::state::TablesState;
use crate::command::Command;
use crate::exchange::ColumnSet;
use crate::language::UiText;
use crate::session::ViewContext;

/// Draws the button and, while it is open, every column that the table may have.
pub(super) fn columns_menu_ui(
    ui: &mut Ui,
    state: &TablesState,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let (kind, language) = (state.kind, context.language);
    let button = ui.button(UiText::TableColumns.text(language));
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        set_checkbox_outlines(ui);
        let mut shown = state.column_set(kind);
        let max_height = (ui.ctx().content_rect().height() - 180.0).max(160.0);
        ScrollArea::vertical().max_height(max_height).show(ui, |ui| {
            // The first column names the row and is always there.
            for (at, column) in kind.all_columns().iter().enumerate().skip(1) {
                let mut is_shown = shown.contains(at);
                if ui.checkbox(&mut is_shown, column.title(language)).changed() {
                    shown.show(at, is_shown);
                }
            }
            scroll_to_focused(ui);
        });
        ui.separator();
        ui.scope(|ui| {
            // Here it has an outline, unlike the items of menus.
            ui.spacing_mut().button_padding.x = 8.0;
            if ui.button(UiText::UsualColumns.text(language)).clicked() {
                shown = ColumnSet::usual(kind);
            }
        });
        if shown != state.column_set(kind) {
            commands.push(Command::SetColumns(kind, shown));
        }
    });
}
