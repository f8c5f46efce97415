//! Bounded reading.

use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::{Disk, EntryKind, FileFingerprint};

/// A file that was read.
#[derive(Debug)]
pub struct FileContent {
    /// Its bytes.
    pub bytes: Vec<u8>,
    modified: SystemTime,
}

impl FileContent {
    /// The fingerprint of what was read.
    pub fn fingerprint(&self) -> FileFingerprint {
        FileFingerprint::of(&self.bytes, self.modified)
    }
}

/// Reads a file; `Err` with its size when that is over `limit` bytes.
///
/// # Errors
/// As [`Disk::open`].
pub fn read_file(disk: &dyn Disk, path: &Path, limit: u64) -> io::Result<Result<FileContent, u64>> {
    let file = disk.open(path)?;
    // Of the open file: what is read belongs to it. Before it is read: a write meanwhile gives it another time.
    let metadata = file.metadata()?;
    if metadata.size > limit {
        return Ok(Err(metadata.size));
    }
    let mut bytes = Vec::with_capacity(metadata.size as usize + 1);
    // The file may grow meanwhile, so the read itself is bounded, too.
    (&*file).take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    Ok(if size > limit { Err(size) } else { Ok(FileContent { bytes, modified: metadata.modified }) })
}

/// The first bytes of a file, up to `length`.
///
/// # Errors
/// As [`Disk::open`].
pub fn read_start(disk: &dyn Disk, path: &Path, length: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    (&*disk.open(path)?).take(length).read_to_end(&mut start)?;
    Ok(start)
}

/// The fingerprint of a file, which is read for it; `None` when there is no file.
///
/// # Errors
/// As [`Disk::open`].
pub fn fingerprint(disk: &dyn Disk, path: &Path) -> io::Result<Option<FileFingerprint>> {
    match disk.open(path) {
        Ok(file) => FileFingerprint::read(&*file).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the path is a folder.
pub fn is_folder(disk: &dyn Disk, path: &Path) -> bool {
    disk.metadata(path).is_ok_and(|found| found.is_some_and(|found| found.kind == EntryKind::Folder))
}
