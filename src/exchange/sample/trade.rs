//! The links of a sample: who sells what to whom, on what terms and since when.

use std::collections::BTreeSet;

use super::YEAR;
use super::cast::{Cast, Part, Role, actor_id, is_wholesale};
use super::goods::Goods;
use super::random::Random;
use crate::exchange::finish::nth;
use crate::map::{Link, LinkForm, LinkId, LinkKind, ProductId};

/// When a link holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In the map's year.
    InForce,
    /// Not signed.
    Planned,
    /// Over.
    Lapsed,
    /// Still to begin.
    NotYet,
}

/// The links so far.
#[derive(Debug)]
pub(super) struct Trade<'a> {
    pub cast: &'a Cast,
    pub goods: &'a Goods,
    pub links: Vec<Link>,
    /// Actors whose links are settled: what further trade adds must not come from them.
    pub settled: BTreeSet<usize>,
}

impl Trade<'_> {
    /// Every enterprise that goes on has a market.
    pub fn find_markets(&mut self, random: &mut Random) {
        for seller in self.cast.all(Role::Enterprise) {
            let Some(part) = self.part(*seller) else { continue };
            if let Some(market) = self.buyer(part, Role::Market, random) {
                let form = random.pick(&[LinkForm::Contract, LinkForm::Contract, LinkForm::Agreement]);
                self.sell(*seller, market, self.made(part), form, Standing::InForce, random);
            }
        }
    }

    /// Every actor sells once, or nearly every one; then whoever, until there are `wanted` links.
    pub fn fill(&mut self, wanted: usize, random: &mut Random) {
        for seller in 0..self.cast.parts.len() {
            let sells = match self.part(seller).map(|part| part.role) {
                Some(Role::Group) => random.chance(92),
                Some(Role::Cooperative) => random.chance(95),
                Some(Role::Union | Role::Trader | Role::Supplier) => true,
                _ => false,
            };
            if sells && self.links.len() < wanted {
                self.trade(seller, random);
            }
        }
        const SELLERS: [(Role, usize); 6] = [
            (Role::Group, 34),
            (Role::Cooperative, 20),
            (Role::Union, 3),
            (Role::Trader, 15),
            (Role::Supplier, 16),
            (Role::Enterprise, 12),
        ];
        let weights = SELLERS.map(|(_, weight)| weight);
        // Where nobody is left to sell to, that many tries are enough to see it.
        for _ in 0..wanted * 4 {
            if self.links.len() >= wanted {
                break;
            }
            let role = SELLERS.get(random.weighted(&weights)).map_or(Role::Group, |(role, _)| *role);
            if let Some(seller) = random.pick(self.cast.all(role)) {
                self.trade(seller, random);
            }
        }
    }

    /// One link as such a seller makes it.
    fn trade(&mut self, seller: usize, random: &mut Random) {
        let Some(part) = self.part(seller) else { return };
        if self.settled.contains(&seller) {
            return;
        }
        let (role, product) = match part.role {
            Role::Group => (pick_role(GROUP_BUYERS, random), self.raw(part)),
            Role::Cooperative => (pick_role(COOPERATIVE_BUYERS, random), self.raw(part)),
            Role::Union => (pick_role(UNION_BUYERS, random), self.raw(part)),
            Role::Trader if is_wholesale(part) => (Role::Market, self.raw(part)),
            Role::Trader => (pick_role(TRADER_BUYERS, random), self.raw(part)),
            // Crates and sacks go back to those who sold them.
            Role::Enterprise if random.chance(30) => (Role::Supplier, Some(self.goods.packaging)),
            Role::Enterprise => (pick_role(ENTERPRISE_BUYERS, random), self.made(part)),
            Role::Supplier => {
                let role = pick_role(SUPPLIER_BUYERS, random);
                let goods = if role == Role::Enterprise { self.goods.packaging } else { self.goods.supplies };
                (role, Some(goods))
            }
            Role::Market | Role::GoneTrader | Role::LastEnterprise => return,
        };
        let Some(buyer) = self.buyer(part, role, random).filter(|buyer| *buyer != seller) else { return };
        let form = match (part.role, role) {
            (Role::Group, Role::Cooperative) | (_, Role::Union) => Some(LinkForm::Member),
            (_, Role::Enterprise | Role::LastEnterprise) => {
                random.pick(&[LinkForm::Contract, LinkForm::Contract, LinkForm::Agreement, LinkForm::Spot])
            }
            _ => random.pick(&[LinkForm::Contract, LinkForm::Agreement, LinkForm::Spot, LinkForm::Spot]),
        };
        let standing = match random.below(100) {
            0..6 => Standing::Planned,
            6..16 => Standing::Lapsed,
            16..20 => Standing::NotYet,
            _ => Standing::InForce,
        };
        let broader = product.and_then(|product| self.goods.broader(product)).filter(|_| random.chance(10));
        self.sell(seller, buyer, broader.or(product), form, standing, random);
    }

    /// A buyer of a role for a seller's chain: mostly from its district, some from the next, a few from anywhere.
    pub fn buyer(&self, seller: Part, role: Role, random: &mut Random) -> Option<usize> {
        let near = seller.district;
        let scope = random.weighted(&[78, 12, 10]);
        let mut places: Vec<&[usize]> = Vec::with_capacity(4);
        if scope == 0 {
            places.push(self.cast.in_district(role, seller.chain, near));
        }
        if scope <= 1 {
            let districts = self.cast.districts;
            let neighbours = [(near + 1) % districts, (near + districts - 1) % districts];
            places.extend(neighbours.map(|next| self.cast.in_district(role, seller.chain, next)));
        }
        places.push(self.cast.anywhere(role, seller.chain));
        let place = places.into_iter().find(|place| !place.is_empty())?;
        if matches!(role, Role::Group | Role::Cooperative) { random.pick(place) } else { random.pick_by_rank(place) }
    }

    /// Adds a link.
    pub fn sell(
        &mut self,
        seller: usize,
        buyer: usize,
        product: Option<ProductId>,
        form: Option<LinkForm>,
        standing: Standing,
        random: &mut Random,
    ) {
        let (first, last) = match standing {
            Standing::InForce => (YEAR - random.between(0, 3), YEAR + random.between(0, 4)),
            Standing::Planned => (YEAR + random.between(0, 1), YEAR + random.between(3, 6)),
            Standing::Lapsed => (YEAR - random.between(4, 7), YEAR - random.between(1, 3)),
            Standing::NotYet => (YEAR + random.between(1, 2), YEAR + random.between(4, 7)),
        };
        let is_contract = form == Some(LinkForm::Contract);
        let ends = is_contract || standing != Standing::InForce;
        let id: LinkId = nth(self.links.len());
        self.links.push(Link {
            id,
            from: actor_id(seller),
            to: actor_id(buyer),
            kind: LinkKind::Product,
            products: product.into_iter().collect(),
            form,
            planned: standing == Standing::Planned,
            from_year: Some(first),
            to_year: ends.then_some(last),
            volume: Some(f64::from(random.between(5, 200))),
            contract: if is_contract { format!("{id}/HĐ-MAU") } else { String::new() },
            ..Link::default()
        });
    }

    /// The part that the actor at a position plays.
    pub fn part(&self, at: usize) -> Option<Part> {
        self.cast.parts.get(at).copied()
    }

    /// What a producer's chain grows.
    pub fn raw(&self, part: Part) -> Option<ProductId> {
        self.goods.chains.get(part.chain).map(|(raw, _)| *raw)
    }

    fn made(&self, part: Part) -> Option<ProductId> {
        self.goods.chains.get(part.chain).map(|(_, product)| *product)
    }
}

// To whom each role sells, and how often of a hundred.
const GROUP_BUYERS: &[(Role, usize)] = &[
    (Role::Cooperative, 30),
    (Role::Trader, 34),
    (Role::GoneTrader, 1),
    (Role::Enterprise, 26),
    (Role::LastEnterprise, 4),
    (Role::Market, 5),
];
const COOPERATIVE_BUYERS: &[(Role, usize)] = &[
    (Role::Union, 15),
    (Role::Trader, 24),
    (Role::GoneTrader, 1),
    (Role::Enterprise, 45),
    (Role::LastEnterprise, 5),
    (Role::Market, 10),
];
const UNION_BUYERS: &[(Role, usize)] = &[(Role::Enterprise, 70), (Role::Market, 30)];
const TRADER_BUYERS: &[(Role, usize)] =
    &[(Role::Enterprise, 60), (Role::LastEnterprise, 5), (Role::Market, 20), (Role::Trader, 15)];
const ENTERPRISE_BUYERS: &[(Role, usize)] = &[(Role::Market, 80), (Role::Enterprise, 20)];
const SUPPLIER_BUYERS: &[(Role, usize)] = &[(Role::Group, 55), (Role::Cooperative, 30), (Role::Enterprise, 15)];

fn pick_role(buyers: &[(Role, usize)], random: &mut Random) -> Role {
    let weights: Vec<usize> = buyers.iter().map(|(_, weight)| *weight).collect();
    buyers.get(random.weighted(&weights)).map_or(Role::Market, |(role, _)| *role)
}
