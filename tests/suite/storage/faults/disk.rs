//! A disk in memory that knows what it would keep after a power loss, fails where it is told to, and lets somebody else
//! write between any two calls.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use lienket::storage::{Disk, DiskFile, EntryKind, FileMetadata};

use super::tree::{START, Tree};

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
    /// The disk only says that it syncs.
    Lie,
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
    calls: Vec<Call>,
    /// The call at which something happens.
    event: Option<(usize, Event, Extent)>,
    failed: BTreeSet<Call>,
    is_lying: bool,
}

impl State {
    fn put(&mut self, path: &Path, bytes: &[u8]) {
        self.ticks += 1;
        self.tree.put(path, bytes, self.ticks);
        self.note();
    }

    fn overwrite(&mut self, path: &Path, bytes: &[u8]) {
        if let Some(number) = self.tree.number(path) {
            self.tree.set_bytes(number, bytes.to_vec());
            self.tree.sync_file(number);
            self.note();
        }
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
            Event::Lie => {
                self.is_lying = true;
                Ok(false)
            }
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
        tree.unlock();
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
        state.tree.look_for_parent(path)?;
        state.ticks += 1;
        let tick = state.ticks;
        let number = state.tree.add(path, mode & !0o022, tick);
        state.note();
        Ok(self.handle(&mut state, number))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.begin(Call::Append)?;
        state.tree.look_for_parent(path)?;
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
        Ok(file.or_else(|| state.tree.is_folder(path).then(folder_metadata)))
    }

    fn read_link(&self, _path: &Path) -> io::Result<Option<PathBuf>> {
        self.begin(Call::ReadLink).map(|_| None)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.begin(Call::Rename)?;
        let number = state.tree.number(from).ok_or(ErrorKind::NotFound)?;
        state.tree.look_for_parent(to)?;
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
        let inside = state.tree.paths().chain(state.tree.folders()).filter(|path| path.parent() == Some(folder));
        Ok(inside.take(limit).cloned().collect())
    }

    fn create_folders(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.begin(Call::CreateFolders)?;
        state.tree.add_folders(folder, false);
        state.note();
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.begin(Call::SyncFolder)?;
        if !state.tree.is_folder(folder) {
            return Err(ErrorKind::NotFound.into());
        }
        if !state.is_lying {
            state.tree.sync_folder(folder);
        }
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
        let rest = state.tree.bytes_of(self.number).get(*position..).unwrap_or_default();
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
        state.tree.append(self.number, &bytes[..length], tick);
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
        if !state.is_lying {
            state.tree.sync_file(self.number);
        }
        state.note();
        Ok(())
    }

    fn set_len(&self, size: u64) -> io::Result<()> {
        let mut state = self.disk.begin(Call::SetLen)?;
        let mut bytes = state.tree.bytes_of(self.number).to_vec();
        bytes.resize(size as usize, 0);
        state.tree.set_bytes(self.number, bytes);
        state.note();
        Ok(())
    }

    fn copy_permissions_of(&self, other: &FileMetadata) -> io::Result<()> {
        let mut state = self.disk.begin(Call::CopyPermissions)?;
        state.tree.set_mode(self.number, other.mode);
        state.note();
        Ok(())
    }

    fn try_lock(&self) -> io::Result<bool> {
        let mut state = self.disk.begin(Call::Lock)?;
        let owner = state.tree.locked_by(self.number).get_or_insert(self.id);
        Ok(*owner == self.id)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let mut state = self.disk.state();
        state.tree.locked_by(self.number).take_if(|owner| *owner == self.id);
    }
}
