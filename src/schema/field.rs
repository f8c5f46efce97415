//! What a field is: its id, its name in both languages, its type with unit and limits, and access to its value.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::{Language, capitalised};
use crate::map::{
    ActorId, ActorKind, Banding, Conversion, Evidence, LinkForm, LinkKind, LinkageMap, Measure, Portion, ProductId,
    Sector, StageId, Supply, Year, YearlyFigures,
};

/// Read and write access to one field of records of type `R`.
pub struct Lens<R, T> {
    /// The value.
    pub get: fn(&R) -> &T,
    /// The value, to be changed.
    pub get_mut: fn(&mut R) -> &mut T,
}

impl<R, T> Clone for Lens<R, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R, T> Copy for Lens<R, T> {}

/// The [`Lens`] of a field of a record: `lens!(Actor, name)`.
macro_rules! lens {
    ($record:ty, $field:ident) => {
        $crate::schema::field::Lens {
            get: |record: &$record| &record.$field,
            get_mut: |record: &mut $record| &mut record.$field,
        }
    };
}
pub(super) use lens;

/// The type of a field, with its limits and access to its value.
pub enum FieldType<R: 'static> {
    /// The number of the record itself, which nobody edits.
    Id(fn(&R) -> u32),
    /// A line of text that must not be empty.
    Name(Lens<R, String>),
    /// A line of text.
    Line(Lens<R, String>),
    /// Text of several lines.
    Note(Lens<R, String>),
    /// Names, each a line of text; see [`list_item`](super::list_item).
    Names(Lens<R, BTreeSet<String>>),
    /// A whole number from 0.
    Order(Lens<R, u32>),
    /// A whole number from 1.
    Count(Lens<R, u32>),
    /// A whole number from the given one, where known.
    Whole(Lens<R, Option<u32>>, u32),
    /// A number from 0, where known.
    Amount(Lens<R, Option<f64>>),
    /// Any number, where known.
    Balance(Lens<R, Option<f64>>),
    /// Per cent, 0 to 100, where known.
    Percent(Lens<R, Option<f64>>),
    /// A number from 0.
    Goal(Lens<R, f64>),
    /// A position on the canvas, in map units.
    Coordinate(Lens<R, f32>),
    /// A calendar year.
    Year(Lens<R, Year>),
    /// A calendar year, where known.
    OptionalYear(Lens<R, Option<Year>>),
    /// Yes or no.
    Flag(Lens<R, bool>),
    /// Yes or no, where known.
    Answer(Lens<R, Option<bool>>),
    /// A kind of actor.
    ActorKind(Lens<R, ActorKind>),
    /// A sector.
    Sector(Lens<R, Sector>),
    /// A kind of link.
    LinkKind(Lens<R, LinkKind>),
    /// A form of linkage, where known.
    LinkForm(Lens<R, Option<LinkForm>>),
    /// What bands stand for, where there are some.
    Banding(Lens<R, Option<Banding>>),
    /// A stage; none is below the lanes.
    Stage(Lens<R, Option<StageId>>),
    /// A product, where one is given.
    Product(Lens<R, Option<ProductId>>),
    /// A product that must be given.
    OneProduct(Lens<R, ProductId>),
    /// A set of products.
    Products(Lens<R, BTreeSet<ProductId>>),
    /// An actor.
    Actor(Lens<R, ActorId>),
    /// A set of actors.
    Actors(Lens<R, BTreeSet<ActorId>>),
    /// Actors in order, at least two.
    Path(Lens<R, Vec<ActorId>>),
    /// Products with their volumes a year.
    Supply(Lens<R, Vec<Supply>>),
    /// Products turned into others, with the yield.
    Conversions(Lens<R, Vec<Conversion>>),
    /// Products with a quantity per unit.
    Portions(Lens<R, Vec<Portion>>),
    /// Kinds of actors by the first year of each.
    KindsByYear(Lens<R, BTreeMap<Year, ActorKind>>),
    /// Figures by year, a record of their own.
    Figures(Lens<R, YearlyFigures>),
    /// How a target is counted.
    Measure(Lens<R, Measure>),
    /// What a link rests on, a record of its own.
    Evidence(Lens<R, Evidence>),
}

/// Does the same with the lens of a field, whatever its type; the number of a record has none.
macro_rules! with_lens {
    ($kind:expr, $lens:ident => $body:expr, else $other:expr) => {
        match $kind {
            FieldType::Id(_) => $other,
            FieldType::Name($lens) | FieldType::Line($lens) | FieldType::Note($lens) => $body,
            FieldType::Names($lens) => $body,
            FieldType::Order($lens) | FieldType::Count($lens) => $body,
            FieldType::Whole($lens, _) => $body,
            FieldType::Amount($lens) | FieldType::Balance($lens) | FieldType::Percent($lens) => $body,
            FieldType::Goal($lens) => $body,
            FieldType::Coordinate($lens) => $body,
            FieldType::Year($lens) => $body,
            FieldType::OptionalYear($lens) => $body,
            FieldType::Flag($lens) => $body,
            FieldType::Answer($lens) => $body,
            FieldType::ActorKind($lens) => $body,
            FieldType::Sector($lens) => $body,
            FieldType::LinkKind($lens) => $body,
            FieldType::LinkForm($lens) => $body,
            FieldType::Banding($lens) => $body,
            FieldType::Stage($lens) => $body,
            FieldType::Product($lens) => $body,
            FieldType::OneProduct($lens) => $body,
            FieldType::Products($lens) => $body,
            FieldType::Actor($lens) => $body,
            FieldType::Actors($lens) => $body,
            FieldType::Path($lens) => $body,
            FieldType::Supply($lens) => $body,
            FieldType::Conversions($lens) => $body,
            FieldType::Portions($lens) => $body,
            FieldType::KindsByYear($lens) => $body,
            FieldType::Figures($lens) => $body,
            FieldType::Measure($lens) => $body,
            FieldType::Evidence($lens) => $body,
        }
    };
}
pub(super) use with_lens;

/// The unit in which a field is given, beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// None, or that of a product.
    None,
    /// Vietnamese đồng.
    Vnd,
    /// Per cent.
    Percent,
}

impl Unit {
    /// As it stands behind a number.
    pub fn text(self, language: Language) -> Option<&'static str> {
        match (self, language) {
            (Self::None, _) => None,
            (Self::Vnd, Language::Vietnamese) => Some("đồng"),
            (Self::Vnd, Language::English) => Some("VND"),
            (Self::Percent, _) => Some("%"),
        }
    }
}

/// How an import knows the column of a field.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// Further headers beside the id, without regard to case, accents and punctuation.
    pub aliases: &'static [&'static str],
    /// What the column holds, for the help of the command line.
    pub help: &'static str,
    /// The same in Vietnamese, for whoever fills in a table.
    pub vietnamese_help: &'static str,
}

impl Import {
    /// What the column holds.
    pub fn help(self, language: Language) -> &'static str {
        match language {
            Language::Vietnamese => self.vietnamese_help,
            Language::English => self.help,
        }
    }
}

/// One field of records of type `R`.
pub struct Field<R: 'static> {
    /// Its key in files, tables and messages.
    pub id: &'static str,
    /// Its type.
    pub kind: FieldType<R>,
    /// Its unit.
    pub unit: Unit,
    /// How an import knows its column; none where tables do not have it.
    pub import: Option<Import>,
    /// Whether a table without it cannot be imported.
    pub is_required: bool,
    /// Its place among the columns of the table that the program shows, from left to right; none where it has no column.
    pub column: Option<u8>,
    /// The values that a map has already, to complete what is typed; none for texts that do not repeat.
    pub known_values: Option<fn(&LinkageMap) -> BTreeSet<&str>>,
    /// Whether records are also found by it, after those found by name.
    is_searched: bool,
    /// What it says when it is empty, in both languages; none where that only means that it is not known.
    when_empty: Option<[&'static str; 2]>,
    vietnamese: &'static str,
    english: &'static str,
}

impl<R> std::fmt::Debug for Field<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl<R> PartialEq for Field<R> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<R> Eq for Field<R> {}

impl<R> Field<R> {
    /// A field with its name in both languages, in lower case.
    pub(super) const fn new(
        id: &'static str,
        vietnamese: &'static str,
        english: &'static str,
        kind: FieldType<R>,
    ) -> Self {
        Self {
            id,
            kind,
            unit: Unit::None,
            import: None,
            is_required: false,
            column: None,
            known_values: None,
            is_searched: false,
            when_empty: None,
            vietnamese,
            english,
        }
    }

    pub(super) const fn unit(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    pub(super) const fn import(self, aliases: &'static [&'static str], help: &'static str) -> Self {
        Self { import: Some(Import { aliases, help, vietnamese_help: help }), ..self }
    }

    /// What the column holds, in Vietnamese.
    pub(super) const fn explained(self, vietnamese_help: &'static str) -> Self {
        match self.import {
            Some(import) => Self { import: Some(Import { vietnamese_help, ..import }), ..self },
            None => self,
        }
    }

    pub(super) const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    pub(super) const fn column(self, place: u8) -> Self {
        Self { column: Some(place), ..self }
    }

    pub(super) const fn completed(self, known_values: fn(&LinkageMap) -> BTreeSet<&str>) -> Self {
        Self { known_values: Some(known_values), ..self }
    }

    pub(super) const fn searched(self) -> Self {
        Self { is_searched: true, ..self }
    }

    pub(super) const fn when_empty(self, vietnamese: &'static str, english: &'static str) -> Self {
        Self { when_empty: Some([vietnamese, english]), ..self }
    }

    /// What it says when it is empty; none where that only means that it is not known.
    pub fn empty_text(&self, language: Language) -> Option<&'static str> {
        self.when_empty.map(|[vietnamese, english]| match language {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        })
    }

    /// Its name, in lower case.
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Vietnamese => self.vietnamese,
            Language::English => self.english,
        }
    }

    /// Its name to stand over a column or before a value: with a capital, and the unit in brackets.
    pub fn title(&self, language: Language) -> String {
        let name = capitalised(self.name(language));
        self.unit.text(language).map_or_else(|| name.clone(), |unit| format!("{name} ({unit})"))
    }

    /// Whether it refers to other records, holds several values, or is a number that nobody edits: such fields have panels
    /// of their own.
    pub fn is_structured(&self) -> bool {
        matches!(
            self.kind,
            FieldType::Id(_)
                | FieldType::Banding(_)
                | FieldType::Product(_)
                | FieldType::OneProduct(_)
                | FieldType::Products(_)
                | FieldType::Actor(_)
                | FieldType::Actors(_)
                | FieldType::Path(_)
                | FieldType::Supply(_)
                | FieldType::Conversions(_)
                | FieldType::Portions(_)
                | FieldType::Figures(_)
                | FieldType::Measure(_)
        )
    }

    /// Whether its values are numbers, which stand at the right of a column.
    pub fn is_numeric(&self) -> bool {
        matches!(
            self.kind,
            FieldType::Order(_)
                | FieldType::Count(_)
                | FieldType::Whole(..)
                | FieldType::Amount(_)
                | FieldType::Balance(_)
                | FieldType::Percent(_)
                | FieldType::Goal(_)
                | FieldType::Coordinate(_)
                | FieldType::Year(_)
                | FieldType::OptionalYear(_)
        )
    }
}

/// The values of a field that are not empty, each once.
pub(super) fn distinct<'map>(values: impl Iterator<Item = &'map str>) -> BTreeSet<&'map str> {
    values.filter(|value| !value.is_empty()).collect()
}

/// A record whose fields are described.
pub trait Described: Sized + 'static {
    /// Its fields, in the order of its file.
    fn fields() -> &'static [&'static Field<Self>];

    /// The names by which a record is found.
    fn searched_names(&self) -> impl Iterator<Item = &str> {
        Self::fields().iter().flat_map(move |field| {
            let (name, others) = match &field.kind {
                FieldType::Name(lens) => (Some((lens.get)(self).as_str()), None),
                FieldType::Names(lens) => (None, Some((lens.get)(self))),
                _ => (None, None),
            };
            name.into_iter().chain(others.into_iter().flatten().map(String::as_str))
        })
    }

    /// Further texts by which a record is found: numbers and places.
    fn searched_details(&self) -> impl Iterator<Item = &str> {
        Self::fields().iter().filter(|field| field.is_searched).filter_map(move |field| match &field.kind {
            FieldType::Line(lens) => Some((lens.get)(self).as_str()).filter(|text| !text.is_empty()),
            _ => None,
        })
    }

    /// The fields in which another state of the record differs.
    fn changed_fields(&self, other: &Self) -> impl Iterator<Item = &'static Field<Self>> {
        Self::fields().iter().copied().filter(move |field| !field.is_same(self, other))
    }

    /// The field of an id.
    fn field(id: &str) -> Option<&'static Field<Self>> {
        Self::fields().iter().copied().find(|field| field.id == id)
    }
}

/// Describes the fields of a record: `describe! { Actor; NAME = Field::new(…); … }` gives each field under its name, and
/// all of them as [`Described::fields`].
macro_rules! describe {
    ($record:ty; $($(#[$doc:meta])* $name:ident = $field:expr;)+) => {
        $(
            $(#[$doc])*
            pub static $name: $crate::schema::Field<$record> = $field;
        )+

        impl $crate::schema::Described for $record {
            fn fields() -> &'static [&'static $crate::schema::Field<Self>] {
                static FIELDS: &[&$crate::schema::Field<$record>] = &[$(&$name),+];
                FIELDS
            }
        }

        impl $crate::map::FieldRefs for $record {
            fn names_redirected(&self, redirect: &$crate::map::Redirect) -> bool {
                $($name.names_redirected(self, redirect))||+
            }

            fn redirect_fields(&mut self, redirect: &$crate::map::Redirect) {
                $($name.redirect(self, redirect);)+
            }
        }

        impl $crate::map::FieldChecks for $record {
            fn normalize_fields(&mut self) {
                $($name.normalize(self);)+
            }

            fn check_fields(&self, validator: &mut $crate::map::Validator<'_>) {
                $($name.check(self, $name.id, validator);)+
            }
        }
    };
}
pub(super) use describe;
