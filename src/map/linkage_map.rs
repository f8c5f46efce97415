//! The document itself: its tables, readable everywhere, written by transactions only.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::checks::FieldChecks;
use super::incidence::Incidence;
use super::ledger::{IdLedger, MapId};
use super::record::{Record, Table, each_table};
use super::violations::{self, Violation, ViolationKind};
use super::{Actor, ActorId, Channel, CoopModel, Id, Info, Link, Placement, Product, Stage, Target, View};
use rayon::prelude::*;

/// A value-chain linkage map.
///
/// Two maps are equal when all records are, whatever ids were issued besides. Tables are copy-on-write: a clone shares
/// them until one of the two changes. All changes go through [`Editor::edit`](super::Editor::edit) or a
/// [`Transaction`](super::Transaction).
#[derive(Clone, Debug, Default)]
pub struct LinkageMap {
    pub(super) info: Info,
    pub(super) identity: Option<MapId>,
    pub(super) ledger: IdLedger,
    pub(super) incidence: Incidence,
    pub(super) stages: Arc<Table<Stage>>,
    pub(super) products: Arc<Table<Product>>,
    pub(super) actors: Arc<Table<Actor>>,
    pub(super) links: Arc<Table<Link>>,
    pub(super) models: Arc<Table<CoopModel>>,
    pub(super) channels: Arc<Table<Channel>>,
    pub(super) targets: Arc<Table<Target>>,
    pub(super) views: Arc<Table<View>>,
    pub(super) placements: Arc<Table<Placement>>,
}

impl PartialEq for LinkageMap {
    fn eq(&self, other: &Self) -> bool {
        // Tables that both maps share are equal without comparing records.
        let mut same = self.info == other.info;
        each_table!(R => same = same && (std::ptr::eq(R::table(self), R::table(other)) || R::table(self) == R::table(other)));
        same
    }
}

/// The content of a map as plain lists, as readers of files produce it.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the tables of the map, under their own names")]
pub struct MapParts {
    pub info: Info,
    pub identity: Option<MapId>,
    pub ledger: IdLedger,
    pub stages: Vec<Stage>,
    pub products: Vec<Product>,
    pub actors: Vec<Actor>,
    pub links: Vec<Link>,
    pub models: Vec<CoopModel>,
    pub channels: Vec<Channel>,
    pub targets: Vec<Target>,
    pub views: Vec<View>,
    pub placements: Vec<Placement>,
}

impl LinkageMap {
    /// Builds a map from lists in any order and normalizes text. Ledger counters that are too low for the ids in use
    /// are raised.
    ///
    /// # Errors
    /// All violations, up to [`VIOLATION_LIMIT`](super::VIOLATION_LIMIT).
    pub fn from_parts(parts: MapParts) -> Result<Self, Vec<Violation>> {
        let mut map = Self { info: parts.info, identity: parts.identity, ledger: parts.ledger, ..Self::default() };
        map.info.normalize_fields();
        let mut found = Vec::new();
        // The three large tables in parallel.
        let (actors, (links, placements)) = rayon::join(
            || build_table(parts.actors),
            || rayon::join(|| build_table(parts.links), || build_table(parts.placements)),
        );
        insert_table(&mut map, build_table(parts.stages), &mut found);
        insert_table(&mut map, build_table(parts.products), &mut found);
        insert_table(&mut map, actors, &mut found);
        insert_table(&mut map, links, &mut found);
        insert_table(&mut map, build_table(parts.models), &mut found);
        insert_table(&mut map, build_table(parts.channels), &mut found);
        insert_table(&mut map, build_table(parts.targets), &mut found);
        insert_table(&mut map, build_table(parts.views), &mut found);
        insert_table(&mut map, placements, &mut found);
        found.extend(violations::check_map(&map, true));
        found.truncate(violations::VIOLATION_LIMIT);
        if found.is_empty() { Ok(map) } else { Err(found) }
    }

    /// Title, region, note, year and bands.
    pub fn info(&self) -> &Info {
        &self.info
    }
    /// Identifies the map across copies, saves and renames of its file; `None` until it is assigned.
    pub fn identity(&self) -> Option<MapId> {
        self.identity
    }
    /// Assigns an identity, unless it has one.
    pub fn ensure_identity(&mut self, identity: MapId) {
        self.identity.get_or_insert(identity);
    }
    /// The same records as a map of its own: of another identity, with no ids issued but those in use.
    #[must_use]
    pub fn with_new_identity(mut self, identity: MapId) -> Self {
        let mut ledger = IdLedger::default();
        each_table!(R => if let Some(issued) = R::ledger_mut(&mut ledger) {
            issued.mark_all_used(R::table(&self).keys().map(|id| id.number()));
        });
        (self.identity, self.ledger) = (Some(identity), ledger);
        self
    }
    /// The ids that were ever issued.
    pub fn ledger(&self) -> &IdLedger {
        &self.ledger
    }
    /// Marks further ids as issued: those that a working copy gave to records that no longer exist.
    pub fn merge_ledger(&mut self, ledger: &IdLedger) {
        self.ledger.merge(ledger);
    }
    /// The links that start or end at an actor, each once, in id order.
    pub fn links_of(&self, actor: ActorId) -> impl Iterator<Item = &Link> {
        self.incidence.links_of(actor, &self.links).filter_map(|id| self.links.get(&id))
    }
    /// The stages by id; see [`stages_in_order`](Self::stages_in_order) for the order from left to right.
    pub fn stages(&self) -> &Table<Stage> {
        &self.stages
    }
    /// The products by id.
    pub fn products(&self) -> &Table<Product> {
        &self.products
    }
    /// The actors by id.
    pub fn actors(&self) -> &Table<Actor> {
        &self.actors
    }
    /// The links by id.
    pub fn links(&self) -> &Table<Link> {
        &self.links
    }
    /// The cooperative models by id.
    pub fn models(&self) -> &Table<CoopModel> {
        &self.models
    }
    /// The recorded channels by id.
    pub fn channels(&self) -> &Table<Channel> {
        &self.channels
    }
    /// The targets by id.
    pub fn targets(&self) -> &Table<Target> {
        &self.targets
    }
    /// The views by id.
    pub fn views(&self) -> &Table<View> {
        &self.views
    }
    /// Positions of actors, by actor; an actor without a placement has not been laid out.
    pub fn placements(&self) -> &Table<Placement> {
        &self.placements
    }
    /// One record.
    pub fn get<R: Record>(&self, id: R::Id) -> Option<&R> {
        R::table(self).get(&id)
    }
    /// The stages from left to right.
    pub fn stages_in_order(&self) -> Vec<&Stage> {
        let mut stages: Vec<&Stage> = self.stages.values().collect();
        stages.sort_by_key(|stage| (stage.order, stage.id));
        stages
    }
    /// The views in the order in which they are shown.
    pub fn views_in_order(&self) -> Vec<&View> {
        let mut views: Vec<&View> = self.views.values().collect();
        views.sort_by_key(|view| (view.order, view.id));
        views
    }
    /// The product and its ancestors by `part_of`, from narrow to broad; a cycle is followed once.
    pub fn product_and_broader(&self, product: super::ProductId) -> Vec<super::ProductId> {
        let mut ancestors = vec![product];
        let mut seen = BTreeSet::from([product]);
        let mut current = product;
        while let Some(broader) =
            self.products.get(&current).and_then(|record| record.part_of).filter(|id| seen.insert(*id))
        {
            ancestors.push(broader);
            current = broader;
        }
        ancestors
    }
    /// Why an edit may not put this record in the place of the one of the same id; nothing where it may.
    pub fn refusal<R: Record>(&self, record: &R) -> Option<Violation> {
        let mut record = record.clone();
        record.normalize();
        let violation = violations::check_record(&record, &violations::RefIndex::for_records(self)).into_iter().next();
        violation.or_else(|| record.refusal(R::table(self).get(&record.id())))
    }
    /// What is invalid in this map, up to [`VIOLATION_LIMIT`](super::VIOLATION_LIMIT); empty for every map that a
    /// transaction produced.
    pub fn violations(&self) -> Vec<Violation> {
        violations::check_map(self, false)
    }
}

/// A table, and the duplicate ids that were found while it was built.
pub(super) struct BuiltTable<R: Record> {
    table: Table<R>,
    duplicates: Vec<Violation>,
}

/// Minimum number of records that one thread normalizes.
const CHUNK_LEN: usize = 1_024;
/// Maximum number of records that stand twice in memory: a whole country.
const MAX_TWICE: usize = 1 << 20;

pub(super) fn build_table<R: Record>(mut records: Vec<R>) -> BuiltTable<R> {
    records.par_iter_mut().with_min_len(CHUNK_LEN).for_each(Record::normalize);
    // Building a tree from sorted records is several times faster than inserting one by one.
    records.sort_by_key(R::id);
    let mut duplicates = Vec::new();
    for pair in records.windows(2) {
        if let [one, next] = pair
            && one.id() == next.id()
        {
            let record = R::record_ref(one.id());
            duplicates.push(Violation { record, field: "id", kind: ViolationKind::DuplicateId });
        }
    }
    BuiltTable { table: build_tree(records, MAX_TWICE), duplicates }
}

/// A table of sorted records; of several with one id the last one.
///
/// On the way into a tree each record stands twice in memory. Of more than `max_twice` only half does so at a time; to make
/// one tree of the two halves takes no room, but a little longer.
fn build_tree<R: Record>(mut records: Vec<R>, max_twice: usize) -> Table<R> {
    if records.len() <= max_twice {
        return records.into_iter().map(|record| (record.id(), record)).collect();
    }
    let rest = records.split_off(records.len() / 2);
    records.shrink_to_fit();
    let mut table = build_tree(records, max_twice);
    table.append(&mut build_tree(rest, max_twice));
    table
}

pub(super) fn insert_table<R: Record>(map: &mut LinkageMap, built: BuiltTable<R>, violations: &mut Vec<Violation>) {
    violations.extend(built.duplicates);
    if let Some(ledger) = R::ledger_mut(&mut map.ledger) {
        ledger.mark_all_used(built.table.keys().map(|id| id.number()));
    }
    *R::table_mut(map) = built.table;
}

/// Puts records into a map that is being built; their ids count as issued.
pub(super) fn insert_records<R: Record>(map: &mut LinkageMap, records: impl Iterator<Item = R>) {
    let records: Table<R> = records.map(|record| (record.id(), record)).collect();
    if let Some(ledger) = R::ledger_mut(&mut map.ledger) {
        ledger.mark_all_used(records.keys().map(|id| id.number()));
    }
    R::table_mut(map).extend(records);
}

/// Takes a record out of a map that is being built.
pub(super) fn take_record<R: Record>(map: &mut LinkageMap, id: R::Id) {
    R::table_mut(map).remove(&id);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::StageId;

    #[test]
    fn a_tree_is_the_same_however_many_records_stand_twice() {
        // Sorted ids, each once or twice; the order tells which of two it is.
        for len in 0..40 {
            let stage = |at: u32| Stage { id: StageId(1 + at * at % 7 + at / 3 * 7), order: at, ..Stage::default() };
            let mut records: Vec<Stage> = (0..len).map(stage).collect();
            records.sort_by_key(Record::id);
            let mut expected: Table<Stage> = Table::<Stage>::new();
            for record in &records {
                expected.insert(record.id, record.clone());
            }
            for max_twice in 1..=len as usize + 1 {
                assert_eq!(build_tree(records.clone(), max_twice), expected, "{len}, {max_twice}");
            }
        }
    }
}
