//! Workbooks and archives of tables: damaged as bytes, and inside, where what was unpacked is damaged and packed again.

use std::io::{Cursor, Read, Write};

use lienket::exchange::{ImportFile, export_csv_archive, export_workbook, sample_map};
use lienket::language::Language;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::damage::{Random, damaged};
use super::{assert_imported, run_on};

/// A file of an archive: its name and its content.
type Entry = (String, Vec<u8>);

fn entries(archive: &[u8]) -> Vec<Entry> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let count = archive.len();
    let entry = |at| {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(entry).collect()
}

fn packed<'a>(entries: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The archive with the content of one entry damaged; of each second one that of one whose name says what matters.
fn damaged_inside(entries: &[Entry], matters: &str, random: &mut Random) -> Vec<u8> {
    let telling: Vec<usize> = (0..entries.len()).filter(|at| entries[*at].0.contains(matters)).collect();
    let all: Vec<usize> = (0..entries.len()).collect();
    let chosen = if *random.pick(&[true, false]) { &telling } else { &all };
    let at = *random.pick(chosen);
    let bytes = damaged(&[entries[at].1.clone()], random);
    let entry = |(place, (name, sound)): (usize, &'_ Entry)| -> Entry {
        (name.clone(), if place == at { bytes.clone() } else { sound.clone() })
    };
    let all: Vec<Entry> = entries.iter().enumerate().map(entry).collect();
    packed(all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

fn workbook() -> Vec<u8> {
    export_workbook(&sample_map(6, 2), Language::Vietnamese).unwrap()
}

fn import(bytes: &[u8]) {
    assert_imported(&[ImportFile { name: "tables", bytes, table: None }]);
}

#[test]
fn damaged_workbooks() {
    let whole = [workbook()];
    run_on("workbooks", &whole, |random| damaged(&whole, random), import);
}

#[test]
fn workbooks_with_damaged_sheets() {
    let whole = workbook();
    let inside = entries(&whole);
    assert!(inside.iter().any(|(name, _)| name.contains("sheet")));
    run_on("sheets", &[whole], |random| damaged_inside(&inside, "sheet", random), import);
}

#[test]
fn archives_of_damaged_tables() {
    let whole = export_csv_archive(&sample_map(6, 2));
    let inside = entries(&whole);
    run_on("archives", &[whole], |random| damaged_inside(&inside, "actors", random), import);
}

/// Workbooks of other kinds are refused, whatever stands in them.
#[test]
fn damaged_workbooks_of_other_kinds() {
    let content = br#"<office:document-content><table:table table:name="a"><table:table-row/></table:table></office:document-content>"#;
    let kind = |mimetype: &'static [u8]| -> Vec<Entry> {
        vec![("mimetype".into(), mimetype.into()), ("content.xml".into(), content.into())]
    };
    let document = kind(b"application/vnd.oasis.opendocument.spreadsheet");
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 512], b"name,kind\nA,htx\n"].concat();
    let whole = [packed(document.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))), old];
    let refused = |bytes: &[u8]| {
        let file = ImportFile { name: "tables", bytes, table: None };
        assert!(lienket::exchange::import_tables(&[file], &super::options()).is_err());
    };
    run_on("other-workbooks", &whole, |random| damaged_inside(&document, "content", random), refused);
    run_on("other-workbooks", &whole, |random| damaged(&whole, random), import);
}
