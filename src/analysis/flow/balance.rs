//! Whether what an actor sells of a product is what it has of it.
//!
//! Compared only where all that counts is known: every link in force that may carry the product, in or out, names it
//! alone and gives a volume; what the actor supplies of it is given; and what it makes of it comes from one product
//! that it makes nothing else of. Goods that come and never leave are no matter of balance: they are used up, or the
//! findings on dead ends and outlets speak of them.

use super::flow_network::FlowNetwork;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{Actor, ActorId, ActorKind, Link, ProductId};

/// Differences up to this part of what there is are rounding.
const TOLERANCE: f64 = 0.01;

/// Where goods have been through more conversions than this at one actor, what there is of them is not followed back.
const MAX_DEPTH: usize = 8;

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
    flow_network: &FlowNetwork<'_, '_>,
    progress: &Progress<'_>,
) -> Option<(Vec<Imbalance>, usize)> {
    let network = flow_network.network;
    let mut found = Vec::new();
    let mut compared = 0;
    let mut sold: Vec<ProductId> = Vec::new();
    for node in network.graph.node_indices() {
        progress.step(1)?;
        // Most actors say no volume, and need no more than this look.
        sold.clear();
        let outs = flow_network.outgoing(node).map(|(_, arc)| arc.link);
        sold.extend(outs.filter(|link| link.volume.is_some()).filter_map(single_product));
        let actor = network.graph[node];
        if sold.is_empty() || actor.kind == ActorKind::Supporter {
            continue;
        }
        sold.sort_unstable();
        sold.dedup();
        let outs = flow_network.outgoing(node).map(|(_, arc)| arc.link).collect();
        let balance = ActorBalance {
            network,
            actor,
            inflows: flow_network.incoming(node).map(|arc| arc.link).collect(),
            outflows: outs,
        };
        for product in sold.iter().copied() {
            let (Some(available), Some(outflow)) =
                (balance.available(product, &mut Vec::new()), balance.outflow(product))
            else {
                continue;
            };
            compared += 1;
            let slack = TOLERANCE * available + 1e-9;
            // What is turned into something else need not leave, nor what a market sells to consumers.
            let may_stay = actor.kind == ActorKind::Market || balance.converts(product);
            if outflow > available + slack || (!may_stay && outflow < available - slack) {
                found.push(Imbalance { actor: actor.id, product, available, outflow });
            }
        }
    }
    Some((found, compared))
}

/// The one product that a link names.
fn single_product(link: &Link) -> Option<ProductId> {
    link.products.first().copied().filter(|_| link.products.len() == 1)
}

/// What one actor takes in and gives out.
struct ActorBalance<'a, 'map> {
    network: &'a Network<'map>,
    actor: &'map Actor,
    inflows: Vec<&'map Link>,
    outflows: Vec<&'map Link>,
}

impl ActorBalance<'_, '_> {
    fn outflow(&self, product: ProductId) -> Option<f64> {
        self.total_volume(&self.outflows, product)
    }

    /// The volume of a product over links; none when one that may carry it does not say how much.
    fn total_volume(&self, links: &[&Link], product: ProductId) -> Option<f64> {
        let mut total = 0.0;
        for link in links {
            if single_product(link) == Some(product) {
                total += link.volume?;
            } else if link.products.is_empty() || link.products.iter().any(|listed| self.are_related(*listed, product))
            {
                return None;
            }
        }
        Some(total)
    }

    /// Whether one product is the other or a part of it.
    fn are_related(&self, one: ProductId, other: ProductId) -> bool {
        let products = &self.network.products;
        one == other
            || products
                .index(one)
                .zip(products.index(other))
                .is_some_and(|(one, other)| products.are_related(one, other))
    }

    /// Whether the actor turns a product into another.
    fn converts(&self, product: ProductId) -> bool {
        self.actor.converts.iter().any(|conversion| self.are_related(conversion.from, product))
    }

    /// What there is of a product; none when that cannot be known, or nothing says where it comes from. `open` are
    /// the products asked for on the way here.
    fn available(&self, product: ProductId, visiting: &mut Vec<ProductId>) -> Option<f64> {
        if visiting.len() >= MAX_DEPTH || visiting.contains(&product) {
            return None;
        }
        let mut total = self.total_volume(&self.inflows, product)?;
        let mut has_source = self.inflows.iter().any(|link| single_product(link) == Some(product));
        for supply in self.actor.supply.iter().filter(|supply| self.are_related(supply.product, product)) {
            total += supply.volume.filter(|_| supply.product == product)?;
            has_source = true;
        }
        visiting.push(product);
        for conversion in self.actor.converts.iter().filter(|conversion| self.are_related(conversion.to, product)) {
            let from = conversion.from;
            let competing = self.actor.converts.iter().filter(|other| self.are_related(other.from, from)).count();
            let ratio = conversion.yield_ratio.filter(|_| conversion.to == product && competing == 1)?;
            total += (self.available(from, visiting)? - self.outflow(from)?).max(0.0) * ratio;
            has_source = true;
        }
        visiting.pop();
        has_source.then_some(total)
    }
}
