//! Save → open is the identity, and the text is always the same.

use lienket::map::*;
use lienket::storage::{open, read, save, write};
use proptest::prelude::*;

use crate::map::random;

/// A text that the quick way of reading does not take, and that means the same.
pub fn laid_out_otherwise(text: &str) -> String {
    format!("// by hand\n{text}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn what_is_written_reads_as_it_was(map in random::map()) {
        let bytes = write(&map);
        let again = read(&bytes).unwrap();
        prop_assert_eq!(&again, &map);
        prop_assert_eq!(write(&again), bytes);
    }

    /// ron, which reads any layout, and the quick reader of one line agree.
    #[test]
    fn both_ways_of_reading_agree(map in random::map()) {
        let text = String::from_utf8(write(&map)).unwrap();
        prop_assert_eq!(&read(laid_out_otherwise(&text).as_bytes()).unwrap(), &map);
        // Plain ron, without our options, as any other program would.
        prop_assert!(ron::from_str::<ron::Value>(&text).is_ok());
    }

    /// One record a line: as many lines as records, heads and feet.
    #[test]
    fn each_record_has_its_line(map in random::map()) {
        let text = String::from_utf8(write(&map)).unwrap();
        let sizes = [
            map.stages().len(), map.products().len(), map.actors().len(), map.links().len(), map.models().len(),
            map.channels().len(), map.targets().len(), map.views().len(), map.placements().len(),
        ];
        let tables = sizes.iter().filter(|size| **size > 0).count();
        let identity = usize::from(map.identity().is_some());
        let blocks = usize::from(map.ledger().tables().iter().any(|table| !table.blocks.is_empty()));
        prop_assert_eq!(text.lines().count(), 6 + identity + blocks + sizes.iter().sum::<usize>() + 2 * tables);
        prop_assert!(text.starts_with("#![enable(implicit_some)]\n(\nformat: 2,\nidentity: "));
        prop_assert!(text.ends_with("\n)\n"));
    }

    /// An edit of one record changes one line (and the counters never).
    #[test]
    fn one_edit_is_one_line(map in random::map(), x in -100.0..100.0_f32) {
        let Some(place) = map.placements().values().next().copied() else { return Ok(()) };
        let mut moved = map.clone();
        let mut t = Transaction::begin(&mut moved);
        t.set(Placement { x, ..place }).unwrap();
        t.finish();
        let (before, after) = (write(&map), write(&moved));
        let [before, after] = [&before, &after].map(|bytes| std::str::from_utf8(bytes).unwrap().lines());
        prop_assert!(before.zip(after).filter(|(before, after)| before != after).count() <= 1);
    }

    #[test]
    fn what_is_saved_opens_as_it_was(map in random::map()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bản đồ.lienket");
        save(&map, &path).unwrap();
        let opened = open(&path).unwrap();
        prop_assert_eq!(&opened, &map);
        prop_assert_eq!((opened.ledger(), opened.identity()), (map.ledger(), map.identity()));
        prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

/// What people and their editors do to a text leaves it the same map.
#[test]
fn a_text_edited_by_hand_opens() {
    let text = include_str!("../../golden/format-2.lienket");
    let map = read(text.as_bytes()).unwrap();
    let same = [
        ("a byte order mark", format!("\u{feff}{text}")),
        ("CRLF", text.replace('\n', "\r\n")),
        ("no line break at the end", text.trim_end().to_owned()),
        ("blank lines at the end", format!("{text}\n\n")),
        ("comments", text.replace("stages: [", "/* khâu, ( ] */ stages: [ // «a\"»")),
        ("a record on several lines", text.replace("(id: 1, ", "(\n    id: 1,\n    ")),
        ("all on one line", text.replace("#![enable(implicit_some)]\n", "").replace('\n', " ")),
        ("options spelt out", text.replace("stage: 2", "stage: Some(2)")),
        ("no attribute", text.replace("#![enable(implicit_some)]\n", "")),
        ("a name before the parenthesis", text.replace("]\n(\n", "]\nLinkageMap(\n")),
        ("indented", text.replace("\n  (", "\n\t\t(")),
        ("a raw string", text.replace("\"Lúa\"", "r#\"Lúa\"#")),
        ("no counters", text.lines().filter(|line| !line.starts_with("next:")).collect::<Vec<_>>().join("\n")),
    ];
    for (what, text) in same {
        match read(text.as_bytes()) {
            Ok(read) if what == "no counters" => assert_eq!(read.actors(), map.actors()),
            Ok(read) => assert_eq!(read, map, "{what}"),
            Err(error) => panic!("{what}: {error}"),
        }
    }
    // Tables in another order, records too.
    let mut lines: Vec<&str> = text.lines().collect();
    let places = lines.iter().position(|line| *line == "places: [").unwrap();
    let end = lines.len() - 1;
    lines[3..end].rotate_left(places - 3);
    assert_eq!(read(lines.join("\n").as_bytes()).unwrap(), map);
}

/// A decomposed text, as some keyboards and file systems give it, reads as the composed one.
#[test]
fn a_decomposed_text_reads_as_the_composed() {
    use unicode_normalization::UnicodeNormalization;
    let text = include_str!("../../golden/format-2.lienket");
    let map = read(text.as_bytes()).unwrap();
    assert_eq!(read(text.nfd().collect::<String>().as_bytes()).unwrap(), map);
}

#[test]
fn a_reading_says_how_far_it_is_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let map = lienket::exchange::sample_map(3_000, 1);
    save(&map, &path).unwrap();
    let progress = lienket::storage::ReadProgress::default();
    assert_eq!(progress.fraction(), None);
    assert!(lienket::storage::open_from(&lienket::storage::SystemDisk, &path, &progress).unwrap().map == map);
    let part = progress.fraction().unwrap();
    assert!((0.7..=1.0).contains(&part), "nearly all of the file is records: {part}");
    let stopped = lienket::storage::ReadProgress::default();
    stopped.cancel();
    let error = lienket::storage::open_from(&lienket::storage::SystemDisk, &path, &stopped).unwrap_err();
    assert!(error.to_string().contains("stopped"), "{error}");
}

#[test]
fn only_a_file_that_begins_like_a_map_seems_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lienket");
    let text = String::from_utf8(write(&lienket::exchange::sample_map(30, 1))).unwrap();
    for (bytes, seems) in [
        (text.clone(), true),
        (text.replacen("kind: ", "kin: ", 1), true),
        (text.replacen("format: 2", "format: 9", 1), false),
        ("PK\u{3}\u{4} a picture".to_owned(), false),
    ] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(lienket::storage::has_map_header(&path), seems);
    }
    assert!(!lienket::storage::has_map_header(folder.path()));
}
