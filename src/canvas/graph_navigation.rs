//! Walking over the map by keys: along links, along lanes. Plain rules on a scene, no window.

use crate::map::{ActorId, LinkId, LinkKind, LinkStatus};
use crate::scene::{ActorMark, LinkMark, Point, Scene};

/// Cards whose middles are nearer than this stand in one column, in map units.
const COLUMN_TOLERANCE: f32 = 60.0;

/// Where a step leads, as the arrow on the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArrowDirection {
    Left,
    Right,
    Up,
    Down,
}

/// The choices that the last step along a link had: up and down go through them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NavigationCandidates {
    /// The actor that was chosen.
    chosen: Option<ActorId>,
    /// All that could be, from top to bottom.
    candidates: Vec<ActorId>,
}

impl NavigationCandidates {
    /// The actor that a step along the links leads to: to whom this one sells, from whom it buys, and up and down among
    /// those that might have been chosen instead; where there was no such choice, along the lane.
    pub fn next_actor(&mut self, scene: &Scene, from: ActorId, step: ArrowDirection) -> Option<ActorId> {
        let next = match step {
            ArrowDirection::Left | ArrowDirection::Right => {
                let links = links_of(scene, from, step == ArrowDirection::Right);
                let next = preferred_neighbor(scene, from, &links, step == ArrowDirection::Right)?;
                let mut all: Vec<ActorId> = links.iter().map(|mark| other_end(mark, from)).collect();
                all.sort_by(|a, b| compare_height(scene, *a, *b));
                all.dedup();
                self.candidates = all;
                next
            }
            ArrowDirection::Up | ArrowDirection::Down if self.chosen == Some(from) && self.candidates.len() > 1 => {
                let at = self.candidates.iter().position(|id| *id == from)?;
                let next = if step == ArrowDirection::Down { at.checked_add(1) } else { at.checked_sub(1) };
                *self.candidates.get(next?)?
            }
            ArrowDirection::Up | ArrowDirection::Down => {
                self.candidates.clear();
                next_in_lane(scene, from, step)?
            }
        };
        self.chosen = Some(next);
        Some(next)
    }
}

fn other_end(mark: &LinkMark, from: ActorId) -> ActorId {
    if mark.from == from { mark.to } else { mark.from }
}

/// The links that leave an actor, or those that come in.
fn links_of(scene: &Scene, actor: ActorId, leaving: bool) -> Vec<&LinkMark> {
    let end = |mark: &LinkMark| if leaving { mark.from } else { mark.to };
    let shown = |mark: &LinkMark| scene.actor(mark.from).is_some() && scene.actor(mark.to).is_some();
    scene.links.iter().filter(|mark| end(mark) == actor && mark.from != mark.to && shown(mark)).collect()
}

/// Goods before support, what is in force before what is not, then what is nearest in height.
fn preferred_neighbor(scene: &Scene, from: ActorId, links: &[&LinkMark], leaving: bool) -> Option<ActorId> {
    let height = scene.actor(from)?.area.middle().y;
    let rank = |mark: &LinkMark| {
        let other = if leaving { mark.to } else { mark.from };
        let away = scene.actor(other).map_or(f32::INFINITY, |mark| (mark.area.middle().y - height).abs());
        (mark.kind != LinkKind::Product, mark.state != LinkStatus::InForce, away)
    };
    let best = links.iter().min_by(|a, b| {
        let ((a, b), (c, d)) = ((rank(a), rank(b)), (a.id, b.id));
        a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(c.cmp(&d))
    })?;
    Some(other_end(best, from))
}

fn compare_height(scene: &Scene, a: ActorId, b: ActorId) -> std::cmp::Ordering {
    let middle = |id| scene.actor(id).map_or(Point::new(0.0, 0.0), |mark| mark.area.middle());
    let (p, q) = (middle(a), middle(b));
    p.y.total_cmp(&q.y).then(p.x.total_cmp(&q.x)).then(a.cmp(&b))
}

/// The lane that a card is walked in: its place among the lanes; supporters come after all of them.
fn lane_index(scene: &Scene, mark: &ActorMark) -> usize {
    let x = mark.area.middle().x;
    let last = scene.lanes.len().saturating_sub(1);
    if mark.is_below_lanes { last + 1 } else { scene.lanes.iter().position(|lane| x < lane.right).unwrap_or(last) }
}

/// The actors of a lane, column by column, each from top to bottom.
fn lane_actors(scene: &Scene, at: usize) -> Vec<&ActorMark> {
    let mut marks: Vec<&ActorMark> = scene.actors.iter().filter(|mark| lane_index(scene, mark) == at).collect();
    marks.sort_by(|a, b| a.area.middle().x.total_cmp(&b.area.middle().x));
    let mut column = 0_usize;
    let mut last = f32::NEG_INFINITY;
    let mut placed: Vec<(usize, &ActorMark)> = Vec::with_capacity(marks.len());
    for mark in marks {
        let x = mark.area.middle().x;
        column += usize::from(x - last > COLUMN_TOLERANCE);
        last = x;
        placed.push((column, mark));
    }
    placed.sort_by(|(a, one), (b, other)| {
        a.cmp(b).then(one.area.middle().y.total_cmp(&other.area.middle().y)).then(one.id.cmp(&other.id))
    });
    placed.into_iter().map(|(_, mark)| mark).collect()
}

/// The actor that a step along the lanes leads to: up and down in the lane, at its end on in the next column; left and
/// right to the actor at this height in the next lane that has any.
pub(super) fn next_in_lane(scene: &Scene, from: ActorId, step: ArrowDirection) -> Option<ActorId> {
    let mark = scene.actor(from)?;
    let here = lane_index(scene, mark);
    match step {
        ArrowDirection::Up | ArrowDirection::Down => {
            let lane = lane_actors(scene, here);
            let at = lane.iter().position(|mark| mark.id == from)?;
            let next = if step == ArrowDirection::Down { at.checked_add(1) } else { at.checked_sub(1) };
            lane.get(next?).map(|mark| mark.id)
        }
        ArrowDirection::Left | ArrowDirection::Right => {
            let lanes = scene.actors.iter().map(|mark| lane_index(scene, mark));
            let next = if step == ArrowDirection::Right {
                lanes.filter(|lane| *lane > here).min()
            } else {
                lanes.filter(|lane| *lane < here).max()
            }?;
            nearest(lane_actors(scene, next), mark.area.middle())
        }
    }
}

/// The link that a step leads to from a link: up and down among those that leave the same actor.
pub(super) fn next_link(scene: &Scene, from: LinkId, step: ArrowDirection) -> Option<LinkId> {
    let link = scene.link(from)?;
    let mut links = links_of(scene, link.from, true);
    links.sort_by(|a, b| compare_height(scene, a.to, b.to).then(a.id.cmp(&b.id)));
    let at = links.iter().position(|mark| mark.id == from)?;
    let next = if step == ArrowDirection::Down { at.checked_add(1) } else { at.checked_sub(1) };
    links.get(next?).map(|mark| mark.id)
}

/// The link that one steps onto from an actor: of those to the right or the left the one that a step would follow.
pub(super) fn first_link(scene: &Scene, from: ActorId, step: ArrowDirection) -> Option<LinkId> {
    let leaving = step == ArrowDirection::Right;
    let links = links_of(scene, from, leaving);
    let other = preferred_neighbor(scene, from, &links, leaving)?;
    links.iter().find(|mark| other_end(mark, from) == other).map(|mark| mark.id)
}

/// Where one begins: the actor nearest to a point.
pub(super) fn nearest<'a>(marks: impl IntoIterator<Item = &'a ActorMark>, to: Point) -> Option<ActorId> {
    let away = |mark: &ActorMark| mark.area.middle().distance(to);
    marks.into_iter().min_by(|a, b| away(a).total_cmp(&away(b)).then(a.id.cmp(&b.id))).map(|mark| mark.id)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::analysis::assess;
    use crate::exchange::sample_map;
    use crate::language::Language;

    fn scene(actors: u32, seed: u64) -> Scene {
        let map = sample_map(actors, seed);
        crate::scene::build(&map, &assess(&map, map.info().year), Language::Vietnamese)
    }

    #[test]
    fn lanes_lead_past_each_of_their_actors_once_and_back() {
        for seed in 1..4 {
            let scene = scene(150, seed);
            let mut all = BTreeSet::new();
            for at in 0..=scene.lanes.len() {
                let whole = lane_actors(&scene, at);
                let Some(first) = whole.first() else { continue };
                let mut walked = vec![first.id];
                while let Some(next) = next_in_lane(&scene, walked[walked.len() - 1], ArrowDirection::Down) {
                    walked.push(next);
                }
                assert_eq!(walked.len(), whole.len());
                for pair in walked.windows(2) {
                    assert_eq!(next_in_lane(&scene, pair[1], ArrowDirection::Up), Some(pair[0]));
                }
                all.extend(walked);
            }
            assert_eq!(all.len(), scene.actors.len(), "every actor stands in one lane");
        }
    }

    #[test]
    fn a_step_along_a_link_goes_to_its_other_end() {
        let scene = scene(150, 5);
        for mark in &scene.actors {
            for (step, leaving) in [(ArrowDirection::Right, true), (ArrowDirection::Left, false)] {
                let ends: BTreeSet<ActorId> = scene
                    .links
                    .iter()
                    .filter(|link| link.from != link.to && mark.id == if leaving { link.from } else { link.to })
                    .map(|link| if leaving { link.to } else { link.from })
                    .collect();
                let mut choices = NavigationCandidates::default();
                let Some(next) = choices.next_actor(&scene, mark.id, step) else {
                    assert!(ends.is_empty());
                    continue;
                };
                // Up to the topmost, then down past all of them.
                let mut at = next;
                while ends.len() > 1
                    && let Some(up) = choices.next_actor(&scene, at, ArrowDirection::Up)
                {
                    at = up;
                }
                let mut met = BTreeSet::from([at]);
                while ends.len() > 1
                    && let Some(down) = choices.next_actor(&scene, at, ArrowDirection::Down)
                {
                    at = down;
                    met.insert(at);
                }
                assert_eq!(met, ends, "every parallel choice is within reach");
                let link = first_link(&scene, mark.id, step).and_then(|id| scene.link(id)).unwrap();
                assert!(ends.contains(if leaving { &link.to } else { &link.from }));
            }
        }
    }
}
