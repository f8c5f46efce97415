//! Names on cards: whatever they are, different ones never look the same.

use std::collections::BTreeMap;

use lienket::analysis::assess;
use lienket::language::Language;
use lienket::map::{Actor, ActorId, ActorKind, LinkageMap, Placement, Transaction};
use lienket::scene::{build, shortened_names, wrapped_name};
use proptest::prelude::*;

/// What is drawn of each name.
fn drawn(names: &[String]) -> Vec<(String, String)> {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    for (at, name) in names.iter().enumerate() {
        let district = if at % 2 == 0 { String::new() } else { "Vĩnh Thạnh".to_owned() };
        let kind = if at % 3 == 0 { ActorKind::Market } else { ActorKind::Cooperative };
        let id = edit.add(Actor { name: name.clone(), district, kind, ..Actor::default() }).unwrap();
        edit.set(Placement { actor: id, x: 0.0, y: at as f32 * 80.0, pinned: false, by_hand: false }).unwrap();
    }
    edit.finish();
    let scene = build(&map, &assess(&map, 2019), Language::Vietnamese);
    let short = shortened_names(&scene.actors);
    let text = |id: &ActorId, name: &str| short.get(id).cloned().unwrap_or_else(|| name.to_owned());
    scene
        .actors
        .iter()
        .map(|mark| {
            let lines = wrapped_name(mark, &text(&mark.id, &mark.name));
            (mark.name.to_string(), lines.join(" "))
        })
        .collect()
}

#[test]
fn what_tells_names_apart_is_seen() {
    let names = [
        "Hợp tác xã Dịch vụ Nông nghiệp tổng hợp Thạnh Lợi 1",
        "Hợp tác xã Dịch vụ Nông nghiệp tổng hợp Thạnh Lợi 2",
        "Công ty TNHH MTV (chi nhánh Cần Thơ)",
        "Công ty TNHH MTV (chi nhánh An Giang)",
        "Hợp tác xã sản xuất kinh doanh dịch vụ tổng hợp Tân Tiến xã Trường Xuân A huyện Thới Lai thành phố Cần Thơ",
        "Hợp tác xã sản xuất kinh doanh dịch vụ tổng hợp Tân Tạo xã Trường Xuân A huyện Thới Lai thành phố Cần Thơ",
    ];
    let told = drawn(&names.map(str::to_owned));
    assert_ne!(told[2].1, told[3].1);
    assert!(told[0].1.ends_with("Thạnh Lợi 1") && told[1].1.ends_with("Thạnh Lợi 2"), "{told:?}");
    assert!(told[4].1.contains("Tiến") && told[5].1.contains("Tạo"), "{told:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    #[test]
    fn different_names_look_different(
        names in prop::collection::vec(
            prop_oneof![
                "(Hợp tác xã|HTX|Công ty|Công ty TNHH) ((nông nghiệp|dịch vụ|tổng hợp|sản xuất|tiêu thụ|rau an toàn|xã) ){3,12}(A|B|1|2|12)( \\((ví dụ|cũ|mới)\\))?",
                "[A-C]{60,62}",
                "(x|y){1,3}( (dài|ngắn)){0,30}",
                "(Công ty )?xuất khẩu lúa gạo và thủy sản đông lạnh (Thới (1|2)|Hưng (1|2))( \\(chi nhánh (Cần Thơ|An Giang)\\))?",
            ],
            1..14,
        )
    ) {
        let told = drawn(&names);
        let mut by_text: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, text) in &told {
            let brackets = |bracket: char| text.chars().filter(|letter| *letter == bracket).count();
            prop_assert_eq!(brackets('('), brackets(')'), "half of a remark: {}", text);
            let known = by_text.entry(text).or_insert(name);
            prop_assert_eq!(*known, name.as_str(), "{} for two", text);
        }
    }
}
