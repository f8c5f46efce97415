//! The draft of the open document: text being typed, until it is an edit or is given up.

use super::shell::Shell;
use crate::command::Change;
use crate::panels::{
    clear_drafts, clear_valid_drafts, forget_left_drafts, has_invalid_text, retain_drafts, take_discarded_draft,
};

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

    /// Discards everything that is typed; fields show the map's values again.
    pub(super) fn discard_drafts(&mut self) {
        self.document.take_draft();
        clear_drafts(&self.ctx);
    }

    /// Has the fields show the map's values again, as the map changes under them; wrong values stay.
    pub(super) fn refresh_fields(&mut self) {
        self.document.take_draft();
        clear_valid_drafts(&self.ctx);
    }

    /// Forgets what is selected, typed or marked of records that the map no longer has; everything else stays.
    pub(super) fn retain_existing(&mut self) {
        self.document.retain_existing();
        let map = self.document.editor.map();
        retain_drafts(&self.ctx, |record| record.is_in(map));
        self.panels.pages.retain_existing(map);
    }

    /// Brings what is kept of texts in fields up to date with what was typed in the last frame.
    pub(super) fn follow_typing(&mut self) {
        if take_discarded_draft(&self.ctx) {
            self.document.take_draft();
        }
        forget_left_drafts(&self.ctx);
        let state = self.document.editor.state();
        self.document.invalid_since = has_invalid_text(&self.ctx).then(|| self.document.invalid_since.unwrap_or(state));
    }

    /// Whether a wrong value is what was typed last: the map is as it was then.
    pub(super) fn is_invalid_text_latest(&self) -> bool {
        has_invalid_text(&self.ctx)
            && self.document.invalid_since.is_none_or(|since| since == self.document.editor.state())
    }
}
