//! Two copies of a map that were edited apart, made into one: record by record and field by field, by what both come from.
//!
//! What one side has left as it was takes what the other one has made of it. Two values for one field, an edit of what the
//! other side has deleted, and a reference to it are conflicts: all are told, and the preferred side stands there. Which side
//! is named first changes nothing else.

mod alignment;
mod collisions;
mod placements;
mod renumbering;
mod sides;
mod twins;
mod view_state;

use std::collections::BTreeSet;

pub use alignment::aligned;
pub use twins::{LikelyTwins, TwinReason};

use crate::map::{LinkageMap, RecordRef, Violation};
use sides::Sides;

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

/// What two copies of a map make together.
#[derive(Clone, Debug)]
pub struct MergedMaps {
    /// The map.
    pub map: LinkageMap,
    /// Where they contradict each other, in the order of the map.
    pub conflicts: BTreeSet<MergeConflict>,
    /// Records that both have added and that may be one.
    pub twins: Vec<LikelyTwins>,
}

/// Why two maps cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeMapsError {
    /// They are not copies of one map.
    OtherMaps,
    /// Whichever side stands, the result would be invalid.
    Invalid(Vec<Violation>),
}

/// Merges two copies of a map. Without `base`, which both come from, whatever only one of them has counts as new.
///
/// # Errors
/// Why there is no such map.
pub fn merge_maps(
    base: Option<&LinkageMap>,
    [a, b]: [&LinkageMap; 2],
    prefer: MergeSide,
) -> Result<MergedMaps, MergeMapsError> {
    let identities: BTreeSet<_> = base.into_iter().chain([a, b]).filter_map(LinkageMap::identity).collect();
    if identities.len() > 1 {
        return Err(MergeMapsError::OtherMaps);
    }
    let separated = collisions::separated(base, [a, b]).map_err(MergeMapsError::Invalid)?;
    let [a, b] = separated.as_ref().map_or([a, b], |[a, b]| [a, b]);
    let mut sides = Sides::new(base, [a, b], prefer);
    let mut map = sides.merge()?;
    if let Some(identity) = identities.first() {
        map.ensure_identity(*identity);
    }
    map.merge_ledger(a.ledger());
    map.merge_ledger(b.ledger());
    let twins = twins::likely_twins(&map, base, [a, b]);
    Ok(MergedMaps { map, conflicts: sides.into_conflicts(), twins })
}
