//! What registers write, in every reader: text and workbooks.

use lienket::exchange::{
    ImportFile, ImportTable, ImportWarning, Imported, WarningKind, import_tables, update_from_tables,
};
use lienket::language::Language;
use lienket::map::{Actor, ActorKind, LinkForm, LinkageMap, Sector};
use rust_xlsxwriter::Workbook;

use super::options;

/// A table as each reader has it: text with either separator, and a workbook whose cells are texts.
fn in_every_reader(table: ImportTable, rows: &[&[&str]]) -> Vec<(&'static str, ImportTable, Vec<u8>)> {
    let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
    let text = |separator: &str| -> Vec<u8> {
        let lines = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(separator));
        (lines.collect::<Vec<_>>().join("\n") + "\n").into_bytes()
    };
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            sheet.write_string(at as u32, column as u16, *cell).unwrap();
        }
    }
    vec![
        ("t.csv", table, text(",")),
        ("t.csv", table, text(";")),
        ("t.tsv", table, text("\t")),
        ("t.xlsx", table, workbook.save_to_buffer().unwrap()),
    ]
}

fn import(files: &[(&'static str, ImportTable, Vec<u8>)]) -> Imported {
    let files: Vec<ImportFile<'_>> =
        files.iter().map(|(name, table, bytes)| ImportFile { name, bytes, table: Some(*table) }).collect();
    import_tables(&files, &options()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// Imports a table of actors by every reader, and looks at each result.
fn actors(rows: &[&[&str]], look: impl Fn(&LinkageMap, &[ImportWarning])) {
    for file in in_every_reader(ImportTable::Actors, rows) {
        let imported = import(&[file]);
        for warning in &imported.warnings {
            for language in Language::ALL {
                let sentence = warning.sentence(language);
                assert!(!sentence.is_empty() && !sentence.contains('\n'));
            }
        }
        look(&imported.map, &imported.warnings);
    }
}

fn named<'map>(map: &'map LinkageMap, name: &str) -> &'map Actor {
    map.actors().values().find(|actor| actor.name == name).unwrap_or_else(|| panic!("{name}"))
}

fn kinds(warnings: &[ImportWarning]) -> Vec<&WarningKind> {
    warnings.iter().map(|warning| &warning.kind).collect()
}

#[test]
fn kinds_and_sectors_stand_in_many_words() {
    let rows: &[&[&str]] = &[
        &["Tên", "Loại hình", "Ngành"],
        &["Thới Lai", "HTX nông nghiệp", ""],
        &["Quỹ Ô Môn", "Quỹ tín dụng nhân dân", ""],
        &["Trung An", "Công ty TNHH", "Thương mại - dịch vụ"],
        &["Bình Tây", "Công ty Cổ phần", "Dịch vụ nông nghiệp"],
        &["Ba Xe", "Doanh nghiệp tư nhân", "vận tải"],
        &["Tổ 1", "THT", "xây dựng"],
    ];
    actors(rows, |map, _| {
        let told: Vec<(ActorKind, Sector)> = map.actors().values().map(|it| (it.kind, it.sector)).collect();
        assert_eq!(
            told,
            [
                (ActorKind::Cooperative, Sector::Agriculture),
                (ActorKind::Supporter, Sector::Agriculture),
                (ActorKind::Enterprise, Sector::Trade),
                (ActorKind::Enterprise, Sector::Agriculture),
                (ActorKind::Enterprise, Sector::Transport),
                (ActorKind::Group, Sector::Construction),
            ]
        );
    });
}

#[test]
fn forms_and_units_of_links() {
    let actors: &[&[&str]] = &[&["name", "kind"], &["HTX A", "htx"], &["Công ty B", "dn"]];
    let links: &[&[&str]] = &[
        &["Bên bán", "Bên mua", "Sản phẩm", "Hình thức", "Sản lượng (tấn/năm)"],
        &["HTX A", "Công ty B", "Lúa", "Hợp đồng bao tiêu", "1.000,5"],
        &["HTX A", "Công ty B", "Gạo", "Thỏa thuận miệng", "25.000"],
        &["HTX A", "Công ty B", "Cám", "", ""],
    ];
    let all = in_every_reader(ImportTable::Actors, actors).into_iter().zip(in_every_reader(ImportTable::Links, links));
    for (one, other) in all {
        let imported = import(&[one, other]);
        let links: Vec<_> = imported.map.links().values().map(|link| (link.form, link.volume)).collect();
        assert_eq!(
            links,
            [(Some(LinkForm::Contract), Some(1_000.5)), (Some(LinkForm::Agreement), Some(25_000.0)), (None, None)]
        );
        let units: Vec<&str> = imported.map.products().values().map(|product| product.unit.as_str()).collect();
        assert_eq!(units, ["tấn", "tấn", ""]);
        assert!(kinds(&imported.warnings).contains(&&WarningKind::UnitOfHead { unit: "tấn".into(), products: 2 }));
    }
}

#[test]
fn a_product_that_is_counted_otherwise_is_told_of() {
    let file = |name, text: &'static str, table| ImportFile { name, bytes: text.as_bytes(), table: Some(table) };
    let actors = file("a.csv", "name,kind,Sản lượng (tấn)\nHTX A,htx,Lúa: 20; Cá: 5\n", ImportTable::Actors);
    let products = file("p.csv", "name,unit\nLúa,kg\n", ImportTable::Products);
    let imported = import_tables(&[actors, products], &options()).unwrap();
    let units: Vec<&str> = imported.map.products().values().map(|product| product.unit.as_str()).collect();
    assert_eq!(units, ["kg", "tấn"]);
    let other = WarningKind::OtherUnit { unit: "tấn".into(), products: "Lúa (kg)".into() };
    assert!(kinds(&imported.warnings).contains(&&other), "{:?}", imported.warnings);
    // A map that has no unit yet gets it, one that has one keeps it.
    let actors = file("a.csv", "name,kind,Sản lượng (tạ)\nHTX A,htx,Lúa: 20; Cá: 5; Tôm: 1\n", ImportTable::Actors);
    let updated = update_from_tables(&[actors], &imported.map, &options(), false).unwrap();
    let units: Vec<&str> = updated.map.products().values().map(|product| product.unit.as_str()).collect();
    assert_eq!(units, ["kg", "tấn", "tạ"]);
    let other = WarningKind::OtherUnit { unit: "tạ".into(), products: "Lúa (kg); Cá (tấn)".into() };
    assert!(kinds(&updated.warnings).contains(&&other), "{:?}", updated.warnings);
}

#[test]
fn brackets_that_are_no_unit_say_none() {
    let actors = "name,kind,Sản lượng (ước tính)\nHTX A,htx,Lúa: 20\n";
    let file = ImportFile { name: "a.csv", bytes: actors.as_bytes(), table: Some(ImportTable::Actors) };
    let imported = import_tables(&[file], &options()).unwrap();
    assert!(imported.map.products().values().all(|product| product.unit.is_empty()));
    assert!(imported.warnings.is_empty(), "{:?}", imported.warnings);
}

#[test]
fn a_status_dissolves_only_who_was_dissolved_in_a_year() {
    let rows: &[&[&str]] = &[
        &["Tên", "Tình trạng hoạt động"],
        &["HTX A", "Đang hoạt động"],
        &["HTX B", "ngừng hoạt động"],
        &["HTX C", "Tạm ngừng"],
        &["HTX D", "chờ giải thể"],
        &["HTX E", "Đã giải thể"],
        &["HTX G", "Giải thể năm 2022"],
        &["HTX H", "giải thể 15/3/2021"],
        &["HTX I", "ngừng hoạt động từ năm 2020"],
        &["HTX K", "hạng 3"],
        &["HTX L", "Hoạt động bình thường"],
        &["HTX M", "Chưa giải thể"],
        &["HTX N", ""],
    ];
    actors(rows, |map, warnings| {
        let dissolved: Vec<(&str, i32)> =
            map.actors().values().filter_map(|actor| Some((actor.name.as_str(), actor.dissolved?))).collect();
        assert_eq!(dissolved, [("HTX G", 2022), ("HTX H", 2021)]);
        let stopped = warnings.iter().find(|it| matches!(it.kind, WarningKind::Stopped { .. })).unwrap();
        assert_eq!(stopped.rows, [3, 4, 5, 6, 9]);
        assert!(stopped.sentence(Language::English).contains("HTX B; HTX C; HTX D; HTX E; HTX I"));
        assert!(kinds(warnings).contains(&&WarningKind::UnknownStatus { words: "hạng 3".into() }));
    });
    let rows: &[&[&str]] = &[&["Tên", "Trạng thái", "Năm giải thể"], &["HTX A", "Đã giải thể", "2019"]];
    actors(rows, |map, warnings| {
        assert_eq!(named(map, "HTX A").dissolved, Some(2019));
        assert!(warnings.is_empty(), "{warnings:?}");
    });
}

#[test]
fn figures_of_years_may_stand_side_by_side() {
    let flat: &[&[&str]] = &[
        &["STT", "Tên", "Thành viên 2019", "2020", "Doanh thu năm 2019 (triệu đồng)", "Doanh thu 2020 (triệu đồng)"],
        &["1", "HTX A", "25", "1.030", "1.200,5", "-"],
        &["2", "HTX B", "", "12", "25.000", "900"],
        &["", "Tổng cộng", "25", "1.042", "26.200,5", "900"],
    ];
    let merged: &[&[&str]] = &[
        &["STT", "Tên", "Thành viên", "", "Doanh thu (triệu đồng)", ""],
        &["", "", "2019", "2020", "2019", "2020"],
        &["1", "HTX A", "25", "1.030", "1.200,5", "-"],
        &["2", "HTX B", "", "12", "25.000", "900"],
        &["", "Tổng cộng", "25", "1.042", "26.200,5", "900"],
    ];
    for rows in [flat, merged] {
        actors(rows, |map, warnings| {
            assert_eq!(map.actors().len(), 2, "{warnings:?}");
            let figures = |name: &str| -> Vec<(i32, Option<u32>, Option<f64>)> {
                named(map, name).figures.iter().map(|(year, it)| (*year, it.members, it.revenue)).collect()
            };
            assert_eq!(figures("HTX A"), [(2019, Some(25), Some(1_200_500_000.0)), (2020, Some(1_030), None)]);
            assert_eq!(figures("HTX B"), [(2019, None, Some(25e9)), (2020, Some(12), Some(9e8))]);
            assert_eq!(map.info().year, 2020);
            assert!(kinds(warnings).contains(&&WarningKind::ScaledSums { factor: 1_000_000 }), "{warnings:?}");
        });
    }
}

#[test]
fn wrong_cells_of_years_are_told_by_their_row() {
    let actors = "Tên,Thành viên 2019\nHTX A,25\nHTX B,nhiều\n";
    let file = ImportFile { name: "a.csv", bytes: actors.as_bytes(), table: Some(ImportTable::Actors) };
    let errors = import_tables(&[file], &options()).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((errors[0].row, errors[0].column.as_deref()), (Some(3), Some("Thành viên")));
}

#[test]
fn dates_stand_for_their_years() {
    let rows: &[&[&str]] = &[
        &["Tên", "Năm thành lập", "Năm giải thể"],
        &["HTX A", "25/03/2003", "2021-05-01"],
        &["HTX B", "3/2015", ""],
        &["HTX C", "2007", ""],
    ];
    actors(rows, |map, warnings| {
        let years: Vec<_> = map.actors().values().map(|actor| (actor.founded, actor.dissolved)).collect();
        assert_eq!(years, [(Some(2003), Some(2021)), (Some(2015), None), (Some(2007), None)]);
        assert_eq!(kinds(warnings), [&WarningKind::DatesAsYears, &WarningKind::DatesAsYears]);
    });
}

#[test]
fn sums_in_thousands_millions_and_milliards_are_in_dong() {
    for (head, factor) in [("triệu đồng", 1e6), ("ĐVT: tỷ đồng", 1e9), ("nghìn đồng", 1e3), ("1.000 đồng", 1e3)]
    {
        let rows: &[&[&str]] = &[&["Tên", &format!("Vốn điều lệ ({head})")], &["HTX A", "1,1"]];
        actors(rows, |map, _| {
            let capital = named(map, "HTX A").figures.values().next().unwrap().capital.unwrap();
            assert!((capital - 1.1 * factor).abs() < 1.0, "{head}: {capital}");
            assert!(capital.fract() == 0.0, "{head}: {capital}");
        });
    }
    let rows: &[&[&str]] = &[&["Tên", "Vốn điều lệ (đồng)"], &["HTX A", "1.100.000"]];
    actors(rows, |map, warnings| {
        assert_eq!(named(map, "HTX A").figures.values().next().unwrap().capital, Some(1_100_000.0));
        assert!(warnings.is_empty(), "{warnings:?}");
    });
}

#[test]
fn heads_that_are_merged_downwards_beside_heads_in_two_rows_are_heads() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = rust_xlsxwriter::Format::new();
    for (column, head) in [(0, "TT"), (1, "Tên đơn vị"), (2, "Loại hình"), (5, "Số thành viên")] {
        sheet.merge_range(1, column, 2, column, head, &format).unwrap();
    }
    sheet.merge_range(1, 3, 1, 4, "Địa chỉ", &format).unwrap();
    sheet.write_string(2, 3, "Xã, phường").unwrap();
    sheet.write_string(2, 4, "Quận, huyện").unwrap();
    sheet.write_string(0, 0, "DANH SÁCH ĐẾN 31/12/2019").unwrap();
    for (row, (name, district)) in [("HTX Một", "Thới Lai"), ("HTX Một", "Cờ Đỏ")].into_iter().enumerate() {
        let row = row as u32 + 3;
        sheet.write_number(row, 0, f64::from(row - 2)).unwrap();
        for (column, text) in [(1, name), (2, "HTX"), (3, "An Bình"), (4, district)] {
            sheet.write_string(row, column, text).unwrap();
        }
        sheet.write_number(row, 5, 12.0).unwrap();
    }
    sheet.write_string(6, 4, "Cần Thơ, ngày 10 tháng 01 năm 2020").unwrap();
    sheet.write_string(7, 4, "NGƯỜI LẬP BIỂU").unwrap();
    let imported = import(&[("t.xlsx", ImportTable::Actors, workbook.save_to_buffer().unwrap())]);
    // One name in two districts is two cooperatives.
    let places: Vec<(&str, &str)> =
        imported.map.actors().values().map(|actor| (actor.commune.as_str(), actor.district.as_str())).collect();
    assert_eq!(places, [("An Bình", "Thới Lai"), ("An Bình", "Cờ Đỏ")]);
    let told =
        |kind: &WarningKind| imported.warnings.iter().find(|warning| warning.kind == *kind).map(|it| it.rows.clone());
    assert_eq!(told(&WarningKind::RowsBelow), Some(vec![7, 8]));
    assert_eq!(told(&WarningKind::Namesakes), Some(vec![5]));
}

#[test]
fn rows_of_one_name_are_two_actors_only_where_something_tells_them_apart() {
    let outcome = |rows: &str| {
        let text = format!("Tên,Huyện,Mã số\n{rows}");
        let file = ImportFile { name: "t.csv", bytes: text.as_bytes(), table: Some(ImportTable::Actors) };
        import_tables(&[file], &options()).map(|imported| imported.map.actors().len())
    };
    assert_eq!(outcome("HTX A,Thới Lai,\nHTX A,Cờ Đỏ,\nHTX A,Ô Môn,\n"), Ok(3));
    assert_eq!(outcome("HTX A,,180\nHTX A,,181\n"), Ok(2));
    for rows in
        ["HTX A,Thới Lai,\nHTX A,thoi lai,\n", "HTX A,Thới Lai,\nHTX A,,\n", "HTX A,Thới Lai,\nHTX A,Cờ Đỏ,\nHTX A,,\n"]
    {
        assert!(outcome(rows).is_err(), "{rows}");
    }
    // Who is meant by such a name cannot be known.
    let links =
        ImportFile { name: "l.csv", bytes: "from,to\nHTX A,HTX B\n".as_bytes(), table: Some(ImportTable::Links) };
    let text = "Tên,Huyện\nHTX A,Thới Lai\nHTX A,Cờ Đỏ\nHTX B,\n";
    let actors = ImportFile { name: "t.csv", bytes: text.as_bytes(), table: Some(ImportTable::Actors) };
    let errors = import_tables(&[actors, links], &options()).unwrap_err();
    assert!(errors[0].sentence(Language::English).contains("HTX A"), "{errors:?}");
}

/// Imports workbooks and texts of these rows, of which nothing is said, and looks at the map.
fn found_out(rows: &[&[&str]], look: impl Fn(&LinkageMap)) {
    for (name, _, bytes) in in_every_reader(ImportTable::Actors, rows) {
        let file = ImportFile { name, bytes: &bytes, table: None };
        let imported = import_tables(&[file], &options()).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        look(&imported.map);
    }
}

#[test]
fn two_tables_in_one_sheet_are_two_tables() {
    let blank: &[&str] = &["", "", "", ""];
    let below: &[&[&str]] = &[
        &["Tên", "Loại", "Huyện", "Số thành viên"],
        &["HTX Một", "HTX", "Thới Lai", "12"],
        &["THT Hai", "THT", "Ô Môn", "9"],
        blank,
        &["LIÊN KẾT", "", "", ""],
        &["Bên bán", "Bên mua", "Sản phẩm", ""],
        &["THT Hai", "HTX Một", "Lúa", ""],
    ];
    found_out(below, |map| assert_eq!((map.actors().len(), map.links().len()), (2, 1)));
    // Without a title between them.
    let untitled: Vec<&[&str]> = [&below[..4], &below[5..]].concat();
    found_out(&untitled, |map| assert_eq!((map.actors().len(), map.links().len()), (2, 1)));
    let beside: &[&[&str]] = &[
        &["DANH SÁCH", "", "", "", ""],
        &["Tên", "Huyện", "", "Tên", "Loại"],
        &["HTX Một", "Thới Lai", "", "Công ty Gạo", "DN"],
        &["HTX Hai", "Cờ Đỏ", "", "", ""],
    ];
    found_out(beside, |map| {
        assert_eq!(map.actors().len(), 3);
        assert_eq!(
            (named(map, "HTX Hai").district.as_str(), named(map, "Công ty Gạo").kind),
            ("Cờ Đỏ", ActorKind::Enterprise)
        );
    });
    // A gap alone is no table, and heads that come again are those of the same one.
    let again: &[&[&str]] = &[&["Tên", "Huyện"], &["HTX Một", "Thới Lai"], &["", ""], &["HTX Hai", "Cờ Đỏ"]];
    found_out(again, |map| assert_eq!(map.actors().len(), 2));
}

#[test]
fn registers_are_known_by_short_and_english_heads() {
    let short: &[&[&str]] = &[
        &["SỞ NÔNG NGHIỆP", "", "", "", ""],
        &["DANH SÁCH HTX", "", "", "", ""],
        &["STT", "Tên HTX", "Địa bàn huyện", "Năm TL", "TV"],
        &["1", "HTX Một", "Thới Lai", "2015", "12"],
        &["2", "HTX Hai", "Cờ Đỏ", "2018", "20"],
        &["3", "HTX Ba", "Cờ Đỏ", "2019", "21"],
    ];
    found_out(short, |map| {
        let actor = named(map, "HTX Hai");
        assert_eq!((actor.district.as_str(), actor.founded), ("Cờ Đỏ", Some(2018)));
        assert_eq!(actor.figures.values().next().unwrap().members, Some(20));
    });
    let english: &[&[&str]] = &[
        &["No.", "Organization name", "Type", "District", "Year established", "Number of members", "Main product"],
        &["1", "Coop One", "Cooperative", "Thoi Lai", "2015", "12", "Rice"],
        &["2", "Group Two", "Cooperative group", "Co Do", "2018", "9", "Mango"],
    ];
    found_out(english, |map| {
        let actor = named(map, "Coop One");
        assert_eq!((actor.kind, actor.founded, actor.supply.len()), (ActorKind::Cooperative, Some(2015), 1));
    });
}

#[test]
fn a_code_keeps_the_zeros_that_its_format_shows() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let zeros = rust_xlsxwriter::Format::new().set_num_format("0000000000");
    for (column, head) in ["Tên", "Mã số", "Số thành viên"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, head).unwrap();
    }
    sheet.write_string(1, 0, "HTX Một").unwrap();
    sheet.write_number_with_format(1, 1, 180_112_233.0, &zeros).unwrap();
    sheet.write_number_with_format(1, 2, 12.0, &rust_xlsxwriter::Format::new().set_num_format("000")).unwrap();
    let imported = import(&[("t.xlsx", ImportTable::Actors, workbook.save_to_buffer().unwrap())]);
    let actor = named(&imported.map, "HTX Một");
    assert_eq!((actor.code.as_str(), actor.figures.values().next().unwrap().members), ("0180112233", Some(12)));
}
