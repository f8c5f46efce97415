//! `check` of many maps and folders, and `--explain`.

use lienket::language::Language::{English, Vietnamese};
use lienket::language::{known_codes, reference_page};
use serde_json::Value;

use super::Folder;

const CAN_THO: &str = "can-tho-2019.lienket";

/// A folder `maps` with the sample ten times, and one that is no map.
fn folder_of_maps() -> Folder {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("maps/old")).unwrap();
    folder.take(CAN_THO);
    for number in 1..=10 {
        std::fs::copy(folder.path(CAN_THO), folder.path(&format!("maps/m{number}.lienket"))).unwrap();
    }
    folder.write("maps/notes.txt", "no map");
    folder.write("maps/old/m0.lienket", "no map, and not looked at");
    folder
}

#[test]
fn a_folder_is_its_maps_by_name_in_order() {
    let folder = folder_of_maps();
    let run = folder.run(&["check", "maps", "--format", "json"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let files: Vec<String> =
        json.as_array().unwrap().iter().map(|map| map["file"].as_str().unwrap().replace('\\', "/")).collect();
    // Ten after nine, as people count.
    let expected: Vec<String> = (1..=10).map(|number| format!("maps/m{number}.lienket")).collect();
    assert_eq!(files, expected);
    // One at a time says the same.
    let alone: Value =
        serde_json::from_str(&folder.run(&["check", "maps/m7.lienket", "--format", "json"]).out).unwrap();
    assert_eq!(json[6], alone);
    // A folder is an array, however few maps are in it.
    std::fs::create_dir(folder.path("one")).unwrap();
    std::fs::copy(folder.path(CAN_THO), folder.path("one/a.lienket")).unwrap();
    let one: Value = serde_json::from_str(&folder.run(&["check", "one", "--format", "json"]).out).unwrap();
    assert_eq!(one.as_array().unwrap().len(), 1);
}

#[test]
fn many_maps_end_with_a_summary_that_adds_up() {
    let folder = folder_of_maps();
    folder.write("maps/m11.lienket", "bad");
    let run = folder.run(&["check", "maps", "--lang", "en"]);
    assert_eq!((run.status, run.err.lines().count()), (2, 1), "{}", run.err);
    let table: Vec<&str> = run.out.rsplit("\n\n").nth(1).unwrap().lines().collect();
    let numbers = |line: &str| -> Vec<usize> { line.split_whitespace().filter_map(|word| word.parse().ok()).collect() };
    let rows: Vec<Vec<usize>> = table
        .iter()
        .filter(|line| line.contains(".lienket") && !line.contains("m11"))
        .map(|line| numbers(line))
        .collect();
    assert_eq!(rows.len(), 10);
    assert!(table.iter().any(|line| line.contains("m11.lienket") && line.ends_with("could not be read")));
    let total = numbers(table.last().unwrap());
    assert_eq!(total.len(), 8);
    for (column, sum) in total.iter().enumerate() {
        assert_eq!(rows.iter().map(|row| row[column]).sum::<usize>(), *sum);
    }
    // Models are the sum of their verdicts.
    assert_eq!(total[0], total[1..6].iter().sum::<usize>());
    assert!(run.out.ends_with(" flagged.\n") && run.out.contains("10 maps, 1 could not be read · 150 models: "));
    // One map has no summary of many.
    assert!(!folder.run(&["check", CAN_THO, "--lang", "en"]).out.contains("Total"));
}

#[test]
fn an_empty_folder_is_said_and_the_rest_still_checked() {
    let folder = folder_of_maps();
    std::fs::create_dir(folder.path("empty")).unwrap();
    folder.run(&["check", "empty"]).fails_with(&["empty: there is no .lienket file in this folder"]);
    let run = folder.run(&["check", "empty", CAN_THO, "--format", "csv"]);
    assert_eq!(run.status, 2);
    assert!(run.out.lines().count() > 15);
}

#[test]
fn lines_keep_within_the_terminal() {
    let folder = folder_of_maps();
    for language in ["vi", "en"] {
        let mut command = folder.command(&["check", "maps", "--lang", language]);
        let narrow = String::from_utf8(command.env("COLUMNS", "110").output().unwrap().stdout).unwrap();
        for line in narrow.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 110, "{line}");
        }
        // Only spaces and line ends differ: nothing is cut off.
        let wide = folder.run(&["check", CAN_THO, "--lang", language]).out;
        let mut command = folder.command(&["check", CAN_THO, "--lang", language]);
        let narrow = String::from_utf8(command.env("COLUMNS", "70").output().unwrap().stdout).unwrap();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&wide), words(&narrow));
        assert!(narrow.lines().count() > wide.lines().count());
    }
}

#[test]
fn every_code_is_explained_in_both_languages() {
    let folder = Folder::new();
    let mut pages = std::collections::BTreeSet::new();
    for code in known_codes() {
        for language in [Vietnamese, English] {
            let page = reference_page(code, language).unwrap();
            assert_eq!(page.len(), 5, "{code}");
            assert!(page[0].starts_with(code));
            assert!(page[1..].iter().all(|text| text.chars().count() > 12 && text.ends_with('.')), "{code}: {page:?}");
            assert!(pages.insert(page[1..].join("\n")), "{code} says what another code says");
        }
    }
    let run = folder.run(&["check", "--explain", "Contract-Too-Short", "--lang", "vi"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.contains("98/2018/NĐ-CP, Điều 11") && run.out.contains("Nên làm: "));
    folder.run(&["check", "--explain", "nonsense"]).fails_with(&["“nonsense”", "no_buyer", "shares_unaccounted"]);
    folder.run(&["check", "--explain", "firm", "a.lienket"]).fails_with(&["--explain", "see lienket check --help"]);
}

#[test]
fn the_readme_lists_every_code() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    for code in lienket::analysis::FindingCode::ALL {
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{}` |", code.code())));
        let page = reference_page(code.code(), English).unwrap();
        let row = row.unwrap_or_else(|| panic!("{} is not in the README", code.code()));
        assert!(row.contains(page[1].trim_end_matches('.')), "{row}");
        assert!(row.contains(code.severity().code()), "{row}");
    }
}
