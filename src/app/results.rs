//! Takes in what jobs have worked out beside the window. Each result carries what it was worked out for, and is applied to
//! that or dropped.

use super::jobs::Outcome;
use super::shell::Shell;
use super::work::{JobName, JobResult};
use crate::language::{Language, UiText};
use crate::layout;

use super::dialogs::Picked;
use super::files::WriteOutcome;

impl Shell {
    /// A job has ended.
    pub(super) fn on_job(&mut self, name: JobName, outcome: Outcome<JobResult>) {
        match outcome {
            Outcome::Finished(result) => self.on_result(result),
            Outcome::Failed => self.on_failure(name),
        }
    }

    fn on_result(&mut self, result: JobResult) {
        match result {
            JobResult::Opened { request, path, result, fingerprint, copy } => {
                // What is typed counts among what has been edited meanwhile.
                self.flush_draft();
                let document = (&self.document, self.is_dirty());
                let effect = self.files.on_opened(request, path, result, (fingerprint, copy), document);
                self.carry_on(effect.into_iter().collect());
            }
            JobResult::Written(request, written) => {
                let (files, mut context) = self.parts();
                let effects = files.on_written(request, written, &mut context);
                self.carry_on(effects);
            }
            JobResult::Picked(request, picked) => {
                // The map is saved with what has been typed while the dialog stood there.
                self.flush_draft();
                let (files, mut context) = self.parts();
                let effects = files.on_picked(request, picked, &mut context);
                self.carry_on(effects);
            }
            JobResult::Arranged(document, asked, arranged) => {
                if document == self.document.id {
                    self.panels.pages.on_table_result(asked, *arranged);
                }
            }
            JobResult::Copied(text) => {
                self.ctx.copy_text(text);
                self.messages.news = Some(UiText::TableCopied);
            }
            JobResult::Tidied { document, .. } | JobResult::TidiedThoroughly { document, .. }
                if document != self.document.id => {}
            JobResult::Tidied { revision, bands, places, .. } => {
                // What is typed of the map itself must not bring its old bands back.
                self.flush_draft();
                if revision == self.document.editor.revision() {
                    self.edited(|document| match bands {
                        Some(bands) => document.place_in_bands(bands, places),
                        None => document.place_actors(places),
                    });
                    self.navigation.fit_next = true;
                } else {
                    // The map was edited meanwhile: what was asked for is due all the same.
                    self.tidy(bands);
                }
            }
            JobResult::TidiedThoroughly { revision, request, places, .. } => {
                let editor = &self.document.editor;
                if revision != editor.revision() && *request != layout::LayoutRequest::of(editor.map()) {
                    self.messages.news = Some(UiText::TidyOutdated);
                } else if places.iter().eq(editor.map().placements().values()) {
                    self.messages.news = Some(UiText::NoBetterLayout);
                } else {
                    self.edited_with(UiText::TidiedThoroughly, |document| document.place_actors(places));
                    self.navigation.fit_next = true;
                }
            }
            JobResult::Derived(results) => {
                let language = self.language();
                if self.derived.on_results(results, &self.document, language) {
                    self.on_new_results();
                }
            }
            JobResult::Studied(key, study) => self.derived.on_study(key, *study),
            JobResult::Filtered(filtered) => self.derived.on_filtered(*filtered, &self.document),
            JobResult::Nothing => {}
        }
    }

    /// A job panicked, or could not be started: it costs that job, and is told once.
    fn on_failure(&mut self, name: JobName) {
        match name {
            JobName::Write(request) | JobName::Remember(request) => {
                let (files, mut context) = self.parts();
                let effects = files.on_written(request, WriteOutcome::Panicked, &mut context);
                self.carry_on(effects);
                return;
            }
            JobName::Pick(request) => {
                // The system's dialog failed: a path is typed instead.
                let (files, mut context) = self.parts();
                let effects = files.on_picked(request, Picked::NoDialog { saving: false }, &mut context);
                self.carry_on(effects);
                return;
            }
            JobName::Open(_) => {
                if self.files.is_beginning() {
                    self.note_failure(Some(UiText::ProgramError.text(Language::English).to_owned()));
                }
                self.files.stop_opening();
            }
            JobName::Derive => self.derived.on_failure(),
            JobName::Filter => self.derived.on_view_failure(&self.document),
            JobName::Sort | JobName::Prepare => self.panels.pages.on_table_failure(),
            JobName::Copy | JobName::Tidy | JobName::TidyThoroughly | JobName::Study => {}
        }
        self.on_program_error();
    }
}
