//! Atomic file replacement, for all code that writes files: after any failure, and for concurrent readers, the file is
//! the old one or the new one.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};

use tempfile::{Builder, NamedTempFile};

use super::Durability;

/// Bytes after which written data is synced.
const SYNC_INTERVAL: usize = 16 << 20;

/// Replaces or creates a file with these bytes.
///
/// # Errors
/// See [`replace_file_with`].
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<Durability> {
    replace_file_with(path, |file| file.write_all(bytes))
}

/// Replaces or creates a file with what `write` writes.
///
/// It is written to a temporary file in the same folder, synced, and renamed over the target. Of a symbolic link, the
/// target is replaced; permissions are kept (the owner too, where the system allows it); a pipe or device is written to
/// directly.
///
/// # Errors
/// The error of `write` or the system; the old file is then untouched and no temporary file is left. A read-only file
/// is an error, though the system would allow renaming over it. After the replacement nothing is an error: a failed
/// sync of the folder is reported by [`Durability`].
pub fn replace_file_with(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<Durability> {
    let old = match fs::metadata(path) {
        Ok(old) if old.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(old) if !old.is_file() => {
            write(&mut File::options().write(true).open(path)?)?;
            return Ok(Durability::Synced);
        }
        Ok(old) if old.permissions().readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        Ok(old) => Some(old),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let target = resolve_symlinks(path)?;
    if target.file_name().is_none() {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let temp = create_temp_file(folder)?;
    write_and_sync(temp.as_file(), write)?;
    if let Some(old) = &old {
        preserve_metadata(old, temp.as_file())?;
    }
    temp.as_file().sync_all()?;
    // On failure `temp` is dropped, which removes it.
    temp.persist(&target).map_err(|error| error.error)?;
    // The file is already replaced, so a failure here is not an error.
    Ok(sync_folder(folder).map_or_else(
        |error| {
            log::warn!("{}: replaced, but its folder was not synced: {error}", target.display());
            Durability::Unconfirmed
        },
        |()| Durability::Synced,
    ))
}

/// Writes a file and syncs it meanwhile on a second thread: else the sync of a large file would only start after the
/// last write.
fn write_and_sync(file: &File, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<()> {
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
    file: &'a File,
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
        self.file.flush()
    }
}

/// Resolves the symbolic links at the end of a path. The final target need not exist.
fn resolve_symlinks(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = path.to_owned();
    // Linux has the same limit.
    for _ in 0..40 {
        match fs::read_link(&resolved) {
            Ok(next) => {
                resolved.pop();
                resolved.push(next);
            }
            Err(_) => return Ok(resolved),
        }
    }
    Err(io::Error::other("its symbolic links go round in a circle"))
}

#[cfg(unix)]
fn create_temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    // The usual mode of a new file, before the umask.
    Builder::new().prefix(".lienket-").suffix(".tmp").permissions(Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn create_temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(".lienket-").suffix(".tmp").tempfile_in(folder)
}

#[cfg(unix)]
fn preserve_metadata(old: &Metadata, new_file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    // Only an administrator may change the owner; without that right the new file belongs to the current user. Before
    // the permissions, since a change of owner clears some of them.
    let current = new_file.metadata()?;
    if (current.uid(), current.gid()) != (old.uid(), old.gid()) {
        let _ = std::os::unix::fs::fchown(new_file, Some(old.uid()), Some(old.gid()));
    }
    new_file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn preserve_metadata(old: &Metadata, new_file: &File) -> io::Result<()> {
    new_file.set_permissions(old.permissions())
}

/// Syncs the rename itself. A folder that cannot be opened or synced at all, as on some network disks, is not an error.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied
            ) =>
        {
            Err(error)
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "one signature for all systems")]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
