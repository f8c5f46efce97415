//! Text on a page: the glyphs that usvg has placed, in runs of one font, so that it can be selected and searched.

use std::sync::Arc;

use krilla::geom::Point;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use resvg::usvg::layout::PositionedGlyph;
use resvg::usvg::{self, Transform, fontdb};
use rustc_hash::FxHashMap;

use super::convert::{fill, transform};

/// By how much the next line is lower at least, in parts of the font size.
const LINE_HEIGHT: f32 = 0.7;
/// How far a glyph may stand from the line of its run, in parts of the font size.
const LINE_TOLERANCE: f32 = 1e-3;

/// The fonts of a document.
pub(super) struct FontCache {
    fonts: FxHashMap<fontdb::ID, Option<Font>>,
    /// What trees are laid out with.
    database: Arc<fontdb::Database>,
}

impl FontCache {
    /// For the fonts of this database, which trees are laid out with.
    pub fn new(database: Arc<fontdb::Database>) -> Self {
        Self { fonts: FxHashMap::default(), database }
    }

    fn font(&mut self, id: fontdb::ID) -> Option<Font> {
        let database = &self.database;
        let load = || database.with_face_data(id, |bytes, index| Font::new(bytes.to_vec().into(), index)).flatten();
        self.fonts.entry(id).or_insert_with(load).clone()
    }
}

/// A text in its lines, each in runs of one font.
pub(super) fn text_lines(text: &usvg::Text, fonts: &mut FontCache) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = Vec::new();
    for span in text.layouted().iter().filter(|span| span.visible) {
        let fill = span.fill.as_ref().and_then(fill);
        let mut rest = span.positioned_glyphs.as_slice();
        while let Some(first) = rest.first() {
            let font = fonts.font(first.font);
            let run = font.and_then(|font| Run::first_of(rest, font, span.font_size.get(), fill.clone()));
            rest = rest.get(run.as_ref().map_or(1, |run| run.glyphs.len())..).unwrap_or_default();
            let Some(run) = run else { continue };
            match lines.last_mut().filter(|line| line.last().is_some_and(|before| before.is_level_with(&run))) {
                Some(line) => line.push(run),
                None => lines.push(vec![run]),
            }
        }
    }
    lines
}

/// Glyphs of one font on one line.
pub(super) struct Run {
    font: Font,
    fill: Option<Fill>,
    size: f32,
    /// Where the first one stands, and how all of them are turned and stretched.
    transform: Transform,
    glyphs: Vec<KrillaGlyph>,
    text: String,
}

/// What is drawn in some lines, as it is read.
pub(super) fn drawn_text(lines: &[Vec<Run>]) -> String {
    let line = |runs: &Vec<Run>| runs.iter().map(|run| run.text.as_str()).collect::<String>().trim().to_owned();
    lines.iter().map(line).collect::<Vec<_>>().join(" ")
}

impl Run {
    /// The run that glyphs begin with, in their font.
    fn first_of(glyphs: &[PositionedGlyph], font: Font, size: f32, fill: Option<Fill>) -> Option<Self> {
        let first = glyphs.first()?;
        // A glyph's transformation scales from the units of its font, which is done here by the font size.
        let scale = font.units_per_em() / size;
        let placed = |glyph: &PositionedGlyph| glyph.transform().pre_scale(scale, scale);
        let transform = placed(first);
        let inverse = transform.invert()?;
        let mut run = Self { font, fill, size, transform, glyphs: Vec::new(), text: String::new() };
        let mut last = 0.0;
        for glyph in glyphs {
            let here = inverse.pre_concat(placed(glyph));
            let is_alike = (here.sx - 1.0).abs() < LINE_TOLERANCE && (here.sy - 1.0).abs() < LINE_TOLERANCE;
            let is_level = here.ty.abs() < LINE_TOLERANCE * size && here.kx.abs() + here.ky.abs() < LINE_TOLERANCE;
            if glyph.font != first.font || !is_alike || !is_level {
                break;
            }
            let x = here.tx / size;
            if let Some(before) = run.glyphs.last_mut() {
                before.x_advance = x - last;
            }
            last = x;
            let start = run.text.len();
            run.text.push_str(&glyph.text);
            let id = GlyphId::new(glyph.id.0);
            run.glyphs.push(KrillaGlyph::new(id, 0.0, 0.0, 0.0, 0.0, start..run.text.len(), None));
        }
        Some(run)
    }

    /// Whether another run stands on the same line, but for letters such as accents of their own.
    fn is_level_with(&self, other: &Self) -> bool {
        (self.transform.ty - other.transform.ty).abs() < self.size * LINE_HEIGHT
    }

    pub fn draw(self, surface: &mut Surface<'_>) {
        surface.set_fill(self.fill);
        surface.set_stroke(None);
        surface.push_transform(&transform(self.transform));
        surface.draw_glyphs(Point::from_xy(0.0, 0.0), &self.glyphs, self.font, &self.text, self.size, false);
        surface.pop();
    }
}
