//! A program that is ended while it writes: the file is the old one, and what it leaves is cleaned up.

#![cfg(unix)]

use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::Folder;

/// Long enough for the slowest machine to write what it has begun.
const PATIENCE: Duration = Duration::from_mins(5);

/// The temporary files in a folder.
fn temporary(folder: &Folder) -> Vec<String> {
    folder.files().into_iter().filter(|name| name.starts_with(".lienket-")).collect()
}

/// Starts to write a drawing over `a.svg`, which is `old`, and returns while it is written.
fn writing(folder: &Folder) -> Child {
    folder.write("a.svg", "old");
    let before = temporary(folder);
    let mut child = folder.command(&["export", "a.lienket", "-o", "a.svg"]).spawn().unwrap();
    let begun = Instant::now();
    while temporary(folder).iter().all(|name| before.contains(name)) {
        assert!(child.try_wait().unwrap().is_none(), "it has ended before it was seen to write");
        assert!(begun.elapsed() < PATIENCE, "it does not write");
        sleep(Duration::from_micros(200));
    }
    child
}

fn end(mut child: Child, signal: &str) -> ExitStatus {
    Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    child.wait().unwrap()
}

fn folder() -> Folder {
    let folder = Folder::new();
    // Takes about a second to write as a drawing.
    folder.run(&["sample", "--actors", "3000", "--seed", "1", "-o", "a.lienket"]).succeeds();
    folder
}

#[test]
fn a_signal_that_can_be_caught_leaves_nothing() {
    let folder = folder();
    for (signal, number) in [("-INT", 2), ("-TERM", 15)] {
        let status = end(writing(&folder), signal);
        assert_eq!(status.signal(), Some(number), "{status}");
        assert_eq!(folder.files(), ["a.lienket", "a.svg"]);
        assert_eq!(folder.read("a.svg"), b"old");
    }
}

#[test]
fn what_a_killed_program_leaves_goes_with_the_next_save_and_nothing_else() {
    let folder = folder();
    for _ in 0..3 {
        end(writing(&folder), "-KILL");
        assert_eq!(folder.read("a.svg"), b"old");
    }
    assert!(!temporary(&folder).is_empty(), "it had no time to clean up");
    // Of another computer.
    let other = ".lienket-00000000-0123456789abcdef.tmp";
    folder.write(other, "another");
    folder.run(&["tidy", "a.lienket", "-o", "b.lienket"]).succeeds();
    assert_eq!(temporary(&folder), [other]);
    // After a day nobody writes on, on whichever computer.
    let old = std::fs::File::options().write(true).open(folder.path(other)).unwrap();
    old.set_modified(std::time::SystemTime::now() - Duration::from_hours(25)).unwrap();
    folder.run(&["tidy", "a.lienket", "-o", "b.lienket"]).succeeds();
    assert_eq!(folder.files(), ["a.lienket", "a.svg", "b.lienket"]);
}

#[test]
fn a_file_with_two_names_is_parted_and_that_is_told() {
    let folder = folder();
    std::fs::hard_link(folder.path("a.lienket"), folder.path("b.lienket")).unwrap();
    let run = folder.run(&["tidy", "a.lienket", "-o", "b.lienket"]);
    let told =
        "lienket: b.lienket: Saved, but another name of the file (a hard link) still leads to the old content.\n";
    assert_eq!((run.status, run.err.as_str()), (0, told));
    folder.run(&["tidy", "a.lienket", "-o", "b.lienket"]).succeeds();
}
