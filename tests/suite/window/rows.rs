//! Rows of pages and tables under the hand: Ctrl and Shift on their heads, right clicks, drags that reach an edge.

use std::collections::BTreeSet;

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::Language;
use lienket::map::{ActorId, LinkageMap, Measure, Selection};

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

fn saved(path: &str) -> LinkageMap {
    lienket::storage::open(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A page in English, without the panels at the sides.
fn page(map: LinkageMap, page: Page) -> Desk {
    let mut desk = Desk::with(map, None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::ShowPage(page));
    desk
}

fn table(tab: &str) -> Desk {
    let mut desk = page(saved(CAN_THO), Page::Tables);
    desk.press_part(&format!("{tab} "));
    desk
}

/// The middle of the head of a row.
fn head(desk: &Desk, number: usize) -> Pos2 {
    let name = format!("Row {number}");
    let heads = desk.harness.get_all_by_role(Role::RowHeader);
    let is_it = |label: Option<String>| label.is_some_and(|label| label == name);
    let mut heads = heads.filter(|node| is_it(node.accesskit_node().label()));
    heads.next().unwrap_or_else(|| panic!("no {name}")).rect().center()
}

/// Where a column of a table is, by what stands over it.
fn column(desk: &Desk, title: &str) -> f32 {
    let is_it = |label: Option<String>| label.is_some_and(|label| label == title);
    let mut buttons = desk.harness.get_all_by_role(Role::Button);
    buttons.find(|node| is_it(node.accesskit_node().label())).unwrap().rect().left() + 12.0
}

fn click(desk: &mut Desk, at: Pos2, modifiers: Modifiers) {
    desk.click(at, modifiers);
    // A person takes longer than a double click between the two.
    desk.harness.run_steps(30);
}

fn selected(desk: &Desk) -> BTreeSet<ActorId> {
    match desk.shell().selection() {
        Selection::Actors(actors) => actors.clone(),
        _ => BTreeSet::new(),
    }
}

#[test]
fn rows_are_selected_by_their_heads_and_removed_together() {
    let mut desk = table("Actors");
    let before = desk.map();
    let ids: Vec<ActorId> = before.actors().keys().copied().collect();
    let of = |places: &[usize]| places.iter().map(|at| ids[*at]).collect::<BTreeSet<_>>();
    let heads: Vec<Pos2> = (1..=6).map(|number| head(&desk, number)).collect();
    click(&mut desk, heads[0], Modifiers::NONE);
    click(&mut desk, heads[2], SHIFT);
    assert_eq!(selected(&desk), of(&[0, 1, 2]));
    click(&mut desk, heads[4], CTRL);
    assert_eq!(selected(&desk), of(&[0, 1, 2, 4]));
    click(&mut desk, heads[1], CTRL);
    assert_eq!(selected(&desk), of(&[0, 2, 4]));
    let copied = desk.copy();
    let names: Vec<&str> = copied.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(names, [0, 2, 4].map(|at| before.actors()[&ids[at]].name.as_str()));
    // The menu of one of them is that of all; that of another row is its own.
    desk.right_click(heads[2]);
    desk.press_part("Delete the rows");
    assert_eq!(
        desk.map().actors().keys().copied().collect::<BTreeSet<_>>(),
        &before.actors().keys().copied().collect::<BTreeSet<_>>() - &of(&[0, 2, 4])
    );
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    click(&mut desk, heads[0], Modifiers::NONE);
    desk.right_click(heads[5]);
    assert_eq!(selected(&desk), of(&[5]));
    desk.press_part("Delete the rows");
    assert!(desk.map().actors().len() == before.actors().len() - 1 && !desk.map().actors().contains_key(&ids[5]));
}

#[test]
fn rows_that_were_chosen_are_forgotten_with_the_next_cell() {
    let mut desk = table("Actors");
    let heads: Vec<Pos2> = (1..=3).map(|number| head(&desk, number)).collect();
    click(&mut desk, heads[0], Modifiers::NONE);
    click(&mut desk, heads[2], CTRL);
    assert_eq!(desk.copy().lines().count(), 2);
    desk.keys(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(desk.copy().lines().count(), 1);
}

#[test]
fn a_drag_that_reaches_the_edge_of_a_table_goes_on_below_it() {
    let mut desk = table("Actors");
    let all = desk.map().actors().len();
    let first = desk.map().actors().values().next().unwrap().name.clone();
    let from = desk.harness.get_all_by_role(Role::GridCell).next().unwrap().rect().center();
    let edge = Pos2::new(from.x, 719.0);
    for pressed in [true, false] {
        desk.harness.event(Event::PointerMoved(if pressed { from } else { edge }));
        desk.harness.step();
        let (pos, button) = (if pressed { from } else { edge }, PointerButton::Primary);
        desk.harness.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        desk.harness.step();
        if pressed {
            desk.harness.event(Event::PointerMoved(edge));
            desk.harness.run_steps(240);
        }
    }
    desk.settle();
    assert_eq!(desk.copy().lines().count(), all, "from {first} down to the last");
    assert!(!desk.shows(&first), "the table has scrolled");
}

#[test]
fn how_a_target_is_counted_is_typed_in_its_cell() {
    let mut desk = table("Targets");
    let before = desk.map();
    let (id, target) = before.targets().iter().find(|(_, it)| it.measure != Measure::FundCapital).unwrap();
    let left = column(&desk, "Measure");
    let at = Pos2::new(left, desk.place_of(&target.name).y);
    click(&mut desk, at, Modifiers::NONE);
    desk.type_text("capital");
    assert!(desk.shows("Capital of supporters"), "offered below");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().targets()[id].measure, Measure::FundCapital);
    click(&mut desk, at, Modifiers::NONE);
    desk.type_text("growth of members on 2015");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().targets()[id].measure, Measure::MemberGrowth { base_year: 2015 });
    click(&mut desk, at, Modifiers::NONE);
    desk.type_text("nothing that is known");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.shows("nothing that is known"), "a wrong one stays");
    assert_eq!(desk.map().targets()[id].measure, Measure::MemberGrowth { base_year: 2015 });
    desk.keys(CTRL, Key::Z);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_route_has_a_menu_and_joins_others_by_ctrl() {
    let mut desk = page(saved(CAN_THO), Page::Channels);
    let before = desk.map();
    let rows: Vec<Pos2> = desk
        .harness
        .get_all_by_role(Role::Button)
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label.contains(" → ")))
        .map(|node| node.rect().center())
        .collect();
    click(&mut desk, rows[0], Modifiers::NONE);
    let first = selected(&desk);
    click(&mut desk, rows[1], Modifiers::NONE);
    let second = selected(&desk);
    click(&mut desk, rows[0], CTRL);
    assert_eq!(selected(&desk), &first | &second);
    desk.right_click(rows[0]);
    assert_eq!(selected(&desk), first, "its own actors");
    desk.press_part("Show on the map");
    assert!(desk.harness.get_all_by_role(Role::GraphicsObject).count() > 0 && selected(&desk) == first);
    desk.wish(Command::ShowPage(Page::Channels));
    desk.right_click(rows[0]);
    let items: Vec<Pos2> = desk
        .harness
        .get_all_by_role(Role::Button)
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label == "Record as a channel"))
        .map(|node| node.rect().center())
        .collect();
    // The item of the menu is beside the pointer, the others are the buttons of the rows.
    let distance = |item: &Pos2| (item.x - rows[0].x).abs();
    let item = *items.iter().min_by(|one, other| distance(one).total_cmp(&distance(other))).unwrap();
    click(&mut desk, item, Modifiers::NONE);
    assert_eq!(desk.map().channels().len(), before.channels().len() + 1);
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
}

#[test]
fn targets_and_what_counts_have_menus() {
    let mut desk = page(saved(CAN_THO), Page::Targets);
    let before = desk.map();
    let (id, target) = before.targets().iter().find(|(_, it)| it.measure == Measure::LinkedModels).unwrap();
    let card = desk.place_of(&target.name);
    desk.right_click(card);
    desk.press("Delete");
    assert!(!desk.map().targets().contains_key(id));
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
    desk.right_click(card);
    desk.press("Open");
    let model = before.models().values().find(|model| desk.shows(&model.name)).unwrap();
    let row = desk.place_of(&model.name);
    desk.right_click(row);
    assert_eq!(*desk.shell().selection(), Selection::Model(model.id));
    desk.press("Show on the map");
    assert!(desk.harness.get_all_by_role(Role::GraphicsObject).count() > 0);
}

#[test]
fn what_is_empty_of_a_model_or_channel_is_folded() {
    let mut map = saved("saves/mango-mekong-2015.lienket");
    let mut edit = lienket::map::Transaction::begin(&mut map);
    let id = edit.add(lienket::map::CoopModel { name: "Mới".into(), ..lienket::map::CoopModel::default() }).unwrap();
    edit.finish();
    let mut desk = Desk::with(map, None, Language::English, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    desk.wish(Command::Select(Selection::Model(id)));
    assert!(!desk.shows("Since") && !desk.shows("Note"));
    desk.press("More…");
    assert!(desk.shows("Since") && desk.shows("Note"));
    desk.enter("Since");
    desk.type_text("2014");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().models()[&id].since, Some(2014));
    desk.press("Less");
    assert!(desk.shows("Since") && !desk.shows("Note"), "what says something stays");
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::ShowPage(Page::Channels));
    desk.press_part("Edit");
    assert!(desk.shows("Share of the volume") && !desk.shows("Share of the actors"));
    desk.press("More…");
    assert!(desk.shows("Share of the actors"));
}
