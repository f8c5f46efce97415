//! Text with case, accents and doubled spaces taken out, and a find that works on it: whoever types "xoai" finds
//! "xoài", and whoever types "xoài" finds it first.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::map::{SortKey, sort_key};

/// A text as a find box compares it: lower case, no accents (đ is d), one space between words, none at the ends.
/// Folding a folded text changes nothing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return collapse_whitespace(text.chars().map(|c| c.to_ascii_lowercase()));
    }
    // Lower case comes twice: an upper-case letter may lie inside a composed one, and the other way round.
    let bare = text.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c));
    collapse_whitespace(bare.flat_map(char::to_lowercase).map(|c| if c == 'đ' { 'd' } else { c }))
}

/// Like [`fold`], but accents stay.
fn fold_case(text: &str) -> String {
    if text.is_ascii() {
        return fold(text);
    }
    collapse_whitespace(text.nfc().flat_map(char::to_lowercase))
}

fn collapse_whitespace(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
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

/// Whether the accents typed are those found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Accents {
    /// The same letters with the same accents.
    Exact,
    /// The same letters once accents are left out.
    Ignored,
}

/// Where in a text the words typed stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchPosition {
    /// They are the whole text.
    Whole,
    /// The text begins with them.
    Start,
    /// A later word begins with them.
    WordStart,
    /// They stand inside a word.
    Inside,
    /// Each word stands somewhere, but not one after another.
    Scattered,
}

/// How well a text fits what was typed; the lowest is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatchRank {
    /// The first thing that counts.
    pub accents: Accents,
    /// The second.
    pub position: MatchPosition,
}

/// What was typed into a find box, made ready to be looked for in many texts.
#[derive(Clone, Debug)]
pub struct Needle {
    cased: String,
    folded: String,
}

impl Needle {
    /// Makes it ready.
    pub fn new(query: &str) -> Self {
        Self { cased: fold_case(query), folded: fold(query) }
    }

    /// Whether there is nothing to look for; everything fits then.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// How well a text fits; `None` when it does not.
    pub fn rank(&self, text: &str) -> Option<MatchRank> {
        let folded = position(&fold(text), &self.folded)?;
        let exact = position(&fold_case(text), &self.cased);
        Some(match exact {
            Some(position) => MatchRank { accents: Accents::Exact, position },
            None => MatchRank { accents: Accents::Ignored, position: folded },
        })
    }
}

/// The things whose names fit what was typed, the best first and at most so many. Names that fit as well stand in the
/// order of the alphabet, and those that are alike there, too, as they were given. Only what may be among the best is
/// ordered.
pub fn best_matches<'a, T>(
    needle: &Needle,
    named: impl IntoIterator<Item = (&'a str, T)>,
    limit: usize,
) -> impl Iterator<Item = T> {
    let mut best: BTreeMap<(MatchRank, SortKey, usize), T> = BTreeMap::new();
    for (at, (name, thing)) in named.into_iter().enumerate() {
        let Some(rank) = needle.rank(name) else { continue };
        let has_overflow_risk = best.len() >= limit;
        if has_overflow_risk && best.last_key_value().is_none_or(|((worst, ..), _)| rank > *worst) {
            continue;
        }
        best.insert((rank, sort_key(name), at), thing);
        if has_overflow_risk {
            best.pop_last();
        }
    }
    best.into_values()
}

/// How well a text fits what was typed; `None` when it does not.
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
