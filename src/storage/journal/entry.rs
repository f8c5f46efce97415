//! The records of a journal.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::map::{EditLabel, IdBlock, MapId, Patch, RecordImages};

/// What a journal is about; its first record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalHeader {
    /// The format of the journal.
    pub journal: u64,
    /// The format of the records of the map in it.
    pub format: u64,
    /// The map, whatever its file is called.
    pub identity: MapId,
    /// What the map was called.
    pub title: String,
    /// Its file when the journal was begun; `None` if it had none, or one whose name is no text.
    pub path: Option<PathBuf>,
    /// The hash of the content on which the edits build.
    pub base: u64,
    /// Whether the map's file had that content. If not, the base itself was never saved.
    pub saved: bool,
    /// The hash of what the map's file had when it was last read or written, if that is not the base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<u64>,
    /// The block that the working copy's ids come from.
    pub block: IdBlock,
    /// The version of the program.
    pub program: String,
    /// When it was begun, in seconds since 1970.
    pub begun: i64,
}

/// A record of a journal after the header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum JournalEntry {
    /// A step that led to the base, from the last one backwards; `to` is what the records were before it.
    Earlier {
        /// What the edit did.
        label: EditLabel,
        /// The before-images.
        to: RecordImages,
    },
    /// An edit.
    Edit {
        /// When it was made, in seconds since 1970.
        at: i64,
        /// What it did.
        label: EditLabel,
        /// The after-images.
        to: RecordImages,
    },
    /// So many steps were undone.
    Undo(usize),
    /// So many steps were redone.
    Redo(usize),
    /// So many steps were reverted for good, as when an edit that goes on takes the place of the step so far. There is
    /// nothing to redo then.
    Drop(usize),
    /// The text being typed now, in the place of the one before.
    Typed(Option<TypedText<RecordImages>>),
}

/// Text being typed, which is not in the map yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypedText<T> {
    /// When, in seconds since 1970.
    pub at: i64,
    /// The edit that it would be.
    pub edit: Option<(EditLabel, T)>,
    /// Texts that no edit takes as they are.
    pub texts: Vec<String>,
    /// Lines in quick entry.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub entry: String,
}

/// A record to be written. Its images are taken from the patch on the thread that writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum PendingEntry {
    /// See [`JournalEntry::Edit`].
    Edit {
        /// When it was made, in seconds since 1970.
        at: i64,
        /// What it did.
        label: EditLabel,
        /// The change.
        patch: Arc<Patch>,
    },
    /// See [`JournalEntry::Undo`].
    Undo(usize),
    /// See [`JournalEntry::Redo`].
    Redo(usize),
    /// See [`JournalEntry::Drop`].
    Drop(usize),
    /// See [`JournalEntry::Typed`].
    Typed(Option<TypedText<Arc<Patch>>>),
}

impl From<&PendingEntry> for JournalEntry {
    fn from(pending: &PendingEntry) -> Self {
        match pending {
            PendingEntry::Edit { at, label, patch } => Self::Edit { at: *at, label: *label, to: patch.after_images() },
            PendingEntry::Undo(count) => Self::Undo(*count),
            PendingEntry::Redo(count) => Self::Redo(*count),
            PendingEntry::Drop(count) => Self::Drop(*count),
            PendingEntry::Typed(typed) => Self::Typed(typed.as_ref().map(|typed| TypedText {
                at: typed.at,
                edit: typed.edit.as_ref().map(|(label, patch)| (*label, patch.after_images())),
                texts: typed.texts.clone(),
                entry: typed.entry.clone(),
            })),
        }
    }
}
