//! `recover`: what is kept beside the files of maps is listed and written out, and changes nothing.

use std::path::{Path, PathBuf};

use lienket::exchange::sample_map;
use lienket::map::{EditLabel, Editor, IdBlock, Info, LinkageMap, MapId, Transaction};
use lienket::storage::{
    FORMAT, JournalHeader, JournalMirror, JournalName, JournalSnapshot, JournalStore, PendingEntry, SystemDisk,
    VersionKeeper, VersionStore, open, save_with_versions,
};

use super::Folder;

const MAP: MapId = MapId(0xabc);
/// 2026-11-28, 12:00.
const NOON: i64 = 1_795_867_200;

fn journals(folder: &Folder) -> JournalStore {
    let state = folder.state().join("lienket");
    JournalStore::new(state.join("journals"), VersionStore::new(state.join("versions")))
}

fn titled(title: &str) -> LinkageMap {
    let mut map = sample_map(12, 1).with_new_identity(MAP);
    let mut transaction = Transaction::begin(&mut map);
    let info = Info { title: title.to_owned(), ..transaction.map().info().clone() };
    transaction.set_info(info).unwrap();
    transaction.finish();
    map
}

/// Saves a map as the window does.
fn save(folder: &Folder, map: &LinkageMap, now: i64) -> PathBuf {
    let path = folder.path("a.lienket");
    let journals = journals(folder);
    save_with_versions(&SystemDisk, map, &path, None, VersionKeeper { journals: &journals, by: Some("Đào"), now })
        .unwrap();
    path
}

/// A journal with two edits that no file has, as the window leaves it when it is killed.
fn leave_journal(folder: &Folder, map: LinkageMap, file: Option<&Path>) -> JournalName {
    let (journals, name) = (journals(folder), JournalName::new(MAP, 7));
    let mut editor = Editor::with_block(map, IdBlock::ORIGINAL);
    let mut mirror = JournalMirror::of(&editor);
    let snapshot = JournalSnapshot::of(&editor, PendingEntry::Typed(None), NOON, false);
    let header = JournalHeader {
        journal: 0,
        format: FORMAT,
        identity: MAP,
        title: editor.map().info().title.clone(),
        path: file.map(Path::to_owned),
        base: 0,
        saved: false,
        file: None,
        block: IdBlock::ORIGINAL,
        program: "1".to_owned(),
        begun: NOON,
    };
    journals.write(&SystemDisk, &name, &header, &snapshot).unwrap();
    for note in ["one", "two"] {
        let info = Info { note: note.to_owned(), ..editor.map().info().clone() };
        editor.edit(EditLabel::EditMap, |edit| edit.set_info(info)).unwrap();
    }
    let entries = mirror.follow(&editor, NOON + 60);
    journals.append(&SystemDisk, &name, &entries).unwrap();
    name
}

/// Every file in a folder with its content.
fn files_under(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), std::fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn the_versions_of_a_map_are_listed_and_written_out() {
    let folder = Folder::new();
    save(&folder, &titled("one"), NOON);
    let path = save(&folder, &titled("two"), NOON + 3_600);
    let kept = files_under(&folder.state());
    let run = folder.run(&["recover", "a.lienket"]);
    run.succeeds();
    insta::assert_snapshot!(run.out, @r"
    There are no unsaved edits.

    version  saved                    by   changes
    1        28 November 2026, 13:00  Đào  Map details changed
    2        28 November 2026, 12:00  Đào
    ");
    folder.run(&["recover", "a.lienket", "--version", "2", "-o", "out.lienket"]).succeeds();
    let old = open(&folder.path("out.lienket")).unwrap();
    assert_eq!((old.info().title.as_str(), old.identity()), ("one", Some(MAP)));
    assert_eq!(open(&path).unwrap().info().title, "two");
    assert_eq!(files_under(&folder.state()), kept, "nothing that is kept has changed");
    for number in ["0", "3"] {
        folder
            .run(&["recover", "a.lienket", "--version", number, "-o", "x.lienket"])
            .fails_with(&["a.lienket", "no version"]);
    }
    folder.write("text.lienket", "not a map");
    folder
        .run(&["recover", "a.lienket", "--version", "1", "-o", "text.lienket"])
        .fails_with(&["text.lienket", "not replaced"]);
    assert_eq!(folder.read("text.lienket"), b"not a map");
}

#[test]
fn a_journal_of_a_map_without_a_file_is_listed_and_written_out() {
    let folder = Folder::new();
    let name = leave_journal(&folder, titled("never saved"), None).to_string();
    let run = folder.run(&["recover", "--format", "json"]);
    run.succeeds();
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap(), @r#"
    {
      "journals": [
        {
          "dropped": 0,
          "edited": "2026-11-28T12:01:00",
          "file": null,
          "name": "0000000000000abc-0000000000000007",
          "open": false,
          "title": "never saved",
          "unsaved_edits": 2
        }
      ]
    }
    "#);
    folder.run(&["recover", "--journal", &name, "-o", "out.lienket"]).succeeds();
    assert_eq!(open(&folder.path("out.lienket")).unwrap().info().note, "two");
    folder
        .run(&["recover", "--journal", "0000000000000abc-0000000000000008", "-o", "x"])
        .fails_with(&["no such journal"]);
    folder.run(&["recover", "--journal", "../x", "-o", "x"]).fails_with(&["no such journal"]);
}

/// What a window works on is not lost.
#[test]
fn a_journal_that_a_window_has_open_is_said_to_be_open() {
    let folder = Folder::new();
    let name = leave_journal(&folder, titled("one"), None);
    let claim = journals(&folder).claim(&SystemDisk, &name).unwrap().unwrap();
    let kept = files_under(&folder.state());
    for (language, open) in [("en", "2 (open now)"), ("vi", "2 (đang mở)")] {
        let run = folder.run(&["recover", "--lang", language]);
        run.succeeds();
        assert!(run.out.contains(open), "{}", run.out);
    }
    assert_eq!(files_under(&folder.state()), kept);
    drop(claim);
    let run = folder.run(&["recover", "--format", "json"]);
    assert!(run.out.contains(r#""open":false"#), "{}", run.out);
}

#[test]
fn a_journal_is_listed_with_the_map_that_it_is_of() {
    let folder = Folder::new();
    let path = save(&folder, &titled("one"), NOON);
    leave_journal(&folder, titled("one"), Some(&path));
    let run = folder.run(&["recover", "a.lienket"]);
    run.succeeds();
    let first = run.out.lines().nth(1).unwrap();
    assert!(
        first.starts_with("0000000000000abc-0000000000000007  one  2 ") && first.ends_with("a.lienket"),
        "{}",
        run.out
    );
    folder.take("can-tho-2019.lienket");
    let other = folder.run(&["recover", "can-tho-2019.lienket", "--lang", "vi"]);
    other.succeeds();
    insta::assert_snapshot!(other.out, @r"
    Không có sửa đổi nào chưa lưu.

    Không có bản nào được giữ.
    ");
}

#[test]
fn a_damaged_journal_says_so_and_gives_what_can_be_read() {
    let folder = Folder::new();
    let name = leave_journal(&folder, titled("one"), None);
    let path = journals(&folder).path(&name);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    std::fs::write(&path, [lines[0], "9 00000000 Undo(1x)\n", lines[1], lines[2]].concat()).unwrap();
    let run = folder.run(&["recover", "--journal", &name.to_string(), "-o", "out.lienket"]);
    assert_eq!(run.status, 0);
    assert!(run.err.contains("damaged from line 2") && run.err.contains("3 from there on"), "{}", run.err);
    assert_eq!(open(&folder.path("out.lienket")).unwrap().info().title, "one");
    std::fs::write(&path, "junk").unwrap();
    let run = folder.run(&["recover"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains(&name.to_string()), "{}", run.err);
}

#[test]
fn a_check_of_a_damaged_map_names_the_last_good_version() {
    let folder = Folder::new();
    save(&folder, &titled("one"), NOON);
    let path = save(&folder, &titled("two"), NOON + 3_600);
    let text = std::fs::read(&path).unwrap();
    // The second half is gone.
    std::fs::write(&path, &text[..text.len() / 2]).unwrap();
    let run = folder.run(&["check", "a.lienket"]);
    assert_eq!((run.status, run.out.as_str(), run.err.lines().count()), (2, "", 2), "{}", run.err);
    let last = run.err.lines().nth(1).unwrap();
    insta::assert_snapshot!(last, @r#"lienket: a.lienket: the last good version was saved 28 November 2026, 13:00; lienket recover "a.lienket" --version 1 -o OUT writes it to a new file"#);
    folder.run(&["recover", "a.lienket", "--version", "1", "-o", "good.lienket"]).succeeds();
    assert_eq!(open(&folder.path("good.lienket")).unwrap().info().title, "two");
    // A file of which nothing is left is known by its path.
    leave_journal(&folder, titled("two"), Some(&path));
    std::fs::write(&path, "\0\0\0\0").unwrap();
    assert_eq!(folder.run(&["check", "a.lienket"]).err.lines().count(), 2);
    std::fs::remove_file(&path).unwrap();
    assert!(folder.run(&["recover", "a.lienket"]).out.contains("13:00"));
}
