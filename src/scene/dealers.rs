//! Who deals in some of a map's products, for a filter by product.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::map::{Actor, ActorId, Link, LinkKind, LinkageMap, ProductId};

/// What of a map has to do with the products that are not hidden.
#[derive(Debug)]
pub(super) struct Dealers {
    /// What may stand for one of them: they themselves, and what they are part of.
    names: HashSet<ProductId>,
    /// Who deals in one of them. Only asked for one by one: no order of it reaches anything.
    actors: HashSet<ActorId>,
}

impl Dealers {
    /// Whoever supplies, makes, works up, sells or buys one of these products, or is to sell it for a model. Of whom no
    /// goods are known, such as a bank, belongs to those it is linked with. Linear in the map.
    pub fn new(map: &LinkageMap, hidden: &BTreeSet<ProductId>) -> Self {
        let seen = map.products().keys().filter(|id| !hidden.contains(id));
        let mut dealers =
            Self { names: seen.flat_map(|id| map.product_and_broader(*id)).collect(), actors: HashSet::new() };
        // Those of whom some goods are known, and whether any of them is seen.
        let mut known: HashMap<ActorId, bool> = HashMap::new();
        let mut tell = |actor: ActorId, goods: &mut dyn Iterator<Item = ProductId>| {
            for good in goods {
                *known.entry(actor).or_default() |= dealers.names.contains(&good);
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
        let mut partners: HashMap<ActorId, Vec<ActorId>> = HashMap::new();
        for link in map.links().values() {
            for (from, to) in [(link.from, link.to), (link.to, link.from)] {
                if !known.contains_key(&to) {
                    partners.entry(from).or_default().push(to);
                }
            }
        }
        dealers.actors = known.into_iter().filter(|(_, seen)| *seen).map(|(id, _)| id).collect();
        let mut next: Vec<ActorId> = dealers.actors.iter().copied().collect();
        while let Some(at) = next.pop() {
            for partner in partners.get(&at).into_iter().flatten() {
                if dealers.actors.insert(*partner) {
                    next.push(*partner);
                }
            }
        }
        dealers
    }

    /// Whether an actor deals in one of the products.
    pub fn has(&self, actor: ActorId) -> bool {
        self.actors.contains(&actor)
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
