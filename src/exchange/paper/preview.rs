//! A page as it will come out, to be looked at before it is made.

use super::checked_arrangement;
use super::foot::{PageOf, foot_svg};
use super::options::{PaperError, PaperOptions};
use super::pages::Part;
use super::raster::{Layer, raster};
use super::sheet::{MARGIN, PaperSize};
use crate::exchange::drawing_fonts::FontLookup;
use crate::exchange::picture::Picture;
use crate::exchange::png::{Pixels, PngError};
use crate::exchange::svg::{layers_at_zoom, map_layers};
use crate::scene::{Area, Point};
use crate::theme::{Palette, Rgb};

/// A sheet as pixels, and what there is of sheets.
pub(in crate::exchange) struct SheetPreview {
    pub pixels: Pixels,
    /// The page that it is: the last one where there is none of the number asked for.
    pub page: usize,
    pub pages: usize,
    pub size: PaperSize,
    /// The size of the smallest names, in points.
    pub text_size: f32,
}

/// The most actors of which a preview has every detail, however small: without names people would miss them. Of more nobody
/// could tell, and the page would be waited for.
const MAX_DETAILED: usize = 1_000;

/// At which zoom a map of a file is drawn that has it at `scale` where a preview has it at `zoom` of that.
fn detail(picture: &Picture, scale: f32, zoom: f32) -> f32 {
    if picture.scene.actors.len() <= MAX_DETAILED { scale } else { scale * zoom }
}

/// A picture without a page around it, as large as a room of pixels.
pub(in crate::exchange) fn preview_picture(
    picture: &Picture,
    room: [u32; 2],
    fonts: FontLookup<'_>,
) -> Result<Pixels, PngError> {
    let size = picture.size();
    let zoom = page_zoom(size, room);
    let layer = |svg| Layer { svg, at: Point::new(0.0, 0.0), scale: 1.0, window: None };
    let layers = layers_at_zoom(picture, detail(picture, 1.0, zoom)).into_iter().map(layer);
    raster(layers.collect(), size, zoom, picture.palette.background, fonts)
}

/// Pixels a point of a page of these sides that fills a room of pixels.
fn page_zoom(size: (f32, f32), room: [u32; 2]) -> f32 {
    (room[0] as f32 / size.0.max(1.0)).min(room[1] as f32 / size.1.max(1.0))
}

/// A sheet of those that pictures come onto, as large as a room of pixels.
pub(in crate::exchange) fn preview_sheet(
    pictures: &[Picture],
    options: PaperOptions,
    page: usize,
    room: [u32; 2],
    fonts: FontLookup<'_>,
) -> Result<SheetPreview, PaperError> {
    let arrangement = checked_arrangement(pictures, options)?;
    let (size, pages) = (arrangement.size, arrangement.page_count());
    let page = page.min(pages.saturating_sub(1));
    let nothing = || PaperError::Drawing(format!("{page}/{pages}"));
    let (arranged, tile) = arrangement.on_page(page).ok_or_else(nothing)?;
    let sheet = size.points(arranged.orientation);
    let zoom = page_zoom(sheet, room);
    let (picture, poster): (&Picture, _) = (&arranged.picture, &arranged.poster);
    let window = arranged.window(size, tile);
    let corner = Point::new(MARGIN - window.min.x, MARGIN - window.min.y);
    let shown =
        Area { min: Point::new(MARGIN, MARGIN), max: Point::new(MARGIN + window.width(), MARGIN + window.height()) };
    let page_of = PageOf { arranged, sheet, tile, number: (page + 1, pages) };
    let map_at = Point::new(corner.x + poster.map.x, corner.y + poster.map.y);
    let frame = poster.svg(picture, &arranged.content);
    let map = map_layers(picture, detail(picture, poster.scale, zoom));
    let map = map.into_iter().map(|svg| Layer { svg, at: map_at, scale: poster.scale, window: Some(shown) });
    let foot = foot_svg(&page_of, picture.palette, picture.options.language);
    let foot = Layer { svg: foot, at: Point::new(0.0, 0.0), scale: 1.0, window: None };
    let frame = Layer { svg: frame, at: corner, scale: 1.0, window: Some(shown) };
    let layers = std::iter::once(frame).chain(map).chain([foot]).collect();
    let ground = if picture.palette.is_dark { picture.palette.background } else { WHITE };
    let pixels = raster(layers, sheet, zoom, ground, fonts).map_err(|error| PaperError::Drawing(error.to_string()))?;
    Ok(SheetPreview { pixels, page, pages, size, text_size: arrangement.text_size() })
}

const WHITE: Rgb = Rgb(0xff, 0xff, 0xff);

/// A page of a document as pixels.
pub(in crate::exchange) struct PagePreview {
    pub pixels: Pixels,
    /// The page that it is: the last one where there is none of the number asked for.
    pub page: usize,
    pub pages: usize,
}

/// One of so many pages of parts, as large as a room of pixels.
pub(in crate::exchange) fn preview_page<'a>(
    (page, pages): (usize, usize),
    parts: impl FnOnce(usize) -> Vec<Part<'a>>,
    (size, palette): ((f32, f32), &Palette),
    room: [u32; 2],
    fonts: FontLookup<'_>,
) -> Result<PagePreview, PngError> {
    let page = page.min(pages.saturating_sub(1));
    let layer = |part: Part<'_>| Layer { svg: part.svg, at: part.at, scale: part.scale, window: None };
    let layers = parts(page).into_iter().map(layer).collect();
    let ground = if palette.is_dark { palette.background } else { WHITE };
    let pixels = raster(layers, size, page_zoom(size, room), ground, fonts)?;
    Ok(PagePreview { pixels, page, pages })
}
