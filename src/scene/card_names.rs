//! What is drawn of names that do not fit their cards, so that different ones never look the same: with the
//! abbreviations that registers use, without a remark in brackets, and else with an ellipsis where they are alike.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::card::{NAME_MAX_LINES, NAME_SIZE, card_layout};
use super::marks::ActorMark;
use super::name_cuts::{Cut, cut_around, cut_at_end, cut_in_middle};
use super::text_metrics::{FontWeight, wrap_text};
use crate::language::{abbreviations, with_short_kind};
use crate::map::ActorId;

/// Cards looked at by one thread at a time.
const CHUNK_SIZE: usize = 1024;
/// How often names of which the same is drawn are told apart: those that differ late may be alike again.
const MAX_ROUNDS: usize = 4;

/// Whether the card of an actor has space for a text.
pub type Fits<'a> = &'a (dyn Fn(&ActorMark, &str) -> bool + Sync);

/// The rows of a name on the card of an actor, at 100 %.
fn name_rows(mark: &ActorMark) -> usize {
    if mark.detail.is_empty() { NAME_MAX_LINES + 1 } else { NAME_MAX_LINES }
}

/// A name as it is broken into the rows of a card.
pub fn wrapped_name(mark: &ActorMark, name: &str) -> Vec<String> {
    let text_area = card_layout(mark.kind, mark.area.width(), mark.area.height()).text_area;
    wrap_text(name, FontWeight::SemiBold, NAME_SIZE, text_area.width(), name_rows(mark))
}

fn fits_at_full_size(mark: &ActorMark, name: &str) -> bool {
    let drawn = wrapped_name(mark, name);
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
    drawn.iter().map(|line| letters(line)).sum::<usize>() == letters(name)
        && drawn.last().is_none_or(|line| !line.ends_with('…') || name.ends_with('…'))
}

/// What is drawn at 100 % of the names that do not fit.
pub fn shortened_names(marks: &[ActorMark]) -> FxHashMap<ActorId, String> {
    let marks: Vec<&ActorMark> = marks.iter().collect();
    let mut names = DistinctNames::default();
    names.learn(&marks, &fits_at_full_size);
    names.shortened
}

/// What is drawn of the names of cards, learned in one go or as cards come into view: it stays for a card, and
/// different names never look the same.
#[derive(Debug, Default)]
pub struct DistinctNames {
    /// Those of which not the whole is drawn.
    shortened: FxHashMap<ActorId, String>,
    known: FxHashSet<ActorId>,
    /// The name of which each text is drawn.
    name_by_text: FxHashMap<Box<str>, Box<str>>,
}

/// A name of which not the whole is drawn.
struct Shortened<'a> {
    mark: &'a ActorMark,
    text: String,
}

impl DistinctNames {
    /// What is drawn of the name of a card; the whole name where it is not known.
    pub fn text<'a>(&'a self, mark: &'a ActorMark) -> &'a str {
        self.shortened.get(&mark.id).map_or(&*mark.name, String::as_str)
    }

    /// Whether what is drawn of the name of a card is known.
    pub fn knows(&self, actor: ActorId) -> bool {
        self.known.contains(&actor)
    }

    /// Learns names of cards not known yet; `fits` says whether a card has space for a text.
    pub fn learn(&mut self, marks: &[&ActorMark], fits: Fits<'_>) {
        self.known.extend(marks.iter().map(|mark| mark.id));
        let (whole, too_long): (Vec<&ActorMark>, Vec<&ActorMark>) =
            marks.par_iter().with_min_len(CHUNK_SIZE).partition(|mark| fits(mark, &mark.name));
        let mut drawn = shortened(too_long, fits);
        // A whole name is drawn as it is, whatever others are shortened to.
        for mark in whole {
            match self.name_by_text.get(&mark.name) {
                Some(name) if *name != mark.name => drawn.push(Shortened { mark, text: mark.name.to_string() }),
                Some(_) => {}
                None => _ = self.name_by_text.insert(mark.name.clone(), mark.name.clone()),
            }
        }
        for _ in 0..MAX_ROUNDS {
            if !self.tell_apart(&mut drawn, fits) {
                break;
            }
        }
        self.number_the_rest(drawn, fits);
    }

    /// Draws different names of which the same is drawn so that their first difference is seen; false if there are
    /// none.
    fn tell_apart(&self, drawn: &mut [Shortened<'_>], fits: Fits<'_>) -> bool {
        let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, name) in drawn.iter().enumerate() {
            alike.entry(name.text.clone()).or_default().push(at);
        }
        let mut any = false;
        for (text, alike) in alike {
            let taken = self.name_by_text.get(text.as_str()).map(|name| &**name);
            let names = alike.iter().filter_map(|at| Some(&*drawn.get(*at)?.mark.name)).chain(taken);
            let names: Vec<&str> = names.collect::<FxHashSet<&str>>().into_iter().collect();
            if names.len() < 2 {
                continue;
            }
            any = true;
            // Abbreviated, unless only the words of the kind differ.
            let short: FxHashSet<String> = names.iter().map(|name| with_short_kind(name)).collect();
            let form = |name: &str| if short.len() == names.len() { with_short_kind(name) } else { name.to_owned() };
            let mut forms: Vec<String> = names.iter().map(|name| form(name)).collect();
            forms.sort_unstable();
            for at in alike {
                if let Some(Shortened { mark, text }) = drawn.get_mut(at) {
                    let form = form(&mark.name);
                    let differs = forms.binary_search(&form).map_or(0, |at| first_difference(&forms, at));
                    *text = if fits(mark, &form) { form } else { cut_around(&form, differs, &|text| fits(mark, text)) };
                }
            }
        }
        any
    }

    /// Different names of which still the same is drawn get a number.
    fn number_the_rest(&mut self, drawn: Vec<Shortened<'_>>, fits: Fits<'_>) {
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        for Shortened { mark, mut text } in drawn {
            if self.is_taken(&text, mark) {
                let letters: Vec<char> = text.chars().collect();
                let number = numbers.entry(text.clone()).or_insert(2);
                loop {
                    let numbered = |kept: usize| {
                        let head: String = letters.iter().take(kept).collect();
                        format!("{} #{number}", head.trim_end()).trim_start().to_owned()
                    };
                    text = super::name_cuts::longest(letters.len(), &|text| fits(mark, text), numbered);
                    if !self.is_taken(&text, mark) {
                        break;
                    }
                    *number += 1;
                }
            }
            self.name_by_text.insert(text.as_str().into(), mark.name.clone());
            self.shortened.insert(mark.id, text);
        }
    }

    fn is_taken(&self, text: &str, mark: &ActorMark) -> bool {
        self.name_by_text.get(text).is_some_and(|name| *name != mark.name)
    }
}

/// Names that are too long: the longest of their abbreviations that fits, else cut where they are like each other.
fn shortened<'a>(too_long: Vec<&'a ActorMark>, fits: Fits<'_>) -> Vec<Shortened<'a>> {
    let abbreviated = |mark: &'a ActorMark| {
        let mut shortest = mark.name.to_string();
        for form in abbreviations(&mark.name, mark.kind) {
            if fits(mark, &form) {
                return (mark, form, false);
            }
            shortest = form;
        }
        (mark, shortest, true)
    };
    let names: Vec<(&ActorMark, String, bool)> =
        too_long.into_par_iter().with_min_len(CHUNK_SIZE).map(abbreviated).collect();
    let mut forms: Vec<&str> = names.iter().filter(|(.., is_cut)| *is_cut).map(|(_, form, _)| form.as_str()).collect();
    forms.par_sort_unstable();
    forms.dedup();
    let cut = |(mark, form, is_cut): &(&'a ActorMark, String, bool)| {
        let text = if *is_cut {
            let differs = forms.binary_search(&form.as_str()).map_or(0, |at| first_difference(&forms, at));
            let fits = |text: &str| fits(mark, text);
            let shows = |cut: &Cut| cut.shows(differs);
            let cut = cut_in_middle(form, &fits).filter(shows).or_else(|| Some(cut_at_end(form, &fits)).filter(shows));
            cut.map_or_else(|| cut_around(form, differs, &fits), |cut| cut.text)
        } else {
            form.clone()
        };
        Shortened { mark, text }
    };
    names.par_iter().with_min_len(CHUNK_SIZE).map(cut).collect()
}

/// How many first characters the text at `at` has in common with the one most like it, of different texts in order.
fn first_difference<T: AsRef<str>>(sorted: &[T], at: usize) -> usize {
    let common = |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let text = sorted.get(at).map_or("", T::as_ref);
    let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    neighbours.filter_map(|at| sorted.get(at)).map(|other| common(text, other.as_ref())).max().unwrap_or(0)
}
