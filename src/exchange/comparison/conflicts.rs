//! Where two copies of a map contradict each other, as lines and as JSON.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;

use super::json::{pretty, value_json};
use crate::editing::MergeConflict;
use crate::language::{Language, capitalised};
use crate::map::{
    Actor, Channel, CoopModel, Id, Info, Link, LinkageMap, Placement, Product, Record, RecordRef, Stage, Target, View,
};
use crate::schema::{Described, VIEW_STATE, field_name, record_name, record_word};

/// The state that both copies come from, where it is known, and the two copies.
type States<'a> = [Option<&'a LinkageMap>; 3];

/// A conflict with its three values.
#[derive(Debug, Serialize)]
struct ConflictJson {
    record: &'static str,
    id: u32,
    name: String,
    field: Option<&'static str>,
    base: Json,
    a: Json,
    b: Json,
}

/// The conflicts as a JSON array. Of a record that one side has deleted, the values are what each has of it by name.
pub fn conflicts_json(conflicts: &BTreeSet<MergeConflict>, maps: [Option<&LinkageMap>; 3]) -> String {
    pretty(&conflicts.iter().map(|conflict| conflict_json(*conflict, maps)).collect::<Vec<_>>())
}

/// A line for each conflict.
pub fn conflict_lines(
    conflicts: &BTreeSet<MergeConflict>,
    maps: [Option<&LinkageMap>; 3],
    language: Language,
) -> Vec<String> {
    let line = |conflict: &MergeConflict| {
        let told = conflict_json(*conflict, maps);
        let record = capitalised(record_word(conflict.record, language));
        let field = match (conflict.field, language) {
            (Some(field), _) => field_name(conflict.record, field, language),
            (None, Language::Vietnamese) => "một bên bỏ, một bên sửa",
            (None, Language::English) => "deleted by one, edited by the other",
        };
        let [base, a, b] = [told.base, told.a, told.b].map(|value| value_text(&value));
        let was = match language {
            Language::Vietnamese => "trước",
            Language::English => "was",
        };
        let subject = if told.name.is_empty() { record } else { format!("{record} “{}”", told.name) };
        format!("{subject}: {field}: a: {a} | b: {b} | {was}: {base}")
    };
    conflicts.iter().map(line).collect()
}

fn value_text(value: &Json) -> String {
    match value {
        Json::Null => "–".to_owned(),
        Json::String(text) => text.replace('\n', " "),
        other => other.to_string(),
    }
}

fn conflict_json(conflict: MergeConflict, maps: States<'_>) -> ConflictJson {
    let MergeConflict { record, field } = conflict;
    let name = maps.into_iter().rev().flatten().find_map(|map| record_name(record, map)).unwrap_or_default();
    let of = |map: Option<&LinkageMap>| map.map_or(Json::Null, |map| record_value(record, field, map));
    let [base, a, b] = maps.map(of);
    let (word, id) = key(record);
    ConflictJson { record: word, id, name, field, base, a, b }
}

/// How a program names the record, and its number.
fn key(record: RecordRef) -> (&'static str, u32) {
    match record {
        RecordRef::Map => ("info", 0),
        RecordRef::Stage(id) => ("stage", id.number()),
        RecordRef::Product(id) => ("product", id.number()),
        RecordRef::Actor(id) => ("actor", id.number()),
        RecordRef::Link(id) => ("link", id.number()),
        RecordRef::CoopModel(id) => ("model", id.number()),
        RecordRef::Channel(id) => ("channel", id.number()),
        RecordRef::Target(id) => ("target", id.number()),
        RecordRef::View(id) => ("view", id.number()),
        RecordRef::Placement(id) => ("placement", id.number()),
    }
}

fn record_value(record: RecordRef, field: Option<&'static str>, map: &LinkageMap) -> Json {
    fn of<R: Record + Described>(id: R::Id, field: Option<&'static str>, map: &LinkageMap) -> Json {
        let Some(record) = R::table(map).get(&id) else { return Json::Null };
        match field {
            Some(field) => R::field(field).map_or(Json::Null, |field| value_json(field, record, map)),
            None => record_name(R::record_ref(id), map).into(),
        }
    }
    match record {
        RecordRef::Map => {
            let field = field.and_then(Info::field);
            field.map_or(Json::Null, |field| value_json(field, map.info(), map))
        }
        RecordRef::Stage(id) => of::<Stage>(id, field, map),
        RecordRef::Product(id) => of::<Product>(id, field, map),
        RecordRef::Actor(id) => of::<Actor>(id, field, map),
        RecordRef::Link(id) => of::<Link>(id, field, map),
        RecordRef::CoopModel(id) => of::<CoopModel>(id, field, map),
        RecordRef::Channel(id) => of::<Channel>(id, field, map),
        RecordRef::Target(id) => of::<Target>(id, field, map),
        RecordRef::View(id) if field == Some(VIEW_STATE) => {
            let state = map.views().get(&id).map(|view| serde_json::to_value(&view.state).unwrap_or_default());
            state.unwrap_or_default()
        }
        RecordRef::View(id) => of::<View>(id, field, map),
        // Both coordinates, as neither says anything alone.
        RecordRef::Placement(id) => {
            let place = map.placements().get(&id).map(|Placement { x, y, .. }| serde_json::json!([x, y]));
            place.unwrap_or_default()
        }
    }
}
