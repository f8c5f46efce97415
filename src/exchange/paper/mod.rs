//! Pictures on paper: a PDF in real size, on one sheet each or on tiles that are laid together.
//!
//! A picture is composed as a [`poster`], with title block, map, legend and source; `arrangement` chooses the sheet and cuts
//! the poster into windows where names would be too small on one page. Posters are SVGs of ours; `drawing` draws what
//! usvg has laid out of them, so that screen, SVG, PNG and PDF agree. Text stays text: `text` writes it in embedded fonts,
//! `tags` say what it is. `preview` draws the same pages as pixels. Nothing here knows a clock, and the same pictures give the same bytes each time.

mod arrangement;
mod convert;
mod document;
mod drawing;
mod foot;
mod options;
mod pages;
mod poster;
mod preview;
mod raster;
mod sheet;
mod tags;
mod text;
mod text_lines;

pub(super) use foot::push_frame;
pub use options::{PaperError, PaperOptions, Pdf, check_paper_size};
pub(super) use pages::{Bookmark, Pages, Part, PartKind, write_pages};
pub(super) use preview::{PagePreview, preview_page, preview_picture, preview_sheet};
pub use sheet::{Orientation, PaperSize};
pub(super) use text_lines::{TextLine, TextStyle, push_text_lines};

use super::drawing_fonts::FontLookup;
use super::picture::Picture;
use crate::analysis::ProgressCallback;
use arrangement::{Arrangement, arrange};
use document::write_document;
use options::MAX_PAGES;

/// Pictures as a PDF, each on a page or on several that are laid together; `progress` is called between the steps.
///
/// # Errors
/// See [`PaperError`]; [`PaperError::Cancelled`] when `progress` returns `false`.
pub fn export_pdf(
    pictures: &[Picture],
    options: PaperOptions,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<Pdf, PaperError> {
    write_document(&checked_arrangement(pictures, options)?, fonts, progress)
}

/// Arranges pictures on no more pages than a document may have.
fn checked_arrangement(pictures: &[Picture], options: PaperOptions) -> Result<Arrangement<'_>, PaperError> {
    pictures.iter().try_for_each(|picture| check_paper_size(picture.scene.actors.len()))?;
    if pictures.len() > MAX_PAGES {
        return Err(PaperError::TooManyPages(pictures.len()));
    }
    let arrangement = arrange(pictures, options)?;
    let pages = arrangement.page_count();
    if pages > MAX_PAGES { Err(PaperError::TooManyPages(pages)) } else { Ok(arrangement) }
}
