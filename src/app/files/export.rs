//! Export of tables and pictures, written in the background from a snapshot of what was displayed on request. A what-if
//! is named in the first line and in the file name.

use std::path::Path;
use std::sync::Arc;

use super::{DocumentExport, WriteOutcome};
use crate::analysis::{Overview, ProgressCallback, TargetStatus, assess_with_progress};
use crate::app::derived::Results;
use crate::app::file_names::{PICTURE_EXTENSION, TABLE_EXTENSION, WORKBOOK_EXTENSION, file_stem};
use crate::app::letters::PictureFonts;
use crate::command::TableRows;
use crate::exchange::{
    MapResults, NetworkFormat, PaperError, PaperOptions, Picture, PictureOptions, ResultsWorkbook, TableSource,
    WorkbookError, block_tsv, check_paper_size, export_network, export_pdf, export_png_with_progress, export_svg_to,
    export_workbook, titled_csv, titled_tsv,
};
use crate::language::{Language, UiText};
use crate::map::{LinkageMap, Year};
use crate::panels::FileKind;
use crate::schema::study_with_places;
use crate::storage::{Disk, replace_file, replace_file_with};

/// Pixels per point of a PNG: sharp in print.
pub(in crate::app) const PNG_SCALE: f32 = 2.0;

/// Share of the time before a picture is written.
const RENDER_SHARE: f32 = 0.6;

/// A picture as a PDF, on the smallest sheet on which it can be read; or why there can be none, unless it was cancelled.
pub(in crate::app) fn on_paper(
    map: &LinkageMap,
    request: PictureOptions,
    fonts: &PictureFonts,
    on_progress: ProgressCallback<'_>,
) -> Result<Vec<u8>, Option<String>> {
    let language = request.language;
    let reason = |error: PaperError| (error != PaperError::Cancelled).then(|| error.sentence(language));
    if request.model.is_none() {
        check_paper_size(map.actors().len()).map_err(reason)?;
    }
    // Paper is white, however the window looks.
    let request = PictureOptions { dark: false, ..request };
    let picture = Picture::with_progress(map, request, &|part| on_progress(part * RENDER_SHARE)).map_err(|_| None)?;
    let rest = |part: f32| on_progress(RENDER_SHARE + part * (1.0 - RENDER_SHARE));
    let pdf = export_pdf(&[picture], PaperOptions::default(), &|letters| fonts.find(letters), &rest).map_err(reason)?;
    Ok(pdf.bytes)
}

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

/// A table, a picture or a workbook to export.
#[derive(Clone)]
pub(in crate::app) enum Export {
    Table(TableExportJob),
    Picture(Arc<LinkageMap>, PictureOptions),
    /// The whole map, in the words of a language.
    Workbook(Arc<LinkageMap>, Language),
    /// What the analysis says of a map.
    Results(ResultsExport),
    /// A report, or slides.
    Document(DocumentExport),
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
            Self::Picture(..) => FileKind::Picture,
            Self::Workbook(..) => FileKind::Workbook,
            Self::Results(_) => FileKind::Results,
            Self::Document(document) => document.file_kind(),
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
            Self::Document(document) => {
                let (word, extension) = document.file_name();
                let (year, language) = (document.year.to_string(), document.language);
                let titles = [document.map.info().title.as_str(), word.text(language), &year];
                let titles = titles.into_iter().chain(what_if_title(document.supposing.is_some(), language));
                format!("{}.{extension}", file_stem(titles))
            }
            Self::Picture(map, request) => {
                let model = request.model.and_then(|id| map.models().get(&id)).map(|model| model.name.as_str());
                let what_if_title = what_if_title(request.remark.is_some(), request.language);
                let titles = std::iter::once(map.info().title.as_str()).chain(model).chain(what_if_title);
                format!("{}.{PICTURE_EXTENSION}", file_stem(titles))
            }
        }
    }

    /// Writes it to a file; a picture as PNG, PDF or a network if it has such an extension, otherwise as SVG.
    pub(super) fn write(
        self,
        disk: &dyn Disk,
        path: &Path,
        fonts: &PictureFonts,
        on_progress: ProgressCallback<'_>,
    ) -> WriteOutcome {
        let (map, request) = match self {
            Self::Table(table) => {
                return table.csv(on_progress).map_or(WriteOutcome::InternalError, |bytes| {
                    WriteOutcome::of_replaced(replace_file(disk, path, &bytes), path)
                });
            }
            Self::Workbook(map, language) => {
                return match export_workbook(&map, language) {
                    Ok(bytes) => WriteOutcome::of_replaced(replace_file(disk, path, &bytes), path),
                    Err(error) => WriteOutcome::Impossible(error.sentence(language)),
                };
            }
            Self::Results(results) => {
                return match results.workbook(on_progress) {
                    Some(Ok(bytes)) => WriteOutcome::of_replaced(replace_file(disk, path, &bytes), path),
                    Some(Err(error)) => WriteOutcome::Impossible(error.sentence(results.language)),
                    None => WriteOutcome::InternalError,
                };
            }
            Self::Document(document) => {
                return match document.bytes(path, fonts, on_progress) {
                    Ok(bytes) => WriteOutcome::of_replaced(replace_file(disk, path, &bytes), path),
                    Err(error) => {
                        log::error!("{error}");
                        WriteOutcome::InternalError
                    }
                };
            }
            Self::Picture(map, request) => (map, request),
        };
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if extension.eq_ignore_ascii_case("pdf") {
            return match on_paper(&map, request, fonts, on_progress) {
                Ok(bytes) => WriteOutcome::of_replaced(replace_file(disk, path, &bytes), path),
                Err(Some(reason)) => WriteOutcome::Impossible(reason),
                Err(None) => WriteOutcome::InternalError,
            };
        }
        let Ok(picture) = Picture::with_progress(&map, request, &|part| on_progress(part * RENDER_SHARE)) else {
            return WriteOutcome::InternalError;
        };
        if extension.eq_ignore_ascii_case("png") {
            return match export_png_with_progress(&picture, PNG_SCALE, &|letters| fonts.find(letters), &|part| {
                on_progress(RENDER_SHARE + part * (1.0 - RENDER_SHARE))
            }) {
                Ok(png) => WriteOutcome::of_replaced(replace_file(disk, path, &png.bytes), path),
                Err(error) => {
                    log::error!("{error}");
                    WriteOutcome::InternalError
                }
            };
        }
        if let Some(format) = NetworkFormat::of_ending(&extension) {
            return WriteOutcome::of_replaced(replace_file(disk, path, &export_network(&picture, format)), path);
        }
        let written =
            replace_file_with(disk, path, |file| export_svg_to(&picture, |chunk| file.write_all(chunk.as_bytes())));
        WriteOutcome::of_replaced(written, path)
    }
}
