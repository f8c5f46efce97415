//! Tables brought into a map that is there.

use lienket::exchange::{ImportFile, ImportTable, Updated, sample_map, update_from_tables};
use lienket::language::Language;
use lienket::map::{Actor, ActorId, LinkageMap, Placement, Transaction};
use lienket::schema::remember_alias;
use proptest::prelude::*;

use super::{Tables, options};

const ACTORS: &str = "id,name,kind,code,district,members\n1,HTX Thới Lai,htx,180,Thới Lai,10\n\
                      2,Công ty Gạo,dn,181,Ninh Kiều,\n3,HTX Đông Bình,htx,182,Thới Lai,20\n";
const LINKS: &str = "from,to,products,form,to_year\n1,2,Lúa,contract,2021\n3,2,Lúa,spot,\n";

fn base() -> LinkageMap {
    let mut tables = Tables::new(ACTORS, LINKS);
    tables.models = Some("name,products,core\nLúa Thới Lai,Lúa,1\n".into());
    let mut map = tables.import().unwrap_or_else(|errors| panic!("{errors:?}")).map;
    let mut edit = Transaction::begin(&mut map);
    edit.set(Placement { actor: ActorId(1), x: 400.0, y: 900.0, pinned: true, by_hand: true }).unwrap();
    edit.edit::<Actor>(ActorId(1), |actor| actor.note = "ghi tay".into()).unwrap();
    edit.finish();
    map
}

fn update(map: &LinkageMap, files: &[(ImportTable, &str)], removes_missing: bool) -> Updated {
    let files: Vec<ImportFile<'_>> = files
        .iter()
        .map(|(table, text)| ImportFile { name: "t.csv", bytes: text.as_bytes(), table: Some(*table) })
        .collect();
    update_from_tables(&files, map, &options(), removes_missing).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn told(updated: &Updated) -> Vec<String> {
    updated.warnings.iter().map(|warning| warning.sentence(Language::English)).collect()
}

#[test]
fn the_same_tables_change_nothing() {
    let map = base();
    let updated = update(&map, &[(ImportTable::Actors, ACTORS), (ImportTable::Links, LINKS)], true);
    assert!(updated.map == map && updated.patch.is_empty(), "{:?}", updated.summary);
}

#[test]
fn a_changed_register_updates_what_it_says_and_keeps_the_rest() {
    let map = base();
    let register = "Tên,Mã số,Loại,Huyện,Xã,Số thành viên\nHợp tác xã Thới Lai,,HTX,Thới Lai,Trường Xuân,12\n\
                    HTX nông nghiệp Đông Bình,182,HTX,,,\nHTX Phú An,190,HTX,Cờ Đỏ,,5\n";
    let updated = update(&map, &[(ImportTable::Actors, register)], false);
    let first = &updated.map.actors()[&ActorId(1)];
    assert_eq!((first.name.as_str(), first.code.as_str()), ("Hợp tác xã Thới Lai", "180"));
    assert_eq!((first.commune.as_str(), first.note.as_str()), ("Trường Xuân", "ghi tay"));
    assert_eq!(first.figures.values().next().unwrap().members, Some(12));
    assert_eq!(updated.map.actors()[&ActorId(3)].name, "HTX nông nghiệp Đông Bình");
    assert_eq!(updated.map.actors()[&ActorId(3)].district, "Thới Lai", "an empty cell says nothing");
    assert_eq!(updated.map.placements()[&ActorId(1)], map.placements()[&ActorId(1)]);
    assert_eq!(updated.map.links(), map.links());
    assert_eq!(updated.map.models(), map.models());
    assert_eq!(updated.summary.missing, ["Công ty Gạo"]);
    assert_eq!((updated.summary.added[&ImportTable::Actors], updated.summary.changed[&ImportTable::Actors]), (1, 2));
    assert_eq!(updated.map.actors().len(), 4);
    assert_eq!(updated.map.placements().len(), 4);
    let removed = update(&map, &[(ImportTable::Actors, register)], true);
    assert!(!removed.map.actors().contains_key(&ActorId(2)) && removed.map.links().is_empty());
}

#[test]
fn ids_of_another_register_are_not_the_maps() {
    let map = base();
    let other = "id,name,kind\n1,HTX Đông Bình,htx\n2,HTX Mới,htx\n3,HTX Thới Lai,htx\n";
    let updated = update(&map, &[(ImportTable::Actors, other)], false);
    let names: Vec<&str> = updated.map.actors().values().map(|actor| actor.name.as_str()).collect();
    assert_eq!(names, ["HTX Thới Lai", "Công ty Gạo", "HTX Đông Bình", "HTX Mới"]);
    // Where most names agree, an id that has another name was renamed.
    let renamed = "id,name,kind\n1,HTX Thới Lai Xanh,htx\n2,Công ty Gạo,dn\n3,HTX Đông Bình,htx\n";
    let updated = update(&map, &[(ImportTable::Actors, renamed)], false);
    assert_eq!(updated.map.actors()[&ActorId(1)].name, "HTX Thới Lai Xanh");
}

#[test]
fn links_alone_are_found_again_by_their_ends() {
    let map = base();
    let links = "from,to,products,form,to_year,volume\nHTX Thới Lai,Công ty Gạo,Lúa,contract,2024,100\n\
                 HTX Đông Bình,HTX Thới Lai,Lúa,,,\n";
    let updated = update(&map, &[(ImportTable::Links, links)], false);
    let contract = updated.map.links().values().next().unwrap();
    assert_eq!((contract.to_year, contract.volume), (Some(2024), Some(100.0)));
    assert_eq!((updated.map.links().len(), updated.map.actors().len()), (3, 3));
    assert_eq!(updated.summary.missing, [""; 0]);
}

#[test]
fn likely_the_same_is_asked_and_not_taken() {
    let map = base();
    let register = "name,kind,district\nHTX Thới Lái,htx,\nHTX Thới Lai 2,htx,\nHTX Đông Bình,htx,Vĩnh Thạnh\n\
                    HTX Thới Lai,tht,\n";
    let updated = update(&map, &[(ImportTable::Actors, register)], false);
    assert_eq!(updated.map.actors().len(), 7);
    assert_eq!(
        told(&updated),
        [
            "t.csv: row 2, column name: “HTX Thới Lái” is new; is “HTX Thới Lai” meant (spelt a little differently)?",
            "t.csv: row 3, column name: “HTX Thới Lai 2” is new; is “HTX Thới Lai” meant (names that are easily confused)?",
            "t.csv: row 4, column name: “HTX Đông Bình” is new; is “HTX Đông Bình” meant (same name, other place)?",
            "t.csv: row 5, column name: “HTX Thới Lai” is new; is “HTX Thới Lai” meant (same name, other kind)?",
        ]
    );
}

#[test]
fn models_channels_targets_and_products_are_found_by_name() {
    let map = base();
    let updated = update(
        &map,
        &[
            (ImportTable::Models, "name,products,core,since\nlúa thới lai,,,2020\nMới,Xoài,HTX Đông Bình,\n"),
            (ImportTable::Products, "name,unit\nLúa,tấn\n"),
            (ImportTable::Targets, "name,measure,year,goal\nNối,linked_models,2025,2\n"),
            (ImportTable::Figures, "actor,year,revenue\n182,2020,5\n182,2021,7\n"),
        ],
        false,
    );
    let models: Vec<_> = updated.map.models().values().map(|model| (model.name.as_str(), model.core.len())).collect();
    assert_eq!(models, [("lúa thới lai", 1), ("Mới", 1)]);
    assert_eq!(updated.map.products().values().next().unwrap().unit, "tấn");
    let figures = &updated.map.actors()[&ActorId(3)].figures;
    assert_eq!(
        figures.values().map(|figures| (figures.members, figures.revenue)).collect::<Vec<_>>(),
        [(None, Some(5.0)), (Some(20), Some(7.0)),]
    );
    assert_eq!(updated.map.targets().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever rows of its own register a map is updated with, it stays valid, nobody is doubled, and once more changes
    /// nothing.
    #[test]
    fn updating_again_changes_nothing(seed in 0..50u64, kept in proptest::collection::vec(any::<bool>(), 60)) {
        let map = sample_map(60, seed);
        let mut actors = String::from("id\tname\tkind\tcode\tdistrict\tfounded\n");
        for (actor, _) in map.actors().values().zip(&kept).filter(|(_, kept)| **kept) {
            let kind = lienket::schema::actor::KIND.write(actor, &map, Language::English);
            let founded = actor.founded.map(|year| (year - 1).to_string()).unwrap_or_default();
            actors.push_str(&format!(
                "{}\t{}\t{kind}\t{}\t{}\t{founded}\n", actor.id.0, actor.name, actor.code, actor.district
            ));
        }
        let once = update(&map, &[(ImportTable::Actors, &actors)], false);
        prop_assert!(once.map.violations().is_empty());
        prop_assert_eq!(once.map.actors().len(), map.actors().len());
        prop_assert_eq!(once.summary.missing.len(), kept.iter().filter(|kept| !**kept).count());
        let again = update(&once.map, &[(ImportTable::Actors, &actors)], false);
        prop_assert!(again.patch.is_empty(), "{:?}", again.summary);
    }
}

/// A map whose first actor has another name.
fn with_alias(alias: &str) -> LinkageMap {
    let mut map = base();
    let mut edit = Transaction::begin(&mut map);
    edit.edit::<Actor>(ActorId(1), |actor| remember_alias(actor, alias)).unwrap();
    edit.finish();
    map
}

#[test]
fn another_name_is_as_good_as_the_name() {
    let map = with_alias("HTX Lúa vàng; xã Thới Lai");
    assert_eq!(map.actors()[&ActorId(1)].aliases.iter().collect::<Vec<_>>(), ["HTX Lúa vàng, xã Thới Lai"]);
    let register = "name,kind,district,members\n\"Hợp tác xã Lúa vàng; xã Thới Lai\",thương lái,Cờ Đỏ,33\n";
    let links = "from,to\n\"HTX Lúa Vàng; xã Thới Lai\",Công ty Gạo\n";
    let updated = update(&map, &[(ImportTable::Actors, register), (ImportTable::Links, links)], false);
    let first = &updated.map.actors()[&ActorId(1)];
    assert_eq!((first.name.as_str(), first.district.as_str()), ("HTX Thới Lai", "Cờ Đỏ"), "the map's name stays");
    assert_eq!(first.aliases, map.actors()[&ActorId(1)].aliases);
    assert_eq!((updated.map.actors().len(), updated.map.links().len()), (3, 2));
    assert!(told(&updated).is_empty(), "{:?}", told(&updated));
    // Without the other name it is asked about, or new.
    assert_eq!(update(&base(), &[(ImportTable::Actors, register)], false).map.actors().len(), 4);
}

#[test]
fn a_table_may_have_other_names() {
    let actors = "name,kind,other names\nHTX Thới Lai,htx,HTX Ba Xã; THT Lúa\nCông ty Gạo,dn,\n";
    let links = "from,to\nHTX Ba Xã,Công ty Gạo\nHợp tác xã Ba Xã,HTX Thới Lai\n";
    let mut tables = Tables::new(actors, "from,to\nHTX Ba Xã,Công ty Gạo\n");
    let map = tables.import().unwrap_or_else(|errors| panic!("{errors:?}")).map;
    assert_eq!(map.links().values().next().unwrap().from, ActorId(1));
    assert_eq!(map.actors()[&ActorId(1)].aliases.len(), 2);
    tables.links = links.into();
    assert!(tables.import().is_err(), "a link from an actor to itself, whatever it is called");
    // Names that an update does not tell stay.
    let fewer = "name,kind,other names\nTHT Lúa,htx,Lúa Ba Xã\n";
    let updated = update(&map, &[(ImportTable::Actors, fewer)], false);
    let first = &updated.map.actors()[&ActorId(1)];
    assert_eq!((first.name.as_str(), first.aliases.len()), ("HTX Thới Lai", 3));
}

#[test]
fn an_actor_that_was_told_to_be_another_is_not_asked_about_again() {
    for row in
        ["HTX Thới Lai 2,HTX,Thới Lai", "HTX Thới Lai,HTX,Cờ Đỏ", "HTX Thới Lai,DN,Thới Lai", "HTX Thới Lay,HTX,"]
    {
        let register = format!("name,kind,district\n{row}\n");
        let files = [(ImportTable::Actors, register.as_str())];
        let once = update(&base(), &files, false);
        assert_eq!((once.map.actors().len(), told(&once).len()), (4, 1), "{row}: {:?}", told(&once));
        let again = update(&once.map, &files, false);
        assert!(again.map == once.map && told(&again).is_empty(), "{row}: {:?}", told(&again));
    }
}

#[test]
fn confusing_names_and_likely_misspellings_are_asked_about_and_never_merged() {
    for (name, why) in [
        ("HTX Thới Lai 2", "names that are easily confused"),
        ("Hợp tác xã Thới Lai số hai", "names that are easily confused"),
        ("HTX Tân Thới Lai", "names that are easily confused"),
        ("HTX Thới Lai Mới", "names that are easily confused"),
        ("HTX Thới Lai A", "names that are easily confused"),
        ("HTX Thới Lai miền Nam", "names that are easily confused"),
        ("HTX Thới-Lai", "names that are easily confused"),
        ("HTX Thới Lái", "spelt a little differently"),
        ("HTX Thới Lay", "spelt a little differently"),
        ("HTX nông nghiệp Thới Lai", "only trade, legal form or a remark differ"),
    ] {
        let updated = update(&base(), &[(ImportTable::Actors, &format!("name,kind\n{name},htx\n"))], false);
        assert_eq!(updated.map.actors().len(), 4, "{name}");
        let expected = format!("t.csv: row 2, column name: “{name}” is new; is “HTX Thới Lai” meant ({why})?");
        assert_eq!(told(&updated), [expected]);
    }
    // What reads the same is the same.
    for name in [
        "HỢP TÁC XÃ THỚI LAI",
        "htx\u{a0}Thới  Lai",
        "H.T.X Thới Lai",
        "HTX Tho\u{31b}\u{301}i Lai",
        "HTX Thới\u{200b} Lai",
    ] {
        let updated = update(&base(), &[(ImportTable::Actors, &format!("name,kind\n{name},htx\n"))], false);
        assert_eq!((updated.map.actors().len(), told(&updated).len()), (3, 0), "{name}: {:?}", told(&updated));
    }
}

#[test]
fn a_product_that_may_be_known_is_asked_about() {
    let actors = "name,kind,supply\nHTX Thới Lai,htx,Lúa thơm ST25: 5; Cá tra: 2\n";
    let with_rice =
        update(&base(), &[(ImportTable::Actors, "name,kind,supply\nHTX Thới Lai,htx,Lúa thơm ST 25: 5\n")], false);
    let updated = update(&with_rice.map, &[(ImportTable::Actors, actors)], false);
    assert_eq!(told(&updated), ["t.csv: row 2: the product “Lúa thơm ST25” is new; is “Lúa thơm ST 25” meant?"]);
}

#[test]
fn a_row_that_calls_an_actor_something_else_is_told_of() {
    let told_of = |table: &str| told(&update(&base(), &[(ImportTable::Actors, table)], false));
    assert_eq!(
        told_of("name,kind,code\nHTX Bình Minh,htx,180\n"),
        ["t.csv: row 2, column name: “HTX Bình Minh” was taken for “HTX Thới Lai” (same code)"]
    );
    assert_eq!(
        told_of("id,name,kind\n1,HTX Bình Minh,htx\n2,Công ty Gạo,dn\n3,HTX Đông Bình,htx\n"),
        ["t.csv: row 2, column name: “HTX Bình Minh” was taken for “HTX Thới Lai” (same id)"]
    );
    assert_eq!(told_of("name,kind,code\nHTX nông nghiệp Thới Lai,htx,180\n"), [""; 0]);
}

#[test]
fn a_commune_of_before_is_the_one_that_it_became() {
    let mut map = base();
    let mut edit = Transaction::begin(&mut map);
    edit.set_info(lienket::map::Info { region: "Cần Thơ".into(), ..edit.map().info().clone() }).unwrap();
    edit.edit::<Actor>(ActorId(1), |actor| {
        actor.commune = "Xã Phong Điền".into();
        actor.district = "Phong Điền".into();
    })
    .unwrap();
    edit.finish();
    let register = "name,kind,commune,district,members\nHTX Thới Lai,htx,Xã Giai Xuân,Huyện Phong Điền,77\n";
    let updated = update(&map, &[(ImportTable::Actors, register)], false);
    let first = &updated.map.actors()[&ActorId(1)];
    assert_eq!(updated.map.actors().len(), 3, "{:?}", told(&updated));
    assert_eq!((first.commune.as_str(), first.district.as_str()), ("Xã Phong Điền", "Phong Điền"));
    assert_eq!(first.figures.values().next().unwrap().members, Some(77));
    // Another commune is another place.
    let other = "name,kind,commune,district\nHTX Thới Lai,htx,Xã Trường Xuân,Huyện Thới Lai\n";
    assert_eq!(update(&map, &[(ImportTable::Actors, other)], false).map.actors().len(), 4);
}
