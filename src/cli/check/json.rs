//! The answer for programs.
//!
//! Where many models hang on many actors, the names in an answer are many times the map. So nothing of it is built:
//! every list is a walk over what is there already, made while it is written.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::CheckedMap;
use super::assumptions::Assumptions;
use super::names::NameLookup;
use crate::analysis::{Break, Case, Finding, ModelVerdict, Summary};
use crate::language::{Language, finding_sentence};
use crate::map::{ActorId, LinkId, ModelId, Year};

#[derive(Serialize)]
struct MapOut<'a, M, D, F> {
    file: &'a str,
    title: &'a str,
    year: Year,
    /// Only where something is supposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    supposing: Option<AssumptionsOut<'a>>,
    models: M,
    depends_on: D,
    findings: F,
    summary: SummaryOut,
}

#[derive(Serialize)]
struct AssumptionsOut<'a> {
    without: Vec<&'a str>,
    with_planned: bool,
}

#[derive(Serialize)]
struct ModelJson<'a, C, L> {
    id: u32,
    name: &'a str,
    verdict: &'static str,
    flagged: bool,
    cases: C,
    left_out: L,
}

#[derive(Serialize)]
struct CaseOut<'a, R, B> {
    core: &'a str,
    product: &'a str,
    verdict: &'static str,
    route: R,
    buyer: Option<&'a str>,
    reaches_market: bool,
    breaks: B,
}

#[derive(Serialize)]
struct BreakOut<'a> {
    at: &'a str,
    reason: &'static str,
    link: Option<LinkEnds<'a>>,
}

#[derive(Serialize)]
struct LinkEnds<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct DependenceOut<'a, M> {
    actor: &'a str,
    models: M,
}

#[derive(Serialize)]
struct FindingOut<A, L, M> {
    code: &'static str,
    severity: &'static str,
    actors: A,
    links: L,
    models: M,
    message: String,
}

#[derive(Serialize)]
struct SummaryOut {
    actors: usize,
    links: usize,
    models: usize,
    flagged: usize,
    firm: usize,
    loose: usize,
    stops_short: usize,
    on_paper: usize,
    no_buyer: usize,
}

/// A list that is walked when it is written.
struct LazySeq<F>(F);

impl<F, I> Serialize for LazySeq<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Writes one map as an object, without a line end.
pub(super) fn write_object(out: &mut dyn Write, judged: &CheckedMap, language: Language) -> io::Result<()> {
    let CheckedMap { file, map, assessment, .. } = judged;
    let (names, year) = (NameLookup(map), assessment.year);
    let object = MapOut {
        file,
        title: &map.info().title,
        year,
        supposing: assumptions_out(&judged.assumptions, names),
        models: LazySeq(|| assessment.models.values().map(|model| model_out(model, names))),
        depends_on: LazySeq(|| {
            assessment.critical_actors.iter().map(|dependence| DependenceOut {
                actor: names.actor(dependence.actor),
                models: models(&dependence.models, names),
            })
        }),
        findings: LazySeq(|| assessment.findings.iter().map(|finding| finding_out(finding, names, year, language))),
        summary: summary_out(assessment.summary),
    };
    serde_json::to_writer_pretty(out, &object).map_err(io::Error::from)
}

fn assumptions_out<'a>(assumptions: &Assumptions, names: NameLookup<'a>) -> Option<AssumptionsOut<'a>> {
    let without = names.actors(&assumptions.without);
    let with_planned = assumptions.with_planned;
    (with_planned || !without.is_empty()).then_some(AssumptionsOut { without, with_planned })
}

fn model_out<'a>(model: &'a ModelVerdict, names: NameLookup<'a>) -> impl Serialize + 'a {
    ModelJson {
        id: model.model.0,
        name: names.model(model.model),
        verdict: model.verdict.code(),
        flagged: model.verdict.is_flagged(),
        cases: LazySeq(move || model.cases.iter().map(move |case| case_out(case, names))),
        left_out: actors(&model.left_out, names),
    }
}

fn case_out<'a>(case: &'a Case, names: NameLookup<'a>) -> impl Serialize + 'a {
    CaseOut {
        core: names.actor(case.core),
        product: names.product(case.product),
        verdict: case.verdict.code(),
        route: actors(case.route.as_ref().map(|route| route.actors.as_slice()).unwrap_or_default(), names),
        buyer: names.buyer(case.route.as_ref()),
        reaches_market: case.reaches_market,
        breaks: LazySeq(move || case.breaks.iter().map(move |found| break_out(found, names))),
    }
}

fn break_out<'a>(found: &Break, names: NameLookup<'a>) -> BreakOut<'a> {
    BreakOut {
        at: names.actor(found.actor),
        reason: found.reason.code(),
        link: found.link.and_then(|link| link_ends(link, names)),
    }
}

fn link_ends(link: LinkId, names: NameLookup<'_>) -> Option<LinkEnds<'_>> {
    names.link(link).map(|(from, to)| LinkEnds { from, to })
}

fn finding_out<'a>(finding: &'a Finding, names: NameLookup<'a>, year: Year, language: Language) -> impl Serialize + 'a {
    FindingOut {
        code: finding.code.code(),
        severity: finding.severity.code(),
        actors: actors(&finding.actors, names),
        links: LazySeq(move || finding.links.iter().filter_map(move |link| link_ends(*link, names))),
        models: models(&finding.models, names),
        message: finding_sentence(finding, names.0, year, language),
    }
}

fn summary_out(summary: Summary) -> SummaryOut {
    let Summary { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer } = summary;
    SummaryOut { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer }
}

fn actors<'a>(ids: &'a [ActorId], names: NameLookup<'a>) -> impl Serialize + 'a {
    LazySeq(move || ids.iter().map(move |id| names.actor(*id)))
}

fn models<'a>(ids: &'a [ModelId], names: NameLookup<'a>) -> impl Serialize + 'a {
    LazySeq(move || ids.iter().map(move |id| names.model(*id)))
}
