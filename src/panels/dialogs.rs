//! Modal dialogs: confirmations and the path prompt.

use std::hash::Hash;
use std::path::Path;

use egui::{Context, FontFamily, FontId, Id, Key, Modal, Response, RichText, TextEdit, Ui, Vec2};

use crate::canvas::{colour, primary_ui};
use crate::language::{Language, UiText};
use crate::theme::{Palette, SEMIBOLD, font_size};

/// The user's answer to a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogAnswer {
    /// Proceed.
    Yes,
    /// Proceed without it.
    No,
    /// Close the dialog and do nothing.
    Cancel,
}

/// The kind of a file to open or save.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// A map.
    #[default]
    Map,
    /// A map to compare with.
    Compared,
    /// A copy to merge.
    Copy,
    /// The map that two copies come from.
    MergeBase,
    /// A table.
    Table,
    /// Tables to import.
    Tables,
    /// The whole map as a workbook.
    Workbook,
    /// What the analysis says, as a workbook.
    Results,
    /// A report on a map.
    Report,
    /// The slides of a map.
    Deck,
    /// A picture of a map.
    Picture,
    /// A template of the user's own.
    Template,
}

impl FileKind {
    /// What a dialog that asks for such a file is called.
    pub fn title(self, is_saving: bool) -> UiText {
        match self {
            Self::Map if is_saving => UiText::SaveTitle,
            Self::Map => UiText::OpenTitle,
            Self::Compared => UiText::ComparedTitle,
            Self::Copy => UiText::MergeCopy,
            Self::MergeBase => UiText::MergeBaseTitle,
            Self::Table => UiText::SaveTableTitle,
            Self::Tables => UiText::ImportTables,
            Self::Workbook => UiText::SaveWorkbookTitle,
            Self::Results => UiText::SaveResultsTitle,
            Self::Report => UiText::SaveReportTitle,
            Self::Deck => UiText::SaveDeckTitle,
            Self::Picture => UiText::SavePictureTitle,
            Self::Template => UiText::SaveAsTemplate,
        }
    }
}

/// A prompt for a file path, where the system has no file dialog, or for the name of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathPrompt {
    /// Whether the path is to save to.
    pub saving: bool,
    /// The kind of the file.
    pub kind: FileKind,
    /// The typed path or name.
    pub input: String,
    /// Whether the file exists; replacing it needs a second confirmation.
    pub exists: bool,
}

/// Asks whether to save before changes would be lost.
pub fn save_changes_dialog(ctx: &Context, language: Language, palette: &Palette) -> Option<DialogAnswer> {
    modal(ctx, "ask-save", |ui| {
        title_ui(ui, UiText::AskSaveTitle.text(language), palette);
        ui.label(UiText::AskSaveText.text(language));
        let others = [(UiText::DontSave, DialogAnswer::No), (UiText::Cancel, DialogAnswer::Cancel)];
        answers_ui(ui, (UiText::Save, DialogAnswer::Yes), &others, language, palette)
    })
}

/// Asks for a path; the typed text is kept in the prompt.
pub fn path_dialog(
    ctx: &Context,
    prompt: &mut PathPrompt,
    language: Language,
    palette: &Palette,
) -> Option<DialogAnswer> {
    modal(ctx, "ask-path", |ui| {
        let hint = match prompt.kind {
            FileKind::Table => UiText::TablePathHint,
            FileKind::Tables => UiText::TablesPathHint,
            FileKind::Workbook | FileKind::Results => UiText::WorkbookPathHint,
            FileKind::Report => UiText::ReportPathHint,
            FileKind::Deck => UiText::DeckPathHint,
            FileKind::Picture => UiText::PicturePathHint,
            FileKind::Map | FileKind::Compared | FileKind::Copy | FileKind::MergeBase => UiText::PathHint,
            FileKind::Template => UiText::TemplateName,
        };
        let title = prompt.kind.title(prompt.saving);
        title_ui(ui, title.text(language).trim_end_matches('…'), palette);
        let is_template = prompt.kind == FileKind::Template;
        let label = if is_template { UiText::TemplateName } else { UiText::NoFileDialog };
        let label = ui.label(label.text(language));
        ui.add_space(6.0);
        let field = TextEdit::singleline(&mut prompt.input).hint_text(hint.text(language));
        let field = ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
        if field.changed() {
            prompt.exists = false;
        }
        if !field.has_focus() && !field.lost_focus() {
            field.request_focus();
        }
        // A second Enter must not confirm the replacement of a file.
        let is_enter_pressed = !prompt.exists && field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if prompt.exists {
            let question = if is_template { UiText::TemplateExists } else { UiText::FileExists };
            ui.colored_label(colour(palette.warning), question.text(language));
        }
        let button = match (prompt.saving, prompt.exists) {
            (false, _) => UiText::OpenButton,
            (true, false) => UiText::SaveButton,
            (true, true) => UiText::Replace,
        };
        buttons_ui(ui, |ui| {
            if (primary_ui(ui, button.text(language), Vec2::ZERO, palette).clicked() || is_enter_pressed)
                && !prompt.input.trim().is_empty()
            {
                return Some(DialogAnswer::Yes);
            }
            ui.button(UiText::Cancel.text(language)).clicked().then_some(DialogAnswer::Cancel)
        })
    })
}

/// Asks whether to overwrite a file changed by another program: yes, no (save elsewhere), or cancel.
pub fn changed_outside_dialog(
    ctx: &Context,
    path: &Path,
    language: Language,
    palette: &Palette,
) -> Option<DialogAnswer> {
    modal(ctx, ("ask-replace", path), |ui| {
        title_ui(ui, UiText::SaveTitle.text(language), palette);
        path_ui(ui, path);
        ui.label(UiText::ChangedOutside.text(language));
        let others = [(UiText::Replace, DialogAnswer::Yes), (UiText::Cancel, DialogAnswer::Cancel)];
        answers_ui(ui, (UiText::SaveAs, DialogAnswer::No), &others, language, palette)
    })
}

/// Asks whether to replace an existing file: yes or cancel.
pub fn overwrite_dialog(ctx: &Context, path: &Path, language: Language, palette: &Palette) -> Option<DialogAnswer> {
    modal(ctx, ("ask-replace-file", path), |ui| {
        title_ui(ui, UiText::SaveTitle.text(language), palette);
        path_ui(ui, path);
        ui.colored_label(colour(palette.warning), UiText::FileExists.text(language));
        let others = [(UiText::Replace, DialogAnswer::Yes)];
        answers_ui(ui, (UiText::Cancel, DialogAnswer::Cancel), &others, language, palette)
    })
}

/// Asks whether to delete a template: yes or cancel.
pub fn remove_template_dialog(
    ctx: &Context,
    name: &str,
    language: Language,
    palette: &Palette,
) -> Option<DialogAnswer> {
    modal(ctx, ("ask-remove-template", name), |ui| {
        title_ui(ui, UiText::RemoveTemplate.text(language), palette);
        ui.add(egui::Label::new(name).wrap());
        ui.add_space(4.0);
        ui.label(UiText::RemoveTemplateText.text(language));
        let others = [(UiText::Delete, DialogAnswer::Yes)];
        answers_ui(ui, (UiText::Cancel, DialogAnswer::Cancel), &others, language, palette)
    })
}

/// Warns before quitting that files are still being written: no quits at once, cancel stays.
pub fn quit_while_saving_dialog(ctx: &Context, language: Language, palette: &Palette) -> Option<DialogAnswer> {
    modal(ctx, "ask-writing", |ui| {
        title_ui(ui, UiText::Saving.text(language), palette);
        ui.label(UiText::QuitAfterWriting.text(language));
        let others = [(UiText::QuitAnyway, DialogAnswer::No)];
        answers_ui(ui, (UiText::Cancel, DialogAnswer::Cancel), &others, language, palette)
    })
}

/// A modal dialog. egui remembers the size of an area by its id, so each name has its own.
pub(super) fn modal(
    ctx: &Context,
    name: impl Hash + std::fmt::Debug,
    add: impl FnOnce(&mut Ui) -> Option<DialogAnswer>,
) -> Option<DialogAnswer> {
    let (answer, is_closed) = modal_of_width(ctx, name, 420.0, add);
    answer.or(is_closed.then_some(DialogAnswer::Cancel))
}

/// A modal dialog; gives the answer, and whether it is to be closed without one. egui remembers the size of an area by its
/// id, so each name has its own.
pub(super) fn modal_of_width<A>(
    ctx: &Context,
    name: impl Hash + std::fmt::Debug,
    width: f32,
    add: impl FnOnce(&mut Ui) -> Option<A>,
) -> (Option<A>, bool) {
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20.0);
    let response = Modal::new(Id::unique(name)).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        add(ui)
    });
    let is_closed = response.should_close();
    (response.inner, is_closed)
}

/// Draws a button for each answer, the first one as the primary button, and gives the answer that was chosen. Enter
/// chooses the first one unless another button has keyboard focus.
pub(super) fn answers_ui(
    ui: &mut Ui,
    (first_text, first_answer): (UiText, DialogAnswer),
    others: &[(UiText, DialogAnswer)],
    language: Language,
    palette: &Palette,
) -> Option<DialogAnswer> {
    buttons_ui(ui, |ui| {
        let first = primary_ui(ui, first_text.text(language), Vec2::ZERO, palette);
        let others = others.iter().map(|(text, answer)| (ui.button(text.text(language)), *answer));
        let others: Vec<(Response, DialogAnswer)> = others.collect();
        let is_entered =
            ui.input(|input| input.key_pressed(Key::Enter)) && !others.iter().any(|(other, _)| other.has_focus());
        if first.clicked() || is_entered {
            return Some(first_answer);
        }
        others.into_iter().find(|(other, _)| other.clicked()).map(|(_, answer)| answer)
    })
}

pub(super) fn path_ui(ui: &mut Ui, path: &Path) {
    ui.add(egui::Label::new(path.display().to_string()).wrap());
    ui.add_space(4.0);
}

pub(super) fn title_ui(ui: &mut Ui, text: &str, palette: &Palette) {
    let font = FontId::new(font_size::TITLE, FontFamily::Name(SEMIBOLD.into()));
    ui.label(RichText::new(text).font(font).color(colour(palette.text)));
    ui.add_space(6.0);
}

/// The buttons that end a dialog or an overlay, everywhere the same: at the right, the first one outermost.
pub(super) fn buttons_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(14.0);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), add).inner
}
