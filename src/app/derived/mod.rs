//! What is worked out from the open map for whoever looks at it: verdicts and findings, the scene, the study, what a filter
//! leaves, what is lit, what is shown alone.
//!
//! Each has a key of its own, so that nothing is worked out anew that did not change: a colour asks for another scene and
//! for no verdict. Every key names the document and the state of its map; a result with another key is never shown as that
//! of the open map. What panicked is not tried again until its key changes.

mod filtering;
mod isolation;
pub(super) mod results;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub(super) use isolation::{Canvases, IsolationChange};
pub(super) use results::Results;

use isolation::IsolatedView;
use results::{AnalysisKey, DeriveRequest, FilterKey, FilteredScene, SceneKey};

use super::document::Document;
use super::job_types::{JobName, JobResult, ShellJobs};
use crate::analysis::{Assessment, Study, study};
use crate::language::Language;
use crate::map::{LinkageMap, Selection};
use crate::session::{Highlight, Session, ViewContext, WhatIf};
use crate::theme::Palette;

/// Actors and links together, up to which a map is analysed within the frame: a city of 2,000 actors takes about 10 ms.
const SYNC_LIMIT: usize = 5_500;

/// What an edit or a look has changed in what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Refreshed {
    /// New results were taken in.
    pub results: bool,
    /// Something panicked within the frame.
    pub failed: bool,
}

/// What is worked out from the open map.
#[derive(Debug, Default)]
pub(super) struct Derived {
    /// The newest results, perhaps of an earlier state.
    pub results: Option<Arc<Results>>,
    /// The newest study, perhaps of an earlier state.
    study: Option<(AnalysisKey, Study)>,
    /// What the filter leaves of the scene.
    filtered: Option<FilteredScene>,
    /// The scene of what is shown alone.
    isolated: Option<IsolatedView>,
    /// What is lit, and for which analysis and session.
    highlight: Highlight,
    highlight_key: Option<(u64, Session)>,
    /// Grows with every new analysis or study, and with the language, so that lists know when to be made anew.
    pub generation: u64,
    /// The edition of the newest analysis.
    assessment_generation: u64,
    /// Grows with every scene that is shown in place of another.
    pub scene_generation: u64,
    /// Grows with whatever is lit.
    pub highlight_generation: u64,
    /// What runs beside the window.
    requested: Option<SceneKey>,
    requested_study: Option<AnalysisKey>,
    requested_filter: Option<FilterKey>,
    /// What its user broke off and would not wait for.
    cancelled: Option<SceneKey>,
    /// What panicked.
    failed: Option<SceneKey>,
    /// The session for which what is lit, filtered or shown alone panicked.
    failed_view: Option<(u64, Session)>,
}

impl Derived {
    /// Begins anew for another document. Editions go on, so that nothing made for the old one is taken for the new one's.
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

    /// What results must hold for now.
    pub fn key(document: &Document, language: Language) -> SceneKey {
        let analysis = AnalysisKey { map: document.map_key(), year: document.year() };
        SceneKey { analysis, language, drawing: document.session.view.drawing }
    }

    /// Whether the newest results are those of the map as it is and is drawn.
    pub fn is_current(&self, document: &Document, language: Language) -> bool {
        let key = Self::key(document, language);
        self.results.as_ref().is_some_and(|results| results.key == key)
    }

    /// Whether nobody works out what the map says, as its user would not wait or as it cannot be.
    pub fn is_aborted(&self, document: &Document, language: Language) -> bool {
        let key = Some(Self::key(document, language));
        (self.cancelled == key || self.failed == key) && !self.is_current(document, language)
    }

    /// Its user does not want to wait for what runs.
    pub fn abort(&mut self, jobs: &ShellJobs) {
        if jobs.is_running(JobName::Derive) {
            self.cancelled = self.requested;
        }
    }

    /// Whatever was given up is to be worked out after all.
    pub fn retry(&mut self) {
        (self.cancelled, self.failed, self.failed_view) = (None, None, None);
    }

    /// The job that works results out panicked: it is not started again for the same map.
    pub fn on_failure(&mut self) {
        self.failed = self.requested;
    }

    /// What a filter leaves could not be worked out: it is not tried again for the same session.
    pub fn on_view_failure(&mut self, document: &Document) {
        self.failed_view = Some((self.generation, document.session.clone()));
    }

    /// Sees to it that what is lit, filtered and shown alone is that of the session. `None` where that panicked just now.
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
        let work = AssertUnwindSafe(|| {
            self.refresh_highlight(document, language);
            self.refresh_filtered(document, language, jobs);
            self.refresh_isolated(document, language)
        });
        match catch_unwind(work) {
            Ok(isolation) => Some(isolation),
            Err(panic) => {
                std::mem::forget(panic);
                self.on_view_failure(document);
                None
            }
        }
    }

    /// Sees to it that results and study are those of the map as it is: at once for a small map, beside the window for a
    /// large one.
    pub fn refresh(&mut self, document: &Document, language: Language, jobs: &mut ShellJobs) -> Refreshed {
        let mut refreshed = Refreshed::default();
        let key = Self::key(document, language);
        if self.is_current(document, language) {
            jobs.cancel(JobName::Derive);
        } else if self.failed != Some(key) {
            let request = || DeriveRequest {
                key,
                map: document.snapshot(),
                recorded: document.what_if.as_ref().map(|_| document.editor.snapshot()),
                previous: self.results.clone(),
            };
            if is_small(document.map()) {
                jobs.cancel(JobName::Derive);
                let request = request();
                match catch_unwind(AssertUnwindSafe(|| request.compute(&|_| true))) {
                    Ok(results) => {
                        refreshed.results = results.is_some();
                        self.set_results(results);
                    }
                    Err(panic) => {
                        std::mem::forget(panic);
                        self.failed = Some(key);
                        refreshed.failed = true;
                    }
                }
            } else if self.cancelled != Some(key) && (self.requested != Some(key) || !jobs.is_running(JobName::Derive))
            {
                let request = request();
                jobs.start(JobName::Derive, move |token| {
                    JobResult::Derived(request.compute(&|part| token.report_progress(part)).map(Box::new))
                });
                self.requested = Some(key);
            }
        }
        self.refresh_study(document, jobs);
        refreshed
    }

    /// Takes results in that a job has worked out, where they are those of the map as it is.
    pub fn on_results(&mut self, results: Option<Box<Results>>, document: &Document, language: Language) -> bool {
        let current = results.filter(|results| results.key == Self::key(document, language));
        let is_new = current.is_some();
        self.set_results(current.map(|results| *results));
        is_new
    }

    fn set_results(&mut self, results: Option<Results>) {
        let Some(results) = results else { return };
        let before = self.results.as_ref().map(|last| (last.key.analysis, last.key.language));
        if before != Some((results.key.analysis, results.key.language)) {
            self.generation += 1;
            self.assessment_generation = self.generation;
        }
        self.scene_generation += 1;
        let last = self.results.replace(Arc::new(results));
        // Giving back the memory of thousands of lines takes a part of a frame.
        rayon::spawn(move || drop(last));
    }

    /// Studies, beside the window, the map that was analysed last.
    fn refresh_study(&mut self, document: &Document, jobs: &mut ShellJobs) {
        let Some(results) = self.results.as_ref().map(Arc::clone) else { return };
        let key = results.analysis.key;
        let now = AnalysisKey { map: document.map_key(), year: document.year() };
        if key != now {
            // Of a map that is no more nobody wants to know.
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
            let study = study(&map, &results.analysis.assessment, &|part| token.report_progress(part));
            study.map_or(JobResult::Nothing, |study| JobResult::Studied(key, Box::new(study)))
        });
    }

    /// Takes a study in that a job has worked out, where it is that of the newest analysis.
    pub fn on_study(&mut self, key: AnalysisKey, study: Study) {
        if self.results.as_ref().is_some_and(|results| results.analysis.key == key) {
            self.study = Some((key, study));
            self.generation += 1;
        }
    }

    /// The study of the newest analysis; one of another map may name what is no longer there.
    pub fn study(&self) -> Option<&Study> {
        let key = self.results.as_ref().map(|results| results.analysis.key)?;
        self.study.as_ref().filter(|(of, _)| *of == key).map(|(_, study)| study)
    }

    /// What is lit.
    pub fn highlight(&self) -> &Highlight {
        &self.highlight
    }

    /// Works out what is lit, when something changed.
    fn refresh_highlight(&mut self, document: &Document, language: Language) {
        if self
            .highlight_key
            .as_ref()
            .is_some_and(|(generation, session)| *generation == self.generation && *session == document.session)
        {
            return;
        }
        let results = self.results.clone();
        let assessment = results.as_deref().map(|results| &results.analysis.assessment);
        self.highlight =
            Highlight::from_context(&self.context(document, assessment, language, Palette::standard(false)));
        self.highlight_key = Some((self.generation, document.session.clone()));
        self.highlight_generation += 1;
    }

    /// What panels and canvas show.
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
                .what_if
                .as_ref()
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

/// Whether an analysis is a matter of milliseconds.
pub(super) fn is_small(map: &LinkageMap) -> bool {
    map.actors().len() + map.links().len() <= SYNC_LIMIT
}

/// What is selected where something is shown alone: that, or what was selected in it.
pub(super) fn scope_selection(session: &Session) -> Option<Selection> {
    Some(&session.view.scope).filter(|scope| !scope.is_whole_map()).map(crate::map::Scope::selection)
}
