//! The flagged cases of a map with their repairs, found in batches that bound the memory.

use std::collections::BTreeMap;
use std::rc::Rc;

use petgraph::visit::EdgeRef;

use super::candidates::{CandidateFinder, MAX_SELLERS, RepairCandidate};
use super::cheapest_paths::CheapestPaths;
use super::existing_buyers::ExistingBuyers;
use super::reachable::{ActorProduct, ReachableSet};
use crate::analysis::Assessment;
use crate::analysis::network::Network;
use crate::analysis::product_states::{BATCH_STATES, StateGraph, StateGraphBuilder};
use crate::analysis::progress::Progress;
use crate::map::{ModelId, Proposal};

/// The most repair candidates kept for one case.
const MAX_CANDIDATES: usize = 8;

/// The repairs of one case.
#[derive(Debug, Default)]
pub(super) struct CaseRepairs {
    /// The cheapest candidates, in order.
    pub candidates: Vec<RepairCandidate>,
    /// Every single change that repairs it, sorted.
    pub single_changes: Vec<Proposal>,
    /// Whether `single_changes` has all.
    pub is_complete: bool,
}

/// A flagged case of a model.
pub(super) struct FlaggedCase {
    pub model: ModelId,
    /// The core and its product; none when nothing repairs it, as the core is absent.
    pub start: Option<ActorProduct>,
    pub repairs: Rc<CaseRepairs>,
}

/// The flagged cases of all models, by model. `None` when cancelled.
pub(super) fn flagged_cases(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<Vec<FlaggedCase>> {
    let mut starts_by_model: Vec<(ModelId, Option<ActorProduct>)> = Vec::new();
    for (model, verdict) in assessment.models.iter().filter(|(_, verdict)| verdict.verdict.is_flagged()) {
        for case in verdict.cases.iter().filter(|case| case.verdict.is_flagged()) {
            let actor = network.node(case.core).filter(|actor| network.graph[*actor].is_present(network.year));
            starts_by_model
                .push((*model, actor.and_then(|actor| Some((actor, network.products.index(case.product)?)))));
        }
    }
    let mut starts: Vec<ActorProduct> = starts_by_model.iter().filter_map(|(_, start)| *start).collect();
    // By product, so that a batch covers few products.
    starts.sort_unstable_by_key(|(actor, product)| (*product, *actor));
    starts.dedup();
    let found = find_repairs(network, existing_buyers, &starts, progress)?;
    let nothing = Rc::new(CaseRepairs { is_complete: true, ..CaseRepairs::default() });
    let case = |(model, start): (ModelId, Option<ActorProduct>)| {
        let found = start.and_then(|start| found.get(&start)).unwrap_or(&nothing);
        FlaggedCase { model, start, repairs: Rc::clone(found) }
    };
    Some(starts_by_model.into_iter().map(case).collect())
}

fn find_repairs(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    starts: &[ActorProduct],
    progress: &Progress<'_>,
) -> Option<BTreeMap<ActorProduct, Rc<CaseRepairs>>> {
    let mut all = BTreeMap::new();
    let mut builder = StateGraphBuilder::default();
    let mut batch: Vec<(ActorProduct, ReachableSet)> = Vec::new();
    for start in starts {
        let reachable = ReachableSet::from_core(network, *start, progress)?;
        let link_ends = reachable.pairs.iter().flat_map(|(actor, product)| {
            // Also link_ends links for other products, which the state graph does not include.
            let other = network.graph.edges(*actor).filter(|edge| !edge.weight().carries(&network.products, *product));
            other.map(|edge| (edge.target(), *product))
        });
        builder.expand(network, std::iter::once(*start).chain(link_ends), progress)?;
        batch.push((*start, reachable));
        if builder.len() >= BATCH_STATES {
            repair_batch(network, existing_buyers, &builder.build(), &std::mem::take(&mut batch), &mut all, progress)?;
        }
    }
    repair_batch(network, existing_buyers, &builder.build(), &batch, &mut all, progress)?;
    Some(all)
}

fn repair_batch(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    states: &StateGraph,
    batch: &[(ActorProduct, ReachableSet)],
    all: &mut BTreeMap<ActorProduct, Rc<CaseRepairs>>,
    progress: &Progress<'_>,
) -> Option<()> {
    let cheapest_paths = CheapestPaths::new(network, states, progress)?;
    let finder = CandidateFinder { network, states, cheapest_paths: &cheapest_paths, existing_buyers, progress };
    for (start, reachable) in batch {
        let over_links = finder.over_links(reachable)?;
        let single_changes = finder.single_changes(reachable, &over_links)?;
        let is_complete = reachable.is_complete && reachable.pairs.len() <= MAX_SELLERS;
        let mut candidates = over_links;
        candidates.extend(finder.new_links(reachable)?);
        candidates.sort_unstable();
        candidates.truncate(MAX_CANDIDATES);
        all.insert(*start, Rc::new(CaseRepairs { candidates, single_changes, is_complete }));
    }
    Some(())
}
