//! The records of the document, as plain data. What may stand in them is checked in `violations`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    ActorId, ActorKind, Banding, ChannelId, LinkForm, LinkId, LinkKind, Measure, ModelId, ProductId, Sector, StageId,
    TargetId,
};

/// A calendar year, 1900 to 2200.
pub type Year = i32;

/// What the map as a whole is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Info {
    /// Title of the map.
    pub title: String,
    /// City, province or district that it covers.
    #[serde(rename = "place", skip_serializing_if = "is_default")]
    pub region: String,
    /// Where the data come from, and anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
    /// The year that the map is read at by default.
    pub year: Year,
    /// What the bands across the lanes stand for; none is no bands.
    #[serde(skip_serializing_if = "is_default")]
    pub bands: Option<Banding>,
}

impl Default for Info {
    fn default() -> Self {
        // A fixed year, since the document knows no clock; whoever makes a new map sets the year.
        Self { title: String::new(), region: String::new(), note: String::new(), year: 2019, bands: None }
    }
}

/// A lane of the map: one stage of the chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stage {
    /// Its id.
    pub id: StageId,
    /// Name on the lane's header.
    pub name: String,
    /// Where it stands from left to right; equal ones stand in the order of their ids.
    pub order: u32,
}

/// Goods that move along the chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// Unit of its volumes, such as "tấn".
    #[serde(skip_serializing_if = "is_default")]
    pub unit: String,
    /// The broader product that this one is a part of: mango is part of fruit.
    #[serde(skip_serializing_if = "is_default")]
    pub part_of: Option<ProductId>,
    /// Growing cycle in months, for the shortest contract term of Decree 98/2018/NĐ-CP art. 11.
    #[serde(skip_serializing_if = "is_default")]
    pub cycle_months: Option<u32>,
}

/// What an actor brings into the chain in a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Supply {
    /// The product.
    pub product: ProductId,
    /// Volume a year in the product's unit, where known.
    #[serde(skip_serializing_if = "is_default")]
    pub volume: Option<f64>,
}

/// What an actor turns one product into.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Conversion {
    /// What goes in; narrower products go in too.
    pub from: ProductId,
    /// What comes out.
    pub to: ProductId,
    /// Units out for one unit in (paddy to rice 0.65), where known.
    #[serde(rename = "yield", skip_serializing_if = "is_default")]
    pub yield_ratio: Option<f64>,
}

/// Yearly figures of an actor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Figures {
    /// Members at the end of the year; of each, where the actor stands for several.
    #[serde(skip_serializing_if = "is_default")]
    pub members: Option<u32>,
    /// Revenue, VND.
    #[serde(skip_serializing_if = "is_default")]
    pub revenue: Option<f64>,
    /// Profit, VND; a loss is negative.
    #[serde(skip_serializing_if = "is_default")]
    pub profit: Option<f64>,
    /// Capital, VND.
    #[serde(skip_serializing_if = "is_default")]
    pub capital: Option<f64>,
    /// Judged effective.
    #[serde(skip_serializing_if = "is_default")]
    pub effective: Option<bool>,
    /// Registered under the law in force.
    #[serde(skip_serializing_if = "is_default")]
    pub registered: Option<bool>,
}

/// One organisation, or `count` alike ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Its name; names may repeat.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// The lane that it stands in; none stands below the lanes.
    #[serde(skip_serializing_if = "is_default")]
    pub stage: Option<StageId>,
    /// How many alike organisations this stands for, at least 1.
    #[serde(skip_serializing_if = "is_one")]
    pub count: u32,
    /// Register or tax number.
    #[serde(skip_serializing_if = "is_default")]
    pub code: String,
    /// District.
    #[serde(skip_serializing_if = "is_default")]
    pub district: String,
    /// Part of the economy.
    #[serde(skip_serializing_if = "is_default")]
    pub sector: Sector,
    /// What it produces itself, by product.
    #[serde(skip_serializing_if = "is_default")]
    pub supply: Vec<Supply>,
    /// What it turns into what.
    #[serde(skip_serializing_if = "is_default")]
    pub converts: Vec<Conversion>,
    /// First year that it exists; unknown is always.
    #[serde(skip_serializing_if = "is_default")]
    pub founded: Option<Year>,
    /// First year that it no longer exists.
    #[serde(skip_serializing_if = "is_default")]
    pub dissolved: Option<Year>,
    /// Telephone, address, person.
    #[serde(skip_serializing_if = "is_default")]
    pub contact: String,
    /// Anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
    /// Yearly figures.
    #[serde(skip_serializing_if = "is_default")]
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

impl Actor {
    /// Whether it exists in a year: founded by then or unknown, and not dissolved.
    pub fn is_present(&self, year: Year) -> bool {
        self.founded.is_none_or(|founded| founded <= year) && !self.is_dissolved(year)
    }

    /// The members at the end of a year, or of the latest year before it that gives them.
    pub fn members_by(&self, year: Year) -> Option<u32> {
        self.figures.range(..=year).rev().find_map(|(_, figures)| figures.members)
    }

    /// Whether it stands below the lanes: a supporter, or an actor of no stage.
    pub fn is_below_lanes(&self) -> bool {
        self.kind == ActorKind::Supporter || self.stage.is_none()
    }

    /// Whether it is gone: absent from its `dissolved` year on.
    pub fn is_dissolved(&self, year: Year) -> bool {
        self.dissolved.is_some_and(|dissolved| dissolved <= year)
    }
}

/// What a link rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    /// The paper: contract, minutes, study.
    #[serde(skip_serializing_if = "is_default")]
    pub paper: String,
    /// Its date, as written.
    #[serde(skip_serializing_if = "is_default")]
    pub date: String,
    /// Who said so.
    #[serde(skip_serializing_if = "is_default")]
    pub said_by: String,
}

/// A directed link between two actors; there may be several between the same two.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Seller, member or supporter.
    pub from: ActorId,
    /// Buyer, union or supported actor.
    pub to: ActorId,
    /// What it stands for.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: LinkKind,
    /// What moves along it; empty is unspecified and carries anything.
    #[serde(skip_serializing_if = "is_default")]
    pub products: BTreeSet<ProductId>,
    /// How it is agreed; none is unknown.
    #[serde(skip_serializing_if = "is_default")]
    pub form: Option<LinkForm>,
    /// Not signed yet.
    #[serde(skip_serializing_if = "is_default")]
    pub planned: bool,
    /// First year in force; unknown is open.
    #[serde(skip_serializing_if = "is_default")]
    pub from_year: Option<Year>,
    /// Last year in force; unknown is open.
    #[serde(skip_serializing_if = "is_default")]
    pub to_year: Option<Year>,
    /// Volume a year in the product's unit.
    #[serde(skip_serializing_if = "is_default")]
    pub volume: Option<f64>,
    /// Price per unit, VND.
    #[serde(skip_serializing_if = "is_default")]
    pub price: Option<f64>,
    /// Per cent of the seller's sales of that product.
    #[serde(skip_serializing_if = "is_default")]
    pub share: Option<f64>,
    /// Contract number.
    #[serde(skip_serializing_if = "is_default")]
    pub contract: String,
    /// What it rests on.
    #[serde(skip_serializing_if = "is_default")]
    pub evidence: Evidence,
    /// Anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
}

/// A cooperative model tied to the chain: who leads it, who belongs, with which products.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CoopModel {
    /// Its id.
    pub id: ModelId,
    /// Its name.
    pub name: String,
    /// The actors that it stands on.
    #[serde(skip_serializing_if = "is_default")]
    pub core: BTreeSet<ActorId>,
    /// Further members.
    #[serde(skip_serializing_if = "is_default")]
    pub members: BTreeSet<ActorId>,
    /// The products that it must sell.
    #[serde(skip_serializing_if = "is_default")]
    pub products: BTreeSet<ProductId>,
    /// First year.
    #[serde(skip_serializing_if = "is_default")]
    pub since: Option<Year>,
    /// Anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
}

/// A recorded route with its share of the volume; never guessed from links.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// The product that goes along it.
    #[serde(skip_serializing_if = "is_default")]
    pub product: Option<ProductId>,
    /// The actors in order, at least two.
    pub path: Vec<ActorId>,
    /// Per cent of the volume.
    #[serde(skip_serializing_if = "is_default")]
    pub share: Option<f64>,
    /// Anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
}

/// A number to reach by a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its id.
    #[serde(default)]
    pub id: TargetId,
    /// Its name.
    pub name: String,
    /// How it is counted.
    pub measure: Measure,
    /// The year to reach it by.
    pub year: Year,
    /// The number to reach, in the measure's unit.
    pub goal: f64,
    /// Anything else.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

/// Where an actor stands on the canvas: the middle of its box, in map units (one unit is one point at
/// 100 % zoom), y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Placement {
    /// The actor that stands here.
    pub actor: ActorId,
    /// Rightwards.
    pub x: f32,
    /// Downwards.
    pub y: f32,
    /// Whether it must stay there: tidying leaves it.
    #[serde(skip_serializing_if = "is_default")]
    pub pinned: bool,
    /// Whether a hand put it there, and not tidying.
    #[serde(skip_serializing_if = "is_default")]
    pub by_hand: bool,
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_one(value: &u32) -> bool {
    *value == 1
}
