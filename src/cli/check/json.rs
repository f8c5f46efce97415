//! The answer for programs.
//!
//! Where many models hang on many actors, the names in an answer are many times the map. So nothing of it is built:
//! every list is a walk over what is there already, made while it is written.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::Judged;
use super::hypothetical::Supposed;
use super::names::Names;
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
    supposing: Option<SupposedOut<'a>>,
    models: M,
    depends_on: D,
    findings: F,
    summary: SummaryOut,
}

#[derive(Serialize)]
struct SupposedOut<'a> {
    without: Vec<&'a str>,
    with_planned: bool,
}

#[derive(Serialize)]
struct ModelOut<'a, C, L> {
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
    link: Option<LinkOut<'a>>,
}

#[derive(Serialize)]
struct LinkOut<'a> {
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
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
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
pub(super) fn object(out: &mut dyn Write, judged: &Judged, language: Language) -> io::Result<()> {
    let Judged { file, map, assessment, .. } = judged;
    let (names, year) = (Names(map), assessment.year);
    let object = MapOut {
        file,
        title: &map.info().title,
        year,
        supposing: supposed_out(&judged.supposed, names),
        models: Each(|| assessment.models.values().map(|model| model_out(model, names))),
        depends_on: Each(|| {
            assessment.critical_actors.iter().map(|dependence| DependenceOut {
                actor: names.actor(dependence.actor),
                models: models(&dependence.models, names),
            })
        }),
        findings: Each(|| assessment.findings.iter().map(|finding| finding_out(finding, names, year, language))),
        summary: summary_out(assessment.summary),
    };
    serde_json::to_writer_pretty(out, &object).map_err(io::Error::from)
}

fn supposed_out<'a>(supposed: &Supposed, names: Names<'a>) -> Option<SupposedOut<'a>> {
    let without = names.actors(&supposed.without);
    let with_planned = supposed.with_planned;
    (with_planned || !without.is_empty()).then_some(SupposedOut { without, with_planned })
}

fn model_out<'a>(model: &'a ModelVerdict, names: Names<'a>) -> impl Serialize + 'a {
    ModelOut {
        id: model.model.0,
        name: names.model(model.model),
        verdict: model.verdict.code(),
        flagged: model.verdict.is_flagged(),
        cases: Each(move || model.cases.iter().map(move |case| case_out(case, names))),
        left_out: actors(&model.left_out, names),
    }
}

fn case_out<'a>(case: &'a Case, names: Names<'a>) -> impl Serialize + 'a {
    CaseOut {
        core: names.actor(case.core),
        product: names.product(case.product),
        verdict: case.verdict.code(),
        route: actors(case.route.as_ref().map(|route| route.actors.as_slice()).unwrap_or_default(), names),
        buyer: names.buyer(case.route.as_ref()),
        reaches_market: case.reaches_market,
        breaks: Each(move || case.breaks.iter().map(move |found| break_out(found, names))),
    }
}

fn break_out<'a>(found: &Break, names: Names<'a>) -> BreakOut<'a> {
    BreakOut {
        at: names.actor(found.actor),
        reason: found.reason.code(),
        link: found.link.and_then(|link| link_out(link, names)),
    }
}

fn link_out(link: LinkId, names: Names<'_>) -> Option<LinkOut<'_>> {
    names.link(link).map(|(from, to)| LinkOut { from, to })
}

fn finding_out<'a>(finding: &'a Finding, names: Names<'a>, year: Year, language: Language) -> impl Serialize + 'a {
    FindingOut {
        code: finding.code.code(),
        severity: finding.severity.code(),
        actors: actors(&finding.actors, names),
        links: Each(move || finding.links.iter().filter_map(move |link| link_out(*link, names))),
        models: models(&finding.models, names),
        message: finding_sentence(finding, names.0, year, language),
    }
}

fn summary_out(summary: Summary) -> SummaryOut {
    let Summary { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer } = summary;
    SummaryOut { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer }
}

fn actors<'a>(ids: &'a [ActorId], names: Names<'a>) -> impl Serialize + 'a {
    Each(move || ids.iter().map(move |id| names.actor(*id)))
}

fn models<'a>(ids: &'a [ModelId], names: Names<'a>) -> impl Serialize + 'a {
    Each(move || ids.iter().map(move |id| names.model(*id)))
}
