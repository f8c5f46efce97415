//! The primary button.

use egui::{Button, Response, RichText, StrokeKind, TextWrapMode, Ui, Vec2};

use super::icon::colour;
use crate::theme::Palette;

/// A button in the accent colour, at least this large. As its edge has that colour too, keyboard focus shows as a ring
/// around it.
pub fn primary_ui(ui: &mut Ui, words: &str, min_size: Vec2, palette: &Palette) -> Response {
    let words = RichText::new(words).color(colour(palette.accent_text));
    let button = Button::new(words).wrap_mode(TextWrapMode::Extend);
    let response = ui.add(button.min_size(min_size).fill(colour(palette.accent)));
    if response.has_focus() {
        let ring = (1.5, colour(palette.accent));
        ui.painter().rect_stroke(response.rect.expand(2.0), 7.0, ring, StrokeKind::Outside);
    }
    response
}
