//! Records which ids were ever issued, so that none is issued again: not after undo, not after saving and reopening,
//! not by two people with working copies of the same map.
//!
//! The original copy of a map issues 1, 2, 3 …; every further working copy issues ids from its own [`IdBlock`], from
//! [`FIRST_BLOCK_ID`] on. The ledger only grows: it is not part of patches, and undo does not change it.

use serde::{Deserialize, Serialize};

/// Ids from here on belong to blocks; the original copy's ids are below.
pub const FIRST_BLOCK_ID: u32 = 1_000_000_000;
/// Number of ids in a block.
pub const BLOCK_SIZE: u32 = 1_000;
/// Number of blocks.
pub const BLOCK_COUNT: u32 = (u32::MAX - FIRST_BLOCK_ID) / BLOCK_SIZE;

/// The range of ids that one working copy of a map issues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdBlock(Option<u32>);

impl IdBlock {
    /// The range of the original copy: 1, 2, 3 …
    pub const ORIGINAL: Self = Self(None);

    /// A block for a further working copy, by its number modulo [`BLOCK_COUNT`].
    pub fn with_number(number: u64) -> Self {
        Self(Some((number % u64::from(BLOCK_COUNT)) as u32))
    }

    /// The block that contains an id.
    pub(super) fn containing(id: u32) -> Self {
        Self(Self::number_of(id))
    }

    /// The number of the block that contains an id; `None` for ids of the original copy.
    fn number_of(id: u32) -> Option<u32> {
        id.checked_sub(FIRST_BLOCK_ID).map(|above| above / BLOCK_SIZE)
    }
}

/// Identity of a map, shared by all its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MapId(pub u64);

/// The issued ids of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLedger {
    /// The lowest id of the original copy's range that was never issued.
    pub next: u32,
    /// The highest issued id of every used block; sorted.
    pub blocks: Vec<u32>,
}

impl Default for TableLedger {
    fn default() -> Self {
        Self { next: 1, blocks: Vec::new() }
    }
}

impl TableLedger {
    /// A ledger with this lowest unissued id of the original range, and these issued ids of blocks, in ascending order.
    pub fn from_counters(next: u32, blocks: &[u32]) -> Self {
        let mut ledger = Self { next, blocks: Vec::new() };
        ledger.mark_all_used(blocks.iter().copied());
        ledger
    }

    /// Whether an id counts as issued.
    pub(super) fn is_used(&self, id: u32) -> bool {
        match IdBlock::number_of(id) {
            None => id < self.next,
            Some(block) => self.find_block(block).is_ok_and(|at| self.blocks.get(at).is_some_and(|last| id <= *last)),
        }
    }

    /// Issues the next id of the original copy; `None` when there are no more.
    pub fn issue(&mut self) -> Option<u32> {
        let id = self.next_id(IdBlock::ORIGINAL)?;
        self.mark_used(id);
        Some(id)
    }

    /// Marks an id as issued.
    pub(super) fn mark_used(&mut self, id: u32) {
        let Some(block) = IdBlock::number_of(id) else {
            self.next = self.next.max(id + 1);
            return;
        };
        match self.find_block(block) {
            Ok(at) => {
                if let Some(last) = self.blocks.get_mut(at) {
                    *last = (*last).max(id);
                }
            }
            Err(at) => self.blocks.insert(at, id),
        }
    }

    /// Marks ids, in ascending order, as issued.
    pub(super) fn mark_all_used(&mut self, ids: impl Iterator<Item = u32>) {
        let mut ids = ids.peekable();
        while let Some(id) = ids.next() {
            // The highest one of each block is enough.
            if ids.peek().is_none_or(|next| IdBlock::number_of(*next) != IdBlock::number_of(id)) {
                self.mark_used(id);
            }
        }
    }

    /// The next id of a working copy. When its block is used up, it is the first id of the next unused block, which is
    /// the copy's block from then on. `None` when there are no more.
    pub(super) fn next_id(&self, block: IdBlock) -> Option<u32> {
        let Some(own) = block.0.map(|own| own % BLOCK_COUNT) else {
            return Some(self.next).filter(|next| *next < FIRST_BLOCK_ID);
        };
        let first = |block: u32| FIRST_BLOCK_ID + block * BLOCK_SIZE;
        let last = self.find_block(own).ok().and_then(|at| self.blocks.get(at)).copied();
        let next = last.map_or(first(own), |last| last + 1);
        if next < first(own) + BLOCK_SIZE {
            return Some(next);
        }
        let free_blocks = (own + 1..BLOCK_COUNT).chain(0..own);
        free_blocks.into_iter().find(|block| self.find_block(*block).is_err()).map(first)
    }

    /// Marks the ids that another ledger has issued, too.
    pub(super) fn merge(&mut self, other: &Self) {
        self.next = self.next.max(other.next);
        for last in &other.blocks {
            self.mark_used(*last);
        }
    }

    fn find_block(&self, block: u32) -> Result<usize, usize> {
        self.blocks.binary_search_by_key(&Some(block), |last| IdBlock::number_of(*last))
    }
}

/// The issued ids of all tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "one ledger a table, named after it")]
pub struct IdLedger {
    pub stage: TableLedger,
    pub product: TableLedger,
    pub actor: TableLedger,
    pub link: TableLedger,
    pub model: TableLedger,
    pub channel: TableLedger,
    pub target: TableLedger,
    pub view: TableLedger,
}

impl IdLedger {
    /// The ledgers of all tables, in the order of the map's tables.
    pub fn tables(&self) -> [&TableLedger; 8] {
        [&self.stage, &self.product, &self.actor, &self.link, &self.model, &self.channel, &self.target, &self.view]
    }

    /// The ledgers of all tables, mutable.
    pub fn tables_mut(&mut self) -> [&mut TableLedger; 8] {
        [
            &mut self.stage,
            &mut self.product,
            &mut self.actor,
            &mut self.link,
            &mut self.model,
            &mut self.channel,
            &mut self.target,
            &mut self.view,
        ]
    }

    /// Marks the ids that another ledger has issued, too.
    pub fn merge(&mut self, other: &Self) {
        for (own, other) in self.tables_mut().into_iter().zip(other.tables()) {
            own.merge(other);
        }
    }

    /// Whether any table has an id of a block: then a working copy owns it.
    pub fn is_block_used(&self, block: IdBlock) -> bool {
        block.0.is_some_and(|number| self.tables().iter().any(|table| table.find_block(number).is_ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ledger_issues_no_id_twice() {
        for block in [
            IdBlock::ORIGINAL,
            IdBlock::with_number(0),
            IdBlock::with_number(7),
            IdBlock::with_number(u64::from(BLOCK_COUNT) - 1),
        ] {
            let mut ledger = TableLedger::default();
            ledger.mark_used(FIRST_BLOCK_ID + 8 * BLOCK_SIZE + 3);
            let mut seen = std::collections::BTreeSet::new();
            let mut block = block;
            for _ in 0..2_500 {
                let id = ledger.next_id(block).unwrap();
                assert!(!ledger.is_used(id) && seen.insert(id), "{id}");
                ledger.mark_used(id);
                assert!(ledger.is_used(id));
                block = IdBlock::containing(id);
            }
            // Never an id of the block that another copy uses.
            assert!(!seen.contains(&(FIRST_BLOCK_ID + 8 * BLOCK_SIZE + 4)), "{block:?}");
        }
    }

    #[test]
    fn mark_all_used_equals_marking_each() {
        let ids = [1, 2, 9, FIRST_BLOCK_ID, FIRST_BLOCK_ID + 5, FIRST_BLOCK_ID + BLOCK_SIZE, u32::MAX - 1, u32::MAX];
        let (mut one, mut all) = (TableLedger::default(), TableLedger::default());
        for id in ids {
            one.mark_used(id);
        }
        all.mark_all_used(ids.iter().copied());
        assert_eq!(one, all);
    }
}
