//! Words that have been laid out, each once a size in one row, kept for a while. Zooming asks for very many at once: what
//! is new is spread over frames, and until its turn has come a word stands in a size near by.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, Galley, Rect};

use super::line_breaking::{Glyph, TextRow, break_lines};
use super::text_painter::{FontStyle, TextBlock};
use crate::language::abbreviations;

/// A card shows a few dozen letters: laying out a name of a thousand would be work for nothing.
const MAX_CHARS: usize = 160;
/// Frames that words are kept for which nobody writes.
const MAX_UNUSED_FRAMES: u32 = 240;
/// More words than these are not kept but for those of the last frame.
const MAX_SHAPED_LINES: usize = 5_000;
/// How many times larger or smaller a size is at the most that stands in for another.
const FALLBACK_RATIO: f32 = 1.17;
/// The same for what is one size.
const SAME_SIZE_RATIO: f32 = 1.0001;
/// Stands where words go on.
pub(super) const ELLIPSIS: &str = "…";

/// A piece of the picture of letters, and where it goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct GlyphQuad {
    /// From the upper left corner of the row.
    pub rect: Rect,
    /// In pixels of that picture.
    pub uv: Rect,
    /// With colours of its own, as an emoji has.
    pub is_coloured: bool,
}

/// Words in one row.
#[derive(Debug, Default)]
pub(super) struct ShapedLine {
    pub glyphs: Vec<Glyph>,
    pub quads: Vec<GlyphQuad>,
}

impl ShapedLine {
    fn of(galley: &Galley) -> Self {
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
            // As egui lays a rectangle out: its first corner is the upper left, its last the lower right one.
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

    /// The pieces of the letters of a row.
    pub fn quads(&self, span: &TextRow) -> &[GlyphQuad] {
        let at = |letter: usize| self.glyphs.get(letter).map_or(self.quads.len(), |letter| letter.first_quad as usize);
        self.quads.get(at(span.glyphs.start)..at(span.glyphs.end)).unwrap_or_default()
    }
}

/// How much is laid out in one frame.
#[derive(Clone, Copy, Debug)]
struct LayoutBudget {
    /// Whether another size stands in for what waits; nothing stands there otherwise.
    has_fallback: bool,
    texts: usize,
    /// Letters that are new in their size: drawing one takes three times as long as laying out a word of known ones.
    glyphs: usize,
}

/// Where another size stands in for what waits.
const FALLBACK_BUDGET: LayoutBudget = LayoutBudget { has_fallback: true, texts: 12, glyphs: 20 };
/// The same while one zooms, when sizes soon change again.
const ZOOMING_BUDGET: LayoutBudget = LayoutBudget { has_fallback: true, texts: 4, glyphs: 4 };
/// Where nothing would stand otherwise.
const URGENT_BUDGET: LayoutBudget = LayoutBudget { has_fallback: false, texts: 40, glyphs: 50 };

/// What has been done in a frame, and which letters are known.
#[derive(Debug, Default)]
struct LayoutUsage {
    texts: usize,
    glyphs: usize,
    /// Whether a word has been refused: of the words that another size stands in for, and of all.
    is_exhausted: [bool; 2],
    /// Whether one zooms.
    is_zooming: bool,
    known_glyphs: HashMap<(u32, bool), HashSet<char>>,
}

impl LayoutUsage {
    /// Whether there is room for a word in a budget; if so, it is taken. One word a frame always has it.
    fn try_spend(&mut self, words: &str, style: FontStyle, budget: LayoutBudget) -> bool {
        let [hasty, all] = &mut self.is_exhausted;
        let refused = if budget.has_fallback { hasty } else { all };
        // What comes after one that waits waits too: nothing is counted twice in a frame.
        if *refused || self.texts >= budget.texts || self.glyphs >= budget.glyphs {
            return false;
        }
        let known = self.known_glyphs.entry((style.size.to_bits(), style.bold)).or_default();
        let fresh: Vec<char> = words.chars().take(MAX_CHARS).filter(|letter| !known.contains(letter)).collect();
        if self.texts > 0 && self.glyphs + fresh.len() > budget.glyphs {
            *refused = true;
            return false;
        }
        let before = known.len();
        known.extend(fresh);
        self.glyphs += known.len() - before;
        self.texts += 1;
        true
    }
}

#[derive(Debug)]
struct CachedLine {
    style: FontStyle,
    line: Arc<ShapedLine>,
    last_used: u32,
}

/// Words in all their sizes.
#[derive(Debug)]
struct TextVariant {
    text: Box<str>,
    sizes: Vec<CachedLine>,
}

/// What is request of words: in how many rows of which width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextRequest {
    pub style: FontStyle,
    pub width: f32,
    pub max_rows: usize,
    /// Whether a shorter form may stand for what is a name.
    pub is_name: bool,
}

/// Words, and the forms that may stand for them, the longer one first.
#[derive(Debug)]
struct CacheEntry {
    variants: Vec<TextVariant>,
    has_all_variants: bool,
    /// What was request last, and answered for good: of a word, and of a name.
    last_results: [Option<(TextRequest, Arc<TextBlock>)>; 2],
    last_used: u32,
}

/// Words that have been laid out.
#[derive(Debug, Default)]
pub(super) struct TextCache {
    entries: HashMap<Box<str>, CacheEntry>,
    ellipsis: Option<TextVariant>,
    frame: u32,
    usage: LayoutUsage,
}

impl TextCache {
    /// Begins a frame, in which one zooms or does not.
    pub fn begin_frame(&mut self, is_zooming: bool) {
        self.frame = self.frame.wrapping_add(1);
        self.usage.is_zooming = is_zooming;
        (self.usage.texts, self.usage.glyphs, self.usage.is_exhausted) = (0, 0, [false; 2]);
        let many = || self.entries.values().flat_map(|word| &word.variants).map(|form| form.sizes.len()).sum::<usize>();
        if self.frame.is_multiple_of(MAX_UNUSED_FRAMES) {
            self.evict(MAX_UNUSED_FRAMES);
        } else if self.frame.is_multiple_of(MAX_UNUSED_FRAMES / 8) && many() > MAX_SHAPED_LINES {
            self.evict(1);
        }
    }

    /// Forgets what nobody has written for so many frames.
    fn evict(&mut self, frames: u32) {
        let old = |used: u32| self.frame.wrapping_sub(used) > frames;
        self.entries.retain(|_, word| !old(word.last_used));
        for form in self.entries.values_mut().flat_map(|word| &mut word.variants).chain(&mut self.ellipsis) {
            form.sizes.retain(|kept| !old(kept.last_used));
        }
    }

    /// Words as request; nothing of them as long as others go first.
    pub fn text(&mut self, ctx: &Context, words: &str, request: TextRequest) -> Arc<TextBlock> {
        let Self { entries: kept, ellipsis, frame, usage } = self;
        if let Some(word) = kept.get_mut(words) {
            word.last_used = *frame;
            return word.text(ctx, *frame, usage, ellipsis, request);
        }
        let forms = vec![TextVariant::new(words)];
        let mut word =
            CacheEntry { variants: forms, has_all_variants: false, last_results: [None, None], last_used: *frame };
        let text = word.text(ctx, *frame, usage, ellipsis, request);
        kept.insert(words.into(), word);
        text
    }
}

impl CacheEntry {
    fn text(
        &mut self,
        ctx: &Context,
        frame: u32,
        usage: &mut LayoutUsage,
        ellipsis: &mut Option<TextVariant>,
        request: TextRequest,
    ) -> Arc<TextBlock> {
        let [as_words, as_name] = &mut self.last_results;
        let last_result = if request.is_name { as_name } else { as_words };
        if let Some((_, text)) = last_result.as_ref().filter(|(before, _)| *before == request) {
            return text.clone();
        }
        let ellipsis = ellipsis.get_or_insert_with(|| TextVariant::new(ELLIPSIS));
        if request.is_name && !self.has_all_variants {
            let whole = self.variants.first().map_or("", |form| &form.text).to_owned();
            self.variants.extend(abbreviations(&whole).map(|abbreviations| TextVariant::new(&abbreviations)));
            self.has_all_variants = true;
        }
        let mut layer = TextLayouter { ctx, frame, usage, is_final: true };
        let many = if request.is_name { self.variants.len() } else { 1 };
        let forms = self.variants.iter_mut().take(many).enumerate();
        let mut texts = forms.map(|(at, form)| layer.text(form, ellipsis, request, at + 1 == many));
        let text = texts.find_map(|text| text).unwrap_or_default();
        let text = Arc::new(text);
        if layer.is_final {
            *last_result = Some((request, text.clone()));
        }
        text
    }
}

/// Lays out words in one frame.
struct TextLayouter<'a> {
    ctx: &'a Context,
    frame: u32,
    usage: &'a mut LayoutUsage,
    /// Whether nothing has another size for a while.
    is_final: bool,
}

impl TextLayouter<'_> {
    /// A form of words in rows: cut where it does not fit, if it is the last one. None where another one is to be tried.
    fn text(
        &mut self,
        form: &mut TextVariant,
        ellipsis: &mut TextVariant,
        request: TextRequest,
        is_last: bool,
    ) -> Option<TextBlock> {
        let Some(line) = self.line(form, request.style) else { return Some(TextBlock::default()) };
        let row_height = request.style.line_height();
        let end = line.glyphs.last().map_or(0.0, |last| last.right);
        if end <= request.width {
            let rows = break_lines(&line.glyphs, request.width, 1, 0.0);
            return Some(TextBlock { line, ellipsis: None, rows, row_height });
        }
        if !is_last && end > request.width * request.max_rows as f32 {
            return None;
        }
        let Some(ellipsis) = self.line(ellipsis, request.style) else { return Some(TextBlock::default()) };
        let rows = break_lines(
            &line.glyphs,
            request.width,
            request.max_rows,
            ellipsis.glyphs.last().map_or(0.0, |last| last.right),
        );
        let text = TextBlock { line, ellipsis: Some(ellipsis), rows, row_height };
        (is_last || text.is_whole()).then_some(text)
    }

    /// Words in a size, or in another one near by as long as there is too much to do.
    fn line(&mut self, form: &mut TextVariant, style: FontStyle) -> Option<Arc<ShapedLine>> {
        let off = |kept: &CachedLine| {
            let (one, other) = (kept.style.size, style.size);
            if kept.style.bold == style.bold { one.max(other) / one.min(other) } else { f32::INFINITY }
        };
        let nearest = form.sizes.iter_mut().min_by(|a, b| off(a).total_cmp(&off(b)));
        let nearest = nearest.filter(|kept| off(kept) <= FALLBACK_RATIO);
        let is_same = nearest.as_ref().is_some_and(|kept| off(kept) <= SAME_SIZE_RATIO);
        let budget = match (nearest.is_some(), self.usage.is_zooming) {
            (false, _) => URGENT_BUDGET,
            (true, false) => FALLBACK_BUDGET,
            (true, true) => ZOOMING_BUDGET,
        };
        if is_same || !self.usage.try_spend(&form.text, style, budget) {
            if !is_same {
                self.is_final = false;
                self.ctx.request_repaint();
            }
            return nearest.map(|kept| {
                kept.last_used = self.frame;
                kept.line.clone()
            });
        }
        let line = Arc::new(ShapedLine::of(&layout_line(self.ctx, &form.text, style)));
        form.sizes.push(CachedLine { style, line: line.clone(), last_used: self.frame });
        Some(line)
    }
}

impl TextVariant {
    fn new(words: &str) -> Self {
        Self { text: words.into(), sizes: Vec::new() }
    }
}

/// As much of a text as is ever laid out.
pub(super) fn layout_prefix(words: &str) -> &str {
    words.char_indices().nth(MAX_CHARS).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

/// Words in one row, however long.
pub(super) fn layout_line(ctx: &Context, words: &str, style: FontStyle) -> Arc<Galley> {
    let format = TextFormat {
        font_id: style.font(),
        color: Color32::PLACEHOLDER,
        line_height: Some(style.line_height()),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.append(&layout_prefix(words).replace(['\n', '\r'], " "), 0.0, format);
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Hợp tác xã Thới Hưng (ví dụ)", "Tổ hợp tác Vàm Xáng", "Công ty An Giang", "Đỗ Thị Ửng"];

    fn request(size: f32, width: f32) -> TextRequest {
        TextRequest { style: FontStyle::plain(size), width, max_rows: 2, is_name: true }
    }

    /// Frames until nothing waits, at most so many.
    fn frames(ctx: &Context, words: &mut TextCache, most: usize, mut frame: impl FnMut(&mut TextCache)) -> usize {
        for at in 1..=most {
            words.begin_frame(false);
            let mut output = ctx.run_ui(egui::RawInput::default(), |_| frame(words));
            output.textures_delta.clear();
            assert!(words.usage.glyphs <= URGENT_BUDGET.glyphs.max(MAX_CHARS));
            assert!(words.usage.texts <= URGENT_BUDGET.texts);
            let waits = output.viewport_output.values().any(|viewport| viewport.repaint_delay.is_zero());
            if !waits {
                return at;
            }
        }
        usize::MAX
    }

    #[test]
    fn what_is_known_is_written_as_what_is_laid_out_anew() {
        let ctx = Context::default();
        let mut known = TextCache::default();
        for step in 0..60 {
            let request = request(9.0 + (step % 7) as f32, 40.0 + (step * 37 % 90) as f32);
            for name in NAMES {
                let mut one = None;
                frames(&ctx, &mut known, 99, |words| one = Some(words.text(&ctx, name, request)));
                let mut other = None;
                frames(&ctx, &mut TextCache::default(), 99, |words| other = Some(words.text(&ctx, name, request)));
                let (Some(one), Some(other)) = (one, other) else { panic!("nothing written") };
                assert_eq!(one.rows, other.rows, "{name} {request:?}");
                assert_eq!((one.size(), one.is_whole()), (other.size(), other.is_whole()));
                assert_eq!(format!("{:?}", one.line), format!("{:?}", other.line));
            }
        }
    }

    #[test]
    fn many_new_words_come_over_several_frames_and_all_of_them_come() {
        let ctx = Context::default();
        let names: Vec<String> = (0..300).map(|at| format!("{} {at}", NAMES[at % 4])).collect();
        let mut words = TextCache::default();
        let mut write = |size: f32, least: usize| {
            let mut all = Vec::new();
            let taken = frames(&ctx, &mut words, 400, |words| {
                all = names.iter().map(|name| words.text(&ctx, name, request(size, 200.0))).collect();
            });
            assert!(taken > least && taken < 400, "{taken} frames");
            all
        };
        assert!(write(11.0, 6).iter().all(|text| text.rows() > 0));
        // A little larger: each stands there from the first frame on, and in its own size in the end.
        assert!(write(12.0, 20).iter().all(|text| text.rows() > 0 && text.row_height > 0.0));
        let of_size = |size: f32| {
            words
                .entries
                .values()
                .filter_map(|word| word.variants.first())
                .all(|form| form.sizes.iter().any(|kept| (kept.style.size - size).abs() < 1e-3))
        };
        assert!(of_size(11.0) && of_size(12.0));
    }
}
