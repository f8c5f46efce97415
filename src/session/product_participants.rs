//! The actors that deal in some of a map's products, for the product filter.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::map::{Actor, ActorId, IdIndex, Link, LinkKind, LinkageMap, ProductId};

/// The actors and links that deal in visible products.
#[derive(Debug)]
pub(super) struct ProductParticipants {
    /// The visible products and their ancestors.
    matching_products: HashSet<ProductId>,
    actor_index: IdIndex<ActorId>,
    /// Whether each actor deals in one of them, by its position in `actor_index`.
    participates: Vec<bool>,
}

impl ProductParticipants {
    /// Finds the actors that supply, convert, sell or buy a visible product, or are to sell it for a model. Actors
    /// without known products, such as banks, follow the actors that they are linked with. Linear in the map.
    pub fn new(map: &LinkageMap, hidden: &BTreeSet<ProductId>) -> Self {
        let visible = map.products().keys().filter(|id| !hidden.contains(id));
        let matching_products: HashSet<ProductId> = visible.flat_map(|id| map.product_and_broader(*id)).collect();
        let actor_index = IdIndex::new(map.actors().keys().copied());
        // Whether any of an actor's products is visible; `None` without known products.
        let mut participation: Vec<Option<bool>> = vec![None; map.actors().len()];
        let mut mark = |actor: ActorId, products: &mut dyn Iterator<Item = ProductId>| {
            let Some(participation) = actor_index.index_of(actor).and_then(|index| participation.get_mut(index)) else {
                return;
            };
            for product in products {
                *participation = Some(participation.unwrap_or_default() || matching_products.contains(&product));
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
        // The neighbors without known products of each actor, by position.
        let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for link in map.links().values() {
            let Some((from, to)) = actor_index.index_of(link.from).zip(actor_index.index_of(link.to)) else { continue };
            for (from, to) in [(from, to), (to, from)] {
                if participation.get(to) == Some(&None) {
                    partners.entry(from).or_default().push(to);
                }
            }
        }
        let mut participates: Vec<bool> = participation.into_iter().map(Option::unwrap_or_default).collect();
        let mut stack: Vec<usize> =
            participates.iter().enumerate().filter(|(_, flag)| **flag).map(|(index, _)| index).collect();
        while let Some(index) = stack.pop() {
            for partner in partners.get(&index).into_iter().flatten() {
                if let Some(flag @ false) = participates.get_mut(*partner) {
                    *flag = true;
                    stack.push(*partner);
                }
            }
        }
        Self { matching_products, actor_index, participates }
    }

    /// Whether an actor deals in one of the products.
    pub fn contains(&self, actor: ActorId) -> bool {
        self.actor_index.index_of(actor).and_then(|at| self.participates.get(at)).is_some_and(|deals| *deals)
    }

    /// Whether a link may carry one of the products; true for links of other kinds or without products, which depend on
    /// their endpoints only.
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
