//! Breaks words that stand in one row into several, where egui's own layout would.

use std::ops::Range;

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
        let end = if letter.to - left > width { ends.best(start) } else { None };
        if let Some(end) = end {
            rows.push(span(letters, start..end + 1, left));
            start = end + 1;
            left = letters.get(start).map_or(left, |first| first.from);
            if rows.len() >= most.max(1) {
                break;
            }
        }
        ends.add(at, letter.sign, letters.get(at + 1).map(|next| next.sign));
    }
    if start < letters.len() {
        if rows.len() < most.max(1) {
            rows.push(span(letters, start..letters.len(), left));
        } else if let Some(last) = rows.last_mut() {
            shorten(letters, last, width, dots);
        }
    }
    rows
}

fn span(letters: &[Letter], range: Range<usize>, start: f32) -> Span {
    let own = letters.get(range.clone()).unwrap_or_default();
    let last = own.iter().rev().find(|letter| !letter.sign.is_whitespace());
    Span { letters: range, start, dots: None, width: last.map_or(0.0, |last| last.to - start) }
}

/// Takes letters from the end of a row until an ellipsis fits.
fn shorten(letters: &[Letter], row: &mut Span, width: f32, dots: f32) {
    let mut end = row.letters.end;
    let at = |end: usize| {
        let last = end.checked_sub(1).filter(|last| *last >= row.letters.start).and_then(|last| letters.get(last));
        last.map_or(0.0, |last| last.to - row.start)
    };
    while end > row.letters.start && at(end) + dots > width {
        end -= 1;
    }
    (row.dots, row.width) = (Some(at(end)), at(end) + dots);
    row.letters.end = end;
}
