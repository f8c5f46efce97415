//! Volumes of the links of a sample: each actor sells what it buys and produces, so that nearly all actors balance;
//! the exceptions are intended.
//!
//! Actors are processed from suppliers to markets, each after its inflows are known. A link against this order, such as
//! returned packaging, has no volume. Sums are in integer hundredths of a unit.

use std::collections::BTreeMap;

use super::actors::{ActorProfile, Role, is_wholesale};
use super::products::{CHAINS, SampleProducts};
use super::random::SplitMix64;
use super::year::YEAR;
use crate::map::{Actor, Link, LinkStatus, ProductId};

/// Sellers per thousand whose recorded sales exceed their stock.
const OVERSTATED_PER_MILLE: usize = 10;
/// Per cent of sellers that record the share of each buyer, and per cent of these that omit one.
const SHARES_PERCENT: usize = 30;
const MISSING_SHARE_PERCENT: usize = 10;

/// Assigns volumes to links, and shares to some.
pub(super) fn assign_volumes(
    profiles: &[ActorProfile],
    products: &SampleProducts,
    actors: &[Actor],
    links: &mut [Link],
    random: &mut SplitMix64,
) {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|at| (profiles.get(*at).map(topological_rank), *at));
    let mut ranks = vec![0; profiles.len()];
    for (rank, at) in order.iter().enumerate() {
        if let Some(slot) = ranks.get_mut(*at) {
            *slot = rank;
        }
    }
    let position = |link: &Link| [link.from.0, link.to.0].map(|id| id as usize - 1);
    let mut outgoing: Vec<Vec<usize>> = vec![Vec::new(); profiles.len()];
    for (number, link) in links.iter().enumerate() {
        if let Some(outgoing) = outgoing.get_mut(position(link)[0]) {
            outgoing.push(number);
        }
    }
    let mut stocks: Vec<BTreeMap<ProductId, u64>> = actors.iter().map(initial_stock).collect();
    for at in order {
        let (Some(profile), Some(outgoing)) = (profiles.get(at), outgoing.get(at)) else { continue };
        let stock = stocks.get_mut(at).map(std::mem::take).unwrap_or_default();
        let stock = process_stock(*profile, products, stock);
        let is_overstated = random.below(1_000) < OVERSTATED_PER_MILLE;
        let mut by_product: BTreeMap<ProductId, Vec<usize>> = BTreeMap::new();
        for number in outgoing {
            let Some(link) = links.get(*number) else { continue };
            by_product.entry(carried_product(*profile, products, link)).or_default().push(*number);
        }
        for (product, numbers) in by_product {
            let forward = |link: &Link| {
                let [from, to] = position(link).map(|at| ranks.get(at));
                from < to
            };
            let is_current =
                |number: &usize| links.get(*number).is_some_and(|link| forward(link) && is_in_force(link, actors));
            let (selling, others): (Vec<usize>, Vec<usize>) = numbers.into_iter().partition(is_current);
            let available = stock.get(&product).copied();
            // A seller without recorded supply or purchases gets a random stock.
            let total = available.unwrap_or_else(|| random.below(19_500) as u64 + 500);
            let volumes = split_total(total, selling.len(), random);
            let has_single_product =
                others.is_empty() && selling.iter().all(|number| has_only_product(links.get(*number), product));
            if has_single_product && selling.len() > 1 && total > 0 && random.chance(SHARES_PERCENT) {
                assign_shares(&selling, &volumes, total, links, random);
            }
            for (number, volume) in selling.iter().zip(volumes) {
                let Some(link) = links.get_mut(*number) else { continue };
                let recorded = if is_overstated && available.is_some() { volume * 3 / 2 } else { volume };
                link.volume = Some(recorded as f64 / 100.0);
                if let Some(stock) = stocks.get_mut(position(link)[1]) {
                    *stock.entry(product).or_default() += recorded;
                }
            }
            for number in others {
                let Some(link) = links.get_mut(number) else { continue };
                // Links not in force get a volume; links in force that run backward get none.
                let profile = 20 + random.below(60) as u64;
                let is_inactive = !is_in_force(link, actors);
                link.volume = is_inactive.then(|| (total * profile / 100) as f64 / 100.0);
            }
        }
    }
}

/// Processing order of an actor: after all that sell to it, except those of equal rank.
fn topological_rank(profile: &ActorProfile) -> usize {
    match profile.role {
        Role::Supplier => 0,
        Role::Group => 1,
        Role::Cooperative => 2,
        Role::Union => 3,
        Role::Trader | Role::DissolvedTrader => 4 + usize::from(is_wholesale(*profile)),
        Role::Enterprise | Role::DeadEndEnterprise => 6,
        Role::Market => 7,
    }
}

fn initial_stock(actor: &Actor) -> BTreeMap<ProductId, u64> {
    actor.supply.iter().map(|supply| (supply.product, (supply.volume.unwrap_or_default() * 100.0) as u64)).collect()
}

/// The stock after an enterprise has processed its raw product.
fn process_stock(
    profile: ActorProfile,
    products: &SampleProducts,
    mut stock: BTreeMap<ProductId, u64>,
) -> BTreeMap<ProductId, u64> {
    let chain = products.chains.get(profile.chain).zip(CHAINS.get(profile.chain));
    if let (Role::Enterprise, Some(((raw, processed), (.., ratio)))) = (profile.role, chain)
        && let Some(input) = stock.remove(raw)
    {
        *stock.entry(*processed).or_default() += input * u64::from(*ratio) / 100;
    }
    stock
}

/// The product that moves along a link; the link may name a broader one.
fn carried_product(profile: ActorProfile, products: &SampleProducts, link: &Link) -> ProductId {
    let named = link.products.first().copied().unwrap_or_default();
    match (profile.role, products.chains.get(profile.chain)) {
        _ if named == products.packaging || named == products.supplies => named,
        (Role::Enterprise, Some((_, processed))) => *processed,
        (_, Some((raw, _))) => *raw,
        (_, None) => named,
    }
}

pub(super) fn is_in_force(link: &Link, actors: &[Actor]) -> bool {
    let present = |id: u32| actors.get(id as usize - 1).is_some_and(|actor| actor.is_present(YEAR));
    link.status(YEAR, present(link.from.0) && present(link.to.0)) == LinkStatus::InForce
}

fn has_only_product(link: Option<&Link>, product: ProductId) -> bool {
    link.is_some_and(|link| link.products.len() == 1 && link.products.contains(&product))
}

/// Splits a total at random into parts within a factor of about two of each other.
fn split_total(total: u64, parts: usize, random: &mut SplitMix64) -> Vec<u64> {
    let weights: Vec<u64> = (0..parts).map(|_| 50 + random.below(51) as u64).collect();
    let weight_sum: u64 = weights.iter().sum::<u64>().max(1);
    let mut shares: Vec<u64> = weights.iter().map(|weight| total * weight / weight_sum).collect();
    let remainder = total.saturating_sub(shares.iter().sum());
    if let Some(last) = shares.last_mut() {
        *last += remainder;
    }
    shares
}

/// Assigns shares in integer per cent that sum to 100, unless the last is omitted.
fn assign_shares(selling: &[usize], volumes: &[u64], total: u64, links: &mut [Link], random: &mut SplitMix64) {
    let mut remaining = 100;
    let omits_last = random.chance(MISSING_SHARE_PERCENT);
    for (index, (number, volume)) in selling.iter().zip(volumes).enumerate() {
        let is_last = index + 1 == selling.len();
        let share = if is_last { remaining } else { (volume * 100 / total).min(remaining) };
        remaining -= share;
        if let Some(link) = links.get_mut(*number).filter(|_| !(is_last && omits_last)) {
            link.share = Some(share as f64);
        }
    }
}
