//! What sentences for findings are made of.

use std::fmt;

use super::record_names::RecordNames;
use super::{measure_value, number, percent};
use crate::analysis::Finding;
use crate::map::{Measure, Year};

/// The parts of the sentences. Each is worked out where it is written: a sentence has few of them, and a map may have
/// millions of findings.
pub(super) struct SentenceParts<'a> {
    pub actors: Part<'a>,
    pub products: Part<'a>,
    /// The products with the actors that they are from.
    pub goods: Part<'a>,
    pub models: Part<'a>,
    pub ends: Part<'a>,
    pub details: Part<'a>,
    pub channel: Part<'a>,
    /// The stages of the first two actors.
    pub stages: (Part<'a>, Part<'a>),
    /// The stages that the finding lists.
    pub named_stages: Part<'a>,
    /// Actual and expected amount, in the unit of the first product.
    pub volumes: (Part<'a>, Part<'a>),
    /// A target's name, value and goal.
    pub target: (Part<'a>, Part<'a>, Part<'a>),
    /// The year that a target is to be reached by.
    pub due_year: Part<'a>,
    pub expected: Part<'a>,
    pub first_year: Part<'a>,
    pub last_year: Part<'a>,
    pub term: Part<'a>,
    pub sum: Part<'a>,
    pub rest: Part<'a>,
    pub amount: Part<'a>,
}

impl<'a> SentenceParts<'a> {
    pub fn of(finding: &'a Finding, names: RecordNames<'a>) -> Self {
        let part = |kind| Part { finding, names, kind };
        let (amount, expected) = (finding.amount().unwrap_or_default(), finding.expected().unwrap_or_default());
        Self {
            actors: part(PartKind::Actors),
            products: part(PartKind::Products),
            goods: part(PartKind::Goods),
            models: part(PartKind::Models),
            ends: part(PartKind::Ends),
            details: part(PartKind::Details),
            channel: part(PartKind::Channel),
            stages: (part(PartKind::StageOf(0)), part(PartKind::StageOf(1))),
            named_stages: part(PartKind::NamedStages),
            volumes: (part(PartKind::Volume(amount)), part(PartKind::Volume(expected))),
            target: (
                part(PartKind::TargetName),
                part(PartKind::InMeasure(amount)),
                part(PartKind::InMeasure(expected)),
            ),
            due_year: part(PartKind::DueYear),
            expected: part(PartKind::Number(expected)),
            first_year: part(PartKind::FirstYear),
            last_year: part(PartKind::LastYear),
            term: part(PartKind::Term),
            sum: part(PartKind::Percent(amount)),
            rest: part(PartKind::Percent(100.0 - amount)),
            amount: part(PartKind::Number(amount)),
        }
    }
}

/// What a part says.
#[derive(Clone, Copy, Debug)]
enum PartKind {
    Actors,
    Products,
    Goods,
    Models,
    Ends,
    Details,
    Channel,
    /// Of the actor at this place.
    StageOf(usize),
    NamedStages,
    Volume(f64),
    TargetName,
    /// In the unit of the target.
    InMeasure(f64),
    DueYear,
    FirstYear,
    LastYear,
    Term,
    Percent(f64),
    Number(f64),
}

/// A part of the sentence for a finding.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    finding: &'a Finding,
    names: RecordNames<'a>,
    kind: PartKind,
}

impl Part<'_> {
    pub fn text(&self) -> String {
        let Self { finding, names, kind } = *self;
        let unknown = || "?".to_owned();
        let year = |year: Option<Year>| year.map_or_else(unknown, |year| year.to_string());
        let link = || names.link(finding.links().first().copied());
        let channel = || finding.channels().first().and_then(|id| names.map.channels().get(id));
        let target = || finding.targets().first().and_then(|id| names.map.targets().get(id));
        match kind {
            PartKind::Actors => names.actors(finding.actors()),
            PartKind::Products => names.products(finding.products()),
            PartKind::Goods => names.goods(finding),
            PartKind::Models => names.models(finding.models()),
            PartKind::Ends => names.joined_by_arrows(finding.actors()),
            PartKind::Details => names.details(link()),
            PartKind::Channel => channel().map_or_else(unknown, |channel| channel.name.clone()),
            PartKind::StageOf(at) => finding.actors().get(at).map_or_else(unknown, |actor| names.stage(*actor)),
            PartKind::NamedStages => names.stages(finding.stages()),
            PartKind::Volume(volume) => names.volume(volume, finding.products()),
            PartKind::TargetName => target().map_or_else(unknown, |target| target.name.clone()),
            PartKind::InMeasure(value) => target().map_or_else(unknown, |target| match &target.measure {
                Measure::ContractVolume { product: None } => names.volume(value, finding.products()),
                measure => measure_value(value, measure, names.map, names.language),
            }),
            PartKind::DueYear => year(target().map(|target| target.year)),
            PartKind::FirstYear => year(link().and_then(|link| link.from_year)),
            PartKind::LastYear => year(link().and_then(|link| link.to_year)),
            PartKind::Term => {
                let term = link().and_then(|link| Some(link.to_year? - link.from_year? + 1));
                term.map_or_else(unknown, |years| years.to_string())
            }
            PartKind::Percent(value) => percent(value, names.language),
            PartKind::Number(value) => number(value, names.language),
        }
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl PartialEq for Part<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}
