//! Tables and pictures of the displayed map: for the tables page, the clipboard and files.

use std::sync::Arc;

use super::files::{Export, ResultsExport, TableExportJob, TableSnapshot};
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::command::{Command, TableQuery, TableRows};
use crate::exchange::{CellEdits, ColumnSet, PictureOptions, TableIndex, TableKind, sorted_indices};
use crate::language::{UiText, date, what_if_title};
use crate::panels::{Overlay, TableResult};

impl Shell {
    /// Data for tables; `None` before the first results.
    fn table_snapshot(&self) -> Option<TableSnapshot> {
        let results = self.derived.results.as_ref().map(Arc::clone)?;
        let study = self.derived.study();
        let targets = study.map(|study| study.targets.clone()).unwrap_or_default();
        let overview = study.map(|study| study.overview.clone());
        Some(TableSnapshot { map: self.document.snapshot(), results, targets, overview, language: self.language() })
    }

    /// The what-if as text; `None` without one.
    pub(super) fn what_if_title(&self) -> Option<String> {
        let what_if = &self.document.session.what_if;
        (!what_if.is_empty())
            .then(|| what_if_title(what_if, self.document.editor.map(), self.document.year(), self.language()))
    }

    fn table_export(&self, request: TableRows) -> Option<TableExportJob> {
        Some(TableExportJob { snapshot: self.table_snapshot()?, request, title: self.what_if_title() })
    }

    /// Captures the data of tables to copy or export as shown: an edit or job result may change their rows and order
    /// before the commands run.
    pub(super) fn snapshot_shown_tables(&mut self, commands: &[Command]) {
        let requested = commands.iter().filter_map(|command| match command {
            Command::CopyTable(request) | Command::ExportTable(request) => self.table_export(TableRows::clone(request)),
            _ => None,
        });
        self.shown_tables = requested.collect();
    }

    /// The table as captured; a table not shown uses the current data.
    fn shown_table(&mut self, request: TableRows) -> Option<TableExportJob> {
        match self.shown_tables.iter().position(|shown| shown.request == request) {
            Some(at) => Some(self.shown_tables.swap_remove(at)),
            None => self.table_export(request),
        }
    }

    /// Computes the rows or order that the tables page requests. A query for outdated results is dropped; the page then
    /// queries again.
    pub(super) fn query_table(&mut self, query: TableQuery) {
        let palette = self.preferences.palette();
        let context = self.derived.context(&self.document, None, self.language(), palette);
        let is_current =
            TableQuery { order: query.order, ..TableQuery::of(query.kind, query.columns, &context) } == query;
        let Some(snapshot) = self.table_snapshot().filter(|_| is_current) else { return };
        let name = if query.order.is_some() { JobName::SortTable } else { JobName::PrepareTable };
        let document = self.document.id;
        self.jobs.start(name, move |token| {
            let (source, on_progress) = (snapshot.source(), |part: f32| token.report_progress(part));
            let table_result = if let Some(order) = query.order {
                sorted_indices(&query.kind.rows(source), order, source, &on_progress).map(TableResult::Order)
            } else {
                let columns = query.columns.columns(query.kind);
                TableIndex::of_columns(query.kind, &columns, source, &on_progress).map(TableResult::Index)
            };
            table_result.map_or(JobResult::Cancelled, |table_result| {
                JobResult::TableReady(document, query, Box::new(table_result))
            })
        });
    }

    /// Works out what pasting the shown block would change. A request for another state of the map is dropped; the
    /// preview then asks again.
    pub(super) fn plan_paste(&mut self, generation: u64) {
        let Overlay::Paste(paste) = &self.panels.overlay else { return };
        if generation != self.document.map_generation() {
            return;
        }
        let (request, map) = (paste.request(), self.document.editor.snapshot());
        self.jobs.start(JobName::PlanPaste, move |token| {
            let plan = request.plan_with_progress(&map, &|part| token.report_progress(part));
            plan.map_or(JobResult::Cancelled, |plan| JobResult::PastePlanned(request, generation, Box::new(plan)))
        });
    }

    /// Leaves off planning what is no longer to be pasted.
    pub(super) fn cancel_unwanted_plan(&mut self) {
        if !matches!(self.panels.overlay, Overlay::Paste(_)) {
            self.jobs.cancel(JobName::PlanPaste);
        }
    }

    /// Copies a table to the clipboard.
    pub(super) fn copy_table(&mut self, request: TableRows) {
        let Some(export) = self.shown_table(request) else { return };
        self.jobs.start(JobName::CopyTable, move |token| {
            export.tsv(&|part| token.report_progress(part)).map_or(JobResult::Cancelled, JobResult::TableText)
        });
    }

    /// Asks where to save a table.
    pub(super) fn export_table(&mut self, request: TableRows) {
        if let Some(export) = self.shown_table(request) {
            self.ask_to_export(Export::Table(export));
        }
    }

    /// Edits cells of a table as one edit. What is refused stays in its cells, marked; when nothing else happens, that is said.
    pub(super) fn edit_cells(&mut self, edits: &CellEdits) {
        match self.document.edit_cells(edits) {
            Ok(outcome) => {
                if !outcome.refused.is_empty() {
                    self.messages.status = Some(UiText::CellsRefused);
                }
                self.panels.pages.on_cells_edited(edits, &outcome);
            }
            Err(violation) => self.show_violation(&violation),
        }
    }

    /// Shows these columns of a table, and keeps that.
    pub(super) fn set_columns(&mut self, kind: TableKind, columns: ColumnSet) {
        self.panels.pages.set_columns(kind, columns);
        self.change_settings(|settings| {
            if columns == ColumnSet::usual(kind) {
                settings.columns.remove(kind.id());
            } else {
                settings.columns.insert(kind.id().to_owned(), columns.ids(kind));
            }
        });
    }

    /// What a picture of the map looks like now.
    pub(super) fn picture_options(&self) -> PictureOptions {
        let language = self.language();
        PictureOptions {
            model: None,
            year: self.document.year(),
            language,
            drawing: self.document.session.view.drawing,
            dark: self.ctx.theme() == egui::Theme::Dark,
            date: date(self.environment.clock.today(), language),
            office: String::new(),
            remark: self.what_if_title(),
        }
    }

    /// Asks where to save the whole map as a workbook.
    pub(super) fn export_workbook(&mut self) {
        self.ask_to_export(Export::Workbook(self.document.editor.snapshot(), self.language()));
    }

    /// Asks where to save the results of the displayed map, in the year that is shown.
    pub(super) fn export_results(&mut self) {
        self.ask_to_export(Export::Results(ResultsExport {
            map: self.document.snapshot(),
            year: self.document.year(),
            supposing: self.what_if_title(),
            language: self.language(),
        }));
    }

    pub(super) fn ask_to_export(&mut self, export: Export) {
        let (files, mut context) = self.files_with_context();
        files.ask_to_export(export, &mut context);
    }
}
