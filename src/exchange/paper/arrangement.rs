//! Which sheets pictures come onto: one page each, or tiles.

use std::borrow::Cow;

use super::options::{MAX_TILES, PaperError, PaperOptions};
use super::poster::{Content, Poster};
use super::sheet::{FOOT_HEIGHT, MARGIN, OVERLAP, Orientation, PaperSize};
use crate::exchange::picture::Picture;
use crate::scene::{Area, Point};

/// A picture on its pages.
#[derive(Clone, Debug)]
pub(super) struct ArrangedPoster<'a> {
    /// The picture as it was given, or laid out for the page.
    pub picture: Cow<'a, Picture>,
    pub content: Content,
    pub poster: Poster,
    pub orientation: Orientation,
    /// How many tiles stand beside and below each other.
    pub columns: usize,
    pub rows: usize,
}

impl ArrangedPoster<'_> {
    /// How many pages it takes.
    pub fn tile_count(&self) -> usize {
        self.columns * self.rows
    }

    /// What the tile in this row and column shows of the poster.
    pub fn window(&self, size: PaperSize, (row, column): (usize, usize)) -> Area {
        let (width, height) = window_size(size, self.orientation);
        let corner = Point::new(column as f32 * (width - OVERLAP), row as f32 * (height - OVERLAP));
        Area { min: corner, max: Point::new(corner.x + width, corner.y + height) }
    }
}

/// Pictures on sheets of one size.
#[derive(Clone, Debug)]
pub(super) struct Arrangement<'a> {
    pub size: PaperSize,
    pub posters: Vec<ArrangedPoster<'a>>,
}

impl Arrangement<'_> {
    pub fn page_count(&self) -> usize {
        self.posters.iter().map(ArrangedPoster::tile_count).sum()
    }

    /// The size of the smallest names, in points.
    pub fn text_size(&self) -> f32 {
        self.posters.iter().map(|arranged| arranged.poster.text_size()).fold(f32::INFINITY, f32::min)
    }

    /// The poster on a page, with the row and column of its tile.
    pub fn on_page(&self, mut page: usize) -> Option<(&ArrangedPoster<'_>, (usize, usize))> {
        self.posters.iter().find_map(|arranged| {
            let here = page < arranged.tile_count();
            let tile = here.then(|| (arranged, (page / arranged.columns, page % arranged.columns)));
            page = page.saturating_sub(arranged.tile_count());
            tile
        })
    }
}

/// The part of a page that shows a poster: without margins and foot.
fn window_size(size: PaperSize, orientation: Orientation) -> (f32, f32) {
    let (width, height) = size.points(orientation);
    (width - 2.0 * MARGIN, height - 2.0 * MARGIN - FOOT_HEIGHT)
}

/// Arranges pictures on sheets of the size asked for; else of the smallest on which every name is large enough on one page,
/// and where none is, on tiles of A3.
pub(super) fn arrange(pictures: &[Picture], options: PaperOptions) -> Result<Arrangement<'_>, PaperError> {
    let on_size = |size: PaperSize| -> Result<Arrangement<'_>, PaperError> {
        let posters = pictures.iter().map(|picture| arrange_on(picture, size, options));
        Ok(Arrangement { size, posters: posters.collect::<Result<_, _>>()? })
    };
    match options.size {
        Some(size) => on_size(size),
        // An office has printers for A4 whatever else.
        None if options.is_tiled => on_size(PaperSize::A4).or_else(|_| on_size(PaperSize::A0)),
        None => {
            let on_pages = |size: PaperSize| {
                let posters = pictures.iter().map(|picture| on_one_page(picture, size, options));
                Some(Arrangement { size, posters: posters.collect::<Option<_>>()? })
            };
            let on_tiles = || on_size(PaperSize::A3).or_else(|_| on_size(PaperSize::A0));
            PaperSize::ALL.into_iter().find_map(on_pages).map_or_else(on_tiles, Ok)
        }
    }
}

fn arrange_on(picture: &Picture, size: PaperSize, options: PaperOptions) -> Result<ArrangedPoster<'_>, PaperError> {
    let on_page = if options.is_tiled { None } else { on_one_page(picture, size, options) };
    on_page.or_else(|| on_tiles(picture, size, options)).ok_or(PaperError::TooManySheets(size, options.min_text))
}

fn orientations(options: PaperOptions) -> impl Iterator<Item = Orientation> {
    Orientation::ALL.into_iter().filter(move |it| options.orientation.is_none_or(|asked| asked == *it))
}

/// A picture on a page, lying as its names are larger: as it stands, or else laid out for the page. `None` where names are
/// too small either way.
fn on_one_page(picture: &Picture, size: PaperSize, options: PaperOptions) -> Option<ArrangedPoster<'_>> {
    let content = Content::of(picture);
    let is_legible = |arranged: &ArrangedPoster<'_>| arranged.poster.text_size() >= options.min_text;
    let on_page = |orientation| arranged(Cow::Borrowed(picture), content.clone(), size, orientation, (1, 1));
    let as_it_stands: Vec<ArrangedPoster<'_>> = orientations(options).map(on_page).collect();
    if let Some(largest) = largest(as_it_stands.iter().cloned()).filter(is_legible) {
        return Some(largest);
    }
    let laid_out = as_it_stands.iter().filter_map(|page| {
        let other = picture.laid_out_for(page.poster.map_ratio())?;
        let content = Content::of(&other);
        Some(arranged(Cow::Owned(other), content, size, page.orientation, (1, 1)))
    });
    largest(laid_out).filter(is_legible)
}

/// A picture on as few tiles as its names need.
fn on_tiles(picture: &Picture, size: PaperSize, options: PaperOptions) -> Option<ArrangedPoster<'_>> {
    let content = Content::of(picture);
    (2..=MAX_TILES).find_map(|count| {
        let grids = (1..=count).filter(|columns| count % columns == 0).map(|columns| (columns, count / columns));
        let candidates =
            orientations(options).flat_map(|orientation| grids.clone().map(move |grid| (orientation, grid)));
        let posters = candidates
            .map(|(orientation, grid)| arranged(Cow::Borrowed(picture), content.clone(), size, orientation, grid));
        largest(posters).filter(|arranged| arranged.poster.text_size() >= options.min_text)
    })
}

/// A picture on a grid of so many columns and rows of tiles.
fn arranged(
    picture: Cow<'_, Picture>,
    content: Content,
    size: PaperSize,
    orientation: Orientation,
    (columns, rows): (usize, usize),
) -> ArrangedPoster<'_> {
    let (width, height) = window_size(size, orientation);
    let side = |length: f32, count: usize| length * count as f32 - OVERLAP * (count - 1) as f32;
    let poster = Poster::new(&content, (side(width, columns), side(height, rows)));
    ArrangedPoster { picture, content, poster, orientation, columns, rows }
}

/// The one with the largest names, of several alike the first.
fn largest<'a>(of: impl Iterator<Item = ArrangedPoster<'a>>) -> Option<ArrangedPoster<'a>> {
    of.reduce(|one, other| if other.poster.scale > one.poster.scale { other } else { one })
}
