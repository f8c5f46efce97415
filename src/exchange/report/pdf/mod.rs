//! A report as a PDF on A4, with the margins of administrative documents: text that can be selected and searched, tagged as
//! headings, paragraphs and figures, with bookmarks. `flow` lays the pages out as SVGs of ours, which `exchange::paper`
//! draws.

mod flow;
mod lines;

use super::blocks::Report;
use crate::analysis::ProgressCallback;
use crate::exchange::drawing_fonts::{DrawnFile, FontLookup};
use crate::exchange::paper::{PagePreview, Pages, preview_page, write_pages};
use crate::exchange::png::PngError;
use crate::theme::Palette;
use flow::{Flow, PAGE};

/// Share of the progress at which the pages are laid out.
const LAID_OUT: f32 = 0.2;

/// The document.
pub(super) fn pdf(
    report: &Report,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<DrawnFile, PngError> {
    let Flow { pages, bookmarks, .. } = Flow::of(report);
    let title = format!("{} – {}", report.kind, report.title);
    let pages = Pages { parts: pages, size: PAGE, bookmarks, title, language: report.language };
    write_pages(pages, fonts, &|part| progress(LAID_OUT + (1.0 - LAID_OUT) * part))
}

/// A page of the document as pixels, as large as a room of pixels.
pub(super) fn preview(
    report: &Report,
    number: usize,
    room: [u32; 2],
    fonts: FontLookup<'_>,
) -> Result<PagePreview, PngError> {
    let mut pages = Flow::of(report).pages;
    let count = pages.len();
    let parts = |at: usize| pages.get_mut(at).map(std::mem::take).unwrap_or_default();
    preview_page((number, count), parts, (PAGE, Palette::standard(false)), room, fonts)
}
