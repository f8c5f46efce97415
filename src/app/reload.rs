//! Takes what the file of the open map has by now into the map, as one edit, or tells what has changed in it. The file is
//! read and compared in the background.

use std::sync::Arc;

use super::document::Document;
use super::job_types::{JobName, JobResult};
use super::outside::LookKey;
use super::shell::Shell;
use crate::analysis::map_changes;
use crate::command::Command;
use crate::language::UiText;
use crate::map::{EditLabel, LinkageMap, Patch, Transaction, Violation};
use crate::panels::FileComparison;
use crate::storage::{
    FileFingerprint, FileState, JournalSnapshot, OpenError, OpenedMap, PendingEntry, ReadProgress, open_from,
};

/// What a file has by now, and the map that it was read for.
#[derive(Debug)]
pub(super) struct Reloaded {
    key: LookKey,
    base: Arc<LinkageMap>,
    outcome: ReloadOutcome,
}

#[derive(Debug)]
enum ReloadOutcome {
    /// The map with the records of the file, and the edit that leads there.
    Edit(Box<(LinkageMap, Patch)>, FileFingerprint),
    /// The file has another map.
    OtherMap,
    Unreadable(OpenError),
    Refused(Violation),
}

impl ReloadOutcome {
    fn of(opened: Result<OpenedMap, OpenError>, base: &LinkageMap) -> Self {
        let opened = match opened {
            Ok(opened) if opened.is_other_than(base.identity()) => return Self::OtherMap,
            Ok(opened) => opened,
            Err(error) => return Self::Unreadable(error),
        };
        let OpenedMap { map: found, fingerprint, .. } = opened;
        let mut map = base.clone();
        map.merge_ledger(found.ledger());
        let mut edit = Transaction::begin(&mut map);
        if let Err(violation) = edit.take_over(&found) {
            return Self::Refused(violation);
        }
        let patch = edit.finish();
        Self::Edit(Box::new((map, patch)), fingerprint)
    }
}

impl Shell {
    /// Reads the file again; asks first if there are unsaved edits.
    pub(super) fn request_reload(&mut self) {
        if !matches!(self.outside.trouble(), Some(FileState::Changed(_))) {
            return;
        }
        if self.document.is_dirty() {
            self.files.ask_to_reload(self.document.id);
        } else {
            self.start_reload();
        }
    }

    /// Reads the file again.
    pub(super) fn start_reload(&mut self) {
        let Some(key) = self.look_key() else { return };
        let (disk, base) = (Arc::clone(&self.environment.disk), self.document.editor.snapshot());
        self.jobs.start(JobName::Reload, move |_| {
            let opened = open_from(&*disk, &key.path, &ReadProgress::default());
            let outcome = ReloadOutcome::of(opened, &base);
            JobResult::Reloaded(Box::new(Reloaded { key, base, outcome }))
        });
    }

    pub(super) fn on_reloaded(&mut self, reloaded: Reloaded) {
        let Reloaded { key, base, outcome } = reloaded;
        if !self.is_settled_on(&key) {
            self.outside.look_again();
            return;
        }
        match outcome {
            ReloadOutcome::Edit(edit, fingerprint) => {
                // Edits made meanwhile do not give way without asking.
                if self.document.is_typing() || !self.document.is_of(&base) {
                    self.files.ask_to_reload(key.document);
                    return;
                }
                let (map, patch) = *edit;
                self.document.hide_version();
                self.refresh_fields();
                self.edit_and_report(UiText::Reloaded, |document| {
                    document.reload(&base, map, patch);
                    Ok(())
                });
                self.files.set_fingerprint(key.document, fingerprint);
                if !self.document.refresh_what_if() {
                    self.messages.status = Some(UiText::ProposalRemoved);
                }
                self.retain_existing();
                self.refresh_history();
                if self.map().placements().len() < self.map().actors().len() {
                    self.tidy(None);
                }
            }
            // It is opened as any other map, which asks about unsaved edits.
            ReloadOutcome::OtherMap => self.execute(Command::OpenPath(key.path)),
            // The bar tells why, and no longer offers it.
            ReloadOutcome::Unreadable(error) => self.outside.comparison = FileComparison::Unreadable(error),
            ReloadOutcome::Refused(violation) => self.show_violation(&violation),
        }
    }

    /// Works out what has changed in the file, since it was read or saved as far as that is known.
    pub(super) fn compare_with_file(&mut self) {
        let Some(key) = self.look_key().filter(|_| self.outside.trouble().is_some()) else { return };
        let editor = &self.document.editor;
        let (disk, identity) = (Arc::clone(&self.environment.disk), editor.map().identity());
        let snapshot = JournalSnapshot::of(editor, PendingEntry::Typed(None), 0, false);
        let since_saved = snapshot.is_base_saved(editor);
        self.outside.comparison = FileComparison::Pending;
        self.jobs.start(JobName::CompareFile, move |token| {
            let comparison = match open_from(&*disk, &key.path, &ReadProgress::default()) {
                Ok(opened) if opened.is_other_than(identity) => FileComparison::OtherMap,
                Ok(opened) => {
                    let changes = map_changes(&snapshot.base_map(), &opened.map, &|part| token.report_progress(part));
                    let Some(changes) = changes else { return JobResult::Cancelled };
                    FileComparison::Known { changes: changes.summary(&opened.map), since_saved }
                }
                Err(error) => FileComparison::Unreadable(error),
            };
            JobResult::FileCompared(key, comparison)
        });
    }

    pub(super) fn on_file_compared(&mut self, key: &LookKey, comparison: FileComparison) {
        // The file may have been changed once more meanwhile.
        if matches!(self.outside.comparison, FileComparison::Pending) {
            let is_settled = self.is_settled_on(key) && self.outside.trouble().is_some();
            self.outside.comparison = if is_settled { comparison } else { FileComparison::Unasked };
        }
    }
}

impl Document {
    /// Takes over what the file has, which is then saved as it is.
    fn reload(&mut self, base: &Arc<LinkageMap>, map: LinkageMap, patch: Patch) {
        let ledger = map.ledger().clone();
        if self.editor.adopt(EditLabel::Reload, base, map, patch) {
            // Without a change, too.
            self.editor.merge_ledger(&ledger);
            self.editor.mark_saved(self.editor.state());
        }
    }
}
