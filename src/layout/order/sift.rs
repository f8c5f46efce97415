//! Sifting (Matuszewski, Schönfeld and Molitor 1999): one vertex after another is taken out of its layer and put where
//! it crosses least, the layers beside it standing still.

use rayon::prelude::*;

use super::Layers;
use crate::layout::Watch;
use crate::layout::neighbours::{Neighbours, set, value};

/// A layer that is longer is sifted in stretches of at the most so many vertices, on all cores: a power of two of them, all
/// alike, so that every core has as much. It is cut by its length alone, so that the order is the same on every machine.
const STRETCH: usize = 4_096;

/// Where the ties of a vertex end on one side, in order, and what they weigh.
type Ends = [(u32, i64)];

/// The ties of one layer's vertices, by how they stood at the start.
struct Sides {
    /// Where the ends of each vertex begin: those to the left, those to the right, and where these end.
    starts: Vec<(u32, u32, u32)>,
    ends: Vec<(u32, i64)>,
}

impl Sides {
    fn of(&self, slot: u32) -> (&Ends, &Ends) {
        let (left, right, end) = value(&self.starts, slot);
        let part = |from: u32, to: u32| self.ends.get(from as usize..to as usize).unwrap_or_default();
        (part(left, right), part(right, end))
    }

    /// Where its ties end, if it has one of weight 1 on either side, as the points of long ties have.
    fn only_tie(&self, slot: u32) -> Option<(u32, u32)> {
        match self.of(slot) {
            ([(left, 1)], [(right, 1)]) => Some((*left, *right)),
            _ => None,
        }
    }
}

/// A vertex in its place. Most are points of long ties; passing one of these by another takes most of the time of a
/// layout, so that what it asks for stands here.
#[derive(Clone, Copy)]
struct Standing {
    vertex: u32,
    slot: u32,
    /// It stays amid its own.
    section: u32,
    /// See [`Sides::only_tie`].
    tie: Option<(u32, u32)>,
}

/// Chooses one of the places that a vertex can take.
pub(super) trait Choice {
    /// Another vertex is to be put somewhere; it stands at a place now.
    fn begin(&mut self, now: usize);
    /// It could take a place, with so many more crossings than now.
    fn offer(&mut self, place: usize, change: i64);
    /// The place that it takes, and how many more crossings that brings.
    fn chosen(&self) -> (usize, i64);
}

/// The place with the fewest crossings.
#[derive(Default)]
struct Fewest {
    place: usize,
    change: i64,
}

impl Choice for Fewest {
    fn begin(&mut self, now: usize) {
        *self = Self { place: now, change: 0 };
    }

    fn offer(&mut self, place: usize, change: i64) {
        if change < self.change {
            *self = Self { place, change };
        }
    }

    fn chosen(&self) -> (usize, i64) {
        (self.place, self.change)
    }
}

impl Layers {
    /// Sifts every vertex that may move once, by at most `window` places. Gives by how much that lessened the
    /// crossings.
    pub(super) fn sift(&mut self, rightwards: bool, window: usize, may_move: impl Fn(u32) -> bool + Sync) -> u64 {
        self.sift_watched(rightwards, window, may_move, &|_| true).unwrap_or_default()
    }

    /// The same; `None` when `watch` says that it is wanted no more.
    pub(super) fn sift_watched(
        &mut self,
        rightwards: bool,
        window: usize,
        may_move: impl Fn(u32) -> bool + Sync,
        watch: Watch<'_>,
    ) -> Option<u64> {
        let (count, mut changed) = (self.orders.len() as f32, 0_i64);
        for (done, layer) in self.sweep_order(rightwards).enumerate() {
            if !watch(done as f32 / count) {
                return None;
            }
            changed += self.reordered(layer, |layers, order| {
                let sift = |stretch: &mut [u32]| layers.settle(stretch, window, &may_move, &mut Fewest::default());
                if order.len() <= STRETCH {
                    return sift(order);
                }
                let stretch = order.len().div_ceil(order.len().div_ceil(STRETCH).next_power_of_two());
                // Cuts are elsewhere on the way back, so that nothing stays on one side of them.
                let (first, rest) = order.split_at_mut(if rightwards { 0 } else { stretch / 2 });
                let (first, rest) = rayon::join(|| sift(first), || rest.par_chunks_mut(stretch).map(sift).sum::<i64>());
                first + rest
            });
        }
        Some(changed.unsigned_abs())
    }

    /// All layers, in the direction that is asked for.
    pub(super) fn sweep_order(&self, rightwards: bool) -> impl Iterator<Item = usize> + use<> {
        let count = self.orders.len();
        (0..count).map(move |step| if rightwards { step } else { count - 1 - step })
    }

    /// Takes every vertex of a layer out once, and puts it where the choice says, at most `window` places from where it
    /// was. Gives how many more crossings there are then.
    pub(super) fn replace(&mut self, layer: usize, window: usize, choice: &mut impl Choice) -> i64 {
        self.reordered(layer, |layers, order| layers.settle(order, window, |_| true, choice))
    }

    /// Puts the vertices of a layer into another order.
    fn reordered(&mut self, layer: usize, reorder: impl FnOnce(&Self, &mut [u32]) -> i64) -> i64 {
        let Some(mut order) = self.orders.get_mut(layer).map(std::mem::take) else { return 0 };
        let changed = reorder(self, &mut order);
        for (position, &vertex) in order.iter().enumerate() {
            set(&mut self.positions, vertex, position as u32);
        }
        if let Some(slot) = self.orders.get_mut(layer) {
            *slot = order;
        }
        changed
    }

    /// Takes every vertex of a stretch of a layer that may move out once, and puts it elsewhere in the stretch. Gives
    /// how many more crossings there are then.
    fn settle(
        &self,
        order: &mut [u32],
        window: usize,
        may_move: impl Fn(u32) -> bool,
        choice: &mut impl Choice,
    ) -> i64 {
        let sides = self.sides(order);
        // Vertices go by the number that they have at the start, their slot.
        let mut row: Vec<Standing> = (0..)
            .zip(order.iter())
            .map(|(slot, &vertex)| Standing {
                vertex,
                slot,
                section: value(&self.section, vertex),
                tie: sides.only_tie(slot),
            })
            .collect();
        let mut place_of: Vec<u32> = (0..order.len() as u32).collect();
        let mut changed = 0;
        for slot in 0..order.len() as u32 {
            let from = value(&place_of, slot) as usize;
            let Some(&own) = row.get(from).filter(|own| may_move(own.vertex)) else { continue };
            let passable = |other: &&Standing| other.section == own.section;
            let passed = |other: &Standing| match (own.tie, other.tie) {
                (Some(own), Some(other)) => direction(own.0, other.0) + direction(own.1, other.1),
                _ => below_instead_of_above(sides.of(slot), sides.of(other.slot)),
            };
            choice.begin(from);
            let mut change = 0;
            let below = row.get(from + 1..).unwrap_or_default().iter().take(window).take_while(passable);
            for (step, other) in below.enumerate() {
                change += passed(other);
                choice.offer(from + 1 + step, change);
            }
            change = 0;
            let above = row.get(..from).unwrap_or_default().iter().rev().take(window).take_while(passable);
            for (step, other) in above.enumerate() {
                change -= passed(other);
                choice.offer(from - 1 - step, change);
            }
            let (target, change) = choice.chosen();
            if target == from {
                continue;
            }
            changed += change;
            if let Some(part) = row.get_mut(from.min(target)..=from.max(target)) {
                if from < target {
                    part.rotate_left(1);
                } else {
                    part.rotate_right(1);
                }
                for (place, moved) in (from.min(target) as u32..).zip(part.iter()) {
                    set(&mut place_of, moved.slot, place);
                }
            }
        }
        for (place, standing) in order.iter_mut().zip(row) {
            *place = standing.vertex;
        }
        changed
    }

    fn sides(&self, order: &[u32]) -> Sides {
        let mut sides = Sides { starts: Vec::with_capacity(order.len()), ends: Vec::new() };
        for &vertex in order {
            let mut take = |neighbours: &Neighbours| {
                let start = sides.ends.len();
                let ties = neighbours.of(vertex).iter();
                sides.ends.extend(ties.map(|&(other, weight)| (value(&self.positions, other), i64::from(weight))));
                sides.ends.get_mut(start..).unwrap_or_default().sort_unstable();
                start as u32
            };
            let (left, right) = (take(&self.left), take(&self.right));
            sides.starts.push((left, right, sides.ends.len() as u32));
        }
        sides
    }
}

/// 1 where the second stands below the first, −1 where above.
fn direction(first: u32, second: u32) -> i64 {
    i64::from(second > first) - i64::from(second < first)
}

/// How many more crossings two vertices have when the first stands below the second instead of above it.
fn below_instead_of_above(own: (&Ends, &Ends), other: (&Ends, &Ends)) -> i64 {
    inverted(own.0, other.0) + inverted(own.1, other.1)
}

/// How many pairs of ends are in the wrong order when the first vertex stands below, less those that are when it
/// stands above.
fn inverted(own: &Ends, other: &Ends) -> i64 {
    let beyond =
        |&(end, weight): &(u32, i64), &(own, own_weight): &(u32, i64)| own_weight * weight * direction(own, end);
    match own {
        [] => return 0,
        // Most have one or two.
        [one] => return other.iter().map(|end| beyond(end, one)).sum(),
        [one, two] => return other.iter().map(|end| beyond(end, one) + beyond(end, two)).sum(),
        _ => {}
    }
    let mut rest: i64 = own.iter().map(|(_, weight)| weight).sum();
    let (mut lower, mut next) = (0, 0);
    let mut difference = 0;
    for &(end, weight) in other {
        while let Some(&(_, passed)) = own.get(next).filter(|(own, _)| *own < end) {
            (lower, rest, next) = (lower + passed, rest - passed, next + 1);
        }
        let level = own.get(next).filter(|(own, _)| *own == end).map_or(0, |(_, weight)| *weight);
        difference += weight * (lower - (rest - level));
    }
    difference
}
