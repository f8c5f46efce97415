//! A comparison as JSON: what a program reads. Values are those of the whole map as JSON; where they name records, the names.

use serde::Serialize;
use serde_json::Value as Json;

use super::super::json::Value;
use super::Compared;
use crate::analysis::MapChanges;
use crate::language::Language;
use crate::map::{ActorId, Diff, Diffs, Id, LinkageMap, Patch, Record, RecordRef, Verdict, View, ViewId};
use crate::schema::{Described, Field, FieldType, VIEW_STATE, record_name};

/// What has changed between two maps.
#[derive(Debug, Serialize)]
pub struct ComparisonJson {
    /// The names of their files, where several maps are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<String>,
    same: bool,
    info: Vec<ChangedValue>,
    stages: Table,
    products: Table,
    actors: Table,
    links: Table,
    models: Table,
    channels: Table,
    targets: Table,
    views: Table,
    moved: usize,
    verdicts: Vec<Turned>,
}

/// The records of a table that differ.
#[derive(Debug, Default, Serialize)]
struct Table {
    added: Vec<Named>,
    removed: Vec<Named>,
    changed: Vec<Changed>,
}

#[derive(Debug, Serialize)]
struct Named {
    id: u32,
    name: String,
}

#[derive(Debug, Serialize)]
struct Changed {
    #[serde(flatten)]
    record: Named,
    fields: Vec<ChangedValue>,
}

#[derive(Debug, Serialize)]
struct ChangedValue {
    field: &'static str,
    before: Json,
    after: Json,
}

#[derive(Debug, Serialize)]
struct Turned {
    model: String,
    id: u32,
    before: Verdict,
    after: Verdict,
}

impl ComparisonJson {
    /// What has changed, see [`map_changes`](crate::analysis::map_changes).
    pub fn new(changes: &MapChanges, before: &LinkageMap, after: &LinkageMap) -> Self {
        let compared = Compared { before, after, language: Language::English };
        let patch = &changes.patch;
        let info = patch.info.as_ref().and_then(|diff| Some((diff.before.as_ref()?, diff.after.as_ref()?)));
        let turned = changes.verdicts.iter().filter_map(|change| {
            let (before, after) = (change.before?, change.after?);
            let model = record_name(RecordRef::CoopModel(change.model), compared.after)?;
            Some(Turned { model, id: change.model.number(), before, after })
        });
        Self {
            old: None,
            new: None,
            same: patch.is_empty(),
            info: info.map_or_else(Vec::new, |(old, new)| changed_values(old, new, compared)),
            stages: table(&patch.stages, compared),
            products: table(&patch.products, compared),
            actors: table(&patch.actors, compared),
            links: table(&patch.links, compared),
            models: table(&patch.models, compared),
            channels: table(&patch.channels, compared),
            targets: table(&patch.targets, compared),
            views: views(patch, compared),
            moved: super::moved(patch).count(),
            verdicts: turned.collect(),
        }
    }

    /// As JSON text over several lines.
    pub fn text(&self) -> String {
        pretty(self)
    }

    /// The same with the names of the two files.
    #[must_use]
    pub fn of_files(self, old: String, new: String) -> Self {
        Self { old: Some(old), new: Some(new), ..self }
    }
}

/// JSON text over several lines.
pub(super) fn pretty(value: &impl Serialize) -> String {
    // Serialising plain records of text and numbers to memory cannot fail.
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn table<R: Record + Described>(diffs: &Diffs<R>, compared: Compared<'_>) -> Table {
    let mut table = Table::default();
    for (id, diff) in diffs {
        let named = |map| Named { id: id.number(), name: record_name(R::record_ref(*id), map).unwrap_or_default() };
        match diff {
            Diff { before: Some(old), after: Some(new) } => {
                let fields = changed_values(old, new, compared);
                table.changed.push(Changed { record: named(compared.after), fields });
            }
            Diff { after: Some(_), .. } => table.added.push(named(compared.after)),
            Diff { after: None, .. } => table.removed.push(named(compared.before)),
        }
    }
    table
}

/// The views, with what they show, which is no field of its own.
fn views(patch: &Patch, compared: Compared<'_>) -> Table {
    let mut table = table::<View>(&patch.views, compared);
    for changed in &mut table.changed {
        let diff = patch.views.get(&ViewId::new(changed.record.id));
        let [before, after] = [diff.and_then(|diff| diff.before.as_ref()), diff.and_then(|diff| diff.after.as_ref())]
            .map(|view| view.and_then(|view| serde_json::to_value(&view.state).ok()).unwrap_or_default());
        if before != after {
            changed.fields.push(ChangedValue { field: VIEW_STATE, before, after });
        }
    }
    table
}

fn changed_values<R: Described>(old: &R, new: &R, compared: Compared<'_>) -> Vec<ChangedValue> {
    let changed = old.changed_fields(new).map(|field| ChangedValue {
        field: field.id,
        before: value_json(field, old, compared.before),
        after: value_json(field, new, compared.after),
    });
    changed.collect()
}

/// The value of a field: as in the whole map as JSON, but with names where that has numbers of records.
pub(super) fn value_json<R: 'static>(field: &'static Field<R>, record: &R, map: &LinkageMap) -> Json {
    let text = || Some(field.write(record, map, Language::English)).filter(|text| !text.is_empty());
    let actor = |id: &ActorId| map.actors().get(id).map(|actor| actor.name.as_str());
    match &field.kind {
        FieldType::Stage(_)
        | FieldType::Product(_)
        | FieldType::OneProduct(_)
        | FieldType::Actor(_)
        | FieldType::Supply(_)
        | FieldType::Conversions(_)
        | FieldType::Portions(_)
        | FieldType::Measure(_) => text().into(),
        FieldType::Products(lens) => {
            let name = |id| map.products().get(id).map(|product| product.name.as_str());
            (lens.get)(record).iter().map(name).collect::<Vec<_>>().into()
        }
        FieldType::Actors(lens) => (lens.get)(record).iter().map(actor).collect::<Vec<_>>().into(),
        FieldType::Path(lens) => (lens.get)(record).iter().map(actor).collect::<Vec<_>>().into(),
        // Plain values of text and numbers can always be told.
        _ => serde_json::to_value(Value { field, record }).unwrap_or_default(),
    }
}
