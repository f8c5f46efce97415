//! Converts the tables to records: products first, then actors, then the records that refer to them.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{CsvField, CsvTableKind};
use super::keywords::{FORMS, KINDS, LINK_KINDS, SECTORS};
use super::name_index::{ActorIndex, ProductIndex, StageIndex, StageRef};
use super::report::{Report, RowErrorKind};
use super::row_reader::{RowReader, truncated};
use super::sheet::{Sheet, SheetRow, split_amount};
use super::{CsvFile, CsvTables, ImportOptions};
use crate::exchange::layout_import::nth_id;
use crate::map::{
    Actor, ActorId, Channel, Conversion, CoopModel, Evidence, Figures, IdLedger, Info, Link, MapParts, ProductId,
    Supply, Year,
};

/// Records read so far, with indexes to resolve names.
#[derive(Debug, Default)]
pub(super) struct Draft {
    products: ProductIndex,
    stages: StageIndex,
    actor_index: ActorIndex,
    actors: Vec<DraftActor>,
    links: Vec<Link>,
    models: Vec<CoopModel>,
    channels: Vec<Channel>,
    years: BTreeSet<Year>,
}

#[derive(Debug)]
struct DraftActor {
    record: Actor,
    stage: Option<StageRef>,
    members: Option<u32>,
}

impl Draft {
    /// Reads all tables; errors are added to the report.
    pub fn read<'a>(tables: &CsvTables<'a>, options: &ImportOptions, report: &mut Report) -> Self {
        let mut draft = Self::default();
        let mut open = |table: CsvTableKind, file: Option<CsvFile<'a>>| Sheet::read(table, file?, options, report);
        let products = open(CsvTableKind::Products, tables.products);
        let actors = open(CsvTableKind::Actors, Some(tables.actors));
        let links = open(CsvTableKind::Links, Some(tables.links));
        let models = open(CsvTableKind::Models, tables.models);
        let channels = open(CsvTableKind::Channels, tables.channels);
        if let Some(sheet) = &products {
            draft.read_products(sheet, report);
        }
        match &actors {
            Some(sheet) => draft.read_actors(sheet, report),
            None => draft.actor_index.is_incomplete = true,
        }
        for_each_row(links.as_ref(), report, |reader| draft.read_link(reader));
        for_each_row(models.as_ref(), report, |reader| draft.read_model(reader));
        for_each_row(channels.as_ref(), report, |reader| draft.read_channel(reader));
        draft
    }

    /// The latest year in the records that is not after `current`; `current` if there is none.
    pub fn latest_year(&self, current: Year) -> Year {
        self.years.range(..=current).next_back().copied().unwrap_or(current)
    }

    /// The records as parts of a map; member counts become figures of the map's year.
    pub fn into_parts(self, info: Info) -> MapParts {
        let year = info.year;
        let stages = &self.stages;
        let into_record = |actor: DraftActor| {
            let mut record = actor.record;
            record.stage = actor.stage.map(|stage| stages.stage_id(stage));
            if actor.members.is_some() {
                record.figures.insert(year, Figures { members: actor.members, ..Figures::default() });
            }
            record
        };
        MapParts {
            info,
            identity: None,
            ledger: IdLedger::default(),
            stages: stages.stages(),
            actors: self.actors.into_iter().map(into_record).collect(),
            products: self.products.records,
            links: self.links,
            models: self.models,
            channels: self.channels,
            ..MapParts::default()
        }
    }

    fn read_products(&mut self, sheet: &Sheet<'_>, report: &mut Report) {
        let mut rows: BTreeMap<ProductId, usize> = BTreeMap::new();
        let mut named: Vec<(ProductId, &SheetRow)> = Vec::new();
        for row in sheet.rows.iter().filter(|row| row.is_complete) {
            let mut reader = RowReader { sheet, row, report };
            let name = reader.required_text(CsvField::Name);
            if name.is_empty() {
                continue;
            }
            let known = self.products.records.len();
            let id = self.products.intern(&name);
            if self.products.records.len() == known {
                let first = rows.get(&id).copied().unwrap_or_default();
                reader.add_error(CsvField::Name, RowErrorKind::DuplicateKey { key: truncated(&name), row: first });
                continue;
            }
            rows.insert(id, row.number);
            named.push((id, row));
        }
        // Second pass, because `part_of` may add products, which must follow those of this table.
        for (id, row) in named {
            let mut reader = RowReader { sheet, row, report };
            let unit = reader.text(CsvField::Unit);
            let cycle_months = reader.integer(CsvField::CycleMonths, 1);
            let part_of = reader.text(CsvField::PartOf);
            let part_of = (!part_of.is_empty()).then(|| self.products.intern(&part_of));
            if part_of == Some(id) {
                reader.add_error(CsvField::PartOf, RowErrorKind::PartOfItself);
            }
            if let Some(product) = self.products.get_mut(id) {
                product.unit = unit;
                product.cycle_months = cycle_months;
                product.part_of = part_of;
            }
        }
    }

    fn read_actors(&mut self, sheet: &Sheet<'_>, report: &mut Report) {
        for row in &sheet.rows {
            let id = crate::map::normalize_line(sheet.cell(row, CsvField::Id));
            let name = sheet.cell(row, CsvField::Name);
            // With an id column, links refer by id: a code that matches would hide a missing id.
            let code = if sheet.has_column(CsvField::Id) { "" } else { sheet.cell(row, CsvField::Code) };
            if let Err(reason) = self.actor_index.insert(row.number, &id, name, code)
                && row.is_complete
                && !(id.is_empty() && name.is_empty())
            {
                let field = if id.is_empty() { CsvField::Name } else { CsvField::Id };
                sheet.add_error(row.number, Some(field), reason, report);
            }
            if row.is_complete {
                let actor = self.read_actor(&mut RowReader { sheet, row, report });
                self.actors.push(actor);
            }
        }
        self.actor_index.is_incomplete = sheet.is_truncated;
        self.actor_index.assign_ids();
        for (at, actor) in self.actors.iter_mut().enumerate() {
            actor.record.id = self.actor_index.id(at);
        }
    }

    fn read_actor(&mut self, reader: &mut RowReader<'_, '_>) -> DraftActor {
        let name = reader.required_text(CsvField::Name);
        if reader.sheet.has_column(CsvField::Id) {
            reader.text(CsvField::Id);
        }
        let kind = reader.keyword(CsvField::Kind, KINDS).unwrap_or_default();
        let stage = reader.text(CsvField::Stage);
        let stage = self.stages.intern(&stage, kind);
        let (founded, dissolved) = reader.year_range(CsvField::Founded, CsvField::Dissolved);
        self.years.extend([founded, dissolved].into_iter().flatten());
        let record = Actor {
            name,
            kind,
            count: reader.integer(CsvField::Count, 1).unwrap_or(1),
            code: reader.text(CsvField::Code),
            district: reader.text(CsvField::District),
            sector: reader.keyword(CsvField::Sector, SECTORS).unwrap_or_default(),
            supply: self.read_supply(reader),
            converts: self.read_converts(reader),
            founded,
            dissolved,
            note: reader.note(CsvField::Note),
            ..Actor::default()
        };
        DraftActor { record, stage, members: reader.integer(CsvField::Members, 0) }
    }

    fn read_supply(&mut self, reader: &mut RowReader<'_, '_>) -> Vec<Supply> {
        let mut supply: Vec<Supply> = Vec::new();
        for item in reader.items(CsvField::Supply) {
            // One error per item is enough: skip the item at its first error.
            let (name, volume) = split_amount(item);
            let Some(product) = self.resolve_product(reader, CsvField::Supply, name) else { continue };
            let Ok(volume) = volume.map(|volume| reader.parse_amount(CsvField::Supply, volume).ok_or(())).transpose()
            else {
                continue;
            };
            if supply.iter().any(|other| other.product == product) {
                reader.add_error(CsvField::Supply, RowErrorKind::DuplicateItem { item: truncated(name) });
            }
            supply.push(Supply { product, volume });
        }
        supply
    }

    fn read_converts(&mut self, reader: &mut RowReader<'_, '_>) -> Vec<Conversion> {
        let mut converts: Vec<Conversion> = Vec::new();
        for item in reader.items(CsvField::Converts) {
            let (names, ratio) = split_amount(item);
            let Some((from, to)) = names.split_once('>').filter(|(from, to)| is_name(from) && is_name(to)) else {
                reader.add_error(CsvField::Converts, RowErrorKind::InvalidConversion { item: truncated(item) });
                continue;
            };
            let Some(from) = self.resolve_product(reader, CsvField::Converts, from) else { continue };
            let Some(to) = self.resolve_product(reader, CsvField::Converts, to) else { continue };
            let yield_ratio = ratio.map(|ratio| reader.parse_amount(CsvField::Converts, ratio).ok_or(())).transpose();
            let Ok(yield_ratio) = yield_ratio else { continue };
            if from == to {
                reader.add_error(CsvField::Converts, RowErrorKind::SelfConversion { item: truncated(item) });
                continue;
            }
            if converts.iter().any(|other| (other.from, other.to) == (from, to)) {
                reader.add_error(CsvField::Converts, RowErrorKind::DuplicateItem { item: truncated(names) });
            }
            converts.push(Conversion { from, to, yield_ratio });
        }
        converts
    }

    fn read_link(&mut self, reader: &mut RowReader<'_, '_>) {
        let id = nth_id(self.links.len());
        let from = self.resolve_endpoint(reader, CsvField::From);
        let to = self.resolve_endpoint(reader, CsvField::To);
        let (from_year, to_year) = reader.year_range(CsvField::FromYear, CsvField::ToYear);
        self.years.extend([from_year, to_year].into_iter().flatten());
        let link = Link {
            id,
            from,
            to,
            kind: reader.keyword(CsvField::Kind, LINK_KINDS).unwrap_or_default(),
            products: self.product_list(reader, CsvField::Products),
            form: reader.keyword(CsvField::Form, FORMS).flatten(),
            planned: reader.flag(CsvField::Planned),
            from_year,
            to_year,
            volume: reader.amount(CsvField::Volume),
            price: reader.amount(CsvField::Price),
            share: reader.share(CsvField::Share),
            contract: reader.text(CsvField::Contract),
            evidence: Evidence { paper: reader.text(CsvField::Evidence), ..Evidence::default() },
            note: reader.note(CsvField::Note),
        };
        self.links.push(link);
    }

    fn read_model(&mut self, reader: &mut RowReader<'_, '_>) {
        let since = reader.year(CsvField::Since);
        self.years.extend(since);
        let model = CoopModel {
            id: nth_id(self.models.len()),
            name: reader.required_text(CsvField::Name),
            core: self.actor_list(reader, CsvField::Core),
            members: self.actor_list(reader, CsvField::Members),
            products: self.product_list(reader, CsvField::Products),
            since,
            note: reader.note(CsvField::Note),
        };
        self.models.push(model);
    }

    fn read_channel(&mut self, reader: &mut RowReader<'_, '_>) {
        let name = reader.required_text(CsvField::Name);
        let product = reader.text(CsvField::Product);
        let product = (!product.is_empty()).then(|| self.products.intern(&product));
        let mut steps: Vec<&str> = reader.raw(CsvField::Path).split('>').map(str::trim).collect();
        if steps.len() < 2 || steps.iter().any(|step| step.is_empty()) {
            reader.add_error(CsvField::Path, RowErrorKind::PathTooShort);
            steps.clear();
        }
        let path: Vec<ActorId> =
            steps.into_iter().filter_map(|step| self.resolve_actor(reader, CsvField::Path, step)).collect();
        let share = reader.share(CsvField::Share);
        let id = nth_id(self.channels.len());
        self.channels.push(Channel { id, name, product, path, share, note: String::new() });
    }

    fn resolve_product(&mut self, reader: &mut RowReader<'_, '_>, field: CsvField, name: &str) -> Option<ProductId> {
        let limit = crate::map::LINE_LIMIT;
        let name = crate::map::normalize_line(name);
        let problem = if name.is_empty() {
            RowErrorKind::EmptyCell
        } else if name.chars().count() > limit {
            RowErrorKind::TooLong { limit }
        } else {
            return Some(self.products.intern(&name));
        };
        reader.add_error(field, problem);
        None
    }

    fn product_list(&mut self, reader: &mut RowReader<'_, '_>, field: CsvField) -> BTreeSet<ProductId> {
        let items = reader.items(field);
        items.into_iter().filter_map(|item| self.resolve_product(reader, field, item)).collect()
    }

    fn resolve_actor(&self, reader: &mut RowReader<'_, '_>, field: CsvField, text: &str) -> Option<ActorId> {
        self.actor_index.resolve(text).unwrap_or_else(|reason| {
            reader.add_error(field, reason);
            None
        })
    }

    fn actor_list(&self, reader: &mut RowReader<'_, '_>, field: CsvField) -> BTreeSet<ActorId> {
        // A set, so that an item listed twice is reported once.
        let items: BTreeSet<&str> = reader.items(field).into_iter().collect();
        items.into_iter().filter_map(|item| self.resolve_actor(reader, field, item)).collect()
    }

    fn resolve_endpoint(&self, reader: &mut RowReader<'_, '_>, field: CsvField) -> ActorId {
        let text = reader.raw(field);
        if text.is_empty() {
            reader.add_error(field, RowErrorKind::EmptyCell);
            return ActorId::default();
        }
        self.resolve_actor(reader, field, text).unwrap_or_default()
    }
}

/// Whether one side of a conversion can be a product name.
fn is_name(side: &str) -> bool {
    !side.trim().is_empty() && !side.contains('>')
}

fn for_each_row(sheet: Option<&Sheet<'_>>, report: &mut Report, mut read: impl FnMut(&mut RowReader<'_, '_>)) {
    if let Some(sheet) = sheet {
        for row in sheet.rows.iter().filter(|row| row.is_complete) {
            read(&mut RowReader { sheet, row, report });
        }
    }
}
