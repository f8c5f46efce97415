//! The saved versions of the map: listed with what changed, looked at in place of the map, and restored as an edit.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{Change, Command, Removal};
use lienket::language::Language;
use lienket::map::{Info, LinkId, LinkageMap, MapId, Selection};
use lienket::storage::{self, JournalStore, VersionStore};
use tempfile::TempDir;

use super::desk::{CAN_THO, Desk, Ticking};

struct Office {
    desk: Desk,
    folder: TempDir,
}

impl Office {
    /// A window on a copy of the sample, which keeps journals and versions.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let map = storage::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
        let map = map.with_new_identity(MapId(5));
        let path = folder.path().join("a.lienket");
        storage::save(&map, &path).unwrap();
        let journals = journals(folder.path());
        let desk = Desk::with_environment(map, Some(path), move |environment| {
            environment.journal_store = Some(journals);
            environment.user = Some("Đào".to_owned());
            environment.clock = Arc::new(Ticking::new());
        });
        Self { desk, folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("a.lienket")
    }

    fn versions(&self) -> Vec<storage::Version> {
        journals(self.folder.path()).versions().list(&storage::SystemDisk, MapId(5)).unwrap()
    }

    /// Saves, and waits until the file has the map.
    fn save(&mut self) {
        self.desk.wish(Command::Save);
        assert_eq!(records(&storage::open(&self.file()).unwrap()), records(&self.desk.map()));
    }

    fn retitle(&mut self, title: &str) {
        let info = Info { title: title.to_owned(), ..self.desk.map().info().clone() };
        self.desk.wish(Command::Update(Box::new(Change::Info(info))));
    }

    fn open_history(&mut self) {
        self.desk.press("Trình đơn");
        self.desk.press_part("Các bản đã lưu…");
    }
}

fn journals(folder: &Path) -> JournalStore {
    JournalStore::new(folder.join("state/journals"), VersionStore::new(folder.join("state/versions")))
}

/// A map without the ids that it has issued: those are never taken back.
fn records(map: &LinkageMap) -> Vec<u8> {
    storage::write(&map.clone().with_new_identity(MapId(0)))
}

#[test]
fn a_version_is_looked_at_restored_and_undone() {
    let mut office = Office::new();
    let first = office.desk.map();
    office.desk.wish(Command::Remove(Removal::Link(LinkId(1))));
    office.save();
    let second = office.desk.map();
    office.retitle("Bản thứ ba");
    office.save();
    let third = office.desk.map();
    assert_eq!(office.versions().len(), 3, "what was there before, and each save");
    office.open_history();
    let desk = &mut office.desk;
    assert!(desk.shows("Bản đang sửa, Không có gì thay đổi"));
    assert!(desk.shows("Đào, Sửa thông tin bản đồ"));
    assert!(desk.shows("Bỏ 1 liên kết"));
    assert!(desk.shows("Bản cũ nhất còn giữ"));

    desk.press_part("Bỏ 1 liên kết");
    assert!(desk.shell().is_showing_version() && records(desk.shell().shown_map()) == records(&second));
    assert!(desk.shows("Bản cũ, chỉ để xem"));
    assert_eq!(desk.map(), third, "it is only looked at");
    // Nothing can be edited meanwhile.
    desk.wish(Command::Remove(Removal::Link(LinkId(2))));
    desk.wish(Command::Undo);
    assert!(desk.map() == third && desk.shows("chỉ để xem"));

    desk.press_part("Bản cũ nhất còn giữ");
    assert_eq!(records(desk.shell().shown_map()), records(&first));
    desk.press("Khôi phục bản này");
    assert!(!desk.shell().is_showing_version() && desk.shell().is_dirty());
    assert_eq!(
        desk.map().links().keys().collect::<Vec<_>>(),
        first.links().keys().collect::<Vec<_>>(),
        "under the ids that they had"
    );
    assert!(desk.map().info() == first.info() && desk.map().placements() == first.placements());
    assert!(desk.shows("Hoàn tác: khôi phục bản cũ"));
    desk.wish(Command::Undo);
    assert_eq!(records(&desk.map()), records(&third), "one step");
    desk.wish(Command::Redo);
    assert_eq!(desk.map().info(), first.info());
}

#[test]
fn ids_that_were_issued_since_are_not_issued_again() {
    let mut office = Office::new();
    office.save();
    office.retitle("Một");
    office.save();
    let link = office.desk.map().links()[&LinkId(1)].clone();
    office.desk.wish(Command::AddLink { from: link.to, to: link.from });
    let added = *office.desk.map().links().last_key_value().unwrap().0;
    office.open_history();
    office.desk.press_part("Bản cũ nhất còn giữ");
    office.desk.wish(Command::RestoreVersion);
    assert!(!office.desk.map().links().contains_key(&added));
    office.desk.wish(Command::AddLink { from: link.to, to: link.from });
    let next = *office.desk.map().links().last_key_value().unwrap().0;
    assert!(next > added);
}

#[test]
fn escape_goes_back_to_the_map_and_its_view_and_then_closes_the_list() {
    let mut office = Office::new();
    office.retitle("Một");
    office.save();
    let desk = &mut office.desk;
    desk.wish(Command::Select(Selection::Link(LinkId(2))));
    desk.wish(Command::ShowHistory);
    desk.press_part("Bản cũ nhất còn giữ");
    desk.wish(Command::Select(Selection::None));
    assert!(desk.shell().is_showing_version());
    desk.wish(Command::Escape);
    assert!(!desk.shell().is_showing_version() && desk.shows("Bản cũ nhất còn giữ"));
    assert_eq!(*desk.shell().selection(), Selection::Link(LinkId(2)), "as it was left");
    desk.keys(Modifiers::NONE, Key::Escape);
    desk.keys(Modifiers::NONE, Key::Escape);
    assert!(!desk.shows("Bản cũ nhất còn giữ"));
}

#[test]
fn without_versions_the_list_says_how_they_come_about() {
    let mut office = Office::new();
    office.desk.wish(Command::ShowHistory);
    assert!(office.desk.shows("Mỗi lần lưu, chương trình giữ lại một bản"));
    // Nor does another map that is opened show those of this one.
    office.retitle("Một");
    office.save();
    assert!(office.desk.shows("Bản cũ nhất còn giữ"), "a save is listed at once");
    office.desk.wish(Command::New);
    assert!(!office.desk.shows("Bản cũ nhất còn giữ"));
}

#[test]
fn a_version_that_cannot_be_read_says_so_and_the_map_stays() {
    let mut office = Office::new();
    office.retitle("Một");
    office.save();
    let versions = office.versions();
    std::fs::write(&versions[0].path, "no gzip").unwrap();
    office.open_history();
    let desk = &mut office.desk;
    assert!(desk.shows("không đọc được"));
    desk.press_part("không đọc được");
    assert!(!desk.shell().is_showing_version() && desk.shows("Không đọc được bản này"));
}

#[test]
fn the_list_is_in_both_languages_and_fits() {
    let mut office = Office::new();
    office.retitle("Một");
    office.save();
    office.desk.wish(Command::SetLanguage(Language::English));
    office.desk.wish(Command::ShowHistory);
    assert!(office.desk.shows("Today, 12:") && office.desk.shows("The oldest one kept"));
    office.desk.harness.set_size(Vec2::new(800.0, 600.0));
    office.desk.settle();
    let row = office.desk.harness.get_by_label_contains("The oldest one kept").rect();
    assert!(row.max.x <= 800.0 && row.min.y >= 0.0);
}
