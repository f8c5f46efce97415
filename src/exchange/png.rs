//! A picture as PNG, rendered from its SVG with the built-in fonts, so that it is the same on every machine; letters that they
//! lack come from fonts of the system, and where there is none a mark stands for each.

use std::collections::BTreeSet;

use rayon::prelude::*;
use resvg::tiny_skia::{Color, Pixmap, PixmapMut, Transform};
use resvg::usvg;

use super::drawing_fonts::{DrawingFonts, FontLookup, names_with};
use super::picture::Picture;
use super::svg::{ICON_MIN_ZOOM, layers_at_zoom, picture_size};
use crate::analysis::ProgressCallback;
use crate::theme::Rgb;

/// Maximum number of pixels: 256 MB while rendering.
pub const MAX_PNG_PIXELS: f32 = 64_000_000.0;
/// Maximum number of pixels where neither letters nor icons can be read however large the picture is: four thousand points
/// square show as much.
const MAX_UNREADABLE_PIXELS: f32 = 16_000_000.0;
/// Maximum side in pixels that common programs open.
const MAX_SIDE: f32 = 30_000.0;

/// Bytes of a picture from which on time counts more than room; it is then drawn on all cores.
const MIN_PARALLEL_BYTES: usize = 16_000_000;
const BYTES_PER_PIXEL: usize = 4;

/// An encoded PNG file.
#[derive(Clone, Debug)]
pub struct Png {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// Pixels across and down.
    pub size: (u32, u32),
    /// The scale of the rendering, 1 is 100 %; less than requested if the picture would have been too large.
    pub scale: f32,
    /// The most pixels that a picture of this map may have.
    pub max_pixels: f32,
    /// Names with letters that no font has; a mark stands for each such letter.
    pub marked_names: Vec<String>,
}

/// Why a picture could not be rendered.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PngError {
    /// The SVG could not be parsed.
    #[error("the drawing cannot be read: {0}")]
    InvalidSvg(String),
    /// No pixel buffer of this width and height could be allocated.
    #[error("there is no room for a picture of {0} × {1} points")]
    TooLarge(u32, u32),
    /// PNG encoding failed.
    #[error("the picture cannot be packed: {0}")]
    Encoding(String),
    /// Cancelled by the progress callback.
    #[error("the picture is no longer wanted")]
    Cancelled,
}

/// Renders a picture as PNG with the built-in fonts only. The scale is reduced to keep within [`MAX_PNG_PIXELS`].
///
/// # Errors
/// See [`PngError`].
pub fn export_png(picture: &Picture, scale: f32) -> Result<Png, PngError> {
    export_png_with_progress(picture, scale, &|_| Vec::new(), &|_| true)
}

/// A picture as pixels.
#[derive(Clone, Debug)]
pub struct Pixels {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, row by row from the top; colours are not multiplied by the opacity.
    pub rgba: Vec<u8>,
}

/// Renders a picture as pixels, for programs that take no file. The scale is reduced to keep within `max_pixels`.
///
/// # Errors
/// See [`PngError`].
pub fn render_pixels(
    picture: &Picture,
    scale: f32,
    max_pixels: f32,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<Pixels, PngError> {
    let Rendering { pixmap, .. } = render(picture, scale, max_pixels, fonts, progress)?;
    let (width, height) = (pixmap.width(), pixmap.height());
    Ok(Pixels { width, height, rgba: pixmap.take_demultiplied() })
}

/// As [`export_png`]; `progress` is called between the steps, and no step can be interrupted.
///
/// # Errors
/// As [`export_png`], and [`PngError::Cancelled`] when `progress` returns `false`.
pub fn export_png_with_progress(
    picture: &Picture,
    scale: f32,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<Png, PngError> {
    let Rendering { pixmap, scale, max_pixels, missing } =
        render(picture, scale, MAX_PNG_PIXELS, fonts, &|part| progress(part * 0.7))?;
    let size = (pixmap.width(), pixmap.height());
    let bytes = encoded(pixmap).map_err(|error| PngError::Encoding(error.to_string()))?;
    if progress(1.0) {
        Ok(Png { bytes, size, scale, max_pixels, marked_names: names_with([picture], &missing) })
    } else {
        Err(PngError::Cancelled)
    }
}

/// Large pictures are packed the fast way: a quarter of the time, and about twice the room.
fn encoded(pixmap: Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    if pixmap.data().len() >= MIN_PARALLEL_BYTES {
        encoder.set_compression(png::Compression::Fast);
    }
    encoder.write_header()?.write_image_data(&pixmap.take_demultiplied())?;
    Ok(bytes)
}

struct Rendering {
    pixmap: Pixmap,
    /// The scale at which it is.
    scale: f32,
    max_pixels: f32,
    /// The letters that no font has.
    missing: BTreeSet<char>,
}

/// Pixels across and down of a picture at a scale that is reduced as it has to be, that scale, and the most pixels that the
/// picture may have.
pub(super) fn png_size(picture: &Picture, scale: f32) -> ([u32; 2], f32, f32) {
    fitting_size(picture, scale, MAX_PNG_PIXELS)
}

fn fitting_size(picture: &Picture, scale: f32, max_pixels: f32) -> ([u32; 2], f32, f32) {
    let (width, height) = picture_size(picture);
    let fitting = |pixels: f32| scale.min((pixels / (width * height)).sqrt()).min(MAX_SIDE / width.max(height));
    let is_readable = fitting(max_pixels) >= ICON_MIN_ZOOM;
    let max_pixels = if is_readable { max_pixels } else { max_pixels.min(MAX_UNREADABLE_PIXELS) };
    let scale = fitting(max_pixels);
    ([width, height].map(|side| (side * scale).ceil().max(1.0) as u32), scale, max_pixels)
}

fn render(
    picture: &Picture,
    scale: f32,
    max_pixels: f32,
    fonts: FontLookup<'_>,
    progress: ProgressCallback<'_>,
) -> Result<Rendering, PngError> {
    let check_cancelled = |fraction: f32| if progress(fraction) { Ok(()) } else { Err(PngError::Cancelled) };
    let ([width, height], scale, max_pixels) = fitting_size(picture, scale, max_pixels);
    check_cancelled(0.0)?;
    let layers = layers_at_zoom(picture, scale);
    let drawing_fonts = DrawingFonts::of(layers.iter().map(String::as_str), fonts);
    check_cancelled(0.15)?;
    let trees = drawing_fonts.trees(layers).map_err(PngError::InvalidSvg)?;
    check_cancelled(0.4)?;
    let mut pixmap = Pixmap::new(width, height).ok_or(PngError::TooLarge(width, height))?;
    // No part of a pixel at the edges is left without ground: other programs show it as a dark line.
    let Rgb(red, green, blue) = picture.palette.background;
    pixmap.fill(Color::from_rgba8(red, green, blue, u8::MAX));
    // A band for each core and no more: what is drawn is worked out anew for each of them.
    let bands = if pixmap.data().len() < MIN_PARALLEL_BYTES { 1 } else { rayon::current_num_threads() as u32 };
    let rows = height.div_ceil(bands.max(1));
    let is_drawn = draw(&trees, scale, &mut pixmap, rows, &|part| progress(0.4 + 0.6 * part));
    drop(trees);
    if !is_drawn {
        return Err(PngError::Cancelled);
    }
    check_cancelled(1.0)?;
    Ok(Rendering { pixmap, scale, max_pixels, missing: drawing_fonts.into_missing() })
}

/// Draws in bands of so many rows, on all cores; `false` when cancelled.
fn draw(trees: &[usvg::Tree], scale: f32, pixmap: &mut Pixmap, rows: u32, progress: ProgressCallback<'_>) -> bool {
    let (width, height) = (pixmap.width(), pixmap.height());
    let row_bytes = width as usize * BYTES_PER_PIXEL;
    pixmap.data_mut().par_chunks_mut(rows as usize * row_bytes).enumerate().all(|(nth, band)| {
        let above = (nth as u32 * rows) as f32;
        let transform = Transform::from_scale(scale, scale).post_translate(0.0, -above);
        if let Some(mut band) = PixmapMut::from_bytes(band, width, (band.len() / row_bytes) as u32) {
            for tree in trees {
                resvg::render(tree, transform, &mut band);
            }
        }
        progress(above / height as f32)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_make_the_same_picture() {
        let shapes = (0..60).map(|at| {
            let (x, y) = (at * 37 % 200, at * 53 % 150);
            format!("<path d='M{x} {y} c 40 9 11 70 -30 44' fill='none' stroke='#{:03x}' stroke-width='2.5'/>", at * 61)
        });
        let text = "<text x='20' y='64' font-size='30' opacity='.6' font-family='Be Vietnam Pro'>Hợp tác xã</text>";
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='220' height='190'>{}{text}</svg>",
            shapes.collect::<String>()
        );
        let tree = DrawingFonts::of([svg.as_str()], &|_| Vec::new()).tree(svg).unwrap();
        let [whole, banded] = [400, 64].map(|rows| {
            let mut pixmap = Pixmap::new(440, 380).unwrap();
            assert!(draw(std::slice::from_ref(&tree), 2.0, &mut pixmap, rows, &|_| true));
            pixmap
        });
        assert!(whole.data().iter().any(|byte| *byte > 0));
        // Where a curve is cut at the edge of a band, its points of flattening are other ones: its edges differ by a shade.
        let unlike: Vec<u8> = whole.data().iter().zip(banded.data()).map(|(one, other)| one.abs_diff(*other)).collect();
        let mean = unlike.iter().map(|byte| f32::from(*byte)).sum::<f32>() / unlike.len() as f32;
        assert!(mean < 0.5 && unlike.iter().all(|byte| *byte < 96), "{mean}");
    }
}
