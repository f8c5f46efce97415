//! The filter and the reach over the corner of the map.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::Command;
use lienket::map::ActorKind;
use lienket::scene::{Filter, Reach, Selection, Subject};

use super::desk::{CAN_THO, Desk};

fn cards(desk: &Desk) -> BTreeSet<String> {
    let nodes = desk.harness.query_all_by_role(egui::Role::GraphicsObject);
    nodes.filter_map(|node| node.accesskit_node().label()).collect()
}

fn names(desk: &Desk, fits: impl Fn(&lienket::map::Actor) -> bool) -> BTreeSet<String> {
    desk.map().actors().values().filter(|actor| fits(actor)).map(|actor| actor.name.clone()).collect()
}

#[test]
fn a_filter_hides_says_so_and_is_cleared() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    assert_eq!(cards(&desk), names(&desk, |_| true));
    desk.press("Lọc");
    desk.press("Thương lái");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(cards(&desk), names(&desk, |actor| actor.kind != ActorKind::Trader));
    assert!(desk.shows("Ẩn: thương lái") && desk.shows("tác nhân bị ẩn"));

    // Whoever is hidden and wanted is shown.
    let map = desk.map();
    let trader = map.actors().values().find(|actor| actor.kind == ActorKind::Trader).unwrap();
    desk.wish(Command::GoTo(Subject::Actor(trader.id)));
    assert!(desk.shows("Đã bỏ lọc để xem được phần này."));
    assert!(cards(&desk).contains(&trader.name));

    let all = Filter { kinds: ActorKind::ALL.into(), ..Filter::default() };
    desk.wish(Command::SetFilter(Box::new(all)));
    assert!(cards(&desk).is_empty() && desk.shows("Không có gì khớp bộ lọc"));
    desk.press_part("Bỏ lọc");
    desk.wish(Command::Fit);
    assert_eq!(cards(&desk), names(&desk, |_| true));
    assert_eq!(desk.map(), before);
    assert!(!desk.shell().is_dirty());
}

#[test]
fn one_looks_as_far_as_one_says_and_hides_the_rest() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let seller = map.links().values().find(|link| link.kind == lienket::map::LinkKind::Product).unwrap();
    desk.wish(Command::Select(Selection::actor(seller.from)));
    desk.press("Ẩn phần còn lại");
    let near = |id| {
        id == seller.from
            || map
                .links()
                .values()
                .any(|link| (link.from == seller.from && link.to == id) || (link.to == seller.from && link.from == id))
    };
    assert_eq!(cards(&desk), names(&desk, |actor| near(actor.id)));
    desk.press("3 bước");
    let three = cards(&desk);
    assert!(three.len() > names(&desk, |actor| near(actor.id)).len());
    desk.press("Hàng đi đâu");
    assert!(cards(&desk).contains(&map.actors()[&seller.from].name));
    desk.wish(Command::SetReach(Reach::Steps(3)));
    assert_eq!(cards(&desk), three);

    // Alone it is the same that is seen.
    desk.keys(Modifiers::NONE, Key::F6);
    assert_eq!(cards(&desk), three);
    desk.keys(Modifiers::NONE, Key::Escape);
    // With nothing lit, there is no rest.
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(*desk.shell().selection(), Selection::None);
    assert_eq!(cards(&desk), names(&desk, |_| true));
    assert_eq!(desk.map(), map);
}
