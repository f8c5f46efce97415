//! The map compared with another state of it: as a list that one walks through, and on the map.

use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lienket::command::{Change, Command, ComparedState, Removal};
use lienket::language::Language;
use lienket::map::{Actor, Info, Link, LinkId, LinkageMap, MapId, RecordRef, Selection, Transaction};
use lienket::scene::ChangeSign;
use lienket::storage;
use tempfile::TempDir;

use super::desk::{CAN_THO, Desk};

/// The sample, as a map of its own.
fn sample() -> LinkageMap {
    let map = storage::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
    map.with_new_identity(MapId(5))
}

/// As it was before: a contract was shorter, there was a link more, and a cooperative that is gone.
fn earlier() -> LinkageMap {
    let mut map = sample();
    let mut edit = Transaction::begin(&mut map);
    edit.edit::<Link>(LinkId(2), |link| link.to_year = Some(2018)).unwrap();
    let buyer = edit.map().links()[&LinkId(2)].to;
    let stage = edit.map().actors().values().next().unwrap().stage;
    let gone = edit.add(Actor { name: "HTX Cũ".into(), stage, ..Actor::default() }).unwrap();
    let place = *edit.map().placements().values().next().unwrap();
    edit.set(lienket::map::Placement { actor: gone, y: place.y + 2_000.0, ..place }).unwrap();
    edit.add(Link { from: gone, to: buyer, ..Link::default() }).unwrap();
    edit.remove::<Link>(LinkId(3));
    edit.finish();
    map
}

struct Office {
    desk: Desk,
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lienket");
        storage::save(&sample(), &path).unwrap();
        storage::save(&earlier(), &folder.path().join("cũ.lienket")).unwrap();
        let desk = Desk::with_environment(storage::open(&path).unwrap(), Some(path), |_| {});
        Self { desk, folder }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Compares the map with the earlier one, as a person does.
    fn compare(&mut self) {
        self.desk.person.will_pick(&self.file("cũ.lienket"));
        self.desk.press("Trình đơn");
        self.desk.press("So sánh…");
        self.desk.press("Chọn tệp…");
    }

    fn signs(&self) -> Vec<ChangeSign> {
        self.desk.shell().change_marks().map(|marks| marks.signs().collect()).unwrap_or_default()
    }
}

#[test]
fn what_differs_is_listed_walked_through_swapped_and_left() {
    let mut office = Office::new();
    office.compare();
    let desk = &mut office.desk;
    assert!(desk.shows("Trước: cũ.lienket → Sau: bản đang mở"));
    assert!(desk.shows("“Lúa gạo Cờ Đỏ”: mới trên giấy → vững chắc, đánh giá đổi"), "verdicts that turned come first");
    assert!(desk.shows("sửa, đến năm: nay 2022, trước 2018"));
    assert!(desk.shows("HTX Cũ, bỏ"));
    assert_eq!(office.signs(), [ChangeSign::Added, ChangeSign::Removed, ChangeSign::Changed]);

    // The list has the keyboard: down to the verdicts, and past the heading to the first record.
    let desk = &mut office.desk;
    for _ in 0..2 {
        desk.keys(Modifiers::NONE, Key::ArrowDown);
        assert!(matches!(*desk.shell().selection(), Selection::Model(_)));
    }
    desk.keys(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(*desk.shell().selection(), Selection::None, "it is only in the other state");
    desk.keys(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(*desk.shell().selection(), Selection::Link(LinkId(2)));
    desk.keys(Modifiers::NONE, Key::ArrowUp);
    desk.keys(Modifiers::NONE, Key::ArrowUp);
    assert!(matches!(*desk.shell().selection(), Selection::Model(_)));
    desk.press_part("đến năm: nay 2022");
    assert_eq!(*desk.shell().selection(), Selection::Link(LinkId(2)));

    desk.press("Đổi trước và sau");
    assert!(desk.shows("Trước: bản đang mở → Sau: cũ.lienket") && desk.shows("nay 2018, trước 2022"));
    assert!(desk.shows("HTX Cũ, thêm"));
    let marks = desk.shell().change_marks().unwrap().clone();
    assert!(marks.ghosts.iter().all(|ghost| ghost.sign == ChangeSign::Added && &*ghost.name == "HTX Cũ"));
    assert_eq!(marks.lines[&LinkId(3)], ChangeSign::Removed);

    let before = desk.map();
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(desk.shell().change_marks().is_none() && !desk.shows("Trước: bản đang mở"));
    assert!(desk.map() == before && !desk.shell().is_dirty(), "it is only looked at");
}

#[test]
fn an_edit_makes_it_anew_and_two_that_are_alike_say_so() {
    let mut office = Office::new();
    let path = office.file("a.lienket");
    office.desk.wish(Command::CompareWith(ComparedState::File(path)));
    assert!(office.desk.shows("Hai bản giống nhau.") && office.signs().is_empty());
    office.desk.wish(Command::Remove(Removal::Link(LinkId(1))));
    assert!(!office.desk.shows("Hai bản giống nhau.") && office.desk.shows(", bỏ"));
    let marks = office.desk.shell().change_marks().unwrap().clone();
    assert_eq!((marks.ghost_lines.len(), marks.lines.len()), (1, 0));
    office.desk.wish(Command::Undo);
    assert!(office.desk.shows("Hai bản giống nhau."));
    // Another map has nothing to do with it.
    office.desk.wish(Command::New);
    assert!(office.desk.shell().change_marks().is_none());
}

#[test]
fn the_own_file_and_what_was_opened_can_be_chosen() {
    let mut office = Office::new();
    let info = Info { title: "Khác".into(), ..office.desk.map().info().clone() };
    office.desk.wish(Command::Update(Box::new(Change::Info(info))));
    // A map with unsaved edits is compared with its file at once.
    office.desk.wish(Command::Compare);
    assert!(office.desk.shows("Trước: tệp như đang lưu trên đĩa") && office.desk.shows("tên bản đồ: nay Khác"));
    office.desk.wish(Command::Save);
    office.desk.wish(Command::CompareWith(ComparedState::OnDisk));
    assert!(office.desk.shows("Hai bản giống nhau."));
    office.desk.wish(Command::CompareWith(ComparedState::AsOpened));
    assert!(office.desk.shows("bản đồ lúc mở") && office.desk.shows("tên bản đồ: nay Khác"));
}

#[test]
fn what_cannot_be_read_says_why() {
    let mut office = Office::new();
    let path = office.file("b.lienket");
    std::fs::write(&path, "(format: 2, actors: [(id: 1,").unwrap();
    office.desk.wish(Command::CompareWith(ComparedState::File(path)));
    assert!(office.desk.shows("b.lienket") && office.desk.shows("tệp hỏng"));
    assert!(office.desk.shell().change_marks().is_none());
    office.desk.wish(Command::CloseComparison);
    assert!(!office.desk.shows("tệp hỏng"));
}

/// Nothing says that they are states of one map.
#[test]
fn a_register_that_was_imported_twice_is_paired_by_what_people_know_it_by() {
    let mut office = Office::new();
    let other = earlier().with_new_identity(MapId(6));
    storage::save(&other, &office.file("khác.lienket")).unwrap();
    let path = office.file("khác.lienket");
    office.desk.wish(Command::CompareWith(ComparedState::File(path)));
    assert!(office.desk.shows("Không phải bản sao của bản đồ này"));
    assert!(office.desk.shows("sửa, đến năm: nay 2022, trước 2018"), "the rest is the same");
}

#[test]
fn where_there_are_no_dialogs_a_path_is_typed_and_all_is_told_in_english_too() {
    let mut office = Office::new();
    office.desk.wish(Command::SetLanguage(Language::English));
    office.desk.press("Menu");
    office.desk.press("Compare…");
    office.desk.press("Choose a file…");
    let path = office.file("cũ.lienket");
    office.desk.shell_mut().type_path(&path.to_string_lossy());
    office.desk.shell_mut().answer_prompt(lienket::panels::DialogAnswer::Yes);
    office.desk.settle();
    assert!(office.desk.shows("Earlier: cũ.lienket → Later: the open map"));
    assert!(office.desk.shows("HTX Cũ, removed") && office.desk.shows("to year: now 2022, was 2018"));
    // The legend tells the signs.
    office.desk.press("Legend");
    let legend = office.desk.harness.get_all_by_label_contains("Comparison: added, removed, changed").count();
    assert_eq!(legend, 1);
}

#[test]
fn a_record_without_a_place_on_the_map_is_only_pointed_out() {
    let mut office = Office::new();
    office.compare();
    office.desk.wish(Command::Select(Selection::Link(LinkId(5))));
    office.desk.wish(Command::ShowChange(RecordRef::Map));
    assert_eq!(*office.desk.shell().selection(), Selection::Link(LinkId(5)));
    assert!(office.desk.shows("Mục này không nằm trên bản đồ."));
}
