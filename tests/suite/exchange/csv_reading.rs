//! What cells mean: words of both languages, defaults, names.

use lienket::exchange::{ImportOptions, WarningKind};
use lienket::map::{ActorKind, LinkForm, LinkKind, LinkageMap, Sector, Transaction};

use super::{Tables, options};

fn stage_of(map: &LinkageMap, name: &str) -> Option<String> {
    let actor = map.actors().values().find(|actor| actor.name == name).expect("it is there");
    actor.stage.and_then(|stage| map.stages().get(&stage)).map(|stage| stage.name.clone())
}

#[test]
fn vietnamese_and_english_tables_say_the_same() {
    let english = Tables {
        actors: "id,name,kind,stage,district,sector,count,code,founded,dissolved,members,supply,converts,note\n\
                 7,HTX A,cooperative,production,Ô Môn,agriculture,1,123,2010,,40,Lúa:1200|Cá tra:300,,x\n\
                 9,DN B,enterprise,processing,,other,2,,,,,,Lúa>Gạo:0.65,\n"
            .into(),
        links: "from,to,kind,products,form,planned,from_year,to_year,volume,price,share,contract,evidence,note\n\
                7,DN B,product,Lúa|Cá tra,contract,yes,2018,2020,10.5,6500,60,12/HĐ,Biên bản,y\n"
            .into(),
        models: Some("name,products,core,members,since,note\nM,Lúa,HTX A,9,2018,z\n".into()),
        channels: Some("name,product,path,share\nK,Lúa,7>9,70\n".into()),
        products: Some("name,unit,part_of,cycle_months\nLúa,tấn,Ngũ cốc,4\n".into()),
        ..Tables::default()
    };
    let vietnamese = Tables {
        actors: "\u{feff}Mã;Tên;Loại;Khâu;Quận/Huyện;Ngành;Số lượng;Mã số thuế;Năm thành lập;Năm giải thể;Thành viên;Cung ứng;Chế biến;Ghi chú\r\n\
                 7;HTX A;Hợp tác xã;sản xuất;Ô Môn;Nông nghiệp;1;123;2010;;40;Lúa:1200|Cá tra:300;;x\r\n\
                 9;DN B;DN;CHE BIEN;;khác;2;;;;;;Lúa>Gạo:0,65;\r\n"
            .into(),
        links: "TỪ\tĐẾN\tLoại\tSản phẩm\tHình thức\tDự kiến\tTừ năm\tĐến năm\tKhối lượng (tấn)\tGiá (đồng)\tTỷ lệ\tHợp đồng\tChứng cứ\tGhi chú\n\
                HTX A\t9\tsan pham\tLúa;Cá tra\thop dong\tCó\t2018\t2020\t10,5\t6.500,0\t60%\t12/HĐ\tBiên bản\ty\n"
            .into(),
        models: Some("Tên mô hình;Sản phẩm;Nòng cốt;Thành viên;Từ năm;Ghi chú\nM;lúa;7;DN B;2018;z\n".into()),
        channels: Some("Tên kênh;Sản phẩm;Đường đi;Tỷ trọng\nK;Lúa;HTX A > DN B;70\n".into()),
        products: Some("Tên;Đơn vị tính;Thuộc;Chu kỳ (tháng)\nLúa;tấn;Ngũ cốc;4\n".into()),
        ..Tables::default()
    };
    let (english, vietnamese) = (english.import().unwrap(), vietnamese.import().unwrap());
    let named = |map: &LinkageMap| -> Vec<String> {
        map.stages_in_order().iter().map(|stage| stage.name.clone()).take(4).collect()
    };
    assert_eq!(named(&english.map), ["Đầu vào", "Production", "Thu gom", "Processing"], "its own words stay");
    let mut renamed = english.map.clone();
    let mut edit = Transaction::begin(&mut renamed);
    for stage in vietnamese.map.stages().values() {
        edit.set(stage.clone()).unwrap();
    }
    edit.finish();
    assert_eq!(renamed, vietnamese.map);
    assert!(english.warnings.is_empty() && vietnamese.warnings.is_empty());
    assert_eq!(english.map.info().year, 2020, "the latest year of the tables");
}

#[test]
fn kinds_forms_and_flags_are_read_in_many_spellings() {
    let kinds = [
        ("household", ActorKind::Household),
        ("Nông hộ", ActorKind::Household),
        ("THT", ActorKind::Group),
        ("to hop tac", ActorKind::Group),
        ("Tổ hợp tác", ActorKind::Group),
        ("HTX", ActorKind::Cooperative),
        ("hợp tác xã", ActorKind::Cooperative),
        ("LHHTX", ActorKind::Union),
        ("Hợp tác xã (HTX)", ActorKind::Cooperative),
        ("Tổ hợp tác (THT)", ActorKind::Group),
        ("Liên hiệp hợp tác xã", ActorKind::Union),
        ("Liên hiệp HTX [LHHTX]", ActorKind::Union),
        ("Liên hiệp HTX", ActorKind::Union),
        ("thương lái", ActorKind::Trader),
        ("dn", ActorKind::Enterprise),
        ("Doanh nghiệp", ActorKind::Enterprise),
        ("Thị trường", ActorKind::Market),
        ("đơn vị hỗ trợ", ActorKind::Supporter),
        ("SUPPORTER", ActorKind::Supporter),
    ];
    let forms = [
        ("contract", Some(LinkForm::Contract)),
        ("Hợp đồng", Some(LinkForm::Contract)),
        ("thành viên", Some(LinkForm::Member)),
        ("thỏa thuận", Some(LinkForm::Agreement)),
        ("thoả thuận", Some(LinkForm::Agreement)),
        ("mua bán tự do", Some(LinkForm::Spot)),
        ("", None),
        ("unknown", None),
        ("Chưa rõ", None),
        ("không rõ", None),
    ];
    let flags = [("yes", true), ("Có", true), ("x", true), ("1", true), ("TRUE", true), ("", false), ("không", false)];
    let mut actors = vec!["name,kind".to_owned()];
    actors.extend(kinds.iter().enumerate().map(|(at, (word, _))| format!("a{at},{word}")));
    let mut links = vec!["from,to,kind,form,planned".to_owned()];
    for (form, _) in forms {
        links.extend(flags.map(|(flag, _)| format!("a0,a1,hỗ trợ,{form},{flag}")));
    }
    let map = Tables::new(&actors.join("\n"), &links.join("\n")).import().unwrap().map;
    assert!(map.actors().values().map(|actor| actor.kind).eq(kinds.iter().map(|(_, kind)| *kind)));
    let expected = forms.iter().flat_map(|(_, form)| flags.map(|(_, flag)| (LinkKind::Support, *form, flag)));
    assert!(map.links().values().map(|link| (link.kind, link.form, link.planned)).eq(expected));
}

#[test]
fn an_actor_without_a_stage_stands_where_its_kind_does() {
    let actors =
        "name,kind,stage\nA,htx,\nB,union,\nC,dn,\nD,market,\nE,supporter,\nF,group,Kho lạnh\nG,trader,Thuong mai\n";
    let map = Tables::new(actors, "from,to\n").import().unwrap().map;
    let stages: Vec<&str> = map.stages_in_order().iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(stages, ["Đầu vào", "Sản xuất", "Thu gom", "Chế biến", "Thương mại", "Tiêu thụ", "Kho lạnh"]);
    let stage = |name: &str| stage_of(&map, name);
    assert_eq!(stage("A").as_deref(), Some("Sản xuất"));
    assert_eq!(stage("B").as_deref(), Some("Thu gom"));
    assert_eq!(stage("C").as_deref(), Some("Chế biến"));
    assert_eq!(stage("D").as_deref(), Some("Tiêu thụ"));
    assert_eq!(stage("E"), None);
    assert_eq!(stage("F").as_deref(), Some("Kho lạnh"));
    assert_eq!(stage("G").as_deref(), Some("Thương mại"));
}

#[test]
fn a_stage_that_the_table_names_keeps_its_word() {
    let map = Tables::new("name,kind,stage\nA,htx,Production\nB,dn,che bien\n", "from,to\n").import().unwrap().map;
    let stages: Vec<&str> = map.stages_in_order().iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(stages, ["Đầu vào", "Production", "Thu gom", "Chế biến", "Thương mại", "Tiêu thụ"]);
}

#[test]
fn stages_of_the_tables_own_stand_alone() {
    let map = Tables::new("name,stage\nA,Ao nuôi\nB,Nhà máy\nC,ao nuôi\n", "from,to\n").import().unwrap().map;
    let stages: Vec<&str> = map.stages_in_order().iter().map(|stage| stage.name.as_str()).collect();
    assert_eq!(stages, ["Ao nuôi", "Nhà máy"]);
    assert_eq!(stage_of(&map, "C").as_deref(), Some("Ao nuôi"));
}

#[test]
fn products_are_told_apart_by_their_accents() {
    let map = Tables::new("name,supply\nA,Dừa|Dưa|Dứa|DỪA CẠN\nB,dừa\n", "from,to,products\nA,B,dừa cạn|Xoài\n");
    let map = map.import().unwrap().map;
    let names: Vec<&str> = map.products().values().map(|product| product.name.as_str()).collect();
    assert_eq!(names, ["Dừa", "Dưa", "Dứa", "DỪA CẠN", "Xoài"]);
}

#[test]
fn ids_that_are_numbers_are_kept_and_others_are_counted() {
    let ids = |actors: &str| -> Vec<u32> {
        Tables::new(actors, "from,to\n").import().unwrap().map.actors().keys().map(|id| id.0).collect()
    };
    assert_eq!(ids("id,name\n30,A\n7,B\n"), [7, 30]);
    assert_eq!(ids("id,name\n30,A\n,B\n"), [30, 31]);
    assert_eq!(ids("id,name\nHTX-1,A\n7,B\n"), [1, 2]);
    assert_eq!(ids("id,name\n007,A\n7,B\n"), [1, 2]);
    assert_eq!(ids("name\nA\nB\n"), [1, 2]);
}

#[test]
fn an_id_goes_before_a_name() {
    let map = Tables::new("id,name\n1,2\n2,B\n3,C\n", "from,to\n2,C\n").import().unwrap().map;
    let link = map.links().values().next().unwrap();
    assert_eq!((link.from.0, link.to.0), (2, 3));
}

#[test]
fn both_ends_of_a_link_differ() {
    for kind in ["product", "member", "support"] {
        let links = format!("from,to,kind\nA,B,{kind}\nA,A,{kind}\n");
        let errors = Tables::new("name\nA\nB\n", &links).import().unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!((errors[0].row, errors[0].column.as_deref()), (Some(3), Some("to")), "{errors:?}");
    }
    // An end that is not there is told as such alone.
    let errors = Tables::new("name\nA\n", "from,to\nX,X\n").import().unwrap_err();
    assert!(errors.iter().all(|error| error.reason != lienket::exchange::RowErrorKind::SelfLink), "{errors:?}");
}

#[test]
fn unknown_columns_are_told_and_left_out() {
    let imported = Tables::new("name,Zalo,,\nA,090,,\nB,,,1\n", "from,to\nA,B\n").import().unwrap();
    let expected = [
        super::warning("actors.csv", Some("Zalo"), WarningKind::UnknownColumn),
        super::warning("actors.csv", None, WarningKind::UnnamedColumn { number: 4 }),
    ];
    assert_eq!(imported.warnings, expected);
}

#[test]
fn the_year_is_the_latest_of_the_tables_but_not_after_now() {
    let year = |actors: &str, asked| {
        let options = ImportOptions { year: asked, current_year: 2026, ..options() };
        Tables::new(actors, "from,to\n").import_with(&options).unwrap().map.info().year
    };
    assert_eq!(year("name,founded\nA,2015\nB,2030\n", None), 2015);
    assert_eq!(year("name,founded\nA,2030\n", None), 2026);
    assert_eq!(year("name\nA\n", None), 2026);
    assert_eq!(year("name,founded\nA,2015\n", Some(2019)), 2019);
}

#[test]
fn an_imported_map_is_laid_out_and_named() {
    let imported = Tables::new("name,kind,sector\nA,htx,vận tải\nB,dn,\n", "sep=;\nfrom;to\nA;B\n").import().unwrap();
    assert_eq!(imported.map.placements().len(), 2);
    assert_eq!(imported.map.info().title, "Thử");
    assert_eq!(imported.map.actors().values().next().unwrap().sector, Sector::Transport);
    assert_eq!(imported.map.links().len(), 1);
}
