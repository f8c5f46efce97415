//! Saves a map.

use std::io;
use std::path::Path;

use super::disk::{Disk, Durability, FileFingerprint, SystemDisk};
use super::format::{PARENTHESIS_LIMIT, SIZE_LIMIT, count_parentheses};
use super::{OpenError, ReadError, ReadProgress, SaveError, open_from, write};
use crate::map::LinkageMap;

/// Saves a map, as [`save_to`] without a known fingerprint.
///
/// # Errors
/// Why it was not saved; the file is then unchanged.
pub fn save(map: &LinkageMap, path: &Path) -> Result<(), SaveError> {
    save_to(&SystemDisk, map, path, None).map(drop)
}

/// Saves a map atomically. An existing file is replaced if its fingerprint is `known` from the last read or write, or
/// if it can be read as a map; any other file is not overwritten. Returns the new file's fingerprint and durability.
///
/// # Errors
/// Why it was not saved; also when it would be too large to open again. The file is then unchanged.
pub fn save_to(
    disk: &dyn Disk,
    map: &LinkageMap,
    path: &Path,
    known: Option<FileFingerprint>,
) -> Result<(Option<FileFingerprint>, Durability), SaveError> {
    save_in(disk, map, path, known, false)
}

/// The same; missing folders are created if `make_folders`.
pub(super) fn save_in(
    disk: &dyn Disk,
    map: &LinkageMap,
    path: &Path,
    known: Option<FileFingerprint>,
    make_folders: bool,
) -> Result<(Option<FileFingerprint>, Durability), SaveError> {
    let unwritable = |source| SaveError::Unwritable { path: path.to_owned(), source };
    let found = disk.fingerprint(path).map_err(unwritable)?;
    if let Some(found) = found.filter(|found| Some(*found) != known && found.size > 0) {
        check_overwritable(disk, path, found)?;
    }
    let durability = replace(disk, map, path, make_folders)?;
    // The map is saved; a missing fingerprint only makes the file look changed the next time.
    Ok((disk.fingerprint(path).unwrap_or_default(), durability))
}

/// Checks that an existing file may be overwritten: only one that can be read as a map.
fn check_overwritable(disk: &dyn Disk, path: &Path, found: FileFingerprint) -> Result<(), SaveError> {
    let path = path.to_owned();
    match open_from(disk, &path, &ReadProgress::default()) {
        Ok(_) => Ok(()),
        Err(OpenError::Read { source: ReadError::NewerFormat { found, supported }, .. }) => {
            Err(SaveError::NewerFormat { path, found, supported })
        }
        Err(OpenError::Read { source, .. }) => Err(SaveError::Unrecognized { path, source: Box::new(source) }),
        // A device or a pipe is written to; the writer rejects a folder.
        Err(OpenError::Unreadable { source, .. }) if source.kind() == io::ErrorKind::InvalidInput => Ok(()),
        Err(OpenError::Unreadable { source, .. }) => {
            log::info!("{}: {} bytes that cannot be read: {source}", path.display(), found.size);
            Err(SaveError::Unwritable { path, source })
        }
    }
}

fn replace(disk: &dyn Disk, map: &LinkageMap, path: &Path, make_folders: bool) -> Result<Durability, SaveError> {
    let bytes = write(map);
    // Nothing is saved that could not be opened again.
    if bytes.len() as u64 > SIZE_LIMIT || count_parentheses(&bytes) > PARENTHESIS_LIMIT {
        return Err(SaveError::TooLarge { path: path.to_owned() });
    }
    disk.replace(path, make_folders, Box::new(move |file| file.write_all(&bytes)))
        .map_err(|source| SaveError::Unwritable { path: path.to_owned(), source })
}
