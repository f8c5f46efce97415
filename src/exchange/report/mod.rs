//! A report on a map, as it is handed in: what it holds is worked out once (`content`) as headings, texts, lists, tables
//! and drawn chains (`blocks`); a writer each makes a Word document, a page of HTML or a PDF of it.
//!
//! The same map, language and date give the same bytes. Names stay text whatever stands in them.

mod blocks;
mod content;
mod docx;
mod findings;
mod html;
mod models;
mod pdf;

use jiff::civil::Date;

use super::drawing_fonts::{DrawnFile, FontLookup};
use super::paper::PagePreview;
use super::png::PngError;
use crate::analysis::{Assessment, ProgressCallback, Study};
use crate::language::Language;
use crate::map::LinkageMap;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct ReportSource<'a> {
    /// The map.
    pub map: &'a LinkageMap,
    /// Its assessment; the report is about the same year.
    pub assessment: &'a Assessment,
    /// What a study adds, of the same year.
    pub study: &'a Study,
    /// The language of all text that does not come from the map.
    pub language: Language,
    /// Who hands it in; empty where it is not to be said.
    pub office: &'a str,
    /// Its date; `None` for none.
    pub date: Option<Date>,
    /// What is supposed, in words; `None` where the map is as recorded.
    pub supposing: Option<&'a str>,
    /// What changed in a meeting, a line each; `None` where there was no meeting.
    pub meeting: Option<&'a [String]>,
}

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// A Word document.
    Docx,
    /// One page of HTML that needs no network and runs no scripts.
    Html,
    /// Pages to print.
    Pdf,
}

impl ReportFormat {
    /// The formats by the endings of their files.
    pub const ENDINGS: [(&'static str, Self); 3] = [("docx", Self::Docx), ("html", Self::Html), ("pdf", Self::Pdf)];
}

/// Writes a report. `fonts` finds letters that the built-in fonts lack.
///
/// # Errors
/// When a chain cannot be drawn, and [`PngError::Cancelled`] when `progress` returns `false`.
pub fn export_report(
    source: ReportSource<'_>,
    format: ReportFormat,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<DrawnFile, PngError> {
    let report = content::report(source, &|part| progress(part * 0.5)).ok_or(PngError::Cancelled)?;
    match format {
        ReportFormat::Docx => docx::docx(&report, fonts, &|part| progress(0.5 + part * 0.5)),
        ReportFormat::Pdf => pdf::pdf(&report, fonts, &|part| progress(0.5 + part * 0.5)),
        ReportFormat::Html => Ok(DrawnFile { bytes: html::html(&report).into_bytes(), marked_names: Vec::new() }),
    }
}

/// A page of a report as it is printed, as pixels that fill a room.
///
/// # Errors
/// As [`export_report`].
pub(super) fn preview_report(
    source: ReportSource<'_>,
    number: usize,
    room: [u32; 2],
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<PagePreview, PngError> {
    let report = content::report(source, progress).ok_or(PngError::Cancelled)?;
    pdf::preview(&report, number, room, fonts)
}
