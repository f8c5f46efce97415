//! One chain alone on the canvas: made from the map that is shown, kept out of it, and made anew whenever that changes.

use std::sync::Arc;

use super::document::{Document, Question};
use super::shell::Shell;
use crate::canvas::Canvas;
use crate::command::{Command, Page};
use crate::language::{Language, Screen};
use crate::scene::{Alone, Filter, Scene, Selection, Sight, Subject};
use crate::theme::Palette;

/// What is shown alone, laid out.
#[derive(Debug)]
pub(super) struct Lone {
    /// What it was made for.
    of: (Question, Sight),
    pub scene: Arc<Scene>,
}

/// The canvases. What is shown alone has one of its own, so that the map is found again as it was left.
#[derive(Debug, Default)]
pub(super) struct Canvases {
    pub whole: Canvas,
    pub lone: Canvas,
}

impl Canvases {
    /// The one that is in sight while this document is open.
    pub fn in_sight(&self, document: &Document) -> &Canvas {
        if document.lone_in_sight().is_some() { &self.lone } else { &self.whole }
    }

    /// The same, to be drawn or moved.
    pub fn in_sight_mut(&mut self, document: &Document) -> &mut Canvas {
        if document.lone_in_sight().is_some() { &mut self.lone } else { &mut self.whole }
    }
}

/// What came of keeping a scene that is shown alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    /// It is as it was, or there is none.
    Same,
    /// It is of something else now.
    Fresh,
    /// There are too many actors in it.
    TooMany,
}

impl Document {
    /// The scene that is on the canvas: of what is alone, of what a filter leaves, or else of the whole map; and the
    /// revision of the map that it is of.
    pub(super) fn scene(&self) -> Option<(&Arc<Scene>, u64)> {
        let lone = self.lone_in_sight().map(|lone| (&lone.scene, lone.of.0.revision));
        let sifted = self.sifted.as_ref().map(|sifted| (&sifted.scene, sifted.revision));
        lone.or(sifted).or(self.survey.as_ref().map(|survey| (&survey.scene, survey.question.revision)))
    }

    /// What is shown alone, and not just being left.
    pub(super) fn lone_in_sight(&self) -> Option<&Lone> {
        self.lone.as_ref().filter(|_| self.sight.alone.is_some())
    }

    /// Makes the scene that is shown alone anew, where the map or the chain is another.
    fn keep_alone(&mut self, language: Language) -> Kept {
        let Some(alone) = self.sight.alone.clone() else {
            self.lone = None;
            return Kept::Same;
        };
        let wanted = (self.question(language), self.sight.clone());
        if self.lone.as_ref().is_some_and(|lone| lone.of == wanted) || !self.is_surveyed(language) {
            return Kept::Same;
        }
        let survey = self.survey.clone();
        let shown = self.shown(survey.as_deref().map(|survey| &survey.assessment), language, Palette::of(false));
        let Some(scene) = alone.scene(&shown, self.drawing) else {
            (self.sight.alone, self.lone) = (None, None);
            return Kept::TooMany;
        };
        self.scenes += 1;
        let last = self.lone.replace(Lone { of: wanted, scene: Arc::new(scene) });
        if last.is_some_and(|last| last.of.1.alone == self.sight.alone) { Kept::Same } else { Kept::Fresh }
    }
}

impl Shell {
    /// The scene that is on the canvas; none before the first survey.
    pub(super) fn scene(&self) -> Option<Arc<Scene>> {
        self.document.scene().map(|(scene, _)| Arc::clone(scene))
    }

    /// The canvas that is in sight.
    pub(super) fn canvas(&mut self) -> &mut Canvas {
        self.canvases.in_sight_mut(&self.document)
    }

    /// Shows what is selected alone, or the whole map again.
    pub(super) fn show_alone(&mut self) {
        self.page = Page::Map;
        self.document.point_at(Vec::new());
        if self.document.sight.alone.take().is_none() {
            self.document.sight.alone = Alone::of(&self.document.selection);
            if self.document.sight.alone.is_none() {
                self.news = Some(Screen::AloneNothing);
            }
        }
    }

    /// One step back: from what is lit, from what is shown alone, and last from the filter, which is put on again by a
    /// button in its place.
    pub(super) fn step_back(&mut self) {
        let document = &mut self.document;
        let own = document.sight.alone.as_ref().filter(|_| self.page == Page::Map).map(Alone::selection);
        match own {
            Some(own) if document.selection != own && document.selection != Selection::None => document.selection = own,
            Some(own) => (document.selection, document.sight.alone) = (own, None),
            None if document.selection != Selection::None => document.selection = Selection::None,
            None if document.product.is_some() => document.product = None,
            None if self.page == Page::Map && !document.sight.filter.is_empty() => {
                document.sight.put_on(Filter::default());
                self.news = Some(Screen::FilterTakenOff);
            }
            None => {}
        }
    }

    /// Keeps up with where one goes: from one model that is shown alone to the next, and back to the whole map for
    /// whatever is not in the picture.
    pub(super) fn follow(&mut self, subject: Subject) {
        if self.document.is_filtered_out(subject) {
            self.document.sight.put_on(Filter::default());
            self.news = Some(Screen::FilterLeft);
        }
        let alone = &mut self.document.sight.alone;
        let Some(scene) = self.document.lone.as_ref().map(|lone| Arc::clone(&lone.scene)) else { return };
        *alone = match (alone.take(), subject) {
            (Some(Alone::Model(_)), Subject::Model(id)) => Some(Alone::Model(id)),
            (alone, Subject::Actor(id)) => alone.filter(|_| scene.actor(id).is_some()),
            (alone, Subject::Link(id)) => alone.filter(|_| scene.link(id).is_some()),
            (_, Subject::Model(_)) => None,
        };
    }

    /// Whether a wish is about where things stand on the whole map, which one must see for it.
    pub(super) fn leave_for(&mut self, wish: &Command) {
        let of_the_whole = matches!(
            wish,
            Command::Tidy
                | Command::TidyThoroughly
                | Command::SetBands(_)
                | Command::AddActor { .. }
                | Command::AddStage
        );
        if of_the_whole {
            self.document.sight.alone = None;
        }
    }

    /// Sees to it that what is shown alone is that of the map as it is.
    pub(super) fn keep_alone(&mut self) {
        let language = self.language();
        match self.document.keep_alone(language) {
            Kept::Same => {}
            Kept::TooMany => self.news = Some(Screen::AloneTooMany),
            Kept::Fresh => {
                if let Some(lone) = &self.document.lone {
                    self.canvases.lone = Canvas::default();
                    self.canvases.lone.show_whole(lone.scene.area);
                }
            }
        }
    }
}
