//! JSON output.
//!
//! Where many models depend on many actors, the names in the output are many times the size of the map. So lists are
//! not built but serialized lazily from iterators. Where cases in a row share a route, its text is made once: a model may
//! have hundreds of thousands of cases with routes of hundreds of actors.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use rayon::prelude::*;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::CheckedMap;
use super::assumptions::Assumptions;
use super::names::NameLookup;
use super::selection::Selection;
use crate::analysis::{
    Break, Case, CaseRepair, Contributor, Finding, ModelVerdict, ProductChannels, ProductFlow, Route, Summary,
    TargetStatus, VolumeStudy,
};
use crate::exchange::with_escaped_direction;
use crate::language::{Language, finding_sentence};
use crate::map::{ActorId, LinkId, LinkStep, ModelId, Proposal, Year};

/// The version of the output; `assets/check.schema.json` describes it.
const SCHEMA: u32 = 1;
/// Findings that are made together, and of these so many by one core at least.
const BATCH_SIZE: usize = 8_192;
const PARALLEL_LEN: usize = 256;

#[derive(Serialize)]
struct MapJson<'a, M, D, F, R, V, C, T> {
    schema: u32,
    file: &'a str,
    title: &'a str,
    year: Year,
    /// Only with assumptions.
    #[serde(skip_serializing_if = "Option::is_none")]
    supposing: Option<AssumptionsJson<'a>>,
    models: M,
    depends_on: D,
    findings: F,
    repairs: R,
    volumes: V,
    channels: C,
    targets: T,
    summary: SummaryJson,
}

#[derive(Serialize)]
struct AssumptionsJson<'a> {
    without: Vec<&'a str>,
    with_planned: bool,
}

#[derive(Serialize)]
struct ModelJson<'a, C, L, I> {
    id: u32,
    name: &'a str,
    verdict: &'static str,
    flagged: bool,
    cases: C,
    left_out: L,
    left_out_ids: I,
}

#[derive(Serialize)]
struct CaseJson<'a, R, I, O, B> {
    core: &'a str,
    core_id: u32,
    product: &'a str,
    product_id: u32,
    verdict: &'static str,
    route: R,
    route_ids: I,
    buyer: Option<&'a str>,
    buyer_id: Option<u32>,
    /// From the buyer to the market; empty where the buyer is one, or no route goes on.
    onward: O,
    reaches_market: bool,
    breaks: B,
}

#[derive(Serialize)]
struct BreakJson<'a> {
    at: &'a str,
    at_id: u32,
    reason: &'static str,
    link: Option<LinkEndsJson<'a>>,
    link_id: Option<u32>,
}

#[derive(Serialize)]
struct LinkEndsJson<'a> {
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct CriticalActorJson<'a, M, I> {
    actor: &'a str,
    actor_id: u32,
    models: M,
    model_ids: I,
}

#[derive(Serialize)]
struct FindingJson<A, I, L, K, M, J> {
    code: &'static str,
    severity: &'static str,
    actors: A,
    actor_ids: I,
    links: L,
    link_ids: K,
    models: M,
    model_ids: J,
    message: String,
}

#[derive(Serialize)]
struct RepairJson<'a, C> {
    model: &'a str,
    model_id: u32,
    core: &'a str,
    core_id: u32,
    product: &'a str,
    product_id: u32,
    changes: C,
    verdict: &'static str,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    #[serde(rename = "do")]
    kind: &'static str,
    /// Of the link that changes; none for a new one.
    #[serde(skip_serializing_if = "Option::is_none")]
    link_id: Option<u32>,
    from: &'a str,
    to: &'a str,
    product: Option<&'a str>,
    year: Option<Year>,
}

#[derive(Serialize)]
struct VolumesJson<P> {
    exact: bool,
    products: P,
}

#[derive(Serialize)]
struct VolumeJson<'a> {
    product: &'a str,
    product_id: u32,
    unit: &'a str,
    supply: f64,
    own_use: f64,
    outlet: f64,
    /// Only where it is not known exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet_at_most: Option<f64>,
}

#[derive(Serialize)]
struct ChannelJson<'a, R> {
    product: Option<&'a str>,
    product_id: Option<u32>,
    recorded: R,
    allowed: Vec<Vec<&'a str>>,
    more: bool,
}

#[derive(Serialize)]
struct TargetJson<'a> {
    id: u32,
    name: &'a str,
    measure: &'static str,
    year: Year,
    goal: f64,
    value: Option<f64>,
    met: Option<bool>,
    missing: Vec<String>,
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

/// A value as text that was made before, or serialized now.
enum TextOr<T, L> {
    Text(T),
    Lazy(L),
}

impl<T: AsRef<RawValue>, L: Serialize> Serialize for TextOr<T, L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.as_ref().serialize(serializer),
            Self::Lazy(value) => value.serialize(serializer),
        }
    }
}

/// The texts of the last route, for output on one line: indented, a list depends on where it stands.
struct RouteTexts<'a> {
    is_pretty: bool,
    last: RefCell<Option<RouteText<'a>>>,
}

/// A route with its names and its ids as text.
type RouteText<'a> = (&'a Route, [Rc<RawValue>; 2]);

impl<'a> RouteTexts<'a> {
    fn new(is_pretty: bool) -> Self {
        Self { is_pretty, last: RefCell::new(None) }
    }

    /// The names and the ids of the actors on a route.
    fn of(&self, route: Option<&'a Route>, names: NameLookup<'a>) -> (impl Serialize + 'a, impl Serialize + 'a) {
        let (all, ids) = (actors(on_route(route), names), actor_ids(on_route(route)));
        match route.and_then(|route| self.texts(route, &all, &ids)) {
            Some([all, ids]) => (TextOr::Text(all), TextOr::Text(ids)),
            None => (TextOr::Lazy(all), TextOr::Lazy(ids)),
        }
    }

    /// None for indented output.
    fn texts(&self, route: &'a Route, all: &impl Serialize, ids: &impl Serialize) -> Option<[Rc<RawValue>; 2]> {
        let mut last = self.last.borrow_mut();
        match &*last {
            _ if self.is_pretty => None,
            Some((known, texts)) if std::ptr::eq(*known, route) => Some(texts.clone()),
            _ => {
                let texts = [raw(all)?, raw(ids)?];
                *last = Some((route, texts.clone()));
                Some(texts)
            }
        }
    }
}

fn raw(list: &impl Serialize) -> Option<Rc<RawValue>> {
    to_raw_value(list).ok().map(Rc::from)
}

/// Writes one map as an object, without a trailing newline: on one line, or indented.
pub(super) fn write_object(
    out: &mut dyn Write,
    checked: &CheckedMap,
    selection: &Selection,
    language: Language,
    is_pretty: bool,
) -> io::Result<()> {
    let CheckedMap { file, map, assessment, study, .. } = checked;
    let (names, year) = (NameLookup(map), assessment.year);
    let texts = &RouteTexts::new(is_pretty);
    let repairs = || study.repairs.iter().filter(|repair| selection.shows_model(checked, repair.model));
    let object = MapJson {
        schema: SCHEMA,
        file,
        title: &map.info().title,
        year,
        supposing: assumptions_json(&checked.assumptions, names),
        models: LazySeq(|| selection.models(checked).map(|model| model_json(model, names, texts))),
        depends_on: LazySeq(|| {
            assessment.critical_actors.iter().map(|critical| CriticalActorJson {
                actor: names.actor(critical.actor),
                actor_id: critical.actor.0,
                models: models(&critical.models, names),
                model_ids: LazySeq(|| critical.models.iter().map(|model| model.0)),
            })
        }),
        findings: LazySeq(|| {
            let json = move |finding| finding_json(finding, names, year, language, is_pretty);
            in_batches(selection.findings(checked), json)
        }),
        repairs: LazySeq(|| repairs().map(|repair| repair_json(repair, names, year))),
        volumes: VolumesJson {
            exact: assessment.volumes.is_exact(),
            products: LazySeq(|| flows_by_id(&assessment.volumes).into_iter().map(|flow| volume_json(flow, names))),
        },
        channels: LazySeq(|| study.channels.iter().map(|channels| channel_json(channels, names))),
        targets: LazySeq(|| study.targets.iter().filter_map(|status| target_json(status, names))),
        summary: summary_json(assessment.summary),
    };
    write_json(out, &object, is_pretty)
}

fn write_json(out: &mut dyn Write, object: &impl Serialize, is_pretty: bool) -> io::Result<()> {
    let out = EscapedJson(out);
    let written =
        if is_pretty { serde_json::to_writer_pretty(out, object) } else { serde_json::to_writer(out, object) };
    written.map_err(io::Error::from)
}

/// Escapes signs that turn the direction of text; the parts that serde writes are whole characters.
struct EscapedJson<'a>(&'a mut dyn Write);

impl Write for EscapedJson<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(part) {
            Ok(text) => self.0.write_all(with_escaped_direction(text).as_bytes())?,
            Err(_) => self.0.write_all(part)?,
        }
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes the counts of one map as an object, without a trailing newline.
pub(super) fn write_summary(out: &mut dyn Write, checked: &CheckedMap, is_pretty: bool) -> io::Result<()> {
    #[derive(Serialize)]
    struct SummaryOfMap<'a> {
        schema: u32,
        file: &'a str,
        title: &'a str,
        year: Year,
        summary: SummaryJson,
    }
    let CheckedMap { file, map, assessment, .. } = checked;
    let summary = summary_json(assessment.summary);
    let object = SummaryOfMap { schema: SCHEMA, file, title: &map.info().title, year: assessment.year, summary };
    write_json(out, &object, is_pretty)
}

fn assumptions_json<'a>(assumptions: &Assumptions, names: NameLookup<'a>) -> Option<AssumptionsJson<'a>> {
    let without = names.actors(&assumptions.without);
    let with_planned = assumptions.with_planned;
    (with_planned || !without.is_empty()).then_some(AssumptionsJson { without, with_planned })
}

fn model_json<'a>(model: &'a ModelVerdict, names: NameLookup<'a>, texts: &'a RouteTexts<'a>) -> impl Serialize + 'a {
    ModelJson {
        id: model.model.0,
        name: names.model(model.model),
        verdict: model.verdict.code(),
        flagged: model.verdict.is_flagged(),
        cases: LazySeq(move || model.cases.iter().map(move |case| case_json(case, names, texts))),
        left_out: actors(model.left_out.keys(), names),
        left_out_ids: actor_ids(model.left_out.keys()),
    }
}

fn case_json<'a>(case: &'a Case, names: NameLookup<'a>, texts: &RouteTexts<'a>) -> impl Serialize + 'a {
    let route = case.route.as_deref();
    let (on_it, ids) = texts.of(route, names);
    CaseJson {
        core: names.actor(case.core),
        core_id: case.core.0,
        product: names.product(case.product),
        product_id: case.product.0,
        verdict: case.verdict.code(),
        route: on_it,
        route_ids: ids,
        buyer: names.buyer(route),
        buyer_id: route.and_then(|route| route.actors.last()).map(|buyer| buyer.0),
        onward: actors(on_route(case.onward.as_deref()), names),
        reaches_market: case.reaches_market,
        breaks: LazySeq(move || case.breaks.iter().map(move |found| break_json(found, names))),
    }
}

fn break_json<'a>(found: &Break, names: NameLookup<'a>) -> BreakJson<'a> {
    BreakJson {
        at: names.actor(found.actor),
        at_id: found.actor.0,
        reason: found.reason.code(),
        link: found.link.and_then(|link| link_ends(link, names)),
        link_id: found.link.map(|link| link.0),
    }
}

fn link_ends(link: LinkId, names: NameLookup<'_>) -> Option<LinkEndsJson<'_>> {
    names.link(link).map(|(from, to)| LinkEndsJson { from, to })
}

/// What is made of each finding, on all cores, some thousands at a time.
fn in_batches<'a, T: Send>(
    mut findings: impl Iterator<Item = &'a Finding>,
    make: impl Fn(&'a Finding) -> T + Sync,
) -> impl Iterator<Item = T> {
    let next_batch = move || {
        let batch: Vec<&Finding> = findings.by_ref().take(BATCH_SIZE).collect();
        let made = || batch.par_iter().with_min_len(PARALLEL_LEN).map(|finding| make(finding)).collect();
        (!batch.is_empty()).then(made)
    };
    std::iter::from_fn(next_batch).flat_map(|batch: Vec<T>| batch)
}

/// A finding with its sentence; as text but for indented output, where that depends on where it stands.
fn finding_json<'a>(
    finding: &'a Finding,
    names: NameLookup<'a>,
    year: Year,
    language: Language,
    is_pretty: bool,
) -> impl Serialize + Send + 'a {
    let json = FindingJson {
        code: finding.code().code(),
        severity: finding.severity().code(),
        actors: actors(finding.actors().iter(), names),
        actor_ids: actor_ids(finding.actors().iter()),
        links: LazySeq(move || finding.links().iter().filter_map(move |link| link_ends(*link, names))),
        link_ids: LazySeq(move || finding.links().iter().map(|link| link.0)),
        models: models(finding.models(), names),
        model_ids: LazySeq(move || finding.models().iter().map(|model| model.0)),
        message: finding_sentence(finding, names.0, year, language),
    };
    let text = if is_pretty { None } else { to_raw_value(&json).ok() };
    text.map_or(TextOr::Lazy(json), TextOr::Text)
}

fn repair_json<'a>(repair: &'a CaseRepair, names: NameLookup<'a>, year: Year) -> impl Serialize + 'a {
    RepairJson {
        model: names.model(repair.model),
        model_id: repair.model.0,
        core: names.actor(repair.core),
        core_id: repair.core.0,
        product: names.product(repair.product),
        product_id: repair.product.0,
        changes: LazySeq(move || repair.proposals.iter().flat_map(move |proposal| changes_json(proposal, names, year))),
        verdict: repair.verdict.code(),
    }
}

/// What a change does to its link, field by field.
fn changes_json<'a>(proposal: &Proposal, names: NameLookup<'a>, year: Year) -> Vec<ChangeJson<'a>> {
    let steps = LinkStep::of(proposal, names.0, year);
    let change = |step: LinkStep| {
        let (link, from, to) = match step.link {
            Some(link) => {
                let (from, to) = names.link(link).unwrap_or_default();
                (Some(link.0), from, to)
            }
            None => (None, names.actor(step.from), names.actor(step.to)),
        };
        let product = step.product.map(|product| names.product(product));
        ChangeJson { kind: step.kind.code(), link_id: link, from, to, product, year: step.year }
    };
    steps.into_iter().map(change).collect()
}

fn flows_by_id(volumes: &VolumeStudy) -> Vec<&ProductFlow> {
    let mut flows: Vec<&ProductFlow> = volumes.products.iter().collect();
    flows.sort_by_key(|flow| flow.product);
    flows
}

fn volume_json<'a>(flow: &ProductFlow, names: NameLookup<'a>) -> VolumeJson<'a> {
    VolumeJson {
        product: names.product(flow.product),
        product_id: flow.product.0,
        unit: names.0.products().get(&flow.product).map_or("", |product| &product.unit),
        supply: flow.supply,
        own_use: flow.own_use,
        outlet: flow.carried,
        outlet_at_most: (!flow.is_exact()).then_some(flow.carried_at_most),
    }
}

fn channel_json<'a>(channels: &'a ProductChannels, names: NameLookup<'a>) -> impl Serialize + 'a {
    let recorded = move || {
        let paths = channels.recorded.iter().filter_map(move |it| names.0.channels().get(&it.channel));
        paths.map(move |channel| actors(channel.path.iter(), names))
    };
    let mut allowed: Vec<Vec<&str>> = channels.allowed.iter().map(|route| names.actors(route)).collect();
    allowed.sort();
    ChannelJson {
        product: channels.product.map(|product| names.product(product)),
        product_id: channels.product.map(|product| product.0),
        recorded: LazySeq(recorded),
        allowed,
        more: channels.is_truncated,
    }
}

fn target_json<'a>(status: &'a TargetStatus, names: NameLookup<'a>) -> Option<TargetJson<'a>> {
    let target = names.0.targets().get(&status.target)?;
    let missing = status.unknown.iter().map(|it| match it {
        Contributor::Actor(actor) => names.actor(*actor).to_owned(),
        Contributor::Model(model) => names.model(*model).to_owned(),
        Contributor::Link(link) => {
            let (from, to) = names.link(*link).unwrap_or_default();
            format!("{from} → {to}")
        }
    });
    Some(TargetJson {
        id: target.id.0,
        name: &target.name,
        measure: target.measure.code(),
        year: target.year,
        goal: target.goal,
        value: status.value,
        met: status.shortfall.map(|shortfall| shortfall <= 0.0),
        missing: missing.collect(),
    })
}

fn summary_json(summary: Summary) -> SummaryJson {
    let Summary { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer } = summary;
    SummaryJson { actors, links, models, flagged, firm, loose, stops_short, on_paper, no_buyer }
}

fn on_route(route: Option<&Route>) -> impl Iterator<Item = &ActorId> + Clone {
    route.into_iter().flat_map(|route| &route.actors)
}

fn actors<'a>(ids: impl Iterator<Item = &'a ActorId> + Clone + 'a, names: NameLookup<'a>) -> impl Serialize + 'a {
    LazySeq(move || ids.clone().map(move |id| names.actor(*id)))
}

fn actor_ids<'a>(ids: impl Iterator<Item = &'a ActorId> + Clone + 'a) -> impl Serialize + 'a {
    LazySeq(move || ids.clone().map(|id| id.0))
}

fn models<'a>(ids: &'a [ModelId], names: NameLookup<'a>) -> impl Serialize + 'a {
    LazySeq(move || ids.iter().map(move |id| names.model(*id)))
}
