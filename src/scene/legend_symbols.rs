//! What a legend is made of: groups of symbols with their meanings.

use super::change_marks::ChangeSign;
use super::colouring::ColourKey;
use crate::analysis::Verdict;
use crate::map::{ActorKind, LinkForm, LinkKind, LinkStatus};

/// A symbol in the legend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LegendSymbol {
    /// A small card of a kind, in its colour where colours encode kinds.
    Kind(ActorKind, ColourKey),
    /// A colour alone.
    Colour(ColourKey),
    /// A card that stands for several actors.
    Multiple,
    /// A card of an absent actor.
    Absent,
    /// The line of a link in force.
    Line(LinkKind, Option<LinkForm>),
    /// The line of a link with this status.
    Status(LinkStatus),
    /// The line of a backward link.
    Backward,
    /// The badge of a verdict.
    Verdict(Verdict),
    /// The band of a volume, with its width.
    FlowWidth(f32),
    /// An unaccounted volume of an actor.
    Imbalance,
    /// Where a chain breaks.
    Break,
    /// What differs from another state of the map.
    Change(ChangeSign),
}

/// A symbol and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The symbol.
    pub symbol: LegendSymbol,
    /// What it means.
    pub label: String,
}

/// Entries of one sort.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendGroup {
    /// The heading.
    pub title: String,
    /// The entries; at least one.
    pub entries: Vec<LegendEntry>,
}
