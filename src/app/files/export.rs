//! Export of tables, workbooks and files that show the map, written in the background from a snapshot of what was displayed on request. A what-if
//! is named in the first line and in the file name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{DrawingExport, WriteOutcome};
use crate::analysis::{Overview, ProgressCallback, TargetStatus, assess_with_progress};
use crate::app::derived::Results;
use crate::app::file_names::{TABLE_EXTENSION, WORKBOOK_EXTENSION, file_stem, with_default_extension};
use crate::app::letters::PictureFonts;
use crate::command::TableRows;
use crate::exchange::{
    MapResults, ResultsWorkbook, TableSource, WorkbookError, block_tsv, export_workbook, titled_csv, titled_tsv,
};
use crate::language::{Language, UiText};
use crate::map::{LinkageMap, Year};
use crate::panels::FileKind;
use crate::schema::study_with_places;
use crate::storage::{Disk, replace_file};

/// Data for tables, for another thread.
#[derive(Clone)]
pub(in crate::app) struct TableSnapshot {
    pub map: Arc<LinkageMap>,
    pub results: Arc<Results>,
    pub targets: Vec<TargetStatus>,
    pub overview: Option<Overview>,
    pub language: Language,
}

impl TableSnapshot {
    pub fn source(&self) -> TableSource<'_> {
        let Self { map, results, targets, overview, language } = self;
        let (assessment, overview) = (&results.analysis.assessment, overview.as_ref());
        TableSource { map, assessment, targets, overview, language: *language }
    }
}

/// A table to export or copy.
#[derive(Clone)]
pub(in crate::app) struct TableExportJob {
    pub snapshot: TableSnapshot,
    pub request: TableRows,
    /// Description of the what-if; `None` without one.
    pub title: Option<String>,
}

impl TableExportJob {
    /// Text for the clipboard; `None` when cancelled.
    pub fn tsv(&self, on_progress: ProgressCallback<'_>) -> Option<String> {
        let TableRows { rows, columns, has_header, .. } = &self.request;
        if *has_header {
            titled_tsv(self.title.as_deref(), rows, columns, self.snapshot.source(), on_progress)
        } else {
            block_tsv(rows, columns, self.snapshot.source(), on_progress)
        }
    }

    fn csv(&self, on_progress: ProgressCallback<'_>) -> Option<Vec<u8>> {
        let TableRows { rows, columns, .. } = &self.request;
        titled_csv(self.title.as_deref(), rows, columns, self.snapshot.source(), on_progress)
    }
}

/// A table, a workbook or a file that shows the map, to export.
#[derive(Clone)]
pub(in crate::app) enum Export {
    Table(TableExportJob),
    /// The whole map, in the words of a language.
    Workbook(Arc<LinkageMap>, Language),
    /// What the analysis says of a map.
    Results(ResultsExport),
    /// A file that shows the map.
    Drawing(Box<DrawingExport>),
}

/// What the analysis says of a map in a year, to be worked out and written as a workbook.
#[derive(Clone)]
pub(in crate::app) struct ResultsExport {
    pub map: Arc<LinkageMap>,
    pub year: Year,
    /// Description of the what-if; `None` without one.
    pub supposing: Option<String>,
    pub language: Language,
}

impl ResultsExport {
    /// The workbook, or why there can be none; `None` when cancelled.
    fn workbook(&self, on_progress: ProgressCallback<'_>) -> Option<Result<Vec<u8>, WorkbookError>> {
        /// Parts of the time after which the map is assessed, and studied.
        const ASSESSED: f32 = 0.15;
        const STUDIED: f32 = 0.8;
        let Self { map, year, supposing, language } = self;
        let assessment = assess_with_progress(map, *year, &|part| on_progress(part * ASSESSED))?;
        let study = study_with_places(map, &assessment, &|part| on_progress(ASSESSED + part * (STUDIED - ASSESSED)))?;
        let mut workbook = ResultsWorkbook::new(*language);
        let supposing = supposing.as_deref();
        workbook.add(MapResults { file: "", map, assessment: &assessment, study: &study, supposing });
        workbook.finish(&|part| on_progress(STUDIED + part * (1.0 - STUDIED)))
    }
}

impl Export {
    pub fn kind(&self) -> FileKind {
        match self {
            Self::Table(_) => FileKind::Table,
            Self::Workbook(..) => FileKind::Workbook,
            Self::Results(_) => FileKind::Results,
            Self::Drawing(drawing) => drawing.file_kind(),
        }
    }

    /// Suggested file name: title of the map, kind of content, and whether it is a what-if.
    pub fn suggested_name(&self) -> String {
        let what_if_title =
            |is_what_if: bool, language: Language| is_what_if.then(|| UiText::WhatIfShort.text(language));
        match self {
            Self::Table(TableExportJob { snapshot, request, title }) => {
                let titles =
                    [snapshot.map.info().title.as_str(), request.kind.title().text(snapshot.language)].into_iter();
                let titles = titles.chain(what_if_title(title.is_some(), snapshot.language));
                format!("{}.{TABLE_EXTENSION}", file_stem(titles))
            }
            Self::Workbook(map, _) => {
                format!("{}.{WORKBOOK_EXTENSION}", file_stem(std::iter::once(map.info().title.as_str())))
            }
            Self::Results(ResultsExport { map, year, supposing, language }) => {
                let year = year.to_string();
                let titles = [map.info().title.as_str(), UiText::ResultsFileName.text(*language), &year];
                let titles = titles.into_iter().chain(what_if_title(supposing.is_some(), *language));
                format!("{}.{WORKBOOK_EXTENSION}", file_stem(titles))
            }
            Self::Drawing(drawing) => drawing.suggested_name(),
        }
    }

    /// How its file ends, unless somebody says otherwise.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::Table(_) => TABLE_EXTENSION,
            Self::Workbook(..) | Self::Results(_) => WORKBOOK_EXTENSION,
            Self::Drawing(drawing) => drawing.ending(),
        }
    }

    /// Its file with an ending: behind the one that says another format which it cannot have, too.
    pub(super) fn with_ending(&self, path: PathBuf) -> PathBuf {
        match self {
            Self::Drawing(drawing) if !drawing.takes(&path) => {
                let mut name = path.into_os_string();
                name.push(format!(".{}", drawing.ending()));
                name.into()
            }
            _ => with_default_extension(path, self.ending()),
        }
    }

    /// Writes it to a file.
    pub(super) fn write(
        self,
        disk: &dyn Disk,
        path: &Path,
        fonts: &PictureFonts,
        on_progress: ProgressCallback<'_>,
    ) -> WriteOutcome {
        let (bytes, language) = match self {
            Self::Table(table) => match table.csv(on_progress) {
                Some(bytes) => (Ok(bytes), table.snapshot.language),
                None => return WriteOutcome::InternalError,
            },
            Self::Workbook(map, language) => (export_workbook(&map, language), language),
            Self::Results(results) => match results.workbook(on_progress) {
                Some(workbook) => (workbook, results.language),
                None => return WriteOutcome::InternalError,
            },
            Self::Drawing(drawing) => return drawing.write(disk, path, fonts, on_progress),
        };
        match bytes {
            Ok(bytes) => WriteOutcome::of_replaced(replace_file(disk, path, &bytes), path),
            Err(error) => WriteOutcome::Impossible(error.sentence(language)),
        }
    }
}
