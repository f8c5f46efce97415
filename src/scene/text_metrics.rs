//! Text widths in the built-in fonts, and line breaking: for exported pictures, where no toolkit lays text out.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::char::is_combining_mark;

use crate::theme::fonts;

/// Characters from here on are taken to be 1 em wide; all of Vietnamese comes before.
const TABLE_END: u32 = 0x2200;

/// About the width of a letter of other scripts that no built-in font has, such as Thai and Khmer.
const UNKNOWN_WIDTH: f32 = 0.8;
/// A second line shorter than this part of the first is rebalanced.
const SHORT_LINE_RATIO: f32 = 0.4;
/// The most characters of a remark that stays on one line, with its brackets.
const MAX_UNBROKEN_REMARK: usize = 14;
/// A space at which no line is broken.
pub const NO_BREAK_SPACE: char = '\u{A0}';

/// A weight of the built-in font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontWeight {
    /// Running text.
    Regular,
    /// Names and headings.
    SemiBold,
    /// Titles.
    Bold,
}

/// Advance widths at font size 1, by weight and code point.
static WIDTHS: LazyLock<[Vec<f32>; 3]> = LazyLock::new(|| {
    let [regular, semibold, bold, behind] = fonts().map(|file| FontRef::new(file.bytes).ok());
    [regular, semibold, bold].map(|font| {
        let faces: Vec<_> = [font, behind.clone()]
            .into_iter()
            .flatten()
            .map(|font| {
                let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
                (font.charmap(), metrics)
            })
            .collect();
        (0..TABLE_END)
            .map(|letter| {
                let known = faces.iter().find_map(|(letters, metrics)| metrics.advance_width(letters.map(letter)?));
                let is_drawn =
                    char::from_u32(letter).is_some_and(|letter| !is_invisible(letter) && !is_combining_mark(letter));
                known.unwrap_or(if is_drawn { UNKNOWN_WIDTH } else { 0.0 })
            })
            .collect()
    })
});

/// Whether the built-in fonts can draw a character, or it needs no drawing.
pub fn has_built_in_glyph(letter: char) -> bool {
    static FACES: LazyLock<[Option<FontRef<'static>>; 4]> =
        LazyLock::new(|| fonts().map(|file| FontRef::new(file.bytes).ok()));
    let is_drawn = |face: &FontRef<'_>| face.charmap().map(letter).is_some();
    is_invisible(letter) || letter.is_whitespace() || FACES.iter().flatten().any(is_drawn)
}

/// Whether a character needs no drawing: a control character, a joiner, a mark of direction, a variation selector.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn char_width(letter: char, weight: FontWeight) -> f32 {
    let [regular, semibold, bold] = &*WIDTHS;
    let table = match weight {
        FontWeight::Regular => regular,
        FontWeight::SemiBold => semibold,
        FontWeight::Bold => bold,
    };
    table.get(letter as usize).copied().unwrap_or(1.0)
}

/// Width of a text at this font size, without kerning: a slight overestimate.
pub fn text_width(text: &str, weight: FontWeight, size: f32) -> f32 {
    text.chars().map(|letter| char_width(letter, weight)).sum::<f32>() * size
}

/// Wraps a text into at most `rows` lines of this width, between words where possible, with an ellipsis where it is
/// cut.
pub fn wrap_text(text: &str, weight: FontWeight, size: f32, width: f32, max_lines: usize) -> Vec<String> {
    let text = with_unbroken_remarks(text.trim(), &|remark| text_width(remark, weight, size) <= width);
    let lines = broken_lines(&text, (weight, size), width, max_lines, true);
    if matches!(text, Cow::Borrowed(_)) {
        return lines;
    }
    lines.into_iter().map(|line| line.replace(NO_BREAK_SPACE, " ")).collect()
}

/// As [`wrap_text`], for running text: each line takes as much as it holds.
pub fn flow_text(text: &str, weight: FontWeight, size: f32, width: f32, max_lines: usize) -> Vec<String> {
    broken_lines(text.trim(), (weight, size), width, max_lines, false)
}

fn broken_lines(
    text: &str,
    (weight, size): (FontWeight, f32),
    width: f32,
    max_lines: usize,
    is_balanced: bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && lines.len() < max_lines {
        if lines.len() + 1 == max_lines {
            lines.push(truncated(rest, weight, size, width));
            break;
        }
        let end = line_end(rest, weight, size, width);
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if is_balanced && lines.is_empty() && !after.is_empty() && text_width(after.trim_start(), weight, size) <= width
        {
            return balanced_lines(rest, rest.len() - after.trim_start().len(), weight, width / size);
        }
        lines.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    lines
}

/// Whether a line may be broken at a character, which is then not seen.
pub fn is_breaking_space(character: char) -> bool {
    character.is_whitespace() && character != NO_BREAK_SPACE
}

/// The short remarks of a text, each from its opening bracket to the closing one: they stay on one line where a line is
/// wide enough. `letters` are any positions, in order, with their characters.
pub fn short_remarks(letters: impl Iterator<Item = (usize, char)>) -> Vec<RangeInclusive<usize>> {
    let mut remarks = Vec::new();
    // The place of the last opening bracket, and which character of the text it is.
    let mut open = None;
    for (count, (at, letter)) in letters.enumerate() {
        match letter {
            '(' => open = Some((at, count)),
            ')' => {
                let start = open.take().filter(|(_, first)| count - first < MAX_UNBROKEN_REMARK);
                remarks.extend(start.map(|(start, _)| start..=at));
            }
            _ => {}
        }
    }
    remarks
}

/// A text that is not broken inside those of its short remarks that fit a line.
fn with_unbroken_remarks<'a>(text: &'a str, fits: &dyn Fn(&str) -> bool) -> Cow<'a, str> {
    let mut remarks = short_remarks(text.char_indices());
    remarks.retain(|remark| text.get(remark.clone()).is_some_and(|remark| remark.contains(' ') && fits(remark)));
    if remarks.is_empty() {
        return text.into();
    }
    let is_inside = |at: usize| remarks.iter().any(|remark| remark.contains(&at));
    let letter = |(at, letter)| if letter == ' ' && is_inside(at) { NO_BREAK_SPACE } else { letter };
    text.char_indices().map(letter).collect::<String>().into()
}

/// A text of two lines; `second` is the start of the second line in greedy breaking.
fn balanced_lines(text: &str, second: usize, weight: FontWeight, available: f32) -> Vec<String> {
    let letters = text.char_indices().scan(0.0, |right, (at, letter)| {
        *right += char_width(letter, weight);
        Some((at, letter, *right))
    });
    let (first, second) = text.split_at_checked(balanced_break(letters, available, second)).unwrap_or((text, ""));
    [first, second].map(|row| row.trim_end().to_owned()).into()
}

/// A better start of the second of two lines than `second` (greedy breaking): a remark in parentheses; or, if the
/// second line would be short, the break with the most even lines. `letters` are text positions, characters and their
/// right ends; lines are at most `width` wide, and words stay whole.
pub fn balanced_break(letters: impl Iterator<Item = (usize, char, f32)> + Clone, width: f32, second: usize) -> usize {
    let whole = letters.clone().fold(0.0, |end, (_, letter, right)| if letter.is_whitespace() { end } else { right });
    let mut most_balanced = (f32::INFINITY, second);
    let mut is_short = false;
    // Right end of the first line, and left end of the second, if broken gap_end words here.
    let (mut first, mut gap_end) = (0.0_f32, None);
    for (at, letter, right) in letters {
        if is_breaking_space(letter) {
            gap_end = Some(right);
            continue;
        }
        if let Some(left) = gap_end.take().filter(|_| first > 0.0) {
            let rest = whole - left;
            let longest = first.max(rest);
            if longest <= width && letter == '(' {
                return at;
            }
            if longest <= width && longest < most_balanced.0 {
                most_balanced = (longest, at);
            }
            is_short |= at == second && rest < first * SHORT_LINE_RATIO;
        }
        first = right;
    }
    if is_short { most_balanced.1 } else { second }
}

/// A text in one line, cut with an ellipsis if it is too wide.
fn truncated(text: &str, weight: FontWeight, size: f32, width: f32) -> String {
    let available = width / size;
    let mut used = 0.0;
    let mut end = 0;
    let with_ellipsis = available - char_width('…', weight);
    for (at, letter) in text.char_indices() {
        used += char_width(letter, weight);
        if used > available {
            return format!("{}…", text.get(..end).unwrap_or_default().trim_end());
        }
        if used <= with_ellipsis {
            end = at + letter.len_utf8();
        }
    }
    text.to_owned()
}

/// Byte offset of the end of the first line: after the last word that fits, or inside the first word if that alone is
/// too wide; never 0 unless the text is empty.
fn line_end(text: &str, weight: FontWeight, size: f32, width: f32) -> usize {
    let available = width / size;
    let mut used = 0.0;
    let mut between_words = None;
    for (at, letter) in text.char_indices() {
        used += char_width(letter, weight);
        if is_breaking_space(letter) {
            between_words = Some(at);
        }
        if used > available && !letter.is_whitespace() {
            return between_words.unwrap_or(if at == 0 { letter.len_utf8() } else { at });
        }
    }
    text.len()
}
