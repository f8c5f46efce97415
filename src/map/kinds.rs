//! The enumerations of the document: kinds of actors and links, forms, sectors, measures.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ProductId, Year};

/// What sort of organisation an actor is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A farm or craft household (nông hộ).
    Household,
    /// A cooperative group (tổ hợp tác, THT).
    #[default]
    Group,
    /// A cooperative (hợp tác xã, HTX).
    Cooperative,
    /// A union of cooperatives (liên hiệp HTX).
    Union,
    /// A trader or collector (thương lái).
    Trader,
    /// An enterprise (doanh nghiệp); a buyer.
    Enterprise,
    /// A market, domestic or abroad (thị trường); a buyer, and the end of a chain.
    Market,
    /// A supporter outside the product flow: a bank, a fund, a department (đơn vị hỗ trợ).
    Supporter,
}

impl ActorKind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [Self; 8] = [
        Self::Household,
        Self::Group,
        Self::Cooperative,
        Self::Union,
        Self::Trader,
        Self::Enterprise,
        Self::Market,
        Self::Supporter,
    ];

    /// Whether this kind is a buyer: an enterprise or a market.
    pub fn is_buyer(self) -> bool {
        matches!(self, Self::Enterprise | Self::Market)
    }
}

/// The economic sector of an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Farming, forestry and fishery.
    #[default]
    Agriculture,
    /// Handicraft and small industry.
    Handicraft,
    /// Transport.
    Transport,
    /// Construction.
    Construction,
    /// Trade and services.
    Trade,
    /// Anything else.
    Other,
}

impl Sector {
    /// Every sector, in the order in which lists show them.
    pub const ALL: [Self; 6] =
        [Self::Agriculture, Self::Handicraft, Self::Transport, Self::Construction, Self::Trade, Self::Other];
}

/// What the bands across the lanes group actors by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Banding {
    /// An actor's district.
    District,
    /// An actor's commune.
    Commune,
    /// An actor's main product.
    Product,
    /// The model that an actor belongs to.
    Model,
    /// The union that an actor belongs to.
    Union,
}

impl Banding {
    /// Every choice, in the order in which lists show them.
    pub const ALL: [Self; 5] = [Self::District, Self::Commune, Self::Product, Self::Model, Self::Union];
}

/// The kind of relation that a link is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Goods move from one actor to another.
    #[default]
    Product,
    /// The first actor belongs to the second.
    Member,
    /// Credit, training or advice from a supporter.
    Support,
}

impl LinkKind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [Self; 3] = [Self::Product, Self::Member, Self::Support];
}

/// How a product link is agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkForm {
    /// A written contract (hợp đồng).
    Contract,
    /// Delivery to one's own cooperative or union (thành viên).
    Member,
    /// An oral or loose agreement (thỏa thuận).
    Agreement,
    /// A spot sale, case by case (mua bán tự do).
    Spot,
}

impl LinkForm {
    /// Every form, in the order in which lists show them.
    pub const ALL: [Self; 4] = [Self::Contract, Self::Member, Self::Agreement, Self::Spot];
}

/// How far the goods of a core actor, or of a whole model, get; from best to worst. Computed in `analysis`; defined
/// here because a view may filter by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Reaches a buyer that goes on to a market, all the way by contract or membership.
    Firm,
    /// Reaches such a buyer, but only over agreements, free sales or unknown forms.
    Loose,
    /// Reaches an enterprise, but none that goes on to a market.
    StopsShort,
    /// Reaches a buyer only over planned, lapsed or not yet started links, or actors not yet founded.
    OnPaper,
    /// Reaches no buyer at all.
    NoBuyer,
}

impl Verdict {
    /// Every verdict, from best to worst.
    pub const ALL: &'static [Self] = &[Self::Firm, Self::Loose, Self::StopsShort, Self::OnPaper, Self::NoBuyer];

    /// Its stable code, in snake case.
    pub fn code(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Loose => "loose",
            Self::StopsShort => "stops_short",
            Self::OnPaper => "on_paper",
            Self::NoBuyer => "no_buyer",
        }
    }

    /// Whether the model needs attention: on paper, or no buyer.
    pub fn is_flagged(self) -> bool {
        self >= Self::OnPaper
    }
}

impl Measure {
    /// Its stable code, in snake case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::LinkedModels => "linked_models",
            Self::MemberGrowth { .. } => "member_growth",
            Self::EffectiveShare => "effective_share",
            Self::FundCapital => "fund_capital",
            Self::ContractVolume { .. } => "contract_volume",
            Self::Count { .. } => "count",
        }
    }
}

/// How a target is counted from the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// Actors of these kinds founded in the target's year.
    Founded {
        /// The kinds that count.
        kinds: BTreeSet<ActorKind>,
    },
    /// Models that are not flagged.
    #[default]
    LinkedModels,
    /// Growth of the members of groups, cooperatives and unions since a base year, in per cent.
    MemberGrowth {
        /// The year to compare with.
        base_year: Year,
    },
    /// Share of cooperatives marked effective, in per cent of those with a mark.
    EffectiveShare,
    /// Capital of supporters in the target's year, in VND.
    FundCapital,
    /// Volume sold through contracts in force.
    ContractVolume {
        /// Only this product and what is part of it.
        product: Option<ProductId>,
    },
    /// Actors present in the target's year, of one kind, sector, district and commune where given.
    Count {
        /// Only this kind.
        kind: Option<ActorKind>,
        /// Only this sector.
        sector: Option<Sector>,
        /// Only this district; empty is any.
        district: String,
        /// Only this commune; empty is any.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        commune: String,
    },
}
