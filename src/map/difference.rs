//! What turns one state of a map into another one, and what two of them have in common.

use std::sync::Arc;

use rayon::prelude::*;

use super::record::{Record, each_table};
use super::{Diff, Editor, LinkageMap, Patch, Transaction, Violation};

/// The fewest records that one thread compares.
const CHUNK_LEN: usize = 1_024;

impl Patch {
    /// The change from one state of a map to another one, by the ids of its records.
    pub fn between(before: &LinkageMap, after: &LinkageMap) -> Self {
        let mut patch = Self::default();
        if before.info() != after.info() {
            patch.info = Some(Diff { before: Some(before.info().clone()), after: Some(after.info().clone()) });
        }
        each_table!(R => patch.add_differences::<R>(before, after));
        patch
    }

    fn add_differences<R: Record>(&mut self, before: &LinkageMap, after: &LinkageMap) {
        let (old, new) = (R::table(before), R::table(after));
        // States that have a table in common share it.
        if std::ptr::eq(old, new) {
            return;
        }
        // To compare them waits for the memory more than it computes.
        let records: Vec<_> = old.iter().collect();
        let changed: Vec<_> = records
            .into_par_iter()
            .with_min_len(CHUNK_LEN)
            .map(|(id, record)| (*id, record, new.get(id)))
            .filter(|(_, record, new)| *new != Some(*record))
            .collect();
        for (id, record, new) in changed {
            self.record_change::<R>(id, Some(record.clone()), new.cloned());
        }
        for (id, record) in new.iter().filter(|(id, _)| !old.contains_key(id)) {
            self.record_change::<R>(*id, None, Some(record.clone()));
        }
    }
}

impl LinkageMap {
    /// Keeps the tables that are the same in another map only once in memory. What it says stays as it is.
    pub fn share_tables_with(&mut self, other: &Self) {
        let Self {
            info: _,
            identity: _,
            ledger: _,
            incidence: _,
            stages,
            products,
            actors,
            links,
            models,
            channels,
            targets,
            views,
            placements,
        } = self;
        rayon::join(
            || {
                share_table(actors, &other.actors);
                share_table(placements, &other.placements);
            },
            || share_table(links, &other.links),
        );
        share_table(stages, &other.stages);
        share_table(products, &other.products);
        share_table(models, &other.models);
        share_table(channels, &other.channels);
        share_table(targets, &other.targets);
        share_table(views, &other.views);
    }
}

fn share_table<T: PartialEq>(own: &mut Arc<T>, other: &Arc<T>) {
    if !Arc::ptr_eq(own, other) && own == other {
        *own = Arc::clone(other);
    }
}

impl Editor {
    /// Records that the map's file has this content, if that is the map's or was since it was saved last. Returns whether it
    /// is.
    pub fn mark_saved_as(&mut self, saved: &LinkageMap) -> bool {
        let wanted = Patch::between(self.map(), saved);
        let (mut earlier, mut way) = (self.clone(), Patch::default());
        while way != wanted {
            match earlier.is_dirty().then(|| earlier.undo()).flatten() {
                Some(step) => way.append(&step),
                None => return false,
            }
        }
        self.mark_saved(earlier.state());
        true
    }
}

impl Transaction<'_> {
    /// Gives the map the records of another state of it, under the ids that they have there.
    ///
    /// # Errors
    /// Why that state is invalid.
    pub fn take_over(&mut self, state: &LinkageMap) -> Result<(), Violation> {
        self.apply_unchecked(&Patch::between(self.map(), state));
        self.map().violations().into_iter().next().map_or(Ok(()), Err)
    }

    /// Makes a change of the map as it is now, of several tables at once, and says what is wrong with the result: who finds
    /// anything there drops the transaction.
    pub fn try_patch(&mut self, patch: &Patch) -> Vec<Violation> {
        self.apply_unchecked(patch);
        self.map().violations()
    }
}
