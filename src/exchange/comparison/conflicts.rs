//! Where two copies of a map contradict each other: as lines, as JSON, and as texts to choose from.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;

use super::Compared;
use super::json::{pretty, value_json};
use crate::editing::MergeConflict;
use crate::language::{CompareText, Language, capitalised, field_change_text};
use crate::map::{
    Actor, Channel, CoopModel, Id, Info, Link, LinkageMap, Placement, Product, Record, RecordRef, Stage, Target, View,
};
use crate::schema::{Described, VIEW_STATE, field_name, record_name, record_word};

/// The state that both copies come from, where it is known, and the two copies.
type States<'a> = [Option<&'a LinkageMap>; 3];

/// A conflict in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictText {
    /// Which one it is.
    pub conflict: MergeConflict,
    /// The record: what it is and its name.
    pub record: String,
    /// The field, or that one side has deleted the record.
    pub field: String,
    /// What both come from has; `None` where nothing is known of that.
    pub base: Option<String>,
    /// What each side has; empty where it says nothing.
    pub sides: [String; 2],
}

/// The conflicts in words.
pub fn conflict_texts(
    conflicts: &BTreeSet<MergeConflict>,
    base: Option<&LinkageMap>,
    sides: [&LinkageMap; 2],
    language: Language,
) -> Vec<ConflictText> {
    let [a, b] = sides;
    let maps = [base, Some(a), Some(b)];
    let text = |conflict: &MergeConflict| {
        let MergeConflict { record, field } = *conflict;
        let told = ConflictWords { base, language };
        let name = conflict_name(record, maps);
        ConflictText {
            conflict: *conflict,
            record: subject(record, &name, language),
            field: conflict_field(*conflict, language).to_owned(),
            base: base.map(|base| told.text(record, field, base)),
            sides: sides.map(|side| told.text(record, field, side)),
        }
    };
    conflicts.iter().map(text).collect()
}

/// "Tác nhân “HTX A”".
fn subject(record: RecordRef, name: &str, language: Language) -> String {
    let word = capitalised(record_word(record, language));
    if name.is_empty() { word } else { format!("{word} “{name}”") }
}

/// What a conflict is about.
fn conflict_field(conflict: MergeConflict, language: Language) -> &'static str {
    match (conflict.field, language) {
        (Some(_), _) if matches!(conflict.record, RecordRef::Placement(_)) => CompareText::Place.text(language),
        (Some(field), _) => field_name(conflict.record, field, language),
        (None, Language::Vietnamese) => "một bên bỏ, một bên sửa",
        (None, Language::English) => "deleted by one, edited by the other",
    }
}

/// The name of a record: the later one where several maps have it.
fn conflict_name(record: RecordRef, maps: States<'_>) -> String {
    maps.into_iter().rev().flatten().find_map(|map| record_name(record, map)).unwrap_or_default()
}

/// What a map has of a conflict, in words.
#[derive(Clone, Copy)]
struct ConflictWords<'a> {
    base: Option<&'a LinkageMap>,
    language: Language,
}

impl ConflictWords<'_> {
    fn text(self, record: RecordRef, field: Option<&'static str>, map: &LinkageMap) -> String {
        match record {
            RecordRef::Map => {
                let field = field.and_then(Info::field);
                field.map_or_else(String::new, |field| field.write(map.info(), map, self.language))
            }
            RecordRef::Stage(id) => self.of::<Stage>(id, field, map),
            RecordRef::Product(id) => self.of::<Product>(id, field, map),
            RecordRef::Actor(id) => self.of::<Actor>(id, field, map),
            RecordRef::Link(id) => self.of::<Link>(id, field, map),
            RecordRef::CoopModel(id) => self.of::<CoopModel>(id, field, map),
            RecordRef::Channel(id) => self.of::<Channel>(id, field, map),
            RecordRef::Target(id) => self.of::<Target>(id, field, map),
            RecordRef::View(id) => self.of::<View>(id, field, map),
            RecordRef::Placement(id) => {
                let place = map.placements().get(&id);
                place.map_or_else(String::new, |place| format!("{:.0}; {:.0}", place.x, place.y))
            }
        }
    }

    /// The value of a field; of a record as a whole, the fields that differ from what both come from.
    fn of<R: Record + Described>(self, id: R::Id, field: Option<&'static str>, map: &LinkageMap) -> String {
        let Some(record) = R::table(map).get(&id) else { return CompareText::NotThere.text(self.language).to_owned() };
        if let Some(field) = field {
            let field = R::field(field);
            return field.map_or_else(String::new, |field| field.write(record, map, self.language));
        }
        let before = self.base.and_then(|base| Some((base, R::table(base).get(&id)?)));
        let fields = before.map_or_else(Vec::new, |(base, before)| {
            Compared { before: base, after: map, language: self.language }.fields(before, record)
        });
        let told: Vec<String> = fields
            .iter()
            .map(|field| field_change_text(&field.name, &field.before, &field.after, self.language))
            .collect();
        if told.is_empty() { CompareText::AsItWas.text(self.language).to_owned() } else { told.join("; ") }
    }
}

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
        let field = conflict_field(*conflict, language);
        let [base, a, b] = [told.base, told.a, told.b].map(|value| value_text(&value));
        let was = match language {
            Language::Vietnamese => "trước",
            Language::English => "was",
        };
        let subject = subject(conflict.record, &told.name, language);
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
    let name = conflict_name(record, maps);
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
