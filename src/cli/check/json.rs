//! The answer for programs.

use serde::Serialize;

use super::Judged;
use super::names::Names;
use crate::analysis::{Break, Case, Finding, ModelVerdict, Summary};
use crate::cli::output::Failure;
use crate::language::{Language, finding_sentence};
use crate::map::Year;

#[derive(Serialize)]
struct MapOut<'a> {
    file: &'a str,
    title: &'a str,
    year: Year,
    models: Vec<ModelOut<'a>>,
    depends_on: Vec<DependenceOut<'a>>,
    findings: Vec<FindingOut<'a>>,
    summary: SummaryOut,
}

#[derive(Serialize)]
struct ModelOut<'a> {
    id: u32,
    name: &'a str,
    verdict: &'static str,
    flagged: bool,
    cases: Vec<CaseOut<'a>>,
    left_out: Vec<&'a str>,
}

#[derive(Serialize)]
struct CaseOut<'a> {
    core: &'a str,
    product: &'a str,
    verdict: &'static str,
    route: Vec<&'a str>,
    buyer: Option<&'a str>,
    reaches_market: bool,
    breaks: Vec<BreakOut<'a>>,
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
struct DependenceOut<'a> {
    actor: &'a str,
    models: Vec<&'a str>,
}

#[derive(Serialize)]
struct FindingOut<'a> {
    code: &'static str,
    severity: &'static str,
    actors: Vec<&'a str>,
    links: Vec<LinkOut<'a>>,
    models: Vec<&'a str>,
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

/// One map as an object.
pub(super) fn object(judged: &Judged, language: Language) -> Result<String, Failure> {
    let Judged { file, map, assessment } = judged;
    let names = Names(map);
    let out = MapOut {
        file,
        title: &map.info().title,
        year: assessment.year,
        models: assessment.models.values().map(|model| model_out(model, names)).collect(),
        depends_on: assessment
            .depends_on
            .iter()
            .map(|dependence| DependenceOut {
                actor: names.actor(dependence.actor),
                models: names.models(&dependence.models),
            })
            .collect(),
        findings: assessment
            .findings
            .iter()
            .map(|finding| finding_out(finding, names, assessment.year, language))
            .collect(),
        summary: summary_out(assessment.summary),
    };
    let mut text = serde_json::to_string_pretty(&out)?;
    text.push('\n');
    Ok(text)
}

/// Several maps as an array.
pub(super) fn array(objects: &[String]) -> String {
    let objects: Vec<&str> = objects.iter().map(|object| object.trim_end()).collect();
    if objects.is_empty() { "[]\n".into() } else { format!("[\n{}\n]\n", objects.join(",\n")) }
}

fn model_out<'a>(model: &'a ModelVerdict, names: Names<'a>) -> ModelOut<'a> {
    ModelOut {
        id: model.model.0,
        name: names.model(model.model),
        verdict: model.verdict.code(),
        flagged: model.verdict.is_flagged(),
        cases: model.cases.iter().map(|case| case_out(case, names)).collect(),
        left_out: names.actors(&model.left_out),
    }
}

fn case_out<'a>(case: &'a Case, names: Names<'a>) -> CaseOut<'a> {
    CaseOut {
        core: names.actor(case.core),
        product: names.product(case.product),
        verdict: case.verdict.code(),
        route: names.route(case.route.as_ref()),
        buyer: names.buyer(case.route.as_ref()),
        reaches_market: case.reaches_market,
        breaks: case.breaks.iter().map(|found| break_out(found, names)).collect(),
    }
}

fn break_out<'a>(found: &Break, names: Names<'a>) -> BreakOut<'a> {
    let link = found.link.and_then(|link| names.link(link));
    BreakOut {
        at: names.actor(found.at),
        reason: found.reason.code(),
        link: link.map(|(from, to)| LinkOut { from, to }),
    }
}

fn finding_out<'a>(finding: &'a Finding, names: Names<'a>, year: Year, language: Language) -> FindingOut<'a> {
    let links = finding.links.iter().filter_map(|link| names.link(*link));
    FindingOut {
        code: finding.code.code(),
        severity: finding.severity.code(),
        actors: names.actors(&finding.actors),
        links: links.map(|(from, to)| LinkOut { from, to }).collect(),
        models: names.models(&finding.models),
        message: finding_sentence(finding, names.0, year, language),
    }
}

fn summary_out(summary: Summary) -> SummaryOut {
    let Summary { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer } = summary;
    SummaryOut { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer }
}
