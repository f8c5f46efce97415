//! What a level of detail is made of, and the parts of a scene that it aggregates.

use std::collections::BTreeMap;

use crate::analysis::Verdict;
use crate::map::{ActorId, ActorKind, IdIndex};
use crate::scene::colouring::ColourKey;
use crate::scene::geometry::{Area, Curve};
use crate::scene::marks::{ActorMark, BandMark, LaneMark, LinkMark, SupportersMark};

/// The parts of a scene that levels of detail aggregate.
pub(in crate::scene) struct LodSource<'a> {
    pub lanes: &'a [LaneMark],
    pub bands: &'a [BandMark],
    pub supporters: Option<SupportersMark>,
    /// Top and bottom of all lanes.
    pub lane_extent: (f32, f32),
    /// In id order.
    pub actors: &'a [ActorMark],
    pub links: &'a [LinkMark],
    /// Index of each actor.
    pub actor_positions: &'a IdIndex<ActorId>,
}

/// All actors in one part of the map, aggregated.
#[derive(Clone, Debug, PartialEq)]
pub struct CellMark {
    /// Index of its lane; `None` below the lanes.
    pub lane: Option<usize>,
    /// Names of the first and last band that it covers; `None` without bands.
    pub bands: Option<String>,
    /// Its box.
    pub area: Area,
    /// Number of actors.
    pub actors: usize,
    /// How many of them are the core of a model.
    pub cores: usize,
    /// How many of those are the core of a flagged model: without a buyer, or only on paper.
    pub flagged: usize,
    /// Number of actors of each kind, in the order of [`ActorKind::ALL`].
    pub kinds: [usize; ActorKind::ALL.len()],
    /// Number of cores with each verdict, in the order of [`Verdict::ALL`].
    pub verdicts: [usize; Verdict::ALL.len()],
    /// Number of actors of each colour, in the order of the keys.
    pub colours: BTreeMap<ColourKey, usize>,
}

/// All links from one cell to another.
#[derive(Clone, Debug, PartialEq)]
pub struct BundleMark {
    /// Index of the cell where they start.
    pub from: usize,
    /// Index of the cell where they end.
    pub to: usize,
    /// Number of links.
    pub links: usize,
    /// Whether most of them run backward, to a lane further left.
    pub is_backward: bool,
    /// Whether most of them are membership or support links.
    pub is_non_product: bool,
    /// The centre line, from start to end.
    pub curve: Curve,
}

/// The whole map in cells of about one size.
#[derive(Clone, Debug, PartialEq)]
pub struct LodLevel {
    /// Approximate height of its cells.
    pub cell_height: f32,
    /// The cells.
    pub cells: Vec<CellMark>,
    /// The bundles between them, the strongest last; only the strongest of each cell.
    pub bundles: Vec<BundleMark>,
}
