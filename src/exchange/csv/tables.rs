//! The tables as records: products first, then actors, then what names them.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cells, shortened};
use super::columns::{Field, Table};
use super::names::{Directory, Lane, Lanes, Products};
use super::report::{Reason, Report};
use super::sheet::{Row, Sheet, amount};
use super::words::{FORMS, KINDS, LINK_KINDS, SECTORS};
use super::{CsvFile, CsvTables, ImportOptions};
use crate::exchange::finish::nth;
use crate::map::{
    Actor, ActorId, Channel, Conversion, CoopModel, Evidence, Figures, IdLedger, Info, Link, MapParts, ProductId,
    Supply, Year,
};

/// A map in the making.
#[derive(Debug, Default)]
pub(super) struct Draft {
    products: Products,
    lanes: Lanes,
    directory: Directory,
    actors: Vec<DraftActor>,
    links: Vec<Link>,
    models: Vec<CoopModel>,
    channels: Vec<Channel>,
    years: BTreeSet<Year>,
}

#[derive(Debug)]
struct DraftActor {
    record: Actor,
    lane: Option<Lane>,
    members: Option<u32>,
}

impl Draft {
    /// Reads all tables; what is wrong goes to the report.
    pub fn read<'a>(tables: &CsvTables<'a>, options: &ImportOptions, report: &mut Report) -> Self {
        let mut draft = Self::default();
        let mut open = |table: Table, file: Option<CsvFile<'a>>| Sheet::read(table, file?, options, report);
        let products = open(Table::Products, tables.products);
        let actors = open(Table::Actors, Some(tables.actors));
        let links = open(Table::Links, Some(tables.links));
        let models = open(Table::Models, tables.models);
        let channels = open(Table::Channels, tables.channels);
        if let Some(sheet) = &products {
            draft.read_products(sheet, report);
        }
        match &actors {
            Some(sheet) => draft.read_actors(sheet, report),
            None => draft.directory.is_partial = true,
        }
        each_row(links.as_ref(), report, |cells| draft.read_link(cells));
        each_row(models.as_ref(), report, |cells| draft.read_model(cells));
        each_row(channels.as_ref(), report, |cells| draft.read_channel(cells));
        draft
    }

    /// The latest year that some record names and that is not after `current`; else `current`.
    pub fn latest_year(&self, current: Year) -> Year {
        self.years.range(..=current).next_back().copied().unwrap_or(current)
    }

    /// Its records; figures stand in the map's year.
    pub fn into_parts(self, info: Info) -> MapParts {
        let year = info.year;
        let lanes = &self.lanes;
        let finished = |actor: DraftActor| {
            let mut record = actor.record;
            record.stage = actor.lane.map(|lane| lanes.stage(lane));
            if actor.members.is_some() {
                record.figures.insert(year, Figures { members: actor.members, ..Figures::default() });
            }
            record
        };
        MapParts {
            info,
            identity: None,
            ledger: IdLedger::default(),
            stages: lanes.records(),
            actors: self.actors.into_iter().map(finished).collect(),
            products: self.products.records,
            links: self.links,
            models: self.models,
            channels: self.channels,
            ..MapParts::default()
        }
    }

    fn read_products(&mut self, sheet: &Sheet<'_>, report: &mut Report) {
        let mut rows: BTreeMap<ProductId, usize> = BTreeMap::new();
        let mut named: Vec<(ProductId, &Row)> = Vec::new();
        for row in sheet.rows.iter().filter(|row| row.is_whole) {
            let mut cells = Cells { sheet, row, report };
            let name = cells.name(Field::Name);
            if name.is_empty() {
                continue;
            }
            let known = self.products.records.len();
            let id = self.products.find(&name);
            if self.products.records.len() == known {
                let first = rows.get(&id).copied().unwrap_or_default();
                cells.complain(Field::Name, Reason::DoubledKey { key: shortened(&name), row: first });
                continue;
            }
            rows.insert(id, row.number);
            named.push((id, row));
        }
        // Only now, so that the products of this table keep its order.
        for (id, row) in named {
            let mut cells = Cells { sheet, row, report };
            let unit = cells.text(Field::Unit);
            let cycle_months = cells.whole(Field::CycleMonths, 1);
            let part_of = cells.text(Field::PartOf);
            let part_of = (!part_of.is_empty()).then(|| self.products.find(&part_of));
            if part_of == Some(id) {
                cells.complain(Field::PartOf, Reason::PartOfItself);
            }
            if let Some(product) = self.products.record(id) {
                product.unit = unit;
                product.cycle_months = cycle_months;
                product.part_of = part_of;
            }
        }
    }

    fn read_actors(&mut self, sheet: &Sheet<'_>, report: &mut Report) {
        for row in &sheet.rows {
            let id = crate::map::normalize_line(sheet.cell(row, Field::Id));
            let name = sheet.cell(row, Field::Name);
            // Beside ids, a code that links seem to name would be an id that is not there.
            let code = if sheet.has(Field::Id) { "" } else { sheet.cell(row, Field::Code) };
            if let Err(reason) = self.directory.enter(row.number, &id, name, code)
                && row.is_whole
                && !(id.is_empty() && name.is_empty())
            {
                let field = if id.is_empty() { Field::Name } else { Field::Id };
                sheet.complain(row.number, Some(field), reason, report);
            }
            if row.is_whole {
                let actor = self.read_actor(&mut Cells { sheet, row, report });
                self.actors.push(actor);
            }
        }
        self.directory.is_partial = sheet.is_cut;
        self.directory.number();
        for (at, actor) in self.actors.iter_mut().enumerate() {
            actor.record.id = self.directory.id(at);
        }
    }

    fn read_actor(&mut self, cells: &mut Cells<'_, '_>) -> DraftActor {
        let name = cells.name(Field::Name);
        if cells.sheet.has(Field::Id) {
            cells.text(Field::Id);
        }
        let kind = cells.word(Field::Kind, KINDS).unwrap_or_default();
        let stage = cells.text(Field::Stage);
        let lane = self.lanes.find(&stage, kind);
        let (founded, dissolved) = cells.span(Field::Founded, Field::Dissolved);
        self.years.extend([founded, dissolved].into_iter().flatten());
        let record = Actor {
            name,
            kind,
            count: cells.whole(Field::Count, 1).unwrap_or(1),
            code: cells.text(Field::Code),
            district: cells.text(Field::District),
            sector: cells.word(Field::Sector, SECTORS).unwrap_or_default(),
            supply: self.read_supply(cells),
            converts: self.read_converts(cells),
            founded,
            dissolved,
            note: cells.note(Field::Note),
            ..Actor::default()
        };
        DraftActor { record, lane, members: cells.whole(Field::Members, 0) }
    }

    fn read_supply(&mut self, cells: &mut Cells<'_, '_>) -> Vec<Supply> {
        let mut supply: Vec<Supply> = Vec::new();
        for item in cells.items(Field::Supply) {
            // One complaint for each item is enough, so the first that is wrong ends it.
            let (name, volume) = amount(item);
            let Some(product) = self.product(cells, Field::Supply, name) else { continue };
            let Ok(volume) = volume.map(|volume| cells.amount_in(Field::Supply, volume).ok_or(())).transpose() else {
                continue;
            };
            if supply.iter().any(|other| other.product == product) {
                cells.complain(Field::Supply, Reason::DoubledItem { item: shortened(name) });
            }
            supply.push(Supply { product, volume });
        }
        supply
    }

    fn read_converts(&mut self, cells: &mut Cells<'_, '_>) -> Vec<Conversion> {
        let mut converts: Vec<Conversion> = Vec::new();
        for item in cells.items(Field::Converts) {
            let (names, ratio) = amount(item);
            let Some((from, to)) = names.split_once('>').filter(|(from, to)| is_name(from) && is_name(to)) else {
                cells.complain(Field::Converts, Reason::NotAConversion { item: shortened(item) });
                continue;
            };
            let Some(from) = self.product(cells, Field::Converts, from) else { continue };
            let Some(to) = self.product(cells, Field::Converts, to) else { continue };
            let yield_ratio = ratio.map(|ratio| cells.amount_in(Field::Converts, ratio).ok_or(())).transpose();
            let Ok(yield_ratio) = yield_ratio else { continue };
            if from == to {
                cells.complain(Field::Converts, Reason::IntoItself { item: shortened(item) });
                continue;
            }
            if converts.iter().any(|other| (other.from, other.to) == (from, to)) {
                cells.complain(Field::Converts, Reason::DoubledItem { item: shortened(names) });
            }
            converts.push(Conversion { from, to, yield_ratio });
        }
        converts
    }

    fn read_link(&mut self, cells: &mut Cells<'_, '_>) {
        let id = nth(self.links.len());
        let from = self.end(cells, Field::From);
        let to = self.end(cells, Field::To);
        let (from_year, to_year) = cells.span(Field::FromYear, Field::ToYear);
        self.years.extend([from_year, to_year].into_iter().flatten());
        let link = Link {
            id,
            from,
            to,
            kind: cells.word(Field::Kind, LINK_KINDS).unwrap_or_default(),
            products: self.product_list(cells, Field::Products),
            form: cells.word(Field::Form, FORMS).flatten(),
            planned: cells.flag(Field::Planned),
            from_year,
            to_year,
            volume: cells.amount(Field::Volume),
            price: cells.amount(Field::Price),
            share: cells.share(Field::Share),
            contract: cells.text(Field::Contract),
            evidence: Evidence { paper: cells.text(Field::Evidence), ..Evidence::default() },
            note: cells.note(Field::Note),
        };
        self.links.push(link);
    }

    fn read_model(&mut self, cells: &mut Cells<'_, '_>) {
        let since = cells.year(Field::Since);
        self.years.extend(since);
        let model = CoopModel {
            id: nth(self.models.len()),
            name: cells.name(Field::Name),
            core: self.actor_list(cells, Field::Core),
            members: self.actor_list(cells, Field::Members),
            products: self.product_list(cells, Field::Products),
            since,
            note: cells.note(Field::Note),
        };
        self.models.push(model);
    }

    fn read_channel(&mut self, cells: &mut Cells<'_, '_>) {
        let name = cells.name(Field::Name);
        let product = cells.text(Field::Product);
        let product = (!product.is_empty()).then(|| self.products.find(&product));
        let mut steps: Vec<&str> = cells.raw(Field::Path).split('>').map(str::trim).collect();
        if steps.len() < 2 || steps.iter().any(|step| step.is_empty()) {
            cells.complain(Field::Path, Reason::PathTooShort);
            steps.clear();
        }
        let path: Vec<ActorId> = steps.into_iter().filter_map(|step| self.actor(cells, Field::Path, step)).collect();
        let share = cells.share(Field::Share);
        let id = nth(self.channels.len());
        self.channels.push(Channel { id, name, product, path, share, note: String::new() });
    }

    fn product(&mut self, cells: &mut Cells<'_, '_>, field: Field, name: &str) -> Option<ProductId> {
        let limit = crate::map::LINE_LIMIT;
        let name = crate::map::normalize_line(name);
        let problem = if name.is_empty() {
            Reason::Empty
        } else if name.chars().count() > limit {
            Reason::TooLong { limit }
        } else {
            return Some(self.products.find(&name));
        };
        cells.complain(field, problem);
        None
    }

    fn product_list(&mut self, cells: &mut Cells<'_, '_>, field: Field) -> BTreeSet<ProductId> {
        let items = cells.items(field);
        items.into_iter().filter_map(|item| self.product(cells, field, item)).collect()
    }

    fn actor(&self, cells: &mut Cells<'_, '_>, field: Field, text: &str) -> Option<ActorId> {
        self.directory.find(text).unwrap_or_else(|reason| {
            cells.complain(field, reason);
            None
        })
    }

    fn actor_list(&self, cells: &mut Cells<'_, '_>, field: Field) -> BTreeSet<ActorId> {
        // What stands there twice is wrong once.
        let items: BTreeSet<&str> = cells.items(field).into_iter().collect();
        items.into_iter().filter_map(|item| self.actor(cells, field, item)).collect()
    }

    fn end(&self, cells: &mut Cells<'_, '_>, field: Field) -> ActorId {
        let text = cells.raw(field);
        if text.is_empty() {
            cells.complain(field, Reason::Empty);
            return ActorId::default();
        }
        self.actor(cells, field, text).unwrap_or_default()
    }
}

/// Whether a side of a conversion can be the name of one product.
fn is_name(side: &str) -> bool {
    !side.trim().is_empty() && !side.contains('>')
}

fn each_row(sheet: Option<&Sheet<'_>>, report: &mut Report, mut read: impl FnMut(&mut Cells<'_, '_>)) {
    if let Some(sheet) = sheet {
        for row in sheet.rows.iter().filter(|row| row.is_whole) {
            read(&mut Cells { sheet, row, report });
        }
    }
}
