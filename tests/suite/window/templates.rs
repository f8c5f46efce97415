//! New maps from templates.

use egui::{Key, Modifiers};
use lienket::command::Command;

use super::desk::{CAN_THO, Desk};

#[test]
fn a_template_is_chosen_from_the_menu_and_asks_before_it_is_lost() {
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.press("Trình đơn");
    desk.press_part("Bản đồ mới từ mẫu…");
    assert!(desk.shows("Thủ công mỹ nghệ"));
    desk.press_part("Cá tra HTX");
    let chain = desk.map();
    assert_eq!(chain.info().title, "Chuỗi cá tra");
    assert!(chain.identity() != before.identity() && !desk.shows("Thủ công mỹ nghệ"));
    assert!(desk.shell().path().is_none() && !desk.shell().is_dirty(), "nothing of the user's is lost yet");
    desk.wish(Command::AddProduct);
    assert!(desk.shell().is_dirty());
    desk.wish(Command::New);
    assert!(desk.shows("Lưu thay đổi?"));
    desk.press("Hủy");
    desk.wish(Command::Undo);
    assert!(desk.map() == chain && !desk.shell().is_dirty());
}

#[test]
fn changes_are_asked_about_before_a_template_takes_their_place() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::AddProduct);
    let changed = desk.map();
    desk.wish(Command::ShowTemplates);
    desk.press_part("Lúa gạo HTX");
    assert!(desk.shows("Lưu thay đổi?") && desk.map() == changed);
    desk.press("Không lưu");
    assert_eq!(desk.map().info().title, "Chuỗi lúa gạo");
}

#[test]
fn an_empty_map_offers_the_templates_and_two_of_one_are_two_maps() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::New);
    let mut identities = Vec::new();
    for _ in 0..2 {
        desk.wish(Command::ShowTemplates);
        desk.keys(Modifiers::NONE, Key::Escape);
        assert!(!desk.shows("Thủ công mỹ nghệ"));
        desk.wish(Command::New);
        desk.press("Bản đồ mới từ mẫu…");
        desk.press_part("Thủ công mỹ nghệ");
        identities.push(desk.map().identity());
        assert_eq!(desk.map().info().title, "Chuỗi đan lục bình");
    }
    assert!(identities[0] != identities[1]);
}
