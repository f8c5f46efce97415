//! Converts the tables to records: products first, then actors, then the records that refer to them.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::CsvTableKind;
use super::name_index::{ActorIndex, ProductIndex, StageIndex, StageRef};
use super::report::{Report, RowErrorKind, truncated};
use super::row_reader::RowReader;
use super::sheet::{Sheet, SheetRow};
use super::{CsvFile, CsvTables, ImportOptions};
use crate::exchange::layout_import::nth_id;
use crate::language::Language;
use crate::map::{
    Actor, ActorId, ActorKind, Channel, Conversion, CoopModel, Figures, IdLedger, Info, Link, MapParts, Portion,
    ProductId, Supply, Year,
};
use crate::schema::{
    Described, FLAGS, FORMS, Field, FieldType, KINDS, LINK_KINDS, NameAndNumber, SECTORS, actor, link, parse_keyword,
    parse_year, path_steps, product, split_amount, split_conversion, split_own_use,
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
    figures: Figures,
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

    /// The records as parts of a map; the figures in an actor's row are those of the map's year, and the
    /// default stages have their names in this language.
    pub fn into_parts(self, info: Info, language: Language) -> MapParts {
        let year = info.year;
        let stages = &self.stages;
        let into_record = |actor: DraftActor| {
            let mut record = actor.record;
            record.stage = actor.stage.map(|stage| stages.stage_id(stage));
            if actor.figures != Figures::default() {
                record.figures.insert(year, actor.figures);
            }
            record
        };
        MapParts {
            info,
            identity: None,
            ledger: IdLedger::default(),
            stages: stages.stages(language),
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
            let name = reader.required_text(product::NAME.id);
            if name.is_empty() {
                continue;
            }
            let known = self.products.records.len();
            let id = self.products.intern(&name);
            if self.products.records.len() == known {
                let first = rows.get(&id).copied().unwrap_or_default();
                reader.add_error(product::NAME.id, RowErrorKind::DuplicateKey { key: truncated(&name), row: first });
                continue;
            }
            rows.insert(id, row.number);
            named.push((id, row));
        }
        // Second pass, because `part_of` may add products, which must follow those of this table.
        for (id, row) in named {
            let mut reader = RowReader { sheet, row, report };
            let Some(mut record) = self.products.get_mut(id).cloned() else { continue };
            self.read_fields(&mut record, &[&product::NAME], &mut reader);
            if record.part_of == Some(id) {
                reader.add_error(product::PART_OF.id, RowErrorKind::PartOfItself);
            }
            if let Some(product) = self.products.get_mut(id) {
                *product = record;
            }
        }
    }

    fn read_actors(&mut self, sheet: &Sheet<'_>, report: &mut Report) {
        for row in &sheet.rows {
            let id = crate::map::normalize_line(sheet.cell(row, actor::ID.id));
            let name = sheet.cell(row, actor::NAME.id);
            // With an id column, links refer by id: a code that matches would hide a missing id.
            let code = if sheet.has_column(actor::ID.id) { "" } else { sheet.cell(row, actor::CODE.id) };
            if let Err(reason) = self.actor_index.insert(row.number, &id, name, code)
                && row.is_complete
                && !(id.is_empty() && name.is_empty())
            {
                let field = if id.is_empty() { actor::NAME.id } else { actor::ID.id };
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
        if reader.sheet.has_column(actor::ID.id) {
            reader.text(actor::ID.id);
        }
        let mut record = Actor::default();
        self.read_fields(&mut record, &[], reader);
        let stage = self.stages.intern(&reader.text(actor::STAGE.id), record.kind);
        reader.check_year_order((actor::FOUNDED.id, record.founded), (actor::DISSOLVED.id, record.dissolved));
        let mut figures = Figures::default();
        self.read_fields(&mut figures, &[], reader);
        DraftActor { record, stage, figures }
    }

    /// Reads the cells of a row into the fields of a record that tables have, but for those of `without`. What only the caller
    /// knows, ids and stages, stays as it is.
    fn read_fields<R: Described>(&mut self, record: &mut R, without: &[&Field<R>], reader: &mut RowReader<'_, '_>) {
        let is_read =
            |field: &&&'static Field<R>| field.import.is_some() && !without.iter().any(|other| other.id == field.id);
        for field in R::fields().iter().filter(is_read) {
            self.read_field(field, record, reader);
        }
    }

    fn read_field<R>(&mut self, field: &Field<R>, record: &mut R, reader: &mut RowReader<'_, '_>) {
        let id = field.id;
        match &field.kind {
            FieldType::Name(lens) => *(lens.get_mut)(record) = reader.required_text(id),
            FieldType::Line(lens) => *(lens.get_mut)(record) = reader.text(id),
            FieldType::Note(lens) => *(lens.get_mut)(record) = reader.note(id),
            FieldType::Evidence(lens) => (lens.get_mut)(record).paper = reader.text(id),
            FieldType::Order(lens) => *(lens.get_mut)(record) = reader.integer(id, 0).unwrap_or_default(),
            FieldType::Count(lens) => *(lens.get_mut)(record) = reader.integer(id, 1).unwrap_or(1),
            FieldType::Whole(lens, least) => *(lens.get_mut)(record) = reader.integer(id, *least),
            FieldType::Amount(lens) => *(lens.get_mut)(record) = reader.amount(id),
            FieldType::Balance(lens) => *(lens.get_mut)(record) = reader.number(id),
            FieldType::Percent(lens) => *(lens.get_mut)(record) = reader.share(id),
            FieldType::Goal(lens) => *(lens.get_mut)(record) = reader.amount(id).unwrap_or_default(),
            FieldType::OptionalYear(lens) => {
                let year = reader.year(id);
                self.years.extend(year);
                *(lens.get_mut)(record) = year;
            }
            FieldType::Flag(lens) => *(lens.get_mut)(record) = reader.keyword(id, FLAGS).unwrap_or_default(),
            FieldType::Answer(lens) => *(lens.get_mut)(record) = reader.keyword(id, FLAGS),
            FieldType::ActorKind(lens) => *(lens.get_mut)(record) = reader.keyword(id, KINDS).unwrap_or_default(),
            FieldType::Sector(lens) => *(lens.get_mut)(record) = reader.keyword(id, SECTORS).unwrap_or_default(),
            FieldType::LinkKind(lens) => *(lens.get_mut)(record) = reader.keyword(id, LINK_KINDS).unwrap_or_default(),
            FieldType::LinkForm(lens) => *(lens.get_mut)(record) = reader.keyword(id, FORMS).flatten(),
            FieldType::Product(lens) => {
                let name = reader.text(id);
                *(lens.get_mut)(record) = (!name.is_empty()).then(|| self.products.intern(&name));
            }
            FieldType::Products(lens) => *(lens.get_mut)(record) = self.product_list(reader, id),
            FieldType::Actor(lens) => *(lens.get_mut)(record) = self.resolve_endpoint(reader, id),
            FieldType::Actors(lens) => *(lens.get_mut)(record) = self.actor_list(reader, id),
            FieldType::Path(lens) => *(lens.get_mut)(record) = self.read_path(reader, id),
            FieldType::Supply(lens) => *(lens.get_mut)(record) = self.read_supply(reader, id),
            FieldType::Conversions(lens) => *(lens.get_mut)(record) = self.read_converts(reader, id),
            FieldType::KindsByYear(lens) => *(lens.get_mut)(record) = read_kinds_by_year(reader, id),
            FieldType::OneProduct(lens) => {
                let name = reader.raw(id);
                *(lens.get_mut)(record) = self.resolve_product(reader, id, name).unwrap_or_default();
            }
            FieldType::Id(_)
            | FieldType::Stage(_)
            | FieldType::Year(_)
            | FieldType::Coordinate(_)
            | FieldType::Banding(_)
            | FieldType::Portions(_)
            | FieldType::Figures(_)
            | FieldType::Measure(_) => {}
        }
    }

    fn read_supply(&mut self, reader: &mut RowReader<'_, '_>, field: &'static str) -> Vec<Supply> {
        let mut supply: Vec<Supply> = Vec::new();
        for item in reader.items(field) {
            // One error per item is enough: skip the item at its first error.
            let (name, volume) = split_amount(item);
            let Some(product) = self.resolve_product(reader, field, name) else { continue };
            let (volume, own_use) = volume.map_or((None, None), |volume| {
                let (volume, own_use) = split_own_use(volume);
                (Some(volume), own_use)
            });
            let (Ok(volume), Ok(own_use)) =
                (optional_amount(reader, field, volume), optional_amount(reader, field, own_use))
            else {
                continue;
            };
            if own_use.is_some_and(|own_use| volume.is_none_or(|volume| own_use > volume)) {
                reader.add_error(field, RowErrorKind::OwnUseAboveSupply { item: truncated(item) });
                continue;
            }
            if supply.iter().any(|other| other.product == product) {
                reader.add_error(field, RowErrorKind::DuplicateItem { item: truncated(name) });
            }
            supply.push(Supply { product, volume, own_use });
        }
        supply
    }

    fn read_converts(&mut self, reader: &mut RowReader<'_, '_>, field: &'static str) -> Vec<Conversion> {
        let mut converts: Vec<Conversion> = Vec::new();
        for item in reader.items(field) {
            let Some((inputs, outputs)) = split_conversion(item) else {
                reader.add_error(field, RowErrorKind::InvalidConversion { item: truncated(item) });
                continue;
            };
            let (Some(mut inputs), Some(mut outputs)) =
                (self.read_portions(reader, field, &inputs), self.read_portions(reader, field, &outputs))
            else {
                continue;
            };
            let (from, to) = (inputs.remove(0), outputs.remove(0));
            if from.ratio.is_some() {
                reader.add_error(field, RowErrorKind::InvalidConversion { item: truncated(item) });
                continue;
            }
            let conversion = Conversion {
                from: from.product,
                to: to.product,
                yield_ratio: to.ratio,
                with: inputs,
                by_products: outputs,
            };
            if conversion.names_a_product_twice() {
                reader.add_error(field, RowErrorKind::SelfConversion { item: truncated(item) });
                continue;
            }
            if converts.iter().any(|other| (other.from, other.to) == (conversion.from, conversion.to)) {
                reader.add_error(field, RowErrorKind::DuplicateItem { item: truncated(item) });
            }
            converts.push(conversion);
        }
        converts
    }

    /// One side of a conversion; none at the first error.
    fn read_portions(
        &mut self,
        reader: &mut RowReader<'_, '_>,
        field: &'static str,
        side: &[NameAndNumber<'_>],
    ) -> Option<Vec<Portion>> {
        let portion = |(name, ratio): &NameAndNumber<'_>| {
            let product = self.resolve_product(reader, field, name)?;
            Some(Portion { product, ratio: optional_amount(reader, field, *ratio).ok()? })
        };
        side.iter().map(portion).collect()
    }

    fn read_link(&mut self, reader: &mut RowReader<'_, '_>) {
        let mut record = Link { id: nth_id(self.links.len()), ..Link::default() };
        self.read_fields(&mut record, &[], reader);
        reader.check_year_order((link::FROM_YEAR.id, record.from_year), (link::TO_YEAR.id, record.to_year));
        // An end that is not known is told as such.
        if record.from == record.to && record.from != ActorId::default() {
            reader.add_error(link::TO.id, RowErrorKind::SelfLink);
        }
        self.links.push(record);
    }

    fn read_model(&mut self, reader: &mut RowReader<'_, '_>) {
        let mut record = CoopModel { id: nth_id(self.models.len()), ..CoopModel::default() };
        self.read_fields(&mut record, &[], reader);
        self.models.push(record);
    }

    fn read_channel(&mut self, reader: &mut RowReader<'_, '_>) {
        let mut record = Channel { id: nth_id(self.channels.len()), ..Channel::default() };
        self.read_fields(&mut record, &[], reader);
        self.channels.push(record);
    }

    fn read_path(&self, reader: &mut RowReader<'_, '_>, field: &'static str) -> Vec<ActorId> {
        let mut steps = path_steps(reader.raw(field));
        if steps.len() < 2 || steps.iter().any(|step| step.is_empty()) {
            reader.add_error(field, RowErrorKind::PathTooShort);
            steps.clear();
        }
        steps.into_iter().filter_map(|step| self.resolve_actor(reader, field, step)).collect()
    }

    fn resolve_product(
        &mut self,
        reader: &mut RowReader<'_, '_>,
        field: &'static str,
        name: &str,
    ) -> Option<ProductId> {
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

    fn product_list(&mut self, reader: &mut RowReader<'_, '_>, field: &'static str) -> BTreeSet<ProductId> {
        let items = reader.items(field);
        items.into_iter().filter_map(|item| self.resolve_product(reader, field, item)).collect()
    }

    fn resolve_actor(&self, reader: &mut RowReader<'_, '_>, field: &'static str, text: &str) -> Option<ActorId> {
        self.actor_index.resolve(text).unwrap_or_else(|reason| {
            reader.add_error(field, reason);
            None
        })
    }

    fn actor_list(&self, reader: &mut RowReader<'_, '_>, field: &'static str) -> BTreeSet<ActorId> {
        // A set, so that an item listed twice is reported once.
        let items: BTreeSet<&str> = reader.items(field).into_iter().collect();
        items.into_iter().filter_map(|item| self.resolve_actor(reader, field, item)).collect()
    }

    fn resolve_endpoint(&self, reader: &mut RowReader<'_, '_>, field: &'static str) -> ActorId {
        let text = reader.raw(field);
        if text.is_empty() {
            reader.add_error(field, RowErrorKind::EmptyCell);
            return ActorId::default();
        }
        self.resolve_actor(reader, field, text).unwrap_or_default()
    }
}

/// A number that may be missing; an error when it is wrong, which is reported.
fn optional_amount(
    reader: &mut RowReader<'_, '_>,
    field: &'static str,
    text: Option<&str>,
) -> Result<Option<f64>, WrongNumber> {
    text.map(|text| reader.parse_amount(field, text).ok_or(WrongNumber)).transpose()
}

struct WrongNumber;

/// "2021: cooperative|2024: union".
fn read_kinds_by_year(reader: &mut RowReader<'_, '_>, field: &'static str) -> BTreeMap<Year, ActorKind> {
    let mut kinds = BTreeMap::new();
    for item in reader.items(field) {
        let (year, kind) = split_amount(item);
        let year = parse_year(year).ok().flatten();
        let (Some(year), Some(kind)) = (year, kind.and_then(|kind| parse_keyword(KINDS, kind))) else {
            reader.add_error(field, RowErrorKind::InvalidKindByYear { item: truncated(item) });
            continue;
        };
        if kinds.insert(year, kind).is_some() {
            reader.add_error(field, RowErrorKind::DuplicateItem { item: truncated(item) });
        }
    }
    kinds
}

fn for_each_row(sheet: Option<&Sheet<'_>>, report: &mut Report, mut read: impl FnMut(&mut RowReader<'_, '_>)) {
    if let Some(sheet) = sheet {
        for row in sheet.rows.iter().filter(|row| row.is_complete) {
            read(&mut RowReader { sheet, row, report });
        }
    }
}
