//! The pages in the middle of the window other than the map: one module each.

mod channels;
mod column;
mod tables;
mod targets;
mod volumes;
mod years;

use egui::Ui;

use crate::command::{Command, Page, TableQuery};
use crate::session::ViewContext;

pub use tables::TableResult;
pub(super) use years::verdict_strip;

/// State of the pages, kept between frames.
#[derive(Debug, Default)]
pub struct PagesState {
    channels: channels::ChannelsState,
    targets: targets::TargetsState,
    years: years::YearsState,
    tables: tables::TablesState,
}

impl PagesState {
    /// Passes on the result of a background query of a table.
    pub fn on_table_result(&mut self, query: TableQuery, result: TableResult) {
        self.tables.on_result(query, result);
    }

    /// Passes on that the pending queries of a table failed.
    pub fn on_table_failure(&mut self) {
        self.tables.on_failure();
    }
}

/// Draws a page; nothing for the map itself.
pub fn page_ui(
    ui: &mut Ui,
    page: Page,
    state: &mut PagesState,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    match page {
        Page::Map => {}
        Page::Volumes => volumes::volumes_ui(ui, context, commands),
        Page::Targets => targets::targets_ui(ui, &mut state.targets, context, commands),
        Page::Years => years::years_ui(ui, &mut state.years, context, commands),
        Page::Tables => tables::tables_ui(ui, &mut state.tables, context, commands),
        Page::Channels => channels::channels_ui(ui, &mut state.channels, context, commands),
    }
}
