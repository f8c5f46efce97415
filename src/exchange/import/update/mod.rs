//! Tables brought into a map that is there: its records are found again and get what the tables say; places, pins, views and
//! what no column names stay.

mod actors;
mod likeness;
mod sentence;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub use actors::MatchedBy;
pub(super) use actors::{ActorDoubt, ActorMatches, ToldActor, match_actors, may_be_one_name};
pub use likeness::Doubt;
pub use sentence::update_sentence;

use super::columns::{EVIDENCE_DATE, EVIDENCE_SAID_BY, ImportTable, LINK_LABEL};
use super::draft::{Draft, Drafted, LABEL_FIELDS, Origin};
use super::sheet::Sheet;
use crate::editing::usual_stage;
use crate::language::Language;
use crate::layout::LaneEnds;
use crate::map::{
    Actor, ActorId, Channel, CoopModel, Figures, Link, LinkId, LinkageMap, Placement, Product, ProductId, Record,
    Stage, StageId, Target, Transaction, Violation, YearlyFigures,
};
use crate::schema::{
    Described, Field, Renumber, actor, default_stage, has_alias, link, name_key, places, remember_alias,
};

/// What an import changed in a map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateSummary {
    /// How many records of each table are new.
    pub added: BTreeMap<ImportTable, usize>,
    /// How many records of each table got another value.
    pub changed: BTreeMap<ImportTable, usize>,
    /// The actors that the table of actors does not name, in alphabetical order.
    pub missing: Vec<String>,
    /// Whether those were removed.
    pub are_missing_removed: bool,
}

/// What the update of one map needs to know.
pub(super) struct Update<'a> {
    pub sheets: &'a [Sheet],
    pub matches: &'a ActorMatches,
    /// Whether actors that the tables do not name are removed.
    pub removes_missing: bool,
    /// Whether new actors stand where their rows say.
    pub takes_places: bool,
    /// The language of new default stages.
    pub language: Language,
}

impl Update<'_> {
    /// Brings the records of a draft into a map.
    ///
    /// # Errors
    /// The first record that the map refuses; the map is then to be thrown away.
    pub fn apply(&self, draft: &Draft, edit: &mut Transaction<'_>) -> Result<UpdateSummary, Violation> {
        let mut summary = UpdateSummary::default();
        let mut numbers = Renumber::default();
        self.take_stages(draft, edit, &mut numbers)?;
        self.take_products(draft, edit, &mut numbers, &mut summary)?;
        self.take_actors(draft, edit, &mut numbers, &mut summary)?;
        let links = MatchedLinks::new(edit.map());
        self.take_links(draft, links, edit, &numbers, &mut summary)?;
        self.take_named::<CoopModel>(&draft.models, ImportTable::Models, edit, &numbers, &mut summary)?;
        self.take_named::<Channel>(&draft.channels, ImportTable::Channels, edit, &numbers, &mut summary)?;
        self.take_named::<Target>(&draft.targets, ImportTable::Targets, edit, &numbers, &mut summary)?;
        self.settle_missing(edit, &mut summary);
        Ok(summary)
    }

    fn sheet(&self, origin: Origin) -> Option<&Sheet> {
        self.sheets.get(origin.sheet)
    }

    /// The fields that the cells of a row fill.
    fn given<R: Described>(&self, origin: Origin) -> impl Iterator<Item = &'static Field<R>> {
        let row = self.sheet(origin).and_then(|sheet| Some((sheet, sheet.rows.get(origin.row)?)));
        let is_filled = move |column: &str| row.is_some_and(|(sheet, row)| !sheet.cell(row, column).is_empty());
        // What a link rests on has several columns.
        let further = move |id| id == link::EVIDENCE.id && [EVIDENCE_DATE, EVIDENCE_SAID_BY].into_iter().any(is_filled);
        let fields = R::fields().iter().copied().filter(|field| field.import.is_some());
        fields.filter(move |field| is_filled(field.id) || further(field.id))
    }

    /// The fields of a link of which the words beside it tell.
    fn label_fields(&self, told: &Drafted<Link>) -> Vec<&'static str> {
        let row = self.sheet(told.origin).and_then(|sheet| Some((sheet, sheet.rows.get(told.origin.row)?)));
        if row.is_none_or(|(sheet, row)| sheet.cell(row, LINK_LABEL).is_empty()) {
            return Vec::new();
        }
        let fields = Link::fields().iter().filter(|field| LABEL_FIELDS.contains(&field.id));
        fields.filter(|field| !field.is_blank(&told.record)).map(|field| field.id).collect()
    }

    /// A record of the map with what a row says, in its cells and of these fields.
    fn merged<R: Described + Clone>(&self, known: &R, told: &Drafted<R>, of: &[&str]) -> R {
        let mut merged = known.clone();
        let further = R::fields().iter().copied().filter(|field| of.contains(&field.id));
        for field in self.given::<R>(told.origin).chain(further) {
            field.copy(&told.record, &mut merged);
        }
        merged
    }

    fn take_stages(&self, draft: &Draft, edit: &mut Transaction<'_>, numbers: &mut Renumber) -> Result<(), Violation> {
        let wanted: BTreeSet<StageId> = draft.actors().iter().filter_map(|actor| draft.stage_of(actor)).collect();
        for stage in draft.stages(self.language).into_iter().filter(|stage| wanted.contains(&stage.id)) {
            let key = name_key(&stage.name);
            let meaning = default_stage(&stage.name).map(|(at, _)| at);
            let is_it = |known: &&Stage| {
                name_key(&known.name) == key
                    || meaning.is_some() && default_stage(&known.name).map(|(at, _)| at) == meaning
            };
            let known = edit.map().stages().values().find(is_it).map(|known| known.id);
            let id = if let Some(id) = known {
                id
            } else {
                let order = edit.map().stages().values().map(|stage| stage.order + 1).max().unwrap_or_default();
                edit.add(Stage { order, ..stage.clone() })?
            };
            numbers.stages.insert(stage.id, id);
        }
        Ok(())
    }

    fn take_products(
        &self,
        draft: &Draft,
        edit: &mut Transaction<'_>,
        numbers: &mut Renumber,
        summary: &mut UpdateSummary,
    ) -> Result<(), Violation> {
        let known: HashMap<String, ProductId> =
            edit.map().products().values().rev().map(|product| (name_key(&product.name), product.id)).collect();
        // Names first, as products are parts of each other.
        let mut new = HashSet::new();
        for product in draft.products() {
            let id = if let Some(id) = known.get(&name_key(&product.name)) {
                *id
            } else {
                let id = edit.add(Product { part_of: None, ..product.clone() })?;
                new.insert(id);
                *summary.added.entry(ImportTable::Products).or_default() += 1;
                id
            };
            numbers.products.insert(product.id, id);
        }
        for product in draft.products().iter().filter(|product| !product.unit.is_empty()) {
            // A unit over a column of volumes is that of products without one.
            let Some(id) = numbers.products.get(&product.id) else { continue };
            if let Some(known) = edit.map().products().get(id).filter(|known| known.unit.is_empty()) {
                edit.set(Product { unit: product.unit.clone(), ..known.clone() })?;
                if !new.contains(id) {
                    *summary.changed.entry(ImportTable::Products).or_default() += 1;
                }
            }
        }
        for told in draft.declared_products() {
            let Some(id) = numbers.products.get(&told.record.id) else { continue };
            let Some(known) = edit.map().products().get(id) else { continue };
            let told = Drafted { record: numbers.renumbered(&told.record), origin: told.origin };
            let mut merged = self.merged(known, &told, &[]);
            merged.name.clone_from(&known.name);
            if merged != *known {
                if !new.contains(id) {
                    *summary.changed.entry(ImportTable::Products).or_default() += 1;
                }
                edit.set(merged)?;
            }
        }
        Ok(())
    }

    fn take_actors(
        &self,
        draft: &Draft,
        edit: &mut Transaction<'_>,
        numbers: &mut Renumber,
        summary: &mut UpdateSummary,
    ) -> Result<(), Violation> {
        for (local, known) in &self.matches.outside {
            numbers.actors.insert(*local, *known);
        }
        let year = edit.map().info().year;
        let area = places().area(&edit.map().info().region);
        let mut ends: Option<LaneEnds> = None;
        for told in draft.actors() {
            let record = numbers.renumbered(&told.record);
            let mut figures = record.figures.clone();
            if told.figures != Figures::default() {
                // A table of figures says it better than the actor's own row.
                figures.entry(year).or_insert_with(|| told.figures.clone());
            }
            let known = self.matches.known.get(&record.id).and_then(|id| edit.map().actors().get(id)).cloned();
            let Some(known) = known else {
                let mut record = Actor { figures, ..record };
                let stage = draft.stage_of(told).and_then(|stage| numbers.stages.get(&stage)).copied();
                record.stage = stage.or_else(|| usual_stage(edit.map(), record.kind));
                let local = record.id;
                let stage = record.stage.filter(|_| !record.is_below_lanes());
                let id = edit.add(record)?;
                numbers.actors.insert(local, id);
                let placement = if let Some(placement) = told.placement.filter(|_| self.takes_places) {
                    Placement { actor: id, ..placement }
                } else {
                    let map = edit.map();
                    let (x, y) = ends.get_or_insert_with(|| LaneEnds::new(map)).next_place(map, stage);
                    Placement { actor: id, x, y, pinned: false, by_hand: false }
                };
                edit.set(placement)?;
                *summary.added.entry(ImportTable::Actors).or_default() += 1;
                continue;
            };
            numbers.actors.insert(record.id, known.id);
            let is_decided = self.matches.doubts.contains_key(&record.id);
            let mut merged = self.merged(&known, &Drafted { record, origin: told.origin }, &[]);
            if self.given::<Actor>(told.origin).any(|field| *field == actor::STAGE) {
                let stage = draft.stage_of(told).and_then(|stage| numbers.stages.get(&stage)).copied();
                merged.stage = stage.or(known.stage);
            }
            if is_decided || has_alias(&known, &told.record.name) {
                // The register writes its name in another way.
                merged.name.clone_from(&known.name);
            }
            merged.aliases.extend(known.aliases.iter().cloned());
            // A register that goes on writing a commune of before does not undo what the map says of today.
            let (before, today) = ((&*merged.commune, &*known.district), (&*known.commune, &*known.district));
            if merged.commune != known.commune && area.is_some_and(|area| area.is_renewed(before, today)) {
                merged.commune.clone_from(&known.commune);
            }
            if is_decided {
                // So that nobody is asked again.
                remember_alias(&mut merged, &told.record.name);
            }
            add_figures(&mut merged, &figures);
            if merged != known {
                edit.set(merged)?;
                *summary.changed.entry(ImportTable::Actors).or_default() += 1;
            }
        }
        for (local, figures) in draft.outside_figures() {
            let known = self.matches.outside.get(local).and_then(|id| edit.map().actors().get(id));
            let Some(known) = known else { continue };
            let mut merged = known.clone();
            add_figures(&mut merged, figures);
            if merged != *known {
                edit.set(merged)?;
                *summary.changed.entry(ImportTable::Actors).or_default() += 1;
            }
        }
        Ok(())
    }

    fn take_links(
        &self,
        draft: &Draft,
        mut known: MatchedLinks,
        edit: &mut Transaction<'_>,
        numbers: &Renumber,
        summary: &mut UpdateSummary,
    ) -> Result<(), Violation> {
        for told in draft.links() {
            let record = numbers.renumbered(&told.record);
            let found = known.take(edit.map(), &record);
            let told = Drafted { record, origin: told.origin };
            let by_label = self.label_fields(&told);
            self.take_record(found, told, &by_label, ImportTable::Links, edit, summary)?;
        }
        Ok(())
    }

    /// Takes records that are known by their names.
    fn take_named<R: Named>(
        &self,
        told: &[Drafted<R>],
        table: ImportTable,
        edit: &mut Transaction<'_>,
        numbers: &Renumber,
        summary: &mut UpdateSummary,
    ) -> Result<(), Violation> {
        let mut known: HashMap<String, Vec<R::Id>> = HashMap::new();
        for (id, record) in R::table(edit.map()) {
            known.entry(name_key(record.name())).or_default().push(*id);
        }
        for told in told {
            let record: R = numbers.renumbered(&told.record);
            // The first of several of one name that no row has found yet.
            let found = known.get_mut(&name_key(record.name())).filter(|ids| !ids.is_empty()).map(|ids| ids.remove(0));
            self.take_record(found, Drafted { record, origin: told.origin }, &[], table, edit, summary)?;
        }
        Ok(())
    }

    /// Gives a record that was found what a row says, in its cells and of these fields, or adds a new one.
    fn take_record<R: Record + Described>(
        &self,
        found: Option<R::Id>,
        told: Drafted<R>,
        of: &[&str],
        table: ImportTable,
        edit: &mut Transaction<'_>,
        summary: &mut UpdateSummary,
    ) -> Result<(), Violation> {
        let Some(known) = found.and_then(|id| R::table(edit.map()).get(&id)) else {
            edit.add(told.record)?;
            *summary.added.entry(table).or_default() += 1;
            return Ok(());
        };
        let merged = self.merged(known, &told, of);
        if merged != *known {
            edit.set(merged)?;
            *summary.changed.entry(table).or_default() += 1;
        }
        Ok(())
    }

    /// Lists the actors that the table of actors does not name, and removes them if asked to.
    fn settle_missing(&self, edit: &mut Transaction<'_>, summary: &mut UpdateSummary) {
        if !self.sheets.iter().any(|sheet| sheet.table == ImportTable::Actors) {
            return;
        }
        let missing: BTreeSet<ActorId> = self.matches.outside.values().copied().collect();
        let names = missing.iter().filter_map(|id| edit.map().actors().get(id)).map(|actor| actor.name.clone());
        summary.missing = names.collect();
        summary.missing.sort_by_cached_key(|name| crate::map::sort_key(name));
        if self.removes_missing {
            edit.remove_all::<Actor>(&missing);
            summary.are_missing_removed = true;
        }
    }
}

/// Gives an actor the figures that are told; what is not told of a year stays.
fn add_figures(actor: &mut Actor, told: &YearlyFigures) {
    for (year, told) in told {
        let known = actor.figures.entry(*year).or_default();
        for field in Figures::fields().iter().filter(|field| !field.is_blank(told)) {
            field.copy(told, known);
        }
    }
}

/// A record that rows are found by the name of.
pub(super) trait Named: Record + Described + Clone + PartialEq {
    /// What it is called.
    fn name(&self) -> &str;
}

macro_rules! named {
    ($($record:ty),+) => {$(
        impl Named for $record {
            fn name(&self) -> &str {
                &self.name
            }
        }
    )+};
}
named! { CoopModel, Channel, Target }

/// The links of a map by their ends, each found by one row at most.
struct MatchedLinks {
    by_ends: HashMap<(ActorId, ActorId), Vec<LinkId>>,
}

impl MatchedLinks {
    fn new(map: &LinkageMap) -> Self {
        let mut by_ends: HashMap<_, Vec<LinkId>> = HashMap::new();
        for link in map.links().values() {
            by_ends.entry((link.from, link.to)).or_default().push(link.id);
        }
        Self { by_ends }
    }

    /// The link that a row means: of the same kind, with some of the same products and the same contract, as far as both
    /// tell; the one that agrees in most of that, of several.
    fn take(&mut self, map: &LinkageMap, told: &Link) -> Option<LinkId> {
        let ids = self.by_ends.get_mut(&(told.from, told.to))?;
        let likeness = |id: &LinkId| -> Option<(bool, bool, bool)> {
            let known = map.links().get(id)?;
            let may_be = known.kind == told.kind
                && (known.products.is_empty()
                    || told.products.is_empty()
                    || !known.products.is_disjoint(&told.products))
                && (known.contract.is_empty() || told.contract.is_empty() || known.contract == told.contract);
            let is_same_contract = !told.contract.is_empty() && known.contract == told.contract;
            may_be.then_some((is_same_contract, known.products == told.products, known.from_year == told.from_year))
        };
        // The first of those that are as alike.
        let ranked = ids.iter().enumerate().filter_map(|(at, id)| Some((likeness(id)?, at)));
        let best = ranked.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
        Some(ids.remove(best.1))
    }
}
