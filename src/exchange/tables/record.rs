//! A record of any table, with its fields by column.

use super::{TableColumn, TableKind, TableRow};
use crate::editing;
use crate::language::Language;
use crate::map::{
    Actor, Channel, CoopModel, Link, LinkKind, LinkageMap, Product, Target, Transaction, Violation, Year,
};
use crate::schema::actor::{self, figures};
use crate::schema::{Cell, FindByName, ReadError, link};

/// A record of a table.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the records of the map, under their own names")]
pub enum TableRecord {
    Actor(Actor),
    Link(Link),
    Model(CoopModel),
    Product(Product),
    Channel(Channel),
    Target(Target),
}

impl TableRecord {
    /// The record of a row; none for rows that are computed, or whose record is no longer in the map.
    pub fn of(row: TableRow, map: &LinkageMap) -> Option<Self> {
        match row {
            TableRow::Actor(id) => map.actors().get(&id).cloned().map(Self::Actor),
            TableRow::Link(id) => map.links().get(&id).cloned().map(Self::Link),
            TableRow::Model(id) => map.models().get(&id).cloned().map(Self::Model),
            TableRow::Product(id) => map.products().get(&id).cloned().map(Self::Product),
            TableRow::Channel(id) => map.channels().get(&id).cloned().map(Self::Channel),
            TableRow::Target(id) => map.targets().get(&id).cloned().map(Self::Target),
            TableRow::Finding(_) | TableRow::Total(_) | TableRow::MarketShare(_) | TableRow::Completeness(_) => None,
        }
    }

    /// Reads a text into the field of a column; figures are those of the year.
    ///
    /// # Errors
    /// Why the text is no value there; the record is then as it was.
    pub fn read(
        &mut self,
        column: TableColumn,
        text: &str,
        names: &dyn FindByName,
        (year, language): (Year, Language),
    ) -> Result<(), ReadError> {
        match (self, column) {
            (Self::Actor(record), TableColumn::Actor(field)) if *field == actor::KIND => {
                // What is shown is the kind in the year, which may be what it became.
                let mut shown = record.as_of(year).into_owned();
                field.read(&mut shown, text, names, language)?;
                match record.became.range_mut(..=year).next_back() {
                    Some((_, became)) => *became = shown.kind,
                    None => record.kind = shown.kind,
                }
                Ok(())
            }
            (Self::Actor(record), TableColumn::Actor(field)) => field.read(record, text, names, language),
            (Self::Actor(record), TableColumn::Figures(field)) => {
                let mut figures = record.figures.get(&year).cloned().unwrap_or_default();
                field.read(&mut figures, text, names, language)?;
                record.figures.insert(year, figures);
                record.figures.retain(|_, figures| *figures != crate::map::Figures::default());
                Ok(())
            }
            (Self::Link(record), TableColumn::Link(field)) => {
                // Only product links are agreed in some form.
                if *field == link::FORM && record.kind != LinkKind::Product && !text.trim().is_empty() {
                    return Err(ReadError::NotText);
                }
                field.read(record, text, names, language)
            }
            (Self::Link(record), TableColumn::Evidence(field)) => {
                field.read(&mut record.evidence, text, names, language)
            }
            (Self::Model(record), TableColumn::Model(field)) => field.read(record, text, names, language),
            (Self::Product(record), TableColumn::Product(field)) => field.read(record, text, names, language),
            (Self::Channel(record), TableColumn::Channel(field)) => field.read(record, text, names, language),
            (Self::Target(record), TableColumn::Target(field)) => field.read(record, text, names, language),
            _ => Err(ReadError::NotText),
        }
    }

    /// The value of a column; figures are those of the year itself.
    fn cell(&self, column: TableColumn, map: &LinkageMap, (year, language): (Year, Language)) -> Option<Cell> {
        match (self, column) {
            (Self::Actor(record), TableColumn::Actor(field)) => Some(field.cell(&record.as_of(year), map, language)),
            (Self::Actor(record), TableColumn::Figures(field)) => {
                record.figures.get(&year).map(|figures| field.cell(figures, map, language))
            }
            (Self::Link(record), TableColumn::Link(field)) if *field == link::FORM && record.form.is_none() => None,
            (Self::Link(record), TableColumn::Link(field)) => Some(field.cell(record, map, language)),
            (Self::Link(record), TableColumn::Evidence(field)) => Some(field.cell(&record.evidence, map, language)),
            (Self::Model(record), TableColumn::Model(field)) => Some(field.cell(record, map, language)),
            (Self::Product(record), TableColumn::Product(field)) => Some(field.cell(record, map, language)),
            (Self::Channel(record), TableColumn::Channel(field)) => Some(field.cell(record, map, language)),
            (Self::Target(record), TableColumn::Target(field)) => Some(field.cell(record, map, language)),
            _ => None,
        }
    }

    /// The value of a column as text to type over.
    pub fn text(&self, column: TableColumn, map: &LinkageMap, reading: (Year, Language)) -> String {
        self.cell(column, map, reading).map(|cell| cell.export_text(reading.1)).unwrap_or_default()
    }

    /// The texts by which a column shows its value: on the screen, and when copied.
    pub fn shown_texts(&self, column: TableColumn, map: &LinkageMap, reading: (Year, Language)) -> Vec<String> {
        let (year, language) = reading;
        let cell = match (self, column) {
            // The latest known by the year.
            (Self::Actor(record), TableColumn::Figures(field)) if *field == figures::MEMBERS => {
                record.members_as_of(year).map(|(_, members)| Cell::Number(f64::from(members)))
            }
            _ => self.cell(column, map, reading),
        };
        let cell = cell.unwrap_or(Cell::Empty);
        vec![cell.export_text(language), cell.display_text(language)]
    }

    /// Why the map would refuse it in place of the record of the same id.
    pub fn refusal(&self, map: &LinkageMap) -> Option<Violation> {
        match self {
            Self::Actor(record) => map.refusal(record),
            Self::Link(record) => map.refusal(record),
            Self::Model(record) => map.refusal(record),
            Self::Product(record) => map.refusal(record),
            Self::Channel(record) => map.refusal(record),
            Self::Target(record) => map.refusal(record),
        }
    }

    /// Replaces the record of the same id.
    pub(super) fn set(self, edit: &mut Transaction<'_>) -> Result<(), Violation> {
        match self {
            Self::Actor(record) => editing::replace_actor(edit, record),
            Self::Link(record) => edit.set(record),
            Self::Model(record) => edit.set(record),
            Self::Product(record) => edit.set(record),
            Self::Channel(record) => edit.set(record),
            Self::Target(record) => edit.set(record),
        }
    }

    /// Adds it under a new id.
    pub(super) fn add(self, edit: &mut Transaction<'_>) -> Result<TableRow, Violation> {
        Ok(match self {
            Self::Actor(record) => TableRow::Actor(edit.add(record)?),
            Self::Link(record) => TableRow::Link(edit.add(record)?),
            Self::Model(record) => TableRow::Model(edit.add(record)?),
            Self::Product(record) => TableRow::Product(edit.add(record)?),
            Self::Channel(record) => TableRow::Channel(edit.add(record)?),
            Self::Target(record) => TableRow::Target(edit.add(record)?),
        })
    }
}

/// The columns that a new row of a table must fill.
pub fn required_columns(kind: TableKind) -> impl Iterator<Item = TableColumn> {
    kind.all_columns().iter().copied().filter(|column| column.is_required())
}
