//! Tidying thoroughly in the window: beside whoever works on, one edit, or nothing.

use lienket::command::{Change, ColorScheme, Command};
use lienket::exchange::sample_map;
use lienket::language::{Language, UiText};
use lienket::map::{LinkageMap, Placement};

use super::desk::{CAN_THO, Desk};

fn places(map: &LinkageMap) -> Vec<Placement> {
    map.placements().values().copied().collect()
}

fn says(desk: &Desk, words: UiText) -> bool {
    desk.shows(words.text(Language::Vietnamese))
}

#[test]
fn it_is_in_the_menu_and_is_one_edit() {
    let mut desk = Desk::on(CAN_THO);
    let before = places(&desk.map());
    desk.press("Trình đơn");
    desk.press_part("Sắp xếp kỹ hơn");
    let after = places(&desk.map());
    assert_ne!(after, before);
    assert!(says(&desk, UiText::TidiedThoroughly));
    desk.wish(Command::Undo);
    assert_eq!(places(&desk.map()), before);
    desk.wish(Command::Redo);
    assert_eq!(places(&desk.map()), after);

    desk.wish(Command::TidyThoroughly);
    assert_eq!(places(&desk.map()), after);
    assert!(says(&desk, UiText::NoBetterLayout));
    desk.wish(Command::Tidy);
    assert_eq!(places(&desk.map()), after, "tidying leaves it");
    desk.wish(Command::Undo);
    assert_eq!(places(&desk.map()), before, "what alters nothing is no edit");
}

#[test]
fn one_sees_that_it_works_and_can_stop_it() {
    let size = egui::Vec2::new(1280.0, 720.0);
    let mut desk = Desk::with(sample_map(150, 1), None, Language::Vietnamese, ColorScheme::Light, size);
    let before = places(&desk.map());
    desk.wish_and_look(Command::TidyThoroughly);
    assert!(says(&desk, UiText::TidyingThoroughly) && desk.shell().is_working());
    desk.press(UiText::Cancel.text(Language::Vietnamese));
    assert!(!says(&desk, UiText::TidyingThoroughly) && says(&desk, UiText::TidyCancelled));
    assert_eq!(places(&desk.map()), before);
}

#[test]
fn whoever_works_on_meanwhile_loses_nothing() {
    let mut desk = Desk::on(CAN_THO);
    let before = places(&desk.map());
    let mut actor = desk.map().actors().values().next().unwrap().clone();
    actor.note = "gọi lại sau".into();
    desk.wish_at_once([Command::TidyThoroughly, Command::Update(Box::new(Change::Actor(actor.clone())))]);
    assert_ne!(places(&desk.map()), before, "a note moves nobody: the arrangement still fits");
    assert_eq!(desk.map().actors()[&actor.id].note, actor.note);

    let mut desk = Desk::on(CAN_THO);
    let stage = desk.map().stages_in_order()[0].id;
    desk.wish_at_once([Command::TidyThoroughly, Command::AddActor { stage: Some(stage), at: (150.0, 700.0) }]);
    assert!(says(&desk, UiText::TidyOutdated));
    assert_eq!(places(&desk.map())[..before.len()], before, "made for another map, it is not used");
    assert_eq!(desk.map().actors().len(), before.len() + 1);
}
