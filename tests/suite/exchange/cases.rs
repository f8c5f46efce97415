//! Tables as offices have them: each from a public report or a trial, with what is right and the general rule.

use lienket::exchange::{DamageKind, Imported, RowErrorKind, WarningKind};
use lienket::language::Language;

use super::{Tables, options};

fn imported(tables: &Tables) -> Imported {
    tables.import().unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn told(imported: &Imported) -> Vec<String> {
    imported.warnings.iter().map(|warning| warning.sentence(Language::English)).collect()
}

fn product_names(imported: &Imported) -> Vec<String> {
    imported.map.products().values().map(|product| product.name.clone()).collect()
}

fn actor_names(imported: &Imported) -> Vec<String> {
    imported.map.actors().values().map(|actor| actor.name.clone()).collect()
}

#[test]
fn products_that_read_the_same_are_one() {
    for (one, other) in [
        ("Xoài Hòa Lộc", "Xoài Hoà Lộc"),
        ("Thủy sản", "Thuỷ sản"),
        ("Lúa khỏe", "Lúa khoẻ"),
        ("Rice", "Rice\u{200b}"),
        ("Lúa Đông Xuân", "Lúa Ðông Xuân"),
        ("Chè  xanh", "chè\u{a0}xanh"),
    ] {
        let mut tables = Tables::new("name\nA\nB\n", &format!("from,to,products\nA,B,{one}\n"));
        tables.models = Some(format!("name,products,core\nM,{other},A\n"));
        let imported = imported(&tables);
        assert_eq!(imported.map.products().len(), 1, "{one} and {other}");
        assert_eq!(told(&imported), [""; 0]);
    }
    // After q and g the vowel is another one.
    for (one, other) in [("Quý", "Qúy"), ("Già", "Gìa"), ("Dừa", "Dứa")] {
        let links = format!("from,to,products\nA,B,{one}\nA,B,{other}\n");
        assert_eq!(imported(&Tables::new("name\nA\nB\n", &links)).map.products().len(), 2);
    }
}

#[test]
fn a_product_that_nobody_sells_is_told_with_the_nearest() {
    let mut tables = Tables::new("name\nA\nB\n", "from,to,products\nA,B,Xoài cát Hòa Lộc\n");
    tables.models = Some("name,products,core\nM,Xoài cát Hòa Lọc,A\nN,Sầu riêng,A\n".into());
    assert_eq!(
        told(&imported(&tables)),
        [
            "models.csv: row 2, column products: “Xoài cát Hòa Lọc” is sold by nobody; is “Xoài cát Hòa Lộc” meant?",
            "models.csv: row 3, column products: “Sầu riêng” is sold by nobody",
        ]
    );
    tables.products = Some("name\nSầu riêng\nXoài cát Hòa Lọc\n".into());
    assert_eq!(told(&imported(&tables)), [""; 0]);
}

#[test]
fn an_item_of_products_that_are_named_elsewhere_is_a_list() {
    let mut tables = Tables::new("name\nA\nB\n", "from,to,products\nA,B,\"Rice, Fish\"\nA,B,Rice và Fish\n");
    tables.models = Some("name,products,core\nM,Rice,A\nN,Fish,A\n".into());
    let listed = imported(&tables);
    assert_eq!(product_names(&listed), ["Rice", "Fish"]);
    assert_eq!(listed.warnings.len(), 2);
    // Parts that are named nowhere else are part of one name.
    let one = imported(&Tables::new("name\nA\nB\n", "from,to,products\nA,B,\"Greens, roots\"\n"));
    assert_eq!((product_names(&one), told(&one)), (vec!["Greens, roots".to_owned()], vec![]));
    for cell in ["\"Rice 1200, Fish 300\"", "\"Rice:1200, Fish:300\"", "Rice: 1200 & Fish: 300"] {
        let actors = format!("name,supply\nA,{cell}\nB,\n");
        let supplied = imported(&Tables::new(&actors, "from,to,products\nA,B,Rice\nA,B,Fish\n"));
        let supply = &supplied.map.actors().values().next().unwrap().supply;
        let volumes: Vec<Option<f64>> = supply.iter().map(|supply| supply.volume).collect();
        assert_eq!((product_names(&supplied).len(), volumes), (2, vec![Some(1200.0), Some(300.0)]), "{cell}");
    }
}

#[test]
fn characters_that_nobody_sees_count_for_nothing() {
    let same = Tables::new("name\nCoop A\nCoop A\u{200b}\n", "from,to\n").import().unwrap_err();
    assert_eq!(same[0].reason, RowErrorKind::DuplicateKey { key: "Coop A".into(), row: 2 });
    let joined = imported(&Tables::new("\u{feff}name\nA\n\u{feff}Coop D\n", "from,to\nCoop D,A\n"));
    assert_eq!(actor_names(&joined), ["A", "Coop D"]);
    assert_eq!(imported(&Tables::new("na\u{200b}me\nA\n", "from,to\n")).map.actors().len(), 1);
}

#[test]
fn text_behind_a_closing_quotation_mark_is_wrong() {
    let actors =
        "name,kind\n\"#17 \"Big\" coop\",cooperative\n\"Coop \\\"A\\\"\",cooperative\n\"Mill\" ,\n\"a \"\"b\"\"\",\n";
    insta::assert_snapshot!(Tables::new(actors, "from,to\n").complaints(), @r"
    actors.csv: row 2, column name: a closing quotation mark is followed by more text; double the marks inside; the same in row 3
    ");
    let doubled = imported(&Tables::new("name\n\"#17 \"\"Big\"\" coop\"\n", "from,to\n"));
    assert_eq!(actor_names(&doubled), ["#17 \"Big\" coop"]);
}

#[test]
fn guards_of_text_mean_their_inside() {
    let actors = "id,name,kind,code\n=\"001\",Coop A,htx,=\"0180123456\"\n=\"002\",Mill B,dn,'1800999999\n";
    let map = imported(&Tables::new(actors, "from,to\n001,002\n")).map;
    let codes: Vec<&str> = map.actors().values().map(|actor| actor.code.as_str()).collect();
    assert_eq!((codes, map.links().len()), (vec!["0180123456", "1800999999"], 1));
}

#[test]
fn rows_end_where_their_text_ends() {
    let actors =
        "name,kind,district,note\n\"Coop A\",cooperative\nMill B,enterprise,Ninh Kieu,,,,\nMarket C,market,,\n";
    assert_eq!(imported(&Tables::new(actors, "from,to\nCoop A,Mill B,\n")).map.actors().len(), 3);
    insta::assert_snapshot!(Tables::new("name,kind\nA,htx,more\n", "from,to\nA\n").complaints(), @r"
    actors.csv: row 2: “more” stands beyond the last column of the header; check separators and quotation marks
    links.csv: row 2, column to: it is empty
    ");
}

#[test]
fn a_date_stands_for_its_year() {
    let actors = "name,founded,dissolved\nA,2003-03-25,\nB,14/05/2015,31/12/2021\nC,3/2019,\n";
    let links = "from,to,from_year,to_year\nA,B,2018-07-01,30/06/2020\n";
    let imported = imported(&Tables::new(actors, links));
    let years: Vec<_> = imported.map.actors().values().map(|actor| (actor.founded, actor.dissolved)).collect();
    assert_eq!(years, [(Some(2003), None), (Some(2015), Some(2021)), (Some(2019), None)]);
    let link = imported.map.links().values().next().unwrap();
    assert_eq!((link.from_year, link.to_year), (Some(2018), Some(2020)));
    assert_eq!(
        told(&imported),
        [
            "actors.csv: column founded: 3 cells are dates; their years were taken",
            "actors.csv: row 3, column dissolved: a date; its year was taken",
            "links.csv: row 2, column from_year: a date; its year was taken",
            "links.csv: row 2, column to_year: a date; its year was taken",
        ]
    );
    let wrong = "name,founded\nA,soon\nB,25/13/2003\nC,25/03/03\nD,x\nE,y\nF,soon\n";
    insta::assert_snapshot!(Tables::new(wrong, "from,to\n").complaints(), @r"
    actors.csv: row 2, column founded: “soon” is not a year from 1900 to 2200; the same in rows 5, 6 and 7
    actors.csv: row 3, column founded: “25/13/2003” is not a year from 1900 to 2200
    actors.csv: row 4, column founded: “25/03/03” is not a year from 1900 to 2200
    ");
}

#[test]
fn totals_and_headings_are_no_actors() {
    let actors = "STT,Tên,Loại,Thành viên\nI,HUYỆN THỚI LAI,,\n1,HTX A,HTX,10\n2,Mill B,DN,\n,Tổng cộng,,10\n";
    let told_of = imported(&Tables::new(actors, "from,to,products\nHTX A,Mill B,Lúa\n"));
    assert_eq!(actor_names(&told_of), ["HTX A", "Mill B"]);
    assert_eq!(
        told(&told_of),
        ["actors.csv: row 5: totals, left out", "actors.csv: row 2: nothing but a name, like a heading; left out",]
    );
    // What a link names is an actor, whatever its row looks like.
    let named = imported(&Tables::new("Tên,Loại\nTrại B,\nHTX A,HTX\n", "from,to\nHTX A,Trại B\n"));
    assert_eq!((named.map.actors().len(), told(&named).len()), (2, 0));
    assert_eq!(imported(&Tables::new("Tên\nTổng công ty X\n", "from,to\n")).map.actors().len(), 1);
}

#[test]
fn damaged_letters_are_told() {
    let actors = "name,kind\nH\u{fffd}p t\u{fffd}c x\u{fffd} A,HTX\nHợp tÃ¡c xÃ£ B,HTX\nHîp t¸c x· C,HTX\n";
    let kinds: Vec<(Vec<usize>, WarningKind)> =
        imported(&Tables::new(actors, "from,to\n")).warnings.into_iter().map(|it| (it.rows, it.kind)).collect();
    let damaged = |kind, example: &str| WarningKind::DamagedText { kind, example: example.into() };
    assert_eq!(
        kinds,
        [
            (vec![2], damaged(DamageKind::Lost, "H\u{fffd}p t\u{fffd}c x\u{fffd} A")),
            (vec![3], damaged(DamageKind::TwiceConverted, "Hợp tÃ¡c xÃ£ B")),
            (vec![4], damaged(DamageKind::Tcvn3, "Hîp t¸c x· C")),
        ]
    );
}

#[test]
fn signs_of_statistics_for_nothing_are_empty() {
    let actors = "name,members,founded\nA,-,n/a\nB,…,–\nC,không,..\n";
    let map = imported(&Tables::new(actors, "from,to,volume,share\nA,B,-,..\n")).map;
    assert!(map.actors().values().all(|actor| actor.figures.is_empty() && actor.founded.is_none()));
    assert!(map.links().values().all(|link| link.volume.is_none() && link.share.is_none()));
}

#[test]
fn a_mark_before_three_digits_parts_thousands_of_a_whole_number() {
    for (cell, members) in [("36.000", 36_000), ("1.200", 1_200), ("1,234,567", 1_234_567), ("12", 12)] {
        let actors = format!("name\tmembers\nA\t{cell}\n");
        let map = imported(&Tables::new(&actors, "from,to\n")).map;
        let figures = map.actors().values().next().unwrap().figures.values().next().unwrap().clone();
        assert_eq!(figures.members, Some(members), "{cell}");
    }
}

#[test]
fn the_header_may_stand_below_titles_and_in_two_rows() {
    let actors = "DANH SÁCH HỢP TÁC XÃ NĂM 2024,,\n(Kèm theo báo cáo),,\n,,\nSTT,Tên,Loại\n1,HTX A,HTX\n2,Mill B,DN\n";
    let titled = imported(&Tables::new(actors, "from,to\nHTX A,Mill B\n"));
    assert_eq!(
        (titled.map.actors().len(), told(&titled)),
        (2, vec!["actors.csv: the header was taken from row 4".into()])
    );
    let merged =
        "STT,Tên HTX,Tên,Địa bàn,,Loại\n,,,Xã,Huyện,\n(1),(2),(3),(4),(5),(6)\n1,,HTX A,Trường Long,Phong Điền,HTX\n";
    let merged = imported(&Tables::new(
        &merged.replace("Tên HTX,", "").replace(",,,Xã", ",,Xã").replace("(6)", "").replace("1,,HTX", "1,HTX"),
        "from,to\n",
    ));
    let actor = merged.map.actors().values().next().unwrap();
    assert_eq!((actor.commune.as_str(), actor.district.as_str()), ("Trường Long", "Phong Điền"));
    assert_eq!(merged.map.actors().len(), 1, "{:?}", told(&merged));
}

#[test]
fn headers_of_network_programs_are_known() {
    let actors = "Id,Label,Type\nn1,Coop A,cooperative\nn2,Mill B,enterprise\n";
    let map = imported(&Tables::new(actors, "Source,Target,Weight\nn1,n2,12\n")).map;
    assert_eq!(map.links().values().map(|link| link.volume).collect::<Vec<_>>(), [Some(12.0)]);
    let directed = imported(&Tables::new(actors, "Source,Target,Type\nn1,n2,Directed\n"));
    assert_eq!(told(&directed), ["links.csv: column Type: it only says which way edges go; left out"]);
    assert_eq!(imported(&Tables::new(actors, "node1,node2\nn1,n2\n")).map.links().len(), 1);
}

#[test]
fn links_that_are_alike_in_all_cells_are_told_once() {
    let links = "from,to,products,volume\nA,B,Rice,10\nA,B,Rice,10\nA,B,Rice,11\nA,B,Rice,10\n";
    let imported = imported(&Tables::new("name\nA\nB\n", links));
    assert_eq!(told(&imported), ["links.csv: rows 2, 3 and 5 are the same in every cell"]);
    assert_eq!(imported.map.links().len(), 4);
}

#[test]
fn a_whole_number_with_a_decimal_point_is_that_number() {
    let actors = "id,name,kind\n130,Store,market\n330,Mill,enterprise\n";
    assert_eq!(imported(&Tables::new(actors, "from,to\n330.0,130.0\n")).map.links().len(), 1);
    let exact = "id,name\n130,Store\n130.0,Other\n1,Mill\n";
    let map = imported(&Tables::new(exact, "from,to\n1,130.0\n")).map;
    let buyer = map.links().values().next().unwrap().to;
    assert_eq!(map.actors()[&buyer].name, "Other");
}

#[test]
fn arrows_of_all_kinds_part_a_channel() {
    let mut tables = Tables::new("name\nA\nB\nC\n", "from,to\n");
    tables.channels = Some("name,path\nK1,A → B → C\nK2,A -> B -> C\nK3,A>B=>C\n".into());
    assert!(imported(&tables).map.channels().values().all(|channel| channel.path.len() == 3));
}

#[test]
fn many_cells_of_one_column_have_one_cause() {
    let rows: Vec<String> = (0..100).map(|at| format!("A{at},x{at}")).collect();
    let errors = Tables::new(&format!("name,members\n{}\n", rows.join("\n")), "from,to\n").import().unwrap_err();
    assert_eq!(errors.len(), 3);
    assert_eq!(
        errors[0].sentence(Language::English),
        "actors.csv: row 2, column members: “x0” is not a number; the same in rows 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 87 more"
    );
    let rows: Vec<String> = (0..100).map(|at| format!("A{at},mill")).collect();
    let errors = Tables::new(&format!("name,sector\n{}\n", rows.join("\n")), "from,to\n").import().unwrap_err();
    assert_eq!((errors.len(), errors[0].further_rows.len()), (1, 99));
}

#[test]
fn figures_by_year_and_targets_come_in() {
    let mut tables = Tables::new("id,name,code,members\n7,HTX A,180,12\n8,B,181,\n", "from,to\n7,8\n");
    tables.figures = Some(
        "Tác nhân;Năm;Số thành viên;Doanh thu;Lợi nhuận;Vốn;Có hiệu quả;registered\n\
         HTX A;2018;1.200;1.500.000,5;-3;25.000.000;có;x\n7;2019;1.300;;;;không;\n"
            .into(),
    );
    tables.targets = Some(
        "name,measure,year,goal,of\nLinked,linked_models,2025,15,\nMore,member_growth,2020,10,2018\n\
         New,founded,2020,35,cooperative|union\nFund,fund_capital,2025,20000000000,B\nEff,effective_share,2020,50,\n\
         All,number present: cooperative,2020,3,\n"
            .into(),
    );
    let options = lienket::exchange::ImportOptions { year: Some(2020), ..options() };
    let map = tables.import_with(&options).unwrap_or_else(|errors| panic!("{errors:?}")).map;
    let coop = map.actors().values().next().unwrap();
    let members: Vec<_> = coop.figures.iter().map(|(year, figures)| (*year, figures.members)).collect();
    assert_eq!(members, [(2018, Some(1200)), (2019, Some(1300)), (2020, Some(12))]);
    let figures = &coop.figures[&2018];
    assert_eq!((figures.revenue, figures.profit, figures.capital), (Some(1_500_000.5), Some(-3.0), Some(25_000_000.0)));
    assert_eq!((figures.effective, figures.registered), (Some(true), Some(true)));
    let codes: Vec<&str> = map.targets().values().map(|target| target.measure.code()).collect();
    assert_eq!(codes, ["linked_models", "member_growth", "founded", "fund_capital", "effective_share", "count"]);
    assert_eq!(map.targets().values().map(|target| target.of.len()).sum::<usize>(), 1);
    tables.figures = Some("actor,year,members\nHTX A,2018,1\nZ,2018,1\n7,2018,2\n".into());
    tables.targets = Some("name,measure,year,goal\nX,whatever,2020,1\nY,linked_models,,\n".into());
    insta::assert_snapshot!(tables.complaints(), @r"
    figures.csv: row 3, column actor: there is no actor “Z”; add it to the actors, or correct this cell
    figures.csv: row 4, column year: “7 2018” already stands in row 2; it must be unique
    targets.csv: row 2, column measure: “whatever” does not say how the target is counted; use one of: models that reach a buyer; founded in the year: …; growth of members on …; share of cooperatives that are effective; capital of supporters; volume sold under contract; number present: …
    targets.csv: row 3, column year: it is empty
    targets.csv: row 3, column goal: it is empty
    ");
}

#[test]
fn what_registers_write_is_understood() {
    let actors = "Tên,Loại,Ngành\nA,HTX nông nghiệp,\nB,Quỹ tín dụng nhân dân,\nC,HTX,Thương mại - dịch vụ\nD,Công ty TNHH,\nHTX E,,\n";
    let map = imported(&Tables::new(actors, "Từ,Đến,Hình thức\nA,D,Hợp đồng bao tiêu\n")).map;
    let kinds: Vec<_> = map.actors().values().map(|actor| (actor.kind, actor.sector)).collect();
    use lienket::map::{ActorKind, LinkForm, Sector};
    assert_eq!(
        kinds,
        [
            (ActorKind::Cooperative, Sector::Agriculture),
            (ActorKind::Supporter, Sector::Agriculture),
            (ActorKind::Cooperative, Sector::Trade),
            (ActorKind::Enterprise, Sector::Agriculture),
            (ActorKind::Cooperative, Sector::Agriculture),
        ]
    );
    assert_eq!(map.links().values().next().unwrap().form, Some(LinkForm::Contract));
}

#[test]
fn a_register_alone_makes_a_map() {
    let files = [lienket::exchange::ImportFile { name: "a.csv", bytes: b"name,kind\nA,htx\n", table: None }];
    assert_eq!(lienket::exchange::import_tables(&files, &options()).unwrap().map.actors().len(), 1);
    let files = [lienket::exchange::ImportFile { name: "l.csv", bytes: b"from,to\nA,B\n", table: None }];
    let errors = lienket::exchange::import_tables(&files, &options()).unwrap_err();
    assert_eq!(errors[0].reason, RowErrorKind::NoActors);
}
