//! The assessment: verdicts, critical actors, volumes, findings and counts, in phases.

use std::collections::BTreeMap;

use super::case_queries::CaseQueries;
use super::flow::FlowNetwork;
use super::member_products::MemberProducts;
use super::model_verdicts::{add_model_queries, collect_verdicts};
use super::network::Network;
use super::progress::{Progress, ProgressCallback};
use super::{Assessment, CriticalActor, ModelVerdict, Summary, findings, flow};
use crate::map::{ActorId, LinkageMap, ModelId, Year};

/// Fractions of the time of an assessment at which its phases end, measured on large maps; the findings come last.
const NETWORK: f32 = 0.05;
const VERDICTS: f32 = 0.4;
const VOLUMES: f32 = 0.6;

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
    let member_products = MemberProducts::new(&network);
    add_model_queries(&member_products, &mut queries, progress)?;
    let producers = findings::producers_outside_models(&network);
    for (actor, product) in &producers {
        queries.add_flag(*actor, *product);
    }
    progress.report(0.1)?;
    queries.run(true, progress)?;
    progress.report(0.8)?;
    let models = collect_verdicts(&member_products, &queries, progress)?;
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

fn critical_actors(
    map: &LinkageMap,
    queries: &CaseQueries<'_, '_>,
    verdicts: &BTreeMap<ModelId, ModelVerdict>,
) -> Vec<CriticalActor> {
    let mut by_actor: BTreeMap<ActorId, Vec<ModelId>> = BTreeMap::new();
    for (actor, model) in queries.lost_models() {
        let is_flagged = verdicts.get(model).is_none_or(|verdict| verdict.verdict.is_flagged());
        if !is_flagged && map.models().get(model).is_some_and(|model| !model.core.contains(actor)) {
            by_actor.entry(*actor).or_default().push(*model);
        }
    }
    by_actor.into_iter().map(|(actor, models)| CriticalActor { actor, models }).collect()
}

fn summary(map: &LinkageMap, verdicts: &BTreeMap<ModelId, ModelVerdict>) -> Summary {
    let of_models = Summary::of_verdicts(verdicts.values().map(|model| model.verdict));
    Summary { actors: map.actors().len(), links: map.links().len(), ..of_models }
}
