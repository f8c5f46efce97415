//! A picture as PNG, drawn from its SVG with the built-in letters: the same on every machine, whatever fonts it has.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::picture::Picture;
use super::svg::{picture_size, svg_at_zoom};
use crate::analysis::ProgressCallback;
use crate::theme::{REGULAR, fonts};

/// The most points that a picture has: 256 MB while it is drawn.
pub const MAX_PNG_PIXELS: f32 = 64_000_000.0;
/// The longest side that common programs open.
const MAX_SIDE: f32 = 30_000.0;

/// A picture as a file.
#[derive(Clone, Debug)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// The size that it was drawn at, where 1 is 100 %; less than was asked for when it would have been too large.
    pub scale: f32,
}

/// Why a picture could not be drawn.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PngError {
    /// The drawing was not taken.
    #[error("the drawing cannot be read: {0}")]
    InvalidSvg(String),
    /// There is no room for the picture.
    #[error("there is no room for a picture of {0} × {1} points")]
    TooLarge(u32, u32),
    /// It could not be packed.
    #[error("the picture cannot be packed: {0}")]
    Encoding(String),
    /// It is wanted no more.
    #[error("the picture is no longer wanted")]
    Cancelled,
}

/// Writes a picture as PNG. One that would have more than [`MAX_PNG_PIXELS`] points is drawn smaller.
///
/// # Errors
/// What kept it from being drawn.
pub fn export_png(picture: &Picture, scale: f32) -> Result<Png, PngError> {
    export_png_with_progress(picture, scale, &|_| true)
}

/// The same; asks between its steps, none of which can be broken off.
///
/// # Errors
/// As [`export_png`], and [`PngError::Cancelled`] once `watch` says that it is wanted no more.
pub fn export_png_with_progress(
    picture: &Picture,
    scale: f32,
    progress: ProgressCallback<'_>,
) -> Result<Png, PngError> {
    let check_cancelled = |part: f32| if progress(part) { Ok(()) } else { Err(PngError::Cancelled) };
    let (width, height) = picture_size(picture);
    let max_scale = (MAX_PNG_PIXELS / (width * height)).sqrt().min(MAX_SIDE / width.max(height));
    let scale = scale.min(max_scale);
    check_cancelled(0.0)?;
    let svg = svg_at_zoom(picture, scale);
    check_cancelled(0.1)?;
    let options = usvg::Options {
        font_family: REGULAR.to_owned(),
        fontdb: Arc::clone(&FONT_DATABASE),
        // A picture has no pictures in it, and reads no files.
        resources_dir: None,
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&svg, &options).map_err(|error| PngError::InvalidSvg(error.to_string()))?;
    drop(svg);
    check_cancelled(0.3)?;
    let [width, height] = [width, height].map(|side| (side * scale).ceil().max(1.0) as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(PngError::TooLarge(width, height))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    drop(tree);
    check_cancelled(0.7)?;
    let bytes = pixels.encode_png().map_err(|error| PngError::Encoding(error.to_string()))?;
    check_cancelled(1.0)?;
    Ok(Png { bytes, scale })
}

/// The built-in letters, and no others.
static FONT_DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut letters = fontdb::Database::new();
    for file in fonts() {
        letters.load_font_source(fontdb::Source::Binary(Arc::new(file.bytes)));
    }
    letters.set_sans_serif_family(REGULAR);
    Arc::new(letters)
});
