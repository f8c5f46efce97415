//! Opening, saving, and never losing anything.

use std::fs;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lienket::command::{ColorScheme, Command, SampleMap};
use lienket::language::Language;
use lienket::map::Selection;
use lienket::storage;

use super::desk::{CAN_THO, Desk};

const CTRL: Modifiers = Modifiers::COMMAND;

fn change_something(desk: &mut Desk) {
    desk.wish(Command::AddProduct);
    assert!(desk.shell().is_dirty());
}

#[test]
fn what_is_saved_is_what_was_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.lienket");
    let mut desk = Desk::on(CAN_THO);
    change_something(&mut desk);
    desk.person.will_pick(&path);
    desk.keys(CTRL, Key::S);
    assert!(!desk.shell().is_dirty());
    assert!(storage::open(&path).unwrap() == desk.map());
}

#[test]
fn a_bad_file_leaves_the_open_map_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("picture.lienket");
    fs::write(&path, [0x89, b'P', b'N', b'G', 0, 1, 2, 3]).unwrap();
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.wish(Command::OpenPath(path));
    assert!(desk.map() == before);
    assert!(desk.shows("picture.lienket"));
    desk.press("Đóng");
    assert!(!desk.shows("picture.lienket"));
}

#[test]
fn changes_are_not_thrown_away_unasked() {
    let mut desk = Desk::on(CAN_THO);
    change_something(&mut desk);
    let changed = desk.map();
    for wish in [Command::New, Command::OpenSample(SampleMap::MangoMekong2015), Command::Quit] {
        desk.wish(wish);
        assert!(desk.map() == changed);
        desk.press("Hủy");
        assert!(desk.map() == changed);
    }
    desk.wish(Command::OpenSample(SampleMap::MangoMekong2015));
    desk.press("Không lưu");
    assert_eq!(desk.map().channels().len(), 7);
    assert!(!desk.shell().is_dirty());
}

#[test]
fn enter_is_for_the_button_that_has_the_keys() {
    for (button, is_new) in [("Hủy", false), ("Không lưu", true)] {
        let mut desk = Desk::on(CAN_THO);
        change_something(&mut desk);
        let changed = desk.map();
        desk.wish(Command::New);
        desk.harness.get_by_label(button).focus();
        desk.harness.run_steps(2);
        desk.keys(Modifiers::NONE, Key::Enter);
        assert!(!desk.shows("Lưu thay đổi?"), "{button}");
        assert_eq!((desk.map() == changed, desk.map().actors().is_empty()), (!is_new, is_new), "{button}");
    }
}

#[test]
fn save_first_goes_on_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.lienket");
    let mut desk = Desk::on(CAN_THO);
    change_something(&mut desk);
    let changed = desk.map();
    desk.person.will_pick(&path);
    desk.wish(Command::New);
    desk.press("Lưu");
    assert!(storage::open(&path).unwrap() == changed);
    assert!(desk.map().actors().is_empty());
    assert!(desk.shows("Bản đồ chưa đặt tên"));
}

#[test]
fn without_a_dialog_a_path_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.lienket");
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::SaveAs);
    desk.keys(CTRL, Key::A);
    desk.type_text(&path.to_string_lossy());
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(storage::open(&path).unwrap() == desk.map());
}

#[test]
fn a_map_without_a_title_is_called_after_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    let title = desk.map().info().title.clone();
    assert!(desk.shows(&title));
    desk.wish(Command::New);
    assert!(desk.shows("Bản đồ chưa đặt tên"));
    desk.wish(Command::Enter("HTX A > Chợ B".into()));
    desk.wish(Command::SaveTo(folder.path().join("xoài 2026.lienket")));
    assert!(desk.shows("xoài 2026") && !desk.shows("Bản đồ chưa đặt tên"));
}

#[test]
fn a_change_from_outside_is_noticed_before_it_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("e.lienket");
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::SaveTo(path.clone()));
    let other = lienket::exchange::sample_map(12, 1);
    storage::save(&other, &path).unwrap();
    change_something(&mut desk);
    desk.keys(CTRL, Key::S);
    assert!(storage::open(&path).unwrap() == other, "not written over unasked");
    desk.press("Ghi đè");
    assert!(storage::open(&path).unwrap() == desk.map());
}

#[test]
fn lists_are_those_of_the_map_that_is_open() {
    let mut desk = Desk::on(CAN_THO);
    desk.press_part("Tác nhân 47");
    assert!(desk.shows("HTX lúa Cờ Đỏ"));
    desk.wish(Command::OpenSample(SampleMap::MangoMekong2015));
    assert!(desk.shows("Nhà bán lẻ") && !desk.shows("HTX lúa Cờ Đỏ"));
    desk.wish(Command::New);
    assert!(!desk.shows("Nhà bán lẻ"));
}

#[test]
fn a_file_that_does_not_open_leads_to_another() {
    let folder = tempfile::tempdir().unwrap();
    let (bad, good) = (folder.path().join("bad.lienket"), folder.path().join("good.lienket"));
    fs::write(&bad, "not a map").unwrap();
    let other = lienket::exchange::sample_map(12, 1);
    storage::save(&other, &good).unwrap();
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::OpenPath(bad));
    desk.person.will_pick(&good);
    desk.press("Chọn tệp khác…");
    assert!(desk.map() == other);
}

#[test]
fn a_window_may_begin_with_a_map_that_is_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.lienket");
    let map = lienket::exchange::sample_map(600, 1);
    storage::save(&map, &path).unwrap();
    let (desk, failure) = Desk::opening(path);
    assert!(desk.map() == map && !desk.shell().is_dirty());
    assert!(!desk.shows("Đang mở") && failure.lock().unwrap().is_none());
}

#[test]
fn a_first_map_that_does_not_open_is_told_until_another_one_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.lienket");
    let text = String::from_utf8(storage::write(&lienket::exchange::sample_map(60, 1))).unwrap();
    fs::write(&path, text.replacen("kind: ", "kin: ", 1)).unwrap();
    let (mut desk, failure) = Desk::opening(path);
    let told = failure.lock().unwrap().clone().unwrap();
    assert!(told.contains("broken.lienket") && told.contains("line"), "{told}");
    assert!(desk.shows("broken.lienket"));
    desk.press("Đóng");
    assert!(desk.shows("Bản đồ còn trống"), "what to do next stands there");
    desk.press("Xem bản đồ mẫu");
    assert!(!desk.map().actors().is_empty());
    assert_eq!(*failure.lock().unwrap(), None);
}

#[test]
fn an_empty_map_says_how_to_begin() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::New);
    assert!(desk.shows("Bản đồ còn trống"));
    desk.press("Thêm tác nhân");
    desk.type_text("HTX Một");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.map().actors().values().next().unwrap().name, "HTX Một");
    assert!(!desk.shows("Bản đồ còn trống"), "one is being named");
    desk.keys(Modifiers::NONE, Key::Enter);
    desk.wish(Command::Select(Selection::None));
    assert!(desk.shows("Thêm tác nhân nữa"));
    desk.press("Thêm tác nhân");
    assert_eq!(desk.map().actors().len(), 2);
    assert!(!desk.shows("Thêm tác nhân nữa"));
}

#[test]
fn the_map_that_the_program_was_started_with_is_a_recent_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kế hoạch.lienket");
    fs::copy(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO), &path).unwrap();
    let map = storage::open(&path).unwrap();
    let size = egui::Vec2::new(1280.0, 720.0);
    let mut desk = Desk::with(map, Some(path), Language::Vietnamese, ColorScheme::Light, size);
    desk.press("Trình đơn");
    let at = desk.place_of("Mở gần đây");
    desk.harness.event(egui::Event::PointerMoved(at));
    desk.harness.run_steps(30);
    assert!(desk.shows("kế hoạch"));
}
