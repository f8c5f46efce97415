//! The column that a page of running text is set in.

use egui::{Rect, ScrollArea, Ui, UiBuilder, Vec2};

use super::super::widgets::scroll_to_focused;

/// The greatest width of a line for readability, in points.
pub(super) const TEXT_WIDTH: f32 = 740.0;
/// The greatest width of rows that hold a whole chain of names, in points.
pub(super) const CHAIN_WIDTH: f32 = 1_160.0;

/// A scrolling column of limited width, centred in the window.
pub(super) fn column_ui(ui: &mut Ui, name: &str, max_width: f32, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        let margin = (ui.available_width() - max_width).max(32.0) / 2.0;
        let size = Vec2::new(ui.available_width() - 2.0 * margin, f32::INFINITY);
        let rect = Rect::from_min_size(ui.cursor().min + Vec2::new(margin, 8.0), size);
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            add(ui);
            ui.add_space(24.0);
        });
        scroll_to_focused(ui);
    });
}
