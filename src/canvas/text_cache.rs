//! Cache of shaped text: each text once per font size, in one line. As zooming requests very many at once, new layouts
//! are spread over frames; until then a text is shown in a similar size.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use egui::Context;

use super::line_breaking::break_lines;
use super::text_block::{ELLIPSIS, FontStyle, MAX_CHARS, ShapedLine, TextBlock, layout_line};

/// Frames after which unused text is evicted.
const MAX_UNUSED_FRAMES: u32 = 240;
/// Above this many shaped lines, only those of the last frame are kept.
const MAX_SHAPED_LINES: usize = 5_000;
/// Maximum ratio between a font size and the one that substitutes for it.
const FALLBACK_RATIO: f32 = 1.17;
/// Maximum ratio between sizes that count as equal.
const SAME_SIZE_RATIO: f32 = 1.0001;
/// Limits of the layout work in one frame.
#[derive(Clone, Copy, Debug)]
struct LayoutBudget {
    /// Whether another size substitutes for what is deferred; nothing is shown otherwise.
    has_fallback: bool,
    texts: usize,
    /// Glyphs new in their size: rasterizing one takes three times as long as laying out a word of known ones.
    glyphs: usize,
}

/// Where another size substitutes.
const FALLBACK_BUDGET: LayoutBudget = LayoutBudget { has_fallback: true, texts: 12, glyphs: 20 };
/// The same while zooming, when sizes soon change again.
const ZOOMING_BUDGET: LayoutBudget = LayoutBudget { has_fallback: true, texts: 4, glyphs: 4 };
/// Where nothing would be shown otherwise.
const URGENT_BUDGET: LayoutBudget = LayoutBudget { has_fallback: false, texts: 40, glyphs: 50 };

/// Layout work done in this frame, and the glyphs known to be rasterized.
#[derive(Debug, Default)]
struct LayoutUsage {
    texts: usize,
    glyphs: usize,
    /// Whether a text has been refused: of those with a substitute, and of those without.
    exhausted: [bool; 2],
    /// Whether the zoom has changed since the last frame.
    is_zooming: bool,
    known_glyphs: HashMap<(u32, bool), HashSet<char>>,
}

impl LayoutUsage {
    /// Spends the budget for a text; false if it is exhausted. The first text of a frame is always accepted.
    fn try_spend(&mut self, text: &str, style: FontStyle, budget: LayoutBudget) -> bool {
        let [with_fallback, without_fallback] = &mut self.exhausted;
        let is_refused = if budget.has_fallback { with_fallback } else { without_fallback };
        // Once one is is_refused, without_fallback later ones are: no text is counted twice in a frame.
        if *is_refused || self.texts >= budget.texts || self.glyphs >= budget.glyphs {
            return false;
        }
        let known = self.known_glyphs.entry((style.size.to_bits(), style.bold)).or_default();
        let new_glyphs: Vec<char> = text.chars().take(MAX_CHARS).filter(|letter| !known.contains(letter)).collect();
        if self.texts > 0 && self.glyphs + new_glyphs.len() > budget.glyphs {
            *is_refused = true;
            return false;
        }
        let before = known.len();
        known.extend(new_glyphs);
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

/// A text in all its cached sizes.
#[derive(Debug)]
struct SizedLines {
    text: Box<str>,
    sizes: Vec<CachedLine>,
}

/// Layout parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TextRequest {
    pub style: FontStyle,
    pub width: f32,
    pub max_rows: usize,
}

/// A text, and what was requested of it.
#[derive(Debug)]
struct CacheEntry {
    lines: SizedLines,
    /// The last request and its final result.
    last_result: Option<(TextRequest, Arc<TextBlock>)>,
    last_used: u32,
}

/// The cache of shaped text.
#[derive(Debug, Default)]
pub(super) struct TextCache {
    entries: HashMap<Box<str>, CacheEntry>,
    ellipsis: Option<SizedLines>,
    frame: u32,
    usage: LayoutUsage,
}

impl TextCache {
    /// Begins a frame and evicts unused text.
    pub fn begin_frame(&mut self, is_zooming: bool) {
        self.frame = self.frame.wrapping_add(1);
        self.usage.is_zooming = is_zooming;
        (self.usage.texts, self.usage.glyphs, self.usage.exhausted) = (0, 0, [false; 2]);
        let line_count = || self.entries.values().map(|entry| entry.lines.sizes.len()).sum::<usize>();
        if self.frame.is_multiple_of(MAX_UNUSED_FRAMES) {
            self.evict(MAX_UNUSED_FRAMES);
        } else if self.frame.is_multiple_of(MAX_UNUSED_FRAMES / 8) && line_count() > MAX_SHAPED_LINES {
            self.evict(1);
        }
    }

    /// Evicts what has not been used for so many frames.
    fn evict(&mut self, frames: u32) {
        let old = |used: u32| self.frame.wrapping_sub(used) > frames;
        self.entries.retain(|_, entry| !old(entry.last_used));
        for lines in self.entries.values_mut().map(|entry| &mut entry.lines).chain(&mut self.ellipsis) {
            lines.sizes.retain(|cached| !old(cached.last_used));
        }
    }

    /// Lays out a text; it is empty while its layout is deferred and no similar size is cached.
    pub fn text(&mut self, ctx: &Context, words: &str, request: TextRequest) -> Arc<TextBlock> {
        let Self { entries, ellipsis, frame, usage } = self;
        if let Some(entry) = entries.get_mut(words) {
            entry.last_used = *frame;
            return entry.text(ctx, *frame, usage, ellipsis, request);
        }
        let mut entry = CacheEntry { lines: SizedLines::new(words), last_result: None, last_used: *frame };
        let text = entry.text(ctx, *frame, usage, ellipsis, request);
        entries.insert(words.into(), entry);
        text
    }
}

impl CacheEntry {
    fn text(
        &mut self,
        ctx: &Context,
        frame: u32,
        usage: &mut LayoutUsage,
        ellipsis: &mut Option<SizedLines>,
        request: TextRequest,
    ) -> Arc<TextBlock> {
        if let Some((_, text)) = self.last_result.as_ref().filter(|(before, _)| *before == request) {
            return text.clone();
        }
        let ellipsis = ellipsis.get_or_insert_with(|| SizedLines::new(ELLIPSIS));
        let mut layouter = TextLayouter { ctx, frame, usage, is_final: true };
        let text = Arc::new(layouter.text(&mut self.lines, ellipsis, request).unwrap_or_default());
        if layouter.is_final {
            self.last_result = Some((request, text.clone()));
        }
        text
    }
}

/// Lays out text in one frame.
struct TextLayouter<'a> {
    ctx: &'a Context,
    frame: u32,
    usage: &'a mut LayoutUsage,
    /// Whether no line was deferred or substituted.
    is_final: bool,
}

impl TextLayouter<'_> {
    /// Breaks a text into rows, truncated where it does not fit. `None` while its layout is deferred.
    fn text(&mut self, text: &mut SizedLines, ellipsis: &mut SizedLines, request: TextRequest) -> Option<TextBlock> {
        let line = self.line(text, request.style)?;
        let row_height = request.style.line_height();
        let end = line.glyphs.last().map_or(0.0, |last| last.right);
        if end <= request.width {
            let rows = break_lines(&line.glyphs, request.width, 1, 0.0);
            return Some(TextBlock { line, ellipsis: None, rows, row_height });
        }
        let ellipsis = self.line(ellipsis, request.style)?;
        let rows = break_lines(
            &line.glyphs,
            request.width,
            request.max_rows,
            ellipsis.glyphs.last().map_or(0.0, |last| last.right),
        );
        Some(TextBlock { line, ellipsis: Some(ellipsis), rows, row_height })
    }

    /// The shaped line in a size, or in a similar one while the budget is exhausted.
    fn line(&mut self, text: &mut SizedLines, style: FontStyle) -> Option<Arc<ShapedLine>> {
        let size_ratio = |cached: &CachedLine| {
            let (cached_size, requested_size) = (cached.style.size, style.size);
            if cached.style.bold == style.bold {
                cached_size.max(requested_size) / cached_size.min(requested_size)
            } else {
                f32::INFINITY
            }
        };
        let nearest = text.sizes.iter_mut().min_by(|a, b| size_ratio(a).total_cmp(&size_ratio(b)));
        let nearest = nearest.filter(|cached| size_ratio(cached) <= FALLBACK_RATIO);
        let is_same = nearest.as_ref().is_some_and(|cached| size_ratio(cached) <= SAME_SIZE_RATIO);
        let budget = match (nearest.is_some(), self.usage.is_zooming) {
            (false, _) => URGENT_BUDGET,
            (true, false) => FALLBACK_BUDGET,
            (true, true) => ZOOMING_BUDGET,
        };
        if is_same || !self.usage.try_spend(&text.text, style, budget) {
            if !is_same {
                self.is_final = false;
                self.ctx.request_repaint();
            }
            return nearest.map(|cached| {
                cached.last_used = self.frame;
                cached.line.clone()
            });
        }
        let line = Arc::new(ShapedLine::from_galley(&layout_line(self.ctx, &text.text, style)));
        text.sizes.push(CachedLine { style, line: line.clone(), last_used: self.frame });
        Some(line)
    }
}

impl SizedLines {
    fn new(text: &str) -> Self {
        Self { text: text.into(), sizes: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Hợp tác xã Thới Hưng (ví dụ)", "Tổ hợp tác Vàm Xáng", "Công ty An Giang", "Đỗ Thị Ửng"];

    fn request(size: f32, width: f32) -> TextRequest {
        TextRequest { style: FontStyle::plain(size), width, max_rows: 2 }
    }

    /// Runs frames until nothing is deferred, at most so many; returns their number.
    fn run_until_settled(
        ctx: &Context,
        words: &mut TextCache,
        most: usize,
        mut frame: impl FnMut(&mut TextCache),
    ) -> usize {
        for at in 1..=most {
            words.begin_frame(false);
            let mut output = ctx.run_ui(egui::RawInput::default(), |_| frame(words));
            output.textures_delta.clear();
            assert!(words.usage.glyphs <= URGENT_BUDGET.glyphs.max(MAX_CHARS));
            assert!(words.usage.texts <= URGENT_BUDGET.texts);
            let is_pending = output.viewport_output.values().any(|viewport| viewport.repaint_delay.is_zero());
            if !is_pending {
                return at;
            }
        }
        usize::MAX
    }

    #[test]
    fn cached_text_equals_fresh_layout() {
        let ctx = Context::default();
        let mut known = TextCache::default();
        for step in 0..60 {
            let request = request(9.0 + (step % 7) as f32, 40.0 + (step * 37 % 90) as f32);
            for name in NAMES {
                let mut one = None;
                run_until_settled(&ctx, &mut known, 99, |words| one = Some(words.text(&ctx, name, request)));
                let mut other = None;
                run_until_settled(&ctx, &mut TextCache::default(), 99, |words| {
                    other = Some(words.text(&ctx, name, request));
                });
                let (Some(one), Some(other)) = (one, other) else { panic!("nothing written") };
                assert_eq!(one.rows, other.rows, "{name} {request:?}");
                assert_eq!((one.size(), one.is_complete()), (other.size(), other.is_complete()));
                assert_eq!(format!("{:?}", one.line), format!("{:?}", other.line));
            }
        }
    }

    #[test]
    fn new_texts_are_laid_out_over_several_frames_until_all_are() {
        let ctx = Context::default();
        let names: Vec<String> = (0..300).map(|at| format!("{} {at}", NAMES[at % 4])).collect();
        let mut words = TextCache::default();
        let mut write = |size: f32, least: usize| {
            let mut all = Vec::new();
            let taken = run_until_settled(&ctx, &mut words, 400, |words| {
                all = names.iter().map(|name| words.text(&ctx, name, request(size, 200.0))).collect();
            });
            assert!(taken > least && taken < 400, "{taken} frames");
            all
        };
        assert!(write(11.0, 6).iter().all(|text| text.rows() > 0));
        // A little larger: each is shown from the first frame on, and finally in its own size.
        assert!(write(12.0, 20).iter().all(|text| text.rows() > 0 && text.row_height > 0.0));
        let of_size = |size: f32| {
            words.entries.values().all(|word| word.lines.sizes.iter().any(|kept| (kept.style.size - size).abs() < 1e-3))
        };
        assert!(of_size(11.0) && of_size(12.0));
    }
}
