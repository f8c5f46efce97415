//! Neighborhoods of selected actors: some links in any direction, or upstream and downstream along the products.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Dimming, Highlight, ViewContext};
use crate::map::{ActorId, Link, LinkId, LinkKind, LinkageMap, Neighborhood, ProductId};

/// The highlight of a neighborhood of these actors.
pub(super) fn neighborhood_highlight(
    neighborhood: Neighborhood,
    context: &ViewContext<'_>,
    actors: &BTreeSet<ActorId>,
) -> Highlight {
    let trace_all = |directions: &[Direction]| {
        let mut highlight = Highlight { actors: actors.clone(), ..Highlight::default() };
        for direction in directions {
            trace_products(context, actors.iter().map(|actor| (*actor, None)).collect(), *direction, &mut highlight);
        }
        highlight
    };
    match neighborhood {
        Neighborhood::One => Highlight { dimming: Dimming::None, ..within_distance(context, actors, 1) },
        Neighborhood::Two => within_distance(context, actors, 2),
        Neighborhood::Three => within_distance(context, actors, 3),
        Neighborhood::Upstream => trace_all(&[Direction::Upstream]),
        Neighborhood::Downstream => trace_all(&[Direction::Downstream]),
        Neighborhood::Chain => trace_all(&[Direction::Upstream, Direction::Downstream]),
    }
}

/// Everything within this many links, of any kind and direction.
fn within_distance(context: &ViewContext<'_>, actors: &BTreeSet<ActorId>, distance: u8) -> Highlight {
    let mut highlight = Highlight { actors: actors.clone(), dimming: Dimming::Subtle, ..Highlight::default() };
    let mut frontier = actors.clone();
    for _ in 0..distance {
        let mut reached = BTreeSet::new();
        for link in frontier.iter().flat_map(|actor| context.map.links_of(*actor)) {
            highlight.links.insert(link.id);
            reached.extend([link.from, link.to].into_iter().filter(|actor| highlight.actors.insert(*actor)));
        }
        frontier = reached;
    }
    highlight
}

/// A link with the upstream and downstream chains of its products, along links in force; the link itself may be out of
/// force.
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

/// A product at an actor; `None` is any product.
type ActorProduct = (ActorId, Option<ProductId>);

/// Breadth-first search over actors and products: along links that carry the product, and within an actor through its
/// conversions. Adds what it reaches to the highlight.
fn trace_products(
    context: &ViewContext<'_>,
    start: BTreeSet<ActorProduct>,
    direction: Direction,
    highlight: &mut Highlight,
) {
    let map = context.map;
    let mut links_by_actor: BTreeMap<ActorId, Vec<&Link>> = BTreeMap::new();
    for link in map.links().values() {
        if link.kind == LinkKind::Product && map.is_in_force(link, context.year) {
            links_by_actor
                .entry(if direction == Direction::Downstream { link.from } else { link.to })
                .or_default()
                .push(link);
        }
    }
    let mut queue: VecDeque<ActorProduct> = start.iter().copied().collect();
    let mut seen = start;
    while let Some((actor, product)) = queue.pop_front() {
        let mut reached: Vec<ActorProduct> =
            converted_products(map, actor, product, direction).map(|product| (actor, Some(product))).collect();
        for link in links_by_actor.get(&actor).into_iter().flatten() {
            let products = carried_products(map, link, product);
            if !products.is_empty() {
                let other = if direction == Direction::Downstream { link.to } else { link.from };
                highlight.links.insert(link.id);
                highlight.actors.insert(other);
                reached.extend(products.into_iter().map(|product| (other, product)));
            }
        }
        queue.extend(reached.into_iter().filter(|state| seen.insert(*state)));
    }
}

/// The products as which a product can pass a link; empty when the link does not carry it. A broad product is narrowed
/// to what the link names: fruit passes a link of mango as mango.
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

/// The products that an actor converts a product into; upstream, those that it converts into it.
fn converted_products(
    map: &LinkageMap,
    actor: ActorId,
    product: Option<ProductId>,
    direction: Direction,
) -> impl Iterator<Item = ProductId> + use<'_> {
    let converts = map.actors().get(&actor).map_or(&[][..], |actor| &actor.converts);
    let overlaps = move |named: ProductId| {
        product.is_none_or(|product| {
            map.product_and_broader(product).contains(&named) || map.product_and_broader(named).contains(&product)
        })
    };
    converts.iter().filter_map(move |conversion| match direction {
        Direction::Downstream => overlaps(conversion.from).then_some(conversion.to),
        Direction::Upstream => overlaps(conversion.to).then_some(conversion.from),
    })
}
