//! Two copies of a map that were edited apart, made into one: record by record and field by field, by what both come from.
//!
//! What one side has left as it was takes what the other one has made of it. Two values for one field, an edit of what the
//! other side has deleted, and a reference to it are conflicts: all are told, and the preferred side stands there. Which side
//! is named first changes nothing else.

mod alignment;
mod ancestor;
mod choices;
mod collisions;
mod placements;
mod renumbering;
mod sides;
mod twins;
mod view_state;

use std::collections::{BTreeMap, BTreeSet};

pub use alignment::aligned;
pub use ancestor::may_come_from;
pub use choices::{MergeChoices, MergeConflict, MergeSide};
pub use twins::{LikelyTwins, TwinReason};

use crate::map::{LinkageMap, RecordRef, Violation};
use sides::Sides;

/// What two copies of a map make together.
#[derive(Clone, Debug)]
pub struct MergedMaps {
    /// The map.
    pub map: LinkageMap,
    /// Where they contradict each other, in the order of the map.
    pub conflicts: BTreeSet<MergeConflict>,
    /// The conflicts that are settled together, with the record on which they hang: one that comes from one side as a whole,
    /// or that one side has deleted and the other one refers to.
    pub bound: BTreeMap<MergeConflict, RecordRef>,
    /// The two copies under the numbers that conflicts name, where some of them had to give way.
    pub renumbered: Option<Box<[LinkageMap; 2]>>,
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
/// Of conflicts that are settled together, the copy that has deleted something stands only if all say so.
///
/// # Errors
/// Why there is no such map.
pub fn merge_maps(
    base: Option<&LinkageMap>,
    [a, b]: [&LinkageMap; 2],
    choices: impl Into<MergeChoices>,
) -> Result<MergedMaps, MergeMapsError> {
    let identities: BTreeSet<_> = base.into_iter().chain([a, b]).filter_map(LinkageMap::identity).collect();
    if identities.len() > 1 {
        return Err(MergeMapsError::OtherMaps);
    }
    let separated = collisions::separated(base, [a, b]).map_err(MergeMapsError::Invalid)?;
    let [a, b] = separated.as_ref().map_or([a, b], |[a, b]| [a, b]);
    let mut sides = Sides::new(base, [a, b], choices.into());
    let mut map = sides.merge()?;
    if let Some(identity) = identities.first() {
        map.ensure_identity(*identity);
    }
    map.merge_ledger(a.ledger());
    map.merge_ledger(b.ledger());
    let twins = twins::likely_twins(&map, base, [a, b]);
    let (conflicts, bound) = sides.into_conflicts();
    Ok(MergedMaps { map, conflicts, bound, renumbered: separated.map(Box::new), twins })
}
