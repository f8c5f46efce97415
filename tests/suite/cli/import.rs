//! `import`.

use super::Folder;

const IMPORT: [&str; 7] = ["import", "--actors", "a.csv", "--links", "l.csv", "-o", "a.lienket"];

#[test]
fn every_wrong_cell_is_a_line_and_nothing_is_written() {
    let folder = Folder::new();
    folder.write("a.csv", "name,kind\nA,htx\nB,alien\n");
    folder.write("l.csv", "from,to,share\nA,B,150\nA,C,\nA\n");
    let run = folder.run(&IMPORT);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @r"
    lienket: a.csv: row 3, column kind: “alien” is not known; use one of: household, group, cooperative, union, trader, enterprise, market, supporter
    lienket: l.csv: row 2, column share: “150” is not a share from 0 to 100
    lienket: l.csv: row 3, column to: there is no actor “C”; add it to the actors, or correct this cell
    lienket: l.csv: row 4, column to: it is empty
    ");
    assert_eq!(folder.files(), ["a.csv", "l.csv"]);
    let vietnamese = folder.run(&[&IMPORT[..], &["--lang", "vi"]].concat());
    assert!(vietnamese.err.contains("a.csv: dòng 3, cột kind: không hiểu “alien”"), "{}", vietnamese.err);
}

#[test]
fn an_ambiguous_column_asks_for_its_numbers() {
    let folder = Folder::new();
    folder.write("a.csv", "name\nA\nB\n");
    folder.write("l.csv", "from,to,volume\nA,B,1.346\n");
    folder.run(&IMPORT).fails_with(&["l.csv", "row 2", "volume", "--numbers vi", "--numbers en"]);
    folder.run(&[&IMPORT[..], &["--numbers", "vi"]].concat()).succeeds();
    folder.run(&["export", "a.lienket", "-o", "a.json"]).succeeds();
    assert!(String::from_utf8(folder.read("a.json")).unwrap().contains("\"volume\":1346.0"));
}

#[test]
fn warnings_do_not_stop_it_and_the_title_is_the_files_name() {
    let folder = Folder::new();
    folder.write("a.csv", "name,Zalo\nA,1\nB,2\n");
    folder.write("l.csv", "from,to\nA,B\n");
    let run = folder.run(&IMPORT);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "lienket: a.csv: column “Zalo” is not known and was left out\n");
    let table = folder.run(&["check", "a.lienket"]).out;
    assert!(table.starts_with("a · year 20"), "{table}");
}

#[test]
fn very_many_complaints_are_counted() {
    let folder = Folder::new();
    folder.write("a.csv", "name\nA\n");
    let rows: Vec<String> = (0..2_500).map(|row| format!("A,Z{row}")).collect();
    folder.write("l.csv", format!("from,to\n{}\n", rows.join("\n")));
    let run = folder.run(&IMPORT);
    assert_eq!((run.status, run.err.lines().count()), (2, 1_001));
    assert_eq!(run.err.lines().last(), Some("lienket: and 1,500 more"));
    let columns: Vec<String> = (0..70).map(|number| format!("X{number}")).collect();
    folder.write("a.csv", format!("name,{}\n", columns.join(",")));
    folder.write("l.csv", "from,to\n");
    let run = folder.run(&IMPORT);
    assert_eq!((run.status, run.err.lines().count()), (0, 51));
    assert_eq!(run.err.lines().last(), Some("lienket: and 20 more"));
}

#[test]
fn files_that_are_missing_or_in_another_encoding_are_named() {
    let folder = Folder::new();
    folder.write("l.csv", "from,to\n");
    folder.run(&IMPORT).fails_with(&["a.csv: it cannot be read: there is no such file or folder; check the path"]);
    folder.run(&[&IMPORT[..], &["--lang", "vi"]].concat()).fails_with(&["a.csv: không đọc được: không có tệp"]);
    std::fs::create_dir(folder.path("a.csv")).unwrap();
    folder.run(&IMPORT).fails_with(&["a.csv", "it is a folder"]);
    std::fs::remove_dir(folder.path("a.csv")).unwrap();
    folder.write("a.csv", b"name\nH\xe5p t\xe1c\n");
    folder.run(&IMPORT).fails_with(&["a.csv", "Windows-1258", "CSV UTF-8"]);
    folder.write("a.csv", b"\xff\xfen\0a\0m\0e\0");
    folder.run(&IMPORT).fails_with(&["a.csv", "UTF-16", "CSV UTF-8"]);
    folder.write("a.csv", "");
    folder.run(&IMPORT).fails_with(&["a.csv", "empty"]);
    assert_eq!(folder.files(), ["a.csv", "l.csv"]);
}

#[test]
fn a_map_that_is_there_is_never_replaced_unasked() {
    let folder = Folder::new();
    folder.write("a.csv", "id,name,kind\n1,A,htx\n2,B,dn\n");
    folder.write("l.csv", "from,to\n1,2\n");
    folder.run(&IMPORT).succeeds();
    let before = folder.read("a.lienket");
    folder.run(&IMPORT).fails_with(&["a.lienket", "--into", "--force"]);
    assert_eq!(folder.read("a.lienket"), before);
    folder.write("a.csv", "id,name,kind\n1,A,htx\n2,B,dn\n3,C,htx\n");
    let into = [&IMPORT[..], &["--into", "a.lienket"]].concat();
    let dry = folder.run(&[&into[..], &["--dry-run"]].concat());
    assert_eq!((dry.status, dry.out.as_str()), (0, "New: 1 actor. Changed: 0.\n"));
    assert_eq!(folder.read("a.lienket"), before);
    assert_eq!(folder.run(&into).out, "New: 1 actor. Changed: 0.\n");
    assert_ne!(folder.read("a.lienket"), before);
    folder.write("a.csv", "id,name,kind\n1,A,htx\n3,C,htx\n");
    folder.write("l.csv", "from,to\n");
    assert_eq!(folder.run(&into).out, "New: 0. Changed: 0.\nNo longer in the table, kept: B.\n");
    let removed = folder.run(&[&into[..], &["--remove-missing"]].concat());
    assert_eq!(removed.out, "New: 0. Changed: 0.\nNo longer in the table, removed: B.\n");
    folder.run(&[&IMPORT[..], &["--force"]].concat()).succeeds();
    folder.run(&[&IMPORT[..], &["--remove-missing"]].concat()).fails_with(&["--into"]);
}
