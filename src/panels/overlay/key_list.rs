//! Every key of the program, by topic.

use egui::{Grid, RichText, ScrollArea, Ui};

use crate::canvas::colour;
use crate::command::key_topics;
use crate::language::UiText;
use crate::panels::widgets::heading_ui;
use crate::session::ViewContext;

/// Draws it; it stays open.
pub(super) fn key_list_ui(ui: &mut Ui, height: f32, context: &ViewContext<'_>) -> bool {
    let (language, palette) = (context.language, context.palette);
    heading_ui(ui, UiText::Keys.text(language), palette);
    ScrollArea::vertical().max_height(height).auto_shrink(false).show(ui, |ui| {
        let key = |text: &str| RichText::new(text).monospace().color(colour(palette.text));
        for (title, rows) in key_topics(language) {
            ui.add_space(4.0);
            ui.label(RichText::new(title).color(colour(palette.text_muted)));
            Grid::new(title).num_columns(2).min_col_width(190.0).spacing([12.0, 3.0]).show(ui, |ui| {
                for (keys, what) in rows {
                    ui.label(key(&keys));
                    ui.label(what);
                    ui.end_row();
                }
            });
        }
    });
    true
}
