//! What can stand in the middle of the window instead of the map: one file or folder a page.

mod tables;

use egui::Ui;

use super::rows::hint_ui;
use crate::command::{Command, Page};
use crate::language::Screen;
use crate::scene::Shown;

/// What the pages remember from frame to frame.
#[derive(Debug, Default)]
pub struct PagesState {
    /// Grows with every change of what is shown, so that lists know when to be made anew.
    pub surveys: u64,
    tables: tables::TablesState,
}

/// Draws a page; the map itself is none of these.
pub fn page_ui(ui: &mut Ui, page: Page, state: &mut PagesState, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    match page {
        Page::Map => {}
        Page::Tables => tables::tables_ui(ui, &mut state.tables, shown, state.surveys, wishes),
        Page::Channels | Page::Volumes | Page::Targets | Page::Years => {
            hint_ui(ui, Screen::Working.text(shown.language), shown.palette);
        }
    }
}
