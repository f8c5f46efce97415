//! Which products Decree 98/2018/NĐ-CP is about: those of agriculture, forestry, fishery and salt making (art. 1).

use std::collections::BTreeMap;

use crate::analysis::network::Network;
use crate::analysis::product_hierarchy::ProductIdx;
use crate::map::{Actor, Conversion, ProductId, Sector};

/// What is known of products without a statement.
pub(in crate::analysis) struct Scope {
    /// Whether a supplier or maker of each product is a farmer, forester, fisher or salt maker.
    by_makers: BTreeMap<ProductId, bool>,
}

impl Scope {
    pub fn new(network: &Network<'_>) -> Self {
        let mut by_makers: BTreeMap<ProductId, bool> = BTreeMap::new();
        for actor in network.map.actors().values().filter(|actor| actor.is_present(network.year)) {
            for product in made_by(actor) {
                *by_makers.entry(product).or_default() |= matches!(actor.sector, Sector::Agriculture | Sector::Other);
            }
        }
        Self { by_makers }
    }

    /// Whether the decree applies to a product, as far as known: as stated for it or the nearest broader product for which it
    /// is stated; else by the sectors of those who supply or make it. A product of which nothing is known counts as one.
    pub fn is_agricultural(&self, network: &Network<'_>, product: ProductIdx) -> bool {
        let records = network.map.products();
        let mut stated = network.products.ancestors(product).filter_map(|id| records.get(&id)?.agricultural);
        let by_makers = || self.by_makers.get(&network.products.id(product)).copied().unwrap_or(true);
        stated.next().unwrap_or_else(by_makers)
    }
}

fn made_by(actor: &Actor) -> impl Iterator<Item = ProductId> {
    let made = actor.converts.iter().flat_map(Conversion::outputs);
    actor.supply.iter().map(|supply| supply.product).chain(made)
}
