//! The bar over a map that somebody else edits, and the questions before a map is saved or opened in spite of a mark.

use std::path::Path;

use egui::{Context, Ui};

use super::dialogs::{DialogAnswer, answers_ui, modal, path_ui, title_ui};
use super::file_bar::{BarButton, file_bar_ui};
use crate::command::Command;
use crate::language::{Language, LockHolder, UiText, lock_line};
use crate::theme::Palette;

/// Says who has the map, and offers to take it over or to work on a copy.
pub fn lock_bar_ui(
    ui: &mut Ui,
    holder: &LockHolder,
    language: Language,
    palette: &Palette,
    commands: &mut Vec<Command>,
) {
    let copy = BarButton { label: UiText::OpenCopy.text(language), hint: "", command: Command::OpenCopy };
    let hint = UiText::TakeOverHint.text(language);
    let take_over = BarButton { label: UiText::TakeOver.text(language), hint, command: Command::TakeOver };
    let words = format!("{} {}", lock_line(holder, language), UiText::LookOnly.text(language));
    file_bar_ui(ui, ("lock", &words, None), &[copy, take_over], palette, commands);
}

/// Asks before a file is saved that somebody else has: yes takes it over, no saves under another name, or cancel.
pub fn taken_over_dialog(
    ctx: &Context,
    path: &Path,
    holder: &LockHolder,
    language: Language,
    palette: &Palette,
) -> Option<DialogAnswer> {
    modal(ctx, ("ask-taken-over", path), |ui| {
        title_ui(ui, UiText::SaveTitle.text(language), palette);
        path_ui(ui, path);
        ui.add(egui::Label::new(lock_line(holder, language)).wrap());
        let others = [(UiText::TakeOverAndSave, DialogAnswer::Yes), (UiText::Cancel, DialogAnswer::Cancel)];
        answers_ui(ui, (UiText::SaveAs, DialogAnswer::No), &others, language, palette)
    })
}

/// Asks whether to open a map with which the program has died repeatedly: yes or cancel.
pub fn dangerous_map_dialog(ctx: &Context, path: &Path, language: Language, palette: &Palette) -> Option<DialogAnswer> {
    modal(ctx, ("ask-dangerous", path), |ui| {
        title_ui(ui, UiText::DangerousTitle.text(language), palette);
        path_ui(ui, path);
        ui.label(UiText::DangerousText.text(language));
        let others = [(UiText::OpenAnyway, DialogAnswer::Yes)];
        answers_ui(ui, (UiText::NotNow, DialogAnswer::Cancel), &others, language, palette)
    })
}
