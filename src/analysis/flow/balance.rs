//! Whether what an actor sells of a product is what it has of it.
//!
//! Compared only where all that counts is known: every link in force that may carry the product, in or out, names it
//! alone and gives a volume; what the actor supplies of it is given; and what it makes of it comes from one product
//! that it makes nothing else of. Goods that come and never leave are no matter of balance: they are used up, or the
//! findings on dead ends and outlets speak of them.

use super::trade::Trade;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{Actor, ActorId, ActorKind, Link, ProductId};

/// Differences up to this part of what there is are rounding.
const TOLERANCE: f64 = 0.01;

/// Where goods have been through more conversions than this at one actor, what there is of them is not followed back.
const DEEPEST: usize = 8;

/// An actor that sells more or less of a product than it has; volumes a year in the product's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Imbalance {
    /// The actor.
    pub actor: ActorId,
    /// The product.
    pub product: ProductId,
    /// What there is: own supply, what comes in, and what is made of other products.
    pub available: f64,
    /// What goes out.
    pub outflow: f64,
}

/// Every imbalance, by actor and product, and how many times there was enough to compare.
pub(in crate::analysis) fn imbalances(
    trade: &Trade<'_, '_>,
    progress: &Progress<'_>,
) -> Option<(Vec<Imbalance>, usize)> {
    let network = trade.network;
    let mut found = Vec::new();
    let mut compared = 0;
    let mut sold: Vec<ProductId> = Vec::new();
    for node in network.graph.node_indices() {
        progress.step(1)?;
        // Most actors say no volume, and need no more than this look.
        sold.clear();
        let outs = trade.out_of(node).map(|(_, passage)| passage.link);
        sold.extend(outs.filter(|link| link.volume.is_some()).filter_map(single));
        let actor = network.graph[node];
        if sold.is_empty() || actor.kind == ActorKind::Supporter {
            continue;
        }
        sold.sort_unstable();
        sold.dedup();
        let outs = trade.out_of(node).map(|(_, passage)| passage.link).collect();
        let books = Books { network, actor, ins: trade.into(node).map(|passage| passage.link).collect(), outs };
        for product in sold.iter().copied() {
            let (Some(available), Some(outflow)) = (books.available(product, &mut Vec::new()), books.sold(product))
            else {
                continue;
            };
            compared += 1;
            let slack = TOLERANCE * available + 1e-9;
            // What is turned into something else need not leave, nor what a market sells to consumers.
            let may_stay = actor.kind == ActorKind::Market || books.turns(product);
            if outflow > available + slack || (!may_stay && outflow < available - slack) {
                found.push(Imbalance { actor: actor.id, product, available, outflow });
            }
        }
    }
    Some((found, compared))
}

/// The one product that a link names.
fn single(link: &Link) -> Option<ProductId> {
    link.products.first().copied().filter(|_| link.products.len() == 1)
}

/// What one actor takes in and gives out.
struct Books<'a, 'map> {
    network: &'a Network<'map>,
    actor: &'map Actor,
    ins: Vec<&'map Link>,
    outs: Vec<&'map Link>,
}

impl Books<'_, '_> {
    fn sold(&self, product: ProductId) -> Option<f64> {
        self.sum(&self.outs, product)
    }

    /// The volume of a product over links; none when one that may carry it does not say how much.
    fn sum(&self, links: &[&Link], product: ProductId) -> Option<f64> {
        let mut total = 0.0;
        for link in links {
            if single(link) == Some(product) {
                total += link.volume?;
            } else if link.products.is_empty() || link.products.iter().any(|listed| self.akin(*listed, product)) {
                return None;
            }
        }
        Some(total)
    }

    /// Whether one product is the other or a part of it.
    fn akin(&self, one: ProductId, other: ProductId) -> bool {
        let goods = &self.network.goods;
        one == other || goods.good(one).zip(goods.good(other)).is_some_and(|(one, other)| goods.are_akin(one, other))
    }

    /// Whether the actor turns a product into another.
    fn turns(&self, product: ProductId) -> bool {
        self.actor.converts.iter().any(|conversion| self.akin(conversion.from, product))
    }

    /// What there is of a product; none when that cannot be known, or nothing says where it comes from. `open` are
    /// the products asked for on the way here.
    fn available(&self, product: ProductId, open: &mut Vec<ProductId>) -> Option<f64> {
        if open.len() >= DEEPEST || open.contains(&product) {
            return None;
        }
        let mut total = self.sum(&self.ins, product)?;
        let mut has_source = self.ins.iter().any(|link| single(link) == Some(product));
        for supply in self.actor.supply.iter().filter(|supply| self.akin(supply.product, product)) {
            total += supply.volume.filter(|_| supply.product == product)?;
            has_source = true;
        }
        open.push(product);
        for conversion in self.actor.converts.iter().filter(|conversion| self.akin(conversion.to, product)) {
            let from = conversion.from;
            let rivals = self.actor.converts.iter().filter(|other| self.akin(other.from, from)).count();
            let ratio = conversion.yield_ratio.filter(|_| conversion.to == product && rivals == 1)?;
            total += (self.available(from, open)? - self.sold(from)?).max(0.0) * ratio;
            has_source = true;
        }
        open.pop();
        has_source.then_some(total)
    }
}
