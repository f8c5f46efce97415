//! The id block of each working copy, stored per file and user in the program's own folder and not in the map, so that
//! two people who work on copies of one map never give the same id to different records.
//!
//! Losing these files does no harm: an unknown working copy gets an unused block.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Disk, absolute, create_parent, read_file, remove_abandoned_files, replace_file};
use crate::map::{BLOCK_COUNT, IdBlock, IdLedger, LinkageMap, MapId, TableLedger};

/// The maximum size of a stored working copy, in bytes.
const SIZE_LIMIT: u64 = 1 << 20;

/// A working copy of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingCopy {
    /// The block that its new ids come from.
    pub block: IdBlock,
    /// The ids that it has issued, also those whose records were never saved.
    pub ledger: IdLedger,
}

/// Stores working copies in a folder.
#[derive(Clone, Debug)]
pub struct WorkingCopyStore {
    folder: PathBuf,
}

/// The file format of a working copy.
#[derive(Serialize, Deserialize)]
struct StoredCopy {
    path: PathBuf,
    identity: Option<MapId>,
    block: IdBlock,
    /// Per table, in their order: the lowest unissued id, and the highest issued one of each block.
    ledger: Vec<(u32, Vec<u32>)>,
}

impl WorkingCopyStore {
    /// A store in this folder, which is created with the first save.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The working copy of this map at a path; `None` if none is stored, or if it was of another map.
    pub fn load(&self, disk: &dyn Disk, path: &Path, identity: Option<MapId>) -> Option<WorkingCopy> {
        self.read(disk, path, identity).unwrap_or_else(|error| {
            log::warn!("{}: its working copy cannot be read: {error}", path.display());
            None
        })
    }

    fn read(&self, disk: &dyn Disk, path: &Path, identity: Option<MapId>) -> io::Result<Option<WorkingCopy>> {
        let stored = self.stored(disk, path)?.filter(|stored| stored.identity == identity);
        Ok(stored.map(|stored| {
            let mut ledger = IdLedger::default();
            for (table, (next, mut blocks)) in ledger.tables_mut().into_iter().zip(stored.ledger) {
                blocks.sort_unstable();
                *table = TableLedger::from_counters(next.max(1), &blocks);
            }
            WorkingCopy { block: stored.block, ledger }
        }))
    }

    fn stored(&self, disk: &dyn Disk, path: &Path) -> io::Result<Option<StoredCopy>> {
        let content = match read_file(disk, &self.file_path(path), SIZE_LIMIT) {
            Ok(content) => content.ok(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let stored: Option<StoredCopy> = content.and_then(|content| ron::de::from_bytes(&content.bytes).ok());
        // The hashes of two paths may collide.
        Ok(stored.filter(|stored| stored.path == absolute(path.to_owned())))
    }

    /// The map whose working copy is stored for a path.
    pub fn identity_at(&self, disk: &dyn Disk, path: &Path) -> Option<MapId> {
        self.stored(disk, path).ok()??.identity
    }

    /// Stores the working copy of this map at a path. Issued ids that are already stored are kept, whichever of two
    /// writes comes last.
    ///
    /// # Errors
    /// The disk's error; also when there is a file that cannot be read.
    pub fn save(&self, disk: &dyn Disk, path: &Path, identity: Option<MapId>, copy: &WorkingCopy) -> io::Result<()> {
        let mut ledger = copy.ledger.clone();
        if let Some(known) = self.read(disk, path, identity)? {
            ledger.merge(&known.ledger);
        }
        let tables = ledger.tables().into_iter();
        let ledger = tables.map(|table| (table.next, table.blocks.clone())).collect();
        let stored = StoredCopy { path: absolute(path.to_owned()), identity, block: copy.block, ledger };
        let text = ron::to_string(&stored).map_err(io::Error::other)?;
        let path = self.file_path(path);
        create_parent(disk, &path)?;
        replace_file(disk, &path, text.as_bytes()).map(drop)
    }

    /// Removes the temporary files that programs have left by dying.
    pub fn clean_up(&self, disk: &dyn Disk) {
        remove_abandoned_files(disk, &self.folder);
    }

    fn file_path(&self, path: &Path) -> PathBuf {
        // The hash must be the same in every version of the program.
        let name = fnv_1a(absolute(path.to_owned()).to_string_lossy().bytes());
        self.folder.join(format!("{name:016x}.ron"))
    }
}

/// The 64-bit FNV-1a hash of some bytes. Names of files on disk are made of it, and map identities stored in them: no
/// other hash can take its place.
pub(super) fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

impl WorkingCopy {
    /// A new working copy of a map, with an unused block; the search starts at `random`, any number.
    pub fn new(map: &LinkageMap, random: u64) -> Self {
        let free = (0..=u64::from(BLOCK_COUNT)).map(|step| IdBlock::with_number(random.wrapping_add(step)));
        let block = free.into_iter().find(|block| !map.ledger().is_block_used(*block)).unwrap_or_default();
        Self { block, ledger: IdLedger::default() }
    }

    /// A random number.
    pub fn random_number() -> u64 {
        RandomState::new().hash_one(std::process::id())
    }
}
