//! The hands on the map: "+" at a box, links drawn and reconnected, copies, guides, frames; each from gesture to document
//! to undo.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{ColorScheme, Command};
use lienket::editing::{Arrangement, LinkEnd};
use lienket::exchange::default_stages;
use lienket::language::Language;
use lienket::layout::{ACTOR_SIZE, ROW_GAP};
use lienket::map::*;
use proptest::prelude::*;

use super::desk::Desk;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

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

fn desk() -> Desk {
    let mut desk = Desk::with(small_map(), None, Language::English, ColorScheme::Light, Vec2::new(1_600.0, 900.0));
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::Fit);
    desk
}

fn id(map: &LinkageMap, name: &str) -> ActorId {
    map.actors().values().find(|actor| actor.name == name).unwrap_or_else(|| panic!("{name}")).id
}

fn select(desk: &mut Desk, names: &[&str]) -> BTreeSet<ActorId> {
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

fn press(desk: &mut Desk, at: Pos2, pressed: bool, modifiers: Modifiers) {
    desk.harness.event(Event::PointerMoved(at));
    desk.harness.step();
    desk.harness.event(Event::ModifiersChanged(modifiers));
    desk.harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
    desk.harness.step();
}

/// Drags with keys held, without letting go.
fn pull(desk: &mut Desk, from: Pos2, to: Pos2, modifiers: Modifiers) {
    press(desk, from, true, modifiers);
    for step in 1..=4 {
        desk.harness.event(Event::PointerMoved(from + (to - from) * (step as f32 / 4.0)));
        desk.harness.step();
    }
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2, modifiers: Modifiers) {
    pull(desk, from, to, modifiers);
    press(desk, to, false, modifiers);
    desk.harness.event(Event::ModifiersChanged(NONE));
    desk.settle();
}

fn undo(desk: &mut Desk, before: &LinkageMap) {
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
fn boxes_snap_to_others_and_space_lets_go() {
    let mut desk = desk();
    let before = desk.map();
    let zoom = desk.card("Coop").height() / 72.0;
    let (start, level) = (desk.card("Group").center(), desk.card("Exporter").center().y);
    // Exporter and Group stand at the same height: 4 points off, it snaps back to it.
    let away = start + Vec2::new(0.0, 40.0);
    drag(&mut desk, start, away, NONE);
    assert!((desk.card("Group").center().y - away.y).abs() < 1.0 / zoom + 1.0, "40 points off nothing snaps");
    let to = Pos2::new(away.x, level + 4.0);
    drag(&mut desk, away, to, NONE);
    assert_eq!(desk.map().placements()[&id(&before, "Group")].y, 300.0);
    desk.wish(Command::Undo);
    desk.harness.key_down(Key::Space);
    desk.harness.step();
    desk.harness.key_up(Key::Space);
    let from = desk.card("Group").center();
    press(&mut desk, from, true, NONE);
    desk.harness.event(Event::PointerMoved(from - Vec2::new(0.0, 10.0)));
    desk.harness.step();
    desk.harness.key_down(Key::Space);
    desk.harness.event(Event::PointerMoved(to));
    desk.harness.step();
    press(&mut desk, to, false, NONE);
    desk.harness.key_up(Key::Space);
    desk.settle();
    let y = desk.map().placements()[&id(&before, "Group")].y;
    assert!((y - 300.0).abs() > 1.0, "{y}");
}

#[test]
fn no_box_hides_another_after_a_drop_or_key() {
    let mut desk = desk();
    let before = desk.map();
    let clear = |map: &LinkageMap| {
        let places: Vec<_> = map.placements().values().collect();
        places.iter().all(|a| {
            places.iter().all(|b| a.actor == b.actor || (a.x - b.x).abs() >= 88.0 || (a.y - b.y).abs() >= 35.9)
        })
    };
    let (from, to) = (desk.card("Mill").center(), desk.card("Exporter").center());
    drag(&mut desk, from, to, NONE);
    let map = desk.map();
    assert!(clear(&map) && map != before);
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
    // Keys go past a box that is in the way.
    select(&mut desk, &["Mill"]);
    desk.keys(Modifiers::ALT, Key::Num1);
    let mut last = desk.map().placements()[&id(&before, "Mill")].y;
    for _ in 0..20 {
        desk.keys(CTRL | Modifiers::SHIFT, Key::ArrowDown);
        let y = desk.map().placements()[&id(&before, "Mill")].y;
        assert!(y > last && clear(&desk.map()), "{last} {y}");
        last = y;
    }
    assert!(last > 350.0, "past the exporter");
    desk.wish(Command::Undo);
    assert!(desk.map() == before, "one step");
}

#[test]
fn supporters_stay_below_the_lanes() {
    let mut desk = desk();
    let before = desk.map();
    let bank = id(&before, "Bank");
    let is_below = |map: &LinkageMap| {
        let lanes = lienket::layout::lanes(map);
        map.placements()[&bank].y - 36.0 >= lanes.supporters_top.unwrap()
    };
    let (from, to) = (desk.card("Exporter").center(), desk.card("Bank").center());
    drag(&mut desk, from, Pos2::new(from.x, to.y), NONE);
    let map = desk.map();
    assert!(is_below(&map) && map.placements()[&bank].y > before.placements()[&bank].y);
    undo(&mut desk, &before);
    // Nor is one dragged out of its strip.
    let (from, to) = (desk.card("Bank").center(), desk.card("Coop").center());
    drag(&mut desk, from, to, NONE);
    assert!(is_below(&desk.map()));
}

#[test]
fn a_frame_adds_or_toggles() {
    let mut desk = desk();
    let around = |a: Rect, b: Rect| (a.left_top() - Vec2::splat(25.0), b.right_bottom() + Vec2::splat(25.0));
    let (from, to) = around(desk.card("Farmers"), desk.card("Group"));
    select(&mut desk, &["Farmers", "Mill"]);
    let map = desk.map();
    let ids = |names: &[&str]| Selection::Actors(names.iter().map(|name| id(&map, name)).collect());
    drag(&mut desk, from, to, Modifiers::SHIFT);
    assert_eq!(*desk.shell().selection(), ids(&["Farmers", "Group", "Mill"]));
    drag(&mut desk, from, to, CTRL);
    assert_eq!(*desk.shell().selection(), ids(&["Mill"]));
    drag(&mut desk, from, to, NONE);
    assert_eq!(*desk.shell().selection(), ids(&["Farmers", "Group"]));
    let at = desk.card("Group").center();
    desk.click(at, CTRL);
    assert_eq!(*desk.shell().selection(), ids(&["Farmers"]));
    assert!(desk.map() == map);
}

#[test]
fn what_is_selected_is_brought_into_line() {
    let mut desk = desk();
    let before = desk.map();
    let names = ["Farmers", "Coop", "Mill", "Exporter"];
    for how in Arrangement::ALL {
        let chosen = select(&mut desk, &names);
        desk.wish(Command::Arrange(how));
        let map = desk.map();
        for id in before.actors().keys() {
            assert_eq!(map.actors()[id].stage, before.actors()[id].stage, "{how:?}: nobody leaves a lane");
            if !chosen.contains(id) {
                assert_eq!(map.placements()[id], before.placements()[id], "{how:?}");
            }
        }
        let ys: Vec<f32> = chosen.iter().map(|id| map.placements()[id].y).collect();
        match how {
            Arrangement::Top => assert!(ys.iter().filter(|y| **y == 100.0).count() == 3, "{ys:?}"),
            // In two columns there is one already.
            Arrangement::Bottom => {
                let below = 300.0 + ACTOR_SIZE.1 + ROW_GAP;
                assert!(ys.iter().all(|y| *y == 300.0 || *y == below), "{ys:?}");
            }
            _ => {}
        }
        if map != before {
            undo(&mut desk, &before);
        }
    }
    let chosen = select(&mut desk, &names);
    desk.wish(Command::Pin(chosen.clone(), true));
    assert!(desk.shows("Undo: pin 4 actors"));
    desk.wish(Command::TidySelection);
    assert!(chosen.iter().all(|id| desk.map().placements()[id].x == before.placements()[id].x), "pinned ones stay");
    undo(&mut desk, &before);
    let chosen = select(&mut desk, &["Farmers", "Group", "Exporter"]);
    desk.wish(Command::TidySelection);
    let map = desk.map();
    for (id, place) in before.placements() {
        assert!(chosen.contains(id) || map.placements()[id] == *place);
    }
    assert!(map != before);
    undo(&mut desk, &before);
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

#[test]
fn arrows_move_several_actors_by_small_and_larger_steps() {
    let mut desk = desk();
    let before = desk.map();
    let chosen = select(&mut desk, &["Coop", "Mill"]);
    desk.keys(Modifiers::ALT, Key::Num1);
    desk.keys(NONE, Key::ArrowDown);
    desk.keys(Modifiers::SHIFT, Key::ArrowDown);
    for id in &chosen {
        assert_eq!(desk.map().placements()[id].y, before.placements()[id].y + 20.0);
    }
    undo(&mut desk, &before);
}

/// What a hand does without thinking.
#[derive(Clone, Debug)]
enum Move {
    Drag { from: (u8, u8), to: (u8, u8), keys: u8, is_cancelled: bool },
    Click { at: (u8, u8), keys: u8 },
    Key { key: u8, keys: u8 },
}

fn held(keys: u8) -> Modifiers {
    [NONE, Modifiers::SHIFT, CTRL, Modifiers::ALT][usize::from(keys % 4)]
}

fn any_move() -> impl Strategy<Value = Move> {
    let place = || (any::<u8>(), any::<u8>());
    prop_oneof![
        4 => (place(), place(), 0..4_u8, prop::bool::weighted(0.3))
            .prop_map(|(from, to, keys, is_cancelled)| Move::Drag { from, to, keys, is_cancelled }),
        2 => (place(), 0..4_u8).prop_map(|(at, keys)| Move::Click { at, keys }),
        2 => (0..9_u8, 0..4_u8).prop_map(|(key, keys)| Move::Key { key, keys }),
    ]
}

/// Near a card, its edge or an end of a link, or on the ground.
fn place(desk: &Desk, (which, where_): (u8, u8)) -> Pos2 {
    let names = ["Farmers", "Group", "Coop", "Mill", "Exporter", "Market", "Bank"];
    let cards = desk.harness.query_all_by_role(egui::Role::GraphicsObject);
    let cards: Vec<Rect> = cards.map(|node| node.rect()).collect();
    let card = cards.get(usize::from(which) % names.len().max(cards.len())).copied();
    let card = card.unwrap_or_else(|| Rect::from_center_size(Pos2::new(800.0, 450.0), Vec2::splat(60.0)));
    match where_ % 5 {
        0 => card.center(),
        1 => card.right_center(),
        2 => card.left_center() - Vec2::new(4.0, 0.0),
        3 => card.right_center() + Vec2::new(17.0, 0.0),
        _ => card.center() + Vec2::new(f32::from(where_) - 128.0, f32::from(which) - 60.0),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    /// Whatever a hand does, the map keeps its promises, what is cancelled changes nothing, and undo leads back.
    #[test]
    fn whatever_a_hand_does_can_be_undone(moves in prop::collection::vec(any_move(), 1..10)) {
        let mut desk = desk();
        let start = desk.map();
        for one in &moves {
            let before = desk.map();
            match one {
                Move::Drag { from, to, keys, is_cancelled } => {
                    let (from, to) = (place(&desk, *from), place(&desk, *to));
                    pull(&mut desk, from, to, held(*keys));
                    if *is_cancelled {
                        desk.harness.key_press(Key::Escape);
                        desk.harness.run_steps(2);
                    }
                    press(&mut desk, to, false, held(*keys));
                    desk.harness.event(Event::ModifiersChanged(NONE));
                    desk.settle();
                    prop_assert!(!is_cancelled || desk.map() == before, "{one:?}");
                }
                Move::Click { at, keys } => {
                    let at = place(&desk, *at);
                    desk.click(at, held(*keys));
                }
                Move::Key { key, keys } => {
                    let key = [
                        Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight, Key::Escape, Key::Enter,
                        Key::Delete, Key::Tab, Key::F2,
                    ][usize::from(*key)];
                    desk.keys(held(*keys), key);
                }
            }
            prop_assert_eq!(desk.map().violations(), []);
        }
        desk.keys(NONE, Key::Escape);
        for _ in 0..40 {
            desk.wish(Command::Undo);
        }
        prop_assert!(desk.map() == start);
    }
}
