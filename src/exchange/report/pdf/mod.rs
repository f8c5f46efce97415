//! A report as a PDF on A4, with the margins of administrative documents: text that can be selected and searched, tagged as
//! headings, paragraphs and figures, with bookmarks. `flow` lays the pages out as SVGs of ours, which `exchange::paper`
//! draws.

mod flow;
mod lines;

use super::blocks::Report;
use crate::analysis::ProgressCallback;
use crate::exchange::drawing_fonts::{DrawnFile, FontLookup};
use crate::exchange::paper::{Pages, preview_page, write_pages};
use crate::exchange::png::{Pixels, PngError};
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

/// A page of the document as pixels, as large as a room of pixels, with its number from 0 and how many there are: the last
/// one where there is none of the number asked for.
pub(super) fn preview(
    report: &Report,
    number: usize,
    room: [u32; 2],
    fonts: FontLookup<'_>,
) -> Result<(Pixels, usize, usize), PngError> {
    let mut pages = Flow::of(report).pages;
    let count = pages.len();
    let number = number.min(count.saturating_sub(1));
    let parts = if pages.is_empty() { Vec::new() } else { pages.swap_remove(number) };
    Ok((preview_page(parts, PAGE, Palette::standard(false), room, fonts)?, number, count))
}
