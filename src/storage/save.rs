//! Saves a map.

use std::io;
use std::path::Path;

use super::disk::{Disk, Durability, FileFingerprint, SystemDisk};
use super::format::{PARENTHESIS_LIMIT, SIZE_LIMIT, count_parentheses};
use super::{OpenError, ReadError, ReadProgress, SaveError, open_from, write};
use crate::map::LinkageMap;

/// Saves a map, as [`save_to`] a file that is not known.
///
/// # Errors
/// Why it was not saved; the file is then as it was.
pub fn save(map: &LinkageMap, path: &Path) -> Result<(), SaveError> {
    save_to(&SystemDisk, map, path, None).map(drop)
}

/// Saves a map: the file is the old one or the new one, never a mix. It replaces a file that is `known` from reading or
/// writing it last, or another one that can be read as a map; what stands there and cannot be read is not written over.
/// Gives the new file's fingerprint, and whether it is sure to last.
///
/// # Errors
/// Why it was not saved; also when it would be too large to open again. The file is then as it was.
pub fn save_to(
    disk: &dyn Disk,
    map: &LinkageMap,
    path: &Path,
    known: Option<FileFingerprint>,
) -> Result<(Option<FileFingerprint>, Durability), SaveError> {
    let unwritable = |source| SaveError::Unwritable { path: path.to_owned(), source };
    let found = disk.fingerprint(path).map_err(unwritable)?;
    if let Some(found) = found.filter(|found| Some(*found) != known && found.size > 0) {
        check_overwritable(disk, path, found)?;
    }
    let durability = replace(disk, map, path)?;
    // The map is saved; a file whose fingerprint cannot be told only looks changed the next time.
    Ok((disk.fingerprint(path).unwrap_or_default(), durability))
}

/// Whether what stands at a path may be written over: only what can be read.
fn check_overwritable(disk: &dyn Disk, path: &Path, found: FileFingerprint) -> Result<(), SaveError> {
    let path = path.to_owned();
    match open_from(disk, &path, &ReadProgress::default()) {
        Ok(_) => Ok(()),
        Err(OpenError::Read { source: ReadError::NewerFormat { found, supported }, .. }) => {
            Err(SaveError::NewerFormat { path, found, supported })
        }
        Err(OpenError::Read { source, .. }) => Err(SaveError::Unrecognized { path, source: Box::new(source) }),
        // A device or a pipe is written to; a folder is refused by whoever writes.
        Err(OpenError::Unreadable { source, .. }) if source.kind() == io::ErrorKind::InvalidInput => Ok(()),
        Err(OpenError::Unreadable { source, .. }) => {
            log::info!("{}: {} bytes that cannot be read: {source}", path.display(), found.size);
            Err(SaveError::Unwritable { path, source })
        }
    }
}

fn replace(disk: &dyn Disk, map: &LinkageMap, path: &Path) -> Result<Durability, SaveError> {
    let bytes = write(map);
    // What would not open again is not written.
    if bytes.len() as u64 > SIZE_LIMIT || count_parentheses(&bytes) > PARENTHESIS_LIMIT {
        return Err(SaveError::TooLarge { path: path.to_owned() });
    }
    disk.replace(path, false, Box::new(move |file| file.write_all(&bytes)))
        .map_err(|source| SaveError::Unwritable { path: path.to_owned(), source })
}
