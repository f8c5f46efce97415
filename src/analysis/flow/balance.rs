//! Whether an actor's outflow of a product matches what it has.
//!
//! Compared only where all terms are known: every link in force that may carry the product, in or out, names it alone
//! and gives a volume; the actor's supply of it is given; and what it makes of it comes from one product that it makes
//! nothing else of. Products that arrive and never leave are not compared: they are used up, or the findings on dead
//! ends and outlets cover them.

use super::flow_network::FlowNetwork;
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{Actor, ActorId, ActorKind, Link, ProductId};

/// Relative differences up to this are rounding.
const TOLERANCE: f64 = 0.01;

/// The most conversions at one actor through which availability is traced back.
const MAX_DEPTH: usize = 8;

/// An actor that sells more or less of a product than it has; volumes per year in the product's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Imbalance {
    /// The actor.
    pub actor: ActorId,
    /// The product.
    pub product: ProductId,
    /// The volume available: own supply, inflow, and what is made of other products.
    pub available: f64,
    /// The volume sold.
    pub outflow: f64,
}

/// Every imbalance, by actor and product, and the number of comparisons made. `None` when cancelled.
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
        // Most actors give no volume and are skipped here.
        sold.clear();
        let out_links = flow_network.outgoing(node).map(|(_, arc)| arc.link);
        sold.extend(out_links.filter(|link| link.volume.is_some()).filter_map(single_product));
        let actor = network.graph[node];
        if sold.is_empty() || actor.kind_in(network.year) == ActorKind::Supporter {
            continue;
        }
        sold.sort_unstable();
        sold.dedup();
        let out_links = flow_network.outgoing(node).map(|(_, arc)| arc.link).collect();
        let balance = ActorBalance {
            network,
            actor,
            inflows: flow_network.incoming(node).map(|arc| arc.link).collect(),
            outflows: out_links,
        };
        for product in sold.iter().copied() {
            let (Some(available), Some(outflow)) =
                (balance.available(product, &mut Vec::new()), balance.outflow(product))
            else {
                continue;
            };
            compared += 1;
            let tolerance = TOLERANCE * available + 1e-9;
            // What is converted need not leave, nor what a market sells to consumers.
            let may_stay = actor.kind_in(network.year) == ActorKind::Market || balance.converts(product);
            if outflow > available + tolerance || (!may_stay && outflow < available - tolerance) {
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

/// The inflows and outflows of one actor.
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

    /// The volume of a product over links; none when a link that may carry it gives no volume.
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

    /// Whether one product is the other, or either a part of the other.
    fn are_related(&self, one: ProductId, other: ProductId) -> bool {
        let products = &self.network.products;
        one == other
            || products
                .index(one)
                .zip(products.index(other))
                .is_some_and(|(one, other)| products.are_related(one, other))
    }

    /// Whether the actor converts a product.
    fn converts(&self, product: ProductId) -> bool {
        self.actor.converts.iter().any(|conversion| self.are_related(conversion.from, product))
    }

    /// The available volume of a product; none when unknown, or when it has no source. `visiting` holds the products of
    /// the enclosing calls.
    fn available(&self, product: ProductId, visiting: &mut Vec<ProductId>) -> Option<f64> {
        if visiting.len() >= MAX_DEPTH || visiting.contains(&product) {
            return None;
        }
        let mut total = self.total_volume(&self.inflows, product)?;
        let mut has_source = self.inflows.iter().any(|link| single_product(link) == Some(product));
        for supply in self.actor.supply.iter().filter(|supply| self.are_related(supply.product, product)) {
            total += supply.for_sale().filter(|_| supply.product == product)?;
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
