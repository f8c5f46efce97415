//! Who deals in some of a map's products, for a filter by product.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::map::{Actor, ActorId, Link, LinkKind, LinkageMap, Positions, ProductId};

/// What of a map has to do with the products that are not hidden.
#[derive(Debug)]
pub(super) struct ProductParticipants {
    /// What may stand for one of them: they themselves, and what they are part of.
    names: HashSet<ProductId>,
    actor_at: Positions<ActorId>,
    /// Of each actor whether it deals in one of them.
    deal: Vec<bool>,
}

impl ProductParticipants {
    /// Whoever supplies, makes, works up, sells or buys one of these products, or is to sell it for a model. Of whom no
    /// goods are known, such as a bank, belongs to those it is linked with. Linear in the map.
    pub fn new(map: &LinkageMap, hidden: &BTreeSet<ProductId>) -> Self {
        let seen = map.products().keys().filter(|id| !hidden.contains(id));
        let names: HashSet<ProductId> = seen.flat_map(|id| map.product_and_broader(*id)).collect();
        let actor_at = Positions::new(map.actors().keys().copied());
        // Of whom some goods are known, whether any of them is seen.
        let mut known: Vec<Option<bool>> = vec![None; map.actors().len()];
        let mut tell = |actor: ActorId, goods: &mut dyn Iterator<Item = ProductId>| {
            let Some(known) = actor_at.of(actor).and_then(|at| known.get_mut(at)) else { return };
            for good in goods {
                *known = Some(known.unwrap_or_default() || names.contains(&good));
            }
        };
        for actor in map.actors().values() {
            tell(actor.id, &mut own_goods(actor));
        }
        for link in map.links().values().filter(|link| link.kind == LinkKind::Product) {
            for end in [link.from, link.to] {
                tell(end, &mut link.products.iter().copied());
            }
        }
        for model in map.models().values() {
            for core in &model.core {
                tell(*core, &mut model.products.iter().copied());
            }
        }
        // Whom those of whom nothing is known are linked with.
        let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for link in map.links().values() {
            let Some((from, to)) = actor_at.of(link.from).zip(actor_at.of(link.to)) else { continue };
            for (from, to) in [(from, to), (to, from)] {
                if known.get(to) == Some(&None) {
                    partners.entry(from).or_default().push(to);
                }
            }
        }
        let mut deal: Vec<bool> = known.into_iter().map(Option::unwrap_or_default).collect();
        let mut next: Vec<usize> = deal.iter().enumerate().filter(|(_, deals)| **deals).map(|(at, _)| at).collect();
        while let Some(at) = next.pop() {
            for partner in partners.get(&at).into_iter().flatten() {
                if let Some(deals @ false) = deal.get_mut(*partner) {
                    *deals = true;
                    next.push(*partner);
                }
            }
        }
        Self { names, actor_at, deal }
    }

    /// Whether an actor deals in one of the products.
    pub fn has(&self, actor: ActorId) -> bool {
        self.actor_at.of(actor).and_then(|at| self.deal.get(at)).is_some_and(|deals| *deals)
    }

    /// Whether a link may carry one of them; one that carries no goods, or does not say which, goes with its ends.
    pub fn may_go_over(&self, link: &Link) -> bool {
        link.kind != LinkKind::Product
            || link.products.is_empty()
            || link.products.iter().any(|product| self.names.contains(product))
    }
}

fn own_goods(actor: &Actor) -> impl Iterator<Item = ProductId> + '_ {
    let supplied = actor.supply.iter().map(|supply| supply.product);
    supplied.chain(actor.converts.iter().flat_map(|conversion| [conversion.from, conversion.to]))
}
