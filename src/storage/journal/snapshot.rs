//! A whole journal anew: after a save, when it has grown, or when an append has failed.

use std::sync::Arc;

use super::lines::{JOURNAL_FORMAT, write_line};
use super::{JournalEntry, JournalHeader, PendingEntry};
use crate::map::{Editor, HistoryStep, LinkageMap};

/// How many steps before the base a journal keeps for undo.
pub const UNDO_STEPS: usize = 500;
/// How many bytes of them it keeps.
pub const UNDO_BYTES: usize = 2_000_000;

/// An editor's history around a base, to be written on another thread.
#[derive(Clone, Debug)]
pub struct JournalSnapshot {
    /// The map as it is.
    map: Arc<LinkageMap>,
    /// All steps in order, those to redo too.
    line: Vec<HistoryStep>,
    /// How many of them led to the base.
    base: usize,
    /// How many of them are undone.
    undone: usize,
    /// When it was taken, in seconds since 1970.
    at: i64,
    /// What is typed.
    typed: PendingEntry,
}

impl JournalSnapshot {
    /// The history of an editor around the state that its file has, if there is one and it is not to be `compact`; else
    /// around its present state.
    pub fn of(editor: &Editor, typed: PendingEntry, at: i64, compact: bool) -> Self {
        let line: Vec<HistoryStep> = editor.steps().cloned().collect();
        let saved = |saved: u64| {
            let at_step = line.iter().position(|step| step.state == saved).map(|at| at + 1);
            at_step.or((saved == 0).then_some(0))
        };
        let current = editor.undo_steps().len();
        let base = editor.saved_state().filter(|_| !compact).and_then(saved).unwrap_or(current);
        Self { map: editor.snapshot(), base, undone: line.len() - current, line, at, typed }
    }

    /// Whether the base is what the map's file has.
    pub fn is_base_saved(&self, editor: &Editor) -> bool {
        let state = self.base.checked_sub(1).and_then(|at| self.line.get(at)).map_or(0, |step| step.state);
        editor.saved_state() == Some(state)
    }

    /// Whether something builds on the base: then it must not be lost.
    pub fn needs_base(&self) -> bool {
        self.base != self.line.len() || self.typed != PendingEntry::Typed(None)
    }

    /// The map at the base.
    pub fn base_map(&self) -> LinkageMap {
        let mut map = LinkageMap::clone(&self.map);
        let current = self.line.len() - self.undone;
        for step in self.line.get(self.base..current).unwrap_or_default().iter().rev() {
            step.patch.before_images().put_into(&mut map);
        }
        for step in self.line.get(current..self.base).unwrap_or_default() {
            step.patch.after_images().put_into(&mut map);
        }
        map
    }

    /// The content of a journal.
    ///
    /// # Errors
    /// When a record cannot be written as text.
    pub fn write(&self, header: &JournalHeader) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        write_line(&JournalHeader { journal: JOURNAL_FORMAT, ..header.clone() }, &mut bytes)?;
        let (earlier, later) = self.line.split_at_checked(self.base).unwrap_or((&self.line, &[]));
        for step in earlier.iter().rev().take(UNDO_STEPS) {
            let length = bytes.len();
            let entry = JournalEntry::Earlier { label: step.label, to: step.patch.before_images() };
            write_line(&entry, &mut bytes)?;
            if bytes.len() > UNDO_BYTES {
                bytes.truncate(length);
                break;
            }
        }
        for step in later {
            let to = step.patch.after_images();
            write_line(&JournalEntry::Edit { at: self.at, label: step.label, to }, &mut bytes)?;
        }
        if self.undone > 0 {
            write_line(&JournalEntry::Undo(self.undone), &mut bytes)?;
        }
        if self.typed != PendingEntry::Typed(None) {
            write_line(&JournalEntry::from(&self.typed), &mut bytes)?;
        }
        Ok(bytes)
    }
}
