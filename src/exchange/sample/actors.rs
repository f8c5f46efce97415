//! The actors of a sample: roles, districts and products.

use std::collections::BTreeMap;

use super::products::{CHAINS, PRODUCTS_PER_DISTRICT, SampleProducts};
use super::random::SplitMix64;
use super::year::YEAR;
use crate::exchange::layout_import::nth_id;
use crate::map::{Actor, ActorId, ActorKind, Conversion, Figures, ProductId, Sector, StageId, Supply};

/// The role of an actor. Some enterprises and traders are dead ends, so that every verdict occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Group,
    Cooperative,
    Union,
    Supplier,
    Trader,
    /// A dissolved trader.
    DissolvedTrader,
    Enterprise,
    /// An enterprise without sales.
    DeadEndEnterprise,
    Market,
}

/// Roles with their shares of all actors, per thousand.
const ROLE_SHARES: [(Role, usize); 7] = [
    (Role::Group, 670),
    (Role::Cooperative, 125),
    (Role::Union, 10),
    (Role::Supplier, 50),
    (Role::Trader, 60),
    (Role::Enterprise, 70),
    (Role::Market, 15),
];

/// Number of actors from which on a sample has all roles needed for every verdict.
pub(super) const MIN_ACTORS_FOR_ALL_VERDICTS: usize = 30;
/// Minimum number of models of such a sample: one for each verdict.
pub(super) const MIN_MODELS: usize = 5;

const ACTORS_PER_DISTRICT: usize = 200;

const FIRST_SYLLABLES: [&str; 20] = [
    "Thạnh",
    "Long",
    "Tân",
    "Phú",
    "Vĩnh",
    "Bình",
    "An",
    "Hòa",
    "Mỹ",
    "Đông",
    "Trung",
    "Thới",
    "Nhơn",
    "Định",
    "Phước",
    "Trường",
    "Giai",
    "Hưng",
    "Xuân",
    "Kim",
];
const SECOND_SYLLABLES: [&str; 20] = [
    "An", "Hòa", "Lợi", "Thuận", "Phú", "Thành", "Mỹ", "Hưng", "Khánh", "Lộc", "Thắng", "Xuân", "Trung", "Sơn",
    "Giang", "Tiến", "Quới", "Nghĩa", "Đức", "Bình",
];

/// The properties of an actor that the links are generated from.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActorProfile {
    pub role: Role,
    pub district: usize,
    /// 0-based index among the actors of its role in the district.
    pub rank: usize,
    /// Index of its chain in [`CHAINS`].
    pub chain: usize,
}

/// All actors, indexed by role, chain and district.
#[derive(Debug)]
pub(super) struct SampleActors {
    /// By index; the actor's id is index + 1.
    pub profiles: Vec<ActorProfile>,
    pub districts: usize,
    by_district: BTreeMap<(Role, usize, usize), Vec<usize>>,
    by_role: BTreeMap<Role, Vec<usize>>,
    by_role_and_chain: BTreeMap<(Role, usize), Vec<usize>>,
}

impl SampleActors {
    pub fn new(actors: usize, districts: usize, products: &SampleProducts, random: &mut SplitMix64) -> Self {
        // Each district starts one chain further on a ring of all chains, so that neighbours share most products.
        let mut chain_ring: Vec<usize> = (0..products.chains.len()).collect();
        random.shuffle(&mut chain_ring);
        let mut profiles: Vec<ActorProfile> = Vec::with_capacity(actors);
        for (role, number) in role_counts(actors) {
            for index in 0..number {
                let (district, rank) = (index % districts, index / districts);
                // Producers are weighted by product; buyers are spread evenly, so that each product has some.
                let pick = match role {
                    Role::Group | Role::Cooperative => random.weighted_index(&[2, 5, 3]),
                    _ => rank % PRODUCTS_PER_DISTRICT,
                };
                let chain = chain_ring.get((district + pick) % chain_ring.len().max(1)).copied().unwrap_or_default();
                let role = match role {
                    Role::Trader if rank % 9 == 5 => Role::DissolvedTrader,
                    Role::Enterprise if rank % 7 == 4 || is_required_dead_end(rank, number) => Role::DeadEndEnterprise,
                    role => role,
                };
                profiles.push(ActorProfile { role, district, rank, chain });
            }
        }
        profiles.sort_by_key(|profile| (profile.district, profile.role, profile.rank));
        let mut sample_actors = Self {
            profiles,
            districts,
            by_district: BTreeMap::new(),
            by_role: BTreeMap::new(),
            by_role_and_chain: BTreeMap::new(),
        };
        for (at, profile) in sample_actors.profiles.iter().enumerate() {
            // Unions and markets are in all chains.
            let chains = if is_in_all_chains(profile.role) {
                0..products.chains.len()
            } else {
                profile.chain..profile.chain + 1
            };
            for chain in chains {
                sample_actors.by_district.entry((profile.role, chain, profile.district)).or_default().push(at);
                sample_actors.by_role_and_chain.entry((profile.role, chain)).or_default().push(at);
            }
            sample_actors.by_role.entry(profile.role).or_default().push(at);
        }
        sample_actors
    }

    /// Actors with a role in a chain, in one district.
    pub fn in_district(&self, role: Role, chain: usize, district: usize) -> &[usize] {
        self.by_district.get(&(role, chain, district)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Actors with a role in a chain, in all districts.
    pub fn in_chain(&self, role: Role, chain: usize) -> &[usize] {
        self.by_role_and_chain.get(&(role, chain)).map(Vec::as_slice).unwrap_or_default()
    }

    /// All actors with a role.
    pub fn with_role(&self, role: Role) -> &[usize] {
        self.by_role.get(&role).map(Vec::as_slice).unwrap_or_default()
    }

    /// The actors as map records.
    pub fn records(&self, products: &SampleProducts, random: &mut SplitMix64) -> Vec<Actor> {
        self.profiles.iter().enumerate().map(|(at, profile)| actor_record(at, *profile, products, random)).collect()
    }
}

/// Number of districts for a number of actors.
pub(super) fn district_count(actors: usize) -> usize {
    ((actors + ACTORS_PER_DISTRICT / 2) / ACTORS_PER_DISTRICT).max(1)
}

/// The id of the actor at an index.
pub(super) fn actor_id(at: usize) -> ActorId {
    nth_id(at)
}

/// Whether an enterprise must be the dead end: the last of so few that there would be none otherwise.
fn is_required_dead_end(rank: usize, enterprises: usize) -> bool {
    (2..5).contains(&enterprises) && rank + 1 == enterprises
}

fn is_in_all_chains(role: Role) -> bool {
    matches!(role, Role::Union | Role::Market)
}

/// Numbers of actors per role by [`ROLE_SHARES`] that sum to `actors`: largest remainder method.
fn role_counts(actors: usize) -> Vec<(Role, usize)> {
    let mut counts: Vec<(Role, usize)> =
        ROLE_SHARES.iter().map(|(role, share)| (*role, actors * share / 1_000)).collect();
    let assigned: usize = counts.iter().map(|(_, count)| count).sum();
    let mut by_remainder: Vec<usize> = (0..ROLE_SHARES.len()).collect();
    let remainder = |at: usize| ROLE_SHARES.get(at).map_or(0, |(_, share)| actors * share % 1_000);
    by_remainder.sort_by_key(|at| std::cmp::Reverse(remainder(*at)));
    for at in by_remainder.into_iter().take(actors - assigned) {
        if let Some((_, count)) = counts.get_mut(at) {
            *count += 1;
        }
    }
    if actors >= MIN_ACTORS_FOR_ALL_VERDICTS {
        for (role, minimum) in [(Role::Cooperative, MIN_MODELS), (Role::Enterprise, 2), (Role::Market, 1)] {
            let count = counts.iter_mut().find(|(known, _)| *known == role).map(|(_, count)| count);
            let deficit = count.map_or(0, |count| {
                let deficit = minimum.saturating_sub(*count);
                *count += deficit;
                deficit
            });
            // Groups are numerous, so the surplus is taken from them.
            if let Some((_, groups)) = counts.iter_mut().find(|(role, _)| *role == Role::Group) {
                *groups -= deficit.min(*groups);
            }
        }
    }
    counts
}

/// A unique name for a district: two syllables, and a number once all pairs are used.
fn district_name(district: usize) -> String {
    let (first, second) = (district % FIRST_SYLLABLES.len(), district / FIRST_SYLLABLES.len());
    // The second syllable is shifted with the first, so that neighbours have different ones.
    let shifted = (second + first * 7) % SECOND_SYLLABLES.len();
    let first = FIRST_SYLLABLES.get(first).copied().unwrap_or_default();
    let name = format!("{first} {}", SECOND_SYLLABLES.get(shifted).copied().unwrap_or_default());
    match second / SECOND_SYLLABLES.len() {
        0 => name,
        round => format!("{name} {}", round + 1),
    }
}

fn actor_record(at: usize, profile: ActorProfile, products: &SampleProducts, random: &mut SplitMix64) -> Actor {
    let ActorProfile { role, district, rank, chain } = profile;
    let locality = district_name(district);
    let raw_name = CHAINS.get(chain).map_or("", |(name, ..)| name).to_lowercase();
    let (title, kind, stage) = match role {
        Role::Group => (format!("THT {raw_name}"), ActorKind::Group, 2),
        Role::Cooperative => (format!("HTX {raw_name}"), ActorKind::Cooperative, 2),
        Role::Union => ("Liên hiệp HTX".into(), ActorKind::Union, 3),
        Role::Supplier => ("Đại lý vật tư".into(), ActorKind::Enterprise, 1),
        Role::Trader | Role::DissolvedTrader if is_wholesale(profile) => {
            (format!("Vựa {raw_name}"), ActorKind::Trader, 5)
        }
        Role::Trader | Role::DissolvedTrader => (format!("Thương lái {raw_name}"), ActorKind::Trader, 3),
        Role::Enterprise | Role::DeadEndEnterprise => (format!("Công ty {raw_name}"), ActorKind::Enterprise, 4),
        Role::Market => ("Chợ đầu mối".into(), ActorKind::Market, 6),
    };
    let grown: Vec<ProductId> = products.chains.get(chain).map(|(raw, _)| *raw).into_iter().collect();
    let supply: Vec<ProductId> = match role {
        Role::Group | Role::Cooperative => grown,
        Role::Supplier => vec![products.packaging, products.supplies],
        _ => Vec::new(),
    };
    let mut actor = Actor {
        id: actor_id(at),
        name: format!("{title} {locality} {}", rank + 1),
        kind,
        stage: Some(StageId(stage)),
        code: format!("MAU-{:07}", at + 1),
        district: locality,
        sector: sector(role, chain),
        founded: Some(random.between(1996, YEAR - 4)),
        ..Actor::default()
    };
    for product in supply {
        actor.supply.push(Supply { product, volume: Some(f64::from(random.between(10, 400))), ..Supply::default() });
    }
    if matches!(role, Role::Enterprise | Role::DeadEndEnterprise) {
        actor.converts = conversions(chain, products);
    }
    match role {
        Role::DissolvedTrader => actor.dissolved = Some(YEAR - random.between(0, 2)),
        // A few are not yet founded, a few dissolved; not cooperatives, as they lead models.
        Role::Group if random.chance(2) => actor.founded = Some(YEAR + 1),
        Role::Group if random.chance(2) => actor.dissolved = Some(YEAR + random.between(-1, 3)),
        _ => {}
    }
    let members = match role {
        Role::Group => Some(random.between(5, 45)),
        Role::Cooperative => Some(random.between(8, 160)),
        Role::Union => Some(random.between(4, 9)),
        _ => None,
    };
    if let Some(members) = members.and_then(|members| u32::try_from(members).ok()) {
        let grown = members + u32::try_from(random.between(0, 4)).unwrap_or_default();
        for (year, members) in [(YEAR - 1, members), (YEAR, grown)] {
            actor.figures.insert(year, Figures { members: Some(members), ..Figures::default() });
        }
    }
    actor
}

/// Whether a trader is after the processors in the chain instead of before them.
pub(super) fn is_wholesale(profile: ActorProfile) -> bool {
    profile.rank % 4 == 3
}

fn sector(role: Role, chain: usize) -> Sector {
    match role {
        Role::Trader | Role::DissolvedTrader | Role::Market | Role::Supplier => Sector::Trade,
        _ if CHAINS.get(chain).is_some_and(|(name, ..)| *name == "Lục bình") && role != Role::Union => {
            Sector::Handicraft
        }
        _ => Sector::Agriculture,
    }
}

fn conversions(chain: usize, products: &SampleProducts) -> Vec<Conversion> {
    let ratio = CHAINS.get(chain).map_or(100, |(.., ratio)| *ratio);
    let main = products.chains.get(chain).map(|(raw, product)| (*raw, *product, ratio));
    let by_products = if chain == 0 { products.by_products.as_slice() } else { &[] };
    let all = main.into_iter().chain(by_products.iter().copied());
    let conversion = |(from, to, ratio)| Conversion {
        from,
        to,
        yield_ratio: Some(f64::from(ratio) / 100.0),
        ..Conversion::default()
    };
    all.map(conversion).collect()
}
