//! The way from what the program says to where the guide explains it.

use egui::Ui;

use super::widgets::icon_button_ui;
use crate::command::Command;
use crate::language::{Explained, explain_label};
use crate::session::ViewContext;
use crate::theme::Icon;

/// A small button that opens the guide at the place of a code.
pub(super) fn explain_button_ui(
    ui: &mut Ui,
    (code, explained): (&'static str, impl Explained),
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    let label = explain_label(&explained.title(context.language), context.language);
    if icon_button_ui(ui, Icon::Question, &label, true, context.palette).clicked() {
        commands.push(Command::OpenGuideAt(code));
    }
}
