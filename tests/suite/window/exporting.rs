//! The dialog that makes files which show the map: what it offers, tells, keeps and writes.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lienket::command::{Command, ExportStart, Removal};
use lienket::map::{LinkageMap, Selection};
use lienket::session::Subject;

use super::desk::{CAN_THO, Desk};

/// Whether a list or field says this.
fn has(desk: &Desk, role: Role, label: &str) -> bool {
    desk.harness.query_by_role_and_label(role, label).is_some()
}

/// Whether this is chosen.
fn shows_choice(desk: &Desk, content: &str, format: &str) -> bool {
    has(desk, Role::ComboBox, &format!("Nội dung {content}"))
        && has(desk, Role::ComboBox, &format!("Định dạng {format}"))
}

fn is_open(desk: &Desk) -> bool {
    has(desk, Role::Button, "Xuất…")
}

#[test]
fn what_comes_is_told_before_it_is_made_and_what_was_chosen_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    desk.keys(Modifiers::COMMAND, Key::E);
    assert!(shows_choice(&desk, "Cả bản đồ", "PDF"));
    assert!(desk.shows("1 trang A2, tên cao từ"));
    // A smaller sheet takes tiles, through which one can look.
    desk.choose("Khổ giấy Vừa đủ đọc", "A4");
    assert!(desk.shows("6 trang A4, tên cao từ") && desk.shows("Trang 1/6"));
    desk.press("Trang sau");
    assert!(desk.shows("Trang 2/6"));
    desk.choose("Nội dung Cả bản đồ", "Từng mô hình");
    assert!(desk.shows("Trang 1/15") && desk.shows("15 trang A4"));
    desk.choose("Nội dung Từng mô hình", "Cả bản đồ");
    // What is chosen is kept once it is made.
    desk.person.will_pick(&folder.path().join("tiles"));
    desk.press("Xuất…");
    assert!(!is_open(&desk));
    let written = std::fs::read(folder.path().join("tiles.pdf")).unwrap();
    assert!(written.starts_with(b"%PDF-"));
    assert!(desk.shows("Đã lưu"));
    desk.wish(Command::ShowExport(ExportStart::Last));
    assert!(desk.shows("6 trang A4"));
    // What is looked at only is not.
    desk.choose("Khổ giấy A4", "A0");
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(!is_open(&desk));
    desk.wish(Command::ShowExport(ExportStart::Last));
    assert!(desk.shows("6 trang A4"));
}

#[test]
fn it_offers_what_the_map_has() {
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    // A model has its own way in, and those of a list are found by their names.
    let model = map.models().values().nth(3).unwrap().clone();
    desk.wish(Command::ShowExport(ExportStart::Model(model.id)));
    assert!(shows_choice(&desk, "Một mô hình", "PDF"));
    assert!(has(&desk, Role::ComboBox, &format!("Mô hình {}", model.name)));
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.wish(Command::ShowExport(ExportStart::Report));
    assert!(shows_choice(&desk, "Báo cáo", "Word"));
    assert!(desk.shows("8 trang") && has(&desk, Role::TextInput, "Cơ quan lập"));
    desk.choose("Nội dung Báo cáo", "Trang chiếu");
    assert!(shows_choice(&desk, "Trang chiếu", "PowerPoint"));
    assert!(desk.shows("26 trang chiếu") && !has(&desk, Role::TextInput, "Cơ quan lập"));
    desk.keys(Modifiers::NONE, Key::Escape);
    // A map without models shows itself.
    let mut desk = Desk::with_environment(LinkageMap::default(), None, |_| {});
    desk.wish(Command::ShowExport(ExportStart::Last));
    assert!(shows_choice(&desk, "Cả bản đồ", "PDF"));
}

#[test]
fn a_selection_is_written_as_it_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    let map = desk.map();
    let actors: std::collections::BTreeSet<_> = map.actors().keys().copied().take(4).collect();
    desk.wish(Command::Select(Selection::Actors(actors.clone())));
    desk.wish(Command::ShowExport(ExportStart::Last));
    desk.choose("Nội dung Cả bản đồ", "Phần đang chọn");
    // Whatever is selected meanwhile.
    desk.wish(Command::GoTo(Subject::Actor(*map.actors().keys().last().unwrap())));
    desk.person.will_pick(&folder.path().join("part.svg"));
    desk.press("Xuất…");
    let text = std::fs::read_to_string(folder.path().join("part.svg")).unwrap();
    assert!(text.contains("Một phần bản đồ: 4 tác nhân"));
    for actor in map.actors().values() {
        let is_drawn = text.contains(&format!("<title>{}", actor.name));
        assert_eq!(is_drawn, actors.contains(&actor.id), "{}", actor.name);
    }
}

#[test]
fn a_page_is_of_the_map_as_it_is() {
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowExport(ExportStart::Last));
    let models: Vec<_> = desk.map().models().keys().copied().collect();
    desk.choose("Nội dung Cả bản đồ", "Từng mô hình");
    assert!(desk.shows("15 trang A4"));
    // An edit by other ways than the dialog.
    desk.wish(Command::Remove(Removal::Model(models[0])));
    assert!(desk.shows("14 trang A4"));
    desk.wish(Command::Undo);
    assert!(desk.shows("15 trang A4"));
    // Another map has nothing of it.
    desk.wish(Command::New);
    assert!(!is_open(&desk));
}

#[test]
fn no_file_is_of_another_format_than_its_name_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::ShowExport(ExportStart::Last));
    // Only sheets show each model.
    desk.choose("Nội dung Cả bản đồ", "Từng mô hình");
    desk.person.will_pick(&folder.path().join("models.svg"));
    desk.press("Xuất…");
    assert!(std::fs::read(folder.path().join("models.svg.pdf")).unwrap().starts_with(b"%PDF-"));
    assert!(!folder.path().join("models.svg").exists());
    // What the list does not offer is not chosen either.
    let model = *desk.map().models().keys().next().unwrap();
    desk.wish(Command::Select(Selection::Actors(desk.map().actors().keys().copied().take(3).collect())));
    desk.wish(Command::ShowExport(ExportStart::Last));
    desk.choose("Nội dung Từng mô hình", "Phần đang chọn");
    desk.person.will_pick(&folder.path().join("part.pdf"));
    desk.press("Xuất…");
    desk.wish(Command::Select(Selection::Model(model)));
    desk.wish(Command::ShowExport(ExportStart::Last));
    assert!(shows_choice(&desk, "Cả bản đồ", "PDF"));
}
