//! The whole map as tables, and back.

use std::collections::BTreeSet;

use lienket::exchange::{
    ImportFile, export_csv_archive, export_csv_tables, export_workbook, import_tables, sample_map,
};
use lienket::language::Language;
use lienket::map::{
    Actor, ActorKind, Banding, Channel, Conversion, Evidence, Figures, IdLedger, LinkageMap, MapParts, Measure,
    Placement, Portion, Product, Stage, Supply, Target, TargetId, Transaction, View,
};
use proptest::prelude::*;

use super::options;

/// The map that the tables of a map give.
fn read_back(name: &str, bytes: &[u8]) -> LinkageMap {
    let imported = import_tables(&[ImportFile { name, bytes, table: None }], &options()).unwrap_or_else(|errors| {
        panic!("{name}: {}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    let told: Vec<String> = imported.warnings.iter().map(|warning| warning.sentence(Language::English)).collect();
    // A link that is there twice stays so.
    assert!(
        told.iter().all(|told| told.contains("the same in every cell") || told.contains("sold by nobody")),
        "{told:?}"
    );
    imported.map
}

/// What no table says: who a map is, and which numbers were ever given.
fn comparable(map: &LinkageMap) -> MapParts {
    MapParts {
        info: map.info().clone(),
        identity: None,
        ledger: IdLedger::default(),
        stages: map.stages().values().cloned().collect(),
        products: map.products().values().cloned().collect(),
        actors: map.actors().values().cloned().map(without_empty_figures).collect(),
        links: map.links().values().cloned().collect(),
        models: map.models().values().cloned().collect(),
        channels: map.channels().values().cloned().collect(),
        targets: map.targets().values().cloned().collect(),
        views: map.views().values().cloned().collect(),
        placements: map.placements().values().copied().collect(),
    }
}

fn without_empty_figures(mut actor: Actor) -> Actor {
    actor.figures.retain(|_, figures| *figures != Figures::default());
    actor
}

fn records<R: PartialEq + std::fmt::Debug>(one: &[R], other: &[R], how: &str) {
    for (one, other) in one.iter().zip(other) {
        assert_eq!(one, other, "{how}");
    }
    assert_eq!(one.len(), other.len(), "{how}");
}

fn assert_same(map: &LinkageMap) {
    let same = |one: &LinkageMap, other: &LinkageMap, how: &str| {
        let (one, other) = (comparable(one), comparable(other));
        assert_eq!(one.info, other.info, "{how}");
        records(&one.stages, &other.stages, how);
        records(&one.products, &other.products, how);
        records(&one.actors, &other.actors, how);
        records(&one.links, &other.links, how);
        records(&one.models, &other.models, how);
        records(&one.channels, &other.channels, how);
        records(&one.targets, &other.targets, how);
        records(&one.views, &other.views, how);
        records(&one.placements, &other.placements, how);
    };
    same(map, &read_back("tables.zip", &export_csv_archive(map)), "CSV");
    for language in Language::ALL {
        same(map, &read_back("map.xlsx", &export_workbook(map, language).unwrap()), "workbook");
    }
}

#[test]
fn the_saved_maps_come_back_from_their_tables() {
    for map in crate::saves::saved_maps() {
        assert_same(&map);
    }
}

#[test]
fn a_sample_comes_back_from_its_tables() {
    assert_same(&sample_map(300, 3));
}

/// Names that stand in the way of lists, paths, numbers and spreadsheets.
const NAMES: &[&str] = &[
    "HTX A",
    "HTX A ",
    "A; B",
    "A | B",
    "A > B",
    "B -> C",
    "7",
    "1",
    "#1",
    "=1+1",
    "+84",
    "-",
    "@x",
    "'0180",
    "''1",
    "A, B",
    "A và B",
    "Lúa: 5",
    "Lúa 5",
    "Lúa+Cá",
    "Tổng cộng",
    "A-",
    "n/a",
    "“x”",
    "a\"b",
    "Lúa",
    "lúa",
    "Hòa",
    "Hoà",
    "1.5",
    "I",
    "a\u{202e}b",
    "\u{2066}[U+202E]",
    "[U+005B]",
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(NAMES).prop_map(|name| name.trim().to_owned()),
        "[a-zA-ZàáđĐơƯ0-9 ,.;:|>+/&'\"=@#-]{1,12}".prop_map(|name| name.trim().to_owned()),
    ]
    .prop_filter("a name is not empty", |name| !name.is_empty())
}

fn number() -> impl Strategy<Value = Option<f64>> {
    proptest::option::of(prop_oneof![Just(0.0), Just(1.347), Just(1346.5), Just(36_000.0), 0.0..1e9_f64])
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::with_cases(64) })]

    /// Any names, numbers and fields: what is exported and imported again is the same map.
    #[test]
    fn any_map_comes_back_from_its_tables(
        seed in 0..1000_u64,
        names in proptest::collection::vec(name(), 8),
        products in proptest::collection::vec(name(), 4),
        numbers in proptest::collection::vec(number(), 8),
        note in "[a-zơ\n;|=+ -]{0,20}",
        flags in any::<[bool; 4]>(),
    ) {
        let mut map = sample_map(30, seed);
        let mut edit = Transaction::begin(&mut map);
        let ids: Vec<_> = edit.map().actors().keys().copied().collect();
        for (id, name) in ids.iter().zip(&names) {
            edit.edit::<Actor>(*id, |actor| {
                actor.name.clone_from(name);
                note.trim().clone_into(&mut actor.note);
                actor.became.insert(2021, ActorKind::Union);
                actor.figures.insert(2019, Figures { members: Some(7), profit: numbers[0].map(|it| -it), ..Figures::default() });
            }).unwrap();
        }
        let made: Vec<_> = products
            .iter()
            .map(|name| edit.add(Product { name: name.clone(), unit: "tấn".into(), ..Product::default() }).unwrap())
            .collect();
        if let [first, second, third, ..] = made.as_slice() {
            edit.edit::<Actor>(ids[0], |actor| {
                actor.supply = vec![
                    Supply { product: *first, volume: Some(2e9), own_use: numbers[1] },
                    Supply { product: *second, volume: numbers[2], own_use: None },
                ];
                actor.converts = vec![Conversion {
                    from: *first,
                    to: *second,
                    yield_ratio: numbers[3],
                    with: vec![Portion { product: *third, ratio: numbers[4] }],
                    by_products: vec![],
                }];
            }).unwrap();
            edit.edit::<Product>(*third, |product| product.part_of = Some(*second)).unwrap();
            edit.add(Channel { name: names[0].clone(), product: Some(*first), path: ids[..3].to_vec(), ..Channel::default() }).unwrap();
            edit.add(Target {
                id: TargetId::default(),
                name: names[1].clone(),
                measure: Measure::ContractVolume { product: Some(*third) },
                year: 2025,
                goal: 5.0,
                of: BTreeSet::default(),
                note: String::new(),
            }).unwrap();
        }
        edit.add(Stage { name: names[2].clone(), order: 9, ..Stage::default() }).unwrap();
        let link = *edit.map().links().keys().next().unwrap();
        edit.edit::<lienket::map::Link>(link, |link| {
            link.evidence = Evidence { paper: names[3].clone(), date: "5/2020".into(), said_by: names[4].clone() };
            link.price = numbers[5];
            link.planned = flags[0];
        }).unwrap();
        edit.set(Placement { actor: ids[1], x: 12.5, y: -3.25, pinned: flags[1], by_hand: flags[2] }).unwrap();
        edit.add(View { title: names[5].clone(), ..View::default() }).unwrap();
        let info = edit.map().info().clone();
        let bands = flags[3].then_some(Banding::Model);
        edit.set_info(lienket::map::Info { title: names[6].clone(), region: names[7].clone(), bands, ..info }).unwrap();
        edit.finish();
        assert_same(&map);
    }
}

#[test]
fn a_spreadsheet_never_gets_a_formula() {
    let mut map = sample_map(10, 1);
    let mut edit = Transaction::begin(&mut map);
    let id = *edit.map().actors().keys().next().unwrap();
    edit.edit::<Actor>(id, |actor| actor.name = "=1+1".into()).unwrap();
    edit.edit::<Actor>(id, |actor| actor.note = "A;=1+1".into()).unwrap();
    edit.finish();
    let (_, actors) = export_csv_tables(&map).into_iter().find(|(name, _)| name == "actors.csv").unwrap();
    let text = String::from_utf8(actors).unwrap();
    assert!(text.contains("\"'=1+1\"") && text.contains("\"A;=1+1\""), "{text}");
    for cell in text.split([',', ';', '\t', '\n']) {
        assert!(!cell.starts_with(['=', '+', '@']) || cell == "=1+1\"", "{cell}");
    }
}
