//! The map at a meeting: slides by key and clicker, steps, years, and back to where one was.

use egui::{Key, Modifiers};
use lienket::command::{Command, Presenting, PresentingAid};
use lienket::map::{ActorKind, Colouring, Filter, Selection};

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
    // How large the points of a window are is the system's; the camera that goes with them is looked at by hand.
    let looked_at = |desk: &Desk| lienket::map::ViewState { camera: None, ..desk.shell().view() };
    let before = looked_at(&desk);
    let map = desk.map();
    key(&mut desk, Key::F5);
    for _ in 0..4 {
        key(&mut desk, Key::PageDown);
    }
    assert_ne!(looked_at(&desk), before);
    desk.leave_stage();
    key(&mut desk, Key::Escape);
    assert!(!desk.shell().is_presenting());
    assert_eq!(looked_at(&desk), before);
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

#[test]
fn views_are_made_moved_hidden_and_undone() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let model = *before.models().keys().next().unwrap();
    desk.wish(Command::Select(Selection::Model(model)));
    desk.wish(Command::ToggleIsolation);
    desk.wish(Command::AddView);
    let added = desk.map().views_in_order().last().copied().unwrap().clone();
    assert_eq!(added.title, before.models()[&model].name);
    assert_eq!(added.state.scope.single_model(), Some(model));
    assert_eq!(added.state.camera, None, "what is shown alone is fitted anew");
    desk.wish(Command::MoveView(added.id, 0));
    assert_eq!(desk.map().views_in_order()[0].id, added.id);
    desk.wish(Command::DuplicateView(added.id));
    let copy = desk.map().views_in_order()[1].clone();
    assert_eq!((&copy.title, &copy.state), (&added.title, &added.state));
    desk.wish(Command::ShowPage(lienket::command::Page::Slides));
    assert!(desk.shows("Bốn mô hình chưa có đầu ra"));
    let all = {
        desk.wish(Command::Present(Presenting::Start));
        let (_, all) = desk.shell().slide_position().unwrap();
        desk.leave_stage();
        desk.wish(Command::Present(Presenting::Stop));
        all
    };
    let hidden = lienket::map::View { hidden: true, ..copy };
    desk.wish(Command::Update(Box::new(lienket::command::Change::View(hidden))));
    desk.wish(Command::Present(Presenting::Start));
    assert_eq!(desk.shell().slide_position().unwrap().1, all - 1, "a hidden slide is not shown");
    desk.leave_stage();
    desk.wish(Command::Present(Presenting::Stop));
    for _ in 0..4 {
        desk.wish(Command::Undo);
    }
    assert!(desk.map() == before);
}

#[test]
fn a_slide_follows_the_map_and_tells_when_what_it_showed_is_gone() {
    let mut desk = presenting();
    for _ in 0..3 {
        key(&mut desk, Key::PageDown);
    }
    let view = desk.shell().view();
    let model = view.scope.single_model().unwrap();
    let (_, all) = desk.shell().slide_position().unwrap();
    desk.wish(Command::Remove(lienket::command::Removal::Model(model)));
    assert_eq!(desk.shell().slide_position().unwrap().1, all - 1);
    assert!(desk.shows("Nội dung của trang đang chiếu đã bị xóa."));
    desk.wish(Command::Undo);
    assert_eq!(desk.shell().slide_position().unwrap().1, all);
}

#[test]
fn a_route_appears_link_by_link_and_its_break_last() {
    let mut desk = presenting();
    for _ in 0..3 {
        key(&mut desk, Key::PageDown);
    }
    let position = desk.shell().slide_position();
    let name = desk.map().models()[&desk.shell().view().scope.single_model().unwrap()].name.clone();
    assert!(desk.shows(&name));
    key(&mut desk, Key::ArrowDown);
    for _ in 0..9 {
        key(&mut desk, Key::ArrowDown);
    }
    assert_eq!(desk.shell().slide_position(), position, "steps stay on their slide");
    assert!(desk.shows("Ở "), "the last step tells the break");
    // By a clicker alone, once steps are asked for.
    key(&mut desk, Key::PageDown);
    key(&mut desk, Key::T);
    let before = desk.shell().slide_position();
    key(&mut desk, Key::PageDown);
    assert_eq!(desk.shell().slide_position(), before);
}

#[test]
fn another_year_tells_what_it_turned_with_and_without_a_meeting() {
    let mut desk = Desk::on(CAN_THO);
    desk.keys(Modifiers::COMMAND, Key::PageDown);
    assert_eq!(desk.shell().year(), 2020);
    assert!(desk.shows("2020: "), "the status bar tells it");
    desk.keys(Modifiers::COMMAND, Key::PageUp);
    assert_eq!(desk.shell().year(), 2019);
    key(&mut desk, Key::F5);
    key(&mut desk, Key::PageDown);
    desk.keys(Modifiers::COMMAND, Key::PageDown);
    assert_eq!(desk.shell().year(), 2020);
    assert!(desk.shows("2020: "));
    key(&mut desk, Key::PageDown);
    assert_eq!(desk.shell().year(), 2020, "the next slide is of the same year");
}

#[test]
fn what_changed_in_a_meeting_is_listed_afterwards() {
    let mut desk = presenting();
    key(&mut desk, Key::PageDown);
    let link = desk.map().links().values().find(|link| link.to_year == Some(2019)).unwrap().clone();
    let renewed = lienket::map::Link { to_year: Some(2022), ..link };
    desk.wish(Command::Update(Box::new(lienket::command::Change::Link(renewed))));
    desk.leave_stage();
    key(&mut desk, Key::Escape);
    assert!(!desk.shell().is_presenting());
    assert!(desk.shows("Đã thay đổi trong buổi họp"));
}

#[test]
fn a_click_goes_on_or_selects() {
    let mut desk = presenting();
    desk.click(egui::pos2(320.0, 40.0), Modifiers::NONE);
    assert_eq!(desk.shell().slide_position().unwrap().0, 1, "a click on a page of text goes on");
    for _ in 0..2 {
        key(&mut desk, Key::PageDown);
    }
    let card = desk.card("THT nhãn Thới Lai");
    desk.click(card.center(), Modifiers::NONE);
    assert!(matches!(desk.shell().selection(), Selection::Actors(actors) if actors.len() == 1));
    assert_eq!(desk.shell().slide_position().unwrap().0, 3);
    key(&mut desk, Key::E);
    assert!(desk.shows("Quận, huyện"), "its fields can be edited in the meeting");
    key(&mut desk, Key::Escape);
    let empty = egui::pos2(card.center().x, card.max.y + 12.0);
    desk.click(empty, Modifiers::NONE);
    assert_eq!(*desk.shell().selection(), Selection::None, "the first click takes the selection back");
    desk.click(empty, Modifiers::NONE);
    assert_eq!(desk.shell().slide_position().unwrap().0, 4);
}

#[test]
fn a_slide_of_a_view_with_a_filter_hides_what_it_hides() {
    let mut desk = Desk::on(CAN_THO);
    // Coloured as the slide of the whole map is, so that nothing but the filter is another one.
    desk.wish(Command::SetColouring(Colouring::Verdict));
    desk.wish(Command::SetFilter(Box::new(Filter { kinds: [ActorKind::Trader].into(), ..Filter::default() })));
    desk.wish(Command::AddView);
    desk.wish(Command::SetFilter(Box::default()));
    key(&mut desk, Key::F5);
    key(&mut desk, Key::PageDown);
    let trader = "Thương lái lúa Thới Lai";
    assert!(desk.shows(trader), "on the slide of the whole map");
    key(&mut desk, Key::End);
    assert!(!desk.shell().view().filter.is_empty());
    assert!(!desk.shows(trader));
}
