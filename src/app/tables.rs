//! Tables and pictures of what is shown: for the page of tables, the clipboard, and files.

use std::sync::Arc;

use super::files::{Export, TableExportJob, TableSnapshot};
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::command::{Command, TableQuery, TableRows};
use crate::exchange::{PictureOptions, TableIndex, sorted_indices};
use crate::language::{date, what_if_title};
use crate::map::ModelId;
use crate::panels::TableResult;

impl Shell {
    /// What the tables on the screen are made from; none before the first results.
    fn table_snapshot(&self) -> Option<TableSnapshot> {
        let results = self.derived.results.as_ref().map(Arc::clone)?;
        let targets = self.derived.study().map(|study| study.targets.clone()).unwrap_or_default();
        Some(TableSnapshot { map: self.document.snapshot(), results, targets, language: self.language() })
    }

    /// What is supposed, in words; none where nothing is.
    fn what_if_title(&self) -> Option<String> {
        let what_if = &self.document.session.what_if;
        (!what_if.is_empty())
            .then(|| what_if_title(what_if, self.document.editor.map(), self.document.year(), self.language()))
    }

    fn table_export(&self, request: TableRows) -> Option<TableExportJob> {
        Some(TableExportJob { snapshot: self.table_snapshot()?, request, title: self.what_if_title() })
    }

    /// Keeps what the tables that were just asked for are made from, as they are shown: before the commands are executed,
    /// an edit or a finished job may change what stands in their rows, and so the order of them.
    pub(super) fn snapshot_shown_tables(&mut self, commands: &[Command]) {
        let asked = commands.iter().filter_map(|command| match command {
            Command::CopyTable(request) | Command::ExportTable(request) => self.table_export(TableRows::clone(request)),
            _ => None,
        });
        self.shown_tables = asked.collect();
    }

    /// A table as it was shown when it was asked for; one that no page showed, as it is now.
    fn shown_table(&mut self, request: TableRows) -> Option<TableExportJob> {
        match self.shown_tables.iter().position(|shown| shown.request == request) {
            Some(at) => Some(self.shown_tables.swap_remove(at)),
            None => self.table_export(request),
        }
    }

    /// Works out what the page of tables asks for. Of another state of the map, or of what is known of it, it would be
    /// stale; the page then asks anew.
    pub(super) fn query_table(&mut self, query: TableQuery) {
        let palette = self.preferences.palette();
        let shown = self.derived.context(&self.document, None, self.language(), palette);
        let is_current = TableQuery { order: query.order, ..TableQuery::of(query.kind, &shown) } == query;
        let Some(snapshot) = self.table_snapshot().filter(|_| is_current) else { return };
        let name = if query.order.is_some() { JobName::SortTable } else { JobName::PrepareTable };
        let document = self.document.id;
        self.jobs.start(name, move |token| {
            let (source, on_progress) = (snapshot.source(), |part: f32| token.report_progress(part));
            let table_result = match query.order {
                Some(order) => {
                    sorted_indices(&query.kind.rows(source), order, source, &on_progress).map(TableResult::Order)
                }
                None => TableIndex::of(query.kind, source, &on_progress).map(TableResult::Prepared),
            };
            table_result.map_or(JobResult::Nothing, |table_result| {
                JobResult::TableReady(document, query, Box::new(table_result))
            })
        });
    }

    /// Puts a table into the clipboard.
    pub(super) fn copy_table(&mut self, request: TableRows) {
        let Some(export) = self.shown_table(request) else { return };
        self.jobs.start(JobName::CopyTable, move |token| {
            export.tsv(&|part| token.report_progress(part)).map_or(JobResult::Nothing, JobResult::TableText)
        });
    }

    /// Asks where to write a table.
    pub(super) fn export_table(&mut self, request: TableRows) {
        if let Some(export) = self.shown_table(request) {
            self.ask_to_export(Export::Table(export));
        }
    }

    /// Asks where to write a picture of the map as it is shown, or of the chain of one model.
    pub(super) fn export_picture(&mut self, model: Option<ModelId>) {
        let language = self.language();
        let request = PictureOptions {
            model,
            year: self.document.year(),
            language,
            drawing: self.document.session.view.drawing,
            dark: self.ctx.theme() == egui::Theme::Dark,
            date: date(self.environment.clock.today(), language),
            remark: self.what_if_title(),
        };
        self.ask_to_export(Export::Picture(self.document.snapshot(), request));
    }

    fn ask_to_export(&mut self, export: Export) {
        let (files, mut context) = self.files_with_context();
        files.ask_to_export(export, &mut context);
    }
}
