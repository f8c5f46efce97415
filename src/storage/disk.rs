//! The disk, as far as files of this program are read and written: one small trait, so that tests can put another one in its
//! place that is slow, full or broken.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use super::replace::replace_file_with;

/// When a file was last written and how large it is: tells a change from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFingerprint {
    /// When it was last written.
    pub modified: SystemTime,
    /// Its size in bytes.
    pub size: u64,
}

/// How far a file that was replaced is known to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The disk says that it keeps it.
    Synced,
    /// It was replaced, but the disk refused to say that it keeps that: a loss of power may bring the old one back.
    Unconfirmed,
}

/// What writes the content of a file.
pub type WriteFn<'a> = Box<dyn FnOnce(&mut (dyn Write + Send)) -> io::Result<()> + Send + 'a>;

/// The disk.
pub trait Disk: Send + Sync {
    /// The bytes of a file, or its size where that is over `limit` bytes.
    ///
    /// # Errors
    /// What the system says; also for a folder, a pipe or a device.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, u64>>;

    /// The first bytes of a file, up to `length`.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn read_start(&self, path: &Path, length: u64) -> io::Result<Vec<u8>>;

    /// When a file was last written, and how large it is; none where there is no file.
    ///
    /// # Errors
    /// What the system says.
    fn fingerprint(&self, path: &Path) -> io::Result<Option<FileFingerprint>>;

    /// Whether a folder stands there.
    fn is_folder(&self, path: &Path) -> bool;

    /// Replaces a file, or makes it: whatever happens, it is the old one or the new one. Folders that lead to it are
    /// made where `make_folders` says so.
    ///
    /// # Errors
    /// What `write` or the system refused; then the old file is untouched.
    fn replace(&self, path: &Path, make_folders: bool, write: WriteFn<'_>) -> io::Result<Durability>;
}

/// The disk of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, u64>> {
        let (file, size) = open_file(path)?;
        if size > limit {
            return Ok(Err(size));
        }
        let mut bytes = Vec::with_capacity(size as usize + 1);
        // A file may grow while it is read, so the reading itself is bounded as well.
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

    fn replace(&self, path: &Path, make_folders: bool, write: WriteFn<'_>) -> io::Result<Durability> {
        if let Some(folder) = path.parent().filter(|_| make_folders) {
            fs::create_dir_all(folder)?;
        }
        replace_file_with(path, write)
    }
}

/// The path from the root, without steps back: two spellings of one path are compared by it. Where a step back leads
/// is asked of the disk, as it may lead back out of a link.
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

/// A file to be read, and its size.
fn open_file(path: &Path) -> io::Result<(File, u64)> {
    // Asked before opening: a pipe or a device would keep us waiting for ever.
    let data = fs::metadata(path)?;
    if data.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !data.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe or a device, not a file"));
    }
    Ok((File::open(path)?, data.len()))
}
