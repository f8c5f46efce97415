//! `diff` and `merge`: two states of a map compared, and two copies made into one.

use std::process::Command;

use serde_json::Value;

use super::Folder;

/// The sample's contract that ends in the year that the map is read at.
const LAPSING: &str = "to_year: 2019, volume: 336.0";

/// A folder with a map, and the same one with other texts in place of these.
fn with_copies(copies: &[(&str, &[(&str, &str)])]) -> Folder {
    let folder = Folder::new();
    folder.take("can-tho-2019.lienket");
    std::fs::rename(folder.path("can-tho-2019.lienket"), folder.path("o.lienket")).unwrap();
    let text = String::from_utf8(folder.read("o.lienket")).unwrap();
    for (name, changes) in copies {
        let mut copy = text.clone();
        for (from, to) in *changes {
            assert!(copy.contains(from), "{from}");
            copy = copy.replacen(from, to, 1);
        }
        folder.write(name, copy);
    }
    folder
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn what_has_changed_is_told_as_json_and_by_the_status() {
    let folder =
        with_copies(&[("n.lienket", &[(LAPSING, "to_year: 2023, volume: 336.0"), ("year: 2019", "year: 2020")])]);
    let run = folder.run(&["diff", "o.lienket", "n.lienket", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.err);
    let told = json(&run.out);
    assert_eq!(told["same"], false);
    assert_eq!(told["info"], serde_json::json!([{"field": "year", "before": 2019, "after": 2020}]));
    let link = &told["links"]["changed"][0];
    assert!(link["name"].as_str().unwrap().contains(" → "));
    assert_eq!(link["fields"], serde_json::json!([{"field": "to_year", "before": 2019, "after": 2023}]));
    assert_eq!(told["moved"], 0);
    assert!(told["verdicts"].as_array().unwrap().iter().all(|turned| turned["before"] != turned["after"]));
    let run = folder.run(&["diff", "o.lienket", "o.lienket", "--format", "json"]);
    assert_eq!((run.status, &json(&run.out)["same"]), (0, &Value::Bool(true)));
    let run = folder.run(&["diff", "o.lienket", "none.lienket"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("none.lienket"));
}

#[test]
fn folders_of_maps_are_paired_and_summed_up() {
    let folder = with_copies(&[("n.lienket", &[(LAPSING, "to_year: 2018, volume: 336.0")])]);
    for (name, maps) in [
        ("old", [("o.lienket", "a.lienket"), ("o.lienket", "gone.lienket")]),
        ("new", [("n.lienket", "a.lienket"), ("o.lienket", "more.lienket")]),
    ] {
        std::fs::create_dir(folder.path(name)).unwrap();
        for (from, to) in maps {
            std::fs::copy(folder.path(from), folder.path(name).join(to)).unwrap();
        }
    }
    let run = folder.run(&["diff", "old", "new"]);
    assert_eq!(run.status, 1, "{}", run.err);
    for words in
        ["1 map compared.", "Only in the earlier folder: gone.lienket", "Only in the later folder: more.lienket"]
    {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let told = json(&folder.run(&["diff", "old", "new", "--format", "json"]).out);
    assert_eq!(told.as_array().unwrap().len(), 1);
    assert!(told[0]["old"].as_str().unwrap().ends_with("a.lienket"));
    assert_eq!(folder.run(&["diff", "old", "n.lienket"]).status, 2);
}

#[test]
fn contradictions_are_listed_and_nothing_is_written_until_somebody_decides() {
    let folder = with_copies(&[
        ("a.lienket", &[(LAPSING, "to_year: 2023, volume: 336.0")]),
        ("b.lienket", &[(LAPSING, "to_year: 2024, volume: 340.0")]),
    ]);
    let merge = ["merge", "a.lienket", "b.lienket", "--base", "o.lienket", "-o", "m.lienket"];
    let run = folder.run(&[&merge[..], &["--format", "json"]].concat());
    assert_eq!(run.status, 1, "{}", run.err);
    let told = json(&run.out);
    assert_eq!(told.as_array().unwrap().len(), 1);
    let values = ["record", "field", "base", "a", "b"].map(|key| told[0][key].clone());
    assert_eq!(Value::from(values.to_vec()), serde_json::json!(["link", "to_year", 2019, 2023, 2024]));
    assert!(!folder.path("m.lienket").exists());
    assert_eq!(folder.run(&[&merge[..], &["--prefer", "b"]].concat()).status, 0);
    let merged = String::from_utf8(folder.read("m.lienket")).unwrap();
    assert!(merged.contains("to_year: 2024, volume: 340.0"));
    // The other way round it is the same file.
    let other = ["merge", "b.lienket", "a.lienket", "--base", "o.lienket", "--prefer", "a", "-o", "n.lienket"];
    assert_eq!(folder.run(&other).status, 0);
    assert_eq!(folder.read("m.lienket"), folder.read("n.lienket"));
    // Who has changed nothing takes the other copy.
    let run = folder.run(&["merge", "o.lienket", "b.lienket", "--base", "o.lienket", "-o", "x.lienket"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.err);
    assert_eq!(folder.read("x.lienket"), folder.read("b.lienket"));
    // Without a common state, what differs cannot be decided, and that it was missing is said.
    let run = folder.run(&["merge", "a.lienket", "b.lienket", "-o", "y.lienket"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("no --base"));
}

#[test]
fn git_merges_maps_by_record_and_field() {
    let folder = with_copies(&[
        ("a.lienket", &[(LAPSING, "to_year: 2023, volume: 336.0")]),
        ("b.lienket", &[(LAPSING, "to_year: 2019, volume: 340.0")]),
    ]);
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"];
        Command::new("git").args(identity).args(arguments).current_dir(folder.path("repo")).output()
    };
    std::fs::create_dir(folder.path("repo")).unwrap();
    if git(&["init", "-q"]).is_err() {
        eprintln!("skipped: there is no git here");
        return;
    }
    let put = |name: &str| {
        std::fs::copy(folder.path(name), folder.path("repo/m.lienket")).unwrap();
        for arguments in [&["add", "-A"][..], &["commit", "-q", "-m", name][..]] {
            assert!(git(arguments).unwrap().status.success());
        }
    };
    for _ in 0..2 {
        let mut install = folder.command(&["merge", "--install-git-driver"]);
        assert!(install.current_dir(folder.path("repo")).output().unwrap().status.success());
    }
    assert_eq!(folder.read("repo/.gitattributes"), b"*.lienket merge=lienket\n");
    put("o.lienket");
    assert!(git(&["checkout", "-q", "-b", "side"]).unwrap().status.success());
    put("a.lienket");
    assert!(git(&["checkout", "-q", "main"]).unwrap().status.success());
    put("b.lienket");
    assert!(git(&["merge", "-q", "-m", "both", "side"]).unwrap().status.success());
    let merged = String::from_utf8(folder.read("repo/m.lienket")).unwrap();
    assert!(merged.contains("to_year: 2023, volume: 340.0"));
}

/// A register that was imported twice: its rows have moved, and with them the numbers.
#[test]
fn maps_of_two_imports_are_compared_by_what_people_know() {
    let folder = Folder::new();
    folder.write("a.csv", "name,kind,code,district\nChợ D,chợ,,\nHTX A,HTX,18,Thới Lai\nCông ty B,DN,,\nTHT C,THT,,\n");
    folder.write("al.csv", "from,to,products,to_year\nHTX A,Công ty B,Lúa,2025\nCông ty B,Chợ D,Gạo,\n");
    // The market is gone, one is new, one has another name under its code, one another district; rice comes first.
    folder.write(
        "b.csv",
        "name,kind,code,district\nTHT C,THT,,Cờ Đỏ\nCông ty B,DN,,\nHTX A mới,HTX,18,Thới Lai\nCông ty E,DN,,\n",
    );
    folder.write("bl.csv", "from,to,products,to_year\nCông ty B,Công ty E,Gạo,\nHTX A mới,Công ty B,Lúa,2027\n");
    for (actors, links, map) in [("a.csv", "al.csv", "a.lienket"), ("b.csv", "bl.csv", "b.lienket")] {
        let run =
            folder.run(&["import", "--actors", actors, "--links", links, "--title", "T", "--year", "2024", "-o", map]);
        assert_eq!(run.status, 0, "{}", run.err);
    }
    let told = json(&folder.run(&["diff", "a.lienket", "b.lienket", "--format", "json"]).out);
    let names = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|record| record["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&told["actors"]["removed"]), ["Chợ D"]);
    assert_eq!(names(&told["actors"]["added"]), ["Công ty E"]);
    let mut changed = names(&told["actors"]["changed"]);
    changed.sort();
    assert_eq!(changed, ["HTX A mới", "THT C"]);
    assert_eq!(names(&told["links"]["changed"]), ["HTX A mới → Công ty B"]);
    assert_eq!(told["links"]["changed"][0]["fields"][0]["field"], "to_year");
    assert_eq!(names(&told["links"]["removed"]), ["Công ty B → Chợ D"]);
    assert_eq!(names(&told["products"]["changed"]), Vec::<String>::new(), "{}", told["products"]);
    assert_eq!(told["info"], serde_json::json!([]));
}
