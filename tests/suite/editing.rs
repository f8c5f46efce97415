//! What lines of text and names make of a map.

use lienket::editing::{EntryOutcome, LinkDetails, apply_entry, read_entry};
use lienket::exchange::default_stages;
use lienket::language::Language::{self, English, Vietnamese};
use lienket::map::{Actor, ActorKind, EditLabel, Editor, LinkForm, LinkKind, LinkageMap, MapParts, Violation};
use lienket::schema::kind_of_name;
use proptest::prelude::*;

fn empty_map() -> LinkageMap {
    LinkageMap::from_parts(MapParts { stages: default_stages(Vietnamese), ..MapParts::default() }).unwrap()
}

fn enter(editor: &mut Editor, text: &str, language: Language) -> Result<EntryOutcome, Violation> {
    let lines = read_entry(text, language);
    editor.edit(EditLabel::AddActor, |edit| apply_entry(edit, &lines, (0.0, 0.0), language))
}

fn called<'map>(map: &'map LinkageMap, name: &str) -> &'map Actor {
    map.actors().values().find(|actor| actor.name == name).unwrap_or_else(|| panic!("{name}"))
}

fn links(map: &LinkageMap) -> Vec<(&str, &str)> {
    let name = |id| map.actors()[&id].name.as_str();
    map.links().values().map(|link| (name(link.from), name(link.to))).collect()
}

#[test]
fn names_tell_kinds() {
    for (name, kind) in [
        ("HTX Thới Lai", Some(ActorKind::Cooperative)),
        ("htx thoi lai", Some(ActorKind::Cooperative)),
        ("Hợp tác xã nông nghiệp A", Some(ActorKind::Cooperative)),
        ("hop tac xa A", Some(ActorKind::Cooperative)),
        ("THT lúa Cờ Đỏ", Some(ActorKind::Group)),
        ("Tổ hợp tác 7", Some(ActorKind::Group)),
        ("Liên hiệp HTX Cần Thơ", Some(ActorKind::Union)),
        ("Công ty gạo B", Some(ActorKind::Enterprise)),
        ("DNTN Tám", Some(ActorKind::Enterprise)),
        ("Hộ ông Ba", Some(ActorKind::Household)),
        ("Hồ tiêu Phú Quốc", None),
        ("Nông hộ trồng xoài", Some(ActorKind::Household)),
        ("Thương lái Cái Bè", Some(ActorKind::Trader)),
        ("Vựa Ba Thảo", Some(ActorKind::Trader)),
        ("Vừa làm vừa học", None),
        ("Chợ đầu mối", Some(ActorKind::Market)),
        ("Cho dau moi", Some(ActorKind::Market)),
        ("Siêu thị Ninh Kiều", Some(ActorKind::Enterprise)),
        ("Ngân hàng nông nghiệp", Some(ActorKind::Supporter)),
        ("Quỹ hỗ trợ", Some(ActorKind::Supporter)),
        ("Mekong Fruit Company", Some(ActorKind::Enterprise)),
        ("Thoi Lai Cooperative", Some(ActorKind::Cooperative)),
        ("Thới Lai", None),
        ("", None),
    ] {
        assert_eq!(kind_of_name(name), kind, "{name}");
    }
}

#[test]
fn a_name_tells_its_lane_where_its_kind_would_tell_another() {
    let mut editor = Editor::new(empty_map());
    let text = "Đại lý vật tư Cờ Đỏ > HTX A > Công ty B > Siêu thị C > Người tiêu dùng\nHTX A > Vựa D > cho dau moi > Tiểu thương E";
    enter(&mut editor, text, Vietnamese).unwrap();
    let map = editor.map();
    let lane = |name: &str| map.stages()[&called(map, name).stage.unwrap()].name.as_str();
    for (name, told) in [
        ("Đại lý vật tư Cờ Đỏ", "Đầu vào"),
        ("HTX A", "Sản xuất"),
        ("Công ty B", "Chế biến"),
        ("Siêu thị C", "Thương mại"),
        ("Người tiêu dùng", "Tiêu thụ"),
        ("Vựa D", "Thu gom"),
        ("cho dau moi", "Thương mại"),
        ("Tiểu thương E", "Thương mại"),
    ] {
        assert_eq!(lane(name), told, "{name}");
    }
    // The only product is taken up, but for what is sold to grow it.
    let text = "HTX A: Xoài\nTrại giống F > HTX A > Vựa G";
    enter(&mut editor, text, Vietnamese).unwrap();
    let map = editor.map();
    let products = |name| map.links_of(called(map, name).id).map(|link| link.products.len()).max().unwrap_or_default();
    assert_eq!((products("Trại giống F"), products("Vựa G")), (0, 1));
}

#[test]
fn a_line_says_all_of_a_link() {
    let mut editor = Editor::new(empty_map());
    let outcome =
        enter(&mut editor, "HTX Thới Lai -> Công ty gạo B: Lúa 1200 tấn hợp đồng 2019-2021", Vietnamese).unwrap();
    assert_eq!((outcome.actors.len(), outcome.links.len(), outcome.products.len()), (2, 1, 1));
    let map = editor.map();
    let link = map.links().values().next().unwrap();
    assert_eq!((link.volume, link.form), (Some(1200.0), Some(LinkForm::Contract)));
    assert_eq!((link.from_year, link.to_year, link.planned), (Some(2019), Some(2021), false));
    assert_eq!(map.products()[link.products.first().unwrap()].name, "Lúa");
    assert_eq!(called(map, "HTX Thới Lai").kind, ActorKind::Cooperative);
    assert_eq!(map.stages()[&called(map, "Công ty gạo B").stage.unwrap()].name, "Chế biến");
    // Said again, in other letters, it changes what is new and doubles nothing.
    let outcome =
        enter(&mut editor, "htx thoi lai → cong ty gao b: lúa 1.500 mua bán tự do dự kiến", Vietnamese).unwrap();
    assert_eq!((outcome.actors.len(), outcome.links.len(), outcome.products.len()), (0, 0, 0));
    assert_eq!((outcome.changed.len(), outcome.known.len()), (1, 2));
    let link = editor.map().links().values().next().unwrap();
    assert_eq!((link.volume, link.form, link.planned), (Some(1500.0), Some(LinkForm::Spot), true));
    editor.undo();
    editor.undo();
    assert!(*editor.map() == empty_map(), "each entry is one step");
}

#[test]
fn chains_lists_and_supplies() {
    let mut editor = Editor::new(empty_map());
    enter(&mut editor, "Nông hộ Hòa Lộc: Xoài 500", Vietnamese).unwrap();
    assert_eq!(called(editor.map(), "Nông hộ Hòa Lộc").supply[0].volume, Some(500.0));
    let text = "1. Nông hộ Hòa Lộc > Vựa Ba > Công ty C > Xuất khẩu: 40%\n\
                Kênh chợ: Nông hộ Hòa Lộc → Vựa Ba → Chợ Thủ Đức\n\
                - Ngân hàng -> Nông hộ Hòa Lộc\n\
                \n\
                Vựa Ba; Vựa Tư > Siêu thị D: thỏa thuận";
    let outcome = enter(&mut editor, text, Vietnamese).unwrap();
    let map = editor.map();
    assert_eq!(
        links(map),
        [
            ("Nông hộ Hòa Lộc", "Vựa Ba"),
            ("Vựa Ba", "Công ty C"),
            ("Công ty C", "Xuất khẩu"),
            ("Vựa Ba", "Chợ Thủ Đức"),
            ("Ngân hàng", "Nông hộ Hòa Lộc"),
            ("Vựa Ba", "Siêu thị D"),
            ("Vựa Tư", "Siêu thị D"),
        ]
    );
    let told: Vec<_> = map.channels().values().map(|it| (it.name.as_str(), it.share, it.path.len())).collect();
    assert_eq!(told, [("Kênh 1", Some(40.0), 4), ("Kênh chợ", None, 3)]);
    assert!(map.links().values().all(|link| link.share.is_none()), "a channel's share is no link's");
    let bank = map.links().values().nth(4).unwrap();
    assert_eq!((bank.kind, bank.products.len()), (LinkKind::Support, 0));
    let only = map.products().keys().next().copied().unwrap();
    assert!(map.links().values().filter(|it| it.kind == LinkKind::Product).all(|it| it.products.contains(&only)));
    assert_eq!(outcome.channels.len(), 2);
    assert!(called(map, "Ngân hàng").is_below_lanes());
}

#[test]
fn details_are_read_in_both_languages() {
    let details = |text: &str, language| read_entry(&format!("A > B: {text}"), language)[0].details[0].clone();
    assert_eq!(
        details("Rau an toàn, Lúa 1.200,5 tấn theo giá từ 2019 đến 2022 25%", Vietnamese),
        LinkDetails {
            products: vec!["Rau an toàn".into(), "Lúa theo giá".into()],
            volume: Some(1200.5),
            from_year: Some(2019),
            to_year: Some(2022),
            share: Some(25.0),
            ..LinkDetails::default()
        }
    );
    assert_eq!(
        details("rice 1,200 spot sale planned 2019-", English),
        LinkDetails {
            products: vec!["rice".into()],
            volume: Some(1200.0),
            form: Some(LinkForm::Spot),
            from_year: Some(2019),
            planned: true,
            ..LinkDetails::default()
        }
    );
    // Details behind the last name are those of every link of the line, but for those that have their own.
    let line = &read_entry("A > B: spot > C > D: contract", English)[0];
    let forms: Vec<_> = line.details.iter().map(|details| details.form).collect();
    assert_eq!(forms, [Some(LinkForm::Spot), Some(LinkForm::Contract), Some(LinkForm::Contract)]);
}

#[test]
fn a_name_that_several_have_is_told() {
    let mut editor = Editor::new(empty_map());
    for _ in 0..2 {
        editor.edit(EditLabel::AddActor, |edit| edit.add(Actor { name: "HTX A".into(), ..Actor::default() })).unwrap();
    }
    let outcome = enter(&mut editor, "HTX A > Chợ", Vietnamese).unwrap();
    assert_eq!(outcome.ambiguous, ["HTX A"]);
    assert_eq!(editor.map().links().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_one_step_or_none(
        lines in prop::collection::vec(
            prop_oneof![
                "[A-C>:;→ -]{0,24}",
                "(A|B|HTX C|Chợ D|Vựa E)( ?(>|->|→) ?(A|B|HTX C|Chợ D|Vựa E|;)){0,4}(: ?(Lúa|Xoài|12|40%|hợp đồng|2019-2021|dự kiến| )*)?",
                "\\PC{0,40}",
            ],
            0..5,
        ),
        english in any::<bool>(),
    ) {
        let language = if english { English } else { Vietnamese };
        let mut editor = Editor::new(empty_map());
        let start = editor.map().clone();
        let text = lines.join("\n");
        let before = editor.revision();
        match enter(&mut editor, &text, language) {
            Ok(outcome) => {
                let map = editor.map();
                prop_assert_eq!(map.actors().len(), outcome.actors.len());
                prop_assert_eq!(map.links().len(), outcome.links.len());
                prop_assert!(map.links().values().all(|link| link.from != link.to));
                if editor.revision() != before {
                    editor.undo();
                }
            }
            Err(_) => prop_assert!(editor.map() == &start),
        }
        prop_assert!(editor.map() == &start);
        // The same twice gives what once gives.
        if enter(&mut editor, &text, language).is_ok() {
            let once = editor.map().clone();
            prop_assert!(enter(&mut editor, &text, language).is_ok());
            prop_assert!(editor.map() == &once, "{text}");
        }
    }
}
