//! The records of the document, as plain data. Their validity is checked in `checks` and `violations`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::defaults::{is_default, is_one};
use super::distinct;
use super::{
    ActorId, ActorKind, Banding, ChannelId, Conversion, LinkForm, LinkId, LinkKind, Measure, ModelId, ProductId,
    Sector, StageId, Supply, TargetId,
};

/// A calendar year, 1900 to 2200.
pub type Year = i32;

/// Metadata of the map as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Info {
    /// Title of the map.
    pub title: String,
    /// City, province or district that it covers.
    #[serde(rename = "place", skip_serializing_if = "is_default")]
    pub region: String,
    /// Sources of the data, and anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
    /// The year that the map is shown for by default.
    pub year: Year,
    /// What the bands across the lanes group by; `None` for no bands.
    #[serde(skip_serializing_if = "is_default")]
    pub bands: Option<Banding>,
}

impl Default for Info {
    fn default() -> Self {
        // A fixed year, since this module has no clock; the code that creates a new map sets it.
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
    /// Sort key from left to right; equal ones are ordered by id.
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
    /// Whether it is a product of agriculture, forestry, fishery or salt making, which Decree 98/2018/NĐ-CP is about; where
    /// not stated, its suppliers' sectors decide.
    #[serde(skip_serializing_if = "is_default")]
    pub agricultural: Option<bool>,
}

/// Yearly figures of an actor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Figures {
    /// Members at the end of the year; per organisation, where `count` is above 1.
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

/// Figures by year, in the order of the years.
pub type YearlyFigures = LiteMap<Year, Figures>;

/// One organisation, or `count` similar ones.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Its name; need not be unique.
    pub name: String,
    /// Other names under which registers write it.
    #[serde(skip_serializing_if = "is_default")]
    pub aliases: BTreeSet<String>,
    /// The kind of organisation.
    pub kind: ActorKind,
    /// Its lane; `None` is below the lanes.
    #[serde(skip_serializing_if = "is_default")]
    pub stage: Option<StageId>,
    /// How many similar organisations this represents, at least 1.
    #[serde(skip_serializing_if = "is_one")]
    pub count: u32,
    /// Register or tax number.
    #[serde(skip_serializing_if = "is_default")]
    pub code: String,
    /// Commune or ward: the unit below the province since 1 July 2025.
    #[serde(skip_serializing_if = "is_default")]
    pub commune: String,
    /// District as it was until then, or a grouping of the office's own.
    #[serde(skip_serializing_if = "is_default")]
    pub district: String,
    /// Whether it is outside the province.
    #[serde(skip_serializing_if = "is_default")]
    pub outside_province: bool,
    /// Economic sector.
    #[serde(skip_serializing_if = "is_default")]
    pub sector: Sector,
    /// What it produces itself, by product.
    #[serde(deserialize_with = "distinct::list", skip_serializing_if = "is_default")]
    pub supply: Vec<Supply>,
    /// Its conversions of products.
    #[serde(deserialize_with = "distinct::list", skip_serializing_if = "is_default")]
    pub converts: Vec<Conversion>,
    /// First year that it exists; `None` for unknown: always.
    #[serde(skip_serializing_if = "is_default")]
    pub founded: Option<Year>,
    /// First year that it no longer exists.
    #[serde(skip_serializing_if = "is_default")]
    pub dissolved: Option<Year>,
    /// What it became, by the first year as that: a group that becomes a cooperative stays one actor with one code
    /// (Decree 92/2024/NĐ-CP art. 14.2). Before the first of these years it is of `kind`.
    #[serde(deserialize_with = "distinct::by_year", skip_serializing_if = "is_default")]
    pub became: BTreeMap<Year, ActorKind>,
    /// Telephone, address, person.
    #[serde(skip_serializing_if = "is_default")]
    pub contact: String,
    /// Anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
    /// Yearly figures.
    #[serde(deserialize_with = "distinct::by_year", skip_serializing_if = "is_default")]
    pub figures: YearlyFigures,
}

impl Default for Actor {
    fn default() -> Self {
        Self {
            id: ActorId::default(),
            name: String::new(),
            aliases: BTreeSet::new(),
            kind: ActorKind::default(),
            stage: None,
            count: 1,
            code: String::new(),
            commune: String::new(),
            district: String::new(),
            outside_province: false,
            sector: Sector::default(),
            supply: Vec::new(),
            converts: Vec::new(),
            founded: None,
            dissolved: None,
            became: BTreeMap::new(),
            contact: String::new(),
            note: String::new(),
            figures: LiteMap::new_vec(),
        }
    }
}

impl Actor {
    /// Whether it exists in a year: founded by then (or unknown), and not dissolved.
    pub fn is_present(&self, year: Year) -> bool {
        self.founded.is_none_or(|founded| founded <= year) && !self.is_dissolved(year)
    }

    /// Where it is, as far as known: commune, district.
    pub fn place(&self) -> Cow<'_, str> {
        match (self.commune.as_str(), self.district.as_str()) {
            (commune, "") => commune.into(),
            ("", district) => district.into(),
            (commune, district) if commune == district => commune.into(),
            (commune, district) => format!("{commune}, {district}").into(),
        }
    }

    /// Whether it is known to be in the same commune or district as another.
    pub fn is_near(&self, other: &Self) -> bool {
        let same = |one: &str, two: &str| !one.is_empty() && one == two;
        same(&self.commune, &other.commune) || same(&self.district, &other.district)
    }

    /// Its kind in a year.
    pub fn kind_in(&self, year: Year) -> ActorKind {
        self.became.range(..=year).next_back().map_or(self.kind, |(_, kind)| *kind)
    }

    /// It with the kind that it has in a year.
    pub fn as_of(&self, year: Year) -> Cow<'_, Self> {
        match self.kind_in(year) {
            kind if kind == self.kind => Cow::Borrowed(self),
            kind => Cow::Owned(Self { kind, ..self.clone() }),
        }
    }

    /// The members at the end of a year, or of the latest year before it with a figure, with the year of the figure.
    pub fn members_as_of(&self, year: Year) -> Option<(Year, u32)> {
        let mut until = self.figures.iter().rev().skip_while(|(of, _)| **of > year);
        until.find_map(|(year, figures)| Some((*year, figures.members?)))
    }

    /// Whether it is placed below the lanes: a supporter, or an actor without a stage.
    pub fn is_below_lanes(&self) -> bool {
        self.kind == ActorKind::Supporter || self.stage.is_none()
    }

    /// Whether it is dissolved by a year.
    pub fn is_dissolved(&self, year: Year) -> bool {
        self.dissolved.is_some_and(|dissolved| dissolved <= year)
    }
}

/// The evidence for a link.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    /// The document: contract, minutes, study.
    #[serde(skip_serializing_if = "is_default")]
    pub paper: String,
    /// Its date, as written.
    #[serde(skip_serializing_if = "is_default")]
    pub date: String,
    /// The person who stated it.
    #[serde(skip_serializing_if = "is_default")]
    pub said_by: String,
}

/// A directed link between two actors; parallel links are allowed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// Seller, member or supporter.
    pub from: ActorId,
    /// Buyer, union or supported actor.
    pub to: ActorId,
    /// The kind of relation.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: LinkKind,
    /// The products that it carries; empty is unspecified: any product.
    #[serde(skip_serializing_if = "is_default")]
    pub products: BTreeSet<ProductId>,
    /// How it is agreed; `None` is unknown.
    #[serde(skip_serializing_if = "is_default")]
    pub form: Option<LinkForm>,
    /// Not signed yet.
    #[serde(skip_serializing_if = "is_default")]
    pub planned: bool,
    /// First year in force; `None` is open.
    #[serde(skip_serializing_if = "is_default")]
    pub from_year: Option<Year>,
    /// Last year in force; `None` is open.
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
    /// Evidence for it.
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
    /// Its core actors.
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
    /// Its product.
    #[serde(skip_serializing_if = "is_default")]
    pub product: Option<ProductId>,
    /// The actors in order, at least two.
    pub path: Vec<ActorId>,
    /// The market or place that it ends in, beyond the last actor of the path.
    #[serde(skip_serializing_if = "is_default")]
    pub market: String,
    /// Per cent of the volume.
    #[serde(skip_serializing_if = "is_default")]
    pub share: Option<f64>,
    /// Per cent of the actors at its start that sell along it. One may sell along several channels, so that these may sum
    /// above 100.
    #[serde(skip_serializing_if = "is_default")]
    pub actor_share: Option<f64>,
    /// Anything else.
    #[serde(skip_serializing_if = "is_default")]
    pub note: String,
}

/// A planned value of a measure in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its id.
    #[serde(default)]
    pub id: TargetId,
    /// Its name.
    pub name: String,
    /// How it is counted.
    pub measure: Measure,
    /// The year it is due.
    pub year: Year,
    /// The value to reach, in the measure's unit.
    pub goal: f64,
    /// The supporters whose capital counts for [`Measure::FundCapital`]; empty for all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub of: BTreeSet<ActorId>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "is_default")]
    pub note: String,
}

/// The position of an actor on the canvas: the centre of its card, in map units (one unit is one point at 100 % zoom),
/// y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Placement {
    /// The placed actor.
    pub actor: ActorId,
    /// Horizontal coordinate, to the right.
    pub x: f32,
    /// Vertical coordinate, downwards.
    pub y: f32,
    /// Whether it is fixed: tidying does not move it.
    #[serde(skip_serializing_if = "is_default")]
    pub pinned: bool,
    /// Whether the user put it there, rather than tidying.
    #[serde(skip_serializing_if = "is_default")]
    pub by_hand: bool,
}
