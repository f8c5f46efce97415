//! Names that do not fit their cards, shortened so that different names never look the same: with the abbreviations that
//! registers use, without a remark in brackets, and else with an ellipsis where they are alike.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::card::{NAME_MAX_LINES, NAME_SIZE, card_layout};
use super::marks::ActorMark;
use super::text_metrics::{FontWeight, wrap_text};
use crate::language::abbreviations;
use crate::map::ActorId;

/// Cards looked at by one thread at a time.
const CHUNK_SIZE: usize = 1024;
/// Of a name cut in its middle, the part that is its beginning.
const HEAD_SHARE: f32 = 0.6;
/// The most characters of a word that go with a cut, so that it falls between words.
const MAX_WORD: usize = 8;
/// Names with so many first and last characters in common are cut so that the difference between is seen.
const ALIKE_HEAD: usize = 12;
const ALIKE_TAIL: usize = 4;
/// The fewest characters that stay before the first difference of names.
const MIN_HEAD: usize = 6;

/// The rows of a name on the card of an actor, at 100 %.
fn name_rows(mark: &ActorMark) -> usize {
    if mark.detail.is_empty() { NAME_MAX_LINES + 1 } else { NAME_MAX_LINES }
}

/// A name as it is broken into the rows of a card.
pub fn wrapped_name(mark: &ActorMark, name: &str) -> Vec<String> {
    let text_area = card_layout(mark.kind, mark.area.width(), mark.area.height()).text_area;
    wrap_text(name, FontWeight::SemiBold, NAME_SIZE, text_area.width(), name_rows(mark))
}

fn fits(mark: &ActorMark, name: &str) -> bool {
    let drawn = wrapped_name(mark, name);
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
    drawn.iter().map(|line| letters(line)).sum::<usize>() == letters(name)
        && drawn.last().is_none_or(|line| !line.ends_with('…') || name.ends_with('…'))
}

/// What is drawn of the names that do not fit.
pub fn shortened_names(marks: &[ActorMark]) -> FxHashMap<ActorId, String> {
    let too_long: Vec<&ActorMark> =
        marks.par_iter().with_min_len(CHUNK_SIZE).filter(|mark| !fits(mark, &mark.name)).collect();
    if too_long.is_empty() {
        return FxHashMap::default();
    }
    let mut drawn: Vec<(&ActorMark, String)> = too_long.into_iter().map(|mark| (mark, shortened(mark))).collect();
    // Those of which the same is drawn, or about the same before and behind the ellipsis.
    let mut alike: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, (mark, text)) in drawn.iter().enumerate() {
        let ends = if text.contains('…') { ends(&mark.name) } else { (text.clone(), String::new()) };
        alike.entry(ends).or_default().push(at);
    }
    // A name that fits may be what another one is shortened to.
    let shortened: FxHashSet<&str> = drawn.iter().map(|(_, text)| text.as_str()).collect();
    let taken: FxHashSet<String> =
        marks.iter().filter(|mark| shortened.contains(&*mark.name)).map(|mark| mark.name.to_string()).collect();
    for ((text, _), alike) in &alike {
        let names =
            || alike.iter().filter_map(|at| Some(&*drawn.get(*at)?.0.name)).chain(taken.get(text).map(String::as_str));
        // The first and the last in order have the fewest letters in common.
        let (Some(first), Some(last)) = (names().min(), names().max()) else { continue };
        if first == last {
            continue;
        }
        let common = first.chars().zip(last.chars()).take_while(|(one, other)| one == other).count();
        for at in alike {
            if let Some((mark, text)) = drawn.get_mut(*at) {
                *text = elided_to_difference(mark, common);
            }
        }
    }
    number_the_rest(&mut drawn);
    drawn.into_iter().map(|(mark, text)| (mark.id, text)).collect()
}

/// A name that fits: abbreviated, or cut in its middle, where the end of a name tells more than what is before it.
fn shortened(mark: &ActorMark) -> String {
    let short = abbreviations(&mark.name).next();
    match &short {
        Some(short) if fits(mark, short) => return short.clone(),
        _ => {}
    }
    let name: Vec<char> = short.as_deref().unwrap_or(&mark.name).chars().collect();
    let cut = |kept: usize| {
        let head = (kept as f32 * HEAD_SHARE) as usize;
        join(&name, head, name.len().saturating_sub(kept - head))
    };
    longest_that_fits(mark, name.len(), cut)
}

/// The longest of these texts that fits, by how many characters each keeps.
fn longest_that_fits(mark: &ActorMark, most: usize, text: impl Fn(usize) -> String) -> String {
    let (mut least, mut most) = (0, most);
    while least < most {
        let middle = (least + most).div_ceil(2);
        if fits(mark, &text(middle)) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    text(least)
}

/// About the first and the last characters of a name around an ellipsis, cut between words where one ends near.
fn join(name: &[char], head: usize, tail: usize) -> String {
    let is_space = |at: &usize| name.get(*at).is_some_and(|letter| letter.is_whitespace());
    let near_end = (head.saturating_sub(MAX_WORD)..=head).rev().find(is_space).filter(|at| *at > 0).unwrap_or(head);
    let near_start = (tail..=(tail + MAX_WORD).min(name.len())).find(|at| *at == 0 || is_space(&(at - 1)));
    let tail = near_start.filter(|at| *at < name.len()).unwrap_or(tail);
    let part = |range: Option<&[char]>| range.into_iter().flatten().collect::<String>();
    let (head, tail) = (part(name.get(..near_end)), part(name.get(tail.max(near_end)..)));
    format!("{}… {}", head.trim_end(), tail.trim_start())
}

/// The beginning and the end of a name, by which names are alike that are cut between.
fn ends(name: &str) -> (String, String) {
    let count = name.chars().count();
    (name.chars().take(ALIKE_HEAD).collect(), name.chars().skip(count.saturating_sub(ALIKE_TAIL)).collect())
}

/// A name of which others have the same first characters, so many: with what comes then, and the ellipsis before it.
fn elided_to_difference(mark: &ActorMark, differs: usize) -> String {
    let name: Vec<char> = mark.name.chars().collect();
    // From the beginning of the word in which it first differs.
    let from = name.get(..differs).and_then(|before| before.iter().rposition(|c| c.is_whitespace()));
    let tail = from.map_or(0, |space| space + 1);
    if tail <= MIN_HEAD {
        return longest_that_fits(mark, name.len(), |kept| {
            let head: String = name.iter().take(kept).collect();
            format!("{}…", head.trim_end())
        });
    }
    let with_head = |head: usize| join(&name, head, tail);
    if fits(mark, &with_head(MIN_HEAD)) {
        return longest_that_fits(mark, tail, with_head);
    }
    // What differs comes before the rest.
    let rest = name.get(tail..).unwrap_or_default();
    longest_that_fits(mark, rest.len(), |kept| {
        let head: String = name.iter().take(MIN_HEAD).collect();
        let rest: String = rest.iter().take(kept).collect();
        format!("{}… {}…", head.trim_end(), rest.trim_end())
    })
}

/// Different names of which still the same is drawn get a number.
fn number_the_rest(drawn: &mut [(&ActorMark, String)]) {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (mark, text) in drawn.iter_mut() {
        let names = seen.entry(text.clone()).or_default();
        if !names.iter().any(|name| **name == *mark.name) {
            names.push(mark.name.to_string());
        }
        let number = names.iter().position(|name| **name == *mark.name).unwrap_or_default();
        if number > 0 {
            let letters: Vec<char> = text.chars().collect();
            *text = longest_that_fits(mark, letters.len(), |kept| {
                let head: String = letters.iter().take(kept).collect();
                format!("{} #{}", head.trim_end(), number + 1)
            });
        }
    }
}
