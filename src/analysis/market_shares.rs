//! How the sales of each product are shared among buyers, and how concentrated they are.

use std::collections::BTreeMap;

use super::network::Network;
use super::progress::Progress;
use crate::map::{ActorId, ProductId};

/// What one buyer takes of one product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarketShare {
    /// The product.
    pub product: ProductId,
    /// The enterprise or market.
    pub buyer: ActorId,
    /// The volume a year that it buys, as far as it is stated, in the product's unit; none where no link states it for this
    /// product alone.
    pub volume: Option<f64>,
    /// Its part of the stated volume of the product, in per cent.
    pub share: Option<f64>,
    /// The Herfindahl-Hirschman index of the product: the sum of the squares of all shares in per cent, from near 0 with many
    /// buyers alike to 10,000 with a single one. Only where every sale states its volume.
    pub hhi: Option<f64>,
}

/// What one buyer takes: the stated volume, and whether some link does not state it.
#[derive(Clone, Copy, Default)]
struct Bought {
    volume: Option<f64>,
    is_partly_unknown: bool,
}

/// The shares of the buyers of each product: over links in force that name it, from actors that are no buyers themselves, so
/// that nothing counts twice on its way on. By product, the largest first. `None` when cancelled.
pub(super) fn market_shares(network: &Network<'_>, progress: &Progress<'_>) -> Option<Vec<MarketShare>> {
    let map = network.map;
    let mut bought: BTreeMap<ProductId, BTreeMap<ActorId, Bought>> = BTreeMap::new();
    for network_link in network.graph.edge_weights().filter(|it| it.break_reason.is_none()) {
        progress.step(1)?;
        let link = network_link.link;
        let is_buyer = |id| map.actors().get(&id).is_some_and(|actor| actor.kind_in(network.year).is_buyer());
        if link.from == link.to || is_buyer(link.from) || !is_buyer(link.to) {
            continue;
        }
        // What several products share cannot be told apart.
        let volume = link.volume.filter(|_| link.products.len() == 1);
        for product in &link.products {
            let of_buyer = bought.entry(*product).or_default().entry(link.to).or_default();
            match volume {
                Some(more) => *of_buyer.volume.get_or_insert(0.0) += more,
                None => of_buyer.is_partly_unknown = true,
            }
        }
    }
    let mut shares = Vec::new();
    for (product, buyers) in bought {
        let total: f64 = buyers.values().filter_map(|bought| bought.volume).sum();
        let share = |bought: &Bought| bought.volume.filter(|_| total > 0.0).map(|volume| 100.0 * volume / total);
        let is_known = total > 0.0 && buyers.values().all(|bought| !bought.is_partly_unknown);
        let hhi = is_known.then(|| buyers.values().filter_map(share).map(|share| share * share).sum());
        let mut of_product: Vec<MarketShare> = buyers
            .iter()
            .map(|(buyer, bought)| MarketShare {
                product,
                buyer: *buyer,
                volume: bought.volume,
                share: share(bought),
                hhi,
            })
            .collect();
        of_product.sort_by(|one, other| other.volume.unwrap_or(-1.0).total_cmp(&one.volume.unwrap_or(-1.0)));
        shares.append(&mut of_product);
    }
    Some(shares)
}
