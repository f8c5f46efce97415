//! The walls of the house: which room may know which, and what no room may do.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up; a room knows only rooms that stand before it, and itself.
const ROOMS: [&str; 14] = [
    "map", "theme", "layout", "analysis", "language", "session", "scene", "storage", "exchange", "command", "canvas",
    "panels", "app", "cli",
];

fn sources(under: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![under.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

fn room(name: &str) -> Vec<(PathBuf, String)> {
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name))
}

/// Code without comments and doc texts.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn none_has(rooms: &[&str], words: &[&str]) {
    for name in rooms {
        for (path, text) in room(name) {
            let code = code(&text);
            for word in words {
                assert!(!code.contains(word), "{} must not have {word}", path.display());
            }
        }
    }
}

#[test]
fn rooms_know_only_what_stands_below_them() {
    for (at, name) in ROOMS.iter().enumerate() {
        for (path, text) in room(name) {
            let code = code(&text);
            for above in &ROOMS[at + 1..] {
                assert!(!code.contains(&format!("crate::{above}")), "{} knows {above}", path.display());
            }
        }
    }
    let listed = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let folders = listed.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(folders, ROOMS.len(), "a room that this test does not know");
}

#[test]
fn some_rooms_know_even_fewer() {
    none_has(&["theme"], &["crate::map", "crate::layout"]);
    none_has(&["storage"], &["crate::theme", "crate::layout", "crate::analysis", "crate::language", "crate::scene"]);
    none_has(&["layout"], &["crate::theme"]);
    none_has(&["analysis"], &["crate::theme", "crate::layout"]);
    none_has(&["cli"], &["crate::canvas", "crate::panels", "crate::app", "crate::command"]);
}

#[test]
fn the_window_library_stays_in_its_rooms() {
    none_has(
        &[
            "map", "theme", "layout", "analysis", "language", "session", "scene", "storage", "exchange", "command",
            "cli",
        ],
        &["egui::", "eframe::", "rfd::"],
    );
    none_has(&["canvas", "panels"], &["eframe::", "rfd::"]);
}

#[test]
fn files_are_touched_by_storage_and_by_those_who_are_asked_for_files() {
    none_has(
        &["map", "theme", "layout", "analysis", "language", "session", "scene", "command", "canvas", "panels", "app"],
        &["std::fs", "File::", "read_to_string("],
    );
}

#[test]
fn what_is_worked_out_knows_no_clock_and_no_chance() {
    none_has(
        &["map", "analysis", "layout", "session", "scene"],
        &["SystemTime", "Instant", "std::time", "rand::", "RandomState", "thread_rng"],
    );
}

#[test]
fn what_the_shell_owns_does_not_know_the_shell() {
    let owners = [
        "derived",
        "dialogs.rs",
        "document.rs",
        "environment.rs",
        "files",
        "focus_return.rs",
        "jobs.rs",
        "messages.rs",
        "navigation.rs",
        "preferences.rs",
        "settings",
        "what_if.rs",
        "work.rs",
    ];
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let mut seen = 0;
    for (path, text) in room("app") {
        let within = path.strip_prefix(&app).unwrap();
        if owners.iter().any(|owner| within.starts_with(owner)) {
            seen += 1;
            assert!(!code(&text).contains("Shell "), "{} knows the shell", within.display());
            assert!(!code(&text).contains("shell::"), "{} knows the shell", within.display());
        }
    }
    assert!(seen >= owners.len());
    let jobs = fs::read_to_string(app.join("jobs.rs")).unwrap();
    assert!(!code(&jobs).contains("JobResult") && !code(&jobs).contains("JobName"), "jobs know what they are used for");
}

#[test]
fn only_a_transaction_writes_a_map() {
    // The tables are private to the room; these are the files in it that may write them.
    let writers = ["transaction.rs", "patch.rs", "linkage_map.rs", "record.rs"];
    for (path, text) in room("map") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !writers.contains(&name.as_str()) {
            assert!(!code(&text).contains("table_mut("), "{name} writes a table");
        }
    }
}
