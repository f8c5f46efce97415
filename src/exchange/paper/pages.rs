//! Pages of parts that are drawings of ours, as a PDF: tagged as headings, paragraphs and figures, with bookmarks.

use std::num::NonZeroU16;

use krilla::destination::XyzDestination;
use krilla::geom::{Point as At, Transform};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use super::drawing::Drawing;
use super::tags::PageText;
use super::text::FontCache;
use crate::analysis::ProgressCallback;
use crate::exchange::drawing_fonts::{DrawingFonts, DrawnFile, FontLookup, names_with};
use crate::exchange::picture::Picture;
use crate::exchange::png::PngError;
use crate::exchange::svg::language_tag;
use crate::language::Language;
use crate::scene::{Area, Point};

/// What a part of a page is.
pub(in crate::exchange) enum PartKind {
    Heading(u8, String),
    Text,
    /// With what it shows in words.
    Figure(String),
}

/// A part of a page.
pub(in crate::exchange) struct Part<'a> {
    pub svg: String,
    /// Where its upper left corner stands, and how large it is.
    pub at: Point,
    pub scale: f32,
    pub kind: PartKind,
    /// The records of the actors in it.
    pub picture: Option<&'a Picture>,
}

/// A heading.
pub(in crate::exchange) struct Bookmark {
    pub level: u8,
    pub title: String,
    pub page: usize,
    pub top: f32,
}

/// Pages of one size.
pub(in crate::exchange) struct Pages<'a> {
    /// What is on each of them.
    pub parts: Vec<Vec<Part<'a>>>,
    /// Their width and height, in points.
    pub size: (f32, f32),
    /// The headings that lead to places on them.
    pub bookmarks: Vec<Bookmark>,
    /// The title of the document.
    pub title: String,
    /// Its language.
    pub language: Language,
}

/// Writes pages as a document.
///
/// # Errors
/// When a part cannot be drawn, and [`PngError::Cancelled`] when `progress` returns `false`.
pub(in crate::exchange) fn write_pages(
    pages: Pages<'_>,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<DrawnFile, PngError> {
    let Pages { parts: pages, size, bookmarks, title, language } = pages;
    let go_on = |part: f32| if progress(part) { Ok(()) } else { Err(PngError::Cancelled) };
    let drawing_fonts = DrawingFonts::of(pages.iter().flatten().map(|part| part.svg.as_str()), fonts);
    let mut cache = FontCache::new(drawing_fonts.database());
    let mut document = Document::new_with(SerializeSettings { enable_tagging: true, ..SerializeSettings::default() });
    let mut tags = TagTree::new();
    let pictures: Vec<&Picture> = pages.iter().flatten().filter_map(|part| part.picture).collect();
    let count = pages.len() as f32;
    for (number, parts) in pages.into_iter().enumerate() {
        go_on(number as f32 / count)?;
        let settings = PageSettings::from_wh(size.0, size.1).ok_or_else(|| PngError::Encoding(format!("{size:?}")))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for Part { svg, at, scale, kind, picture } in parts {
            let tree = drawing_fonts.tree(svg).map_err(PngError::InvalidSvg)?;
            let mut texts = Vec::new();
            surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, at.x, at.y));
            Drawing::new(&mut surface, &mut cache, picture, &mut texts).draw(&tree, Area::EVERYTHING);
            surface.pop();
            push_tags(&mut tags, &kind, texts);
        }
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(bookmarks));
    document.set_tag_tree(tags);
    let language = language_tag(language).to_owned();
    document.set_metadata(Metadata::new().title(title).language(language).creator("Lienket".to_owned()));
    let bytes = document.finish().map_err(|error| PngError::Encoding(format!("{error:?}")))?;
    go_on(1.0)?;
    Ok(DrawnFile { bytes, marked_names: names_with(pictures, drawing_fonts.missing()) })
}

/// Says what the texts of a part are.
fn push_tags(tags: &mut TagTree, kind: &PartKind, texts: Vec<PageText>) {
    let together = match kind {
        PartKind::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Some(TagGroup::new(Tag::Hn(level, Some(title.clone()))))
        }
        PartKind::Figure(alt) => Some(TagGroup::new(Tag::Figure(Some(alt.clone())))),
        PartKind::Text => None,
    };
    match together {
        Some(mut group) => {
            for text in texts {
                text.push_to(&mut group);
            }
            tags.push(group);
        }
        None => {
            for text in texts {
                let mut group = TagGroup::new(Tag::P);
                text.push_to(&mut group);
                tags.push(group);
            }
        }
    }
}

/// The headings, those of the second level below those of the first.
fn outline(bookmarks: Vec<Bookmark>) -> Outline {
    let mut outline = Outline::new();
    let mut open: Option<OutlineNode> = None;
    for Bookmark { level, title, page, top } in bookmarks {
        let node = OutlineNode::new(title, XyzDestination::new(page, At::from_xy(0.0, top)));
        if let Some(above) = open.as_mut().filter(|_| level > 1) {
            above.push_child(node);
        } else if let Some(done) = open.replace(node) {
            outline.push_child(done);
        }
    }
    if let Some(last) = open {
        outline.push_child(last);
    }
    outline
}
