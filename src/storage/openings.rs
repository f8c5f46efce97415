//! Which maps are open, kept in the program's own folder while they are: a map whose mark is found there with nobody
//! holding it was open when the program died. One at which it died repeatedly is not opened by itself again.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::exit_hooks::{ExitHook, on_exit};
use super::working_copies::fnv_1a;
use super::{Disk, DiskFile, absolute, create_parent, read_start};

/// The most bytes of a mark that are read.
const SIZE_LIMIT: u64 = 1 << 16;
/// The most marks that are looked through.
const COUNT_LIMIT: usize = 10_000;
/// As often the program dies with a map before it is not opened by itself any more.
const DEATH_LIMIT: u32 = 2;

/// The maps that are open in this program, with their marks in a folder. Clones share them.
#[derive(Clone)]
pub struct Openings {
    folder: PathBuf,
    open: Arc<Mutex<BTreeMap<PathBuf, Mark>>>,
}

/// The mark of a map that is open.
struct Mark {
    /// Open for the lock on it, which the system gives back however the program ends.
    _file: Box<dyn DiskFile>,
    _exit: ExitHook,
}

/// The file format of a mark.
#[derive(Serialize, Deserialize)]
struct StoredMark {
    path: PathBuf,
    /// How often the program had died with the map when it was opened.
    deaths: u32,
}

impl std::fmt::Debug for Openings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Openings").field(&self.folder).finish()
    }
}

impl Openings {
    /// Marks in this folder, which is created with the first one.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, open: Arc::default() }
    }

    /// Whether the program has died so often with this map that nobody should open it unasked.
    pub fn is_dangerous(&self, disk: &dyn Disk, map: &Path) -> bool {
        let map = absolute(map.to_owned());
        !self.open().contains_key(&map) && self.deaths(disk, &map) >= DEATH_LIMIT
    }

    /// Marks a map as open, before it is read. Without a mark, as where the folder cannot be written or another window
    /// has the map, it is opened all the same. Returns whether it is marked now and was not before.
    pub fn begin(&self, disk: &Arc<dyn Disk>, map: &Path) -> bool {
        let map = absolute(map.to_owned());
        if self.open().contains_key(&map) {
            return false;
        }
        match self.mark(disk, &map) {
            Ok(Some(mark)) => self.open().insert(map, mark).is_none(),
            Ok(None) => false,
            Err(error) => {
                log::info!("{}: not marked as open: {error}", map.display());
                false
            }
        }
    }

    /// Marks a map as closed, as it was left or could not be read.
    pub fn end(&self, disk: &dyn Disk, map: &Path) {
        let map = absolute(map.to_owned());
        let Some(mark) = self.open().remove(&map) else { return };
        // Windows removes no file that is open.
        drop(mark);
        if let Err(error) = disk.remove(&self.path(&map)) {
            log::info!("{}: still marked as open: {error}", map.display());
        }
    }

    /// How often the program has died with a map, none while it is open somewhere.
    fn deaths(&self, disk: &dyn Disk, map: &Path) -> u32 {
        let path = self.path(map);
        let Ok(file) = disk.open(&path) else { return 0 };
        // Without locks nobody can tell a death from a second window.
        if !file.try_lock().is_ok_and(|is_locked| is_locked) {
            return 0;
        }
        // The hashes of two paths may collide.
        let stored = stored_mark(disk, &path).ok().flatten().filter(|stored| stored.path == map);
        stored.map_or(0, |stored| stored.deaths.saturating_add(1))
    }

    fn mark(&self, disk: &Arc<dyn Disk>, map: &Path) -> io::Result<Option<Mark>> {
        let deaths = self.deaths(&**disk, map);
        let stored = StoredMark { path: map.to_owned(), deaths };
        let text = ron::to_string(&stored).map_err(io::Error::other)?;
        let path = self.path(map);
        create_parent(&**disk, &path)?;
        let file = disk.append(&path)?;
        let written = file.try_lock().and_then(|is_locked| {
            if is_locked {
                file.set_len(0)?;
                (&*file).write_all(text.as_bytes())?;
            }
            Ok(is_locked)
        });
        match written {
            Ok(true) => {
                let (on, removed) = (Arc::clone(disk), path);
                // Being asked to end is no death.
                let exit = on_exit(move || drop(on.remove(&removed)));
                Ok(Some(Mark { _file: file, _exit: exit }))
            }
            Ok(false) => Ok(None),
            Err(error) => {
                // It says nothing.
                drop(disk.remove(&path));
                Err(error)
            }
        }
    }

    /// Removes the marks that say nothing, as of programs that have died while they wrote them.
    pub fn clean_up(&self, disk: &dyn Disk) {
        for path in disk.list(&self.folder, COUNT_LIMIT).unwrap_or_default() {
            let Ok(file) = disk.open(&path) else { continue };
            let is_free = file.try_lock().is_ok_and(|is_locked| is_locked);
            let is_blank = |stored: Option<StoredMark>| stored.is_none_or(|stored| self.path(&stored.path) != path);
            if is_free && stored_mark(disk, &path).is_ok_and(is_blank) {
                drop(disk.remove(&path));
            }
        }
    }

    fn path(&self, map: &Path) -> PathBuf {
        // The hash must be the same in every version of the program.
        self.folder.join(format!("{:016x}.ron", fnv_1a(map.to_string_lossy().bytes())))
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Mark>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a mark says; `None` if it says nothing.
fn stored_mark(disk: &dyn Disk, path: &Path) -> io::Result<Option<StoredMark>> {
    Ok(ron::de::from_bytes(&read_start(disk, path, SIZE_LIMIT)?).ok())
}
