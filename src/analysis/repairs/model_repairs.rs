//! From cases to models: sets of changes that mend every flagged case of a model, and none of which could be spared.

use super::Repair;
use super::cost;
use super::existing_buyers::ExistingBuyers;
use super::flagged_cases::FlaggedCase;
use super::reachable::{ActorProduct, reaches_buyer};
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::Proposal;

/// So many ways to mend a model are told.
const MAX_REPAIRS: usize = 5;

/// What a set of changes asks of people.
type SetCost = (usize, u32, (usize, usize));

/// The repairs of one model, from its flagged cases. `None` once they are wanted no more.
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
            let cost = (
                set.len(),
                set.iter().map(|change| cost::change_effort(network, existing_buyers, change)).sum(),
                candidate.order,
            );
            sets.push((cost, set));
        }
    }
    sets.sort();
    let mut told: Vec<Vec<Proposal>> = Vec::new();
    let mut repairs = Vec::new();
    for (_, proposals) in sets {
        let mut sorted = proposals.clone();
        sorted.sort_unstable();
        if repairs.len() < MAX_REPAIRS && !told.contains(&sorted) {
            told.push(sorted);
            repairs.push(Repair { proposals });
        }
    }
    Some(repairs)
}

/// Adds what a case still needs: of its ways, the one that adds least.
fn add_missing(
    network: &Network<'_>,
    case: &FlaggedCase,
    set: &mut Vec<Proposal>,
    progress: &Progress<'_>,
) -> Option<()> {
    let Some(start) = case.start else { return Some(()) };
    let is_mended = reaches_buyer(network, start, &set.iter().collect::<Vec<_>>(), progress);
    progress.check_cancelled()?;
    if is_mended {
        return Some(());
    }
    let missing = |proposals: &[Proposal]| proposals.iter().filter(|change| !set.contains(change)).count();
    let least = case.repairs.candidates.iter().min_by_key(|mending| missing(&mending.proposals));
    let added: Vec<Proposal> = least.into_iter().flat_map(|mending| mending.proposals.iter().cloned()).collect();
    for change in added {
        if !set.contains(&change) {
            set.push(change);
        }
    }
    Some(())
}

/// Drops what is not needed, the hardest first. Changes only ever help, so a set of which no single one can be spared
/// has no smaller set in it that mends.
fn drop_redundant(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    starts: &[ActorProduct],
    set: &mut Vec<Proposal>,
    progress: &Progress<'_>,
) -> Option<()> {
    let mut by_effort: Vec<Proposal> = set.clone();
    by_effort.sort_by_key(|change| std::cmp::Reverse(cost::change_effort(network, existing_buyers, change)));
    for change in by_effort {
        let without: Vec<&Proposal> = set.iter().filter(|other| **other != change).collect();
        if !without.is_empty() && starts.iter().all(|start| reaches_buyer(network, *start, &without, progress)) {
            set.retain(|other| *other != change);
        }
        progress.check_cancelled()?;
    }
    Some(())
}
