//! The actors of a sample: who, where, with which goods.

use std::collections::BTreeMap;

use super::YEAR;
use super::goods::{CHAINS, DISTRICT_GOODS, Goods};
use super::random::Random;
use crate::exchange::finish::nth;
use crate::map::{Actor, ActorId, ActorKind, Conversion, Figures, ProductId, Sector, StageId, Supply};

/// What part an actor plays. Some enterprises and traders lead nowhere, so that every verdict occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Group,
    Cooperative,
    Union,
    Supplier,
    Trader,
    /// A trader that is gone.
    GoneTrader,
    Enterprise,
    /// An enterprise that sells to nobody.
    LastEnterprise,
    Market,
}

/// The parts, and how many of a thousand actors play each.
const SHARES: [(Role, usize); 7] = [
    (Role::Group, 670),
    (Role::Cooperative, 125),
    (Role::Union, 10),
    (Role::Supplier, 50),
    (Role::Trader, 60),
    (Role::Enterprise, 70),
    (Role::Market, 15),
];

/// From so many actors on, every sample has those that all verdicts need.
pub(super) const SMALLEST_WHOLE: usize = 30;
/// The models of such a sample, at least: one for each verdict.
pub(super) const SMALL_MODELS: usize = 5;

const DISTRICT_SIZE: usize = 200;

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

/// An actor as the rest of the sample sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub role: Role,
    pub district: usize,
    /// Its place among those of its role in the district.
    pub rank: usize,
    /// The chain that it works in.
    pub chain: usize,
}

/// All actors, and who is where.
#[derive(Debug)]
pub(super) struct Cast {
    /// By position; the actor's id is one more.
    pub parts: Vec<Part>,
    pub districts: usize,
    by_chain: BTreeMap<(Role, usize, usize), Vec<usize>>,
    by_role: BTreeMap<Role, Vec<usize>>,
    everywhere: BTreeMap<(Role, usize), Vec<usize>>,
}

impl Cast {
    pub fn new(actors: usize, districts: usize, goods: &Goods, random: &mut Random) -> Self {
        // Along one round of all chains, each district one step further: neighbours grow much the same.
        let mut round: Vec<usize> = (0..goods.chains.len()).collect();
        random.shuffle(&mut round);
        let mut parts: Vec<Part> = Vec::with_capacity(actors);
        for (role, number) in headcounts(actors) {
            for index in 0..number {
                let (district, rank) = (index % districts, index / districts);
                // Producers crowd into the first product; buyers share out, so that each product has some.
                let pick = match role {
                    Role::Group | Role::Cooperative => random.weighted(&[2, 5, 3]),
                    _ => rank % DISTRICT_GOODS,
                };
                let chain = round.get((district + pick) % round.len().max(1)).copied().unwrap_or_default();
                let role = match role {
                    Role::Trader if rank % 9 == 5 => Role::GoneTrader,
                    Role::Enterprise if rank % 7 == 4 || is_only_last(rank, number) => Role::LastEnterprise,
                    role => role,
                };
                parts.push(Part { role, district, rank, chain });
            }
        }
        parts.sort_by_key(|part| (part.district, part.role, part.rank));
        let mut cast =
            Self { parts, districts, by_chain: BTreeMap::new(), by_role: BTreeMap::new(), everywhere: BTreeMap::new() };
        for (at, part) in cast.parts.iter().enumerate() {
            // Unions and markets take whatever is grown around them.
            let chains = if is_for_all(part.role) { 0..goods.chains.len() } else { part.chain..part.chain + 1 };
            for chain in chains {
                cast.by_chain.entry((part.role, chain, part.district)).or_default().push(at);
                cast.everywhere.entry((part.role, chain)).or_default().push(at);
            }
            cast.by_role.entry(part.role).or_default().push(at);
        }
        cast
    }

    /// Those of a role that work in a chain, in one district.
    pub fn in_district(&self, role: Role, chain: usize, district: usize) -> &[usize] {
        self.by_chain.get(&(role, chain, district)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Those of a role that work in a chain, anywhere.
    pub fn anywhere(&self, role: Role, chain: usize) -> &[usize] {
        self.everywhere.get(&(role, chain)).map(Vec::as_slice).unwrap_or_default()
    }

    /// All of a role.
    pub fn all(&self, role: Role) -> &[usize] {
        self.by_role.get(&role).map(Vec::as_slice).unwrap_or_default()
    }

    /// The records.
    pub fn records(&self, goods: &Goods, random: &mut Random) -> Vec<Actor> {
        self.parts.iter().enumerate().map(|(at, part)| record(at, *part, goods, random)).collect()
    }
}

/// How many districts so many actors live in.
pub(super) fn districts_for(actors: usize) -> usize {
    ((actors + DISTRICT_SIZE / 2) / DISTRICT_SIZE).max(1)
}

/// The id of the actor at a position.
pub(super) fn actor_id(at: usize) -> ActorId {
    nth(at)
}

/// Whether it is the last of so few enterprises that none would be one that sells to nobody.
fn is_only_last(rank: usize, enterprises: usize) -> bool {
    (2..5).contains(&enterprises) && rank + 1 == enterprises
}

fn is_for_all(role: Role) -> bool {
    matches!(role, Role::Union | Role::Market)
}

/// Numbers that keep the shares and sum up: whole parts first, then by the largest remainder.
fn headcounts(actors: usize) -> Vec<(Role, usize)> {
    let mut counts: Vec<(Role, usize)> = SHARES.iter().map(|(role, share)| (*role, actors * share / 1_000)).collect();
    let given: usize = counts.iter().map(|(_, count)| count).sum();
    let mut by_remainder: Vec<usize> = (0..SHARES.len()).collect();
    let remainder = |at: usize| SHARES.get(at).map_or(0, |(_, share)| actors * share % 1_000);
    by_remainder.sort_by_key(|at| std::cmp::Reverse(remainder(*at)));
    for at in by_remainder.into_iter().take(actors - given) {
        if let Some((_, count)) = counts.get_mut(at) {
            *count += 1;
        }
    }
    if actors >= SMALLEST_WHOLE {
        for (role, least) in [(Role::Cooperative, SMALL_MODELS), (Role::Enterprise, 2), (Role::Market, 1)] {
            let count = counts.iter_mut().find(|(known, _)| *known == role).map(|(_, count)| count);
            let lacking = count.map_or(0, |count| {
                let lacking = least.saturating_sub(*count);
                *count += lacking;
                lacking
            });
            // The groups are many enough to spare a few.
            if let Some((_, groups)) = counts.iter_mut().find(|(role, _)| *role == Role::Group) {
                *groups -= lacking.min(*groups);
            }
        }
    }
    counts
}

/// A name that no other district has: two syllables, and a number once those are used up.
fn district_name(district: usize) -> String {
    let (first, second) = (district % FIRST_SYLLABLES.len(), district / FIRST_SYLLABLES.len());
    // The second syllable moves on with the first, so that neighbours do not sound alike.
    let shifted = (second + first * 7) % SECOND_SYLLABLES.len();
    let first = FIRST_SYLLABLES.get(first).copied().unwrap_or_default();
    let name = format!("{first} {}", SECOND_SYLLABLES.get(shifted).copied().unwrap_or_default());
    match second / SECOND_SYLLABLES.len() {
        0 => name,
        round => format!("{name} {}", round + 1),
    }
}

fn record(at: usize, part: Part, goods: &Goods, random: &mut Random) -> Actor {
    let Part { role, district, rank, chain } = part;
    let place = district_name(district);
    let raw_name = CHAINS.get(chain).map_or("", |(name, ..)| name).to_lowercase();
    let (title, kind, stage) = match role {
        Role::Group => (format!("THT {raw_name}"), ActorKind::Group, 2),
        Role::Cooperative => (format!("HTX {raw_name}"), ActorKind::Cooperative, 2),
        Role::Union => ("Liên hiệp HTX".into(), ActorKind::Union, 3),
        Role::Supplier => ("Đại lý vật tư".into(), ActorKind::Enterprise, 1),
        Role::Trader | Role::GoneTrader if is_wholesale(part) => (format!("Vựa {raw_name}"), ActorKind::Trader, 5),
        Role::Trader | Role::GoneTrader => (format!("Thương lái {raw_name}"), ActorKind::Trader, 3),
        Role::Enterprise | Role::LastEnterprise => (format!("Công ty {raw_name}"), ActorKind::Enterprise, 4),
        Role::Market => ("Chợ đầu mối".into(), ActorKind::Market, 6),
    };
    let grown: Vec<ProductId> = goods.chains.get(chain).map(|(raw, _)| *raw).into_iter().collect();
    let supply: Vec<ProductId> = match role {
        Role::Group | Role::Cooperative => grown,
        Role::Supplier => vec![goods.packaging, goods.supplies],
        _ => Vec::new(),
    };
    let mut actor = Actor {
        id: actor_id(at),
        name: format!("{title} {place} {}", rank + 1),
        kind,
        stage: Some(StageId(stage)),
        code: format!("MAU-{:07}", at + 1),
        district: place,
        sector: sector(role, chain),
        founded: Some(random.between(1996, YEAR - 4)),
        ..Actor::default()
    };
    for product in supply {
        actor.supply.push(Supply { product, volume: Some(f64::from(random.between(10, 400))) });
    }
    if matches!(role, Role::Enterprise | Role::LastEnterprise) {
        actor.converts = conversions(chain, goods);
    }
    match role {
        Role::GoneTrader => actor.dissolved = Some(YEAR - random.between(0, 2)),
        // A few are still to come, a few are gone; leaders of models are cooperatives and stay.
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

/// Whether a trader stands after the processors instead of before them.
pub(super) fn is_wholesale(part: Part) -> bool {
    part.rank % 4 == 3
}

fn sector(role: Role, chain: usize) -> Sector {
    match role {
        Role::Trader | Role::GoneTrader | Role::Market | Role::Supplier => Sector::Trade,
        _ if CHAINS.get(chain).is_some_and(|(name, ..)| *name == "Lục bình") && role != Role::Union => {
            Sector::Handicraft
        }
        _ => Sector::Agriculture,
    }
}

fn conversions(chain: usize, goods: &Goods) -> Vec<Conversion> {
    let ratio = CHAINS.get(chain).map_or(100, |(.., ratio)| *ratio);
    let main = goods.chains.get(chain).map(|(raw, product)| (*raw, *product, ratio));
    let further = if chain == 0 { goods.by_products.as_slice() } else { &[] };
    let all = main.into_iter().chain(further.iter().copied());
    all.map(|(from, to, ratio)| Conversion { from, to, yield_ratio: Some(f64::from(ratio) / 100.0) }).collect()
}
