//! Words of the canvas. Each is laid out once a size, in one row, and kept for a while: a card that grows while one
//! zooms breaks its rows anew, but needs no new layout. What is written in a frame goes to the painter as one shape.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::epaint::Vertex;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, FontFamily, FontId, Galley, Painter, Pos2, Rect, Shape, Vec2};

use super::rows::{Letter, Span, broken};
use crate::language::shorter_names;
use crate::scene::line_height;
use crate::theme::SEMIBOLD;

/// A card shows a few dozen letters: laying out a name of a thousand would be work for nothing.
const MOST_LETTERS: usize = 160;
/// Frames that words are kept for which nobody writes.
const KEPT: u32 = 240;
/// More words than these are not kept but for those of the last frame.
const MANY: usize = 5_000;
/// So many words are laid out in one frame before others wait for the next one, where they are known in a size near by:
/// zooming goes on evenly.
const AT_ONCE: usize = 10;
/// How near a size is to another one: the logarithm of their ratio.
const NEAR: f32 = 0.16;
/// The same for what is one size.
const SAME: f32 = 1e-4;
/// Stands where words go on.
const DOTS: &str = "…";

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

    fn font(self) -> FontId {
        let family = if self.bold { FontFamily::Name(SEMIBOLD.into()) } else { FontFamily::Proportional };
        FontId::new(self.size, family)
    }

    fn line_height(self) -> f32 {
        line_height(self.size)
    }
}

/// A piece of the picture of letters, and where it goes.
#[derive(Clone, Copy, Debug)]
struct Quad {
    /// From the upper left corner of the row.
    place: Rect,
    /// In pixels of that picture.
    picture: Rect,
    /// With colours of its own, as an emoji has.
    coloured: bool,
}

/// Words in one row.
#[derive(Debug, Default)]
struct Line {
    letters: Vec<Letter>,
    quads: Vec<Quad>,
}

#[derive(Debug)]
struct Kept {
    style: Style,
    line: Arc<Line>,
    used: u32,
}

/// Words that have been laid out.
#[derive(Debug, Default)]
pub(super) struct Letters {
    kept: HashMap<Box<str>, Vec<Kept>>,
    many: usize,
    frame: u32,
    /// How many words have been laid out in this frame.
    fresh: usize,
    /// A word that egui keeps as long as its picture of letters is the one that all this is about.
    proof: Option<Arc<Galley>>,
}

impl Letters {
    /// What writes in this frame.
    pub fn pen<'a>(&'a mut self, ctx: &'a Context) -> Pen<'a> {
        let proof = laid_out(ctx, DOTS, Style::plain(10.0));
        // Where egui has begun a new picture of letters, it has thrown all galleys away.
        if !self.proof.as_ref().is_some_and(|known| Arc::ptr_eq(known, &proof)) {
            (self.kept, self.many) = (HashMap::new(), 0);
        }
        self.proof = Some(proof.clone());
        (self.frame, self.fresh) = (self.frame.wrapping_add(1), 0);
        if self.frame.is_multiple_of(KEPT) || self.many > MANY {
            self.forget();
        }
        Pen { ctx, pixels: ctx.pixels_per_point(), proof, letters: RefCell::new(self) }
    }

    fn forget(&mut self) {
        let (frame, keeps) = (self.frame, if self.many > MANY { 1 } else { KEPT });
        for sizes in self.kept.values_mut() {
            sizes.retain(|kept| frame.wrapping_sub(kept.used) <= keeps);
        }
        self.kept.retain(|_, sizes| !sizes.is_empty());
        self.many = self.kept.values().map(Vec::len).sum();
    }

    fn line(&mut self, ctx: &Context, words: &str, style: Style) -> Arc<Line> {
        let frame = self.frame;
        let sizes = self.kept.get_mut(words);
        if let Some(sizes) = sizes {
            let off = |kept: &Kept| {
                if kept.style.bold == style.bold { (kept.style.size / style.size).ln().abs() } else { 9.0 }
            };
            let nearest = sizes.iter_mut().min_by(|a, b| off(a).total_cmp(&off(b)));
            let least = if self.fresh < AT_ONCE { SAME } else { NEAR };
            if let Some(kept) = nearest.filter(|kept| off(kept) <= least) {
                if off(kept) > SAME {
                    ctx.request_repaint();
                }
                kept.used = frame;
                return kept.line.clone();
            }
        }
        self.fresh += 1;
        let line = Arc::new(Line::of(&laid_out(ctx, words, style)));
        self.kept.entry(words.into()).or_default().push(Kept { style, line: line.clone(), used: frame });
        self.many += 1;
        line
    }
}

/// Words in one row, however long.
fn laid_out(ctx: &Context, words: &str, style: Style) -> Arc<Galley> {
    let end = words.char_indices().nth(MOST_LETTERS).map_or(words.len(), |(at, _)| at);
    let format = TextFormat {
        font_id: style.font(),
        color: Color32::PLACEHOLDER,
        line_height: Some(style.line_height()),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.append(&words.get(..end).unwrap_or(words).replace(['\n', '\r'], " "), 0.0, format);
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

impl Line {
    fn of(galley: &Galley) -> Self {
        let Some(row) = galley.rows.first() else { return Self::default() };
        let mut line = Self::default();
        for glyph in &row.glyphs {
            line.letters.push(Letter {
                sign: glyph.chr,
                from: glyph.pos.x,
                to: glyph.max_x(),
                quad: line.quads.len() as u32,
            });
            let corner = |by: u32| row.visuals.mesh.vertices.get((glyph.first_vertex + by) as usize);
            // As egui lays a rectangle out: its first corner is the upper left, its last the lower right one.
            if let (false, Some(first), Some(last)) = (glyph.uv_rect.is_nothing(), corner(0), corner(3)) {
                line.quads.push(Quad {
                    place: Rect::from_min_max(first.pos, last.pos),
                    picture: Rect::from_min_max(first.uv, last.uv),
                    coloured: glyph.is_color,
                });
            }
        }
        line
    }

    fn quads(&self, span: &Span) -> &[Quad] {
        let at = |letter: usize| self.letters.get(letter).map_or(self.quads.len(), |letter| letter.quad as usize);
        self.quads.get(at(span.letters.start)..at(span.letters.end)).unwrap_or_default()
    }
}

/// Words broken into rows, to be written somewhere.
#[derive(Clone, Debug)]
pub(super) struct Text {
    line: Arc<Line>,
    dots: Option<Arc<Line>>,
    rows: Vec<Span>,
    row_height: f32,
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
    letters: RefCell<&'a mut Letters>,
}

impl Pen<'_> {
    /// Words in at most so many rows of this width, with an ellipsis where they go on.
    pub fn text(&self, words: &str, style: Style, width: f32, most_rows: usize) -> Text {
        let mut letters = self.letters.borrow_mut();
        let line = letters.line(self.ctx, words, style);
        // As egui has it: half a point may have been lost to rounding before.
        let width = width.max(1.0).round() + 0.5;
        let row_height = style.line_height();
        let whole = line.letters.last().is_none_or(|last| last.to <= width);
        if whole {
            let rows = broken(&line.letters, width, 1, 0.0);
            return Text { line, dots: None, rows, row_height };
        }
        let dots = letters.line(self.ctx, DOTS, style);
        let rows = broken(&line.letters, width, most_rows, dots.letters.last().map_or(0.0, |last| last.to));
        Text { line, dots: Some(dots), rows, row_height }
    }

    /// The longest form of a name that fits; of a name that fits in none the beginning of what is its own.
    pub fn name(&self, name: &str, style: Style, width: f32, most_rows: usize) -> Text {
        let mut text = self.text(name, style, width, most_rows);
        if text.is_whole() {
            return text;
        }
        for shorter in shorter_names(name) {
            text = self.text(&shorter, style, width, most_rows);
            if text.is_whole() {
                break;
            }
        }
        text
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
        let mut letters = Letters::default();
        let mut compared = 0;
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let pen = Pen {
                ctx: &ctx,
                pixels: 1.0,
                proof: laid_out(&ctx, DOTS, Style::plain(10.0)),
                letters: RefCell::new(&mut letters),
            };
            for name in NAMES {
                for width in (4..260).step_by(3) {
                    for most in 1..=3 {
                        let width = width as f32;
                        let text = pen.text(name, Style::plain(11.0), width, most);
                        let galley = galley(ui, name, FontId::proportional(11.0), Color32::WHITE, width, most);
                        let rows: Vec<String> = text.rows.iter().map(|row| said(&text, row)).collect();
                        let wanted: Vec<String> = galley.rows.iter().map(|row| row.text().trim_end().into()).collect();
                        // In the last row egui stops at a word, and lets its ellipsis stand beyond the end.
                        let last = rows.len().saturating_sub(1);
                        assert_eq!(rows.get(..last), wanted.get(..last), "{name} in {most} rows of {width}");
                        let cut = text.rows.last().is_some_and(|row| row.dots.is_some());
                        assert_eq!(cut, !text.is_whole());
                        assert_eq!(cut, galley.elided, "{name} in {most} rows of {width}");
                        assert!(cut || rows == wanted);
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
