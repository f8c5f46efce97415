//! Text once it is laid out: a line of glyphs in a font style, and that line broken into rows.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, FontFamily, FontId, Galley, Rect, Vec2};

use super::line_breaking::{Glyph, TextRow};
use crate::scene::line_height;
use crate::theme::SEMIBOLD;

/// Maximum number of characters laid out: a card shows a few dozen, so more would be wasted work.
pub(super) const MAX_CHARS: usize = 160;
/// Marks truncation.
pub(super) const ELLIPSIS: &str = "…";

/// Font size and weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FontStyle {
    /// Font size, in points.
    pub size: f32,
    pub bold: bool,
}

impl FontStyle {
    pub const fn plain(size: f32) -> Self {
        Self { size, bold: false }
    }

    pub const fn bold(size: f32) -> Self {
        Self { size, bold: true }
    }

    /// The egui font.
    pub(super) fn font(self) -> FontId {
        let family = if self.bold { FontFamily::Name(SEMIBOLD.into()) } else { FontFamily::Proportional };
        FontId::new(self.size, family)
    }

    pub(super) fn line_height(self) -> f32 {
        line_height(self.size)
    }
}

/// A rectangle of the font atlas, and where it is painted.
#[derive(Clone, Copy, Debug)]
pub(super) struct GlyphQuad {
    /// Relative to the upper left corner of the row, in points.
    pub rect: Rect,
    /// In pixels of the font atlas.
    pub uv: Rect,
    /// Whether it has colours of its own, as an emoji has.
    pub is_coloured: bool,
}

/// Text laid out in one line.
#[derive(Debug, Default)]
pub(super) struct ShapedLine {
    pub glyphs: Vec<Glyph>,
    pub quads: Vec<GlyphQuad>,
}

impl ShapedLine {
    pub fn from_galley(galley: &Galley) -> Self {
        let Some(row) = galley.rows.first() else { return Self::default() };
        let mut line = Self::default();
        for glyph in &row.glyphs {
            line.glyphs.push(Glyph {
                character: glyph.chr,
                left: glyph.pos.x,
                right: glyph.max_x(),
                first_quad: line.quads.len() as u32,
            });
            let corner = |by: u32| row.visuals.mesh.vertices.get((glyph.first_vertex + by) as usize);
            // egui's vertex order: the first is the upper left corner, the last the lower right one.
            if let (false, Some(first), Some(last)) = (glyph.uv_rect.is_nothing(), corner(0), corner(3)) {
                line.quads.push(GlyphQuad {
                    rect: Rect::from_min_max(first.pos, last.pos),
                    uv: Rect::from_min_max(first.uv, last.uv),
                    is_coloured: glyph.is_color,
                });
            }
        }
        line
    }

    /// The quads of a row.
    pub fn quads(&self, row: &TextRow) -> &[GlyphQuad] {
        let quad_index =
            |letter: usize| self.glyphs.get(letter).map_or(self.quads.len(), |letter| letter.first_quad as usize);
        self.quads.get(quad_index(row.glyphs.start)..quad_index(row.glyphs.end)).unwrap_or_default()
    }
}

/// Text broken into rows, ready to be painted.
#[derive(Clone, Debug, Default)]
pub(super) struct TextBlock {
    pub line: Arc<ShapedLine>,
    pub ellipsis: Option<Arc<ShapedLine>>,
    pub rows: Vec<TextRow>,
    pub row_height: f32,
}

impl TextBlock {
    /// Its size, in points.
    pub fn size(&self) -> Vec2 {
        let width = self.rows.iter().map(|row| row.width).fold(0.0, f32::max);
        Vec2::new(width, self.row_height * self.rows.len() as f32)
    }

    /// Whether it is shown without an ellipsis.
    pub fn is_complete(&self) -> bool {
        self.ellipsis.is_none() || self.rows.iter().all(|row| row.ellipsis_x.is_none())
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }
}

/// The part of a text that is laid out.
pub(super) fn layout_prefix(text: &str) -> &str {
    text.char_indices().nth(MAX_CHARS).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Lays out a text in one line of any length.
pub(super) fn layout_line(ctx: &Context, text: &str, style: FontStyle) -> Arc<Galley> {
    let format = TextFormat {
        font_id: style.font(),
        color: Color32::PLACEHOLDER,
        line_height: Some(style.line_height()),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.append(&layout_prefix(text).replace(['\n', '\r'], " "), 0.0, format);
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}
