//! The tables: everything on the map in rows and columns, to sort, to filter and to take along.
//!
//! Invariant: rows, order and filter that are shown belong together, and what is copied or written is what is shown, in the
//! order whose head is marked; `state` says how.

mod grid;
mod state;

pub use state::Arranged;
pub(super) use state::TablesState;

use egui::{TextEdit, Ui};

use super::super::rows::{from_right, hint_ui};
use crate::canvas::colour;
use crate::command::{Command, TableQuery};
use crate::exchange::{TableKind, TableSource};
use crate::language::{Language, UiText, integer, row_count, total_text};
use crate::session::ViewContext;
use crate::theme::font_size;

/// Room for the foot under the rows, in points.
const FOOT: f32 = 26.0;

/// Room for the buttons beside the filter, in points.
const BUTTONS: f32 = 200.0;

/// Draws the page.
pub(super) fn tables_ui(ui: &mut Ui, state: &mut TablesState, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    let language = shown.language;
    let Some(assessment) = shown.assessment else {
        hint_ui(ui, UiText::Working.text(language), shown.palette);
        return;
    };
    let targets = shown.study.map_or(&[][..], |study| &study.targets);
    let source = TableSource { map: shown.map, assessment, targets, language };
    ui.horizontal_wrapped(|ui| {
        for kind in TableKind::ALL {
            let count = integer(kind.len(source) as u64, language);
            let words = format!("{} {count}", title(kind).text(language));
            if ui.selectable_label(state.kind == kind, words).clicked() {
                state.choose(kind);
            }
        }
    });
    ui.add_space(4.0);
    let made = TableQuery::of(state.kind, shown);
    state.arrange(source, made, wishes);
    if state.all() == 0 {
        hint_ui(ui, nothing(state.kind).text(language), shown.palette);
        return;
    }
    ui.horizontal(|ui| {
        let hint = UiText::RowFilterHint.text(language);
        // Beside it stand two buttons.
        let width = (ui.available_width() - BUTTONS).clamp(80.0, 240.0);
        let field = ui.add(TextEdit::singleline(&mut state.typed).hint_text(hint).desired_width(width));
        let typed = state.typed.clone();
        field.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, "", &typed, hint);
            info.label = Some(hint.to_owned());
            info
        });
        from_right(ui, |ui| {
            // While a filter waits for what it looks through, rows are shown that nobody wants to take along.
            let any = !state.is_empty() && state.is_filtered();
            if ui.add_enabled(any, egui::Button::new(UiText::WriteCsv.text(language))).clicked() {
                wishes.extend(state.wish().map(|wish| Command::ExportTable(Box::new(wish))));
            }
            if ui.add_enabled(any, egui::Button::new(UiText::CopyTable.text(language))).clicked() {
                wishes.extend(state.wish().map(|wish| Command::CopyTable(Box::new(wish))));
            }
        });
    });
    ui.add_space(6.0);
    state.arrange(source, made, wishes);
    if state.is_empty() && !state.is_working() {
        hint_ui(ui, UiText::FindNothing.text(language), shown.palette);
        return;
    }
    let room = egui::Vec2::new(ui.available_width(), (ui.available_height() - FOOT).max(120.0));
    ui.allocate_ui(room, |ui| {
        ui.set_min_size(room);
        grid::grid_ui(ui, state, source, shown, wishes);
    });
    let line =
        egui::RichText::new(foot(state, language)).size(font_size::SMALL).color(colour(shown.palette.text_muted));
    ui.add(egui::Label::new(line).truncate());
}

/// The count of rows and the totals.
fn foot(state: &TablesState, language: Language) -> String {
    let mut parts = vec![row_count(state.len(), state.all(), language)];
    parts.extend(state.totals().iter().map(|(heading, total)| total_text(*heading, *total, language)));
    if state.is_working() {
        parts.push(UiText::Working.text(language).to_owned());
    }
    parts.join(" · ")
}

fn title(kind: TableKind) -> UiText {
    match kind {
        TableKind::Models => UiText::Models,
        TableKind::Actors => UiText::Actors,
        TableKind::Links => UiText::Links,
        TableKind::Findings => UiText::Findings,
        TableKind::Targets => UiText::PageTargets,
    }
}

/// What to do where a table has no rows.
fn nothing(kind: TableKind) -> UiText {
    match kind {
        TableKind::Models => UiText::NoModels,
        TableKind::Actors => UiText::NoActors,
        TableKind::Links => UiText::NoLinks,
        TableKind::Findings => UiText::NoFindings,
        TableKind::Targets => UiText::NoTargetRows,
    }
}
