//! A report on a map, or the slides of a map, worked out and written in the background.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::analysis::{ProgressCallback, assess_with_progress, study};
use crate::app::file_names::{DECK_EXTENSION, REPORT_EXTENSION};
use crate::app::letters::PictureFonts;
use crate::exchange::{
    DeckSource, PngError, ReportFormat, ReportSource, export_deck, export_report, export_slides_pdf,
};
use crate::language::{Language, UiText};
use crate::map::{LinkageMap, Year};
use crate::panels::FileKind;

/// Which document of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum DocumentKind {
    Report,
    Deck,
}

/// What a document of a map is made of.
#[derive(Clone)]
pub(in crate::app) struct DocumentExport {
    pub kind: DocumentKind,
    pub map: Arc<LinkageMap>,
    pub year: Year,
    /// Description of the what-if; `None` without one.
    pub supposing: Option<String>,
    pub language: Language,
    pub date: Date,
    pub dark: bool,
    /// What changed in the last meeting, a line each; `None` if there was none.
    pub meeting: Option<Vec<String>>,
}

impl DocumentExport {
    pub fn file_kind(&self) -> FileKind {
        match self.kind {
            DocumentKind::Report => FileKind::Report,
            DocumentKind::Deck => FileKind::Deck,
        }
    }

    /// What its file is called behind the name of the map, and how it ends.
    pub fn file_name(&self) -> (UiText, &'static str) {
        match self.kind {
            DocumentKind::Report => (UiText::ReportFileName, REPORT_EXTENSION),
            DocumentKind::Deck => (UiText::DeckFileName, DECK_EXTENSION),
        }
    }

    /// The content of the file, by its ending; a report is a Word document otherwise, slides are a deck.
    ///
    /// # Errors
    /// When a picture cannot be drawn, and [`PngError::Cancelled`] when `on_progress` returns `false`.
    pub fn bytes(
        &self,
        path: &Path,
        fonts: &PictureFonts,
        on_progress: ProgressCallback<'_>,
    ) -> Result<Vec<u8>, PngError> {
        /// Parts of the time after which the map is assessed, and studied.
        const ASSESSED: f32 = 0.1;
        const STUDIED: f32 = 0.4;
        let Self { kind, map, year, supposing, language, date, dark, meeting } = self;
        let assessment = assess_with_progress(map, *year, &|part| on_progress(part * ASSESSED));
        let assessment = &assessment.ok_or(PngError::Cancelled)?;
        let study = study(map, assessment, &|part| on_progress(ASSESSED + part * (STUDIED - ASSESSED)));
        let study = &study.ok_or(PngError::Cancelled)?;
        let (supposing, language) = (supposing.as_deref(), *language);
        let find = |letters: &_| fonts.find(letters);
        let rest = |part: f32| on_progress(STUDIED + part * (1.0 - STUDIED));
        let ending = path.extension().unwrap_or_default();
        if *kind == DocumentKind::Deck {
            let source = DeckSource { map, assessment, study, language, supposing, dark: *dark };
            let export = if ending.eq_ignore_ascii_case("pdf") { export_slides_pdf } else { export_deck };
            return export(source, &find, &rest).map(|slides| slides.bytes);
        }
        let format = ReportFormat::ENDINGS.into_iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
        let format = format.map_or(ReportFormat::Docx, |(_, format)| format);
        let (date, meeting) = (Some(*date), meeting.as_deref());
        let source = ReportSource { map, assessment, study, language, office: "", date, supposing, meeting };
        export_report(source, format, &find, &rest).map(|report| report.bytes)
    }
}
