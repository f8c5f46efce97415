//! Reads the cells of a row into the fields of a record, and resolves the names in them.

use std::collections::BTreeSet;

use super::Draft;
use super::lists::read_kinds_by_year;
use crate::exchange::import::columns::{EVIDENCE_DATE, EVIDENCE_SAID_BY};
use crate::exchange::import::names::{REFERENCE_LIMIT, unescaped_name};
use crate::exchange::import::report::{RowErrorKind, WarningKind, truncated};
use crate::exchange::import::row_reader::RowReader;
use crate::map::{ActorId, Evidence, LINE_LIMIT, ProductId};
use crate::schema::{
    Described, FLAGS, FORMS, Field, FieldType, KINDS, LINK_KINDS, SECTORS, items, parse_form, parse_kind, parse_sector,
    path_steps,
};

impl Draft {
    /// Reads the cells of a row into the fields of a record that tables have, but for those of `without`. What only the caller
    /// knows, ids and stages, stays as it is.
    pub(super) fn read_fields<R: Described>(
        &mut self,
        record: &mut R,
        without: &[&Field<R>],
        reader: &mut RowReader<'_>,
    ) {
        let is_read =
            |field: &&&'static Field<R>| field.import.is_some() && !without.iter().any(|other| other.id == field.id);
        for field in R::fields().iter().filter(is_read) {
            self.read_field(field, record, reader);
        }
    }

    fn read_field<R>(&mut self, field: &Field<R>, record: &mut R, reader: &mut RowReader<'_>) {
        let id = field.id;
        match &field.kind {
            FieldType::Name(lens) => *(lens.get_mut)(record) = reader.required_text(id),
            FieldType::Line(lens) => *(lens.get_mut)(record) = reader.text(id),
            FieldType::Note(lens) => *(lens.get_mut)(record) = reader.note(id),
            FieldType::Names(lens) => *(lens.get_mut)(record) = reader.names(id),
            FieldType::Evidence(lens) => {
                *(lens.get_mut)(record) = Evidence {
                    paper: reader.text(id),
                    date: reader.text(EVIDENCE_DATE),
                    said_by: reader.text(EVIDENCE_SAID_BY),
                };
            }
            FieldType::Coordinate(lens) => *(lens.get_mut)(record) = reader.number(id).unwrap_or_default() as f32,
            FieldType::Order(lens) => *(lens.get_mut)(record) = reader.integer(id, 0).unwrap_or_default(),
            FieldType::Count(lens) => *(lens.get_mut)(record) = reader.integer(id, 1).unwrap_or(1),
            FieldType::Whole(lens, least) => *(lens.get_mut)(record) = reader.integer(id, *least),
            FieldType::Amount(lens) => *(lens.get_mut)(record) = reader.amount(id),
            FieldType::Balance(lens) => *(lens.get_mut)(record) = reader.number(id),
            FieldType::Percent(lens) => *(lens.get_mut)(record) = reader.share(id),
            FieldType::Goal(lens) => {
                if reader.raw(id).is_empty() {
                    reader.add_error(id, RowErrorKind::EmptyCell);
                }
                *(lens.get_mut)(record) = reader.amount(id).unwrap_or_default();
            }
            FieldType::OptionalYear(lens) => {
                let year = reader.year(id);
                self.years.extend(year);
                *(lens.get_mut)(record) = year;
            }
            FieldType::Year(lens) => {
                if reader.raw(id).is_empty() {
                    reader.add_error(id, RowErrorKind::EmptyCell);
                }
                *(lens.get_mut)(record) = reader.year(id).unwrap_or_default();
            }
            FieldType::Flag(lens) => *(lens.get_mut)(record) = reader.keyword(id, FLAGS).unwrap_or_default(),
            FieldType::Answer(lens) => *(lens.get_mut)(record) = reader.keyword(id, FLAGS),
            FieldType::ActorKind(lens) => {
                *(lens.get_mut)(record) = reader.keyword_with(id, KINDS, parse_kind).unwrap_or_default();
            }
            FieldType::Sector(lens) => {
                *(lens.get_mut)(record) = reader.keyword_with(id, SECTORS, parse_sector).unwrap_or_default();
            }
            FieldType::LinkKind(lens) => *(lens.get_mut)(record) = reader.keyword(id, LINK_KINDS).unwrap_or_default(),
            FieldType::LinkForm(lens) => {
                *(lens.get_mut)(record) = reader.keyword_with(id, FORMS, parse_form).flatten();
            }
            FieldType::Product(lens) => {
                let name = reader.raw(id);
                *(lens.get_mut)(record) = if name.is_empty() { None } else { self.resolve_product(reader, id, name) };
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
            | FieldType::Banding(_)
            | FieldType::Portions(_)
            | FieldType::Figures(_)
            | FieldType::Measure(_) => {}
        }
    }

    fn read_path(&self, reader: &mut RowReader<'_>, field: &'static str) -> Vec<ActorId> {
        let text = reader.raw(field);
        let mut steps = path_steps(text);
        // Without arrows, what parts the items of a list or a dash between spaces.
        if steps.len() < 2 {
            steps = items(text).collect();
        }
        if let ([_], Some(dash)) =
            (steps.as_slice(), [" – ", " — ", " - ", " -- "].iter().find(|dash| text.contains(**dash)))
        {
            steps = text.split(*dash).map(str::trim).collect();
        }
        if steps.len() < 2 || steps.iter().any(|step| step.is_empty()) {
            reader.add_error(field, RowErrorKind::PathTooShort);
            steps.clear();
        }
        steps.into_iter().filter_map(|step| self.resolve_actor(reader, field, step)).collect()
    }

    pub(super) fn resolve_product(
        &mut self,
        reader: &mut RowReader<'_>,
        field: &'static str,
        name: &str,
    ) -> Option<ProductId> {
        let name = crate::map::normalized_line(name);
        let limit = if unescaped_name(&name).is_some() { REFERENCE_LIMIT } else { LINE_LIMIT };
        let problem = if name.is_empty() {
            RowErrorKind::EmptyCell
        } else if name.len() > limit && name.chars().count() > limit {
            RowErrorKind::TooLong { limit: LINE_LIMIT }
        } else {
            return Some(self.products.intern(&name));
        };
        reader.add_error(field, problem);
        None
    }

    fn product_list(&mut self, reader: &mut RowReader<'_>, field: &'static str) -> BTreeSet<ProductId> {
        let mut products = BTreeSet::new();
        for item in reader.items(field) {
            let parts = if reader.is_of_our_network() { None } else { self.mentions.parts(item) };
            if parts.is_some() {
                reader.warn(field, WarningKind::ListOfProducts { item: truncated(item) });
            }
            for part in parts.unwrap_or_else(|| vec![item]) {
                products.extend(self.resolve_product(reader, field, part));
            }
        }
        products
    }

    fn resolve_actor(&self, reader: &mut RowReader<'_>, field: &'static str, text: &str) -> Option<ActorId> {
        self.actor_index.resolve(text).unwrap_or_else(|reason| {
            reader.add_error(field, reason);
            None
        })
    }

    pub(super) fn actor_list(&self, reader: &mut RowReader<'_>, field: &'static str) -> BTreeSet<ActorId> {
        // A set, so that an item listed twice is reported once.
        let items: BTreeSet<&str> = reader.items(field).into_iter().collect();
        items.into_iter().filter_map(|item| self.resolve_actor(reader, field, item)).collect()
    }

    pub(super) fn resolve_endpoint(&self, reader: &mut RowReader<'_>, field: &'static str) -> ActorId {
        let text = reader.raw(field);
        if text.is_empty() {
            reader.add_error(field, RowErrorKind::EmptyCell);
            return ActorId::default();
        }
        let node = reader.sheet.network.and_then(|network| self.actor_index.node(network, text));
        node.or_else(|| self.resolve_actor(reader, field, text)).unwrap_or_default()
    }
}
