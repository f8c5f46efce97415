//! The product links of a sample: seller, buyer, product, form and period.

use std::collections::BTreeSet;

use super::actors::{ActorProfile, Role, SampleActors, actor_id, is_wholesale};
use super::products::SampleProducts;
use super::random::SplitMix64;
use super::year::YEAR;
use crate::exchange::layout_import::nth_id;
use crate::map::{Link, LinkForm, LinkId, LinkKind, ProductId};

/// The period of a link relative to the map's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkPeriod {
    /// In force in the map's year.
    InForce,
    /// Planned, not signed.
    Planned,
    /// Ended before.
    Lapsed,
    /// Begins later.
    NotYet,
}

/// Generates links, and has those generated so far.
#[derive(Debug)]
pub(super) struct LinkGenerator<'a> {
    pub actors: &'a SampleActors,
    pub products: &'a SampleProducts,
    pub links: Vec<Link>,
    /// Actors whose sales are complete: [`Self::generate`] adds no more.
    pub fixed: BTreeSet<usize>,
}

impl LinkGenerator<'_> {
    /// Links every enterprise that is not a dead end to a market.
    pub fn link_enterprises_to_markets(&mut self, random: &mut SplitMix64) {
        for seller in self.actors.with_role(Role::Enterprise) {
            let Some(profile) = self.profile(*seller) else { continue };
            if let Some(market) = self.pick_buyer(profile, Role::Market, random) {
                let form = random.pick(&[LinkForm::Contract, LinkForm::Contract, LinkForm::Agreement]);
                self.add_link(*seller, market, self.processed_product(profile), form, LinkPeriod::InForce, random);
            }
        }
    }

    /// Nearly every actor sells once; then random sellers are added until there are `wanted` links.
    pub fn generate(&mut self, link_count: usize, random: &mut SplitMix64) {
        for seller in 0..self.actors.profiles.len() {
            let sells = match self.profile(seller).map(|profile| profile.role) {
                Some(Role::Group) => random.chance(92),
                Some(Role::Cooperative) => random.chance(95),
                Some(Role::Union | Role::Trader | Role::Supplier) => true,
                _ => false,
            };
            if sells && self.links.len() < link_count {
                self.add_sale(seller, random);
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
        // Limits the attempts, as there may be no buyers.
        for _ in 0..link_count * 4 {
            if self.links.len() >= link_count {
                break;
            }
            let role = SELLERS.get(random.weighted_index(&weights)).map_or(Role::Group, |(role, _)| *role);
            if let Some(seller) = random.pick(self.actors.with_role(role)) {
                self.add_sale(seller, random);
            }
        }
    }

    /// Adds one link typical of the seller's role.
    fn add_sale(&mut self, seller: usize, random: &mut SplitMix64) {
        let Some(profile) = self.profile(seller) else { return };
        if self.fixed.contains(&seller) {
            return;
        }
        let (role, product) = match profile.role {
            Role::Group => (pick_role(GROUP_BUYERS, random), self.raw_product(profile)),
            Role::Cooperative => (pick_role(COOPERATIVE_BUYERS, random), self.raw_product(profile)),
            Role::Union => (pick_role(UNION_BUYERS, random), self.raw_product(profile)),
            Role::Trader if is_wholesale(profile) => (Role::Market, self.raw_product(profile)),
            Role::Trader => (pick_role(TRADER_BUYERS, random), self.raw_product(profile)),
            // Packaging returns to suppliers.
            Role::Enterprise if random.chance(30) => (Role::Supplier, Some(self.products.packaging)),
            Role::Enterprise => (pick_role(ENTERPRISE_BUYERS, random), self.processed_product(profile)),
            Role::Supplier => {
                let role = pick_role(SUPPLIER_BUYERS, random);
                let supply = if role == Role::Enterprise { self.products.packaging } else { self.products.supplies };
                (role, Some(supply))
            }
            Role::Market | Role::DissolvedTrader | Role::DeadEndEnterprise => return,
        };
        let Some(buyer) = self.pick_buyer(profile, role, random).filter(|buyer| *buyer != seller) else { return };
        let form = match (profile.role, role) {
            (Role::Group, Role::Cooperative) | (_, Role::Union) => Some(LinkForm::Member),
            (_, Role::Enterprise | Role::DeadEndEnterprise) => {
                random.pick(&[LinkForm::Contract, LinkForm::Contract, LinkForm::Agreement, LinkForm::Spot])
            }
            _ => random.pick(&[LinkForm::Contract, LinkForm::Agreement, LinkForm::Spot, LinkForm::Spot]),
        };
        let period = match random.below(100) {
            0..6 => LinkPeriod::Planned,
            6..16 => LinkPeriod::Lapsed,
            16..20 => LinkPeriod::NotYet,
            _ => LinkPeriod::InForce,
        };
        let broader = product.and_then(|product| self.products.broader(product)).filter(|_| random.chance(10));
        self.add_link(seller, buyer, broader.or(product), form, period, random);
    }

    /// A buyer with this role in the seller's chain: mostly in its district, some in adjacent ones, a few anywhere.
    pub fn pick_buyer(&self, seller: ActorProfile, role: Role, random: &mut SplitMix64) -> Option<usize> {
        let district = seller.district;
        let scope = random.weighted_index(&[78, 12, 10]);
        let mut pools: Vec<&[usize]> = Vec::with_capacity(4);
        if scope == 0 {
            pools.push(self.actors.in_district(role, seller.chain, district));
        }
        if scope <= 1 {
            let districts = self.actors.districts;
            let neighbours = [(district + 1) % districts, (district + districts - 1) % districts];
            pools.extend(neighbours.map(|next| self.actors.in_district(role, seller.chain, next)));
        }
        pools.push(self.actors.in_chain(role, seller.chain));
        let pool = pools.into_iter().find(|pool| !pool.is_empty())?;
        if matches!(role, Role::Group | Role::Cooperative) { random.pick(pool) } else { random.pick_pareto(pool) }
    }

    /// Adds a product link with random years in the period.
    pub fn add_link(
        &mut self,
        seller: usize,
        buyer: usize,
        product: Option<ProductId>,
        form: Option<LinkForm>,
        period: LinkPeriod,
        random: &mut SplitMix64,
    ) {
        let (first, last) = match period {
            LinkPeriod::InForce => (YEAR - random.between(0, 3), YEAR + random.between(0, 4)),
            LinkPeriod::Planned => (YEAR + random.between(0, 1), YEAR + random.between(3, 6)),
            LinkPeriod::Lapsed => (YEAR - random.between(4, 7), YEAR - random.between(1, 3)),
            LinkPeriod::NotYet => (YEAR + random.between(1, 2), YEAR + random.between(4, 7)),
        };
        let is_contract = form == Some(LinkForm::Contract);
        let ends = is_contract || period != LinkPeriod::InForce;
        let id: LinkId = nth_id(self.links.len());
        self.links.push(Link {
            id,
            from: actor_id(seller),
            to: actor_id(buyer),
            kind: LinkKind::Product,
            products: product.into_iter().collect(),
            form,
            planned: period == LinkPeriod::Planned,
            from_year: Some(first),
            to_year: ends.then_some(last),
            volume: Some(f64::from(random.between(5, 200))),
            contract: if is_contract { format!("{id}/HĐ-MAU") } else { String::new() },
            ..Link::default()
        });
    }

    /// The profile of the actor at an index.
    pub fn profile(&self, at: usize) -> Option<ActorProfile> {
        self.actors.profiles.get(at).copied()
    }

    /// The raw product of an actor's chain.
    pub fn raw_product(&self, profile: ActorProfile) -> Option<ProductId> {
        self.products.chains.get(profile.chain).map(|(raw, _)| *raw)
    }

    fn processed_product(&self, profile: ActorProfile) -> Option<ProductId> {
        self.products.chains.get(profile.chain).map(|(_, product)| *product)
    }
}

// Buyers of each role with their weights in per cent.
const GROUP_BUYERS: &[(Role, usize)] = &[
    (Role::Cooperative, 30),
    (Role::Trader, 34),
    (Role::DissolvedTrader, 1),
    (Role::Enterprise, 26),
    (Role::DeadEndEnterprise, 4),
    (Role::Market, 5),
];
const COOPERATIVE_BUYERS: &[(Role, usize)] = &[
    (Role::Union, 15),
    (Role::Trader, 24),
    (Role::DissolvedTrader, 1),
    (Role::Enterprise, 45),
    (Role::DeadEndEnterprise, 5),
    (Role::Market, 10),
];
const UNION_BUYERS: &[(Role, usize)] = &[(Role::Enterprise, 70), (Role::Market, 30)];
const TRADER_BUYERS: &[(Role, usize)] =
    &[(Role::Enterprise, 60), (Role::DeadEndEnterprise, 5), (Role::Market, 20), (Role::Trader, 15)];
const ENTERPRISE_BUYERS: &[(Role, usize)] = &[(Role::Market, 80), (Role::Enterprise, 20)];
const SUPPLIER_BUYERS: &[(Role, usize)] = &[(Role::Group, 55), (Role::Cooperative, 30), (Role::Enterprise, 15)];

fn pick_role(buyers: &[(Role, usize)], random: &mut SplitMix64) -> Role {
    let weights: Vec<usize> = buyers.iter().map(|(_, weight)| *weight).collect();
    buyers.get(random.weighted_index(&weights)).map_or(Role::Market, |(role, _)| *role)
}
