//! A map with its undo and redo history.
//!
//! Invariant: undoing everything restores exactly the records that the editor started with; redoing everything, the
//! newest. Issued ids stay issued, whatever is undone.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::patch::Mismatch;
use super::{ActorId, IdBlock, IdLedger, LinkageMap, Patch, RecordImages, ShortText, StageId, Transaction, Violation};

/// What an edit did, for the labels of undo and redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each says itself")]
pub enum EditLabel {
    AddActor,
    Paste,
    QuickEntry,
    AddLink,
    AddModel,
    AddStage,
    AddProduct,
    EditActor,
    EditLink,
    EditModel,
    EditStage,
    /// These two.
    SwapStages(StageId, StageId),
    EditProduct,
    EditMap,
    Move,
    Pin,
    Unpin,
    Align,
    Distribute,
    Duplicate,
    TidySelection,
    Delete,
    Tidy,
    SetBands,
    /// What a file of this name has is brought in.
    Import(ShortText),
    AddTarget,
    AddView,
    EditView,
    MoveView,
    AddChannel,
    EditChannel,
    EditTarget,
    /// So many cells of a table.
    EditCells(u32),
    /// An actor is merged into this one.
    MergeActors(ActorId),
    /// Text in so many fields.
    ReplaceTexts(u32),
    Proposal,
    /// An earlier version takes the place of the map.
    RestoreVersion,
    /// What the map's file has by now takes the place of the map.
    Reload,
    /// What a copy in a file of this name has is brought in.
    MergeCopy(ShortText),
}

/// One step of undo or redo. The patch is shared, so that a log can write it while the map is edited on.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryStep {
    /// What the edit did.
    pub label: EditLabel,
    /// Its change.
    pub patch: Arc<Patch>,
    /// Identifies the map's state after this step; unique within the editor.
    pub state: u64,
}

/// A map with its history. Its snapshots are cheap and do not change.
#[derive(Clone, Debug)]
pub struct Editor {
    map: Arc<LinkageMap>,
    undo_stack: Vec<HistoryStep>,
    redo_stack: Vec<HistoryStep>,
    /// The block that new ids come from.
    block: IdBlock,
    revision: u64,
    /// The revision in which anything but placements changed last.
    content_revision: u64,
    state_count: u64,
    saved_state: Option<u64>,
}

impl Editor {
    /// Starts with a map as saved in its file.
    pub fn new(map: LinkageMap) -> Self {
        Self::with_block(map, IdBlock::ORIGINAL)
    }

    /// Starts with a map as saved in its file, as a working copy that issues ids from this block.
    pub fn with_block(map: LinkageMap, block: IdBlock) -> Self {
        Self {
            map: Arc::new(map),
            undo_stack: Vec::new(),
            redo_stack: Vec::new(),
            block,
            revision: 0,
            content_revision: 0,
            state_count: 0,
            saved_state: Some(0),
        }
    }

    /// Continues a history that a log kept: the steps that led to the map, oldest first. It counts as saved as it is.
    pub fn with_history(map: LinkageMap, block: IdBlock, steps: impl IntoIterator<Item = (EditLabel, Patch)>) -> Self {
        let mut editor = Self::with_block(map, block);
        for (label, patch) in steps {
            editor.push_step(label, patch);
        }
        editor.saved_state = Some(editor.state());
        editor
    }

    /// Makes an edit again that a log recorded: the state that it leads to was valid then.
    pub fn replay_edit(&mut self, label: EditLabel, records: RecordImages) {
        let patch = records.put_into(Arc::make_mut(&mut self.map));
        self.advance_revision(&patch);
        self.push_step(label, patch);
    }

    /// Reverts the last steps for good: they cannot be redone, nor can others.
    pub fn drop_steps(&mut self, count: usize) {
        for _ in 0..count.min(self.undo_stack.len()) {
            self.undo();
        }
        self.redo_stack.clear();
    }

    /// The history up to the state that the map's file has, as if nothing had followed; `None` when no file has one of it.
    pub fn up_to_saved(&self) -> Option<Self> {
        let saved = self.saved_state?;
        let mut editor = self.clone();
        let later = editor.undo_stack.iter().rev().take_while(|step| step.state != saved).count();
        if saved == 0 || later < editor.undo_stack.len() {
            editor.drop_steps(later);
        } else {
            while editor.state() != saved {
                editor.redo()?;
            }
            editor.redo_stack.clear();
        }
        Some(editor)
    }

    /// Marks further ids as issued: those that a working copy gave to records that no longer exist.
    pub fn merge_ledger(&mut self, ledger: &IdLedger) {
        Arc::make_mut(&mut self.map).merge_ledger(ledger);
    }

    /// The block that new ids come from.
    pub fn block(&self) -> IdBlock {
        self.block
    }

    /// Issues ids from another block from now on, as after saving under another name: the file of the old name keeps
    /// the old block.
    pub fn set_block(&mut self, block: IdBlock) {
        self.block = block;
    }

    /// The current map.
    pub fn map(&self) -> &LinkageMap {
        &self.map
    }

    /// The current map, to keep or to send to another thread.
    pub fn snapshot(&self) -> Arc<LinkageMap> {
        Arc::clone(&self.map)
    }

    /// Increases with every change, undo and redo; a result computed at another revision is stale.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The revision in which anything but placements changed last: what a map says does not depend on where actors stand.
    pub fn content_revision(&self) -> u64 {
        self.content_revision
    }

    /// Makes one undoable change. A change without effect leaves no history entry.
    ///
    /// # Errors
    /// The closure's error; the map is then unchanged.
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
            self.advance_revision(&patch);
            self.push_step(label, patch);
        }
        Ok(value)
    }

    /// Makes a change that is merged into the undo step that ended in the state `since`, if that is what the map is in and
    /// its file is not: an edit, undo or save in between, seen or not, begins another step. If together they have no
    /// effect, the step is removed, and [`Self::state`] is that from before both.
    ///
    /// # Errors
    /// As [`Self::edit`].
    pub fn edit_coalesced<T>(
        &mut self,
        label: EditLabel,
        since: u64,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<T, Violation>,
    ) -> Result<T, Violation> {
        let (steps, continues) = (self.undo_stack.len(), self.state() == since && self.is_dirty());
        let value = self.edit(label, change)?;
        if continues
            && self.undo_stack.len() > steps
            && steps > 0
            && let Some(newest) = self.undo_stack.pop()
            && let Some(last) = self.undo_stack.last_mut()
        {
            Arc::make_mut(&mut last.patch).append(&newest.patch);
            last.state = newest.state;
            if last.patch.is_empty() {
                self.undo_stack.pop();
            }
        }
        Ok(value)
    }

    /// The label of the change that undo would revert.
    pub fn undo_label(&self) -> Option<EditLabel> {
        self.undo_stack.last().map(|entry| entry.label)
    }

    /// The label of the change that redo would apply.
    pub fn redo_label(&self) -> Option<EditLabel> {
        self.redo_stack.last().map(|entry| entry.label)
    }

    /// The change that undo would revert.
    pub fn undo_edit(&self) -> Option<(EditLabel, &Patch)> {
        self.undo_stack.last().map(|entry| (entry.label, &*entry.patch))
    }

    /// The change that redo would apply.
    pub fn redo_edit(&self) -> Option<(EditLabel, &Patch)> {
        self.redo_stack.last().map(|entry| (entry.label, &*entry.patch))
    }

    /// Reverts the last change and returns the applied patch; `None` when there is nothing to undo.
    pub fn undo(&mut self) -> Option<Patch> {
        let entry = self.undo_stack.pop()?;
        let inverse = Patch::clone(&entry.patch).inverted();
        let applied = self.replay(&inverse);
        self.redo_stack.push(entry);
        applied.then_some(inverse)
    }

    /// Applies the last undone change again and returns the patch; `None` when there is nothing to redo.
    pub fn redo(&mut self) -> Option<Patch> {
        let entry = self.redo_stack.pop()?;
        let patch = Patch::clone(&entry.patch);
        let applied = self.replay(&patch);
        self.undo_stack.push(entry);
        applied.then_some(patch)
    }

    /// Applies a patch made elsewhere as one undoable change.
    ///
    /// # Errors
    /// It does not match the map, or the result is invalid; the map is then unchanged.
    pub fn apply(&mut self, label: EditLabel, patch: Patch) -> Result<(), Mismatch> {
        if patch.is_empty() {
            return Ok(());
        }
        patch.apply(Arc::make_mut(&mut self.map))?;
        self.advance_revision(&patch);
        self.push_step(label, patch);
        Ok(())
    }

    /// Takes over what a transaction has made of a copy of `base` elsewhere, as one undoable change; `false`, and no effect,
    /// if the map is another by now.
    pub fn adopt(&mut self, label: EditLabel, base: &Arc<LinkageMap>, map: LinkageMap, patch: Patch) -> bool {
        let is_current = Arc::ptr_eq(base, &self.map);
        if is_current && !patch.is_empty() {
            self.map = Arc::new(map);
            self.advance_revision(&patch);
            self.push_step(label, patch);
        }
        is_current
    }

    /// The steps that undo would revert, oldest first.
    pub fn undo_steps(&self) -> &[HistoryStep] {
        &self.undo_stack
    }

    /// The steps that redo would apply; the last one is applied first.
    pub fn redo_steps(&self) -> &[HistoryStep] {
        &self.redo_stack
    }

    /// All steps in order, from the first one to undo to the last one to redo.
    pub fn steps(&self) -> impl Iterator<Item = &HistoryStep> {
        self.undo_stack.iter().chain(self.redo_stack.iter().rev())
    }

    /// The state that the map's file has; `None` when no file has one of this history.
    pub fn saved_state(&self) -> Option<u64> {
        self.saved_state
    }

    /// Identifies the map's current state, for [`mark_saved`](Self::mark_saved).
    pub fn state(&self) -> u64 {
        self.undo_stack.last().map_or(0, |entry| entry.state)
    }

    /// Records that the map's file has its content from `state`.
    pub fn mark_saved(&mut self, state: u64) {
        self.saved_state = Some(state);
    }

    /// Records that no file has the map's content.
    pub fn mark_unsaved(&mut self) {
        self.saved_state = None;
    }

    /// Whether the map differs from its file; undoing back to the saved state clears it.
    pub fn is_dirty(&self) -> bool {
        self.saved_state != Some(self.state())
    }

    fn push_step(&mut self, label: EditLabel, patch: Patch) {
        self.state_count += 1;
        self.undo_stack.push(HistoryStep { label, patch: Arc::new(patch), state: self.state_count });
        self.redo_stack.clear();
    }

    fn replay(&mut self, patch: &Patch) -> bool {
        let applied = patch.replay(Arc::make_mut(&mut self.map));
        debug_assert!(applied.is_ok(), "history fits its own map: {applied:?}");
        self.advance_revision(patch);
        applied.is_ok()
    }

    fn advance_revision(&mut self, patch: &Patch) {
        self.revision += 1;
        if !patch.changes_only_placements() {
            self.content_revision = self.revision;
        }
    }
}
