//! The marks of a scene: lanes, bands, the strip of supporters, cards and lines, as plain values.

use super::colouring::ColourKey;
use super::flow_widths::ImbalanceMark;
use super::geometry::{Area, Path};
use crate::analysis::Verdict;
use crate::map::{ActorId, ActorKind, LinkForm, LinkId, LinkKind, LinkStatus, StageId};

/// A lane with its header.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneMark {
    /// Its stage.
    pub stage: StageId,
    /// Name on the header.
    pub name: String,
    /// From here.
    pub left: f32,
    /// To here.
    pub right: f32,
    /// Number of actors in it.
    pub actors: usize,
}

/// The second of two rows of lanes, in which a long chain on a slide goes on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneRow {
    /// How many lanes stand before its first one, in the first row.
    pub first: usize,
    /// Its upper edge.
    pub top: f32,
    /// How much of it, from its upper edge down, its headers have.
    pub head: f32,
}

/// A band across the lanes.
#[derive(Clone, Debug, PartialEq)]
pub struct BandMark {
    /// What its actors have in common.
    pub name: String,
    /// From here down.
    pub top: f32,
    /// To here; the next band begins there.
    pub bottom: f32,
    /// How many actors belong to it.
    pub actors: usize,
}

/// The strip of supporters below the lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SupportersMark {
    /// From here down.
    pub top: f32,
    /// To here.
    pub bottom: f32,
}

/// The card of an actor.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and all of them may be")]
pub struct ActorMark {
    /// The actor.
    pub id: ActorId,
    /// Area of the card.
    pub area: Area,
    /// Kind of the actor.
    pub kind: ActorKind,
    /// First line.
    pub name: Box<str>,
    /// Second line: how many, and the district.
    pub detail: Box<str>,
    /// Whether it stands for more than one.
    pub is_multiple: bool,
    /// Whether the actor is absent in this year.
    pub is_absent: bool,
    /// Pinned by hand.
    pub is_pinned: bool,
    /// Whether it is placed below the lanes.
    pub is_below_lanes: bool,
    /// The worst verdict of the models that it is a core of.
    pub verdict: Option<Verdict>,
    /// Name of the verdict; empty without one.
    pub verdict_label: &'static str,
    /// What its colour stands for.
    pub colour_key: ColourKey,
    /// Unaccounted volume, where volumes are drawn.
    pub imbalance: Option<ImbalanceMark>,
}

/// The line of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkMark {
    /// Which link.
    pub id: LinkId,
    /// Where it starts.
    pub from: ActorId,
    /// Where it ends.
    pub to: ActorId,
    /// What it stands for.
    pub kind: LinkKind,
    /// How it is agreed.
    pub form: Option<LinkForm>,
    /// Whether it is in force.
    pub status: LinkStatus,
    /// Whether it is a product link from a lane to one further left.
    pub is_backward: bool,
    /// What its colour encodes; `None` for the common link colour.
    pub colour_key: Option<ColourKey>,
    /// Width of the band of its volume, where volumes are drawn and it has one.
    pub flow_width: Option<f32>,
    /// Where on its line its marker stands, if it has one: a part of the line's length.
    pub marker: f32,
    /// Its line; the arrowhead is at the end.
    pub path: Path,
}
