//! Replaces a file whole: whoever reads it meanwhile, and whatever breaks meanwhile, it is the old one or the new
//! one. For every writer of files.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};

use tempfile::{Builder, NamedTempFile};

use super::Durability;

/// After so many bytes the disk gets what there is.
const SYNC_INTERVAL: usize = 16 << 20;

/// Replaces a file, or makes it, with these bytes.
///
/// # Errors
/// See [`replace_file_with`].
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<Durability> {
    replace_file_with(path, |file| file.write_all(bytes))
}

/// Replaces a file, or makes it, with what `write` writes.
///
/// It is written beside its place, synced, and renamed over it. A symbolic link stays, and what it points to is
/// replaced; permissions stay (the owner too, where the system lets us); a pipe or device is written to.
///
/// # Errors
/// What `write` or the system refused; then the old file is untouched and nothing is left beside it. A file that is
/// set read-only is refused, though the system would let us rename over it. Once it is replaced nothing is an error any
/// more: that the disk does not say that it keeps it is told by [`Durability`].
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
    // From here on a failure drops `temp`, which removes it.
    temp.persist(&target).map_err(|error| error.error)?;
    // The new file is there, whatever comes of this: it must not be told as a failure.
    Ok(sync_folder(folder).map_or_else(
        |error| {
            log::warn!("{}: replaced, but its folder was not synced: {error}", target.display());
            Durability::Unconfirmed
        },
        |()| Durability::Synced,
    ))
}

/// Has a file written. Of a large one the disk gets what there is while more is being written: else whoever waits for
/// the file would wait for the disk afterwards.
fn write_and_sync(file: &File, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<()> {
    std::thread::scope(|scope| {
        let (wake, woken) = sync_channel(1);
        // A failure is told to whoever asks first, so it must not be lost here.
        let syncing = scope.spawn(move || woken.iter().try_for_each(|()| file.sync_data()));
        let written = write(&mut SyncingWriter { file, unsynced: 0, sync_request: wake });
        let synced = syncing.join().unwrap_or_else(|_| Err(io::Error::other("its writing broke off")));
        written.and(synced)
    })
}

/// Writes, and wakes from time to time who brings it to the disk.
struct SyncingWriter<'a> {
    file: &'a File,
    unsynced: usize,
    sync_request: SyncSender<()>,
}

impl Write for SyncingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.unsynced += written;
        // A sync that is in progress covers these bytes later.
        if self.unsynced >= SYNC_INTERVAL && self.sync_request.try_send(()).is_ok() {
            self.unsynced = 0;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The place that a path means in the end. The last part need not be there, also behind a link.
fn resolve_symlinks(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_owned();
    // As many steps as Linux itself goes.
    for _ in 0..40 {
        match fs::read_link(&place) {
            Ok(next) => {
                place.pop();
                place.push(next);
            }
            Err(_) => return Ok(place),
        }
    }
    Err(io::Error::other("its symbolic links go round in a circle"))
}

#[cfg(unix)]
fn create_temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;
    // What a new file has by custom; the system's mask takes its part away.
    Builder::new().prefix(".lienket-").suffix(".tmp").permissions(Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn create_temp_file(folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(".lienket-").suffix(".tmp").tempfile_in(folder)
}

#[cfg(unix)]
fn preserve_metadata(old: &Metadata, fresh: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    // Only an administrator may give files away; whoever may not keeps the file, and the owner changes. It comes
    // first, since a change of owner clears some permissions.
    let mine = fresh.metadata()?;
    if (mine.uid(), mine.gid()) != (old.uid(), old.gid()) {
        let _ = std::os::unix::fs::fchown(fresh, Some(old.uid()), Some(old.gid()));
    }
    fresh.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn preserve_metadata(old: &Metadata, fresh: &File) -> io::Result<()> {
    fresh.set_permissions(old.permissions())
}

/// Makes the rename itself last. Where a folder cannot be opened or synced at all, as on some network disks, the
/// system's own habit has to do.
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
