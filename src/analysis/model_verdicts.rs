//! The verdict of each model from its cases, and the members left out.

use std::collections::{BTreeMap, BTreeSet};

use super::case_queries::{CaseQueries, CaseResult};
use super::member_products::MemberProducts;
use super::network::Network;
use super::progress::{Progress, ProgressCallback};
use super::{Case, ModelVerdict, Verdict};
use crate::map::{ActorId, CoopModel, LinkageMap, ModelId, ProductId, Year};

/// The verdict of every model in a year, with its proof.
pub fn model_verdicts(map: &LinkageMap, year: Year) -> BTreeMap<ModelId, ModelVerdict> {
    compute_model_verdicts(map, year, &Progress::uncancellable()).unwrap_or_default()
}

/// The same with progress. `None` when cancelled.
pub fn model_verdicts_with_progress(
    map: &LinkageMap,
    year: Year,
    callback: ProgressCallback<'_>,
) -> Option<BTreeMap<ModelId, ModelVerdict>> {
    let progress = Progress::new(callback);
    let verdicts = compute_model_verdicts(map, year, &progress)?;
    progress.report(1.0)?;
    Some(verdicts)
}

/// The same as part of a longer computation.
pub(super) fn compute_model_verdicts(
    map: &LinkageMap,
    year: Year,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ModelId, ModelVerdict>> {
    let network = Network::new(map, year);
    progress.step(map.actors().len() + map.links().len())?;
    let mut queries = CaseQueries::new(&network);
    let member_products = MemberProducts::new(&network);
    add_model_queries(&member_products, &mut queries, progress)?;
    queries.run(false, progress)?;
    collect_verdicts(&member_products, &queries, progress)
}

/// The cases of a model: each core actor with each product. A model that lacks either has no case.
fn cases(model: &CoopModel) -> impl Iterator<Item = (ActorId, ProductId)> {
    model.core.iter().flat_map(|core| model.products.iter().map(|product| (*core, *product)))
}

/// Visits each member of a model with each product that it is judged by; these need no core.
fn for_each_member_case<'map>(
    model: &'map CoopModel,
    products: &MemberProducts<'_, 'map>,
    mut visit: impl FnMut(ActorId, ProductId),
) {
    for member in &model.members {
        for product in products.of(model, *member).iter() {
            visit(*member, *product);
        }
    }
}

/// Adds the queries that the verdicts of all models need. `None` when cancelled.
pub(super) fn add_model_queries(
    member_products: &MemberProducts<'_, '_>,
    queries: &mut CaseQueries<'_, '_>,
    progress: &Progress<'_>,
) -> Option<()> {
    for model in member_products.network.map.models().values() {
        progress.step((model.core.len() + model.members.len()) * model.products.len())?;
        for (core, product) in cases(model) {
            queries.add_case(model.id, core, product);
        }
        for_each_member_case(model, member_products, |member, product| queries.add_flag(member, product));
    }
    Some(())
}

/// The verdict of every model from the results of its queries. `None` when cancelled.
pub(super) fn collect_verdicts<'map>(
    member_products: &MemberProducts<'_, 'map>,
    queries: &CaseQueries<'_, '_>,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ModelId, ModelVerdict>> {
    let verdict_of = |model: &'map CoopModel| {
        let cases: Vec<_> = cases(model)
            .filter_map(|(core, product)| {
                let result = queries.result_of(core, product)?.case_result.as_ref()?;
                Some(Case { product, ..result.case.clone() })
            })
            .collect();
        let mut left_out: BTreeMap<ActorId, BTreeSet<ProductId>> = BTreeMap::new();
        for_each_member_case(model, member_products, |member, product| {
            if queries.result_of(member, product).is_none_or(|result| result.flagged) {
                left_out.entry(member).or_default().insert(product);
            }
        });
        let verdict = cases.iter().map(|case| case.verdict).max().unwrap_or(Verdict::NoBuyer);
        ModelVerdict { model: model.id, verdict, cases, left_out }
    };
    let model_verdict = |model: &'map CoopModel| {
        progress.step((model.core.len() + model.members.len()) * model.products.len())?;
        Some((model.id, verdict_of(model)))
    };
    member_products.network.map.models().values().map(model_verdict).collect()
}

/// The results of the cases of a model.
pub(super) fn case_results<'a>(
    model: &'a CoopModel,
    queries: &'a CaseQueries<'_, '_>,
) -> impl Iterator<Item = &'a CaseResult> {
    cases(model).filter_map(|(core, product)| queries.result_of(core, product)?.case_result.as_deref())
}
