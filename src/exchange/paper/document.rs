//! The pages of a PDF, with its title, language, bookmarks and tags.

use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::tagging::TagTree;
use krilla::{Document, SerializeSettings};
use resvg::usvg;

use super::arrangement::{ArrangedPoster, Arrangement};
use super::drawing::Drawing;
use super::foot::{PageOf, foot_svg};
use super::options::{PaperError, Pdf};
use super::sheet::MARGIN;
use super::tags::page_tags;
use super::text::FontCache;
use crate::analysis::ProgressCallback;
use crate::exchange::drawing_fonts::{DrawingFonts, FontLookup, names_with};
use crate::exchange::picture::Picture;
use crate::exchange::svg::{language_tag, map_layers};
use crate::language::{PresentText, map_part_line, tile_line};
use crate::scene::{Area, Point as Pos};
use crate::theme::Rgb;

/// Share of the progress at which the drawings are written, and at which all pages are drawn.
const WRITTEN: f32 = 0.15;
const DRAWN: f32 = 0.85;

/// The drawings of a picture: what is around its map, and its map.
struct Drawings {
    frame: String,
    /// Drawn one over the other.
    map: Vec<String>,
}

/// Writes pictures on their pages.
pub(super) fn write_document(
    arrangement: &Arrangement<'_>,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<Pdf, PaperError> {
    let go_on = |part: f32| if progress(part) { Ok(()) } else { Err(PaperError::Cancelled) };
    let mut drawings = Vec::with_capacity(arrangement.posters.len());
    for arranged in &arrangement.posters {
        go_on(WRITTEN * drawings.len() as f32 / arrangement.posters.len() as f32)?;
        let frame = arranged.poster.svg(&arranged.picture, &arranged.content);
        drawings.push(Drawings { frame, map: map_layers(&arranged.picture, arranged.poster.scale) });
    }
    let texts = drawings.iter().flat_map(|drawing| std::iter::once(&drawing.frame).chain(&drawing.map));
    let drawing_fonts = DrawingFonts::of(texts.map(String::as_str), fonts);
    let mut document = Document::new_with(SerializeSettings { enable_tagging: true, ..SerializeSettings::default() });
    let mut writer = Writer {
        arrangement,
        fonts: FontCache::new(drawing_fonts.database()),
        drawing_fonts: &drawing_fonts,
        outline: Outline::new(),
        tags: TagTree::new(),
        page: 0,
    };
    let count = arrangement.page_count();
    for (arranged, drawing) in arrangement.posters.iter().zip(drawings) {
        let done = |page: usize| go_on(WRITTEN + (DRAWN - WRITTEN) * page as f32 / count as f32);
        writer.write_poster(&mut document, arranged, drawing, &done)?;
    }
    let Writer { outline, tags, .. } = writer;
    document.set_outline(outline);
    document.set_tag_tree(tags);
    if let Some(first) = arrangement.posters.first() {
        let title = first.content.title.clone();
        let language = language_tag(first.picture.options.language).to_owned();
        document.set_metadata(Metadata::new().title(title).language(language).creator("Lienket".to_owned()));
    }
    go_on(DRAWN)?;
    let bytes = document.finish().map_err(|error| PaperError::Drawing(format!("{error:?}")))?;
    go_on(1.0)?;
    let text_size = arrangement.text_size();
    let pictures = arrangement.posters.iter().map(|arranged| &*arranged.picture);
    let marked_names = names_with(pictures, drawing_fonts.missing());
    Ok(Pdf { bytes, size: arrangement.size, pages: count, text_size, marked_names })
}

/// Writes page after page.
struct Writer<'a> {
    arrangement: &'a Arrangement<'a>,
    fonts: FontCache,
    drawing_fonts: &'a DrawingFonts,
    outline: Outline,
    tags: TagTree,
    /// How many pages there are already.
    page: usize,
}

impl Writer<'_> {
    fn write_poster(
        &mut self,
        document: &mut Document,
        arranged: &ArrangedPoster<'_>,
        drawings: Drawings,
        go_on: &dyn Fn(usize) -> Result<(), PaperError>,
    ) -> Result<(), PaperError> {
        let trees = std::iter::once(drawings.frame).chain(drawings.map).collect();
        let trees = self.drawing_fonts.trees(trees).map_err(PaperError::Drawing)?;
        let picture: &Picture = &arranged.picture;
        let language = picture.options.language;
        let name = match &picture.model {
            Some((name, _)) => name.clone(),
            None => match picture.part {
                Some(actors) => map_part_line(actors, language),
                None => PresentText::WholeMap.text(language).to_owned(),
            },
        };
        let top = |page: usize| XyzDestination::new(page, Point::from_xy(0.0, 0.0));
        let mut bookmark = OutlineNode::new(name, top(self.page));
        for row in 0..arranged.rows {
            for column in 0..arranged.columns {
                go_on(self.page)?;
                if arranged.tile_count() > 1 {
                    let at = row * arranged.columns + column + 1;
                    let name = tile_line(at, arranged.tile_count(), (row + 1, column + 1), language);
                    bookmark.push_child(OutlineNode::new(name, top(self.page)));
                }
                self.write_page(document, arranged, (row, column), &trees)?;
                self.page += 1;
            }
        }
        self.outline.push_child(bookmark);
        Ok(())
    }

    fn write_page(
        &mut self,
        document: &mut Document,
        arranged: &ArrangedPoster<'_>,
        tile: (usize, usize),
        trees: &[usvg::Tree],
    ) -> Result<(), PaperError> {
        let size = self.arrangement.size;
        let picture: &Picture = &arranged.picture;
        let sheet = size.points(arranged.orientation);
        let number = (self.page + 1, self.arrangement.page_count());
        let page_of = PageOf { arranged, sheet, tile, number };
        let foot = foot_svg(&page_of, picture.palette, picture.options.language);
        let foot = self.drawing_fonts.tree(foot).map_err(PaperError::Drawing)?;
        let settings =
            PageSettings::from_wh(sheet.0, sheet.1).ok_or_else(|| PaperError::Drawing(size.name().to_owned()))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut texts = Vec::new();
        let everything = area((0.0, 0.0), sheet);
        if picture.palette.is_dark
            && let Some(ground) = rectangle(everything)
        {
            let Rgb(red, green, blue) = picture.palette.background;
            let paint = rgb::Color::new(red, green, blue).into();
            surface.set_fill(Some(Fill { paint, ..Fill::default() }));
            surface.draw_path(&ground);
        }
        let window = arranged.window(size, tile);
        let shown = area((MARGIN, MARGIN), (MARGIN + window.width(), MARGIN + window.height()));
        let clip = rectangle(shown).filter(|_| arranged.tile_count() > 1);
        if let Some(clip) = &clip {
            surface.push_clip_path(clip, &FillRule::NonZero);
        }
        let corner = (MARGIN - window.min.x, MARGIN - window.min.y);
        let poster = &arranged.poster;
        let of_map = ((corner.0 + poster.map.x, corner.1 + poster.map.y), poster.scale);
        let places = std::iter::once((corner, 1.0)).chain(std::iter::repeat(of_map));
        for (tree, ((x, y), scale)) in trees.iter().zip(places) {
            surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
            // What the window shows, in units of the tree.
            let unscaled = |corner: Pos| ((corner.x - x) / scale, (corner.y - y) / scale);
            let seen = area(unscaled(shown.min), unscaled(shown.max));
            Drawing::new(&mut surface, &mut self.fonts, Some(picture), &mut texts).draw(tree, seen);
            surface.pop();
        }
        if clip.is_some() {
            surface.pop();
        }
        Drawing::new(&mut surface, &mut self.fonts, Some(picture), &mut texts).draw(&foot, everything);
        surface.finish();
        page.finish();
        self.tags.push(page_tags(texts, &arranged.content.title));
        Ok(())
    }
}

fn area(min: (f32, f32), max: (f32, f32)) -> Area {
    Area { min: Pos::new(min.0, min.1), max: Pos::new(max.0, max.1) }
}

fn rectangle(area: Area) -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.push_rect(Rect::from_ltrb(area.min.x, area.min.y, area.max.x, area.max.y)?);
    builder.finish()
}
