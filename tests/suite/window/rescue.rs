//! A map that does not open: what is told, and what can be had of it.

use std::fs;
use std::path::{Path, PathBuf};

use lienket::command::{Command, RescueWay};
use lienket::exchange::sample_map;
use lienket::map::{LinkageMap, MapId};
use lienket::storage::{
    self, JournalStore, KeptState, SystemDisk, VersionContent, VersionKind, VersionStore, hash_bytes,
};

use super::desk::{CAN_THO, Desk};

/// A map, and a damaged file of it.
fn damaged(folder: &tempfile::TempDir) -> (LinkageMap, PathBuf) {
    let mut map = sample_map(60, 1);
    map.ensure_identity(MapId(77));
    let text = String::from_utf8(storage::write(&map)).unwrap();
    let path = folder.path().join("hỏng.lienket");
    fs::write(&path, text.replacen("kind: ", "kin: ", 1)).unwrap();
    (map, path)
}

fn stores(folder: &Path) -> JournalStore {
    JournalStore::new(folder.join("journals"), VersionStore::new(folder.join("versions")))
}

/// A window with journals and versions in a folder.
fn with_state(folder: &Path) -> Desk {
    let journals = stores(folder);
    let map = storage::open(Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO).as_path()).unwrap();
    Desk::with_environment(map, None, |environment| environment.journal_store = Some(journals))
}

#[test]
fn what_can_be_read_of_a_damaged_map_becomes_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (map, path) = damaged(&folder);
    let before = fs::read(&path).unwrap();
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::OpenPath(path.clone()));
    assert!(desk.shows("hỏng.lienket") && !desk.shows("Mở bản tốt gần nhất"));
    desk.press("Cứu phần còn đọc được");
    assert_eq!(desk.map().actors().len(), map.actors().len() - 1);
    assert!(desk.shows("không đọc được") && desk.shows("Dòng"), "a list says what is left out");
    desk.press("Đóng");
    // It has no file, and is not lost when the window is closed.
    assert!(desk.shell().path().is_none() && desk.shell().is_dirty());
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn the_last_good_version_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (map, path) = damaged(&folder);
    let mut desk = with_state(folder.path());
    let bytes = storage::write(&map);
    let store = VersionStore::new(folder.path().join("versions"));
    let kind = VersionKind::Saved(None);
    let content = VersionContent { at: 1_700_000_000, hash: hash_bytes(&bytes), bytes: &bytes, kind };
    store.keep(&SystemDisk, map.identity().unwrap(), content).unwrap();
    desk.wish(Command::OpenPath(path));
    assert!(desk.shows("Bản lưu"));
    desk.press("Mở bản tốt gần nhất");
    assert!(desk.map() == map && desk.shell().path().is_none() && desk.shell().is_dirty());
    assert!(desk.shows("chưa lưu"));
}

#[test]
fn a_map_in_the_journals_is_found_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let (_, path) = damaged(&folder);
    fs::write(&path, [0; 500]).unwrap();
    let journals = stores(folder.path());
    let kept = KeptState { journals: Some(&journals), copies: None };
    assert!(storage::last_version(&SystemDisk, &path, kept).is_none());
    let saved = folder.path().join("tốt.lienket");
    let mut desk = with_state(folder.path());
    desk.wish(Command::SaveTo(saved.clone()));
    desk.wish(Command::AddProduct);
    while !desk.shell().is_journal_current() {
        desk.harness.run_steps(1);
    }
    fs::write(&saved, [0; 500]).unwrap();
    let (_, found) = storage::last_version(&SystemDisk, &saved, kept).unwrap();
    assert_eq!(found.products().len() + 1, desk.map().products().len());
}

#[test]
fn edits_are_asked_about_before_a_rescue_takes_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let (map, path) = damaged(&folder);
    let mut desk = Desk::on(CAN_THO);
    desk.wish(Command::AddProduct);
    desk.wish(Command::Rescue(path, RescueWay::Salvage));
    let edited = desk.map();
    assert!(desk.shows("Lưu thay đổi?"));
    desk.press("Hủy");
    assert!(desk.map() == edited && desk.map() != map);
}

#[test]
fn a_file_that_is_no_map_offers_another_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ảnh.lienket");
    fs::write(&path, [0x89, b'P', b'N', b'G', 0, 1, 2, 3]).unwrap();
    let mut desk = Desk::on(CAN_THO);
    let before = desk.map();
    desk.wish(Command::OpenPath(path.clone()));
    assert!(desk.shows("Chọn tệp khác…") && !desk.shows("Cứu phần còn đọc được"));
    desk.press("Đóng");
    for way in [RescueWay::Salvage, RescueWay::LastVersion] {
        desk.wish(Command::Rescue(path.clone(), way));
        assert!(desk.map() == before && desk.shows("ảnh.lienket"));
        desk.press("Đóng");
    }
}
