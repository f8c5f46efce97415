//! Temporary files, which become the file that they replace.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::{Disk, DiskFile};

/// How often another name is tried when there is a file of one.
const MAX_ATTEMPTS: usize = 100;

/// A file that is removed when it is dropped, unless it was renamed.
pub(super) struct TempFile<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    file: Box<dyn DiskFile>,
    is_renamed: bool,
}

impl<'a> TempFile<'a> {
    /// Creates one in a folder, with these permission bits.
    pub fn create(disk: &'a dyn Disk, folder: &Path, mode: u32) -> io::Result<Self> {
        for _ in 0..MAX_ATTEMPTS {
            let path = folder.join(format!(".lienket-{:016x}.tmp", RandomState::new().hash_one(folder)));
            match disk.create_new(&path, mode) {
                Ok(file) => return Ok(Self { disk, path, file, is_renamed: false }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }

    pub fn file(&self) -> &dyn DiskFile {
        &*self.file
    }

    /// Gives the file its name, in place of what has it.
    pub fn rename_to(mut self, target: &Path) -> io::Result<()> {
        self.disk.rename(&self.path, target)?;
        self.is_renamed = true;
        Ok(())
    }
}

impl Drop for TempFile<'_> {
    fn drop(&mut self) {
        if !self.is_renamed
            && let Err(error) = self.disk.remove(&self.path)
        {
            log::warn!("{}: a temporary file is left: {error}", self.path.display());
        }
    }
}
