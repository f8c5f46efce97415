//! A report as a PDF on A4, with the margins of administrative documents: text that can be selected and searched, tagged as
//! headings, paragraphs and figures, with bookmarks. `flow` lays the pages out as SVGs of ours, which `exchange::paper`
//! draws.

mod flow;
mod lines;

use std::num::NonZeroU16;

use krilla::destination::XyzDestination;
use krilla::geom::{Point, Transform};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

use super::blocks::{Block, Report};
use crate::analysis::ProgressCallback;
use crate::exchange::drawing_fonts::{DrawingFonts, DrawnFile, FontLookup, names_with};
use crate::exchange::paper::{Drawing, FontCache, PageText};
use crate::exchange::png::PngError;
use crate::exchange::svg::language_tag;
use crate::scene::Area;
use flow::{Bookmark, Flow, PAGE, Part, PartKind};

/// Share of the progress at which the pages are laid out.
const LAID_OUT: f32 = 0.2;

/// The document.
pub(super) fn pdf(
    report: &Report,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<DrawnFile, PngError> {
    let go_on = |part: f32| if progress(part) { Ok(()) } else { Err(PngError::Cancelled) };
    let Flow { pages, bookmarks, .. } = Flow::of(report);
    go_on(LAID_OUT)?;
    let drawing_fonts = DrawingFonts::of(pages.iter().flatten().map(|part| part.svg.as_str()), fonts);
    let mut cache = FontCache::new(drawing_fonts.database());
    let mut document = Document::new_with(SerializeSettings { enable_tagging: true, ..SerializeSettings::default() });
    let mut tags = TagTree::new();
    let count = pages.len() as f32;
    for (number, parts) in pages.into_iter().enumerate() {
        go_on(LAID_OUT + (1.0 - LAID_OUT) * number as f32 / count)?;
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| PngError::Encoding("A4".to_owned()))?;
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
    let title = format!("{} – {}", report.kind, report.title);
    let language = language_tag(report.language).to_owned();
    document.set_metadata(Metadata::new().title(title).language(language).creator("Lienket".to_owned()));
    let bytes = document.finish().map_err(|error| PngError::Encoding(format!("{error:?}")))?;
    go_on(1.0)?;
    let figures = report.blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => Some(&figure.picture),
        _ => None,
    });
    Ok(DrawnFile { bytes, marked_names: names_with(figures, drawing_fonts.missing()) })
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
        let node = OutlineNode::new(title, XyzDestination::new(page, Point::from_xy(0.0, top)));
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
