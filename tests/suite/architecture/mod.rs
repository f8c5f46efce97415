//! The walls of the house: which room may know which, and what no room may do.

mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use paths::paths_of;

/// The rooms from the ground up; a room knows only rooms that stand before it, and itself.
const ROOMS: [&str; 20] = [
    "graph",
    "map",
    "theme",
    "layout",
    "analysis",
    "language",
    "schema",
    "editing",
    "session",
    "scene",
    "slides",
    "storage",
    "exchange",
    "command",
    "guide",
    "canvas",
    "panels",
    "presentation",
    "app",
    "cli",
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

/// Every path that a room names, with the file that names it.
fn paths(name: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let of_file = |(path, text): (PathBuf, String)| {
        let found = paths_of(path.strip_prefix(&src).unwrap(), &text);
        found.into_iter().map(move |named| (path.clone(), named)).collect::<Vec<_>>()
    };
    room(name).into_iter().flat_map(of_file).collect()
}

/// No file of these rooms names any of these, or anything in them.
fn none_names(rooms: &[&str], what: &[&str]) {
    for name in rooms {
        for (path, named) in paths(name) {
            for what in what {
                let is_placed = named.strip_prefix(what).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
                assert!(!is_placed, "{} must not name {named}", path.display());
            }
        }
    }
}

/// The rooms without those given.
fn all_but(rooms: &[&str]) -> Vec<&'static str> {
    ROOMS.into_iter().filter(|room| !rooms.contains(room)).collect()
}

#[test]
fn rooms_know_only_what_stands_below_them() {
    for (at, name) in ROOMS.iter().enumerate() {
        let above: Vec<String> = ROOMS[at + 1..].iter().map(|above| format!("crate::{above}")).collect();
        none_names(&[name], &above.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let listed = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let folders = listed.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(folders, ROOMS.len(), "a room that this test does not know");
}

#[test]
fn some_rooms_know_even_fewer() {
    none_names(&["map"], &["crate::graph"]);
    none_names(&["theme"], &["crate::graph", "crate::map", "crate::layout"]);
    none_names(&["storage"], &["crate::theme", "crate::layout", "crate::analysis", "crate::language", "crate::scene"]);
    none_names(&["layout"], &["crate::theme"]);
    none_names(&["analysis"], &["crate::theme", "crate::layout"]);
    none_names(&["cli"], &["crate::canvas", "crate::panels", "crate::app", "crate::command"]);
}

#[test]
fn the_window_library_stays_in_its_rooms() {
    none_names(&all_but(&["canvas", "panels", "presentation", "app"]), &["egui", "egui_extras", "egui_plot"]);
    none_names(&all_but(&["app"]), &["eframe", "rfd"]);
}

#[test]
fn files_are_touched_by_storage_and_by_those_who_are_asked_for_files() {
    let names = ["std::fs", "tempfile", "fs", "File"];
    none_names(&all_but(&["storage", "cli"]), &names);
    // The disk itself; the standard error, which is no file on it; tables from a pipe.
    let own = ["storage/disk/system.rs", "storage/stderr.rs", "cli/import.rs"];
    for (path, named) in ["storage", "cli"].into_iter().flat_map(paths) {
        let is_own = own.iter().any(|own| path.ends_with(own));
        let is_direct = named.starts_with("std::fs") || named.split("::").next() == Some("fs");
        assert!(is_own || !is_direct, "{} touches files beside the disk: {named}", path.display());
    }
}

#[test]
fn what_is_worked_out_knows_no_clock_and_no_chance() {
    none_names(
        &["graph", "map", "analysis", "layout", "session", "scene"],
        &["std::time", "SystemTime", "Instant", "jiff", "rand", "RandomState", "std::hash::RandomState"],
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
        "job_types.rs",
    ];
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    let mut seen = 0;
    for (path, text) in room("app") {
        let within = path.strip_prefix(&app).unwrap();
        if owners.iter().any(|owner| within.starts_with(owner)) {
            seen += 1;
            let named = paths_of(&Path::new("app").join(within), &text);
            let is_shell = |path: &String| path.split("::").any(|part| part == "Shell" || part == "shell");
            assert!(!named.iter().any(is_shell), "{} knows the shell", within.display());
        }
    }
    assert!(seen >= owners.len());
    let jobs = fs::read_to_string(app.join("jobs.rs")).unwrap();
    let named = paths_of(Path::new("app/jobs.rs"), &jobs);
    assert!(!named.iter().any(|path| path.contains("job_types")), "jobs know what they are used for");
}

#[test]
fn only_a_transaction_writes_a_map() {
    // The tables are private to the room; these are the files in it that may write them.
    let writers = ["transaction.rs", "patch.rs", "linkage_map.rs", "record.rs"];
    for (path, text) in room("map") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !writers.contains(&name.as_str()) {
            assert!(!text.contains("table_mut("), "{name} writes a table");
        }
    }
}

#[test]
fn no_library_speaks_to_a_network() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let names: Vec<&str> = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    assert!(names.contains(&"egui"), "the list of crates reads otherwise now");
    // `tokio` is in the list as what zbus could use instead; deny.toml holds that nothing is built with it.
    let clients = [
        "attohttpc",
        "curl",
        "curl-sys",
        "ehttp",
        "h2",
        "h3",
        "hickory-resolver",
        "hyper",
        "isahc",
        "minreq",
        "mio",
        "native-tls",
        "openssl",
        "openssl-sys",
        "quinn",
        "reqwest",
        "rustls",
        "s2n-quic",
        "socket2",
        "surf",
        "tiny_http",
        "trust-dns-resolver",
        "tungstenite",
        "ureq",
        "websocket",
        "zmq",
    ];
    for client in clients {
        assert!(!names.contains(&client), "{client} speaks to networks; Lienket does not");
    }
    none_names(&ROOMS, &["std::net", "std::os::unix::net", "TcpStream", "TcpListener", "UdpSocket"]);
}
