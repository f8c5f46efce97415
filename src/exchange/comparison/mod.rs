//! Two states of a map compared in the words of the map: each record and each field that differs, as lines and as JSON.

mod conflicts;
mod json;
mod lines;
mod rows;

pub use conflicts::{ConflictText, conflict_lines, conflict_texts, conflicts_json};
pub use json::ComparisonJson;
pub use lines::comparison_lines;
pub use rows::{ComparedRecord, ComparisonRow, comparison_rows};

use std::collections::BTreeSet;

use crate::language::Language;
use crate::map::{
    Actor, ActorId, Channel, CoopModel, Diff, Diffs, Figures, Link, LinkageMap, Patch, Placement, Product, Record,
    RecordRef, Stage, Target, View, Year, YearlyFigures,
};
use crate::schema::{Described, Field, FieldType, record_name, view_state_name};

/// What has become of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is different.
    Changed,
}

/// What has become of a record, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordChange {
    /// The record.
    pub record: RecordRef,
    /// Its name, of a link its ends; the later one where both states have it.
    pub name: String,
    /// What has become of it.
    pub kind: ChangeKind,
    /// The fields that differ; none of a record that is new or gone.
    pub fields: Vec<FieldChange>,
}

/// A value that differs, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The name of its field, in lower case.
    pub name: String,
    /// The value before; empty where it was not given.
    pub before: String,
    /// The value after; empty where it is not given any more.
    pub after: String,
}

/// The two states, and the language in which they are told.
#[derive(Clone, Copy)]
struct Compared<'a> {
    before: &'a LinkageMap,
    after: &'a LinkageMap,
    language: Language,
}

/// Hands every change of a record to `tell`, table by table in the order of the map, places of actors left out.
pub fn for_each_change(
    patch: &Patch,
    before: &LinkageMap,
    after: &LinkageMap,
    language: Language,
    tell: &mut dyn FnMut(RecordChange),
) {
    let compared = Compared { before, after, language };
    if let Some(Diff { before: Some(old), after: Some(new) }) = &patch.info {
        let fields = compared.fields(old, new);
        tell(RecordChange { record: RecordRef::Map, name: String::new(), kind: ChangeKind::Changed, fields });
    }
    compared.table::<Stage>(&patch.stages, tell);
    compared.table::<Product>(&patch.products, tell);
    compared.table::<Actor>(&patch.actors, tell);
    compared.table::<Link>(&patch.links, tell);
    compared.table::<CoopModel>(&patch.models, tell);
    compared.table::<Channel>(&patch.channels, tell);
    compared.table::<Target>(&patch.targets, tell);
    for (id, diff) in &patch.views {
        let mut change = compared.change::<View>(*id, diff);
        if let Diff { before: Some(old), after: Some(new) } = diff
            && old.state != new.state
        {
            let name = view_state_name(language).to_owned();
            change.fields.push(FieldChange { name, before: String::new(), after: String::new() });
        }
        tell(change);
    }
}

impl Compared<'_> {
    fn table<R: Record + Described>(self, diffs: &Diffs<R>, tell: &mut dyn FnMut(RecordChange)) {
        for (id, diff) in diffs {
            tell(self.change::<R>(*id, diff));
        }
    }

    fn change<R: Record + Described>(self, id: R::Id, diff: &Diff<R>) -> RecordChange {
        let record = R::record_ref(id);
        let (kind, fields) = match diff {
            Diff { before: Some(old), after: Some(new) } => (ChangeKind::Changed, self.fields(old, new)),
            Diff { after: Some(_), .. } => (ChangeKind::Added, Vec::new()),
            Diff { after: None, .. } => (ChangeKind::Removed, Vec::new()),
        };
        let map = if kind == ChangeKind::Removed { self.before } else { self.after };
        RecordChange { record, name: record_name(record, map).unwrap_or_default(), kind, fields }
    }

    fn fields<R: Described>(self, old: &R, new: &R) -> Vec<FieldChange> {
        let mut told = Vec::new();
        for field in old.changed_fields(new) {
            match &field.kind {
                FieldType::Figures(lens) => self.figures((lens.get)(old), (lens.get)(new), &mut told),
                FieldType::Evidence(lens) => {
                    let (old, new) = ((lens.get)(old), (lens.get)(new));
                    told.extend(old.changed_fields(new).map(|field| self.value(field, old, new)));
                }
                _ => told.push(self.value(field, old, new)),
            }
        }
        told
    }

    fn figures(self, old: &YearlyFigures, new: &YearlyFigures, told: &mut Vec<FieldChange>) {
        let years: BTreeSet<Year> = old.keys().chain(new.keys()).copied().collect();
        let none = Figures::default();
        for year in years {
            let [old, new] = [old, new].map(|all| all.get(&year).unwrap_or(&none));
            for field in old.changed_fields(new) {
                let change = self.value(field, old, new);
                told.push(FieldChange { name: format!("{} {year}", change.name), ..change });
            }
        }
    }

    fn value<R>(self, field: &'static Field<R>, old: &R, new: &R) -> FieldChange {
        FieldChange {
            name: field.name(self.language).to_owned(),
            before: field.write(old, self.before, self.language),
            after: field.write(new, self.after, self.language),
        }
    }
}

/// The actors that both states have and that stand elsewhere, or are held there otherwise.
fn moved(patch: &Patch) -> impl Iterator<Item = ActorId> {
    let is_moved = |diff: &Diff<Placement>| diff.before.is_some() && diff.after.is_some();
    patch.placements.iter().filter(move |(_, diff)| is_moved(diff)).map(|(actor, _)| *actor)
}
