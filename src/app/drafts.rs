//! The draft of the open document: text being typed, until it is an edit or is given up.

use super::shell::Shell;
use crate::command::Change;
use crate::panels::clear_drafts;

impl Shell {
    /// Flushes the draft. Returns `false` when the map rejects it.
    pub(super) fn flush_draft(&mut self) -> bool {
        match self.document.flush_draft() {
            Ok(()) => true,
            Err(violation) => {
                self.show_violation(&violation);
                false
            }
        }
    }

    /// Flushes the draft first if it belongs to another record than `change`.
    pub(super) fn flush_other_draft(&mut self, change: &Change) {
        if self.document.draft().is_some_and(|draft| draft.record() != change.record()) {
            self.flush_draft();
        }
    }

    /// Discards the draft; fields show the map's values again.
    pub(super) fn discard_draft(&mut self) {
        self.document.take_draft();
        clear_drafts(&self.ctx);
    }
}
