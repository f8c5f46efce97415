//! The tour: at the first start and never again, however it is left.

use std::path::Path;

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::app::Settings;
use lienket::command::Command;
use lienket::language::{Language, TourText};

use crate::window::desk::Desk;

const LANGUAGE: Language = Language::Vietnamese;

fn is_shown(desk: &Desk) -> bool {
    desk.shows("1 / 6") || desk.shows("2 / 6")
}

fn never_again(file: &Path) {
    assert!(Settings::read(file).tour_seen);
    assert!(!is_shown(&Desk::first_start(file.to_owned())));
}

#[test]
fn each_way_of_leaving_keeps_it_away() {
    let leave: [fn(&mut Desk); 4] = [
        |desk| desk.keys(Modifiers::NONE, Key::Escape),
        |desk| desk.press(TourText::Skip.text(LANGUAGE)),
        |desk| (0..6).for_each(|_| desk.keys(Modifiers::NONE, Key::ArrowRight)),
        |desk| desk.keys(Modifiers::COMMAND, Key::N),
    ];
    for leave in leave {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.ron");
        let mut desk = Desk::first_start(file.clone());
        let before = desk.map();
        assert!(is_shown(&desk) && desk.shows(TourText::ModelsBody.text(LANGUAGE)));
        desk.keys(Modifiers::NONE, Key::ArrowRight);
        assert!(desk.shows("2 / 6") && desk.map() == before && !desk.shell().is_dirty());
        leave(&mut desk);
        never_again(&file);
    }
}

#[test]
fn it_is_walked_through_by_keys_and_comes_again_from_the_menu() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::first_start(folder.path().join("settings.ron"));
    desk.keys(Modifiers::NONE, Key::Escape);
    let before = desk.map();
    assert!(!is_shown(&desk));
    desk.wish(Command::ShowTour);
    for body in [TourText::ModelsBody, TourText::MapBody, TourText::VerdictBody, TourText::YearBody] {
        assert!(desk.shows(body.text(LANGUAGE)), "{body:?}");
        desk.keys(Modifiers::NONE, Key::ArrowRight);
    }
    desk.keys(Modifiers::NONE, Key::ArrowLeft);
    assert!(desk.shows(TourText::YearBody.text(LANGUAGE)));
    desk.press(TourText::Next.text(LANGUAGE));
    desk.press(TourText::Next.text(LANGUAGE));
    desk.press(TourText::Done.text(LANGUAGE));
    assert!(!desk.shows("/ 6") && desk.map() == before && !desk.shell().is_dirty());
}

#[test]
fn who_had_settings_before_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.ron");
    std::fs::write(&file, "(legend: true)").unwrap();
    assert!(Settings::read(&file).tour_seen && !is_shown(&Desk::first_start(file)));
}

#[test]
fn where_lists_and_details_take_turns_both_cards_stand_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::first_start(folder.path().join("settings.ron"));
    desk.harness.set_size(Vec2::new(1000.0, 700.0));
    desk.settle();
    let beside = |desk: &Desk, body: TourText| desk.harness.get_by_label(body.text(LANGUAGE)).rect().left();
    let first = beside(&desk, TourText::ModelsBody);
    for _ in 0..2 {
        desk.keys(Modifiers::NONE, Key::ArrowRight);
    }
    assert_eq!(beside(&desk, TourText::VerdictBody), first);
}
