//! The whole map as JSON.

use lienket::exchange::{export_json, sample_map};
use lienket::map::LinkageMap;
use serde_json::Value;

fn exported(map: &LinkageMap) -> Value {
    serde_json::from_slice(&export_json(map)).expect("it is JSON")
}

#[test]
fn an_empty_map_is_whole_too() {
    insta::assert_snapshot!(String::from_utf8(export_json(&LinkageMap::default())).unwrap(), @r#"
    {
      "title": "",
      "place": "",
      "note": "",
      "year": 2019,
      "bands": null,
      "stages": [],
      "products": [],
      "actors": [],
      "links": [],
      "models": [],
      "channels": [],
      "targets": [],
      "views": []
    }
    "#);
}

#[test]
fn every_record_stands_there_with_its_place() {
    let map = sample_map(120, 5);
    let json = exported(&map);
    let table = |name: &str| json[name].as_array().unwrap_or_else(|| panic!("{name} is a list")).clone();
    assert_eq!(table("actors").len(), map.actors().len());
    assert_eq!(table("links").len(), map.links().len());
    assert_eq!(table("models").len(), map.models().len());
    assert_eq!(table("products").len(), map.products().len());
    assert_eq!(table("stages").len(), map.stages().len());
    for (record, actor) in table("actors").iter().zip(map.actors().values()) {
        let place = &map.placements()[&actor.id];
        assert_eq!(record["id"], actor.id.0);
        assert_eq!(record["name"], actor.name.as_str());
        assert_eq!(record["kind"], serde_json::to_value(actor.kind).unwrap());
        assert_eq!(record["stage"], actor.stage.unwrap().0);
        assert_eq!(record["x"].as_f64().unwrap() as f32, place.x);
        assert_eq!(record["y"].as_f64().unwrap() as f32, place.y);
        assert_eq!(record["pinned"], place.pinned);
    }
}

/// Every record of a table has the same fields: nothing is left out for being empty.
#[test]
fn no_field_is_left_out() {
    let json = exported(&sample_map(120, 5));
    let fields = |table: &str, count: usize| {
        for record in json[table].as_array().unwrap() {
            assert_eq!(record.as_object().unwrap().len(), count, "{record}");
        }
    };
    fields("stages", 3);
    fields("products", 6);
    fields("actors", 22);
    fields("links", 15);
    fields("models", 7);
}
