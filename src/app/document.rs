//! The open document: the map under edit, its file, what is known of it and how it is looked at.

use std::path::PathBuf;
use std::sync::Arc;

use super::alone::Lone;
use super::sifting::Sifted;
use super::trial::Trial;
use crate::analysis::{Assessment, Study, Turn, assess, judge, turns};
use crate::language::Language;
use crate::map::{ActorId, Editor, LinkageMap, ProductId, Year};
use crate::scene::{Drawing, Focus, Scene, Selection, Sight, Subject, build_drawn, ways_watched};
use crate::theme::Palette;

/// Actors and links together, up to which a map is surveyed within the frame: a city of 2,000 actors takes about 10 ms.
const AT_ONCE: usize = 5_500;

/// What is worked out from a map: what it says and how it looks.
#[derive(Debug)]
pub(super) struct Survey {
    /// What it was worked out for.
    pub question: Question,
    pub assessment: Assessment,
    pub scene: Arc<Scene>,
    /// The models whose verdict a trial changes; none without a trial.
    pub turns: Vec<Turn>,
}

/// What a survey holds for; with any other it is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Question {
    pub revision: u64,
    /// Of which trial; 0 for none.
    pub trial: u64,
    pub year: Year,
    pub language: Language,
    pub drawing: Drawing,
}

impl Survey {
    /// Works it out; for a large map this takes a while, nearly all of it for the lines of links that are not known from
    /// before. `untried` is the document's map, where another is tried, and `last` the survey before, of whatever map.
    /// `None` when `watch` says that it is wanted no more.
    pub fn of(
        map: &LinkageMap,
        untried: Option<&LinkageMap>,
        question: Question,
        last: Option<&Self>,
        watch: &(dyn Fn(f32) -> bool + Sync),
    ) -> Option<Self> {
        /// The part of the time that lines take.
        const LINES: f32 = 0.8;
        // Neither asks anything of the other.
        let known = last.map(|last| &*last.scene);
        let (assessment, ways) =
            rayon::join(|| assess(map, question.year), || ways_watched(map, known, &|part| watch(part * LINES)));
        let ways = ways?;
        let manner = (question.language, question.drawing);
        let scene = build_drawn(map, (&assessment).into(), manner, ways).prepared();
        let before = untried.map(|untried| judge(untried, question.year));
        let turns = before.map(|before| turns(&before, &assessment.models)).unwrap_or_default();
        Some(Self { question, assessment, scene: Arc::new(scene), turns })
    }
}

/// The open document.
#[derive(Debug)]
pub(super) struct Document {
    pub editor: Editor,
    /// Its file; none for a map that was never saved.
    pub path: Option<PathBuf>,
    pub selection: Selection,
    pub year: Year,
    pub product: Option<ProductId>,
    /// The selection with which the sight points at more than that.
    pointing: Selection,
    /// How it is drawn.
    pub drawing: Drawing,
    /// How one looks at it.
    pub sight: Sight,
    /// The scene of what is shown alone.
    pub(super) lone: Option<Lone>,
    /// What the filter leaves of the scene.
    pub(super) sifted: Option<Sifted>,
    /// Grows with every scene that is made of another.
    pub(super) scenes: u64,
    /// The newest survey, perhaps of an earlier state.
    pub survey: Option<Arc<Survey>>,
    /// The newest study, perhaps of an earlier state.
    study: Option<(Question, Study)>,
    /// The state of the map and the actors that keys moved last.
    pub(super) moving: Option<(u64, Vec<ActorId>)>,
    /// What is tried out.
    pub trial: Option<Trial>,
    /// Grows with every trial.
    pub(super) trials: u64,
    /// Grows with every new survey, so that lists know when to be made anew.
    pub surveys: u64,
    /// What is lit, and for which survey, selection and product.
    focus: Focus,
    focus_for: Option<(u64, Selection, Option<ProductId>, Sight)>,
    /// Grows with whatever is lit.
    pub(super) lightings: u64,
}

impl Document {
    /// Opens a map as it stands in its file, or a new one.
    pub fn new(map: LinkageMap, path: Option<PathBuf>) -> Self {
        let year = map.info().year;
        Self {
            editor: Editor::new(map),
            path,
            selection: Selection::None,
            year,
            product: None,
            pointing: Selection::None,
            drawing: Drawing::default(),
            sight: Sight::default(),
            lone: None,
            sifted: None,
            scenes: 0,
            survey: None,
            study: None,
            moving: None,
            trial: None,
            trials: 0,
            surveys: 0,
            focus: Focus::default(),
            focus_for: None,
            lightings: 0,
        }
    }

    /// What a survey must hold for now.
    pub fn question(&self, language: Language) -> Question {
        let trial = self.trial.as_ref().map_or(0, |trial| trial.number);
        Question { revision: self.editor.revision(), trial, year: self.year, language, drawing: self.drawing }
    }

    /// Whether the newest survey is that of the map as it is.
    pub fn is_surveyed(&self, language: Language) -> bool {
        self.survey.as_ref().is_some_and(|survey| survey.question == self.question(language))
    }

    /// Whether a survey is a matter of milliseconds.
    pub fn is_small(&self) -> bool {
        let map = self.map();
        map.actors().len() + map.links().len() <= AT_ONCE
    }

    /// Takes a survey in.
    pub fn take(&mut self, survey: Survey) {
        let last = self.survey.replace(Arc::new(survey));
        self.surveys += 1;
        // Giving back the memory of thousands of lines takes a part of a frame.
        rayon::spawn(move || drop(last));
    }

    /// Takes a study in.
    pub fn take_study(&mut self, question: Question, study: Study) {
        self.study = Some((question, study));
        self.surveys += 1;
    }

    /// Whether the newest study is that of the map as it is.
    pub fn is_studied(&self, language: Language) -> bool {
        self.study.as_ref().is_some_and(|(question, _)| *question == self.question(language))
    }

    /// What is lit.
    pub fn focus(&self) -> &Focus {
        &self.focus
    }

    /// Works out what is lit, when something changed.
    pub fn light(&mut self, language: Language) {
        let wanted = (self.surveys, self.selection.clone(), self.product, self.sight.clone());
        if self.focus_for.as_ref() != Some(&wanted) {
            let survey = self.survey.clone();
            let shown = self.shown(survey.as_deref().map(|survey| &survey.assessment), language, Palette::of(false));
            self.focus = Focus::of(&shown);
            self.focus_for = Some(wanted);
            self.lightings += 1;
        }
    }

    /// What panels and canvas show of it.
    pub fn shown<'a>(
        &'a self,
        assessment: Option<&'a Assessment>,
        language: Language,
        palette: &'static Palette,
    ) -> crate::scene::Shown<'a> {
        crate::scene::Shown {
            map: self.map(),
            supposed: self
                .trial
                .as_ref()
                .map(|trial| crate::scene::Supposed { recorded: self.editor.map(), proposals: &trial.proposals }),
            assessment,
            // One of another map may name what is no longer there; another language or trial alters nothing in it.
            study: self
                .study
                .as_ref()
                .filter(|(question, _)| self.survey.as_ref().is_some_and(|it| it.question == *question))
                .map(|(_, study)| study),
            selection: &self.selection,
            year: self.year,
            product: self.product,
            sight: &self.sight,
            language,
            palette,
        }
    }

    /// Lights all of these, whatever the selection would, until another is made.
    pub fn point_at(&mut self, subjects: Vec<Subject>) {
        self.sight.pointed = subjects;
        self.pointing = self.selection.clone();
    }

    /// Drops from the selection and the product what the map no longer has.
    pub fn forget_what_is_gone(&mut self) {
        let selection = std::mem::take(&mut self.selection);
        let map = self.map();
        let selection = selection.still_in(map);
        let alone = self.sight.alone.as_ref().and_then(|alone| alone.still_in(map));
        self.product = self.product.filter(|id| map.products().contains_key(id));
        let (mut filter, mut taken_off) =
            (std::mem::take(&mut self.sight.filter), std::mem::take(&mut self.sight.taken_off));
        for filter in [&mut filter, &mut taken_off] {
            filter.forget_what_is_gone(self.map());
        }
        (self.sight.filter, self.sight.taken_off) = (filter, taken_off);
        self.sight.alone = alone;
        self.selection = selection;
        if self.selection != self.pointing {
            self.sight.pointed.clear();
        }
    }
}
