//! Two copies of a map made one in the window: what both come from, conflicts side by side, one undo.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Event, Role, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use lienket::command::{Change, Command};
use lienket::editing::{MergeSide, merge_maps};
use lienket::language::Language;
use lienket::map::{Actor, Info, Link, LinkId, LinkageMap, MapId, Placement, Transaction};
use lienket::storage::{self, JournalStore, VersionStore};
use tempfile::TempDir;

use super::desk::{CAN_THO, Desk, Ticking};

struct Office {
    desk: Desk,
    folder: TempDir,
    base: LinkageMap,
}

impl Office {
    /// A window on a map that keeps versions, if asked to.
    fn new(keeps_versions: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let map = storage::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
        let path = folder.path().join("a.lienket");
        storage::save(&map.with_new_identity(MapId(5)), &path).unwrap();
        let base = storage::open(&path).unwrap();
        let state = folder.path().join("state");
        let desk = Desk::with_environment(base.clone(), Some(path), move |environment| {
            if keeps_versions {
                let versions = VersionStore::new(state.join("versions"));
                environment.journal_store = Some(JournalStore::new(state.join("journals"), versions));
                environment.clock = Arc::new(Ticking::new());
            }
        });
        Self { desk, folder, base }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Saves what somebody has made of the map.
    fn copy(&self, name: &str, change: impl FnOnce(&mut Transaction<'_>)) -> LinkageMap {
        let mut map = self.base.clone();
        let mut edit = Transaction::begin(&mut map);
        change(&mut edit);
        edit.finish();
        storage::save(&map, &self.file(name)).unwrap();
        storage::open(&self.file(name)).unwrap()
    }

    fn edit(&mut self, change: Change) {
        self.desk.wish(Command::Update(Box::new(change)));
    }

    fn merge(&mut self, name: &str) {
        self.desk.person.will_pick(&self.file(name));
        self.desk.press("Trình đơn");
        self.desk.press("Gộp với bản khác…");
    }

    /// Edits a link and the title here, and says something else of both in Lan's copy, who also adds an actor.
    fn contradict(&mut self) -> LinkageMap {
        let theirs = self.copy("lan.lienket", |edit| {
            edit.edit::<Link>(LinkId(2), |link| link.to_year = Some(2030)).unwrap();
            edit.set_info(Info { title: "Của Lan".into(), ..edit.map().info().clone() }).unwrap();
            let actor = edit.add(Actor { name: "HTX Lan".into(), ..Actor::default() }).unwrap();
            edit.set(Placement { actor, x: 400.0, y: 2_000.0, ..Placement::default() }).unwrap();
        });
        let link = Link { to_year: Some(2025), note: "Của tôi".into(), ..self.base.links()[&LinkId(2)].clone() };
        self.edit(Change::Link(link));
        let info = Info { title: "Của tôi".into(), ..self.base.info().clone() };
        self.edit(Change::Info(info));
        theirs
    }
}

/// A map without the ids that it has issued: those are never taken back.
fn records(map: &LinkageMap) -> Vec<u8> {
    storage::write(&map.clone().with_new_identity(MapId(0)))
}

#[test]
fn conflicts_are_chosen_side_by_side_and_one_step_takes_the_merge_back() {
    let mut office = Office::new(true);
    let theirs = office.contradict();
    let mine = office.desk.map();
    office.merge("lan.lienket");
    let desk = &mut office.desk;
    assert!(desk.shows("Gốc chung: bản lưu"), "the version that was kept on opening");
    assert!(desk.shows("2 chỗ mâu thuẫn, còn 2 chỗ chưa chọn."));
    assert!(desk.shows("đến năm") && desk.shows("tên bản đồ"));
    let is_enabled =
        |desk: &Desk| !desk.harness.get_by_role_and_label(Role::Button, "Gộp").accesskit_node().is_disabled();
    assert!(!is_enabled(desk), "nothing is chosen silently");
    desk.press_part("đến năm: 2030");
    assert!(desk.shows("còn 1 chỗ chưa chọn") && !is_enabled(desk));
    desk.press_part("tên bản đồ: Của tôi");
    assert!(desk.shows("2 chỗ mâu thuẫn, đã chọn hết.") && is_enabled(desk));
    assert!(desk.map() == mine, "nothing changes before");
    desk.press("Gộp");
    let merged = desk.map();
    assert_eq!(merged.links()[&LinkId(2)].to_year, Some(2030));
    assert_eq!((merged.links()[&LinkId(2)].note.as_str(), merged.info().title.as_str()), ("Của tôi", "Của tôi"));
    assert!(merged.actors().values().any(|actor| actor.name == "HTX Lan") && merged.violations().is_empty());
    assert!(desk.shows("Hoàn tác: gộp với lan.lienket"));
    desk.wish(Command::Undo);
    assert!(records(&desk.map()) == records(&mine), "one step");
    desk.wish(Command::Redo);
    assert!(records(&desk.map()) == records(&merged));
    // Merging once more brings nothing.
    office.merge("lan.lienket");
    assert!(office.desk.shows("Bản đang mở sẽ đổi") || office.desk.shows("không có gì mới"));
    assert!(theirs.info().title == "Của Lan");
}

#[test]
fn all_of_one_side_is_what_the_command_line_makes_of_it() {
    for (button, side) in [("Giữ hết của bản đang mở", MergeSide::A), ("Lấy hết của bản kia", MergeSide::B)]
    {
        let mut office = Office::new(true);
        let theirs = office.contradict();
        let expected = merge_maps(Some(&office.base), [&office.desk.map(), &theirs], side).unwrap();
        office.merge("lan.lienket");
        office.desk.press(button);
        office.desk.press("Gộp");
        assert!(records(&office.desk.map()) == records(&expected.map), "{side:?}");
    }
}

#[test]
fn without_a_known_base_that_is_said_and_one_can_be_chosen() {
    let mut office = Office::new(false);
    office.contradict();
    let base = office.base.clone();
    storage::save(&base, &office.file("gốc.lienket")).unwrap();
    office.merge("lan.lienket");
    assert!(office.desk.shows("Không biết gốc chung của hai bản"));
    office.desk.person.will_pick(&office.file("gốc.lienket"));
    office.desk.press("Chọn tệp gốc…");
    assert!(office.desk.shows("Gốc chung: gốc.lienket.") && office.desk.shows("2 chỗ mâu thuẫn"));
    office.desk.press("Gộp không cần gốc");
    assert!(office.desk.shows("Không biết gốc chung của hai bản"));
    // One that cannot be read, and one of another map.
    std::fs::write(office.file("hỏng.lienket"), "(format: 2, actors: [(id: 1,").unwrap();
    office.desk.wish(Command::SetMergeBase(Some(office.file("hỏng.lienket"))));
    assert!(office.desk.shows("tệp hỏng"));
    storage::save(&base.with_new_identity(MapId(9)), &office.file("khác.lienket")).unwrap();
    office.desk.wish(Command::SetMergeBase(Some(office.file("khác.lienket"))));
    assert!(office.desk.shows("Tệp gốc đã chọn không phải của bản đồ này."));
    let before = office.desk.map();
    office.desk.press("Hủy");
    assert!(office.desk.map() == before && !office.desk.shows("Chọn tệp gốc…"));
}

/// She has gone on with her copy after it was merged: what was done here since is not taken for what she has given up.
#[test]
fn what_was_merged_before_is_not_undone_by_the_next_merge() {
    let mut office = Office::new(true);
    let theirs = office.copy("lan.lienket", |edit| {
        edit.edit::<Link>(LinkId(1), |link| link.note = "Lan 1".into()).unwrap();
    });
    let link = Link { note: "Của tôi".into(), ..office.base.links()[&LinkId(2)].clone() };
    office.edit(Change::Link(link));
    office.merge("lan.lienket");
    office.desk.press("Gộp");
    office.desk.wish(Command::Save);
    let mut later = theirs;
    let mut edit = Transaction::begin(&mut later);
    edit.edit::<Link>(LinkId(3), |link| link.note = "Lan 2".into()).unwrap();
    edit.finish();
    storage::save(&later, &office.file("lan.lienket")).unwrap();
    office.merge("lan.lienket");
    office.desk.press("Gộp");
    let notes = [1, 2, 3].map(|id| office.desk.map().links()[&LinkId(id)].note.clone());
    assert_eq!(notes, ["Lan 1", "Của tôi", "Lan 2"]);
}

#[test]
fn a_file_that_others_have_changed_is_merged_with_unsaved_edits() {
    let mut office = Office::new(true);
    office.contradict();
    std::fs::copy(office.file("lan.lienket"), office.file("a.lienket")).unwrap();
    office.desk.harness.event(Event::WindowFocused(true));
    office.desk.settle();
    assert!(office.desk.shows("đã sửa tệp của bản đồ này"));
    office.desk.press("So sánh…");
    assert!(office.desk.shows("Trước: bản đang mở → Sau: tệp như đang lưu trên đĩa"));
    assert!(office.desk.shows("đến năm: nay 2030, trước 2025"));
    office.desk.press("Gộp…");
    assert!(office.desk.shows("Gốc chung: bản mà cửa sổ này đã đọc hoặc ghi lần cuối."));
    office.desk.press("Lấy hết của bản kia");
    office.desk.press("Gộp");
    assert!(!office.desk.shows("đã sửa tệp của bản đồ này"), "it is in the map");
    let merged = office.desk.map();
    assert_eq!((merged.links()[&LinkId(2)].to_year, merged.info().title.as_str()), (Some(2030), "Của Lan"));
    assert_eq!(merged.links()[&LinkId(2)].note, "Của tôi");
    // The save asks nothing: what it replaces is known.
    office.desk.wish(Command::Save);
    assert!(office.desk.shell().prompt().is_none() && !office.desk.shell().is_dirty());
    assert!(records(&storage::open(&office.file("a.lienket")).unwrap()) == records(&merged));
    office.desk.wish(Command::Undo);
    assert!(office.desk.shell().is_dirty(), "no file has that");
}

#[test]
fn a_map_that_is_no_copy_is_paired_by_what_people_know_it_by() {
    let mut office = Office::new(true);
    let mut other = office.base.clone().with_new_identity(MapId(9));
    let mut edit = Transaction::begin(&mut other);
    edit.add(Actor { name: "HTX Lan".into(), ..Actor::default() }).unwrap();
    edit.finish();
    storage::save(&other, &office.file("khác.lienket")).unwrap();
    office.merge("khác.lienket");
    assert!(office.desk.shows("Tệp này không phải bản sao của bản đồ đang mở"));
    office.desk.press("Gộp");
    let merged = office.desk.map();
    // She has not placed it; to lay it out is part of the one step.
    assert_eq!(merged.placements().len(), merged.actors().len());
    assert_eq!(merged.actors().len(), office.base.actors().len() + 1);
    assert_eq!(merged.identity(), office.base.identity());
    office.desk.wish(Command::Undo);
    assert!(records(&office.desk.map()) == records(&office.base));
}

#[test]
fn it_is_told_in_english_and_fits_a_small_window() {
    let mut office = Office::new(true);
    office.contradict();
    office.desk.wish(Command::SetLanguage(Language::English));
    office.desk.harness.set_size(Vec2::new(800.0, 600.0));
    office.desk.wish(Command::MergeWith(office.file("lan.lienket")));
    assert!(office.desk.shows("Merge with lan.lienket") && office.desk.shows("2 conflicts, 2 still to be decided."));
    let merge = office.desk.harness.get_by_role_and_label(Role::Button, "Merge").rect();
    assert!(merge.max.x <= 800.0 && merge.max.y <= 600.0, "{merge:?}");
    std::fs::write(office.file("hỏng.lienket"), "(format: 2, actors: [(id: 1,").unwrap();
    office.desk.wish(Command::MergeWith(office.file("hỏng.lienket")));
    assert!(office.desk.shows("damaged") || office.desk.shows("hỏng.lienket"));
}
