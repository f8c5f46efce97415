//! The panels at the sides of the map: the lists at the left and the details at the right, or, where a window has few points,
//! as with large text, both in one panel, so that most of the width is left to the map.

use egui::{Frame, Panel, Ui};

use crate::command::Command;
use crate::language::{Language, UiText};
use crate::map::Selection;

/// From this width on, in points, a window has a panel at either side.
const TWO_PANELS_WIDTH: f32 = 1_230.0;
/// The part of a narrower window that the panel with both has, and its least width, in points.
const ONE_PANEL_SHARE: f32 = 1.0 / 3.0;
const ONE_PANEL_MIN_WIDTH: f32 = 160.0;

/// A panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Models and actors.
    Lists,
    /// What is selected.
    Details,
}

/// Which of the two is seen where there is room for one.
#[derive(Debug, Default)]
pub(super) struct SidePanels {
    pub shows_details: bool,
    /// What was selected in the last frame.
    selection: Selection,
    /// Whether a command came from the lists since it was selected.
    is_from_lists: bool,
}

impl SidePanels {
    /// Draws both panels, or the one that is seen.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        [left_frame, right_frame]: [Frame; 2],
        (selection, language): (&Selection, Language),
        commands: &mut Vec<Command>,
        draw: &mut dyn FnMut(&mut Ui, Side, &mut Vec<Command>),
    ) {
        let width = ui.available_width();
        let is_one = width < TWO_PANELS_WIDTH;
        self.follow(selection, is_one);
        if is_one {
            let most = (width * ONE_PANEL_SHARE).max(ONE_PANEL_MIN_WIDTH);
            let panel = Panel::left("side").default_size(most).size_range(ONE_PANEL_MIN_WIDTH..=most);
            panel.frame(left_frame).show(ui, |ui| self.show_one(ui, language, commands, draw));
            return;
        }
        // Limits keep space for the central area in a small window.
        // Both together take a third of the width unless somebody makes them wider.
        let (left_width, right_width) =
            ((width * 0.138).round().clamp(160.0, 224.0), (width * 0.195).round().clamp(218.0, 270.0));
        let (max_left_width, max_right_width) = ((width * 0.26).clamp(160.0, 480.0), (width / 3.0).clamp(218.0, 560.0));
        let left = Panel::left("outline").default_size(left_width).size_range(160.0..=max_left_width);
        left.frame(left_frame).show(ui, |ui| draw(ui, Side::Lists, commands));
        let right = Panel::right("inspector").default_size(right_width).size_range(218.0..=max_right_width);
        right.frame(right_frame).show(ui, |ui| draw(ui, Side::Details, commands));
    }

    /// What is selected on the map is shown, and the lists once nothing is; who walks through a list stays in it.
    fn follow(&mut self, selection: &Selection, is_one: bool) {
        if self.selection == *selection {
            return;
        }
        let is_none = *selection == Selection::None;
        if is_one && (is_none || !self.is_from_lists) {
            self.shows_details = !is_none;
        }
        (self.selection, self.is_from_lists) = (selection.clone(), false);
    }

    fn show_one(
        &mut self,
        ui: &mut Ui,
        language: Language,
        commands: &mut Vec<Command>,
        draw: &mut dyn FnMut(&mut Ui, Side, &mut Vec<Command>),
    ) {
        ui.horizontal_wrapped(|ui| {
            for (word, is_details) in [(UiText::SideLists, false), (UiText::SideDetails, true)] {
                if ui.selectable_label(self.shows_details == is_details, word.text(language)).clicked() {
                    self.shows_details = is_details;
                }
            }
        });
        ui.separator();
        let before = commands.len();
        draw(ui, if self.shows_details { Side::Details } else { Side::Lists }, commands);
        self.is_from_lists |= !self.shows_details && commands.len() > before;
    }
}
