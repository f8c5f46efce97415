//! Networks for other programs: what is written, as readers of others read it.

mod others;
mod reading;
mod round_trip;

use std::collections::{BTreeMap, BTreeSet};

use lienket::exchange::{NetworkFormat, Picture, export_csv_tables, export_network, sample_map};
use lienket::map::{Actor, Evidence, Link, LinkageMap, Placement, Product, Transaction};
use reading::{ReadNetwork, read};

use super::pictures::wish;
use crate::saves::saved_maps;

/// The formats, with one ending each.
const FORMATS: [NetworkFormat; 5] =
    [NetworkFormat::GraphMl, NetworkFormat::Gexf, NetworkFormat::Dot, NetworkFormat::DrawIo, NetworkFormat::Cx2];

fn exported(map: &LinkageMap, format: NetworkFormat) -> String {
    String::from_utf8(export_network(&Picture::of(map, wish(map)).unwrap(), format)).unwrap()
}

/// A map with texts that stand in the way of XML, JSON, DOT, lists and spreadsheets.
pub fn awkward_map() -> LinkageMap {
    let mut map = sample_map(24, 3);
    let (ids, year) = (map.actors().keys().copied().collect::<Vec<_>>(), map.info().year);
    let names = [
        "A & B <c> \"d\" 'e'",
        "C:\\thư mục\\",
        "Lúa\u{202e}zzz",
        "=1+1",
        "x &amp; y; z",
        "a -> b [c=d];",
        "😀 Đồng Tháp",
        "]]> -->",
        "'0180",
        "[U+202E]",
    ];
    let mut edit = Transaction::begin(&mut map);
    for (id, name) in ids.iter().zip(names) {
        edit.edit::<Actor>(*id, |actor| {
            name.clone_into(&mut actor.name);
            // Graphviz 2.43 loses a line break right before a backslash.
            actor.note = format!("dòng 1\n{name}\n.\\");
            actor.figures.entry(year).or_default().revenue = Some(1_234.567);
        })
        .unwrap();
    }
    let product = edit.add(Product { name: "Lúa \"ST25\" & <cám>".into(), ..Product::default() }).unwrap();
    let links: Vec<_> = edit.map().links().keys().copied().collect();
    edit.edit::<Link>(links[0], |link| {
        link.products = [product].into();
        link.price = Some(1.347);
        link.volume = Some(2e9);
        link.evidence = Evidence { paper: "Số 1 \"a\"".into(), date: "5/2020".into(), said_by: "\\".into() };
    })
    .unwrap();
    // A second and a third link between the same two.
    for year in [2019, 2020] {
        let again = Link { from_year: Some(year), to_year: None, ..edit.map().links()[&links[0]].clone() };
        edit.add(again).unwrap();
    }
    edit.set(Placement { actor: ids[1], x: 12.75, y: -3.25, pinned: true, by_hand: true }).unwrap();
    edit.finish();
    map
}

fn maps() -> Vec<LinkageMap> {
    saved_maps().into_iter().chain([awkward_map(), sample_map(150, 2), LinkageMap::default()]).collect()
}

/// The rows of a table of the map as CSV has them, by number.
fn csv_rows(map: &LinkageMap, name: &str) -> BTreeMap<u32, BTreeMap<String, String>> {
    let (_, bytes) = export_csv_tables(map).into_iter().find(|(table, _)| table == name).unwrap();
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap());
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| {
        let cells = headers.iter().cloned().zip(record.iter().map(str::to_owned));
        let cells: BTreeMap<String, String> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
        (cells["id"].parse().unwrap(), cells)
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// Whether two cells say the same: a spreadsheet's guard is not in a network, and a number may have other digits.
pub fn is_same(network: &str, csv: &str) -> bool {
    let numbers = network.parse::<f64>().ok().zip(csv.parse::<f64>().ok());
    network == csv || csv.strip_prefix('\'') == Some(network) || numbers.is_some_and(|(one, other)| one == other)
}

/// That a network has every actor and link of a map with every field that its table has, and no other.
fn assert_whole(found: &ReadNetwork, map: &LinkageMap, how: &str) {
    // The places are those of the picture, which lays out a map without any.
    let of_year = format!("_{}", map.info().year);
    let computed = |id: &str| id.ends_with(&of_year) || matches!(id, "verdict" | "x" | "y" | "pinned" | "by_hand");
    let same_fields = |found: &BTreeMap<String, String>, cells: &BTreeMap<String, String>| {
        for (id, cell) in cells.iter().filter(|(id, _)| !matches!(id.as_str(), "from" | "to")) {
            assert!(found.get(id).is_some_and(|value| is_same(value, cell)), "{how}: {id} is {cell:?}: {found:?}");
        }
        let more: BTreeSet<&String> = found.keys().filter(|id| !cells.contains_key(*id) && !computed(id)).collect();
        assert_eq!(more, BTreeSet::new(), "{how}");
    };
    let (actors, links) = (csv_rows(map, "actors.csv"), csv_rows(map, "links.csv"));
    assert!(found.nodes.keys().eq(actors.keys()), "{how}");
    for (id, cells) in &actors {
        same_fields(&found.nodes[id], cells);
    }
    assert!(found.edges.keys().eq(links.keys()), "{how}");
    for (link, cells) in map.links().values().zip(links.values()) {
        let (from, to, fields) = &found.edges[&link.id.0];
        assert_eq!((*from, *to), (link.from.0, link.to.0), "{how}");
        same_fields(fields, cells);
    }
}

#[test]
fn every_format_has_every_actor_and_link_with_all_fields() {
    for map in maps() {
        for format in FORMATS {
            if let Some(found) = read(&exported(&map, format), format) {
                assert_whole(&found, &map, &format!("{format:?} of {}", map.info().title));
            }
        }
    }
}

#[test]
fn figures_and_verdicts_are_there_for_those_who_count() {
    let (map, year) = (awkward_map(), awkward_map().info().year);
    let first = map.actors().keys().next().unwrap().0;
    let found = read(&exported(&map, NetworkFormat::GraphMl), NetworkFormat::GraphMl).unwrap();
    assert_eq!(found.nodes[&first][&format!("revenue_{year}")], "1234.567");
    let verdicts: BTreeSet<&str> =
        found.nodes.values().filter_map(|fields| fields.get("verdict")).map(String::as_str).collect();
    assert!(
        !verdicts.is_empty() && verdicts.is_subset(&["firm", "loose", "stops short", "on paper", "no buyer"].into())
    );
}

#[test]
fn actors_stand_where_the_map_has_them() {
    for map in saved_maps().into_iter().chain([awkward_map()]) {
        for format in FORMATS {
            let text = exported(&map, format);
            let Some(found) = read(&text, format) else { continue };
            for placement in map.placements().values() {
                let (x, y) = found.places[&placement.actor.0];
                let turned = if matches!(format, NetworkFormat::Gexf | NetworkFormat::Dot) { -y } else { y };
                // draw.io and yEd have corners, rounded to tenths.
                assert!((x - placement.x).abs() < 0.2 && (turned - placement.y).abs() < 0.2, "{format:?}");
            }
        }
    }
}

#[test]
fn a_map_without_places_is_laid_out_first() {
    let map = sample_map(40, 1);
    let parts = lienket::map::MapParts {
        stages: map.stages().values().cloned().collect(),
        products: map.products().values().cloned().collect(),
        actors: map.actors().values().cloned().collect(),
        links: map.links().values().cloned().collect(),
        ..lienket::map::MapParts::default()
    };
    let bare = LinkageMap::from_parts(parts).unwrap();
    for format in FORMATS {
        let Some(found) = read(&exported(&bare, format), format) else { continue };
        let places: BTreeSet<String> = found.places.values().map(|(x, y)| format!("{x} {y}")).collect();
        assert_eq!(places.len(), bare.actors().len(), "{format:?}");
    }
}

#[test]
fn the_same_map_gives_the_same_bytes_and_no_sign_turns_its_texts() {
    let map = awkward_map();
    for format in FORMATS {
        let text = exported(&map, format);
        assert_eq!(text, exported(&map, format));
        assert!(!text.chars().any(lienket::language::turns_direction), "{format:?}");
        assert!(text.contains("[U+202E]zzz"), "{format:?}");
    }
}

#[test]
fn a_network_of_one_model_has_its_chain_alone() {
    let map = &saved_maps()[0];
    let model = *map.models().keys().next().unwrap();
    let options = lienket::exchange::PictureOptions { model: Some(model), ..wish(map) };
    let text = export_network(&Picture::of(map, options).unwrap(), NetworkFormat::Cx2);
    let found = read(std::str::from_utf8(&text).unwrap(), NetworkFormat::Cx2).unwrap();
    assert!(!found.nodes.is_empty() && found.nodes.len() < map.actors().len());
}
