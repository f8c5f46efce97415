//! The map without a mouse, and what a screen reader is told of it.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::Command;
use lienket::language::{Language, link_sentence, relation_text};
use lienket::map::{Actor, ActorId, ActorKind, Link, LinkageMap, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A map whose canvas has the keys, with an actor selected.
fn desk_at(pick: impl Fn(&LinkageMap, &Actor) -> bool) -> (Desk, LinkageMap, Actor) {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let actor = map.actors().values().find(|actor| pick(&map, actor)).unwrap().clone();
    desk.wish(Command::Select(Selection::actor(actor.id)));
    desk.keys(Modifiers::ALT, Key::Num1);
    (desk, map, actor)
}

fn links_from(map: &LinkageMap, actor: ActorId) -> Vec<&Link> {
    map.links().values().filter(|link| link.from == actor).collect()
}

fn selected(desk: &Desk) -> ActorId {
    let Selection::Actors(actors) = desk.shell().selection().clone() else { panic!("no actor is selected") };
    *actors.first().unwrap()
}

#[test]
fn arrows_walk_along_links_and_lanes() {
    let (mut desk, map, start) = desk_at(|map, actor| links_from(map, actor.id).len() > 1);
    let ends: Vec<ActorId> = links_from(&map, start.id).iter().map(|link| link.to).collect();
    desk.keys(Modifiers::NONE, Key::ArrowRight);
    let first = selected(&desk);
    assert!(ends.contains(&first));
    let other = [Key::ArrowDown, Key::ArrowUp].into_iter().find_map(|key| {
        desk.keys(Modifiers::NONE, key);
        Some(selected(&desk)).filter(|now| *now != first)
    });
    assert!(ends.contains(&other.unwrap()), "up and down go through the parallel choices");
    assert!(desk.map() == map, "walking is no change");
}

#[test]
fn links_can_be_stepped_onto_and_opened() {
    let (mut desk, map, start) = desk_at(|map, actor| !links_from(map, actor.id).is_empty());
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    let Selection::Link(id) = desk.shell().selection().clone() else { panic!("no link is selected") };
    assert_eq!(map.links()[&id].from, start.id);
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.keys(CTRL, Key::A);
    desk.type_text("2031");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().links()[&id].to_year, Some(2031), "Enter leads to the year that it ends in");
    desk.keys(Modifiers::ALT, Key::Num1);
    desk.keys(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(selected(&desk), map.links()[&id].to);
}

#[test]
fn enter_opens_the_name_and_tab_leaves_the_canvas() {
    let (mut desk, _, start) = desk_at(|_, actor| actor.kind == ActorKind::Trader);
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.type_text("Vựa mới");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors()[&start.id].name, "Vựa mới");
    desk.keys(Modifiers::ALT, Key::Num1);
    assert!(canvas_has_keys(&desk));
    desk.keys(Modifiers::NONE, Key::Tab);
    assert!(!canvas_has_keys(&desk));
    desk.keys(Modifiers::SHIFT, Key::Tab);
    assert!(canvas_has_keys(&desk));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(canvas_has_keys(&desk) && *desk.shell().selection() == Selection::None, "one step back");
    desk.keys(Modifiers::NONE, Key::ArrowDown);
    assert!(matches!(desk.shell().selection(), Selection::Actors(_)), "an arrow begins in the middle");
}

#[test]
fn what_is_opened_from_the_map_gives_the_keys_back_to_it() {
    let (mut desk, map, start) = desk_at(|_, actor| actor.kind == ActorKind::Trader);
    let given_back = |desk: &Desk, after: &str| assert!(canvas_has_keys(desk), "after {after}");
    for end in [Key::Escape, Key::Enter] {
        desk.keys(Modifiers::NONE, Key::Enter);
        assert!(!canvas_has_keys(&desk), "the name has them");
        desk.keys(Modifiers::NONE, end);
        given_back(&desk, "the name");
        assert_eq!(selected(&desk), start.id);
    }
    desk.keys(CTRL, Key::K);
    assert!(!canvas_has_keys(&desk));
    desk.keys(Modifiers::NONE, Key::Escape);
    given_back(&desk, "a link that is not made");
    let market = map.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap();
    desk.keys(CTRL, Key::F);
    desk.type_text(&market.name);
    desk.keys(Modifiers::NONE, Key::Enter);
    given_back(&desk, "a find");
    assert_eq!(selected(&desk), market.id);
    // From one thing that was opened to the next.
    desk.keys(CTRL_SHIFT, Key::A);
    desk.type_text("Vựa Tám Lúa");
    desk.keys(CTRL, Key::K);
    desk.type_text(&market.name);
    desk.keys(Modifiers::NONE, Key::Enter);
    given_back(&desk, "a link");
    assert_eq!(desk.map().links().len(), map.links().len() + 1);
    // Whoever goes on by mouse wants no keys there.
    desk.wish(Command::Select(Selection::actor(start.id)));
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.wish(Command::ShowAllFields(true));
    desk.enter("Mã số");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(!canvas_has_keys(&desk));
}

/// Whether a screen reader reads the canvas: it, or what is selected on it.
fn canvas_has_keys(desk: &Desk) -> bool {
    [Role::Canvas, Role::GraphicsObject, Role::GraphicsSymbol]
        .into_iter()
        .any(|role| desk.harness.query_all_by_role(role).any(|node| node.accesskit_node().is_focused()))
}

#[test]
fn without_a_mouse_one_adds_links_and_moves_actors() {
    let (mut desk, before, start) = desk_at(|_, actor| actor.kind == ActorKind::Trader);
    desk.keys(CTRL_SHIFT, Key::A);
    desk.type_text("Vựa Tám Lúa");
    desk.keys(Modifiers::NONE, Key::Enter);
    let added = desk.map().actors().values().last().unwrap().clone();
    assert_eq!((added.name.as_str(), added.stage), ("Vựa Tám Lúa", start.stage));
    let market = before.actors().values().find(|actor| actor.kind == ActorKind::Market).unwrap();
    desk.keys(CTRL, Key::K);
    desk.type_text(&market.name);
    desk.keys(Modifiers::NONE, Key::Enter);
    let link = desk.map().links().values().last().unwrap().clone();
    assert_eq!((link.from, link.to), (added.id, market.id));
    desk.wish(Command::Select(Selection::actor(added.id)));
    desk.keys(Modifiers::ALT, Key::Num1);
    let was = desk.map().placements()[&added.id];
    desk.keys(CTRL_SHIFT, Key::ArrowDown);
    let is = desk.map().placements()[&added.id];
    assert!(is.y > was.y && (is.x - was.x).abs() < 1.0 && is.pinned);
    desk.keys(CTRL_SHIFT, Key::ArrowRight);
    assert_ne!(desk.map().actors()[&added.id].stage, start.stage, "into the next lane");
    for _ in 0..5 {
        desk.keys(CTRL, Key::Z);
    }
    assert!(desk.map() == before);
}

#[test]
fn presses_in_a_row_that_move_an_actor_are_undone_together() {
    let (mut desk, before, start) =
        desk_at(|map, actor| actor.kind == ActorKind::Trader && !links_from(map, actor.id).is_empty());
    let place = |desk: &Desk| desk.map().placements()[&start.id];
    for _ in 0..4 {
        desk.keys(CTRL_SHIFT, Key::ArrowDown);
    }
    let low = place(&desk);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    desk.keys(CTRL, Key::Y);
    assert_eq!(place(&desk), low);

    // Anything between begins another step.
    desk.keys(CTRL_SHIFT, Key::ArrowDown);
    desk.keys(CTRL_SHIFT, Key::ArrowDown);
    desk.wish(Command::Select(Selection::actor(start.id)));
    desk.keys(CTRL_SHIFT, Key::ArrowUp);
    desk.keys(CTRL, Key::Z);
    assert!(place(&desk).y > low.y);
    desk.keys(CTRL, Key::Z);
    assert_eq!(place(&desk), low);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    // A pin came with the first press, so there and back again is a change too; what follows goes on with it.
    for key in [Key::ArrowDown, Key::ArrowUp, Key::ArrowDown] {
        desk.keys(CTRL_SHIFT, key);
    }
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before && !desk.shell().is_dirty());
}

#[test]
fn a_screen_reader_hears_what_is_lit() {
    let (mut desk, map, start) = desk_at(|map, actor| links_from(map, actor.id).len() > 1);
    let year = desk.shell().year();
    for link in links_from(&map, start.id) {
        let said = relation_text(link, start.id, &map, year, Language::Vietnamese);
        assert!(about(&desk, &start.name).contains(&said), "{} does not say {said}", about(&desk, &start.name));
        let sentence = link_sentence(link, &map, year, Language::Vietnamese);
        let nodes = desk.harness.query_all_by_role(Role::GraphicsSymbol);
        let told: Vec<String> = nodes.filter_map(|node| node.accesskit_node().label()).collect();
        assert!(told.contains(&sentence), "{sentence} is not among {told:?}");
        assert!(about(&desk, &map.actors()[&link.to].name).contains("mua"));
    }
    let verdict = map.models().values().find(|model| !model.core.is_empty()).unwrap();
    desk.wish(Command::GoTo(Subject::Model(verdict.id)));
    for _ in 0..6 {
        desk.wish(Command::ZoomIn);
    }
    for core in &verdict.core {
        assert!(about(&desk, &map.actors()[core].name).contains("hợp tác"), "told even out of sight");
    }
}

/// What is told of an actor besides its name.
fn about(desk: &Desk, name: &str) -> String {
    let mut nodes = desk.harness.query_all_by_role(Role::GraphicsObject);
    let node = nodes.find(|node| node.accesskit_node().label().as_deref() == Some(name));
    node.unwrap_or_else(|| panic!("{name} is not told")).accesskit_node().description().unwrap_or_default()
}

#[test]
fn of_very_many_it_is_said_how_many_more() {
    let map = lienket::exchange::sample_map(2_000, 1);
    let size = egui::Vec2::new(1280.0, 720.0);
    let mut desk = Desk::with(map, None, Language::Vietnamese, lienket::command::ColorScheme::Light, size);
    assert!(!desk.shows("nữa; xem đủ ở trang Bảng"));
    desk.keys(CTRL, Key::A);
    let names: std::collections::BTreeSet<String> =
        desk.map().actors().values().map(|actor| actor.name.clone()).collect();
    let nodes = desk.harness.query_all_by_role(Role::GraphicsObject);
    let told = nodes.filter_map(|node| node.accesskit_node().label()).filter(|label| names.contains(label)).count();
    assert_eq!(told, 300);
    assert!(desk.shows("Còn 1.700 tác nhân"));
}
