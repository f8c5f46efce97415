//! A map under edit: the map, what was done to it and what was undone.
//!
//! Invariant: undoing everything gives the very records that the editor began with; redoing everything, the newest. Ids that
//! were handed out stay so, whatever is undone.

use std::sync::Arc;

use super::patch::Mismatch;
use super::{IdBlock, LinkageMap, Patch, Transaction, Violation};

/// What an edit did, for the words of undo and redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each says itself")]
pub enum EditLabel {
    AddActor,
    AddLink,
    AddModel,
    AddStage,
    AddProduct,
    EditActor,
    EditLink,
    EditModel,
    EditStage,
    EditProduct,
    EditMap,
    Move,
    Pin,
    Delete,
    Tidy,
    Bands,
    Import,
    AddTarget,
    AddChannel,
    EditChannel,
    EditTarget,
    Proposal,
}

#[derive(Clone, Debug)]
struct HistoryEntry {
    label: EditLabel,
    patch: Patch,
    /// Names the state of the map after this entry; no two states of one editor share it.
    state: u64,
}

/// A map with its history. Cloning the map out of it is cheap; a clone stays as it was.
#[derive(Clone, Debug)]
pub struct Editor {
    map: Arc<LinkageMap>,
    undo_stack: Vec<HistoryEntry>,
    redo_stack: Vec<HistoryEntry>,
    /// Where the ids of what is added come from.
    block: IdBlock,
    revision: u64,
    state_count: u64,
    saved_state: Option<u64>,
}

impl Editor {
    /// Begins with a map as it stands in its file.
    pub fn new(map: LinkageMap) -> Self {
        Self::with_block(map, IdBlock::ORIGINAL)
    }

    /// Begins with a map as it stands in its file, as a working copy that hands out the ids of this block.
    pub fn with_block(map: LinkageMap, block: IdBlock) -> Self {
        Self {
            map: Arc::new(map),
            undo_stack: Vec::new(),
            redo_stack: Vec::new(),
            block,
            revision: 0,
            state_count: 0,
            saved_state: Some(0),
        }
    }

    /// Where the ids of what is added come from.
    pub fn block(&self) -> IdBlock {
        self.block
    }

    /// Hands out the ids of another block from now on, as a map does that was saved under another name: the file of
    /// the old name keeps the old block.
    pub fn set_block(&mut self, block: IdBlock) {
        self.block = block;
    }

    /// The map as it is.
    pub fn map(&self) -> &LinkageMap {
        &self.map
    }

    /// The map as it is, to keep or to hand to another thread.
    pub fn snapshot(&self) -> Arc<LinkageMap> {
        Arc::clone(&self.map)
    }

    /// Grows with every change, undo and redo; a result worked out at another revision is stale.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Makes one undoable change. A change that alters nothing leaves no trace.
    ///
    /// # Errors
    /// What the closure refuses with; the map is then as it was.
    pub fn edit<T>(
        &mut self,
        label: EditLabel,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<T, Violation>,
    ) -> Result<T, Violation> {
        let mut transaction = Transaction::begin_with_block(Arc::make_mut(&mut self.map), self.block);
        let value = change(&mut transaction)?;
        self.block = transaction.block();
        if transaction.has_changes() {
            let patch = transaction.finish();
            self.state_count += 1;
            self.undo_stack.push(HistoryEntry { label, patch, state: self.state_count });
            self.redo_stack.clear();
            self.revision += 1;
        }
        Ok(value)
    }

    /// Makes a change that goes on with the last one: both are taken back together. Where together they alter nothing,
    /// neither leaves a trace, and [`Self::state`] is that from before both.
    ///
    /// # Errors
    /// As [`Self::edit`].
    pub fn edit_coalesced<T>(
        &mut self,
        label: EditLabel,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<T, Violation>,
    ) -> Result<T, Violation> {
        let steps = self.undo_stack.len();
        let value = self.edit(label, change)?;
        if self.undo_stack.len() > steps
            && steps > 0
            && let Some(newest) = self.undo_stack.pop()
            && let Some(last) = self.undo_stack.last_mut()
        {
            last.patch.append(&newest.patch);
            last.state = newest.state;
            if last.patch.is_empty() {
                self.undo_stack.pop();
            }
        }
        Ok(value)
    }

    /// What undo would take back.
    pub fn undo_label(&self) -> Option<EditLabel> {
        self.undo_stack.last().map(|entry| entry.label)
    }

    /// What redo would do again.
    pub fn redo_label(&self) -> Option<EditLabel> {
        self.redo_stack.last().map(|entry| entry.label)
    }

    /// Takes the last change back and tells what changed with that; `None` when there is nothing to take back.
    pub fn undo(&mut self) -> Option<Patch> {
        let entry = self.undo_stack.pop()?;
        let inverse = entry.patch.clone().inverted();
        let applied = self.replay(&inverse);
        self.redo_stack.push(entry);
        applied.then_some(inverse)
    }

    /// Does the last undone change again and tells what changed with that.
    pub fn redo(&mut self) -> Option<Patch> {
        let entry = self.redo_stack.pop()?;
        let patch = entry.patch.clone();
        let applied = self.replay(&patch);
        self.undo_stack.push(entry);
        applied.then_some(patch)
    }

    /// Applies a patch made elsewhere as one undoable change.
    ///
    /// # Errors
    /// Where it does not fit; the map is then as it was.
    pub fn apply(&mut self, label: EditLabel, patch: Patch) -> Result<(), Mismatch> {
        if patch.is_empty() {
            return Ok(());
        }
        patch.apply(Arc::make_mut(&mut self.map))?;
        self.state_count += 1;
        self.undo_stack.push(HistoryEntry { label, patch, state: self.state_count });
        self.redo_stack.clear();
        self.revision += 1;
        Ok(())
    }

    /// Names the state that the map is in, to tell [`mark_saved`](Self::mark_saved) later.
    pub fn state(&self) -> u64 {
        self.undo_stack.last().map_or(0, |entry| entry.state)
    }

    /// Says that the map as it was in `state` now stands in its file.
    pub fn mark_saved(&mut self, state: u64) {
        self.saved_state = Some(state);
    }

    /// Says that the map stands in no file.
    pub fn mark_unsaved(&mut self) {
        self.saved_state = None;
    }

    /// Whether the map differs from its file; undoing back to the saved state makes it clean again.
    pub fn is_dirty(&self) -> bool {
        self.saved_state != Some(self.state())
    }

    fn replay(&mut self, patch: &Patch) -> bool {
        let applied = patch.replay(Arc::make_mut(&mut self.map));
        debug_assert!(applied.is_ok(), "history fits its own map: {applied:?}");
        self.revision += 1;
        applied.is_ok()
    }
}
