//! Identifiers of file requests, and outcomes of writes.

use std::io;
use std::path::Path;

use crate::storage::{FileFingerprint, LockOwner, Replaced, SaveError, SaveRemark};

/// Identifies a write, dialog, prompt or read; unique in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub(super) u64);

/// How a write ended.
#[derive(Debug)]
pub(in crate::app) enum WriteOutcome {
    /// The file was written.
    Written {
        fingerprint: Option<FileFingerprint>,
        remark: Option<SaveRemark>,
        /// Names with letters that no font has.
        marked_names: Vec<String>,
    },
    /// Not written: the file has changed since it was opened or last saved.
    ChangedOutside,
    /// Not written: somebody else has the lock on the file.
    Locked(LockOwner),
    /// Not written: there is a template of this name, which nobody has agreed to lose.
    Exists(FileFingerprint),
    /// Not written.
    Failed(SaveError),
    /// Not written: what was to be written has no such form, for this reason.
    Impossible(String),
    /// The file is still there.
    NotRemoved(io::Error),
    /// Not written: it was cancelled.
    Cancelled,
    /// Internal error; the file is unchanged.
    InternalError,
}

impl WriteOutcome {
    /// It was done, and there is nothing more to know.
    pub const DONE: Self = Self::Written { fingerprint: None, remark: None, marked_names: Vec::new() };

    /// The outcome of writing a file that is no map.
    pub fn of_replaced(replaced: io::Result<Replaced>, path: &Path) -> Self {
        match replaced {
            Ok(replaced) => Self::Written { fingerprint: None, remark: replaced.remark(), marked_names: Vec::new() },
            Err(source) => Self::Failed(SaveError::Unwritable { path: path.to_owned(), source }),
        }
    }

    /// The same, with names in the file that have letters which no font has.
    #[must_use]
    pub fn with_marked_names(mut self, names: Vec<String>) -> Self {
        if let Self::Written { marked_names, .. } = &mut self {
            *marked_names = names;
        }
        self
    }
}
