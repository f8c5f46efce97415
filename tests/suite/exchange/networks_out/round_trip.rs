//! Networks that come back: what an export wrote, an import reads as the same actors, places and links.

use std::collections::BTreeMap;

use lienket::exchange::{ImportFile, Imported, NetworkFormat, export_csv_archive, import_tables, sample_map};
use lienket::language::{Language, with_marked_direction, without_marked_direction};
use lienket::map::{Figures, LinkageMap, Product, ProductId, Transaction};
use proptest::prelude::*;

use super::{FORMATS, awkward_map, csv_rows, exported, is_same, saved_maps};
use crate::exchange::options;

/// The names of files of a format.
fn file_name(format: NetworkFormat) -> String {
    let (ending, _) = NetworkFormat::ENDINGS.iter().find(|(_, known)| *known == format).unwrap();
    format!("map.{ending}")
}

fn read_back(map: &LinkageMap, format: NetworkFormat) -> Imported {
    let (name, text) = (file_name(format), exported(map, format));
    import_tables(&[ImportFile { name: &name, bytes: text.as_bytes(), table: None }], &options()).unwrap_or_else(
        |errors| panic!("{format:?}: {}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    )
}

/// A cell, its items in one order. A product of a name that others have stands there by its number, which differs.
fn sorted(cell: &str, map: &LinkageMap) -> Vec<String> {
    let name = |item: &str| {
        let number = item.strip_prefix('#').and_then(|item| item.split_once('=')).and_then(|(it, _)| it.parse().ok());
        number.map_or_else(|| item.to_owned(), |number| map.products()[&ProductId(number)].name.clone())
    };
    let mut items: Vec<String> = cell.split(['|', ';']).map(|item| name(item.trim())).collect();
    items.sort_unstable();
    items
}

/// A row, and the map that has it.
type RowOf<'a> = (&'a BTreeMap<String, String>, &'a LinkageMap);

/// That two rows say the same, but for places, which formats round.
fn assert_same_rows((one, map): RowOf<'_>, (other, found): RowOf<'_>, how: &str) {
    let is_place = |id: &str| matches!(id, "x" | "y");
    let fields = |row: &BTreeMap<String, String>| row.keys().filter(|id| !is_place(id)).cloned().collect::<Vec<_>>();
    assert_eq!(fields(one), fields(other), "{how}: {one:?}");
    for (id, cell) in one {
        let again = &other[id];
        let is_near = || cell.parse::<f64>().unwrap() - again.parse::<f64>().unwrap();
        if is_place(id) {
            assert!(is_near().abs() < 0.2, "{how}: {id} {cell} {again}");
        } else {
            let is_same_list = || sorted(cell, map) == sorted(again, found);
            assert!(is_same(cell, again) || is_same_list(), "{how}: {id} {cell:?} {again:?}");
        }
    }
}

/// The map that the tables of a map give.
fn from_tables(map: &LinkageMap) -> LinkageMap {
    let bytes = export_csv_archive(map);
    import_tables(&[ImportFile { name: "map.zip", bytes: &bytes, table: None }], &options()).unwrap().map
}

/// That a network of a map comes back as its tables do.
fn assert_comes_back(map: &LinkageMap, format: NetworkFormat) {
    let how = format!("{format:?} of {}", map.info().title);
    let (found, map) = (read_back(map, format).map, &from_tables(map));
    for table in ["actors.csv", "links.csv"] {
        let (rows, again) = (csv_rows(map, table), csv_rows(&found, table));
        assert!(rows.keys().eq(again.keys()), "{how}");
        for (id, row) in &rows {
            assert_same_rows((row, map), (&again[id], &found), &how);
        }
    }
    let year = map.info().year;
    let title = with_marked_direction(&map.info().title);
    let title = if title.is_empty() { options().default_title } else { without_marked_direction(&title).into_owned() };
    assert_eq!((found.info().title.as_str(), found.info().year), (&*title, year), "{how}");
    let of_year = |map: &LinkageMap, id| map.actors()[&id].figures.get(&year).cloned().unwrap_or_default();
    for id in map.actors().keys() {
        assert_eq!(of_year(map, *id), of_year(&found, *id), "{how}");
        assert!(
            found.actors()[id].figures.iter().all(|(told, figures)| *told == year || *figures == Figures::default())
        );
    }
}

#[test]
fn every_network_comes_back_as_the_same_actors_and_links() {
    for map in saved_maps().into_iter().chain([sample_map(150, 2), sample_map(40, 7)]) {
        for format in FORMATS {
            assert_comes_back(&map, format);
        }
    }
}

#[test]
fn texts_that_stand_in_the_way_come_back_too() {
    for format in FORMATS {
        assert_comes_back(&awkward_map(), format);
    }
}

/// A map whose products have names with every sign of lists, supplies and conversions in them, some of them twice.
fn map_of_products(names: &[String]) -> LinkageMap {
    let mut map = sample_map(24, 3);
    let products: Vec<ProductId> = map.products().keys().copied().collect();
    let mut edit = Transaction::begin(&mut map);
    for (id, name) in products.iter().zip(names.iter().cycle()) {
        let changed = Product { name: name.clone(), ..edit.map().products()[id].clone() };
        edit.set(changed).unwrap();
    }
    edit.finish();
    map
}

/// The links and supplies of a map by the names of their products, as far as others do not have the same name.
fn named(map: &LinkageMap) -> Vec<Vec<String>> {
    let names = |ids: &mut dyn Iterator<Item = ProductId>| {
        let mut names: Vec<String> = ids.map(|id| map.products()[&id].name.clone()).collect();
        names.sort();
        names
    };
    let links = map.links().values().map(|link| names(&mut link.products.iter().copied()));
    links.chain(map.actors().values().map(|actor| names(&mut actor.supply.iter().map(|it| it.product)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_name_of_a_product_comes_back(
        names in prop::collection::vec("[#=;|>:+,/&%'\"@10a-cĐáлア🌾• -]{0,8}[#=;|>:+%a1á🌾]", 1..40),
        at in 0..FORMATS.len(),
    ) {
        let map = map_of_products(&names);
        let found = read_back(&map, FORMATS[at]).map;
        prop_assert_eq!(named(&found), named(&map));
    }
}

#[test]
fn what_an_export_worked_out_is_no_unknown_column() {
    for format in FORMATS {
        let imported = read_back(&sample_map(40, 1), format);
        let told: Vec<String> = imported.warnings.iter().map(|warning| warning.sentence(Language::English)).collect();
        assert!(
            !told.iter().any(|told| told.contains("verdict") || told.contains("is not known")),
            "{format:?}: {told:?}"
        );
    }
}
