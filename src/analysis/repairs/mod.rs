//! Repairs of flagged models: for each model the cheapest changes that give it an outlet, and for the map the fewest
//! changes that link as many models as the goal asks for.
//!
//! The cost of changes follows practice: as few as possible; then rather renew than sign, sign than bring forward,
//! widen an agreement than make a new one. Everything is derived from one backward search over the states of all
//! flagged cases (`cheapest_paths`) and from what each case reaches (`reachable`); no model searches the whole map.

mod candidates;
mod cheapest_paths;
mod cost;
mod existing_buyers;
mod flagged_cases;
mod model_repairs;
mod plan;
mod reachable;
mod set_cover;

use std::collections::{BTreeMap, BTreeSet};

use super::network::Network;
use super::progress::Progress;
use super::{Assessment, Case, Verdict};
use crate::map::{ActorId, ModelId, ProductId, Proposal};

pub(super) use cheapest_paths::{CheapestPaths, Cost, link_change};
use existing_buyers::ExistingBuyers;
use flagged_cases::FlaggedCase;
pub use model_repairs::Repair;
pub use plan::Plan;

/// The repairs of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Up to five repairs of each flagged case that can be repaired, by model, core and product, the best first.
    pub cases: Vec<CaseRepair>,
    /// Up to five repairs of each flagged model that can be repaired, the best first.
    pub models: BTreeMap<ModelId, Vec<Repair>>,
    /// The flagged models that no change of a link repairs, nor any new contract: a core actor is not there, or nobody on
    /// the map buys anything.
    pub beyond_repair: BTreeSet<ModelId>,
    /// The fewest changes that link as many models as the map's target asks for; none when that many are linked.
    pub plan: Option<Plan>,
}

impl Repairs {
    /// The repairs of one case of a model, the best first.
    pub fn of_case(&self, model: ModelId, case: &Case) -> &[CaseRepair] {
        repairs_of_case(&self.cases, model, case)
    }
}

/// Of the repairs of a map's cases those of one of them, the best first.
pub fn repairs_of_case<'a>(repairs: &'a [CaseRepair], model: ModelId, case: &Case) -> &'a [CaseRepair] {
    let wanted = (model, case.core, case.product);
    let key = |repair: &CaseRepair| (repair.model, repair.core, repair.product);
    let from = repairs.partition_point(|repair| key(repair) < wanted);
    let to = repairs.partition_point(|repair| key(repair) <= wanted);
    repairs.get(from..to).unwrap_or_default()
}

/// One way to repair one case: with all of these changes it is no longer flagged, with fewer of them it still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRepair {
    /// The model.
    pub model: ModelId,
    /// The core actor.
    pub core: ActorId,
    /// The product.
    pub product: ProductId,
    /// The changes, in path order.
    pub proposals: Vec<Proposal>,
    /// The verdict of the case with them.
    pub verdict: Verdict,
}

/// The repairs of the flagged models of an assessment. `None` when cancelled.
pub(super) fn repairs(network: &Network<'_>, assessment: &Assessment, progress: &Progress<'_>) -> Option<Repairs> {
    let existing_buyers = ExistingBuyers::new(network, progress)?;
    progress.report(0.1)?;
    let cases = flagged_cases::flagged_cases(network, &existing_buyers, assessment, progress)?;
    progress.report(0.7)?;
    let mut models = BTreeMap::new();
    for of_model in cases.chunk_by(|one, other| one.model == other.model) {
        let found = model_repairs::model_repairs(network, &existing_buyers, of_model, progress)?;
        if let Some(first) = of_model.first().filter(|_| !found.is_empty()) {
            models.insert(first.model, found);
        }
    }
    progress.report(0.9)?;
    let has_buyer =
        network.graph.node_indices().map(|node| network.status(node)).any(|it| it.is_present && it.kind.is_buyer());
    let is_hopeless = |case: &&FlaggedCase| case.start.is_none() || !has_buyer;
    let beyond_repair = cases.iter().filter(is_hopeless).map(|case| case.model).collect();
    let plan = plan::plan(network, &existing_buyers, assessment, (&cases, &models, &beyond_repair), progress);
    progress.check_cancelled()?;
    Some(Repairs { cases: listed(&cases), models, beyond_repair, plan })
}

/// The repairs of the flagged cases alone, which take far less than those of models and of the map. `None` when cancelled.
pub(super) fn case_repairs(
    network: &Network<'_>,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<Vec<CaseRepair>> {
    let existing_buyers = ExistingBuyers::new(network, progress)?;
    Some(listed(&flagged_cases::flagged_cases(network, &existing_buyers, assessment, progress)?))
}

fn listed(cases: &[FlaggedCase]) -> Vec<CaseRepair> {
    let repairs = cases.iter().flat_map(|case| {
        case.repairs.judged.iter().map(|(proposals, verdict)| CaseRepair {
            model: case.model,
            core: case.core,
            product: case.product,
            proposals: proposals.clone(),
            verdict: *verdict,
        })
    });
    repairs.collect()
}
