//! The table of provinces and communes, and what names mean in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use lienket::analysis::{Group, Unit, UnitLevel, assess};
use lienket::map::{Actor, Info, LinkageMap, Transaction};
use lienket::schema::{
    CommuneOf, PlaceName, PlaceUnits, Places, Province, UnitKind, folded_key, places, study_with_places,
};
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
    let is_city = |province: &&Province| province.name.starts_with("Thành phố ");
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

/// A map of a province with an actor in each of these communes and districts.
fn map_of(region: &str, cells: &[(&str, &str)]) -> LinkageMap {
    let mut map = LinkageMap::default();
    let mut edit = Transaction::begin(&mut map);
    edit.set_info(Info { region: region.to_owned(), ..edit.map().info().clone() }).unwrap();
    for (at, (commune, district)) in cells.iter().enumerate() {
        let (commune, district) = ((*commune).to_owned(), (*district).to_owned());
        edit.add(Actor { name: format!("HTX {at}"), commune, district, ..Actor::default() }).unwrap();
    }
    edit.finish();
    map
}

/// What each actor's place is called at each level.
fn units_of(map: &LinkageMap) -> Vec<[Unit; 3]> {
    let units = PlaceUnits::of(map).unwrap();
    map.actors().values().map(|actor| UnitLevel::ALL.map(|level| units.unit(actor, level).unwrap().clone())).collect()
}

/// The communes of today and the communes of before that a commune and a district can mean, by trying every unit that is
/// called so; communes of before with the place of their district.
fn naive_units(province: &Province, commune: &str, district: &str) -> (BTreeSet<String>, BTreeSet<(usize, String)>) {
    let is = |one: &str, other: &str| folded_key(one) == folded_key(other);
    let (mut todays, mut befores) = (BTreeSet::new(), BTreeSet::new());
    for (at, of) in province.districts.iter().enumerate().filter(|(_, of)| is(&of.name, district)) {
        for former in &of.communes {
            let now = || former.now.iter().map(|at| &province.communes[*at].name);
            let is_called = is(&former.name, commune);
            if is_called || now().any(|name| is(name, commune)) {
                todays.extend(now().filter(|name| is_called || is(name, commune)).cloned());
                befores.insert((at, format!("{}, {}", former.name, of.name)));
            }
        }
    }
    (todays, befores)
}

#[test]
fn every_place_of_before_leads_to_that_of_today_where_only_one_is_meant() {
    let (mut known, mut unclear) = (0, 0);
    for province in &places().provinces {
        let districts = || province.districts.iter();
        let cells: Vec<(&str, &str)> = districts()
            .flat_map(|of| of.communes.iter().map(|former| (former.name.as_str(), of.name.as_str())))
            .collect();
        let map = map_of(&province.name, &cells);
        for ((commune, district), [today, before, of]) in cells.iter().zip(units_of(&map)) {
            let (todays, befores) = naive_units(province, commune, district);
            let told = format!("{commune}, {district}, {}: {today:?}, {before:?}", province.name);
            match today {
                Unit::Known(name) => {
                    known += 1;
                    assert!(todays.contains(&name), "{told}, {todays:?}");
                }
                Unit::Unclear(written) => {
                    unclear += 1;
                    assert!(written == *commune && todays.len() > 1, "{told}, {todays:?}");
                }
                Unit::Unwritten => panic!("{told}"),
            }
            match before {
                Unit::Known(name) => assert!(befores.iter().any(|(_, before)| *before == name), "{told}"),
                Unit::Unclear(written) => assert!(written == *commune && befores.len() > 1, "{told}, {befores:?}"),
                Unit::Unwritten => panic!("{told}"),
            }
            // Two provinces of before that are one now may each have had a district of that name.
            let namesakes = province.districts.iter().filter(|it| it.name == *district).count();
            let is_clear = of == Unit::Known((*district).to_owned());
            assert!(is_clear || namesakes > 1 && of == Unit::Unclear((*district).to_owned()), "{told}: {of:?}");
        }
    }
    assert!(known > 8_000 && unclear > 300, "{known}, {unclear}");
}

#[test]
fn communes_of_today_lead_back_where_only_one_district_is_meant() {
    let (mut known, mut unclear) = (0, 0);
    for province in &places().provinces {
        let names: BTreeMap<&str, usize> = province.communes.iter().fold(BTreeMap::new(), |mut names, commune| {
            *names.entry(commune.name.as_str()).or_default() += 1;
            names
        });
        let cells: Vec<(&str, &str)> =
            names.iter().filter(|(_, times)| **times == 1).map(|(name, _)| (*name, "")).collect();
        for ((commune, _), [today, before, of]) in cells.iter().zip(units_of(&map_of(&province.name, &cells))) {
            assert_eq!(today, Unit::Known((*commune).to_owned()), "nothing here is of before only");
            let at = province.communes.iter().position(|it| it.name == *commune).unwrap();
            let parts = province.districts.iter().map(|of| {
                let communes = of.communes.iter().filter(|former| former.now.contains(&at)).count();
                (of, communes + usize::from(of.whole == Some(at)))
            });
            let parts: Vec<_> = parts.filter(|(_, count)| *count > 0).collect();
            assert_eq!(matches!(before, Unit::Known(_)), parts.len() == 1 && parts[0].1 == 1, "{commune}: {before:?}");
            match of {
                Unit::Known(name) => assert!(parts.len() == 1 && parts[0].0.name == name, "{commune}: {name}"),
                Unit::Unclear(written) => assert!(parts.len() > 1 && written == *commune, "{commune}"),
                Unit::Unwritten => panic!("{commune}"),
            }
            *(if parts.len() == 1 { &mut known } else { &mut unclear }) += 1;
        }
    }
    assert!(known > 2_000 && unclear > 50, "{known}, {unclear}");
}

#[test]
fn totals_are_by_what_is_written_and_by_the_units_of_both_times() {
    let cells = [
        ("Xã Giai Xuân", "Phong Điền"),
        ("Xã Tân Thạnh", "Thới Lai"),
        ("Trường Thành", "Thới Lai"),
        ("Xã Không Có", "Thới Lai"),
        ("", "Thới Lai"),
        ("", ""),
    ];
    let map = map_of("Cần Thơ", &cells);
    let year = map.info().year;
    let study = study_with_places(&map, &assess(&map, year), &|_| true).unwrap();
    let of_level = |level: UnitLevel| -> Vec<(Unit, u64)> {
        let totals = study.overview.totals.iter().filter_map(|total| match &total.group {
            Group::Unit(of, unit) if *of == level => Some((unit.clone(), total.organisations)),
            _ => None,
        });
        totals.collect()
    };
    let known = |name: &str| Unit::Known(name.into());
    let today = of_level(UnitLevel::CommuneToday);
    assert_eq!(today.iter().map(|(_, count)| count).sum::<u64>(), 6, "everybody counts once: {today:?}");
    // The two of Thới Lai are one commune today; what the table does not know stands under its own name, behind.
    assert!(today.contains(&(known("Xã Trường Thành"), 2)), "{today:?}");
    let end = [(Unit::Unclear("Xã Không Có".into()), 1), (Unit::Unwritten, 2)];
    assert!(today.ends_with(&end), "{today:?}");
    assert_eq!(of_level(UnitLevel::DistrictBefore), [], "districts are written as they were: nothing new");
    let written = study.overview.totals.iter().filter(|total| matches!(total.group, Group::Commune(_)));
    assert_eq!(written.count(), 5);
    // Nothing is known of a place that is none, and nobody is asked.
    let nowhere = map_of("Mekong", &cells);
    let study = study_with_places(&nowhere, &assess(&nowhere, year), &|_| true).unwrap();
    assert!(!study.overview.totals.iter().any(|total| matches!(total.group, Group::Unit(..))));
    for steps in 0..3 {
        let left = std::sync::atomic::AtomicUsize::new(steps);
        let goes_on = |_: f32| {
            left.fetch_update(std::sync::atomic::Ordering::Relaxed, std::sync::atomic::Ordering::Relaxed, |left| {
                left.checked_sub(1)
            })
            .is_ok()
        };
        assert!(study_with_places(&map, &assess(&map, year), &goes_on).is_none(), "it ends once it is cancelled");
    }
}
