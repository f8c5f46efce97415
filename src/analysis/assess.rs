//! From cases to models: the verdict of each, the members left out, the critical actors, the counts.

use std::collections::BTreeMap;

use super::case_queries::{CaseQueries, CaseResult};
use super::flow::FlowNetwork;
use super::network::Network;
use super::progress::{Progress, ProgressCallback};
use super::{Assessment, CriticalActor, ModelVerdict, Summary, Verdict, findings, flow};
use crate::map::{ActorId, CoopModel, LinkageMap, ModelId, ProductId, Year};

/// Fractions of the time of an assessment at which its phases end, measured on large maps; the findings come last.
const NETWORK: f32 = 0.05;
const VERDICTS: f32 = 0.4;
const VOLUMES: f32 = 0.6;

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
    add_model_queries(map, &mut queries, progress)?;
    queries.run(false, progress)?;
    collect_verdicts(map, &queries, progress)
}

/// The assessment of a map in a year: verdicts, critical actors, volumes and findings.
pub fn assess(map: &LinkageMap, year: Year) -> Assessment {
    assess_with_progress(map, year, &|_| true).unwrap_or_default()
}

/// The same with progress. `None` when cancelled.
pub fn assess_with_progress(map: &LinkageMap, year: Year, callback: ProgressCallback<'_>) -> Option<Assessment> {
    let progress = &Progress::new(callback);
    progress.begin_phase(0.0..NETWORK)?;
    let network = Network::new(map, year);
    progress.begin_phase(NETWORK..VERDICTS)?;
    let mut queries = CaseQueries::new(&network);
    add_model_queries(map, &mut queries, progress)?;
    let producers = findings::producers_outside_models(&network);
    for (actor, product) in &producers {
        queries.add_flag(*actor, *product);
    }
    progress.report(0.1)?;
    queries.run(true, progress)?;
    progress.report(0.8)?;
    let models = collect_verdicts(map, &queries, progress)?;
    let critical = critical_actors(map, &queries, &models);
    progress.begin_phase(VERDICTS..VOLUMES)?;
    let flow_network = FlowNetwork::new(&network);
    let volumes = flow::volumes(&flow_network, progress)?;
    progress.begin_phase(VOLUMES..1.0)?;
    let findings = findings::all_findings(&findings::FindingContext {
        network: &network,
        flow_network: &flow_network,
        volumes: &volumes,
        models: &models,
        critical_actors: &critical,
        queries: &queries,
        producers: &producers,
        progress,
    })?;
    let summary = summary(map, &models);
    progress.report(1.0)?;
    Some(Assessment { year, models, critical_actors: critical, volumes, findings, summary })
}

/// The cases of a model: each core actor with each product. A model that lacks either has no case.
fn cases(model: &CoopModel) -> impl Iterator<Item = (ActorId, ProductId)> {
    model.core.iter().flat_map(|core| model.products.iter().map(|product| (*core, *product)))
}

/// Each member of a model with each product; these need no core.
fn member_products(model: &CoopModel) -> impl Iterator<Item = (ActorId, ProductId)> {
    model.members.iter().flat_map(|member| model.products.iter().map(|product| (*member, *product)))
}

fn add_model_queries(map: &LinkageMap, queries: &mut CaseQueries<'_, '_>, progress: &Progress<'_>) -> Option<()> {
    for model in map.models().values() {
        progress.step((model.core.len() + model.members.len()) * model.products.len())?;
        for (core, product) in cases(model) {
            queries.add_case(core, product);
        }
        for (member, product) in member_products(model) {
            queries.add_flag(member, product);
        }
    }
    Some(())
}

fn collect_verdicts(
    map: &LinkageMap,
    queries: &CaseQueries<'_, '_>,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ModelId, ModelVerdict>> {
    let verdict_of = |model: &CoopModel| {
        let cases: Vec<_> = cases(model)
            .filter_map(|(core, product)| Some(queries.result_of(core, product)?.case_result.as_ref()?.case.clone()))
            .collect();
        let mut left_out: Vec<ActorId> = member_products(model)
            .filter(|(member, product)| queries.result_of(*member, *product).is_none_or(|result| result.flagged))
            .map(|(member, _)| member)
            .collect();
        left_out.dedup();
        let verdict = cases.iter().map(|case| case.verdict).max().unwrap_or(Verdict::NoBuyer);
        ModelVerdict { model: model.id, verdict, cases, left_out }
    };
    let model_verdict = |model: &CoopModel| {
        progress.step((model.core.len() + model.members.len()) * model.products.len())?;
        Some((model.id, verdict_of(model)))
    };
    map.models().values().map(model_verdict).collect()
}

/// The results of the cases of a model.
pub(super) fn case_results<'a>(
    model: &'a CoopModel,
    queries: &'a CaseQueries<'_, '_>,
) -> impl Iterator<Item = &'a CaseResult> {
    cases(model).filter_map(|(core, product)| queries.result_of(core, product)?.case_result.as_deref())
}

fn critical_actors(
    map: &LinkageMap,
    queries: &CaseQueries<'_, '_>,
    verdicts: &BTreeMap<ModelId, ModelVerdict>,
) -> Vec<CriticalActor> {
    let mut by_actor: BTreeMap<ActorId, Vec<ModelId>> = BTreeMap::new();
    for model in map.models().values() {
        if verdicts.get(&model.id).is_none_or(|verdict| verdict.verdict.is_flagged()) {
            continue;
        }
        for actor in case_results(model, queries).flat_map(|result| &result.critical_actors) {
            let models = by_actor.entry(*actor).or_default();
            if !model.core.contains(actor) && models.last() != Some(&model.id) {
                models.push(model.id);
            }
        }
    }
    by_actor
        .into_iter()
        .filter(|(_, models)| !models.is_empty())
        .map(|(actor, models)| CriticalActor { actor, models })
        .collect()
}

fn summary(map: &LinkageMap, verdicts: &BTreeMap<ModelId, ModelVerdict>) -> Summary {
    let count = |verdict: Verdict| verdicts.values().filter(|model| model.verdict == verdict).count();
    let (on_paper, no_buyer) = (count(Verdict::OnPaper), count(Verdict::NoBuyer));
    Summary {
        actors: map.actors().len(),
        links: map.links().len(),
        models: verdicts.len(),
        flagged: on_paper + no_buyer,
        firm: count(Verdict::Firm),
        loose: count(Verdict::Loose),
        stops_short: count(Verdict::StopsShort),
        on_paper,
        no_buyer,
    }
}
