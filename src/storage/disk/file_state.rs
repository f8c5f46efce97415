//! What has become of a file since it was read or written.

use std::io::ErrorKind;
use std::path::Path;

use super::{Disk, EntryKind, FileFingerprint, fingerprint};

/// What has become of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It has the same content; with its present fingerprint.
    Unchanged(FileFingerprint),
    /// It has another content.
    Changed(FileFingerprint),
    /// It is no longer there.
    Gone,
    /// It cannot be read.
    Unreadable(ErrorKind),
}

/// How closely a file is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookDepth {
    /// A file of the same time and size counts as unchanged: cheap, however large the file and slow the disk.
    TimeAndSize,
    /// Its content is read.
    Content,
}

/// Looks what has become of a file that was known to have this fingerprint.
pub fn file_state(disk: &dyn Disk, path: &Path, known: FileFingerprint, depth: LookDepth) -> FileState {
    let seems_unchanged = || {
        let found = disk.metadata(path).ok().flatten();
        found.is_some_and(|found| found.kind == EntryKind::File && known.matches_metadata(&found))
    };
    if depth == LookDepth::TimeAndSize && seems_unchanged() {
        return FileState::Unchanged(known);
    }
    match fingerprint(disk, path) {
        Ok(Some(found)) if found == known => FileState::Unchanged(found),
        Ok(Some(found)) => FileState::Changed(found),
        Ok(None) => FileState::Gone,
        Err(error) => FileState::Unreadable(error.kind()),
    }
}
