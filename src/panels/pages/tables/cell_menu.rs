//! The menu of a cell or row.

use egui::{Button, Ui};

use super::block::{Cells, rows};
use super::rows::go_to;
use super::state::TablesState;
use crate::command::Command;
use crate::exchange::{TableColumn, TableSource};
use crate::language::UiText;

/// Draws what can be done with the selected cells.
pub(super) fn cell_menu_ui(
    ui: &mut Ui,
    state: &mut TablesState,
    cells: &Cells<'_>,
    source: TableSource<'_>,
    commands: &mut Vec<Command>,
) {
    super::super::super::widgets::set_focus_outline(ui);
    let language = cells.context.language;
    let Some(block) = state.block(cells) else { return };
    let rows = rows(state, block);
    let active = state.edit.cursor.map(|cursor| cursor.active);
    let column = active.and_then(|active| state.kind.all_columns().get(active.column).copied());
    let is_editable = state.kind.has_records() && column.is_some_and(TableColumn::is_editable);
    let item = |ui: &mut Ui, text: UiText, keys: &str, enabled: bool| {
        let button = Button::new(text.text(language));
        let button = if keys.is_empty() { button } else { button.shortcut_text(keys) };
        let is_clicked = ui.add_enabled(enabled, button).clicked();
        if is_clicked {
            ui.close();
        }
        is_clicked
    };
    if item(ui, UiText::EditCell, "F2", is_editable) {
        state.open_editor(cells, None);
    }
    if let Some(active) = active
        && state.edit.marks.get(state.kind, active, cells.year).is_some()
        && item(ui, UiText::DiscardRefused, "", true)
    {
        state.edit.marks.remove(state.kind, active, cells.year);
    }
    ui.separator();
    if item(ui, UiText::Cut, "Ctrl+X", is_editable && !rows.is_empty()) {
        cells.copy(state, block, commands);
        cells.clear(state, block, commands);
    }
    if item(ui, UiText::Copy, "Ctrl+C", !rows.is_empty()) {
        cells.copy(state, block, commands);
    }
    if item(ui, UiText::Paste, "Ctrl+V", state.kind.has_records()) {
        state.edit.wants_focus = true;
        commands.push(Command::RequestPaste);
    }
    if item(ui, UiText::ClearCells, "Delete", is_editable) {
        cells.clear(state, block, commands);
    }
    if item(ui, UiText::FillDown, "Ctrl+D", is_editable && !rows.is_empty()) {
        cells.fill_down(state, block, commands);
    }
    if item(ui, UiText::FillRight, "Ctrl+R", is_editable && !rows.is_empty()) {
        cells.fill_right(state, block, commands);
    }
    ui.separator();
    let there = rows.first().map(|row| go_to(*row, source)).unwrap_or_default();
    if item(ui, UiText::ShowOnMap, "", !there.is_empty()) {
        commands.extend(there);
    }
    if item(ui, UiText::DeleteRows, "", state.kind.has_records() && !rows.is_empty()) {
        commands.push(Command::RemoveRows(rows));
    }
}
