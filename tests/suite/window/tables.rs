//! The page of tables.

use egui::{Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{ColorScheme, Command, Page};
use lienket::language::Language;
use lienket::map::Selection;

use super::desk::{CAN_THO, Desk};

fn tables() -> Desk {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowPage(Page::Tables));
    desk
}

/// Presses a head near its left end, which is in sight where the whole cell is not.
fn press_head(desk: &mut Desk, words: &str) {
    let head = desk.harness.get_all_by_label_contains(words).next().unwrap().rect();
    desk.click(head.left_center() + Vec2::new(8.0, 0.0), Modifiers::NONE);
}

#[test]
fn a_table_is_filtered_sorted_and_leads_to_the_map() {
    let mut desk = tables();
    assert!(desk.shows("15 dòng") && desk.shows("Đường đi hoặc chỗ đứt"));
    desk.enter("Lọc theo chữ bất kỳ, hoặc loại=HTX sản phẩm=Lúa");
    desk.type_text("chua co dau ra");
    assert!(desk.shows("2 trên 15 dòng"));
    press_head(&mut desk, "Bên mua");
    assert!(desk.shows("Bên mua ↑"));
    press_head(&mut desk, "Bên mua ↑");
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
    desk.enter("Lọc theo chữ bất kỳ, hoặc loại=HTX sản phẩm=Lúa");
    desk.type_text("hop dong");
    let path = folder.path().join("links.csv");
    desk.person.will_pick(&folder.path().join("links"));
    desk.press("Xuất CSV…");
    let csv = std::fs::read(&path).unwrap();
    assert!(csv.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(csv).unwrap();
    let rows = text.lines().count() - 1;
    assert!(desk.shows(&format!("{rows} trên 62 dòng")), "{rows}");
    assert!(!desk.shell().is_dirty());
    desk.press("Sao chép");
    assert!(desk.shows("Đã sao chép"));
}

#[test]
fn a_table_without_a_dialog_asks_for_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let mut desk = tables();
    desk.press("Xuất CSV…");
    assert!(desk.shows("Xuất bảng ra tệp CSV"));
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

#[test]
fn a_large_table_is_arranged_beside_the_window() {
    let map = lienket::exchange::sample_map(2_600, 3);
    let names: Vec<String> = map.actors().values().map(|actor| actor.name.clone()).collect();
    let mut desk = Desk::with(map, None, Language::Vietnamese, ColorScheme::Light, Vec2::new(1280.0, 720.0));
    desk.wish(Command::ShowPage(Page::Tables));
    // The list at the left has the same words.
    desk.harness.get_all_by_label_contains("Tác nhân 2.600").last().unwrap().click();
    desk.settle();
    assert!(desk.shows("2.600 dòng") && desk.shows("tổng"));
    press_head(&mut desk, "Loại");
    assert!(desk.shows("Loại ↑"));
    press_head(&mut desk, "Loại ↑");
    assert!(desk.shows("Loại ↓"));
    let rows = |words: &str| desk.harness.query_all_by_label(words).count();
    assert!(rows("Thương lái") > 10 && rows("DN") == 0, "the last kind by its word stands first now");
    desk.enter("Lọc theo chữ bất kỳ, hoặc loại=HTX sản phẩm=Lúa");
    desk.type_text(&names[7]);
    let fitting = names.iter().filter(|name| **name == names[7]).count();
    assert!(desk.shows(" trên 2.600 dòng") && fitting > 0);
    assert!(desk.harness.get_all_by_label_contains(&names[7]).count() > 0);
    assert!(!desk.shows("Đang tính"));
}

#[test]
fn all_of_a_head_sorts() {
    let mut desk = tables();
    let head = desk.harness.get_all_by_label_contains("Đánh giá").next().unwrap().rect();
    assert!(head.width() > 150.0, "the cell, not the word: {head:?}");
    desk.click(head.right_center() - Vec2::new(6.0, 0.0), Modifiers::NONE);
    assert!(desk.shows("Đánh giá ↑"));
}

#[test]
fn a_table_is_copied_as_it_was_shown_whatever_is_edited_before_that_is_carried_out() {
    let mut desk = tables();
    let map = desk.map();
    // The list at the left has the same words.
    desk.harness.get_all_by_label_contains(&format!("Tác nhân {}", map.actors().len())).last().unwrap().click();
    desk.settle();
    let head = desk.harness.get_by_role_and_label(egui::Role::Button, "Tác nhân").rect();
    desk.click(head.left_center() + Vec2::new(8.0, 0.0), Modifiers::NONE);
    assert!(desk.shows("Tác nhân ↑"));
    let actor = map.actors().values().find(|actor| actor.name.starts_with("Công ty")).unwrap().clone();
    desk.wish(Command::Select(Selection::actor(actor.id)));
    desk.enter("Tên");
    desk.keys(Modifiers::COMMAND, egui::Key::A);
    desk.type_text("Zzz");
    // One frame in which the field hands over what was typed, and the button is pressed and let go.
    let pos = desk.place_of("Sao chép");
    let button = |pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness.event(egui::Event::PointerMoved(pos));
    desk.harness.step();
    desk.harness.input_mut().events.extend([button(true), button(false)]);
    desk.harness.step();
    let began = std::time::Instant::now();
    let text = loop {
        desk.harness.step();
        if let Some(text) = desk.copied() {
            break text;
        }
        assert!(began.elapsed() < super::desk::PATIENCE, "nothing is copied");
    };
    assert_eq!(desk.map().actors()[&actor.id].name, "Zzz");
    assert!(text.contains(&actor.name) && !text.contains("Zzz"), "the rows are in the order of their old names");
}
