//! Applies the results of background jobs. Each result carries the key that it was computed for, and is dropped if that
//! is outdated.

use super::job_types::{JobName, JobResult};
use super::jobs::Outcome;
use super::shell::Shell;
use crate::language::{Language, UiText};
use crate::layout;
use crate::panels::{FileComparison, Overlay};

use super::dialogs::DialogResult;
use super::files::WriteOutcome;

impl Shell {
    /// Handles the end of a job.
    pub(super) fn on_job_result(&mut self, name: JobName, outcome: Outcome<JobResult>) {
        match outcome {
            Outcome::Finished(result) => self.apply_job_result(result),
            Outcome::Failed => self.on_job_failure(name),
        }
    }

    fn apply_job_result(&mut self, result: JobResult) {
        match result {
            JobResult::Opened { request, path, result, copy, history } => {
                let (files, context) = self.files_with_context();
                let effect = files.on_opened(request, path, result, (copy, history), &context);
                self.apply_effects(effect.into_iter().collect());
            }
            JobResult::Rescued(request, result) => {
                let (files, context) = self.files_with_context();
                let effect = files.on_rescued(request, result, &context);
                self.apply_effects(effect.into_iter().collect());
            }
            JobResult::TemplatesListed(listed) => self.on_templates_listed(listed),
            JobResult::TemplateRead(path, contents) => self.on_template_read(&path, contents),
            JobResult::VersionsListed(document, _)
            | JobResult::VersionCompared(document, ..)
            | JobResult::VersionRead(document, ..)
                if document != self.document.id => {}
            JobResult::VersionsListed(_, versions) => self.on_versions_listed(versions),
            JobResult::VersionCompared(_, path, compared) => self.on_version_compared(&path, compared),
            JobResult::VersionRead(_, path, read) => self.on_version_read(&path, read),
            JobResult::UnsavedFound(found) => self.on_unsaved_found(found),
            JobResult::Recovered(request, result) => self.on_recovered(request, result),
            JobResult::UnsavedDiscarded(discarded) => self.on_unsaved_discarded(discarded),
            JobResult::Journaled(document, written) => self.on_journaled(document, Some(written)),
            JobResult::Locked(number, locking) => self.on_locked(number, locking),
            JobResult::Unlocked(number) => self.on_unlocked(number),
            JobResult::Looked(look) => self.on_looked(&look),
            JobResult::Reloaded(reloaded) => self.on_reloaded(*reloaded),
            JobResult::FileCompared(key, comparison) => self.on_file_compared(&key, comparison),
            JobResult::StatesListed(document, versions) => self.on_states_listed(document, versions),
            JobResult::ComparedRead(read) => self.on_compared_read(*read),
            JobResult::Compared(compared) => self.on_compared(*compared),
            JobResult::MergeRead(read) => self.on_merge_read(*read),
            JobResult::MergeBaseRead(read) => self.on_merge_base_read(*read),
            JobResult::MergePreviewed(previewed) => self.on_merge_previewed(*previewed),
            JobResult::MeetingChanged(document, notice) => {
                if document == self.document.id {
                    self.document.meeting = Some(notice.details.clone());
                    self.messages.show(*notice);
                }
            }
            JobResult::Written(request, written) => {
                if matches!(written, WriteOutcome::ChangedOutside | WriteOutcome::Failed(_)) {
                    self.outside.on_save_failed();
                } else if self.outside.trouble().is_some() {
                    self.outside.look_again();
                }
                let (files, mut context) = self.files_with_context();
                let effects = files.on_written(request, written, &mut context);
                self.apply_effects(effects);
            }
            JobResult::DialogClosed(request, dialog_result) => {
                // The map is saved with the text typed while the dialog was open.
                self.flush_draft();
                let (files, mut context) = self.files_with_context();
                let effects = files.on_dialog_result(request, dialog_result, &mut context);
                self.apply_effects(effects);
            }
            JobResult::TableReady(document, query, table_result) => {
                if document == self.document.id {
                    self.panels.pages.on_table_result(query, *table_result);
                }
            }
            JobResult::PastePlanned(request, generation, plan) => {
                if let Overlay::Paste(paste) = &mut self.panels.overlay {
                    paste.on_planned(&request, generation, *plan);
                }
            }
            JobResult::TablesRead(read) => self.on_tables_read(*read),
            JobResult::ImportPreviewed(previewed) => self.on_import_previewed(*previewed),
            JobResult::ImportLaidOut(laid_out) => self.on_import_laid_out(*laid_out),
            JobResult::TextsReplaced(result) => self.on_texts_replaced(*result),
            JobResult::ActorsRemoved(result) => self.on_actors_removed(*result),
            JobResult::TableText(text) => {
                self.ctx.copy_text(text);
                self.messages.status = Some(UiText::TableCopied);
            }
            JobResult::PictureCopied(pixels) => self.on_picture_copied(pixels),
            JobResult::Printed(outcome) => self.on_printed(outcome),
            JobResult::ExportPreviewed(previewed) => self.on_export_previewed(*previewed),
            JobResult::GuideOpened(outcome) => self.on_guide_opened(outcome),
            JobResult::Tidied { document, .. }
            | JobResult::TidiedSelection { document, .. }
            | JobResult::TidiedThoroughly { document, .. }
                if document != self.document.id => {}
            JobResult::Tidied { revision, bands, placements, .. } => {
                // A draft of the map's info must not restore the old bands.
                self.flush_draft();
                if revision == self.document.editor.revision() {
                    self.edit(|document| match bands {
                        Some(bands) => document.set_bands(bands, placements),
                        None => document.set_placements(placements),
                    });
                    self.navigation.fit_next = true;
                } else {
                    // The map was edited meanwhile: lay it out again.
                    self.tidy(bands);
                }
            }
            JobResult::TidiedSelection { revision, placements, .. } => {
                if revision == self.document.editor.revision() {
                    self.edit_and_report(UiText::Arranged, |document| document.place_tidied(placements));
                } else {
                    self.tidy_selection();
                }
            }
            JobResult::TidiedThoroughly { revision, request, placements, .. } => {
                let editor = &self.document.editor;
                if revision != editor.revision() && *request != layout::LayoutRequest::of(editor.map()) {
                    self.messages.status = Some(UiText::TidyOutdated);
                } else if placements.iter().eq(editor.map().placements().values()) {
                    self.messages.status = Some(UiText::NoBetterLayout);
                } else {
                    self.edit_and_report(UiText::TidiedThoroughly, |document| document.set_placements(placements));
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
            JobResult::FontsFound(found) => self.letters.on_found(&self.ctx, *found),
            JobResult::CleanedUp | JobResult::Cancelled => {}
        }
    }

    /// A job panicked or could not be started; reported once.
    fn on_job_failure(&mut self, name: JobName) {
        match name {
            JobName::Write(request) | JobName::Export(request) | JobName::StoreState(request) => {
                let (files, mut context) = self.files_with_context();
                let effects = files.on_written(request, WriteOutcome::InternalError, &mut context);
                self.apply_effects(effects);
                return;
            }
            JobName::Pick(request) => {
                // The system's dialog failed: ask for a path in the window.
                let (files, mut context) = self.files_with_context();
                let effects =
                    files.on_dialog_result(request, DialogResult::Unavailable { saving: false }, &mut context);
                self.apply_effects(effects);
                return;
            }
            JobName::Open(_) => {
                if self.files.is_loading_initial() {
                    self.set_startup_error(Some(UiText::ProgramError.text(Language::English).to_owned()));
                }
                self.files.stop_opening();
            }
            JobName::Journal(document) => {
                self.on_journaled(document, None);
                return;
            }
            JobName::Lock(number) => {
                self.on_lock_failure(number);
                return;
            }
            // The file is looked at again before long; without the list, files can be chosen.
            JobName::Look(_) | JobName::ListStates => return,
            JobName::CompareFile => self.outside.comparison = FileComparison::Unasked,
            JobName::ReadCompared => self.panels.comparison.on_read_failure(),
            JobName::Compare => self.panels.comparison.close(),
            JobName::PreviewExport => {
                if let Overlay::Export(state) = &mut self.panels.overlay {
                    state.on_failure();
                }
                return;
            }
            JobName::Derive => self.derived.on_failure(),
            JobName::FindFonts => self.letters.on_failure(&self.ctx),
            JobName::Filter => self.derived.on_view_failure(&self.document),
            JobName::SortTable | JobName::PrepareTable => self.panels.pages.on_table_failure(),
            JobName::History | JobName::ReadVersion => self.close_history(),
            JobName::FindUnsaved => self.on_unsaved_found(None),
            JobName::PlanPaste
            | JobName::ReadTables
            | JobName::PreviewImport
            | JobName::LayOutImport
            | JobName::ReadMerge
            | JobName::ReadMergeBase
            | JobName::PreviewMerge => {
                self.panels.overlay = Overlay::Closed;
            }
            JobName::CopyTable
            | JobName::CopyPicture
            | JobName::Print
            | JobName::OpenGuide
            | JobName::ReplaceTexts
            | JobName::RemoveActors
            | JobName::Tidy
            | JobName::TidyThoroughly
            | JobName::Study
            | JobName::Templates
            | JobName::RecoverUnsaved
            | JobName::DiscardUnsaved
            | JobName::CleanUp
            | JobName::Reload
            | JobName::MeetingChanges => {}
        }
        self.on_program_error();
    }
}
