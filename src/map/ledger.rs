//! Which ids were ever handed out, so that none is handed out again: not after undo, not after saving and reopening, not
//! by two people who each work on a copy of their own.
//!
//! Whoever makes a map hands out 1, 2, 3 …; every further working copy hands out ids from a [`Block`] of its own, above
//! [`FIRST_BLOCK_ID`]. The ledger only grows: it is no part of any patch, and undo leaves it as it is.

use serde::{Deserialize, Serialize};

/// Ids from here on stand in blocks; the counters of a map's maker stay below.
pub const FIRST_BLOCK_ID: u32 = 1_000_000_000;
/// How many ids a block holds.
pub const BLOCK_SIZE: u32 = 1_000;
/// How many blocks there are.
pub const BLOCK_COUNT: u32 = (u32::MAX - FIRST_BLOCK_ID) / BLOCK_SIZE;

/// The run of ids that one working copy of a map hands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IdBlock(Option<u32>);

impl IdBlock {
    /// That of whoever makes a map: 1, 2, 3 …
    pub const ORIGINAL: Self = Self(None);

    /// A block for a further working copy, by its number; numbers beyond [`BLOCKS`] begin again at 0.
    pub fn with_number(number: u64) -> Self {
        Self(Some((number % u64::from(BLOCK_COUNT)) as u32))
    }

    /// The block that an id stands in.
    pub(super) fn containing(id: u32) -> Self {
        Self(Self::number_of(id))
    }

    /// The number of the block that an id stands in; none for the ids of a map's maker.
    fn number_of(id: u32) -> Option<u32> {
        id.checked_sub(FIRST_BLOCK_ID).map(|above| above / BLOCK_SIZE)
    }
}

/// What tells a map from every other one. All copies of a map have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MapId(pub u64);

/// The ids of one table that were ever handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLedger {
    /// The lowest id of the map's maker that was never handed out.
    pub next: u32,
    /// Of every block that was begun, the highest id that was handed out; sorted.
    pub blocks: Vec<u32>,
}

impl Default for TableLedger {
    fn default() -> Self {
        Self { next: 1, blocks: Vec::new() }
    }
}

impl TableLedger {
    /// A ledger with this lowest id of the maker's that was never handed out, and these ids of blocks, in ascending
    /// order, that were.
    pub fn from_counters(next: u32, blocks: &[u32]) -> Self {
        let mut ledger = Self { next, blocks: Vec::new() };
        ledger.mark_all_used(blocks.iter().copied());
        ledger
    }

    /// Whether an id counts as handed out.
    pub(super) fn is_used(&self, id: u32) -> bool {
        match IdBlock::number_of(id) {
            None => id < self.next,
            Some(block) => self.find_block(block).is_ok_and(|at| self.blocks.get(at).is_some_and(|last| id <= *last)),
        }
    }

    /// Counts an id as handed out.
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

    /// Counts ids in ascending order as handed out.
    pub(super) fn mark_all_used(&mut self, ids: impl Iterator<Item = u32>) {
        let mut ids = ids.peekable();
        while let Some(id) = ids.next() {
            // Of each block the highest one will do.
            if ids.peek().is_none_or(|next| IdBlock::number_of(*next) != IdBlock::number_of(id)) {
                self.mark_used(id);
            }
        }
    }

    /// The next id of a working copy. Once its block is used up that is the first one of the nearest block that nobody
    /// has begun: the copy's own block from then on. `None` once there are no more.
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

    /// Counts whatever another ledger counts as well.
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

/// The ids of all tables that were ever handed out.
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
    /// The tables, in the order in which they stand in a map.
    pub fn tables(&self) -> [&TableLedger; 8] {
        [&self.stage, &self.product, &self.actor, &self.link, &self.model, &self.channel, &self.target, &self.view]
    }

    /// The tables, to be written.
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

    /// Counts whatever another ledger counts as well.
    pub fn merge(&mut self, other: &Self) {
        for (own, other) in self.tables_mut().into_iter().zip(other.tables()) {
            own.merge(other);
        }
    }

    /// Whether a block is begun in any table: then some working copy has it.
    pub fn is_block_used(&self, block: IdBlock) -> bool {
        block.0.is_some_and(|number| self.tables().iter().any(|table| table.find_block(number).is_ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_hands_nothing_out_twice() {
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
            // Three blocks of its own, and never the one that somebody else has begun.
            assert!(!seen.contains(&(FIRST_BLOCK_ID + 8 * BLOCK_SIZE + 4)), "{block:?}");
        }
    }

    #[test]
    fn raising_many_is_raising_each() {
        let ids = [1, 2, 9, FIRST_BLOCK_ID, FIRST_BLOCK_ID + 5, FIRST_BLOCK_ID + BLOCK_SIZE, u32::MAX - 1, u32::MAX];
        let (mut one, mut all) = (TableLedger::default(), TableLedger::default());
        for id in ids {
            one.mark_used(id);
        }
        all.mark_all_used(ids.iter().copied());
        assert_eq!(one, all);
    }
}
