//! The records of format 1, as they were. Nothing here changes any more.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::map::distinct::{self, Keyed};
use crate::map::{
    self, ActorId, ActorKind, Banding, ChannelId, LinkForm, LinkId, LinkKind, Measure, ModelId, ProductId, Scope,
    Sector, StageId, TargetId, ViewId, ViewState, Year,
};

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Info {
    pub title: String,
    pub place: String,
    pub note: String,
    pub year: Year,
    pub bands: Option<Banding>,
}

impl Default for Info {
    fn default() -> Self {
        Self { title: String::new(), place: String::new(), note: String::new(), year: 2019, bands: None }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Stage {
    pub id: StageId,
    pub name: String,
    pub order: u32,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Product {
    pub id: ProductId,
    pub name: String,
    pub unit: String,
    pub part_of: Option<ProductId>,
    pub cycle_months: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Supply {
    pub product: ProductId,
    pub volume: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Conversion {
    pub from: ProductId,
    pub to: ProductId,
    #[serde(rename = "yield")]
    pub yield_ratio: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Figures {
    pub members: Option<u32>,
    pub revenue: Option<f64>,
    pub profit: Option<f64>,
    pub capital: Option<f64>,
    pub effective: Option<bool>,
    pub registered: Option<bool>,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Actor {
    pub id: ActorId,
    pub name: String,
    pub kind: ActorKind,
    pub stage: Option<StageId>,
    pub count: u32,
    pub code: String,
    pub district: String,
    pub sector: Sector,
    #[serde(deserialize_with = "distinct::list")]
    pub supply: Vec<Supply>,
    #[serde(deserialize_with = "distinct::list")]
    pub converts: Vec<Conversion>,
    pub founded: Option<Year>,
    pub dissolved: Option<Year>,
    pub contact: String,
    pub note: String,
    #[serde(deserialize_with = "distinct::by_year")]
    pub figures: BTreeMap<Year, Figures>,
}

impl Default for Actor {
    fn default() -> Self {
        Self {
            id: ActorId::default(),
            name: String::new(),
            kind: ActorKind::default(),
            stage: None,
            count: 1,
            code: String::new(),
            district: String::new(),
            sector: Sector::default(),
            supply: Vec::new(),
            converts: Vec::new(),
            founded: None,
            dissolved: None,
            contact: String::new(),
            note: String::new(),
            figures: BTreeMap::new(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Evidence {
    pub paper: String,
    pub date: String,
    pub said_by: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Link {
    pub id: LinkId,
    pub from: ActorId,
    pub to: ActorId,
    pub kind: LinkKind,
    pub products: BTreeSet<ProductId>,
    pub form: Option<LinkForm>,
    pub planned: bool,
    pub from_year: Option<Year>,
    pub to_year: Option<Year>,
    pub volume: Option<f64>,
    pub price: Option<f64>,
    pub share: Option<f64>,
    pub contract: String,
    pub evidence: Evidence,
    pub note: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CoopModel {
    pub id: ModelId,
    pub name: String,
    pub core: BTreeSet<ActorId>,
    pub members: BTreeSet<ActorId>,
    pub products: BTreeSet<ProductId>,
    pub since: Option<Year>,
    pub note: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Channel {
    pub id: ChannelId,
    pub name: String,
    pub product: Option<ProductId>,
    pub path: Vec<ActorId>,
    pub share: Option<f64>,
    pub note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Target {
    #[serde(default)]
    pub id: TargetId,
    pub name: String,
    pub measure: Measure,
    pub year: Year,
    pub goal: f64,
    #[serde(default)]
    pub note: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct View {
    pub id: ViewId,
    pub title: String,
    pub note: String,
    pub models: BTreeSet<ModelId>,
    pub actors: BTreeSet<ActorId>,
    pub product: Option<ProductId>,
    pub year: Option<Year>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Place {
    pub actor: ActorId,
    pub x: f32,
    pub y: f32,
    pub pinned: bool,
}

impl Keyed for Supply {
    type Key = ProductId;
    const DOUBLED: &'static str = <map::Supply as Keyed>::DOUBLED;

    fn key(&self) -> ProductId {
        self.product
    }
}

impl Keyed for Conversion {
    type Key = (ProductId, ProductId);
    const DOUBLED: &'static str = <map::Conversion as Keyed>::DOUBLED;

    fn key(&self) -> Self::Key {
        (self.from, self.to)
    }
}

impl From<Info> for map::Info {
    fn from(record: Info) -> Self {
        Self { title: record.title, region: record.place, note: record.note, year: record.year, bands: record.bands }
    }
}

impl From<Stage> for map::Stage {
    fn from(record: Stage) -> Self {
        Self { id: record.id, name: record.name, order: record.order }
    }
}

impl From<Product> for map::Product {
    fn from(record: Product) -> Self {
        Self {
            id: record.id,
            name: record.name,
            unit: record.unit,
            part_of: record.part_of,
            cycle_months: record.cycle_months,
            ..Self::default()
        }
    }
}

impl From<Supply> for map::Supply {
    fn from(record: Supply) -> Self {
        Self { product: record.product, volume: record.volume, ..Self::default() }
    }
}

impl From<Conversion> for map::Conversion {
    fn from(record: Conversion) -> Self {
        Self { from: record.from, to: record.to, yield_ratio: record.yield_ratio, ..Self::default() }
    }
}

impl From<Figures> for map::Figures {
    fn from(record: Figures) -> Self {
        Self {
            members: record.members,
            revenue: record.revenue,
            profit: record.profit,
            capital: record.capital,
            effective: record.effective,
            registered: record.registered,
        }
    }
}

impl From<Actor> for map::Actor {
    fn from(record: Actor) -> Self {
        Self {
            id: record.id,
            name: record.name,
            kind: record.kind,
            stage: record.stage,
            count: record.count,
            code: record.code,
            district: record.district,
            sector: record.sector,
            supply: record.supply.into_iter().map(Into::into).collect(),
            converts: record.converts.into_iter().map(Into::into).collect(),
            founded: record.founded,
            dissolved: record.dissolved,
            contact: record.contact,
            note: record.note,
            figures: record.figures.into_iter().map(|(year, figures)| (year, figures.into())).collect(),
            ..Self::default()
        }
    }
}

impl From<Evidence> for map::Evidence {
    fn from(record: Evidence) -> Self {
        Self { paper: record.paper, date: record.date, said_by: record.said_by }
    }
}

impl From<Link> for map::Link {
    fn from(record: Link) -> Self {
        Self {
            id: record.id,
            from: record.from,
            to: record.to,
            kind: record.kind,
            products: record.products,
            form: record.form,
            planned: record.planned,
            from_year: record.from_year,
            to_year: record.to_year,
            volume: record.volume,
            price: record.price,
            share: record.share,
            contract: record.contract,
            evidence: record.evidence.into(),
            note: record.note,
        }
    }
}

impl From<CoopModel> for map::CoopModel {
    fn from(record: CoopModel) -> Self {
        Self {
            id: record.id,
            name: record.name,
            core: record.core,
            members: record.members,
            products: record.products,
            since: record.since,
            note: record.note,
        }
    }
}

impl From<Channel> for map::Channel {
    fn from(record: Channel) -> Self {
        Self {
            id: record.id,
            name: record.name,
            product: record.product,
            path: record.path,
            share: record.share,
            note: record.note,
            ..Self::default()
        }
    }
}

impl From<Target> for map::Target {
    fn from(record: Target) -> Self {
        Self {
            id: record.id,
            name: record.name,
            measure: record.measure,
            year: record.year,
            goal: record.goal,
            of: BTreeSet::new(),
            note: record.note,
        }
    }
}

impl From<View> for map::View {
    /// A view had a scope, a product and a year.
    fn from(record: View) -> Self {
        let scope = Scope { models: record.models, actors: record.actors, ..Scope::default() };
        let state = ViewState { scope, product: record.product, year: record.year, ..ViewState::default() };
        Self { id: record.id, title: record.title, note: record.note, state, ..Self::default() }
    }
}

impl From<Place> for map::Placement {
    /// Tidying put actors on whole units, and hands on half ones: nothing else told the two apart.
    fn from(record: Place) -> Self {
        let by_hand = record.x.fract() != 0.0 || record.y.fract() != 0.0;
        Self { actor: record.actor, x: record.x, y: record.y, pinned: record.pinned, by_hand }
    }
}
