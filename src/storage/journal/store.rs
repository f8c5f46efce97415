//! The folder of the journals.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::{JournalContents, JournalDamage, JournalEntry, JournalError, JournalHeader, JournalSnapshot, PendingEntry};
use super::{ReplayError, Replayed, read_journal, replay, write_entries};
use crate::map::{LinkageMap, MapId};
use crate::storage::disk::{
    Disk, DiskFile, create_parent, hash_bytes, read_file, read_start, remove_abandoned_files, replace_private,
};
use crate::storage::versioned_save::seconds;
use crate::storage::{
    FileFingerprint, OpenError, ReadProgress, VersionContent, VersionKind, VersionLimits, VersionStore, open_from,
    write,
};

/// The maximum size of a journal that is read, in bytes.
const SIZE_LIMIT: u64 = 1 << 28;
/// The maximum number of journals that are looked through.
const COUNT_LIMIT: usize = 10_000;
/// How often a claim is tried anew when somebody comes between.
const MAX_ATTEMPTS: usize = 4;
/// Seconds between two times at which the versions of all maps are thinned.
const THINNING_INTERVAL: i64 = 3_600;
const EXTENSION: &str = "journal";
const LOCK_EXTENSION: &str = "lock";
/// Bytes at the start of a journal that hold its header: a path and a title are at most some thousand each.
const HEADER_LEN: u64 = 1 << 16;

/// Names a journal in its folder: one for each working copy, whatever its map's file is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JournalName(String);

impl JournalName {
    /// The name of a new journal of a map; `random` tells it from those of its other working copies.
    pub fn new(identity: MapId, random: u64) -> Self {
        Self(format!("{:016x}-{random:016x}", identity.0))
    }

    /// The journal of this name, as it is displayed.
    pub fn parse(name: &str) -> Option<Self> {
        let (identity, random) = name.split_once('-')?;
        let is_number = |text: &str| text.len() == 16 && u64::from_str_radix(text, 16).is_ok();
        (is_number(identity) && is_number(random)).then(|| Self(name.to_owned()))
    }

    fn of_file(path: &Path) -> Option<Self> {
        let is_journal = path.extension().is_some_and(|extension| extension == EXTENSION);
        Self::of_stem(path).filter(|_| is_journal)
    }

    fn of_stem(path: &Path) -> Option<Self> {
        path.file_stem().and_then(|stem| stem.to_str()).and_then(Self::parse)
    }

    /// The map that it is of.
    pub fn identity(&self) -> Option<MapId> {
        u64::from_str_radix(self.0.split('-').next()?, 16).ok().map(MapId)
    }

    /// Whether it is of this map.
    pub fn is_of(&self, identity: MapId) -> bool {
        self.identity() == Some(identity)
    }
}

impl std::fmt::Display for JournalName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Stores journals in a folder, and finds the content on which they build.
#[derive(Clone, Debug)]
pub struct JournalStore {
    folder: PathBuf,
    /// Where bases are kept.
    versions: VersionStore,
    /// When the versions of all maps were thinned last, in seconds since 1970.
    thinned_at: Arc<AtomicI64>,
}

/// A claim to a journal: as long as it lives, nobody else writes it or offers to recover it.
pub struct JournalClaim {
    /// Open for the lock on it; `None` where the folder knows no locks.
    lock: Option<Box<dyn DiskFile>>,
}

impl std::fmt::Debug for JournalClaim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JournalClaim")
    }
}

/// A journal that was read back.
#[derive(Debug)]
pub struct Recovered {
    /// Its name.
    pub name: JournalName,
    /// What it is about.
    pub header: JournalHeader,
    /// The map with its history.
    pub replayed: Replayed,
    /// What could not be read.
    pub damage: Option<JournalDamage>,
    /// The map's file, if nobody but this program has written it since.
    pub file: Option<FileFingerprint>,
}

/// Why a journal gives nothing back. It stays where it is.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// It could not be read.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// It is larger than a journal that is read.
    #[error("it is too large")]
    TooLarge,
    /// It is no journal that this version reads.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The state of the map on which it builds is neither in the map's file nor among the versions.
    #[error("the version of the map on which it builds is not there any more")]
    NoBase,
    /// Another window is working on it.
    #[error("another window is working on it")]
    InUse,
    /// It does not fit that state.
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

impl JournalStore {
    /// A store in this folder, which is created with the first journal.
    pub fn new(folder: PathBuf, versions: VersionStore) -> Self {
        Self { folder, versions, thinned_at: Arc::new(AtomicI64::new(i64::MIN)) }
    }

    /// The versions of maps, where bases are kept.
    pub fn versions(&self) -> &VersionStore {
        &self.versions
    }

    /// The file of a journal.
    pub fn path(&self, name: &JournalName) -> PathBuf {
        self.folder.join(format!("{name}.{EXTENSION}"))
    }

    /// Claims a journal; `None` when another window has it.
    ///
    /// # Errors
    /// The disk's error.
    pub fn claim(&self, disk: &dyn Disk, name: &JournalName) -> io::Result<Option<JournalClaim>> {
        let path = self.lock_path(name);
        create_parent(disk, &path)?;
        for _ in 0..MAX_ATTEMPTS {
            let file = disk.append(&path)?;
            match file.try_lock() {
                Ok(true) => match file.metadata() {
                    // Who released it has removed it just before.
                    Ok(found) if found.link_count == 0 => {}
                    Ok(_) => return Ok(Some(JournalClaim { lock: Some(file) })),
                    Err(error) => {
                        drop(disk.remove(&path));
                        return Err(error);
                    }
                },
                Ok(false) => return Ok(None),
                // A folder that knows no locks: whoever died there cannot be told from who works.
                Err(error) => {
                    log::info!("{}: {error}", path.display());
                    return Ok(Some(JournalClaim { lock: None }));
                }
            }
        }
        Ok(None)
    }

    /// Whether a window has claimed a journal. Where the folder knows no locks, none is known to have.
    pub fn is_claimed(&self, disk: &dyn Disk, name: &JournalName) -> bool {
        let lock = disk.open(&self.lock_path(name));
        lock.and_then(|lock| lock.try_lock()).is_ok_and(|is_locked| !is_locked)
    }

    /// Adds records to a journal and waits until the disk has them.
    ///
    /// # Errors
    /// The disk's error. The journal may then end in half a record, and is to be written anew.
    pub fn append(&self, disk: &dyn Disk, name: &JournalName, entries: &[PendingEntry]) -> io::Result<u64> {
        let entries: Vec<JournalEntry> = entries.iter().map(JournalEntry::from).collect();
        let mut bytes = Vec::new();
        write_entries(&entries, &mut bytes)?;
        let file = disk.append(&self.path(name))?;
        if file.metadata()?.size == 0 {
            // Somebody has removed it: without its start nothing that follows could be read.
            return Err(io::ErrorKind::NotFound.into());
        }
        (&*file).write_all(&bytes)?;
        file.sync_data()?;
        Ok(bytes.len() as u64)
    }

    /// Writes a journal anew and returns its size in bytes. What of the header follows from the snapshot is filled in.
    ///
    /// # Errors
    /// The disk's error. The journal is then as it was, or new and not sure to survive a power loss.
    pub fn write(
        &self,
        disk: &dyn Disk,
        name: &JournalName,
        header: &JournalHeader,
        snapshot: &JournalSnapshot,
    ) -> io::Result<u64> {
        let mut header = header.clone();
        if !header.saved {
            // No file has it: it must be on the disk before what builds on it.
            let in_file = header.base;
            header.base = self.keep_base(disk, &header, snapshot)?;
            header.file = header.path.is_some().then_some(in_file);
        }
        let bytes = snapshot.write(&header)?;
        let path = self.path(name);
        create_parent(disk, &path)?;
        replace_private(disk, &path, &bytes)?;
        if header.saved && snapshot.needs_base() {
            self.keep_base(disk, &header, snapshot)?;
        }
        Ok(bytes.len() as u64)
    }

    /// Keeps the content on which a journal builds among the versions of its map, in case that its file is lost or
    /// replaced, and returns its hash.
    ///
    /// # Errors
    /// The disk's error.
    pub fn keep_base(&self, disk: &dyn Disk, header: &JournalHeader, snapshot: &JournalSnapshot) -> io::Result<u64> {
        if header.saved && self.versions.has(disk, header.identity, header.base, false)? {
            return Ok(header.base);
        }
        let bytes = write(&snapshot.base_map());
        let (hash, kind) =
            if header.saved { (header.base, VersionKind::Found) } else { (hash_bytes(&bytes), VersionKind::Unsaved) };
        let at = base_time(disk, header).unwrap_or(header.begun);
        self.versions.keep(disk, header.identity, VersionContent { at, hash, bytes: &bytes, kind })?;
        Ok(hash)
    }

    /// Removes a journal. Until it is released, a power loss may bring it back.
    ///
    /// # Errors
    /// The disk's error; it is then still there.
    pub fn remove(&self, disk: &dyn Disk, name: &JournalName) -> io::Result<()> {
        match disk.remove(&self.path(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Removes the lock file of a journal that is claimed.
    pub fn release(&self, disk: &dyn Disk, name: &JournalName, claim: JournalClaim) {
        // While it is locked, so that nobody locks a file that is about to go.
        if let Err(error) = disk.remove(&self.lock_path(name)) {
            log::info!("{name}: its lock file stays until the next start: {error}");
        }
        drop(claim);
        if let Err(error) = self.remove_unsaved_bases(disk, name) {
            log::info!("{name}: versions that nobody needs stay: {error}");
        }
    }

    /// Removes the bases that no file had and that no journal of the map names any more, unless another window works on
    /// it: that one may have kept a base which its journal will name.
    fn remove_unsaved_bases(&self, disk: &dyn Disk, name: &JournalName) -> io::Result<()> {
        let Some(identity) = name.identity() else { return Ok(()) };
        // A journal that was removed must not come back without its base.
        disk.sync_folder(&self.folder)?;
        let files = disk.list(&self.folder, COUNT_LIMIT)?;
        let is_lock = |path: &PathBuf| {
            path.extension().is_some_and(|extension| extension == LOCK_EXTENSION)
                && JournalName::of_stem(path).is_some_and(|name| name.is_of(identity))
        };
        if files.iter().any(is_lock) {
            return Ok(());
        }
        self.versions.remove_unsaved(disk, identity, &self.bases(disk, identity)?)
    }

    /// Removes the versions of a map that are not kept any longer; not those on which journals build.
    ///
    /// # Errors
    /// The disk's error, also when a journal cannot be read: nobody knows what it builds on.
    pub fn thin_versions(&self, disk: &dyn Disk, identity: MapId, now: i64) -> io::Result<()> {
        self.versions.thin(disk, identity, &self.bases(disk, identity)?, now)
    }

    /// Removes the oldest versions of all maps together that are over these limits; none of a map of which a journal cannot
    /// be read. Looks through all of them, so not more than once an hour and run; `now` is in seconds since 1970.
    ///
    /// # Errors
    /// The disk's error.
    pub fn thin_all_versions(&self, disk: &dyn Disk, limits: VersionLimits, now: i64) -> io::Result<()> {
        let last = self.thinned_at.fetch_max(now, Ordering::Relaxed);
        if now.saturating_sub(last) < THINNING_INTERVAL {
            return Ok(());
        }
        let (mut needed, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for name in self.names(disk)? {
            let Some(identity) = name.identity() else { continue };
            match self.header(disk, &name) {
                Ok(header) => drop(needed.insert((identity, header.base))),
                Err(_) => drop(unknown.insert(identity)),
            }
        }
        self.versions.thin_overall(disk, limits, |identity, version| {
            unknown.contains(&identity) || needed.contains(&(identity, version.hash))
        })
    }

    /// The hashes of the contents on which the journals of a map build.
    fn bases(&self, disk: &dyn Disk, identity: MapId) -> io::Result<BTreeSet<u64>> {
        let names = self.names(disk)?.into_iter().filter(|name| name.is_of(identity));
        names.map(|name| self.header(disk, &name).map(|header| header.base)).collect()
    }

    /// What a journal is about.
    ///
    /// # Errors
    /// Why that cannot be read.
    pub fn header(&self, disk: &dyn Disk, name: &JournalName) -> io::Result<JournalHeader> {
        let start = read_start(disk, &self.path(name), HEADER_LEN)?;
        let line = start.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        read_journal(line).map(|contents| contents.header).map_err(io::Error::other)
    }

    /// The names of all journals.
    ///
    /// # Errors
    /// The disk's error.
    pub fn names(&self, disk: &dyn Disk) -> io::Result<Vec<JournalName>> {
        let files = disk.list(&self.folder, COUNT_LIMIT)?;
        let mut names: Vec<JournalName> = files.iter().filter_map(|path| JournalName::of_file(path)).collect();
        names.sort();
        Ok(names)
    }

    /// What a journal says.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn read(&self, disk: &dyn Disk, name: &JournalName) -> Result<JournalContents, RecoverError> {
        let content = read_file(disk, &self.path(name), SIZE_LIMIT)?.map_err(|_| RecoverError::TooLarge)?;
        Ok(read_journal(&content.bytes)?)
    }

    /// Makes the edits of a journal again. Changes nothing on the disk.
    ///
    /// # Errors
    /// Why it gives nothing back.
    pub fn recover(&self, disk: &dyn Disk, name: &JournalName) -> Result<Recovered, RecoverError> {
        self.recover_contents(disk, name, self.read(disk, name)?)
    }

    /// The same for a journal that was read before.
    ///
    /// # Errors
    /// Why it gives nothing back.
    pub fn recover_contents(
        &self,
        disk: &dyn Disk,
        name: &JournalName,
        contents: JournalContents,
    ) -> Result<Recovered, RecoverError> {
        let path = contents.header.path.as_ref();
        let opened = path.map(|path| open_from(disk, path, &ReadProgress::default())).transpose();
        let in_file = opened.as_ref().ok().and_then(Option::as_ref);
        let in_file = in_file.map(|opened| (&opened.map, opened.fingerprint.hash));
        let (header, damage) = (contents.header.clone(), contents.damage);
        match (self.replay_onto(disk, contents, in_file), opened) {
            (Ok((replayed, is_own)), opened) => {
                let file = opened.ok().flatten().map(|opened| opened.fingerprint).filter(|_| is_own);
                Ok(Recovered { name: name.clone(), header, replayed, damage, file })
            }
            // The file may have it.
            (Err(RecoverError::NoBase), Err(OpenError::Unreadable { source, .. }))
                if source.kind() != io::ErrorKind::NotFound =>
            {
                Err(source.into())
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Makes the edits of a journal again, beside what its map's file has now, with the hash of that. Returns whether this
    /// program has written that, as far as is known.
    fn replay_onto(
        &self,
        disk: &dyn Disk,
        contents: JournalContents,
        in_file: Option<(&LinkageMap, u64)>,
    ) -> Result<(Replayed, bool), RecoverError> {
        let JournalHeader { identity, base, saved, file, .. } = contents.header;
        let known = file.or_else(|| saved.then_some(base));
        let base_in_file = in_file.filter(|(_, hash)| saved && *hash == base).map(|(map, _)| map.clone());
        let base = match base_in_file {
            Some(base) => base,
            None => self.kept_base(disk, identity, base)?,
        };
        let mut replayed = replay(contents, base)?;
        let is_own = in_file.is_some_and(|(map, hash)| {
            // Saved before the program could write the journal anew.
            Some(hash) == known || replayed.editor.mark_saved_as(map)
        });
        Ok((replayed, is_own))
    }

    /// The steps that undo can revert in a map that was read from a file with content of this hash, if a journal has them
    /// that nobody else uses. The journal that it continues is claimed.
    pub fn history_of(
        &self,
        disk: &dyn Disk,
        map: &LinkageMap,
        path: &Path,
        hash: u64,
    ) -> Option<(JournalName, JournalClaim, Replayed)> {
        let identity = map.identity()?;
        let names = self.names(disk).ok()?;
        let is_of_file = |header: &JournalHeader| header.path.as_deref() == Some(path);
        let fits = |name: &JournalName| self.header(disk, name).is_ok_and(|header| is_of_file(&header));
        names.into_iter().filter(|name| name.is_of(identity) && fits(name)).find_map(|name| {
            let claim = self.claim(disk, &name).ok()??;
            // Read once nobody else writes it.
            let contents = self.read(disk, &name).ok().filter(|contents| contents.damage.is_none());
            let replayed = contents.and_then(|contents| self.replay_onto(disk, contents, Some((map, hash))).ok());
            match replayed {
                Some((replayed, true)) if !replayed.is_unsaved() => Some((name, claim, replayed)),
                _ => {
                    self.release(disk, &name, claim);
                    None
                }
            }
        })
    }

    /// Removes what windows have left by dying: temporary files, and locks of journals that were not begun yet or were
    /// removed.
    pub fn clean_up(&self, disk: &dyn Disk) {
        remove_abandoned_files(disk, &self.folder);
        self.versions.clean_up(disk);
        let files = disk.list(&self.folder, COUNT_LIMIT).unwrap_or_default();
        let locks = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == LOCK_EXTENSION));
        for name in locks.filter_map(|path| JournalName::of_stem(path)) {
            // Where there are no locks, its window may live.
            if !files.contains(&self.path(&name))
                && let Ok(Some(claim)) = self.claim(disk, &name)
                && claim.lock.is_some()
            {
                self.release(disk, &name, claim);
            }
        }
    }

    /// The content of this hash among the versions of a map.
    fn kept_base(&self, disk: &dyn Disk, identity: MapId, hash: u64) -> Result<LinkageMap, RecoverError> {
        let version = self.versions.find(disk, identity, hash)?.ok_or(RecoverError::NoBase)?;
        self.versions.read(disk, &version).map_err(|error| match error {
            OpenError::Unreadable { source, .. } => source.into(),
            OpenError::Read { .. } => RecoverError::NoBase,
        })
    }

    fn lock_path(&self, name: &JournalName) -> PathBuf {
        self.folder.join(format!("{name}.{LOCK_EXTENSION}"))
    }
}

/// When the base of a journal was saved, as far as its file is still there.
fn base_time(disk: &dyn Disk, header: &JournalHeader) -> Option<i64> {
    let path = header.path.as_ref().filter(|_| header.saved)?;
    Some(seconds(disk.metadata(path).ok()??.modified).min(header.begun))
}
