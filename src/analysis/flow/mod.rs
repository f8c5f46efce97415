//! Volumes: how much of the supply the links can carry to buyers, whether what each actor sells is what it has, and
//! whether shares add up.
//!
//! `joint` finds what all supplies together can send to the first enterprise or market, as the verdict does. What an actor
//! keeps for itself is not sent. The volume *without an outlet* is a lower bound: where data is missing, the links are
//! assumed to carry more rather than less. So
//! - a link without a volume has no bound, nor has anything beyond a conversion of unknown yield;
//! - a producer whose volume is unknown sends nothing, and is counted.
//!
//! `max_flow` answers the same for one starting product as if it had the links to itself; where products reach a state with
//! different yields, a link's volume is converted by the least of them, under which it lets most through. It bounds what is
//! too large for `joint`.

mod balance;
mod capacity_arc;
mod dinic;
mod flow_network;
mod flow_unit;
mod gain_cycles;
mod joint;
mod max_flow;
mod positive_cycle;
mod producers;
mod reachable;
mod shares;
mod stranded_supply;

use std::collections::BTreeSet;

use balance::imbalances;
use joint::{MAX_VARIABLES, joint_flow};
use producers::{Producers, producers};
use shares::share_sums;

pub use balance::Imbalance;
pub use gain_cycles::GainCycle;
pub use shares::ShareSum;
pub use stranded_supply::StrandedSupply;

pub(super) use dinic::Dinic;
pub(super) use flow_network::FlowNetwork;
pub(super) use gain_cycles::gain_cycles;
pub(super) use positive_cycle::{Step, positive_cycle};
pub(super) use producers::is_producer;
pub(super) use reachable::ReachableGraph;
pub(super) use shares::is_full_share;

use super::network::Network;
use super::progress::Progress;
use crate::map::{LinkageMap, ProductId, Year};

/// The volumes of a map in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolumeStudy {
    /// Every product that an actor other than a buyer supplies: the largest fraction without an outlet first, those
    /// without known volume last, then by id.
    pub products: Vec<ProductFlow>,
    /// Where supply is held back, the largest fraction of all supply first.
    pub stranded: Vec<StrandedSupply>,
    /// Actors that sell more or less than they have, by actor and product.
    pub imbalances: Vec<Imbalance>,
    /// The number of actors and products whose balance could be compared.
    pub compared: usize,
    /// Shares that do not add up, by actor and product.
    pub shares: Vec<ShareSum>,
}

impl VolumeStudy {
    /// Whether what is carried is known of every product, and not only bounds of it.
    pub fn is_exact(&self) -> bool {
        self.products.iter().all(ProductFlow::is_exact)
    }
}

/// The joint flow of one supplied product; volumes per year, in its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductFlow {
    /// The product.
    pub product: ProductId,
    /// The total known supply.
    pub supply: f64,
    /// The part of it that its producers keep: own use, seed, loss.
    pub own_use: f64,
    /// What the links carry of the rest to first buyers, together with all other products: at least.
    pub carried: f64,
    /// The same: at most. Both are alike, but on maps too large to tell.
    pub carried_at_most: f64,
    /// Producers whose supply is unknown.
    pub unknown_supply: usize,
}

impl ProductFlow {
    /// Whether what is carried is known, and not only bounds of it.
    pub fn is_exact(&self) -> bool {
        self.carried >= self.carried_at_most
    }

    /// What is neither kept nor carried: at least.
    pub fn without_outlet(&self) -> f64 {
        (self.supply - self.own_use - self.carried_at_most).max(0.0)
    }

    /// The fraction of the supply without an outlet, 0 to 1; negative when no volume is known.
    pub fn lost_fraction(&self) -> f64 {
        if self.supply > 0.0 { self.without_outlet() / self.supply } else { -1.0 }
    }
}

/// The flows of all products in a year, by product.
pub fn product_flows(map: &LinkageMap, year: Year) -> Vec<ProductFlow> {
    product_flows_up_to(map, year, MAX_VARIABLES)
}

/// As [`product_flows`], solving no program of more variables than this.
pub(super) fn product_flows_up_to(map: &LinkageMap, year: Year, max_variables: usize) -> Vec<ProductFlow> {
    let network = Network::new(map, year);
    let flows = joint_flows(&FlowNetwork::new(&network), max_variables, &Progress::uncancellable());
    flows.map(|(products, _)| products).unwrap_or_default()
}

/// The volumes of a year. `None` when cancelled.
pub(super) fn volumes(flow_network: &FlowNetwork<'_, '_>, progress: &Progress<'_>) -> Option<VolumeStudy> {
    let (imbalances, compared) = imbalances(flow_network, progress)?;
    let (mut products, stranded) = joint_flows(flow_network, MAX_VARIABLES, progress)?;
    products.sort_by(|one, other| other.lost_fraction().total_cmp(&one.lost_fraction()));
    Some(VolumeStudy { products, stranded, imbalances, compared, shares: share_sums(flow_network, progress)? })
}

/// The flow of each product, by product, and what is held back. `None` when cancelled.
fn joint_flows(
    flow_network: &FlowNetwork<'_, '_>,
    max_variables: usize,
    progress: &Progress<'_>,
) -> Option<(Vec<ProductFlow>, Vec<StrandedSupply>)> {
    let map = flow_network.network.map;
    let producers = producers(flow_network.network);
    let known = || producers.iter().filter(|(_, of)| of.supply > 0.0);
    let unit = |product: &ProductId| map.products().get(product).map_or("", |product| product.unit.as_str());
    let units: BTreeSet<&str> = known().map(|(product, _)| unit(product)).collect();
    // Volumes in different units cannot be summed; fractions of the supply can.
    let weight = |product: ProductId| match producers.get(&product) {
        Some(of) if units.len() > 1 && of.supply > 0.0 => 1.0 / of.supply,
        _ => 1.0,
    };
    let flow = joint_flow(flow_network, &producers, &weight, max_variables, progress)?;
    let product_flow = |(product, of): (&ProductId, &Producers)| {
        let bounds = flow.carried.get(product).copied().unwrap_or_default();
        ProductFlow {
            product: *product,
            supply: of.supply,
            own_use: of.own_use,
            carried: bounds.least,
            carried_at_most: bounds.most.max(bounds.least),
            unknown_supply: of.unknown,
        }
    };
    let products = producers.iter().filter(|(_, of)| of.supply > 0.0 || of.unknown > 0).map(product_flow).collect();
    let groups =
        flow.stranded.iter().flat_map(|(sent, links)| StrandedSupply::from_sources(sent, links, |it| unit(&it)));
    let mut stranded: Vec<StrandedSupply> = groups.chain(flow.stranded_alone.iter().cloned()).collect();
    let fraction = |group: &StrandedSupply| {
        let all: f64 = group.products.iter().filter_map(|product| producers.get(product)).map(|of| of.supply).sum();
        if all > 0.0 { group.without_outlet / all } else { 0.0 }
    };
    stranded.sort_by(|one, other| fraction(other).total_cmp(&fraction(one)));
    Some((products, stranded))
}
