//! The fields of several actors at once.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use lienket::command::Command;
use lienket::map::{Actor, ActorId, ActorKind, Selection};

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;

#[test]
fn a_district_is_typed_once_for_all_and_the_rest_stays() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let chosen: BTreeSet<ActorId> =
        before.actors().values().filter(|actor| actor.kind == ActorKind::Group).take(4).map(|actor| actor.id).collect();
    desk.wish(Command::Select(Selection::Actors(chosen.clone())));
    desk.enter("Quận, huyện");
    desk.type_text("Cụm Bắc");
    assert!(desk.shell().is_dirty(), "half typed it is a draft");
    desk.keys(Modifiers::NONE, Key::Enter);
    let after = desk.map();
    for actor in before.actors().values() {
        let expected = if chosen.contains(&actor.id) {
            Actor { district: "Cụm Bắc".to_owned(), ..actor.clone() }
        } else {
            actor.clone()
        };
        assert!(after.actors()[&actor.id] == expected, "{}", actor.name);
    }
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
}

#[test]
fn what_differs_is_shown_as_such_and_a_choice_is_for_all() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let group = before.actors().values().find(|actor| actor.kind == ActorKind::Group).unwrap().id;
    let trader = before.actors().values().find(|actor| actor.kind == ActorKind::Trader).unwrap().id;
    desk.wish(Command::Select(Selection::Actors([group, trader].into())));
    assert!(desk.shows("Loại khác nhau") && desk.shows("Khâu khác nhau"));
    desk.press("Khâu khác nhau");
    desk.press("Thương mại");
    let after = desk.map();
    let stage = |id: ActorId| after.actors()[&id].stage.map(|stage| after.stages()[&stage].name.clone());
    assert_eq!([stage(group), stage(trader)], [Some("Thương mại".to_owned()), Some("Thương mại".to_owned())]);
    assert_eq!((after.actors()[&group].kind, after.actors()[&trader].kind), (ActorKind::Group, ActorKind::Trader));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before);
    // A year that is none stays in its field, and nothing is changed.
    desk.wish(Command::Select(Selection::Actors([group, trader].into())));
    desk.enter("Thành lập");
    desk.type_text("99999");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.map() == before);
}
