//! Shortened actor names for narrow labels: first with the abbreviations that registers use, then without the words
//! for the kind, which the card shows anyway.

use super::capitalised;

/// Kind prefixes of names and their register abbreviations; a prefix comes before any shorter one that it starts with.
const KIND_PREFIXES: [(&str, &str); 16] = [
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
    ("công ty trách nhiệm hữu hạn một thành viên", "Công ty TNHH MTV"),
    ("công ty trách nhiệm hữu hạn", "Công ty TNHH"),
    ("công ty tnhh mtv", "Công ty"),
    ("công ty tnhh", "Công ty"),
    ("công ty cổ phần", "Công ty CP"),
    ("công ty", "Công ty"),
];
/// Fewest characters of a shortened name; a shorter one would not identify an actor.
const MIN_CHARS: usize = 3;

/// Up to two shorter forms of a name, the longer one first; empty when nothing can be left out.
pub fn abbreviations(name: &str) -> impl Iterator<Item = String> {
    let stem = strip_parenthetical(name);
    let prefix =
        KIND_PREFIXES.iter().find_map(|(prefix, short)| Some((*short, strip_prefix_ignore_case(stem, prefix)?)));
    let first = match prefix {
        Some((short, rest)) => Some(format!("{short} {rest}")),
        None => (stem.len() < name.len()).then(|| stem.to_owned()),
    };
    let first = first.filter(|first| first.len() < name.len());
    first.into_iter().chain(prefix.map(|(_, rest)| capitalised(rest)))
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

/// A name without a trailing remark in parentheses.
fn strip_parenthetical(name: &str) -> &str {
    let name = name.trim_end();
    let open = if name.ends_with(')') { name.rfind('(') } else { None };
    let stem = open.and_then(|at| name.get(..at)).map_or(name, str::trim_end);
    if stem.chars().count() < MIN_CHARS { name } else { stem }
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
