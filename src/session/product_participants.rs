//! Who deals in some of a map's products, for a filter by product.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::map::{Actor, ActorId, IdIndex, Link, LinkKind, LinkageMap, ProductId};

/// What of a map has to do with the products that are not hidden.
#[derive(Debug)]
pub(super) struct ProductParticipants {
    /// What may stand for one of them: they themselves, and what they are part of.
    matching_products: HashSet<ProductId>,
    actor_index: IdIndex<ActorId>,
    /// Of each actor whether it deals in one of them.
    participates: Vec<bool>,
}

impl ProductParticipants {
    /// Whoever supplies, makes, works up, sells or buys one of these products, or is to sell it for a model. Of whom no
    /// goods are known, such as a bank, belongs to those it is linked with. Linear in the map.
    pub fn new(map: &LinkageMap, hidden: &BTreeSet<ProductId>) -> Self {
        let visible = map.products().keys().filter(|id| !hidden.contains(id));
        let names: HashSet<ProductId> = visible.flat_map(|id| map.product_and_broader(*id)).collect();
        let actor_at = IdIndex::new(map.actors().keys().copied());
        // Of whom some products are participation, whether any of them is visible.
        let mut participation: Vec<Option<bool>> = vec![None; map.actors().len()];
        let mut mark = |actor: ActorId, products: &mut dyn Iterator<Item = ProductId>| {
            let Some(participation) = actor_at.index_of(actor).and_then(|index| participation.get_mut(index)) else {
                return;
            };
            for product in products {
                *participation = Some(participation.unwrap_or_default() || names.contains(&product));
            }
        };
        for actor in map.actors().values() {
            mark(actor.id, &mut own_products(actor));
        }
        for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
            for end in [link.from, link.to] {
                mark(end, &mut link.products.iter().copied());
            }
        }
        for model in map.models().values() {
            for core in &model.core {
                mark(*core, &mut model.products.iter().copied());
            }
        }
        // Whom those of whom nothing is participation are linked with.
        let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for link in map.links().values() {
            let Some((from, to)) = actor_at.index_of(link.from).zip(actor_at.index_of(link.to)) else { continue };
            for (from, to) in [(from, to), (to, from)] {
                if participation.get(to) == Some(&None) {
                    partners.entry(from).or_default().push(to);
                }
            }
        }
        let mut deal: Vec<bool> = participation.into_iter().map(Option::unwrap_or_default).collect();
        let mut stack: Vec<usize> =
            deal.iter().enumerate().filter(|(_, deals)| **deals).map(|(index, _)| index).collect();
        while let Some(index) = stack.pop() {
            for partner in partners.get(&index).into_iter().flatten() {
                if let Some(deals @ false) = deal.get_mut(*partner) {
                    *deals = true;
                    stack.push(*partner);
                }
            }
        }
        Self { matching_products: names, actor_index: actor_at, participates: deal }
    }

    /// Whether an actor deals in one of the products.
    pub fn contains(&self, actor: ActorId) -> bool {
        self.actor_index.index_of(actor).and_then(|at| self.participates.get(at)).is_some_and(|deals| *deals)
    }

    /// Whether a link may carry one of them; one that carries no goods, or does not say which, goes with its ends.
    pub fn may_carry(&self, link: &Link) -> bool {
        link.kind != LinkKind::Product
            || link.products.is_empty()
            || link.products.iter().any(|product| self.matching_products.contains(product))
    }
}

fn own_products(actor: &Actor) -> impl Iterator<Item = ProductId> + '_ {
    let supplied = actor.supply.iter().map(|supply| supply.product);
    supplied.chain(actor.converts.iter().flat_map(|conversion| [conversion.from, conversion.to]))
}
