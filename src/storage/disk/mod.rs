//! Access to the file system: a trait of low-level calls, so that tests can make each single call fail.
//!
//! Whoever stores something calls the functions beside it (`reading`, `replace`), which hold the algorithms.

mod file_state;
mod fingerprint;
mod reading;
mod replace;
mod system;
mod temp_file;

use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

pub use file_state::{FileState, LookDepth, file_state};
pub use fingerprint::{FileFingerprint, hash_bytes};
pub use reading::{FileContent, fingerprint, is_folder, read_file, read_start};
pub(super) use replace::{Expected, ReplaceError, replace_expected};
pub use replace::{
    Replaced, SaveRemark, create_parent, is_write_protected, replace_file, replace_file_with, replace_private,
};
pub use system::SystemDisk;
pub use temp_file::remove_abandoned_files;

/// Whether a replaced file is known to survive a power loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Synced to disk.
    Synced,
    /// Replaced, but syncing failed: a power loss may bring the old file back.
    Unconfirmed,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A pipe or a device.
    Other,
}

/// What the system knows about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMetadata {
    /// What it is.
    pub kind: EntryKind,
    /// Size in bytes.
    pub size: u64,
    /// Modification time; the epoch where the system has none.
    pub modified: SystemTime,
    /// Permission bits of Unix; elsewhere only whether somebody may write.
    pub mode: u32,
    /// Numbers of user and group, on Unix.
    pub owner: Option<(u32, u32)>,
    /// How many names the file has; 1 where the system does not say.
    pub link_count: u64,
}

impl FileMetadata {
    /// Whether nobody may write.
    pub fn is_read_only(&self) -> bool {
        self.mode & 0o222 == 0
    }
}

/// An open file. Reads and writes move its position and need no exclusive access, as those of [`std::fs::File`]: one
/// thread can sync what another one writes.
pub trait DiskFile: Send + Sync {
    /// As [`io::Read::read`], which is implemented for `&dyn DiskFile`.
    ///
    /// # Errors
    /// The system's error.
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize>;

    /// As [`io::Write::write`], which is implemented for `&dyn DiskFile`.
    ///
    /// # Errors
    /// The system's error.
    fn write(&self, bytes: &[u8]) -> io::Result<usize>;

    /// What the system knows about the file.
    ///
    /// # Errors
    /// The system's error.
    fn metadata(&self) -> io::Result<FileMetadata>;

    /// Waits until the disk has the content.
    ///
    /// # Errors
    /// The system's error, which it reports only once.
    fn sync_data(&self) -> io::Result<()>;

    /// Waits until the disk has the content and the metadata.
    ///
    /// # Errors
    /// As [`Self::sync_data`].
    fn sync_all(&self) -> io::Result<()>;

    /// Cuts or extends the file to this size.
    ///
    /// # Errors
    /// The system's error.
    fn set_len(&self, size: u64) -> io::Result<()>;

    /// Gives the file the permissions of another one, and its owner where the system allows that.
    ///
    /// # Errors
    /// The system's error about the permissions.
    fn copy_permissions_of(&self, other: &FileMetadata) -> io::Result<()>;

    /// Locks the file until it is closed; `false` when somebody else has locked it. The lock is advisory on Unix.
    ///
    /// # Errors
    /// The system's error; also where the file system knows no locks.
    fn try_lock(&self) -> io::Result<bool>;
}

impl Read for &(dyn DiskFile + '_) {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (**self).read(buffer)
    }
}

impl Write for &(dyn DiskFile + '_) {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (**self).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The calls of a file system.
pub trait Disk: Send + Sync {
    /// Opens a file for reading.
    ///
    /// # Errors
    /// The system's error; also for a folder, a pipe or a device.
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Creates a file and opens it for writing. `mode` has its permission bits on Unix, of which the user's mask takes
    /// some away.
    ///
    /// # Errors
    /// The system's error; also when there is something of this name.
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn DiskFile>>;

    /// Opens a file so that all writes go to its end. A new one is readable by its owner only.
    ///
    /// # Errors
    /// The system's error.
    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// Opens what is there for writing: for pipes and devices, of which nothing can be replaced.
    ///
    /// # Errors
    /// The system's error.
    fn open_device(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;

    /// What the system knows about what the path leads to, over symbolic links; `None` when there is nothing.
    ///
    /// # Errors
    /// The system's error.
    fn metadata(&self, path: &Path) -> io::Result<Option<FileMetadata>>;

    /// Where a symbolic link leads; `None` when it is none.
    ///
    /// # Errors
    /// The system's error.
    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>>;

    /// Renames a file; replaces what has the new name.
    ///
    /// # Errors
    /// The system's error; nothing is changed then.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// The system's error; the file is then still there.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// The files and folders in a folder, at most `limit` and in any order; none when there is no folder.
    ///
    /// # Errors
    /// The system's error.
    fn list(&self, folder: &Path, limit: usize) -> io::Result<Vec<PathBuf>>;

    /// Creates a folder with those above it, as far as they are missing, for their owner only: what the program keeps of
    /// a private map is as private.
    ///
    /// # Errors
    /// The system's error.
    fn create_folders(&self, folder: &Path) -> io::Result<()>;

    /// Waits until the disk has the names of the files in a folder. A folder that cannot be synced at all, as on some
    /// network disks, is no error.
    ///
    /// # Errors
    /// The system's error.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The absolute path without `..`, to compare two spellings of one path. `..` is resolved on the file system, as it may
/// follow a symbolic link: that asks the system, not a [`Disk`], as it names a file and touches none. Where it fails, the
/// path stays as it is spelled.
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
