//! Prices along a channel: what each actor pays and gets for as much of its goods as makes one unit at the end.
//!
//! All prices are brought to one unit of what the goods are at the end, by the yields on the way: at a yield of 0.65,
//! a unit of rice costs its miller the price of 1/0.65 units of paddy. What an actor adds is what it gets less what it
//! pays; the first actor's own costs are not on the map, so all that it gets counts as added by it. Thus what all
//! actors add sums up to the last price.

use std::collections::BTreeMap;

use super::Along;
use crate::analysis::goods::Good;
use crate::analysis::network::Network;
use crate::map::{Actor, ActorId, Link, ProductId};

/// Prices along a channel, in VND per unit of the goods at the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceChain {
    /// What the goods are at the end, where that is clear.
    pub product: Option<ProductId>,
    /// One step for every actor that sells.
    pub steps: Vec<PriceStep>,
    /// The pieces of the path whose links tell no price.
    pub unpriced: Vec<(ActorId, ActorId)>,
    /// The actors of the path whose yield is not told, in its order: prices before them cannot be brought to one unit
    /// of the goods at the end.
    pub without_yield: Vec<ActorId>,
}

/// What one actor of a channel pays and gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceStep {
    /// The actor.
    pub actor: ActorId,
    /// What it pays; none for the first actor, and where it is not told.
    pub pays: Option<f64>,
    /// What it gets.
    pub gets: Option<f64>,
}

impl PriceStep {
    /// What the actor adds: what it gets less what it pays. The first actor adds all that it gets.
    pub fn adds(&self, is_first: bool) -> Option<f64> {
        if is_first { self.gets } else { Some(self.gets? - self.pays?) }
    }
}

/// One piece of the path: the good on it, and the price of a unit of that good.
struct Piece {
    good: Good,
    price: Option<f64>,
}

/// Reads the prices along a path; nothing when the path is broken.
pub(super) fn read(network: &Network<'_>, path: &[ActorId], along: &Along<'_>) -> PriceChain {
    let pieces = pieces(network, path, along);
    let Some(last) = pieces.last() else { return PriceChain::default() };
    // How much of the goods at the end comes of a unit of each piece's good.
    let mut factors: Vec<Option<f64>> = Vec::with_capacity(pieces.len());
    let mut factor = Some(1.0);
    let mut without_yield = Vec::new();
    for (position, piece) in pieces.iter().enumerate().rev() {
        if let Some(next) = pieces.get(position + 1) {
            let actor = path.get(position + 1).and_then(|id| network.map.actors().get(id));
            let here = actor.and_then(|actor| yield_of(network, actor, piece.good, next.good));
            let here = here.filter(|here| *here > 0.0);
            if here.is_none() {
                without_yield.extend(path.get(position + 1));
            }
            factor = factor.zip(here).map(|(one, other): (f64, f64)| one * other);
        }
        factors.push(factor);
    }
    factors.reverse();
    without_yield.reverse();
    let prices: Vec<Option<f64>> = pieces
        .iter()
        .zip(&factors)
        .map(|(piece, factor)| piece.price.zip(factor.filter(|factor| *factor > 0.0)).map(|(price, by)| price / by))
        .collect();
    let steps = path.iter().zip(&prices).enumerate().map(|(position, (actor, gets))| PriceStep {
        actor: *actor,
        pays: position.checked_sub(1).and_then(|before| prices.get(before).copied().flatten()),
        gets: *gets,
    });
    let pairs = path.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    PriceChain {
        product: Some(network.goods.id(last.good)),
        steps: steps.collect(),
        unpriced: pairs.zip(&pieces).filter(|(_, piece)| piece.price.is_none()).map(|(pair, _)| pair).collect(),
        without_yield,
    }
}

/// One good for each piece, such that each becomes the next; the lowest of several. Empty when the path is broken.
fn pieces(network: &Network<'_>, path: &[ActorId], along: &Along<'_>) -> Vec<Piece> {
    // Backwards: which goods of a piece lead to one of the next.
    let mut fits: Vec<Vec<Good>> = Vec::with_capacity(along.hops.len());
    for (position, hop) in along.hops.iter().enumerate().rev() {
        let mut goods: Vec<Good> = hop.iter().flat_map(|(_, taken)| taken).copied().collect();
        goods.sort_unstable();
        goods.dedup();
        if let (Some(next), Some(actor)) = (fits.last(), actor_at(network, path, position + 1)) {
            goods.retain(|good| next.iter().any(|to| becomes(network, actor, *good).contains_key(to)));
        }
        fits.push(goods);
    }
    fits.reverse();
    let mut pieces: Vec<Piece> = Vec::with_capacity(fits.len());
    for (position, (goods, hop)) in fits.iter().zip(&along.hops).enumerate() {
        let before = pieces.last().map(|piece| piece.good);
        let actor = actor_at(network, path, position);
        let fit = |good: &&Good| match (before, actor) {
            (Some(before), Some(actor)) => becomes(network, actor, before).contains_key(*good),
            _ => true,
        };
        let Some(good) = goods.iter().find(fit).copied() else { return Vec::new() };
        let mut links = hop.iter().filter(|(_, taken)| taken.contains(&good)).map(|(link, _): &(&Link, _)| link);
        pieces.push(Piece { good, price: links.find_map(|link| link.price) });
    }
    pieces
}

fn actor_at<'a>(network: &'a Network<'_>, path: &[ActorId], position: usize) -> Option<&'a Actor> {
    path.get(position).and_then(|id| network.map.actors().get(id))
}

fn yield_of(network: &Network<'_>, actor: &Actor, from: Good, to: Good) -> Option<f64> {
    becomes(network, actor, from).get(&to).copied().flatten()
}

/// What an actor passes goods on as, with the units that come of one unit, where that is known; by the fewest
/// conversions.
fn becomes(network: &Network<'_>, actor: &Actor, from: Good) -> BTreeMap<Good, Option<f64>> {
    let mut all = BTreeMap::from([(from, Some(1.0))]);
    let mut open = vec![from];
    let mut next = 0;
    while let Some(good) = open.get(next).copied() {
        next += 1;
        let factor = all.get(&good).copied().flatten();
        for conversion in &actor.converts {
            let takes = network.goods.is_within(good, conversion.from);
            let Some(to) = network.goods.good(conversion.to).filter(|to| takes && !all.contains_key(to)) else {
                continue;
            };
            all.insert(to, factor.zip(conversion.yield_ratio).map(|(one, other): (f64, f64)| one * other));
            open.push(to);
        }
    }
    all
}
