//! Two copies of the map side by side, to be made one: what both come from, what changes, and each contradiction with the
//! value of either side to choose.

mod conflicts;
mod state;

use egui::{Key, Label, RichText, Ui, Vec2};

use self::conflicts::conflicts_ui;
use self::state::CopyState;
pub use self::state::{MergeBase, MergeCopiesState, MergePreview, MergeRequest, PreparedMerge};
use super::{MAIN_WIDTH, ending_ui};
use crate::canvas::{colour, primary_ui};
use crate::command::Command;
use crate::editing::MergeSide;
use crate::exchange::open_sentence;
use crate::language::{
    Language, MergeText, UiText, base_line, conflicts_line, date_time, merge_changes_line, merge_title,
    saved_version_text,
};
use crate::panels::widgets::{heading_ui, hint_ui};
use crate::session::ViewContext;
use crate::theme::Palette;

/// Height of the buttons at the end, in points.
const ENDING_HEIGHT: f32 = 56.0;
/// The most likely twins that are named.
const MAX_TWINS: usize = 4;

/// Draws it; whether it stays open.
pub(super) fn merge_copies_ui(
    ui: &mut Ui,
    state: &mut MergeCopiesState,
    height: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) -> bool {
    let (language, palette) = (context.language, context.palette);
    let top = ui.cursor().min.y;
    heading_ui(ui, &merge_title(&state.name(), language), palette);
    match &state.copy {
        CopyState::Pending => hint_ui(ui, MergeText::Reading.text(language), palette),
        CopyState::Unreadable(error) => error_ui(ui, &open_sentence(error, language), palette),
        CopyState::Read(_) => {
            base_ui(ui, state, language, palette, commands);
            preview_ui(ui, state, language, palette);
            let left = height - (ui.cursor().min.y - top) - ENDING_HEIGHT;
            conflicts_ui(ui, state, left, context);
        }
    }
    let can_merge = state.can_merge();
    let is_entered =
        can_merge && ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
    let (is_merged, is_left) = ending_ui(ui, |ui| {
        let merge = ui.add_enabled_ui(can_merge, |ui| {
            primary_ui(ui, MergeText::Merge.text(language), Vec2::new(MAIN_WIDTH, 0.0), palette)
        });
        let cancel = ui.button(UiText::Cancel.text(language));
        if !std::mem::replace(&mut state.has_focus, true) {
            // Keys are no longer for what lies below.
            cancel.request_focus();
        }
        (merge.inner.clicked(), cancel.clicked())
    });
    if can_merge && (is_merged || is_entered) {
        commands.push(Command::ApplyMerge);
    }
    !is_left
}

fn error_ui(ui: &mut Ui, sentence: &str, palette: &Palette) {
    ui.add(Label::new(RichText::new(sentence).color(colour(palette.error))).wrap());
}

/// What both come from, and how else that can be said.
fn base_ui(ui: &mut Ui, state: &MergeCopiesState, language: Language, palette: &Palette, commands: &mut Vec<Command>) {
    let words = match &state.base {
        MergeBase::None => MergeText::NoBase.text(language).to_owned(),
        MergeBase::Version(_, at, by) => {
            base_line(&saved_version_text(&date_time(*at, None, language), by.as_deref(), language), language)
        }
        MergeBase::OfWindow(_) => base_line(MergeText::FromThisWindow.text(language), language),
        MergeBase::File(_, path) => {
            base_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy(), language)
        }
    };
    ui.add(Label::new(words).wrap());
    if let Some(error) = &state.unread_base {
        error_ui(ui, &open_sentence(error, language), palette);
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button(MergeText::ChooseBase.text(language)).clicked() {
            commands.push(Command::ChooseMergeBase);
        }
        let is_known = state.base.map().is_some();
        if is_known && ui.button(MergeText::WithoutBase.text(language)).clicked() {
            commands.push(Command::SetMergeBase(None));
        }
    });
    ui.add_space(4.0);
}

/// What changes, or why nothing comes of it.
fn preview_ui(ui: &mut Ui, state: &mut MergeCopiesState, language: Language, palette: &Palette) {
    let preview = match &state.preview {
        None => return hint_ui(ui, MergeText::Working.text(language), palette),
        Some(Err(reason)) => return error_ui(ui, reason, palette),
        Some(Ok(preview)) => preview,
    };
    if preview.is_aligned {
        let words = RichText::new(MergeText::Aligned.text(language)).color(colour(palette.warning));
        ui.add(Label::new(words).wrap());
    }
    let changes = if preview.summary.is_empty() {
        MergeText::Nothing.text(language).to_owned()
    } else {
        merge_changes_line(&preview.summary, language)
    };
    ui.add(Label::new(changes).wrap());
    if !preview.twins.is_empty() {
        let shown = preview.twins.iter().take(MAX_TWINS).map(String::as_str);
        let mark = (preview.twins.len() > MAX_TWINS).then_some("…");
        let twins = shown.chain(mark).collect::<Vec<_>>().join("; ");
        let words = format!("{} {twins}", MergeText::Twins.text(language));
        ui.add(Label::new(RichText::new(words).color(colour(palette.text_muted))).wrap());
    }
    ui.separator();
    let (all, open) = state.counts();
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(conflicts_line(all, open, language)).strong().color(colour(palette.text)));
        for (side, text) in [(MergeSide::A, MergeText::AllMine), (MergeSide::B, MergeText::AllTheirs)] {
            if all > 0 && ui.button(text.text(language)).clicked() {
                state.choose_all(side);
            }
        }
    });
}
