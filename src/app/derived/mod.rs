//! Data derived from the open map: assessment, scene, study, filtered scene, highlight, isolated view.
//!
//! Each has its own key, so that only what changed is recomputed: a new colouring needs a new scene but no new
//! assessment. Every key includes the document and the state of its map; a result with another key is never shown as
//! current. A computation that panicked is not retried until its key changes.

mod filtering;
mod isolation;
pub(super) mod results;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub(super) use isolation::{Canvases, IsolationChange};
pub(super) use results::Results;

use isolation::IsolatedView;
use results::{AnalysisKey, DeriveRequest, FilterKey, FilteredScene, SceneKey};

use super::document::{Document, MapKey};
use super::job_types::{JobName, JobResult, ShellJobs};
use crate::analysis::{Assessment, Study, VerdictChange, ended_link, verdict_changes};
use crate::language::Language;
use crate::map::{LinkId, LinkageMap, Selection, Year};
use crate::schema::study_with_places;
use crate::session::{Highlight, Session, ViewContext, WhatIf};
use crate::theme::Palette;

/// Actors plus links up to which a map is analysed within the frame when nothing of it is shown yet: a city of 2,000 actors
/// takes about 20 ms.
const SYNC_LIMIT: usize = 5_500;
/// The same for an edited map: of a larger one, provisional results are shown within the frame, up to a size, and the final
/// ones a few frames later.
const SYNC_EDIT_LIMIT: usize = 1_500;
const PROVISIONAL_LIMIT: usize = 15_000;

/// What a refresh has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RefreshOutcome {
    /// There are new results.
    pub results: bool,
    /// Something panicked within the frame.
    pub failed: bool,
}

/// Data derived from the open map.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// The newest results; may be of an earlier state.
    pub results: Option<Arc<Results>>,
    /// The newest study; may be of an earlier state.
    study: Option<(AnalysisKey, Study)>,
    /// The scene with the filter applied.
    filtered: Option<FilteredScene>,
    /// The scene of the isolated scope.
    isolated: Option<IsolatedView>,
    /// The highlight, and the generation, map and session that it is for.
    highlight: Highlight,
    highlight_key: Option<(u64, MapKey, Session)>,
    /// Increases with every new analysis or study and with the language; invalidates cached lists.
    pub generation: u64,
    /// The generation of the newest analysis.
    assessment_generation: u64,
    /// Increases whenever the displayed scene is replaced.
    pub scene_generation: u64,
    /// Increases whenever the highlight changes.
    pub highlight_generation: u64,
    /// Key of the last background job.
    requested: Option<SceneKey>,
    requested_study: Option<AnalysisKey>,
    requested_filter: Option<FilterKey>,
    /// Key that the user cancelled.
    cancelled: Option<SceneKey>,
    /// Key whose computation panicked.
    failed: Option<SceneKey>,
    /// Generation and session for which highlight, filter or isolation panicked.
    failed_view: Option<(u64, Session)>,
    /// Width over height of the slide that the map is shown on; `None` where it is not shown at a meeting.
    pub slide_ratio: Option<f32>,
    /// What another year has turned, until it is told.
    year_change: Option<(Year, Vec<YearChange>)>,
}

/// A verdict that another year has turned, and a link that has ended on the way to it.
pub(super) type YearChange = (VerdictChange, Option<LinkId>);

impl Derived {
    /// Resets for another document. Generations continue, so that no cache of the old document is taken for the new
    /// one's.
    pub fn reset(&mut self) {
        let (generation, scene_generation, highlight_generation) =
            (self.generation + 1, self.scene_generation + 1, self.highlight_generation + 1);
        *self = Self {
            generation,
            assessment_generation: generation,
            scene_generation,
            highlight_generation,
            ..Self::default()
        };
    }

    /// Key of current results.
    pub fn key(document: &Document, language: Language) -> SceneKey {
        SceneKey {
            map: document.map_key(),
            analysis: Self::analysis_key(document),
            language,
            drawing: document.session.view.drawing,
        }
    }

    fn analysis_key(document: &Document) -> AnalysisKey {
        AnalysisKey { content: document.content_key(), year: document.year() }
    }

    /// The newest results, if they match the displayed map.
    fn matching_results(&self, document: &Document, language: Language) -> Option<&Results> {
        let key = Self::key(document, language);
        self.results.as_deref().filter(|results| results.key == key)
    }

    /// Whether the newest results are the final ones of the displayed map.
    pub fn is_current(&self, document: &Document, language: Language) -> bool {
        self.matching_results(document, language).is_some_and(|results| !results.is_provisional())
    }

    /// Whether they are provisional ones of the displayed map.
    pub fn is_provisional(&self, document: &Document, language: Language) -> bool {
        self.matching_results(document, language).is_some_and(Results::is_provisional)
    }

    /// Whether current results are missing and not being computed, as that was cancelled or panicked.
    pub fn is_aborted(&self, document: &Document, language: Language) -> bool {
        let key = Some(Self::key(document, language));
        (self.cancelled == key || self.failed == key) && !self.is_current(document, language)
    }

    /// Marks the running computation as cancelled by the user.
    pub fn abort(&mut self, jobs: &ShellJobs) {
        if jobs.is_running(JobName::Derive) {
            self.cancelled = self.requested;
        }
    }

    /// Allows cancelled and failed computations again.
    pub fn retry(&mut self) {
        (self.cancelled, self.failed, self.failed_view) = (None, None, None);
    }

    /// The job panicked: it is not started again for the same key.
    pub fn on_failure(&mut self) {
        self.failed = self.requested;
    }

    /// The view computation panicked: it is not retried for the same session.
    pub fn on_view_failure(&mut self, document: &Document) {
        self.failed_view = Some((self.generation, document.session.clone()));
    }

    /// Updates highlight, filtered scene and isolated view. `None` if that panicked just now.
    pub fn refresh_view(
        &mut self,
        document: &mut Document,
        language: Language,
        jobs: &mut ShellJobs,
    ) -> Option<IsolationChange> {
        let failed = self.failed_view.as_ref();
        if failed.is_some_and(|(generation, session)| *generation == self.generation && *session == document.session) {
            return Some(IsolationChange::Unchanged);
        }
        let refresh = AssertUnwindSafe(|| {
            self.refresh_highlight(document, language);
            self.refresh_filtered(document, language, jobs);
            self.refresh_isolated(document, language)
        });
        match catch_unwind(refresh) {
            Ok(isolation) => Some(isolation),
            Err(panic) => {
                std::mem::forget(panic);
                self.on_view_failure(document);
                None
            }
        }
    }

    /// Updates results and study: within the frame for a small map, in the background for a large one.
    pub fn refresh(&mut self, document: &Document, language: Language, jobs: &mut ShellJobs) -> RefreshOutcome {
        let mut refreshed = RefreshOutcome::default();
        let key = Self::key(document, language);
        if self.is_current(document, language) {
            jobs.cancel(JobName::Derive);
        } else if self.failed != Some(key) {
            match catch_unwind(AssertUnwindSafe(|| self.immediate_results(key, document))) {
                Ok(results) => {
                    refreshed.results = results.is_some();
                    self.set_results(results, document.map());
                }
                Err(panic) => {
                    std::mem::forget(panic);
                    self.failed = Some(key);
                    refreshed.failed = true;
                }
            }
            if self.is_current(document, language) || self.failed == Some(key) {
                jobs.cancel(JobName::Derive);
            } else if self.cancelled != Some(key) && (self.requested != Some(key) || !jobs.is_running(JobName::Derive))
            {
                let request = self.request(key, document);
                jobs.start(JobName::Derive, move |token| {
                    JobResult::Derived(request.compute(&|part| token.report_progress(part)).map(Box::new))
                });
                self.requested = Some(key);
            }
        }
        self.refresh_study(document, jobs);
        refreshed
    }

    /// What can be computed within the frame: the results of a small map, provisional ones of a larger one after an edit.
    fn immediate_results(&self, key: SceneKey, document: &Document) -> Option<Results> {
        let (map, size) = (document.map(), size(document.map()));
        if self.results.as_ref().is_some_and(|results| results.key == key) {
            return None;
        }
        let is_provisional_due = (SYNC_EDIT_LIMIT..=PROVISIONAL_LIMIT).contains(&size);
        let previous = self.results.as_ref().filter(|_| is_provisional_due);
        let provisional = previous.and_then(|previous| previous.provisional(key, map));
        provisional.or_else(|| if size <= SYNC_LIMIT { self.request(key, document).compute(&|_| true) } else { None })
    }

    fn request(&self, key: SceneKey, document: &Document) -> DeriveRequest {
        DeriveRequest {
            key,
            map: document.snapshot(),
            recorded: document.shown_what_if().map(|_| document.editor.snapshot()),
            previous: self.results.clone(),
        }
    }

    /// Accepts results from a job if they are current; returns whether they were.
    pub fn on_results(&mut self, results: Option<Box<Results>>, document: &Document, language: Language) -> bool {
        let current = results.filter(|results| results.key == Self::key(document, language));
        let is_new = current.is_some();
        self.set_results(current.map(|results| *results), document.map());
        is_new
    }

    fn set_results(&mut self, results: Option<Results>, map: &LinkageMap) {
        let Some(results) = results else { return };
        let before = self.results.as_ref().map(|last| (last.analysis.key, last.key.language));
        if before != Some((results.analysis.key, results.key.language)) {
            self.generation += 1;
            self.assessment_generation = self.generation;
        }
        let of_last = self.results.as_ref().filter(|last| {
            last.analysis.key.content == results.analysis.key.content
                && last.analysis.key.year != results.analysis.key.year
        });
        if let Some(last) = of_last {
            let (before, year) = (&last.analysis.assessment.models, results.analysis.key.year);
            let changes = verdict_changes(before, &results.analysis.assessment.models);
            let with_reason = |change: VerdictChange| {
                let ended = before.get(&change.model).and_then(|model| ended_link(model, map, year));
                (change, ended)
            };
            self.year_change = Some((year, changes.into_iter().map(with_reason).collect()));
        }
        self.scene_generation += 1;
        let last = self.results.replace(Arc::new(results));
        // Freeing thousands of paths takes a noticeable part of a frame.
        rayon::spawn(move || drop(last));
    }

    /// What another year that is shown since the last call has turned.
    pub fn take_year_change(&mut self) -> Option<(Year, Vec<YearChange>)> {
        self.year_change.take()
    }

    /// Computes the study of the newest analysis in the background.
    fn refresh_study(&mut self, document: &Document, jobs: &mut ShellJobs) {
        let Some(results) = self.results.as_ref().map(Arc::clone) else { return };
        let key = results.analysis.key;
        if key != Self::analysis_key(document) {
            // A study of an outdated map is not needed.
            jobs.cancel(JobName::Study);
            self.requested_study = self.requested_study.filter(|_| self.study().is_some());
            return;
        }
        if self.requested_study == Some(key) {
            return;
        }
        self.requested_study = Some(key);
        let map = document.snapshot();
        jobs.start(JobName::Study, move |token| {
            let study = study_with_places(&map, &results.analysis.assessment, &|part| token.report_progress(part));
            study.map_or(JobResult::Cancelled, |study| JobResult::Studied(key, Box::new(study)))
        });
    }

    /// Accepts a study from a job if it is of the newest analysis.
    pub fn on_study(&mut self, key: AnalysisKey, study: Study) {
        if self.results.as_ref().is_some_and(|results| results.analysis.key == key) {
            self.study = Some((key, study));
            self.generation += 1;
        }
    }

    /// The study of the newest analysis; an older one may name records that no longer exist.
    pub fn study(&self) -> Option<&Study> {
        let key = self.results.as_ref().map(|results| results.analysis.key)?;
        self.study.as_ref().filter(|(of, _)| *of == key).map(|(_, study)| study)
    }

    /// The highlight.
    pub fn highlight(&self) -> &Highlight {
        &self.highlight
    }

    /// Recomputes the highlight if something changed.
    fn refresh_highlight(&mut self, document: &Document, language: Language) {
        if self.highlight_key.as_ref().is_some_and(|(generation, map, session)| {
            (*generation, *map) == (self.generation, document.map_key()) && *session == document.session
        }) {
            return;
        }
        let results = self.results.clone();
        let assessment = results.as_deref().map(|results| &results.analysis.assessment);
        self.highlight =
            Highlight::from_context(&self.context(document, assessment, language, Palette::standard(false)));
        self.highlight_key = Some((self.generation, document.map_key(), document.session.clone()));
        self.highlight_generation += 1;
    }

    /// Context for panels and canvas.
    pub fn context<'a>(
        &'a self,
        document: &'a Document,
        assessment: Option<&'a Assessment>,
        language: Language,
        palette: &'static Palette,
    ) -> ViewContext<'a> {
        let session = &document.session;
        ViewContext {
            map: document.map(),
            map_generation: document.map_generation(),
            what_if: document
                .shown_what_if()
                .map(|_| WhatIf { recorded: document.editor.map(), proposals: &session.what_if }),
            assessment,
            study: self.study(),
            analysis_generation: self.generation,
            assessment_generation: self.assessment_generation,
            view: &session.view,
            highlight: &session.highlight,
            removed_filter: &session.removed_filter,
            year: document.year(),
            language,
            palette,
        }
    }
}

/// Whether a map is small enough to analyse within the frame.
pub(super) fn is_small(map: &LinkageMap) -> bool {
    size(map) <= SYNC_LIMIT
}

fn size(map: &LinkageMap) -> usize {
    map.actors().len() + map.links().len()
}

/// The selection that represents the isolated scope; `None` for the whole map.
pub(super) fn scope_selection(session: &Session) -> Option<Selection> {
    Some(&session.view.scope).filter(|scope| !scope.is_whole_map()).map(crate::map::Scope::selection)
}
