//! Locks on maps, on a real disk: one at a time, none left behind, and old ones are told from those that count.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use lienket::map::LinkageMap;
use lienket::storage::{
    Disk, LockOwner, Locking, MapLock, StaleLock, SystemDisk, lock_map, lock_path, save, take_over_map,
};
use proptest::prelude::*;

const NOON: i64 = 1_795_824_000;

pub fn system() -> Arc<dyn Disk> {
    Arc::new(SystemDisk)
}

fn owner(person: &str, computer: &str, process: u32) -> LockOwner {
    let program = "Lienket 1".to_owned();
    LockOwner { person: person.into(), computer: computer.into(), program, process, since: NOON }
}

fn map_in(folder: &Path) -> PathBuf {
    let path = folder.join("Bản đồ.lienket");
    save(&LinkageMap::default(), &path).unwrap();
    path
}

fn names(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

fn locked(locking: Locking) -> (MapLock, Option<StaleLock>) {
    match locking {
        Locking::Locked(lock, stale) => (lock, stale),
        other => panic!("not locked: {other:?}"),
    }
}

fn taken(locking: Locking) -> LockOwner {
    match locking {
        Locking::Taken(owner) => owner,
        other => panic!("not taken: {other:?}"),
    }
}

#[test]
fn one_has_it_and_the_other_hears_who() {
    let folder = tempfile::tempdir().unwrap();
    let map = map_in(folder.path());
    let (lan, quy) = (owner("lan", "MAY-2", 3), owner("quy", "MAY-1", 7));
    let (lock, stale) = locked(lock_map(&system(), &map, &lan));
    assert_eq!(stale, None);
    assert_eq!(taken(lock_map(&system(), &map, &quy)), lan);
    assert_eq!(lock.mark().taken_over_by(&SystemDisk), None);
    // A save replaces the map, not its lock.
    save(&LinkageMap::default(), &map).unwrap();
    assert_eq!(taken(lock_map(&system(), &map, &quy)), lan);
    drop(lock);
    assert_eq!(names(folder.path()), 1, "nothing stays beside the map");
    drop(locked(lock_map(&system(), &map, &quy)));
}

#[test]
fn whoever_loses_it_notices_and_leaves_the_other_alone() {
    let folder = tempfile::tempdir().unwrap();
    let map = map_in(folder.path());
    let (lan, quy) = (owner("lan", "MAY-2", 3), owner("quy", "MAY-1", 7));
    let (first, _) = locked(lock_map(&system(), &map, &lan));
    let (second, _) = locked(take_over_map(&system(), &map, &quy));
    assert_eq!(first.mark().taken_over_by(&SystemDisk), Some(quy.clone()));
    assert_eq!(second.mark().taken_over_by(&SystemDisk), None);
    drop(first);
    assert_eq!(taken(lock_map(&system(), &map, &lan)), quy);
    drop(second);
    assert_eq!(names(folder.path()), 1);
}

#[test]
fn a_map_that_is_reached_by_a_link_is_locked_itself() {
    let folder = tempfile::tempdir().unwrap();
    let map = map_in(folder.path());
    let link = folder.path().join("link.lienket");
    #[cfg(unix)]
    std::os::unix::fs::symlink("Bản đồ.lienket", &link).unwrap();
    #[cfg(not(unix))]
    fs::copy(&map, &link).unwrap();
    if cfg!(unix) {
        assert_eq!(lock_path(&SystemDisk, &link), lock_path(&SystemDisk, &map));
    }
}

/// What is found beside a map, in hours before now, and what becomes of it.
#[test]
fn a_lock_that_does_not_count_is_ignored_for_a_reason() {
    // `None` counts.
    let cases: [(Option<LockOwner>, i64, Option<StaleLock>); 5] = [
        (Some(owner("lan", "MAY-1", 3)), 0, Some(StaleLock::Dead)),
        (Some(owner("lan", "MAY-2", 3)), 11, None),
        (Some(owner("lan", "MAY-2", 3)), 13, Some(StaleLock::Old)),
        // A clock that is fast makes nobody old.
        (Some(owner("lan", "MAY-2", 3)), -48, None),
        (None, 0, Some(StaleLock::Unreadable)),
    ];
    for (found, hours, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let map = map_in(folder.path());
        let path = lock_path(&SystemDisk, &map);
        if let Some(owner) = &found {
            let then = LockOwner { since: NOON - hours * 3_600, ..owner.clone() };
            let (lock, _) = locked(lock_map(&system(), &map, &then));
            let text = fs::read(&path).unwrap();
            drop(lock);
            fs::write(&path, text).unwrap();
        } else {
            fs::write(&path, ",lan,MAY-2,28.11.2026 07:00,file:///home/lan;").unwrap();
            let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(NOON as u64 - 3_600);
            fs::File::options().append(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        }
        match (lock_map(&system(), &map, &owner("quy", "MAY-1", 7)), expected) {
            (Locking::Locked(_, stale), Some(_)) => assert_eq!(stale, expected),
            (Locking::Taken(holder), None) => assert_eq!(holder.person, "lan"),
            (other, _) => panic!("{found:?}, {hours} hours: {other:?}"),
        }
    }
}

#[test]
fn no_lock_is_put_where_there_is_no_map() {
    let folder = tempfile::tempdir().unwrap();
    let own = owner("quy", "MAY-1", 7);
    for path in [folder.path().to_owned(), folder.path().join("missing.lienket")] {
        assert!(matches!(lock_map(&system(), &path, &own), Locking::Without));
    }
    assert_eq!(names(folder.path()), 0);
}

const CHILD: &str = "LIENKET_TEST_LOCK";

/// Locks a map until it is killed; run by the test below.
#[test]
#[ignore = "it is the other program"]
fn a_program_that_holds_a_lock() {
    let map = PathBuf::from(std::env::var_os(CHILD).unwrap());
    let _lock = lock_map(&system(), &map, &LockOwner { since: NOON, ..LockOwner::of_user() });
    loop {
        std::thread::sleep(Duration::from_mins(1));
    }
}

#[test]
fn the_lock_of_a_program_counts_until_it_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let map = map_in(folder.path());
    let own = LockOwner { since: NOON, ..LockOwner::of_user() };
    let arguments = ["--ignored", "--exact", "storage::locks::a_program_that_holds_a_lock"];
    let mut child = Command::new(std::env::current_exe().unwrap()).args(arguments).env(CHILD, &map).spawn().unwrap();
    let path = lock_path(&SystemDisk, &map);
    for _ in 0..1_000 {
        if fs::read_to_string(&path).is_ok_and(|text| text.ends_with('\n')) {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(taken(lock_map(&system(), &map, &own)).process, child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(path.exists(), "it could not clean up");
    assert_eq!(locked(lock_map(&system(), &map, &own)).1, Some(StaleLock::Dead));
    assert_eq!(names(folder.path()), 1);
}

proptest! {
    /// Whatever stands in a lock file, it is taken or replaced, and the map is not touched.
    #[test]
    fn any_text_of_a_lock_is_borne(text in prop::collection::vec(any::<u8>(), 0..300)) {
        let folder = tempfile::tempdir().unwrap();
        let map = map_in(folder.path());
        let before = fs::read(&map).unwrap();
        fs::write(lock_path(&SystemDisk, &map), &text).unwrap();
        let locking = lock_map(&system(), &map, &owner("quy", "MAY-1", 7));
        prop_assert!(!matches!(locking, Locking::Without));
        drop(locking);
        prop_assert_eq!(fs::read(&map).unwrap(), before);
    }

    /// What a person is called comes through as it is, in one line.
    #[test]
    fn any_name_of_a_person_comes_through(person in "\\PC{0,40}") {
        let folder = tempfile::tempdir().unwrap();
        let map = map_in(folder.path());
        let (_lock, _) = locked(lock_map(&system(), &map, &owner(&person, "MAY-2", 3)));
        let found = taken(lock_map(&system(), &map, &owner("quy", "MAY-1", 7)));
        prop_assert_eq!(found.person, person.trim());
    }
}
