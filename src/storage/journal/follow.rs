//! Follows an editor's history and tells what a journal has to say to keep up with it.

use std::sync::Arc;

use super::PendingEntry;
use crate::map::{Editor, HistoryStep};

/// An editor's history as a journal has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalMirror {
    /// The states after all steps in order, those to redo too.
    line: Vec<u64>,
    /// How many of them are not undone.
    done: usize,
    /// The revision of the editor.
    revision: u64,
}

impl JournalMirror {
    /// A mirror of this editor as it is.
    pub fn of(editor: &Editor) -> Self {
        let line = editor.steps().map(|step| step.state).collect();
        Self { line, done: editor.undo_steps().len(), revision: editor.revision() }
    }

    /// What has happened to the editor since the last call; `at` is the time, in seconds since 1970. Replayed, it gives
    /// the same map with the same steps to undo and to redo.
    pub fn follow(&mut self, editor: &Editor, at: i64) -> Vec<PendingEntry> {
        if self.revision == editor.revision() {
            return Vec::new();
        }
        let steps: Vec<&HistoryStep> = editor.steps().collect();
        let same = self.line.iter().zip(&steps).take_while(|(own, step)| **own == step.state).count();
        let mut entries = Vec::new();
        if same < self.line.len() || same < steps.len() {
            let (gone, more) = (self.done.saturating_sub(same), same.saturating_sub(self.done));
            entries.extend((more > 0).then_some(PendingEntry::Redo(more)));
            if gone > 0 || same == steps.len() {
                entries.push(PendingEntry::Drop(gone));
            }
            for step in steps.get(same..).unwrap_or_default() {
                entries.push(PendingEntry::Edit { at, label: step.label, patch: Arc::clone(&step.patch) });
            }
            self.done = steps.len();
        }
        let done = editor.undo_steps().len();
        entries.extend(self.done.checked_sub(done).filter(|count| *count > 0).map(PendingEntry::Undo));
        entries.extend(done.checked_sub(self.done).filter(|count| *count > 0).map(PendingEntry::Redo));
        *self = Self { line: steps.iter().map(|step| step.state).collect(), done, revision: editor.revision() };
        entries
    }
}
