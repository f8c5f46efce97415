//! Which side stands at which conflict.

use std::collections::BTreeMap;

use crate::map::RecordRef;

/// The copy whose values stand at conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeSide {
    /// The first one.
    A,
    /// The second one.
    B,
}

/// Where the two copies contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MergeConflict {
    /// The record.
    pub record: RecordRef,
    /// The field; none where one side has deleted what the other one has edited.
    pub field: Option<&'static str>,
}

/// Which side stands at conflicts: one at all of them, but for those that were decided one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeChoices {
    /// The side that stands where nothing else is said.
    pub prefer: MergeSide,
    /// What is said of single conflicts.
    pub chosen: BTreeMap<MergeConflict, MergeSide>,
}

impl From<MergeSide> for MergeChoices {
    fn from(prefer: MergeSide) -> Self {
        Self { prefer, chosen: BTreeMap::new() }
    }
}

impl MergeChoices {
    /// The side that stands at a conflict.
    pub fn side(&self, conflict: MergeConflict) -> MergeSide {
        self.chosen.get(&conflict).copied().unwrap_or(self.prefer)
    }

    /// The side from which a record comes as a whole: that of the first of its conflicts of which something is said.
    pub(super) fn side_of_record(&self, record: RecordRef) -> MergeSide {
        let first = MergeConflict { record, field: None };
        let mut of_record = self.chosen.range(first..).take_while(|(conflict, _)| conflict.record == record);
        of_record.next().map_or(self.prefer, |(_, side)| *side)
    }
}
