//! What can stand in the middle of the window instead of the map: one file or folder a page.

mod volumes;

use egui::Ui;

use super::rows::hint_ui;
use crate::command::{Command, Page};
use crate::language::Screen;
use crate::scene::Shown;

/// What the pages remember from frame to frame.
#[derive(Debug, Default)]
pub struct PagesState {}

/// Draws a page; the map itself is none of these.
pub fn page_ui(ui: &mut Ui, page: Page, _state: &mut PagesState, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    match page {
        Page::Map => {}
        Page::Volumes => volumes::volumes_ui(ui, shown, wishes),
        Page::Channels | Page::Targets | Page::Years | Page::Tables => {
            hint_ui(ui, Screen::Working.text(shown.language), shown.palette);
        }
    }
}
