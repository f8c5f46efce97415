//! A map whose file others change, take away or protect, and saves that fail: what the window tells and offers.

use std::path::{Path, PathBuf};

use egui::{Event, Key, Modifiers, Pos2, Vec2};
use egui_kittest::kittest::Queryable;
use lienket::command::{Command, Removal};
use lienket::exchange::sample_map;
use lienket::language::{Language, OutsideText, UiText};
use lienket::map::{Info, LinkId, MapId, Transaction};
use lienket::storage;
use tempfile::TempDir;

use super::desk::{CAN_THO, Desk};

struct Office {
    desk: Desk,
    folder: TempDir,
}

impl Office {
    /// A window on a copy of the sample.
    fn new(language: Language) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let map = storage::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
        let path = folder.path().join("a.lienket");
        storage::save(&map.with_new_identity(MapId(5)), &path).unwrap();
        Self { desk: Desk::started(path, language, |_| ()), folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("a.lienket")
    }

    /// Somebody else edits the file, without this window.
    fn edit_file(&self, change: impl FnOnce(&mut Transaction<'_>)) {
        let mut map = storage::open(&self.file()).unwrap();
        let mut edit = Transaction::begin(&mut map);
        change(&mut edit);
        edit.finish();
        storage::save(&map, &self.file()).unwrap();
    }

    fn retitle_file(&self, title: &str) {
        self.edit_file(|edit| {
            edit.set_info(Info { title: title.to_owned(), ..edit.map().info().clone() }).unwrap();
        });
    }

    fn come_back(&mut self) {
        self.desk.harness.event(Event::WindowFocused(true));
        self.desk.settle();
    }
}

#[test]
fn a_change_is_told_shown_and_taken_in() {
    for (language, told, changes) in [
        (Language::Vietnamese, "đã sửa tệp của bản đồ này", "Trong tệp: Bỏ 1 liên kết"),
        (Language::English, "has changed the file of this map", "In the file: 1 link removed"),
    ] {
        let mut office = Office::new(language);
        let link = LinkId(1);
        office.edit_file(|edit| edit.remove::<lienket::map::Link>(link));
        office.desk.look();
        assert!(!office.desk.shows(told), "nobody has come back");
        office.come_back();
        assert!(office.desk.shows(told));
        office.desk.press(OutsideText::ShowChanges.text(language));
        assert!(office.desk.shows(changes) && !office.desk.shows(OutsideText::ShowChanges.text(language)));
        assert!(office.desk.map().links().contains_key(&link), "it is only told");
        office.desk.press(UiText::Reload.text(language));
        assert!(!office.desk.shows(told) && !office.desk.map().links().contains_key(&link));
        assert!(!office.desk.shell().is_dirty() && office.desk.shows(UiText::Reloaded.text(language)));
        office.desk.wish(Command::Undo);
        assert!(office.desk.map().links().contains_key(&link) && office.desk.shell().is_dirty(), "one step");
    }
}

#[test]
fn a_file_that_is_damaged_meanwhile_is_no_longer_offered() {
    // By looking what has changed, or by the attempt itself.
    for asked in [OutsideText::ShowChanges.text(Language::English), UiText::Reload.text(Language::English)] {
        let mut office = Office::new(Language::English);
        let before = office.desk.map();
        std::fs::write(office.file(), "(format: 2, actors: [(id: 1,").unwrap();
        office.come_back();
        office.desk.press(asked);
        assert!(office.desk.shows("line 1") && office.desk.map() == before);
        assert!(office.desk.harness.query_by_label(UiText::Reload.text(Language::English)).is_none());
        assert_eq!(office.desk.harness.query_all_by_label(UiText::SaveAs.text(Language::English)).count(), 1);
    }
}

#[test]
fn unsaved_edits_are_asked_about_and_come_back_by_undo() {
    let mut office = Office::new(Language::Vietnamese);
    office.desk.wish(Command::Remove(Removal::Link(LinkId(2))));
    let mine = office.desk.map();
    office.retitle_file("Của Lan");
    office.come_back();
    office.desk.press("Tải lại");
    assert!(office.desk.shows("Các sửa đổi chưa lưu nhường chỗ cho nội dung của tệp."));
    office.desk.press("Hủy");
    assert!(office.desk.map() == mine);
    office.desk.press("Tải lại");
    office.desk.keys(Modifiers::NONE, Key::Enter);
    assert_eq!(office.desk.map().info().title, "Của Lan");
    assert!(office.desk.map().links().contains_key(&LinkId(2)), "as the file has it");
    assert!(office.desk.shows("Hoàn tác: tải lại từ tệp"));
    office.desk.wish(Command::Undo);
    assert_eq!((office.desk.map().info(), office.desk.map().links()), (mine.info(), mine.links()));
}

#[test]
fn what_is_kept_is_not_told_again_and_replaces_the_file() {
    let mut office = Office::new(Language::Vietnamese);
    office.retitle_file("Của Lan");
    office.come_back();
    office.desk.press("Giữ bản đang mở");
    assert!(office.desk.shell().is_dirty());
    office.come_back();
    assert!(!office.desk.shows("đã sửa tệp của bản đồ này"));
    office.desk.wish(Command::Save);
    assert_eq!(office.desk.shell().prompt(), None);
    assert_eq!(storage::open(&office.file()).unwrap().info(), office.desk.map().info());
    office.retitle_file("Lần nữa");
    office.come_back();
    assert!(office.desk.shows("đã sửa tệp của bản đồ này"));
}

#[test]
fn the_same_content_is_no_change() {
    let mut office = Office::new(Language::Vietnamese);
    let bytes = std::fs::read(office.file()).unwrap();
    std::fs::remove_file(office.file()).unwrap();
    std::fs::write(office.file(), bytes).unwrap();
    office.come_back();
    assert_eq!(office.desk.shell().file_trouble(), None);
}

/// Not every window manager tells of the focus.
#[test]
fn it_is_noticed_while_the_pointer_moves_too_and_not_by_an_idle_window() {
    let mut office = Office::new(Language::Vietnamese);
    office.retitle_file("Của Lan");
    office.desk.wait(8.0);
    assert_eq!(office.desk.shell().file_trouble(), None);
    office.desk.harness.event(Event::PointerMoved(Pos2::new(400.0, 300.0)));
    office.desk.settle();
    assert!(office.desk.shows("đã sửa tệp của bản đồ này"));
}

#[test]
fn a_file_that_is_gone_is_told_and_the_map_is_saved_elsewhere() {
    let mut office = Office::new(Language::English);
    std::fs::remove_file(office.file()).unwrap();
    office.come_back();
    assert!(office.desk.shows("The file of this map is no longer there.") && office.desk.shell().is_dirty());
    let elsewhere = office.folder.path().join("b.lienket");
    office.desk.person.will_pick(&elsewhere);
    office.desk.press("Save as…");
    assert!(!office.desk.shell().is_dirty() && !office.desk.shows("no longer there"));
    assert_eq!(office.desk.shell().path(), Some(elsewhere.as_path()));
}

#[test]
fn a_bar_fits_a_small_window() {
    let mut office = Office::new(Language::Vietnamese);
    office.edit_file(|edit| edit.remove::<lienket::map::Link>(LinkId(1)));
    for size in [Vec2::new(1280.0, 720.0), Vec2::new(640.0, 360.0)] {
        office.desk.harness.set_size(size);
        office.come_back();
        for label in ["Xem thay đổi", "Giữ bản đang mở", "Tải lại"] {
            let button = office.desk.harness.get_by_label(label).rect();
            assert!(button.min.x >= 0.0 && button.max.x <= size.x, "{label} in {size}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_written_is_marked_before_the_first_edit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    storage::save(&sample_map(5, 1), &path).unwrap();
    let words = OutsideText::WriteProtected.text(Language::Vietnamese);
    let desk = Desk::started(path.clone(), Language::Vietnamese, |_| ());
    assert!(!desk.shows(words));
    drop(desk);
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let desk = Desk::started(path, Language::Vietnamese, |_| ());
    assert!(desk.shows(words) && !desk.shell().is_dirty());
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 1, "trying it leaves nothing behind");
}

/// Whatever a save fails of, the work stays and can be saved elsewhere.
#[test]
fn each_failed_save_leads_elsewhere() {
    let damaged: &[u8] = b"(format: 2, actors: [(id: 1,";
    let failures: [(&str, &[u8]); 3] = [("damaged", damaged), ("newer", b"(format: 99)"), ("no map", b"hello")];
    for (reason, content) in failures {
        let mut office = Office::new(Language::English);
        office.desk.wish(Command::Remove(Removal::Link(LinkId(1))));
        let path = office.folder.path().join("there.lienket");
        std::fs::write(&path, content).unwrap();
        office.desk.wish(Command::SaveTo(path.clone()));
        fails_and_leads_elsewhere(&mut office, reason);
        assert_eq!(std::fs::read(&path).unwrap(), content, "{reason}");
    }
    // Read-only by then, a folder by then, and in a folder that is gone.
    for reason in ["read-only", "a folder", "gone"] {
        let mut office = Office::new(Language::English);
        let folder = office.folder.path().join("stick");
        std::fs::create_dir(&folder).unwrap();
        let path = folder.join("c.lienket");
        office.desk.wish(Command::SaveTo(path.clone()));
        office.desk.wish(Command::Remove(Removal::Link(LinkId(1))));
        match reason {
            "read-only" => {
                let mut permissions = std::fs::metadata(&path).unwrap().permissions();
                permissions.set_readonly(true);
                std::fs::set_permissions(&path, permissions).unwrap();
            }
            "a folder" => {
                std::fs::remove_file(&path).unwrap();
                std::fs::create_dir(&path).unwrap();
            }
            _ => std::fs::remove_dir_all(&folder).unwrap(),
        }
        office.desk.wish(Command::Save);
        fails_and_leads_elsewhere(&mut office, reason);
    }
}

fn fails_and_leads_elsewhere(office: &mut Office, reason: &str) {
    let desk = &mut office.desk;
    assert!(desk.shows("The map could not be saved") && desk.shows("Your work is still here, unsaved."), "{reason}");
    assert!(desk.shell().is_dirty());
    let elsewhere = office.folder.path().join("elsewhere.lienket");
    desk.person.will_pick(&elsewhere);
    // The primary button: also by Enter.
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(!desk.shell().is_dirty() && !desk.shows("could not be saved"), "{reason}");
    assert!(storage::open(&elsewhere).unwrap() == desk.map());
}
