//! The tables page: everything on the map in rows and columns, to sort, filter, edit, copy and export.
//!
//! Invariant: the shown rows, order and filter are consistent, and what is copied or exported is what is shown, in the
//! order marked in the column headers; see `state`.

mod block;
mod cell_menu;
mod cell_paint;
mod columns_menu;
mod cursor;
mod edit_state;
mod editor;
mod grid;
mod keys;
mod marks;
mod rows;
mod state;
mod view;
mod widths;

pub use grid::tables_have_focus;
pub use state::TableResult;
pub(super) use state::TablesState;

use egui::{TextEdit, Ui};

use super::super::choices::combo_box_ui;
use super::super::widgets::{hint_ui, right_to_left_ui};
use crate::canvas::colour;
use crate::command::{Command, TableQuery};
use crate::exchange::{TableKind, TableSource};
use crate::language::{Language, UiText, integer, row_count, total_text};
use crate::session::ViewContext;
use crate::theme::font_size;
use columns_menu::columns_menu_ui;

/// Height of the footer under the rows, in points.
const FOOTER_HEIGHT: f32 = 26.0;

/// Below this width, in points, the tables are a list and the filter has a line of its own.
const NARROW_WIDTH: f32 = 440.0;

/// Width of the buttons beside the filter, in points.
const BUTTONS_WIDTH: f32 = 270.0;

/// Draws the page.
pub(super) fn tables_ui(ui: &mut Ui, state: &mut TablesState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let language = context.language;
    let Some(assessment) = context.assessment else {
        hint_ui(ui, UiText::Working.text(language), context.palette);
        return;
    };
    let targets = context.study.map_or(&[][..], |study| &study.targets);
    let overview = context.study.map(|study| &study.overview);
    let source = TableSource { map: context.map, assessment, targets, overview, language };
    let is_narrow = ui.available_width() < NARROW_WIDTH;
    kinds_ui(ui, state, source, is_narrow);
    ui.add_space(4.0);
    let query = TableQuery::of(state.kind, state.column_set(state.kind), context);
    state.update(source, query, commands);
    // A table of records has a row that adds the first one.
    if state.total_rows() == 0 && !state.kind.has_records() {
        let is_computing = overview.is_none() && state.kind.needs_study() && state.kind != TableKind::Targets;
        let hint = if is_computing { UiText::Working } else { empty_hint(state.kind) };
        hint_ui(ui, hint.text(language), context.palette);
        return;
    }
    if is_narrow {
        filter_ui(ui, state, f32::INFINITY, language);
        ui.horizontal_wrapped(|ui| {
            for button in TableButton::ALL {
                button.ui(ui, state, context, commands);
            }
        });
    } else {
        ui.horizontal(|ui| {
            // Leaves space for the buttons beside it.
            let width = (ui.available_width() - BUTTONS_WIDTH).clamp(80.0, 420.0);
            filter_ui(ui, state, width, language);
            right_to_left_ui(ui, |ui| {
                for button in TableButton::ALL.into_iter().rev() {
                    button.ui(ui, state, context, commands);
                }
            });
        });
    }
    ui.add_space(6.0);
    state.update(source, query, commands);
    if state.is_empty() && state.total_rows() > 0 && !state.is_pending() {
        let error = state.filter_error().map(|error| error.sentence(language));
        hint_ui(ui, error.as_deref().unwrap_or_else(|| UiText::FindNothing.text(language)), context.palette);
        return;
    }
    let size = egui::Vec2::new(ui.available_width(), (ui.available_height() - FOOTER_HEIGHT).max(120.0));
    ui.allocate_ui(size, |ui| {
        ui.set_min_size(size);
        // Each table is scrolled on its own.
        ui.push_id(state.kind, |ui| grid::grid_ui(ui, state, source, context, commands));
    });
    // Why the active cell is not taken stands below, where it is seen without pointing at the cell.
    let reason = state.edit.cursor.filter(|cursor| cursor.kind == state.kind).and_then(|cursor| {
        let mark = state.edit.marks.get(state.kind, cursor.active, assessment.year)?;
        mark.reason.clone()
    });
    // Told before somebody types or pastes there to no effect.
    let is_computed = state.kind.has_records()
        && state.edit.cursor.filter(|cursor| cursor.kind == state.kind).is_some_and(|cursor| {
            state.kind.all_columns().get(cursor.active.column).is_some_and(|column| !column.is_editable())
        });
    let (text, foreground) = match reason {
        Some(reason) => (reason, context.palette.error),
        None if state.total_rows() == 0 => {
            (empty_hint(state.kind).text(language).to_owned(), context.palette.text_muted)
        }
        None if is_computed => {
            let hint = UiText::ComputedColumn.text(language);
            (format!("{} · {hint}", footer_text(state, language)), context.palette.text_muted)
        }
        None => (footer_text(state, language), context.palette.text_muted),
    };
    let line = egui::RichText::new(text).size(font_size::SMALL).color(colour(foreground));
    ui.add(egui::Label::new(line).truncate());
}

/// The tables as tabs, or as a list to choose from where tabs would take the room of the rows.
fn kinds_ui(ui: &mut Ui, state: &mut TablesState, source: TableSource<'_>, is_narrow: bool) {
    let language = source.language;
    let words =
        |kind: TableKind| format!("{} {}", kind.title().text(language), integer(kind.len(source) as u64, language));
    if is_narrow {
        let (id, label) = (egui::Id::unique("tables"), UiText::PageTables.text(language));
        let choices = TableKind::ALL.map(|kind| (kind, words(kind)));
        if let Some(kind) = combo_box_ui(ui, id, label, &state.kind, choices, &words(state.kind), language) {
            state.select_table(kind);
        }
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for kind in TableKind::ALL {
            if ui.selectable_label(state.kind == kind, words(kind)).clicked() {
                state.select_table(kind);
            }
        }
    });
}

fn filter_ui(ui: &mut Ui, state: &mut TablesState, width: f32, language: Language) {
    let hint = UiText::RowFilterHint.text(language);
    let field = ui.add(TextEdit::singleline(&mut state.filter_text).hint_text(hint).desired_width(width));
    let field = field.on_hover_text(UiText::RowConditionsHelp.text(language));
    let typed = state.filter_text.clone();
    field.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, "", &typed, hint);
        info.label = Some(hint.to_owned());
        info
    });
}

/// What can be done with the rows that are shown.
#[derive(Clone, Copy)]
enum TableButton {
    Columns,
    Copy,
    Export,
}

impl TableButton {
    /// From left to right, however they are laid out.
    const ALL: [Self; 3] = [Self::Columns, Self::Copy, Self::Export];

    fn ui(self, ui: &mut Ui, state: &mut TablesState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
        // While a filter waits for its index, the displayed rows are not yet those to copy or export.
        let can_export = !state.is_empty() && state.is_filtered();
        let mut is_clicked =
            |text: UiText| ui.add_enabled(can_export, egui::Button::new(text.text(context.language))).clicked();
        match self {
            Self::Columns => columns_menu_ui(ui, state, context, commands),
            Self::Copy if is_clicked(UiText::CopyTable) => {
                commands.extend(state.export().map(|rows| Command::CopyTable(Box::new(rows))));
            }
            Self::Export if is_clicked(UiText::WriteCsv) => {
                commands.extend(state.export().map(|rows| Command::ExportTable(Box::new(rows))));
            }
            Self::Copy | Self::Export => {}
        }
    }
}

/// The count of rows and the totals.
fn footer_text(state: &TablesState, language: Language) -> String {
    let mut parts = vec![row_count(state.len(), state.total_rows(), language)];
    parts.extend(state.totals().iter().map(|(heading, total)| total_text(&heading.title(language), *total, language)));
    if state.is_pending() {
        parts.push(UiText::Working.text(language).to_owned());
    }
    parts.join(" · ")
}

/// The hint for a table without rows.
fn empty_hint(kind: TableKind) -> UiText {
    match kind {
        TableKind::Models => UiText::NoModels,
        TableKind::Actors => UiText::NoActors,
        TableKind::Links | TableKind::Completeness => UiText::NoLinks,
        TableKind::Products => UiText::NoProductsYet,
        TableKind::Channels => UiText::NoChannels,
        TableKind::Findings => UiText::NoFindings,
        TableKind::Targets => UiText::NoTargetRows,
        TableKind::Totals => UiText::NoTotals,
        TableKind::MarketShares => UiText::NoMarketShares,
    }
}
