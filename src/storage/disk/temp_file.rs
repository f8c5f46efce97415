//! Temporary files, which become the file that they replace, and the cleaning up of those whose program has died.
//!
//! A temporary file is locked while it is in use, and the system ends the lock with its program, however that ends. Its
//! name has the computer's in it, as some network disks keep the locks of each computer apart: of another one, a file is
//! abandoned only after a day. Should one be removed in error, nothing is lost: its program fails to rename it, and the
//! save is told as failed.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use super::{Disk, DiskFile, SystemDisk, hash_bytes};
use crate::storage::exit_hooks::{ExitHook, on_exit};

/// How often another name is tried when there is a file of one.
const MAX_ATTEMPTS: usize = 100;
/// The most entries of a folder that are looked through for abandoned files.
const ENTRY_LIMIT: usize = 20_000;
/// After this time nobody writes on: no save takes that long, and clocks differ by less.
const ABANDONED_AFTER: Duration = Duration::from_hours(24);

const PREFIX: &str = ".lienket-";
const SUFFIX: &str = ".tmp";

/// This computer in the names of temporary files.
static HOST: LazyLock<String> = LazyLock::new(|| {
    let name = gethostname::gethostname();
    format!("{:08x}", hash_bytes(name.as_encoded_bytes()) as u32)
});

/// A file that is removed when it is dropped, unless it was renamed; also when a signal ends the program.
pub(super) struct TempFile<'a> {
    disk: &'a dyn Disk,
    path: PathBuf,
    file: Box<dyn DiskFile>,
    is_renamed: bool,
    _exit: ExitHook,
}

impl<'a> TempFile<'a> {
    /// Creates one in a folder, with these permission bits.
    pub fn create(disk: &'a dyn Disk, folder: &Path, mode: u32) -> io::Result<Self> {
        for _ in 0..MAX_ATTEMPTS {
            let name = format!("{PREFIX}{}-{:016x}{SUFFIX}", *HOST, RandomState::new().hash_one(folder));
            let path = folder.join(name);
            let removed = path.clone();
            // Before it is there, so that no signal falls in between.
            let exit = on_exit(move || drop(SystemDisk.remove(&removed)));
            let file = match disk.create_new(&path, mode) {
                Ok(file) => file,
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            let temp = Self { disk, path, file, is_renamed: false, _exit: exit };
            // Without locks, on some network disks, it counts as in use for a day.
            let is_taken = temp.file.try_lock().is_ok_and(|is_locked| !is_locked);
            // Somebody who cleans up may have come between.
            if !is_taken && temp.file.metadata()?.link_count > 0 {
                return Ok(temp);
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
            && error.kind() != ErrorKind::NotFound
        {
            log::warn!("{}: a temporary file is left: {error}", self.path.display());
        }
    }
}

/// Removes the temporary files in a folder whose programs have died. What cannot be removed stays for another time.
pub fn remove_abandoned_files(disk: &dyn Disk, folder: &Path) {
    let entries = disk.list(folder, ENTRY_LIMIT).unwrap_or_default();
    for path in entries.iter().filter(|path| is_abandoned(disk, path)) {
        match disk.remove(path) {
            Ok(()) => log::info!("{}: removed, its program has died", path.display()),
            Err(error) => log::warn!("{}: a temporary file is left: {error}", path.display()),
        }
    }
}

fn is_abandoned(disk: &dyn Disk, path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(name) = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX)) else { return false };
    let Ok(file) = disk.open(path) else { return false };
    let is_ours = name.strip_prefix(HOST.as_str()).is_some_and(|rest| rest.starts_with('-'));
    match file.try_lock() {
        Ok(false) => false,
        Ok(true) if is_ours => true,
        Ok(true) | Err(_) => {
            let age = file.metadata().ok().and_then(|found| SystemTime::now().duration_since(found.modified).ok());
            age.is_some_and(|age| age > ABANDONED_AFTER)
        }
    }
}
