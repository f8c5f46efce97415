//! What documents and decks of Office have in common (ECMA-376): a zip archive of parts with their types and relations, and
//! pictures in them.

mod media;
mod package;
mod properties;

pub(super) use media::{Image, Media, push_blip};
pub(super) use package::{Package, Part, Relations, XML_HEAD};
pub(super) use properties::{Properties, add_properties};

use crate::language::Language;

/// Lengths in drawings: so many to a point.
pub(super) const EMU_PER_POINT: f32 = 12_700.0;

/// The namespaces of drawings and of relations.
pub(super) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
pub(super) const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The name of a language, as these files write it.
pub(super) fn language_tag(language: Language) -> &'static str {
    match language {
        Language::Vietnamese => "vi-VN",
        Language::English => "en-US",
    }
}

/// A length in EMU.
pub(super) fn emu(points: f32) -> i64 {
    (points * EMU_PER_POINT).round() as i64
}
