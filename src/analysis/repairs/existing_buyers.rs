//! The existing buyers of each product, and which to ask first: those in the same commune or district, then those that deal with
//! the same union, then those with most suppliers.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::NodeIndex;

use crate::analysis::buyer_suggestions::{Deliveries, rank_buyers};
use crate::analysis::network::Network;
use crate::analysis::progress::Progress;
use crate::map::{ActorId, ActorKind, LinkForm, LinkKind, ProductId};

/// The buyers of one product.
#[derive(Default)]
struct ProductBuyers {
    /// By number of suppliers, most first.
    ranked: Vec<NodeIndex>,
    /// The unions that each buyer deals with, itself or through a member.
    unions: BTreeSet<(ActorId, NodeIndex)>,
}

/// The buyers of every product.
pub(in crate::analysis) struct ExistingBuyers {
    by_product: BTreeMap<ProductId, ProductBuyers>,
    unions: BTreeMap<ActorId, Vec<ActorId>>,
}

impl ExistingBuyers {
    /// Collects the buyers to whom some link in force names a product, or a broader one. `None` when cancelled.
    pub fn new(network: &Network<'_>, progress: &Progress<'_>) -> Option<Self> {
        let unions = unions(network);
        let deliveries = Deliveries::new(network);
        let products = network.map.products().keys();
        let by_product = products.map(|product| {
            let pairs = deliveries.of_product(network, *product);
            progress.step(1 + pairs.len())?;
            Some((
                *product,
                ProductBuyers { ranked: rank_buyers(&pairs), unions: unions_of_buyers(network, &pairs, &unions) },
            ))
        });
        let by_product = by_product.collect::<Option<_>>()?;
        Some(Self { by_product, unions })
    }

    /// The buyers that an actor could ask for a product, the first to ask first, at most `limit`.
    pub fn suggest(&self, network: &Network<'_>, actor: NodeIndex, product: ProductId, limit: usize) -> Vec<NodeIndex> {
        let Some(buyers) = self.by_product.get(&product) else { return Vec::new() };
        let own_unions: &[ActorId] = self.unions.get(&network.graph[actor].id).map_or(&[], Vec::as_slice);
        let is_near = |buyer: NodeIndex| network.graph[buyer].is_near(network.graph[actor]);
        let shares_union = |buyer: NodeIndex| own_unions.iter().any(|union| buyers.unions.contains(&(*union, buyer)));
        let distance_class = |buyer: NodeIndex| match (is_near(buyer), shares_union(buyer)) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        let mut by_class: [Vec<NodeIndex>; 4] = Default::default();
        for buyer in buyers.ranked.iter().copied().filter(|buyer| *buyer != actor) {
            let distance_class = distance_class(buyer);
            if let Some(known) = by_class.get_mut(distance_class).filter(|known| known.len() < limit) {
                known.push(buyer);
            }
            if distance_class == 0 && by_class.first().is_some_and(|nearest| nearest.len() >= limit) {
                break;
            }
        }
        by_class.into_iter().flatten().take(limit).collect()
    }

    /// Whether some buyer other than this actor takes a product.
    pub fn has_other(&self, product: ProductId, actor: NodeIndex) -> bool {
        self.by_product.get(&product).is_some_and(|buyers| buyers.ranked.iter().any(|buyer| *buyer != actor))
    }

    /// Whether a buyer takes a product from others.
    pub fn accepts(&self, buyer: NodeIndex, product: ProductId) -> bool {
        self.by_product.get(&product).is_some_and(|buyers| buyers.ranked.contains(&buyer))
    }
}

/// The unions that each actor belongs to or delivers to as a member; a union counts as its own.
fn unions(network: &Network<'_>) -> BTreeMap<ActorId, Vec<ActorId>> {
    let mut unions: BTreeMap<ActorId, Vec<ActorId>> = BTreeMap::new();
    let is_union = |id: &ActorId| {
        network.map.actors().get(id).is_some_and(|actor| actor.kind_in(network.year) == ActorKind::Union)
    };
    for link in network.map.links().values() {
        let belongs = link.kind == LinkKind::Member || link.form == Some(LinkForm::Member);
        if belongs
            && is_union(&link.to)
            && network.network_link(link).is_some_and(|network_link| network_link.break_reason.is_none())
        {
            unions.entry(link.from).or_default().push(link.to);
        }
    }
    for id in network.map.actors().keys().filter(|id| is_union(id)) {
        unions.entry(*id).or_default().push(*id);
    }
    unions
}

/// The unions that each buyer deals with, itself or through a member.
fn unions_of_buyers(
    network: &Network<'_>,
    pairs: &[(NodeIndex, NodeIndex)],
    unions: &BTreeMap<ActorId, Vec<ActorId>>,
) -> BTreeSet<(ActorId, NodeIndex)> {
    let of_supplier = |supplier: NodeIndex| unions.get(&network.graph[supplier].id).into_iter().flatten();
    pairs.iter().flat_map(|(buyer, supplier)| of_supplier(*supplier).map(|union| (*union, *buyer))).collect()
}
