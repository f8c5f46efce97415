//! The bands across the lanes, and the band of each actor.

use std::collections::{BTreeMap, BTreeSet};

use crate::map::{Actor, ActorId, ActorKind, Banding, LinkKind, LinkageMap, ModelId, ProductId, sort_key};

/// What a band stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// A district, by its name.
    District(String),
    /// A commune, by its name.
    Commune(String),
    /// A product.
    Product(ProductId),
    /// A model.
    Model(ModelId),
    /// A union.
    Union(ActorId),
    /// Actors in none of the other bands.
    Rest,
}

/// The bands of a map and their actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// From top to bottom: districts and communes by name, all others by id, [`Band::Rest`] last. Empty when the map has no bands.
    pub bands: Vec<Band>,
    /// Index into `bands` of each actor in a lane.
    pub band_of: BTreeMap<ActorId, usize>,
}

/// The bands of a map by its own setting.
pub fn bands(map: &LinkageMap) -> Bands {
    bands_by(map, map.info().bands)
}

/// From this many actors on, a new map has bands: they are what a reader finds a place by.
const BANDED_MAP: usize = 1_000;
/// So many actors a band has at least, in the middle of all: narrower ones tell nothing together.
const MIN_ACTORS_A_BAND: usize = 10;

/// The bands that a new map is laid out with where nobody has chosen: districts, or communes where only those are known.
pub fn default_banding(map: &LinkageMap) -> Option<Banding> {
    let actors = map.actors().values().filter(|actor| !actor.is_below_lanes());
    let count = actors.clone().count();
    let divides = |name: fn(&Actor) -> &String| {
        let known = actors.clone().map(name).filter(|name| !name.is_empty());
        let places: BTreeSet<&String> = known.clone().collect();
        known.count() * 2 > count && (2..=count / MIN_ACTORS_A_BAND).contains(&places.len())
    };
    if count < BANDED_MAP {
        None
    } else if divides(|actor| &actor.district) {
        Some(Banding::District)
    } else {
        divides(|actor| &actor.commune).then_some(Banding::Commune)
    }
}

/// The bands of a map by the given attribute; none without one.
pub fn bands_by(map: &LinkageMap, banding: Option<Banding>) -> Bands {
    let Some(banding) = banding else { return Bands::default() };
    let membership: BTreeMap<ActorId, Band> = match banding {
        Banding::District => places(map, |actor| &actor.district, Band::District),
        Banding::Commune => places(map, |actor| &actor.commune, Band::Commune),
        Banding::Product => products(map),
        Banding::Model => models(map),
        Banding::Union => unions(map),
    };
    let in_lanes = map.actors().values().filter(|actor| !actor.is_below_lanes());
    let band_of = |actor: &Actor| membership.get(&actor.id).cloned().unwrap_or(Band::Rest);
    let all: BTreeSet<Band> = in_lanes.clone().map(band_of).collect();
    let mut bands: Vec<Band> = all.into_iter().collect();
    bands.sort_by_cached_key(|band| match band {
        Band::District(name) | Band::Commune(name) => (false, Some(sort_key(name))),
        band => (*band == Band::Rest, None),
    });
    let rank: BTreeMap<&Band, usize> = bands.iter().zip(0..).collect();
    let ranks = in_lanes.map(|actor| (actor.id, rank.get(&band_of(actor)).copied().unwrap_or_default())).collect();
    Bands { bands, band_of: ranks }
}

/// Where actors are, as far as known.
fn places(map: &LinkageMap, name: fn(&Actor) -> &String, band: fn(String) -> Band) -> BTreeMap<ActorId, Band> {
    let known = map.actors().values().filter(|actor| !name(actor).is_empty());
    known.map(|actor| (actor.id, band(name(actor).clone()))).collect()
}

/// The product that occurs most often in an actor's links and own supply; on ties the lowest id.
fn products(map: &LinkageMap) -> BTreeMap<ActorId, Band> {
    let mut counts_by_actor: BTreeMap<ActorId, BTreeMap<ProductId, usize>> = BTreeMap::new();
    let mut add = |actor: ActorId, product: ProductId| {
        *counts_by_actor.entry(actor).or_default().entry(product).or_default() += 1;
    };
    for actor in map.actors().values() {
        actor.supply.iter().for_each(|supply| add(actor.id, supply.product));
    }
    for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
        for &product in &link.products {
            add(link.from, product);
            add(link.to, product);
        }
    }
    let most_frequent = |counts: BTreeMap<ProductId, usize>| {
        counts.into_iter().max_by_key(|&(product, count)| (count, std::cmp::Reverse(product)))
    };
    counts_by_actor
        .into_iter()
        .filter_map(|(actor, counts)| Some((actor, Band::Product(most_frequent(counts)?.0))))
        .collect()
}

/// The first model that has an actor in its core or among its members.
fn models(map: &LinkageMap) -> BTreeMap<ActorId, Band> {
    let mut membership = BTreeMap::new();
    for model in map.models().values() {
        for &actor in model.core.iter().chain(&model.members) {
            membership.entry(actor).or_insert(Band::Model(model.id));
        }
    }
    membership
}

/// The union that an actor is, or belongs to directly or indirectly.
fn unions(map: &LinkageMap) -> BTreeMap<ActorId, Band> {
    let mut members: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
    for link in map.links().values().filter(|link| link.kind == LinkKind::Member) {
        members.entry(link.to).or_default().push(link.from);
    }
    let mut membership = BTreeMap::new();
    let unions = || map.actors().values().filter(|actor| actor.kind == ActorKind::Union);
    membership.extend(unions().map(|union| (union.id, Band::Union(union.id))));
    for union in unions() {
        let mut stack = vec![union.id];
        while let Some(actor) = stack.pop() {
            for &member in members.get(&actor).into_iter().flatten() {
                if let std::collections::btree_map::Entry::Vacant(free) = membership.entry(member) {
                    free.insert(Band::Union(union.id));
                    stack.push(member);
                }
            }
        }
    }
    membership
}
