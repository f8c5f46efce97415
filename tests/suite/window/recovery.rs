//! What was not saved when a window ended is there again at the next start, and undo goes on.

use std::path::PathBuf;

use lienket::command::{Change, Command};
use lienket::map::{Info, LinkageMap, MapId, Transaction};
use lienket::storage::{self, JournalStore, SystemDisk, VersionStore};
use tempfile::TempDir;

use super::desk::Desk;

/// A person's computer with a map.
struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        storage::save(&map(), &office.file()).unwrap();
        office
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("Xoài.lienket")
    }

    fn journals(&self) -> JournalStore {
        let state = self.folder.path().join("state");
        JournalStore::new(state.join("journals"), VersionStore::new(state.join("versions")))
    }

    /// A window on the file, or on an empty map.
    fn window(&self, on_file: bool) -> Desk {
        let (journals, path) = (self.journals(), on_file.then(|| self.file()));
        let opened = path.as_deref().map_or_else(LinkageMap::default, |path| storage::open(path).unwrap());
        Desk::with_environment(opened, path, move |environment| environment.journal_store = Some(journals))
    }

    /// A window that is killed after these titles were given to the map.
    fn killed_after(&self, titles: &[&str]) {
        let mut desk = self.window(true);
        for title in titles {
            retitle(&mut desk, title);
        }
        // Dropped without being closed: nothing is written any more.
    }

    /// Saves the map with this title, beside all windows.
    fn save(&self, title: &str) {
        let mut saved = storage::open(&self.file()).unwrap();
        let info = Info { title: title.to_owned(), ..saved.info().clone() };
        let mut edit = Transaction::begin(&mut saved);
        edit.set_info(info).unwrap();
        edit.finish();
        storage::save(&saved, &self.file()).unwrap();
    }

    fn file_title(&self) -> String {
        storage::open(&self.file()).unwrap().info().title.clone()
    }
}

fn map() -> LinkageMap {
    lienket::exchange::sample_map(4, 1).with_new_identity(MapId(5))
}

fn retitle(desk: &mut Desk, title: &str) {
    let info = Info { title: title.to_owned(), ..desk.map().info().clone() };
    desk.wish(Command::Update(Box::new(Change::Info(info))));
}

fn close(desk: &mut Desk) {
    desk.wish_and_look(Command::Quit);
    // A window that closes does not settle.
    for _ in 0..1_000 {
        if desk.shell().is_closing() && desk.shell().is_journal_current() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
        desk.look();
    }
    panic!("it does not close");
}

#[test]
fn edits_of_a_killed_window_go_on() {
    let office = Office::new();
    office.killed_after(&["Một", "Hai"]);
    let before = office.file_title();
    let mut desk = office.window(false);
    assert!(desk.shows("Sửa đổi chưa lưu") && desk.shows("2 sửa đổi") && desk.shows("Hai"));
    desk.press("Tiếp tục: Hai");
    assert_eq!(desk.map().info().title, "Hai");
    assert_eq!(desk.shell().path(), Some(office.file().as_path()));
    assert!(desk.shell().is_dirty());
    // Killed again, it is still there, and all steps can be undone.
    drop(desk);
    let mut desk = office.window(false);
    desk.press("Tiếp tục: Hai");
    desk.wish(Command::Undo);
    assert_eq!(desk.map().info().title, "Một");
    desk.wish(Command::Undo);
    assert_eq!(desk.map().info().title, before);
    assert!(!desk.shell().is_dirty(), "the file has this");
    desk.wish(Command::Redo);
    desk.wish(Command::Save);
    assert_eq!(office.file_title(), "Một");
    close(&mut desk);
    drop(desk);
    assert!(!office.window(false).shows("Sửa đổi chưa lưu"), "it is saved");
}

#[test]
fn text_that_was_being_typed_is_back() {
    let office = Office::new();
    let mut desk = office.window(true);
    let info = Info { title: "Đang gõ".to_owned(), ..desk.map().info().clone() };
    desk.wish(Command::UpdateDraft(Box::new(Change::Info(info))));
    desk.wish(Command::UpdateEntry("A > B".to_owned()));
    // A second passes.
    desk.wait(1.0);
    drop(desk);
    let mut desk = office.window(false);
    desk.press_part("Tiếp tục: ");
    assert_eq!(desk.map().info().title, "Đang gõ");
    assert_eq!(desk.shell().pending_entry(), Some("A > B"));
    desk.wish(Command::Undo);
    assert_eq!(desk.map().info().title, office.file_title());
}

#[test]
fn it_is_discarded_only_after_it_was_asked_twice() {
    let office = Office::new();
    office.killed_after(&["Một"]);
    let mut desk = office.window(false);
    desk.press("Để sau");
    assert!(!desk.shows("Sửa đổi chưa lưu"));
    drop(desk);
    let mut desk = office.window(false);
    desk.press("Bỏ: Một");
    assert!(desk.shows("Bỏ 1 sửa đổi này?"));
    desk.press("Bỏ: Một");
    desk.press("Giữ lại: Một");
    desk.press("Bỏ: Một");
    desk.press("Bỏ: Một");
    assert_eq!(office.journals().names(&SystemDisk).unwrap().len(), 1);
    desk.press("Bỏ hẳn: Một");
    assert!(desk.shows("Không có sửa đổi nào chưa lưu."));
    assert_eq!(office.journals().names(&SystemDisk).unwrap(), []);
}

#[test]
fn a_copy_leaves_the_file_and_what_was_not_saved_stays_until_it_is() {
    let office = Office::new();
    office.killed_after(&["Một"]);
    let title = office.file_title();
    let mut desk = office.window(false);
    let copy = office.folder.path().join("Bản sao.lienket");
    desk.person.will_pick(&copy);
    desk.press("Lưu bản sao: Một");
    assert_eq!(storage::open(&copy).unwrap().info().title, "Một");
    assert_eq!(office.file_title(), title);
    assert_eq!(desk.shell().path(), Some(copy.as_path()));
    drop(desk);
    assert!(!office.window(false).shows("Sửa đổi chưa lưu"));
}

#[test]
fn a_file_that_was_replaced_or_lost_does_not_lose_the_edits() {
    for is_lost in [false, true] {
        let office = Office::new();
        office.killed_after(&["Một"]);
        if is_lost {
            std::fs::remove_file(office.file()).unwrap();
        } else {
            office.save("Của người khác");
        }
        let mut desk = office.window(false);
        desk.press("Tiếp tục: Một");
        desk.wish(Command::Save);
        if is_lost {
            assert_eq!(office.file_title(), "Một");
        } else {
            assert_eq!(desk.shell().prompt(), Some(lienket::app::Prompt::ChangedOutside));
            assert_eq!(office.file_title(), "Của người khác");
        }
    }
}

#[test]
fn undo_goes_on_in_a_map_that_was_closed() {
    let office = Office::new();
    let before = office.file_title();
    let mut desk = office.window(true);
    retitle(&mut desk, "Một");
    retitle(&mut desk, "Hai");
    desk.wish(Command::Save);
    close(&mut desk);
    drop(desk);
    let mut desk = office.window(true);
    assert!(!desk.shell().is_dirty() && !desk.shows("Sửa đổi chưa lưu"));
    desk.wish(Command::Undo);
    desk.wish(Command::Undo);
    assert_eq!(desk.map().info().title, before);
    desk.wish(Command::Redo);
    assert_eq!(desk.map().info().title, "Một");
    drop(desk);
    // Somebody else has saved the file since: its steps are those of another map.
    storage::save(&map(), &office.file()).unwrap();
    let mut desk = office.window(true);
    desk.press("Để sau");
    desk.wish(Command::Undo);
    assert_eq!(desk.map().info().title, before);
    assert_eq!(desk.shell().map(), &storage::open(&office.file()).unwrap());
}

/// Whoever gives up what is not saved does not give up what was saved before it.
#[test]
fn undo_goes_on_where_unsaved_edits_were_given_up() {
    for undone in [false, true] {
        let office = Office::new();
        let before = office.file_title();
        let mut desk = office.window(true);
        retitle(&mut desk, "Một");
        retitle(&mut desk, "Hai");
        desk.wish(Command::Save);
        if undone {
            desk.wish(Command::Undo);
        } else {
            retitle(&mut desk, "Ba");
        }
        desk.wish(Command::New);
        desk.press("Không lưu");
        drop(desk);
        let mut desk = office.window(true);
        assert!(!desk.shows("Sửa đổi chưa lưu") && !desk.shell().is_dirty());
        assert_eq!(desk.map().info().title, "Hai");
        desk.wish(Command::Undo);
        assert_eq!(desk.map().info().title, "Một");
        desk.wish(Command::Undo);
        assert_eq!(desk.map().info().title, before);
    }
}

#[test]
fn a_damaged_journal_says_how_much_was_read() {
    let office = Office::new();
    office.killed_after(&["Một", "Hai", "Ba"]);
    let name = office.journals().names(&SystemDisk).unwrap().remove(0);
    let path = office.journals().path(&name);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("Hai", "Mai", 1)).unwrap();
    let mut desk = office.window(false);
    assert!(desk.shows("đọc được 1 mục, bỏ 2 mục") && desk.shows("1 sửa đổi"));
    desk.press("Tiếp tục: Một");
    assert_eq!(desk.map().info().title, "Một");
}

#[test]
fn what_gives_nothing_back_says_why_and_stays() {
    let office = Office::new();
    office.killed_after(&["Một"]);
    std::fs::remove_file(office.file()).unwrap();
    std::fs::remove_dir_all(office.folder.path().join("state/versions")).unwrap();
    let desk = office.window(false);
    assert!(desk.shows("Không còn bản đồ mà các sửa đổi này dựa vào."));
    assert!(!desk.shows("Tiếp tục: "));
    assert_eq!(office.journals().names(&SystemDisk).unwrap().len(), 1);
}

#[test]
fn what_was_saved_just_before_the_end_is_not_offered() {
    let office = Office::new();
    let before = office.file_title();
    office.killed_after(&["Một", "Hai"]);
    // The file was saved, and the journal does not know it yet.
    office.save("Hai");
    assert!(!office.window(false).shows("Sửa đổi chưa lưu"));
    let mut desk = office.window(true);
    desk.wish(Command::Undo);
    desk.wish(Command::Undo);
    assert_eq!(desk.map().info().title, before, "undo goes on");
    drop(desk);
    let office = Office::new();
    office.killed_after(&["Một", "Hai"]);
    office.save("Một");
    let mut desk = office.window(false);
    assert!(desk.shows("1 sửa đổi"));
    desk.press("Tiếp tục: Hai");
    desk.wish(Command::Save);
    assert_eq!(desk.shell().prompt(), None, "nobody else has changed it");
    assert_eq!(office.file_title(), "Hai");
}

#[test]
fn that_edits_cannot_be_kept_is_said_until_they_are_or_are_saved() {
    let office = Office::new();
    let state = office.folder.path().join("state");
    // No folder can be made under a file.
    std::fs::write(&state, "").unwrap();
    let warning = "Chưa ghi tạm được các sửa đổi";
    let mut desk = office.window(true);
    assert!(!desk.shows(warning));
    retitle(&mut desk, "Một");
    assert!(desk.shows(warning));
    // What is done next does not hide it.
    desk.wish(Command::Undo);
    desk.wish(Command::Redo);
    desk.wish(Command::CopyPicture);
    assert!(desk.shows(warning) && desk.shows("Đã sao chép hình"));
    desk.wish(Command::Save);
    assert!(!desk.shows(warning), "the file has them");
    retitle(&mut desk, "Hai");
    assert!(desk.shows(warning));
    std::fs::remove_file(&state).unwrap();
    desk.wait(6.0);
    assert!(!desk.shows(warning), "the journal has them");
    drop(desk);
    assert!(office.window(false).shows("Tiếp tục: Hai"));
}

#[test]
fn what_was_left_by_dying_is_removed_at_the_start() {
    let office = Office::new();
    office.killed_after(&["Một"]);
    let journal = office.journals().names(&SystemDisk).unwrap().remove(0);
    let [journals, versions] =
        ["journals", "versions/0000000000000005"].map(|name| office.folder.path().join("state").join(name));
    // What a temporary file of this computer is called, of which those of others are kept for a day.
    let mut name = PathBuf::new();
    let written = storage::replace_file_with(&SystemDisk, &office.folder.path().join("x"), |_| {
        let files = std::fs::read_dir(office.folder.path())?;
        let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
        name = paths.find(|path| path.extension().is_some_and(|ending| ending == "tmp")).unwrap();
        Err(std::io::ErrorKind::Other.into())
    });
    assert!(written.is_err());
    let left: Vec<PathBuf> =
        [office.folder.path(), &journals, &versions].map(|folder| folder.join(name.file_name().unwrap())).into();
    let lock = journals.join("0000000000000005-00000000000000ff.lock");
    for path in left.iter().chain([&lock]) {
        std::fs::write(path, "").unwrap();
    }
    let (store, recent) = (office.journals(), vec![office.file()]);
    let desk = Desk::with_recent(recent, move |environment| environment.journal_store = Some(store));
    for path in left.iter().chain([&lock]) {
        assert!(!path.exists(), "{}", path.display());
    }
    assert!(desk.shows("Tiếp tục: Một") && office.journals().path(&journal).exists());
}
