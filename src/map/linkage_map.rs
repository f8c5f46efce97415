//! The document itself: its tables, read by everybody, written by transactions only.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::incidence::Incidence;
use super::ledger::{IdLedger, MapId};
use super::normalize::Normalize;
use super::record::{Record, Table, each_table};
use super::violations::{self, Violation, ViolationKind};
use super::{Actor, ActorId, Channel, CoopModel, Id, Info, Link, Placement, Product, Stage, Target, View};
use rayon::prelude::*;

/// A value-chain linkage map.
///
/// Two maps are equal when every record is, whatever ids were handed out besides. A clone shares its tables until one of
/// the two is changed, and then copies only the changed ones. Reading is free; all change goes through
/// [`Editor::edit`](super::Editor::edit) or a [`Transaction`](super::Transaction).
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
        // Tables that two maps share are the same without a look at each record.
        let mut same = self.info == other.info;
        each_table!(R => same = same && (std::ptr::eq(R::table(self), R::table(other)) || R::table(self) == R::table(other)));
        same
    }
}

/// The content of a map as plain lists, as a reader brings it in or a writer takes it out.
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
    /// Builds a map from lists in any order, and brings text to NFC. Counters that are too low for the
    /// ids in use are raised.
    ///
    /// # Errors
    /// What may not stand in a map: all of it, up to [`VIOLATION_LIMIT`](super::VIOLATION_LIMIT).
    pub fn from_parts(parts: MapParts) -> Result<Self, Vec<Violation>> {
        let mut map = Self { info: parts.info, identity: parts.identity, ledger: parts.ledger, ..Self::default() };
        map.info.normalize();
        let mut found = Vec::new();
        // The three large tables, each as soon as a core is free.
        let (actors, (links, places)) = rayon::join(
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
        insert_table(&mut map, places, &mut found);
        found.extend(violations::check_map(&map, true));
        found.truncate(violations::VIOLATION_LIMIT);
        if found.is_empty() { Ok(map) } else { Err(found) }
    }

    /// Title, place, note and year.
    pub fn info(&self) -> &Info {
        &self.info
    }
    /// What tells it from other maps, over copies, saves and other names of its file; none until it is given.
    pub fn identity(&self) -> Option<MapId> {
        self.identity
    }
    /// Gives it an identity, unless it has one.
    pub fn ensure_identity(&mut self, identity: MapId) {
        self.identity.get_or_insert(identity);
    }
    /// Which ids were ever handed out.
    pub fn ledger(&self) -> &IdLedger {
        &self.ledger
    }
    /// Counts further ids as handed out: those that a working copy remembers to have given to what is gone again.
    pub fn merge_ledger(&mut self, ledger: &IdLedger) {
        self.ledger.merge(ledger);
    }
    /// The links that begin or end at an actor, each once, in the order of ids.
    pub fn links_of(&self, actor: ActorId) -> impl Iterator<Item = &Link> {
        self.incidence.links_of(actor, &self.links).filter_map(|id| self.links.get(&id))
    }
    /// The stages by id; [`stages_in_order`](Self::stages_in_order) has them from left to right.
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
    /// Where actors stand, by actor; an actor without a place has not been laid out.
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
    /// The products that a thing said of `product` also holds for, upwards: itself, what it is part of, and so
    /// on; a circle is walked once.
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
    /// What in this map may not stand there, up to [`VIOLATION_LIMIT`](super::VIOLATION_LIMIT); empty for every map that a transaction made.
    pub fn violations(&self) -> Vec<Violation> {
        violations::check_map(self, false)
    }
}

/// A table of records in any order, and what was found on the way.
struct BuiltTable<R: Record> {
    table: Table<R>,
    duplicates: Vec<Violation>,
}

/// Records that one thread brings to their form at a stretch.
const CHUNK_LEN: usize = 1_024;

fn build_table<R: Record>(mut records: Vec<R>) -> BuiltTable<R> {
    records.par_iter_mut().with_min_len(CHUNK_LEN).for_each(Record::normalize);
    let mut pairs: Vec<(R::Id, R)> = records.into_iter().map(|record| (record.id(), record)).collect();
    let mut duplicates = Vec::new();
    // Sorted first: building the tree from sorted pairs is several times faster than inserting one by one.
    pairs.sort_by_key(|(id, _)| *id);
    for pair in pairs.windows(2) {
        if let [(id, _), (next, _)] = pair
            && id == next
        {
            duplicates.push(Violation { record: R::record_ref(*id), field: "id", kind: ViolationKind::DuplicateId });
        }
    }
    BuiltTable { table: pairs.into_iter().collect(), duplicates }
}

fn insert_table<R: Record>(map: &mut LinkageMap, filled: BuiltTable<R>, doubled: &mut Vec<Violation>) {
    doubled.extend(filled.duplicates);
    if let Some(ledger) = R::ledger_mut(&mut map.ledger) {
        ledger.mark_all_used(filled.table.keys().map(|id| id.number()));
    }
    *R::table_mut(map) = filled.table;
}
