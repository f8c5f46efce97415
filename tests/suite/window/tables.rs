//! The page of tables.

use egui::Modifiers;
use lienket::command::{Command, Page};
use lienket::scene::Selection;

use super::desk::{CAN_THO, Desk};

fn tables() -> Desk {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowPage(Page::Tables));
    desk
}

#[test]
fn a_table_is_filtered_sorted_and_leads_to_the_map() {
    let mut desk = tables();
    assert!(desk.shows("15 dòng") && desk.shows("Đường đi hoặc chỗ đứt"));
    desk.enter("Lọc các dòng theo chữ bất kỳ");
    desk.type_text("chua co dau ra");
    assert!(desk.shows("2 trên 15 dòng"));
    desk.press_part("Bên mua");
    assert!(desk.shows("Bên mua ↑"));
    desk.press_part("Bên mua ↑");
    assert!(desk.shows("Bên mua ↓"));
    let row = desk.place_of("chỉ dành cho Xoài");
    desk.click(row, Modifiers::NONE);
    assert!(matches!(desk.shell().selection(), Selection::Model(_)));
    assert!(desk.shows("2 trên 15 dòng"), "a click stays on the page");
    // A person takes longer than a double click between the two.
    desk.harness.run_steps(40);
    desk.double_click(row);
    assert!(!desk.shows("2 trên 15 dòng"), "a double click goes to the map");
}

#[test]
fn what_is_shown_is_copied_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = tables();
    desk.press_part("Liên kết 62");
    desk.enter("Lọc các dòng theo chữ bất kỳ");
    desk.type_text("hop dong");
    let path = folder.path().join("links.csv");
    desk.person.will_pick(&folder.path().join("links"));
    desk.press("Ghi CSV…");
    let csv = std::fs::read(&path).unwrap();
    assert!(csv.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(csv).unwrap();
    let rows = text.lines().count() - 1;
    assert!(desk.shows(&format!("{rows} trên 62 dòng")), "{rows}");
    assert!(!desk.shell().is_dirty());
    desk.press("Chép");
    assert!(desk.shows("Đã chép"));
}

#[test]
fn a_table_without_a_dialog_asks_for_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let mut desk = tables();
    desk.press("Ghi CSV…");
    assert!(desk.shows("Ghi bảng thành tệp CSV"));
    desk.keys(Modifiers::COMMAND, egui::Key::A);
    desk.type_text(&path.to_string_lossy());
    desk.keys(Modifiers::NONE, egui::Key::Enter);
    assert!(std::fs::read_to_string(&path).unwrap().contains("Lúa gạo Cờ Đỏ"));
    // The next save is of the map again.
    desk.wish(Command::SaveAs);
    assert!(desk.shows("Lưu bản đồ"));
}

#[test]
fn an_empty_table_says_what_to_do() {
    let mut desk = tables();
    desk.wish(Command::New);
    desk.wish(Command::ShowPage(Page::Tables));
    desk.press_part("Liên kết 0");
    assert!(desk.shows("Chưa có liên kết."));
}
