//! New maps from templates.

use std::fs;
use std::path::Path;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lienket::command::Command;
use lienket::exchange::sample_map;
use lienket::storage;

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

/// A window with a folder for templates, on a map of five actors.
fn desk_in(folder: &Path) -> Desk {
    Desk::with_templates(sample_map(5, 3), folder.join("templates"))
}

fn save_as(desk: &mut Desk, name: &str) {
    desk.press("Trình đơn");
    desk.press_part("Lưu làm mẫu…");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text(name);
    desk.keys(Modifiers::NONE, Key::Enter);
}

#[test]
fn a_map_is_kept_as_a_template_and_made_anew_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_in(folder.path());
    let before = desk.map();
    desk.keys(Modifiers::SHIFT, Key::F11);
    assert!(desk.shows(&before.info().title), "the title is proposed");
    desk.press("Hủy");
    save_as(&mut desk, "Chuỗi: của tôi");
    let path = folder.path().join("templates/Chuỗi của tôi.lienket");
    assert!(desk.shows("Đã lưu mẫu") && storage::open(&path).unwrap() == before);
    let bytes = fs::read(&path).unwrap();
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert!(desk.shows("Mẫu của tôi"));
    desk.press_part("Chuỗi của tôi 5 tác nhân");
    assert!(desk.map() == before && desk.map().identity() != before.identity());
    assert!(desk.shell().path().is_none() && !desk.shell().is_dirty() && !desk.shows("Mẫu của tôi"));
    desk.wish(Command::AddProduct);
    let saved = folder.path().join("new.lienket");
    desk.person.will_pick(&saved);
    desk.keys(Modifiers::COMMAND, Key::S);
    assert!(storage::open(&saved).unwrap() == desk.map() && fs::read(&path).unwrap() == bytes);
}

#[test]
fn a_template_is_replaced_only_when_that_was_asked() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_in(folder.path());
    save_as(&mut desk, "A");
    let path = folder.path().join("templates/A.lienket");
    let bytes = fs::read(&path).unwrap();
    desk.wish(Command::AddProduct);
    save_as(&mut desk, "A");
    assert!(desk.shows("Đã có mẫu tên này"));
    desk.press("Hủy");
    assert!(fs::read(&path).unwrap() == bytes);
    save_as(&mut desk, "A");
    desk.press("Ghi đè");
    assert!(storage::open(&path).unwrap() == desk.map());
    save_as(&mut desk, "///");
    assert!(desk.shows("Hãy dùng chữ hoặc số"));
    desk.press("Đóng");
    assert!(desk.shows("Tên mẫu"), "the name can be mended");
    desk.press("Hủy");
}

#[test]
fn a_damaged_template_is_shown_with_its_remedy_and_can_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk_in(folder.path());
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::N);
    assert!(desk.shows("Chưa có mẫu nào"));
    desk.keys(Modifiers::NONE, Key::Escape);
    save_as(&mut desk, "Tốt");
    let damaged = folder.path().join("templates/Hỏng.lienket");
    fs::write(&damaged, "(format: 2, actors: [(id: 1,").unwrap();
    desk.wish(Command::ShowTemplates);
    assert!(desk.shows("tệp hỏng ở dòng 1") && desk.shows("Tốt 5 tác nhân"));
    desk.press("Xóa mẫu: Hỏng");
    assert!(desk.shows("không lấy lại được"));
    desk.press("Hủy");
    assert!(damaged.exists() && desk.shows("Mẫu của tôi"), "the list stays under the question");
    desk.press("Xóa mẫu: Hỏng");
    desk.press("Xóa");
    assert!(!damaged.exists() && !desk.shows("Hỏng") && desk.shows("Tốt 5 tác nhân"));
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows("Mẫu của tôi"));
}

#[test]
fn a_folder_that_cannot_be_read_or_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("templates");
    fs::write(&file, "").unwrap();
    let mut desk = desk_in(folder.path());
    desk.wish(Command::ShowTemplates);
    assert!(desk.shows("không đọc được") && desk.shows("Thủ công mỹ nghệ"));
    desk.keys(Modifiers::NONE, Key::Escape);
    save_as(&mut desk, "A");
    assert!(desk.shows("Không lưu được mẫu") && desk.shows("A.lienket"));
    desk.press("Đóng");
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::SaveAsTemplate);
    assert!(desk.shows("không có thư mục để giữ mẫu"));
    desk.press("Đóng");
    desk.wish(Command::ShowTemplates);
    assert!(desk.harness.query_by_label_contains("Chưa có mẫu nào").is_some());
}
