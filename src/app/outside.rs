//! Notices what others do to the file of the open map: looks when the window gets the focus again, slowly while something
//! happens in it, and once when the map gets the file. A look waits for the disk, so it is a job; an idle window looks at
//! nothing.
//!
//! Invariant: what a look has found is told only while the document has this file and this is what is known of it, and not
//! while a save to it is on its way.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Event};

use super::document::DocumentId;
use super::job_types::{JobName, JobResult};
use super::shell::Shell;
use crate::panels::FileComparison;
use crate::storage::{FileFingerprint, FileState, LookDepth, file_state, is_write_protected};

/// Seconds between two looks while something happens in the window.
const LOOK_INTERVAL: f64 = 5.0;

/// What a look is about: a document with its file, and what is known of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LookKey {
    pub document: DocumentId,
    pub path: PathBuf,
    pub known: FileFingerprint,
}

/// What was found by a look.
#[derive(Debug)]
pub(super) struct Look {
    key: LookKey,
    state: FileState,
    /// Whether the file cannot be written; `None` where that was not tried.
    is_write_protected: Option<bool>,
}

/// What is known of the file of the open map.
#[derive(Debug, Default)]
pub(super) struct OutsideWatch {
    key: Option<LookKey>,
    /// The look that is to follow.
    due: Option<LookDepth>,
    looked_at: f64,
    /// What is to be told of it.
    trouble: Option<FileState>,
    /// What the user has taken note of.
    dismissed: Option<FileState>,
    pub comparison: FileComparison,
    /// The state that the file had before it went out of reach.
    saved_before: Option<u64>,
    is_write_protected: Option<bool>,
}

impl OutsideWatch {
    /// What is to be told of the file.
    pub fn trouble(&self) -> Option<FileState> {
        self.trouble.filter(|trouble| self.dismissed != Some(*trouble))
    }

    /// The file is looked at once more, and read for it.
    pub fn look_again(&mut self) {
        self.due = Some(LookDepth::Content);
    }

    /// A save has failed: the file may have changed, or cannot be written any more.
    pub fn on_save_failed(&mut self) {
        self.look_again();
        self.is_write_protected = None;
    }

    /// Tells no more of the file as it is.
    pub fn dismiss(&mut self) {
        self.dismissed = self.trouble;
    }

    fn follow(&mut self, key: Option<LookKey>) {
        if self.key == key {
            return;
        }
        let file = |key: &Option<LookKey>| key.as_ref().map(|key| (key.document, key.path.clone()));
        if file(&self.key) == file(&key) {
            // It was saved, or somebody else's content is the known one now.
            (self.trouble, self.dismissed, self.saved_before) = (None, None, None);
            self.comparison = FileComparison::Unasked;
        } else {
            *self = Self { due: key.is_some().then_some(LookDepth::TimeAndSize), ..Self::default() };
        }
        self.key = key;
    }

    /// Takes note of what happens in the window.
    fn notice(&mut self, now: f64, has_come_back: bool, is_used: bool) {
        if has_come_back {
            self.look_again();
        } else if is_used && now - self.looked_at >= LOOK_INTERVAL {
            self.due = self.due.or(Some(LookDepth::TimeAndSize));
        }
    }
}

impl Shell {
    /// The file of the open map with what is known of it.
    pub(super) fn look_key(&self) -> Option<LookKey> {
        let document = self.document.id;
        let (path, known) = self.files.file(document)?;
        Some(LookKey { document, path, known: known? })
    }

    /// Whether something is about this file, and nothing is being written to it.
    pub(super) fn is_settled_on(&self, key: &LookKey) -> bool {
        self.look_key().as_ref() == Some(key) && !self.files.has_pending_write(&key.path)
    }

    /// Looks at the file of the open map when there is reason to.
    pub(super) fn follow_outside(&mut self, ctx: &Context) {
        if self.is_closing {
            return;
        }
        self.outside.follow(self.look_key());
        let (now, has_come_back, is_used) = ctx.input(|input| {
            let has_come_back = input.events.contains(&Event::WindowFocused(true));
            (input.time, has_come_back, !input.events.is_empty())
        });
        self.outside.notice(now, has_come_back, is_used);
        let Some((key, depth)) = self.outside.key.clone().zip(self.outside.due) else { return };
        let name = JobName::Look(key.document);
        if self.files.has_pending_write(&key.path) || self.jobs.is_running(name) {
            return;
        }
        (self.outside.due, self.outside.looked_at) = (None, now);
        let is_tried = self.outside.is_write_protected != Some(false);
        let disk = Arc::clone(&self.environment.disk);
        self.jobs.start(name, move |_| {
            let state = file_state(&*disk, &key.path, key.known, depth);
            let is_write_protected = is_tried.then(|| is_write_protected(&*disk, &key.path));
            JobResult::Looked(Box::new(Look { key, state, is_write_protected }))
        });
    }

    pub(super) fn on_looked(&mut self, look: &Look) {
        if !self.is_settled_on(&look.key) {
            self.outside.look_again();
            return;
        }
        let (outside, editor) = (&mut self.outside, &mut self.document.editor);
        outside.is_write_protected = look.is_write_protected.or(outside.is_write_protected);
        let trouble = Some(look.state).filter(|state| !matches!(state, FileState::Unchanged(_)));
        if outside.trouble != trouble {
            (outside.trouble, outside.comparison) = (trouble, FileComparison::Unasked);
        }
        match look.state {
            FileState::Unchanged(found) => {
                outside.dismissed = None;
                if let Some(state) = outside.saved_before.take().filter(|_| editor.saved_state().is_none()) {
                    editor.mark_saved(state);
                }
                self.files.set_fingerprint(look.key.document, found);
            }
            FileState::Changed(_) => {}
            // No file is known to have the map.
            FileState::Gone | FileState::Unreadable(_) => {
                outside.saved_before = outside.saved_before.or(editor.saved_state());
                editor.mark_unsaved();
            }
        }
    }

    /// What others have done to the file of the open map, as far as it is to be told.
    pub fn file_trouble(&self) -> Option<FileState> {
        self.outside.trouble()
    }

    /// Whether the file of the open map is known to be one that cannot be written.
    pub fn is_write_protected(&self) -> bool {
        self.outside.is_write_protected == Some(true)
    }

    /// Leaves the map as it is, whatever its file has: the next save replaces that without asking once more.
    pub(super) fn keep_mine(&mut self) {
        if let Some(FileState::Changed(found)) = self.outside.trouble() {
            self.files.set_fingerprint(self.document.id, found);
            self.document.editor.mark_unsaved();
        }
        self.outside.dismiss();
    }
}
