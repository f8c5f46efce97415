//! The pages in the middle of the window other than the map: one module each.

mod channels;
mod tables;
mod targets;
mod volumes;
mod years;

use egui::{Rect, ScrollArea, Ui, UiBuilder, Vec2};

use super::widgets::scroll_to_focused;
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

/// The greatest width of a line for readability, in points.
const MAX_LINE_WIDTH: f32 = 740.0;

/// A scrolling column of limited width, centred in the window.
fn column_ui(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        let margin = (ui.available_width() - MAX_LINE_WIDTH).max(32.0) / 2.0;
        let size = Vec2::new(ui.available_width() - 2.0 * margin, f32::INFINITY);
        let rect = Rect::from_min_size(ui.cursor().min + Vec2::new(margin, 8.0), size);
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            add(ui);
            ui.add_space(24.0);
        });
        scroll_to_focused(ui);
    });
}
