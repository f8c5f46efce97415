//! Makes the edits of a journal again.

use super::{JournalContents, JournalEntry, TypedText};
use crate::map::{Editor, LinkageMap, RecordImages, Violation};

/// What a journal gives back.
#[derive(Debug)]
pub struct Replayed {
    /// The map with its steps to undo and redo; dirty unless its file has this very state.
    pub editor: Editor,
    /// Text that was being typed.
    pub typed: Option<TypedText<RecordImages>>,
    /// When the last edit was made or text was typed, in seconds since 1970.
    pub last: Option<i64>,
}

/// Why a journal does not fit the map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// It is about another map.
    #[error("it is about another map")]
    OtherMap,
    /// The result would be invalid.
    #[error(transparent)]
    Invalid(#[from] Violation),
}

impl Replayed {
    /// The number of edits that no file has.
    pub fn unsaved_edits(&self) -> usize {
        let saved = self.editor.saved_state();
        let mut states = std::iter::once(0).chain(self.editor.steps().map(|step| step.state));
        let current = self.editor.undo_steps().len();
        let base = states.position(|state| Some(state) == saved);
        base.map_or(current, |base| base.abs_diff(current)) + usize::from(self.typed.is_some())
    }

    /// Whether there is anything that no file has.
    pub fn is_unsaved(&self) -> bool {
        self.editor.is_dirty() || self.typed.is_some()
    }
}

/// Makes the edits of a journal again, from its base.
///
/// # Errors
/// When the base is of another map, or the result would be invalid.
pub fn replay(contents: JournalContents, base: LinkageMap) -> Result<Replayed, ReplayError> {
    let JournalContents { header, entries, .. } = contents;
    if base.identity() != Some(header.identity) {
        return Err(ReplayError::OtherMap);
    }
    let mut earlier = Vec::new();
    let mut start = base.clone();
    let mut entries = entries.into_iter().peekable();
    while let Some(JournalEntry::Earlier { label, to }) =
        entries.next_if(|entry| matches!(entry, JournalEntry::Earlier { .. }))
    {
        earlier.push((label, to.put_into(&mut start).inverted()));
    }
    earlier.reverse();
    let mut editor = Editor::with_history(base, header.block, earlier);
    if !header.saved {
        editor.mark_unsaved();
    }
    let (mut typed, mut last) = (None, None);
    for entry in entries {
        match entry {
            JournalEntry::Edit { at, label, to } => {
                editor.replay_edit(label, to);
                (typed, last) = (None, Some(at));
            }
            // No more than there are: a number in a file may be any.
            JournalEntry::Undo(count) => {
                (0..count.min(editor.undo_steps().len())).for_each(|_| drop(editor.undo()));
            }
            JournalEntry::Redo(count) => {
                (0..count.min(editor.redo_steps().len())).for_each(|_| drop(editor.redo()));
            }
            JournalEntry::Drop(count) => editor.drop_steps(count),
            JournalEntry::Typed(text) => {
                last = text.as_ref().map(|text| text.at).or(last);
                typed = text;
            }
            // Only at the beginning: a step before the base cannot come after it.
            JournalEntry::Earlier { .. } => {}
        }
    }
    match editor.map().violations().into_iter().next() {
        Some(violation) => Err(violation.into()),
        None => Ok(Replayed { editor, typed, last }),
    }
}
