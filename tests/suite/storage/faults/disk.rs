//! A disk in memory that knows what it would keep after a power loss, fails where it is told to, and lets somebody else
//! write between any two calls.
//!
//! Until a file is synced, each state that it had since may be what is kept of it; until a folder is synced, so may each
//! file that a name in it has led to. Nothing else is promised by a disk, in no order.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use lienket::storage::{Disk, DiskFile, EntryKind, FileMetadata};

/// The time of the first file: so lately that what is abandoned shows by its lock only.
static START: LazyLock<SystemTime> = LazyLock::new(|| SystemTime::now() - Duration::from_hours(1));

/// A call that can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    Open,
    Create,
    Append,
    Metadata,
    ReadLink,
    Rename,
    Remove,
    List,
    CreateFolders,
    SyncFolder,
    Read,
    Write,
    MetadataOfOpen,
    Sync,
    SetLen,
    CopyPermissions,
    Lock,
}

/// What happens at a call.
#[derive(Clone, Debug)]
pub enum Event {
    /// It fails.
    Fail(ErrorKind),
    /// A write takes only some bytes; other calls succeed.
    Short,
    /// Somebody else puts this content in place of a file, just before the call.
    Replace(PathBuf, Vec<u8>),
    /// Somebody else writes this content into a file, just before the call, and sets the time back.
    Overwrite(PathBuf, Vec<u8>),
}

/// How long a fault lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    Once,
    /// Every such call from then on.
    SuchCalls,
    /// Every call from then on.
    AllCalls,
}

/// The states that something may have after a power loss; the last one is what it has now.
#[derive(Clone)]
struct Possible<T>(Vec<T>);

impl<T: Clone + PartialEq> Possible<T> {
    fn now(&self) -> &T {
        self.0.last().unwrap()
    }

    fn set(&mut self, value: T) {
        if *self.now() != value {
            self.0.push(value);
        }
    }

    fn sync(&mut self) {
        self.0 = vec![self.now().clone()];
    }
}

#[derive(Clone)]
struct Inode {
    bytes: Possible<Arc<Vec<u8>>>,
    mode: u32,
    tick: u64,
    locked_by: Option<u64>,
}

/// All files; a name without a number leads nowhere.
#[derive(Clone, Default)]
pub struct Tree {
    names: BTreeMap<PathBuf, Possible<Option<usize>>>,
    inodes: Vec<Inode>,
}

impl Tree {
    fn number(&self, path: &Path) -> Option<usize> {
        self.names.get(path).and_then(|numbers| *numbers.now())
    }

    fn set_name(&mut self, path: &Path, number: Option<usize>) {
        self.names.entry(path.to_owned()).or_insert_with(|| Possible(vec![None])).set(number);
    }

    fn add(&mut self, path: &Path, mode: u32, tick: u64) -> usize {
        self.inodes.push(Inode { bytes: Possible(vec![Arc::default()]), mode, tick, locked_by: None });
        self.set_name(path, Some(self.inodes.len() - 1));
        self.inodes.len() - 1
    }

    /// The content of a file as every program sees it.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.number(path).map(|number| self.inodes[number].bytes.now().to_vec())
    }

    /// All that may be found at a path after a power loss.
    pub fn after_power_loss(&self, path: &Path) -> Vec<Option<&Vec<u8>>> {
        let Some(numbers) = self.names.get(path) else { return vec![None] };
        let contents = |number: &Option<usize>| match number {
            Some(number) => self.inodes[*number].bytes.0.iter().map(|bytes| Some(&**bytes)).collect(),
            None => vec![None],
        };
        numbers.0.iter().flat_map(contents).collect()
    }

    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.names.keys().filter(|path| self.number(path).is_some())
    }

    fn metadata(&self, number: usize) -> FileMetadata {
        let Inode { bytes, mode, tick, .. } = &self.inodes[number];
        let names = self.names.values().filter(|numbers| *numbers.now() == Some(number));
        FileMetadata {
            kind: EntryKind::File,
            size: bytes.now().len() as u64,
            modified: *START + Duration::from_secs(*tick),
            mode: *mode,
            owner: None,
            link_count: names.count() as u64,
        }
    }
}

fn folder_metadata() -> FileMetadata {
    FileMetadata { kind: EntryKind::Folder, size: 0, modified: *START, mode: 0o755, owner: None, link_count: 1 }
}

#[derive(Default)]
struct State {
    tree: Tree,
    /// How the files were after each call that changed something.
    moments: Vec<Tree>,
    ticks: u64,
    handles: u64,
    /// Those that were created without a file.
    folders: BTreeSet<PathBuf>,
    calls: Vec<Call>,
    /// The call at which something happens.
    event: Option<(usize, Event, Extent)>,
    failed: BTreeSet<Call>,
}

impl State {
    fn put(&mut self, path: &Path, bytes: &[u8]) {
        self.ticks += 1;
        let number = self.tree.add(path, 0o600, self.ticks);
        self.tree.inodes[number].bytes.set(Arc::new(bytes.to_vec()));
        self.sync(path, number);
    }

    fn overwrite(&mut self, path: &Path, bytes: &[u8]) {
        if let Some(number) = self.tree.number(path) {
            self.tree.inodes[number].bytes.set(Arc::new(bytes.to_vec()));
            self.sync(path, number);
        }
    }

    fn sync(&mut self, path: &Path, number: usize) {
        self.tree.inodes[number].bytes.sync();
        self.tree.names.get_mut(path).unwrap().sync();
        self.note();
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.folders.contains(path) || self.tree.names.keys().any(|file| file != path && file.starts_with(path))
    }

    fn note(&mut self) {
        self.moments.push(self.tree.clone());
    }

    /// A call begins: whether it is short.
    fn begin(&mut self, call: Call) -> io::Result<bool> {
        let number = self.calls.len();
        self.calls.push(call);
        let Some((at, event, extent)) = self.event.clone() else { return Ok(false) };
        let is_met = match extent {
            Extent::Once => number == at,
            Extent::SuchCalls => number == at || number > at && self.calls.get(at) == Some(&call),
            Extent::AllCalls => number >= at,
        };
        match event {
            _ if !is_met => Ok(false),
            Event::Fail(kind) => {
                self.failed.insert(call);
                Err(kind.into())
            }
            Event::Short => Ok(true),
            Event::Replace(path, bytes) => {
                self.put(&path, &bytes);
                Ok(false)
            }
            Event::Overwrite(path, bytes) => {
                self.overwrite(&path, &bytes);
                Ok(false)
            }
        }
    }
}

/// The disk.
#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<State>>);

impl MemoryDisk {
    /// The disk as its next user finds it: programs that have died hold no locks.
    pub fn of(mut tree: Tree) -> Self {
        tree.inodes.iter_mut().for_each(|inode| inode.locked_by = None);
        Self(Arc::new(Mutex::new(State { tree, ticks: 1_000, ..State::default() })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// A call begins.
    fn begin(&self, call: Call) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        state.begin(call)?;
        Ok(state)
    }

    /// Adds a file that its owner only may read, and that is on the disk for good.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        self.state().put(path, bytes);
    }

    pub fn plan(&self, at: usize, event: Event, extent: Extent) {
        self.state().event = Some((at, event, extent));
    }

    /// Ends whatever fault there is. Returns which calls have failed of it.
    pub fn heal(&self) -> BTreeSet<Call> {
        let mut state = self.state();
        state.event = None;
        std::mem::take(&mut state.failed)
    }

    pub fn has_failed(&self) -> bool {
        !self.state().failed.is_empty()
    }

    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    pub fn tree(&self) -> Tree {
        self.state().tree.clone()
    }

    /// The states of all files since this was asked last.
    pub fn take_moments(&self) -> Vec<Tree> {
        std::mem::take(&mut self.state().moments)
    }

    fn handle(&self, state: &mut State, number: usize) -> Box<dyn DiskFile> {
        state.handles += 1;
        Box::new(Handle { disk: self.clone(), number, id: state.handles, position: Mutex::new(0) })
    }
}

impl Disk for MemoryDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.begin(Call::Open)?;
        let number = state.tree.number(path).ok_or(ErrorKind::NotFound)?;
        Ok(self.handle(&mut state, number))
    }

    fn create_new(&self, path: &Path, mode: u32) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.begin(Call::Create)?;
        if state.tree.number(path).is_some() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        state.ticks += 1;
        let tick = state.ticks;
        let number = state.tree.add(path, mode & !0o022, tick);
        state.note();
        Ok(self.handle(&mut state, number))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.begin(Call::Append)?;
        let tick = state.ticks;
        let number = state.tree.number(path).unwrap_or_else(|| state.tree.add(path, 0o600, tick));
        state.note();
        Ok(self.handle(&mut state, number))
    }

    fn open_device(&self, _path: &Path) -> io::Result<Box<dyn DiskFile>> {
        unreachable!("it has no devices")
    }

    fn metadata(&self, path: &Path) -> io::Result<Option<FileMetadata>> {
        let state = self.begin(Call::Metadata)?;
        let file = state.tree.number(path).map(|number| state.tree.metadata(number));
        Ok(file.or_else(|| state.is_folder(path).then(folder_metadata)))
    }

    fn read_link(&self, _path: &Path) -> io::Result<Option<PathBuf>> {
        self.begin(Call::ReadLink).map(|_| None)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.begin(Call::Rename)?;
        let number = state.tree.number(from).ok_or(ErrorKind::NotFound)?;
        state.tree.set_name(from, None);
        state.tree.set_name(to, Some(number));
        state.note();
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.begin(Call::Remove)?;
        state.tree.number(path).ok_or(ErrorKind::NotFound)?;
        state.tree.set_name(path, None);
        state.note();
        Ok(())
    }

    fn list(&self, folder: &Path, limit: usize) -> io::Result<Vec<PathBuf>> {
        let state = self.begin(Call::List)?;
        Ok(state.tree.paths().filter(|path| path.parent() == Some(folder)).take(limit).cloned().collect())
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        self.begin(Call::CreateFolders)?.folders.extend(folder.ancestors().map(Path::to_owned));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.begin(Call::SyncFolder)?;
        let inside = state.tree.names.iter_mut().filter(|(path, _)| path.parent() == Some(folder));
        inside.for_each(|(_, numbers)| numbers.sync());
        state.note();
        Ok(())
    }
}

struct Handle {
    disk: MemoryDisk,
    number: usize,
    id: u64,
    position: Mutex<usize>,
}

impl DiskFile for Handle {
    /// Some bytes at a time, so that somebody can write in between.
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let state = self.disk.begin(Call::Read)?;
        let mut position = self.position.lock().unwrap();
        let rest = state.tree.inodes[self.number].bytes.now().get(*position..).unwrap_or_default();
        let length = rest.len().min(buffer.len()).min(1_024);
        buffer[..length].copy_from_slice(&rest[..length]);
        *position += length;
        Ok(length)
    }

    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.state();
        let length = if state.begin(Call::Write)? { bytes.len().div_ceil(3) } else { bytes.len() };
        state.ticks += 1;
        let tick = state.ticks;
        let inode = &mut state.tree.inodes[self.number];
        inode.tick = tick;
        // A part of it may be on the disk before the rest.
        let (first, second) = bytes[..length].split_at(length / 2);
        for part in [first, second] {
            let longer = [&**inode.bytes.now(), part].concat();
            inode.bytes.set(Arc::new(longer));
        }
        state.note();
        Ok(length)
    }

    fn metadata(&self) -> io::Result<FileMetadata> {
        let state = self.disk.begin(Call::MetadataOfOpen)?;
        Ok(state.tree.metadata(self.number))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.sync_all()
    }

    fn sync_all(&self) -> io::Result<()> {
        let mut state = self.disk.begin(Call::Sync)?;
        state.tree.inodes[self.number].bytes.sync();
        state.note();
        Ok(())
    }

    fn set_len(&self, size: u64) -> io::Result<()> {
        let mut state = self.disk.begin(Call::SetLen)?;
        let bytes = &mut state.tree.inodes[self.number].bytes;
        let mut cut = bytes.now().to_vec();
        cut.resize(size as usize, 0);
        bytes.set(Arc::new(cut));
        state.note();
        Ok(())
    }

    fn copy_permissions_of(&self, other: &FileMetadata) -> io::Result<()> {
        let mut state = self.disk.begin(Call::CopyPermissions)?;
        state.tree.inodes[self.number].mode = other.mode;
        state.note();
        Ok(())
    }

    fn try_lock(&self) -> io::Result<bool> {
        let mut state = self.disk.begin(Call::Lock)?;
        let owner = state.tree.inodes[self.number].locked_by.get_or_insert(self.id);
        Ok(*owner == self.id)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        let owner = &mut state.tree.inodes[self.number].locked_by;
        if *owner == Some(self.id) {
            *owner = None;
        }
    }
}
