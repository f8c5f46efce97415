//! Cards that are drawn elsewhere than the scene has them: those that are dragged, and those that were dropped where the
//! scene does not show them yet.
//!
//! Invariant: a dragged card is drawn where it would be put down, and a dropped one only as long as the map has it there.

use std::collections::HashMap;

use super::gesture::{Gesture, constrained_moves};
use super::view::Canvas;
use crate::map::{ActorId, LinkageMap};
use crate::scene::{ActorMark, Area, Point, Scene};
use crate::session::ViewContext;

/// A card nearer than this to its place is there, in map units: no zoom tells the two apart.
const POSITION_TOLERANCE: f32 = 0.25;

/// Cards that were dropped and that the scene does not show there yet.
#[derive(Clone, Debug)]
pub(super) struct DroppedCards {
    /// The middles of their cards.
    pub card_positions: HashMap<ActorId, Point>,
    /// The frame in which they were dropped: until it ends, the map does not have them there.
    pub frame: u64,
    /// The [`ViewContext::edition`] of the map that was last seen to have them there.
    pub confirmed_generation: Option<u64>,
}

/// The cards that are drawn elsewhere than the scene has them in this frame.
#[derive(Debug, Default)]
pub(super) struct CardOffsets {
    offsets: HashMap<ActorId, (f32, f32)>,
    /// The greatest distance along an axis.
    max_offset: f32,
}

impl CardOffsets {
    fn set_position(&mut self, mark: &ActorMark, at: Point) {
        let middle = mark.area.middle();
        let offset = (at.x - middle.x, at.y - middle.y);
        self.offsets.insert(mark.id, offset);
        self.max_offset = self.max_offset.max(offset.0.abs()).max(offset.1.abs());
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// Whether a card is one of them, even where it has come back to its place.
    pub fn contains(&self, id: ActorId) -> bool {
        self.offsets.contains_key(&id)
    }

    /// How far any of them is from where the scene has it, along one axis, in map units.
    pub fn max_offset(&self) -> f32 {
        self.max_offset
    }

    /// How far a card is from where the scene has it.
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

impl Canvas {
    /// The middle of a card as it is drawn while nothing is dragged.
    pub(super) fn drawn_position(&self, mark: &ActorMark) -> Point {
        let dropped = self.dropped.as_ref().and_then(|dropped| dropped.card_positions.get(&mark.id));
        dropped.copied().unwrap_or(mark.area.middle())
    }

    /// The cards that are drawn elsewhere than the scene has them.
    pub(super) fn card_offsets(&self, scene: &Scene, map: &LinkageMap) -> CardOffsets {
        let mut offsets = CardOffsets::default();
        for (id, at) in self.dropped.iter().flat_map(|dropped| &dropped.card_positions) {
            if let Some(mark) = scene.actor(*id) {
                offsets.set_position(mark, *at);
            }
        }
        if let Gesture::Dragging { actors, from, to } = &self.gesture {
            for mark in actors.iter().filter_map(|id| scene.actor(*id)) {
                offsets.set_position(mark, self.drawn_position(mark));
            }
            let by = (to.x - from.x, to.y - from.y);
            for moved in constrained_moves(scene, map, actors, |mark| self.drawn_position(mark), by) {
                if let Some(mark) = scene.actor(moved.placement.actor) {
                    offsets.set_position(mark, Point::new(moved.placement.x, moved.placement.y));
                }
            }
        }
        offsets
    }

    /// Keeps cards where they are being put down, until the scene shows them there.
    pub(super) fn hold_dropped(&mut self, places: impl Iterator<Item = (ActorId, Point)>, frame: u64) {
        let mut all = self.dropped.take().map(|dropped| dropped.card_positions).unwrap_or_default();
        all.extend(places);
        self.dropped = Some(DroppedCards { card_positions: all, frame, confirmed_generation: None });
    }

    /// Lets go of dropped cards that the map does not have where they were dropped, as the move was refused or taken
    /// back, and of those that the scene shows there by now.
    pub(super) fn release_dropped(&mut self, scene: &Scene, context: &ViewContext<'_>, frame: u64) {
        let Some(dropped) = self.dropped.as_mut().filter(|dropped| dropped.frame != frame) else { return };
        if dropped.confirmed_generation != Some(context.map_generation) {
            dropped.confirmed_generation = Some(context.map_generation);
            let places = context.map.placements();
            dropped
                .card_positions
                .retain(|id, at| places.get(id).is_some_and(|is| is_near(*at, Point::new(is.x, is.y))));
        }
        dropped.card_positions.retain(|id, at| scene.actor(*id).is_some_and(|mark| !is_near(*at, mark.area.middle())));
        if dropped.card_positions.is_empty() {
            self.dropped = None;
        }
    }
}

fn is_near(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < POSITION_TOLERANCE && (a.y - b.y).abs() < POSITION_TOLERANCE
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::analysis::assess;
    use crate::command::{ActorMove, Command};
    use crate::exchange::sample_map;
    use crate::language::Language;
    use crate::map::{CANVAS_LIMIT, Placement};
    use crate::scene::build;

    /// A made-up map whose actors all stand so far beside where they stood, and its scene.
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

    /// Drags some actors, and gives where they are drawn before the pointer lets go and where they are put down then.
    fn drag(
        map: &LinkageMap,
        scene: &Scene,
        actors: BTreeSet<ActorId>,
        by: (f32, f32),
    ) -> (CardOffsets, Vec<ActorMove>) {
        let gesture = Gesture::Dragging { actors, from: Point::new(0.0, 0.0), to: Point::new(by.0, by.1) };
        let mut canvas = Canvas::default();
        canvas.gesture = gesture.clone();
        let ended = gesture.end(scene, map, &crate::map::Selection::None, 0.0, |mark| canvas.drawn_position(mark));
        let moves = ended.into_iter().find_map(|command| match command {
            Command::Move(moves) => Some(moves),
            _ => None,
        });
        (canvas.card_offsets(scene, map), moves.unwrap_or_default())
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
            // The numbers of the map have seven digits: far out that is a unit.
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
        // The second stands a little left of the first.
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
