//! The representation of a change: for each id, the record before and after. Undo inverts it, comparisons print it.

use std::collections::BTreeMap;

use super::record::{Record, each_table};
use super::violations::{RefIndex, check_entry, check_info};
use super::{
    Actor, Channel, CoopModel, Id, Info, Link, LinkageMap, Placement, Product, Stage, Target, View, Violation,
};

/// One value before and after a change; `None` is absent.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff<T> {
    /// The value before.
    pub before: Option<T>,
    /// The value after.
    pub after: Option<T>,
}

impl<T> Diff<T> {
    fn inverted(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

/// The changed records of one table, by id.
pub type Diffs<R> = BTreeMap<<R as Record>::Id, Diff<R>>;

/// A change of the document: it turns a map with its "before" values into one with its "after" values.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the tables of the map, under their own names")]
pub struct Patch {
    pub info: Option<Diff<Info>>,
    pub stages: Diffs<Stage>,
    pub products: Diffs<Product>,
    pub actors: Diffs<Actor>,
    pub links: Diffs<Link>,
    pub models: Diffs<CoopModel>,
    pub channels: Diffs<Channel>,
    pub targets: Diffs<Target>,
    pub views: Diffs<View>,
    pub placements: Diffs<Placement>,
}

/// Why a patch cannot be applied to a map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// The map differs from the patch's "before".
    #[error("{0} is not as the change expects it")]
    RecordDiffers(super::RecordRef),
    /// The result would be invalid.
    #[error(transparent)]
    Violation(#[from] Violation),
}

impl Patch {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        let mut empty = self.info.is_none();
        each_table!(R => empty &= R::diffs(self).is_empty());
        empty
    }

    /// How many records it changes; the map's info counts as one.
    pub fn count(&self) -> usize {
        let mut count = usize::from(self.info.is_some());
        each_table!(R => count += R::diffs(self).len());
        count
    }

    /// Whether it changes nothing but where actors stand.
    pub fn changes_only_placements(&self) -> bool {
        self.count() == self.placements.len()
    }

    /// The patch that reverts this one.
    #[must_use]
    pub fn inverted(mut self) -> Self {
        self.info = self.info.map(Diff::inverted);
        each_table!(R => {
            for diff in R::diffs_mut(&mut self).values_mut() {
                std::mem::swap(&mut diff.before, &mut diff.after);
            }
        });
        self
    }

    /// Adds a change of a record from `before` to `after`, merged with an earlier change of the same record.
    pub(super) fn record_change<R: Record>(&mut self, id: R::Id, before: Option<R>, after: Option<R>) {
        let diffs = R::diffs_mut(self);
        let diff = diffs.entry(id).or_insert(Diff { before, after: None });
        diff.after = after;
        if diff.before == diff.after {
            diffs.remove(&id);
        }
    }

    /// Merges a patch that was made right after this one into it.
    pub fn append(&mut self, next: &Self) {
        append_diff(&mut self.info, next.info.as_ref());
        each_table!(R => self.record_changes::<R>(R::diffs(next)));
    }

    fn record_changes<R: Record>(&mut self, diffs: &Diffs<R>) {
        for (id, diff) in diffs {
            self.record_change(*id, diff.before.clone(), diff.after.clone());
        }
    }

    /// Applies it to a map atomically.
    ///
    /// # Errors
    /// The first record that differs from the patch's "before", or that is invalid in the result.
    pub(super) fn apply(&self, map: &mut LinkageMap) -> Result<(), Mismatch> {
        self.check_before(map)?;
        self.apply_unchecked(map);
        if let Some(violation) = self.first_violation(map) {
            self.clone().inverted().apply_unchecked(map);
            return Err(violation.into());
        }
        Ok(())
    }

    /// Applies a patch from the map's own history: if "before" matches, the result is an earlier state of the map, and
    /// need not be validated again.
    ///
    /// # Errors
    /// The first record that differs from the patch's "before".
    pub(super) fn replay(&self, map: &mut LinkageMap) -> Result<(), Mismatch> {
        self.check_before(map)?;
        self.apply_unchecked(map);
        Ok(())
    }

    fn check_before(&self, map: &LinkageMap) -> Result<(), Mismatch> {
        // A map always has info: a patch that removes it could not be inverted.
        let fits = |diff: &Diff<Info>| diff.before.as_ref() == Some(&map.info) && diff.after.is_some();
        if !self.info.as_ref().is_none_or(fits) {
            return Err(Mismatch::RecordDiffers(super::RecordRef::Map));
        }
        each_table!(R => {
            for (id, diff) in R::diffs(self) {
                if R::table(map).get(id) != diff.before.as_ref() {
                    return Err(Mismatch::RecordDiffers(R::record_ref(*id)));
                }
            }
        });
        Ok(())
    }

    pub(super) fn apply_unchecked(&self, map: &mut LinkageMap) {
        if let Some(info) = self.info.as_ref().and_then(|diff| diff.after.as_ref()) {
            map.info = info.clone();
        }
        each_table!(R => {
            if !R::diffs(self).is_empty() {
                self.apply_table::<R>(map);
            }
        });
    }

    fn apply_table<R: Record>(&self, map: &mut LinkageMap) {
        for (id, diff) in R::diffs(self) {
            let before = match &diff.after {
                Some(record) => R::table_mut(map).insert(*id, record.clone()),
                None => R::table_mut(map).remove(id),
            };
            R::reindex(map, before.as_ref(), diff.after.as_ref());
        }
        if let Some(ledger) = R::ledger_mut(&mut map.ledger) {
            ledger.mark_all_used(
                R::diffs(self).iter().filter(|(_, diff)| diff.after.is_some()).map(|(id, _)| id.number()),
            );
        }
    }

    /// The first violation in the map after this patch. If the patch removes records, the whole map is checked, as
    /// other records may refer to them; otherwise only the changed records.
    fn first_violation(&self, map: &LinkageMap) -> Option<Violation> {
        let mut removes = false;
        each_table!(R => removes |= R::diffs(self).values().any(|diff| diff.after.is_none()));
        if removes {
            return map.violations().into_iter().next();
        }
        let refs = RefIndex::for_records(map);
        if let Some(violation) = check_info(&map.info, &refs).into_iter().next() {
            return Some(violation);
        }
        each_table!(R => {
            for (id, record) in R::diffs(self).iter().filter_map(|(id, diff)| Some((*id, diff.after.as_ref()?))) {
                if let Some(violation) = check_entry(id, record, &refs).into_iter().next() {
                    return Some(violation);
                }
            }
        });
        None
    }
}

fn append_diff<T: Clone + PartialEq>(first: &mut Option<Diff<T>>, next: Option<&Diff<T>>) {
    let Some(next) = next else { return };
    let before = first.take().map_or_else(|| next.before.clone(), |first| first.before);
    *first = Some(Diff { before, after: next.after.clone() }).filter(|diff| diff.before != diff.after);
}
