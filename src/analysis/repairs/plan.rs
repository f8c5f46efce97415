//! The fewest changes that link as many models as the goal asks for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::cost;
use super::existing_buyers::ExistingBuyers;
use super::flagged_cases::FlaggedCase;
use super::model_repairs::Repair;
use super::reachable::{ActorProduct, reaches_buyer};
use super::set_cover::{self, SetCover};
use petgraph::graph::NodeIndex;

use crate::analysis::Assessment;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{Measure, ModelId, Proposal, TargetId};

/// The most changes that are reconsidered one by one, and the most models taken one by one.
const MAX_STEPWISE: usize = 64;

/// Few changes that bring the number of models that are not flagged to a goal.
///
/// They are chosen among the changes of recorded links and new links to the buyer that the seller would ask first: once as a
/// set cover by single changes, where a case that no single change repairs uses its cheapest candidate, and once model by
/// model; the fewer of both count.
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
    /// A lower bound of the number of changes of any kind that link as many models, new contracts with whomever included: a
    /// repair begins with a change at an actor that the product reaches, so that it takes as many as it takes actors to be
    /// reached by the products of all flagged cases.
    pub lower_bound: usize,
    /// Whether no changes of any kind link more models.
    pub is_reach_proved: bool,
}

impl Plan {
    /// Whether it is proved that fewer changes do not link as many models.
    pub fn is_exact(&self) -> bool {
        self.proposals.len() <= self.lower_bound
    }
}

/// The plan for cases, with the repairs of models and those beyond repair; `None` when the goal is met, or when cancelled.
pub(super) fn plan(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    assessment: &Assessment,
    (cases, repairs, beyond_repair): (&[FlaggedCase], &BTreeMap<ModelId, Vec<Repair>>, &BTreeSet<ModelId>),
    progress: &Progress<'_>,
) -> Option<Plan> {
    let all = assessment.summary.models;
    let linked = all - assessment.summary.flagged;
    let (target, goal) = goal(network, all);
    let missing = goal.min(all).checked_sub(linked).filter(|missing| *missing > 0)?;
    let CoverProblem { models, changes, set_cover } = build_problem(network, existing_buyers, cases, progress)?;
    let quota = missing.min(models.len());
    let solution = set_cover::solve(&set_cover, quota, progress)?;
    let mut proposals: Vec<Proposal> = Vec::new();
    for change in solution.elements.iter().filter_map(|element| changes.get(*element)).flatten() {
        if !proposals.contains(change) {
            proposals.push(change.clone());
        }
    }
    let starts = starts_by_model(cases);
    for other in [proposals.clone(), model_by_model(repairs, quota)] {
        let fewer = without_redundant(network, existing_buyers, &starts, quota, other, progress)?;
        if linked_models(network, &starts, &fewer, progress).len() >= quota && fewer.len() < proposals.len() {
            proposals = fewer;
        }
    }
    let linked_by_plan = linked_models(network, &starts, &proposals, progress);
    progress.check_cancelled()?;
    Some(Plan {
        target,
        goal,
        linked,
        lower_bound: lower_bound(cases, quota, progress)?,
        is_reach_proved: linked_by_plan.len() + beyond_repair.len() >= starts.len() + models_without_start(cases),
        proposals,
        models: linked_by_plan,
    })
}

/// The starts of each model's flagged cases, of the models that are not beyond repair.
type Starts = BTreeMap<ModelId, Vec<ActorProduct>>;

fn starts_by_model(cases: &[FlaggedCase]) -> Starts {
    let of_model = |of_model: &[FlaggedCase]| {
        let starts: Option<Vec<ActorProduct>> = of_model.iter().map(|case| case.start).collect();
        Some((of_model.first()?.model, starts?))
    };
    cases.chunk_by(|one, other| one.model == other.model).filter_map(of_model).collect()
}

fn models_without_start(cases: &[FlaggedCase]) -> usize {
    let models = cases.chunk_by(|one, other| one.model == other.model);
    models.filter(|of_model| of_model.iter().any(|case| case.start.is_none())).count()
}

/// The models that changes link, by id. Invalid after cancellation.
fn linked_models(
    network: &Network<'_>,
    starts: &Starts,
    proposals: &[Proposal],
    progress: &Progress<'_>,
) -> Vec<ModelId> {
    let changes: Vec<&Proposal> = proposals.iter().collect();
    let is_linked = |(_, starts): &(&ModelId, &Vec<ActorProduct>)| {
        starts.iter().all(|it| reaches_buyer(network, *it, &changes, progress))
    };
    starts.iter().filter(is_linked).map(|(model, _)| *model).collect()
}

/// The changes that link models one after the other, each time the one that takes fewest more.
fn model_by_model(repairs: &BTreeMap<ModelId, Vec<Repair>>, quota: usize) -> Vec<Proposal> {
    let mut chosen: Vec<Proposal> = Vec::new();
    let mut left: BTreeMap<&ModelId, &Vec<Repair>> = repairs.iter().collect();
    for _ in 0..quota.min(MAX_STEPWISE) {
        let added = |repair: &&Repair| repair.proposals.iter().filter(|change| !chosen.contains(change)).count();
        let best = left
            .iter()
            .filter_map(|(model, ways)| Some((**model, ways.iter().min_by_key(added)?)))
            .min_by_key(|(model, way)| (added(way), *model));
        let Some((model, way)) = best else { break };
        let more: Vec<Proposal> = way.proposals.iter().filter(|change| !chosen.contains(change)).cloned().collect();
        left.remove(&model);
        chosen.extend(more);
    }
    chosen
}

/// Drops changes, those of most effort first, without which as many models are linked.
fn without_redundant(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    starts: &Starts,
    quota: usize,
    mut proposals: Vec<Proposal>,
    progress: &Progress<'_>,
) -> Option<Vec<Proposal>> {
    if proposals.len() > MAX_STEPWISE {
        return Some(proposals);
    }
    let mut by_effort = proposals.clone();
    by_effort.sort_by_key(|change| Reverse(cost::steps_and_effort(network, existing_buyers, [change]).1));
    for change in by_effort {
        let rest: Vec<Proposal> = proposals.iter().filter(|other| **other != change).cloned().collect();
        if linked_models(network, starts, &rest, progress).len() >= quota {
            proposals = rest;
        }
        progress.check_cancelled()?;
    }
    Some(proposals)
}

/// The least number of actors that the products of the flagged cases of `quota` models must reach together.
fn lower_bound(cases: &[FlaggedCase], quota: usize, progress: &Progress<'_>) -> Option<usize> {
    if quota == 0 {
        return Some(0);
    }
    let mut model_of = Vec::new();
    let mut covers: BTreeMap<NodeIndex, Vec<usize>> = BTreeMap::new();
    let mut models = 0;
    let mut is_complete = true;
    for of_model in cases.chunk_by(|one, other| one.model == other.model) {
        if of_model.iter().any(|case| case.start.is_none()) {
            continue;
        }
        for case in of_model {
            is_complete &= case.repairs.is_complete;
            progress.step(case.repairs.reached.len())?;
            for actor in &case.repairs.reached {
                covers.entry(*actor).or_default().push(model_of.len());
            }
            model_of.push(models);
        }
        models += 1;
    }
    if !is_complete {
        // Sets that are cut off bound nothing, but that nothing comes of nothing.
        return Some(quota.min(1));
    }
    let set_cover = SetCover::new(models, model_of, covers.into_values().collect());
    Some(set_cover::solve(&set_cover, quota.min(models), progress)?.lower_bound)
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
    for of_model in cases.chunk_by(|one, other| one.model == other.model) {
        if of_model.iter().any(|case| case.repairs.candidates.is_empty()) {
            continue;
        }
        for case in of_model {
            let found = &case.repairs;
            progress.step(1 + found.single_changes.len())?;
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
    let effort = |changes: &[Proposal]| cost::steps_and_effort(network, existing_buyers, changes).1;
    elements.sort_by_cached_key(|(changes, _)| (changes.len(), effort(changes), Reverse(narrowness(network, changes))));
    progress.step(elements.len())?;
    let (changes, covers) = elements.into_iter().unzip();
    let set_cover = SetCover::new(models.len(), model_of, covers);
    Some(CoverProblem { models, changes, set_cover })
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
