//! The rows of the sheets of results, of one map.

use super::{MapResults, head};
use crate::analysis::{Case, Finding, ModelVerdict, Route, UnitLevel, Verdict, Years};
use crate::language::{
    Heading as H, Language, Localized, ResultHeading as R, UiText, break_sentence, capitalised, finding_sentence,
    proposals_sentence, unit_text,
};
use crate::map::{ActorId, LinkageMap};
use crate::schema::{Cell, PlaceUnits, actor};

/// A row.
type Row = Vec<Cell>;

fn heads<const N: usize>(headings: [&'static str; N]) -> impl Iterator<Item = String> {
    headings.into_iter().map(str::to_owned)
}

fn verdict_words(language: Language) -> impl Iterator<Item = String> {
    Verdict::ALL.iter().map(move |verdict| head(*verdict, language))
}

fn count(count: usize) -> Cell {
    Cell::Number(count as f64)
}

pub(super) fn summary_heads(language: Language) -> Vec<String> {
    let texts = [R::MapTitle, R::Year, R::Supposing, R::Actors, R::Links].map(|heading| heading.text(language));
    let models = [H::ModelCount, H::FlaggedModels].map(|heading| heading.text(language));
    heads(texts).chain(heads(models)).chain(verdict_words(language)).collect()
}

pub(super) fn summary_row(results: MapResults<'_>, language: Language) -> Row {
    let MapResults { map, assessment, supposing, .. } = results;
    let title = Some(map.info().title.as_str()).filter(|title| !title.is_empty());
    let summary = assessment.summary;
    let texts = [
        Cell::text(title.unwrap_or(UiText::Untitled.text(language))),
        Cell::Year(assessment.year),
        Cell::text(supposing.unwrap_or_default()),
    ];
    let counts = [summary.actors, summary.links, summary.models, summary.flagged];
    let verdicts = Verdict::ALL.iter().map(|verdict| summary.count(*verdict));
    texts.into_iter().chain(counts.into_iter().chain(verdicts).map(count)).collect()
}

pub(super) fn year_heads(language: Language) -> Vec<String> {
    let before = [R::Year.text(language), H::ModelCount.text(language), H::FlaggedModels.text(language)];
    heads(before).chain(verdict_words(language)).collect()
}

/// A row for each year: how many models have each verdict.
pub(super) fn year_rows(years: &Years) -> impl Iterator<Item = Row> {
    years.years.iter().enumerate().map(|(at, year)| {
        let verdicts: Vec<Verdict> = years.verdicts.values().filter_map(|of_years| of_years.get(at).copied()).collect();
        let counts = [verdicts.len(), verdicts.iter().filter(|verdict| verdict.is_flagged()).count()];
        let by_verdict = Verdict::ALL.iter().map(|verdict| verdicts.iter().filter(|it| *it == verdict).count());
        std::iter::once(Cell::Year(*year)).chain(counts.into_iter().chain(by_verdict).map(count)).collect()
    })
}

pub(super) fn verdict_heads(language: Language) -> Vec<String> {
    let before = [H::Model.text(language), R::ModelVerdict.text(language), R::Core.text(language)];
    let places = [actor::COMMUNE.title(language), actor::DISTRICT.title(language)];
    let case = [H::Product, H::Verdict, H::Buyer].map(|heading| heading.text(language));
    let proof = [R::Route, R::Onward, R::ReachesMarket, R::Breaks, R::Repairs].map(|heading| heading.text(language));
    heads(before)
        .chain(places)
        .chain(heads(case))
        .chain(heads(proof))
        .chain(heads([H::LeftOut.text(language)]))
        .chain(heads(UnitLevel::ALL.map(|level| level.title(language))))
        .collect()
}

/// A row for each core actor and product of a model; one for a model without any.
pub(super) fn verdict_rows(results: MapResults<'_>, language: Language) -> impl Iterator<Item = Row> {
    let units = PlaceUnits::of(results.map);
    results.assessment.models.values().flat_map(move |model| {
        let cases = model.cases.iter().map(Some);
        let none = model.cases.is_empty().then_some(None);
        let row = |case: Option<&Case>| {
            let mut row = verdict_row(results, model, case, language);
            let core = case.and_then(|case| results.map.actors().get(&case.core));
            row.extend(UnitLevel::ALL.map(|level| {
                let unit = units.as_ref().zip(core).and_then(|(units, core)| units.unit(core, level));
                Cell::text(unit.map(|unit| unit_text(unit, language)).unwrap_or_default())
            }));
            row
        };
        cases.chain(none).map(row).collect::<Vec<Row>>()
    })
}

fn verdict_row(results: MapResults<'_>, model: &ModelVerdict, case: Option<&Case>, language: Language) -> Row {
    let MapResults { map, assessment, study, .. } = results;
    let core = case.and_then(|case| map.actors().get(&case.core));
    let route = case.and_then(|case| case.route.as_deref());
    let breaks = case.map(|case| case.breaks.as_slice()).unwrap_or_default().iter();
    let breaks: Vec<String> = breaks.map(|found| break_sentence(found, map, assessment.year, language)).collect();
    let repairs = case.map(|case| study.repairs.of_case(model.model, case)).unwrap_or_default().iter();
    let repairs: Vec<String> =
        repairs.map(|repair| proposals_sentence(&repair.proposals, map, assessment.year, language)).collect();
    let reaches = case.map(|case| if case.reaches_market { UiText::Yes } else { UiText::No });
    vec![
        Cell::text(map.models().get(&model.model).map_or("", |model| &model.name)),
        Cell::Verdict(model.verdict),
        Cell::text(core.map_or("", |core| &core.name)),
        Cell::text(core.map_or("", |core| &core.commune)),
        Cell::text(core.map_or("", |core| &core.district)),
        Cell::text(case.and_then(|case| map.products().get(&case.product)).map_or("", |product| &product.name)),
        case.map_or(Cell::Empty, |case| Cell::Verdict(case.verdict)),
        Cell::text(route.and_then(|route| route.actors.last()).map_or("", |buyer| name(map, *buyer))),
        Cell::text(route.map(|route| route_text(map, route)).unwrap_or_default()),
        Cell::text(
            case.and_then(|case| case.onward.as_deref()).map(|route| route_text(map, route)).unwrap_or_default(),
        ),
        Cell::text(reaches.map(|answer| capitalised(answer.text(language))).unwrap_or_default()),
        Cell::text(breaks.join("\n")),
        Cell::text(repairs.join("\n")),
        Cell::text(names(map, model.left_out.keys())),
    ]
}

pub(super) fn finding_heads(language: Language) -> Vec<String> {
    let what =
        [H::Severity.text(language), R::Code.text(language), H::Finding.text(language), H::Sentence.text(language)];
    heads(what).chain(heads([R::Actors.text(language), R::Links.text(language), H::Model.text(language)])).collect()
}

pub(super) fn finding_rows(results: MapResults<'_>, language: Language) -> impl Iterator<Item = Row> {
    let MapResults { map, assessment, .. } = results;
    assessment.findings.iter().map(move |finding: &Finding| {
        let links = finding.links().iter().filter_map(|id| map.links().get(id));
        let links: Vec<String> =
            links.map(|link| format!("{} → {}", name(map, link.from), name(map, link.to))).collect();
        let models = finding.models().iter().filter_map(|id| map.models().get(id));
        let models: Vec<&str> = models.map(|model| model.name.as_str()).collect();
        vec![
            Cell::Severity(finding.severity()),
            Cell::text(finding.code().code()),
            Cell::text(finding.code().title(language)),
            Cell::text(finding_sentence(finding, map, assessment.year, language)),
            Cell::text(names(map, finding.actors())),
            Cell::text(links.join("; ")),
            Cell::text(models.join("; ")),
        ]
    })
}

fn name(map: &LinkageMap, id: ActorId) -> &str {
    map.actors().get(&id).map_or("", |actor| &actor.name)
}

fn names<'a>(map: &LinkageMap, ids: impl IntoIterator<Item = &'a ActorId>) -> String {
    ids.into_iter().map(|id| name(map, *id)).collect::<Vec<_>>().join("; ")
}

fn route_text(map: &LinkageMap, route: &Route) -> String {
    route.actors.iter().map(|id| name(map, *id)).collect::<Vec<_>>().join(" → ")
}
