//! The status of each target of the map: its value, what contributes, and the shortfall.
//!
//! A target is evaluated in its own year, whatever year the map is read at. Missing figures are never estimated: a
//! target without the figures it needs has no value and says which are missing.

mod actors;
mod aggregate;
mod contracts;

use super::years::VerdictCache;
use crate::map::{ActorId, LinkId, LinkageMap, Measure, ModelId, ProductId, Target, TargetId, Year};

use super::Verdict;
use aggregate::{Aggregate, AggregateItem};

/// Differences below this part of the goal are rounding, not a miss.
const ROUNDING: f64 = 1e-9;

/// The status of one target in its year.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetStatus {
    /// The target.
    pub target: TargetId,
    /// The value reached, in the unit of the target's measure; none when figures are missing.
    pub value: Option<f64>,
    /// For linked models: how many of them are firm.
    pub firm: Option<f64>,
    /// How far the value is below the goal, 0 when it is met; none without a value, or when missing figures could
    /// decide it.
    pub shortfall: Option<f64>,
    /// Why there is no value.
    pub missing_data: Option<MissingData>,
    /// The product whose unit a volume has; none for all else.
    pub unit_product: Option<ProductId>,
    /// The contributions, by id.
    pub contributions: Vec<Contribution>,
    /// How many more organisations or links would count if their figures were known.
    pub unknown_count: usize,
    /// Their number, with figures or without.
    pub total_count: usize,
    /// The value by district, largest first, then by name; an unknown district is empty. Of a model the district of
    /// its first core actor that has one, of a link the seller's.
    pub by_district: Vec<(String, f64)>,
    /// The value by product, largest first, then by id. An item with several products counts under each of them, one
    /// without products under none.
    pub by_product: Vec<(ProductId, f64)>,
}

impl TargetStatus {
    /// Whether the goal is reached.
    pub fn is_met(&self) -> bool {
        self.shortfall == Some(0.0)
    }
}

/// One contribution to a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The record that contributes.
    pub contributor: Contributor,
    /// Its part of the value: number of organisations, change in members, VND, or units of volume.
    pub amount: f64,
}

/// A record that can contribute to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum Contributor {
    Actor(ActorId),
    Model(ModelId),
    Link(LinkId),
}

/// Why a target has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingData {
    /// It names no kind of actor to count.
    Kinds,
    /// No members are known in this year.
    Members(Year),
    /// No cooperative is rated effective or not in this year.
    Effectiveness(Year),
    /// No supporter's capital is known in this year.
    Capital(Year),
    /// No contract that counts gives its volume.
    Volumes,
    /// The volumes have different units, so that they have no sum.
    Units,
}

/// The status of every target, by id. `None` when cancelled.
pub(super) fn target_statuses(map: &LinkageMap, verdicts: &mut VerdictCache<'_>) -> Option<Vec<TargetStatus>> {
    let mut statuses = Vec::with_capacity(map.targets().len());
    for target in map.targets().values() {
        verdicts.progress().report_fraction(statuses.len(), map.targets().len())?;
        statuses.push(target_status(map, target, verdicts)?);
    }
    Some(statuses)
}

/// The status of one target. `None` when cancelled.
pub(super) fn target_status(
    map: &LinkageMap,
    target: &Target,
    verdicts: &mut VerdictCache<'_>,
) -> Option<TargetStatus> {
    let year = target.year;
    let mut firm = None;
    let aggregate = match &target.measure {
        Measure::Founded { kinds } => actors::founded_actors(map, kinds, year),
        Measure::LinkedModels => {
            let (aggregate, firm_ones) = linked_models(map, verdicts.for_year(year)?);
            firm = Some(firm_ones);
            aggregate
        }
        Measure::MemberGrowth { base_year } => actors::member_growth(map, *base_year, year),
        Measure::EffectiveShare => actors::effective_share(map, year),
        Measure::FundCapital => actors::fund_capital(map, year),
        Measure::ContractVolume { product } => contracts::contract_volume(map, *product, year),
        Measure::Count { kind, sector, district } => actors::actor_count(map, *kind, *sector, district, year),
    };
    let value = aggregate.value();
    let shortfall_of = |value: f64| {
        let shortfall_of = target.goal - value;
        if shortfall_of > ROUNDING * target.goal.abs() { shortfall_of } else { 0.0 }
    };
    let shortfall = value.filter(|_| !aggregate.is_undecided(|value| shortfall_of(value) == 0.0)).map(shortfall_of);
    Some(TargetStatus {
        target: target.id,
        value,
        firm,
        shortfall,
        missing_data: aggregate.missing_data,
        unit_product: aggregate.unit_product,
        unknown_count: aggregate.unknown_count,
        total_count: aggregate.total_count,
        by_district: aggregate.by_district(),
        by_product: aggregate.by_product(),
        contributions: aggregate.contributions(),
    })
}

/// The models that are not flagged, and how many of them are firm.
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
