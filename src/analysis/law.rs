//! The legal minimum of members of a cooperative or a union, by the year.
//!
//! - Cooperative Law 23/2012/QH13, art. 3, in force from 1 July 2013: a cooperative is founded by at least 7 members, a
//!   union by at least 4 cooperatives.
//! - Cooperative Law 17/2023/QH15, art. 4, in force from 1 July 2024: at least 5 official members; a union at least 3
//!   cooperatives as official members.
//!
//! A year of a map is read at its end, so that each law applies from the year on in which it came into force.

use std::collections::BTreeMap;

use crate::map::{Actor, ActorId, ActorKind, Link, LinkKind, LinkageMap, Year};

/// A law on cooperatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CooperativeLaw {
    /// Law 23/2012/QH13.
    Law2012,
    /// Law 17/2023/QH15.
    Law2023,
}

impl CooperativeLaw {
    /// The law in force at the end of a year; none before 2013, which this program does not check.
    pub fn in_force(year: Year) -> Option<Self> {
        match year {
            ..=2012 => None,
            2013..=2023 => Some(Self::Law2012),
            _ => Some(Self::Law2023),
        }
    }

    /// The minimum of members of an actor of this kind: members of a cooperative, cooperatives of a union. None for
    /// other kinds.
    pub fn min_members(self, kind: ActorKind) -> Option<u32> {
        match (kind, self) {
            (ActorKind::Cooperative, Self::Law2012) => Some(7),
            (ActorKind::Cooperative, Self::Law2023) => Some(5),
            (ActorKind::Union, Self::Law2012) => Some(4),
            // To be checked against the text of the law: no source at hand gave it word for word.
            (ActorKind::Union, Self::Law2023) => Some(3),
            _ => None,
        }
    }
}

/// A cooperative or union with fewer members than the law requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BelowMinimum {
    pub actor: ActorId,
    pub members: u32,
    pub minimum: u32,
}

/// The cooperatives and unions present in a year that are known to have too few members, by id.
///
/// Known are the members recorded for that year, or else for the latest year before it. For a union also the
/// cooperatives that belong to it by member links in force; the larger of the two numbers counts, since a map need not
/// show every member. Members of an actor that stands for several are those of each.
pub(super) fn below_minimum(map: &LinkageMap, year: Year) -> Vec<BelowMinimum> {
    let Some(law) = CooperativeLaw::in_force(year) else { return Vec::new() };
    let cooperatives = cooperatives_by_union(map, year);
    let check_actor = |actor: &Actor| {
        let minimum = law.min_members(actor.kind)?;
        let recorded = actor.members_as_of(year);
        let linked_members = cooperatives.get(&actor.id).copied();
        let members = recorded.into_iter().chain(linked_members).max()?;
        (members < minimum).then_some(BelowMinimum { actor: actor.id, members, minimum })
    };
    map.actors().values().filter(|actor| actor.is_present(year)).filter_map(check_actor).collect()
}

/// The number of cooperatives of each union; a cooperative with two links to it counts once.
fn cooperatives_by_union(map: &LinkageMap, year: Year) -> BTreeMap<ActorId, u32> {
    let mut pairs: Vec<(ActorId, ActorId, u32)> = Vec::new();
    let is_member_link = |link: &&Link| link.kind == LinkKind::Member && map.is_in_force(link, year);
    for link in map.links().values().filter(is_member_link) {
        let (Some(from), Some(to)) = (map.actors().get(&link.from), map.actors().get(&link.to)) else { continue };
        if from.kind == ActorKind::Cooperative && to.kind == ActorKind::Union {
            pairs.push((link.to, link.from, from.count));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut by_union: BTreeMap<ActorId, u32> = BTreeMap::new();
    for (union, _, count) in pairs {
        let sum = by_union.entry(union).or_default();
        *sum = sum.saturating_add(count);
    }
    by_union
}
