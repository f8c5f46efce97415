//! How far one looks from chosen actors: some links in any direction, or along the products to where they come from and go.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Highlight, ViewContext};
use crate::map::{ActorId, Link, LinkId, LinkKind, LinkageMap, Neighborhood, ProductId};

/// What a neighborhood lights around these actors.
pub(super) fn neighborhood_highlight(
    neighborhood: Neighborhood,
    context: &ViewContext<'_>,
    actors: &BTreeSet<ActorId>,
) -> Highlight {
    let by_goods = |directions: &[Direction]| {
        let mut highlight = Highlight { actors: actors.clone(), ..Highlight::default() };
        for direction in directions {
            trace_products(context, actors.iter().map(|actor| (*actor, None)).collect(), *direction, &mut highlight);
        }
        highlight
    };
    match neighborhood {
        Neighborhood::One => within_distance(context, actors, 1),
        Neighborhood::Two => within_distance(context, actors, 2),
        Neighborhood::Three => within_distance(context, actors, 3),
        Neighborhood::Upstream => by_goods(&[Direction::Upstream]),
        Neighborhood::Downstream => by_goods(&[Direction::Downstream]),
        Neighborhood::Chain => by_goods(&[Direction::Upstream, Direction::Downstream]),
    }
}

/// Whoever is so many links away, whatever they are.
fn within_distance(context: &ViewContext<'_>, actors: &BTreeSet<ActorId>, links: u8) -> Highlight {
    let mut highlight = Highlight { actors: actors.clone(), subtle_dimming: true, ..Highlight::default() };
    let mut outermost = actors.clone();
    for _ in 0..links {
        let mut reached = BTreeSet::new();
        for link in outermost.iter().flat_map(|actor| context.map.links_of(*actor)) {
            highlight.links.insert(link.id);
            reached.extend([link.from, link.to].into_iter().filter(|actor| highlight.actors.insert(*actor)));
        }
        outermost = reached;
    }
    highlight
}

/// A link with where the products that it carries come from and go to, over links in force; it itself may be out of force.
pub fn link_chain(context: &ViewContext<'_>, id: LinkId) -> Highlight {
    let Some(link) = context.map.links().get(&id) else { return Highlight::default() };
    let mut highlight =
        Highlight { actors: BTreeSet::from([link.from, link.to]), links: BTreeSet::from([id]), ..Highlight::default() };
    let products = carried_products(context.map, link, None);
    trace_products(
        context,
        products.iter().map(|product| (link.from, *product)).collect(),
        Direction::Upstream,
        &mut highlight,
    );
    trace_products(
        context,
        products.iter().map(|product| (link.to, *product)).collect(),
        Direction::Downstream,
        &mut highlight,
    );
    highlight
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Downstream,
    Upstream,
}

/// Goods at an actor; none is whatever it deals in.
type ActorProduct = (ActorId, Option<ProductId>);

/// Walks with the products, as far as they are known: over a link only as what it carries, and inside an actor as what it
/// makes of them.
fn trace_products(
    context: &ViewContext<'_>,
    begun: BTreeSet<ActorProduct>,
    direction: Direction,
    highlight: &mut Highlight,
) {
    let map = context.map;
    let mut at: BTreeMap<ActorId, Vec<&Link>> = BTreeMap::new();
    for link in map.links().values() {
        if link.kind == LinkKind::Product && map.is_in_force(link, context.year) {
            at.entry(if direction == Direction::Downstream { link.from } else { link.to }).or_default().push(link);
        }
    }
    let mut next: VecDeque<ActorProduct> = begun.iter().copied().collect();
    let mut seen = begun;
    while let Some((actor, product)) = next.pop_front() {
        let mut reached: Vec<ActorProduct> =
            converted_products(map, actor, product, direction).map(|product| (actor, Some(product))).collect();
        for link in at.get(&actor).into_iter().flatten() {
            let products = carried_products(map, link, product);
            if !products.is_empty() {
                let other = if direction == Direction::Downstream { link.to } else { link.from };
                highlight.links.insert(link.id);
                highlight.actors.insert(other);
                reached.extend(products.into_iter().map(|product| (other, product)));
            }
        }
        next.extend(reached.into_iter().filter(|state| seen.insert(*state)));
    }
}

/// As what products go over a link; nothing when it does not carry them. What is known as fruit may be mango: it goes over
/// links of mango as that.
fn carried_products(map: &LinkageMap, link: &Link, product: Option<ProductId>) -> Vec<Option<ProductId>> {
    let named = link.products.iter().copied();
    match product {
        Some(product) if link.products.is_empty() => vec![Some(product)],
        None if link.products.is_empty() => vec![None],
        None => named.map(Some).collect(),
        Some(product) if map.product_and_broader(product).iter().any(|it| link.products.contains(it)) => {
            vec![Some(product)]
        }
        Some(product) => named.filter(|it| map.product_and_broader(*it).contains(&product)).map(Some).collect(),
    }
}

/// What an actor makes of products, or backwards, what it makes them of.
fn converted_products(
    map: &LinkageMap,
    actor: ActorId,
    product: Option<ProductId>,
    direction: Direction,
) -> impl Iterator<Item = ProductId> + use<'_> {
    let converts = map.actors().get(&actor).map_or(&[][..], |actor| &actor.converts);
    let is_it = move |named: ProductId| {
        product.is_none_or(|product| {
            map.product_and_broader(product).contains(&named) || map.product_and_broader(named).contains(&product)
        })
    };
    converts.iter().filter_map(move |conversion| match direction {
        Direction::Downstream => is_it(conversion.from).then_some(conversion.to),
        Direction::Upstream => is_it(conversion.to).then_some(conversion.from),
    })
}
