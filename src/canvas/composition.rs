//! Asks for the input method over a selected card, before there is a field: else the first letter of a name would come past
//! it, and `DD` would not become `Đ`.

use egui::output::IMEOutput;
use egui::{IMEPurpose, Rect, Ui};

/// Has what is typed over a card composed, near it.
pub(super) fn ask_for_input_method(ui: &Ui, card: Rect) {
    let cursor_rect = Rect::from_min_max(card.left_top(), card.left_bottom());
    ui.output_mut(|output| {
        output.ime = Some(IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: card,
            cursor_rect,
            should_interrupt_composition: false,
        });
    });
}
