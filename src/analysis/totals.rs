//! Totals by district, commune, product, kind and sector: what stands where, and how much of it reaches a buyer.

use std::collections::{BTreeMap, BTreeSet};

use super::Assessment;
use super::progress::{Progress, ProgressCallback};
use crate::map::{Actor, ActorKind, CoopModel, LinkageMap, ProductId, Sector, SortKey, Year, sort_key};

/// What the actors of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A district; empty where it is not known.
    District(String),
    /// A ward or commune; empty where it is not known.
    Commune(String),
    /// A product that they supply, or a part of it.
    Product(ProductId),
    /// A kind of organisation.
    Kind(ActorKind),
    /// A sector.
    Sector(Sector),
    /// A unit of before or since 1 July 2025, whichever is written.
    Unit(UnitLevel, Unit),
}

/// The units of before and since 1 July 2025, when districts ceased to be and communes were made anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitLevel {
    /// Communes since then.
    CommuneToday,
    /// Communes until then.
    CommuneBefore,
    /// Districts until then.
    DistrictBefore,
}

impl UnitLevel {
    /// All of them, in the order of totals.
    pub const ALL: [Self; 3] = [Self::CommuneToday, Self::CommuneBefore, Self::DistrictBefore];

    /// What is written of an actor at this level.
    pub fn written(self, actor: &Actor) -> &str {
        match self {
            Self::CommuneToday | Self::CommuneBefore => &actor.commune,
            Self::DistrictBefore => &actor.district,
        }
    }
}

/// The unit that an actor is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// The only one that can be meant, by its name.
    Known(String),
    /// One of several, or none that is known, by what is written.
    Unclear(String),
    /// Nothing is written.
    Unwritten,
}

impl Unit {
    /// What may be several units, or none, by what is written.
    pub fn as_written(text: &str) -> Self {
        if text.is_empty() { Self::Unwritten } else { Self::Unclear(text.to_owned()) }
    }
}

/// The totals of one group of actors in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupTotal {
    /// The group.
    pub group: Group,
    /// The organisations present; an actor that stands for several counts as that many.
    pub organisations: u64,
    /// Those of them outside the province.
    pub outside_province: u64,
    /// The members of the groups and cooperatives among them, by the latest figure up to the year; those of a union are
    /// cooperatives, whose own members count already.
    pub members: u64,
    /// The models with a core actor in the group; of a product, those that name it or a part of it.
    pub models: usize,
    /// How many of these models are flagged.
    pub flagged: usize,
    /// What they supply in a year, in the product's unit, as far as it is stated; only of a product, with those of its parts
    /// that have the same unit.
    pub supply: Option<f64>,
}

/// The totals of all groups that have an actor or a model, by group. `None` when cancelled.
pub(super) fn group_totals(
    map: &LinkageMap,
    assessment: &Assessment,
    progress: &Progress<'_>,
) -> Option<Vec<GroupTotal>> {
    let year = assessment.year;
    let of_actor = |actor: &Actor| {
        let products = supplied_products(map, actor).into_iter();
        let products = products.map(|(product, volume)| (Group::Product(product), volume));
        groups_of(actor, year).map(|group| (group, None)).chain(products).collect()
    };
    let totals = totals_by(map, assessment, &of_actor, &|model| groups_of_model(map, model, year), progress)?;
    // A map that knows no place of a kind has no totals of it.
    let nowhere = [Group::District(String::new()), Group::Commune(String::new())];
    let is_only = |group: &Group| !totals.keys().any(|other| other != group && is_alike(other, group));
    let left_out: Vec<Group> = nowhere.into_iter().filter(is_only).collect();
    let mut totals: Vec<GroupTotal> = totals.into_values().filter(|total| !left_out.contains(&total.group)).collect();
    totals.sort_by_cached_key(|total| order(&total.group));
    Some(totals)
}

/// The totals of further groups, which each actor is in by itself, and each model by its core actors. `None` when cancelled.
pub fn unit_totals(
    map: &LinkageMap,
    assessment: &Assessment,
    groups_of: &dyn Fn(&Actor) -> Vec<Group>,
    on_progress: ProgressCallback<'_>,
) -> Option<Vec<GroupTotal>> {
    let of_actor = |actor: &Actor| groups_of(actor).into_iter().map(|group| (group, None)).collect();
    let of_model = |model: &CoopModel| {
        let cores = model.core.iter().filter_map(|id| map.actors().get(id));
        cores.flat_map(groups_of).collect()
    };
    let totals = totals_by(map, assessment, &of_actor, &of_model, &Progress::new(on_progress))?;
    Some(totals.into_values().collect())
}

/// Adds totals of further groups where they belong.
pub fn add_totals(totals: &mut Vec<GroupTotal>, more: Vec<GroupTotal>) {
    totals.extend(more);
    totals.sort_by_cached_key(|total| order(&total.group));
}

/// The groups of an actor, with what it supplies there in a year.
type GroupsOfActor<'a> = &'a dyn Fn(&Actor) -> Vec<(Group, Option<f64>)>;

fn totals_by(
    map: &LinkageMap,
    assessment: &Assessment,
    groups_of: GroupsOfActor<'_>,
    groups_of_model: &dyn Fn(&CoopModel) -> BTreeSet<Group>,
    progress: &Progress<'_>,
) -> Option<BTreeMap<Group, GroupTotal>> {
    let year = assessment.year;
    let mut totals: BTreeMap<Group, GroupTotal> = BTreeMap::new();
    for actor in map.actors().values().filter(|actor| actor.is_present(year)) {
        progress.step(1)?;
        for (group, volume) in groups_of(actor) {
            let total = entry(&mut totals, group);
            total.organisations += u64::from(actor.count);
            total.outside_province += if actor.outside_province { u64::from(actor.count) } else { 0 };
            total.members += members(actor, year);
            if let Some(volume) = volume {
                *total.supply.get_or_insert(0.0) += volume;
            }
        }
    }
    for model in map.models().values() {
        progress.step(1)?;
        let is_flagged = assessment.models.get(&model.id).is_some_and(|it| it.verdict.is_flagged());
        for group in groups_of_model(model) {
            let total = entry(&mut totals, group);
            total.models += 1;
            total.flagged += usize::from(is_flagged);
        }
    }
    Some(totals)
}

/// Groups of one sort together: places by name, with what is not clear behind them and what is not known last, others as they
/// are.
fn order(group: &Group) -> (u8, u8, SortKey, Group) {
    let (sort, behind, name) = match group {
        Group::District(name) => (0, name.is_empty().into(), name.as_str()),
        Group::Commune(name) => (1, name.is_empty().into(), name.as_str()),
        Group::Unit(level, unit) => {
            let (behind, name) = match unit {
                Unit::Known(name) => (0, name.as_str()),
                Unit::Unclear(name) => (1, name.as_str()),
                Unit::Unwritten => (2, ""),
            };
            (2 + *level as u8, behind, name)
        }
        Group::Product(_) => (5, 0, ""),
        Group::Kind(_) => (6, 0, ""),
        Group::Sector(_) => (7, 0, ""),
    };
    (sort, behind, sort_key(name), group.clone())
}

fn is_alike(one: &Group, other: &Group) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

fn entry(totals: &mut BTreeMap<Group, GroupTotal>, group: Group) -> &mut GroupTotal {
    totals.entry(group).or_insert_with_key(|group| GroupTotal {
        group: group.clone(),
        organisations: 0,
        outside_province: 0,
        members: 0,
        models: 0,
        flagged: 0,
        supply: None,
    })
}

fn groups_of(actor: &Actor, year: Year) -> impl Iterator<Item = Group> {
    [
        Group::District(actor.district.clone()),
        Group::Commune(actor.commune.clone()),
        Group::Kind(actor.kind_in(year)),
        Group::Sector(actor.sector),
    ]
    .into_iter()
}

fn groups_of_model(map: &LinkageMap, model: &CoopModel, year: Year) -> BTreeSet<Group> {
    let cores = model.core.iter().filter_map(|id| map.actors().get(id));
    let products = model.products.iter().flat_map(|product| map.product_and_broader(*product));
    cores.flat_map(|core| groups_of(core, year)).chain(products.into_iter().map(Group::Product)).collect()
}

fn members(actor: &Actor, year: Year) -> u64 {
    let has_own_members = matches!(actor.kind_in(year), ActorKind::Group | ActorKind::Cooperative);
    let known = actor.members_as_of(year).filter(|_| has_own_members);
    known.map_or(0, |(_, members)| u64::from(members) * u64::from(actor.count))
}

/// The products that an actor supplies and what they are part of, each with the volume in its own unit where that is known.
fn supplied_products(map: &LinkageMap, actor: &Actor) -> BTreeMap<ProductId, Option<f64>> {
    let mut all: BTreeMap<ProductId, Option<f64>> = BTreeMap::new();
    let unit = |id: ProductId| map.products().get(&id).map(|product| product.unit.as_str());
    for supply in &actor.supply {
        for product in map.product_and_broader(supply.product) {
            let volume = all.entry(product).or_default();
            if let Some(more) = supply.volume.filter(|_| unit(product) == unit(supply.product)) {
                *volume.get_or_insert(0.0) += more;
            }
        }
    }
    all
}
