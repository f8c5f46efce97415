//! What is kept while a map is shown: which slide, which step, what helps the speaker, since when.

use std::collections::BTreeSet;

use super::deck::Deck;
use super::pointer::Trail;
use crate::command::{Presenting, PresentingAid};
use crate::slides::Slide;

/// A presentation that runs.
#[derive(Clone, Debug)]
pub struct Presentation {
    /// The slides.
    pub deck: Deck,
    /// How far the route of the slide has been walked along; `None` shows all of it.
    step: Option<usize>,
    aids: BTreeSet<PresentingAid>,
    /// The number that is being typed.
    pub(super) typed: Option<usize>,
    /// When it began, in seconds of the window's time.
    pub(super) started: f64,
    /// What is told about what happened to the slides, until another one is shown.
    pub told: Option<String>,
    pub(super) trail: Trail,
}

impl Presentation {
    /// Begins with the first of these slides; `now` is the window's time in seconds.
    pub fn new(slides: Vec<Slide>, now: f64) -> Self {
        Self {
            deck: Deck::new(slides),
            step: None,
            aids: BTreeSet::new(),
            typed: None,
            started: now,
            told: None,
            trail: Trail::default(),
        }
    }

    /// The slide that is shown.
    pub fn slide(&self) -> Slide {
        self.deck.current()
    }

    /// The step that is shown, if its route is walked along.
    pub fn step(&self) -> Option<usize> {
        self.step
    }

    /// Whether this help is on.
    pub fn has(&self, aid: PresentingAid) -> bool {
        self.aids.contains(&aid)
    }

    /// The number of a slide, as far as it is typed.
    pub fn typed_number(&self) -> Option<usize> {
        self.typed
    }

    /// Carries out a move; `steps` is how many steps the slide has. Returns whether another slide is shown.
    pub fn apply(&mut self, asked: Presenting, steps: usize) -> bool {
        if !matches!(asked, Presenting::Toggle(_)) && self.aids.remove(&PresentingAid::Black) {
            return false;
        }
        let last_step = steps.checked_sub(1);
        let walks = self.has(PresentingAid::Steps);
        match asked {
            Presenting::Start | Presenting::Stop => false,
            Presenting::Toggle(aid) => {
                if !self.aids.remove(&aid) {
                    self.aids.insert(aid);
                }
                self.trail = Trail::default();
                false
            }
            Presenting::NextStep => {
                self.step = last_step.map(|last| self.step.map_or(0, |step| (step + 1).min(last)));
                false
            }
            Presenting::PreviousStep => {
                self.step = self.step.and_then(|step| step.checked_sub(1));
                false
            }
            Presenting::Next if walks && self.step.map_or(last_step.is_some(), |step| Some(step) < last_step) => {
                self.apply(Presenting::NextStep, steps)
            }
            Presenting::Previous if walks && self.step.is_some() => self.apply(Presenting::PreviousStep, steps),
            Presenting::Next => self.go_to(self.deck.position() + 1),
            Presenting::Previous => self.go_to(self.deck.position().saturating_sub(1)),
            Presenting::First => self.go_to(0),
            Presenting::Last => self.go_to(usize::MAX),
            Presenting::GoTo(at) => {
                self.aids.remove(&PresentingAid::Strip);
                self.go_to(at)
            }
        }
    }

    fn go_to(&mut self, at: usize) -> bool {
        let is_other = self.deck.go_to(at);
        if is_other {
            (self.step, self.told) = (None, None);
        }
        is_other
    }
}
