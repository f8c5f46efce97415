//! The flagged cases of a map with their repairs, found in batches that bound the memory.

use std::collections::BTreeMap;
use std::rc::Rc;

use petgraph::graph::NodeIndex;

use super::candidates::{CandidateFinder, RepairCandidate};
use super::cheapest_paths::CheapestPaths;
use super::cost;
use super::existing_buyers::ExistingBuyers;
use super::model_repairs::drop_redundant;
use super::reachable::{ActorProduct, ReachableSet, verdict_after};
use crate::analysis::alike_products::AlikeProducts;
use crate::analysis::network::Network;
use crate::analysis::product_states::{BATCH_STATES, StateGraph, StateGraphBuilder};
use crate::analysis::progress::Progress;
use crate::analysis::{Assessment, Case, Verdict};
use crate::map::{ActorId, ModelId, ProductId, Proposal};

/// The most repair candidates kept for one case.
const MAX_CANDIDATES: usize = 8;

/// The most repairs listed for one case.
const MAX_REPAIRS: usize = 5;

/// The repairs of one case.
#[derive(Debug, Default)]
pub(super) struct CaseRepairs {
    /// The cheapest candidates, in order.
    pub candidates: Vec<RepairCandidate>,
    /// The best sets of changes of which none is redundant, each with the verdict that it gives.
    pub judged: Vec<(Vec<Proposal>, Verdict)>,
    /// Every single change among those that are proposed which repairs it, sorted.
    pub single_changes: Vec<Proposal>,
    /// The actors that its product reaches in force: any repair begins with a change at one of them.
    pub reached: Vec<NodeIndex>,
    /// Whether `reached` has all.
    pub is_complete: bool,
}

impl CaseRepairs {
    /// What repairs the case of another product that is like this one: the same changes, but for the other product.
    fn of_alike(self: &Rc<Self>, product: ProductId, other: ProductId) -> Rc<Self> {
        let Self { candidates, judged, single_changes, reached, is_complete } = &**self;
        if candidates.is_empty() && single_changes.is_empty() {
            return Rc::clone(self);
        }
        let changed = |change: &Proposal| match change {
            Proposal::AddProduct(link, of) if *of == product => Proposal::AddProduct(*link, other),
            Proposal::AddLink { from, to, product: of } if *of == product => {
                Proposal::AddLink { from: *from, to: *to, product: other }
            }
            change => change.clone(),
        };
        let all = |changes: &[Proposal]| changes.iter().map(changed).collect::<Vec<Proposal>>();
        let candidate = |found: &RepairCandidate| RepairCandidate { proposals: all(&found.proposals), ..found.clone() };
        // A broader product may come before the one or after it.
        let mut single_changes = all(single_changes);
        single_changes.sort_unstable();
        Rc::new(Self {
            candidates: candidates.iter().map(candidate).collect(),
            judged: judged.iter().map(|(changes, verdict)| (all(changes), *verdict)).collect(),
            single_changes,
            reached: reached.clone(),
            is_complete: *is_complete,
        })
    }
}

/// A flagged case of a model.
pub(super) struct FlaggedCase {
    pub model: ModelId,
    pub core: ActorId,
    pub product: ProductId,
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
    let mut flagged: Vec<(ModelId, &Case, Option<ActorProduct>)> = Vec::new();
    for (model, verdict) in assessment.models.iter().filter(|(_, verdict)| verdict.verdict.is_flagged()) {
        for case in verdict.cases.iter().filter(|case| case.verdict.is_flagged()) {
            let actor = network.node(case.core).filter(|actor| network.status(*actor).is_present);
            flagged.push((*model, case, actor.and_then(|actor| Some((actor, network.products.index(case.product)?)))));
        }
    }
    let products = AlikeProducts::new(network);
    let first = |(actor, product): ActorProduct| (actor, products.first(product));
    let mut starts: Vec<ActorProduct> = flagged.iter().filter_map(|(.., start)| *start).collect();
    // By product, so that a batch covers few products.
    starts.sort_unstable_by_key(|(actor, product)| (*product, *actor));
    starts.dedup();
    let mut firsts: Vec<ActorProduct> = starts.iter().copied().map(first).collect();
    firsts.sort_unstable_by_key(|(actor, product)| (*product, *actor));
    firsts.dedup();
    let mut found = find_repairs(network, existing_buyers, &firsts, progress)?;
    for start in starts {
        let id = |(_, product): ActorProduct| network.products.id(product);
        let alike = found.get(&first(start)).filter(|_| first(start) != start);
        let alike = alike.map(|repairs| repairs.of_alike(id(first(start)), id(start)));
        progress.step(1)?;
        found.extend(alike.map(|repairs| (start, repairs)));
    }
    let nothing = Rc::new(CaseRepairs { is_complete: true, ..CaseRepairs::default() });
    let flagged_case = |(model, case, start): (ModelId, &Case, Option<ActorProduct>)| {
        let found = start.and_then(|start| found.get(&start)).unwrap_or(&nothing);
        FlaggedCase { model, core: case.core, product: case.product, start, repairs: Rc::clone(found) }
    };
    Some(flagged.into_iter().map(flagged_case).collect())
}

fn find_repairs(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    starts: &[ActorProduct],
    progress: &Progress<'_>,
) -> Option<BTreeMap<ActorProduct, Rc<CaseRepairs>>> {
    let mut all = BTreeMap::new();
    let mut builder = StateGraphBuilder::with_all_links();
    let mut batch: Vec<(ActorProduct, ReachableSet)> = Vec::new();
    for start in starts {
        let reachable = ReachableSet::from_core(network, *start, progress)?;
        builder.expand(network, [*start], progress)?;
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
    let cheapest_paths = CheapestPaths::new(network, states, Some((existing_buyers, true)), progress)?;
    let finder = CandidateFinder { network, states, cheapest_paths: &cheapest_paths, existing_buyers, progress };
    let mut recorded_paths = None;
    for (start, reachable) in batch {
        // Nobody sells to itself by way of others.
        let core = network.graph[start.0].id;
        let returns = |change: &Proposal| matches!(change, Proposal::AddLink { to, .. } if *to == core);
        let ends_elsewhere = |candidate: &RepairCandidate| !candidate.proposals.iter().any(returns);
        let mut over_links = finder.over_links(reachable)?;
        if !over_links.iter().all(ends_elsewhere) {
            // What is dearer than a contract with the core.
            if recorded_paths.is_none() {
                recorded_paths = Some(CheapestPaths::new(network, states, Some((existing_buyers, false)), progress)?);
            }
            if let Some(cheapest_paths) = &recorded_paths {
                over_links.extend(CandidateFinder { cheapest_paths, ..finder }.over_links(reachable)?);
            }
        }
        over_links.retain(ends_elsewhere);
        let single_changes = finder.single_changes(reachable, &over_links)?;
        let mut candidates = over_links;
        candidates.extend(finder.new_links(reachable)?);
        candidates.retain(ends_elsewhere);
        candidates.sort_unstable();
        candidates.truncate(MAX_CANDIDATES);
        let judged = judge(network, existing_buyers, *start, &candidates, progress)?;
        let mut reached: Vec<NodeIndex> = reachable.pairs.iter().map(|(actor, _)| *actor).collect();
        reached.sort_unstable();
        reached.dedup();
        let is_complete = reachable.is_complete;
        all.insert(*start, Rc::new(CaseRepairs { candidates, judged, single_changes, reached, is_complete }));
    }
    Some(())
}

/// Carries candidates out: without changes that are redundant, each set once, with the verdict that it gives; those of fewest
/// steps first, of these the best verdict, then the least effort.
fn judge(
    network: &Network<'_>,
    existing_buyers: &ExistingBuyers,
    start: ActorProduct,
    candidates: &[RepairCandidate],
    progress: &Progress<'_>,
) -> Option<Vec<(Vec<Proposal>, Verdict)>> {
    let mut sets = Vec::new();
    for candidate in candidates {
        let mut set = candidate.proposals.clone();
        drop_redundant(network, existing_buyers, &[start], &mut set, progress)?;
        let verdict = verdict_after(network, start, &set.iter().collect::<Vec<_>>(), progress);
        progress.check_cancelled()?;
        let Some(verdict) = verdict else { continue };
        let (steps, effort) = cost::steps_and_effort(network, existing_buyers, &set);
        sets.push(((steps, verdict, effort, candidate.cost.links, candidate.order), set));
    }
    sets.sort();
    let mut seen: Vec<Vec<Proposal>> = Vec::new();
    let mut judged = Vec::new();
    for ((_, verdict, ..), set) in sets {
        let mut sorted = set.clone();
        sorted.sort_unstable();
        if judged.len() >= MAX_REPAIRS || seen.contains(&sorted) {
            continue;
        }
        seen.push(sorted);
        judged.push((set, verdict));
    }
    Some(judged)
}
