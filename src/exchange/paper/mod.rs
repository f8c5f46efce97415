//! Pictures on paper: a PDF in real size, on one sheet each or on tiles that are laid together.
//!
//! A picture is composed as a [`poster`], with title block, map, legend and source; `arrangement` chooses the sheet and cuts
//! the poster into windows where names would be too small on one page. Posters are SVGs of ours; `drawing` draws what
//! usvg has laid out of them, so that screen, SVG, PNG and PDF agree. Text stays text: `text` writes it in embedded fonts,
//! `tags` say what it is. Nothing here knows a clock, and the same pictures give the same bytes each time.

mod arrangement;
mod convert;
mod document;
mod drawing;
mod foot;
mod options;
mod pages;
mod poster;
mod sheet;
mod tags;
mod text;
mod text_lines;

pub(super) use foot::push_frame;
pub use options::{PaperError, PaperOptions, Pdf, check_paper_size};
pub(super) use pages::{Bookmark, Pages, Part, PartKind, write_pages};
pub use sheet::{Orientation, PaperSize};
pub(super) use text_lines::{TextLine, TextStyle, push_text_lines};

use super::drawing_fonts::FontLookup;
use super::picture::Picture;
use crate::analysis::ProgressCallback;
use arrangement::arrange;
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
    pictures.iter().try_for_each(|picture| check_paper_size(picture.scene.actors.len()))?;
    if pictures.len() > MAX_PAGES {
        return Err(PaperError::TooManyPages(pictures.len()));
    }
    let arrangement = arrange(pictures, options)?;
    let pages = arrangement.page_count();
    if pages > MAX_PAGES {
        return Err(PaperError::TooManyPages(pages));
    }
    write_document(&arrangement, fonts, progress)
}
