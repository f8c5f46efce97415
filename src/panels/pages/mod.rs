//! What can stand in the middle of the window instead of the map: one file or folder a page.

mod channels;
mod prices;
mod tables;
mod targets;
mod volumes;
mod years;

use egui::Ui;

use crate::command::{Command, Page};
use crate::scene::Shown;

pub(super) use years::strip;

/// What the pages remember from frame to frame.
#[derive(Debug, Default)]
pub struct PagesState {
    channels: channels::ChannelsState,
    targets: targets::TargetsState,
    years: years::YearsState,
    /// Grows with every change of what is shown, so that lists know when to be made anew.
    pub surveys: u64,
    tables: tables::TablesState,
}

/// Draws a page; the map itself is none of these.
pub fn page_ui(ui: &mut Ui, page: Page, state: &mut PagesState, shown: &Shown<'_>, wishes: &mut Vec<Command>) {
    match page {
        Page::Map => {}
        Page::Volumes => volumes::volumes_ui(ui, shown, wishes),
        Page::Targets => targets::targets_ui(ui, &mut state.targets, shown, wishes),
        Page::Years => years::years_ui(ui, &mut state.years, shown, wishes),
        Page::Tables => tables::tables_ui(ui, &mut state.tables, shown, state.surveys, wishes),
        Page::Channels => channels::channels_ui(ui, &mut state.channels, shown, wishes),
    }
}
