//! Paints text on the canvas: shaped lines, broken into rows and aligned to whole pixels. A card that grows while
//! zooming breaks its rows anew, but needs no new layout. The text of one layer goes to the painter as one shape.

use std::cell::RefCell;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::epaint::Vertex;
use egui::{Color32, Context, Galley, Painter, Pos2, Rect, Shape, Vec2};

use super::card_zoom::CardZoom;
use super::text_block::{ELLIPSIS, FontStyle, GlyphQuad, TextBlock, layout_line};
use super::text_cache::{TextCache, TextRequest};
use crate::theme::font_size;

/// Text state kept from frame to frame.
#[derive(Debug, Default)]
pub(super) struct TextPainter {
    cache: TextCache,
    /// A galley that egui's layout cache returns unchanged as long as the font atlas is the one that `cache` refers to.
    atlas_probe: Option<Arc<Galley>>,
    /// Zoom of the last frame.
    zoom: f32,
}

impl TextPainter {
    /// Begins a frame at a zoom.
    pub fn begin_frame<'a>(&'a mut self, ctx: &'a Context, zoom: CardZoom) -> TextWriter<'a> {
        let atlas_probe = layout_line(ctx, ELLIPSIS, FontStyle::plain(10.0));
        // When egui recreates the font atlas, it discards all galleys.
        if !self.atlas_probe.as_ref().is_some_and(|previous| Arc::ptr_eq(previous, &atlas_probe)) {
            self.cache = TextCache::default();
        }
        self.atlas_probe = Some(atlas_probe.clone());
        self.cache.begin_frame((self.zoom - zoom.points).abs() > 0.0);
        self.zoom = zoom.points;
        let (pixels_per_point, least_size) = (ctx.pixels_per_point(), zoom.usual(font_size::MIN));
        TextWriter { ctx, pixels_per_point, least_size, atlas_probe, cache: RefCell::new(&mut self.cache) }
    }
}

/// Lays out text in one frame.
pub(super) struct TextWriter<'a> {
    ctx: &'a Context,
    pixels_per_point: f32,
    /// Smaller letters cannot be read.
    least_size: f32,
    atlas_probe: Arc<Galley>,
    cache: RefCell<&'a mut TextCache>,
}

impl TextWriter<'_> {
    /// Lays out text in at most `rows` rows of this width, with an ellipsis where it is truncated.
    pub fn text(&self, text: &str, style: FontStyle, width: f32, rows: usize) -> Arc<TextBlock> {
        debug_assert!(style.size > self.least_size - 0.01, "{text} is too small to be read: {style:?}");
        // As in egui: half a point may have been lost to rounding before.
        let width = width.max(1.0).round() + 0.5;
        self.cache.borrow_mut().text(self.ctx, text, TextRequest { style, width, max_rows: rows })
    }

    /// Paints one text immediately.
    pub fn paint_text(&self, painter: &Painter, at: Pos2, text: &TextBlock, foreground: Color32) {
        let mut batch = self.batch();
        batch.paint_text(at, text, foreground);
        batch.paint(painter);
    }

    /// An empty batch.
    pub fn batch(&self) -> TextBatch {
        TextBatch {
            pixels_per_point: self.pixels_per_point,
            atlas_probe: self.atlas_probe.clone(),
            vertices: Vec::new(),
            bounds: Rect::NOTHING,
        }
    }
}

/// The text of one layer of the canvas.
pub(super) struct TextBatch {
    pixels_per_point: f32,
    atlas_probe: Arc<Galley>,
    vertices: Vec<Vertex>,
    bounds: Rect,
}

impl TextBatch {
    /// Adds text with its upper left corner at `at`.
    pub fn paint_text(&mut self, at: Pos2, text: &TextBlock, foreground: Color32) {
        for (number, row) in text.rows.iter().enumerate() {
            // Glyphs are aligned to whole pixels, or they would be blurred.
            let corner = at + Vec2::new(0.0, text.row_height * number as f32);
            let corner = corner.round_to_pixels(self.pixels_per_point);
            self.add_quads(text.line.quads(row), corner - Vec2::new(row.start, 0.0), foreground);
            if let (Some(end), Some(dots)) = (row.ellipsis_x, &text.ellipsis) {
                let corner = (corner + Vec2::new(end, 0.0)).round_to_pixels(self.pixels_per_point);
                self.add_quads(&dots.quads, corner, foreground);
            }
        }
    }

    fn add_quads(&mut self, quads: &[GlyphQuad], corner: Pos2, foreground: Color32) {
        let by = corner.to_vec2();
        for quad in quads {
            let color = if quad.is_coloured { Color32::from_white_alpha(foreground.a()) } else { foreground };
            let (rect, uv) = (quad.rect.translate(by), quad.uv);
            self.bounds = self.bounds.union(rect);
            self.vertices.extend_from_slice(&[
                Vertex { pos: rect.left_top(), uv: uv.left_top(), color },
                Vertex { pos: rect.right_top(), uv: uv.right_top(), color },
                Vertex { pos: rect.left_bottom(), uv: uv.left_bottom(), color },
                Vertex { pos: rect.right_bottom(), uv: uv.right_bottom(), color },
            ]);
        }
    }

    /// Adds everything to the painter as one galley: egui adjusts texture coordinates to a grown font atlas only in
    /// galleys.
    pub fn paint(self, painter: &Painter) {
        let mut galley = (*self.atlas_probe).clone();
        galley.rows.truncate(1);
        let Some(placed_row) = galley.rows.first_mut().filter(|_| !self.vertices.is_empty()) else { return };
        placed_row.pos = Pos2::ZERO;
        let row = Arc::make_mut(&mut placed_row.row);
        row.glyphs.clear();
        let vertex_count = self.vertices.len();
        let quads = (0..vertex_count as u32 / 4).map(|quad| quad * 4);
        row.visuals.mesh.indices = quads.flat_map(|at| [at, at + 1, at + 2, at + 2, at + 1, at + 3]).collect();
        row.visuals.mesh.vertices = self.vertices;
        row.visuals.mesh_bounds = self.bounds;
        row.visuals.glyph_vertex_range = 0..vertex_count;
        (galley.num_vertices, galley.num_indices) = (vertex_count, vertex_count / 4 * 6);
        galley.mesh_bounds = self.bounds;
        painter.add(Shape::galley(Pos2::ZERO, Arc::new(galley), Color32::PLACEHOLDER));
    }
}

#[cfg(test)]
mod tests {
    use egui::FontId;

    use super::super::cards::galley;
    use super::super::line_breaking::TextRow;
    use super::*;

    const NAMES: [&str; 6] = [
        "Hợp tác xã nông nghiệp Thới Hưng (ví dụ minh họa)",
        "THT",
        "Công ty TNHH MTV Xuất-nhập khẩu An Giang/Cần Thơ",
        "Liênhiệphợptácxãkhôngdấucách và một chữ",
        "米の市場 Tokyo",
        "  hai dấu cách  ở đầu và cuối  ",
    ];

    #[test]
    fn rows_break_where_egui_breaks_them() {
        let ctx = Context::default();
        let mut cache = TextCache::default();
        let mut compared = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for name in NAMES {
                cache.begin_frame(false);
                let writer = TextWriter {
                    ctx: &ctx,
                    pixels_per_point: 1.0,
                    least_size: font_size::MIN,
                    atlas_probe: layout_line(&ctx, ELLIPSIS, FontStyle::plain(10.0)),
                    cache: RefCell::new(&mut cache),
                };
                for width in (4..260).step_by(3) {
                    for most in 1..=3 {
                        let width = width as f32;
                        let text = writer.text(name, FontStyle::plain(11.0), width, most);
                        let galley = galley(ui, name, FontId::proportional(11.0), Color32::WHITE, width, most);
                        let rows: Vec<String> = text.rows.iter().map(|row| row_text(&text, row)).collect();
                        let wanted: Vec<String> = galley.rows.iter().map(|row| row.text().trim_end().into()).collect();
                        let is_truncated = text.rows.last().is_some_and(|row| row.ellipsis_x.is_some());
                        // Two rows are balanced; egui fills the first.
                        let before = text.rows.get(1).and_then(|row| row.glyphs.start.checked_sub(1));
                        let before = before.and_then(|at| text.line.glyphs.get(at)).map(|letter| letter.character);
                        let is_balanced = !is_truncated && rows.len() == 2 && before.is_some_and(char::is_whitespace);
                        // In the last row egui breaks at a word, and lets its ellipsis overhang.
                        let last = rows.len().saturating_sub(1);
                        let same = rows.get(..last) == wanted.get(..last);
                        assert!(is_balanced || same, "{rows:?}, not {wanted:?}, in {most} rows of {width}");
                        assert_eq!(is_truncated, !text.is_complete());
                        assert_eq!(is_truncated, galley.elided, "{name} in {most} rows of {width}");
                        let all = |rows: &[String]| rows.concat().replace(' ', "");
                        assert!(is_truncated || rows.len() == wanted.len() && all(&rows) == all(&wanted));
                        let single_glyphs = text.rows.iter().all(|row| row.glyphs.len() <= 1);
                        assert!(single_glyphs || text.size().x <= width + 0.5, "{name} is wider than {width}");
                        let next = text.rows.last().and_then(|row| text.line.glyphs.get(row.glyphs.end));
                        let available = width + 0.5 - text.rows.last().map_or(0.0, |row| row.width);
                        let wide = next
                            .is_some_and(|next| next.character.is_whitespace() || next.right - next.left > available);
                        assert!(!is_truncated || wide, "{name} has available for a letter more in {width}");
                        assert!((text.size().y - galley.size().y).abs() < 0.01);
                        compared += usize::from(rows.len() > 1);
                    }
                }
            }
        });
        output.textures_delta.clear();
        assert!(compared > 100, "{compared}");
    }

    fn row_text(text: &TextBlock, row: &TextRow) -> String {
        let glyphs = text.line.glyphs.get(row.glyphs.clone()).unwrap_or_default();
        let dots = if row.ellipsis_x.is_some() { ELLIPSIS } else { "" };
        (glyphs.iter().map(|letter| letter.character).collect::<String>() + dots).trim_end().to_owned()
    }
}
