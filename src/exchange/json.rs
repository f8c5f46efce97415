//! The whole map as JSON: every record with every field of its description, nothing left out, one record a line, in id order.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::tables::{TableKind, TableRow, TableSource};
use crate::language::{Language, turns_direction};
use crate::map::{
    Actor, ActorId, ActorKind, CameraState, Colouring, DrawingStyle, Filter, Info, LinkForm, LinkId, LinkageMap,
    ModelId, Neighborhood, Placement, ProductId, Scope, Verdict, View, ViewId, ViewState, Year,
};
use crate::schema::{Cell, Described, Field, FieldType, actor, map::placement};

/// The map as JSON text.
pub fn export_json(map: &LinkageMap) -> Vec<u8> {
    let mut out = JsonWriter { text: String::from("{") };
    for field in Info::fields() {
        out.key(field.id);
        out.value(&Value { field, record: map.info() });
    }
    out.table("stages", map.stages().values().map(Record));
    out.table("products", map.products().values().map(Record));
    out.table("actors", map.actors().values().map(|actor| PlacedActor(actor, map.placements().get(&actor.id))));
    out.table("links", map.links().values().map(Record));
    out.table("models", map.models().values().map(Record));
    out.table("channels", map.channels().values().map(Record));
    out.table("targets", map.targets().values().map(Record));
    out.table("views", map.views().values().map(ViewJson::from));
    out.finish()
}

/// Rows of a table as a JSON array, one a line: records with all fields, what is computed as its columns.
pub fn export_rows_json(kind: TableKind, rows: &[TableRow], source: TableSource<'_>) -> Vec<u8> {
    let mut out = JsonWriter { text: String::new() };
    out.array(rows.iter().map(|row| RowRecord { row: *row, kind, source }));
    out.text.push('\n');
    out.text.into_bytes()
}

struct JsonWriter {
    text: String,
}

impl JsonWriter {
    fn key(&mut self, key: &str) {
        self.text.push_str(if self.text.len() == 1 { "\n  \"" } else { ",\n  \"" });
        self.text.push_str(key);
        self.text.push_str("\": ");
    }

    fn value(&mut self, value: &impl Serialize) {
        // Serialising plain records of text and numbers to memory cannot fail.
        let json = serde_json::to_string(value).unwrap_or_else(|_| String::from("null"));
        self.text.push_str(&with_escaped_direction(&json));
    }

    fn table<T: Serialize>(&mut self, key: &str, records: impl Iterator<Item = T>) {
        self.key(key);
        self.array(records);
    }

    fn array<T: Serialize>(&mut self, records: impl Iterator<Item = T>) {
        self.text.push('[');
        let mut is_empty = true;
        for record in records {
            self.text.push_str(if is_empty { "\n    " } else { ",\n    " });
            self.value(&record);
            is_empty = false;
        }
        self.text.push_str(if is_empty { "]" } else { "\n  ]" });
    }

    fn finish(mut self) -> Vec<u8> {
        self.text.push_str("\n}\n");
        self.text.into_bytes()
    }
}

/// JSON in which signs that turn the direction of text, which only stand in its strings, are escaped.
pub fn with_escaped_direction(json: &str) -> Cow<'_, str> {
    if json.is_ascii() || !json.chars().any(turns_direction) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for sign in json.chars() {
        if turns_direction(sign) {
            out.push_str(&format!("\\u{:04x}", u32::from(sign)));
        } else {
            out.push(sign);
        }
    }
    Cow::Owned(out)
}

/// A record with all its fields.
struct Record<'a, R>(&'a R);

impl<R: Described> Serialize for Record<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(R::fields().iter().map(|field| (field.id, Value { field, record: self.0 })))
    }
}

/// A row as its record, or by its columns, named by their English titles, where it is computed.
struct RowRecord<'a> {
    row: TableRow,
    kind: TableKind,
    source: TableSource<'a>,
}

impl Serialize for RowRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let map = self.source.map;
        match &self.row {
            TableRow::Actor(id) => map.actors().get(id).map(Record).serialize(serializer),
            TableRow::Link(id) => map.links().get(id).map(Record).serialize(serializer),
            TableRow::Model(id) => map.models().get(id).map(Record).serialize(serializer),
            TableRow::Product(id) => map.products().get(id).map(Record).serialize(serializer),
            TableRow::Channel(id) => map.channels().get(id).map(Record).serialize(serializer),
            TableRow::Target(id) => map.targets().get(id).map(Record).serialize(serializer),
            TableRow::Finding(_) | TableRow::Total(_) | TableRow::MarketShare(_) | TableRow::Completeness(_) => {
                let columns = self.kind.columns().iter();
                serializer.collect_map(columns.map(|column| {
                    let name = column.title(Language::English).to_lowercase().replace(' ', "_");
                    (name, CellValue(self.row.cell(*column, self.source)))
                }))
            }
        }
    }
}

/// A cell as a number or as text.
struct CellValue(Cell);

impl Serialize for CellValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Cell::Empty => serializer.serialize_none(),
            Cell::Number(value) | Cell::Measured(value, _) if value.fract() == 0.0 && value.abs() < 1e15 => {
                serializer.serialize_i64(*value as i64)
            }
            Cell::Number(value) | Cell::Measured(value, _) => serializer.serialize_f64(*value),
            Cell::Year(year) => year.serialize(serializer),
            other => serializer.serialize_str(&other.display_text(Language::English)),
        }
    }
}

/// An actor with where it stands, after its stage.
struct PlacedActor<'a>(&'a Actor, Option<&'a Placement>);

impl Serialize for PlacedActor<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(record, placement) = *self;
        let mut map = serializer.serialize_map(None)?;
        for field in Actor::fields() {
            map.serialize_entry(field.id, &Value { field, record })?;
            if field.id == actor::STAGE.id {
                for field in [&placement::X, &placement::Y] {
                    map.serialize_entry(field.id, &placement.map(|record| Value { field, record }))?;
                }
                for (field, value) in [
                    (&placement::PINNED, placement.is_some_and(|placement| placement.pinned)),
                    (&placement::BY_HAND, placement.is_some_and(|placement| placement.by_hand)),
                ] {
                    map.serialize_entry(field.id, &value)?;
                }
            }
        }
        map.end()
    }
}

/// The value of one field.
pub(super) struct Value<'a, R: 'static> {
    pub field: &'static Field<R>,
    pub record: &'a R,
}

impl<R> Serialize for Value<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let record = self.record;
        match &self.field.kind {
            FieldType::Id(id) => id(record).serialize(serializer),
            FieldType::Name(lens) | FieldType::Line(lens) | FieldType::Note(lens) => {
                (lens.get)(record).serialize(serializer)
            }
            FieldType::Names(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Order(lens) | FieldType::Count(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Whole(lens, _) => (lens.get)(record).serialize(serializer),
            FieldType::Amount(lens) | FieldType::Balance(lens) | FieldType::Percent(lens) => {
                (lens.get)(record).serialize(serializer)
            }
            FieldType::Goal(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Coordinate(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Year(lens) => (lens.get)(record).serialize(serializer),
            FieldType::OptionalYear(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Flag(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Answer(lens) => (lens.get)(record).serialize(serializer),
            FieldType::ActorKind(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Sector(lens) => (lens.get)(record).serialize(serializer),
            FieldType::LinkKind(lens) => (lens.get)(record).serialize(serializer),
            FieldType::LinkForm(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Banding(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Stage(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Product(lens) => (lens.get)(record).serialize(serializer),
            FieldType::OneProduct(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Products(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Actor(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Actors(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Path(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Supply(lens) => serializer.collect_seq((lens.get)(record).iter().map(Record)),
            FieldType::Portions(lens) => serializer.collect_seq((lens.get)(record).iter().map(Record)),
            FieldType::KindsByYear(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Conversions(lens) => serializer.collect_seq((lens.get)(record).iter().map(Record)),
            FieldType::Figures(lens) => {
                serializer.collect_map((lens.get)(record).iter().map(|(year, figures)| (year, Record(figures))))
            }
            FieldType::Measure(lens) => (lens.get)(record).serialize(serializer),
            FieldType::Evidence(lens) => Record((lens.get)(record)).serialize(serializer),
        }
    }
}

/// Structs that serialise every field of a part of a record under its own name, defaults included, in full: a field that the
/// document gains does not compile until it stands here.
macro_rules! complete_records {
    ($($out:ident of $record:ident { $($field:ident: $kind:ty),+ $(,)? })+) => {$(
        #[derive(Serialize)]
        struct $out<'a> { $($field: &'a $kind),+ }

        impl<'a> From<&'a $record> for $out<'a> {
            fn from(record: &'a $record) -> Self {
                let $record { $($field),+ } = record;
                Self { $($field),+ }
            }
        }
    )+};
}

complete_records! {
    ScopeJson of Scope { models: BTreeSet<ModelId>, actors: BTreeSet<ActorId>, links: BTreeSet<LinkId> }
    FilterJson of Filter {
        products: BTreeSet<ProductId>, kinds: BTreeSet<ActorKind>, districts: BTreeSet<String>,
        communes: BTreeSet<String>,
        verdicts: BTreeSet<Verdict>, forms: BTreeSet<Option<LinkForm>>, out_of_force: bool,
    }
    DrawingJson of DrawingStyle { colouring: Colouring, volumes: bool, labels_hidden: bool }
}

/// A view; its scope is flattened beside the title, the selection is a nested scope.
#[derive(Serialize)]
struct ViewJson<'a> {
    id: ViewId,
    title: &'a str,
    note: &'a str,
    order: u32,
    hidden: bool,
    #[serde(flatten)]
    scope: ScopeJson<'a>,
    selection: Scope,
    neighborhood: Neighborhood,
    filter: FilterJson<'a>,
    rest_hidden: bool,
    product: Option<ProductId>,
    year: Option<Year>,
    drawing: DrawingJson<'a>,
    camera: Option<CameraState>,
}

impl<'a> From<&'a View> for ViewJson<'a> {
    fn from(record: &'a View) -> Self {
        let View { id, title, note, order, hidden, state } = record;
        let ViewState { scope, selection, neighborhood, filter, rest_hidden, product, year, drawing, camera } = state;
        Self {
            id: *id,
            title,
            note,
            order: *order,
            hidden: *hidden,
            scope: scope.into(),
            selection: Scope::of(selection),
            neighborhood: *neighborhood,
            filter: filter.into(),
            rest_hidden: *rest_hidden,
            product: *product,
            year: *year,
            drawing: drawing.into(),
            camera: *camera,
        }
    }
}
