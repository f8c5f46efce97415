//! Headers as people write them.

use lienket::exchange::{RowErrorKind, WarningKind};

use super::Tables;

/// The first table with these columns, and a row of these cells.
fn row(cells: &[(&str, &str)]) -> String {
    let of = |pick: fn(&(&str, &str)) -> String| cells.iter().map(pick).collect::<Vec<_>>().join("\t");
    format!("{}\n{}\n", of(|(header, _)| (*header).to_owned()), of(|(_, cell)| (*cell).to_owned()))
}

const ACTORS: &[(&str, &str)] = &[("name", "A")];
const LINKS: &[(&str, &str)] = &[("from", "A"), ("to", "B")];

#[test]
fn every_twin_is_known_in_its_table() {
    let actors = "Mã|Mã tác nhân;Tên|Tên đơn vị|Tên tác nhân|TÊN ĐƠN VỊ:;Loại|Loại tác nhân|Loại hình;Khâu|Công đoạn;\
                  Ngành|Ngành nghề;Mã số|MST|Mã số HTX|Mã số thuế|ma so htx;\
                  Thành viên|Số lượng thành viên|Số thành viên|Số thành viên (người);\
                  Cung ứng|Nguồn cung|Cung cấp|Sản lượng (tấn)|Sản lượng [tấn/năm]";
    let links = "Từ|Bên bán|Người bán;Đến|Tới|Bên mua|Người mua;Hình thức|Hình thức liên kết;Bằng chứng|Căn cứ;\
                 Tỉ trọng|Tỷ trọng|Tỉ lệ|Tỷ lệ|Tỷ lệ (%);Khối lượng|Sản lượng (tấn)";
    let models = "Tên|Tên mô hình;Nòng cốt|Hạt nhân;Sản phẩm|Tên sản phẩm";
    let channels = "Tên|Tên kênh|Kênh tiêu thụ;Đường đi|Lộ trình|Tuyến|Tuyến đường;Tỉ trọng|Tỷ trọng|Tỉ lệ|Tỷ lệ;\
                    Sản phẩm|Tên sản phẩm";
    let products = "Tên|Tên sản phẩm|Sản phẩm;Đơn vị|ĐVT|Đơn vị tính;Thuộc|Nhóm|Thuộc nhóm;\
                    Chu kỳ|Chu kỳ (tháng)|Số tháng";
    for (table, twins) in [actors, links, models, channels, products].into_iter().enumerate() {
        let groups: Vec<Vec<&str>> = twins.split(';').map(|group| group.split('|').collect()).collect();
        for (at, group) in groups.iter().enumerate() {
            for twin in group {
                let mut headers: Vec<&str> = groups.iter().map(|group| group[0]).collect();
                headers[at] = twin;
                let header = headers.join("\t");
                let mut tables = Tables::new("name\nA\n", "from,to\n");
                match table {
                    0 => tables.actors = header,
                    1 => tables.links = header,
                    2 => tables.models = Some(header),
                    3 => tables.channels = Some(header),
                    _ => tables.products = Some(header),
                }
                assert_eq!(tables.import().map(|imported| imported.warnings), Ok(vec![]), "{twin}");
            }
        }
    }
}

#[test]
fn a_number_of_the_register_is_a_code() {
    let actor = |cells: &[(&str, &str)]| {
        let map = Tables::new(&row(cells), "from,to\n").import().unwrap().map;
        map.actors().values().next().map(|actor| (actor.id.0, actor.code.clone())).unwrap()
    };
    for header in ["Mã số", "MST", "Mã số HTX", "Mã số thuế"] {
        assert_eq!(actor(&[("Mã", "7"), (header, "180"), ("Tên", "A")]), (7, "180".into()), "{header}");
        assert_eq!(actor(&[("id", "7"), ("Tên", "A"), (header, "180")]), (7, "180".into()), "{header}");
        assert_eq!(actor(&[("Tên", "A"), (header, "180")]), (1, "180".into()), "{header}");
    }
    assert_eq!(actor(&[("Mã", "7"), ("Tên", "A")]), (7, String::new()));
}

#[test]
fn links_may_name_a_code_where_there_are_no_ids() {
    let actors = "Mã số,Tên\n180,A\n181,B\n182,C\n182,D\n";
    let link = |links: &str| Tables::new(actors, links).import().map(|imported| imported.map.links().len());
    assert_eq!(link("from,to\n180,B\n"), Ok(1));
    assert!(link("from,to\n182,B\n").is_err(), "two have this code");
    assert!(Tables::new("id,code,name\n1,180,A\n2,,B\n", "from,to\n180,2\n").import().is_err());
}

#[test]
fn a_column_that_numbers_the_rows_is_left_out_without_a_word() {
    for header in ["STT", "TT", "No", "no.", "#", "Số TT", "stt."] {
        let cells = [&[(header, "1")], ACTORS].concat();
        let links = [LINKS, &[(header, "1")]].concat();
        let actors = format!("{}2\tB\n", row(&cells));
        let imported = Tables::new(&actors, &row(&links)).import().unwrap();
        assert_eq!(imported.warnings, [], "{header}");
    }
    let debt = Tables::new(&row(&[("name", "A"), ("Nợ", "1")]), "from,to\n").import().unwrap();
    assert_eq!(debt.warnings, [super::warning("actors.csv", Some("Nợ"), WarningKind::UnknownColumn)]);
}

#[test]
fn two_columns_of_one_meaning_are_named() {
    let errors = Tables::new("MST,Tên,Mã số\n1,A,2\n", "from,to\n").import().unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].reason, RowErrorKind::DuplicateColumn { first: "MST".into() });
    assert_eq!((errors[0].row, errors[0].column.as_deref()), (Some(1), Some("Mã số")));
}
