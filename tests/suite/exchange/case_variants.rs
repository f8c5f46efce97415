//! Variants of the cases in `cases`: the same kinds of trouble in other words.

use lienket::exchange::{DamageKind, Imported, RowErrorKind, WarningKind};
use lienket::language::Language;
use lienket::map::{ActorId, LinkForm, LinkKind};

use super::Tables;

fn imported(actors: &str, links: &str) -> Imported {
    Tables::new(actors, links).import().unwrap_or_else(|errors| panic!("{actors}{links}{errors:?}"))
}

fn told(imported: &Imported) -> Vec<String> {
    imported.warnings.iter().map(|warning| warning.sentence(Language::English)).collect()
}

#[test]
fn dates_in_words_stand_for_their_years() {
    for date in [
        "năm 2003",
        "ngày 25 tháng 3 năm 2003",
        "tháng 3/2003",
        "Mar 2003",
        "12-Mar-2003",
        "2003-03",
        "25 tháng 3, 2003",
        "quý I/2003",
        "25/03/2003 12:00",
        "March 25, 2003",
        "đầu năm 2003",
        "2003/3",
        "T3/2003",
        "Thg3 2003",
        "Q1/2003",
    ] {
        let imported = imported(&format!("name,kind,founded\nA,htx,\"{date}\"\n"), "from,to\n");
        assert_eq!(imported.map.actors()[&ActorId(1)].founded, Some(2003), "{date}");
        assert_eq!(imported.warnings.len(), 1, "{date}");
    }
    for no_date in [
        "25/03/03",
        "2003 2004",
        "khoảng 2003",
        "2003+1",
        "20030325",
        "32/2003",
        "1/1/1800",
        "HTX 2003",
        "2003/13",
        "2003/2005",
        "T2003",
    ] {
        let tables = Tables::new(&format!("name,kind,founded\nA,htx,\"{no_date}\"\n"), "from,to\n");
        let errors = tables.import().unwrap_err();
        assert!(matches!(errors[0].reason, RowErrorKind::InvalidYear(_)), "{no_date}: {errors:?}");
    }
}

#[test]
fn rows_of_totals_have_many_names() {
    for name in [
        "Tổng cộng (2 HTX)",
        "Tổng cộng: 2",
        "Cộng toàn huyện",
        "Subtotal",
        "Cộng dồn",
        "Tổng số HTX",
        "Cộng: 12",
        "TOTAL",
        "Bình quân",
        "II. Huyện Thới Lai",
        "III",
        "I/ Quận Ô Môn",
        "Cộng (A+B)",
        "TỔNG (I+II)",
        "* Tổng",
        "- Cộng",
        "Tổng II",
        "A. Tổng số",
        "Toàn huyện",
        "Trung bình",
        "Lũy kế năm 2024",
    ] {
        let actors = format!("STT,name,kind,members\n1,HTX X,htx,5\n2,M Y,dn,\n,{name},,5\n");
        let imported = imported(&actors, "from,to\n");
        assert_eq!(imported.map.actors().len(), 2, "{name}");
        assert_eq!(imported.warnings.len(), 1, "{name}");
    }
    for name in [
        "Tổng công ty Lương thực",
        "Công ty Cộng Hòa",
        "Tổng hợp Tân Phú",
        "Cộng Hòa",
        "Total Gas",
        "Liên Minh. Việt",
        "Cộng Lực",
        "Trung Bình Phước",
        "Toàn Thắng",
        "Vi Thanh",
        "Li. Xuân",
    ] {
        let actors = format!("STT,name,kind,members\n1,HTX X,htx,5\n2,M Y,dn,\n3,{name},,5\n");
        assert_eq!(imported(&actors, "from,to\n").map.actors().len(), 3, "{name}");
    }
}

#[test]
fn words_for_no_number_are_empty() {
    for nothing in [
        "không có",
        "Chưa có",
        "KXĐ",
        "--",
        "?",
        "null",
        "chưa rõ",
        "n/a",
        "—",
        "−",
        "––",
        "(-)",
        "-/-",
        "/",
        "ko",
        "k có",
        "không có số liệu",
        "Không báo cáo",
        "kxd",
    ] {
        let imported = imported(&format!("name,kind,members,founded\nA,htx,{nothing},{nothing}\n"), "from,to\n");
        let actor = &imported.map.actors()[&ActorId(1)];
        assert!(actor.founded.is_none() && actor.figures.is_empty(), "{nothing}");
    }
    for wrong in ["vài", "x", "*", "~12"] {
        assert!(Tables::new(&format!("name,kind,members\nA,htx,{wrong}\n"), "from,to\n").import().is_err(), "{wrong}");
    }
}

#[test]
fn lost_letters_of_one_word_are_told() {
    for (name, kind) in [
        ("HTX Th?i Lai", Some(DamageKind::Lost)),
        ("Coâng ty Gaïo", Some(DamageKind::Vni)),
        ("Nguyeãn Vaên A", Some(DamageKind::Vni)),
        ("Caàn Thô, Caàn Ñöôùc", Some(DamageKind::Vni)),
        ("Café Israël", None),
        ("Xã Hoà Bình, Thoại Hoá", None),
        ("HTX Bình An?", None),
        ("Hợp tác xã A", None),
    ] {
        let imported = imported(&format!("name,kind\n\"{name}\",htx\n"), "from,to\n");
        let found = imported.warnings.iter().find_map(|warning| match &warning.kind {
            WarningKind::DamagedText { kind, .. } => Some(*kind),
            _ => None,
        });
        assert_eq!(found, kind, "{name}");
    }
}

#[test]
fn titles_above_the_header_are_no_part_of_it() {
    let actors = "SỔ HTX,,\n,,\nĐơn vị: Chi cục,,\nTên,Loại,Huyện\nA,HTX,X\n";
    let told = told(&imported(actors, "from,to\n"));
    assert_eq!(told, ["actors.csv: the header was taken from row 4"]);
}

#[test]
fn network_programs_name_columns_twice() {
    let actors = "shared name,name,kind\nn1,A,coop\nn2,B,dn\n";
    let links = "Node 1,Node 2,Weight\nA,B,2.5\n";
    let imported = imported(actors, links);
    assert_eq!(imported.map.links().values().next().unwrap().volume, Some(2.5));
    assert_eq!(
        told(&imported),
        [
            "actors.csv: column shared name: it means the same as column “name”; left out",
            "links.csv: column “Weight” was taken for the volume a year",
        ]
    );
}

#[test]
fn numbers_of_programs_mean_ids_and_codes() {
    for (id, reference) in [
        ("130.0", "130"),
        ("130", "130.0"),
        ("130", "130.00"),
        ("130", "130,0"),
        ("130,0", "130"),
        ("130\u{200b}", "130"),
    ] {
        let links = format!("from,to\n\"{reference}\",2\n");
        imported(&format!("id,name,kind\n\"{id}\",A,htx\n2,B,dn\n"), &links);
    }
    let by_code = "name,kind,code\nA,htx,18\u{200b}00123\nB,dn,\n";
    for reference in ["1800123", "1800123.0", "1800\u{ad}123"] {
        imported(by_code, &format!("from,to\n{reference},B\n"));
    }
    let exact = imported("id,name,kind\n1,A,htx\n1.0,B,dn\n", "from,to\n1,1.0\n");
    assert_eq!(exact.map.links().len(), 1, "each is its own");
    for wrong in ["130.5", "130.000", "0130"] {
        let tables = Tables::new("id,name,kind\n130,A,htx\n2,B,dn\n", &format!("from,to\n{wrong},2\n"));
        assert!(tables.import().is_err(), "{wrong}");
    }
}

#[test]
fn links_are_alike_however_they_are_spelled() {
    let links = "from,to,products,volume\nHTX A,Mill B,Lúa,10\nhtx  a,Mill B,lúa,10.0\nHTX A,Mill B,Lúa,11\n";
    let imported = imported("name,kind\nHTX A,htx\nMill B,dn\n", links);
    let same: Vec<_> =
        imported.warnings.iter().filter(|it| it.kind == WarningKind::SameRows).map(|it| &it.rows).collect();
    assert_eq!(same, [&vec![2, 3]]);
}

#[test]
fn a_path_is_parted_by_whatever_people_write() {
    for path in [
        "A ⇒ M ⇒ K",
        "A » M » K",
        "A --> M --> K",
        "A; M; K",
        "A | M | K",
        "\"A\nM\nK\"",
        "A – M – K",
        "A - M - K",
        "A ► M > K",
        "A —> M —> K",
        "A ➝ M ⇢ K",
        "A ≫ M ≫ K",
        "A -- M -- K",
        "A — M — K",
    ] {
        let mut tables = Tables::new("name,kind\nA,htx\nM,dn\nK,market\n", "from,to\nA,M\nM,K\n");
        tables.channels = Some(format!("name,path\nC,{path}\n"));
        let imported = tables.import().unwrap_or_else(|errors| panic!("{path}: {errors:?}"));
        let channel = imported.map.channels().values().next().unwrap();
        assert_eq!(channel.path, [ActorId(1), ActorId(2), ActorId(3)], "{path}");
    }
}

#[test]
fn dashes_part_products_that_stand_alone_elsewhere() {
    let links = "from,to,products\nA,B,Lúa - Cá\nA,B,Lúa\nA,B,Cá\n";
    assert_eq!(imported("name,kind\nA,htx\nB,dn\n", links).map.products().len(), 2);
    let links = "from,to,products\nA,B,Lúa - Tôm\n";
    assert_eq!(imported("name,kind\nA,htx\nB,dn\n", links).map.products().len(), 1, "it may be one product");
}

#[test]
fn a_misspelt_actor_is_asked_about_with_the_nearest_name() {
    for (wrong, meant) in [
        ("HTX Thới Lay", "HTX Thới Lai"),
        ("Hợp tác xã Thới Lại", "HTX Thới Lai"),
        ("Cty Trung Ann", "Công ty Trung An"),
    ] {
        let actors = "name,kind\nHTX Thới Lai,htx\nCông ty Trung An,dn\nHTX Đông Bình,htx\n";
        let errors = Tables::new(actors, &format!("from,to\n{wrong},HTX Đông Bình\n")).import().unwrap_err();
        let RowErrorKind::UnknownActor { suggestion, .. } = &errors[0].reason else { panic!("{errors:?}") };
        assert_eq!(suggestion.as_deref(), Some(meant), "{wrong}");
    }
    let errors = Tables::new("name,kind\nHTX A,htx\n", "from,to\nSiêu thị Co.op,HTX A\n").import().unwrap_err();
    assert!(matches!(&errors[0].reason, RowErrorKind::UnknownActor { suggestion: None, .. }));
}

#[test]
fn headings_may_have_any_sign_of_a_list_before_them() {
    for (label, name) in
        [("-", "Vùng 1"), ("*", "Vùng 1"), ("a)", "Xã B"), ("ii", "Xã B"), ("IV -", "Quận"), ("(I)", "Quận")]
    {
        let actors = format!("STT,Tên,Loại,Thành viên\n{label},{name},,\n1,HTX A,HTX,10\n2,Mill B,DN,\n");
        let imported = imported(&actors, "from,to\n");
        assert_eq!((imported.map.actors().len(), imported.warnings.len()), (2, 1), "{label}");
    }
    let numbered = imported("STT,Tên,Loại,Thành viên\n1,Trại B,,\n2,HTX A,HTX,10\n", "from,to\n");
    assert_eq!(numbered.map.actors().len(), 2, "a row with a number is an actor");
}

#[test]
fn heads_that_each_page_repeats_are_no_rows() {
    let actors = "DANH SÁCH,,\nSTT,Tên,Loại\nA,B,1\n1,HTX A,HTX\nSTT,Tên,Loại\n2,Mill B,DN\nSTT,Tên,Loại\n";
    let imported = imported(actors, "from,to\nHTX A,Mill B\nfrom,to\n");
    assert_eq!((imported.map.actors().len(), imported.map.links().len()), (2, 1));
    assert_eq!(
        told(&imported),
        [
            "actors.csv: the header was taken from row 2",
            "actors.csv: row 3 only numbers the columns; left out",
            "actors.csv: rows 5 and 7: the header again; left out",
            "links.csv: row 3: the header again; left out",
        ]
    );
}

#[test]
fn what_parts_products_may_be_any_sign_or_word() {
    for item in
        ["Lúa•Cá", "Lúa – Cá", "Lúa–Cá", "Lúa cùng Cá", "Lúa với Cá", "lúa, CÁ", "Lúa，Cá".replace('，', "、").as_str()]
    {
        let links = format!("from,to,products\nA,B,\"{item}\"\nA,B,Lúa\nA,B,Cá\n");
        assert_eq!(imported("name,kind\nA,htx\nB,dn\n", &links).map.products().len(), 2, "{item}");
    }
    // Where a part is named nowhere else, the whole is told as what may be meant.
    let mut tables = Tables::new("name,kind\nA,htx\nB,dn\n", "from,to,products\nA,B,\"Lúa, Tôm và Cua\"\nA,B,Mỹ\n");
    tables.models = Some("name,products,core\nM,Lúa,A\nN,Mĩ,A\n".into());
    let imported = tables.import().unwrap();
    assert_eq!(
        told(&imported),
        [
            "models.csv: row 2, column products: “Lúa” is sold by nobody; is “Lúa, Tôm và Cua” meant?",
            "models.csv: row 3, column products: “Mĩ” is sold by nobody; is “Mỹ” meant?",
        ]
    );
}

#[test]
fn marks_of_direction_and_of_looks_count_for_nothing() {
    for mark in ['\u{61c}', '\u{fe0f}', '\u{200e}', '\u{ad}'] {
        let actors = format!("name,kind\nHTX{mark} A,h{mark}tx\nB,dn\n");
        assert_eq!(imported(&actors, &format!("from,to\nHTX A,B{mark}\n")).map.links().len(), 1, "{mark:?}");
    }
}

#[test]
fn heads_of_links_have_many_words() {
    for head in [
        "source,target,weight",
        "SRC,DST,Weight",
        "from_id,to_id,value",
        "Seller,Buyer,volume",
        "origin,destination,weight",
        "Nguồn,Đích,Trọng số",
        "Bên bán,Bên mua,Sản lượng",
    ] {
        let imported = imported("Node ID,Node label,Node type\nn1,A,htx\nn2,B,dn\n", &format!("{head}\nn1,n2,12\n"));
        assert_eq!(imported.map.links().values().next().unwrap().volume, Some(12.0), "{head}");
    }
}

#[test]
fn a_column_of_kinds_of_links_may_have_their_forms() {
    let actors = "name,kind\nA,htx\nB,dn\nC,dn\n";
    let links = "Từ,Đến,Loại liên kết\nA,B,Hợp đồng bao tiêu\nA,C,Mua bán tự do\nB,C,\n";
    let taken = imported(actors, links);
    let forms: Vec<_> = taken.map.links().values().map(|link| link.form).collect();
    assert_eq!(forms, [Some(LinkForm::Contract), Some(LinkForm::Spot), None]);
    assert_eq!(told(&taken), ["links.csv: column number 3 was taken for “form”, as its cells show"]);
    // Words of both lists stay kinds, and a column of forms of its own makes others wrong.
    let members = imported(actors, "Từ,Đến,Loại\nA,B,Thành viên\n");
    assert!(members.map.links().values().all(|link| link.kind == LinkKind::Member && link.form.is_none()));
    assert!(Tables::new(actors, "Từ,Đến,Loại,Hình thức\nA,B,Hợp đồng,Hợp đồng\n").import().is_err());
}
