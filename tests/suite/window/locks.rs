//! A map that somebody else edits, and one with which the program died.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use lienket::app::Environment;
use lienket::language::Language;
use lienket::storage::{Disk, LockOwner, Locking, MapLock, Openings, SystemDisk, lock_map, lock_path};

use super::desk::{CAN_THO, Desk};

fn copy_in(folder: &Path) -> PathBuf {
    let path = folder.join("a.lienket");
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(CAN_THO), &path).unwrap();
    path
}

/// Lan has a map open.
fn lan_has(map: &Path) -> MapLock {
    let disk: Arc<dyn Disk> = Arc::new(SystemDisk);
    let lan = LockOwner {
        person: "lan".into(),
        computer: "MAY-2".into(),
        process: 3,
        since: 1_795_824_000,
        ..LockOwner::default()
    };
    match lock_map(&disk, map, &lan) {
        Locking::Locked(lock, None) => lock,
        other => panic!("{other:?}"),
    }
}

fn with_locks(environment: &mut Environment) {
    environment.lock_owner = Some(LockOwner::of_user());
}

#[test]
fn the_second_one_only_looks() {
    for (language, has, only_look) in [
        (Language::Vietnamese, "lan (máy MAY-2) đang mở bản đồ này từ", "Bạn chỉ xem được."),
        (Language::English, "lan (on MAY-2) has had this map open since", "You can only look."),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = copy_in(folder.path());
        let _lock = lan_has(&path);
        let mut desk = Desk::started(path.clone(), language, with_locks);
        assert!(desk.shows(has) && desk.shows(only_look));
        let before = desk.map();
        desk.keys(Modifiers::COMMAND, Key::A);
        desk.keys(Modifiers::NONE, Key::Delete);
        assert!(desk.map() == before);
        let refusal = lienket::language::UiText::OpenElsewhere.text(language);
        assert!(desk.shows(refusal));
    }
}

#[test]
fn what_is_typed_into_a_field_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_in(folder.path());
    let _lock = lan_has(&path);
    let mut desk = Desk::started(path, Language::English, with_locks);
    let before = desk.map();
    let title = before.info().title.clone();
    desk.enter("Title");
    desk.type_text("xyz");
    desk.keys(Modifiers::NONE, Key::Enter);
    assert!(desk.map() == before && !desk.shell().is_dirty());
    let shown = desk.harness.get_by_role_and_label(egui::Role::TextInput, "Title").value();
    assert_eq!(shown, Some(title), "the field shows what the map has");
}

#[test]
fn a_map_is_taken_over_in_the_bar() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_in(folder.path());
    let lock = lan_has(&path);
    let mut desk = Desk::started(path, Language::English, with_locks);
    desk.press("Take over");
    assert!(!desk.shows("You can only look."));
    assert!(lock.mark().taken_over_by(&SystemDisk).is_some());
    desk.wish(lienket::command::Command::AddProduct);
    assert!(desk.shell().is_dirty());
}

#[test]
fn a_copy_is_opened_in_the_bar() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_in(folder.path());
    let lock = lan_has(&path);
    let mut desk = Desk::started(path, Language::English, with_locks);
    let actors = desk.map().actors().len();
    desk.press("Open a copy");
    assert!(!desk.shows("You can only look."));
    assert_eq!((desk.shell().path(), desk.map().actors().len()), (None, actors));
    assert_eq!(lock.mark().taken_over_by(&SystemDisk), None);
}

#[test]
fn a_window_that_is_gone_leaves_no_lock() {
    let folder = tempfile::tempdir().unwrap();
    let path = copy_in(folder.path());
    let desk = Desk::started(path.clone(), Language::English, with_locks);
    assert!(lock_path(&SystemDisk, &path).exists());
    drop(desk);
    assert!(!lock_path(&SystemDisk, &path).exists());
}

#[test]
fn a_map_with_which_the_program_died_twice_is_asked_about() {
    let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = copy_in(folder.path());
    let disk: Arc<dyn Disk> = Arc::new(SystemDisk);
    for _ in 0..2 {
        assert!(Openings::new(state.path().to_owned()).begin(&disk, &path));
    }
    for answer in ["Not now", "Open anyway"] {
        let openings = Openings::new(state.path().to_owned());
        let mut desk = Desk::started(path.clone(), Language::English, move |environment| {
            environment.openings = Some(openings);
        });
        assert!(desk.shows("Lienket closed unexpectedly twice with this map."));
        assert!(desk.map().actors().is_empty() && desk.shell().path().is_none());
        desk.press(answer);
        let is_open = answer == "Open anyway";
        assert_eq!(desk.shell().path(), is_open.then_some(path.as_path()));
        if is_open {
            desk.shell_mut().submit(lienket::command::Command::Quit);
            desk.harness.run_steps(2);
            assert!(desk.shell().is_closing());
            while desk.shell().is_working() {
                desk.harness.run_steps(1);
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
    }
    let openings = Openings::new(state.path().to_owned());
    assert!(!openings.is_dangerous(&SystemDisk, &path), "it was closed as it should be");
}
