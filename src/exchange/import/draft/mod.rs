//! Converts the tables to records: products first, then actors, then the records that refer to them.

mod actors;
mod fields;
mod label;
mod left_out;
mod lists;
mod mentions;
mod places;
mod positions;
mod statuses;
mod targets;
mod units;
mod whole;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::ImportOptions;
use super::choices::{Decision, RowPlace};
use super::columns::{FIGURES_ACTOR, FIGURES_YEAR, ImportTable};
use rustc_hash::FxHashMap;

use super::is_empty;
use super::names::{ActorIndex, ProductIndex};
use super::report::{Report, RowErrorKind, WarningKind, truncated};
use super::row_reader::RowReader;
use super::sheet::Sheet;
use super::source::SourceRow;
use super::stage_index::{StageIndex, StageRef};
use super::update::{ActorDoubt, ActorMatches, ToldActor, match_actors, may_be_one_name};
use crate::exchange::layout_import::nth_id;
use crate::language::Language;
use crate::map::{
    Actor, ActorId, Channel, CoopModel, Figures, IdLedger, Info, Link, LinkageMap, MapParts, Placement, Product,
    ProductId, Stage, StageId, Target, View, Year, YearlyFigures,
};
use crate::schema::{Renumber, actor, link, name_key, product};
pub(super) use label::LABEL_FIELDS;
use left_out::LeftOutRows;
use mentions::ProductMentions;
pub use places::PlaceDoubt;
use statuses::Statuses;
use units::HeadUnits;
pub(super) use whole::ToldMap;
use whole::take_own_numbers;

/// Records read so far, with indexes to resolve names.
#[derive(Debug, Default)]
pub(super) struct Draft {
    products: ProductIndex,
    mentions: ProductMentions,
    /// The products of the map that is updated, by key.
    known_products: HashSet<String>,
    stages: StageIndex,
    actor_index: ActorIndex,
    actors: Vec<DraftActor>,
    declared_products: Vec<Drafted<Product>>,
    /// Of actors that no row of a table of actors tells.
    outside_figures: BTreeMap<ActorId, YearlyFigures>,
    links: Vec<Drafted<Link>>,
    pub models: Vec<Drafted<CoopModel>>,
    pub channels: Vec<Drafted<Channel>>,
    pub targets: Vec<Drafted<Target>>,
    views: Vec<Drafted<View>>,
    /// What is said of the map itself.
    pub map: Option<ToldMap>,
    years: BTreeSet<Year>,
    head_units: HeadUnits,
    statuses: Statuses,
    /// What is not clear about where actors are.
    pub place_doubts: Vec<PlaceDoubt>,
}

/// A record, and the row that tells it.
#[derive(Clone, Debug)]
pub(super) struct Drafted<R> {
    pub record: R,
    pub origin: Origin,
}

/// A row by its place among those of its table, and the place of that among all tables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub sheet: usize,
    pub row: usize,
}

/// An actor, and the row that tells it.
#[derive(Debug)]
pub(super) struct DraftActor {
    pub record: Actor,
    stage_ref: Option<StageRef>,
    /// Those of the map's year, from the actor's own row.
    pub figures: Figures,
    /// Where it stands, if its row says so.
    pub placement: Option<Placement>,
    pub origin: Origin,
}

impl Draft {
    /// Reads all tables; errors are added to the report. Where some actors could not be read, an unknown one is no error of
    /// its own.
    pub fn read(
        sheets: &[Sheet],
        base: Option<(&LinkageMap, &BTreeMap<RowPlace, Decision>)>,
        options: &ImportOptions,
        are_actors_unread: bool,
        report: &mut Report,
    ) -> (Self, ActorMatches) {
        let known = base.into_iter().flat_map(|(base, _)| base.products().values());
        let known_products = known.map(|product| name_key(&product.name)).collect();
        let mut of_rows = Report::default();
        let (mentions, left_out) =
            rayon::join(|| ProductMentions::collect(sheets), || LeftOutRows::find(sheets, &mut of_rows));
        let mut draft = Self { mentions, known_products, ..Self::default() };
        draft.actor_index.is_incomplete = are_actors_unread;
        let of = |table: ImportTable| sheets.iter().filter(move |sheet| sheet.table == table);
        for sheet in of(ImportTable::Products) {
            draft.read_products(sheet, report);
        }
        for sheet in of(ImportTable::Map) {
            draft.read_map(sheet, report);
        }
        draft.take_titles(sheets);
        for sheet in of(ImportTable::Stages) {
            draft.read_stages(sheet, report);
        }
        report.append(of_rows);
        for sheet in of(ImportTable::Actors) {
            draft.read_actors(sheet, &left_out, report);
        }
        draft.assign_actor_ids();
        let (base, decisions) = base.unzip();
        draft.settle_places(sheets, base, options, report);
        if base.is_none_or(is_empty) {
            draft.settle_positions(sheets, options.language, report);
        }
        let matches = base.zip(decisions).map(|(base, decisions)| draft.find_actors_again(sheets, base, decisions));
        let matches = matches.unwrap_or_default();
        for sheet in of(ImportTable::Figures) {
            draft.read_figures(sheet, &left_out, report);
        }
        for sheet in of(ImportTable::Links) {
            draft.read_links(sheet, report);
        }
        for_each_row(of(ImportTable::Models), report, |reader| draft.read_model(reader));
        for_each_row(of(ImportTable::Channels), report, |reader| draft.read_channel(reader));
        for_each_row(of(ImportTable::Targets), report, |reader| draft.read_target(reader));
        for_each_row(of(ImportTable::Views), report, |reader| draft.read_view(reader));
        take_own_numbers(&mut draft.links, ImportTable::Links, sheets);
        take_own_numbers(&mut draft.models, ImportTable::Models, sheets);
        take_own_numbers(&mut draft.channels, ImportTable::Channels, sheets);
        take_own_numbers(&mut draft.targets, ImportTable::Targets, sheets);
        take_own_numbers(&mut draft.views, ImportTable::Views, sheets);
        draft.settle_units(sheets, base, report);
        draft.tell_statuses(sheets, report);
        if let Some(base) = base {
            ProductMentions::tell_like_known(sheets, base, report);
        }
        draft.tell_unsold(report);
        (draft, matches)
    }

    /// Finds out which actors of a map the rows mean; the others can be referred to as well.
    fn find_actors_again(
        &mut self,
        sheets: &[Sheet],
        base: &LinkageMap,
        decisions: &BTreeMap<RowPlace, Decision>,
    ) -> ActorMatches {
        let told = |actor: &'_ DraftActor| {
            let sheet = sheets.get(actor.origin.sheet);
            sheet.and_then(|sheet| Some((sheet, sheet.rows.get(actor.origin.row)?)))
        };
        let rows: Vec<ToldActor<'_>> = self
            .actors
            .iter()
            .map(|actor| {
                let cell = |field: &str| told(actor).map_or("", |(sheet, row)| sheet.cell(row, field));
                let has_kind = !cell(actor::KIND.id).is_empty();
                let place = told(actor).map(|(sheet, row)| (sheet.place, row.number));
                let decision = place.and_then(|place| decisions.get(&place)).copied();
                ToldActor { record: &actor.record, id: cell(actor::ID.id), has_kind, decision }
            })
            .collect();
        let mut matches = match_actors(&rows, base);
        let meant: BTreeSet<ActorId> = matches.known.values().copied().collect();
        for actor in base.actors().values().filter(|actor| !meant.contains(&actor.id)) {
            let local = self.actor_index.insert_outside(&actor.id.0.to_string(), &actor.name, &actor.code);
            matches.outside.insert(local, actor.id);
        }
        // The map's own names for the actors of rows are as good as those in the rows.
        let known = matches.known.iter().map(|(local, known)| (local, known, true));
        for (local, known, is_renamed) in
            known.chain(matches.outside.iter().map(|(local, known)| (local, known, false)))
        {
            let (Some(at), Some(actor)) = (self.actor_index.place(*local), base.actors().get(known)) else { continue };
            let name = is_renamed.then_some(&actor.name);
            actor.aliases.iter().chain(name).for_each(|alias| self.actor_index.add_alias(at, alias));
        }
        matches
    }

    /// Tells of new actors that may be known ones, unless somebody has decided who they are, and of known ones that rows call
    /// something else altogether.
    pub fn tell_doubts(&self, sheets: &[Sheet], base: &LinkageMap, matches: &ActorMatches, report: &mut Report) {
        for (actor, sheet, row) in self.actors_with_rows(sheets) {
            let found = matches.doubts.get(&actor.record.id);
            if let Some(ActorDoubt { known_name, doubt, decision: None, .. }) = found {
                let (name, known) = (truncated(&actor.record.name), truncated(known_name));
                let kind = WarningKind::MayBeKnown { name, known, doubt: *doubt };
                sheet.warn(vec![row.number], Some(actor::NAME.id), kind, report);
            }
            let known = matches.known.get(&actor.record.id).and_then(|id| base.actors().get(id));
            if let Some(known) = known.filter(|_| found.is_none())
                && !may_be_one_name(&actor.record.name, known)
            {
                let by_code = !known.code.is_empty() && name_key(&known.code) == name_key(&actor.record.code);
                let (name, known) = (truncated(&actor.record.name), truncated(&known.name));
                let kind = WarningKind::TakenFor { name, known, by_code };
                sheet.warn(vec![row.number], Some(actor::NAME.id), kind, report);
            }
        }
    }

    /// The actors with their tables and rows, in the order of the rows.
    pub fn actors_with_rows<'a>(
        &'a self,
        sheets: &'a [Sheet],
    ) -> impl Iterator<Item = (&'a DraftActor, &'a Sheet, &'a SourceRow)> {
        self.actors.iter().filter_map(|actor| {
            let sheet = sheets.get(actor.origin.sheet)?;
            Some((actor, sheet, sheet.rows.get(actor.origin.row)?))
        })
    }

    /// The actors, in the order of their rows.
    pub fn actors(&self) -> &[DraftActor] {
        &self.actors
    }

    /// The figures of actors that no row of a table of actors tells, by their numbers in the draft.
    pub fn outside_figures(&self) -> &BTreeMap<ActorId, YearlyFigures> {
        &self.outside_figures
    }

    /// The links, in the order of their rows.
    pub fn links(&self) -> &[Drafted<Link>] {
        &self.links
    }

    /// All products that are named.
    pub fn products(&self) -> &[Product] {
        &self.products.records
    }

    /// The products that a table tells of.
    pub fn declared_products(&self) -> &[Drafted<Product>] {
        &self.declared_products
    }

    /// The stages, in the language of the import.
    pub fn stages(&self, language: Language) -> Vec<Stage> {
        self.stages.stages(language)
    }

    /// The stage of an actor.
    pub fn stage_of(&self, actor: &DraftActor) -> Option<StageId> {
        actor.stage_ref.map(|stage| self.stages.stage_id(stage))
    }

    /// What the map is called, and of which year it is: of `default_year` if no table says one.
    pub fn info(&self, options: &ImportOptions, default_year: Year) -> Info {
        let told = self.map.clone().unwrap_or_default();
        let latest = || self.years.range(..=options.current_year).next_back().copied();
        let year = options.year.or(told.year).or_else(latest).unwrap_or(default_year);
        let title = options.title.clone().unwrap_or(told.title);
        let title = if title.is_empty() { options.default_title.clone() } else { title };
        Info { title, region: told.region, note: told.note, year, bands: told.bands }
    }

    /// The records as parts of a map; the figures in an actor's row are those of the map's year, and the
    /// default stages have their names in this language.
    pub fn into_parts(self, info: Info, language: Language) -> MapParts {
        let year = info.year;
        let stages = &self.stages;
        let product_numbers = self.products.numbers().clone();
        let placed = |actor: &DraftActor| Some(Placement { actor: actor.record.id, ..actor.placement? });
        let placements = self.actors.iter().filter_map(placed).collect();
        let into_record = |actor: DraftActor| {
            let mut record = actor.record;
            record.stage = actor.stage_ref.map(|stage| stages.stage_id(stage));
            if actor.figures != Figures::default() {
                // A table of figures says it better than the actor's own row.
                record.figures.entry(year).or_insert(actor.figures);
            }
            record
        };
        // Meanwhile another core frees the index of all names.
        let (actors, ()) =
            rayon::join(|| self.actors.into_iter().map(into_record).collect(), || drop(self.actor_index));
        let mut parts = MapParts {
            info,
            identity: None,
            ledger: IdLedger::default(),
            stages: stages.stages(language),
            actors,
            products: self.products.records,
            links: records(self.links),
            models: records(self.models),
            channels: records(self.channels),
            targets: records(self.targets),
            views: records(self.views),
            placements,
        };
        renumber_products(&mut parts, &product_numbers);
        parts
    }

    fn read_products(&mut self, sheet: &Sheet, report: &mut Report) {
        let numbers = Self::product_numbers(sheet);
        let mut rows: BTreeMap<ProductId, usize> = BTreeMap::new();
        let mut named: Vec<(ProductId, usize)> = Vec::new();
        for at in 0..sheet.rows.len() {
            let Some(mut reader) = RowReader::new(sheet, at, report) else { continue };
            let name = reader.required_text(product::NAME.id);
            if name.is_empty() {
                continue;
            }
            if let Some(number) = numbers.as_ref().and_then(|numbers| numbers.get(at)) {
                named.push((self.products.insert(&name, *number), at));
                continue;
            }
            let known = self.products.records.len();
            let id = self.products.intern(&name);
            if self.products.records.len() == known {
                let first = rows.get(&id).copied().unwrap_or_default();
                reader.add_error(product::NAME.id, RowErrorKind::DuplicateKey { key: truncated(&name), row: first });
                continue;
            }
            rows.insert(id, reader.row.number);
            named.push((id, at));
        }
        // Second pass, because `part_of` may add products, which must follow those of this table.
        for (id, at) in named {
            let Some(mut reader) = RowReader::new(sheet, at, report) else { continue };
            let Some(mut record) = self.products.get_mut(id).cloned() else { continue };
            self.read_fields(&mut record, &[&product::NAME], &mut reader);
            if record.part_of == Some(id) {
                reader.add_error(product::PART_OF.id, RowErrorKind::PartOfItself);
            }
            self.declared_products.push(Drafted { record: record.clone(), origin: reader.origin() });
            if let Some(product) = self.products.get_mut(id) {
                *product = record;
            }
        }
    }

    /// Reads the figures of actors by year.
    fn read_figures(&mut self, sheet: &Sheet, left_out: &LeftOutRows, report: &mut Report) {
        let mut rows: FxHashMap<(ActorId, Year), usize> = FxHashMap::default();
        for at in (0..sheet.rows.len()).filter(|at| !left_out.has_part(sheet, *at)) {
            let Some(mut reader) = RowReader::new(sheet, at, report) else { continue };
            let actor = self.resolve_endpoint(&mut reader, FIGURES_ACTOR);
            if reader.raw(FIGURES_YEAR).is_empty() {
                reader.add_error(FIGURES_YEAR, RowErrorKind::EmptyCell);
            }
            let year = reader.year(FIGURES_YEAR);
            let mut figures = Figures::default();
            self.read_fields(&mut figures, &[], &mut reader);
            let Some(year) = year.filter(|_| actor != ActorId::default()) else { continue };
            self.years.insert(year);
            if let Some(first) = rows.insert((actor, year), reader.row.number) {
                let key = format!("{} {year}", truncated(reader.raw(FIGURES_ACTOR)));
                reader.add_error(FIGURES_YEAR, RowErrorKind::DuplicateKey { key, row: first });
                continue;
            }
            if figures == Figures::default() {
                continue;
            }
            let at = self.actor_index.place(actor);
            match at.and_then(|at| self.actors.get_mut(at)) {
                Some(owner) => _ = owner.record.figures.insert(year, figures),
                None => _ = self.outside_figures.entry(actor).or_default().insert(year, figures),
            }
        }
    }

    fn read_links(&mut self, sheet: &Sheet, report: &mut Report) {
        let (alike, ()) = rayon::join(|| left_out::alike(sheet), || self.read_rows_of_links(sheet, report));
        for rows in alike {
            sheet.warn(rows, None, WarningKind::SameRows, report);
        }
    }

    fn read_rows_of_links(&mut self, sheet: &Sheet, report: &mut Report) {
        for at in 0..sheet.rows.len() {
            let Some(mut reader) = RowReader::new(sheet, at, report) else { continue };
            let mut record = Link { id: nth_id(self.links.len()), ..Link::default() };
            self.read_fields(&mut record, &[], &mut reader);
            self.read_label(&mut record, &mut reader);
            reader.check_year_order((link::FROM_YEAR.id, record.from_year), (link::TO_YEAR.id, record.to_year));
            // An end that is not known is told as such.
            if record.from == record.to && record.from != ActorId::default() {
                reader.add_error(link::TO.id, RowErrorKind::SelfLink);
            }
            if let ([product], true) = (record.products.iter().collect::<Vec<_>>().as_slice(), record.volume.is_some())
            {
                self.note_unit(sheet, link::VOLUME.id, std::iter::once(**product));
            }
            self.links.push(Drafted { record, origin: reader.origin() });
        }
    }

    fn read_model(&mut self, reader: &mut RowReader<'_>) {
        let mut record = CoopModel { id: nth_id(self.models.len()), ..CoopModel::default() };
        self.read_fields(&mut record, &[], reader);
        self.models.push(Drafted { record, origin: reader.origin() });
    }

    fn read_channel(&mut self, reader: &mut RowReader<'_>) {
        let mut record = Channel { id: nth_id(self.channels.len()), ..Channel::default() };
        self.read_fields(&mut record, &[], reader);
        self.channels.push(Drafted { record, origin: reader.origin() });
    }
}

/// The first of some names, each once.
fn first_names(names: Vec<String>) -> String {
    const TOLD: usize = 5;
    let mut seen = BTreeSet::new();
    let mut first: Vec<String> =
        names.into_iter().filter(|name| seen.len() <= TOLD && seen.insert(name.clone())).collect();
    if first.len() > TOLD {
        first.truncate(TOLD);
        first.push("…".into());
    }
    first.join("; ")
}

/// Gives products the numbers of their table, wherever they are named.
fn renumber_products(parts: &mut MapParts, numbers: &HashMap<u32, ProductId>) {
    if numbers.is_empty() {
        return;
    }
    let mut products: BTreeMap<ProductId, ProductId> =
        numbers.iter().map(|(number, local)| (*local, ProductId(*number))).collect();
    // Products that only other tables name come behind.
    let mut next = numbers.keys().max().map_or(1, |highest| highest.saturating_add(1));
    for product in &parts.products {
        products.entry(product.id).or_insert_with(|| {
            next = next.saturating_add(1);
            ProductId(next - 1)
        });
    }
    let renumber = Renumber { products, ..Renumber::default() };
    for product in &mut parts.products {
        product.id = renumber.products.get(&product.id).copied().unwrap_or(product.id);
    }
    renumber.apply(&mut parts.products);
    renumber.apply(&mut parts.actors);
    renumber.apply(&mut parts.links);
    renumber.apply(&mut parts.models);
    renumber.apply(&mut parts.channels);
    renumber.apply(&mut parts.targets);
}

fn records<R>(drafted: Vec<Drafted<R>>) -> Vec<R> {
    drafted.into_iter().map(|drafted| drafted.record).collect()
}

fn for_each_row<'a>(
    sheets: impl Iterator<Item = &'a Sheet>,
    report: &mut Report,
    mut read: impl FnMut(&mut RowReader<'_>),
) {
    for sheet in sheets {
        for at in 0..sheet.rows.len() {
            if let Some(mut reader) = RowReader::new(sheet, at, report) {
                read(&mut reader);
            }
        }
    }
}
