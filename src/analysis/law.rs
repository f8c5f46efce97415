//! The legal minimum of members of a group, a cooperative or a union, by the year: as data, with article and dates.
//!
//! A year of a map is read at its end, so that each law applies from the year on in which it came into force.

use std::collections::BTreeMap;

use crate::map::{Actor, ActorId, ActorKind, Link, LinkForm, LinkKind, LinkageMap, Year};

/// A rule of a law: how many members an organisation has at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberMinimum {
    /// The law.
    pub law: CooperativeLaw,
    /// The kind of organisation.
    pub kind: ActorKind,
    /// Members of a group or cooperative, cooperatives of a union.
    pub members: u32,
    /// The article that says so.
    pub article: &'static str,
}

/// A law on cooperatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CooperativeLaw {
    /// Law 23/2012/QH13.
    Law2012,
    /// Law 17/2023/QH15.
    Law2023,
}

/// The laws with the first year at whose end each is in force: from 1 July 2013 and from 1 July 2024.
const LAWS: &[(CooperativeLaw, Year)] = &[(CooperativeLaw::Law2012, 2013), (CooperativeLaw::Law2023, 2024)];

/// Every minimum that is known; what is not here is not checked.
const MINIMA: &[MemberMinimum] = &[
    MemberMinimum { law: CooperativeLaw::Law2012, kind: ActorKind::Cooperative, members: 7, article: "3" },
    MemberMinimum { law: CooperativeLaw::Law2012, kind: ActorKind::Union, members: 4, article: "3" },
    MemberMinimum { law: CooperativeLaw::Law2023, kind: ActorKind::Cooperative, members: 5, article: "4.7" },
    MemberMinimum { law: CooperativeLaw::Law2023, kind: ActorKind::Union, members: 3, article: "4.8" },
    MemberMinimum { law: CooperativeLaw::Law2023, kind: ActorKind::Group, members: 2, article: "4.21" },
];

impl CooperativeLaw {
    /// The law in force at the end of a year; none before the first that is known.
    pub fn in_force(year: Year) -> Option<Self> {
        LAWS.iter().rev().find(|(_, first)| *first <= year).map(|(law, _)| *law)
    }
}

impl MemberMinimum {
    /// The minimum for a kind of organisation at the end of a year, where one is known.
    pub fn in_year(kind: ActorKind, year: Year) -> Option<Self> {
        let law = CooperativeLaw::in_force(year)?;
        MINIMA.iter().find(|minimum| (minimum.law, minimum.kind) == (law, kind)).copied()
    }
}

/// A group, cooperative or union with fewer members than the law requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BelowMinimum {
    pub actor: ActorId,
    pub members: u32,
    pub minimum: u32,
    /// The year of the figure; none where links on the map were counted.
    pub figure_year: Option<Year>,
}

/// The groups, cooperatives and unions present in a year that are known to have too few members, by id.
///
/// Known are the members recorded for that year, or else for the latest year before it. For a union also the
/// cooperatives that belong to it or deliver to it as members, by links in force; the larger of the two numbers counts, since a map need not
/// show every member. Members of an actor that stands for several are those of each.
pub(super) fn below_minimum(map: &LinkageMap, year: Year) -> Vec<BelowMinimum> {
    let cooperatives = cooperatives_by_union(map, year);
    let check_actor = |actor: &Actor| {
        let minimum = MemberMinimum::in_year(actor.kind_in(year), year)?.members;
        let recorded = actor.members_as_of(year).map(|(figure_year, members)| (members, Some(figure_year)));
        let linked_members = cooperatives.get(&actor.id).map(|members| (*members, None));
        let (members, figure_year) = recorded.into_iter().chain(linked_members).max_by_key(|(members, _)| *members)?;
        (members < minimum).then_some(BelowMinimum { actor: actor.id, members, minimum, figure_year })
    };
    map.actors().values().filter(|actor| actor.is_present(year)).filter_map(check_actor).collect()
}

/// The number of cooperatives of each union; a cooperative with two links to it counts once.
fn cooperatives_by_union(map: &LinkageMap, year: Year) -> BTreeMap<ActorId, u32> {
    let mut pairs: Vec<(ActorId, ActorId, u32)> = Vec::new();
    let belongs = |link: &Link| link.kind == LinkKind::Member || link.form == Some(LinkForm::Member);
    let is_member_link = |link: &&Link| belongs(link) && map.is_in_force(link, year);
    for link in map.links().values().filter(is_member_link) {
        let (Some(from), Some(to)) = (map.actors().get(&link.from), map.actors().get(&link.to)) else { continue };
        if from.kind_in(year) == ActorKind::Cooperative && to.kind_in(year) == ActorKind::Union {
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
