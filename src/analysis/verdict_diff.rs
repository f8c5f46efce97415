//! Comparison of two sets of verdicts: which models change.

use std::collections::{BTreeMap, BTreeSet};

use super::{ModelVerdict, Verdict};
use crate::map::{LinkId, LinkageMap, ModelId, Year};

/// A model whose verdict has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// The model.
    pub model: ModelId,
    /// Its verdict before; none when it was not on the map.
    pub before: Option<Verdict>,
    /// Its verdict after; none when it is no longer on the map.
    pub after: Option<Verdict>,
}

/// The models whose verdict changes, by id.
pub fn verdict_changes(
    before: &BTreeMap<ModelId, ModelVerdict>,
    after: &BTreeMap<ModelId, ModelVerdict>,
) -> Vec<VerdictChange> {
    let models: BTreeSet<ModelId> = before.keys().chain(after.keys()).copied().collect();
    let verdict =
        |of: &BTreeMap<ModelId, ModelVerdict>, model| of.get(&model).map(|model_verdict| model_verdict.verdict);
    models
        .into_iter()
        .map(|model| VerdictChange { model, before: verdict(before, model), after: verdict(after, model) })
        .filter(|change| change.before != change.after)
        .collect()
}

/// A link that a verdict of another year relied on and that has ended by a year: why a model is weaker then.
pub fn ended_link(before: &ModelVerdict, map: &LinkageMap, year: Year) -> Option<LinkId> {
    let routes = before.routes().chain(before.onward_routes());
    let links = routes.flat_map(|route| &route.links).filter_map(|id| map.links().get(id));
    let ended = links.filter(|link| link.to_year.is_some_and(|last| last < year));
    ended.map(|link| link.id).min()
}
