//! Words that have been laid out, each once a size in one row, kept for a while. Zooming asks for very many at once: what
//! is new is spread over frames, and until its turn has come a word stands in a size near by.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Context, Galley, Rect};

use super::letters::{Style, Text};
use super::rows::{Letter, Span, broken};
use crate::language::abbreviations;

/// A card shows a few dozen letters: laying out a name of a thousand would be work for nothing.
const MOST_LETTERS: usize = 160;
/// Frames that words are kept for which nobody writes.
const KEPT: u32 = 240;
/// More words than these are not kept but for those of the last frame.
const MANY: usize = 5_000;
/// How many times larger or smaller a size is at the most that stands in for another.
const NEAR: f32 = 1.17;
/// The same for what is one size.
const SAME: f32 = 1.0001;
/// Stands where words go on.
pub(super) const DOTS: &str = "…";

/// A piece of the picture of letters, and where it goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quad {
    /// From the upper left corner of the row.
    pub place: Rect,
    /// In pixels of that picture.
    pub picture: Rect,
    /// With colours of its own, as an emoji has.
    pub coloured: bool,
}

/// Words in one row.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub letters: Vec<Letter>,
    pub quads: Vec<Quad>,
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

    /// The pieces of the letters of a row.
    pub fn quads(&self, span: &Span) -> &[Quad] {
        let at = |letter: usize| self.letters.get(letter).map_or(self.quads.len(), |letter| letter.quad as usize);
        self.quads.get(at(span.letters.start)..at(span.letters.end)).unwrap_or_default()
    }
}

/// How much is laid out in one frame.
#[derive(Clone, Copy, Debug)]
struct Share {
    /// Whether another size stands in for what waits; nothing stands there otherwise.
    in_haste: bool,
    words: usize,
    /// Letters that are new in their size: drawing one takes three times as long as laying out a word of known ones.
    letters: usize,
}

/// Where another size stands in for what waits.
const IN_HASTE: Share = Share { in_haste: true, words: 12, letters: 20 };
/// The same while one zooms, when sizes soon change again.
const IN_PASSING: Share = Share { in_haste: true, words: 4, letters: 4 };
/// Where nothing would stand otherwise.
const AT_ONCE: Share = Share { in_haste: false, words: 40, letters: 50 };

/// What has been done in a frame, and which letters are known.
#[derive(Debug, Default)]
struct Effort {
    words: usize,
    letters: usize,
    /// Whether a word has been refused: of the words that another size stands in for, and of all.
    refused: [bool; 2],
    /// Whether one zooms.
    in_passing: bool,
    known: HashMap<(u32, bool), HashSet<char>>,
}

impl Effort {
    /// Whether there is room for a word in a share; if so, it is taken. One word a frame always has it.
    fn takes(&mut self, words: &str, style: Style, share: Share) -> bool {
        let [hasty, all] = &mut self.refused;
        let refused = if share.in_haste { hasty } else { all };
        // What comes after one that waits waits too: nothing is counted twice in a frame.
        if *refused || self.words >= share.words || self.letters >= share.letters {
            return false;
        }
        let known = self.known.entry((style.size.to_bits(), style.bold)).or_default();
        let fresh: Vec<char> = words.chars().take(MOST_LETTERS).filter(|letter| !known.contains(letter)).collect();
        if self.words > 0 && self.letters + fresh.len() > share.letters {
            *refused = true;
            return false;
        }
        let before = known.len();
        known.extend(fresh);
        self.letters += known.len() - before;
        self.words += 1;
        true
    }
}

#[derive(Debug)]
struct Kept {
    style: Style,
    line: Arc<Line>,
    used: u32,
}

/// Words in all their sizes.
#[derive(Debug)]
struct Form {
    words: Box<str>,
    sizes: Vec<Kept>,
}

/// What is asked of words: in how many rows of which width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked {
    pub style: Style,
    pub width: f32,
    pub rows: usize,
    /// Whether a shorter form may stand for what is a name.
    pub name: bool,
}

/// Words, and the forms that may stand for them, the longer one first.
#[derive(Debug)]
struct Word {
    forms: Vec<Form>,
    is_complete: bool,
    /// What was asked last, and answered for good: of a word, and of a name.
    told: [Option<(Asked, Arc<Text>)>; 2],
    used: u32,
}

/// Words that have been laid out.
#[derive(Debug, Default)]
pub(super) struct Words {
    kept: HashMap<Box<str>, Word>,
    dots: Option<Form>,
    frame: u32,
    effort: Effort,
}

impl Words {
    /// Begins a frame, in which one zooms or does not.
    pub fn begin(&mut self, zooms: bool) {
        self.frame = self.frame.wrapping_add(1);
        self.effort.in_passing = zooms;
        (self.effort.words, self.effort.letters, self.effort.refused) = (0, 0, [false; 2]);
        let many = || self.kept.values().flat_map(|word| &word.forms).map(|form| form.sizes.len()).sum::<usize>();
        if self.frame.is_multiple_of(KEPT) {
            self.forget(KEPT);
        } else if self.frame.is_multiple_of(KEPT / 8) && many() > MANY {
            self.forget(1);
        }
    }

    /// Forgets what nobody has written for so many frames.
    fn forget(&mut self, frames: u32) {
        let old = |used: u32| self.frame.wrapping_sub(used) > frames;
        self.kept.retain(|_, word| !old(word.used));
        for form in self.kept.values_mut().flat_map(|word| &mut word.forms).chain(&mut self.dots) {
            form.sizes.retain(|kept| !old(kept.used));
        }
    }

    /// Words as asked; nothing of them as long as others go first.
    pub fn text(&mut self, ctx: &Context, words: &str, asked: Asked) -> Arc<Text> {
        let Self { kept, dots, frame, effort } = self;
        if let Some(word) = kept.get_mut(words) {
            word.used = *frame;
            return word.text(ctx, *frame, effort, dots, asked);
        }
        let forms = vec![Form::new(words)];
        let mut word = Word { forms, is_complete: false, told: [None, None], used: *frame };
        let text = word.text(ctx, *frame, effort, dots, asked);
        kept.insert(words.into(), word);
        text
    }
}

impl Word {
    fn text(
        &mut self,
        ctx: &Context,
        frame: u32,
        effort: &mut Effort,
        dots: &mut Option<Form>,
        asked: Asked,
    ) -> Arc<Text> {
        let [as_words, as_name] = &mut self.told;
        let told = if asked.name { as_name } else { as_words };
        if let Some((_, text)) = told.as_ref().filter(|(before, _)| *before == asked) {
            return text.clone();
        }
        let dots = dots.get_or_insert_with(|| Form::new(DOTS));
        if asked.name && !self.is_complete {
            let whole = self.forms.first().map_or("", |form| &form.words).to_owned();
            self.forms.extend(abbreviations(&whole).map(|abbreviations| Form::new(&abbreviations)));
            self.is_complete = true;
        }
        let mut layer = Layer { ctx, frame, effort, is_final: true };
        let many = if asked.name { self.forms.len() } else { 1 };
        let forms = self.forms.iter_mut().take(many).enumerate();
        let mut texts = forms.map(|(at, form)| layer.text(form, dots, asked, at + 1 == many));
        let text = texts.find_map(|text| text).unwrap_or_default();
        let text = Arc::new(text);
        if layer.is_final {
            *told = Some((asked, text.clone()));
        }
        text
    }
}

/// Lays out words in one frame.
struct Layer<'a> {
    ctx: &'a Context,
    frame: u32,
    effort: &'a mut Effort,
    /// Whether nothing has another size for a while.
    is_final: bool,
}

impl Layer<'_> {
    /// A form of words in rows: cut where it does not fit, if it is the last one. None where another one is to be tried.
    fn text(&mut self, form: &mut Form, dots: &mut Form, asked: Asked, is_last: bool) -> Option<Text> {
        let Some(line) = self.line(form, asked.style) else { return Some(Text::default()) };
        let row_height = asked.style.line_height();
        let end = line.letters.last().map_or(0.0, |last| last.to);
        if end <= asked.width {
            let rows = broken(&line.letters, asked.width, 1, 0.0);
            return Some(Text { line, dots: None, rows, row_height });
        }
        if !is_last && end > asked.width * asked.rows as f32 {
            return None;
        }
        let Some(dots) = self.line(dots, asked.style) else { return Some(Text::default()) };
        let rows = broken(&line.letters, asked.width, asked.rows, dots.letters.last().map_or(0.0, |last| last.to));
        let text = Text { line, dots: Some(dots), rows, row_height };
        (is_last || text.is_whole()).then_some(text)
    }

    /// Words in a size, or in another one near by as long as there is too much to do.
    fn line(&mut self, form: &mut Form, style: Style) -> Option<Arc<Line>> {
        let off = |kept: &Kept| {
            let (one, other) = (kept.style.size, style.size);
            if kept.style.bold == style.bold { one.max(other) / one.min(other) } else { f32::INFINITY }
        };
        let nearest = form.sizes.iter_mut().min_by(|a, b| off(a).total_cmp(&off(b)));
        let nearest = nearest.filter(|kept| off(kept) <= NEAR);
        let is_same = nearest.as_ref().is_some_and(|kept| off(kept) <= SAME);
        let share = match (nearest.is_some(), self.effort.in_passing) {
            (false, _) => AT_ONCE,
            (true, false) => IN_HASTE,
            (true, true) => IN_PASSING,
        };
        if is_same || !self.effort.takes(&form.words, style, share) {
            if !is_same {
                self.is_final = false;
                self.ctx.request_repaint();
            }
            return nearest.map(|kept| {
                kept.used = self.frame;
                kept.line.clone()
            });
        }
        let line = Arc::new(Line::of(&laid_out(self.ctx, &form.words, style)));
        form.sizes.push(Kept { style, line: line.clone(), used: self.frame });
        Some(line)
    }
}

impl Form {
    fn new(words: &str) -> Self {
        Self { words: words.into(), sizes: Vec::new() }
    }
}

/// As much of a text as is ever laid out.
pub(super) fn beginning(words: &str) -> &str {
    words.char_indices().nth(MOST_LETTERS).and_then(|(end, _)| words.get(..end)).unwrap_or(words)
}

/// Words in one row, however long.
pub(super) fn laid_out(ctx: &Context, words: &str, style: Style) -> Arc<Galley> {
    let format = TextFormat {
        font_id: style.font(),
        color: Color32::PLACEHOLDER,
        line_height: Some(style.line_height()),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    job.append(&beginning(words).replace(['\n', '\r'], " "), 0.0, format);
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Hợp tác xã Thới Hưng (ví dụ)", "Tổ hợp tác Vàm Xáng", "Công ty An Giang", "Đỗ Thị Ửng"];

    fn asked(size: f32, width: f32) -> Asked {
        Asked { style: Style::plain(size), width, rows: 2, name: true }
    }

    /// Frames until nothing waits, at most so many.
    fn frames(ctx: &Context, words: &mut Words, most: usize, mut frame: impl FnMut(&mut Words)) -> usize {
        for at in 1..=most {
            words.begin(false);
            let mut output = ctx.run_ui(egui::RawInput::default(), |_| frame(words));
            output.textures_delta.clear();
            assert!(words.effort.letters <= AT_ONCE.letters.max(MOST_LETTERS));
            assert!(words.effort.words <= AT_ONCE.words);
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
        let mut known = Words::default();
        for step in 0..60 {
            let asked = asked(9.0 + (step % 7) as f32, 40.0 + (step * 37 % 90) as f32);
            for name in NAMES {
                let mut one = None;
                frames(&ctx, &mut known, 99, |words| one = Some(words.text(&ctx, name, asked)));
                let mut other = None;
                frames(&ctx, &mut Words::default(), 99, |words| other = Some(words.text(&ctx, name, asked)));
                let (Some(one), Some(other)) = (one, other) else { panic!("nothing written") };
                assert_eq!(one.rows, other.rows, "{name} {asked:?}");
                assert_eq!((one.size(), one.is_whole()), (other.size(), other.is_whole()));
                assert_eq!(format!("{:?}", one.line), format!("{:?}", other.line));
            }
        }
    }

    #[test]
    fn many_new_words_come_over_several_frames_and_all_of_them_come() {
        let ctx = Context::default();
        let names: Vec<String> = (0..300).map(|at| format!("{} {at}", NAMES[at % 4])).collect();
        let mut words = Words::default();
        let mut write = |size: f32, least: usize| {
            let mut all = Vec::new();
            let taken = frames(&ctx, &mut words, 400, |words| {
                all = names.iter().map(|name| words.text(&ctx, name, asked(size, 200.0))).collect();
            });
            assert!(taken > least && taken < 400, "{taken} frames");
            all
        };
        assert!(write(11.0, 6).iter().all(|text| text.rows() > 0));
        // A little larger: each stands there from the first frame on, and in its own size in the end.
        assert!(write(12.0, 20).iter().all(|text| text.rows() > 0 && text.row_height > 0.0));
        let of_size = |size: f32| {
            words
                .kept
                .values()
                .filter_map(|word| word.forms.first())
                .all(|form| form.sizes.iter().any(|kept| (kept.style.size - size).abs() < 1e-3))
        };
        assert!(of_size(11.0) && of_size(12.0));
    }
}
