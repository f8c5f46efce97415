//! The hands on the map: "+" at a box, links drawn and reconnected, copies; each from gesture to document to undo.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{ColorScheme, Command};
use lienket::editing::LinkEnd;
use lienket::exchange::default_stages;
use lienket::language::Language;
use lienket::map::*;

use super::desk::Desk;

pub const NONE: Modifiers = Modifiers::NONE;
pub const CTRL: Modifiers = Modifiers::COMMAND;

/// A small map: farmers, a cooperative, two companies and a market, and the bank that supports them.
fn small_map() -> LinkageMap {
    let stages = default_stages(Language::English);
    let stage = |at: usize| Some(stages[at].id);
    let mut map = LinkageMap::from_parts(MapParts { stages: stages.clone(), ..MapParts::default() }).unwrap();
    let mut edit = Transaction::begin(&mut map);
    let rice = edit.add(Product { name: "Rice".into(), unit: "t".into(), ..Product::default() }).unwrap();
    edit.add(Product { name: "Straw".into(), unit: "t".into(), ..Product::default() }).unwrap();
    let mut ids = Vec::new();
    for (name, kind, lane, x, y) in [
        ("Farmers", ActorKind::Household, 1, 400.0, 100.0),
        ("Group", ActorKind::Group, 1, 400.0, 300.0),
        ("Coop", ActorKind::Cooperative, 2, 700.0, 100.0),
        ("Mill", ActorKind::Enterprise, 3, 1_000.0, 100.0),
        ("Exporter", ActorKind::Enterprise, 3, 1_000.0, 300.0),
        ("Market", ActorKind::Market, 5, 1_500.0, 100.0),
        ("Bank", ActorKind::Supporter, 5, 700.0, 620.0),
    ] {
        let stage = if kind == ActorKind::Supporter { None } else { stage(lane) };
        let actor = edit.add(Actor { name: name.into(), kind, stage, ..Actor::default() }).unwrap();
        edit.set(Placement { actor, x, y, ..Placement::default() }).unwrap();
        ids.push(actor);
    }
    for (from, to) in [(0, 2), (2, 3)] {
        edit.add(Link { from: ids[from], to: ids[to], products: [rice].into(), ..Link::default() }).unwrap();
    }
    edit.finish();
    map
}

pub fn desk() -> Desk {
    let mut desk = Desk::with(small_map(), None, Language::English, ColorScheme::Light, Vec2::new(1_600.0, 900.0));
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::Fit);
    desk
}

pub fn id(map: &LinkageMap, name: &str) -> ActorId {
    map.actors().values().find(|actor| actor.name == name).unwrap_or_else(|| panic!("{name}")).id
}

pub fn select(desk: &mut Desk, names: &[&str]) -> BTreeSet<ActorId> {
    let map = desk.map();
    let ids: BTreeSet<ActorId> = names.iter().map(|name| id(&map, name)).collect();
    desk.wish(Command::Select(Selection::Actors(ids.clone())));
    ids
}

fn ends(map: &LinkageMap) -> Vec<(String, String)> {
    let name = |id| map.actors()[&id].name.clone();
    map.links().values().map(|link| (name(link.from), name(link.to))).collect()
}

fn is_linked(map: &LinkageMap, from: &str, to: &str) -> bool {
    ends(map).contains(&(from.to_owned(), to.to_owned()))
}

/// Where a drag from a card begins a link.
fn edge(card: Rect) -> Pos2 {
    card.right_center() + Vec2::new(2.0, 14.0)
}

pub fn press(desk: &mut Desk, at: Pos2, pressed: bool, modifiers: Modifiers) {
    desk.harness.event(Event::PointerMoved(at));
    desk.harness.step();
    desk.harness.event(Event::ModifiersChanged(modifiers));
    desk.harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
    desk.harness.step();
}

/// Drags with keys held, without letting go.
pub fn pull(desk: &mut Desk, from: Pos2, to: Pos2, modifiers: Modifiers) {
    press(desk, from, true, modifiers);
    for step in 1..=4 {
        desk.harness.event(Event::PointerMoved(from + (to - from) * (step as f32 / 4.0)));
        desk.harness.step();
    }
}

pub fn drag(desk: &mut Desk, from: Pos2, to: Pos2, modifiers: Modifiers) {
    pull(desk, from, to, modifiers);
    press(desk, to, false, modifiers);
    desk.harness.event(Event::ModifiersChanged(NONE));
    desk.settle();
}

pub fn undo(desk: &mut Desk, before: &LinkageMap) {
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.wish(Command::Undo);
    assert!(desk.map() == *before, "one step");
}

#[test]
fn a_plus_adds_a_linked_actor_and_its_name_is_typed() {
    let mut desk = desk();
    let before = desk.map();
    select(&mut desk, &["Coop"]);
    desk.press("Add a buyer (Ctrl+→)");
    desk.type_text("Trader Ba");
    desk.keys(NONE, Key::Enter);
    let map = desk.map();
    assert!(is_linked(&map, "Coop", "Trader Ba"), "{:?}", ends(&map));
    desk.wish(Command::Undo);
    desk.wish(Command::Undo);
    assert!(desk.map() == before, "the name, then the actor");
    select(&mut desk, &["Coop"]);
    desk.press("Add a seller (Ctrl+←)");
    let map = desk.map();
    let new = map.actors().values().last().unwrap().clone();
    assert!(is_linked(&map, &new.name, "Coop"));
    undo(&mut desk, &before);
    // Several have none.
    select(&mut desk, &["Coop", "Mill"]);
    assert!(desk.harness.query_by_label("Add a buyer (Ctrl+→)").is_none());
}

#[test]
fn a_plus_is_dragged_to_a_box_or_to_the_ground() {
    let mut desk = desk();
    let before = desk.map();
    select(&mut desk, &["Group"]);
    let plus = desk.harness.get_by_label("Add a buyer (Ctrl+→)").rect().center();
    let target = desk.card("Exporter").center();
    drag(&mut desk, plus, target, NONE);
    assert!(is_linked(&desk.map(), "Group", "Exporter"));
    undo(&mut desk, &before);
    // Upstream: from the other one.
    select(&mut desk, &["Exporter"]);
    let plus = desk.harness.get_by_label("Add a seller (Ctrl+←)").rect().center();
    let target = desk.card("Group").center();
    drag(&mut desk, plus, target, NONE);
    assert!(is_linked(&desk.map(), "Group", "Exporter"));
    undo(&mut desk, &before);
    // In a lane of one kind nothing is asked.
    select(&mut desk, &["Coop"]);
    let plus = desk.harness.get_by_label("Add a buyer (Ctrl+→)").rect().center();
    let ground = Pos2::new(desk.card("Mill").center().x, desk.card("Exporter").max.y + 60.0);
    drag(&mut desk, plus, ground, NONE);
    let map = desk.map();
    let new = map.actors().values().last().unwrap().clone();
    assert_eq!((new.kind, new.stage), (ActorKind::Enterprise, map.actors()[&id(&map, "Mill")].stage));
    assert!(is_linked(&map, "Coop", &new.name));
    undo(&mut desk, &before);
    // Where a lane has several, it is asked, and Escape makes nothing.
    for answers in [false, true] {
        select(&mut desk, &["Coop"]);
        let plus = desk.harness.get_by_label("Add a seller (Ctrl+←)").rect().center();
        let ground = Pos2::new(desk.card("Group").center().x, desk.card("Group").max.y + 60.0);
        drag(&mut desk, plus, ground, NONE);
        assert!(desk.shows("Kind of the new actor"));
        if answers {
            desk.press("cooperative group");
            let map = desk.map();
            let new = map.actors().values().last().unwrap().clone();
            assert_eq!(new.kind, ActorKind::Group);
            assert!(is_linked(&map, &new.name, "Coop"));
            undo(&mut desk, &before);
        } else {
            desk.keys(NONE, Key::Escape);
            assert!(!desk.shows("Kind of the new actor") && desk.map() == before);
        }
    }
}

/// The ends of a link on the screen, told by its cards.
fn arrowhead(desk: &Desk, to: &str) -> Pos2 {
    desk.card(to).left_center() - Vec2::new(4.0, 0.0)
}

#[test]
fn an_end_is_dragged_to_another_actor() {
    let mut desk = desk();
    let before = desk.map();
    let link = before.links().values().next().unwrap().clone();
    // By its arrowhead, be it selected or not.
    for selected in [false, true] {
        desk.wish(Command::Select(if selected { Selection::Link(link.id) } else { Selection::None }));
        let (from, to) = (arrowhead(&desk, "Coop"), desk.card("Exporter").center());
        drag(&mut desk, from, to, NONE);
        let map = desk.map();
        assert_eq!(map.links().len(), before.links().len(), "no new link");
        assert_eq!((map.links()[&link.id].from, map.links()[&link.id].to), (link.from, id(&map, "Exporter")));
        assert_eq!(*desk.shell().selection(), Selection::Link(link.id));
        assert!(desk.shows("Undo: edit link Farmers → Exporter"));
        undo(&mut desk, &before);
    }
    // By the other end of the selected one.
    desk.wish(Command::Select(Selection::Link(link.id)));
    let (from, to) = (desk.card("Farmers").right_center(), desk.card("Group").center());
    drag(&mut desk, from, to, NONE);
    assert_eq!(desk.map().links()[&link.id].from, id(&before, "Group"));
    undo(&mut desk, &before);
    // Onto its own other end it is refused, on the ground it goes back.
    for to in [desk.card("Farmers").center(), desk.card("Farmers").center() + Vec2::new(0.0, 100.0)] {
        desk.wish(Command::Select(Selection::Link(link.id)));
        let from = arrowhead(&desk, "Coop");
        drag(&mut desk, from, to, NONE);
        assert!(desk.map() == before);
    }
    desk.wish(Command::MoveLinkEnd(link.id, LinkEnd::To, link.from));
    assert!(desk.map() == before && desk.shows("A link needs two different actors."));
}

#[test]
fn a_second_link_is_asked_about() {
    let mut desk = desk();
    let before = desk.map();
    let known = before.links().values().next().unwrap().clone();
    let draw = |desk: &mut Desk| {
        desk.wish(Command::Select(Selection::None));
        let (from, to) = (edge(desk.card("Farmers")), desk.card("Coop").center());
        drag(desk, from, to, NONE);
        assert!(desk.map() == before, "asked first");
    };
    draw(&mut desk);
    desk.press("A second link");
    assert_eq!(desk.map().links().len(), before.links().len() + 1);
    undo(&mut desk, &before);
    draw(&mut desk);
    desk.press_part("Add a product to this link…");
    desk.press("Straw");
    let map = desk.map();
    assert_eq!((map.links().len(), map.links()[&known.id].products.len()), (before.links().len(), 2));
    undo(&mut desk, &before);
}

#[test]
fn many_are_linked_with_one_and_one_with_many() {
    let mut desk = desk();
    let before = desk.map();
    select(&mut desk, &["Farmers", "Group"]);
    let (from, to) = (edge(desk.card("Group")), desk.card("Exporter").center());
    drag(&mut desk, from, to, NONE);
    assert!(is_linked(&desk.map(), "Farmers", "Exporter") && is_linked(&desk.map(), "Group", "Exporter"));
    assert!(desk.shows("Undo: add link (2)"));
    undo(&mut desk, &before);
    select(&mut desk, &["Mill", "Exporter"]);
    let (from, to) = (edge(desk.card("Coop")), desk.card("Exporter").center());
    drag(&mut desk, from, to, NONE);
    let map = desk.map();
    assert!(is_linked(&map, "Coop", "Exporter"));
    assert_eq!(map.links().len(), before.links().len() + 1, "Coop and Mill were linked already");
    undo(&mut desk, &before);
    // Within a group one is linked with the other.
    select(&mut desk, &["Group", "Exporter", "Mill"]);
    let (from, to) = (edge(desk.card("Group")), desk.card("Exporter").center());
    drag(&mut desk, from, to, NONE);
    assert_eq!(desk.map().links().len(), before.links().len() + 1);
    undo(&mut desk, &before);
}

#[test]
fn alt_or_ctrl_drags_a_copy_with_its_links() {
    for modifiers in [Modifiers::ALT, CTRL] {
        let mut desk = desk();
        let before = desk.map();
        select(&mut desk, &["Farmers", "Coop"]);
        let from = desk.card("Coop").center();
        let to = from + Vec2::new(0.0, 150.0);
        pull(&mut desk, from, to, modifiers);
        assert_eq!(desk.harness.output().platform_output.cursor_icon, egui::CursorIcon::Copy);
        assert!((desk.card("Coop").center() - from).length() < 1.0, "the original stays");
        press(&mut desk, to, false, modifiers);
        desk.harness.event(Event::ModifiersChanged(NONE));
        desk.settle();
        let map = desk.map();
        assert_eq!(map.actors().len(), before.actors().len() + 2);
        assert_eq!(map.links().len(), before.links().len() + 1, "the link between them");
        assert!(desk.shows("Undo: duplicate 2 actors"));
        undo(&mut desk, &before);
    }
}

#[test]
fn escape_puts_everything_back() {
    let mut desk = desk();
    let before = desk.map();
    let ground = desk.card("Group").center() + Vec2::new(0.0, 150.0);
    let link = before.links().values().next().unwrap().id;
    let card = |desk: &Desk, name: &str| desk.card(name);
    let starts: [(Selection, Pos2, Modifiers); 6] = [
        (Selection::None, card(&desk, "Coop").center(), NONE),
        (Selection::None, card(&desk, "Coop").center(), Modifiers::ALT),
        (Selection::None, edge(card(&desk, "Coop")), NONE),
        (Selection::Link(link), arrowhead(&desk, "Coop"), NONE),
        (Selection::actor(id(&before, "Coop")), card(&desk, "Coop").right_center() + Vec2::new(17.0, 0.0), NONE),
        (Selection::None, ground + Vec2::new(40.0, 20.0), NONE),
    ];
    for (selection, from, modifiers) in starts {
        desk.wish(Command::Select(selection.clone()));
        pull(&mut desk, from, ground, modifiers);
        desk.harness.key_press(Key::Escape);
        desk.harness.run_steps(2);
        press(&mut desk, ground, false, NONE);
        desk.harness.event(Event::ModifiersChanged(NONE));
        desk.settle();
        assert!(desk.map() == before);
        assert!((desk.card("Coop").center() - card(&desk, "Coop").center()).length() < 0.5);
        assert_eq!(*desk.shell().selection(), selection);
    }
}

#[test]
fn the_ends_of_a_link_are_chosen_in_its_panel() {
    let mut desk = desk();
    let before = desk.map();
    let link = before.links().values().next().unwrap().clone();
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::Select(Selection::Link(link.id)));
    desk.press("Change where the link ends…");
    desk.type_text("expo");
    desk.keys(NONE, Key::Enter);
    assert_eq!(desk.map().links()[&link.id].to, id(&before, "Exporter"));
    undo(&mut desk, &before);
}
