//! Lists that scroll: menus that may be taller than the window, and the widget with the keyboard kept in sight.

use egui::{Memory, ScrollArea, Ui};

/// What a menu leaves of the window's height, in points: its frame, and a margin above and below.
const MENU_MARGIN: f32 = 24.0;

/// A menu that scrolls where it is taller than the window, as with large text on a small screen.
pub fn menu_list_ui(ui: &mut Ui, min_width: f32, add_items: impl FnOnce(&mut Ui)) {
    let max_height = ui.ctx().content_rect().height() - MENU_MARGIN;
    ScrollArea::vertical().max_height(max_height).min_scrolled_height(max_height).show(ui, |ui| {
        ui.set_min_width(min_width);
        add_items(ui);
        scroll_to_focused(ui);
    });
}

/// Scrolls to the widget that has just gained keyboard focus; called at the end of a scroll area's content.
pub fn scroll_to_focused(ui: &Ui) {
    // Reading a response while the pointer clicks elsewhere would take the focus away. What is clicked is in sight.
    if ui.input(|input| input.pointer.any_pressed() || input.pointer.any_released()) {
        return;
    }
    let focused = ui.memory(Memory::focused).and_then(|id| ui.ctx().read_response(id));
    let Some(response) = focused.filter(|response| response.gained_focus() && response.layer_id == ui.layer_id())
    else {
        return;
    };
    if ui.min_rect().contains(response.rect.center()) {
        ui.scroll_to_rect(response.rect.expand(8.0), None);
    }
}
