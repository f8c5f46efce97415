//! Cards drawn elsewhere than the scene has them: those being dragged, and those dropped where the scene does not show
//! them yet.
//!
//! Invariant: a dragged card is drawn where it would be placed, and a dropped one where the map has it.

use std::collections::{BTreeSet, HashMap};

use super::gesture::Gesture;
use super::snapping::{Guide, SnapField};
use crate::map::{ActorId, LinkageMap, StageId};
use crate::scene::{ActorMark, Area, Point, Scene};
use crate::session::ViewContext;

/// Distance below which two positions are the same, in map units: indistinguishable at every zoom.
const POSITION_TOLERANCE: f32 = 0.25;

/// Cards that were dropped where the scene does not show them yet.
#[derive(Clone, Debug, Default)]
pub(super) struct DroppedCards {
    /// The centres of their cards.
    card_positions: HashMap<ActorId, Point>,
    /// The frame in which they were dropped: until it ends, the map does not have them there.
    frame: u64,
    /// The last [`ViewContext::map_generation`] that was compared with these positions.
    confirmed_generation: Option<u64>,
}

/// What a drag in progress shows besides displaced cards.
#[derive(Debug)]
pub(super) struct DragPreview {
    /// What the cards are aligned with.
    pub guides: Vec<Guide>,
    /// The lanes that actors would come to from others.
    pub lanes: BTreeSet<StageId>,
    /// Where copies would be put down.
    pub copies: Vec<(ActorId, Area)>,
    /// Bounding box of the dragged cards.
    pub area: Area,
}

impl Default for DragPreview {
    fn default() -> Self {
        Self { guides: Vec::new(), lanes: BTreeSet::new(), copies: Vec::new(), area: Area::NOTHING }
    }
}

/// The offsets in this frame of all displaced cards.
#[derive(Debug, Default)]
pub(super) struct CardOffsets {
    offsets: HashMap<ActorId, (f32, f32)>,
    /// The greatest offset along an axis.
    max_offset: f32,
}

impl CardOffsets {
    fn set_position(&mut self, mark: &ActorMark, at: Point) {
        let middle = mark.area.middle();
        let offset = (at.x - middle.x, at.y - middle.y);
        self.offsets.insert(mark.id, offset);
        self.max_offset = self.max_offset.max(offset.0.abs()).max(offset.1.abs());
    }

    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// Whether a card is displaced, even by zero.
    pub fn contains(&self, id: ActorId) -> bool {
        self.offsets.contains_key(&id)
    }

    /// The greatest offset along an axis, in map units.
    pub fn max_offset(&self) -> f32 {
        self.max_offset
    }

    /// The offset of a card from where the scene has it.
    pub fn offset(&self, id: ActorId) -> (f32, f32) {
        self.offsets.get(&id).copied().unwrap_or_default()
    }

    /// Where a card is drawn.
    pub fn area(&self, mark: &ActorMark) -> Area {
        let (dx, dy) = self.offset(mark.id);
        let shifted = |point: Point| Point::new(point.x + dx, point.y + dy);
        Area { min: shifted(mark.area.min), max: shifted(mark.area.max) }
    }
}

impl DroppedCards {
    /// The centre of a card as it is drawn while nothing is dragged.
    pub fn drawn_position(&self, mark: &ActorMark) -> Point {
        self.card_positions.get(&mark.id).copied().unwrap_or(mark.area.middle())
    }

    /// The offsets of these cards, and of those that a gesture drags.
    pub fn offsets(
        &self,
        gesture: &Gesture,
        scene: &Scene,
        map: &LinkageMap,
        field: Option<SnapField>,
    ) -> (CardOffsets, DragPreview) {
        let mut preview = DragPreview::default();
        let mut offsets = CardOffsets::default();
        for (id, at) in &self.card_positions {
            if let Some(mark) = scene.actor(*id) {
                offsets.set_position(mark, *at);
            }
        }
        if let Gesture::Dragging(drag) = gesture {
            let dragged = drag.moves(scene, map, |mark| self.drawn_position(mark), field);
            let moved: HashMap<ActorId, Point> = dragged
                .moves
                .iter()
                .map(|moved| (moved.placement.actor, Point::new(moved.placement.x, moved.placement.y)))
                .collect();
            for mark in drag.actors.iter().filter_map(|id| scene.actor(*id)) {
                let at = moved.get(&mark.id).copied().unwrap_or(self.drawn_position(mark));
                let area = Area::from_center_size(at, mark.area.width(), mark.area.height());
                preview.area = preview.area.union(area);
                if drag.held.copies {
                    preview.copies.push((mark.id, area));
                } else {
                    offsets.set_position(mark, at);
                }
            }
            preview.guides = dragged.guides;
            preview.lanes = dragged.moves.iter().filter_map(|moved| moved.stage).collect();
        }
        (offsets, preview)
    }

    /// Holds cards where they were dropped until the scene shows them there.
    pub fn hold(&mut self, moved: impl Iterator<Item = (ActorId, Point)>, frame: u64) {
        self.card_positions.extend(moved);
        self.frame = frame;
        self.confirmed_generation = None;
    }

    /// Holds cards where the map has them, and releases those that the scene shows there by now.
    pub fn release(&mut self, scene: &Scene, context: &ViewContext<'_>, frame: u64) {
        if self.card_positions.is_empty() || self.frame == frame {
            return;
        }
        if self.confirmed_generation != Some(context.map_generation) {
            self.confirmed_generation = Some(context.map_generation);
            let placements = context.map.placements();
            // Where the map has them: moved aside, or back as the move was refused or undone.
            self.card_positions.retain(|id, at| {
                let place = placements.get(id);
                place.inspect(|place| *at = Point::new(place.x, place.y)).is_some()
            });
        }
        self.card_positions.retain(|id, at| scene.actor(*id).is_some_and(|mark| !is_near(*at, mark.area.middle())));
    }
}

fn is_near(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < POSITION_TOLERANCE && (a.y - b.y).abs() < POSITION_TOLERANCE
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::dragging::{Drag, Held};
    use super::*;
    use crate::analysis::assess;
    use crate::command::{ActorMove, Command};
    use crate::exchange::sample_map;
    use crate::language::Language;
    use crate::map::{CANVAS_LIMIT, Placement};
    use crate::scene::build;

    /// A sample map with all actors moved by `by`, and its scene.
    fn shifted(seed: u64, by: (f32, f32)) -> (LinkageMap, Scene) {
        let map = sample_map(40, seed);
        let inside = |value: f32| value.clamp(-CANVAS_LIMIT, CANVAS_LIMIT);
        let places: Vec<Placement> = map
            .placements()
            .values()
            .map(|place| Placement { x: inside(place.x + by.0), y: inside(place.y + by.1), ..*place })
            .collect();
        let map = map.with_placements(places);
        let scene = build(&map, &assess(&map, map.info().year), Language::English);
        (map, scene)
    }

    /// Drags some actors; returns where they are drawn before the release, and the moves after it.
    fn drag(
        map: &LinkageMap,
        scene: &Scene,
        actors: BTreeSet<ActorId>,
        by: (f32, f32),
    ) -> (CardOffsets, Vec<ActorMove>) {
        let (from, to) = (Point::new(0.0, 0.0), Point::new(by.0, by.1));
        let gesture = Gesture::Dragging(Drag { actors, from, to, held: Held::default() });
        let dropped = DroppedCards::default();
        let (offsets, _) = dropped.offsets(&gesture, scene, map, None);
        let nothing = crate::map::Selection::None;
        let ended = gesture.end(scene, map, &nothing, (0.0, None), |mark| dropped.drawn_position(mark));
        let moves = ended.commands.into_iter().find_map(|command| match command {
            Command::Move(moves) => Some(moves),
            _ => None,
        });
        (offsets, moves.unwrap_or_default())
    }

    fn distance() -> impl Strategy<Value = f32> {
        prop_oneof![-300.0..300.0_f32, -2.5 * CANVAS_LIMIT..2.5 * CANVAS_LIMIT, Just(0.0_f32)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn dragged_cards_stop_together_and_are_put_down_where_they_were_drawn(
            seed in 0..4_u64,
            place in (distance(), distance()),
            by in (distance(), distance()),
            every in 1..9_usize,
        ) {
            let (map, scene) = shifted(seed, place);
            let actors: BTreeSet<ActorId> = map.actors().keys().copied().step_by(every).collect();
            let (drawn, moves) = drag(&map, &scene, actors.clone(), by);
            prop_assert!(moves.is_empty() || moves.len() == actors.len());
            for moved in &moves {
                let (at, id) = (moved.placement, moved.placement.actor);
                prop_assert!(at.x.abs() <= CANVAS_LIMIT && at.y.abs() <= CANVAS_LIMIT);
                let middle = drawn.area(scene.actor(id).unwrap()).middle();
                prop_assert!((middle.x - at.x).abs() <= 1.0 && (middle.y - at.y).abs() <= 1.0, "{middle:?} {at:?}");
            }
            // Coordinates of the map have seven digits: at the limits that is a unit.
            let steps: Vec<(f32, f32)> = moves
                .iter()
                .map(|moved| (moved.placement, map.placements()[&moved.placement.actor]))
                .map(|(is, was)| (is.x - was.x, is.y - was.y))
                .collect();
            for pair in steps.windows(2) {
                prop_assert!((pair[0].0 - pair[1].0).abs() <= 1.0, "{steps:?}");
                prop_assert!((pair[0].1 - pair[1].1).abs() <= 1.5, "{steps:?}");
            }
        }
    }

    #[test]
    fn cards_of_a_lane_stop_together_at_its_edge() {
        let (map, scene) = shifted(1, (0.0, 0.0));
        let lane = &scene.lanes[1];
        let first = |actor: &&crate::map::Actor| actor.stage == Some(lane.stage) && !actor.is_below_lanes();
        let two: BTreeSet<ActorId> = map.actors().values().filter(first).map(|actor| actor.id).take(2).collect();
        assert_eq!(two.len(), 2);
        // The second is a little left of the first.
        let ids: Vec<ActorId> = two.iter().copied().collect();
        let middle = f32::midpoint(lane.left, lane.right);
        let places: Vec<Placement> = map
            .placements()
            .values()
            .map(|place| match ids.iter().position(|id| *id == place.actor) {
                Some(at) => Placement { x: middle.round() - 5.0 * at as f32, ..*place },
                None => *place,
            })
            .collect();
        let map = map.with_placements(places);
        let scene = build(&map, &assess(&map, map.info().year), Language::English);
        let lane = &scene.lanes[1];
        let room = lane.right - map.placements()[&ids[0]].x;
        let (_, moves) = drag(&map, &scene, two, (room - 1.0, 0.0));
        let [a, b] = moves.as_slice() else { panic!("{moves:?}") };
        assert!((a.placement.x - b.placement.x - 5.0).abs() < 1e-3, "{a:?} {b:?}");
        assert!(a.placement.x + 88.0 <= lane.right && a.placement.x + 88.0 > lane.right - 8.0, "{a:?} {lane:?}");
        assert_eq!((a.stage, b.stage), (None, None));
    }
}
