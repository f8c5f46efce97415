//! Breaks words that stand in one row into several, where egui's own layout would; but the last row goes on to its end,
//! be it in the middle of a word: in a small card every letter counts.

use std::ops::Range;

use crate::scene::even_break;

/// A letter in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub sign: char,
    /// Its left end.
    pub from: f32,
    /// Where the next one begins.
    pub to: f32,
    /// Which piece of the picture of letters it begins with.
    pub quad: u32,
}

/// A row: some letters of the words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Span {
    /// Which letters.
    pub letters: Range<usize>,
    /// Left end of the first one in the words.
    pub start: f32,
    /// Where an ellipsis follows, from the left end.
    pub dots: Option<f32>,
    /// How wide it is, without blanks at its end.
    pub width: f32,
}

/// Where a row may end, best first.
#[derive(Default)]
struct Ends {
    word: Option<usize>,
    dash: Option<usize>,
    point: Option<usize>,
    any: Option<usize>,
}

impl Ends {
    fn add(&mut self, at: usize, sign: char, next: Option<char>) {
        if sign.is_whitespace() && sign != '\u{A0}' || is_logogram(sign) || next.is_some_and(is_logogram) {
            self.word = Some(at);
        } else if sign == '-' {
            self.dash = Some(at);
        } else if sign.is_ascii_punctuation() {
            self.point = Some(at);
        }
        self.any = Some(at);
    }

    /// The best end from here on.
    fn best(&self, start: usize) -> Option<usize> {
        [self.word, self.dash, self.point, self.any].into_iter().flatten().find(|at| *at >= start)
    }
}

/// Chinese and Japanese letters may begin and end a row, roughly.
fn is_logogram(sign: char) -> bool {
    matches!(sign, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// The rows of words that are at most so wide, and at most so many; where they go on there is room for an ellipsis of
/// this width.
pub(super) fn broken(letters: &[Letter], width: f32, most: usize, dots: f32) -> Vec<Span> {
    let mut rows = Vec::with_capacity(most.min(4));
    let mut ends = Ends::default();
    let mut start = 0;
    let mut left = 0.0;
    for (at, letter) in letters.iter().enumerate() {
        let over = letter.to - left > width;
        if over && rows.len() + 1 >= most {
            let mut last = span(letters, start..at, left);
            shorten(letters, &mut last, width, dots);
            rows.push(last);
            return rows;
        }
        let end = if over { ends.best(start) } else { None };
        if let Some(end) = end {
            rows.push(span(letters, start..end + 1, left));
            start = end + 1;
            left = letters.get(start).map_or(left, |first| first.from);
        }
        ends.add(at, letter.sign, letters.get(at + 1).map(|next| next.sign));
    }
    if start < letters.len() {
        rows.push(span(letters, start..letters.len(), left));
    }
    if let [_, second] = rows.as_slice() {
        let places = letters.iter().enumerate().map(|(at, letter)| (at, letter.sign, letter.to));
        let at = even_break(places, width, second.letters.start);
        let left = letters.get(at).map_or(left, |first| first.from);
        rows = vec![span(letters, 0..at, 0.0), span(letters, at..letters.len(), left)];
    }
    rows
}

fn span(letters: &[Letter], range: Range<usize>, start: f32) -> Span {
    let own = letters.get(range.clone()).unwrap_or_default();
    let last = own.iter().rev().find(|letter| !letter.sign.is_whitespace());
    Span { letters: range, start, dots: None, width: last.map_or(0.0, |last| last.to - start) }
}

/// Takes letters from the end of a row until an ellipsis fits, and blanks before that.
fn shorten(letters: &[Letter], row: &mut Span, width: f32, dots: f32) {
    let own = letters.get(row.letters.clone()).unwrap_or_default();
    let fits = |letter: &Letter| !letter.sign.is_whitespace() && letter.to - row.start + dots <= width;
    let kept = own.iter().rposition(fits).map_or(0, |last| last + 1);
    let end = own.get(..kept).and_then(<[Letter]>::last).map_or(0.0, |last| last.to - row.start);
    row.letters.end = row.letters.start + kept;
    (row.dots, row.width) = (Some(end), end + dots);
}
