//! How many links goods are away from where they should get: one backward sweep over all states from the ends, so
//! that no case needs a search of its own.

use super::network::Grades;
use super::product_states::{StateGraph, StateIndex};
use super::progress::Progress;

const UNREACHED: u32 = u32::MAX;

/// The distances of one question. A distance counts the links of a walk that leaves the state; an end that no walk
/// leaves is itself far.
pub(super) struct Reachability {
    grades: Grades,
    ends: Vec<bool>,
    distances: Vec<u32>,
}

impl Reachability {
    /// Sweeps back from `ends` over steps of these grades. Unless `past_buyers`, an arrival at a buyer is
    /// the end of a walk, be it one of `ends` or not.
    pub fn compute(
        states: &StateGraph,
        grades: Grades,
        through_buyers: bool,
        ends: Vec<bool>,
        progress: &Progress<'_>,
    ) -> Option<Self> {
        let mut reach = Self { grades, distances: vec![UNREACHED; ends.len()], ends };
        let mut frontier = Vec::new();
        for state in states.nodes.node_indices() {
            if reach.is_end(state) {
                reach.relax_incoming(states, state, 1, &mut frontier);
                progress.step(1)?;
            }
        }
        let mut distance = 1;
        while !frontier.is_empty() {
            // Conversions first: they take no link, so what they lead to is as near.
            let mut index = 0;
            while let Some(state) = frontier.get(index).copied() {
                index += 1;
                for (_, from) in states.predecessors(state).filter(|(step, _)| step.link.is_none()) {
                    reach.set_distance(from, distance, &mut frontier);
                }
            }
            distance += 1;
            let mut next = Vec::new();
            for state in frontier {
                if through_buyers || !states.nodes[state].kind.is_buyer() {
                    reach.relax_incoming(states, state, distance, &mut next);
                }
                progress.step(1)?;
            }
            frontier = next;
        }
        Some(reach)
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

    /// The links from here to an end; none when no walk gets there.
    pub fn distance(&self, state: StateIndex) -> Option<u32> {
        self.distances.get(state.index()).copied().filter(|distance| *distance != UNREACHED)
    }

    /// Whether some walk from here gets to an end.
    pub fn has_path(&self, state: StateIndex) -> bool {
        self.distance(state).is_some()
    }

    pub fn is_end(&self, state: StateIndex) -> bool {
        self.ends.get(state.index()).copied().unwrap_or(false)
    }

    /// Where links lead from a state that is `distance` links from an end, on the shortest walks.
    pub fn next_hops<'a>(
        &'a self,
        states: &'a StateGraph,
        state: StateIndex,
        distance: u32,
    ) -> impl Iterator<Item = (crate::map::LinkId, StateIndex)> + 'a {
        states.successors(state).filter_map(move |(step, to)| {
            let link = step.link.filter(|_| self.grades.contains(step.grade))?;
            let fits = if distance <= 1 {
                self.is_end(to)
            } else {
                // Never past a buyer that ends walks: whence goods from there get to an end, it is one itself.
                self.distance(to) == Some(distance - 1)
            };
            fits.then_some((link, to))
        })
    }
}
