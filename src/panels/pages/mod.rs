//! The pages in the middle of the window other than the map: one module each.

mod channels;
mod column;
mod slides;
mod tables;
mod targets;
mod volumes;
mod years;

use std::collections::BTreeMap;

use egui::Ui;
use jiff::civil::Date;

use crate::command::{Command, Page, TableQuery};
use crate::exchange::{CellEdits, CellsOutcome, ColumnSet, TableKind};
use crate::map::LinkageMap;
use crate::session::ViewContext;

pub use tables::{TableResult, tables_have_focus};
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
    /// Tells which day it is.
    pub fn set_today(&mut self, today: Date) {
        self.tables.today = today;
    }

    /// Passes on the result of a background query of a table.
    pub fn on_table_result(&mut self, query: TableQuery, result: TableResult) {
        self.tables.on_result(query, result);
    }

    /// Passes on what became of an edit of cells.
    pub fn on_cells_edited(&mut self, edits: &CellEdits, outcome: &CellsOutcome) {
        self.tables.on_cells_edited(edits, outcome);
    }

    /// Forgets what was typed in tables of another document.
    pub fn on_document_opened(&mut self) {
        self.tables.forget_edits();
    }

    /// The texts in cells of tables that the map does not take.
    pub fn refused_texts(&self) -> impl Iterator<Item = &str> {
        self.tables.edit.refused_texts()
    }

    /// Forgets what stands in cells of records that the map no longer has.
    pub fn retain_existing(&mut self, map: &LinkageMap) {
        self.tables.edit.marks.retain_existing(map);
    }

    /// Shows these columns of a table.
    pub fn set_columns(&mut self, kind: TableKind, columns: ColumnSet) {
        self.tables.columns.insert(kind, columns);
    }

    /// Shows the columns with these ids, by the ids of tables.
    pub fn set_chosen_columns(&mut self, chosen: &BTreeMap<String, Vec<String>>) {
        for kind in TableKind::ALL {
            if let Some(ids) = chosen.get(kind.id()) {
                self.set_columns(kind, ColumnSet::of_ids(kind, ids.iter().map(String::as_str)));
            }
        }
    }

    /// Passes on that the pending queries of a table failed.
    pub fn on_table_failure(&mut self) {
        self.tables.on_failure();
    }
}

/// Draws a page; nothing for the map itself. `shows_all` unfolds the fields that are empty.
pub fn page_ui(
    ui: &mut Ui,
    page: Page,
    state: &mut PagesState,
    shows_all: bool,
    context: &ViewContext<'_>,
    commands: &mut Vec<Command>,
) {
    match page {
        Page::Map => {}
        Page::Volumes => volumes::volumes_ui(ui, context, commands),
        Page::Targets => targets::targets_ui(ui, &mut state.targets, shows_all, context, commands),
        Page::Years => years::years_ui(ui, &mut state.years, context, commands),
        Page::Tables => tables::tables_ui(ui, &mut state.tables, context, commands),
        Page::Slides => slides::slides_ui(ui, context, commands),
        Page::Channels => channels::channels_ui(ui, &mut state.channels, shows_all, context, commands),
    }
}
