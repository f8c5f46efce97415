//! The comparison of the map with another state of it: below the map, which shows the same by signs.

mod list;
mod state;

use egui::{Id, Label, RichText, Ui, Vec2};

pub use self::state::{Comparison, ComparisonRequest, ComparisonState};
use self::state::{OpenComparison, OtherState, state_text};
use super::choices::combo_box_ui;
use super::widgets::{heading_text, hint_ui, icon_button_ui, right_to_left_ui};
use crate::canvas::colour;
use crate::command::{Command, ComparedState};
use crate::exchange::open_sentence;
use crate::language::{CompareText, UiText, compared_line};
use crate::session::ViewContext;
use crate::theme::{Icon, font_size};

/// The widest that the choice of the other state is, in points.
const CHOICE_WIDTH: f32 = 280.0;

/// Draws it.
pub fn comparison_ui(
    ui: &mut Ui,
    state: &mut ComparisonState,
    has_file: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let Some(open) = &mut state.open else { return };
    let (language, palette) = (context.language, context.palette);
    // As high with nothing in it.
    ui.set_min_height(ui.available_height());
    head_ui(ui, open, has_file, context, commands);
    match &open.other {
        OtherState::None => hint_ui(ui, CompareText::Hint.text(language), palette),
        OtherState::Pending => hint_ui(ui, CompareText::Reading.text(language), palette),
        OtherState::Unreadable(error) => {
            ui.add(Label::new(RichText::new(open_sentence(error, language)).color(colour(palette.error))).wrap());
        }
        OtherState::Read(_) => {
            sides_ui(ui, open, context, commands);
            list::list_ui(ui, open, context, commands);
        }
    }
}

/// The heading, the choice of the other state, and what else can be done.
fn head_ui(ui: &mut Ui, open: &OpenComparison, has_file: bool, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    ui.horizontal(|ui| {
        ui.label(heading_text(CompareText::Title.text(language), palette));
        ui.add_space(6.0);
        let with = CompareText::With.text(language);
        ui.label(with);
        let size = Vec2::new(CHOICE_WIDTH.min(ui.available_width() * 0.5), ui.spacing().interact_size.y);
        let chosen = ui.allocate_ui(size, |ui| {
            ui.set_width(size.x);
            let known = [ComparedState::OnDisk].into_iter().filter(|_| has_file).chain([ComparedState::AsOpened]);
            let versions = open.versions.iter().map(|listed| ComparedState::Version(listed.version.clone()));
            let choices = known.chain(versions).map(|state| {
                let text = state_text(&state, &open.versions, open.today, language);
                (Some(state), text)
            });
            let name = open.other_text(language);
            combo_box_ui(ui, Id::unique("compared with"), with, &open.chosen, choices, &name, language)
        });
        if let Some(Some(state)) = chosen.inner {
            commands.push(Command::CompareWith(state));
        }
        if ui.button(CompareText::ChooseFile.text(language)).clicked() {
            commands.push(Command::ChooseCompared);
        }
        right_to_left_ui(ui, |ui| {
            if icon_button_ui(ui, Icon::Close, UiText::Close.text(language), true, palette).clicked() {
                commands.push(Command::CloseComparison);
            }
        });
    });
}

/// Which side is which, and all that differs in a line.
fn sides_ui(ui: &mut Ui, open: &OpenComparison, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
    let (language, palette) = (context.language, context.palette);
    let (own, other) = (CompareText::Open.text(language), open.other_text(language));
    let (before, after) = if open.is_swapped { (own, other.as_str()) } else { (other.as_str(), own) };
    ui.horizontal(|ui| {
        if icon_button_ui(ui, Icon::Swap, CompareText::Swap.text(language), true, palette).clicked() {
            commands.push(Command::SwapComparison);
        }
        let summary = match &open.shown {
            None => CompareText::Comparing.text(language),
            Some(comparison) if comparison.rows.is_empty() => CompareText::Same.text(language),
            Some(comparison) => &comparison.summary,
        };
        let sides = format!("{}.", compared_line(before, after, language));
        ui.label(RichText::new(sides).color(colour(palette.text_muted)));
        ui.add(Label::new(RichText::new(summary).strong().color(colour(palette.text))).truncate());
    });
    if open.shown.as_ref().is_some_and(|comparison| comparison.is_aligned) {
        ui.label(
            RichText::new(CompareText::Aligned.text(language)).size(font_size::SMALL).color(colour(palette.warning)),
        );
    }
}
