//! Volumes: how much of the supply the links can carry to buyers, whether what each actor sells is what it has, and
//! whether shares add up.
//!
//! `max_flow` is computed for each starting product by itself, in its own unit, and ends at the first enterprise or
//! market, as the verdict does. The volume *without an outlet* is a lower bound: where data is missing, the links are
//! assumed to carry more rather than less. So
//! - a link without a volume has no bound, nor has anything beyond a conversion of unknown yield;
//! - a producer whose volume is unknown sends nothing, and is counted;
//! - where products may reach a state with different yields, a link's volume is converted by the least of them, under
//!   which it lets most through;
//! - a link's one volume is shared by all that the starting product has become, but not with other starting products:
//!   each is measured as if it had the link to itself.
//!
//! Where every state has one yield and no other product needs the same links, the figures are exact.

mod balance;
mod capacity_arc;
mod dinic;
mod flow_network;
mod gain_cycles;
mod max_flow;
mod positive_cycle;
mod producers;
mod reachable;
mod shares;
mod stranded_supply;

use balance::imbalances;
use producers::producers;
use shares::share_sums;

pub use balance::Imbalance;
pub use gain_cycles::GainCycle;
pub use max_flow::ProductFlow;
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
use crate::map::{LinkageMap, Year};

/// The volumes of a map in one year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VolumeStudy {
    /// Every product that an actor other than a buyer supplies: the largest fraction without an outlet first, those
    /// without known volume last, then by id.
    pub products: Vec<ProductFlow>,
    /// Actors that sell more or less than they have, by actor and product.
    pub imbalances: Vec<Imbalance>,
    /// The number of actors and products whose balance could be compared.
    pub compared: usize,
    /// Shares that do not add up, by actor and product.
    pub shares: Vec<ShareSum>,
}

/// How much of what is supplied the links of a year can carry to buyers, by product.
pub fn max_flows(map: &LinkageMap, year: Year) -> Vec<ProductFlow> {
    product_flows(&FlowNetwork::new(&Network::new(map, year)), &Progress::uncancellable()).unwrap_or_default()
}

/// The volumes of a year. `None` when cancelled.
pub(super) fn volumes(flow_network: &FlowNetwork<'_, '_>, progress: &Progress<'_>) -> Option<VolumeStudy> {
    let (imbalances, compared) = imbalances(flow_network, progress)?;
    let mut products = product_flows(flow_network, progress)?;
    products.sort_by(|one, other| other.lost_fraction().total_cmp(&one.lost_fraction()));
    Some(VolumeStudy { products, imbalances, compared, shares: share_sums(flow_network, progress)? })
}

/// The flow of each product, by product. `None` when cancelled.
fn product_flows(flow_network: &FlowNetwork<'_, '_>, progress: &Progress<'_>) -> Option<Vec<ProductFlow>> {
    let producers = producers(flow_network.network);
    let mut flows = Vec::new();
    for (done, (product, of_product)) in producers.iter().enumerate() {
        progress.report_fraction(done, producers.len())?;
        flows.extend(max_flow::max_flow(flow_network, *product, of_product, progress));
        progress.check_cancelled()?;
    }
    Some(flows)
}
