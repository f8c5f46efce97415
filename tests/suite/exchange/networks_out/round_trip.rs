//! Networks that come back: what an export wrote, an import reads as the same actors, places and links.

use std::collections::BTreeMap;

use lienket::exchange::{ImportFile, Imported, NetworkFormat, export_csv_archive, import_tables, sample_map};
use lienket::language::Language;
use lienket::map::{Figures, LinkageMap};

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

/// A cell, its items in one order. A product whose name no list can hold is a number there, which only a table of products
/// explains: in a network it stays a product, but not which.
fn sorted(cell: &str) -> Vec<&str> {
    let is_number = |item: &str| item.strip_prefix('#').is_some_and(|number| number.parse::<u32>().is_ok());
    let items = cell.split(['|', ';']).map(str::trim);
    let mut items: Vec<&str> = items.map(|item| if is_number(item) { "#" } else { item }).collect();
    items.sort_unstable();
    items
}

/// That two rows say the same, but for places, which formats round.
fn assert_same_rows(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>, how: &str) {
    let is_place = |id: &str| matches!(id, "x" | "y");
    let fields = |row: &BTreeMap<String, String>| row.keys().filter(|id| !is_place(id)).cloned().collect::<Vec<_>>();
    assert_eq!(fields(one), fields(other), "{how}: {one:?}");
    for (id, cell) in one {
        let found = &other[id];
        let is_near = || cell.parse::<f64>().unwrap() - found.parse::<f64>().unwrap();
        if is_place(id) {
            assert!(is_near().abs() < 0.2, "{how}: {id} {cell} {found}");
        } else {
            assert!(is_same(cell, found) || sorted(cell) == sorted(found), "{how}: {id} {cell:?} {found:?}");
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
            assert_same_rows(row, &again[id], &how);
        }
    }
    let year = map.info().year;
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
