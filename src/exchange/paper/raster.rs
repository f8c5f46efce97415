//! Drawings laid over each other on a page, as pixels.

use resvg::tiny_skia::{Color, Pixmap, PixmapPaint, Transform};

use crate::exchange::drawing_fonts::{DrawingFonts, FontLookup};
use crate::exchange::png::{Pixels, PngError};
use crate::scene::{Area, Point};
use crate::theme::Rgb;

/// A drawing on a page.
pub(super) struct Layer {
    pub svg: String,
    /// Where its upper left corner stands, and how large it is.
    pub at: Point,
    pub scale: f32,
    /// The part of the page outside of which nothing of it is seen; `None` for none.
    pub window: Option<Area>,
}

/// A page of these sides with its ground, drawn with so many pixels a unit.
pub(super) fn raster(
    layers: Vec<Layer>,
    (width, height): (f32, f32),
    zoom: f32,
    Rgb(red, green, blue): Rgb,
    fonts: FontLookup<'_>,
) -> Result<Pixels, PngError> {
    let whole = Area { min: Point::new(0.0, 0.0), max: Point::new(width, height) };
    let mut page = pixmap(whole, zoom)?;
    page.fill(Color::from_rgba8(red, green, blue, u8::MAX));
    let drawing_fonts = DrawingFonts::of(layers.iter().map(|layer| layer.svg.as_str()), fonts);
    for Layer { svg, at, scale, window } in layers {
        let tree = drawing_fonts.tree(svg).map_err(PngError::InvalidSvg)?;
        let window = window.unwrap_or(whole);
        let mut part = pixmap(window, zoom)?;
        let (x, y) = (at.x - window.min.x, at.y - window.min.y);
        let transform = Transform::from_scale(scale, scale).post_translate(x, y).post_scale(zoom, zoom);
        resvg::render(&tree, transform, &mut part.as_mut());
        let corner = [window.min.x, window.min.y].map(|side| (side * zoom).round() as i32);
        page.draw_pixmap(corner[0], corner[1], part.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
    }
    Ok(Pixels { width: page.width(), height: page.height(), rgba: page.take_demultiplied() })
}

fn pixmap(area: Area, zoom: f32) -> Result<Pixmap, PngError> {
    let [width, height] = [area.width(), area.height()].map(|side| (side * zoom).round().max(1.0) as u32);
    Pixmap::new(width, height).ok_or(PngError::TooLarge(width, height))
}
