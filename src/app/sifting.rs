//! What a filter leaves of the scene: within the frame for a small map, beside the window for a large one, which shows
//! meanwhile what it showed.

use std::sync::Arc;

use super::document::{Document, Survey};
use super::jobs::{Done, JobName};
use super::shell::Shell;
use crate::language::Language;
use crate::map::LinkageMap;
use crate::scene::{Filter, Focus, Scene, Sieve, Subject, sifted};

/// What is to be left of which scene.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sifting {
    /// Of which survey.
    survey: u64,
    filter: Filter,
    /// What else is hidden: all that is not lit, and which lighting that is.
    only_lit: Option<u64>,
}

/// What is left of a scene.
#[derive(Debug)]
pub(super) struct Sifted {
    of: Sifting,
    /// That of the map that it was made of.
    pub revision: u64,
    pub scene: Arc<Scene>,
}

impl Sifting {
    /// Does it; `focus` is what is lit.
    fn done(self, survey: &Survey, map: &LinkageMap, focus: &Focus, language: Language) -> Sifted {
        let all = Sieve::new(map, &survey.assessment, &self.filter);
        let sieve = if self.only_lit.is_some() { all.only(focus) } else { all };
        let scene = sifted(&survey.scene, map, &sieve, language).prepared();
        Sifted { of: self, revision: survey.question.revision, scene: Arc::new(scene) }
    }
}

impl Document {
    /// What is to be left of the scene; none where nothing is hidden.
    fn sifting(&self) -> Option<Sifting> {
        let hides_rest = self.sight.rest_hidden && !self.focus().is_empty();
        let hides = hides_rest || !self.sight.filter.is_empty();
        (hides && self.survey.is_some()).then(|| Sifting {
            survey: self.surveys,
            filter: self.sight.filter.clone(),
            only_lit: hides_rest.then_some(self.lightings),
        })
    }

    fn show_sifted(&mut self, sifted: Option<Sifted>) {
        self.scenes += u64::from(sifted.is_some() || self.sifted.is_some());
        let last = std::mem::replace(&mut self.sifted, sifted);
        // As with a survey.
        rayon::spawn(move || drop(last));
    }

    /// Whether the filter hides what one wants to see.
    pub(super) fn is_filtered_out(&self, subject: Subject) -> bool {
        let Some(survey) = self.survey.as_deref().filter(|_| !self.sight.filter.is_empty()) else { return false };
        let map = self.map();
        let sieve = Sieve::new(map, &survey.assessment, &self.sight.filter);
        let hides = |id| map.actors().get(&id).is_some_and(|actor| !sieve.shows(actor));
        match subject {
            Subject::Actor(id) => hides(id),
            Subject::Link(id) => {
                map.links().get(&id).is_some_and(|link| hides(link.from) || hides(link.to) || !sieve.shows_link(link))
            }
            Subject::Model(id) => map.models().get(&id).is_some_and(|model| model.core.iter().copied().any(hides)),
        }
    }
}

impl Shell {
    /// Sees to it that what is left of the scene is that of the scene, the filter and, as far as it matters, what is lit.
    pub(super) fn sift(&mut self) {
        let (wanted, language) = (self.document.sifting(), self.language());
        let Some(sifting) = wanted else {
            self.jobs.cancel(JobName::Sift);
            if self.document.sifted.is_some() {
                self.document.show_sifted(None);
            }
            return;
        };
        if self.document.sifted.as_ref().is_some_and(|sifted| sifted.of == sifting) {
            self.jobs.cancel(JobName::Sift);
            return;
        }
        let Some(survey) = self.document.survey.clone() else { return };
        if self.document.is_small() {
            let sifted = sifting.done(&survey, self.document.map(), self.document.focus(), language);
            self.document.show_sifted(Some(sifted));
        } else if self.sifting.as_ref() != Some(&sifting) || !self.jobs.is_running(JobName::Sift) {
            self.sifting = Some(sifting.clone());
            let (map, focus) = (self.document.snapshot(), self.document.focus().clone());
            self.jobs
                .start(JobName::Sift, move |_| Done::Sifted(Box::new(sifting.done(&survey, &map, &focus, language))));
        }
    }

    /// Takes in what a job has left of the scene, where that is still wanted.
    pub(super) fn take_sifted(&mut self, sifted: Sifted) {
        if self.document.sifting().as_ref() == Some(&sifted.of) {
            self.document.show_sifted(Some(sifted));
        }
    }
}
