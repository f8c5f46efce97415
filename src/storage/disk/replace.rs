//! Atomic file replacement, for all code that writes files: after any failure, and for concurrent readers, the file is
//! the old one or the new one.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::SystemTime;

use super::temp_file::{TempFile, remove_abandoned_files};
use super::{Disk, DiskFile, Durability, EntryKind, FileFingerprint, fingerprint, is_folder};

/// Bytes after which written data is synced.
const SYNC_INTERVAL: usize = 16 << 20;
/// Permission bits of a new file, before the user's mask.
const NEW_MODE: u32 = 0o666;
/// Permission bits of what will replace a file: nobody may read it who may not read that, so first only its owner.
const PRIVATE_MODE: u32 = 0o600;

/// A file that was replaced or created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Whether it survives a power loss.
    pub durability: Durability,
    /// Modification time of the new file; `None` for a pipe or a device.
    pub modified: Option<SystemTime>,
    /// Whether the old file has further names, which still lead to the old content.
    pub has_parted: bool,
}

/// What its owner should know of a file that was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveRemark {
    /// The disk may not have kept it.
    Unconfirmed,
    /// The file has further names, which still lead to the old content.
    Parted,
}

impl Replaced {
    /// What its owner should know: the gravest.
    pub fn remark(&self) -> Option<SaveRemark> {
        match self.durability {
            Durability::Unconfirmed => Some(SaveRemark::Unconfirmed),
            Durability::Synced => self.has_parted.then_some(SaveRemark::Parted),
        }
    }
}

/// What may be lost by replacing a file.
#[derive(Clone, Copy, Debug)]
pub(in crate::storage) enum Expected {
    /// Whatever is there.
    Anything,
    /// Nothing: there is no file.
    Nothing,
    /// This content.
    Content(FileFingerprint),
}

/// Why a file was not replaced.
#[derive(Debug)]
pub(in crate::storage) enum ReplaceError {
    /// What is there is not what was expected.
    Changed,
    /// The error of the writer or the system.
    Io(io::Error),
}

impl From<io::Error> for ReplaceError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Replaces or creates a file with these bytes.
///
/// # Errors
/// See [`replace_file_with`].
pub fn replace_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<Replaced> {
    replace_file_with(disk, path, |file| file.write_all(bytes))
}

/// Replaces or creates a file with what `write` writes.
///
/// It is written to a temporary file in the same folder, synced, and renamed over the target. Of a symbolic link, the
/// target is replaced; permissions are kept (the owner too, where the system allows it); of a file with several names
/// (hard links) the others keep the old content; a pipe or device is written to directly. Temporary files that programs
/// have left in the folder by dying are removed.
///
/// # Errors
/// The error of `write` or the system; the old file is then untouched and no temporary file is left. A read-only file
/// is an error, though the system would allow renaming over it. After the replacement nothing is an error: a failed
/// sync of the folder is reported by [`Durability`].
pub fn replace_file_with(
    disk: &dyn Disk,
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<Replaced> {
    replace_expected(disk, path, Expected::Anything, write).map_err(|error| match error {
        ReplaceError::Io(error) => error,
        ReplaceError::Changed => io::Error::other("it has changed"),
    })
}

/// As [`replace_file_with`], if the file is as expected: that is looked at just before the new file takes its place.
pub(in crate::storage) fn replace_expected(
    disk: &dyn Disk,
    path: &Path,
    expected: Expected,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<Replaced, ReplaceError> {
    let old = disk.metadata(path)?;
    match &old {
        Some(old) if old.kind == EntryKind::Folder => return Err(io::Error::from(ErrorKind::IsADirectory).into()),
        Some(old) if old.kind == EntryKind::Other => {
            write(&mut &*disk.open_device(path)?)?;
            return Ok(Replaced { durability: Durability::Synced, modified: None, has_parted: false });
        }
        Some(old) if old.is_read_only() => return Err(io::Error::from(ErrorKind::PermissionDenied).into()),
        Some(_) | None => {}
    }
    let target = resolve_symlinks(disk, path)?;
    if target.file_name().is_none() {
        return Err(io::Error::from(ErrorKind::InvalidFilename).into());
    }
    let folder = folder_of(&target);
    remove_abandoned_files(disk, folder);
    let temp = TempFile::create(disk, folder, if old.is_some() { PRIVATE_MODE } else { NEW_MODE })?;
    write_and_sync(temp.file(), write)?;
    if let Some(old) = &old {
        temp.file().copy_permissions_of(old)?;
    }
    temp.file().sync_all()?;
    let modified = temp.file().metadata()?.modified;
    if !is_expected(disk, &target, expected)? {
        return Err(ReplaceError::Changed);
    }
    // On failure `temp` is dropped, which removes it.
    temp.rename_to(&target)?;
    // The file is already replaced, so a failure here is not an error.
    let durability = disk.sync_folder(folder).map_or_else(
        |error| {
            log::warn!("{}: replaced, but its folder was not synced: {error}", target.display());
            Durability::Unconfirmed
        },
        |()| Durability::Synced,
    );
    Ok(Replaced { durability, modified: Some(modified), has_parted: old.is_some_and(|old| old.link_count > 1) })
}

/// Whether a file could not be replaced, as the file is read-only, or nothing can be made in its folder. That is tried with
/// a file that is gone at once: no permission tells it of every disk and every user.
pub fn is_write_protected(disk: &dyn Disk, path: &Path) -> bool {
    match disk.metadata(path) {
        Ok(Some(found)) if found.kind != EntryKind::File => return false,
        Ok(Some(found)) if found.is_read_only() => return true,
        Ok(_) | Err(_) => {}
    }
    let Ok(target) = resolve_symlinks(disk, path) else { return false };
    // What fails for another reason, as on a full disk, may succeed by the time of the save.
    TempFile::create(disk, folder_of(&target), PRIVATE_MODE)
        .is_err_and(|error| matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem))
}

fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Replaces or creates a file that only its owner may read, in the program's own folder, and waits until the disk has it.
///
/// # Errors
/// The system's error. The old file is then untouched, or replaced by a new one that a power loss may take back.
pub fn replace_private(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    remove_abandoned_files(disk, folder);
    let temp = TempFile::create(disk, folder, PRIVATE_MODE)?;
    write_and_sync(temp.file(), |file| file.write_all(bytes))?;
    temp.file().sync_all()?;
    temp.rename_to(path)?;
    disk.sync_folder(folder)
}

/// Creates the folder of a file with those above it, as far as they are missing, so that they survive a power loss like
/// the file.
///
/// # Errors
/// The system's error.
pub fn create_parent(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let missing = folder.ancestors().take_while(|folder| !is_folder(disk, folder)).count();
    // With the lowest that is there: an earlier call may have failed to sync it. None is created before those above it
    // are on the disk, so no other can be in this state.
    let unsure: Vec<&Path> = folder.ancestors().take(missing + 1).collect();
    unsure.into_iter().rev().try_for_each(|folder| {
        disk.create_folders(folder)?;
        let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
        above.map_or(Ok(()), |above| disk.sync_folder(above))
    })
}

/// Whether a file is as expected. Its content is always read: time and size can be kept by a change.
fn is_expected(disk: &dyn Disk, target: &Path, expected: Expected) -> io::Result<bool> {
    Ok(match expected {
        Expected::Anything => true,
        Expected::Nothing => disk.metadata(target)?.is_none(),
        Expected::Content(content) => match disk.metadata(target)? {
            // A file that is gone is lost already.
            None => true,
            Some(found) if found.size != content.size => false,
            // Reading takes its time, on some network disks seconds, so the file is looked at once more after it.
            Some(found) => fingerprint(disk, target)? == Some(content) && disk.metadata(target)? == Some(found),
        },
    })
}

/// Writes a file and syncs it meanwhile on a second thread: else the sync of a large file would only start after the
/// last write.
fn write_and_sync(
    file: &dyn DiskFile,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<()> {
    std::thread::scope(|scope| {
        let (sync_sender, sync_receiver) = sync_channel(1);
        // The system reports a failed sync only once, so its result is kept.
        let syncing = scope.spawn(move || sync_receiver.iter().try_for_each(|()| file.sync_data()));
        let written = write(&mut SyncingWriter { file, unsynced: 0, sync_request: sync_sender });
        let synced = syncing.join().unwrap_or_else(|_| Err(io::Error::other("its writing broke off")));
        written.and(synced)
    })
}

/// Writes to a file and requests a sync every [`SYNC_INTERVAL`] bytes.
struct SyncingWriter<'a> {
    file: &'a dyn DiskFile,
    unsynced: usize,
    sync_request: SyncSender<()>,
}

impl Write for SyncingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.unsynced += written;
        // If a request is pending already, that sync will cover these bytes.
        if self.unsynced >= SYNC_INTERVAL && self.sync_request.try_send(()).is_ok() {
            self.unsynced = 0;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Resolves the symbolic links at the end of a path. The final target need not exist.
fn resolve_symlinks(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let mut resolved = path.to_owned();
    // Linux has the same limit.
    for _ in 0..40 {
        let Some(next) = disk.read_link(&resolved)? else { return Ok(resolved) };
        resolved.pop();
        resolved.push(next);
    }
    Err(io::Error::other("its symbolic links go round in a circle"))
}
