//! Tables and pictures of what is shown: for the page of tables, the clipboard, and files.

use std::sync::Arc;

use super::files::{Export, Sources, TableExport};
use super::shell::Shell;
use super::work::{JobName, JobResult};
use crate::command::{Command, TableQuery, TableRows};
use crate::exchange::{PictureOptions, TableIndex, sorted_indices};
use crate::language::{date, what_if_title};
use crate::map::ModelId;
use crate::panels::TableResult;

impl Shell {
    /// What the tables on the screen are made from; none before the first results.
    fn table_sources(&self) -> Option<Sources> {
        let results = self.derived.results.as_ref().map(Arc::clone)?;
        let targets = self.derived.study().map(|study| study.targets.clone()).unwrap_or_default();
        Some(Sources { map: self.document.snapshot(), results, targets, language: self.language() })
    }

    /// What is supposed, in words; none where nothing is.
    fn supposed(&self) -> Option<String> {
        let what_if = &self.document.session.what_if;
        (!what_if.is_empty())
            .then(|| what_if_title(what_if, self.document.editor.map(), self.document.year(), self.language()))
    }

    fn table_export(&self, wish: TableRows) -> Option<TableExport> {
        Some(TableExport { sources: self.table_sources()?, wish, title: self.supposed() })
    }

    /// Keeps what the tables that were just asked for are made from, as they are shown: before the commands are executed,
    /// an edit or a finished job may change what stands in their rows, and so the order of them.
    pub(super) fn keep_shown_tables(&mut self, commands: &[Command]) {
        let asked = commands.iter().filter_map(|command| match command {
            Command::CopyTable(wish) | Command::ExportTable(wish) => self.table_export(TableRows::clone(wish)),
            _ => None,
        });
        self.shown_tables = asked.collect();
    }

    /// A table as it was shown when it was asked for; one that no page showed, as it is now.
    fn shown_table(&mut self, wish: TableRows) -> Option<TableExport> {
        match self.shown_tables.iter().position(|shown| shown.wish == wish) {
            Some(at) => Some(self.shown_tables.swap_remove(at)),
            None => self.table_export(wish),
        }
    }

    /// Works out what the page of tables asks for. Of another state of the map, or of what is known of it, it would be
    /// stale; the page then asks anew.
    pub(super) fn arrange_table(&mut self, asked: TableQuery) {
        let palette = self.preferences.palette();
        let shown = self.derived.context(&self.document, None, self.language(), palette);
        let is_of_now = TableQuery { order: asked.order, ..TableQuery::of(asked.kind, &shown) } == asked;
        let Some(sources) = self.table_sources().filter(|_| is_of_now) else { return };
        let name = if asked.order.is_some() { JobName::Sort } else { JobName::Prepare };
        let document = self.document.id;
        self.jobs.start(name, move |token| {
            let (source, watch) = (sources.source(), |part: f32| token.goes_on(part));
            let arranged = match asked.order {
                Some(order) => sorted_indices(&asked.kind.rows(source), order, source, &watch).map(TableResult::Order),
                None => TableIndex::of(asked.kind, source, &watch).map(TableResult::Prepared),
            };
            arranged.map_or(JobResult::Nothing, |arranged| JobResult::Arranged(document, asked, Box::new(arranged)))
        });
    }

    /// Puts a table into the clipboard.
    pub(super) fn copy_table(&mut self, wish: TableRows) {
        let Some(export) = self.shown_table(wish) else { return };
        self.jobs.start(JobName::Copy, move |token| {
            export.tsv(&|part| token.goes_on(part)).map_or(JobResult::Nothing, JobResult::Copied)
        });
    }

    /// Asks where to write a table.
    pub(super) fn ask_for_table(&mut self, wish: TableRows) {
        if let Some(export) = self.shown_table(wish) {
            self.ask_to_export(Export::Table(export));
        }
    }

    /// Asks where to write a picture of the map as it is shown, or of the chain of one model.
    pub(super) fn ask_for_picture(&mut self, model: Option<ModelId>) {
        let language = self.language();
        let wish = PictureOptions {
            model,
            year: self.document.year(),
            language,
            drawing: self.document.session.view.drawing,
            dark: self.ctx.theme() == egui::Theme::Dark,
            date: date(self.environment.clock.today(), language),
            remark: self.supposed(),
        };
        self.ask_to_export(Export::Picture(self.document.snapshot(), wish));
    }

    fn ask_to_export(&mut self, export: Export) {
        let (files, mut context) = self.parts();
        files.ask_to_export(export, &mut context);
    }
}
