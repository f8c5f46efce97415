//! Breaks words that stand in one row into several, where egui's own layout would; but the last row goes on to its end,
//! be it in the middle of a word: in a small card every letter counts.

use std::ops::Range;

use crate::scene::balanced_break;

/// A letter in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub character: char,
    /// Its left end.
    pub left: f32,
    /// Where the next one begins.
    pub right: f32,
    /// Which piece of the picture of letters it begins with.
    pub first_quad: u32,
}

/// A row: some letters of the words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextRow {
    /// Which letters.
    pub glyphs: Range<usize>,
    /// Left end of the first one in the words.
    pub start: f32,
    /// Where an ellipsis follows, from the left end.
    pub ellipsis_x: Option<f32>,
    /// How wide it is, without blanks at its end.
    pub width: f32,
}

/// Where a row may end, best first.
#[derive(Default)]
struct BreakOpportunities {
    word: Option<usize>,
    dash: Option<usize>,
    punctuation: Option<usize>,
    any: Option<usize>,
}

impl BreakOpportunities {
    fn add(&mut self, at: usize, character: char, next: Option<char>) {
        if character.is_whitespace() && character != '\u{A0}' || is_logogram(character) || next.is_some_and(is_logogram)
        {
            self.word = Some(at);
        } else if character == '-' {
            self.dash = Some(at);
        } else if character.is_ascii_punctuation() {
            self.punctuation = Some(at);
        }
        self.any = Some(at);
    }

    /// The best end from here on.
    fn best_from(&self, start: usize) -> Option<usize> {
        [self.word, self.dash, self.punctuation, self.any].into_iter().flatten().find(|at| *at >= start)
    }
}

/// Chinese and Japanese letters may begin and end a row, roughly.
fn is_logogram(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// The rows of words that are at most so wide, and at most so many; where they go on there is room for an ellipsis of
/// this width.
pub(super) fn break_lines(letters: &[Glyph], width: f32, max_rows: usize, ellipsis_width: f32) -> Vec<TextRow> {
    let mut rows = Vec::with_capacity(max_rows.min(4));
    let mut ends = BreakOpportunities::default();
    let mut start = 0;
    let mut left = 0.0;
    for (at, letter) in letters.iter().enumerate() {
        let overflows = letter.right - left > width;
        if overflows && rows.len() + 1 >= max_rows {
            let mut last = text_row(letters, start..at, left);
            truncate(letters, &mut last, width, ellipsis_width);
            rows.push(last);
            return rows;
        }
        let end = if overflows { ends.best_from(start) } else { None };
        if let Some(end) = end {
            rows.push(text_row(letters, start..end + 1, left));
            start = end + 1;
            left = letters.get(start).map_or(left, |first| first.left);
        }
        ends.add(at, letter.character, letters.get(at + 1).map(|next| next.character));
    }
    if start < letters.len() {
        rows.push(text_row(letters, start..letters.len(), left));
    }
    if let [_, second] = rows.as_slice() {
        let places = letters.iter().enumerate().map(|(at, letter)| (at, letter.character, letter.right));
        let at = balanced_break(places, width, second.glyphs.start);
        let left = letters.get(at).map_or(left, |first| first.left);
        rows = vec![text_row(letters, 0..at, 0.0), text_row(letters, at..letters.len(), left)];
    }
    rows
}

fn text_row(letters: &[Glyph], range: Range<usize>, start: f32) -> TextRow {
    let own = letters.get(range.clone()).unwrap_or_default();
    let last = own.iter().rev().find(|letter| !letter.character.is_whitespace());
    TextRow { glyphs: range, start, ellipsis_x: None, width: last.map_or(0.0, |last| last.right - start) }
}

/// Takes letters from the end of a row until an ellipsis fits, and blanks before that.
fn truncate(letters: &[Glyph], row: &mut TextRow, width: f32, ellipsis_width: f32) {
    let own = letters.get(row.glyphs.clone()).unwrap_or_default();
    let fits = |letter: &Glyph| !letter.character.is_whitespace() && letter.right - row.start + ellipsis_width <= width;
    let kept = own.iter().rposition(fits).map_or(0, |last| last + 1);
    let end = own.get(..kept).and_then(<[Glyph]>::last).map_or(0.0, |last| last.right - row.start);
    row.glyphs.end = row.glyphs.start + kept;
    (row.ellipsis_x, row.width) = (Some(end), end + ellipsis_width);
}
