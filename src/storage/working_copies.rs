//! Which block of ids each working copy has: remembered for each file and user in a folder of the program's own, beside
//! the files, so that two people who work on copies of one map never give the same id to different things.
//!
//! What is lost here does no harm: a working copy that is not known gets a block that nobody has.

use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Disk, absolute};
use crate::map::{BLOCK_COUNT, IdBlock, IdLedger, LinkageMap, MapId, TableLedger};

/// The most bytes of what is remembered of a working copy.
const SIZE_LIMIT: u64 = 1 << 20;

/// What is remembered of a working copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingCopy {
    /// Where its new ids come from.
    pub block: IdBlock,
    /// The ids that it has handed out, also those whose records were never saved.
    pub ledger: IdLedger,
}

/// Where working copies are remembered.
#[derive(Clone, Debug)]
pub struct WorkingCopyStore {
    folder: PathBuf,
}

/// A working copy as it stands in its file.
#[derive(Serialize, Deserialize)]
struct StoredCopy {
    path: PathBuf,
    identity: Option<MapId>,
    block: IdBlock,
    /// By table, in their order: the lowest id that was never handed out, and the highest one of each block.
    ledger: Vec<(u32, Vec<u32>)>,
}

impl WorkingCopyStore {
    /// Remembers working copies in this folder, which is made when the first one is remembered.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The working copy that a user has of this map in the file at a path; none where it was never remembered, or where
    /// another map stood there then.
    pub fn load(&self, disk: &dyn Disk, path: &Path, identity: Option<MapId>) -> Option<WorkingCopy> {
        let bytes = disk.read(&self.file_path(path), SIZE_LIMIT).ok()?.ok()?;
        let stored: StoredCopy = ron::de::from_bytes(&bytes).ok()?;
        // Two paths may have the same name here.
        (stored.path == absolute(path.to_owned()) && stored.identity == identity).then(|| {
            let mut ledger = IdLedger::default();
            for (table, (next, mut blocks)) in ledger.tables_mut().into_iter().zip(stored.ledger) {
                blocks.sort_unstable();
                *table = TableLedger::from_counters(next.max(1), &blocks);
            }
            WorkingCopy { block: stored.block, ledger }
        })
    }

    /// Remembers the working copy of this map in the file at a path. Ids that are remembered already stay so, whichever of
    /// two writes comes last.
    ///
    /// # Errors
    /// What the disk says.
    pub fn save(
        &self,
        disk: &dyn Disk,
        path: &Path,
        identity: Option<MapId>,
        copy: &WorkingCopy,
    ) -> std::io::Result<()> {
        let mut ledger = copy.ledger.clone();
        if let Some(known) = self.load(disk, path, identity) {
            ledger.merge(&known.ledger);
        }
        let tables = ledger.tables().into_iter();
        let ledger = tables.map(|table| (table.next, table.blocks.clone())).collect();
        let kept = StoredCopy { path: absolute(path.to_owned()), identity, block: copy.block, ledger };
        let text = ron::to_string(&kept).map_err(std::io::Error::other)?;
        let writing = Box::new(move |file: &mut (dyn std::io::Write + Send)| file.write_all(text.as_bytes()));
        disk.replace(&self.file_path(path), true, writing).map(drop)
    }

    fn file_path(&self, path: &Path) -> PathBuf {
        // The name must be the same in every version of the program.
        let name = fnv_1a(absolute(path.to_owned()).to_string_lossy().bytes());
        self.folder.join(format!("{name:016x}.ron"))
    }
}

/// The 64-bit FNV-1a hash of some bytes.
pub(super) fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

impl WorkingCopy {
    /// A further working copy of a map, with a block that no other one has begun; `random` is any number.
    pub fn new(map: &LinkageMap, random: u64) -> Self {
        let free = (0..=u64::from(BLOCK_COUNT)).map(|step| IdBlock::with_number(random.wrapping_add(step)));
        let block = free.into_iter().find(|block| !map.ledger().is_block_used(*block)).unwrap_or_default();
        Self { block, ledger: IdLedger::default() }
    }

    /// Any number, another one at each call.
    pub fn random_number() -> u64 {
        RandomState::new().hash_one(std::process::id())
    }
}
