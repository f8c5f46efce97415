//! How far each target of the map is reached: its number, what it counts, and where that stands.
//!
//! A target is read in its own year, whatever year the map is read at. What is not known is never guessed: a target
//! whose figures are missing has no value and says which figures it lacks.

mod actors;
mod contracts;
mod tally;

use super::years::Verdicts;
use crate::map::{ActorId, LinkId, LinkageMap, Measure, ModelId, ProductId, Target, TargetId, Year};

use super::Verdict;
use tally::{Item, Tally};

/// Differences below this part of the goal are rounding, not a miss.
const ROUNDING: f64 = 1e-9;

/// How one target stands in its year.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetStanding {
    /// The target.
    pub target: TargetId,
    /// What was reached, in the unit of the target's measure; none when figures are missing.
    pub value: Option<f64>,
    /// For linked models: how many of them are firm.
    pub firm: Option<f64>,
    /// How much is missing to the goal, 0 when it is met; none without a value, or when figures that are missing could
    /// decide it.
    pub missing: Option<f64>,
    /// Why there is no value.
    pub lack: Option<Lack>,
    /// The product whose unit a volume has; none for all else.
    pub unit_of: Option<ProductId>,
    /// What counts, by id, with how much of it.
    pub counted: Vec<Counted>,
    /// How many organisations or links more would count if their figures were known.
    pub unknown: usize,
    /// How many there are, with figures or without.
    pub among: usize,
    /// The value by district, largest first, then by name; an unknown district is empty. Of a model the district of
    /// its first core actor that has one, of a link the seller's.
    pub by_district: Vec<(String, f64)>,
    /// The value by product, largest first, then by id. What has several products stands under each of them, what has
    /// none under none.
    pub by_product: Vec<(ProductId, f64)>,
}

impl TargetStanding {
    /// Whether the goal is reached.
    pub fn is_met(&self) -> bool {
        self.missing == Some(0.0)
    }
}

/// One thing that counts towards a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// What it is.
    pub thing: Thing,
    /// How much of the value it brings: how many organisations, members more or fewer, VND, or units of volume.
    pub amount: f64,
}

/// What can count towards a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Thing {
    Actor(ActorId),
    Model(ModelId),
    Link(LinkId),
}

/// What a target lacks for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// It names no kind of actor to count.
    Kinds,
    /// No members are known in this year.
    Members(Year),
    /// No cooperative is judged effective or not in this year.
    Effectiveness(Year),
    /// No supporter's capital is known in this year.
    Capital(Year),
    /// No contract that counts says its volume.
    Volumes,
    /// The volumes have different units, so that they have no sum.
    Units,
}

/// How every target stands, by id. `None` once it is wanted no more.
pub(super) fn read(map: &LinkageMap, verdicts: &mut Verdicts<'_>) -> Option<Vec<TargetStanding>> {
    let mut standings = Vec::with_capacity(map.targets().len());
    for target in map.targets().values() {
        verdicts.progress().report_of(standings.len(), map.targets().len())?;
        standings.push(read_one(map, target, verdicts)?);
    }
    Some(standings)
}

/// How one target stands. `None` once it is wanted no more.
pub(super) fn read_one(map: &LinkageMap, target: &Target, verdicts: &mut Verdicts<'_>) -> Option<TargetStanding> {
    let year = target.year;
    let mut firm = None;
    let tally = match &target.measure {
        Measure::Founded { kinds } => actors::founded(map, kinds, year),
        Measure::LinkedModels => {
            let (tally, firm_ones) = linked_models(map, verdicts.at(year)?);
            firm = Some(firm_ones);
            tally
        }
        Measure::MemberGrowth { base_year } => actors::member_growth(map, *base_year, year),
        Measure::EffectiveShare => actors::effective_share(map, year),
        Measure::FundCapital => actors::fund_capital(map, year),
        Measure::ContractVolume { product } => contracts::volume(map, *product, year),
        Measure::Count { kind, sector, district } => actors::count(map, *kind, *sector, district, year),
    };
    let value = tally.value();
    let gap = |value: f64| {
        let gap = target.goal - value;
        if gap > ROUNDING * target.goal.abs() { gap } else { 0.0 }
    };
    let missing = value.filter(|_| !tally.is_open(|value| gap(value) == 0.0)).map(gap);
    Some(TargetStanding {
        target: target.id,
        value,
        firm,
        missing,
        lack: tally.lack,
        unit_of: tally.unit_of,
        unknown: tally.unknown,
        among: tally.among,
        by_district: tally.by_district(),
        by_product: tally.by_product(),
        counted: tally.counted(),
    })
}

/// The models that are not flagged, as their verdict alone says, and how many of them are firm.
fn linked_models<'map>(
    map: &'map LinkageMap,
    verdicts: &std::collections::BTreeMap<ModelId, Verdict>,
) -> (Tally<'map>, f64) {
    let mut tally = Tally::sum();
    let mut firm = 0.0;
    for model in map.models().values() {
        let Some(verdict) = verdicts.get(&model.id).filter(|verdict| !verdict.is_flagged()) else { continue };
        if *verdict == Verdict::Firm {
            firm += 1.0;
        }
        let mut districts = model.core.iter().filter_map(|id| map.actors().get(id)).map(|core| core.district.as_str());
        let item = Item {
            thing: Thing::Model(model.id),
            part: 1.0,
            whole: 0.0,
            listed: true,
            district: districts.find(|district| !district.is_empty()).unwrap_or_default(),
            products: model.products.iter().copied().collect(),
        };
        tally.count(1, item);
    }
    (tally, firm)
}
