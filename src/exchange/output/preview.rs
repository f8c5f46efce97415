//! A page of a file that is not made yet, to be looked at.

use super::{
    ExportContent, ExportError, ExportFigures, ExportFormat, ExportRequest, ExportSource, PNG_SCALE, deck_source,
    export_picture, report_source, sheet_pictures, with_study,
};
use crate::analysis::ProgressCallback;
use crate::exchange::deck::preview_slide;
use crate::exchange::drawing_fonts::FontLookup;
use crate::exchange::page::check_page_size;
use crate::exchange::paper::{PagePreview, preview_picture, preview_sheet};
use crate::exchange::png::{Pixels, png_size};
use crate::exchange::report::preview_report;

/// A page as it will come out.
#[derive(Clone, Debug)]
pub struct ExportPreview {
    /// The page.
    pub pixels: Pixels,
    /// Its number from 0: the last one where there is none of the number that was asked for.
    pub page: usize,
    /// How large the file comes out.
    pub figures: ExportFigures,
}

/// Share of the time before a page is drawn.
const LAID_OUT: f32 = 0.8;

/// Draws a page of the file that a request asks for, as large as a room of pixels.
///
/// # Errors
/// As [`export_file`](super::export_file).
pub fn preview_export(
    source: ExportSource<'_>,
    request: &ExportRequest,
    (page, room): (usize, [u32; 2]),
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<ExportPreview, ExportError> {
    let before = |part: f32| progress(part * LAID_OUT);
    let choices = &request.choices;
    match (choices.content, choices.possible_format()) {
        (ExportContent::Slides, _) => with_study(source, &before, |assessment, study, progress| {
            let source = deck_source(source, choices, (assessment, study));
            Ok(of_page(preview_slide(source, page, room, fonts, progress)?, ExportFigures::Slides))
        }),
        (ExportContent::Report, _) => with_study(source, &before, |assessment, study, progress| {
            let source = report_source(source, choices, (assessment, study));
            Ok(of_page(preview_report(source, page, room, fonts, progress)?, ExportFigures::Pages))
        }),
        (_, ExportFormat::Pdf) => {
            let pictures = sheet_pictures(source, request, &before)?;
            let sheet = preview_sheet(&pictures, choices.paper(), page, room, fonts)?;
            let figures = ExportFigures::Sheets(sheet.pages, sheet.size, sheet.text_size);
            Ok(ExportPreview { pixels: sheet.pixels, page: sheet.page, figures })
        }
        (content, format) => {
            if (content, format) == (ExportContent::Map, ExportFormat::Page) {
                check_page_size(source.map)?;
            }
            let picture = export_picture(source, request, &before)?;
            let figures = if format == ExportFormat::Png {
                let (size, scale, _) = png_size(&picture, PNG_SCALE);
                ExportFigures::Pixels(size[0], size[1], scale < PNG_SCALE)
            } else {
                ExportFigures::Unmeasured
            };
            if !progress(LAID_OUT) {
                return Err(ExportError::Cancelled);
            }
            Ok(ExportPreview { pixels: preview_picture(&picture, room, fonts)?, page: 0, figures })
        }
    }
}

fn of_page(PagePreview { pixels, page, pages }: PagePreview, figures: fn(usize) -> ExportFigures) -> ExportPreview {
    ExportPreview { pixels, page, figures: figures(pages) }
}
