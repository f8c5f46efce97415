//! Reading a map: models, verdicts, years, findings, find, language.

use egui::{Key, Modifiers};
use lienket::command::Command;
use lienket::language::Language;
use lienket::map::{ActorKind, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

#[test]
fn the_first_look_says_how_the_map_stands() {
    let desk = Desk::on(CAN_THO);
    assert!(desk.shows("11 trên 15 mô hình có đầu ra"));
    assert!(desk.shows("Chưa có đầu ra"));
    assert!(!desk.shell().is_dirty());
}

#[test]
fn a_click_on_a_model_selects_it_and_shows_its_proof() {
    let mut desk = Desk::on(CAN_THO);
    let model = desk.map().models().values().next().unwrap().clone();
    desk.press_part(&model.name);
    assert_eq!(*desk.shell().selection(), Selection::Model(model.id));
    assert!(desk.shows("Nòng cốt"));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert_eq!(*desk.shell().selection(), Selection::None);
}

#[test]
fn the_year_changes_the_verdicts_at_once() {
    let mut desk = Desk::on(CAN_THO);
    let before = status(&desk);
    for _ in 0..12 {
        desk.press("Năm trước");
    }
    assert_ne!(status(&desk), before, "twelve years earlier the chains stand otherwise");
    assert!(!desk.shell().is_dirty(), "looking is no change");
}

fn status(desk: &Desk) -> String {
    use egui_kittest::kittest::{NodeT, Queryable};
    let node = desk.harness.get_by_label_contains("tác nhân · ");
    node.accesskit_node().value().or_else(|| node.accesskit_node().label()).unwrap()
}

#[test]
fn a_finding_leads_to_its_place() {
    let mut desk = Desk::on(CAN_THO);
    desk.press_part("Phát hiện");
    desk.press_part("chưa có đầu ra");
    assert_ne!(*desk.shell().selection(), Selection::None);
}

#[test]
fn findings_stand_by_what_there_is_to_do() {
    let mut desk = Desk::on(CAN_THO);
    desk.press_part("Phát hiện");
    let finding = "Mô hình “Nhãn Thới Lai” chưa có đầu ra";
    assert!(desk.shows("Tìm đầu ra · ") && desk.shows(finding));
    desk.press_part("Tìm đầu ra · ");
    assert!(!desk.shows(finding), "a closed group hides its findings");
    desk.press_part("Tìm đầu ra · ");
    assert!(desk.shows(finding));
}

#[test]
fn a_model_tells_its_chain_link_by_link() {
    let mut desk = Desk::on(CAN_THO);
    desk.press("Cá tra Thốt Nốt vững chắc");
    assert!(desk.shows("hợp đồng · 2018–2022") && desk.shows("hợp đồng · 2019–2021"));
    desk.press("Cá tra Vĩnh Thạnh mới trên giấy");
    assert!(desk.shows("dự kiến · 2020–2024"), "what is on paper is drawn too");
    desk.press_part("dự kiến · 2020–2024");
    assert!(matches!(desk.shell().selection(), Selection::Link(_)));
}

#[test]
fn names_are_found_without_accents() {
    let mut desk = Desk::on(CAN_THO);
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text("htx xoai phong dien");
    desk.keys(Modifiers::NONE, Key::Enter);
    let Selection::Actors(actors) = desk.shell().selection().clone() else { panic!("nothing was found") };
    let map = desk.map();
    let found = &map.actors()[actors.first().unwrap()];
    assert!(found.name.contains("xoài Phong Điền"), "{}", found.name);
    assert_eq!(found.kind, ActorKind::Cooperative);
}

#[test]
fn the_language_switches_while_one_looks() {
    let mut desk = Desk::on(CAN_THO);
    desk.press("EN");
    assert!(desk.shows("11 of 15 models reach a buyer"));
    desk.press("VI");
    assert!(desk.shows("11 trên 15 mô hình có đầu ra"));
    assert_eq!(Language::from_locale("vi_VN.UTF-8"), Language::Vietnamese);
}

#[test]
fn a_window_at_rest_asks_for_no_more_frames() {
    let mut desk = Desk::on(CAN_THO);
    desk.harness.step();
    for output in desk.harness.output().viewport_output.values() {
        assert!(output.repaint_delay > std::time::Duration::from_hours(1), "{:?}", output.repaint_delay);
    }
}

#[test]
fn a_larger_window_shows_a_larger_map_until_one_moves_about() {
    let mut desk = Desk::on(CAN_THO);
    let before = zoom(&desk);
    desk.harness.set_size(egui::Vec2::new(1920.0, 1080.0));
    desk.settle();
    assert!(zoom(&desk) > before * 6 / 5);
    desk.wish(Command::ZoomIn);
    let near = zoom(&desk);
    desk.harness.set_size(egui::Vec2::new(1280.0, 720.0));
    desk.settle();
    assert_eq!(zoom(&desk), near, "the zoom that one chose stays");
}

#[test]
fn the_status_line_tells_the_zoom_that_a_larger_window_brings() {
    let mut desk = Desk::on(CAN_THO);
    desk.harness.set_size(egui::Vec2::new(1600.0, 1000.0));
    // Only as many frames as the window asks for.
    desk.harness.run();
    let shown = (desk.shell().zoom() * 100.0).round() as u32;
    assert_eq!(zoom(&desk), shown);
}

/// Per cent, as the status line says.
fn zoom(desk: &Desk) -> u32 {
    use egui_kittest::kittest::{NodeT, Queryable};
    let nodes = desk.harness.query_all_by_label_contains("%");
    let mut words = nodes.filter_map(|node| node.accesskit_node().value().or_else(|| node.accesskit_node().label()));
    words.find_map(|words| words.strip_suffix('%')?.parse().ok()).unwrap()
}

#[test]
fn what_stands_at_the_sides_is_put_away_and_comes_back_where_it_is_needed() {
    let mut desk = Desk::on(CAN_THO);
    let model = desk.map().models().values().next().unwrap().clone();
    let zoom = desk.shell().zoom();
    desk.keys(Modifiers::NONE, Key::F9);
    assert!(!desk.shows("Mô hình 15") && !desk.shows("Tên bản đồ"));
    assert!(desk.shell().zoom() > zoom, "the map has their room");
    desk.wish(Command::EditName(Subject::Model(model.id)));
    desk.type_text("Gạo Tám");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().models()[&model.id].name, "Gạo Tám");
    assert!(desk.shows("Mô hình 15"));
}

#[test]
fn the_words_of_the_status_line_stand_level() {
    let desk = Desk::on(CAN_THO);
    let zoom = (20..60).map(|zoom| format!("{zoom}%")).find(|zoom| desk.shows(zoom)).unwrap();
    let middles = ["47 tác nhân", "Phát hiện: ", &zoom].map(|words| desk.place_of(words).y);
    assert!(middles.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.6), "{middles:?}");
}
