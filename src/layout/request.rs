//! The input of the layout, extracted from a map.

use std::collections::{BTreeMap, BTreeSet};

use super::banding::bands_by;
use super::grid::PREFERRED_RATIO;
use crate::map::{Actor, ActorId, Banding, IdIndex, Link, LinkForm, LinkKind, LinkageMap, Placement, StageId};

/// The input of the layout: small enough to send to another thread.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutRequest {
    pub(super) lanes: usize,
    pub(super) bands: usize,
    /// In actor id order.
    pub(super) nodes: Vec<Node>,
    /// Linked pairs of actors in lanes, without duplicates.
    pub(super) edges: Vec<LayoutEdge>,
    /// Linked pairs inside one lane, from seller to buyer.
    pub(super) intra_lane: Vec<(u32, u32)>,
    /// Links with one end among the supporters, as (supporter, other actor).
    pub(super) support_edges: Vec<(u32, u32)>,
    /// Whether most of the product links have figures, which are written on them.
    pub(super) has_figures: bool,
    /// Preferred width over height.
    pub(super) ratio: f64,
}

/// A linked pair of actors, as indices into `nodes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LayoutEdge {
    /// The lower and the higher index.
    pub(super) ends: (u32, u32),
    /// Weight of the firmest of the links: how strongly it should be straight.
    pub(super) weight: u32,
    /// Number of links: the crossing weight of the edge.
    pub(super) links: u32,
}

/// An actor.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) id: ActorId,
    /// Its lane from the left; `None` below the lanes.
    pub(super) lane: Option<usize>,
    /// Its band from the top; 0 without bands.
    pub(super) band: usize,
    /// Rank of its district by name; actors of one district are close together where nothing else decides.
    pub(super) district: usize,
    /// Present position.
    pub(super) position: Option<(f32, f32)>,
    /// Whether the position is fixed.
    pub(super) pinned: bool,
    /// Whether the position was set by hand.
    pub(super) by_hand: bool,
}

impl Node {
    /// The fixed position, if pinned.
    pub(super) fn pinned_position(&self) -> Option<(f32, f32)> {
        self.position.filter(|_| self.pinned)
    }
}

impl LayoutRequest {
    /// Extracts the request from a map.
    pub fn of(map: &LinkageMap) -> Self {
        Self::with_bands(map, map.info().bands)
    }

    /// The same, with bands by another attribute than the map's own, or without.
    pub fn with_bands(map: &LinkageMap, banding: Option<Banding>) -> Self {
        let lane_of: BTreeMap<StageId, usize> =
            map.stages_in_order().iter().enumerate().map(|(lane, stage)| (stage.id, lane)).collect();
        let names: BTreeSet<&str> = map.actors().values().map(|actor| actor.district.as_str()).collect();
        let districts: BTreeMap<&str, usize> = names.into_iter().zip(0..).collect();
        let bands = bands_by(map, banding);
        let node = |actor: &Actor| {
            let place = map.placements().get(&actor.id);
            Node {
                id: actor.id,
                lane: stage_of(actor).and_then(|stage| lane_of.get(&stage)).copied(),
                band: bands.band_of.get(&actor.id).copied().unwrap_or_default(),
                district: districts.get(actor.district.as_str()).copied().unwrap_or_default(),
                position: place.map(|place| (place.x, place.y)),
                pinned: place.is_some_and(|place| place.pinned),
                by_hand: place.is_some_and(|place| place.by_hand),
            }
        };
        let nodes: Vec<Node> = map.actors().values().map(node).collect();

        let positions = IdIndex::new(map.actors().keys().copied());
        let lane = |index: usize| nodes.get(index).and_then(|node| node.lane);
        let (mut edges, mut intra_lane, mut support_edges) = (Vec::new(), Vec::new(), Vec::new());
        for link in map.links().values() {
            let (Some(from), Some(to)) = (positions.index_of(link.from), positions.index_of(link.to)) else { continue };
            if from == to {
                continue;
            }
            match (lane(from), lane(to)) {
                (Some(first), Some(second)) if link.kind != LinkKind::Support => {
                    let ends = (from.min(to) as u32, from.max(to) as u32);
                    edges.push(LayoutEdge { ends, weight: weight(link), links: 1 });
                    if first == second {
                        intra_lane.push((from as u32, to as u32));
                    }
                }
                (None, Some(_)) => support_edges.push((from as u32, to as u32)),
                (Some(_), None) => support_edges.push((to as u32, from as u32)),
                _ => {}
            }
        }
        edges.sort_unstable();
        edges.dedup_by(|next, kept| {
            let same = next.ends == kept.ends;
            if same {
                kept.weight = kept.weight.max(next.weight);
                kept.links += next.links;
            }
            same
        });
        intra_lane.sort_unstable();
        intra_lane.dedup();
        let goods = map.links().values().filter(|link| link.kind == LinkKind::Product);
        let figures = goods.clone().filter(|link| link.share.is_some() || link.volume.is_some()).count();
        let has_figures = figures > 0 && figures * 2 >= goods.count();
        let (lanes, bands) = (lane_of.len(), bands.bands.len().max(1));
        Self { lanes, bands, nodes, edges, intra_lane, support_edges, has_figures, ratio: PREFERRED_RATIO }
    }

    /// The same request for a slide of other sides, on which no figures are written on links.
    pub(super) fn for_slide(self, ratio: f32) -> Self {
        Self { has_figures: false, ratio: f64::from(ratio), ..self }
    }

    /// The same request with all actors at these placements, given in id order.
    pub(super) fn with_placements(&self, places: &[Placement]) -> Self {
        let mut placed = self.clone();
        for (node, place) in placed.nodes.iter_mut().zip(places) {
            node.position = Some((place.x, place.y));
            node.by_hand = place.by_hand;
        }
        placed
    }
}

/// Edge weight of a link: how strongly it should be straight; firmer forms weigh more.
fn weight(link: &Link) -> u32 {
    match link.form {
        _ if link.kind == LinkKind::Member => 2,
        Some(LinkForm::Contract) => 4,
        Some(LinkForm::Member) => 3,
        Some(LinkForm::Agreement) => 2,
        Some(LinkForm::Spot) | None => 1,
    }
}

/// The stage of the lane that an actor is in; `None` when it is below the lanes.
pub(super) fn stage_of(actor: &Actor) -> Option<StageId> {
    if actor.is_below_lanes() { None } else { actor.stage }
}
