//! From cases to models: the verdict of each, who is left out, who they hang on, the counts.

use std::collections::BTreeMap;

use super::flow::Trade;
use super::hearing::{Heard, Hearing};
use super::network::Network;
use super::progress::{Progress, ProgressCallback};
use super::{Assessment, Dependence, ModelVerdict, Summary, Verdict, findings, flow};
use crate::map::{ActorId, CoopModel, LinkageMap, ModelId, ProductId, Year};

/// The parts of the time of an assessment after which its phases end, as measured on large maps; then come findings.
const NETWORK: f32 = 0.05;
const VERDICTS: f32 = 0.4;
const VOLUMES: f32 = 0.6;

/// The verdict of every model in a year, with its proof.
pub fn judge(map: &LinkageMap, year: Year) -> BTreeMap<ModelId, ModelVerdict> {
    judge_with(map, year, &Progress::unwatched()).unwrap_or_default()
}

/// The same. `None` once `watch` says that it is wanted no more.
pub fn judge_watched(
    map: &LinkageMap,
    year: Year,
    watch: ProgressCallback<'_>,
) -> Option<BTreeMap<ModelId, ModelVerdict>> {
    let progress = Progress::new(watch);
    let verdicts = judge_with(map, year, &progress)?;
    progress.report(1.0)?;
    Some(verdicts)
}

/// The same as part of a longer computation.
pub(super) fn judge_with(
    map: &LinkageMap,
    year: Year,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ModelId, ModelVerdict>> {
    let network = Network::new(map, year);
    progress.step(map.actors().len() + map.links().len())?;
    let mut hearing = Hearing::new(&network);
    ask_for_models(map, &mut hearing, progress)?;
    hearing.hear(false, progress)?;
    verdicts(map, &hearing, progress)
}

/// Everything that a map says in a year: the verdicts, whom they hang on, and the findings.
pub fn assess(map: &LinkageMap, year: Year) -> Assessment {
    assess_watched(map, year, &|_| true).unwrap_or_default()
}

/// The same. `None` once `watch` says that it is wanted no more.
pub fn assess_watched(map: &LinkageMap, year: Year, watch: ProgressCallback<'_>) -> Option<Assessment> {
    let progress = &Progress::new(watch);
    progress.begin(0.0..NETWORK)?;
    let network = Network::new(map, year);
    progress.begin(NETWORK..VERDICTS)?;
    let mut hearing = Hearing::new(&network);
    ask_for_models(map, &mut hearing, progress)?;
    let producers = findings::producers_outside_models(&network);
    for (actor, product) in &producers {
        hearing.ask_flag(*actor, *product);
    }
    progress.report(0.1)?;
    hearing.hear(true, progress)?;
    progress.report(0.8)?;
    let models = verdicts(map, &hearing, progress)?;
    let depends_on = dependences(map, &hearing, &models);
    progress.begin(VERDICTS..VOLUMES)?;
    let trade = Trade::new(&network);
    let volumes = flow::volumes(&trade, progress)?;
    progress.begin(VOLUMES..1.0)?;
    let findings = findings::all(&findings::Evidence {
        network: &network,
        trade: &trade,
        volumes: &volumes,
        models: &models,
        depends_on: &depends_on,
        hearing: &hearing,
        producers: &producers,
        progress,
    })?;
    let summary = summary(map, &models);
    progress.report(1.0)?;
    Some(Assessment { year, models, depends_on, volumes, findings, summary })
}

/// A model that has both is judged by each core actor with each product; one that lacks either, not at all.
fn cases(model: &CoopModel) -> impl Iterator<Item = (ActorId, ProductId)> {
    model.core.iter().flat_map(|core| model.products.iter().map(|product| (*core, *product)))
}

/// The members of a model, each with each product: they are left out or not, whether or not there is a core.
fn member_goods(model: &CoopModel) -> impl Iterator<Item = (ActorId, ProductId)> {
    model.members.iter().flat_map(|member| model.products.iter().map(|product| (*member, *product)))
}

fn ask_for_models(map: &LinkageMap, hearing: &mut Hearing<'_, '_>, progress: &Progress<'_>) -> Option<()> {
    for model in map.models().values() {
        progress.step((model.core.len() + model.members.len()) * model.products.len())?;
        for (core, product) in cases(model) {
            hearing.ask_case(core, product);
        }
        for (member, product) in member_goods(model) {
            hearing.ask_flag(member, product);
        }
    }
    Some(())
}

fn verdicts(
    map: &LinkageMap,
    hearing: &Hearing<'_, '_>,
    progress: &Progress<'_>,
) -> Option<BTreeMap<ModelId, ModelVerdict>> {
    let verdict_of = |model: &CoopModel| {
        let cases: Vec<_> = cases(model)
            .filter_map(|(core, product)| Some(hearing.answer_of(core, product)?.heard.as_ref()?.case.clone()))
            .collect();
        let mut left_out: Vec<ActorId> = member_goods(model)
            .filter(|(member, product)| hearing.answer_of(*member, *product).is_none_or(|answer| answer.flagged))
            .map(|(member, _)| member)
            .collect();
        left_out.dedup();
        let verdict = cases.iter().map(|case| case.verdict).max().unwrap_or(Verdict::NoBuyer);
        ModelVerdict { model: model.id, verdict, cases, left_out }
    };
    let judged = |model: &CoopModel| {
        progress.step((model.core.len() + model.members.len()) * model.products.len())?;
        Some((model.id, verdict_of(model)))
    };
    map.models().values().map(judged).collect()
}

/// What was heard of the cases of a model.
pub(super) fn heard<'a>(model: &'a CoopModel, hearing: &'a Hearing<'_, '_>) -> impl Iterator<Item = &'a Heard> {
    cases(model).filter_map(|(core, product)| hearing.answer_of(core, product)?.heard.as_deref())
}

fn dependences(
    map: &LinkageMap,
    hearing: &Hearing<'_, '_>,
    verdicts: &BTreeMap<ModelId, ModelVerdict>,
) -> Vec<Dependence> {
    let mut by_actor: BTreeMap<ActorId, Vec<ModelId>> = BTreeMap::new();
    for model in map.models().values() {
        if verdicts.get(&model.id).is_none_or(|verdict| verdict.verdict.is_flagged()) {
            continue;
        }
        for actor in heard(model, hearing).flat_map(|heard| &heard.needed) {
            let models = by_actor.entry(*actor).or_default();
            if !model.core.contains(actor) && models.last() != Some(&model.id) {
                models.push(model.id);
            }
        }
    }
    by_actor
        .into_iter()
        .filter(|(_, models)| !models.is_empty())
        .map(|(actor, models)| Dependence { actor, models })
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
