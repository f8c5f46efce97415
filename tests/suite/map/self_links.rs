//! Links from an actor to itself: none is made, and old files that have one open and show it.

use lienket::analysis::assess;
use lienket::language::Language;
use lienket::map::{Actor, Link, LinkageMap, MapParts, Placement, Transaction};
use lienket::scene::{Curve, Point, build};

#[test]
fn no_edit_links_an_actor_to_itself_and_old_files_that_do_open() {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let [one, other] = ["A", "B"].map(|name| edit.add(Actor { name: name.into(), ..Actor::default() }).unwrap());
    assert!(edit.add(Link { from: one, to: one, ..Link::default() }).is_err());
    let link = edit.add(Link { from: one, to: other, ..Link::default() }).unwrap();
    assert!(edit.edit(link, |link: &mut Link| link.to = one).is_err());
    edit.finish();
    let mut links: Vec<Link> = map.links().values().cloned().collect();
    links[0].to = one;
    let parts = MapParts { actors: map.actors().values().cloned().collect(), links, ..MapParts::default() };
    let mut old = LinkageMap::from_parts(parts).unwrap();
    let mut edit = Transaction::begin(&mut old);
    edit.edit(link, |link: &mut Link| link.volume = Some(5.0)).unwrap();
    edit.edit(link, |link: &mut Link| link.to = other).unwrap();
    assert!(edit.edit(link, |link: &mut Link| link.to = one).is_err());
    edit.finish();
}

#[test]
fn a_link_from_an_actor_to_itself_is_seen_beside_its_card() {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    let [one, other] = ["A", "B"].map(|name| edit.add(Actor { name: name.into(), ..Actor::default() }).unwrap());
    for (at, actor) in [one, other].into_iter().enumerate() {
        edit.set(Placement { actor, x: 0.0, y: at as f32 * 120.0, pinned: false, by_hand: false }).unwrap();
    }
    let link = edit.add(Link { from: one, to: other, ..Link::default() }).unwrap();
    edit.finish();
    let mut links: Vec<Link> = map.links().values().cloned().collect();
    links[0].to = one;
    let parts = MapParts {
        actors: map.actors().values().cloned().collect(),
        placements: map.placements().values().copied().collect(),
        links,
        ..MapParts::default()
    };
    let old = LinkageMap::from_parts(parts).unwrap();
    let scene = build(&old, &assess(&old, 2019), Language::English);
    let (card, path) = (scene.actor(one).unwrap().area, &scene.link(link).unwrap().path);
    // It leaves the card and comes back to it, each at another side.
    let on_edge = |point: Point| card.expanded(0.1).contains(point) && !card.expanded(-0.1).contains(point);
    assert!(on_edge(path.start()) && on_edge(path.end()), "{path:?}");
    assert!(path.start().distance(path.end()) > 20.0);
    // In between it is outside of all cards, and as large as an arrowhead at least.
    let points = || path.curves().flat_map(|curve| (1..100).map(move |step| curve.at(step as f32 / 100.0)));
    for mark in &scene.actors {
        assert!(!points().any(|point| mark.area.expanded(-0.1).contains(point)), "behind {}", mark.name);
    }
    let farthest = points().map(|point| (point.x - card.max.x).max(point.y - card.max.y)).fold(0.0, f32::max);
    assert!(farthest > 10.0, "{farthest}");
    // The arrowhead points into the card.
    let Curve([.., before, end]) = path.curves().last().unwrap();
    assert!(before.y > end.y, "{path:?}");
}
