//! File access: one small trait, so that tests can substitute a disk that is slow, full or broken.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use super::replace::replace_file_with;

/// Modification time and size of a file, to detect changes by other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFingerprint {
    /// Modification time.
    pub modified: SystemTime,
    /// Size in bytes.
    pub size: u64,
}

/// Whether a replaced file is known to survive a power loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Synced to disk.
    Synced,
    /// Replaced, but syncing failed: a power loss may bring the old file back.
    Unconfirmed,
}

/// Writes the content of a file.
pub type WriteFn<'a> = Box<dyn FnOnce(&mut (dyn Write + Send)) -> io::Result<()> + Send + 'a>;

/// Access to the file system.
pub trait Disk: Send + Sync {
    /// The bytes of a file; `Err` with its size when that is over `limit` bytes.
    ///
    /// # Errors
    /// The system's error; also for a folder, a pipe or a device.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, u64>>;

    /// The first bytes of a file, up to `length`.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn read_start(&self, path: &Path, length: u64) -> io::Result<Vec<u8>>;

    /// The fingerprint of a file; `None` when there is no file.
    ///
    /// # Errors
    /// The system's error.
    fn fingerprint(&self, path: &Path) -> io::Result<Option<FileFingerprint>>;

    /// Whether the path is a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// The files and folders in a folder, at most `limit` and in any order; none when there is no folder.
    ///
    /// # Errors
    /// The system's error.
    fn list(&self, folder: &Path, limit: usize) -> io::Result<Vec<PathBuf>>;

    /// Removes a file.
    ///
    /// # Errors
    /// The system's error; the file is then still there.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Replaces or creates a file atomically. Missing parent folders are created if `make_folders`.
    ///
    /// # Errors
    /// The error of `write` or the system; the old file is then untouched.
    fn replace(&self, path: &Path, make_folders: bool, write: WriteFn<'_>) -> io::Result<Durability>;
}

/// The file system of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, u64>> {
        let (file, size) = open_file(path)?;
        if size > limit {
            return Ok(Err(size));
        }
        let mut bytes = Vec::with_capacity(size as usize + 1);
        // The file may grow meanwhile, so the read itself is bounded, too.
        file.take(limit + 1).read_to_end(&mut bytes)?;
        let size = bytes.len() as u64;
        Ok(if size > limit { Err(size) } else { Ok(bytes) })
    }

    fn read_start(&self, path: &Path, length: u64) -> io::Result<Vec<u8>> {
        let mut start = Vec::new();
        open_file(path)?.0.take(length).read_to_end(&mut start)?;
        Ok(start)
    }

    fn fingerprint(&self, path: &Path) -> io::Result<Option<FileFingerprint>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(FileFingerprint { modified: metadata.modified()?, size: metadata.len() })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn list(&self, folder: &Path, limit: usize) -> io::Result<Vec<PathBuf>> {
        match fs::read_dir(folder) {
            Ok(entries) => entries.take(limit).map(|entry| entry.map(|entry| entry.path())).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn replace(&self, path: &Path, make_folders: bool, write: WriteFn<'_>) -> io::Result<Durability> {
        if let Some(folder) = path.parent().filter(|_| make_folders) {
            fs::create_dir_all(folder)?;
        }
        replace_file_with(path, write)
    }
}

/// The absolute path without `..`, to compare two spellings of one path. `..` is resolved on the file system, as it may
/// follow a symbolic link.
pub fn absolute(path: PathBuf) -> PathBuf {
    let path = std::path::absolute(&path).unwrap_or(path);
    if !path.components().any(|step| step == Component::ParentDir) {
        return path;
    }
    match (path.parent().map(Path::canonicalize), path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// Opens a file for reading; also returns its size.
fn open_file(path: &Path) -> io::Result<(File, u64)> {
    // Checked before opening: opening a pipe or a device could block for ever.
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe or a device, not a file"));
    }
    Ok((File::open(path)?, metadata.len()))
}
