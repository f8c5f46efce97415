//! JSON output.
//!
//! Where many models depend on many actors, the names in the output are many times the size of the map. So lists are
//! not built but serialized lazily from iterators.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::CheckedMap;
use super::assumptions::Assumptions;
use super::names::NameLookup;
use crate::analysis::{Break, Case, Finding, ModelVerdict, Summary};
use crate::language::{Language, finding_sentence};
use crate::map::{ActorId, LinkId, ModelId, Year};

#[derive(Serialize)]
struct MapJson<'a, M, D, F> {
    file: &'a str,
    title: &'a str,
    year: Year,
    /// Only with assumptions.
    #[serde(skip_serializing_if = "Option::is_none")]
    supposing: Option<AssumptionsJson<'a>>,
    models: M,
    depends_on: D,
    findings: F,
    summary: SummaryJson,
}

#[derive(Serialize)]
struct AssumptionsJson<'a> {
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
struct CaseJson<'a, R, B> {
    core: &'a str,
    product: &'a str,
    verdict: &'static str,
    route: R,
    buyer: Option<&'a str>,
    reaches_market: bool,
    breaks: B,
}

#[derive(Serialize)]
struct BreakJson<'a> {
    at: &'a str,
    reason: &'static str,
    link: Option<LinkEndsJson<'a>>,
}

#[derive(Serialize)]
struct LinkEndsJson<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct CriticalActorJson<'a, M> {
    actor: &'a str,
    models: M,
}

#[derive(Serialize)]
struct FindingJson<A, L, M> {
    code: &'static str,
    severity: &'static str,
    actors: A,
    links: L,
    models: M,
    message: String,
}

#[derive(Serialize)]
struct SummaryJson {
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

/// A list serialized from an iterator.
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

/// Writes one map as an object, without a trailing newline.
pub(super) fn write_object(out: &mut dyn Write, checked: &CheckedMap, language: Language) -> io::Result<()> {
    let CheckedMap { file, map, assessment, .. } = checked;
    let (names, year) = (NameLookup(map), assessment.year);
    let object = MapJson {
        file,
        title: &map.info().title,
        year,
        supposing: assumptions_json(&checked.assumptions, names),
        models: LazySeq(|| assessment.models.values().map(|model| model_json(model, names))),
        depends_on: LazySeq(|| {
            assessment.critical_actors.iter().map(|critical| CriticalActorJson {
                actor: names.actor(critical.actor),
                models: models(&critical.models, names),
            })
        }),
        findings: LazySeq(|| assessment.findings.iter().map(|finding| finding_json(finding, names, year, language))),
        summary: summary_json(assessment.summary),
    };
    serde_json::to_writer_pretty(out, &object).map_err(io::Error::from)
}

fn assumptions_json<'a>(assumptions: &Assumptions, names: NameLookup<'a>) -> Option<AssumptionsJson<'a>> {
    let without = names.actors(&assumptions.without);
    let with_planned = assumptions.with_planned;
    (with_planned || !without.is_empty()).then_some(AssumptionsJson { without, with_planned })
}

fn model_json<'a>(model: &'a ModelVerdict, names: NameLookup<'a>) -> impl Serialize + 'a {
    ModelJson {
        id: model.model.0,
        name: names.model(model.model),
        verdict: model.verdict.code(),
        flagged: model.verdict.is_flagged(),
        cases: LazySeq(move || model.cases.iter().map(move |case| case_json(case, names))),
        left_out: actors(&model.left_out, names),
    }
}

fn case_json<'a>(case: &'a Case, names: NameLookup<'a>) -> impl Serialize + 'a {
    CaseJson {
        core: names.actor(case.core),
        product: names.product(case.product),
        verdict: case.verdict.code(),
        route: actors(case.route.as_ref().map(|route| route.actors.as_slice()).unwrap_or_default(), names),
        buyer: names.buyer(case.route.as_ref()),
        reaches_market: case.reaches_market,
        breaks: LazySeq(move || case.breaks.iter().map(move |found| break_json(found, names))),
    }
}

fn break_json<'a>(found: &Break, names: NameLookup<'a>) -> BreakJson<'a> {
    BreakJson {
        at: names.actor(found.actor),
        reason: found.reason.code(),
        link: found.link.and_then(|link| link_ends(link, names)),
    }
}

fn link_ends(link: LinkId, names: NameLookup<'_>) -> Option<LinkEndsJson<'_>> {
    names.link(link).map(|(from, to)| LinkEndsJson { from, to })
}

fn finding_json<'a>(
    finding: &'a Finding,
    names: NameLookup<'a>,
    year: Year,
    language: Language,
) -> impl Serialize + 'a {
    FindingJson {
        code: finding.code.code(),
        severity: finding.severity.code(),
        actors: actors(&finding.actors, names),
        links: LazySeq(move || finding.links.iter().filter_map(move |link| link_ends(*link, names))),
        models: models(&finding.models, names),
        message: finding_sentence(finding, names.0, year, language),
    }
}

fn summary_json(summary: Summary) -> SummaryJson {
    let Summary { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer } = summary;
    SummaryJson { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer }
}

fn actors<'a>(ids: &'a [ActorId], names: NameLookup<'a>) -> impl Serialize + 'a {
    LazySeq(move || ids.iter().map(move |id| names.actor(*id)))
}

fn models<'a>(ids: &'a [ModelId], names: NameLookup<'a>) -> impl Serialize + 'a {
    LazySeq(move || ids.iter().map(move |id| names.model(*id)))
}
