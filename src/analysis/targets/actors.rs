//! Targets that count actors or sum their figures. An actor that stands for several alike ones counts as that many, and
//! has that many times the members written for it; its capital is taken as it is written, for all of them together.

use std::collections::BTreeSet;

use super::tally::{Item, MissingFigures, Tally};
use super::{Lack, Thing};
use crate::map::{Actor, ActorKind, Figures, LinkageMap, Sector, Year};

fn item(actor: &Actor, part: f64, whole: f64) -> Item<'_> {
    let mut products: Vec<_> = actor.supply.iter().map(|supply| supply.product).collect();
    products.sort_unstable();
    products.dedup();
    Item { thing: Thing::Actor(actor.id), part, whole, listed: true, district: &actor.district, products }
}

/// Actors of these kinds founded in the year, also those dissolved since.
pub(super) fn founded<'map>(map: &'map LinkageMap, kinds: &BTreeSet<ActorKind>, year: Year) -> Tally<'map> {
    let mut tally = Tally::sum();
    if kinds.is_empty() {
        return tally.lacking(Lack::Kinds);
    }
    let new = map.actors().values().filter(|actor| actor.founded == Some(year) && kinds.contains(&actor.kind));
    new.for_each(|actor| tally.count(actor.count, item(actor, f64::from(actor.count), 0.0)));
    tally
}

/// Actors present in the year, of one kind, sector and district where given.
pub(super) fn count<'map>(
    map: &'map LinkageMap,
    kind: Option<ActorKind>,
    sector: Option<Sector>,
    district: &str,
    year: Year,
) -> Tally<'map> {
    let mut tally = Tally::sum();
    let fits = |actor: &&Actor| {
        actor.is_present(year)
            && kind.is_none_or(|kind| actor.kind == kind)
            && sector.is_none_or(|sector| actor.sector == sector)
            && (district.is_empty() || actor.district == district)
    };
    let counted = map.actors().values().filter(fits);
    counted.for_each(|actor| tally.count(actor.count, item(actor, f64::from(actor.count), 0.0)));
    tally
}

/// Growth of members of groups and cooperatives on a base year, in per cent. The members of a union are cooperatives,
/// whose own members count already.
///
/// An actor counts in a year in which it is present, so that the members of a new one are growth and those of a
/// dissolved one a loss. One that is present in both years, but whose members are known in one only, is left out of
/// both: it would otherwise look like growth or loss.
pub(super) fn member_growth(map: &LinkageMap, base_year: Year, year: Year) -> Tally<'_> {
    let mut tally = Tally::share(MissingFigures::AreAnything);
    let (mut any_before, mut any_now) = (false, false);
    let counts = |actor: &&Actor| matches!(actor.kind, ActorKind::Group | ActorKind::Cooperative);
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
            Some((before, now)) => tally.count(actor.count, item(actor, now - before, before)),
            None => tally.count_unknown(actor.count),
        }
    }
    if !any_before {
        tally.lacking(Lack::Members(base_year))
    } else if !any_now {
        tally.lacking(Lack::Members(year))
    } else if tally.value().is_none() {
        // Figures in both years, but nobody's base to grow from.
        tally.lacking(Lack::Members(base_year))
    } else {
        tally
    }
}

/// The share of cooperatives marked effective, in per cent of those judged in the year.
pub(super) fn effective_share(map: &LinkageMap, year: Year) -> Tally<'_> {
    let mut tally = Tally::share(MissingFigures::AreYesOrNo);
    for actor in map.actors().values().filter(|actor| actor.kind == ActorKind::Cooperative && actor.is_present(year)) {
        let many = f64::from(actor.count);
        match figure(actor, year, |figures| figures.effective) {
            Some(true) => tally.count(actor.count, item(actor, many, many)),
            Some(false) => tally.count(actor.count, Item { listed: false, ..item(actor, 0.0, many) }),
            None => tally.count_unknown(actor.count),
        }
    }
    if tally.items.is_empty() { tally.lacking(Lack::Effectiveness(year)) } else { tally }
}

/// The capital of supporters present in the year, in VND.
pub(super) fn fund_capital(map: &LinkageMap, year: Year) -> Tally<'_> {
    let mut tally = Tally::sum();
    for actor in map.actors().values().filter(|actor| actor.kind == ActorKind::Supporter && actor.is_present(year)) {
        match figure(actor, year, |figures| figures.capital) {
            Some(capital) => tally.count(actor.count, item(actor, capital, 0.0)),
            None => tally.count_unknown(actor.count),
        }
    }
    if tally.items.is_empty() { tally.lacking(Lack::Capital(year)) } else { tally }
}

fn figure<T>(actor: &Actor, year: Year, read: impl Fn(&Figures) -> Option<T>) -> Option<T> {
    actor.figures.get(&year).and_then(read)
}
