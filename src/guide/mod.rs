//! The guide: chapters in both languages, and the one HTML page that they make, which needs no network and no other file.
//! What the program says elsewhere (verdicts, breaks, findings, their sources in law, keys) is taken from there and never
//! written twice. Works on text alone: no files, no window.

mod chapters;
mod page;
mod reference;

use crate::language::Language;

/// The page of a language, the same bytes each time. It opens at the place of a code that `check --explain` knows, which
/// stands in the page itself: not every system hands the fragment of an address on to its browser.
pub fn guide_page(language: Language, at: Option<&str>) -> String {
    page::page(&chapters::chapters(language), language, at)
}
