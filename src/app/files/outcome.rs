//! What was asked of files, by its name, and how it ended.

use crate::storage::{Durability, FileFingerprint, SaveError};

/// Names one thing that was asked of files: a write, a dialog, a reading. None comes twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub(super) u64);

/// How a write ended.
#[derive(Debug)]
pub(in crate::app) enum WriteOutcome {
    /// The file is there.
    Written { fingerprint: Option<FileFingerprint>, durability: Durability },
    /// Nothing was written: the file is no longer as it was when it was opened or last saved.
    ChangedOutside,
    /// Nothing was written.
    Failed(SaveError),
    /// The program has an error; the file is as it was.
    InternalError,
}
