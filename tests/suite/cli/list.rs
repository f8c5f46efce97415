//! `list`: what meets conditions.

use serde_json::Value;

use super::Folder;

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write(
        "a.csv",
        "name,kind,commune,district,supply\nHTX A,htx,Thới Lai,Thới Lai cũ,Lúa:100\nHTX B,htx,Ô Môn,,Xoài\nTHT C,tht,Thới Lai,,Lúa\n\
         DN D,dn,,,\nChợ E,market,,,\n",
    );
    folder.write(
        "l.csv",
        "from,to,products,form,planned,volume\nHTX A,DN D,Lúa,contract,,50\nHTX B,DN D,Xoài,spot,,\nTHT C,HTX A,Lúa,member,,10\n\
         DN D,Chợ E,,,x,\n",
    );
    folder.write("m.csv", "name,products,core\nM1,Lúa,HTX A\nM2,Xoài,HTX B\n");
    let import = ["import", "--actors", "a.csv", "--links", "l.csv", "--models", "m.csv", "-o", "a.lienket"];
    folder.run(&[&import[..], &["--year", "2019"]].concat()).succeeds();
    folder
}

fn names(folder: &Folder, table: &str, conditions: &str) -> Vec<String> {
    let run = folder.run(&["list", table, "a.lienket", "--where", conditions, "--format", "json", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let rows: Value = serde_json::from_str(&run.out).unwrap();
    let key = if table == "links" { "id" } else { "name" };
    rows.as_array().unwrap().iter().map(|row| row[key].to_string().replace('"', "")).collect()
}

#[test]
fn conditions_speak_both_languages() {
    let folder = folder();
    for (table, conditions, expected) in [
        ("actors", "kind=cooperative", &["HTX A", "HTX B"][..]),
        ("actors", "loại=HTX product=Lúa", &["HTX A"]),
        ("actors", "kind=cooperative product=Lúa district=Thới Lai cũ", &["HTX A"]),
        ("actors", "commune=thoi lai", &["HTX A", "THT C"]),
        ("actors", "xã=Thới Lai kind!=htx", &["THT C"]),
        ("actors", "product=Xoài kind!=enterprise", &["HTX B"]),
        ("actors", "verdict=stops_short", &["HTX A", "HTX B"]),
        ("actors", "district= kind=market", &["Chợ E"]),
        ("links", "form!=contract", &["2", "3", "4"]),
        ("links", "form=", &["4"]),
        ("links", "volume>=50", &["1"]),
        ("links", "volume<50", &["3"]),
        ("links", "from=HTX A", &["1"]),
        ("links", "in_force=no", &["4"]),
        ("links", "hình_thức=hợp đồng", &["1"]),
        ("links", "hình thức=hợp đồng sản phẩm=Lúa", &["1"]),
        ("actors", "loại=HTX sản phẩm=Lúa", &["HTX A"]),
        ("models", "product=Xoài", &["M2"]),
        ("models", "verdict!=firm", &["M1", "M2"]),
        ("models", "core=HTX B", &["M2"]),
        ("models", "", &["M1", "M2"]),
    ] {
        assert_eq!(names(&folder, table, conditions), expected, "{table}: {conditions}");
    }
}

#[test]
fn what_is_no_condition_is_told() {
    let folder = folder();
    for (conditions, told) in [("cooperative", "field=value"), ("colour=red", "known fields"), ("=5", "field=value")] {
        let run = folder.run(&["list", "actors", "a.lienket", "--where", conditions, "--lang", "en"]);
        assert!(run.status == 2 && run.err.contains(told) && run.err.lines().count() == 1, "{}", run.err);
    }
}

#[test]
fn a_list_is_a_table_or_csv() {
    let folder = folder();
    let table = folder.run(&["list", "actors", "a.lienket", "--where", "kind=htx", "--lang", "en"]).out;
    assert!(table.contains("HTX A") && table.ends_with("2 of 5 rows\n"), "{table}");
    let csv = folder.run(&["list", "links", "a.lienket", "--format", "csv", "--lang", "en"]).out;
    assert_eq!(csv.lines().count(), 5, "{csv}");
}

#[test]
fn the_map_in_numbers() {
    let folder = folder();
    let run = |table: &str, format: &str| {
        let run = folder.run(&["list", table, "a.lienket", "--format", format, "--lang", "en"]);
        assert_eq!(run.status, 0, "{}", run.err);
        run.out
    };
    let json = |table: &str| serde_json::from_str::<Value>(&run(table, "json")).unwrap();
    let totals = json("totals");
    let rice = totals.as_array().unwrap().iter().find(|row| row["group"] == "Lúa").unwrap();
    assert_eq!((&rice["by"], &rice["units"], &rice["supply_a_year"]), (&"Product".into(), &2.into(), &100.into()));
    let shares = json("market-shares");
    let buyer = shares.as_array().unwrap().iter().find(|row| row["product"] == "Lúa").unwrap();
    assert_eq!((&buyer["buyer"], &buyer["share_of_what_is_stated"]), (&"DN D".into(), &100.into()));
    let completeness = json("completeness");
    let form = completeness.as_array().unwrap().iter().find(|row| row["detail_of_links"] == "Form").unwrap();
    assert_eq!((&form["stated"], &form["not_stated"]), (&3.into(), &0.into()));
    assert!(run("totals", "csv").starts_with('\u{feff}'));
    assert!(run("totals", "table").contains("Thới Lai"));
    let run = folder.run(&["list", "totals", "a.lienket", "--where", "kind=cooperative", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("this table takes no conditions"), "{}", run.err);
}

#[test]
fn totals_are_by_communes_of_before_or_of_today() {
    let folder = Folder::new();
    folder.write("a.csv", "name,kind,commune,district\nA,htx,Xã Tân Thạnh,Thới Lai\nB,htx,Trường Thành,Thới Lai\n");
    folder.run(&["import", "--actors", "a.csv", "--place", "Cần Thơ", "-o", "a.lienket"]);
    let rows = |places: &[&str]| -> Vec<(String, String)> {
        let args = ["list", "totals", "a.lienket", "--format", "json", "--lang", "en"];
        let run = folder.run(&[&args, places].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        let rows = serde_json::from_str::<Value>(&run.out).unwrap();
        let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
        let rows = rows.as_array().unwrap().iter().map(|row| (text(row, "by"), text(row, "group")));
        rows.filter(|(by, _)| !["Kind", "Sector"].contains(&by.as_str())).collect()
    };
    let wanted = |rows: &[(&str, &str)]| -> Vec<(String, String)> {
        rows.iter().map(|(by, group)| ((*by).to_owned(), (*group).to_owned())).collect()
    };
    let district = ("District", "Huyện Thới Lai");
    let written = [district, ("Commune", "Xã Tân Thạnh"), ("Commune", "Xã Trường Thành")];
    assert_eq!(rows(&[]), wanted(&written));
    assert_eq!(rows(&["--places", "written"]), wanted(&written));
    assert_eq!(rows(&["--places", "old"]), wanted(&written), "they are of before");
    assert_eq!(rows(&["--places", "new"]), wanted(&[district, ("Commune since July 2025", "Xã Trường Thành")]));
}

#[test]
fn the_kind_is_that_of_the_year_and_members_can_be_asked_for() {
    let folder = Folder::new();
    folder.write("a.csv", "name,kind,members\nA,tht,12\nB,htx,30\nC,dn,\n");
    folder.write("l.csv", "from,to,products\nA,C,Lúa\n");
    folder.run(&["import", "--actors", "a.csv", "--links", "l.csv", "-o", "a.lienket", "--year", "2019"]).succeeds();
    let text = String::from_utf8(folder.read("a.lienket")).unwrap();
    let changed = text.replacen("kind: group", "kind: group, became: {2021: cooperative}", 1);
    assert_ne!(text, changed);
    folder.write("a.lienket", changed);
    let listed = |year: &str, conditions: &str| {
        let run =
            folder.run(&["list", "actors", "a.lienket", "--year", year, "--where", conditions, "--format", "json"]);
        assert_eq!(run.status, 0, "{}", run.err);
        let rows: Value = serde_json::from_str(&run.out).unwrap();
        rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed("2020", "kind=cooperative"), ["B"]);
    assert_eq!(listed("2021", "kind=cooperative"), ["A", "B"]);
    assert_eq!(listed("2021", "kind=group"), [""; 0]);
    assert_eq!(listed("2021", "members>12"), ["B"]);
    assert_eq!(listed("2021", "members>=12"), ["A", "B"]);
    assert_eq!(listed("2021", "members="), ["C"]);
    assert_eq!(listed("2018", "members="), ["A", "B", "C"]);
}
