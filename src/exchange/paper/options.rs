//! How pictures come onto paper, what comes of it, and why nothing may.

use std::ops::RangeInclusive;

use super::sheet::{Orientation, PaperSize};
use crate::language::{Language, number, too_many_actors_sentence, too_many_pages_sentence, too_many_sheets_sentence};

/// The most actors of a picture on paper. More could be read on no sheets that anybody lays together.
pub(super) const MAX_PAPER_ACTORS: usize = 20_000;
/// The most tiles of a picture.
pub(super) const MAX_TILES: usize = 64;
/// The most pages of a document.
pub(super) const MAX_PAGES: usize = 1_000;

/// How pictures come onto paper.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaperOptions {
    /// The size of a sheet; by default the smallest one on which names are large enough.
    pub size: Option<PaperSize>,
    /// How sheets lie; by default as names are larger.
    pub orientation: Option<Orientation>,
    /// Whether a picture is spread over several sheets even if it fits on one.
    pub is_tiled: bool,
    /// The least size of names, in points.
    pub min_text: f32,
}

impl PaperOptions {
    /// The least size of names by default, in points.
    pub const MIN_TEXT: f32 = 7.0;
    /// The sizes that can be asked for: no smaller ones are read, and no larger ones leave room for anything else.
    pub const MIN_TEXTS: RangeInclusive<f32> = 3.0..=30.0;
}

impl Default for PaperOptions {
    fn default() -> Self {
        Self { size: None, orientation: None, is_tiled: false, min_text: Self::MIN_TEXT }
    }
}

/// A PDF file.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The size of its sheets.
    pub size: PaperSize,
    /// How many pages it has.
    pub pages: usize,
    /// The size of the smallest names, in points.
    pub text_size: f32,
    /// Names with letters that no font has; a mark stands for each such letter.
    pub marked_names: Vec<String>,
}

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq)]
pub enum PaperError {
    /// More actors than could be read.
    TooManyActors(usize),
    /// Names of this size take more sheets of this size than anybody lays together.
    TooManySheets(PaperSize, f32),
    /// More pages than [`MAX_PAGES`].
    TooManyPages(usize),
    /// The drawing could not be read or written.
    Drawing(String),
    /// Cancelled by the progress callback.
    Cancelled,
}

impl PaperError {
    /// Why, and what to do instead.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Self::TooManyActors(actors) => too_many_actors_sentence(*actors, MAX_PAPER_ACTORS, language),
            Self::TooManySheets(size, least) => {
                too_many_sheets_sentence(size.name(), &number(f64::from(*least), language), MAX_TILES, language)
            }
            Self::TooManyPages(pages) => too_many_pages_sentence(*pages, MAX_PAGES, language),
            Self::Drawing(reason) => reason.clone(),
            // Whoever cancels knows.
            Self::Cancelled => String::new(),
        }
    }
}

/// Whether a map of so many actors can be read on paper, before anything of it is drawn.
///
/// # Errors
/// [`PaperError::TooManyActors`].
pub fn check_paper_size(actors: usize) -> Result<(), PaperError> {
    if actors > MAX_PAPER_ACTORS { Err(PaperError::TooManyActors(actors)) } else { Ok(()) }
}
