//! How far each target of the map is reached: its number, what it counts, and where that stands.
//!
//! A target is read in its own year, whatever year the map is read at. What is not known is never guessed: a target
//! whose figures are missing has no value and says which figures it lacks.

mod actors;
mod aggregate;
mod contracts;

use super::years::VerdictCache;
use crate::map::{ActorId, LinkId, LinkageMap, Measure, ModelId, ProductId, Target, TargetId, Year};

use super::Verdict;
use aggregate::{Aggregate, AggregateItem};

/// Differences below this part of the goal are rounding, not a miss.
const ROUNDING: f64 = 1e-9;

/// How one target stands in its year.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetStatus {
    /// The target.
    pub target: TargetId,
    /// What was reached, in the unit of the target's measure; none when figures are missing.
    pub value: Option<f64>,
    /// For linked models: how many of them are firm.
    pub firm: Option<f64>,
    /// How much is missing to the goal, 0 when it is met; none without a value, or when figures that are missing could
    /// decide it.
    pub shortfall: Option<f64>,
    /// Why there is no value.
    pub missing_data: Option<MissingData>,
    /// The product whose unit a volume has; none for all else.
    pub unit_product: Option<ProductId>,
    /// What counts, by id, with how much of it.
    pub contributions: Vec<Contribution>,
    /// How many organisations or links more would count if their figures were known.
    pub unknown_count: usize,
    /// How many there are, with figures or without.
    pub total_count: usize,
    /// The value by district, largest first, then by name; an unknown district is empty. Of a model the district of
    /// its first core actor that has one, of a link the seller's.
    pub by_district: Vec<(String, f64)>,
    /// The value by product, largest first, then by id. What has several products stands under each of them, what has
    /// none under none.
    pub by_product: Vec<(ProductId, f64)>,
}

impl TargetStatus {
    /// Whether the goal is reached.
    pub fn is_met(&self) -> bool {
        self.shortfall == Some(0.0)
    }
}

/// One thing that counts towards a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// What it is.
    pub contributor: Contributor,
    /// How much of the value it brings: how many organisations, members more or fewer, VND, or units of volume.
    pub amount: f64,
}

/// What can count towards a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Contributor {
    Actor(ActorId),
    Model(ModelId),
    Link(LinkId),
}

/// What a target lacks for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingData {
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
pub(super) fn target_statuses(map: &LinkageMap, verdicts: &mut VerdictCache<'_>) -> Option<Vec<TargetStatus>> {
    let mut statuses = Vec::with_capacity(map.targets().len());
    for target in map.targets().values() {
        verdicts.progress().report_fraction(statuses.len(), map.targets().len())?;
        statuses.push(target_status(map, target, verdicts)?);
    }
    Some(statuses)
}

/// How one target stands. `None` once it is wanted no more.
pub(super) fn target_status(
    map: &LinkageMap,
    target: &Target,
    verdicts: &mut VerdictCache<'_>,
) -> Option<TargetStatus> {
    let year = target.year;
    let mut firm = None;
    let tally = match &target.measure {
        Measure::Founded { kinds } => actors::founded_actors(map, kinds, year),
        Measure::LinkedModels => {
            let (tally, firm_ones) = linked_models(map, verdicts.for_year(year)?);
            firm = Some(firm_ones);
            tally
        }
        Measure::MemberGrowth { base_year } => actors::member_growth(map, *base_year, year),
        Measure::EffectiveShare => actors::effective_share(map, year),
        Measure::FundCapital => actors::fund_capital(map, year),
        Measure::ContractVolume { product } => contracts::contract_volume(map, *product, year),
        Measure::Count { kind, sector, district } => actors::actor_count(map, *kind, *sector, district, year),
    };
    let value = tally.value();
    let shortfall_of = |value: f64| {
        let shortfall_of = target.goal - value;
        if shortfall_of > ROUNDING * target.goal.abs() { shortfall_of } else { 0.0 }
    };
    let shortfall = value.filter(|_| !tally.is_undecided(|value| shortfall_of(value) == 0.0)).map(shortfall_of);
    Some(TargetStatus {
        target: target.id,
        value,
        firm,
        shortfall,
        missing_data: tally.missing_data,
        unit_product: tally.unit_product,
        unknown_count: tally.unknown_count,
        total_count: tally.total_count,
        by_district: tally.by_district(),
        by_product: tally.by_product(),
        contributions: tally.contributions(),
    })
}

/// The models that are not flagged, as their verdict alone says, and how many of them are firm.
fn linked_models<'map>(
    map: &'map LinkageMap,
    verdicts: &std::collections::BTreeMap<ModelId, Verdict>,
) -> (Aggregate<'map>, f64) {
    let mut aggregate = Aggregate::sum();
    let mut firm = 0.0;
    for model in map.models().values() {
        let Some(verdict) = verdicts.get(&model.id).filter(|verdict| !verdict.is_flagged()) else { continue };
        if *verdict == Verdict::Firm {
            firm += 1.0;
        }
        let mut districts = model.core.iter().filter_map(|id| map.actors().get(id)).map(|core| core.district.as_str());
        let item = AggregateItem {
            contributor: Contributor::Model(model.id),
            numerator: 1.0,
            denominator: 0.0,
            is_contribution: true,
            district: districts.find(|district| !district.is_empty()).unwrap_or_default(),
            products: model.products.iter().copied().collect(),
        };
        aggregate.add(1, item);
    }
    (aggregate, firm)
}
