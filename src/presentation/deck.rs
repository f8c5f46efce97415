//! The slides that are walked through: their order stays while the map changes under them.

use std::collections::{BTreeMap, BTreeSet};

use crate::slides::Slide;

/// The slides of a presentation, and the one that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deck {
    slides: Vec<Slide>,
    at: usize,
}

impl Deck {
    /// The slides in their order, the first one shown; there is always one.
    pub fn new(slides: Vec<Slide>) -> Self {
        Self { slides: if slides.is_empty() { vec![Slide::Title] } else { slides }, at: 0 }
    }

    /// The slide that is shown.
    pub fn current(&self) -> Slide {
        self.slides.get(self.at).copied().unwrap_or(Slide::Title)
    }

    /// The slide after it.
    pub fn next(&self) -> Option<Slide> {
        self.slides.get(self.at + 1).copied()
    }

    /// Its position, from 0 on.
    pub fn position(&self) -> usize {
        self.at
    }

    /// All slides.
    pub fn slides(&self) -> &[Slide] {
        &self.slides
    }

    /// Shows the slide at a position, or the last one; returns whether that is another one.
    pub fn go_to(&mut self, at: usize) -> bool {
        let at = at.min(self.slides.len().saturating_sub(1));
        std::mem::replace(&mut self.at, at) != at
    }

    /// Takes over what the map has now: the order of what was there stays, so that a speaker finds it again; what is new
    /// comes behind what it follows in `now`. Returns whether the slide that was shown is gone.
    pub fn follow(&mut self, now: &[Slide]) -> bool {
        let there: BTreeSet<Slide> = now.iter().copied().collect();
        let mut known: BTreeSet<Slide> = self.slides.iter().copied().collect();
        if there == known {
            return false;
        }
        let current = self.current();
        let before = self.slides.iter().take(self.at).filter(|slide| there.contains(slide)).count();
        // What is new, by what it comes behind; in front of all others by nothing.
        let mut new: BTreeMap<Option<Slide>, Vec<Slide>> = BTreeMap::new();
        let mut follows = None;
        for slide in now {
            if known.insert(*slide) {
                new.entry(follows).or_default().push(*slide);
            } else {
                follows = Some(*slide);
            }
        }
        let mut slides = new.remove(&None).unwrap_or_default();
        for slide in self.slides.iter().filter(|slide| there.contains(slide)) {
            slides.push(*slide);
            slides.extend(new.remove(&Some(*slide)).into_iter().flatten());
        }
        self.slides = if slides.is_empty() { vec![Slide::Title] } else { slides };
        let place = self.slides.iter().position(|slide| *slide == current);
        self.at = place.unwrap_or_else(|| before.saturating_sub(1).min(self.slides.len() - 1));
        place.is_none()
    }
}
