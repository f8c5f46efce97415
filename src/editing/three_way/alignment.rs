//! Two maps of which nothing says that they are states of one, such as a register that was imported twice: the records of the
//! later one get the numbers of those that they are, by what people know them by.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::collisions::ledger_of;
use super::renumbering::{Known, Numbering, renumbered};
use crate::map::{Id, IdLedger, LinkageMap, Table, TableLedger, Violation};

/// The later map under the numbers of the earlier one. Records are the same by number and by what they are known by, then
/// by the latter alone, then by number alone unless they cannot be one.
///
/// # Errors
/// What is wrong with the result, which nothing should be.
pub fn aligned(before: &LinkageMap, after: &LinkageMap) -> Result<LinkageMap, Vec<Violation>> {
    renumbered(after, &mut Alignment { before, ledger: ledger_of([before, after].into_iter()) })
}

struct Alignment<'a> {
    before: &'a LinkageMap,
    ledger: IdLedger,
}

impl Numbering for Alignment<'_> {
    fn ledger(&mut self) -> &mut IdLedger {
        &mut self.ledger
    }

    fn numbers<R: Known>(&mut self, _: &Table<R>, records: &[R]) -> BTreeMap<R::Id, R::Id> {
        let old = R::table(self.before);
        let mut found: BTreeMap<R::Id, R::Id> = BTreeMap::new();
        let mut taken: BTreeSet<R::Id> = BTreeSet::new();
        let keys: Vec<Vec<String>> = records.iter().map(R::keys).collect();
        let mut take = |found: &mut BTreeMap<R::Id, R::Id>, id: R::Id, known: R::Id| {
            if !found.contains_key(&id) && taken.insert(known) {
                found.insert(id, known);
            }
        };
        for (record, keys) in records.iter().zip(&keys) {
            let id = record.id();
            if old.get(&id).is_some_and(|known| known.keys().iter().any(|key| keys.contains(key))) {
                take(&mut found, id, id);
            }
        }
        let mut by_key: HashMap<String, Vec<R::Id>> = HashMap::new();
        for (id, known) in old {
            for key in known.keys() {
                by_key.entry(key).or_default().push(*id);
            }
        }
        // The surest key first.
        for rank in 0..keys.iter().map(Vec::len).max().unwrap_or_default() {
            for (record, keys) in records.iter().zip(&keys) {
                for known in keys.get(rank).and_then(|key| by_key.get(key)).into_iter().flatten() {
                    take(&mut found, record.id(), *known);
                }
            }
        }
        for record in records {
            let id = record.id();
            if old.get(&id).is_some_and(|known| !known.is_other(record)) {
                take(&mut found, id, id);
            }
        }
        // Whatever is new keeps its number, unless that stands for another record.
        for record in records.iter().filter(|record| old.contains_key(&record.id())) {
            if !found.contains_key(&record.id())
                && let Some(number) = R::ledger_mut(&mut self.ledger).and_then(TableLedger::issue)
            {
                found.insert(record.id(), R::Id::new(number));
            }
        }
        found
    }
}
