//! What has changed from one state of a map to another one: its records, and what follows for the verdicts.

use super::{ProgressCallback, Verdict, VerdictChange, model_verdicts_with_progress, verdict_changes};
use crate::map::{CoopModel, Diffs, LinkageMap, ModelId, Patch, Record};

/// What has changed from one state of a map to another one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapChanges {
    /// The records that were added, removed or changed.
    pub patch: Patch,
    /// The models whose verdict changes, in the year in which the later state is read.
    pub verdicts: Vec<VerdictChange>,
}

/// What has changed, in names and numbers: small, however large the map is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSummary {
    /// The models that both states have and whose verdict turned.
    pub turned: Vec<TurnedModel>,
    /// How many records of each table have changed.
    pub tables: Vec<(ChangedTable, ChangeCounts)>,
    /// Whether the title, the region, the note, the year or the bands have changed.
    pub has_info: bool,
    /// Whether actors stand elsewhere.
    pub has_placements: bool,
}

/// A model whose verdict turned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnedModel {
    /// Its name.
    pub name: String,
    /// Its verdict before.
    pub before: Verdict,
    /// Its verdict after.
    pub after: Verdict,
}

/// Whether goods have found a buyer, or lost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuyerChange {
    /// They reach one now.
    Gained,
    /// They reach none any more.
    Lost,
}

impl TurnedModel {
    /// Whether it has gained or lost a buyer; none where it reaches one in both states or in neither.
    pub fn buyer_change(&self) -> Option<BuyerChange> {
        match [self.before, self.after].map(Verdict::is_flagged) {
            [true, false] => Some(BuyerChange::Gained),
            [false, true] => Some(BuyerChange::Lost),
            _ => None,
        }
    }
}

/// A table of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each says itself")]
pub enum ChangedTable {
    Actors,
    Links,
    Models,
    Channels,
    Products,
    Stages,
    Targets,
    Views,
}

/// How many records of a table have changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// Records that are new.
    pub added: usize,
    /// Records that are gone.
    pub removed: usize,
    /// Records that are different.
    pub changed: usize,
}

/// Compares two states of a map. `None` when cancelled.
pub fn map_changes(before: &LinkageMap, after: &LinkageMap, on_progress: ProgressCallback<'_>) -> Option<MapChanges> {
    let patch = Patch::between(before, after);
    let verdicts = if patch.changes_only_placements() {
        Vec::new()
    } else {
        let year = after.info().year;
        let before = model_verdicts_with_progress(before, year, on_progress)?;
        verdict_changes(&before, &model_verdicts_with_progress(after, year, on_progress)?)
    };
    Some(MapChanges { patch, verdicts })
}

impl MapChanges {
    /// The models that both states have and whose verdict turned; `after` is the later state.
    pub fn turned(&self, after: &LinkageMap) -> impl Iterator<Item = (ModelId, TurnedModel)> {
        self.verdicts.iter().filter_map(|change| {
            let name = after.get::<CoopModel>(change.model)?.name.clone();
            Some((change.model, TurnedModel { name, before: change.before?, after: change.after? }))
        })
    }

    /// What has changed, in names and numbers; `after` is the later state.
    pub fn summary(&self, after: &LinkageMap) -> ChangeSummary {
        let patch = &self.patch;
        let tables = [
            (ChangedTable::Actors, counts(&patch.actors)),
            (ChangedTable::Links, counts(&patch.links)),
            (ChangedTable::Models, counts(&patch.models)),
            (ChangedTable::Channels, counts(&patch.channels)),
            (ChangedTable::Products, counts(&patch.products)),
            (ChangedTable::Stages, counts(&patch.stages)),
            (ChangedTable::Targets, counts(&patch.targets)),
            (ChangedTable::Views, counts(&patch.views)),
        ];
        ChangeSummary {
            turned: self.turned(after).map(|(_, model)| model).collect(),
            tables: tables.into_iter().filter(|(_, counts)| *counts != ChangeCounts::default()).collect(),
            has_info: patch.info.is_some(),
            has_placements: !patch.placements.is_empty(),
        }
    }
}

fn counts<R: Record>(diffs: &Diffs<R>) -> ChangeCounts {
    let mut counts = ChangeCounts::default();
    for diff in diffs.values() {
        match (&diff.before, &diff.after) {
            (None, _) => counts.added += 1,
            (_, None) => counts.removed += 1,
            (Some(_), Some(_)) => counts.changed += 1,
        }
    }
    counts
}
