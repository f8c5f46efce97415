//! Writes on the canvas: words that have been laid out, broken into rows and set on whole pixels. A card that grows while
//! one zooms breaks its rows anew, but needs no new layout. What is written in a frame goes to the painter as one shape.

use std::cell::RefCell;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::epaint::Vertex;
use egui::{Color32, Context, FontFamily, FontId, Galley, Painter, Pos2, Rect, Shape, Vec2};

use super::line_breaking::TextRow;
use super::text_cache::{ELLIPSIS, GlyphQuad, ShapedLine, TextCache, TextRequest, layout_line};
use crate::scene::line_height;
use crate::theme::SEMIBOLD;

/// How words are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FontStyle {
    /// Size of the letters, in points.
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

    /// The font of egui.
    pub(super) fn font(self) -> FontId {
        let family = if self.bold { FontFamily::Name(SEMIBOLD.into()) } else { FontFamily::Proportional };
        FontId::new(self.size, family)
    }

    /// From one row to the next, in points.
    pub(super) fn line_height(self) -> f32 {
        line_height(self.size)
    }
}

/// What is known of letters from frame to frame.
#[derive(Debug, Default)]
pub(super) struct TextPainter {
    cache: TextCache,
    /// A word that egui keeps as long as its picture of letters is the one that all this is about.
    atlas_probe: Option<Arc<Galley>>,
    /// That of the last frame.
    zoom: f32,
}

impl TextPainter {
    /// What writes in this frame, at a zoom.
    pub fn begin_frame<'a>(&'a mut self, ctx: &'a Context, zoom: f32) -> TextWriter<'a> {
        let atlas_probe = layout_line(ctx, ELLIPSIS, FontStyle::plain(10.0));
        // Where egui has begun a new picture of letters, it has thrown all galleys away.
        if !self.atlas_probe.as_ref().is_some_and(|known| Arc::ptr_eq(known, &atlas_probe)) {
            self.cache = TextCache::default();
        }
        self.atlas_probe = Some(atlas_probe.clone());
        self.cache.begin_frame((self.zoom - zoom).abs() > 0.0);
        self.zoom = zoom;
        TextWriter { ctx, pixels_per_point: ctx.pixels_per_point(), atlas_probe, cache: RefCell::new(&mut self.cache) }
    }
}

/// Words broken into rows, to be written somewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct TextBlock {
    pub line: Arc<ShapedLine>,
    pub ellipsis: Option<Arc<ShapedLine>>,
    pub rows: Vec<TextRow>,
    pub row_height: f32,
}

impl TextBlock {
    /// How much room it takes.
    pub fn size(&self) -> Vec2 {
        let width = self.rows.iter().map(|row| row.width).fold(0.0, f32::max);
        Vec2::new(width, self.row_height * self.rows.len() as f32)
    }

    /// Whether nothing of it is left out.
    pub fn is_whole(&self) -> bool {
        self.ellipsis.is_none() || self.rows.iter().all(|row| row.ellipsis_x.is_none())
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }
}

/// Lays words out in one frame.
pub(super) struct TextWriter<'a> {
    ctx: &'a Context,
    pixels_per_point: f32,
    atlas_probe: Arc<Galley>,
    cache: RefCell<&'a mut TextCache>,
}

impl TextWriter<'_> {
    /// Words in at most so many rows of this width, with an ellipsis where they go on.
    pub fn text(&self, words: &str, style: FontStyle, width: f32, rows: usize) -> Arc<TextBlock> {
        self.layout(words, style, width, rows, false)
    }

    /// The longest form of a name that fits; of a name that fits in none the beginning of what is its own.
    pub fn name(&self, name: &str, style: FontStyle, width: f32, rows: usize) -> Arc<TextBlock> {
        self.layout(name, style, width, rows, true)
    }

    fn layout(&self, words: &str, style: FontStyle, width: f32, rows: usize, name: bool) -> Arc<TextBlock> {
        // As egui has it: half a point may have been lost to rounding before.
        let width = width.max(1.0).round() + 0.5;
        self.cache.borrow_mut().text(self.ctx, words, TextRequest { style, width, max_rows: rows, is_name: name })
    }

    /// Writes a few words at once.
    pub fn paint_text(&self, painter: &Painter, at: Pos2, text: &TextBlock, foreground: Color32) {
        let mut batch = self.batch();
        batch.paint_text(at, text, foreground);
        batch.paint(painter);
    }

    /// A sheet to write on.
    pub fn batch(&self) -> TextBatch {
        TextBatch {
            pixels_per_point: self.pixels_per_point,
            atlas_probe: self.atlas_probe.clone(),
            vertices: Vec::new(),
            bounds: Rect::NOTHING,
        }
    }
}

/// What is written over one layer of the canvas.
pub(super) struct TextBatch {
    pixels_per_point: f32,
    atlas_probe: Arc<Galley>,
    vertices: Vec<Vertex>,
    bounds: Rect,
}

impl TextBatch {
    /// Writes words with their upper left corner here.
    pub fn paint_text(&mut self, at: Pos2, text: &TextBlock, foreground: Color32) {
        for (number, row) in text.rows.iter().enumerate() {
            // Letters stand on whole pixels, or they would be blurred.
            let corner = at + Vec2::new(0.0, text.row_height * number as f32);
            let corner = corner.round_to_pixels(self.pixels_per_point);
            self.add_quads(text.line.quads(row), corner - Vec2::new(row.start, 0.0), foreground);
            if let (Some(end), Some(dots)) = (row.ellipsis_x, &text.ellipsis) {
                let corner = (corner + Vec2::new(end, 0.0)).round_to_pixels(self.pixels_per_point);
                self.add_quads(&dots.quads, corner, foreground);
            }
        }
    }

    fn add_quads(&mut self, quads: &[GlyphQuad], corner: Pos2, ink: Color32) {
        let by = corner.to_vec2();
        for quad in quads {
            let color = if quad.is_coloured { Color32::from_white_alpha(ink.a()) } else { ink };
            let (place, picture) = (quad.rect.translate(by), quad.uv);
            self.bounds = self.bounds.union(place);
            self.vertices.extend_from_slice(&[
                Vertex { pos: place.left_top(), uv: picture.left_top(), color },
                Vertex { pos: place.right_top(), uv: picture.right_top(), color },
                Vertex { pos: place.left_bottom(), uv: picture.left_bottom(), color },
                Vertex { pos: place.right_bottom(), uv: picture.right_bottom(), color },
            ]);
        }
    }

    /// Hands everything to the painter: as one galley, as only of those egui knows where the letters are in its picture
    /// once that has grown.
    pub fn paint(self, painter: &Painter) {
        let mut galley = (*self.atlas_probe).clone();
        galley.rows.truncate(1);
        let Some(placed) = galley.rows.first_mut().filter(|_| !self.vertices.is_empty()) else { return };
        placed.pos = Pos2::ZERO;
        let row = Arc::make_mut(&mut placed.row);
        row.glyphs.clear();
        let many = self.vertices.len();
        let quads = (0..many as u32 / 4).map(|quad| quad * 4);
        row.visuals.mesh.indices = quads.flat_map(|at| [at, at + 1, at + 2, at + 2, at + 1, at + 3]).collect();
        row.visuals.mesh.vertices = self.vertices;
        row.visuals.mesh_bounds = self.bounds;
        row.visuals.glyph_vertex_range = 0..many;
        (galley.num_vertices, galley.num_indices) = (many, many / 4 * 6);
        galley.mesh_bounds = self.bounds;
        painter.add(Shape::galley(Pos2::ZERO, Arc::new(galley), Color32::PLACEHOLDER));
    }
}

#[cfg(test)]
mod tests {
    use super::super::cards::galley;
    use super::*;

    const NAMES: [&str; 6] = [
        "Hợp tác xã nông nghiệp Thới Hưng (ví dụ)",
        "THT",
        "Công ty TNHH MTV Xuất-nhập khẩu An Giang/Cần Thơ",
        "Liênhiệphợptácxãkhôngdấucách và một chữ",
        "米の市場 Tokyo",
        "  hai dấu cách  ở đầu và cuối  ",
    ];

    #[test]
    fn rows_break_where_egui_breaks_them() {
        let ctx = Context::default();
        let mut words = TextCache::default();
        let mut compared = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for name in NAMES {
                words.begin_frame(false);
                let pen = TextWriter {
                    ctx: &ctx,
                    pixels_per_point: 1.0,
                    atlas_probe: layout_line(&ctx, ELLIPSIS, FontStyle::plain(10.0)),
                    cache: RefCell::new(&mut words),
                };
                for width in (4..260).step_by(3) {
                    for most in 1..=3 {
                        let width = width as f32;
                        let text = pen.text(name, FontStyle::plain(11.0), width, most);
                        let galley = galley(ui, name, FontId::proportional(11.0), Color32::WHITE, width, most);
                        let rows: Vec<String> = text.rows.iter().map(|row| row_text(&text, row)).collect();
                        let wanted: Vec<String> = galley.rows.iter().map(|row| row.text().trim_end().into()).collect();
                        let cut = text.rows.last().is_some_and(|row| row.ellipsis_x.is_some());
                        // Two rows part where they read best; egui fills the first.
                        let before = text.rows.get(1).and_then(|row| row.glyphs.start.checked_sub(1));
                        let before = before.and_then(|at| text.line.glyphs.get(at)).map(|letter| letter.character);
                        let parted = !cut && rows.len() == 2 && before.is_some_and(char::is_whitespace);
                        // In the last row egui stops at a word, and lets its ellipsis stand beyond the end.
                        let last = rows.len().saturating_sub(1);
                        let same = rows.get(..last) == wanted.get(..last);
                        assert!(parted || same, "{rows:?}, not {wanted:?}, in {most} rows of {width}");
                        assert_eq!(cut, !text.is_whole());
                        assert_eq!(cut, galley.elided, "{name} in {most} rows of {width}");
                        let all = |rows: &[String]| rows.concat().replace(' ', "");
                        assert!(cut || rows.len() == wanted.len() && all(&rows) == all(&wanted));
                        let alone = text.rows.iter().all(|row| row.glyphs.len() <= 1);
                        assert!(alone || text.size().x <= width + 0.5, "{name} is wider than {width}");
                        let next = text.rows.last().and_then(|row| text.line.glyphs.get(row.glyphs.end));
                        let room = width + 0.5 - text.rows.last().map_or(0.0, |row| row.width);
                        let wide =
                            next.is_some_and(|next| next.character.is_whitespace() || next.right - next.left > room);
                        assert!(!cut || wide, "{name} has room for a letter more in {width}");
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
        let letters = text.line.glyphs.get(row.glyphs.clone()).unwrap_or_default();
        let dots = if row.ellipsis_x.is_some() { ELLIPSIS } else { "" };
        (letters.iter().map(|letter| letter.character).collect::<String>() + dots).trim_end().to_owned()
    }
}
