//! The slides that are walked through: their order stays while the map changes under them.

use super::slide::Slide;

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
        if self.slides.iter().all(|slide| now.contains(slide)) && self.slides.len() == now.len() {
            return false;
        }
        let current = self.current();
        let before = self.slides.iter().take(self.at).filter(|slide| now.contains(slide)).count();
        self.slides.retain(|slide| now.contains(slide));
        let mut follows: Option<Slide> = None;
        for slide in now {
            if !self.slides.contains(slide) {
                let behind = follows.and_then(|known| self.slides.iter().position(|other| *other == known));
                self.slides.insert(behind.map_or(0, |at| at + 1), *slide);
            }
            follows = Some(*slide);
        }
        if self.slides.is_empty() {
            self.slides.push(Slide::Title);
        }
        let there = self.slides.iter().position(|slide| *slide == current);
        self.at = there.unwrap_or_else(|| before.saturating_sub(1).min(self.slides.len() - 1));
        there.is_none()
    }
}
