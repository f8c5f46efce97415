//! What can stand in the middle of the window instead of the map: one file or folder a page.

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

/// What the pages remember from frame to frame.
#[derive(Debug, Default)]
pub struct PagesState {
    channels: channels::ChannelsState,
    targets: targets::TargetsState,
    years: years::YearsState,
    tables: tables::TablesState,
}

impl PagesState {
    /// Takes in what was worked out of a table beside the window.
    pub fn on_table_result(&mut self, query: TableQuery, result: TableResult) {
        self.tables.on_result(query, result);
    }

    /// What was asked for of a table does not come.
    pub fn on_table_failure(&mut self) {
        self.tables.on_failure();
    }
}

/// Draws a page; the map itself is none of these.
pub fn page_ui(ui: &mut Ui, page: Page, state: &mut PagesState, shown: &ViewContext<'_>, commands: &mut Vec<Command>) {
    match page {
        Page::Map => {}
        Page::Volumes => volumes::volumes_ui(ui, shown, commands),
        Page::Targets => targets::targets_ui(ui, &mut state.targets, shown, commands),
        Page::Years => years::years_ui(ui, &mut state.years, shown, commands),
        Page::Tables => tables::tables_ui(ui, &mut state.tables, shown, commands),
        Page::Channels => channels::channels_ui(ui, &mut state.channels, shown, commands),
    }
}

/// Lines are no longer than one reads with ease, in points.
const MAX_LINE_WIDTH: f32 = 740.0;

/// A page that scrolls and keeps its lines short, in the middle of the window.
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
