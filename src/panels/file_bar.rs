//! The bars over a map about its file: that somebody else edits it, or has changed it.

use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Ui, Vec2};

use super::widgets::right_to_left_ui;
use crate::canvas::{colour, icon_ui};
use crate::command::Command;
use crate::theme::{Icon, Palette, font_size};

/// Below this width, in points, as with text of twice its size on a small screen, the buttons stand below the words.
const NARROW_WIDTH: f32 = 820.0;
/// The height of a row.
const ROW_HEIGHT: f32 = 28.0;

/// A button of a bar.
pub(super) struct BarButton {
    pub label: &'static str,
    /// Its tooltip; empty for none.
    pub hint: &'static str,
    pub command: Command,
}

/// Draws a bar: words, buttons in their order from left to right, and a remark below.
pub(super) fn file_bar_ui(
    ui: &mut Ui,
    (name, words, remark): (&'static str, &str, Option<&str>),
    buttons: &[BarButton],
    palette: &Palette,
    commands: &mut Vec<Command>,
) {
    let background = palette.warning.mixed(palette.panel, 0.88);
    let frame = Frame::new().fill(colour(background)).inner_margin(Margin::symmetric(12, 4));
    Panel::top(name).resizable(false).frame(frame).show(ui, |ui| {
        let words = Label::new(RichText::new(words).strong().color(colour(palette.text)));
        let row = Vec2::new(ui.available_width(), ROW_HEIGHT);
        if ui.available_width() < NARROW_WIDTH {
            ui.horizontal(|ui| {
                icon_ui(ui, Icon::Warning, 16.0, colour(palette.warning));
                ui.add(words.wrap());
            });
            ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
                for button in buttons {
                    button.show(ui, commands);
                }
            });
        } else {
            ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
                right_to_left_ui(ui, |ui| {
                    for button in buttons.iter().rev() {
                        button.show(ui, commands);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        icon_ui(ui, Icon::Warning, 16.0, colour(palette.warning));
                        ui.add(words.truncate());
                    });
                });
            });
        }
        if let Some(remark) = remark {
            // Below the words, not below the icon.
            let margin = Margin { left: 22, bottom: 3, ..Margin::ZERO };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.add(Label::new(RichText::new(remark).size(font_size::SMALL).color(colour(palette.text))).wrap());
            });
        }
    });
}

impl BarButton {
    fn show(&self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let mut response = ui.button(self.label);
        if !self.hint.is_empty() {
            response = response.on_hover_text(self.hint);
        }
        if response.clicked() {
            commands.push(self.command.clone());
        }
    }
}
