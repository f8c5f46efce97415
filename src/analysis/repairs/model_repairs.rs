//! From cases to models: minimal sets of changes that repair every flagged case of a model.

use super::cost;
use super::existing_buyers::ExistingBuyers;
use super::flagged_cases::FlaggedCase;
use super::reachable::{ActorProduct, reaches_buyer};
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::Proposal;

/// One way to repair one model: with all of these changes it is no longer flagged, with fewer of them it still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The changes, in path order.
    pub proposals: Vec<Proposal>,
}

/// The most repairs listed for a model.
const MAX_REPAIRS: usize = 5;

/// The cost of a set of changes: their steps, their total effort, and where they begin.
type SetCost = (usize, u32, (usize, usize));

/// The repairs of one model, from its flagged cases. `None` when cancelled.
pub(super) fn model_repairs(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    cases: &[FlaggedCase],
    progress: &Progress<'_>,
) -> Option<Vec<Repair>> {
    let starts: Vec<ActorProduct> = cases.iter().filter_map(|case| case.start).collect();
    if starts.len() < cases.len() || cases.iter().any(|case| case.repairs.candidates.is_empty()) {
        return Some(Vec::new());
    }
    let mut sets: Vec<(SetCost, Vec<Proposal>)> = Vec::new();
    for case in cases {
        for candidate in &case.repairs.candidates {
            let mut set = candidate.proposals.clone();
            for other in cases {
                add_missing(network, other, &mut set, progress)?;
            }
            drop_redundant(network, existing_buyers, &starts, &mut set, progress)?;
            let (steps, effort) = cost::steps_and_effort(network, existing_buyers, &set);
            sets.push(((steps, effort, candidate.order), set));
        }
    }
    sets.sort();
    let mut seen: Vec<Vec<Proposal>> = Vec::new();
    let mut repairs = Vec::new();
    for (_, proposals) in sets {
        let mut sorted = proposals.clone();
        sorted.sort_unstable();
        if repairs.len() < MAX_REPAIRS && !seen.contains(&sorted) {
            seen.push(sorted);
            repairs.push(Repair { proposals });
        }
    }
    Some(repairs)
}

/// Adds the changes that a case still needs: of its candidates, the one that adds fewest.
fn add_missing(
    network: &Network<'_>,
    case: &FlaggedCase,
    set: &mut Vec<Proposal>,
    progress: &Progress<'_>,
) -> Option<()> {
    let Some(start) = case.start else { return Some(()) };
    let is_repaired = reaches_buyer(network, start, &set.iter().collect::<Vec<_>>(), progress);
    progress.check_cancelled()?;
    if is_repaired {
        return Some(());
    }
    let missing = |proposals: &[Proposal]| proposals.iter().filter(|change| !set.contains(change)).count();
    let cheapest = case.repairs.candidates.iter().min_by_key(|candidate| missing(&candidate.proposals));
    let added: Vec<Proposal> = cheapest.into_iter().flat_map(|candidate| candidate.proposals.iter().cloned()).collect();
    for change in added {
        if !set.contains(&change) {
            set.push(change);
        }
    }
    Some(())
}

/// Drops redundant changes, those of most effort first. Changes never harm, so a set from which no single one can be
/// dropped is minimal.
pub(super) fn drop_redundant(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    starts: &[ActorProduct],
    set: &mut Vec<Proposal>,
    progress: &Progress<'_>,
) -> Option<()> {
    let mut by_effort: Vec<Proposal> = set.clone();
    by_effort.sort_by_key(|change| std::cmp::Reverse(cost::steps_and_effort(network, existing_buyers, [change]).1));
    for change in by_effort {
        let without: Vec<&Proposal> = set.iter().filter(|other| **other != change).collect();
        if !without.is_empty() && starts.iter().all(|start| reaches_buyer(network, *start, &without, progress)) {
            set.retain(|other| *other != change);
        }
        progress.check_cancelled()?;
    }
    Some(())
}
