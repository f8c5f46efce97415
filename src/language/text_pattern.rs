//! Text to look for inside other texts, and to put something else in its place. As everywhere, accents are optional: where none
//! is typed they are ignored, "hop tac" finds "hợp tác"; once one is typed they count, and "dưa" finds neither "dừa" nor "dứa".
//! So it is with characters that are not seen.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::map::{is_invisible, without_look_alike};

/// What counts besides the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchOptions {
    /// Capital letters are not small ones.
    pub match_case: bool,
    /// No letter or digit goes on at either end of what is found.
    pub whole_words: bool,
}

/// Text to look for, prepared once for many texts. It is plain text: no character has a meaning of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPattern {
    /// Its letters as they are compared.
    letters: Vec<char>,
    folding: Folding,
    whole_words: bool,
}

/// What tells letters apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Folding {
    match_case: bool,
    /// Whether accents count, as some are typed.
    has_accents: bool,
    /// The same for characters that are not seen.
    has_invisible: bool,
}

/// The letters of a text as they are compared, each with the byte at which its character begins. An accent belongs to the
/// character that carries it, and what is not seen, if that does not count, to the character before it. Kept between texts to
/// be filled again.
pub type FoldedLetters = Vec<(char, usize)>;

impl TextPattern {
    /// Prepares a text.
    pub fn new(text: &str, options: MatchOptions) -> Self {
        let text: String = text.nfd().collect();
        let folding = Folding {
            match_case: options.match_case,
            has_accents: text.chars().any(|c| is_combining_mark(c) || is_barred_d(c)),
            has_invisible: text.chars().any(is_invisible),
        };
        let mut folded = FoldedLetters::new();
        folding.fold(&text, &mut folded);
        let letters = folded.into_iter().map(|(letter, _)| letter).collect();
        Self { letters, folding, whole_words: options.whole_words }
    }

    /// Whether there is nothing to look for; it is then found nowhere.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Where it stands in a text, in bytes, from left to right and apart.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        self.find_with(text, &mut FoldedLetters::new())
    }

    /// [`Self::find`] with a buffer for the letters of the text.
    pub fn find_with(&self, text: &str, folded: &mut FoldedLetters) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.is_empty() || self.folding.has_accents && text.is_ascii() {
            return found;
        }
        folded.clear();
        self.folding.fold(text, folded);
        let mut at = 0;
        while let Some(letters) = folded.get(at..at + self.letters.len()) {
            let is_found = letters.iter().map(|(letter, _)| letter).eq(&self.letters);
            match is_found.then(|| self.whole_characters(text, folded, at)).flatten() {
                Some(range) => {
                    found.push(range);
                    at += self.letters.len();
                }
                None => at += 1,
            }
        }
        found
    }

    /// The bytes of the letters found from `at` on; `None` if they begin or end inside a character, or inside a word where
    /// only whole ones are looked for.
    fn whole_characters(&self, text: &str, folded: &FoldedLetters, at: usize) -> Option<Range<usize>> {
        let begin_of = |at: usize| folded.get(at).map(|(_, begin)| *begin);
        let (start, next) = (begin_of(at)?, at + self.letters.len());
        let end = begin_of(next).unwrap_or(text.len());
        let begins_inside = at.checked_sub(1).and_then(begin_of) == Some(start);
        let ends_inside = begin_of(next - 1) == Some(end);
        let is_whole = !begins_inside && !ends_inside && (!self.whole_words || self.is_word(text, start..end));
        is_whole.then_some(start..end)
    }

    /// Whether no word goes on at either end. Where the pattern itself begins or ends with no letter, nothing goes on there.
    fn is_word(&self, text: &str, range: Range<usize>) -> bool {
        let before = text.get(..range.start).and_then(|text| text.chars().rev().find(|c| !is_invisible(*c)));
        let after = text.get(range.end..).and_then(|text| text.chars().next());
        let goes_on = |own: Option<&char>, other: Option<char>| {
            own.copied().is_some_and(is_word_part) && other.is_some_and(is_word_part)
        };
        !goes_on(self.letters.first(), before) && !goes_on(self.letters.last(), after)
    }

    /// A text with `by` wherever this stands; `None` where it does not.
    pub fn replace(&self, text: &str, by: &str) -> Option<String> {
        let found = self.find(text);
        (!found.is_empty()).then(|| replaced(text, &found, by))
    }
}

/// A text with `by` in these places, which come from left to right and apart.
pub fn replaced(text: &str, places: &[Range<usize>], by: &str) -> String {
    let mut new = String::with_capacity(text.len());
    let mut kept_from = 0;
    for place in places {
        new.push_str(text.get(kept_from..place.start).unwrap_or_default());
        new.push_str(by);
        kept_from = place.end;
    }
    new.push_str(text.get(kept_from..).unwrap_or_default());
    new
}

impl Folding {
    /// Appends the letters of a text.
    fn fold(self, text: &str, folded: &mut FoldedLetters) {
        let mut begin = 0;
        for (at, c) in text.char_indices() {
            if c.is_ascii() {
                begin = at;
                folded.push((self.ascii_letter(c), begin));
                continue;
            }
            if is_invisible(c) && !self.has_invisible {
                continue;
            }
            if !is_combining_mark(c) {
                begin = at;
            }
            decompose_canonical(c, |part| {
                if is_combining_mark(part) {
                    folded.extend(self.has_accents.then_some((part, begin)));
                } else {
                    folded.push((self.letter(part), begin));
                }
            });
        }
    }

    fn ascii_letter(self, letter: char) -> char {
        match letter {
            '\t'..='\r' if letter != '\n' => ' ',
            _ if self.match_case => letter,
            _ => letter.to_ascii_lowercase(),
        }
    }

    fn letter(self, letter: char) -> char {
        if letter.is_whitespace() {
            return ' ';
        }
        // Decomposed letters have one small letter each.
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let is_capital = self.match_case && lower != letter;
        match (without_look_alike(lower), self.has_accents, is_capital) {
            ('đ', true, true) => 'Đ',
            ('đ', false, true) => 'D',
            ('đ', false, false) => 'd',
            (_, _, true) => letter,
            (folded, ..) => folded,
        }
    }
}

/// Whether a letter is đ or looks like it.
fn is_barred_d(c: char) -> bool {
    c.to_lowercase().any(|lower| without_look_alike(lower) == 'đ')
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}
