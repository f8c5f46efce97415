//! The fewest changes that link as many models as the map should have.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::effort;
use super::options::FlaggedCase;
use super::pick::{self, Puzzle};
use super::takers::Takers;
use crate::analysis::Assessment;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{Measure, ModelId, Proposal, TargetId};

/// The fewest changes that bring the number of models that are not flagged to a goal.
///
/// They are chosen among the changes that each mend some case by themselves, with a new link to the buyer whom its
/// seller would ask first; a case that no single change mends is mended by its cheapest way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The target that sets the goal; none when the map has none, and the goal is all models.
    pub target: Option<TargetId>,
    /// How many models should be linked.
    pub goal: usize,
    /// How many are.
    pub linked: usize,
    /// The changes; none when nothing helps.
    pub proposals: Vec<Proposal>,
    /// The models that they link, by id; fewer than are missing when no changes link more.
    pub models: Vec<ModelId>,
    /// Whether no fewer changes would do. Otherwise they were chosen greedily.
    pub exact: bool,
    /// No fewer changes than these can do it.
    pub least: usize,
}

/// The plan; none when as many models as should be are linked, or once it is wanted no more.
pub(super) fn plan(
    network: &Network<'_>,
    takers: &Takers,
    assessment: &Assessment,
    cases: &[FlaggedCase],
    progress: &Progress<'_>,
) -> Option<Plan> {
    let all = assessment.summary.models;
    let linked = all - assessment.summary.flagged;
    let (target, goal) = goal(network, all);
    let missing = goal.min(all).checked_sub(linked).filter(|missing| *missing > 0)?;
    let mut plan = Plan { target, goal, linked, proposals: Vec::new(), models: Vec::new(), exact: false, least: 0 };
    let Problem { models, changes, puzzle, is_whole } = problem(network, takers, cases, progress)?;
    let wanted = missing.min(models.len());
    let picked = pick::pick(&puzzle, wanted, progress)?;
    plan.exact = is_whole && picked.exact;
    // Where changes come in bundles, bundles may share some: then only that it takes one is sure.
    plan.least = if is_whole { picked.least } else { picked.least.min(1) };
    for change in picked.elements.iter().filter_map(|element| changes.get(*element)).flatten() {
        if !plan.proposals.contains(change) {
            plan.proposals.push(change.clone());
        }
    }
    plan.models = picked.models.iter().filter_map(|model| models.get(*model)).copied().collect();
    Some(plan)
}

/// The goal of the map's year, or of the year nearest to it.
fn goal(network: &Network<'_>, all: usize) -> (Option<TargetId>, usize) {
    let linked = network.map.targets().values().filter(|target| target.measure == Measure::LinkedModels);
    let nearest = linked.min_by_key(|target| (target.year.abs_diff(network.year), target.year, target.id));
    // No map has more models than fit a u32, as their ids do.
    nearest.map_or((None, all), |target| (Some(target.id), target.goal.ceil().clamp(0.0, f64::from(u32::MAX)) as usize))
}

/// What there is to choose from.
struct Problem {
    /// The models that can be mended, as the puzzle counts them.
    models: Vec<ModelId>,
    /// The changes of each element of the puzzle, the easiest first.
    changes: Vec<Vec<Proposal>>,
    puzzle: Puzzle,
    /// Whether the puzzle says all that there is to know: nothing was left out of it.
    is_whole: bool,
}

fn problem(network: &Network<'_>, takers: &Takers, cases: &[FlaggedCase], progress: &Progress<'_>) -> Option<Problem> {
    let mut models = Vec::new();
    let mut model_of = Vec::new();
    let mut covers: BTreeMap<Vec<Proposal>, Vec<usize>> = BTreeMap::new();
    let mut is_whole = true;
    for of_model in cases.chunk_by(|one, other| one.model == other.model) {
        if of_model.iter().any(|case| case.found.mendings.is_empty()) {
            continue;
        }
        for case in of_model {
            let found = &case.found;
            progress.step(1 + found.singles.len())?;
            is_whole &= found.complete && !found.singles.is_empty();
            let position = model_of.len();
            model_of.push(models.len());
            for single in &found.singles {
                covers.entry(vec![single.clone()]).or_default().push(position);
            }
            if let Some(cheapest) = found.mendings.first().filter(|_| found.singles.is_empty()) {
                covers.entry(cheapest.proposals.clone()).or_default().push(position);
            }
        }
        models.extend(of_model.first().map(|case| case.model));
    }
    let mut elements: Vec<(Vec<Proposal>, Vec<usize>)> = covers.into_iter().collect();
    let hard = |changes: &[Proposal]| changes.iter().map(|change| effort::of(network, takers, change)).sum::<u32>();
    elements.sort_by_cached_key(|(changes, _)| (changes.len(), hard(changes), Reverse(narrowness(network, changes))));
    progress.step(elements.len())?;
    let (changes, covers) = elements.into_iter().unzip();
    let puzzle = Puzzle::new(models.len(), model_of, covers);
    Some(Problem { models, changes, puzzle, is_whole })
}

/// How narrow the products are that changes name: of two that help as much, the one that says more is told.
fn narrowness(network: &Network<'_>, changes: &[Proposal]) -> usize {
    let depth = |change: &Proposal| match change {
        Proposal::AddProduct(_, product) | Proposal::AddLink { product, .. } => {
            network.map.product_and_broader(*product).len()
        }
        _ => 0,
    };
    changes.iter().map(depth).sum()
}
