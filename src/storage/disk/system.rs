//! The file system of this computer.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::{Disk, DiskFile, EntryKind, FileMetadata};

/// The file system of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        // Checked before opening: opening a pipe or a device could block for ever.
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        if !metadata.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is a pipe or a device, not a file"));
        }
        Ok(Box::new(File::open(path)?))
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(with_mode(File::options().write(true).create_new(true), mode).open(path)?))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(with_mode(File::options().append(true).create(true), 0o600).open(path)?))
    }

    fn open_device(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(File::options().write(true).open(path)?))
    }

    fn metadata(&self, path: &Path) -> io::Result<Option<FileMetadata>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(FileMetadata::from(&metadata))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn read_link(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        match fs::read_link(path) {
            Ok(target) => Ok(Some(target)),
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::NotFound) => Ok(None),
            // Windows says so, with a number of its own, of a file that is no link.
            Err(_) if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_symlink()) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn list(&self, folder: &Path, limit: usize) -> io::Result<Vec<PathBuf>> {
        match fs::read_dir(folder) {
            Ok(entries) => entries.take(limit).map(|entry| entry.map(|entry| entry.path())).collect(),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(folder)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder).and_then(|folder| folder.sync_all()) {
            Err(error)
                if !matches!(
                    error.kind(),
                    ErrorKind::InvalidInput
                        | ErrorKind::Unsupported
                        | ErrorKind::PermissionDenied
                        | ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                Err(error)
            }
            _ => Ok(()),
        }
    }

    #[cfg(not(unix))]
    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
}

impl DiskFile for File {
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        Read::read(&mut &*self, buffer)
    }

    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(&mut &*self, bytes)
    }

    fn metadata(&self) -> io::Result<FileMetadata> {
        Self::metadata(self).map(|metadata| FileMetadata::from(&metadata))
    }

    fn sync_data(&self) -> io::Result<()> {
        Self::sync_data(self)
    }

    fn sync_all(&self) -> io::Result<()> {
        Self::sync_all(self)
    }

    fn set_len(&self, size: u64) -> io::Result<()> {
        Self::set_len(self, size)
    }

    #[cfg(unix)]
    fn copy_permissions_of(&self, other: &FileMetadata) -> io::Result<()> {
        use std::os::unix::fs::{PermissionsExt, fchown};
        let mut mode = other.mode;
        let current = DiskFile::metadata(self)?;
        // Before the permissions, since a change of owner clears some of them.
        if let Some((user, group)) = other.owner.filter(|_| current.owner != other.owner) {
            // Only an administrator may change the user, but everybody may choose among the own groups.
            let is_kept = fchown(self, Some(user), Some(group)).or_else(|_| fchown(self, None, Some(group))).is_ok();
            if !is_kept {
                // The file is of another group than it was, which gets no more than everybody has.
                mode = mode & !0o070 | (mode & 0o007) << 3;
            }
        }
        self.set_permissions(fs::Permissions::from_mode(mode))
    }

    #[cfg(not(unix))]
    fn copy_permissions_of(&self, other: &FileMetadata) -> io::Result<()> {
        let mut permissions = Self::metadata(self)?.permissions();
        permissions.set_readonly(other.is_read_only());
        self.set_permissions(permissions)
    }

    fn try_lock(&self) -> io::Result<bool> {
        match Self::try_lock(self) {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl From<&Metadata> for FileMetadata {
    fn from(metadata: &Metadata) -> Self {
        let kind = if metadata.is_file() {
            EntryKind::File
        } else if metadata.is_dir() {
            EntryKind::Folder
        } else {
            EntryKind::Other
        };
        let modified = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let (mode, owner, link_count) = unix_metadata(metadata);
        Self { kind, size: metadata.len(), modified, mode, owner, link_count }
    }
}

/// Permission bits, owner and number of names.
#[cfg(unix)]
fn unix_metadata(metadata: &Metadata) -> (u32, Option<(u32, u32)>, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.mode() & 0o7777, Some((metadata.uid(), metadata.gid())), metadata.nlink())
}

#[cfg(not(unix))]
fn unix_metadata(metadata: &Metadata) -> (u32, Option<(u32, u32)>, u64) {
    (if metadata.permissions().readonly() { 0o444 } else { 0o666 }, None, 1)
}

#[cfg(unix)]
fn with_mode(options: &mut OpenOptions, mode: u32) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(mode)
}

#[cfg(not(unix))]
fn with_mode(options: &mut OpenOptions, _mode: u32) -> &mut OpenOptions {
    options
}
