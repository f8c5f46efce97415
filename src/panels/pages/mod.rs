//! What can stand in the middle of the window instead of the map: one file or folder a page.

mod channels;
mod tables;
mod targets;
mod volumes;
mod years;

use egui::{Rect, ScrollArea, Ui, UiBuilder, Vec2};

use super::rows::follow_keys;
use crate::command::{Command, Page, TableQuery};
use crate::session::ViewContext;

pub use tables::Arranged;
pub(super) use years::strip;

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
    pub fn take_table(&mut self, asked: TableQuery, arranged: Arranged) {
        self.tables.take(asked, arranged);
    }

    /// What was asked for of a table does not come.
    pub fn give_up_table(&mut self) {
        self.tables.give_up();
    }
}

/// Draws a page; the map itself is none of these.
pub fn page_ui(ui: &mut Ui, page: Page, state: &mut PagesState, shown: &ViewContext<'_>, wishes: &mut Vec<Command>) {
    match page {
        Page::Map => {}
        Page::Volumes => volumes::volumes_ui(ui, shown, wishes),
        Page::Targets => targets::targets_ui(ui, &mut state.targets, shown, wishes),
        Page::Years => years::years_ui(ui, &mut state.years, shown, wishes),
        Page::Tables => tables::tables_ui(ui, &mut state.tables, shown, wishes),
        Page::Channels => channels::channels_ui(ui, &mut state.channels, shown, wishes),
    }
}

/// Lines are no longer than one reads with ease, in points.
const LINE: f32 = 740.0;

/// A page that scrolls and keeps its lines short, in the middle of the window.
fn column_ui(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        let spare = (ui.available_width() - LINE).max(32.0) / 2.0;
        let size = Vec2::new(ui.available_width() - 2.0 * spare, f32::INFINITY);
        let place = Rect::from_min_size(ui.cursor().min + Vec2::new(spare, 8.0), size);
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
            add(ui);
            ui.add_space(24.0);
        });
        follow_keys(ui);
    });
}
