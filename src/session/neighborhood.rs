//! How far one looks from chosen actors: some links in any direction, or along the goods to where they come from and go.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Highlight, ViewContext};
use crate::map::{ActorId, Link, LinkId, LinkKind, LinkageMap, Neighborhood, ProductId};

/// What a neighborhood lights around these actors.
pub(super) fn light(neighborhood: Neighborhood, shown: &ViewContext<'_>, actors: &BTreeSet<ActorId>) -> Highlight {
    let by_goods = |ways: &[Way]| {
        let mut focus = Highlight { actors: actors.clone(), ..Highlight::default() };
        for way in ways {
            follow(shown, actors.iter().map(|actor| (*actor, None)).collect(), *way, &mut focus);
        }
        focus
    };
    match neighborhood {
        Neighborhood::One => by_links(shown, actors, 1),
        Neighborhood::Two => by_links(shown, actors, 2),
        Neighborhood::Three => by_links(shown, actors, 3),
        Neighborhood::Upstream => by_goods(&[Way::Back]),
        Neighborhood::Downstream => by_goods(&[Way::On]),
        Neighborhood::Chain => by_goods(&[Way::Back, Way::On]),
    }
}

/// Whoever is so many links away, whatever they are.
fn by_links(shown: &ViewContext<'_>, actors: &BTreeSet<ActorId>, links: u8) -> Highlight {
    let mut focus = Highlight { actors: actors.clone(), gentle: true, ..Highlight::default() };
    let mut outermost = actors.clone();
    for _ in 0..links {
        let mut reached = BTreeSet::new();
        for link in outermost.iter().flat_map(|actor| shown.map.links_of(*actor)) {
            focus.links.insert(link.id);
            reached.extend([link.from, link.to].into_iter().filter(|actor| focus.actors.insert(*actor)));
        }
        outermost = reached;
    }
    focus
}

/// A link with where the goods that it carries come from and go to, over links in force; it itself may be out of force.
pub fn chain_of_link(shown: &ViewContext<'_>, id: LinkId) -> Highlight {
    let Some(link) = shown.map.links().get(&id) else { return Highlight::default() };
    let mut focus =
        Highlight { actors: BTreeSet::from([link.from, link.to]), links: BTreeSet::from([id]), ..Highlight::default() };
    let goods = carried(shown.map, link, None);
    follow(shown, goods.iter().map(|good| (link.from, *good)).collect(), Way::Back, &mut focus);
    follow(shown, goods.iter().map(|good| (link.to, *good)).collect(), Way::On, &mut focus);
    focus
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    On,
    Back,
}

/// Goods at an actor; none is whatever it deals in.
type State = (ActorId, Option<ProductId>);

/// Walks with the goods, as far as they are known: over a link only as what it carries, and inside an actor as what it
/// makes of them.
fn follow(shown: &ViewContext<'_>, begun: BTreeSet<State>, way: Way, focus: &mut Highlight) {
    let map = shown.map;
    let mut at: BTreeMap<ActorId, Vec<&Link>> = BTreeMap::new();
    for link in map.links().values() {
        if link.kind == LinkKind::Product && map.is_in_force(link, shown.year) {
            at.entry(if way == Way::On { link.from } else { link.to }).or_default().push(link);
        }
    }
    let mut next: VecDeque<State> = begun.iter().copied().collect();
    let mut seen = begun;
    while let Some((actor, good)) = next.pop_front() {
        let mut reached: Vec<State> = made(map, actor, good, way).map(|good| (actor, Some(good))).collect();
        for link in at.get(&actor).into_iter().flatten() {
            let goods = carried(map, link, good);
            if !goods.is_empty() {
                let other = if way == Way::On { link.to } else { link.from };
                focus.links.insert(link.id);
                focus.actors.insert(other);
                reached.extend(goods.into_iter().map(|good| (other, good)));
            }
        }
        next.extend(reached.into_iter().filter(|state| seen.insert(*state)));
    }
}

/// As what goods go over a link; nothing when it does not carry them. What is known as fruit may be mango: it goes over
/// links of mango as that.
fn carried(map: &LinkageMap, link: &Link, good: Option<ProductId>) -> Vec<Option<ProductId>> {
    let named = link.products.iter().copied();
    match good {
        Some(good) if link.products.is_empty() => vec![Some(good)],
        None if link.products.is_empty() => vec![None],
        None => named.map(Some).collect(),
        Some(good) if map.product_and_broader(good).iter().any(|it| link.products.contains(it)) => vec![Some(good)],
        Some(good) => named.filter(|it| map.product_and_broader(*it).contains(&good)).map(Some).collect(),
    }
}

/// What an actor makes of goods, or backwards, what it makes them of.
fn made(
    map: &LinkageMap,
    actor: ActorId,
    good: Option<ProductId>,
    way: Way,
) -> impl Iterator<Item = ProductId> + use<'_> {
    let converts = map.actors().get(&actor).map_or(&[][..], |actor| &actor.converts);
    let is_it = move |named: ProductId| {
        good.is_none_or(|good| {
            map.product_and_broader(good).contains(&named) || map.product_and_broader(named).contains(&good)
        })
    };
    converts.iter().filter_map(move |conversion| match way {
        Way::On => is_it(conversion.from).then_some(conversion.to),
        Way::Back => is_it(conversion.to).then_some(conversion.from),
    })
}
