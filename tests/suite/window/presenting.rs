//! The map at a meeting: slides by key and clicker, steps, years, and back to where one was.

use egui::{Key, Modifiers};
use lienket::command::{Command, Presenting, PresentingAid};
use lienket::map::Selection;

use super::desk::{CAN_THO, Desk};

fn presenting() -> Desk {
    let mut desk = Desk::on(CAN_THO);
    desk.keys(Modifiers::NONE, Key::F5);
    assert!(desk.shell().is_presenting());
    desk
}

fn key(desk: &mut Desk, key: Key) {
    desk.keys(Modifiers::NONE, key);
}

#[test]
fn a_clicker_walks_through_every_model_of_the_map() {
    let mut desk = presenting();
    let (at, all) = desk.shell().slide_position().unwrap();
    assert_eq!(at, 0);
    let map = desk.map();
    let mut seen = Vec::new();
    for _ in 1..all {
        key(&mut desk, Key::PageDown);
        seen.extend(map.models().values().filter(|model| desk.shows(&model.name)).map(|model| model.id));
    }
    for model in map.models().values() {
        assert!(seen.contains(&model.id), "{} is on no slide", model.name);
    }
    assert_eq!(desk.shell().slide_position(), Some((all - 1, all)));
    key(&mut desk, Key::PageDown);
    assert_eq!(desk.shell().slide_position(), Some((all - 1, all)), "behind the last slide");
    key(&mut desk, Key::Home);
    assert_eq!(desk.shell().slide_position(), Some((0, all)));
}

#[test]
fn escape_goes_back_to_where_one_was() {
    let mut desk = Desk::on(CAN_THO);
    let model = *desk.map().models().keys().next().unwrap();
    desk.wish(Command::Select(Selection::Model(model)));
    let before = desk.shell().view();
    let map = desk.map();
    key(&mut desk, Key::F5);
    for _ in 0..4 {
        key(&mut desk, Key::PageDown);
    }
    assert_ne!(desk.shell().view(), before);
    desk.leave_stage();
    key(&mut desk, Key::Escape);
    assert!(!desk.shell().is_presenting());
    assert_eq!(desk.shell().view(), before);
    assert_eq!(desk.map(), map);
    assert!(!desk.shell().is_dirty(), "to show a map changes nothing");
}

#[test]
fn a_number_and_enter_go_to_a_slide() {
    let mut desk = presenting();
    key(&mut desk, Key::Num1);
    key(&mut desk, Key::Num2);
    key(&mut desk, Key::Enter);
    assert_eq!(desk.shell().slide_position().unwrap().0, 11);
    key(&mut desk, Key::Num9);
    key(&mut desk, Key::Num9);
    key(&mut desk, Key::Enter);
    let (at, all) = desk.shell().slide_position().unwrap();
    assert_eq!(at, all - 1, "a number that is too great is the last one");
}

#[test]
fn letters_help_the_speaker() {
    let mut desk = presenting();
    key(&mut desk, Key::PageDown);
    key(&mut desk, Key::G);
    assert!(desk.shows("12. "), "all slides are there");
    desk.press_part("12. ");
    assert_eq!(desk.shell().slide_position().unwrap().0, 11);
    key(&mut desk, Key::G);
    key(&mut desk, Key::Escape);
    assert!(desk.shell().is_presenting(), "Escape closes what lies over the slide first");
    key(&mut desk, Key::N);
    assert!(desk.shows("Tiếp theo: "));
    key(&mut desk, Key::B);
    key(&mut desk, Key::PageDown);
    assert_eq!(desk.shell().slide_position().unwrap().0, 11, "the light comes back before the next slide");
    key(&mut desk, Key::PageDown);
    assert_eq!(desk.shell().slide_position().unwrap().0, 12);
    desk.wish(Command::Present(Presenting::Toggle(PresentingAid::Spotlight)));
    desk.wish(Command::Present(Presenting::Stop));
    assert!(!desk.shell().is_presenting());
}
