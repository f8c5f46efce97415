//! Vietnamese collation: a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y; words with the same letters are
//! ordered by tone: level, huyền, hỏi, ngã, sắc, nặng. English words sort as usual.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Sort key of a text. Numbers inside a text compare by value: "HTX 2" comes before "HTX 10".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    letters: Vec<u32>,
    tones: Vec<u8>,
    capitals: Vec<bool>,
}

/// Computes the sort key of a text.
pub fn sort_key(text: &str) -> SortKey {
    let mut key = SortKey { letters: Vec::new(), tones: Vec::new(), capitals: Vec::new() };
    let mut digits: Vec<u32> = Vec::new();
    for c in text.trim().nfd() {
        if let Some(digit) = c.to_digit(10) {
            digits.push(digit);
        } else if is_combining_mark(c) {
            key.apply_mark(c);
        } else {
            key.push_number(&mut digits);
            key.push_letter(c);
        }
    }
    key.push_number(&mut digits);
    key
}

// Classes of characters, in their order: the high bits of a weight; the low bits tell characters of a class apart.
const PUNCTUATION: u32 = 1 << 24;
const DIGITS: u32 = 2 << 24;
const LATIN: u32 = 3 << 24;
const OTHER: u32 = 4 << 24;
/// Weights per base letter, for its variants: a, ă, â.
const LETTER_STRIDE: u32 = 4;

impl SortKey {
    fn push_letter(&mut self, c: char) {
        let (base, variant) = match c {
            'đ' => ('d', 1),
            'Đ' => ('D', 1),
            c => (c, 0),
        };
        let weight = if base.is_whitespace() {
            0
        } else if base.is_ascii_alphabetic() {
            LATIN + (u32::from(base.to_ascii_lowercase()) - u32::from('a')) * LETTER_STRIDE + variant
        } else if base.is_alphabetic() {
            OTHER + u32::from(base.to_lowercase().next().unwrap_or(base))
        } else {
            PUNCTUATION + u32::from(base)
        };
        self.push_weight(weight, base.is_uppercase());
    }

    fn push_weight(&mut self, weight: u32, capital: bool) {
        self.letters.push(weight);
        self.tones.push(0);
        self.capitals.push(capital);
    }

    /// Applies a combining mark to the last letter: it makes it a variant, or gives it a tone.
    fn apply_mark(&mut self, mark: char) {
        let (variant, tone) = match mark {
            '\u{306}' => (1, 0),
            '\u{302}' => (2, 0),
            '\u{31b}' => (3, 0),
            '\u{300}' => (0, 1),
            '\u{309}' => (0, 2),
            '\u{303}' => (0, 3),
            '\u{301}' => (0, 4),
            '\u{323}' => (0, 5),
            _ => (0, 0),
        };
        if let Some(letter) = self.letters.last_mut().filter(|letter| (LATIN..OTHER).contains(letter)) {
            // A Vietnamese letter has one such mark; of two, the later counts, so that the weight does not reach the
            // next letter's.
            if variant > 0 {
                *letter = *letter - (*letter - LATIN) % LETTER_STRIDE + variant;
            }
            if let Some(last) = self.tones.last_mut().filter(|_| tone > 0) {
                *last = tone;
            }
        }
    }

    /// Ends a run of digits: its length comes first, so that longer numbers sort later, whatever their digits.
    fn push_number(&mut self, digits: &mut Vec<u32>) {
        if digits.is_empty() {
            return;
        }
        let zeros = digits.iter().take_while(|digit| **digit == 0).count().min(digits.len() - 1);
        self.push_weight(DIGITS + (digits.len() - zeros) as u32, false);
        for digit in digits.drain(..).skip(zeros) {
            self.push_weight(DIGITS + digit, false);
        }
    }
}
