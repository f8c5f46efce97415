//! Which sheets pictures come onto: one page each, or tiles.

use super::options::{MAX_TILES, PaperError, PaperOptions};
use super::poster::{Content, Poster};
use super::sheet::{FOOT_HEIGHT, MARGIN, OVERLAP, Orientation, PaperSize};
use crate::exchange::picture::Picture;
use crate::scene::{Area, Point};

/// A picture on its pages.
#[derive(Clone, Debug)]
pub(super) struct ArrangedPoster {
    pub content: Content,
    pub poster: Poster,
    pub orientation: Orientation,
    /// How many tiles stand beside and below each other.
    pub columns: usize,
    pub rows: usize,
}

impl ArrangedPoster {
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
pub(super) struct Arrangement {
    pub size: PaperSize,
    pub posters: Vec<ArrangedPoster>,
}

impl Arrangement {
    pub fn page_count(&self) -> usize {
        self.posters.iter().map(ArrangedPoster::tile_count).sum()
    }
}

/// The part of a page that shows a poster: without margins and foot.
fn window_size(size: PaperSize, orientation: Orientation) -> (f32, f32) {
    let (width, height) = size.points(orientation);
    (width - 2.0 * MARGIN, height - 2.0 * MARGIN - FOOT_HEIGHT)
}

/// Arranges pictures on sheets of the size asked for; else of the smallest on which every name is large enough on one page,
/// and where none is, on tiles of A3.
pub(super) fn arrange(pictures: &[Picture], options: PaperOptions) -> Result<Arrangement, PaperError> {
    let contents: Vec<Content> = pictures.iter().map(Content::of).collect();
    let on_size = |size: PaperSize| -> Result<Arrangement, PaperError> {
        let posters = contents.iter().map(|content| arrange_on(content, size, options));
        Ok(Arrangement { size, posters: posters.collect::<Result<_, _>>()? })
    };
    match options.size {
        Some(size) => on_size(size),
        // An office has printers for A4 whatever else.
        None if options.is_tiled => on_size(PaperSize::A4).or_else(|_| on_size(PaperSize::A0)),
        None => {
            let fits = |size: &PaperSize| contents.iter().all(|content| on_one_page(content, *size, options).is_some());
            match PaperSize::ALL.into_iter().find(fits) {
                Some(size) => on_size(size),
                None => on_size(PaperSize::A3).or_else(|_| on_size(PaperSize::A0)),
            }
        }
    }
}

fn arrange_on(content: &Content, size: PaperSize, options: PaperOptions) -> Result<ArrangedPoster, PaperError> {
    let on_page = if options.is_tiled { None } else { on_one_page(content, size, options) };
    on_page.or_else(|| on_tiles(content, size, options)).ok_or(PaperError::TooManySheets(size, options.min_text))
}

fn orientations(options: PaperOptions) -> impl Iterator<Item = Orientation> {
    Orientation::ALL.into_iter().filter(move |it| options.orientation.is_none_or(|asked| asked == *it))
}

/// A picture on a page, lying as its names are larger; `None` where they are too small either way.
fn on_one_page(content: &Content, size: PaperSize, options: PaperOptions) -> Option<ArrangedPoster> {
    best(content, size, options, std::iter::once((1, 1)))
}

/// A picture on as few tiles as its names need.
fn on_tiles(content: &Content, size: PaperSize, options: PaperOptions) -> Option<ArrangedPoster> {
    (2..=MAX_TILES).find_map(|count| {
        let grids = (1..=count).filter(|columns| count % columns == 0).map(|columns| (columns, count / columns));
        best(content, size, options, grids)
    })
}

/// The one with the largest names of these grids of tiles, if these are large enough.
fn best(
    content: &Content,
    size: PaperSize,
    options: PaperOptions,
    grids: impl Iterator<Item = (usize, usize)> + Clone,
) -> Option<ArrangedPoster> {
    let candidates = orientations(options).flat_map(|orientation| grids.clone().map(move |grid| (orientation, grid)));
    let posters = candidates.map(|(orientation, (columns, rows))| {
        let (width, height) = window_size(size, orientation);
        let side = |length: f32, count: usize| length * count as f32 - OVERLAP * (count - 1) as f32;
        let poster = Poster::new(content, (side(width, columns), side(height, rows)));
        ArrangedPoster { content: content.clone(), poster, orientation, columns, rows }
    });
    let largest = posters.reduce(|one, other| if other.poster.scale > one.poster.scale { other } else { one })?;
    (largest.poster.text_size() >= options.min_text).then_some(largest)
}
