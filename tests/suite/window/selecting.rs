//! Selecting by lists, right-click menus of lanes, bands and rows, and the selection after undo.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Pos2};
use egui_kittest::kittest::Queryable;
use lienket::command::{ActorMove, Command};
use lienket::map::{ActorId, Banding, Placement, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;

fn selected(desk: &Desk) -> BTreeSet<ActorId> {
    match desk.shell().selection() {
        Selection::Actors(actors) => actors.clone(),
        _ => BTreeSet::new(),
    }
}

/// The list of actors, open, with the middle of each of its first rows and the actor that it shows.
fn actor_rows(desk: &mut Desk) -> Vec<(Pos2, ActorId)> {
    desk.press_part("Tác nhân");
    let map = desk.map();
    let stage = map.stages_in_order()[0].id;
    let mut rows: Vec<(Pos2, ActorId)> = map
        .actors()
        .values()
        .filter(|actor| actor.stage == Some(stage))
        .map(|actor| (desk.place_of(&actor.name), actor.id))
        .collect();
    rows.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    assert!(rows.len() >= 3);
    rows
}

#[test]
fn ctrl_adds_a_row_and_shift_takes_all_between() {
    let mut desk = Desk::on(CAN_THO);
    let rows = actor_rows(&mut desk);
    let [first, second, third] = [rows[0], rows[1], rows[2]];
    desk.click(first.0, Modifiers::NONE);
    desk.click(third.0, CTRL);
    assert_eq!(selected(&desk), BTreeSet::from([first.1, third.1]));
    desk.click(third.0, CTRL);
    assert_eq!(selected(&desk), BTreeSet::from([first.1]));
    desk.click(first.0, Modifiers::NONE);
    desk.click(third.0, SHIFT);
    assert_eq!(selected(&desk), BTreeSet::from([first.1, second.1, third.1]));
    desk.click(second.0, SHIFT);
    assert_eq!(selected(&desk), BTreeSet::from([first.1, second.1]), "from the row that was clicked without Shift");
    desk.wish(Command::SelectAlike(lienket::session::Alike::Others));
    assert_eq!(selected(&desk).len(), desk.map().actors().len() - 2);
}

#[test]
fn models_and_findings_select_their_actors() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let mut expected = BTreeSet::new();
    for model in map.models().values().take(2) {
        let at = desk.place_of(&model.name);
        desk.click(at, CTRL);
        expected.extend(model.core.union(&model.members));
        assert_eq!(selected(&desk), expected);
    }
}

#[test]
fn a_row_has_the_menu_of_its_thing() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let model = before.models().values().next().unwrap().clone();
    let at = desk.place_of(&model.name);
    desk.right_click(at);
    assert_eq!(*desk.shell().selection(), Selection::Model(model.id));
    desk.press("Chọn các tác nhân ở đây");
    assert_eq!(selected(&desk), model.core.union(&model.members).copied().collect());
    desk.right_click(at);
    // The inspector has one too.
    let items = desk.harness.get_all_by_label_contains("Xóa").map(|node| node.rect().center()).collect::<Vec<_>>();
    let item = items.into_iter().min_by(|a, b| a.distance(at).total_cmp(&b.distance(at))).unwrap();
    desk.click(item, Modifiers::NONE);
    assert!(!desk.map().models().contains_key(&model.id));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    assert_eq!(*desk.shell().selection(), Selection::Model(model.id), "what came back is selected");
    let row = actor_rows(&mut desk)[1];
    desk.right_click(row.0);
    assert_eq!(selected(&desk), BTreeSet::from([row.1]));
    desk.press_part("Nhân đôi");
    assert_eq!(desk.map().actors().len(), before.actors().len() + 1);
}

#[test]
fn a_lane_is_renamed_moved_joined_and_deleted_by_its_heading() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let order =
        |desk: &Desk| -> Vec<String> { desk.map().stages_in_order().iter().map(|stage| stage.name.clone()).collect() };
    let names = order(&desk);
    let lane = before.stages_in_order()[1].clone();
    // The heading is painted; it stands over the cards of its lane.
    let of_lane: BTreeSet<ActorId> =
        before.actors().values().filter(|actor| actor.stage == Some(lane.id)).map(|actor| actor.id).collect();
    let in_lane = before.actors().values().find(|actor| actor.stage == Some(lane.id)).unwrap();
    let heading = Pos2::new(desk.card(&in_lane.name).center().x, 62.0);
    desk.right_click(heading);
    desk.press("Chọn các tác nhân ở đây");
    assert_eq!(selected(&desk), of_lane);
    desk.right_click(heading);
    desk.press("Sang trái");
    assert_eq!(order(&desk)[0], names[1]);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    desk.wish(Command::Fit);
    desk.right_click(heading);
    desk.press("Thêm khâu bên phải");
    assert_eq!(order(&desk)[2], "Khâu mới");
    let after = desk.map();
    assert_eq!(after.actors(), before.actors(), "nobody changes lanes");
    desk.type_text("Sơ chế");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(order(&desk)[2], "Sơ chế");
    desk.keys(CTRL, Key::Z);
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    desk.wish(Command::Fit);
    desk.right_click(heading);
    desk.press("Xóa khâu");
    assert!(!desk.map().stages().contains_key(&lane.id));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
}

#[test]
fn a_band_selects_its_actors() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::SetBands(Some(Banding::District)));
    let map = desk.map();
    let district = "Cờ Đỏ";
    let at = desk.place_of(&format!("{district}: "));
    desk.right_click(at);
    desk.press("Chọn các tác nhân ở đây");
    let expected: BTreeSet<ActorId> = map
        .actors()
        .values()
        .filter(|actor| actor.district == district && !actor.is_below_lanes())
        .map(|actor| actor.id)
        .collect();
    assert_eq!(selected(&desk), expected);
    desk.right_click(at);
    desk.press("Không chia");
    assert_eq!(desk.map().info().bands, None);
}

#[test]
fn the_selection_follows_undo() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let moved: BTreeSet<ActorId> = before.actors().keys().copied().take(2).collect();
    let moves = moved.iter().map(|id| {
        let place = before.placements()[id];
        ActorMove { placement: Placement { y: place.y + 300.0, ..place }, stage: None }
    });
    desk.wish(Command::Move(moves.collect()));
    let gone = *before.actors().keys().last().unwrap();
    desk.wish(Command::Select(Selection::actor(gone)));
    desk.wish(Command::Delete);
    assert_eq!(selected(&desk), BTreeSet::new());
    desk.keys(CTRL, Key::Z);
    assert_eq!(selected(&desk), BTreeSet::from([gone]), "what came back");
    desk.keys(CTRL, Key::Z);
    assert_eq!(selected(&desk), moved, "what was moved back");
    assert!(desk.map() == before);
    desk.wish(Command::Select(Selection::None));
    desk.keys(CTRL, Key::Y);
    assert_eq!(selected(&desk), moved);
    desk.wish(Command::Select(Selection::None));
    desk.wish(Command::SetBands(Some(Banding::District)));
    desk.keys(CTRL, Key::Z);
    assert_eq!(selected(&desk), BTreeSet::new(), "a layout is of everything");
    let link = *before.links().keys().next().unwrap();
    desk.wish(Command::ReverseLink(link));
    desk.wish(Command::GoTo(Subject::Actor(gone)));
    desk.keys(CTRL, Key::Z);
    assert_eq!(*desk.shell().selection(), Selection::Link(link));
}
