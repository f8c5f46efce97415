//! Identifiers of file requests, and outcomes of writes.

use crate::storage::{Durability, FileFingerprint, SaveError};

/// Identifies a write, dialog, prompt or read; unique in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub(super) u64);

/// How a write ended.
#[derive(Debug)]
pub(in crate::app) enum WriteOutcome {
    /// The file was written.
    Written { fingerprint: Option<FileFingerprint>, durability: Durability },
    /// Not written: the file has changed since it was opened or last saved.
    ChangedOutside,
    /// Not written: there is a template of this name, which nobody has agreed to lose.
    Exists(FileFingerprint),
    /// Not written.
    Failed(SaveError),
    /// The file is still there.
    NotRemoved(std::io::Error),
    /// Internal error or cancelled; the file is unchanged.
    InternalError,
}
