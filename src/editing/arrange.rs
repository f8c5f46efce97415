//! Aligning, distributing and laying out actors.

use std::collections::BTreeMap;

use super::moves::ActorMove;
use crate::layout::{self, ACTOR_SIZE, LANE_PADDING, Lane, LayoutRequest, ProgressCallback, lanes};
use crate::map::{Actor, ActorId, LinkageMap, Placement, StageId, Transaction, Violation};

/// How actors are brought into line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// The left edges, in each lane.
    Left,
    /// The centres, in each lane.
    Center,
    /// The right edges, in each lane.
    Right,
    /// The upper edges.
    Top,
    /// The middles.
    Middle,
    /// The lower edges.
    Bottom,
    /// Equal gaps from left to right.
    Across,
    /// Equal gaps from top to bottom.
    Down,
}

impl Arrangement {
    /// Every arrangement, in menu order.
    pub const ALL: [Self; 8] =
        [Self::Left, Self::Center, Self::Right, Self::Top, Self::Middle, Self::Bottom, Self::Across, Self::Down];

    /// The fewest actors that it changes anything for.
    pub fn min_actors(self) -> usize {
        if self.is_distribution() { 3 } else { 2 }
    }

    /// Whether it makes gaps equal rather than edges.
    pub fn is_distribution(self) -> bool {
        matches!(self, Self::Across | Self::Down)
    }

    fn is_horizontal(self) -> bool {
        matches!(self, Self::Left | Self::Center | Self::Right | Self::Across)
    }
}

/// Lays out all actors but the pinned ones; `false` and nothing moved when `progress` cancels it.
///
/// # Errors
/// A placement that the map refuses.
pub fn lay_out(edit: &mut Transaction<'_>, progress: ProgressCallback<'_>) -> Result<bool, Violation> {
    let Some(placements) = layout::tidy(&LayoutRequest::of(edit.map()), progress) else { return Ok(false) };
    placements.into_iter().try_for_each(|placement| edit.set(placement))?;
    Ok(true)
}

/// The least space between a lane's edge and a box that was moved in it.
const LANE_MARGIN: f32 = LANE_PADDING / 4.0;

/// The moves that arrange these actors, from top to bottom. Nobody leaves a lane or the supporters' strip: those in lanes
/// and those below are arranged apart, and edges are brought into line in each lane.
pub fn arrange(map: &LinkageMap, actors: impl IntoIterator<Item = ActorId>, how: Arrangement) -> Vec<ActorMove> {
    let lanes = lanes(map);
    let lane_of = |actor: &Actor| actor.stage.filter(|_| !actor.is_below_lanes()).and_then(|stage| lanes.of(stage));
    // Those in lanes and those below, and the lane where that counts.
    let mut groups: BTreeMap<(bool, Option<StageId>), Group> = BTreeMap::new();
    for (actor, place) in
        actors.into_iter().filter_map(|id| map.actors().get(&id).zip(map.placements().get(&id).copied()))
    {
        let lane = lane_of(actor).copied();
        let of_lane = lane.filter(|_| how.is_horizontal() && !how.is_distribution()).map(|lane| lane.stage);
        groups.entry((lane.is_none(), of_lane)).or_default().push((place, lane));
    }
    let mut moves: Vec<ActorMove> = groups.into_values().flat_map(|group| arrange_group(group, how)).collect();
    moves.sort_by(|a, b| {
        let (a, b) = (&a.placement, &b.placement);
        let height = |id: ActorId| map.placements().get(&id).map_or(0.0, |place| place.y);
        height(a.actor).total_cmp(&height(b.actor)).then(a.actor.cmp(&b.actor))
    });
    moves
}

/// Placed actors with their lanes.
type Group = Vec<(Placement, Option<Lane>)>;

fn arrange_group(mut group: Group, how: Arrangement) -> Vec<ActorMove> {
    let along = |place: &Placement| if how.is_horizontal() { place.x } else { place.y };
    group.sort_by(|(a, _), (b, _)| along(a).total_cmp(&along(b)).then(a.actor.cmp(&b.actor)));
    let ends = group.first().map(|(place, _)| along(place)).zip(group.last().map(|(place, _)| along(place)));
    let Some((first, last)) = ends.filter(|_| group.len() >= how.min_actors()) else { return Vec::new() };
    let step = (last - first) / (group.len() - 1) as f32;
    let target = |at: usize| match how {
        Arrangement::Left | Arrangement::Top => first,
        Arrangement::Right | Arrangement::Bottom => last,
        Arrangement::Center | Arrangement::Middle => f32::midpoint(first, last).round(),
        Arrangement::Across | Arrangement::Down => (first + step * at as f32).round(),
    };
    let moved = |(at, (place, lane)): (usize, (Placement, Option<Lane>))| {
        let to = target(at);
        let (x, y) = if how.is_horizontal() { (inside(to, place.x, lane), place.y) } else { (place.x, to) };
        ActorMove { placement: Placement { x, y, pinned: true, by_hand: true, ..place }, stage: None }
    };
    group.into_iter().enumerate().map(moved).collect()
}

/// An x at which a box stays in its lane; where it stood if the lane has no room to choose from.
fn inside(x: f32, was: f32, lane: Option<Lane>) -> f32 {
    let Some(lane) = lane else { return x };
    let margin = ACTOR_SIZE.0 / 2.0 + LANE_MARGIN;
    let (least, most) = ((lane.left + margin).min(was), (lane.right - margin).max(was));
    x.clamp(least, most)
}
