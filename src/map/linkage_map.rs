//! The document itself: its tables, read by everybody, written by transactions only.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::record::{Record, Table};
use super::tidy::Tidy;
use super::violations::{self, Problem, Violation};
use super::{Actor, Channel, CoopModel, Id, Info, Link, Place, Product, Stage, Target, View};

/// The lowest id of each table that was never handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "one counter a table, named after it")]
pub struct NextIds {
    pub stage: u32,
    pub product: u32,
    pub actor: u32,
    pub link: u32,
    pub model: u32,
    pub channel: u32,
    pub target: u32,
    pub view: u32,
}

impl Default for NextIds {
    fn default() -> Self {
        Self { stage: 1, product: 1, actor: 1, link: 1, model: 1, channel: 1, target: 1, view: 1 }
    }
}

impl NextIds {
    /// The higher counter of each table.
    pub(super) fn max_each(self, other: Self) -> Self {
        Self {
            stage: self.stage.max(other.stage),
            product: self.product.max(other.product),
            actor: self.actor.max(other.actor),
            link: self.link.max(other.link),
            model: self.model.max(other.model),
            channel: self.channel.max(other.channel),
            target: self.target.max(other.target),
            view: self.view.max(other.view),
        }
    }
}

/// A value-chain linkage map.
///
/// Two maps are equal when every record is. A clone shares its tables until one of the two is changed, and then copies
/// only the changed ones. Reading is free; all change goes through
/// [`Editor::edit`](super::Editor::edit) or a [`Transaction`](super::Transaction).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkageMap {
    pub(super) info: Info,
    pub(super) next: NextIds,
    pub(super) stages: Arc<Table<Stage>>,
    pub(super) products: Arc<Table<Product>>,
    pub(super) actors: Arc<Table<Actor>>,
    pub(super) links: Arc<Table<Link>>,
    pub(super) models: Arc<Table<CoopModel>>,
    pub(super) channels: Arc<Table<Channel>>,
    pub(super) targets: Arc<Table<Target>>,
    pub(super) views: Arc<Table<View>>,
    pub(super) places: Arc<Table<Place>>,
}

/// The content of a map as plain lists, as a reader brings it in or a writer takes it out.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the tables of the map, under their own names")]
pub struct Parts {
    pub info: Info,
    pub next: NextIds,
    pub stages: Vec<Stage>,
    pub products: Vec<Product>,
    pub actors: Vec<Actor>,
    pub links: Vec<Link>,
    pub models: Vec<CoopModel>,
    pub channels: Vec<Channel>,
    pub targets: Vec<Target>,
    pub views: Vec<View>,
    pub places: Vec<Place>,
}

impl LinkageMap {
    /// Builds a map from lists in any order, and brings text to NFC. Counters that are too low for the
    /// ids in use are raised.
    ///
    /// # Errors
    /// What may not stand in a map: all of it, up to [`VIOLATION_LIMIT`](super::VIOLATION_LIMIT).
    pub fn from_parts(parts: Parts) -> Result<Self, Vec<Violation>> {
        let mut map = Self { info: parts.info, next: parts.next, ..Self::default() };
        map.info.tidy();
        let mut doubled = Vec::new();
        // The three large tables, each as soon as a core is free.
        let (actors, (links, places)) =
            rayon::join(|| filled(parts.actors), || rayon::join(|| filled(parts.links), || filled(parts.places)));
        fill(&mut map, filled(parts.stages), &mut doubled);
        fill(&mut map, filled(parts.products), &mut doubled);
        fill(&mut map, actors, &mut doubled);
        fill(&mut map, links, &mut doubled);
        fill(&mut map, filled(parts.models), &mut doubled);
        fill(&mut map, filled(parts.channels), &mut doubled);
        fill(&mut map, filled(parts.targets), &mut doubled);
        fill(&mut map, filled(parts.views), &mut doubled);
        fill(&mut map, places, &mut doubled);
        doubled.extend(violations::of_map(&map, true));
        doubled.truncate(violations::VIOLATION_LIMIT);
        if doubled.is_empty() { Ok(map) } else { Err(doubled) }
    }

    /// Title, place, note and year.
    pub fn info(&self) -> &Info {
        &self.info
    }
    /// The counters that hand out ids.
    pub fn next_ids(&self) -> NextIds {
        self.next
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
    pub fn places(&self) -> &Table<Place> {
        &self.places
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
        let mut line = vec![product];
        let mut seen = BTreeSet::from([product]);
        let mut at = product;
        while let Some(broader) = self.products.get(&at).and_then(|record| record.part_of).filter(|id| seen.insert(*id))
        {
            line.push(broader);
            at = broader;
        }
        line
    }
    /// What in this map may not stand there, up to [`VIOLATION_LIMIT`](super::VIOLATION_LIMIT); empty for every map that a transaction made.
    pub fn violations(&self) -> Vec<Violation> {
        violations::of_map(self, false)
    }
}

/// A table of records in any order, and what was found on the way.
struct Filled<R: Record> {
    table: Table<R>,
    /// The highest id.
    highest: u32,
    doubled: Vec<Violation>,
}

/// Records that one thread brings to their form at a stretch.
const STRETCH: usize = 1_024;

fn filled<R: Record>(mut records: Vec<R>) -> Filled<R> {
    records.par_iter_mut().with_min_len(STRETCH).for_each(Record::tidy);
    let highest = records.iter().map(|record| record.id().number()).max().unwrap_or_default();
    let mut tidied: Vec<(R::Id, R)> = records.into_iter().map(|record| (record.id(), record)).collect();
    let mut doubled = Vec::new();
    // Sorted first: building the tree from sorted pairs is several times faster than inserting one by one.
    tidied.sort_by_key(|(id, _)| *id);
    for pair in tidied.windows(2) {
        if let [(id, _), (twin, _)] = pair
            && id == twin
        {
            doubled.push(Violation { record: R::reference(*id), field: "id", problem: Problem::DoubledId });
        }
    }
    Filled { table: tidied.into_iter().collect(), highest, doubled }
}

fn fill<R: Record>(map: &mut LinkageMap, filled: Filled<R>, doubled: &mut Vec<Violation>) {
    doubled.extend(filled.doubled);
    *R::table_mut(map) = filled.table;
    if let Some(next) = R::counter(&mut map.next) {
        *next = (*next).max(filled.highest.saturating_add(1));
    }
}
