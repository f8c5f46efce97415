//! Findings about contracts: lapsed, lapsing, too short.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::context::FindingContext;
use crate::analysis::case_queries::CaseResult;
use crate::analysis::decree::Scope;
use crate::analysis::model_verdicts::case_results;
use crate::analysis::{Finding, FindingCode, FindingParts, Verdict};
use crate::map::{ActorId, CoopModel, LinkForm, LinkId, ModelId, ProductId, Year};

/// The shortest terms of Decree 98/2018/NĐ-CP art. 11, in years.
const LONG_CYCLE_TERM: i64 = 5;
const SHORT_CYCLE_TERM: i64 = 3;
/// The decree is in force since 20 August 2018. A map knows years only, so a contract that begins in 2018 may be older:
/// only those from 2019 on are checked.
const FIRST_WHOLE_YEAR: Year = 2019;
/// A growing cycle of at least this many months counts as long, by the same article.
const LONG_CYCLE_MONTHS: u32 = 12;

pub(super) fn find(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) -> Option<()> {
    let links = context.network.map.links();
    for ((ids, verdict), models) in lapsed(context)? {
        if let Some(link) = ids.first().and_then(|id| links.get(id)) {
            let parts = FindingParts { links: ids, models, verdict: Some(verdict), ..FindingParts::of_link(link) };
            findings.push(Finding::new(FindingCode::ContractLapsed, parts));
        }
    }
    for (id, models) in lapsing(context) {
        if let Some(link) = links.get(&id) {
            let parts = FindingParts { models, ..FindingParts::of_link(link) };
            findings.push(Finding::new(FindingCode::ContractLapsing, parts));
        }
    }
    too_short(context, findings);
    Some(())
}

/// The models that each set of lapsed contracts improves, by the set and the verdict after its renewal.
type RenewalSets = BTreeMap<(Vec<LinkId>, Verdict), Vec<ModelId>>;

/// The lapsed contracts whose renewal would improve a model's verdict, with that verdict, and the models.
///
/// Each contract that suffices alone is a set by itself; where none does, those that suffice together. `None` when
/// cancelled.
fn lapsed(context: &FindingContext<'_, '_>) -> Option<RenewalSets> {
    let mut sets_by_verdict = RenewalSets::new();
    for model in context.network.map.models().values() {
        let results: Vec<&CaseResult> = case_results(model, context.queries).collect();
        let Some(verdict) = results.iter().map(|results| results.case.verdict).max() else { continue };
        context.progress.step(results.len() + results.iter().map(|results| results.renewals.len()).sum::<usize>())?;
        // The model's verdict after renewal: its worst case, each case with the best verdict that these contracts give
        // it.
        let renewed = |links: &[LinkId]| {
            let case = |results: &&CaseResult| {
                let given = results.renewals.iter().filter(|it| it.links.iter().all(|link| links.contains(link)));
                given.map(|it| it.verdict).min().unwrap_or(results.case.verdict)
            };
            results.iter().map(case).max().filter(|better| *better < verdict)
        };
        let worst = || results.iter().filter(|results| results.case.verdict == verdict);
        let alone = worst().next().into_iter().flat_map(|results| &results.renewals).filter(|it| it.links.len() == 1);
        let mut sets: Vec<(Vec<LinkId>, Verdict)> =
            alone.filter_map(|it| Some((it.links.clone(), renewed(&it.links)?))).collect();
        if sets.is_empty() {
            let mut together: BTreeSet<LinkId> = BTreeSet::new();
            for results in worst() {
                if !results.renewals.iter().any(|it| it.links.iter().all(|link| together.contains(link))) {
                    together.extend(results.renewals.first().into_iter().flat_map(|it| &it.links));
                }
            }
            let together: Vec<LinkId> = together.into_iter().collect();
            sets.extend(renewed(&together).map(|better| (together, better)));
        }
        for set in sets {
            sets_by_verdict.entry(set).or_default().push(model.id);
        }
    }
    Some(sets_by_verdict)
}

/// The contracts without which a model's verdict would be worse, with the models.
fn lapsing(context: &FindingContext<'_, '_>) -> BTreeMap<LinkId, Vec<ModelId>> {
    let mut by_link: BTreeMap<LinkId, Vec<ModelId>> = BTreeMap::new();
    for model in context.network.map.models().values() {
        let Some(verdict) = context.models.get(&model.id).map(|model_verdict| model_verdict.verdict) else { continue };
        let lapsing = case_results(model, context.queries).flat_map(|result| &result.lapsing);
        for (link, _) in lapsing.filter(|(_, without)| *without > verdict) {
            let models = by_link.entry(*link).or_default();
            // Models come in id order.
            if models.last() != Some(&model.id) {
                models.push(model.id);
            }
        }
    }
    by_link
}

/// Contracts in force between parties of a linkage that give both years and span fewer than the decree asks of those whom it
/// supports. A product without a known cycle, its own or a broader product's, counts as short.
fn too_short(context: &FindingContext<'_, '_>, findings: &mut Vec<Finding>) {
    let network = context.network;
    let scope = Scope::new(network);
    // Made when the first contract asks for it: ten thousand models may have a thousand members each.
    let parties = LazyCell::new(|| linkage_parties(context));
    for network_link in network.graph.edge_weights().filter(|it| it.break_reason.is_none()) {
        let link = network_link.link;
        let (Some(LinkForm::Contract), Some(from), Some(to)) = (link.form, link.from_year, link.to_year) else {
            continue;
        };
        if from < FIRST_WHOLE_YEAR || i64::from(to) - i64::from(from) + 1 >= LONG_CYCLE_TERM {
            continue;
        }
        let models_of = |actor| parties.get(&actor).into_iter().flatten();
        let carries_its_products = |model: &CoopModel| {
            let mut products = model.products.iter().filter_map(|product| network.products.index(*product));
            products.any(|product| network_link.carries(&network.products, product))
        };
        // Who buys a model's products by contract from its core or members is a party as well.
        let shared: Vec<&CoopModel> = models_of(link.from)
            .filter_map(|model| network.map.models().get(model))
            .filter(|model| {
                let sells = model.core.contains(&link.from) || model.members.contains(&link.from);
                models_of(link.to).any(|other| *other == model.id) || sells && carries_its_products(model)
            })
            .collect();
        // A link that names no product carries those of the model.
        let of_models = || shared.iter().flat_map(|model| &model.products).copied().collect::<BTreeSet<ProductId>>();
        let named = if link.products.is_empty() { of_models() } else { link.products.clone() };
        let products = named.iter().filter_map(|product| network.products.index(*product));
        let farm: Vec<_> = products.filter(|product| scope.is_agricultural(network, *product)).collect();
        if shared.is_empty() || farm.is_empty() {
            continue;
        }
        let months = |product| {
            let mut ancestors = network.products.ancestors(product);
            ancestors.find_map(|product| network.map.products().get(&product)?.cycle_months)
        };
        let long = farm.into_iter().filter_map(months).any(|it| it >= LONG_CYCLE_MONTHS);
        let min_term = if long { LONG_CYCLE_TERM } else { SHORT_CYCLE_TERM };
        if i64::from(to) - i64::from(from) + 1 < min_term {
            let parts = FindingParts { amount: Some(min_term as f64), ..FindingParts::of_link(link) };
            findings.push(Finding::new(FindingCode::ContractTooShort, parts));
        }
    }
}

/// The models to whose linkage each actor is a party: core, members, and those on the routes to their buyers.
fn linkage_parties(context: &FindingContext<'_, '_>) -> BTreeMap<ActorId, BTreeSet<ModelId>> {
    let mut parties: BTreeMap<ActorId, BTreeSet<ModelId>> = BTreeMap::new();
    for model in context.network.map.models().values() {
        let verdict = context.models.get(&model.id);
        let on_routes = verdict.into_iter().flat_map(|verdict| verdict.routes().flat_map(|route| &route.actors));
        for actor in model.core.iter().chain(&model.members).chain(on_routes) {
            parties.entry(*actor).or_default().insert(model.id);
        }
    }
    parties
}
