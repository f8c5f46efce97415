//! Shortened actor names for narrow boxes. A remark in brackets goes first, then the words of a kind give way to the
//! abbreviation that registers use, which stays; a word that is none goes where the box says the same.

use super::capitalised;
use crate::map::ActorKind;

/// Kind prefixes of names and their register abbreviations; a prefix comes before any shorter one that it starts with.
const KIND_PREFIXES: [(&str, &str); 19] = [
    ("liên hiệp hợp tác xã", "LH HTX"),
    ("liên hiệp htx", "LH HTX"),
    ("lh htx", "LH HTX"),
    ("hợp tác xã nông nghiệp", "HTX NN"),
    ("hợp tác xã", "HTX"),
    ("htx nông nghiệp", "HTX NN"),
    ("htx nn", "HTX NN"),
    ("htx", "HTX"),
    ("tổ hợp tác", "THT"),
    ("tht", "THT"),
    ("doanh nghiệp tư nhân", "DNTN"),
    ("dntn", "DNTN"),
    ("công ty trách nhiệm hữu hạn một thành viên", "Công ty TNHH MTV"),
    ("công ty trách nhiệm hữu hạn", "Công ty TNHH"),
    ("công ty tnhh mtv", "Công ty"),
    ("công ty tnhh", "Công ty"),
    ("công ty cổ phần", "Công ty CP"),
    ("công ty", "Công ty"),
    ("thị trường", "Thị trường"),
];
/// The words of kinds that their boxes say too, in lower case.
const WORDS_OF_BOXES: [(&str, ActorKind); 2] = [("công ty", ActorKind::Enterprise), ("thị trường", ActorKind::Market)];
/// Fewest characters of a shortened name; a shorter one would not identify an actor.
const MIN_CHARS: usize = 3;
/// Brackets around remarks.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('（', '）')];

/// Shorter forms of the name of an actor of this kind, the longer ones first; empty when nothing can be left out.
pub fn abbreviations(name: &str, kind: ActorKind) -> impl Iterator<Item = String> {
    let stem = without_remarks(name);
    let prefix = kind_prefix(&stem);
    let short = prefix.map(|(_, short, rest)| format!("{short} {rest}"));
    let is_said = |words: &str| WORDS_OF_BOXES.iter().any(|(word, of)| words.starts_with(word) && *of == kind);
    let said_by_box = prefix.filter(|(words, ..)| is_said(words));
    let rest = said_by_box.map(|(.., rest)| capitalised(rest));
    let mut length = name.len();
    [Some(stem), short, rest].into_iter().flatten().filter(move |form| {
        let is_shorter = form.len() < length;
        length = length.min(form.len());
        is_shorter
    })
}

/// A name with the abbreviation of its kind, and with its remarks; as it is without such a kind.
pub fn with_short_kind(name: &str) -> String {
    kind_prefix(name).map_or_else(|| name.to_owned(), |(_, short, rest)| format!("{short} {rest}"))
}

/// The kind prefix of a name, its abbreviation, and what follows.
fn kind_prefix(name: &str) -> Option<(&'static str, &'static str, &str)> {
    KIND_PREFIXES.iter().find_map(|(words, short)| Some((*words, *short, strip_prefix_ignore_case(name, words)?)))
}

/// A text without those of its brackets that have no counterpart.
pub fn without_half_brackets(text: &str) -> String {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut half = Vec::new();
    for (at, letter) in text.char_indices() {
        if let Some((_, closing)) = BRACKETS.iter().find(|(opening, _)| *opening == letter) {
            open.push((at, *closing));
        } else if BRACKETS.iter().any(|(_, closing)| *closing == letter) {
            match open.last() {
                Some((_, closing)) if *closing == letter => _ = open.pop(),
                _ => half.push(at),
            }
        }
    }
    half.extend(open.iter().map(|(at, _)| *at));
    text.char_indices().filter(|(at, _)| !half.contains(at)).map(|(_, letter)| letter).collect()
}

/// The upper-case first letters of the words of a name, like THT for tổ hợp tác; empty only for a name without letters
/// or digits.
pub fn initials(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric());
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// A name split between words into parts of about equal length; `None` for a single word.
pub fn split_in_half(name: &str) -> Option<(&str, &str)> {
    let gaps = name.match_indices(' ').map(|(at, _)| name.split_at(at));
    let parts = gaps.map(|(first, last)| (first.trim(), last.trim()));
    let parts = parts.filter(|(first, last)| !first.is_empty() && !last.is_empty());
    parts.min_by_key(|(first, last)| first.chars().count().max(last.chars().count()))
}

/// A name without its remarks in brackets; as it is where next to nothing would be left. A bracket that is never closed
/// reaches to the end.
fn without_remarks(name: &str) -> String {
    let mut stem = String::new();
    let mut closing: Vec<char> = Vec::new();
    for letter in name.chars() {
        if let Some((_, end)) = BRACKETS.iter().find(|(opening, _)| *opening == letter) {
            closing.push(*end);
        } else if closing.last() == Some(&letter) {
            closing.pop();
        } else if closing.is_empty() {
            stem.push(letter);
        }
    }
    let words: Vec<&str> = stem.split_whitespace().collect();
    let stem = words.join(" ");
    if stem.chars().count() < MIN_CHARS { name.trim_end().to_owned() } else { stem }
}

/// What follows the prefix `words`, ignoring case; `None` when fewer than `MIN_CHARS` follow.
fn strip_prefix_ignore_case<'a>(name: &'a str, words: &str) -> Option<&'a str> {
    let mut letters = name.char_indices();
    for wanted in words.chars() {
        let (_, letter) = letters.next()?;
        if !letter.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    let rest = letters.as_str();
    let trimmed = rest.trim_start();
    (trimmed.len() < rest.len() && trimmed.chars().count() >= MIN_CHARS).then_some(trimmed)
}
