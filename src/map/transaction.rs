//! The only way to write a map: a run of changes that holds together or does not happen.

use super::patch::Patch;
use super::record::Record;
use super::tidy::Tidy;
use super::violations::{self, Known, Problem, Violation};
use super::{Id, Info, LinkageMap, NextIds, RecordRef};

/// A run of changes to a map. What it did is a [`Patch`]; when it is dropped before
/// [`finish`](Self::finish), the map is again as it was.
#[derive(Debug)]
pub struct Transaction<'map> {
    map: &'map mut LinkageMap,
    patch: Patch,
    finished: bool,
}

impl<'map> Transaction<'map> {
    /// Begins to change a map.
    pub fn begin(map: &'map mut LinkageMap) -> Self {
        Self { map, patch: Patch::default(), finished: false }
    }

    /// Begins to change a map, handing out ids from `floor` on where the map's own counters are lower: ids that an
    /// undone change had used are not given to something else.
    pub(super) fn begin_above(map: &'map mut LinkageMap, floor: NextIds) -> Self {
        let mut transaction = Self::begin(map);
        transaction.raise_counters(floor);
        transaction
    }

    /// The map as it is so far.
    pub fn map(&self) -> &LinkageMap {
        self.map
    }

    /// Adds a record under a new id; the id that it brings does not count.
    ///
    /// # Errors
    /// Why it may not stand in the map.
    pub fn add<R: Record>(&mut self, mut record: R) -> Result<R::Id, Violation> {
        let before = self.map.next;
        let Some(counter) = R::counter(&mut self.map.next) else {
            let id = record.id();
            return self.put(record).map(|()| id);
        };
        let id = R::Id::new(*counter);
        let Some(following) = counter.checked_add(1) else {
            return Err(Violation { record: R::reference(id), field: "id", problem: Problem::IdNotCounted });
        };
        *counter = following;
        record.set_id(id);
        match self.put(record) {
            Ok(()) => {
                self.note_counters(before);
                Ok(id)
            }
            Err(violation) => {
                self.map.next = before;
                Err(violation)
            }
        }
    }

    /// Puts a record in place of the one with its id. A place may also be new; any other record must be there.
    ///
    /// # Errors
    /// Why it may not stand in the map.
    pub fn set<R: Record>(&mut self, record: R) -> Result<(), Violation> {
        let id = record.id();
        if R::counter(&mut self.map.next).is_some() && !R::table(self.map).contains_key(&id) {
            return Err(missing::<R>(id));
        }
        self.put(record)
    }

    /// Changes a record in place.
    ///
    /// # Errors
    /// Why the result may not stand in the map; the record is then as it was.
    pub fn edit<R: Record>(&mut self, id: R::Id, change: impl FnOnce(&mut R)) -> Result<(), Violation> {
        let mut record = R::table(self.map).get(&id).cloned().ok_or_else(|| missing::<R>(id))?;
        change(&mut record);
        record.set_id(id);
        self.put(record)
    }

    /// Removes a record with all that mentions it: an actor goes with its links and its place. What is not there
    /// is left not there.
    pub fn remove<R: Record>(&mut self, id: R::Id) {
        if R::table(self.map).contains_key(&id) {
            R::cascade(id, self);
            let before = R::table_mut(self.map).remove(&id);
            self.patch.note::<R>(id, before, None);
        }
    }

    /// Sets title, place, note and year.
    ///
    /// # Errors
    /// Why they may not stand in the map.
    pub fn set_info(&mut self, mut info: Info) -> Result<(), Violation> {
        info.tidy();
        if let Some(violation) = violations::of_info(&info, &Known::few(self.map)).into_iter().next() {
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

    /// Whether it changed anything so far; a raised counter alone does not count.
    pub(super) fn changes_records(&self) -> bool {
        self.patch.count() > 0
    }

    /// Ends it and tells what changed.
    pub fn finish(mut self) -> Patch {
        self.finished = true;
        std::mem::take(&mut self.patch)
    }

    /// Changes a record that is known to be there and to stay right, as cascades do.
    pub(super) fn amend<R: Record>(&mut self, id: R::Id, change: impl FnOnce(&mut R)) {
        if let Some(record) = R::table_mut(self.map).get_mut(&id) {
            let before = record.clone();
            change(record);
            let after = record.clone();
            self.patch.note(id, Some(before), Some(after));
        }
    }

    /// The ids of the records that fit.
    pub(super) fn ids_where<R: Record>(&self, fits: impl Fn(&R) -> bool) -> Vec<R::Id> {
        R::table(self.map).iter().filter(|(_, record)| fits(record)).map(|(id, _)| *id).collect()
    }

    fn put<R: Record>(&mut self, mut record: R) -> Result<(), Violation> {
        record.tidy();
        if let Some(violation) = violations::of_record(&record, &Known::few(self.map)).into_iter().next() {
            return Err(violation);
        }
        let id = record.id();
        let before = R::table_mut(self.map).insert(id, record.clone());
        self.patch.note(id, before, Some(record));
        Ok(())
    }

    fn raise_counters(&mut self, floor: NextIds) {
        let before = self.map.next;
        self.map.next = before.max_each(floor);
        self.note_counters(before);
    }

    fn note_counters(&mut self, before: NextIds) {
        let after = self.map.next;
        if before != after {
            self.patch.next.get_or_insert(super::Diff { before: Some(before), after: None }).after = Some(after);
        }
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if !self.finished {
            std::mem::take(&mut self.patch).inverted().write(self.map);
        }
    }
}

fn missing<R: Record>(id: R::Id) -> Violation {
    let record: RecordRef = R::reference(id);
    Violation { record, field: "id", problem: Problem::Missing(record) }
}
