//! A picture as PNG, rendered from its SVG with the built-in fonts only, so that it is the same on every machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::picture::Picture;
use super::svg::{picture_size, svg_at_zoom};
use crate::analysis::ProgressCallback;
use crate::theme::{REGULAR, fonts};

/// Maximum number of pixels: 256 MB while rendering.
pub const MAX_PNG_PIXELS: f32 = 64_000_000.0;
/// Maximum side in pixels that common programs open.
const MAX_SIDE: f32 = 30_000.0;

/// An encoded PNG file.
#[derive(Clone, Debug)]
pub struct Png {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The scale of the rendering, 1 is 100 %; less than requested if the picture would have been too large.
    pub scale: f32,
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

/// Renders a picture as PNG. The scale is reduced to keep within [`MAX_PNG_PIXELS`].
///
/// # Errors
/// See [`PngError`].
pub fn export_png(picture: &Picture, scale: f32) -> Result<Png, PngError> {
    export_png_with_progress(picture, scale, &|_| true)
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
    progress: ProgressCallback<'_>,
) -> Result<Pixels, PngError> {
    let (pixmap, _) = render(picture, scale, max_pixels, progress)?;
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
    progress: ProgressCallback<'_>,
) -> Result<Png, PngError> {
    let (pixmap, scale) = render(picture, scale, MAX_PNG_PIXELS, &|part| progress(part * 0.7))?;
    let bytes = pixmap.encode_png().map_err(|error| PngError::Encoding(error.to_string()))?;
    if progress(1.0) { Ok(Png { bytes, scale }) } else { Err(PngError::Cancelled) }
}

/// Renders a picture, and the scale at which it is.
fn render(
    picture: &Picture,
    scale: f32,
    max_pixels: f32,
    progress: ProgressCallback<'_>,
) -> Result<(Pixmap, f32), PngError> {
    let check_cancelled = |fraction: f32| if progress(fraction) { Ok(()) } else { Err(PngError::Cancelled) };
    let (width, height) = picture_size(picture);
    let max_scale = (max_pixels / (width * height)).sqrt().min(MAX_SIDE / width.max(height));
    let scale = scale.min(max_scale);
    check_cancelled(0.0)?;
    let svg = svg_at_zoom(picture, scale);
    check_cancelled(0.15)?;
    let options = usvg::Options {
        font_family: REGULAR.to_owned(),
        fontdb: Arc::clone(&FONT_DATABASE),
        // The SVG embeds no images and refers to no files.
        resources_dir: None,
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&svg, &options).map_err(|error| PngError::InvalidSvg(error.to_string()))?;
    drop(svg);
    check_cancelled(0.4)?;
    let [width, height] = [width, height].map(|side| (side * scale).ceil().max(1.0) as u32);
    let mut pixmap = Pixmap::new(width, height).ok_or(PngError::TooLarge(width, height))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    drop(tree);
    check_cancelled(1.0)?;
    Ok((pixmap, scale))
}

/// The built-in fonts only.
static FONT_DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut letters = fontdb::Database::new();
    for file in fonts() {
        letters.load_font_source(fontdb::Source::Binary(Arc::new(file.bytes)));
    }
    letters.set_sans_serif_family(REGULAR);
    Arc::new(letters)
});
