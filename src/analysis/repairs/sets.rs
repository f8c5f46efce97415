//! From cases to models: sets of changes that mend every flagged case of a model, and none of which could be spared.

use super::Repair;
use super::effort;
use super::options::FlaggedCase;
use super::region::{Spot, mends};
use super::takers::Takers;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::Proposal;

/// So many ways to mend a model are told.
const MOST_REPAIRS: usize = 5;

/// What a set of changes asks of people.
type Weight = (usize, u32, (usize, usize));

/// The repairs of one model, from its flagged cases. `None` once they are wanted no more.
pub(super) fn repairs(
    network: &Network<'_>,
    takers: &Takers,
    cases: &[FlaggedCase],
    progress: &Progress<'_>,
) -> Option<Vec<Repair>> {
    let starts: Vec<Spot> = cases.iter().filter_map(|case| case.start).collect();
    if starts.len() < cases.len() || cases.iter().any(|case| case.found.mendings.is_empty()) {
        return Some(Vec::new());
    }
    let mut sets: Vec<(Weight, Vec<Proposal>)> = Vec::new();
    for case in cases {
        for mending in &case.found.mendings {
            let mut set = mending.proposals.clone();
            for other in cases {
                complete(network, other, &mut set, progress)?;
            }
            spare(network, takers, &starts, &mut set, progress)?;
            let weight = (set.len(), set.iter().map(|change| effort::of(network, takers, change)).sum(), mending.order);
            sets.push((weight, set));
        }
    }
    sets.sort();
    let mut told: Vec<Vec<Proposal>> = Vec::new();
    let mut repairs = Vec::new();
    for (_, proposals) in sets {
        let mut sorted = proposals.clone();
        sorted.sort_unstable();
        if repairs.len() < MOST_REPAIRS && !told.contains(&sorted) {
            told.push(sorted);
            repairs.push(Repair { proposals });
        }
    }
    Some(repairs)
}

/// Adds what a case still needs: of its ways, the one that adds least.
fn complete(network: &Network<'_>, case: &FlaggedCase, set: &mut Vec<Proposal>, progress: &Progress<'_>) -> Option<()> {
    let Some(start) = case.start else { return Some(()) };
    let is_mended = mends(network, start, &set.iter().collect::<Vec<_>>(), progress);
    progress.wanted()?;
    if is_mended {
        return Some(());
    }
    let missing = |proposals: &[Proposal]| proposals.iter().filter(|change| !set.contains(change)).count();
    let least = case.found.mendings.iter().min_by_key(|mending| missing(&mending.proposals));
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
fn spare(
    network: &Network<'_>,
    takers: &Takers,
    starts: &[Spot],
    set: &mut Vec<Proposal>,
    progress: &Progress<'_>,
) -> Option<()> {
    let mut hardest: Vec<Proposal> = set.clone();
    hardest.sort_by_key(|change| std::cmp::Reverse(effort::of(network, takers, change)));
    for change in hardest {
        let without: Vec<&Proposal> = set.iter().filter(|other| **other != change).collect();
        if !without.is_empty() && starts.iter().all(|start| mends(network, *start, &without, progress)) {
            set.retain(|other| *other != change);
        }
        progress.wanted()?;
    }
    Some(())
}
