//! `check --without` and `--with-planned`: the answer changes, the file does not.

use serde_json::Value;

use super::Folder;

/// A cooperative that sells to one company and plans to sell to another; two groups share a name.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", "name,kind,id\nHTX A,htx,1\nDN B,dn,2\nDN C,dn,3\nTHT D,tht,4\nTHT D,tht,5\n");
    folder.write("l.csv", "from,to,products,form,planned,from_year\n1,2,Lúa,contract,,\n1,3,Lúa,contract,x,\n");
    folder.write("m.csv", "name,products,core\nMô hình,Lúa,1\n");
    let import = ["import", "--actors", "a.csv", "--links", "l.csv", "--models", "m.csv", "-o", "a.lienket"];
    folder.run(&[&import[..], &["--year", "2019"]].concat()).succeeds();
    folder
}

fn verdict(folder: &Folder, more: &[&str]) -> (i32, String) {
    let run = folder.run(&[&["check", "a.lienket", "--format", "json"], more].concat());
    let json: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{} {}", run.out, run.err));
    (run.status, json["models"][0]["verdict"].as_str().unwrap().to_owned())
}

#[test]
fn who_is_gone_sells_and_buys_nothing_and_what_is_planned_counts() {
    let folder = folder();
    let before = folder.read("a.lienket");
    assert_eq!(verdict(&folder, &[]), (0, "stops_short".to_owned()));
    assert_eq!(verdict(&folder, &["--without", "DN B"]), (1, "on_paper".to_owned()));
    assert_eq!(verdict(&folder, &["--without", "#2"]), (1, "on_paper".to_owned()));
    assert_eq!(verdict(&folder, &["--without", "DN B", "--with-planned"]), (0, "stops_short".to_owned()));
    let both = ["--without", "DN B", "--without", "DN C", "--with-planned"];
    assert_eq!(verdict(&folder, &both), (1, "no_buyer".to_owned()));
    assert_eq!(verdict(&folder, &["--without", "HTX A"]), (1, "no_buyer".to_owned()));
    assert_eq!(folder.read("a.lienket"), before, "the file is as it was");
}

#[test]
fn a_name_must_be_one_of_the_map_and_only_one() {
    let folder = folder();
    folder.run(&["check", "a.lienket", "--without", "DN X"]).fails_with(&["a.lienket", "DN X", "#id"]);
    folder.run(&["check", "a.lienket", "--without", "dn b"]).fails_with(&["dn b"]);
    folder.run(&["check", "a.lienket", "--without", "#99"]).fails_with(&["#99"]);
    folder.run(&["check", "a.lienket", "--without", "THT D"]).fails_with(&["several", "THT D", "#4", "#5"]);
    assert_eq!(folder.run(&["check", "a.lienket", "--without", "#4"]).status, 0);
}

#[test]
fn the_answer_says_what_it_supposes() {
    let folder = folder();
    let run = |more: &[&str]| folder.run(&[&["check", "a.lienket"], more].concat()).out;
    for format in [&["--lang", "en"][..], &["--lang", "vi"], &["--format", "json"]] {
        let out = run(format);
        assert!(!out.contains("upposing") && !out.contains("Giả định"), "{out}");
    }
    let table = run(&["--without", "#2", "--without", "DN C", "--with-planned", "--lang", "en"]);
    assert!(table.contains("Supposing: without DN B, DN C; all planned links are signed"), "{table}");
    assert!(table.contains("DN B is assumed to be gone") && !table.contains("dissolved"), "{table}");
    let table = run(&["--without", "DN B", "--lang", "vi"]);
    assert!(table.contains("Giả định: không có DN B\n") && !table.contains("giải thể"), "{table}");
    let json: Value = serde_json::from_str(&run(&["--without", "DN B", "--format", "json"])).unwrap();
    assert_eq!(json["supposing"], serde_json::json!({"without": ["DN B"], "with_planned": false}));
    let both = folder.run(&["check", "a.lienket", "a.lienket", "--without", "DN B", "--lang", "en"]).out;
    assert_eq!(both.matches("Supposing: without DN B").count(), 3, "each map, and the summary: {both}");
}

#[test]
fn a_name_that_looks_like_an_id_is_a_name_first() {
    let folder = folder();
    let actors = String::from_utf8(folder.read("a.csv")).unwrap().replace("DN C", "#2");
    folder.write("a.csv", &actors);
    folder.write("l.csv", "from,to,products,form,planned\n1,2,Lúa,contract,\n1,3,Lúa,contract,\n");
    let import = ["import", "--actors", "a.csv", "--links", "l.csv", "--models", "m.csv", "-o", "b.lienket"];
    folder.run(&[&import[..], &["--year", "2019"]].concat()).succeeds();
    let out = folder.run(&["check", "b.lienket", "--without", "#2", "--format", "json"]).out;
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["supposing"]["without"], serde_json::json!(["#2"]));
    assert_eq!(json["models"][0]["cases"][0]["buyer"], "DN B");
}
