//! The fewest changes that link as many models as the goal asks for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::cost;
use super::existing_buyers::ExistingBuyers;
use super::flagged_cases::FlaggedCase;
use super::set_cover::{self, SetCover};
use crate::analysis::Assessment;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{Measure, ModelId, Proposal, TargetId};

/// The fewest changes that bring the number of models that are not flagged to a goal.
///
/// They are chosen among the single changes that each repair some case, with new links only to the buyer that the
/// seller would ask first; a case that no single change repairs uses its cheapest candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The target that sets the goal; none when the map has none, and the goal is all models.
    pub target: Option<TargetId>,
    /// How many models should be linked.
    pub goal: usize,
    /// How many are linked now.
    pub linked: usize,
    /// The changes; empty when nothing helps.
    pub proposals: Vec<Proposal>,
    /// The models that they link, by id; fewer than are missing when no changes link more.
    pub models: Vec<ModelId>,
    /// Whether fewer changes are impossible. Otherwise they were chosen greedily.
    pub is_exact: bool,
    /// A lower bound of the number of changes.
    pub lower_bound: usize,
}

/// The plan; `None` when the goal is met, or when cancelled.
pub(super) fn plan(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    assessment: &Assessment,
    cases: &[FlaggedCase],
    progress: &Progress<'_>,
) -> Option<Plan> {
    let all = assessment.summary.models;
    let linked = all - assessment.summary.flagged;
    let (target, goal) = goal(network, all);
    let missing = goal.min(all).checked_sub(linked).filter(|missing| *missing > 0)?;
    let mut plan =
        Plan { target, goal, linked, proposals: Vec::new(), models: Vec::new(), is_exact: false, lower_bound: 0 };
    let CoverProblem { models, changes, set_cover, is_complete } =
        build_problem(network, existing_buyers, cases, progress)?;
    let quota = missing.min(models.len());
    let solution = set_cover::solve(&set_cover, quota, progress)?;
    plan.is_exact = is_complete && solution.is_exact;
    // Sets of several changes may overlap: then only a bound of one change is certain.
    plan.lower_bound = if is_complete { solution.lower_bound } else { solution.lower_bound.min(1) };
    for change in solution.elements.iter().filter_map(|element| changes.get(*element)).flatten() {
        if !plan.proposals.contains(change) {
            plan.proposals.push(change.clone());
        }
    }
    plan.models = solution.models.iter().filter_map(|model| models.get(*model)).copied().collect();
    Some(plan)
}

/// The goal of the map's year, or of the year nearest to it.
fn goal(network: &Network<'_>, all: usize) -> (Option<TargetId>, usize) {
    let linked = network.map.targets().values().filter(|target| target.measure == Measure::LinkedModels);
    let nearest = linked.min_by_key(|target| (target.year.abs_diff(network.year), target.year, target.id));
    // No map has more models than fit a u32, as their ids do.
    nearest.map_or((None, all), |target| (Some(target.id), target.goal.ceil().clamp(0.0, f64::from(u32::MAX)) as usize))
}

/// The set cover problem of a map.
struct CoverProblem {
    /// The models that can be repaired, by their index in the problem.
    models: Vec<ModelId>,
    /// The changes of each element of the problem, those of least effort first.
    changes: Vec<Vec<Proposal>>,
    set_cover: SetCover,
    /// Whether the problem is complete: nothing was left out of it.
    is_complete: bool,
}

fn build_problem(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    cases: &[FlaggedCase],
    progress: &Progress<'_>,
) -> Option<CoverProblem> {
    let mut models = Vec::new();
    let mut model_of = Vec::new();
    let mut covers: BTreeMap<Vec<Proposal>, Vec<usize>> = BTreeMap::new();
    let mut is_complete = true;
    for of_model in cases.chunk_by(|one, other| one.model == other.model) {
        if of_model.iter().any(|case| case.repairs.candidates.is_empty()) {
            continue;
        }
        for case in of_model {
            let found = &case.repairs;
            progress.step(1 + found.single_changes.len())?;
            is_complete &= found.is_complete && !found.single_changes.is_empty();
            let position = model_of.len();
            model_of.push(models.len());
            for single in &found.single_changes {
                covers.entry(vec![single.clone()]).or_default().push(position);
            }
            if let Some(cheapest) = found.candidates.first().filter(|_| found.single_changes.is_empty()) {
                covers.entry(cheapest.proposals.clone()).or_default().push(position);
            }
        }
        models.extend(of_model.first().map(|case| case.model));
    }
    let mut elements: Vec<(Vec<Proposal>, Vec<usize>)> = covers.into_iter().collect();
    let effort = |changes: &[Proposal]| {
        changes.iter().map(|change| cost::change_effort(network, existing_buyers, change)).sum::<u32>()
    };
    elements.sort_by_cached_key(|(changes, _)| (changes.len(), effort(changes), Reverse(narrowness(network, changes))));
    progress.step(elements.len())?;
    let (changes, covers) = elements.into_iter().unzip();
    let set_cover = SetCover::new(models.len(), model_of, covers);
    Some(CoverProblem { models, changes, set_cover, is_complete })
}

/// How narrow the products named by changes are: of two equally helpful ones, the more specific is preferred.
fn narrowness(network: &Network<'_>, changes: &[Proposal]) -> usize {
    let depth = |change: &Proposal| match change {
        Proposal::AddProduct(_, product) | Proposal::AddLink { product, .. } => {
            network.map.product_and_broader(*product).len()
        }
        _ => 0,
    };
    changes.iter().map(depth).sum()
}
