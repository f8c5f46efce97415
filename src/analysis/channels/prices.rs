//! Prices along a channel: what each actor pays and gets for the quantity that yields one unit at the end.
//!
//! All prices are converted to one unit of the final product by the yields on the path: at a yield of 0.65, a unit of
//! rice costs its miller the price of 1/0.65 units of paddy. The value an actor adds is what it gets less what it pays;
//! the first actor's own costs are not on the map, so all that it gets counts as added. Thus the values added sum to
//! the last price.

use std::collections::BTreeMap;

use super::PathProducts;
use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::map::{Actor, ActorId, Link, ProductId};

/// Prices along a channel, in VND per unit of the final product.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceChain {
    /// The final product, if known.
    pub product: Option<ProductId>,
    /// One step for every actor that sells.
    pub steps: Vec<PriceStep>,
    /// The hops of the path whose links give no price.
    pub unpriced: Vec<(ActorId, ActorId)>,
    /// The actors of the path whose yield is unknown, in path order: prices before them cannot be converted to a unit
    /// of the final product.
    pub without_yield: Vec<ActorId>,
}

/// What one actor of a channel pays and gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PriceStep {
    /// The actor.
    pub actor: ActorId,
    /// The price that it pays; none for the first actor, and if unknown.
    pub purchase_price: Option<f64>,
    /// The price that it gets.
    pub sale_price: Option<f64>,
}

impl PriceStep {
    /// The value added: what the actor gets less what it pays; for the first actor all that it gets.
    pub fn value_added(&self, is_first: bool) -> Option<f64> {
        if is_first { self.sale_price } else { Some(self.sale_price? - self.purchase_price?) }
    }
}

/// One hop of the path: its product, and the price of a unit of that product.
struct PathSegment {
    product: ProductIdx,
    price: Option<f64>,
}

/// The prices along a path; empty when the path is broken.
pub(super) fn price_chain(network: &Network<'_>, path: &[ActorId], path_products: &PathProducts<'_>) -> PriceChain {
    let segments = path_segments(network, path, path_products);
    let Some(last) = segments.last() else { return PriceChain::default() };
    // Units of the final product per unit of each segment's product.
    let mut factors: Vec<Option<f64>> = Vec::with_capacity(segments.len());
    let mut factor = Some(1.0);
    let mut without_yield = Vec::new();
    for (position, segment) in segments.iter().enumerate().rev() {
        if let Some(next) = segments.get(position + 1) {
            let actor = path.get(position + 1).and_then(|id| network.map.actors().get(id));
            let yield_ratio = actor.and_then(|actor| yield_of(network, actor, segment.product, next.product));
            let yield_ratio = yield_ratio.filter(|yield_ratio| *yield_ratio > 0.0);
            if yield_ratio.is_none() {
                without_yield.extend(path.get(position + 1));
            }
            factor = factor.zip(yield_ratio).map(|(one, other): (f64, f64)| one * other);
        }
        factors.push(factor);
    }
    factors.reverse();
    without_yield.reverse();
    let prices: Vec<Option<f64>> = segments
        .iter()
        .zip(&factors)
        .map(|(segment, factor)| segment.price.zip(factor.filter(|factor| *factor > 0.0)).map(|(price, by)| price / by))
        .collect();
    let steps = path.iter().zip(&prices).enumerate().map(|(position, (actor, sale_price))| PriceStep {
        actor: *actor,
        purchase_price: position.checked_sub(1).and_then(|before| prices.get(before).copied().flatten()),
        sale_price: *sale_price,
    });
    let pairs = path.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    PriceChain {
        product: Some(network.products.id(last.product)),
        steps: steps.collect(),
        unpriced: pairs.zip(&segments).filter(|(_, segment)| segment.price.is_none()).map(|(pair, _)| pair).collect(),
        without_yield,
    }
}

/// One product for each hop, such that each becomes the next; the lowest of several. Empty when the path is broken.
fn path_segments(network: &Network<'_>, path: &[ActorId], path_products: &PathProducts<'_>) -> Vec<PathSegment> {
    // Backwards: which products of a hop lead to one of the next.
    let mut candidates: Vec<Vec<ProductIdx>> = Vec::with_capacity(path_products.hops.len());
    for (position, hop) in path_products.hops.iter().enumerate().rev() {
        let mut products: Vec<ProductIdx> = hop.iter().flat_map(|(_, carried)| carried).copied().collect();
        products.sort_unstable();
        products.dedup();
        if let (Some(next), Some(actor)) = (candidates.last(), actor_at(network, path, position + 1)) {
            products
                .retain(|product| next.iter().any(|to| conversion_yields(network, actor, *product).contains_key(to)));
        }
        candidates.push(products);
    }
    candidates.reverse();
    let mut segments: Vec<PathSegment> = Vec::with_capacity(candidates.len());
    for (position, (products, hop)) in candidates.iter().zip(&path_products.hops).enumerate() {
        let before = segments.last().map(|piece| piece.product);
        let actor = actor_at(network, path, position);
        let is_compatible = |product: &&ProductIdx| match (before, actor) {
            (Some(before), Some(actor)) => conversion_yields(network, actor, before).contains_key(*product),
            _ => true,
        };
        let Some(product) = products.iter().find(is_compatible).copied() else { return Vec::new() };
        let mut links = hop.iter().filter(|(_, carried)| carried.contains(&product)).map(|(link, _): &(&Link, _)| link);
        segments.push(PathSegment { product, price: links.find_map(|link| link.price) });
    }
    segments
}

fn actor_at<'a>(network: &'a Network<'_>, path: &[ActorId], position: usize) -> Option<&'a Actor> {
    path.get(position).and_then(|id| network.map.actors().get(id))
}

fn yield_of(network: &Network<'_>, actor: &Actor, from: ProductIdx, to: ProductIdx) -> Option<f64> {
    conversion_yields(network, actor, from).get(&to).copied().flatten()
}

/// What an actor's conversions make of a product, with the units per unit of input if known; by the fewest conversions.
fn conversion_yields(network: &Network<'_>, actor: &Actor, from: ProductIdx) -> BTreeMap<ProductIdx, Option<f64>> {
    let mut all = BTreeMap::from([(from, Some(1.0))]);
    let mut open = vec![from];
    let mut next = 0;
    while let Some(product) = open.get(next).copied() {
        next += 1;
        let factor = all.get(&product).copied().flatten();
        for conversion in &actor.converts {
            let accepts = network.products.is_within(product, conversion.from);
            let Some(to) = network.products.index(conversion.to).filter(|to| accepts && !all.contains_key(to)) else {
                continue;
            };
            all.insert(to, factor.zip(conversion.yield_ratio).map(|(one, other): (f64, f64)| one * other));
            open.push(to);
        }
    }
    all
}
