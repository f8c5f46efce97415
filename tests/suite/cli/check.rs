//! `check`.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use super::Folder;

/// Three actors, one model; the one link is what a test wants.
fn folder_with(links: &str) -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", "name,kind\nHTX A,htx\nDN B,dn\nChợ C,market\n=1+1,tht\n");
    folder.write("l.csv", format!("from,to,products,form,planned\n{links}DN B,Chợ C,Lúa,spot,\n"));
    folder.write("m.csv", "name,products,core,members\n=Mô hình,Lúa,HTX A,=1+1\n");
    let import = ["import", "--actors", "a.csv", "--links", "l.csv", "--models", "m.csv", "-o", "a.lienket"];
    folder.run(&[&import[..], &["--year", "2019", "--title", "Thử"]].concat()).succeeds();
    folder
}

#[test]
fn the_status_says_whether_something_is_flagged() {
    assert_eq!(folder_with("HTX A,DN B,Lúa,contract,\n").run(&["check", "a.lienket"]).status, 0);
    assert_eq!(folder_with("HTX A,DN B,Lúa,contract,x\n").run(&["check", "a.lienket"]).status, 1);
}

#[test]
fn json_has_the_shape_of_the_design() {
    let folder = folder_with("HTX A,DN B,Lúa,contract,x\n");
    let run = folder.run(&["check", "a.lienket", "--format", "json", "--lang", "en"]);
    let mut json: Value = serde_json::from_str(&run.out).unwrap();
    for finding in json["findings"].as_array_mut().unwrap() {
        let message = finding.as_object_mut().unwrap().remove("message").unwrap();
        assert!(message.as_str().unwrap().len() > 10);
        let keys: Vec<&str> = finding.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["actor_ids", "actors", "code", "link_ids", "links", "model_ids", "models", "severity"]);
    }
    json.as_object_mut().unwrap().remove("findings");
    let expected = serde_json::json!({
        "schema": 1,
        "file": "a.lienket",
        "title": "Thử",
        "year": 2019,
        "models": [{
            "id": 1,
            "name": "=Mô hình",
            "verdict": "on_paper",
            "flagged": true,
            "cases": [{
                "core": "HTX A",
                "core_id": 1,
                "product": "Lúa",
                "product_id": 1,
                "verdict": "on_paper",
                "route": [],
                "route_ids": [],
                "buyer": null,
                "buyer_id": null,
                "onward": [],
                "reaches_market": false,
                "breaks": [{
                    "at": "HTX A", "at_id": 1, "reason": "planned",
                    "link": {"from": "HTX A", "to": "DN B"}, "link_id": 1,
                }],
            }],
            "left_out": ["=1+1"],
            "left_out_ids": [4],
        }],
        "depends_on": [],
        "repairs": [
            {
                "model": "=Mô hình", "model_id": 1, "core": "HTX A", "core_id": 1, "product": "Lúa", "product_id": 1,
                "changes": [{"do": "sign", "link_id": 1, "from": "HTX A", "to": "DN B", "product": null, "year": null}],
                "verdict": "firm",
            },
            {
                "model": "=Mô hình", "model_id": 1, "core": "HTX A", "core_id": 1, "product": "Lúa", "product_id": 1,
                "changes": [{"do": "connect", "from": "HTX A", "to": "Chợ C", "product": "Lúa", "year": null}],
                "verdict": "firm",
            },
        ],
        "volumes": {"exact": true, "products": []},
        "channels": [{
            "product": "Lúa", "product_id": 1, "recorded": [], "allowed": [["DN B", "Chợ C"]], "more": false,
        }],
        "targets": [],
        "summary": {
            "actors": 4, "links": 2, "models": 1, "flagged": 1,
            "firm": 0, "loose": 0, "stops_short": 0, "on_paper": 1, "no_buyer": 0,
        },
    });
    assert_eq!(json, expected);
}

#[test]
fn json_of_a_good_model_has_its_route_and_whom_it_hangs_on() {
    let folder = folder_with("HTX A,DN B,Lúa,contract,\n");
    let json: Value = serde_json::from_str(&folder.run(&["check", "a.lienket", "--format", "json"]).out).unwrap();
    let case = &json["models"][0]["cases"][0];
    assert_eq!(case["verdict"], "firm");
    assert_eq!(case["route"], serde_json::json!(["HTX A", "DN B"]));
    assert_eq!((&case["buyer"], &case["reaches_market"]), (&"DN B".into(), &true.into()));
    assert_eq!(case["onward"], serde_json::json!(["DN B", "Chợ C"]));
    let expected = serde_json::json!({"actor": "DN B", "actor_id": 2, "models": ["=Mô hình"], "model_ids": [1]});
    assert_eq!(json["depends_on"][0], expected);
}

#[test]
fn csv_is_safe_to_open_in_a_spreadsheet() {
    let folder = folder_with("HTX A,DN B,Lúa,contract,\n");
    let out = folder.run(&["check", "a.lienket", "--format", "csv"]).out;
    assert!(out.starts_with('\u{feff}') && out.lines().count() == out.matches("\r\n").count(), "as Excel reads it");
    insta::assert_snapshot!(out.trim_start_matches('\u{feff}').replace("\r\n", "\n"), @r"
    file,title,year,model_id,model,model_verdict,flagged,core,product,verdict,route,buyer,reaches_market,breaks,left_out,district,commune,repairs
    a.lienket,Thử,2019,1,'=Mô hình,firm,false,HTX A,Lúa,firm,HTX A > DN B,DN B,true,,'=1+1,,,
    ");
}

#[test]
fn the_table_shows_proof_and_breaks_in_both_languages() {
    let folder = folder_with("HTX A,DN B,Lúa,contract,x\n");
    insta::assert_snapshot!(folder.run(&["check", "a.lienket", "--lang", "en"]).out, @r"
    Thử · year 2019 · a.lienket
    4 actors · 2 links · 0 of 1 model reaches a buyer

      ? on paper     =Mô hình
                     Lúa: HTX A
                       // At HTX A, the contract with DN B is planned, not signed.
                       → Sign the contract HTX A → DN B (Lúa).
                       → Sign a new contract HTX A → Chợ C (Lúa).
                     Members left out: =1+1

    Findings: 1 error · 2 warnings · 2 notes
      error    Model “=Mô hình” is on paper only: in 2019, Lúa from HTX A would reach a buyer only with HTX A → DN B (planned).
      warning  =1+1 belongs to model “=Mô hình”, but no route takes its Lúa to a buyer.
      warning  =1+1 has no link at all.
      note     The contract HTX A → DN B (Lúa) gives neither its first nor its last year.
      note     No actor is at stages “Inputs”, “Collection” and “Trade” yet.

    1 model: 1 on paper; 1 flagged.
    ");
    let vietnamese = folder.run(&["check", "a.lienket", "--lang", "vi"]).out;
    for words in
        ["Thử · năm 2019 · a.lienket", "? mới trên giấy        =Mô hình", "Phát hiện: 1 lỗi", "  cảnh báo  =1+1"]
    {
        assert!(vietnamese.contains(words), "{words}: {vietnamese}");
    }
}

#[test]
fn several_maps_make_an_array_and_one_bad_one_does_not_hide_the_others() {
    let folder = folder_with("HTX A,DN B,Lúa,contract,\n");
    folder.write("bad.lienket", "not a map");
    let run = folder.run(&["check", "a.lienket", "bad.lienket", "none.lienket", "--format", "json", "--year", "2030"]);
    assert_eq!(run.status, 2);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1);
    assert_eq!((&json[0]["file"], &json[0]["year"]), (&"a.lienket".into(), &2030.into()));
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("lienket: bad.lienket: ") && lines[1].starts_with("lienket: none.lienket: "));
    let two = folder.run(&["check", "a.lienket", "a.lienket", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&two.out).unwrap().as_array().unwrap().len(), 2);
    folder.run(&["check", "none.lienket", "--format", "json"]).fails_with(&["none.lienket"]);
}

#[test]
fn the_table_says_why_a_model_cannot_be_judged() {
    let folder = Folder::new();
    folder.write("a.csv", "name,kind\nA,htx\nChợ,market\n");
    folder.write("l.csv", "from,to,products,form\nA,Chợ,Lúa,contract\n");
    folder.write("m.csv", "name,products,core\nM1,Lúa,\nM2,,A\nM3,,\nM4,Lúa,A\n");
    let import = ["import", "--actors", "a.csv", "--links", "l.csv", "--models", "m.csv", "-o", "a.lienket"];
    folder.run(&import).succeeds();
    let table = folder.run(&["check", "a.lienket", "--lang", "en"]).out;
    let after = |model: &str| table.lines().skip_while(|line| !line.ends_with(model)).nth(1).unwrap().trim();
    assert_eq!(after("M1"), "It cannot be judged: it has no core actor.");
    assert_eq!(after("M2"), "It cannot be judged: it names no product.");
    assert_eq!(after("M3"), "It cannot be judged: it has no core actor and names no product.");
    assert_eq!(after("M4"), "Lúa: A → Chợ");
}

/// A dozen models that all sell to one buyer.
fn folder_with_a_dozen_models() -> Folder {
    let folder = Folder::new();
    let rows = |row: fn(u32) -> String| (1..=12).map(row).collect::<Vec<_>>().concat();
    folder.write("a.csv", format!("name,kind\n{}Chợ,market\n", rows(|n| format!("HTX {n},htx\n"))));
    folder.write("l.csv", format!("from,to,products,form\n{}", rows(|n| format!("HTX {n},Chợ,Lúa,contract\n"))));
    folder.write("m.csv", format!("name,products,core\n{}", rows(|n| format!("M{n},Lúa,HTX {n}\n"))));
    let import = ["import", "--actors", "a.csv", "--links", "l.csv", "--models", "m.csv", "-o", "a.lienket"];
    folder.run(&import).succeeds();
    folder
}

#[test]
fn a_sentence_names_three_and_counts_the_rest() {
    let folder = folder_with_a_dozen_models();
    let json = |language| {
        let out = folder.run(&["check", "a.lienket", "--format", "json", "--lang", language]).out;
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let message = |json: &Value| {
        let found = json["findings"].as_array().unwrap().iter().find(|found| found["code"] == "depends_on_one");
        found.unwrap()["message"].as_str().unwrap().to_owned()
    };
    let english = json("en");
    assert_eq!(message(&english), "Without Chợ, models “M1”, “M2”, “M3” and 9 more would lose their buyers.");
    assert_eq!(message(&json("vi")), "Nếu không còn Chợ, mô hình “M1”, “M2”, “M3” và 9 mô hình khác mất đầu ra.");
    assert_eq!(english["depends_on"][0]["models"].as_array().unwrap().len(), 12, "the list itself is whole");
}

#[test]
fn the_same_map_gives_the_same_answer() {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    for format in ["table", "json", "csv"] {
        let run = || folder.run(&["check", "can-tho-2019.lienket", "--format", format]).out;
        assert_eq!(run(), run());
    }
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let folder = Folder::new();
    folder.run(&["sample", "--actors", "400", "--seed", "1", "-o", "a.lienket"]).succeeds();
    let mut command = folder.command(&["check", "a.lienket", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(1), ""));
}

/// What of a value is not as its schema says, as far as ours goes: types, properties, lists and words.
fn contradictions(value: &Value, schema: &Value, at: &str) -> Vec<String> {
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let is_type = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("{other} at {at}"),
    };
    if !types.iter().any(is_type) {
        return vec![format!("{at}: {value} is no {types:?}")];
    }
    let mut found = Vec::new();
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{at}: {value} is none of {words:?}"));
    }
    if let Some(object) = value.as_object() {
        let properties = schema["properties"].as_object().unwrap();
        for name in schema["required"].as_array().unwrap() {
            if !object.contains_key(name.as_str().unwrap()) {
                found.push(format!("{at}: there is no {name}"));
            }
        }
        for (name, value) in object {
            match properties.get(name) {
                Some(schema) => found.extend(contradictions(value, schema, &format!("{at}.{name}"))),
                None => found.push(format!("{at}: {name} is not described")),
            }
        }
    }
    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(contradictions(item, &schema["items"], &format!("{at}[{number}]")));
    }
    found
}

#[test]
fn json_is_as_its_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("../../../assets/check.schema.json")).unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let folder = Folder::new();
    let sample = folder.run(&["sample", "--actors", "400", "--seed", "5", "-o", "sample.lienket"]);
    sample.succeeds();
    let maps = [&format!("{root}/saves")[..], &format!("{root}/tests/cases/analysis"), "sample.lienket"];
    let run = folder.run(&[&["check", "--format", "json"][..], &maps].concat());
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let all = json.as_array().unwrap();
    assert!(all.len() > 12);
    for map in all {
        assert_eq!(contradictions(map, &schema, ""), [""; 0], "{}", map["file"]);
    }
    assert!(all.iter().any(|map| !map["repairs"].as_array().unwrap().is_empty()));
    let pretty = folder.run(&["check", "sample.lienket", "--format", "json", "--pretty"]).out;
    let compact = folder.run(&["check", "sample.lienket", "--format", "json"]).out;
    assert!(compact.lines().count() == 1 && pretty.lines().count() > 100);
    let [pretty, compact]: [Value; 2] = [pretty, compact].map(|text| serde_json::from_str(&text).unwrap());
    assert_eq!(pretty, compact);
}

#[test]
fn a_check_may_show_a_part_or_the_counts_alone() {
    let folder = folder_with("HTX A,DN B,Lúa,contract,x\n");
    let summary = folder.run(&["check", "a.lienket", "a.lienket", "--summary", "--lang", "en"]);
    assert_eq!(summary.out.lines().filter(|line| line.starts_with("a.lienket")).count(), 2);
    assert!(!summary.out.contains("HTX A") && summary.out.contains("Total"));
    let only = folder.run(&["check", "a.lienket", "--only", "actor_isolated", "--lang", "en"]);
    assert!(only.out.contains("=1+1 has no link") && !only.out.contains("on paper:"), "{}", only.out);
    let unknown = folder.run(&["check", "a.lienket", "--only", "nothing"]);
    assert_eq!(unknown.status, 2);
    let csv = folder.run(&["check", "a.lienket", "--format", "csv", "--lang", "vi"]).out;
    assert!(csv.contains("cần xử lý;nòng cốt") && csv.contains("mới trên giấy;có;HTX A"), "{csv}");
    let tab = folder.run(&["check", "a.lienket", "--format", "csv", "--lang", "en", "--separator", "tab"]).out;
    assert!(tab.contains("flagged\tcore") && tab.contains("on_paper\ttrue\tHTX A"), "{tab}");
    let flagged = folder_with("HTX A,DN B,Lúa,contract,\n").run(&["check", "a.lienket", "--flagged", "--lang", "en"]);
    assert!(!flagged.out.contains("=Mô hình"));
}

#[test]
fn neither_formulas_nor_signs_that_turn_texts_pass_unmarked() {
    let folder = Folder::new();
    folder.write("m.csv", "name,products,core\nM\u{200f}1,Lúa,1\n");
    folder.write("a.csv", "id,name,kind\n1,\"A;=1+1\",htx\n2,DN\u{202e}B,dn\n3,Chợ\u{2066}C,market\n");
    folder.write("l.csv", "from,to,products,form\n1,2,Lúa,contract\n");
    let import = ["import", "--actors", "a.csv", "--links", "l.csv", "--models", "m.csv", "-o", "a.lienket"];
    assert_eq!(folder.run(&import).status, 0);
    let turns = |text: &str| text.chars().any(lienket::language::turns_direction);
    for (arguments, mark) in [
        (&["check", "a.lienket"][..], "DN[U+202E]B"),
        (&["check", "a.lienket", "--format", "csv"], "\"A;=1+1\""),
        (&["check", "a.lienket", "--format", "csv", "--separator", "tab"], "\"A;=1+1\""),
        (&["check", "a.lienket", "--format", "json"], "DN\\u202eB"),
        (&["check", "a.lienket", "--format", "json", "--pretty"], "DN\\u202eB"),
        (&["list", "actors", "a.lienket"], "Chợ[U+2066]C"),
        (&["list", "actors", "a.lienket", "--format", "csv"], "\"A;=1+1\""),
        (&["list", "actors", "a.lienket", "--format", "json"], "DN\\u202eB"),
    ] {
        let run = folder.run(&[arguments, &["--lang", "en"]].concat());
        assert!(run.out.contains(mark) && !turns(&run.out) && !turns(&run.err), "{arguments:?}: {}", run.out);
    }
    // What is written out comes back, from every table.
    let map = lienket::storage::read(&folder.read("a.lienket")).unwrap();
    for file in ["t.zip", "t.xlsx"] {
        folder.run(&["export", "a.lienket", "-o", file]).succeeds();
        folder.run(&["import", file, "-o", "b.lienket", "--force"]);
        let again = lienket::storage::read(&folder.read("b.lienket")).unwrap();
        assert!(map.actors() == again.actors() && map.models() == again.models(), "{file}");
    }
    for file in ["t.svg", "t.json"] {
        folder.run(&["export", "a.lienket", "-o", file]).succeeds();
        assert!(!turns(&String::from_utf8(folder.read(file)).unwrap()), "{file}");
    }
}
