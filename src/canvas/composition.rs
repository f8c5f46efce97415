//! A word that an input method composes over a selected card, before it begins the name. The method must be asked for while
//! there is no field yet: else the first letter would come past it, and `DD` would not become `Đ`.

use egui::output::IMEOutput;
use egui::{Event, FontId, IMEPurpose, Id, ImeEvent, LayerId, Order, Rect, Stroke, StrokeKind, Ui, Vec2};

use super::icon::colour;
use crate::theme::{Palette, font_size};

/// Padding of the word, in points.
const PADDING: Vec2 = Vec2::new(8.0, 5.0);

/// The word that is being composed.
#[derive(Clone, Debug, Default)]
pub(super) struct Composition {
    text: String,
}

impl Composition {
    /// Asks for the input method at a card, and shows what it has composed so far.
    pub fn ui(&mut self, ui: &Ui, card: Rect, palette: &Palette) {
        ui.input(|input| {
            for event in &input.events {
                match event {
                    Event::Ime(ImeEvent::Preedit { text, .. }) => text.clone_into(&mut self.text),
                    Event::Ime(ImeEvent::Commit(_)) => self.text.clear(),
                    _ => {}
                }
            }
        });
        let cursor_rect = Rect::from_min_max(card.left_top(), card.left_bottom());
        ui.output_mut(|output| {
            output.ime = Some(IMEOutput {
                purpose: IMEPurpose::Normal,
                rect: card,
                cursor_rect,
                should_interrupt_composition: false,
            });
        });
        if self.text.is_empty() {
            return;
        }
        let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("composition")));
        let font = FontId::proportional(font_size::BODY);
        let words = painter.layout_no_wrap(self.text.clone(), font, colour(palette.text));
        let place = Rect::from_min_size(card.min, words.size() + PADDING * 2.0);
        painter.rect(place, 4.0, colour(palette.panel), Stroke::new(1.0, colour(palette.border)), StrokeKind::Inside);
        painter.galley(place.min + PADDING, words, colour(palette.text));
    }
}
