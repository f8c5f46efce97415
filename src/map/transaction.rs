//! The only way to write a map: an atomic series of changes.

use std::collections::BTreeSet;

use super::checks::FieldChecks;
use super::patch::Patch;
use super::record::Record;
use super::violations::{self, RefIndex, Violation, ViolationKind};
use super::{Id, IdBlock, IdLedger, Info, LinkageMap, RecordRef};

/// A series of changes to a map, recorded as a [`Patch`]. Dropping it before [`finish`](Self::finish) rolls it back.
#[derive(Debug)]
pub struct Transaction<'map> {
    map: &'map mut LinkageMap,
    patch: Patch,
    /// The block that new ids come from.
    block: IdBlock,
    /// The ledger from before it; set when it issues its first id.
    ledger_before: Option<IdLedger>,
    finished: bool,
}

impl<'map> Transaction<'map> {
    /// Starts a transaction on the original copy of a map.
    pub fn begin(map: &'map mut LinkageMap) -> Self {
        Self::begin_with_block(map, IdBlock::ORIGINAL)
    }

    /// Starts a transaction on a working copy that issues ids from this block.
    pub fn begin_with_block(map: &'map mut LinkageMap, block: IdBlock) -> Self {
        Self { map, patch: Patch::default(), block, ledger_before: None, finished: false }
    }

    /// The map with the changes so far.
    pub fn map(&self) -> &LinkageMap {
        self.map
    }

    /// Adds a record under a new id, which replaces the record's own; a placement keeps its actor's.
    ///
    /// # Errors
    /// Why it is invalid in the map.
    pub fn add<R: Record>(&mut self, mut record: R) -> Result<R::Id, Violation> {
        let Some(ledger) = R::ledger(&self.map.ledger) else {
            let id = record.id();
            return self.upsert(record).map(|()| id);
        };
        let Some(number) = ledger.next_id(self.block) else {
            let record = R::record_ref(R::Id::new(u32::MAX));
            return Err(Violation { record, field: "id", kind: ViolationKind::IdNotIssued });
        };
        record.set_id(R::Id::new(number));
        self.upsert(record)?;
        self.ledger_before.get_or_insert_with(|| self.map.ledger.clone());
        if let Some(ledger) = R::ledger_mut(&mut self.map.ledger) {
            ledger.mark_used(number);
        }
        // When a block is used up, the ledger moves on to another one.
        self.block = IdBlock::containing(number);
        Ok(R::Id::new(number))
    }

    /// Replaces the record with the same id. A placement may be new; any other record must exist.
    ///
    /// # Errors
    /// Why it is invalid in the map.
    pub fn set<R: Record>(&mut self, record: R) -> Result<(), Violation> {
        let id = record.id();
        if R::ledger(&self.map.ledger).is_some() && !R::table(self.map).contains_key(&id) {
            return Err(missing::<R>(id));
        }
        self.upsert(record)
    }

    /// Changes a record in place.
    ///
    /// # Errors
    /// Why the result is invalid in the map; the record is then unchanged.
    pub fn edit<R: Record>(&mut self, id: R::Id, change: impl FnOnce(&mut R)) -> Result<(), Violation> {
        let mut record = R::table(self.map).get(&id).cloned().ok_or_else(|| missing::<R>(id))?;
        change(&mut record);
        record.set_id(id);
        self.upsert(record)
    }

    /// Removes a record and all references to it: an actor with its links and its placement. No effect if it does not
    /// exist.
    pub fn remove<R: Record>(&mut self, id: R::Id) {
        self.remove_all::<R>(&BTreeSet::from([id]));
    }

    /// Removes records and all references to them together: linear in what is removed, plus one pass over each table
    /// that may refer to them.
    pub fn remove_all<R: Record>(&mut self, ids: &BTreeSet<R::Id>) {
        let existing: BTreeSet<R::Id> = ids.iter().copied().filter(|id| R::table(self.map).contains_key(id)).collect();
        if existing.is_empty() {
            return;
        }
        R::cascade(&existing, self);
        for id in existing {
            let before = R::table_mut(self.map).remove(&id);
            R::reindex(self.map, before.as_ref(), None);
            self.patch.record_change::<R>(id, before, None);
        }
    }

    /// Sets title, region, note, year and bands.
    ///
    /// # Errors
    /// Why they are invalid.
    pub fn set_info(&mut self, mut info: Info) -> Result<(), Violation> {
        info.normalize_fields();
        if let Some(violation) = violations::check_info(&info, &RefIndex::for_records(self.map)).into_iter().next() {
            return Err(violation);
        }
        let before = std::mem::replace(&mut self.map.info, info.clone());
        let diff = self.patch.info.get_or_insert(super::Diff { before: Some(before), after: None });
        diff.after = Some(info);
        if diff.before == diff.after {
            self.patch.info = None;
        }
        Ok(())
    }

    /// Applies a change of the map as it is now, whose result the caller checks.
    pub(super) fn apply_unchecked(&mut self, patch: &Patch) {
        patch.apply_unchecked(self.map);
        self.patch.append(patch);
    }

    /// Whether it changed any record so far; issued ids alone do not count.
    pub(super) fn has_changes(&self) -> bool {
        self.patch.count() > 0
    }

    /// The block that the next ids come from.
    pub(super) fn block(&self) -> IdBlock {
        self.block
    }

    /// Ends it and returns what changed.
    pub fn finish(mut self) -> Patch {
        self.finished = true;
        std::mem::take(&mut self.patch)
    }

    /// Changes a record that stays valid, without validation, as cascades do; no effect if it does not exist.
    pub(super) fn edit_unchecked<R: Record>(&mut self, id: R::Id, change: impl FnOnce(&mut R)) {
        if let Some(record) = R::table_mut(self.map).get_mut(&id) {
            let before = record.clone();
            change(record);
            let after = record.clone();
            R::reindex(self.map, Some(&before), Some(&after));
            self.patch.record_change(id, Some(before), Some(after));
        }
    }

    /// The ids of the records that match.
    pub(super) fn ids_where<R: Record>(&self, predicate: impl Fn(&R) -> bool) -> Vec<R::Id> {
        R::table(self.map).iter().filter(|(_, record)| predicate(record)).map(|(id, _)| *id).collect()
    }

    fn upsert<R: Record>(&mut self, mut record: R) -> Result<(), Violation> {
        record.normalize();
        if let Some(violation) = violations::check_record(&record, &RefIndex::for_records(self.map)).into_iter().next()
        {
            return Err(violation);
        }
        let id = record.id();
        if let Some(violation) = record.refusal(R::table(self.map).get(&id)) {
            return Err(violation);
        }
        let before = R::table_mut(self.map).insert(id, record.clone());
        R::reindex(self.map, before.as_ref(), Some(&record));
        self.patch.record_change(id, before, Some(record));
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if !self.finished {
            std::mem::take(&mut self.patch).inverted().apply_unchecked(self.map);
            // A rolled-back transaction does not use up ids.
            if let Some(before) = self.ledger_before.take() {
                self.map.ledger = before;
            }
        }
    }
}

fn missing<R: Record>(id: R::Id) -> Violation {
    let record: RecordRef = R::record_ref(id);
    Violation { record, field: "id", kind: ViolationKind::Missing(record) }
}
