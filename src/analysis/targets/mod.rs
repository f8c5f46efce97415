//! The status of each target of the map: its value, what contributes, and the shortfall.
//!
//! A target is evaluated in its own year, whatever year the map is read at. Missing figures are never estimated: a
//! target without the figures it needs has no value and says which are missing.

mod actors;
mod aggregate;
mod contracts;
mod status;

use super::Verdict;
use super::years::VerdictCache;
use crate::map::{LinkageMap, Measure, ModelId, Target, Year};

use aggregate::{Aggregate, AggregateItem};
pub use status::{Contribution, Contributor, MemberGrowth, MissingData, TargetStatus};

/// Differences below this part of the goal are rounding, not a miss.
const ROUNDING: f64 = 1e-9;

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
    let (aggregate, firm, growth) = aggregate(map, target, target.year, verdicts)?;
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
        unknown: sorted(aggregate.unknown.clone()),
        growth,
        values_by_year: Vec::new(),
        total_count: aggregate.total_count,
        by_district: aggregate.by_district(),
        by_product: aggregate.by_product(),
        contributions: aggregate.contributions(),
    })
}

/// What counts towards a target in a year, with the firm ones of linked models, and where a growth comes from. `None` when
/// cancelled.
fn aggregate<'map>(
    map: &'map LinkageMap,
    target: &'map Target,
    year: Year,
    verdicts: &mut VerdictCache<'_>,
) -> Option<(Aggregate<'map>, Option<f64>, Option<MemberGrowth>)> {
    let (mut firm, mut growth) = (None, None);
    let aggregate = match &target.measure {
        Measure::Founded { kinds } => actors::founded_actors(map, kinds, year),
        Measure::LinkedModels => {
            let (aggregate, firm_ones) = linked_models(map, verdicts.for_year(year)?);
            firm = Some(firm_ones);
            aggregate
        }
        Measure::MemberGrowth { base_year } => {
            let (aggregate, parts) = actors::member_growth(map, *base_year, year);
            growth = Some(parts);
            aggregate
        }
        Measure::EffectiveShare => actors::effective_share(map, year),
        Measure::FundCapital => actors::fund_capital(map, &target.of, year),
        Measure::ContractVolume { product } => contracts::contract_volume(map, *product, year),
        Measure::Count { kind, sector, district, commune } => {
            actors::actor_count(map, (*kind, *sector), (district, commune), year)
        }
    };
    Some((aggregate, firm, growth))
}

/// Gives every target its values in these years; a year without the figures that it takes is left out. `None` when
/// cancelled.
pub(super) fn add_values_by_year(
    map: &LinkageMap,
    statuses: &mut [TargetStatus],
    years: &[Year],
    verdicts: &mut VerdictCache<'_>,
) -> Option<()> {
    for status in statuses {
        let Some(target) = map.targets().get(&status.target) else { continue };
        for year in years {
            verdicts.progress().step(map.actors().len())?;
            let value = aggregate(map, target, *year, verdicts)?.0.value();
            status.values_by_year.extend(value.map(|value| (*year, value)));
        }
    }
    Some(())
}

fn sorted(mut unknown: Vec<Contributor>) -> Vec<Contributor> {
    unknown.sort_unstable();
    unknown
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
