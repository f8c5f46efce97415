//! The dialog of a notice: what went wrong, what can be done about it, and a list of what it is about.

use egui::{Context, Key, Label, RichText, ScrollArea, Ui, Vec2};

use super::dialogs::{buttons_ui, modal_of_width, title_ui};
use crate::canvas::{colour, primary_ui};
use crate::language::{FileText, Language, UiText};
use crate::theme::Palette;

/// The width of a dialog with a list or with ways out, in points.
const WIDE: f32 = 560.0;
const NARROW: f32 = 420.0;
/// The greatest height of a list, in points.
const LIST_HEIGHT: f32 = 240.0;

/// What a notice shows.
#[derive(Clone, Copy, Debug)]
pub struct NoticeContent<'a> {
    /// What it is about.
    pub title: &'a str,
    /// What happened.
    pub message: &'a str,
    /// What follows from it.
    pub hint: Option<&'a str>,
    /// A list, to be scrolled through and copied.
    pub details: &'a [String],
    /// Whether to offer another file.
    pub can_open_another: bool,
    /// From when the version is that can be opened instead, in words.
    pub last_version: Option<&'a str>,
    /// Whether a part of the file can be read.
    pub can_salvage: bool,
}

/// How a notice was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeAnswer {
    /// Closed.
    Close,
    /// To choose another file.
    OpenAnother,
    /// To open the last version that can be read.
    OpenLastVersion,
    /// To read what can be read.
    Salvage,
}

/// Shows a notice.
pub fn notice_dialog(
    ctx: &Context,
    content: NoticeContent<'_>,
    language: Language,
    palette: &Palette,
) -> Option<NoticeAnswer> {
    let has_ways = content.last_version.is_some() || content.can_salvage;
    let width = if has_ways || !content.details.is_empty() { WIDE } else { NARROW };
    let (answer, is_closed) = modal_of_width(ctx, ("notice", content.message), width, |ui| {
        title_ui(ui, content.title, palette);
        ui.add(Label::new(content.message).wrap().selectable(true));
        if !content.details.is_empty() {
            details_ui(ui, content.details);
        }
        if let Some(hint) = content.hint {
            ui.add_space(6.0);
            ui.add(Label::new(RichText::new(hint).color(colour(palette.text_muted))).wrap());
        }
        let way = ways_ui(ui, content, language, palette);
        buttons_ui(ui, |ui| {
            let is_enter_pressed =
                ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
            if primary_ui(ui, UiText::Close.text(language), Vec2::ZERO, palette).clicked() || is_enter_pressed {
                return Some(NoticeAnswer::Close);
            }
            if !content.details.is_empty() && ui.button(FileText::CopyList.text(language)).clicked() {
                ui.copy_text(content.details.join("\n"));
            }
            let open_another = content.can_open_another && ui.button(UiText::OpenAnother.text(language)).clicked();
            open_another.then_some(NoticeAnswer::OpenAnother)
        })
        .or(way)
    });
    answer.or(is_closed.then_some(NoticeAnswer::Close))
}

/// The ways out, each with what it leads to.
fn ways_ui(ui: &mut Ui, content: NoticeContent<'_>, language: Language, palette: &Palette) -> Option<NoticeAnswer> {
    let last_version =
        content.last_version.map(|when| (FileText::OpenLastVersion, when, NoticeAnswer::OpenLastVersion));
    let hint = FileText::SalvageHint.text(language);
    let salvage = content.can_salvage.then_some((FileText::Salvage, hint, NoticeAnswer::Salvage));
    let mut chosen = None;
    for (label, hint, answer) in last_version.into_iter().chain(salvage) {
        ui.add_space(12.0);
        if ui.button(label.text(language)).clicked() {
            chosen = Some(answer);
        }
        ui.add(Label::new(RichText::new(hint).small().color(colour(palette.text_muted))).wrap());
    }
    chosen
}

fn details_ui(ui: &mut Ui, details: &[String]) {
    ui.add_space(6.0);
    let height = ui.text_style_height(&egui::TextStyle::Body);
    let list = ScrollArea::vertical().max_height(LIST_HEIGHT).auto_shrink([false, true]);
    list.show_rows(ui, height, details.len(), |ui, rows| {
        for line in details.get(rows).unwrap_or_default() {
            ui.add(Label::new(line).truncate());
        }
    });
}
