//! Text that is typed and not in the map yet: whatever is done elsewhere meanwhile, it stays until its own record goes.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{Change, Command, Page, Removal};
use lienket::exchange::{CellEdits, EditRow, TableColumn, TableKind, TableRow};
use lienket::language::Language;
use lienket::map::{Actor, ActorId, Selection};
use lienket::schema::actor;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const VIETNAMESE: Language = Language::Vietnamese;
const WRONG: &str = "nhiều";

/// An actor that stands for several, and two others.
fn actors(desk: &Desk) -> [ActorId; 3] {
    let map = desk.map();
    let of = map.actors().values().find(|actor| actor.count > 1).unwrap().id;
    let mut others = map.actors().keys().copied().filter(|id| *id != of);
    [of, others.next().unwrap(), others.next().unwrap()]
}

/// Types a text over the number that an actor stands for, and leaves the actor.
fn type_count(desk: &mut Desk, of: ActorId, text: &str) {
    desk.wish(Command::Select(Selection::actor(of)));
    desk.enter(&actor::COUNT.title(VIETNAMESE));
    desk.keys(CTRL, Key::A);
    desk.type_text(text);
    desk.wish(Command::Select(Selection::None));
}

/// What stands in the field for that number.
fn count_field(desk: &mut Desk, of: ActorId) -> String {
    desk.wish(Command::Select(Selection::actor(of)));
    let title = actor::COUNT.title(VIETNAMESE);
    let field = desk.harness.get_by_role_and_label(Role::TextInput, &title);
    field.accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_wrong_value_outlives_what_is_removed_elsewhere() {
    let mut desk = Desk::on(CAN_THO);
    let start = desk.map();
    let [of, other, third] = actors(&desk);
    let link = *start.links().keys().next().unwrap();
    type_count(&mut desk, of, WRONG);
    for removal in
        [Command::Remove(Removal::Link(link)), Command::RemoveRows(vec![TableRow::Actor(other)]), Command::Delete]
    {
        desk.wish(Command::Select(Selection::actor(third)));
        desk.wish(removal);
        assert_eq!(count_field(&mut desk, of), WRONG);
        assert!(desk.shell().is_dirty());
    }
    // The removals came later, so they are undone first.
    for left in [false, false, true] {
        desk.wish(Command::Undo);
        assert_eq!(desk.map() == start, left);
        assert_eq!(count_field(&mut desk, of), WRONG);
    }
    desk.wish(Command::Redo);
    assert_eq!(count_field(&mut desk, of), WRONG);
    desk.wish(Command::Undo);
    assert!(desk.shows("Hoàn tác: giá trị chưa hợp lệ"));
    desk.wish(Command::Undo);
    assert_eq!(count_field(&mut desk, of), start.actors()[&of].count.to_string());
}

#[test]
fn a_wrong_value_goes_with_its_record() {
    let mut desk = Desk::on(CAN_THO);
    let start = desk.map();
    let [of, ..] = actors(&desk);
    type_count(&mut desk, of, WRONG);
    desk.wish(Command::Remove(Removal::Actor(of)));
    desk.wish(Command::Undo);
    assert!(desk.map() == start, "nothing else is in the way of undo");
    assert_eq!(count_field(&mut desk, of), start.actors()[&of].count.to_string());
}

#[test]
fn what_is_typed_becomes_an_edit_before_another_record_is_removed() {
    let mut desk = Desk::on(CAN_THO);
    let [of, other, _] = actors(&desk);
    desk.wish(Command::Select(Selection::actor(of)));
    desk.enter(&actor::COUNT.title(VIETNAMESE));
    desk.keys(CTRL, Key::A);
    desk.type_text("77");
    desk.wish(Command::RemoveRows(vec![TableRow::Actor(other)]));
    assert_eq!((desk.map().actors()[&of].count, desk.map().actors().contains_key(&other)), (77, false));
    desk.wish(Command::Undo);
    assert_eq!((desk.map().actors()[&of].count, desk.map().actors().contains_key(&other)), (77, true));
}

#[test]
fn a_field_left_while_typed_into_shows_what_the_map_has_later() {
    let mut desk = Desk::on(CAN_THO);
    let [of, ..] = actors(&desk);
    type_count(&mut desk, of, "77");
    assert_eq!(desk.map().actors()[&of].count, 77);
    let edited = Actor { count: 5, ..desk.map().actors()[&of].clone() };
    desk.wish(Command::Update(Box::new(Change::Actor(edited))));
    assert_eq!(count_field(&mut desk, of), "5");
}

#[test]
fn a_wrong_value_in_an_open_cell_is_not_lost_unasked() {
    let mut desk = Desk::on(CAN_THO);
    let [of, ..] = actors(&desk);
    desk.wish(Command::ToggleSidePanels);
    desk.wish(Command::ShowPage(Page::Tables));
    desk.press_part("Tác nhân ");
    let name = desk.map().actors()[&of].name.clone();
    let at = super::cells::cell(&desk, &name, &actor::COUNT.title(VIETNAMESE));
    desk.click(at, Modifiers::NONE);
    desk.harness.run_steps(30);
    assert!(!desk.shell().is_dirty());
    desk.type_text(WRONG);
    assert!(desk.shell().is_dirty(), "while it is typed");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.shell().is_dirty(), "and where it stands marked");
    // It goes with its record, though the table is not shown.
    desk.wish(Command::ShowPage(Page::Map));
    desk.wish(Command::Remove(Removal::Actor(of)));
    desk.wish(Command::Undo);
    assert!(!desk.shell().is_dirty());
    let mut edits = CellEdits::new(TableKind::Actors, 2019, VIETNAMESE);
    edits.push(EditRow::Record(TableRow::Actor(of)), TableColumn::Actor(&actor::COUNT), "6");
    desk.wish(Command::EditCells(Box::new(edits)));
    assert_eq!(desk.map().actors()[&of].count, 6);
}
