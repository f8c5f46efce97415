//! Communes and districts as registers write them.

use lienket::exchange::{Communes, ImportOptions, PlaceNote, WarningKind};
use lienket::language::Language;
use lienket::map::LinkageMap;

use super::{Tables, options};

/// The map of these rows of actors, and what is told of places.
fn imported(header: &str, rows: &[&str], options: &ImportOptions) -> (LinkageMap, Vec<(PlaceNote, usize, String)>) {
    let actors = format!("name,kind,{header}\n{}\n", rows.join("\n"));
    let imported = Tables { actors, links: "from,to\n".into(), ..Tables::default() };
    let imported = imported.import_with(options).unwrap_or_else(|errors| panic!("{errors:?}"));
    let told = imported.warnings.iter().filter_map(|warning| match &warning.kind {
        WarningKind::Places { note, names } => {
            for language in Language::ALL {
                assert!(warning.sentence(language).contains(names.as_str()));
            }
            Some((*note, warning.rows.len(), names.clone()))
        }
        _ => None,
    });
    let told = told.collect();
    (imported.map, told)
}

fn in_can_tho() -> ImportOptions {
    ImportOptions { place: Some("Cần Thơ".into()), ..options() }
}

fn places_of(map: &LinkageMap) -> Vec<(&str, &str)> {
    map.actors().values().map(|actor| (actor.commune.as_str(), actor.district.as_str())).collect()
}

#[test]
fn names_are_spelled_as_the_table_has_them() {
    let rows = ["HTX A,htx,nhon ai,phong dien", "HTX B,htx,X. Trường Thành,H. Thới Lai", "HTX C,htx,Xã Nhơn Ái,"];
    let (map, told) = imported("commune,district", &rows, &in_can_tho());
    assert_eq!(map.info().region, "Cần Thơ");
    assert_eq!(
        places_of(&map),
        [("Xã Nhơn Ái", "Huyện Phong Điền"), ("Xã Trường Thành", "Huyện Thới Lai"), ("Xã Nhơn Ái", "")]
    );
    let [(PlaceNote::Spelled, 4, names)] = told.as_slice() else { panic!("{told:?}") };
    assert!(names.starts_with("nhon ai → Xã Nhơn Ái; phong dien → Huyện Phong Điền; "), "{names}");
}

#[test]
fn without_a_province_nothing_is_known() {
    let rows = ["HTX A,htx,nhon ai,phong dien"];
    let (map, told) = imported("commune,district", &rows, &options());
    assert_eq!(places_of(&map), [("nhon ai", "phong dien")]);
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn communes_of_before_are_proposed_and_taken_when_asked() {
    let rows = ["HTX A,htx,Xã Giai Xuân,", "HTX B,htx,Thị trấn Cờ Đỏ,Huyện Cờ Đỏ", "HTX C,htx,Xã Tân Thới,"];
    let (map, told) = imported("commune,district", &rows, &in_can_tho());
    assert_eq!(places_of(&map)[0], ("Xã Giai Xuân", ""));
    let [(PlaceNote::Former, 3, names)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(names, "Xã Giai Xuân → Xã Phong Điền; Thị trấn Cờ Đỏ → Xã Cờ Đỏ; Xã Tân Thới → Xã Phong Điền");
    let (map, told) =
        imported("commune,district", &rows, &ImportOptions { communes: Communes::OfToday, ..in_can_tho() });
    assert_eq!(
        places_of(&map),
        [("Xã Phong Điền", "Huyện Phong Điền"), ("Xã Cờ Đỏ", "Huyện Cờ Đỏ"), ("Xã Phong Điền", "Huyện Phong Điền")]
    );
    assert!(matches!(told.as_slice(), [(PlaceNote::Renewed, 3, _)]), "{told:?}");
}

#[test]
fn what_may_be_several_is_asked_and_never_guessed() {
    for communes in [Communes::AsWritten, Communes::OfToday] {
        let options = ImportOptions { communes, place: Some("Hà Nội".into()), ..options() };
        // Minh Quang in Ba Vì went to two communes.
        let (map, told) = imported("commune,district", &["HTX A,htx,Xã Minh Quang,Huyện Ba Vì"], &options);
        assert_eq!(places_of(&map), [("Xã Minh Quang", "Huyện Ba Vì")]);
        assert!(matches!(told.as_slice(), [(PlaceNote::Divided, 1, _)]), "{told:?}");
    }
    let (map, told) = imported("commune,district", &["HTX A,htx,Phú Tân,Châu Thành"], &in_can_tho());
    assert_eq!(places_of(&map), [("Phú Tân", "Châu Thành")], "Hậu Giang and Sóc Trăng have one each");
    assert!(matches!(told.as_slice(), [(PlaceNote::Ambiguous, 1, _)]), "{told:?}");
}

#[test]
fn a_column_of_provinces_tells_which_is_meant() {
    let rows = ["HTX A,htx,Phú Tân,Châu Thành,Sóc Trăng", "HTX B,htx,Phú Tân,Châu Thành,tỉnh Hậu Giang"];
    let options = ImportOptions { communes: Communes::OfToday, ..in_can_tho() };
    let (map, _) = imported("commune,district,Tỉnh", &rows, &options);
    assert_eq!(places_of(&map), [("Xã Thuận Hòa", "Huyện Châu Thành"), ("Xã Phú Hữu", "Huyện Châu Thành")]);
    assert!(map.actors().values().all(|actor| !actor.outside_province));
    let (map, _) = imported("commune,district,Tỉnh", &["Công ty,dn,,,Long An", "HTX,htx,,,Cần Thơ"], &in_can_tho());
    assert_eq!(map.actors().values().map(|actor| actor.outside_province).collect::<Vec<_>>(), [true, false]);
    let (map, _) = imported("commune,Tỉnh", &["HTX A,htx,,Cần Thơ", "HTX B,htx,,Cần Thơ"], &super::options());
    assert_eq!(map.info().region, "Thành phố Cần Thơ");
    let (map, _) = imported("commune,Tỉnh", &["HTX A,htx,,Hậu Giang", "HTX B,htx,,Sóc Trăng"], &super::options());
    assert_eq!(map.info().region, "Thành phố Cần Thơ", "both are part of it since 2025");
    let (map, _) = imported("commune,Tỉnh", &["HTX A,htx,,Hậu Giang", "HTX B,htx,,An Giang"], &super::options());
    assert_eq!(map.info().region, "");
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let (map, told) = imported("commune", &["HTX A,htx,Nhơn Nghĩ", "HTX B,htx,Sao Hỏa"], &in_can_tho());
    assert_eq!(places_of(&map), [("Nhơn Nghĩ", ""), ("Sao Hỏa", "")]);
    let [(PlaceNote::Unknown, 2, names)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(names, "Nhơn Nghĩ (Xã Nhơn Nghĩa?); Sao Hỏa");
}
