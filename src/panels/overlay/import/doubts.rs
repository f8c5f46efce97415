//! The rows that may be actors of the map: who each of them is.

use egui::{FontFamily, FontId, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::ImportState;
use super::lists::rows_ui;
use crate::canvas::colour;
use crate::exchange::{Decision, Doubt, DoubtfulRow, RowPlace};
use crate::language::{ImportText, import_row, import_such};
use crate::panels::widgets::scroll_to_focused;
use crate::session::ViewContext;
use crate::theme::{SEMIBOLD, font_size};

/// Height of a row with its two answers, in points.
const DOUBT_HEIGHT: f32 = 78.0;

pub(super) fn doubts_ui(ui: &mut Ui, state: &mut ImportState, context: &ViewContext<'_>) {
    let Some(prepared) = state.prepared() else { return };
    let rows = &prepared.changes.doubtful;
    let (mut answered, mut are_rest_new, mut such) = (None, false, None);
    ScrollArea::vertical().id_salt("import doubts").auto_shrink(false).show(ui, |ui| {
        if rows.iter().any(|row| state.decision(row.row).is_none()) {
            such = such_ui(ui, state, context);
            are_rest_new = ui.button(ImportText::RestAreNew.text(context.language)).clicked();
            ui.add_space(2.0);
        }
        rows_ui(ui, DOUBT_HEIGHT, rows, context, |ui, row| {
            answered = doubt_ui(ui, row, state.decision(row.row), context).or(answered.take());
        });
        scroll_to_focused(ui);
    });
    if are_rest_new {
        state.decide_rest();
    }
    if let Some((doubt, are_new)) = such {
        state.decide_such(doubt, are_new);
    }
    if let Some((row, decision)) = answered {
        state.decide(row, decision);
    }
}

/// The reasons for which several rows are doubtful, each with one answer for all of them. Names that the law calls confusing
/// are never taken for the same all at once.
fn such_ui(ui: &mut Ui, state: &ImportState, context: &ViewContext<'_>) -> Option<(Doubt, bool)> {
    let language = context.language;
    let mut chosen = None;
    for (doubt, rows) in state.lines.open_doubts.iter().filter(|(_, rows)| *rows > 1) {
        let words = import_such(*rows, doubt.text(language), language);
        ui.horizontal_wrapped(|ui| {
            ui.label(&words);
            let answers = [(ImportText::AllNew, true), (ImportText::AllSame, false)];
            for (text, are_new) in answers.into_iter().filter(|(_, are_new)| *are_new || *doubt != Doubt::Confusing) {
                let button = ui.small_button(text.text(language));
                let said = format!("{words}: {}", text.text(language));
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, said.as_str()));
                if button.clicked() {
                    chosen = Some((*doubt, are_new));
                }
            }
        });
    }
    chosen
}

/// A row, why it is doubtful, and its answers.
fn doubt_ui(
    ui: &mut Ui,
    row: &DoubtfulRow,
    decision: Option<Decision>,
    context: &ViewContext<'_>,
) -> Option<(RowPlace, Decision)> {
    let (language, palette) = (context.language, context.palette);
    ui.spacing_mut().item_spacing.y = 2.0;
    let with = |name: &str, detail: &str| {
        if detail.is_empty() { name.to_owned() } else { format!("{name} ({detail})") }
    };
    let font = FontId::new(font_size::BODY, FontFamily::Name(SEMIBOLD.into()));
    ui.add(Label::new(RichText::new(with(&row.name, &row.detail)).font(font)).truncate());
    let why = format!("{} · {}", import_row(row.row.1, language), row.doubt.text(language));
    ui.add(Label::new(RichText::new(why).size(font_size::SMALL).color(colour(palette.text_muted))).truncate());
    let mut answered = None;
    ui.horizontal(|ui| {
        let known = with(&row.known_name, &row.known_detail);
        let same = Decision::Same(row.known);
        let answers = [
            (Decision::New, ImportText::IsNew.text(language).to_owned()),
            (same, format!("{} {known}", ImportText::IsSame.text(language))),
        ];
        for (answer, words) in answers {
            let is_chosen = decision == Some(answer);
            let shown = elided(&words, ui.available_width());
            let radio = ui.radio(is_chosen, shown.as_str());
            let said = format!("{}: {words}", row.name);
            radio.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, said.as_str()));
            let radio = if shown == words { radio } else { radio.on_hover_text(&words) };
            if radio.clicked() && !is_chosen {
                answered = Some((row.row, answer));
            }
        }
    });
    answered
}

/// The beginning of a long name, as far as a line of this width has room for it.
fn elided(words: &str, width: f32) -> String {
    /// About the width of a letter and of the mark in front, in points.
    const LETTER: f32 = 7.4;
    const MARK: f32 = 26.0;
    const FEWEST: usize = 24;
    let room = (((width - MARK) / LETTER).max(0.0) as usize).max(FEWEST);
    if words.chars().count() <= room {
        return words.to_owned();
    }
    words.chars().take(room - 1).chain(['…']).collect()
}
