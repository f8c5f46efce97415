//! Breaks a shaped line into rows where egui's own layout would; but the last row is truncated at any letter, not at a
//! word: in a small card every letter counts.

use std::ops::Range;

use crate::scene::{NO_BREAK_SPACE, balanced_break, is_breaking_space, short_remarks};

/// A glyph of a shaped line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub character: char,
    /// Left edge, in points.
    pub left: f32,
    /// Right edge, where the next one begins.
    pub right: f32,
    /// Index of its first quad in the line.
    pub first_quad: u32,
}

/// A row: a range of the glyphs of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextRow {
    pub glyphs: Range<usize>,
    /// Left edge of its first glyph in the line.
    pub start: f32,
    /// Where an ellipsis follows, from the left end; `None` where the row is complete.
    pub ellipsis_x: Option<f32>,
    /// Width without trailing whitespace.
    pub width: f32,
}

/// The last break opportunity of each kind, best kind first.
#[derive(Default)]
struct BreakOpportunities {
    word: Option<usize>,
    dash: Option<usize>,
    punctuation: Option<usize>,
    any: Option<usize>,
}

impl BreakOpportunities {
    fn add(&mut self, at: usize, character: char, next: Option<char>) {
        if is_breaking_space(character) || is_logogram(character) || next.is_some_and(is_logogram) {
            self.word = Some(at);
        } else if character == '-' {
            self.dash = Some(at);
        } else if character.is_ascii_punctuation() {
            self.punctuation = Some(at);
        }
        self.any = Some(at);
    }

    /// The best break at or after `start`.
    fn best_from(&self, start: usize) -> Option<usize> {
        [self.word, self.dash, self.punctuation, self.any].into_iter().flatten().find(|at| *at >= start)
    }
}

/// Whether a row may begin or end at a character: Chinese and Japanese, roughly.
fn is_logogram(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Breaks a line into at most `max_rows` rows of at most `width`; a truncated one leaves space for an ellipsis. Two
/// rows are balanced. A short remark in brackets stays in one row.
pub(super) fn break_lines(glyphs: &[Glyph], width: f32, max_rows: usize, ellipsis_width: f32) -> Vec<TextRow> {
    let mut remarks = short_remarks(glyphs.iter().map(|glyph| glyph.character).enumerate());
    remarks.retain(|remark| {
        let ends = glyphs.get(*remark.start()).zip(glyphs.get(*remark.end()));
        ends.is_some_and(|(first, last)| last.right - first.left <= width)
    });
    let is_inside = |at: usize| remarks.iter().any(|remark| remark.contains(&at) && at != *remark.end());
    let mut rows = Vec::with_capacity(max_rows.min(4));
    let mut ends = BreakOpportunities::default();
    let mut start = 0;
    let mut left = 0.0;
    for (at, glyph) in glyphs.iter().enumerate() {
        let overflows = glyph.right - left > width;
        if overflows && rows.len() + 1 >= max_rows {
            let mut last = text_row(glyphs, start..at, left);
            truncate(glyphs, &mut last, width, ellipsis_width);
            rows.push(last);
            return rows;
        }
        let end = if overflows { ends.best_from(start) } else { None };
        if let Some(end) = end {
            rows.push(text_row(glyphs, start..end + 1, left));
            start = end + 1;
            left = glyphs.get(start).map_or(left, |first| first.left);
        }
        if is_inside(at) {
            ends.any = Some(at);
        } else {
            ends.add(at, glyph.character, glyphs.get(at + 1).map(|next| next.character));
        }
    }
    if start < glyphs.len() {
        rows.push(text_row(glyphs, start..glyphs.len(), left));
    }
    if let [_, second] = rows.as_slice() {
        let position = |(at, glyph): (usize, &Glyph)| {
            let is_kept = is_breaking_space(glyph.character) && is_inside(at);
            (at, if is_kept { NO_BREAK_SPACE } else { glyph.character }, glyph.right)
        };
        let positions = glyphs.iter().enumerate().map(position);
        let at = balanced_break(positions, width, second.glyphs.start);
        let left = glyphs.get(at).map_or(left, |first| first.left);
        rows = vec![text_row(glyphs, 0..at, 0.0), text_row(glyphs, at..glyphs.len(), left)];
    }
    rows
}

fn text_row(glyphs: &[Glyph], range: Range<usize>, start: f32) -> TextRow {
    let own = glyphs.get(range.clone()).unwrap_or_default();
    let last = own.iter().rev().find(|letter| !letter.character.is_whitespace());
    TextRow { glyphs: range, start, ellipsis_x: None, width: last.map_or(0.0, |last| last.right - start) }
}

/// Truncates a row, and the whitespace at its new end, until an ellipsis fits.
fn truncate(glyphs: &[Glyph], row: &mut TextRow, width: f32, ellipsis_width: f32) {
    let own = glyphs.get(row.glyphs.clone()).unwrap_or_default();
    let fits = |letter: &Glyph| !letter.character.is_whitespace() && letter.right - row.start + ellipsis_width <= width;
    let kept_len = own.iter().rposition(fits).map_or(0, |last| last + 1);
    let end = own.get(..kept_len).and_then(<[Glyph]>::last).map_or(0.0, |last| last.right - row.start);
    row.glyphs.end = row.glyphs.start + kept_len;
    (row.ellipsis_x, row.width) = (Some(end), end + ellipsis_width);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text whose letters are all one point wide.
    fn rows(text: &str, width: f32) -> Vec<String> {
        let letters: Vec<char> = text.chars().collect();
        let glyph = |(at, character): (usize, &char)| Glyph {
            character: *character,
            left: at as f32,
            right: at as f32 + 1.0,
            first_quad: 0,
        };
        let glyphs: Vec<Glyph> = letters.iter().enumerate().map(glyph).collect();
        let row = |row: TextRow| letters[row.glyphs].iter().collect::<String>().trim_end().to_owned();
        break_lines(&glyphs, width, 4, 1.0).into_iter().map(row).collect()
    }

    #[test]
    fn a_short_remark_stays_in_one_row() {
        assert_eq!(rows("Công ty chế biến cá tra (ví dụ)", 15.0), ["Công ty chế", "biến cá tra", "(ví dụ)"]);
        assert_eq!(rows("Chợ (ví dụ) Cái Răng", 9.0), ["Chợ", "(ví dụ)", "Cái Răng"]);
        assert_eq!(rows("HTX lúa (ví dụ)", 12.0), ["HTX lúa", "(ví dụ)"]);
        // One that no row holds, or that is a sentence, is broken like other words.
        assert_eq!(rows("Chợ (ví dụ)", 5.0), ["Chợ", "(ví", "dụ)"]);
        assert_eq!(rows("Chợ (đã bán qua vựa)", 12.0), ["Chợ (đã bán", "qua vựa)"]);
    }
}
