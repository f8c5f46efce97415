//! Questions and notices that stand before everything else.

use std::path::Path;

use egui::{Context, FontFamily, FontId, Id, Key, Modal, RichText, TextEdit, Ui, Vec2};

use crate::canvas::{colour, primary_ui};
use crate::language::{Language, Screen};
use crate::theme::{Palette, SEMIBOLD, text};

/// What a person answers to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Do it.
    Yes,
    /// Go on without.
    No,
    /// Back to the map.
    Cancel,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// A map.
    #[default]
    Map,
    /// A table.
    Table,
    /// A picture of a map.
    Picture,
}

/// A question for a path, where the system has no file dialog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathQuestion {
    /// Whether a path to save to is asked for.
    pub saving: bool,
    /// For what.
    pub kind: FileKind,
    /// What has been typed.
    pub typed: String,
    /// Whether the file is there already and may be replaced only with a second word.
    pub exists: bool,
}

/// Asks whether to save before changes would be lost.
pub fn ask_save_ui(ctx: &Context, language: Language, palette: &Palette) -> Option<Answer> {
    dialog(ctx, "ask-save", |ui| {
        title_ui(ui, Screen::AskSaveTitle.text(language), palette);
        ui.label(Screen::AskSaveText.text(language));
        buttons_ui(ui, |ui| {
            let save = primary_ui(ui, Screen::Save.text(language), Vec2::ZERO, palette);
            let throw_away = ui.button(Screen::DontSave.text(language));
            let cancel = ui.button(Screen::Cancel.text(language));
            // Enter saves, unless another button has the keys: then it means that one.
            let others = throw_away.has_focus() || cancel.has_focus();
            let entered = !others && ui.input(|input| input.key_pressed(Key::Enter));
            let answers = [
                (save.clicked() || entered, Answer::Yes),
                (throw_away.clicked(), Answer::No),
                (cancel.clicked(), Answer::Cancel),
            ];
            answers.into_iter().find(|(given, _)| *given).map(|(_, answer)| answer)
        })
    })
}

/// Asks for a path; what is typed stands in the question.
pub fn ask_path_ui(
    ctx: &Context,
    question: &mut PathQuestion,
    language: Language,
    palette: &Palette,
) -> Option<Answer> {
    dialog(ctx, "ask-path", |ui| {
        let (title, hint) = match (question.kind, question.saving) {
            (FileKind::Table, _) => (Screen::SaveTableTitle, Screen::TablePathHint),
            (FileKind::Picture, _) => (Screen::SavePictureTitle, Screen::PicturePathHint),
            (FileKind::Map, true) => (Screen::SaveTitle, Screen::PathHint),
            (FileKind::Map, false) => (Screen::OpenTitle, Screen::PathHint),
        };
        title_ui(ui, title.text(language), palette);
        ui.label(Screen::PathExplain.text(language));
        ui.add_space(6.0);
        let field = TextEdit::singleline(&mut question.typed).hint_text(hint.text(language));
        let field = ui.add(field.desired_width(f32::INFINITY));
        if field.changed() {
            question.exists = false;
        }
        if !field.has_focus() && !field.lost_focus() {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if question.exists {
            ui.colored_label(colour(palette.warning), Screen::FileExists.text(language));
        }
        let button = match (question.saving, question.exists) {
            (false, _) => Screen::OpenButton,
            (true, false) => Screen::SaveButton,
            (true, true) => Screen::Replace,
        };
        buttons_ui(ui, |ui| {
            if (primary_ui(ui, button.text(language), Vec2::ZERO, palette).clicked() || entered)
                && !question.typed.trim().is_empty()
            {
                return Some(Answer::Yes);
            }
            ui.button(Screen::Cancel.text(language)).clicked().then_some(Answer::Cancel)
        })
    })
}

/// Asks whether to write over a file that someone else has changed: yes, no (save elsewhere), or cancel.
pub fn ask_replace_ui(ctx: &Context, question: &str, language: Language, palette: &Palette) -> Option<Answer> {
    dialog(ctx, "ask-replace", |ui| {
        title_ui(ui, Screen::SaveTitle.text(language), palette);
        ui.label(question);
        buttons_ui(ui, |ui| {
            if primary_ui(ui, Screen::SaveAs.text(language), Vec2::ZERO, palette).clicked() {
                return Some(Answer::No);
            }
            if ui.button(Screen::Replace.text(language)).clicked() {
                return Some(Answer::Yes);
            }
            ui.button(Screen::Cancel.text(language)).clicked().then_some(Answer::Cancel)
        })
    })
}

/// Asks whether to replace a file that is there already: yes or cancel.
pub fn ask_replace_file_ui(ctx: &Context, path: &Path, language: Language, palette: &Palette) -> Option<Answer> {
    dialog(ctx, "ask-replace-file", |ui| {
        title_ui(ui, Screen::SaveTitle.text(language), palette);
        ui.add(egui::Label::new(path.display().to_string()).wrap());
        ui.colored_label(colour(palette.warning), Screen::FileExists.text(language));
        buttons_ui(ui, |ui| {
            if primary_ui(ui, Screen::Cancel.text(language), Vec2::ZERO, palette).clicked() {
                return Some(Answer::Cancel);
            }
            ui.button(Screen::Replace.text(language)).clicked().then_some(Answer::Yes)
        })
    })
}

/// Tells that files are still being written before the program ends: no ends it at once, cancel stays.
pub fn ask_writing_ui(ctx: &Context, language: Language, palette: &Palette) -> Option<Answer> {
    dialog(ctx, "ask-writing", |ui| {
        title_ui(ui, Screen::Saving.text(language), palette);
        ui.label(Screen::WritingText.text(language));
        buttons_ui(ui, |ui| {
            if primary_ui(ui, Screen::Cancel.text(language), Vec2::ZERO, palette).clicked() {
                return Some(Answer::Cancel);
            }
            ui.button(Screen::QuitAnyway.text(language)).clicked().then_some(Answer::No)
        })
    })
}

/// Tells what went wrong. Gives cancel when it has been read, and yes when its user wants to open `another` file.
pub fn notice_ui(
    ctx: &Context,
    title: &str,
    message: &str,
    another: bool,
    language: Language,
    palette: &Palette,
) -> Option<Answer> {
    dialog(ctx, "notice", |ui| {
        title_ui(ui, title, palette);
        ui.add(egui::Label::new(message).wrap().selectable(true));
        buttons_ui(ui, |ui| {
            let entered =
                ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
            if primary_ui(ui, Screen::Close.text(language), Vec2::ZERO, palette).clicked() || entered {
                return Some(Answer::Cancel);
            }
            (another && ui.button(Screen::OpenAnother.text(language)).clicked()).then_some(Answer::Yes)
        })
    })
}

fn dialog(ctx: &Context, name: &str, add: impl FnOnce(&mut Ui) -> Option<Answer>) -> Option<Answer> {
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20.0);
    let response = Modal::new(Id::unique(name)).frame(frame).show(ctx, |ui| {
        ui.set_width(420.0);
        add(ui)
    });
    if response.inner.is_none() && response.should_close() {
        return Some(Answer::Cancel);
    }
    response.inner
}

fn title_ui(ui: &mut Ui, words: &str, palette: &Palette) {
    let font = FontId::new(text::TITLE, FontFamily::Name(SEMIBOLD.into()));
    ui.label(RichText::new(words).font(font).color(colour(palette.ink)));
    ui.add_space(6.0);
}

fn buttons_ui<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(14.0);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), add).inner
}
