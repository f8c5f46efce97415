//! The bar over a map that somebody else edits, and the questions before a map is saved or opened in spite of a mark.

use std::path::Path;

use egui::{Align, Context, Frame, Layout, Margin, Panel, RichText, Ui};

use super::dialogs::{DialogAnswer, answers_ui, modal, path_ui, title_ui};
use super::widgets::right_to_left_ui;
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::language::{Language, LockHolder, UiText, lock_line};
use crate::theme::{Icon, Palette};

/// Says who has the map, and offers to take it over or to work on a copy.
pub fn lock_bar_ui(
    ui: &mut Ui,
    holder: &LockHolder,
    language: Language,
    palette: &Palette,
    commands: &mut Vec<Command>,
) {
    let background = palette.warning.mixed(palette.panel, 0.88);
    let frame = Frame::new().fill(colour(background)).inner_margin(Margin::symmetric(12, 4));
    Panel::top("lock").exact_size(36.0).resizable(false).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            right_to_left_ui(ui, |ui| {
                let take_over = ui.button(UiText::TakeOver.text(language));
                if take_over.on_hover_text(UiText::TakeOverHint.text(language)).clicked() {
                    commands.push(Command::TakeOver);
                }
                if ui.button(UiText::OpenCopy.text(language)).clicked() {
                    commands.push(Command::OpenCopy);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    icon_ui(ui, Icon::Warning, 16.0, colour(palette.warning));
                    let words = format!("{} {}", lock_line(holder, language), UiText::LookOnly.text(language));
                    ui.add(egui::Label::new(RichText::new(words).strong().color(colour(palette.text))).truncate());
                });
            });
        });
    });
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
