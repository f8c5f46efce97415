//! Targets that count actors or sum their figures. An actor that stands for several counts as that many, and its
//! recorded members as those of each; its recorded capital is that of all together.

use std::collections::BTreeSet;

use super::aggregate::{Aggregate, AggregateItem, MissingFigures};
use super::status::{Contributor, MemberGrowth, MissingData};
use crate::map::{Actor, ActorId, ActorKind, Figures, LinkageMap, Sector, Year};

fn aggregate_item(actor: &Actor, numerator: f64, denominator: f64) -> AggregateItem<'_> {
    let mut products: Vec<_> = actor.supply.iter().map(|supply| supply.product).collect();
    products.sort_unstable();
    products.dedup();
    AggregateItem {
        contributor: Contributor::Actor(actor.id),
        numerator,
        denominator,
        is_contribution: true,
        district: &actor.district,
        products,
    }
}

/// Actors of these kinds founded in the year, also those dissolved since.
pub(super) fn founded_actors<'map>(map: &'map LinkageMap, kinds: &BTreeSet<ActorKind>, year: Year) -> Aggregate<'map> {
    let mut aggregate = Aggregate::sum();
    if kinds.is_empty() {
        return aggregate.with_missing_data(MissingData::Kinds);
    }
    let new = map.actors().values().filter(|actor| actor.founded == Some(year) && kinds.contains(&actor.kind_in(year)));
    new.for_each(|actor| aggregate.add(actor.count, aggregate_item(actor, f64::from(actor.count), 0.0)));
    aggregate
}

/// Actors present in the year, of one kind, sector, district and commune where given.
pub(super) fn actor_count<'map>(
    map: &'map LinkageMap,
    (kind, sector): (Option<ActorKind>, Option<Sector>),
    (district, commune): (&str, &str),
    year: Year,
) -> Aggregate<'map> {
    let mut aggregate = Aggregate::sum();
    let matches = |actor: &&Actor| {
        actor.is_present(year)
            && kind.is_none_or(|kind| actor.kind_in(year) == kind)
            && sector.is_none_or(|sector| actor.sector == sector)
            && (district.is_empty() || actor.district == district)
            && (commune.is_empty() || actor.commune == commune)
    };
    let counted = map.actors().values().filter(matches);
    counted.for_each(|actor| aggregate.add(actor.count, aggregate_item(actor, f64::from(actor.count), 0.0)));
    aggregate
}

/// Growth of the members of groups and cooperatives since a base year, in per cent. The members of a union are
/// cooperatives, whose own members count already.
///
/// An actor counts in a year in which it is present, so that the members of a new one are growth and those of a
/// dissolved one a loss. One that is present in both years, but whose members are known in one only, is left out of
/// both: it would otherwise look like growth or loss.
pub(super) fn member_growth(map: &LinkageMap, base_year: Year, year: Year) -> (Aggregate<'_>, MemberGrowth) {
    let mut parts = MemberGrowth::default();
    let mut aggregate = Aggregate::share(MissingFigures::Unbounded);
    let (mut any_before, mut any_now) = (false, false);
    let counts = |actor: &&Actor| matches!(actor.kind_in(year), ActorKind::Group | ActorKind::Cooperative);
    for actor in map.actors().values().filter(counts) {
        let members =
            |year| figure(actor, year, |figures| figures.members).map(|it| f64::from(it) * f64::from(actor.count));
        let (before, now) = (members(base_year), members(year));
        any_before |= actor.is_present(base_year) && before.is_some();
        any_now |= actor.is_present(year) && now.is_some();
        let known = match (actor.is_present(base_year), actor.is_present(year)) {
            (false, false) => continue,
            (true, true) => before.zip(now),
            (true, false) => before.map(|before| (before, 0.0)),
            (false, true) => now.map(|now| (0.0, now)),
        };
        match known {
            Some((before, now)) => {
                let is_in_both = actor.is_present(base_year) && actor.is_present(year);
                let part = match (is_in_both, actor.count) {
                    (false, _) => &mut parts.organisations,
                    (true, 1) => &mut parts.joined,
                    (true, _) => &mut parts.joined_several,
                };
                *part += now - before;
                aggregate.add(actor.count, aggregate_item(actor, now - before, before));
            }
            None => aggregate.add_unknown(actor.count, Contributor::Actor(actor.id)),
        }
    }
    let aggregate = if !any_before {
        aggregate.with_missing_data(MissingData::Members(base_year))
    } else if !any_now {
        aggregate.with_missing_data(MissingData::Members(year))
    } else if aggregate.items.is_empty() {
        aggregate.with_missing_data(MissingData::MembersOfBoth(base_year, year))
    } else if aggregate.value().is_none() {
        aggregate.with_missing_data(MissingData::ZeroMembers(base_year))
    } else {
        aggregate
    };
    (aggregate, parts)
}

/// The share of cooperatives marked effective, in per cent of those rated in the year. One founded in the year has not
/// been there for 12 months and is not rated yet (Circular 09/2017/TT-BKHĐT), unless it is marked all the same.
pub(super) fn effective_share(map: &LinkageMap, year: Year) -> Aggregate<'_> {
    let mut aggregate = Aggregate::share(MissingFigures::Binary);
    for actor in
        map.actors().values().filter(|actor| actor.kind_in(year) == ActorKind::Cooperative && actor.is_present(year))
    {
        let count = f64::from(actor.count);
        match figure(actor, year, |figures| figures.effective) {
            Some(true) => aggregate.add(actor.count, aggregate_item(actor, count, count)),
            Some(false) => aggregate
                .add(actor.count, AggregateItem { is_contribution: false, ..aggregate_item(actor, 0.0, count) }),
            None if actor.founded == Some(year) => {}
            None => aggregate.add_unknown(actor.count, Contributor::Actor(actor.id)),
        }
    }
    if aggregate.items.is_empty() { aggregate.with_missing_data(MissingData::Effectiveness(year)) } else { aggregate }
}

/// The capital of the supporters that count, in VND: those named, or the only one that is present in the year.
pub(super) fn fund_capital<'map>(map: &'map LinkageMap, of: &BTreeSet<ActorId>, year: Year) -> Aggregate<'map> {
    let mut aggregate = Aggregate::sum();
    let supporters = map.actors().values().filter(|it| it.kind_in(year) == ActorKind::Supporter && it.is_present(year));
    let counted: Vec<&Actor> = supporters.filter(|actor| of.is_empty() || of.contains(&actor.id)).collect();
    if of.is_empty() && counted.len() > 1 {
        return aggregate.with_missing_data(MissingData::Supporters);
    }
    for actor in counted {
        match figure(actor, year, |figures| figures.capital) {
            Some(capital) => aggregate.add(actor.count, aggregate_item(actor, capital, 0.0)),
            None => aggregate.add_unknown(actor.count, Contributor::Actor(actor.id)),
        }
    }
    if aggregate.items.is_empty() { aggregate.with_missing_data(MissingData::Capital(year)) } else { aggregate }
}

fn figure<T>(actor: &Actor, year: Year, read: impl Fn(&Figures) -> Option<T>) -> Option<T> {
    actor.figures.get(&year).and_then(read)
}
