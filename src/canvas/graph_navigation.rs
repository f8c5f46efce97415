//! Keyboard navigation along links and lanes. Plain rules on a scene, no window.

use crate::map::{ActorId, LinkId, LinkKind, LinkStatus};
use crate::scene::{ActorMark, LinkMark, Point, Scene};

/// Cards whose centres differ by less than this in x are in one column, in map units.
const COLUMN_TOLERANCE: f32 = 60.0;

/// Direction of a step: the arrow key pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArrowDirection {
    Left,
    Right,
    Up,
    Down,
}

/// The alternatives of the last step along a link; up and down cycle through them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NavigationCandidates {
    /// The actor the last step led to.
    current: Option<ActorId>,
    /// All alternatives, from top to bottom.
    candidates: Vec<ActorId>,
}

impl NavigationCandidates {
    /// The next actor along the links: right to a buyer, left to a seller, up and down among the alternatives of the
    /// last step; without alternatives up and down move along the lane.
    pub fn next_actor(&mut self, scene: &Scene, from: ActorId, direction: ArrowDirection) -> Option<ActorId> {
        let next = match direction {
            ArrowDirection::Left | ArrowDirection::Right => {
                let links = links_of(scene, from, direction == ArrowDirection::Right);
                let next = preferred_neighbor(scene, from, &links, direction == ArrowDirection::Right)?;
                let mut all: Vec<ActorId> = links.iter().map(|mark| other_end(mark, from)).collect();
                all.sort_by(|a, b| compare_height(scene, *a, *b));
                all.dedup();
                self.candidates = all;
                next
            }
            ArrowDirection::Up | ArrowDirection::Down if self.current == Some(from) && self.candidates.len() > 1 => {
                let index = self.candidates.iter().position(|id| *id == from)?;
                let next = if direction == ArrowDirection::Down { index.checked_add(1) } else { index.checked_sub(1) };
                *self.candidates.get(next?)?
            }
            ArrowDirection::Up | ArrowDirection::Down => {
                self.candidates.clear();
                next_in_lane(scene, from, direction)?
            }
        };
        self.current = Some(next);
        Some(next)
    }
}

fn other_end(mark: &LinkMark, from: ActorId) -> ActorId {
    if mark.from == from { mark.to } else { mark.from }
}

/// The outgoing links of an actor, or the incoming ones.
fn links_of(scene: &Scene, actor: ActorId, leaving: bool) -> Vec<&LinkMark> {
    let end = |mark: &LinkMark| if leaving { mark.from } else { mark.to };
    let shown = |mark: &LinkMark| scene.actor(mark.from).is_some() && scene.actor(mark.to).is_some();
    scene.links.iter().filter(|mark| end(mark) == actor && mark.from != mark.to && shown(mark)).collect()
}

/// The neighbour by rank: product links before support, links in force before others, then the least difference in
/// height.
fn preferred_neighbor(scene: &Scene, from: ActorId, links: &[&LinkMark], leaving: bool) -> Option<ActorId> {
    let height = scene.actor(from)?.area.middle().y;
    let rank = |mark: &LinkMark| {
        let other = if leaving { mark.to } else { mark.from };
        let distance = scene.actor(other).map_or(f32::INFINITY, |mark| (mark.area.middle().y - height).abs());
        (mark.kind != LinkKind::Product, mark.status != LinkStatus::InForce, distance)
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

/// The index of a card's lane; cards below the lanes (supporters) come after all of them.
fn lane_index(scene: &Scene, mark: &ActorMark) -> usize {
    let x = mark.area.middle().x;
    let last = scene.lanes.len().saturating_sub(1);
    if mark.is_below_lanes { last + 1 } else { scene.lanes.iter().position(|lane| x < lane.right).unwrap_or(last) }
}

/// The actors of a lane, column by column, each from top to bottom.
fn lane_actors(scene: &Scene, lane: usize) -> Vec<&ActorMark> {
    let mut marks: Vec<&ActorMark> = scene.actors.iter().filter(|mark| lane_index(scene, mark) == lane).collect();
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

/// The next actor along the lanes: up and down within the lane, continuing in the next column; left and right to the
/// nearest actor of the next lane that has any.
pub(super) fn next_in_lane(scene: &Scene, from: ActorId, direction: ArrowDirection) -> Option<ActorId> {
    let mark = scene.actor(from)?;
    let current_lane = lane_index(scene, mark);
    match direction {
        ArrowDirection::Up | ArrowDirection::Down => {
            let lane = lane_actors(scene, current_lane);
            let index = lane.iter().position(|mark| mark.id == from)?;
            let next = if direction == ArrowDirection::Down { index.checked_add(1) } else { index.checked_sub(1) };
            lane.get(next?).map(|mark| mark.id)
        }
        ArrowDirection::Left | ArrowDirection::Right => {
            let lanes = scene.actors.iter().map(|mark| lane_index(scene, mark));
            let next = if direction == ArrowDirection::Right {
                lanes.filter(|lane| *lane > current_lane).min()
            } else {
                lanes.filter(|lane| *lane < current_lane).max()
            }?;
            nearest(lane_actors(scene, next), mark.area.middle())
        }
    }
}

/// The next link from a link: up and down among the links that leave the same actor.
pub(super) fn next_link(scene: &Scene, from: LinkId, direction: ArrowDirection) -> Option<LinkId> {
    let link = scene.link(from)?;
    let mut links = links_of(scene, link.from, true);
    links.sort_by(|a, b| compare_height(scene, a.to, b.to).then(a.id.cmp(&b.id)));
    let index = links.iter().position(|mark| mark.id == from)?;
    let next = if direction == ArrowDirection::Down { index.checked_add(1) } else { index.checked_sub(1) };
    links.get(next?).map(|mark| mark.id)
}

/// The link that [`NavigationCandidates::next_actor`] would follow from an actor to the left or right.
pub(super) fn first_link(scene: &Scene, from: ActorId, direction: ArrowDirection) -> Option<LinkId> {
    let leaving = direction == ArrowDirection::Right;
    let links = links_of(scene, from, leaving);
    let other = preferred_neighbor(scene, from, &links, leaving)?;
    links.iter().find(|mark| other_end(mark, from) == other).map(|mark| mark.id)
}

/// The actor nearest to a point: where navigation begins.
pub(super) fn nearest<'a>(marks: impl IntoIterator<Item = &'a ActorMark>, to: Point) -> Option<ActorId> {
    let distance = |mark: &ActorMark| mark.area.middle().distance(to);
    marks.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)).then(a.id.cmp(&b.id))).map(|mark| mark.id)
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
    fn stepping_through_lanes_visits_each_actor_once_and_back() {
        for seed in 1..4 {
            let scene = scene(150, seed);
            let mut all = BTreeSet::new();
            for at in 0..=scene.lanes.len() {
                let whole = lane_actors(&scene, at);
                let Some(first) = whole.first() else { continue };
                let mut visited = vec![first.id];
                while let Some(next) = next_in_lane(&scene, visited[visited.len() - 1], ArrowDirection::Down) {
                    visited.push(next);
                }
                assert_eq!(visited.len(), whole.len());
                for pair in visited.windows(2) {
                    assert_eq!(next_in_lane(&scene, pair[1], ArrowDirection::Up), Some(pair[0]));
                }
                all.extend(visited);
            }
            assert_eq!(all.len(), scene.actors.len(), "every actor stands in one lane");
        }
    }

    #[test]
    fn a_step_along_a_link_leads_to_its_other_end() {
        let scene = scene(150, 5);
        for mark in &scene.actors {
            for (direction, leaving) in [(ArrowDirection::Right, true), (ArrowDirection::Left, false)] {
                let ends: BTreeSet<ActorId> = scene
                    .links
                    .iter()
                    .filter(|link| link.from != link.to && mark.id == if leaving { link.from } else { link.to })
                    .map(|link| if leaving { link.to } else { link.from })
                    .collect();
                let mut candidates = NavigationCandidates::default();
                let Some(next) = candidates.next_actor(&scene, mark.id, direction) else {
                    assert!(ends.is_empty());
                    continue;
                };
                // Up to the topmost, then down through all of them.
                let mut at = next;
                while ends.len() > 1
                    && let Some(up) = candidates.next_actor(&scene, at, ArrowDirection::Up)
                {
                    at = up;
                }
                let mut met = BTreeSet::from([at]);
                while ends.len() > 1
                    && let Some(down) = candidates.next_actor(&scene, at, ArrowDirection::Down)
                {
                    at = down;
                    met.insert(at);
                }
                assert_eq!(met, ends, "every parallel choice is within reach");
                let link = first_link(&scene, mark.id, direction).and_then(|id| scene.link(id)).unwrap();
                assert!(ends.contains(if leaving { &link.to } else { &link.from }));
            }
        }
    }
}
