//! Links from an actor to itself: none is made, and old files that have one open.

use lienket::map::{Actor, Link, LinkageMap, MapParts, Transaction};

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
