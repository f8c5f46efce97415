//! Where a name is cut that is too long: between words where one ends near, and never so that half of a pair of
//! brackets is left.

use crate::language::without_half_brackets;

/// Of a name cut in its middle, the part that is its beginning.
const HEAD_SHARE: f32 = 0.6;
/// The most characters of a word that go with a cut, so that it falls between words.
const MAX_WORD: usize = 8;
/// The fewest characters that stay before the first difference of names.
const MIN_HEAD: usize = 6;
/// The fewest characters that stay from the word of the first difference on.
const MIN_REST: usize = 4;

/// A cut name.
pub(super) struct Cut {
    pub text: String,
    /// So many first characters of the name are in it.
    head: usize,
    /// From this character on the name is in it.
    tail: usize,
}

impl Cut {
    /// Whether it has the character of the name at which it differs from others.
    pub fn shows(&self, differs: usize) -> bool {
        differs < self.head || differs >= self.tail
    }
}

/// The longest of these texts that fits, by how many characters each keeps.
pub(super) fn longest(most: usize, fits: &dyn Fn(&str) -> bool, text: impl Fn(usize) -> String) -> String {
    text(most_kept(most, fits, &text))
}

fn most_kept(most: usize, fits: &dyn Fn(&str) -> bool, text: &impl Fn(usize) -> String) -> usize {
    let (mut least, mut most) = (0, most);
    while least < most {
        let middle = (least + most).div_ceil(2);
        if fits(&text(middle)) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    least
}

/// The beginning of a name.
pub(super) fn cut_at_end(name: &str, fits: &dyn Fn(&str) -> bool) -> Cut {
    let letters: Vec<char> = name.chars().collect();
    let cut = |kept: usize| {
        let head = end_of_word(&letters, kept);
        let text: String = letters.iter().take(head).collect();
        // Nor is it seen that the name ends where it does.
        Cut { text: without_half_brackets(&format!("{}…", before_gap(&text))), head, tail: letters.len() + 1 }
    };
    cut(most_kept(letters.len(), fits, &|kept| cut(kept).text))
}

/// The beginning and the end of a name, which may tell more than what is between; none if there is no space for two
/// words of each.
pub(super) fn cut_in_middle(name: &str, fits: &dyn Fn(&str) -> bool) -> Option<Cut> {
    let letters: Vec<char> = name.chars().collect();
    let cut = |kept: usize| {
        let head = (kept as f32 * HEAD_SHARE) as usize;
        join(&letters, head, letters.len().saturating_sub(kept - head))
    };
    let cut = cut(most_kept(letters.len(), fits, &|kept| cut(kept).text));
    let has_two_words =
        |part: Option<&[char]>| part.is_some_and(|part| part.iter().collect::<String>().trim().contains(' '));
    (has_two_words(letters.get(..cut.head)) && has_two_words(letters.get(cut.tail..))).then_some(cut)
}

/// A name so that the word with the character at `differs` is seen, as others have the same characters before it.
pub(super) fn cut_around(name: &str, differs: usize, fits: &dyn Fn(&str) -> bool) -> String {
    let letters: Vec<char> = name.chars().collect();
    let from = letters.get(..differs).and_then(|before| before.iter().rposition(|letter| letter.is_whitespace()));
    let word = from.map_or(0, |space| space + 1);
    if word <= MIN_HEAD {
        return longest(letters.len(), fits, |kept| {
            let head: String = letters.iter().take(kept).collect();
            without_half_brackets(&format!("{}…", before_gap(&head)))
        });
    }
    // The end is as long as it is in the middle of a name, but from that word on at least.
    let after = letters.len() - word;
    let with_end = |kept: usize| {
        let end = after.max(kept - (kept as f32 * HEAD_SHARE) as usize).min(letters.len());
        join(&letters, kept.saturating_sub(end), letters.len() - end).text
    };
    if fits(&with_end(MIN_HEAD + after)) {
        return longest(letters.len(), fits, |kept| with_end(kept.max(MIN_HEAD + after)));
    }
    // What differs comes before the rest, and before what is alike where there is space for one of them only.
    let rest = letters.get(word..).unwrap_or_default();
    let elided = |head: usize, kept: usize| {
        let beginning: String = letters.iter().take(end_of_word(&letters, head)).collect();
        let gap = if head == 0 { "" } else { " " };
        let after: String = rest.iter().take(kept).collect();
        let end = if kept < rest.len() { "…" } else { "" };
        without_half_brackets(&format!(
            "{}…{gap}{}{end}",
            before_gap(&beginning),
            if kept < rest.len() { before_gap(&after) } else { &after }
        ))
    };
    let least = rest.len().min((differs + 1).saturating_sub(word).max(MIN_REST));
    let head = (0..=MIN_HEAD).rev().find(|head| fits(&elided(*head, least))).unwrap_or(0);
    longest(rest.len(), fits, |kept| elided(head, kept))
}

/// About the first and the last characters of a name around an ellipsis, cut between words where one ends near.
fn join(name: &[char], head: usize, tail: usize) -> Cut {
    let head = end_of_word(name, head);
    let near_start =
        (tail..=(tail + MAX_WORD).min(name.len())).find(|at| *at == 0 || is_space(name, at.saturating_sub(1)));
    let tail = near_start.filter(|at| *at < name.len()).unwrap_or(tail).max(head);
    let part = |range: Option<&[char]>| range.into_iter().flatten().collect::<String>();
    let (before, after) = (part(name.get(..head)), part(name.get(tail..)));
    let text = format!("{}… {}", before_gap(&before), after.trim_start());
    Cut { text: without_half_brackets(text.trim()), head, tail }
}

/// The end of a word near that of so many characters.
fn end_of_word(name: &[char], end: usize) -> usize {
    if end >= name.len() {
        return name.len();
    }
    (end.saturating_sub(MAX_WORD)..=end).rev().find(|at| *at > 0 && is_space(name, *at)).unwrap_or(end)
}

/// A text as it stands before an ellipsis: without the space and punctuation at its end.
fn before_gap(text: &str) -> &str {
    text.trim_end_matches(|letter: char| letter.is_whitespace() || ",;:.-–—/&+([（".contains(letter))
}

fn is_space(name: &[char], at: usize) -> bool {
    name.get(at).is_some_and(|letter| letter.is_whitespace())
}
