//! Finding and replacing, from Ctrl+H to the map and back.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{Change, ColorScheme, Command, SampleMap};
use lienket::editing::TextChange;
use lienket::exchange::sample_map;
use lienket::language::{Language, fold};
use lienket::map::{Actor, LinkageMap, RecordRef, Selection};
use lienket::schema::for_each_text;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;

/// Opens it and types both texts.
fn asked(desk: &mut Desk, find: &str, by: &str) {
    desk.keys(CTRL, Key::H);
    desk.type_text(find);
    desk.keys(Modifiers::NONE, Key::Enter);
    if !by.is_empty() {
        desk.type_text(by);
    }
}

fn districts(map: &LinkageMap, name: &str) -> usize {
    map.actors().values().filter(|actor| actor.district == name).count()
}

#[test]
fn what_is_ticked_is_replaced_in_one_step() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    asked(&mut desk, "thot not", "Thốt Nốt mới");
    let has = |text: &str| fold(text).contains("thot not");
    let actors: Vec<&Actor> = before.actors().values().filter(|actor| has(&actor.name)).collect();
    let in_district = districts(&before, "Thốt Nốt");
    let in_models = before.models().values().filter(|model| has(&model.name)).count();
    let in_channels = before.channels().values().filter(|channel| has(&channel.name)).count();
    let in_views = before.views().values().filter(|view| has(&view.note)).count();
    let count = actors.len() + in_district + in_models + in_channels + in_views;
    assert!(actors.len() > 1 && in_district > 1);
    assert!(desk.shows(&format!("Tìm thấy trong {count} ô")), "each field once");
    assert!(desk.map() == before, "nothing changes before it is told to");
    // One is left as it is.
    let left = actors[0];
    desk.press(&format!("{}, Tác nhân · tên", left.name));
    desk.press(&format!("Thay trong {} ô", count - 1));
    let after = desk.map();
    assert_eq!(
        after.actors()[&left.id],
        Actor { district: left.district.replace("Thốt Nốt", "Thốt Nốt mới"), ..left.clone() }
    );
    assert_eq!(districts(&after, "Thốt Nốt mới"), in_district);
    for actor in &actors[1..] {
        assert_eq!(after.actors()[&actor.id].name, actor.name.replace("Thốt Nốt", "Thốt Nốt mới"));
    }
    assert!(desk.shows("Đã thay."));
    assert!(desk.shows(&format!("Hoàn tác: thay chữ trong {} ô", count - 1)));
    desk.keys(CTRL, Key::Z);
    assert!(desk.map() == before, "one step");
    // What was typed is there again, over which one types.
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows("Tìm thấy trong"));
    desk.keys(CTRL, Key::H);
    assert!(desk.shows(&format!("Tìm thấy trong {count} ô")));
    desk.type_text("không có chữ này đâu");
    assert!(desk.shows("Không tìm thấy chữ này."));
}

#[test]
fn a_row_leads_to_its_record_and_escape_closes() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let actor = before.actors().values().find(|actor| actor.name.starts_with("HTX xoài")).unwrap().clone();
    asked(&mut desk, &actor.name, "");
    desk.press_part(&format!("{}, Tác nhân · tên: ", actor.name));
    assert_eq!(*desk.shell().selection(), Selection::actor(actor.id));
    assert!(desk.shows("Tìm thấy trong 1 ô"), "it stays open beside the map");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows("Tìm thấy trong"));
    assert_eq!(*desk.shell().selection(), Selection::actor(actor.id), "the first Escape closes it");
    desk.keys(CTRL, Key::H);
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows("Trọn từ"), "out of a field as well");
    assert!(desk.map() == before);
}

#[test]
fn what_cannot_be_is_shown_with_its_reason() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    let name = &before.products().values().next().unwrap().name;
    asked(&mut desk, name, "");
    assert!(desk.shows("không thay được") && desk.shows("Không được để trống."));
    let label = desk.harness.get_by_role_and_label(Role::Button, "Thay trong 0 ô");
    assert!(label.accesskit_node().is_disabled());
    desk.type_text("Vật tư");
    assert!(!desk.shows("không thay được"));
    desk.press("Thay trong 1 ô");
    assert_eq!(desk.map().products().values().next().unwrap().name, "Vật tư");
}

#[test]
fn what_is_shown_follows_the_map() {
    let mut desk = Desk::on(CAN_THO);
    asked(&mut desk, "ô môn", "Ô Môn 2");
    let map = desk.map();
    let shown = |desk: &Desk| {
        let label = desk.harness.get_by_label_contains("Tìm thấy trong");
        label.accesskit_node().label().unwrap_or_else(|| label.value().unwrap())
    };
    let first = shown(&desk);
    let actor = map.actors().values().find(|actor| actor.district == "Ô Môn").unwrap();
    let moved = Actor { district: "Cái Răng".to_owned(), ..actor.clone() };
    desk.wish(Command::Update(Box::new(Change::Actor(moved))));
    assert_ne!(shown(&desk), first);
    desk.wish(Command::Undo);
    assert_eq!(shown(&desk), first);
    // Case and words are asked for.
    desk.press("Phân biệt chữ hoa");
    assert!(desk.shows("Không tìm thấy chữ này."));
    desk.press("Phân biệt chữ hoa");
    assert_eq!(shown(&desk), first);
    // What is not as it was shown stays.
    let name = desk.map().actors()[&actor.id].name.clone();
    let mut slot = None;
    for_each_text(actor, &mut |first, _| slot = slot.or(Some(first)));
    let change = |before: &str, after: &str| TextChange {
        record: RecordRef::Actor(actor.id),
        slot: slot.unwrap(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    desk.wish(Command::ReplaceTexts(vec![change(&name, "Đổi"), change("không phải", "Sai")]));
    assert!(desk.shows("trừ những ô") && desk.map().actors()[&actor.id].name == "Đổi");
    desk.wish(Command::ReplaceTexts(vec![change("không phải", "Sai")]));
    assert!(desk.shows("Không có gì thay đổi.") && desk.map().actors()[&actor.id].name == "Đổi");
    desk.wish(Command::Undo);
    // Another map knows nothing of it.
    desk.wish(Command::OpenSample(SampleMap::RiceMekong2020));
    assert!(!desk.shows("Trọn từ"));
}

#[test]
fn ticks_of_all_and_of_some() {
    let mut desk = Desk::on(CAN_THO);
    asked(&mut desk, "co do", "Cờ Đỏ 2");
    let all = desk.map().actors().values().filter(|actor| fold(&actor.name).contains("co do")).count();
    desk.press_part("Trong Toàn bản đồ");
    desk.press("Tác nhân");
    let count = all + districts(&desk.map(), "Cờ Đỏ");
    assert!(desk.shows(&format!("Thay trong {count} ô")));
    desk.press("Đánh dấu tất cả");
    assert!(desk.shows("Thay trong 0 ô"));
    let first = desk.map().actors().values().find(|actor| fold(&actor.name).contains("co do")).unwrap().name.clone();
    desk.press(&format!("{first}, Tác nhân · tên"));
    assert!(desk.shows("Thay trong 1 ô"));
    desk.press("Đánh dấu tất cả");
    assert!(desk.shows(&format!("Thay trong {count} ô")));
    // Only in what is selected.
    let two: BTreeSet<_> =
        desk.map().actors().values().filter(|it| it.district == "Cờ Đỏ").map(|it| it.id).take(2).collect();
    desk.wish(Command::Select(Selection::Actors(two.clone())));
    desk.press_part("Trong Tác nhân");
    desk.press("Phần đang chọn");
    desk.press_part("Tác nhân · quận, huyện: ");
    assert_eq!(desk.shell().selection(), &Selection::actor(*two.first().unwrap()));
    let named = two.iter().filter(|id| fold(&desk.map().actors()[id].name).contains("co do")).count();
    assert!(desk.shows(&format!("Thay trong {} ô", two.len() + named)), "those that were selected when it was chosen");
    desk.press_part("Trong Phần đang chọn");
    desk.press("Toàn bản đồ");
    // Replaced by keys alone: Enter leads on to the button.
    desk.enter("Thay bằng");
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(districts(&desk.map(), "Cờ Đỏ"), 0);
}

/// A window on so many actors that replacing is a job, and what is asked there.
fn many() -> Desk {
    let map = sample_map(1_200, 1);
    let mut desk = Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    asked(&mut desk, "a", "ă");
    desk.settle();
    desk
}

/// Presses the button that replaces, for one frame.
fn press_replace(desk: &mut Desk) {
    desk.harness.get_all_by_label_contains("Thay trong ").next().unwrap().click();
    desk.harness.run_steps(2);
}

#[test]
fn many_texts_are_replaced_in_the_background_in_one_step() {
    let mut desk = many();
    let before = desk.map();
    press_replace(&mut desk);
    assert!(desk.map() == before && desk.shell().is_working() && desk.shows("Đang tính"));
    desk.settle();
    let has_a = |map: &LinkageMap| map.actors().values().any(|actor| actor.name.contains(['a', 'A']));
    assert!(has_a(&before) && !has_a(&desk.map()) && desk.shows("Đã thay."));
    desk.wish(Command::Undo);
    assert!(desk.map() == before);
}

#[test]
fn many_texts_are_not_replaced_once_that_is_cancelled() {
    let mut desk = many();
    let before = desk.map();
    press_replace(&mut desk);
    desk.wish(Command::CancelJob);
    assert!(desk.map() == before && !desk.shell().is_working());
}

#[test]
fn what_is_edited_while_texts_are_replaced_stays() {
    let mut desk = many();
    let (actor, other) = {
        let map = desk.map();
        let mut with_a = map.actors().values().filter(|actor| actor.name.contains('a')).cloned();
        (with_a.next().unwrap(), with_a.next().unwrap())
    };
    press_replace(&mut desk);
    let edited = Actor { name: "Anh Ba".to_owned(), ..actor.clone() };
    desk.wish(Command::Update(Box::new(Change::Actor(edited))));
    assert_eq!(desk.map().actors()[&actor.id].name, "Anh Ba", "it was not shown so");
    assert!(!desk.map().actors()[&other.id].name.contains('a') && desk.shows("trừ những ô"));
    desk.wish(Command::Undo);
    assert_eq!(desk.map().actors()[&other.id].name, other.name);
    assert_eq!(desk.map().actors()[&actor.id].name, "Anh Ba");
}
