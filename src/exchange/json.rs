//! The map as JSON: every record with every field, defaults included, under its name in the document; one record per
//! line, in id order.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::map::{
    Actor, ActorId, ActorKind, CameraState, Channel, ChannelId, Colouring, Conversion, CoopModel, DrawingStyle,
    Evidence, Figures, Filter, Link, LinkForm, LinkId, LinkKind, LinkageMap, Measure, ModelId, Neighborhood, Placement,
    Product, ProductId, Scope, Sector, Stage, StageId, Supply, Target, TargetId, Verdict, View, ViewId, ViewState,
    Year,
};

/// The map as JSON text.
pub fn export_json(map: &LinkageMap) -> Vec<u8> {
    let info = map.info();
    let mut out = JsonWriter { text: String::from("{") };
    out.field("title", &info.title);
    out.field("place", &info.region);
    out.field("note", &info.note);
    out.field("year", &info.year);
    out.table("stages", map.stages().values().map(StageJson::from));
    out.table("products", map.products().values().map(ProductJson::from));
    out.table("actors", map.actors().values().map(|actor| ActorJson::of(actor, map.placements().get(&actor.id))));
    out.table("links", map.links().values().map(LinkJson::from));
    out.table("models", map.models().values().map(ModelJson::from));
    out.table("channels", map.channels().values().map(ChannelJson::from));
    out.table("targets", map.targets().values().map(TargetJson::from));
    out.table("views", map.views().values().map(ViewJson::from));
    out.finish()
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
        self.text.push_str(&serde_json::to_string(value).unwrap_or_else(|_| String::from("null")));
    }

    fn field(&mut self, key: &str, value: &impl Serialize) {
        self.key(key);
        self.value(value);
    }

    fn table<T: Serialize>(&mut self, key: &str, records: impl Iterator<Item = T>) {
        self.key(key);
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

// The map's own records omit defaults when serialised; these write every field. Each is destructured in full, so
// that a field added to the record does not compile until it is added here.

/// Structs that serialise every field of a record under its own name.
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
    StageJson of Stage { id: StageId, name: String, order: u32 }
    ProductJson of Product {
        id: ProductId, name: String, unit: String, part_of: Option<ProductId>, cycle_months: Option<u32>,
    }
    SupplyJson of Supply { product: ProductId, volume: Option<f64> }
    FiguresJson of Figures {
        members: Option<u32>, revenue: Option<f64>, profit: Option<f64>, capital: Option<f64>,
        effective: Option<bool>, registered: Option<bool>,
    }
    EvidenceJson of Evidence { paper: String, date: String, said_by: String }
    ModelJson of CoopModel {
        id: ModelId, name: String, core: BTreeSet<ActorId>, members: BTreeSet<ActorId>,
        products: BTreeSet<ProductId>, since: Option<Year>, note: String,
    }
    ChannelJson of Channel {
        id: ChannelId, name: String, product: Option<ProductId>, path: Vec<ActorId>, share: Option<f64>, note: String,
    }
    TargetJson of Target { id: TargetId, name: String, measure: Measure, year: Year, goal: f64, note: String }
    ScopeJson of Scope { models: BTreeSet<ModelId>, actors: BTreeSet<ActorId>, links: BTreeSet<LinkId> }
    FilterJson of Filter {
        products: BTreeSet<ProductId>, kinds: BTreeSet<ActorKind>, districts: BTreeSet<String>,
        verdicts: BTreeSet<Verdict>, forms: BTreeSet<Option<LinkForm>>, out_of_force: bool,
    }
    DrawingJson of DrawingStyle { colouring: Colouring, volumes: bool }
}

/// A view; its scope is flattened beside the title, the selection is a nested scope.
#[derive(Serialize)]
struct ViewJson<'a> {
    id: ViewId,
    title: &'a str,
    note: &'a str,
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
        let View { id, title, note, state } = record;
        let ViewState { scope, selection, neighborhood, filter, rest_hidden, product, year, drawing, camera } = state;
        Self {
            id: *id,
            title,
            note,
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

#[derive(Serialize)]
struct ConversionJson {
    from: ProductId,
    to: ProductId,
    #[serde(rename = "yield")]
    yield_ratio: Option<f64>,
}

impl From<&Conversion> for ConversionJson {
    fn from(record: &Conversion) -> Self {
        let Conversion { from, to, yield_ratio } = *record;
        Self { from, to, yield_ratio }
    }
}

#[derive(Serialize)]
struct ActorJson<'a> {
    id: ActorId,
    name: &'a str,
    kind: ActorKind,
    stage: Option<StageId>,
    x: Option<f32>,
    y: Option<f32>,
    pinned: bool,
    count: u32,
    code: &'a str,
    district: &'a str,
    sector: Sector,
    supply: Vec<SupplyJson<'a>>,
    converts: Vec<ConversionJson>,
    founded: Option<Year>,
    dissolved: Option<Year>,
    contact: &'a str,
    note: &'a str,
    figures: BTreeMap<Year, FiguresJson<'a>>,
}

impl<'a> ActorJson<'a> {
    fn of(record: &'a Actor, placement: Option<&Placement>) -> Self {
        let Actor {
            id,
            name,
            kind,
            stage,
            count,
            code,
            district,
            sector,
            supply,
            converts,
            founded,
            dissolved,
            contact,
            note,
            figures,
        } = record;
        Self {
            id: *id,
            name,
            kind: *kind,
            stage: *stage,
            x: placement.map(|placement| placement.x),
            y: placement.map(|placement| placement.y),
            pinned: placement.is_some_and(|placement| placement.pinned),
            count: *count,
            code,
            district,
            sector: *sector,
            supply: supply.iter().map(SupplyJson::from).collect(),
            converts: converts.iter().map(ConversionJson::from).collect(),
            founded: *founded,
            dissolved: *dissolved,
            contact,
            note,
            figures: figures.iter().map(|(year, figures)| (*year, figures.into())).collect(),
        }
    }
}

#[derive(Serialize)]
struct LinkJson<'a> {
    id: LinkId,
    from: ActorId,
    to: ActorId,
    kind: LinkKind,
    products: &'a BTreeSet<ProductId>,
    form: Option<LinkForm>,
    planned: bool,
    from_year: Option<Year>,
    to_year: Option<Year>,
    volume: Option<f64>,
    price: Option<f64>,
    share: Option<f64>,
    contract: &'a str,
    evidence: EvidenceJson<'a>,
    note: &'a str,
}

impl<'a> From<&'a Link> for LinkJson<'a> {
    fn from(record: &'a Link) -> Self {
        let Link {
            id,
            from,
            to,
            kind,
            products,
            form,
            planned,
            from_year,
            to_year,
            volume,
            price,
            share,
            contract,
            evidence,
            note,
        } = record;
        Self {
            id: *id,
            from: *from,
            to: *to,
            kind: *kind,
            products,
            form: *form,
            planned: *planned,
            from_year: *from_year,
            to_year: *to_year,
            volume: *volume,
            price: *price,
            share: *share,
            contract,
            evidence: evidence.into(),
            note,
        }
    }
}
