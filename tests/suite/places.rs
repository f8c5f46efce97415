//! The table of provinces and communes, and what names mean in it.

use std::collections::{BTreeSet, HashMap};

use lienket::schema::{CommuneOf, PlaceName, Places, UnitKind, places};
use proptest::prelude::*;

#[test]
fn the_table_has_the_units_that_the_law_has() {
    let provinces = &places().provinces;
    let communes = || provinces.iter().flat_map(|province| &province.communes);
    let of_kind = |kind: UnitKind| communes().filter(|commune| commune.kind == kind).count();
    assert_eq!(provinces.len(), 34);
    assert_eq!((of_kind(UnitKind::Rural), of_kind(UnitKind::Ward), of_kind(UnitKind::SpecialZone)), (2_621, 687, 13));
    let codes: BTreeSet<u32> = communes().map(|commune| commune.code).collect();
    assert_eq!((communes().count(), codes.len()), (3_321, 3_321));
    let districts = || provinces.iter().flat_map(|province| &province.districts);
    assert_eq!(provinces.iter().map(|province| province.former.len()).sum::<usize>(), 63);
    assert_eq!((districts().count(), districts().map(|it| it.communes.len()).sum::<usize>()), (696, 10_035));
    let is_city = |province: &&lienket::schema::Province| province.name.starts_with("Thành phố ");
    assert_eq!(provinces.iter().filter(is_city).count(), 6);
    for (name, count) in [("Cần Thơ", 103), ("Hà Nội", 126), ("Hồ Chí Minh", 168), ("An Giang", 102), ("Huế", 40)]
    {
        assert_eq!(places().area(name).unwrap().province.communes.len(), count, "{name}");
    }
}

#[test]
fn every_commune_of_today_comes_from_some_of_before() {
    for province in &places().provinces {
        let mut parts: HashMap<usize, usize> = HashMap::new();
        for district in &province.districts {
            let now = district.communes.iter().flat_map(|commune| &commune.now).chain(&district.whole);
            now.for_each(|at| *parts.entry(*at).or_default() += 1);
            assert!(district.former_province < province.former.len());
            assert!(district.communes.is_empty() == district.whole.is_some(), "{}", district.name);
            assert!(district.communes.iter().all(|commune| !commune.now.is_empty()), "{}", district.name);
        }
        assert_eq!(parts.len(), province.communes.len(), "{}", province.name);
    }
}

/// What a text means in a province, as names.
fn meant(area: &str, commune: &str, district: &str) -> Vec<String> {
    let area = places().area(area).unwrap();
    let districts = area.districts(district);
    let name = |place| match area.commune(place).unwrap() {
        CommuneOf::Today(commune) => format!("{} (nay)", commune.name),
        CommuneOf::Before(commune, district) => format!("{}, {}", commune.name, district.name),
    };
    area.communes(commune, &districts).into_iter().map(name).collect()
}

#[test]
fn names_are_found_as_people_write_them() {
    for (text, found) in [
        ("Xã Nhơn Ái", &["Xã Nhơn Ái (nay)", "Xã Nhơn Ái, Huyện Phong Điền"][..]),
        ("nhon ai", &["Xã Nhơn Ái (nay)", "Xã Nhơn Ái, Huyện Phong Điền"]),
        ("NHƠN ÁI", &["Xã Nhơn Ái (nay)", "Xã Nhơn Ái, Huyện Phong Điền"]),
        ("X. Giai Xuân", &["Xã Giai Xuân, Huyện Phong Điền"]),
        ("P. An Bình", &["Phường An Bình (nay)", "Phường An Bình, Quận Ninh Kiều"]),
        ("TT Phong Điền", &["Thị trấn Phong Điền, Huyện Phong Điền"]),
        ("thị trấn Cờ Đỏ", &["Thị trấn Cờ Đỏ, Huyện Cờ Đỏ"]),
        ("Nhơn Ai", &[]),
        ("Giai Xuan", &["Xã Giai Xuân, Huyện Phong Điền"]),
        ("Giai Xuấn", &[]),
        ("Xã Không Có", &[]),
        ("Phường Giai Xuân", &[]),
        ("", &[]),
    ] {
        assert_eq!(meant("Thành phố Cần Thơ", text, ""), found, "{text}");
    }
    let ward = ["Phường 4, Quận 5".to_owned()];
    for text in ["Phường 4", "P4", "P.4", "p 04", "phuong 4", "4"] {
        assert_eq!(meant("TP.HCM", text, "Q.5"), ward, "{text}");
    }
}

#[test]
fn provinces_are_found_by_old_and_new_names() {
    for (text, province, former) in [
        ("Cần Thơ", "Thành phố Cần Thơ", None),
        ("tp can tho", "Thành phố Cần Thơ", None),
        ("Can Tho City", "Thành phố Cần Thơ", None),
        ("tỉnh Hậu Giang", "Thành phố Cần Thơ", Some("Tỉnh Hậu Giang")),
        ("huyện Thới Lai, TP. Cần Thơ", "Thành phố Cần Thơ", None),
        ("Huyện Thới Lai", "Thành phố Cần Thơ", Some("Thành phố Cần Thơ")),
        ("Sóc Trăng", "Thành phố Cần Thơ", Some("Tỉnh Sóc Trăng")),
        ("TPHCM", "Thành phố Hồ Chí Minh", None),
        ("Bình Dương", "Thành phố Hồ Chí Minh", Some("Tỉnh Bình Dương")),
        ("Thừa Thiên Huế", "Thành phố Huế", None),
    ] {
        let area = places().area(text).unwrap_or_else(|| panic!("{text}"));
        let of_before = area.former.and_then(|at| area.province.former.get(at)).map(String::as_str);
        assert_eq!((area.province.name.as_str(), of_before), (province, former), "{text}");
    }
    for text in ["", "Đồng bằng sông Cửu Long", "Châu Thành", "Mekong"] {
        assert!(places().area(text).is_none(), "{text}");
    }
}

#[test]
fn communes_of_the_same_name_are_not_taken_for_each_other() {
    // A source of the table had these wrong: Thạnh Quới was in Vĩnh Thạnh and in Mỹ Xuyên.
    let now = |district: &str, commune: &str| -> Vec<String> {
        let area = places().area("Cần Thơ").unwrap();
        let found = area.communes(commune, &area.districts(district));
        let former = found.into_iter().find(|place| matches!(place, PlaceName::Former(..))).unwrap();
        let Some(CommuneOf::Before(former, _)) = area.commune(former) else { panic!("{commune}") };
        former.now.iter().map(|at| area.province.communes[*at].name.clone()).collect()
    };
    assert_eq!(now("Vĩnh Thạnh", "Thạnh Quới"), ["Xã Thạnh Quới"]);
    assert_eq!(now("Mỹ Xuyên", "Thạnh Quới"), ["Xã Gia Hòa"]);
    assert_eq!(now("Thới Lai", "Tân Thạnh"), ["Xã Trường Thành"]);
}

/// As the lookup does it, but by trying every unit.
fn naive(area: &str, bare: &str) -> usize {
    let area = places().area(area).unwrap();
    let is_called = |name: &str| UnitKind::ALL.iter().any(|kind| name == format!("{} {bare}", kind.word()));
    let today = area.province.communes.iter().filter(|commune| is_called(&commune.name)).count();
    let before = area.province.districts.iter().flat_map(|district| &district.communes);
    today + before.filter(|commune| is_called(&commune.name)).count()
}

#[test]
fn every_name_of_the_table_is_found_as_it_stands_there() {
    for province in &places().provinces {
        for commune in &province.communes {
            let bare = UnitKind::ALL.iter().find_map(|kind| commune.name.strip_prefix(kind.word())).unwrap().trim();
            let area = places().area(&province.name).unwrap();
            let found = area.communes(bare, &[]);
            // Two spellings of a tone are one.
            assert!(found.len() >= naive(&province.name, bare), "{bare}: {found:?}");
            let with_kind = area.communes(&commune.name, &[]);
            assert!(
                with_kind
                    .iter()
                    .any(|place| matches!(area.commune(*place), Some(CommuneOf::Today(it)) if it == commune)),
                "{}",
                commune.name
            );
        }
        for district in &province.districts {
            let area = places().area(&province.name).unwrap();
            assert!(!area.districts(&district.name).is_empty(), "{}", district.name);
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_up(text in "\\PC{0,60}", area in "\\PC{0,20}") {
        let _ = places().area(&area);
        let area = places().area("Cần Thơ").unwrap();
        let districts = area.districts(&text);
        prop_assert!(area.communes(&text, &districts).iter().all(|place| area.commune(*place).is_some()));
    }

    #[test]
    fn damaged_tables_are_refused_by_line(lines in proptest::collection::vec("[0-9xptd<=-]{1,5} [\\PC]{0,20}", 0..30)) {
        let text = lines.join("\n");
        match Places::parse(&text) {
            Ok(read) => prop_assert!(read.provinces.len() <= lines.len()),
            Err(error) => prop_assert!((1..=lines.len()).contains(&error.line)),
        }
    }
}
