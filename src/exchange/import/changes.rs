//! What an import changes in a map, record by record, in words: the lists behind its counts.

use super::choices::{Decision, RowPlace};
use super::columns::ImportTable;
use super::draft::{Draft, PlaceDoubt};
use super::sheet::Sheet;
use super::update::{ActorMatches, Doubt, MatchedBy};
use crate::language::Language;
use crate::map::{
    Actor, ActorId, Channel, CoopModel, Diffs, Figures, Link, LinkageMap, Patch, Product, Record, RecordRef, Stage,
    Target, View, sort_key,
};
use crate::schema::{Described, Field, actor, record_name, record_word};

/// What an import changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportChanges {
    /// The records that are new.
    pub added: Vec<ChangedRecord>,
    /// The records that get another value.
    pub changed: Vec<ChangedRecord>,
    /// The actors that the table of actors does not name.
    pub missing: Vec<MissingActor>,
    /// The rows that may be actors of the map, also those of which somebody has said who they are.
    pub doubtful: Vec<DoubtfulRow>,
    /// The places of which it is not clear what they mean, also those of which somebody has said so.
    pub places: Vec<PlaceDoubt>,
}

/// A record that is new or gets other values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRecord {
    /// Which one it is, on the map with the import.
    pub record: RecordRef,
    /// What it is called; of a link, its ends.
    pub name: String,
    /// What it is: its kind or, of an actor, what kind of actor.
    pub word: String,
    /// By what an actor was found again.
    pub found_by: Option<MatchedBy>,
    /// Its new values.
    pub values: Vec<ValueChange>,
}

/// A value before and after an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    /// What it is called.
    pub field: String,
    /// The value that the map has; empty for none.
    pub before: String,
    /// The value that it gets.
    pub after: String,
}

/// An actor that the table of actors does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingActor {
    /// Which one it is.
    pub id: ActorId,
    /// What it is called.
    pub name: String,
    /// How many links it has.
    pub links: usize,
}

/// A row that may be an actor of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtfulRow {
    /// Which row it is.
    pub row: RowPlace,
    /// What it calls the actor.
    pub name: String,
    /// What else it says of it: place and code.
    pub detail: String,
    /// The actor of the map.
    pub known: ActorId,
    /// What that is called.
    pub known_name: String,
    /// What else the map says of it.
    pub known_detail: String,
    /// Why it may be the same.
    pub doubt: Doubt,
    /// Who it is, once somebody has said so.
    pub decision: Option<Decision>,
}

/// A map before and after an import, and the words for it.
pub(super) struct Comparison<'a> {
    pub before: &'a LinkageMap,
    pub after: &'a LinkageMap,
    pub patch: &'a Patch,
    pub language: Language,
}

impl Comparison<'_> {
    /// The records that are new and those that have changed, table by table. Where actors stand is left out, and so are lanes,
    /// unless they are new.
    pub fn records(&self, matches: &ActorMatches) -> (Vec<ChangedRecord>, Vec<ChangedRecord>) {
        let (mut added, mut changed) = (Vec::new(), Vec::new());
        let mut take = |(new, other): (Vec<ChangedRecord>, Vec<ChangedRecord>)| {
            added.extend(new);
            changed.extend(other);
        };
        take(self.of::<Actor>(&self.patch.actors));
        take(self.of::<Link>(&self.patch.links));
        take(self.of::<CoopModel>(&self.patch.models));
        take(self.of::<Channel>(&self.patch.channels));
        take(self.of::<Product>(&self.patch.products));
        take(self.of::<Target>(&self.patch.targets));
        take(self.of::<Stage>(&self.patch.stages));
        take(self.of::<View>(&self.patch.views));
        for record in &mut changed {
            if let RecordRef::Actor(id) = record.record {
                record.values.extend(self.figures(id));
                record.found_by = matches.found_by.get(&id).copied();
            }
        }
        (added, changed)
    }

    fn of<R: Record + Described>(&self, diffs: &Diffs<R>) -> (Vec<ChangedRecord>, Vec<ChangedRecord>) {
        let (mut added, mut changed) = (Vec::new(), Vec::new());
        for (id, diff) in diffs {
            let record = R::record_ref(*id);
            let changed_record = |values| ChangedRecord {
                record,
                name: record_name(record, self.after).unwrap_or_default(),
                word: self.word(record),
                found_by: None,
                values,
            };
            match (&diff.before, &diff.after) {
                (None, Some(_)) => added.push(changed_record(Vec::new())),
                (Some(before), Some(after)) => changed.push(changed_record(self.values(before, after))),
                (_, None) => {}
            }
        }
        (added, changed)
    }

    /// The fields in which two states of a record differ.
    fn values<R: Described + Clone + PartialEq>(&self, before: &R, after: &R) -> Vec<ValueChange> {
        let fields = R::fields().iter().copied();
        let differing = fields.filter(|field| field.id != actor::FIGURES.id && !field.is_same(before, after));
        let change = |field: &'static Field<R>| ValueChange {
            field: field.title(self.language),
            before: field.write(before, self.before, self.language),
            after: field.write(after, self.after, self.language),
        };
        differing.map(change).collect()
    }

    /// The figures in which two states of an actor differ, year by year.
    fn figures(&self, id: ActorId) -> Vec<ValueChange> {
        let states = self.before.actors().get(&id).zip(self.after.actors().get(&id));
        let Some((before, after)) = states else { return Vec::new() };
        let none = Figures::default();
        let mut values = Vec::new();
        for (year, now) in &after.figures {
            let then = before.figures.get(year).unwrap_or(&none);
            for change in self.values(then, now) {
                values.push(ValueChange { field: format!("{year} · {}", change.field), ..change });
            }
        }
        values
    }

    /// What a record is: of an actor, its kind.
    fn word(&self, record: RecordRef) -> String {
        if let RecordRef::Actor(id) = record
            && let Some(known) = self.after.actors().get(&id)
        {
            return actor::KIND.write(known, self.after, self.language);
        }
        record_word(record, self.language).to_owned()
    }
}

/// The actors of a map that the tables of actors do not name, by name; none where there is no such table.
pub(super) fn missing_actors(sheets: &[Sheet], matches: &ActorMatches, map: &LinkageMap) -> Vec<MissingActor> {
    if !sheets.iter().any(|sheet| sheet.table == ImportTable::Actors) {
        return Vec::new();
    }
    let missing = matches.outside.values().filter_map(|id| map.actors().get(id));
    let told =
        |actor: &Actor| MissingActor { id: actor.id, name: actor.name.clone(), links: map.links_of(actor.id).count() };
    let mut missing: Vec<MissingActor> = missing.map(told).collect();
    missing.sort_by_cached_key(|actor| (sort_key(&actor.name), actor.id));
    missing
}

/// The rows that may be actors of the map, in their order.
pub(super) fn doubtful_rows(
    draft: &Draft,
    sheets: &[Sheet],
    matches: &ActorMatches,
    map: &LinkageMap,
) -> Vec<DoubtfulRow> {
    let rows = draft.actors_with_rows(sheets).filter_map(|(told, sheet, row)| {
        let found = matches.doubts.get(&told.record.id)?;
        Some(DoubtfulRow {
            row: (sheet.place, row.number),
            name: told.record.name.clone(),
            detail: detail(&told.record),
            known: found.known,
            known_name: found.known_name.clone(),
            known_detail: map.actors().get(&found.known).map(detail).unwrap_or_default(),
            doubt: found.doubt,
            decision: found.decision,
        })
    });
    rows.collect()
}

/// What tells an actor from others of its name: its place, then its code.
fn detail(actor: &Actor) -> String {
    let parts = [&actor.commune, &actor.district, &actor.code];
    parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}
