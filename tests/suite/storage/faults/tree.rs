//! All files of a disk, with what it may have kept of them after a power loss.
//!
//! Until a file is synced, each state that it had since may be what is kept of it; until a folder is synced, so may each
//! file that a name in it has led to, and each new folder in it may be missing. Nothing else is promised by a disk, in no
//! order.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, SystemTime};

use lienket::storage::{EntryKind, FileMetadata, hash_bytes};

/// The time of the first file: so lately that what is abandoned shows by its lock only.
pub static START: LazyLock<SystemTime> = LazyLock::new(|| SystemTime::now() - Duration::from_hours(1));

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

    /// Keeps one of the states.
    fn lose(&mut self, choose: &mut impl FnMut(usize) -> usize) {
        self.0 = vec![self.0[choose(self.0.len())].clone()];
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
    /// With whether each is there for good.
    folders: BTreeMap<PathBuf, bool>,
}

impl Tree {
    pub fn number(&self, path: &Path) -> Option<usize> {
        self.names.get(path).and_then(|numbers| *numbers.now())
    }

    pub fn set_name(&mut self, path: &Path, number: Option<usize>) {
        self.names.entry(path.to_owned()).or_insert_with(|| Possible(vec![None])).set(number);
    }

    /// Adds an empty file.
    pub fn add(&mut self, path: &Path, mode: u32, tick: u64) -> usize {
        self.inodes.push(Inode { bytes: Possible(vec![Arc::default()]), mode, tick, locked_by: None });
        self.set_name(path, Some(self.inodes.len() - 1));
        self.inodes.len() - 1
    }

    /// Adds a file that its owner only may read, and that is on the disk for good.
    pub fn put(&mut self, path: &Path, bytes: &[u8], tick: u64) {
        self.add_folders(path.parent().unwrap(), true);
        let number = self.add(path, 0o600, tick);
        self.set_bytes(number, bytes.to_vec());
        self.sync_file(number);
        self.names.get_mut(path).unwrap().sync();
    }

    pub fn set_bytes(&mut self, number: usize, bytes: Vec<u8>) {
        self.inodes[number].bytes.set(Arc::new(bytes));
    }

    /// Adds bytes to the end of a file. The first or the second half of them may be on the disk before the rest.
    pub fn append(&mut self, number: usize, bytes: &[u8], tick: u64) {
        let inode = &mut self.inodes[number];
        inode.tick = tick;
        let old = Arc::clone(inode.bytes.now());
        let (first, second) = bytes.split_at(bytes.len() / 2);
        for parts in [[&**old, first].concat(), [&**old, &vec![0; first.len()], second].concat()] {
            inode.bytes.set(Arc::new(parts));
        }
        inode.bytes.set(Arc::new([&**old, bytes].concat()));
    }

    pub fn sync_file(&mut self, number: usize) {
        self.inodes[number].bytes.sync();
    }

    pub fn set_mode(&mut self, number: usize, mode: u32) {
        self.inodes[number].mode = mode;
    }

    pub fn locked_by(&mut self, number: usize) -> &mut Option<u64> {
        &mut self.inodes[number].locked_by
    }

    pub fn unlock(&mut self) {
        self.inodes.iter_mut().for_each(|inode| inode.locked_by = None);
    }

    pub fn bytes_of(&self, number: usize) -> &[u8] {
        self.inodes[number].bytes.now()
    }

    /// The content of a file as every program sees it.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.number(path).map(|number| self.bytes_of(number).to_vec())
    }

    pub fn is_folder(&self, path: &Path) -> bool {
        self.folders.contains_key(path)
    }

    /// Fails unless there is a folder for this file.
    pub fn look_for_parent(&self, path: &Path) -> io::Result<()> {
        let is_there = path.parent().is_some_and(|folder| self.is_folder(folder));
        if is_there { Ok(()) } else { Err(ErrorKind::NotFound.into()) }
    }

    /// Adds a folder with those above it.
    pub fn add_folders(&mut self, folder: &Path, is_synced: bool) {
        for folder in folder.ancestors() {
            let is_root = folder.parent().is_none();
            self.folders.entry(folder.to_owned()).or_insert(is_synced || is_root);
        }
    }

    pub fn sync_folder(&mut self, folder: &Path) {
        let inside = self.names.iter_mut().filter(|(path, _)| path.parent() == Some(folder));
        inside.for_each(|(_, numbers)| numbers.sync());
        let folders = self.folders.iter_mut().filter(|(path, _)| path.parent() == Some(folder));
        folders.for_each(|(_, is_synced)| *is_synced = true);
    }

    /// All that may be found at a path after a power loss.
    pub fn after_power_loss(&self, path: &Path) -> Vec<Option<&Vec<u8>>> {
        let Some(numbers) = self.names.get(path) else { return vec![None] };
        let contents = |number: &Option<usize>| match number {
            Some(number) => self.inodes[*number].bytes.0.iter().map(|bytes| Some(&**bytes)).collect(),
            None => vec![None],
        };
        let lost = path.ancestors().skip(1).any(|folder| self.folders.get(folder) == Some(&false)).then_some(None);
        numbers.0.iter().flat_map(contents).chain(lost).collect()
    }

    /// What a power loss leaves of it: of each name, file and folder one of the states that may be kept.
    pub fn after_loss(&self, choose: &mut impl FnMut(usize) -> usize) -> Self {
        let mut left = self.clone();
        left.names.values_mut().for_each(|numbers| numbers.lose(choose));
        left.inodes.iter_mut().for_each(|inode| inode.bytes.lose(choose));
        let gone: BTreeSet<PathBuf> = left
            .folders
            .iter()
            .filter(|(_, is_synced)| !**is_synced && choose(2) == 0)
            .map(|it| it.0.clone())
            .collect();
        let is_left = |path: &Path| !path.ancestors().any(|folder| gone.contains(folder));
        left.names.retain(|path, _| is_left(path));
        left.folders.retain(|path, _| is_left(path));
        left
    }

    /// A hash of all that may be found on the disk, but for the names of temporary files, which are drawn by lot.
    pub fn hash(&self) -> u64 {
        let mut words: Vec<u64> = Vec::new();
        let mut add_bytes = |bytes: &[u8]| words.push(hash_bytes(bytes));
        for (path, numbers) in &self.names {
            let name = path.to_string_lossy();
            add_bytes(if name.ends_with(".tmp") { b"tmp" } else { name.as_bytes() });
            for number in &numbers.0 {
                add_bytes(b"or");
                number.iter().flat_map(|number| &self.inodes[*number].bytes.0).for_each(|bytes| add_bytes(bytes));
            }
        }
        for (path, is_synced) in &self.folders {
            add_bytes(path.to_string_lossy().as_bytes());
            add_bytes(&[u8::from(*is_synced)]);
        }
        hash_bytes(&words.into_iter().flat_map(u64::to_le_bytes).collect::<Vec<u8>>())
    }

    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.names.keys().filter(|path| self.number(path).is_some())
    }

    pub fn folders(&self) -> impl Iterator<Item = &PathBuf> {
        self.folders.keys()
    }

    pub fn metadata(&self, number: usize) -> FileMetadata {
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
