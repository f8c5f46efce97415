//! A map with which the program died repeatedly is known at the next start.

use std::path::Path;
use std::sync::Arc;

use lienket::storage::{Disk, Openings, SystemDisk};

fn disk() -> Arc<dyn Disk> {
    Arc::new(SystemDisk)
}

/// Opens a map and dies: the system gives back what the program held.
fn die_with(folder: &Path, map: &Path) {
    assert!(Openings::new(folder.to_owned()).begin(&disk(), map));
}

#[test]
fn two_deaths_are_enough() {
    let folder = tempfile::tempdir().unwrap();
    let (map, other) = (Path::new("/m/Bản đồ.lienket"), Path::new("/m/other.lienket"));
    for expected in [false, false, true, true] {
        let openings = Openings::new(folder.path().to_owned());
        assert_eq!(openings.is_dangerous(&SystemDisk, map), expected);
        assert!(!openings.is_dangerous(&SystemDisk, other));
        die_with(folder.path(), map);
    }
}

#[test]
fn whoever_closes_a_map_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let map = Path::new("/m/a.lienket");
    die_with(folder.path(), map);
    die_with(folder.path(), map);
    let openings = Openings::new(folder.path().to_owned());
    assert!(openings.is_dangerous(&SystemDisk, map));
    // Opened all the same, and closed as it should be.
    assert!(openings.begin(&disk(), map));
    openings.end(&SystemDisk, map);
    assert!(!openings.is_dangerous(&SystemDisk, map));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_map_that_is_open_in_another_window_has_not_killed_it() {
    let folder = tempfile::tempdir().unwrap();
    let map = Path::new("/m/a.lienket");
    die_with(folder.path(), map);
    let first = Openings::new(folder.path().to_owned());
    assert!(first.begin(&disk(), map));
    assert!(!first.begin(&disk(), map), "it is marked already");
    for _ in 0..3 {
        let second = Openings::new(folder.path().to_owned());
        assert!(!second.is_dangerous(&SystemDisk, map));
        assert!(!second.begin(&disk(), map));
        second.end(&SystemDisk, map);
    }
    drop(first);
    assert!(Openings::new(folder.path().to_owned()).is_dangerous(&SystemDisk, map), "it died a second time");
}

#[test]
fn a_damaged_mark_is_no_death() {
    let folder = tempfile::tempdir().unwrap();
    let map = Path::new("/m/a.lienket");
    die_with(folder.path(), map);
    die_with(folder.path(), map);
    let mark = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    for text in ["", "(path: \"/m/b.lienket\", deaths: 7)", "(path: \"/m/a.lienket\", deaths: 4294967296)", "\0\0"] {
        std::fs::write(&mark, text).unwrap();
        assert!(!Openings::new(folder.path().to_owned()).is_dangerous(&SystemDisk, map), "{text}");
    }
}
