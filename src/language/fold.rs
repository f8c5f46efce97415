//! Case and accent folding, and a ranked text search on it: "xoai" finds "xoài", and "xoài" ranks matches with the same
//! accents first.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::map::{SortKey, is_invisible, is_nfc, sort_key, without_look_alike};

/// The search key of a text: lower case, no accents (đ is d, and so is ð), no invisible characters, one space between words,
/// none at the ends. Idempotent.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return collapse_whitespace(text.len(), text.chars().map(|c| c.to_ascii_lowercase()));
    }
    let known = &LETTERS.bare;
    if text.chars().all(|c| known.get(c as usize).is_some_and(Option::is_some)) {
        return collapse_whitespace(text.len(), text.chars().filter_map(|c| known.get(c as usize).copied().flatten()?));
    }
    collapse_whitespace(text.len(), bare_letters(text.chars()))
}

/// Letters without case and accents. Each letter alone gives the same: marks only change places with marks.
fn bare_letters(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    // Lower-cased twice: decomposition may yield an upper-case letter, and lower-casing a composed one.
    let bare = text.flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c));
    let letters = bare.flat_map(char::to_lowercase).map(|c| if without_look_alike(c) == 'đ' { 'd' } else { c });
    letters.filter(|c| !is_invisible(*c))
}

/// Letters without case, with their accents.
fn lower_letters(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    text.flat_map(char::to_lowercase).map(without_look_alike).filter(|c| !is_invisible(*c))
}

/// What the letters of Europe and of Vietnamese become, worked out once: names are folded by the hundred thousand.
struct Letters {
    /// By [`lower_letters`]; the outer none where that is more than one letter.
    lower: Vec<Option<Option<char>>>,
    /// The same by [`bare_letters`].
    bare: Vec<Option<Option<char>>>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    const LAST: char = '\u{1eff}';
    fn at_most_one(mut letters: impl Iterator<Item = char>) -> Option<Option<char>> {
        let first = letters.next();
        letters.next().is_none().then_some(first)
    }
    let mut letters = Letters { lower: Vec::new(), bare: Vec::new() };
    for c in (0..=u32::from(LAST)).filter_map(char::from_u32) {
        letters.lower.push(at_most_one(lower_letters(std::iter::once(c))));
        letters.bare.push(at_most_one(bare_letters(std::iter::once(c))));
    }
    letters
});

/// Like [`fold`], but keeps accents.
pub fn fold_case(text: &str) -> String {
    if text.is_ascii() {
        return fold(text);
    }
    if !is_nfc(text) {
        return collapse_whitespace(text.len(), lower_letters(text.nfc()));
    }
    let known = &LETTERS.lower;
    if text.chars().all(|c| known.get(c as usize).is_some_and(Option::is_some)) {
        return collapse_whitespace(text.len(), text.chars().filter_map(|c| known.get(c as usize).copied().flatten()?));
    }
    collapse_whitespace(text.len(), lower_letters(text.chars()))
}

/// Like [`fold_case`], and the tone of oa, oe and uy stands where the new spelling has it: hòa is hoà, thủy is thuỷ. After q
/// the u belongs to the consonant.
pub fn fold_spelling(text: &str) -> String {
    let folded = fold_case(text);
    let mut before = ' ';
    let may_have_two = folded.chars().any(|c| {
        let is_second = matches!(c, 'a' | 'e' | 'y') && !before.is_ascii();
        before = c;
        is_second
    });
    if !may_have_two {
        return folded;
    }
    let mut letters: Vec<char> = folded.chars().collect();
    for at in 1..letters.len() {
        let before = at.checked_sub(2).and_then(|at| letters.get(at)).copied();
        let Some([first, second]) = letters.get_mut(at - 1..=at) else { continue };
        if let Some(moved) = moved_tone(before, *first, *second) {
            (*first, *second) = moved;
        }
    }
    letters.into_iter().collect()
}

/// Two vowels with the tone moved from the first to the second, where both spellings are in use.
fn moved_tone(before: Option<char>, first: char, second: char) -> Option<(char, char)> {
    const TONES: [[char; 5]; 5] = [
        ['ò', 'ó', 'ỏ', 'õ', 'ọ'],
        ['ù', 'ú', 'ủ', 'ũ', 'ụ'],
        ['à', 'á', 'ả', 'ã', 'ạ'],
        ['è', 'é', 'ẻ', 'ẽ', 'ẹ'],
        ['ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
    ];
    let [o, u, a, e, y] = &TONES;
    let tone = |letters: &[char; 5]| letters.iter().position(|letter| *letter == first);
    let (bare, tone, to) = match second {
        'a' => ('o', tone(o)?, a),
        'e' => ('o', tone(o)?, e),
        'y' if before != Some('q') => ('u', tone(u)?, y),
        _ => return None,
    };
    Some((bare, *to.get(tone)?))
}

/// One space between words; of about `len` bytes.
fn collapse_whitespace(len: usize, chars: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(len);
    let mut gap = false;
    for c in chars {
        if c.is_whitespace() {
            gap = true;
        } else {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

/// Whether the accents of the query match those of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Accents {
    /// The same letters with the same accents.
    Exact,
    /// The same letters once accents are left out.
    Ignored,
}

/// Where the query occurs in a text; the lowest is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchPosition {
    /// The query is the whole text.
    Whole,
    /// At the start of the text.
    Start,
    /// At the start of a later word.
    WordStart,
    /// Inside a word.
    Inside,
    /// Each word of the query occurs, but not consecutively.
    Scattered,
}

/// How well a text matches a query; the lowest is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatchRank {
    /// Compared first.
    pub accents: Accents,
    /// Compared second.
    pub position: MatchPosition,
}

/// A query, normalized once and searched for in many texts.
#[derive(Clone, Debug)]
pub struct Needle {
    case_folded: String,
    folded: String,
}

impl Needle {
    /// Normalizes a query.
    pub fn new(query: &str) -> Self {
        Self { case_folded: fold_case(query), folded: fold(query) }
    }

    /// Whether the query is blank; it then matches every text.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// The rank of a text; `None` when it does not match.
    pub fn rank(&self, text: &str) -> Option<MatchRank> {
        let folded = position(&fold(text), &self.folded)?;
        let exact = position(&fold_case(text), &self.case_folded);
        Some(match exact {
            Some(position) => MatchRank { accents: Accents::Exact, position },
            None => MatchRank { accents: Accents::Ignored, position: folded },
        })
    }
}

/// The best matches by name, at most `limit`, best first; equal ranks in alphabetical order, then in the order given.
/// Holds no more than `limit` matches at a time (plus one).
pub fn best_matches<'a, T>(
    needle: &Needle,
    named: impl IntoIterator<Item = (&'a str, T)>,
    limit: usize,
) -> impl Iterator<Item = T> {
    let mut best: BTreeMap<(MatchRank, SortKey, usize), T> = BTreeMap::new();
    for (at, (name, item)) in named.into_iter().enumerate() {
        let Some(rank) = needle.rank(name) else { continue };
        let is_full = best.len() >= limit;
        if is_full && best.last_key_value().is_none_or(|((worst, ..), _)| rank > *worst) {
            continue;
        }
        best.insert((rank, sort_key(name), at), item);
        if is_full {
            best.pop_last();
        }
    }
    best.into_values()
}

/// The rank of a text for a query; `None` when it does not match.
pub fn match_rank(text: &str, query: &str) -> Option<MatchRank> {
    Needle::new(query).rank(text)
}

fn position(text: &str, query: &str) -> Option<MatchPosition> {
    let mut best: Option<MatchPosition> = None;
    for (at, _) in text.match_indices(query) {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let found = match before {
            None if text.len() == query.len() => MatchPosition::Whole,
            None => MatchPosition::Start,
            Some(c) if !c.is_alphanumeric() => MatchPosition::WordStart,
            Some(_) => MatchPosition::Inside,
        };
        best = Some(best.map_or(found, |known| known.min(found)));
        if found <= MatchPosition::WordStart {
            break;
        }
    }
    best.or_else(|| {
        let mut words = query.split(' ').peekable();
        words.peek()?;
        words.all(|word| text.contains(word)).then_some(MatchPosition::Scattered)
    })
}
