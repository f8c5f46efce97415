//! The whole map as JSON.

use lienket::exchange::{export_json, sample_map};
use lienket::map::{
    Actor, Banding, Channel, CoopModel, Evidence, Figures, Info, Link, LinkageMap, Placement, Product, Stage, Supply,
    Target, Transaction, View,
};
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
    // With where it stands: x, y, pinned, by_hand.
    fields("actors", 23);
    fields("links", 15);
    fields("models", 7);
}

/// Each key of a record that the map's own file has stands in the JSON: a field that is forgotten there is told here.
fn assert_keys<R: lienket::schema::Described>(json: &Value, told_apart: &[&str]) {
    let record = json.as_object().unwrap_or_else(|| panic!("no record with {:?}", R::fields().first().map(|it| it.id)));
    let keys: Vec<&str> = record.keys().map(String::as_str).collect();
    for field in R::fields() {
        assert!(keys.contains(&field.id) || told_apart.contains(&field.id), "{} is not in {keys:?}", field.id);
    }
}

#[test]
fn every_field_that_is_described_is_there() {
    let mut map = sample_map(200, 1);
    let mut edit = Transaction::begin(&mut map);
    let ids: Vec<_> = edit.map().actors().keys().copied().collect();
    edit.add(Channel { name: "K".into(), path: ids[..2].to_vec(), ..Channel::default() }).unwrap();
    edit.add(View { title: "T".into(), ..View::default() }).unwrap();
    let info = edit.map().info().clone();
    edit.set_info(Info { bands: Some(Banding::District), ..info }).unwrap();
    let link = *edit.map().links().keys().next().unwrap();
    edit.edit::<Link>(link, |link| link.evidence.paper = "giấy".into()).unwrap();
    edit.edit::<Actor>(ids[0], |actor| {
        actor.figures.insert(2019, Figures { members: Some(1), ..Figures::default() });
        actor.supply = vec![Supply { product: lienket::map::ProductId(1), volume: None, own_use: None }];
    })
    .unwrap();
    edit.set(Placement { actor: ids[0], x: 1.0, y: 2.0, pinned: true, by_hand: true }).unwrap();
    edit.finish();
    let json = exported(&map);
    assert_keys::<Info>(&json, &[]);
    assert_eq!(json["bands"], "district");
    let first = |table: &str| &json[table][0];
    assert_keys::<Stage>(first("stages"), &[]);
    assert_keys::<Product>(first("products"), &[]);
    assert_keys::<Actor>(first("actors"), &[]);
    // Whose place it is says the record that has it.
    assert_keys::<Placement>(first("actors"), &["actor"]);
    assert_eq!((&first("actors")["by_hand"], &first("actors")["pinned"]), (&true.into(), &true.into()));
    assert_keys::<Figures>(&first("actors")["figures"]["2019"], &[]);
    assert_keys::<Supply>(&first("actors")["supply"][0], &[]);
    assert_keys::<Link>(first("links"), &[]);
    assert_keys::<Evidence>(&first("links")["evidence"], &[]);
    assert_keys::<CoopModel>(first("models"), &[]);
    assert_keys::<Channel>(first("channels"), &[]);
    assert_keys::<Target>(first("targets"), &[]);
    assert_keys::<View>(first("views"), &[]);
    // The file's own keys, too, as `serde` has them; what the file leaves out as it is usual stands in the JSON as well.
    for (table, record) in [
        ("actors", serde_json::to_value(map.actors().values().next())),
        ("links", serde_json::to_value(map.links().values().next())),
        ("models", serde_json::to_value(map.models().values().next())),
        ("targets", serde_json::to_value(map.targets().values().next())),
        ("products", serde_json::to_value(map.products().values().next())),
        ("channels", serde_json::to_value(map.channels().values().next())),
    ] {
        for key in record.unwrap().as_object().unwrap().keys() {
            assert!(first(table).get(key).is_some(), "{table}: {key}");
        }
    }
}

#[test]
fn signs_that_turn_the_direction_of_text_are_escaped() {
    let mut map = sample_map(10, 1);
    let mut edit = Transaction::begin(&mut map);
    let id = *edit.map().actors().keys().next().unwrap();
    edit.edit::<Actor>(id, |actor| actor.name = "a\u{202e}b\u{2066}".into()).unwrap();
    edit.finish();
    let text = String::from_utf8(export_json(&map)).unwrap();
    assert!(text.contains("a\\u202eb\\u2066") && !text.chars().any(lienket::language::turns_direction));
    assert_eq!(exported(&map)["actors"][0]["name"], "a\u{202e}b\u{2066}");
}
