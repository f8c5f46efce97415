//! The button for what one mostly wants.

use egui::{Button, Response, RichText, StrokeKind, Ui, Vec2};

use super::icon::colour;
use crate::theme::Palette;

/// A button in the colour of the program, at least this large. As its edge has that colour too, it has a ring around it
/// while it has the keys.
pub fn primary_ui(ui: &mut Ui, words: &str, min_size: Vec2, palette: &Palette) -> Response {
    let words = RichText::new(words).color(colour(palette.accent_text));
    let response = ui.add(Button::new(words).min_size(min_size).fill(colour(palette.accent)));
    if response.has_focus() {
        let ring = (1.5, colour(palette.accent));
        ui.painter().rect_stroke(response.rect.expand(2.0), 7.0, ring, StrokeKind::Outside);
    }
    response
}
