//! Writes on the canvas: words that have been laid out, broken into rows and set on whole pixels. A card that grows while
//! one zooms breaks its rows anew, but needs no new layout. What is written in a frame goes to the painter as one shape.

use std::cell::RefCell;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::epaint::Vertex;
use egui::{Color32, Context, FontFamily, FontId, Galley, Painter, Pos2, Rect, Shape, Vec2};

use super::rows::Span;
use super::words::{Asked, DOTS, Line, Quad, Words, laid_out};
use crate::scene::line_height;
use crate::theme::SEMIBOLD;

/// How words are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    /// Size of the letters, in points.
    pub size: f32,
    pub bold: bool,
}

impl Style {
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
pub(super) struct Letters {
    words: Words,
    /// A word that egui keeps as long as its picture of letters is the one that all this is about.
    proof: Option<Arc<Galley>>,
    /// That of the last frame.
    zoom: f32,
}

impl Letters {
    /// What writes in this frame, at a zoom.
    pub fn pen<'a>(&'a mut self, ctx: &'a Context, zoom: f32) -> Pen<'a> {
        let proof = laid_out(ctx, DOTS, Style::plain(10.0));
        // Where egui has begun a new picture of letters, it has thrown all galleys away.
        if !self.proof.as_ref().is_some_and(|known| Arc::ptr_eq(known, &proof)) {
            self.words = Words::default();
        }
        self.proof = Some(proof.clone());
        self.words.begin((self.zoom - zoom).abs() > 0.0);
        self.zoom = zoom;
        Pen { ctx, pixels: ctx.pixels_per_point(), proof, words: RefCell::new(&mut self.words) }
    }
}

/// Words broken into rows, to be written somewhere.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub line: Arc<Line>,
    pub dots: Option<Arc<Line>>,
    pub rows: Vec<Span>,
    pub row_height: f32,
}

impl Text {
    /// How much room it takes.
    pub fn size(&self) -> Vec2 {
        let width = self.rows.iter().map(|row| row.width).fold(0.0, f32::max);
        Vec2::new(width, self.row_height * self.rows.len() as f32)
    }

    /// Whether nothing of it is left out.
    pub fn is_whole(&self) -> bool {
        self.dots.is_none() || self.rows.iter().all(|row| row.dots.is_none())
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }
}

/// Lays words out in one frame.
pub(super) struct Pen<'a> {
    ctx: &'a Context,
    pixels: f32,
    proof: Arc<Galley>,
    words: RefCell<&'a mut Words>,
}

impl Pen<'_> {
    /// Words in at most so many rows of this width, with an ellipsis where they go on.
    pub fn text(&self, words: &str, style: Style, width: f32, rows: usize) -> Arc<Text> {
        self.ask(words, style, width, rows, false)
    }

    /// The longest form of a name that fits; of a name that fits in none the beginning of what is its own.
    pub fn name(&self, name: &str, style: Style, width: f32, rows: usize) -> Arc<Text> {
        self.ask(name, style, width, rows, true)
    }

    fn ask(&self, words: &str, style: Style, width: f32, rows: usize, name: bool) -> Arc<Text> {
        // As egui has it: half a point may have been lost to rounding before.
        let width = width.max(1.0).round() + 0.5;
        self.words.borrow_mut().text(self.ctx, words, Asked { style, width, rows, name })
    }

    /// Writes a few words at once.
    pub fn write(&self, painter: &Painter, at: Pos2, text: &Text, ink: Color32) {
        let mut sheet = self.sheet();
        sheet.write(at, text, ink);
        sheet.paint(painter);
    }

    /// A sheet to write on.
    pub fn sheet(&self) -> Sheet {
        Sheet { pixels: self.pixels, proof: self.proof.clone(), vertices: Vec::new(), bounds: Rect::NOTHING }
    }
}

/// What is written over one layer of the canvas.
pub(super) struct Sheet {
    pixels: f32,
    proof: Arc<Galley>,
    vertices: Vec<Vertex>,
    bounds: Rect,
}

impl Sheet {
    /// Writes words with their upper left corner here.
    pub fn write(&mut self, at: Pos2, text: &Text, ink: Color32) {
        for (number, row) in text.rows.iter().enumerate() {
            // Letters stand on whole pixels, or they would be blurred.
            let corner = at + Vec2::new(0.0, text.row_height * number as f32);
            let corner = corner.round_to_pixels(self.pixels);
            self.quads(text.line.quads(row), corner - Vec2::new(row.start, 0.0), ink);
            if let (Some(end), Some(dots)) = (row.dots, &text.dots) {
                let corner = (corner + Vec2::new(end, 0.0)).round_to_pixels(self.pixels);
                self.quads(&dots.quads, corner, ink);
            }
        }
    }

    fn quads(&mut self, quads: &[Quad], corner: Pos2, ink: Color32) {
        let by = corner.to_vec2();
        for quad in quads {
            let color = if quad.coloured { Color32::from_white_alpha(ink.a()) } else { ink };
            let (place, picture) = (quad.place.translate(by), quad.picture);
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
        let mut galley = (*self.proof).clone();
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
        let mut words = Words::default();
        let mut compared = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for name in NAMES {
                words.begin(false);
                let pen = Pen {
                    ctx: &ctx,
                    pixels: 1.0,
                    proof: laid_out(&ctx, DOTS, Style::plain(10.0)),
                    words: RefCell::new(&mut words),
                };
                for width in (4..260).step_by(3) {
                    for most in 1..=3 {
                        let width = width as f32;
                        let text = pen.text(name, Style::plain(11.0), width, most);
                        let galley = galley(ui, name, FontId::proportional(11.0), Color32::WHITE, width, most);
                        let rows: Vec<String> = text.rows.iter().map(|row| said(&text, row)).collect();
                        let wanted: Vec<String> = galley.rows.iter().map(|row| row.text().trim_end().into()).collect();
                        let cut = text.rows.last().is_some_and(|row| row.dots.is_some());
                        // Two rows part where they read best; egui fills the first.
                        let before = text.rows.get(1).and_then(|row| row.letters.start.checked_sub(1));
                        let before = before.and_then(|at| text.line.letters.get(at)).map(|letter| letter.sign);
                        let parted = !cut && rows.len() == 2 && before.is_some_and(char::is_whitespace);
                        // In the last row egui stops at a word, and lets its ellipsis stand beyond the end.
                        let last = rows.len().saturating_sub(1);
                        let same = rows.get(..last) == wanted.get(..last);
                        assert!(parted || same, "{rows:?}, not {wanted:?}, in {most} rows of {width}");
                        assert_eq!(cut, !text.is_whole());
                        assert_eq!(cut, galley.elided, "{name} in {most} rows of {width}");
                        let all = |rows: &[String]| rows.concat().replace(' ', "");
                        assert!(cut || rows.len() == wanted.len() && all(&rows) == all(&wanted));
                        let alone = text.rows.iter().all(|row| row.letters.len() <= 1);
                        assert!(alone || text.size().x <= width + 0.5, "{name} is wider than {width}");
                        let next = text.rows.last().and_then(|row| text.line.letters.get(row.letters.end));
                        let room = width + 0.5 - text.rows.last().map_or(0.0, |row| row.width);
                        let wide = next.is_some_and(|next| next.sign.is_whitespace() || next.to - next.from > room);
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

    fn said(text: &Text, row: &Span) -> String {
        let letters = text.line.letters.get(row.letters.clone()).unwrap_or_default();
        let dots = if row.dots.is_some() { DOTS } else { "" };
        (letters.iter().map(|letter| letter.sign).collect::<String>() + dots).trim_end().to_owned()
    }
}
