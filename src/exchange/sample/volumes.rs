//! How much moves along the links of a sample: what comes in and is made goes out again, so that the books of nearly
//! every actor balance; where they do not, it is on purpose.
//!
//! Actors are gone through from suppliers to markets, each when all that comes to it is known. A link that runs against
//! this order, such as crates going back, says no volume. All sums are whole hundredths.

use std::collections::BTreeMap;

use super::YEAR;
use super::actors::{ActorProfile, Role, is_wholesale};
use super::products::{CHAINS, SampleProducts};
use super::random::SplitMix64;
use crate::map::{Actor, Link, LinkStatus, ProductId};

/// Of a thousand sellers, so many write down more than they have.
const OVERSTATED_PER_MILLE: usize = 10;
/// Of a hundred sellers, so many say what share each buyer gets; and of a hundred of these, so many leave one out.
const SHARES_PERCENT: usize = 30;
const MISSING_SHARE_PERCENT: usize = 10;

/// Gives every link its volume, and some their share.
pub(super) fn assign_volumes(
    profiles: &[ActorProfile],
    products: &SampleProducts,
    actors: &[Actor],
    links: &mut [Link],
    random: &mut SplitMix64,
) {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|at| (profiles.get(*at).map(topological_rank), *at));
    let mut places = vec![0; profiles.len()];
    for (place, at) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(*at) {
            *slot = place;
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
                let [from, to] = position(link).map(|at| places.get(at));
                from < to
            };
            let is_current =
                |number: &usize| links.get(*number).is_some_and(|link| forward(link) && is_in_force(link, actors));
            let (selling, others): (Vec<usize>, Vec<usize>) = numbers.into_iter().partition(is_current);
            let have = stock.get(&product).copied();
            // Who buys from nobody on the map has it from somewhere all the same.
            let total = have.unwrap_or_else(|| random.below(19_500) as u64 + 500);
            let volumes = split_total(total, selling.len(), random);
            let has_single_product =
                others.is_empty() && selling.iter().all(|number| has_only_product(links.get(*number), product));
            if has_single_product && selling.len() > 1 && total > 0 && random.chance(SHARES_PERCENT) {
                assign_shares(&selling, &volumes, total, links, random);
            }
            for (number, volume) in selling.iter().zip(volumes) {
                let Some(link) = links.get_mut(*number) else { continue };
                let written = if is_overstated && have.is_some() { volume * 3 / 2 } else { volume };
                link.volume = Some(written as f64 / 100.0);
                if let Some(stock) = stocks.get_mut(position(link)[1]) {
                    *stock.entry(product).or_default() += written;
                }
            }
            for number in others {
                let Some(link) = links.get_mut(number) else { continue };
                // What was, will or may be sold; products that run back say nothing.
                let profile = 20 + random.below(60) as u64;
                let before = !is_in_force(link, actors);
                link.volume = before.then(|| (total * profile / 100) as f64 / 100.0);
            }
        }
    }
}

/// When an actor's turn comes: after all who sell to it, but for those of its own turn.
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

/// What there is once an enterprise has processed what came.
fn process_stock(
    profile: ActorProfile,
    products: &SampleProducts,
    mut stock: BTreeMap<ProductId, u64>,
) -> BTreeMap<ProductId, u64> {
    let chain = products.chains.get(profile.chain).zip(CHAINS.get(profile.chain));
    if let (Role::Enterprise, Some(((raw, made), (.., ratio)))) = (profile.role, chain)
        && let Some(input) = stock.remove(raw)
    {
        *stock.entry(*made).or_default() += input * u64::from(*ratio) / 100;
    }
    stock
}

/// The very goods that move along a link; it may name what they are part of.
fn carried_product(profile: ActorProfile, products: &SampleProducts, link: &Link) -> ProductId {
    let named = link.products.first().copied().unwrap_or_default();
    match (profile.role, products.chains.get(profile.chain)) {
        _ if named == products.packaging || named == products.supplies => named,
        (Role::Enterprise, Some((_, made))) => *made,
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

/// A total in so many parts, none less than half as large as any other but for rounding.
fn split_total(total: u64, parts: usize, random: &mut SplitMix64) -> Vec<u64> {
    let weights: Vec<u64> = (0..parts).map(|_| 50 + random.below(51) as u64).collect();
    let all: u64 = weights.iter().sum::<u64>().max(1);
    let mut given: Vec<u64> = weights.iter().map(|weight| total * weight / all).collect();
    let rest = total.saturating_sub(given.iter().sum());
    if let Some(last) = given.last_mut() {
        *last += rest;
    }
    given
}

/// Whole per cents that sum to a hundred, but where one is left out.
fn assign_shares(selling: &[usize], volumes: &[u64], total: u64, links: &mut [Link], random: &mut SplitMix64) {
    let mut left = 100;
    let omits_last = random.chance(MISSING_SHARE_PERCENT);
    for (index, (number, volume)) in selling.iter().zip(volumes).enumerate() {
        let is_last = index + 1 == selling.len();
        let share = if is_last { left } else { (volume * 100 / total).min(left) };
        left -= share;
        if let Some(link) = links.get_mut(*number).filter(|_| !(is_last && omits_last)) {
            link.share = Some(share as f64);
        }
    }
}
