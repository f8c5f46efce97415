//! The bar over a map whose file others have changed or taken away, and the questions about it.

use std::path::Path;

use egui::{Context, Label, RichText, Ui};

use super::dialogs::{DialogAnswer, answers_ui, modal, title_ui};
use super::file_bar::{BarButton, file_bar_ui};
use crate::analysis::ChangeSummary;
use crate::canvas::colour;
use crate::command::{Command, ComparedState};
use crate::exchange::open_sentence;
use crate::language::{Language, OutsideText, UiText, changes_line, file_changes_line};
use crate::storage::{FileState, OpenError};
use crate::theme::Palette;

/// What has changed in the file of the open map.
#[derive(Debug, Default)]
pub enum FileComparison {
    /// Nobody has asked.
    #[default]
    Unasked,
    /// It is being worked out.
    Pending,
    /// This.
    Known {
        /// What has changed.
        changes: ChangeSummary,
        /// Whether since the file was read or saved; else against the open map.
        since_saved: bool,
    },
    /// The file has another map.
    OtherMap,
    /// The file cannot be read.
    Unreadable(OpenError),
}

impl FileComparison {
    fn line(&self, language: Language) -> Option<String> {
        Some(match self {
            Self::Unasked => return None,
            Self::Pending => OutsideText::Comparing.text(language).to_owned(),
            Self::Known { changes, since_saved } => {
                file_changes_line(&changes_line(changes, language), *since_saved, language)
            }
            Self::OtherMap => OutsideText::OtherMap.text(language).to_owned(),
            Self::Unreadable(error) => open_sentence(error, language),
        })
    }
}

/// Says what has become of the file, and offers what can be done about it; `own` is its path if the map has unsaved edits.
pub fn outside_bar_ui(
    ui: &mut Ui,
    (state, own): (FileState, Option<&Path>),
    comparison: &FileComparison,
    language: Language,
    palette: &Palette,
    commands: &mut Vec<Command>,
) {
    let button = |label: OutsideText, hint: Option<OutsideText>, command| BarButton {
        label: label.text(language),
        hint: hint.map_or("", |hint| hint.text(language)),
        command,
    };
    let save_as = || BarButton { label: UiText::SaveAs.text(language), hint: "", command: Command::SaveAs };
    let not_now = || BarButton { label: UiText::NotNow.text(language), hint: "", command: Command::KeepMine };
    let (words, buttons) = match state {
        FileState::Unchanged(_) => return,
        FileState::Changed(_) => {
            let mut buttons = Vec::new();
            if matches!(comparison, FileComparison::Unasked) {
                buttons.push(button(OutsideText::ShowChanges, None, Command::ShowFileChanges));
            }
            // Both have something that the other one lacks.
            if let Some(own) = own {
                let compare = Command::CompareWith(ComparedState::OnDisk);
                buttons.push(button(OutsideText::Compare, Some(OutsideText::CompareHint), compare));
                let merge = Command::MergeWith(own.to_owned());
                buttons.push(button(OutsideText::Merge, Some(OutsideText::MergeHint), merge));
            }
            buttons.push(button(OutsideText::KeepMine, Some(OutsideText::KeepMineHint), Command::KeepMine));
            // What cannot be read cannot be taken in; the own map is kept, under another name as well.
            if matches!(comparison, FileComparison::Unreadable(_)) {
                buttons.push(save_as());
            } else {
                let (label, hint) = (UiText::Reload.text(language), OutsideText::ReloadHint.text(language));
                buttons.push(BarButton { label, hint, command: Command::Reload });
            }
            (OutsideText::Changed, buttons)
        }
        FileState::Gone => (OutsideText::Gone, vec![not_now(), save_as()]),
        FileState::Unreadable(_) => (OutsideText::Unreadable, vec![not_now(), save_as()]),
    };
    let remark = comparison.line(language);
    file_bar_ui(ui, ("outside", words.text(language), remark.as_deref()), &buttons, palette, commands);
}

/// Asks whether edits give way to what the file has: yes or cancel.
pub fn reload_dialog(ctx: &Context, language: Language, palette: &Palette) -> Option<DialogAnswer> {
    modal(ctx, "ask-reload", |ui| {
        title_ui(ui, OutsideText::ReloadTitle.text(language), palette);
        ui.label(OutsideText::ReloadText.text(language));
        let others = [(UiText::Cancel, DialogAnswer::Cancel)];
        answers_ui(ui, (UiText::Reload, DialogAnswer::Yes), &others, language, palette)
    })
}

/// Tells why a map was not saved: yes saves it under another name, or cancel.
pub fn save_failed_dialog(ctx: &Context, message: &str, language: Language, palette: &Palette) -> Option<DialogAnswer> {
    modal(ctx, ("save-failed", message), |ui| {
        title_ui(ui, UiText::CannotSave.text(language), palette);
        ui.add(Label::new(message).wrap().selectable(true));
        ui.add_space(6.0);
        let kept = RichText::new(OutsideText::WorkKept.text(language)).color(colour(palette.text_muted));
        ui.add(Label::new(kept).wrap());
        let others = [(UiText::Close, DialogAnswer::Cancel)];
        answers_ui(ui, (UiText::SaveAs, DialogAnswer::Yes), &others, language, palette)
    })
}
