//! The program on its command line: what it writes, where, and how it ends.

mod check;
mod files;
mod guide;
mod hypothetical;
mod import;
mod killed;
mod list;
mod many;
mod network;
mod recover;
mod report;
mod results;
mod versions;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder of its own to run the program in.
struct Folder {
    folder: TempDir,
}

/// What a run left behind.
struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join(".state")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Copies a map that comes with the program.
    fn take(&self, name: &str) {
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("saves").join(name), self.path(name)).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lienket"));
        // English, whatever the machine speaks.
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("LC_ALL", "C")
            .env("LANG", "C")
            .env("TZ", "UTC")
            // Its own, not that of who runs the tests.
            .env("XDG_STATE_HOME", self.state())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().unwrap();
        let run = Run {
            status: output.status.code().expect("it ends by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }
}

impl Run {
    /// It could not do it, and said so in one line that has these words.
    fn fails_with(&self, words: &[&str]) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        assert!(self.err.starts_with("lienket: "), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "{word}: {}", self.err);
        }
    }

    fn succeeds(&self) {
        assert_eq!((self.status, self.err.as_str()), (0, ""));
    }
}

#[test]
fn help_of_every_command_reads() {
    let folder = Folder::new();
    for command in ["check", "import", "export", "tidy", "diff", "merge", "recover", "report", "sample"] {
        let run = folder.run(&[command, "--help"]);
        assert_eq!(run.status, 0);
        assert!(run.out.contains("Example") && run.out.contains(&format!("lienket {command} ")), "{}", run.out);
    }
    let import = folder.run(&["import", "--help"]).out;
    for word in ["from_year", "năm thành lập", "tỷ trọng", "cycle_months"] {
        assert!(import.contains(word), "{word}");
    }
}

#[test]
fn what_it_does_not_know_ends_with_2() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    let map = "can-tho-2019.lienket";
    for arguments in [
        vec!["check"],
        vec!["check", map, "--year", "1899"],
        vec!["check", map, "--year", "2201"],
        vec!["check", map, "--year", "x"],
        vec!["check", map, "--format", "xml"],
        vec!["sample", "--actors", "0", "-o", "a"],
        vec!["sample", "--actors", "1000001", "-o", "a"],
        vec!["import", "-o", "a"],
        vec!["import", "--actors", "a.csv"],
        vec!["--renderer", "paper"],
        vec!["a.lienket", "b.lienket"],
    ] {
        let run = folder.run(&arguments);
        run.fails_with(&["; see lienket ", "--help"]);
        assert!(!run.err.contains("error:"), "{}", run.err);
    }
    folder.run(&["check"]).fails_with(&["required", "<MAP>", "; see lienket check --help"]);
    folder.run(&["check", map, "--format", "xml"]).fails_with(&["'xml'", "table, json, csv"]);
    folder.run(&["--a\n\nb\u{1b}[31m"]).fails_with(&["see lienket --help"]);
    folder.run(&["a.lienket", "b\tc"]).fails_with(&["b\\tc"]);
    assert_eq!(folder.files(), [map]);
}

/// Twice would be enough for the program to ask before it opens the map again.
#[cfg(target_os = "linux")]
#[test]
fn a_window_that_cannot_open_is_no_fault_of_its_map() {
    let folder = Folder::new();
    let map = "can-tho-2019.lienket";
    folder.take(map);
    for screen in ["", ":65000"] {
        let mut window = folder.command(&[map]);
        window.env("DISPLAY", screen).env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        assert_eq!(window.output().unwrap().status.code(), Some(2));
    }
    let left = std::fs::read_dir(folder.state().join("lienket/open")).unwrap();
    assert_eq!(left.map(|file| file.unwrap().path()).collect::<Vec<_>>(), Vec::<PathBuf>::new());
}
