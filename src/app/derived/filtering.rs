//! The filtered scene: computed within the frame for a small map, in the background for a large one, which shows the
//! old scene meanwhile.

use std::sync::Arc;

use super::results::{FilterKey, FilteredScene};
use super::{Derived, is_small};
use crate::app::document::Document;
use crate::app::job_types::{JobName, JobResult, ShellJobs};
use crate::language::Language;
use crate::scene::Scene;
use crate::session::{Subject, VisibilityFilter};

impl Derived {
    /// Key of the filtered scene; `None` where nothing is hidden.
    fn filter_key(&self, document: &Document) -> Option<FilterKey> {
        let view = &document.session.view;
        let hides_unhighlighted = view.rest_hidden && !self.highlight().is_empty();
        let hides = hides_unhighlighted || !view.filter.is_empty();
        self.results.as_ref().filter(|_| hides).map(|results| FilterKey {
            results: (results.key, results.is_provisional()),
            filter: view.filter.clone(),
            highlight_generation: hides_unhighlighted.then_some(self.highlight_generation),
        })
    }

    /// Updates the filtered scene when the scene, the filter or (if relevant) the highlight changes.
    pub(super) fn refresh_filtered(&mut self, document: &Document, language: Language, jobs: &mut ShellJobs) {
        let Some(key) = self.filter_key(document) else {
            jobs.cancel(JobName::Filter);
            if self.filtered.is_some() {
                self.set_filtered(None);
            }
            return;
        };
        if self.filtered.as_ref().is_some_and(|filtered| filtered.key == key) {
            jobs.cancel(JobName::Filter);
            return;
        }
        // Outdated results are not filtered: their scene is about to be replaced.
        let Some(results) = self.results.clone().filter(|results| results.key.map == document.map_key()) else {
            return;
        };
        if is_small(document.map()) {
            let filtered = key.compute(&results, document.map(), self.highlight(), language, &|_| true);
            self.set_filtered(filtered);
        } else if self.requested_filter.as_ref() != Some(&key) || !jobs.is_running(JobName::Filter) {
            self.requested_filter = Some(key.clone());
            let (map, highlight) = (document.snapshot(), self.highlight().clone());
            jobs.start(JobName::Filter, move |token| {
                let filtered = key.compute(&results, &map, &highlight, language, &|part| token.report_progress(part));
                filtered.map_or(JobResult::Cancelled, |filtered| JobResult::Filtered(Box::new(filtered)))
            });
        }
    }

    /// Accepts a filtered scene from a job, if it is current.
    pub fn on_filtered(&mut self, filtered: FilteredScene, document: &Document) {
        if self.filter_key(document).as_ref() == Some(&filtered.key) {
            self.set_filtered(Some(filtered));
        }
    }

    fn set_filtered(&mut self, filtered: Option<FilteredScene>) {
        self.scene_generation += 1;
        let last = std::mem::replace(&mut self.filtered, filtered);
        // Dropped in the background, as with results.
        rayon::spawn(move || drop(last));
    }

    /// The filtered scene.
    pub(super) fn filtered_scene(&self) -> Option<&Arc<Scene>> {
        self.filtered.as_ref().map(|filtered| &filtered.scene)
    }

    /// Whether the filter hides a subject.
    pub fn is_filtered_out(&self, subject: Subject, document: &Document) -> bool {
        let filter = &document.session.view.filter;
        let Some(results) = self.results.as_deref().filter(|_| !filter.is_empty()) else { return false };
        let map = document.map();
        let visible = VisibilityFilter::new(map, &results.analysis.assessment, filter);
        let hides = |id| map.actors().get(&id).is_some_and(|actor| !visible.shows_actor(actor));
        match subject {
            Subject::Actor(id) => hides(id),
            Subject::Link(id) => {
                map.links().get(&id).is_some_and(|link| hides(link.from) || hides(link.to) || !visible.shows_link(link))
            }
            Subject::Model(id) => map.models().get(&id).is_some_and(|model| model.core.iter().copied().any(hides)),
        }
    }
}
