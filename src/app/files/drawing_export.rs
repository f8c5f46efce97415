//! A file that shows a map as it was when that was asked for, made and written in the background.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::WriteOutcome;
use crate::analysis::ProgressCallback;
use crate::app::file_names::file_stem;
use crate::app::letters::PictureFonts;
use crate::exchange::{
    ExportContent, ExportError, ExportFormat, ExportRequest, ExportSource, Exported, export_file, export_picture,
    export_svg_to,
};
use crate::language::{Language, UiText};
use crate::map::{DrawingStyle, LinkageMap, Neighborhood, Year};
use crate::panels::FileKind;
use crate::storage::{Disk, replace_file, replace_file_with};

/// What a file is made of.
#[derive(Clone)]
pub(in crate::app) struct DrawingExport {
    pub map: Arc<LinkageMap>,
    pub year: Year,
    pub drawing: DrawingStyle,
    pub neighborhood: Neighborhood,
    /// Description of the what-if; `None` without one.
    pub supposing: Option<String>,
    /// What changed in the last meeting, a line each; `None` if there was none.
    pub meeting: Option<Vec<String>>,
    pub date: Date,
    /// The language of the window.
    pub language: Language,
    pub request: ExportRequest,
}

impl DrawingExport {
    pub fn source(&self) -> ExportSource<'_> {
        ExportSource {
            map: &self.map,
            year: self.year,
            drawing: self.drawing,
            neighborhood: self.neighborhood,
            supposing: self.supposing.as_deref(),
            meeting: self.meeting.as_deref(),
            date: Some(self.date),
            language: self.language,
        }
    }

    pub fn file_kind(&self) -> FileKind {
        match self.request.choices.content {
            ExportContent::Slides => FileKind::Deck,
            ExportContent::Report => FileKind::Report,
            ExportContent::Map | ExportContent::Model | ExportContent::Selection | ExportContent::Models => {
                FileKind::Picture
            }
        }
    }

    /// How its file ends, unless somebody says otherwise.
    pub fn ending(&self) -> &'static str {
        self.request.choices.possible_format().ending()
    }

    /// Whether a file may end so: no other format says so that this content cannot have.
    pub fn takes(&self, path: &Path) -> bool {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let says = |content: ExportContent| content.formats().iter().any(|format| format.has_ending(&ending));
        says(self.request.choices.content) || !ExportContent::ALL.into_iter().any(says)
    }

    /// Suggested file name: title of the map, what is shown of it, and whether it is a what-if.
    pub fn suggested_name(&self) -> String {
        let language = self.request.choices.language.unwrap_or(self.language);
        let model = self.request.model.and_then(|id| self.map.models().get(&id)).map(|model| model.name.as_str());
        let year = self.year.to_string();
        let parts = match self.request.choices.content {
            ExportContent::Map => vec![],
            ExportContent::Model => model.into_iter().collect(),
            ExportContent::Selection => vec![UiText::PartFileName.text(language)],
            ExportContent::Models => vec![UiText::ModelsFileName.text(language)],
            ExportContent::Slides => vec![UiText::DeckFileName.text(language), &year],
            ExportContent::Report => vec![UiText::ReportFileName.text(language), &year],
        };
        let supposed = self.supposing.is_some().then(|| UiText::WhatIfShort.text(language));
        let titles = std::iter::once(self.map.info().title.as_str()).chain(parts).chain(supposed);
        format!("{}.{}", file_stem(titles), self.ending())
    }

    /// The file; its sentence where there can be none that a person can do something about.
    pub fn file(
        &self,
        fonts: &PictureFonts,
        on_progress: ProgressCallback<'_>,
    ) -> Result<Exported, (ExportError, Option<String>)> {
        export_file(self.source(), &self.request, &|letters| fonts.find(letters), on_progress).map_err(|error| {
            let sentence = error.sentence(self.language);
            (error, sentence)
        })
    }

    /// Writes it, in the format of the file's ending where it can have that.
    pub(super) fn write(
        mut self,
        disk: &dyn Disk,
        path: &Path,
        fonts: &PictureFonts,
        on_progress: ProgressCallback<'_>,
    ) -> WriteOutcome {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let choices = &mut self.request.choices;
        let named = choices.content.formats().iter().find(|format| format.has_ending(&ending));
        choices.format = named.copied().unwrap_or(choices.possible_format());
        if choices.format == ExportFormat::Svg {
            return self.write_svg(disk, path, on_progress);
        }
        match self.file(fonts, on_progress) {
            Ok(file) => {
                let replaced = replace_file(disk, path, &file.bytes);
                WriteOutcome::of_replaced(replaced, path).with_marked_names(file.marked_names)
            }
            Err((error, sentence)) => impossible(&error, sentence),
        }
    }

    /// Writes a drawing as it is made: that of a country would take as much memory again.
    fn write_svg(&self, disk: &dyn Disk, path: &Path, on_progress: ProgressCallback<'_>) -> WriteOutcome {
        match export_picture(self.source(), &self.request, on_progress) {
            Ok(picture) => {
                let written = replace_file_with(disk, path, |file| {
                    export_svg_to(&picture, |chunk| file.write_all(chunk.as_bytes()))
                });
                WriteOutcome::of_replaced(written, path)
            }
            Err(error) => impossible(&error, error.sentence(self.language)),
        }
    }
}

fn impossible(error: &ExportError, sentence: Option<String>) -> WriteOutcome {
    if let Some(sentence) = sentence {
        return WriteOutcome::Impossible(sentence);
    }
    log::error!("{error}");
    WriteOutcome::InternalError
}
