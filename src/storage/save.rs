//! Saves a map.

use std::path::Path;

use super::disk::{EntryKind, Expected, ReplaceError, fingerprint, replace_expected};
use super::format::{PARENTHESIS_LIMIT, SIZE_LIMIT, count_parentheses};
use super::{
    Disk, FileFingerprint, OpenError, ReadError, ReadProgress, Replaced, SaveError, SystemDisk, open_from, write,
};
use crate::map::LinkageMap;

/// A map that was saved.
#[derive(Clone, Copy, Debug)]
pub struct SavedMap {
    /// The fingerprint of the new file; `None` for a pipe or a device.
    pub fingerprint: Option<FileFingerprint>,
    /// How the file was replaced.
    pub replaced: Replaced,
}

/// Saves a map, as [`save_to`] without a known fingerprint.
///
/// # Errors
/// Why it was not saved; the file is then unchanged.
pub fn save(map: &LinkageMap, path: &Path) -> Result<SavedMap, SaveError> {
    save_to(&SystemDisk, map, path, None)
}

/// Saves a map atomically. An existing file is replaced if its fingerprint is `known` from the last read or write;
/// without one, if it can be read as a map and does not change meanwhile. Any other file is not overwritten.
///
/// # Errors
/// Why it was not saved; also when it would be too large to open again. The file is then unchanged.
pub fn save_to(
    disk: &dyn Disk,
    map: &LinkageMap,
    path: &Path,
    known: Option<FileFingerprint>,
) -> Result<SavedMap, SaveError> {
    save_over(disk, &write(map), path, expect(disk, path, known)?)
}

/// What may be replaced: the file that is known, else a map.
pub(super) fn expect(disk: &dyn Disk, path: &Path, known: Option<FileFingerprint>) -> Result<Expected, SaveError> {
    match known {
        Some(known) => expect_known(disk, path, known),
        None => expect_map(disk, path),
    }
}

/// Saves the content of a map's file over what is expected to be there.
pub(super) fn save_over(disk: &dyn Disk, bytes: &[u8], path: &Path, expected: Expected) -> Result<SavedMap, SaveError> {
    // Nothing is saved that could not be opened again.
    if bytes.len() as u64 > SIZE_LIMIT || count_parentheses(bytes) > PARENTHESIS_LIMIT {
        return Err(SaveError::TooLarge { path: path.to_owned() });
    }
    match replace_expected(disk, path, expected, |file| file.write_all(bytes)) {
        Ok(replaced) => {
            // Of what was written, not of what is read again: that may be somebody else's by now.
            let fingerprint = replaced.modified.map(|modified| FileFingerprint::of(bytes, modified));
            Ok(SavedMap { fingerprint, replaced })
        }
        Err(ReplaceError::Changed) => Err(SaveError::ChangedOutside { path: path.to_owned() }),
        Err(ReplaceError::Io(source)) => Err(SaveError::Unwritable { path: path.to_owned(), source }),
    }
}

/// Expects the file that is known, unless it is seen at once that it has changed.
fn expect_known(disk: &dyn Disk, path: &Path, known: FileFingerprint) -> Result<Expected, SaveError> {
    let unwritable = |source| SaveError::Unwritable { path: path.to_owned(), source };
    let Some(found) = disk.metadata(path).map_err(unwritable)? else { return Ok(Expected::Nothing) };
    let is_known = match found.kind {
        EntryKind::File => {
            known.matches_metadata(&found) || fingerprint(disk, path).map_err(unwritable)? == Some(known)
        }
        // The writer rejects a folder.
        EntryKind::Folder | EntryKind::Other => return Ok(Expected::Anything),
    };
    // Whether time and size were kept by a change is looked at before the file is replaced.
    if is_known { Ok(Expected::Content(known)) } else { Err(SaveError::ChangedOutside { path: path.to_owned() }) }
}

/// Expects what is there, if it may be overwritten: an empty file, or one that can be read as a map.
pub(super) fn expect_map(disk: &dyn Disk, path: &Path) -> Result<Expected, SaveError> {
    let unwritable = |source| SaveError::Unwritable { path: path.to_owned(), source };
    match disk.metadata(path).map_err(unwritable)? {
        None => return Ok(Expected::Nothing),
        // A device or a pipe is written to; the writer rejects a folder.
        Some(found) if found.kind != EntryKind::File => return Ok(Expected::Anything),
        Some(found) if found.size == 0 => {
            return Ok(Expected::Content(FileFingerprint::of(&[], found.modified)));
        }
        Some(_) => {}
    }
    let path = path.to_owned();
    match open_from(disk, &path, &ReadProgress::default()) {
        Ok(opened) => Ok(Expected::Content(opened.fingerprint)),
        Err(OpenError::Read { source: ReadError::NewerFormat { found, supported }, .. }) => {
            Err(SaveError::NewerFormat { path, found, supported })
        }
        Err(OpenError::Read { source, .. }) => Err(SaveError::Unrecognized { path, source: Box::new(source) }),
        Err(OpenError::Unreadable { source, .. }) => {
            log::info!("{}: it cannot be read: {source}", path.display());
            Err(SaveError::Unwritable { path, source })
        }
    }
}
