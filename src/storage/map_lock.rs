//! An advisory lock on a map that is open for editing: a small file beside it, in readable text, that says who edits it
//! where and since when. It is locked by the system as long as its program lives, and removed when the map is closed.
//!
//! Not the map's own file is locked: that is replaced by every save. A lock is no promise but a courtesy. What nobody can
//! lock, as on a disk that is read-only, is opened without one, and a save looks for changes of others all the same.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use jiff::Timestamp;

use super::exit_hooks::{ExitHook, on_exit};
use super::{Disk, DiskFile, EntryKind, read_start, user_name};

/// The most bytes of a lock file that are read.
const SIZE_LIMIT: u64 = 4_096;
/// The most letters of each of its lines.
const TEXT_LIMIT: usize = 80;
/// A lock of another computer, of which this one cannot tell whether its program lives, counts for this long.
const OLD_AFTER: Duration = Duration::from_hours(12);
/// A lock file that says nothing counts for this long: it may be about to be written.
const BLANK_FOR: Duration = Duration::from_mins(1);
/// How often is tried anew when somebody comes between.
const MAX_ATTEMPTS: usize = 4;
/// How many symbolic links are followed to the map itself.
const MAX_LINKS: usize = 16;

const FIRST_LINE: &str = "This map is open for editing. This file goes away when the map is closed.";

/// Who edits a map. Texts are empty as far as they are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockOwner {
    /// The name of the person's account.
    pub person: String,
    /// The computer's name.
    pub computer: String,
    /// The program, with its version.
    pub program: String,
    /// The number of its process.
    pub process: u32,
    /// When it opened the map, in seconds since 1970.
    pub since: i64,
}

/// Why a lock that was found does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaleLock {
    /// Its program has ended without closing the map.
    Dead,
    /// It is of another computer and old.
    Old,
    /// It does not say whose it is.
    Unreadable,
}

/// What became of an attempt to lock a map.
#[derive(Debug)]
pub enum Locking {
    /// It is locked; with the reason why an earlier lock was ignored.
    Locked(MapLock, Option<StaleLock>),
    /// Somebody else edits it.
    Taken(LockOwner),
    /// There are no locks here.
    Without,
}

/// A lock that is held; given back when this is dropped, which waits for the disk, or when a signal ends the program.
pub struct MapLock {
    disk: Arc<dyn Disk>,
    mark: LockMark,
    /// Open for the system's lock on it.
    file: Option<Box<dyn DiskFile>>,
    _exit: ExitHook,
}

/// What a lock that is held looks like on the disk.
#[derive(Clone, Debug)]
pub struct LockMark {
    path: PathBuf,
    text: String,
}

impl LockOwner {
    /// The person at this computer, in this program.
    pub fn of_user() -> Self {
        Self {
            person: user_name().unwrap_or_default(),
            computer: gethostname::gethostname().to_string_lossy().into_owned(),
            program: concat!("Lienket ", env!("CARGO_PKG_VERSION")).to_owned(),
            process: std::process::id(),
            since: 0,
        }
    }

    fn text(&self) -> String {
        let Self { person, computer, program, process, since } = self;
        let since = Timestamp::from_second(*since).unwrap_or_default();
        let [person, computer, program] = [person, computer, program].map(|text| one_line(text));
        format!(
            "{FIRST_LINE}\nperson: {person}\ncomputer: {computer}\nprogram: {program}\nprocess: {process}\nsince: {since}\n"
        )
    }

    /// Reads the text of a lock; `None` when it does not say who holds it.
    fn from_text(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let value = |name: &str| {
            let found = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            found.map(one_line).filter(|value| !value.is_empty())
        };
        let since = value("since")?.parse::<Timestamp>().ok()?.as_second();
        Some(Self {
            person: value("person").unwrap_or_default(),
            computer: value("computer")?,
            program: value("program").unwrap_or_default(),
            process: value("process")?.parse().ok()?,
            since,
        })
    }

    fn is_same_program(&self, other: &Self) -> bool {
        self.computer == other.computer && self.process == other.process
    }
}

/// The start of a text without what would break a line or draw nothing.
fn one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(TEXT_LIMIT).collect::<String>().trim().to_owned()
}

/// Locks a map for editing; `own` is who does so, at that time.
pub fn lock_map(disk: &Arc<dyn Disk>, map: &Path, own: &LockOwner) -> Locking {
    try_locking(disk, map, own, false)
}

/// Locks a map whoever else edits it, and who notices it with the next save.
pub fn take_over_map(disk: &Arc<dyn Disk>, map: &Path, own: &LockOwner) -> Locking {
    try_locking(disk, map, own, true)
}

/// Who else edits a map; `own` is who asks, at that time. Nobody where its lock does not count.
pub fn map_holder(disk: &dyn Disk, map: &Path, own: &LockOwner) -> Option<LockOwner> {
    let path = lock_path(disk, map);
    let file = disk.open(&path).ok()?;
    examine(disk, &path, &*file, own).ok().filter(|owner| !owner.is_same_program(own))
}

/// The lock file of a map: beside the map itself, also where a symbolic link led to it.
pub fn lock_path(disk: &dyn Disk, map: &Path) -> PathBuf {
    let mut map = map.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(Some(target)) = disk.read_link(&map) else { break };
        map = map.parent().unwrap_or(Path::new("")).join(target);
    }
    let mut name = std::ffi::OsString::from(".~lock.");
    name.push(map.file_name().unwrap_or_default());
    name.push("#");
    map.with_file_name(name)
}

fn try_locking(disk: &Arc<dyn Disk>, map: &Path, own: &LockOwner, takes_over: bool) -> Locking {
    // Beside a pipe or a device nothing is put.
    if !disk.metadata(map).is_ok_and(|found| found.is_some_and(|found| found.kind == EntryKind::File)) {
        return Locking::Without;
    }
    let path = lock_path(&**disk, map);
    let mut stale = None;
    for _ in 0..MAX_ATTEMPTS {
        match create(disk, &path, own) {
            Ok(Some(lock)) => return Locking::Locked(lock, stale),
            Ok(None) => continue,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                log::info!("{}: the map is opened without a lock: {error}", path.display());
                return Locking::Without;
            }
        }
        // Open until it is removed, so that its lock is ours meanwhile.
        let found = disk.open(&path);
        match found.as_ref().map(|file| examine(&**disk, &path, &**file, own)) {
            Ok(Err(reason)) => {
                log::info!("{}: a lock that was found is ignored: {reason:?}", path.display());
                stale = Some(reason);
            }
            Ok(Ok(_)) if takes_over => {}
            Ok(Ok(owner)) => return Locking::Taken(owner),
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(_) if takes_over => {}
            // Somebody else's, who lets nobody read it.
            Err(_) => return Locking::Taken(LockOwner::default()),
        }
        if let Err(error) = disk.remove(&path)
            && error.kind() != ErrorKind::NotFound
        {
            log::info!("{}: a lock stays: {error}", path.display());
            return Locking::Without;
        }
    }
    Locking::Without
}

/// Creates a lock file; `None` when somebody has taken it for a stale one meanwhile.
fn create(disk: &Arc<dyn Disk>, path: &Path, own: &LockOwner) -> io::Result<Option<MapLock>> {
    let mark = LockMark { path: path.to_owned(), text: own.text() };
    let (on, left) = (Arc::clone(disk), mark.clone());
    // Others read who holds it.
    let file = disk.create_new(path, 0o644)?;
    let lock = MapLock { disk: on, mark, file: Some(file), _exit: on_exit(remover(disk, left)) };
    let Some(file) = &lock.file else { return Ok(None) };
    // Where the system knows no locks, the file alone says it.
    let is_taken = file.try_lock().is_ok_and(|is_locked| !is_locked);
    if is_taken || file.metadata().is_ok_and(|found| found.link_count == 0) {
        return Ok(None);
    }
    if let Err(error) = (&**file).write_all(lock.mark.text.as_bytes()) {
        // It is empty, or half a text: not known as ours when it is given back.
        drop(disk.remove(path));
        return Err(error);
    }
    Ok(Some(lock))
}

/// Removes a lock when a signal ends the program.
fn remover(disk: &Arc<dyn Disk>, mark: LockMark) -> impl FnOnce() + Send + 'static {
    let disk = Arc::clone(disk);
    move || mark.remove(&*disk)
}

/// Who holds a lock that was found, or why it does not count.
fn examine(disk: &dyn Disk, path: &Path, file: &dyn DiskFile, own: &LockOwner) -> Result<LockOwner, StaleLock> {
    let is_locked = file.try_lock();
    let owner = read_start(disk, path, SIZE_LIMIT).ok().and_then(|bytes| LockOwner::from_text(&bytes));
    let age = |since: i64| Duration::from_secs(own.since.saturating_sub(since).try_into().unwrap_or(0));
    match (is_locked, owner) {
        (Ok(false), owner) => Ok(owner.unwrap_or_default()),
        (Ok(true), Some(owner)) if owner.computer == own.computer => Err(StaleLock::Dead),
        // Nobody has two windows in one process: it is of a process before this one.
        (Err(_), Some(owner)) if owner.is_same_program(own) => Err(StaleLock::Dead),
        (_, Some(owner)) if age(owner.since) > OLD_AFTER => Err(StaleLock::Old),
        (_, Some(owner)) => Ok(owner),
        (_, None) => {
            let modified = file.metadata().ok().and_then(|found| found.modified.duration_since(UNIX_EPOCH).ok());
            let modified = modified.map_or(0, |modified| modified.as_secs());
            let is_new = age(i64::try_from(modified).unwrap_or(i64::MAX)) < BLANK_FOR;
            if is_new { Ok(LockOwner::default()) } else { Err(StaleLock::Unreadable) }
        }
    }
}

impl MapLock {
    /// What it looks like on the disk.
    pub fn mark(&self) -> &LockMark {
        &self.mark
    }
}

impl LockMark {
    /// Who has taken the lock over, if anybody has. A lock file that is gone was taken by nobody.
    pub fn taken_over_by(&self, disk: &dyn Disk) -> Option<LockOwner> {
        let found = read_start(disk, &self.path, SIZE_LIMIT).ok()?;
        (found != self.text.as_bytes()).then(|| LockOwner::from_text(&found).unwrap_or_default())
    }

    fn remove(&self, disk: &dyn Disk) {
        let is_own = read_start(disk, &self.path, SIZE_LIMIT).is_ok_and(|found| found == self.text.as_bytes());
        if is_own && let Err(error) = disk.remove(&self.path) {
            log::info!("{}: a lock stays: {error}", self.path.display());
        }
    }
}

impl Drop for MapLock {
    fn drop(&mut self) {
        // Windows reads and removes nothing that is locked.
        self.file = None;
        self.mark.remove(&*self.disk);
    }
}

impl std::fmt::Debug for MapLock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("MapLock").field(&self.mark).finish()
    }
}
