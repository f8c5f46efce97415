//! The number of links from each state to an end: one backward breadth-first search from all ends, so that no case
//! needs a search of its own.
//!
//! petgraph's `dijkstra` from one node behind all ends takes 2.2 times as long on the states of 100,000 actors (`cargo
//! bench --bench graph`), and an assessment makes five of these searches or more.

use super::network::Grades;
use super::product_states::{StateGraph, StateIndex};
use super::progress::Progress;

const UNREACHED: u32 = u32::MAX;

/// Distances to a set of ends. A distance counts the links of a path that leaves the state; an end without such a path
/// is itself unreached.
pub(super) struct Reachability {
    grades: Grades,
    ends: Vec<bool>,
    distances: Vec<u32>,
}

impl Reachability {
    /// Searches back from `ends` over links of these grades and over conversions. Unless `through_buyers`, a path ends
    /// at the first buyer, be it one of `ends` or not. `None` when cancelled.
    pub fn compute(
        states: &StateGraph,
        grades: Grades,
        through_buyers: bool,
        ends: Vec<bool>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let mut reachability = Self { grades, distances: vec![UNREACHED; ends.len()], ends };
        let mut frontier = Vec::new();
        for state in states.nodes.node_indices() {
            if reachability.is_end(state) {
                reachability.relax_incoming(states, state, 1, &mut frontier);
                progress.step(1)?;
            }
        }
        let mut distance = 1;
        while !frontier.is_empty() {
            // Conversions first: they use no link, so their sources are as near.
            let mut index = 0;
            while let Some(state) = frontier.get(index).copied() {
                index += 1;
                for (_, from) in states.predecessors(state).filter(|(step, _)| step.link.is_none()) {
                    reachability.set_distance(from, distance, &mut frontier);
                }
            }
            distance += 1;
            let mut next = Vec::new();
            for state in frontier {
                if through_buyers || !states.nodes[state].kind.is_buyer() {
                    reachability.relax_incoming(states, state, distance, &mut next);
                }
                progress.step(1)?;
            }
            frontier = next;
        }
        Some(reachability)
    }

    fn relax_incoming(&mut self, states: &StateGraph, to: StateIndex, distance: u32, frontier: &mut Vec<StateIndex>) {
        for (step, from) in states.predecessors(to) {
            if step.link.is_some() && self.grades.contains(step.grade) {
                self.set_distance(from, distance, frontier);
            }
        }
    }

    fn set_distance(&mut self, state: StateIndex, distance: u32, frontier: &mut Vec<StateIndex>) {
        if let Some(known) = self.distances.get_mut(state.index()).filter(|known| **known == UNREACHED) {
            *known = distance;
            frontier.push(state);
        }
    }

    /// The links from here to an end; none when there is no path.
    pub fn distance(&self, state: StateIndex) -> Option<u32> {
        self.distances.get(state.index()).copied().filter(|distance| *distance != UNREACHED)
    }

    /// Whether some path from here leads to an end.
    pub fn has_path(&self, state: StateIndex) -> bool {
        self.distance(state).is_some()
    }

    pub fn is_end(&self, state: StateIndex) -> bool {
        self.ends.get(state.index()).copied().unwrap_or(false)
    }

    /// The next links and states on the shortest paths from a state that is `distance` links from an end.
    pub fn next_hops<'a>(
        &'a self,
        states: &'a StateGraph,
        state: StateIndex,
        distance: u32,
    ) -> impl Iterator<Item = (crate::map::LinkId, StateIndex)> + 'a {
        states.successors(state).filter_map(move |(step, to)| {
            let link = step.link.filter(|_| self.grades.contains(step.grade))?;
            let is_next = if distance <= 1 {
                self.is_end(to)
            } else {
                // Never past a buyer that ends paths: one from which an end can be reached is an end itself.
                self.distance(to) == Some(distance - 1)
            };
            is_next.then_some((link, to))
        })
    }
}
