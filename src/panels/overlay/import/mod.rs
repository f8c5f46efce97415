//! The import of tables on one page: at the left what the tables and their columns were taken for, at the right what changes,
//! what is doubtful and what is wrong. Nothing is changed before it is carried out.

mod doubts;
mod lines;
mod lists;
mod places;
mod sources;
mod state;

use egui::{Key, ScrollArea, Ui, Vec2};

pub use self::lines::ImportLines;
use self::lists::lists_ui;
use self::sources::sources_ui;
pub use self::state::{ImportRequest, ImportSource, ImportState};
use super::{MAIN_WIDTH, ending_ui};
use crate::canvas::primary_ui;
use crate::command::Command;
use crate::exchange::{PlaceNote, RowError, RowErrorKind, WarningKind};
use crate::language::{ImportCount, ImportText, Language, UiText};
use crate::panels::widgets::{heading_text, hint_ui, scroll_to_focused};
use crate::session::ViewContext;

/// Height of the title with its buttons, and of the buttons below, in points.
const SURROUNDINGS: f32 = 112.0;
/// Space between the panes, in points.
const GAP: f32 = 16.0;
/// The part of the width that the tables take.
const SOURCES_SHARE: f32 = 0.46;
/// Below this width, in points, the panes stand one over the other.
const NARROW: f32 = 700.0;

/// Draws it; whether it stays open.
pub(super) fn import_ui(
    ui: &mut Ui,
    state: &mut ImportState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    title_ui(ui, state, context, commands);
    let body = Vec2::new(ui.available_width(), (height - SURROUNDINGS).max(120.0));
    if state.is_empty() && !state.is_reading {
        empty_ui(ui, state, context);
    } else if body.x < NARROW {
        ScrollArea::vertical().id_salt("import page").max_height(body.y).auto_shrink(false).show(ui, |ui| {
            sources_ui(ui, state, context);
            ui.separator();
            let size = Vec2::new(ui.available_width(), body.y);
            ui.allocate_ui(size, |ui| lists_ui(ui, state, context));
            scroll_to_focused(ui);
        });
    } else {
        panes_ui(ui, state, body, context);
    }
    ending(ui, state, context, commands)
}

/// What it is, and where tables come from.
fn title_ui(ui: &mut Ui, state: &ImportState, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    ui.horizontal(|ui| {
        ui.label(heading_text(ImportText::Title.text(language), palette));
        crate::panels::widgets::right_to_left_ui(ui, |ui| {
            ui.add_enabled_ui(!state.is_importing, |ui| {
                let add = ui.button(ImportText::AddFiles.text(language));
                let paste = ui.button(ImportText::FromClipboard.text(language));
                if add.clicked() {
                    commands.push(Command::Import);
                }
                if paste.clicked() {
                    commands.push(Command::RequestPaste);
                }
            });
        });
    });
    ui.add_space(4.0);
    ui.separator();
}

/// Before any file is chosen.
fn empty_ui(ui: &mut Ui, state: &ImportState, context: &ViewContext<'_>) {
    ui.add_space(12.0);
    sources::unread_ui(ui, state, context);
    hint_ui(ui, ImportText::EmptyHint.text(context.language), context.palette);
    ui.add_space(12.0);
}

/// The tables at the left, what changes at the right, each scrolled by itself.
fn panes_ui(ui: &mut Ui, state: &mut ImportState, body: Vec2, context: &ViewContext<'_>) {
    let left = ((body.x - GAP) * SOURCES_SHARE).floor();
    let right = body.x - GAP - left;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.allocate_ui(Vec2::new(left, body.y), |ui| {
            ui.set_min_size(Vec2::new(left, body.y));
            ui.set_max_width(left);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ScrollArea::vertical().id_salt("import tables").max_height(body.y).auto_shrink(false).show(ui, |ui| {
                    sources_ui(ui, state, context);
                    scroll_to_focused(ui);
                });
            });
        });
        let (line, _) = ui.allocate_exact_size(Vec2::new(GAP, body.y), egui::Sense::hover());
        let border = crate::canvas::colour(context.palette.border.mixed(context.palette.panel, 0.4));
        ui.painter().vline(line.center().x, line.y_range(), (1.0, border));
        ui.allocate_ui(Vec2::new(right, body.y), |ui| {
            ui.set_min_size(Vec2::new(right, body.y));
            ui.set_max_size(Vec2::new(right, body.y));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                lists_ui(ui, state, context);
            });
        });
    });
}

/// The buttons below, with what is still to be done first.
fn ending(ui: &mut Ui, state: &mut ImportState, context: &ViewContext<'_>, commands: &mut Vec<Command>) -> bool {
    let (language, palette) = (context.language, context.palette);
    ui.separator();
    let can_import = state.can_import();
    let is_entered =
        can_import && ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
    let hint = shortfall(state, language);
    let mut removes = state.removes_missing();
    let has_missing = state.lines.count(ImportCount::Missing) > 0 || removes;
    let (is_imported, is_left) = ending_ui(ui, |ui| {
        let import = ui.add_enabled_ui(can_import, |ui| {
            primary_ui(ui, ImportText::Import.text(language), Vec2::new(MAIN_WIDTH, 0.0), palette)
        });
        let cancel = ui.button(UiText::Cancel.text(language));
        if !std::mem::replace(&mut state.has_focus, true) {
            // Keys are no longer for what lies below.
            cancel.request_focus();
        }
        ui.add_space(8.0);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            if has_missing && ui.checkbox(&mut removes, ImportText::RemoveMissing.text(language)).changed() {
                state.set_removes_missing(removes);
            }
            if let Some(hint) = hint {
                ui.add_space(8.0);
                let text = egui::RichText::new(hint).color(crate::canvas::colour(palette.text_muted));
                ui.add(egui::Label::new(text).truncate());
            }
        });
        (import.inner.clicked(), cancel.clicked())
    });
    if can_import && (is_imported || is_entered) {
        commands.push(Command::ApplyImport);
    }
    !is_left
}

/// Why nothing can be imported yet, where the lists do not say it.
fn shortfall(state: &ImportState, language: Language) -> Option<&'static str> {
    let text = if state.is_importing {
        ImportText::Importing
    } else if state.is_reading || state.progress.is_some() {
        ImportText::Reading
    } else if state.prepared().is_some_and(crate::exchange::PreparedImport::has_open_doubts) {
        ImportText::DoubtsFirst
    } else {
        return None;
    };
    Some(text.text(language))
}

/// An error as it is told in the window, where numbers that can be read in two ways are a choice and no option of a command.
fn error_sentence(error: &RowError, language: Language) -> String {
    match &error.reason {
        RowErrorKind::AmbiguousNumber(text) => {
            format!("{}: “{text}”: {}", error.place(language), ImportText::ChooseNumbers.text(language))
        }
        RowErrorKind::UnknownTable => {
            let file = error.place(language);
            format!("{file}: {}", ImportText::ChooseTable.text(language))
        }
        RowErrorKind::MissingColumn => {
            format!("{}. {}", error.sentence(language), ImportText::ChooseColumn.text(language))
        }
        RowErrorKind::DuplicateKey { .. } => {
            format!("{}. {}", error.sentence(language), ImportText::TellApart.text(language))
        }
        _ => error.sentence(language),
    }
}

/// Whether what a warning says is to be seen beside the tables and columns, or among what is doubtful.
fn is_shown_elsewhere(kind: &WarningKind) -> bool {
    matches!(
        kind,
        WarningKind::UnknownColumn
            | WarningKind::UnnamedColumn { .. }
            | WarningKind::TakenByContent { .. }
            | WarningKind::HeaderBelow
            | WarningKind::SheetLeftOut
            | WarningKind::MayBeKnown { .. }
    ) || matches!(kind, WarningKind::Places { note, .. } if *note != PlaceNote::Spelled)
}
