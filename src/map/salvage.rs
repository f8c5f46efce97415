//! Makes a valid map of records that are not quite one, as those that can be read of a damaged file.
//!
//! What is invalid by itself is left out. What refers to a record that is not there is treated as if that record had been
//! deleted: the same cascade decides what goes with it and what stays without it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::checks::FieldChecks;
use super::linkage_map::{build_table, insert_records, insert_table, take_record};
use super::record::{Record, each_table};
use super::violations::{RefIndex, check_info, check_record};
use super::{
    Actor, ActorId, CoopModel, Id, Info, Link, LinkId, LinkageMap, MapParts, ModelId, Product, ProductId, RecordRef,
    StageId, Transaction, Violation, ViolationKind,
};

/// Records per parallel chunk.
const CHUNK_LEN: usize = 8_192;

/// A map made of what is valid of some records.
#[derive(Clone, Debug, Default)]
pub struct SalvagedMap {
    /// The map.
    pub map: LinkageMap,
    /// The first violation of each record that was left out as it is invalid, or of the map's own fields, which are
    /// then at their defaults.
    pub invalid: Vec<Violation>,
    /// Records left out because they refer to what is not there.
    pub unlinked: Vec<RecordRef>,
    /// Records that are kept without a reference to what is not there.
    pub shortened: Vec<RecordRef>,
}

/// Ids that are referred to, and are not there.
#[derive(Debug, Default)]
struct MissingIds {
    stages: BTreeSet<StageId>,
    products: BTreeSet<ProductId>,
    actors: BTreeSet<ActorId>,
    links: BTreeSet<LinkId>,
    models: BTreeSet<ModelId>,
}

impl LinkageMap {
    /// Makes a valid map of lists in any order. Of several records with one id, the last one counts. Ids that are only
    /// referred to count as issued.
    pub fn salvage(parts: MapParts) -> SalvagedMap {
        let mut map = Self { info: parts.info, identity: parts.identity, ledger: parts.ledger, ..Self::default() };
        map.info.normalize_fields();
        let mut invalid = check_info(&map.info, &RefIndex::for_records(&map));
        if !invalid.is_empty() {
            invalid.truncate(1);
            map.info = Info::default();
        }
        let mut doubled = Vec::new();
        insert_table(&mut map, build_table(parts.stages), &mut doubled);
        insert_table(&mut map, build_table(parts.products), &mut doubled);
        insert_table(&mut map, build_table(parts.actors), &mut doubled);
        insert_table(&mut map, build_table(parts.links), &mut doubled);
        insert_table(&mut map, build_table(parts.models), &mut doubled);
        insert_table(&mut map, build_table(parts.channels), &mut doubled);
        insert_table(&mut map, build_table(parts.targets), &mut doubled);
        insert_table(&mut map, build_table(parts.views), &mut doubled);
        insert_table(&mut map, build_table(parts.placements), &mut doubled);
        invalid.append(&mut doubled);
        each_table!(R => remove_invalid::<R>(&mut map, &mut invalid));
        let mut missing = MissingIds::default();
        each_table!(R => missing.collect::<R>(&map));
        let (mut unlinked, mut shortened) = (Vec::new(), Vec::new());
        let patch = missing.remove_references(&mut map);
        each_table!(R => for (id, diff) in R::diffs(&patch) {
            let record = R::record_ref(*id);
            match diff.after {
                Some(_) => shortened.push(record),
                None if !missing.contains(record) => unlinked.push(record),
                None => {}
            }
        });
        debug_assert_eq!(map.violations(), []);
        SalvagedMap { map, invalid, unlinked, shortened }
    }
}

/// Removes the records of a table that are invalid, whatever else is there.
fn remove_invalid<R: Record>(map: &mut LinkageMap, invalid: &mut Vec<Violation>) {
    let refs = RefIndex::for_map(map, true);
    let found: Vec<(R::Id, Violation)> = violations_where::<R>(map, &refs, |kind| !is_missing(kind));
    for (id, violation) in found {
        take_record::<R>(map, id);
        invalid.push(violation);
    }
}

fn is_missing(kind: ViolationKind) -> bool {
    matches!(kind, ViolationKind::Missing(_))
}

/// The first violation of such a kind of each record of a table.
fn violations_where<R: Record>(
    map: &LinkageMap,
    refs: &RefIndex<'_>,
    is_wanted: impl Fn(ViolationKind) -> bool + Sync,
) -> Vec<(R::Id, Violation)> {
    let records: Vec<&R> = R::table(map).values().collect();
    let first = |record: &&R| {
        let found = check_record(*record, refs).into_iter().find(|violation| is_wanted(violation.kind));
        found.map(|violation| (record.id(), violation))
    };
    records.par_iter().with_min_len(CHUNK_LEN).filter_map(first).collect()
}

impl MissingIds {
    fn collect<R: Record>(&mut self, map: &LinkageMap) {
        let refs = RefIndex::for_map(map, true);
        for (id, _) in violations_where::<R>(map, &refs, is_missing) {
            let Some(record) = R::table(map).get(&id) else { continue };
            for violation in check_record(record, &refs) {
                if let ViolationKind::Missing(record) = violation.kind {
                    self.insert(record);
                }
            }
        }
    }

    fn insert(&mut self, record: RecordRef) {
        match record {
            RecordRef::Stage(id) => drop(self.stages.insert(id)),
            RecordRef::Product(id) => drop(self.products.insert(id)),
            RecordRef::Actor(id) => drop(self.actors.insert(id)),
            RecordRef::Link(id) => drop(self.links.insert(id)),
            RecordRef::CoopModel(id) => drop(self.models.insert(id)),
            // Nothing refers to these.
            RecordRef::Map
            | RecordRef::Channel(_)
            | RecordRef::Target(_)
            | RecordRef::View(_)
            | RecordRef::Placement(_) => {}
        }
    }

    fn contains(&self, record: RecordRef) -> bool {
        match record {
            RecordRef::Stage(id) => self.stages.contains(&id),
            RecordRef::Product(id) => self.products.contains(&id),
            RecordRef::Actor(id) => self.actors.contains(&id),
            RecordRef::Link(id) => self.links.contains(&id),
            RecordRef::CoopModel(id) => self.models.contains(&id),
            _ => false,
        }
    }

    /// Puts records of these ids in, and deletes them with all references to them. Actors of a missing lane are on
    /// none: it is not known beside which other lane it was.
    fn remove_references(&self, map: &mut LinkageMap) -> super::Patch {
        insert_records(map, self.products.iter().map(|id| Product { id: *id, ..Product::default() }));
        insert_records(map, self.actors.iter().map(|id| Actor { id: *id, ..Actor::default() }));
        insert_records(map, self.links.iter().map(|id| Link { id: *id, ..Link::default() }));
        insert_records(map, self.models.iter().map(|id| CoopModel { id: *id, ..CoopModel::default() }));
        map.ledger.stage.mark_all_used(self.stages.iter().map(|id| id.number()));
        let mut transaction = Transaction::begin(map);
        let is_astray = |actor: &Actor| actor.stage.is_some_and(|stage| self.stages.contains(&stage));
        for actor in transaction.ids_where::<Actor>(is_astray) {
            transaction.edit_unchecked::<Actor>(actor, |actor| actor.stage = None);
        }
        transaction.remove_all::<CoopModel>(&self.models);
        transaction.remove_all::<Link>(&self.links);
        transaction.remove_all::<Actor>(&self.actors);
        transaction.remove_all::<Product>(&self.products);
        transaction.finish()
    }
}
