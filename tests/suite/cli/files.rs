//! `export`, `tidy` and `sample`: what they write, and what they never write over.

use lienket::map::Banding;
use serde_json::Value;

use super::Folder;

#[test]
fn a_sample_can_be_checked_exported_and_tidied() {
    let folder = Folder::new();
    folder.run(&["sample", "--actors", "120", "--seed", "7", "-o", "a.lienket"]).succeeds();
    folder.run(&["sample", "--actors", "120", "--seed", "7", "-o", "b.lienket"]).succeeds();
    assert_eq!(folder.read("a.lienket"), folder.read("b.lienket"));
    assert_eq!(folder.run(&["check", "a.lienket"]).status, 1);
    folder.run(&["export", "a.lienket", "-o", "a.json"]).succeeds();
    let json: Value = serde_json::from_slice(&folder.read("a.json")).unwrap();
    assert_eq!(json["actors"].as_array().unwrap().len(), 120);
    folder.run(&["tidy", "a.lienket", "-o", "a.lienket"]).succeeds();
    assert_eq!(folder.read("a.lienket"), folder.read("b.lienket"), "a sample is laid out already");
    folder.run(&["tidy", "a.lienket", "-o", "c.lienket"]).succeeds();
    assert_eq!(folder.files(), ["a.json", "a.lienket", "b.lienket", "c.lienket"]);
}

#[test]
fn what_is_tidied_thoroughly_stays() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    folder.run(&["tidy", "can-tho-2019.lienket", "-o", "b.lienket", "--thoroughly"]).succeeds();
    folder.run(&["tidy", "b.lienket", "-o", "c.lienket"]).succeeds();
    assert!(folder.read("can-tho-2019.lienket") != folder.read("b.lienket"), "it is arranged better");
    assert!(folder.read("b.lienket") == folder.read("c.lienket"), "tidying leaves it");
}

#[test]
fn tidy_sets_the_bands_and_leaves_them_when_not_told() {
    let folder = Folder::new();
    folder.take("rice-mekong-2020.lienket");
    let bands = |file: &str| lienket::storage::read(&folder.read(file)).unwrap().info().bands;
    let map = "rice-mekong-2020.lienket";
    for (word, choice) in [
        ("district", Some(Banding::District)),
        ("product", Some(Banding::Product)),
        ("model", Some(Banding::Model)),
        ("union", Some(Banding::Union)),
        ("none", None),
    ] {
        folder.run(&["tidy", map, "-o", "a.lienket", "--bands", word]).succeeds();
        assert_eq!(bands("a.lienket"), choice, "{word}");
        folder.run(&["tidy", "a.lienket", "-o", "b.lienket"]).succeeds();
        assert_eq!(folder.read("a.lienket"), folder.read("b.lienket"), "{word}");
    }
    let run = folder.run(&["tidy", map, "-o", "c.lienket", "--bands", "buyer"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("buyer") && run.err.contains("district"), "{}", run.err);
    assert!(!folder.files().contains(&"c.lienket".to_owned()));
}

#[test]
fn an_ending_that_is_not_known_is_refused_before_all_else() {
    let folder = Folder::new();
    folder.take("rice-mekong-2020.lienket");
    for out in ["a.odt", "a", "json", "a.json.bak"] {
        folder.run(&["export", "rice-mekong-2020.lienket", "-o", out]).fails_with(&[out, ".json, .svg, .png"]);
    }
    folder.run(&["export", "rice-mekong-2020.lienket", "-o", "A.JSON"]).succeeds();
    assert_eq!(folder.files(), ["A.JSON", "rice-mekong-2020.lienket"]);
}

#[test]
fn a_page_is_written_for_the_map_or_one_model() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    let export = |out: &str, more: &[&str]| {
        folder.run(&[&["export", "can-tho-2019.lienket", "-o", out, "--lang", "vi"], more].concat())
    };
    export("a.html", &[]).succeeds();
    export("b.html", &["--model", "Lúa Thới Lai", "--theme", "dark", "--year", "2020"]).succeeds();
    let [whole, one] = ["a.html", "b.html"].map(|name| String::from_utf8(folder.read(name)).unwrap());
    let articles = |page: &str| page.matches("<article id=\"model=").count();
    assert_eq!((articles(&whole), articles(&one)), (15, 1));
    assert!(one.contains("năm 2020") && one.len() < whole.len());
    export("c.html", &["--scale", "2"]).fails_with(&["--scale"]);
    assert!(!folder.files().contains(&"c.html".to_owned()));
}

#[test]
fn nothing_is_written_where_it_cannot_be_or_from_what_cannot_be_read() {
    let folder = Folder::new();
    folder.take("rice-mekong-2020.lienket");
    folder.write("bad.lienket", "(format: 1, actors: [(id: 1,");
    let before = folder.files();
    let map = "rice-mekong-2020.lienket";
    let run = folder.run(&["export", map, "-o", "none/a.json"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.err, "lienket: none/a.json: it cannot be saved: there is no such file or folder; check the path\n");
    folder.run(&["export", "a\nb\u{1b}[2J.lienket", "-o", "a.json"]).fails_with(&["a\\nb\\u{1b}[2J.lienket"]);
    folder.run(&["tidy", map, "-o", "none/a.lienket"]).fails_with(&["none"]);
    folder.run(&["sample", "--actors", "3", "-o", "none/a.lienket"]).fails_with(&["none"]);
    folder.run(&["export", "bad.lienket", "-o", "a.json"]).fails_with(&["bad.lienket", "line 1"]);
    folder.run(&["tidy", "bad.lienket", "-o", "bad.lienket"]).fails_with(&["bad.lienket"]);
    assert_eq!(folder.files(), before);
    assert_eq!(folder.read("bad.lienket"), b"(format: 1, actors: [(id: 1,");
}

#[test]
fn what_is_no_map_is_never_written_over() {
    let folder = Folder::new();
    folder.take("rice-mekong-2020.lienket");
    folder.write("photo.lienket", b"\x89PNG\r\n\x1a\n");
    folder.write("newer.lienket", "(format: 99)\n");
    folder.write("empty.lienket", "");
    let map = folder.read("rice-mekong-2020.lienket");
    folder.write("map.json", &map);
    folder.run(&["export", "map.json", "-o", "map.json"]).fails_with(&["map.json", "itself"]);
    assert_eq!(folder.read("map.json"), map);
    for name in ["photo.lienket", "newer.lienket"] {
        let before = folder.read(name);
        folder.run(&["sample", "--actors", "3", "-o", name]).fails_with(&[name, "not replaced"]);
        folder.run(&["tidy", "rice-mekong-2020.lienket", "-o", name]).fails_with(&[name]);
        assert_eq!(folder.read(name), before);
    }
    folder.run(&["sample", "--actors", "3", "-o", "empty.lienket"]).succeeds();
    folder.run(&["sample", "--actors", "4", "-o", "empty.lienket"]).succeeds();
}

#[test]
fn the_date_on_a_picture_is_that_of_the_place() {
    let folder = Folder::new();
    folder.take("mango-mekong-2015.lienket");
    // Twenty-six hours apart, so never on one day.
    let [east, west] = ["<+14>-14", "<-12>12"].map(|zone| {
        let output = folder.command(&["export", "mango-mekong-2015.lienket", "-o", "a.svg"]).env("TZ", zone).output();
        assert!(output.unwrap().status.success());
        folder.read("a.svg")
    });
    assert_ne!(east, west);
}

#[test]
fn pictures_are_written_with_all_their_options() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    let map = "can-tho-2019.lienket";
    folder.run(&["export", map, "-o", "a.svg"]).succeeds();
    folder.run(&["export", map, "-o", "b.SVG", "--year", "2020", "--lang", "vi", "--theme", "dark"]).succeeds();
    folder
        .run(&["export", map, "-o", "c.png", "--model", "htx xoai phong dien", "--scale", "2"])
        .fails_with(&["--model"]);
    let model = lienket::storage::read(&folder.read(map)).unwrap().models().values().next().unwrap().clone();
    folder.run(&["export", map, "-o", "c.png", "--model", &model.name, "--scale", "2"]).succeeds();
    folder.run(&["export", map, "-o", "d.svg", "--model", &format!("#{}", model.id)]).succeeds();
    let text = |name: &str| String::from_utf8(folder.read(name)).unwrap();
    assert!(text("a.svg").contains(">cooperative<") && text("b.SVG").contains(">hợp tác xã<"));
    assert!(text("a.svg").contains("2019") && text("b.SVG").contains("2020"));
    assert!(text("d.svg").len() < text("a.svg").len());
    assert!(folder.read("c.png").starts_with(b"\x89PNG\r\n"));
    assert_eq!(folder.files(), ["a.svg", "b.SVG", "c.png", map, "d.svg"]);
}

#[test]
fn what_does_not_go_with_a_format_is_refused_by_name() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    let map = "can-tho-2019.lienket";
    for (out, option, value) in [
        ("a.json", "--model", "x"),
        ("a.json", "--year", "2020"),
        ("a.json", "--lang", "vi"),
        ("a.json", "--theme", "dark"),
        ("a.json", "--scale", "2"),
        ("a.svg", "--scale", "2"),
        ("a.png", "--scale", "5"),
        ("a.png", "--scale", "NaN"),
        ("a.svg", "--theme", "sepia"),
        ("a.svg", "--year", "1000"),
    ] {
        folder.run(&["export", map, "-o", out, option, value]).fails_with(&[option]);
    }
    let first = lienket::storage::read(&folder.read(map)).unwrap().models().values().next().unwrap().name.clone();
    let nearly = first.replacen('X', "Y", 1) + "a";
    folder.run(&["export", map, "-o", "a.svg", "--model", &nearly]).fails_with(&["--model", &nearly, &first]);
    assert_eq!(folder.files(), [map]);
}

#[test]
fn a_workbook_and_a_folder_of_tables_give_the_map_back() {
    let folder = Folder::new();
    folder.run(&["sample", "--actors", "60", "--seed", "4", "-o", "a.lienket"]).succeeds();
    folder.run(&["export", "a.lienket", "-o", "a.xlsx", "--lang", "vi"]).succeeds();
    folder.run(&["export", "a.lienket", "-o", "a.zip"]).succeeds();
    folder.run(&["export", "a.lienket", "-o", "tables/"]).succeeds();
    folder.run(&["export", "a.lienket", "-o", "tables", "--theme", "dark"]).fails_with(&["--theme", "folder"]);
    folder.run(&["export", "a.lienket", "-o", "a.json"]).succeeds();
    for source in ["a.xlsx", "a.zip"] {
        folder.run(&["import", source, "-o", "b.lienket", "--force"]).succeeds();
        folder.run(&["export", "b.lienket", "-o", "b.json"]).succeeds();
        assert!(folder.read("a.json") == folder.read("b.json"), "{source}");
        folder.run(&["import", source, "--into", "a.lienket", "-o", "c.lienket", "--force"]).succeeds();
        folder.run(&["export", "c.lienket", "-o", "c.json"]).succeeds();
        assert!(folder.read("a.json") == folder.read("c.json"), "{source} changes its own map");
    }
}

#[test]
fn a_map_is_written_as_a_network_by_its_ending() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    let map = "can-tho-2019.lienket";
    for (ending, word) in [
        ("graphml", "<graphml"),
        ("gexf", "<gexf"),
        ("dot", "digraph"),
        ("GV", "digraph"),
        ("drawio", "<mxfile"),
        ("cx2", "\"CXVersion\":\"2.0\""),
    ] {
        let file = format!("a.{ending}");
        folder.run(&["export", map, "-o", &file, "--year", "2020"]).succeeds();
        let text = String::from_utf8(folder.read(&file)).unwrap();
        assert!(text.contains(word) && text.contains("2020"), "{ending}");
        folder.run(&["export", map, "-o", &file, "--scale", "2"]).fails_with(&["--scale goes with .png only"]);
    }
    folder.run(&["export", map, "-o", "a.gml"]).fails_with(&[".graphml", ".gexf", ".dot", ".drawio", ".cx2"]);
}

#[test]
fn a_map_is_written_on_sheets_of_paper() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    let map = "can-tho-2019.lienket";
    let export = |file: &str, options: &[&str]| {
        let mut all = vec!["export", map, "-o", file];
        all.extend(options);
        folder.run(&all)
    };
    for options in [
        &["--lang", "vi", "--no-date"][..],
        &["--paper", "a3", "--landscape", "--no-date"],
        &["--paper", "A4", "--tile", "--min-text", "6", "--no-date"],
        &["--models", "--year", "2020", "--theme", "dark", "--no-date"],
        &["--model", "Nhãn Thới Lai", "--no-date"],
        &["--slides", "--year", "2020", "--lang", "en"],
    ] {
        export("a.pdf", options).succeeds();
        export("b.pdf", options).succeeds();
        let (one, other) = (folder.read("a.pdf"), folder.read("b.pdf"));
        assert!(one.starts_with(b"%PDF-") && one == other, "{options:?}");
    }
    for (option, value) in [
        ("--paper", Some("A3")),
        ("--landscape", None),
        ("--tile", None),
        ("--min-text", Some("8")),
        ("--models", None),
    ] {
        let options: Vec<&str> = std::iter::once(option).chain(value).collect();
        export("a.svg", &options).fails_with(&[&format!("{option} goes with .pdf only")]);
    }
    export("a.svg", &["--slides"]).fails_with(&["--slides goes with .pdf and .pptx only"]);
    export("a.pptx", &["--slides"]).succeeds();
    export("a.pdf", &["--slides", "--tile"]).fails_with(&["--slides"]);
    export("a.graphml", &["--no-date"]).fails_with(&["--no-date"]);
    export("a.pdf", &["--scale", "2"]).fails_with(&["--scale goes with .png only"]);
    export("a.pdf", &["--models", "--model", "Nhãn Thới Lai"]).fails_with(&["--model"]);
    export("a.pdf", &["--min-text", "0"]).fails_with(&["from 3 to 30 points"]);
    export("a.pdf", &["--paper", "A4", "--min-text", "30"]).fails_with(&["64 sheets of A4"]);
}
