//! Which neighborhood of the selection is highlighted, and whether the rest is hidden: in one row, whose end is folded into
//! a menu where the map is narrow.

use egui::{Button, TextStyle, TextWrapMode, Ui, WidgetText};

use crate::canvas::menu_list_ui;
use crate::command::Command;
use crate::language::UiText;
use crate::map::{Neighborhood, Selection};
use crate::panels::widgets::set_checkbox_outlines;
use crate::session::ViewContext;

/// The title of the menu of what has no space in the row.
const MORE: &str = "…";

/// A choice of the row.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Neighborhood(Neighborhood),
    HideRest,
}

impl Choice {
    fn text(self) -> UiText {
        match self {
            Self::Neighborhood(Neighborhood::One) => UiText::NeighborhoodOneStep,
            Self::Neighborhood(Neighborhood::Two) => UiText::NeighborhoodTwoSteps,
            Self::Neighborhood(Neighborhood::Three) => UiText::NeighborhoodThreeSteps,
            Self::Neighborhood(Neighborhood::Upstream) => UiText::NeighborhoodUpstream,
            Self::Neighborhood(Neighborhood::Downstream) => UiText::NeighborhoodDownstream,
            Self::Neighborhood(Neighborhood::Chain) => UiText::NeighborhoodChain,
            Self::HideRest => UiText::HideRest,
        }
    }

    /// The width that it takes in the row.
    fn width(self, ui: &Ui, context: &ViewContext<'_>) -> f32 {
        let spacing = ui.spacing();
        let around = match self {
            Self::Neighborhood(_) => 2.0 * spacing.button_padding.x,
            Self::HideRest => spacing.icon_width + spacing.icon_spacing,
        };
        around + text_width(ui, self.text().text(context.language))
    }

    fn show(self, ui: &mut Ui, context: &ViewContext<'_>, commands: &mut Vec<Command>) {
        let words = self.text().text(context.language);
        match self {
            Self::Neighborhood(neighborhood) => {
                let is_chosen = context.view.neighborhood == neighborhood && context.highlight.is_empty();
                if ui.add(Button::selectable(is_chosen, words)).clicked() {
                    commands.push(Command::SetNeighborhood(neighborhood));
                }
            }
            Self::HideRest => {
                let mut is_hidden = context.view.rest_hidden;
                if ui.checkbox(&mut is_hidden, words).clicked() {
                    commands.push(Command::HideRest(is_hidden));
                }
            }
        }
    }
}

/// Draws the row up to this right end, and the menu of what does not fit before it.
pub(super) fn neighborhood_ui(
    ui: &mut Ui,
    whole: bool,
    right: f32,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let has_actors = matches!(&context.view.selection, Selection::Actors(_));
    let neighborhoods = Neighborhood::ALL.into_iter().filter(|_| has_actors).map(Choice::Neighborhood);
    let choices: Vec<Choice> = neighborhoods.chain(whole.then_some(Choice::HideRest)).collect();
    let gap = ui.spacing().item_spacing.x;
    let widths: Vec<f32> = choices.iter().map(|choice| choice.width(ui, context) + gap).collect();
    let more = text_width(ui, MORE) + 2.0 * ui.spacing().button_padding.x;
    let fitting = fitting(&widths, more, right - ui.cursor().min.x);
    let (shown, folded) = choices.split_at(fitting.min(choices.len()));
    for choice in shown {
        choice.show(ui, context, commands);
    }
    if !folded.is_empty() {
        ui.menu_button(MORE, |ui| {
            set_checkbox_outlines(ui);
            menu_list_ui(ui, 0.0, |ui| folded.iter().for_each(|choice| choice.show(ui, context, commands)));
        });
    }
}

/// How many of the choices with these widths fit, with space for the menu of the rest if there is any.
fn fitting(widths: &[f32], more: f32, available: f32) -> usize {
    if widths.iter().sum::<f32>() <= available {
        return widths.len();
    }
    let ends = widths.iter().scan(more, |end, width| {
        *end += width;
        Some(*end)
    });
    ends.take_while(|end| *end <= available).count()
}

fn text_width(ui: &Ui, text: &str) -> f32 {
    let galley = WidgetText::from(text).into_galley(ui, Some(TextWrapMode::Extend), f32::INFINITY, TextStyle::Button);
    galley.size().x
}
