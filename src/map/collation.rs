//! The order of Vietnamese words: a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y; where two words have the
//! same letters, the tones level, huyền, hỏi, ngã, sắc, nặng decide. English words come in the same order as ever.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Compares as the texts it was made from should be listed. Numbers inside a text count as numbers: "HTX 2" stands
/// before "HTX 10".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    letters: Vec<u32>,
    tones: Vec<u8>,
    capitals: Vec<bool>,
}

/// The key to sort a text by.
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

// What comes first among characters of different sorts; the sort stands above the character itself.
const PUNCTUATION: u32 = 1 << 24;
const DIGITS: u32 = 2 << 24;
const LATIN: u32 = 3 << 24;
const OTHER: u32 = 4 << 24;
/// Room for the letters made from one: a, ă, â.
const LETTER_STRIDE: u32 = 4;

impl SortKey {
    fn push_letter(&mut self, c: char) {
        let (base, changed) = match c {
            'đ' => ('d', 1),
            'Đ' => ('D', 1),
            c => (c, 0),
        };
        let weight = if base.is_whitespace() {
            0
        } else if base.is_ascii_alphabetic() {
            LATIN + (u32::from(base.to_ascii_lowercase()) - u32::from('a')) * LETTER_STRIDE + changed
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

    /// A mark makes another letter of the last one, or gives it a tone.
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
            // A letter has one such mark in Vietnamese; of two, the later counts, so that the next letter is not reached.
            if variant > 0 {
                *letter = *letter - (*letter - LATIN) % LETTER_STRIDE + variant;
            }
            if let Some(last) = self.tones.last_mut().filter(|_| tone > 0) {
                *last = tone;
            }
        }
    }

    /// Ends a run of digits: longer numbers come later, whatever their digits.
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
