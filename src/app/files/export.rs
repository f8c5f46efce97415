//! Tables and pictures on their way out: made beside the window of what was shown when they were asked for. What is only
//! supposed says so in its first line and in the name of its file.

use std::path::Path;
use std::sync::Arc;

use super::WriteOutcome;
use super::write::replace;
use crate::analysis::{ProgressCallback, TargetStatus};
use crate::app::derived::Results;
use crate::app::file_names::{PICTURE_ENDING, TABLE_ENDING, file_stem};
use crate::command::TableRows;
use crate::exchange::{
    Picture, PictureOptions, TableKind, TableSource, export_png_with_progress, export_svg_to, titled_csv, titled_tsv,
};
use crate::language::{Language, UiText};
use crate::map::LinkageMap;
use crate::panels::FileKind;
use crate::storage::{Disk, SaveError};

/// Size of a picture in points, beside what it has on the screen: sharp in print.
const PNG_SCALE: f32 = 2.0;

/// What tables are made from, to hand to another thread.
#[derive(Clone)]
pub(in crate::app) struct Sources {
    pub map: Arc<LinkageMap>,
    pub results: Arc<Results>,
    pub targets: Vec<TargetStatus>,
    pub language: Language,
}

impl Sources {
    pub fn source(&self) -> TableSource<'_> {
        let Self { map, results, targets, language } = self;
        TableSource { map, assessment: &results.analysis.assessment, targets, language: *language }
    }
}

/// A table on its way out.
#[derive(Clone)]
pub(in crate::app) struct TableExport {
    pub sources: Sources,
    pub wish: TableRows,
    /// That it is supposed, and what is; none where nothing is.
    pub title: Option<String>,
}

impl TableExport {
    /// As the clipboard takes it.
    pub fn tsv(&self, watch: ProgressCallback<'_>) -> Option<String> {
        let columns = self.wish.kind.columns();
        titled_tsv(self.title.as_deref(), &self.wish.rows, columns, self.sources.source(), watch)
    }

    fn csv(&self, watch: ProgressCallback<'_>) -> Option<Vec<u8>> {
        let columns = self.wish.kind.columns();
        titled_csv(self.title.as_deref(), &self.wish.rows, columns, self.sources.source(), watch)
    }
}

/// What is on its way out.
#[derive(Clone)]
pub(in crate::app) enum Export {
    Table(TableExport),
    Picture(Arc<LinkageMap>, PictureOptions),
}

impl Export {
    pub fn kind(&self) -> FileKind {
        match self {
            Self::Table(_) => FileKind::Table,
            Self::Picture(..) => FileKind::Picture,
        }
    }

    /// A file name for it: the map's, what of it it is, and that it is supposed where it is.
    pub fn proposed(&self) -> String {
        let supposed = |is: bool, language: Language| is.then(|| UiText::WhatIfShort.text(language));
        match self {
            Self::Table(TableExport { sources, wish, title }) => {
                let word = match wish.kind {
                    TableKind::Models => UiText::Models,
                    TableKind::Actors => UiText::Actors,
                    TableKind::Links => UiText::Links,
                    TableKind::Findings => UiText::Findings,
                    TableKind::Targets => UiText::PageTargets,
                };
                let titles = [sources.map.info().title.as_str(), word.text(sources.language)].into_iter();
                let titles = titles.chain(supposed(title.is_some(), sources.language));
                format!("{}.{TABLE_ENDING}", file_stem(titles))
            }
            Self::Picture(map, wish) => {
                let model = wish.model.and_then(|id| map.models().get(&id)).map(|model| model.name.as_str());
                let supposed = supposed(wish.remark.is_some(), wish.language);
                let titles = std::iter::once(map.info().title.as_str()).chain(model).chain(supposed);
                format!("{}.{PICTURE_ENDING}", file_stem(titles))
            }
        }
    }

    /// Writes it to a file; a picture as PNG where the file's name ends so, and as SVG otherwise.
    pub(super) fn write(self, disk: &dyn Disk, path: &Path, watch: ProgressCallback<'_>) -> WriteOutcome {
        /// The part of the time that a picture takes before it is written.
        const DRAWN: f32 = 0.6;
        let (map, wish) = match self {
            Self::Table(table) => {
                return table.csv(watch).map_or(WriteOutcome::Panicked, |bytes| replace(disk, path, bytes));
            }
            Self::Picture(map, wish) => (map, wish),
        };
        let Ok(picture) = Picture::with_progress(&map, wish, &|part| watch(part * DRAWN)) else {
            return WriteOutcome::Panicked;
        };
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png")) {
            return match export_png_with_progress(&picture, PNG_SCALE, &|part| watch(DRAWN + part * (1.0 - DRAWN))) {
                Ok(png) => replace(disk, path, png.bytes),
                Err(error) => {
                    log::error!("{error}");
                    WriteOutcome::Panicked
                }
            };
        }
        let writing = Box::new(|file: &mut (dyn std::io::Write + Send)| {
            export_svg_to(&picture, |piece| file.write_all(piece.as_bytes()))
        });
        match disk.replace(path, false, writing) {
            Ok(durability) => WriteOutcome::Done { fingerprint: None, durability },
            Err(source) => WriteOutcome::Failed(SaveError::Unwritable { path: path.to_owned(), source }),
        }
    }
}
