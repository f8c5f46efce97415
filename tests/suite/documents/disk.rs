//! A disk in memory, in the hands of the test.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use lienket::storage::{Disk, DiskFile, EntryKind, FileMetadata};

/// What a job meets when it touches the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// The disk is full.
    Full,
    /// It does not say whether it keeps what it took.
    Unsure,
    /// The program itself breaks.
    Panic,
}

/// One write that took place.
#[derive(Clone, Debug)]
pub struct Write {
    pub path: PathBuf,
    pub before: Option<Vec<u8>>,
    pub after: Vec<u8>,
}

/// The content of a file, and when it was written last.
#[derive(Default)]
struct Node {
    bytes: Vec<u8>,
    tick: u64,
    /// The handle that has locked it.
    locked_by: Option<u64>,
}

type SharedNode = Arc<Mutex<Node>>;

#[derive(Default)]
struct Files {
    by_path: BTreeMap<PathBuf, SharedNode>,
    ticks: u64,
    handles: u64,
    fault: Fault,
    /// Below this folder nothing can be made.
    protected: Option<PathBuf>,
    /// Whether a job has failed of it.
    has_met_fault: bool,
    writes: Vec<Write>,
    removed: Vec<PathBuf>,
}

impl Files {
    /// Fails of a full disk, or breaks.
    fn meet_fault(&mut self, full: ErrorKind) -> io::Result<()> {
        self.has_met_fault |= matches!(self.fault, Fault::Full | Fault::Panic);
        assert!(self.fault != Fault::Panic, "the program breaks on purpose");
        if self.fault == Fault::Full { Err(full.into()) } else { Ok(()) }
    }

    /// Fails of a full disk only.
    fn meet_full(&mut self, full: ErrorKind) -> io::Result<()> {
        if self.fault == Fault::Panic { Ok(()) } else { self.meet_fault(full) }
    }
}

/// A disk in memory.
#[derive(Clone, Default)]
pub struct FakeDisk(Arc<Mutex<Files>>);

impl FakeDisk {
    fn files(&self) -> MutexGuard<'_, Files> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.files().by_path.get(path).map(|node| lock(node).bytes.clone())
    }

    /// Somebody else writes a file.
    pub fn put(&self, path: &Path, bytes: Vec<u8>) {
        let mut files = self.files();
        files.ticks += 1;
        let node = Node { bytes, tick: files.ticks, locked_by: None };
        files.by_path.insert(path.to_owned(), Arc::new(Mutex::new(node)));
    }

    /// Somebody else removes a file.
    pub fn take(&self, path: &Path) {
        self.files().by_path.remove(path);
    }

    /// Nothing can be made below this folder from now on.
    pub fn protect(&self, folder: Option<&Path>) {
        self.files().protected = folder.map(Path::to_owned);
    }

    /// What jobs meet from now on.
    pub fn set_fault(&self, fault: Fault) {
        let mut files = self.files();
        (files.fault, files.has_met_fault) = (fault, false);
    }

    /// Whether something failed of the present fault: a job that never got as far has not.
    pub fn has_met_fault(&self) -> bool {
        self.files().has_met_fault
    }

    pub fn take_removed(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.files().removed)
    }

    pub fn take_writes(&self) -> Vec<Write> {
        std::mem::take(&mut self.files().writes)
    }

    fn handle(&self, node: &SharedNode) -> Box<dyn DiskFile> {
        let mut files = self.files();
        files.handles += 1;
        let (disk, node) = (self.clone(), Arc::clone(node));
        Box::new(FakeFile { disk, node, number: files.handles, position: Mutex::new(0) })
    }

    /// Adds an empty file.
    fn create(&self, path: &Path) -> Box<dyn DiskFile> {
        let node = SharedNode::default();
        self.files().by_path.insert(path.to_owned(), Arc::clone(&node));
        self.handle(&node)
    }
}

fn lock(node: &SharedNode) -> MutexGuard<'_, Node> {
    node.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a file is one that the program makes on the way to another one.
fn is_temporary(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "tmp")
}

impl Disk for FakeDisk {
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut files = self.files();
        files.meet_full(ErrorKind::PermissionDenied)?;
        let node = Arc::clone(files.by_path.get(path).ok_or(ErrorKind::NotFound)?);
        drop(files);
        Ok(self.handle(&node))
    }

    fn create_new(&self, path: &Path, _mode: u32) -> io::Result<Box<dyn DiskFile>> {
        let mut files = self.files();
        if files.fault == Fault::Panic {
            files.meet_fault(ErrorKind::StorageFull)?;
        }
        if files.by_path.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        if files.protected.as_ref().is_some_and(|folder| path.starts_with(folder)) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        drop(files);
        Ok(self.create(path))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.files().meet_fault(ErrorKind::StorageFull)?;
        let node = self.files().by_path.get(path).map(Arc::clone);
        Ok(node.map_or_else(|| self.create(path), |node| self.handle(&node)))
    }

    fn open_device(&self, _path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Err(ErrorKind::NotFound.into())
    }

    fn metadata(&self, path: &Path) -> io::Result<Option<FileMetadata>> {
        let files = self.files();
        let is_folder = files.by_path.keys().any(|file| file != path && file.starts_with(path));
        let folder = || is_folder.then(|| FileMetadata { kind: EntryKind::Folder, ..metadata_of(&Node::default()) });
        Ok(files.by_path.get(path).map(|node| metadata_of(&lock(node))).or_else(folder))
    }

    fn read_link(&self, _path: &Path) -> io::Result<Option<PathBuf>> {
        Ok(None)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut files = self.files();
        let node = files.by_path.remove(from).ok_or(ErrorKind::NotFound)?;
        let after = lock(&node).bytes.clone();
        let before = files.by_path.insert(to.to_owned(), node).map(|node| lock(&node).bytes.clone());
        files.writes.push(Write { path: to.to_owned(), before, after });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut files = self.files();
        if !is_temporary(path) {
            files.meet_fault(ErrorKind::ReadOnlyFilesystem)?;
        }
        files.by_path.remove(path).ok_or(ErrorKind::NotFound)?;
        if !is_temporary(path) {
            files.removed.push(path.to_owned());
        }
        Ok(())
    }

    fn list(&self, folder: &Path, limit: usize) -> io::Result<Vec<PathBuf>> {
        let mut files = self.files();
        files.meet_full(ErrorKind::PermissionDenied)?;
        Ok(files.by_path.keys().filter(|path| path.parent() == Some(folder)).take(limit).cloned().collect())
    }

    fn create_folders(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        if self.files().fault == Fault::Unsure { Err(ErrorKind::TimedOut.into()) } else { Ok(()) }
    }
}

struct FakeFile {
    disk: FakeDisk,
    node: SharedNode,
    number: u64,
    position: Mutex<usize>,
}

impl DiskFile for FakeFile {
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let (mut position, node) = (self.position.lock().unwrap(), lock(&self.node));
        let rest = node.bytes.get(*position..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        *position += length;
        Ok(length)
    }

    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut files = self.disk.files();
        files.meet_fault(ErrorKind::StorageFull)?;
        files.ticks += 1;
        let mut node = lock(&self.node);
        node.bytes.extend_from_slice(bytes);
        node.tick = files.ticks;
        Ok(bytes.len())
    }

    fn metadata(&self) -> io::Result<FileMetadata> {
        Ok(metadata_of(&lock(&self.node)))
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn sync_all(&self) -> io::Result<()> {
        Ok(())
    }

    fn set_len(&self, size: u64) -> io::Result<()> {
        lock(&self.node).bytes.resize(size as usize, 0);
        Ok(())
    }

    fn copy_permissions_of(&self, _other: &FileMetadata) -> io::Result<()> {
        Ok(())
    }

    fn try_lock(&self) -> io::Result<bool> {
        let owner = *lock(&self.node).locked_by.get_or_insert(self.number);
        Ok(owner == self.number)
    }
}

impl Drop for FakeFile {
    fn drop(&mut self) {
        let mut node = lock(&self.node);
        node.locked_by.take_if(|owner| *owner == self.number);
    }
}

fn metadata_of(node: &Node) -> FileMetadata {
    FileMetadata {
        kind: EntryKind::File,
        size: node.bytes.len() as u64,
        modified: SystemTime::UNIX_EPOCH + Duration::from_secs(node.tick),
        mode: 0o644,
        owner: None,
        link_count: 1,
    }
}
